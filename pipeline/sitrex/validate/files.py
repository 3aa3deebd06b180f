"""Files on disk against their schemas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sitrex.errors import SitrexError
from sitrex.validate.invariants import check
from sitrex.validate.schema import validator
from sitrex.write.jsonl import read_rows

_TELLS = {"provenance": "record", "annotation": "gold", "text": "article", "counts": "manifest", "lists": "scores"}
"""A top-level field that only one of the formats has, tried in this order."""


@dataclass(slots=True)
class Verdict:
    """How many rows a file has and what is wrong with them, one line a row."""

    rows: int = 0
    problems: list[str] = field(default_factory=list)


def validate_file(path: Path, schema: str | None = None) -> Verdict:
    """Check every row; records and gold records also against the invariants.

    Raises SitrexError where the file cannot be read or its format not be told.
    """
    verdict = Verdict()
    for row in read_rows(path):
        verdict.rows += 1
        name = schema or _tell(row, path)
        try:
            if name in ("record", "gold"):
                check(row, name)
            elif problem := validator(name)(row):
                raise SitrexError("row-invalid", schema=name, where=problem[0], reason=problem[1])
        except SitrexError as problem:
            if not problem.code.endswith("-invalid"):
                raise
            verdict.problems.append(f"{path}: row {verdict.rows}: {problem}")
    return verdict


def _tell(row: Mapping[str, Any], path: Path) -> str:
    # a manifest has provenance too, but no document
    for tell, name in _TELLS.items():
        if tell in row and not (tell == "provenance" and "document" not in row):
            return name
    raise SitrexError("schema-unclear", path=path)
