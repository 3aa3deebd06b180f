"""What sitrex itself has written, known again where it lies among the input: it is skipped by name, not read as articles."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

FOLDERS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "run of sitrex": (("run.json", ".lock"), ("run.json", "records.jsonl"), ("run.json", "records")),
    "report of sitrex": (("index.html", "assets/pages.json"),),
    "collation of sitrex": tuple(
        (f"units.{kind}", f"units_aliases.{kind}", f"units_mentions.{kind}") for kind in ("csv", "parquet")
    ),
    "export of sitrex": (
        *(
            (f"documents.{kind}", f"entities.{kind}", f"units.{kind}", f"failures.{kind}")
            for kind in ("csv", "parquet")
        ),
        ("annotation.conf", "00001-*.sitrex.json"),
    ),
}
"""Kind of output -> what lies in a folder of it: all names of one of these rows. A run that has just begun is one too."""
FILES: Final[Mapping[str, re.Pattern[bytes]]] = {
    "records of sitrex": re.compile(rb'\s*\{\s*"schema_version"\s*:\s*"[\d.]+",\s*"document"\s*:\s*\{'),
    "figures of sitrex": re.compile(rb"(?:\xef\xbb\xbf)?group,values,document,"),
    "order of battle of sitrex": re.compile(rb'\{\n "units": \[\n  \{\n   "key": '),
}
"""Kind of output that is one file -> how it begins."""
_HEAD: Final = 64
_SUFFIXES: Final = (".jsonl", ".json", ".csv")


def folder_of_ours(folder: Path) -> str | None:
    """The kind of output that a folder holds."""
    for kind, rows in FOLDERS.items():
        if any(all(_holds(folder, name) for name in names) for names in rows):
            return kind
    return None


def _holds(folder: Path, name: str) -> bool:
    return next(folder.glob(name), None) is not None if "*" in name else (folder / name).exists()


def file_of_ours(path: str) -> str | None:
    """The kind of output that a file is."""
    if path.endswith(_SUFFIXES) and os.path.isfile(path):  # noqa: PTH113 - opening a pipe could wait for ever
        with suppress(OSError), Path(path).open("rb", buffering=0) as file:
            head = file.read(_HEAD)
            return next((kind for kind, begin in FILES.items() if begin.match(head)), None)
    return None
