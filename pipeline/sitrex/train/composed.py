"""A small composed gold, which tells what a model forgets while it learns something else."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any, Final

_NAME: Final = re.compile(r"\[([^\[\]|]+)\|([A-Z]+)\]")


def composed() -> list[dict[str, Any]]:
    """One document a sentence of ``composed.txt``: its id, text, entities and units; labels and spans alone."""
    lines = (files("sitrex.train") / "composed.txt").read_text(encoding="utf-8").splitlines()
    return [_document(number, line) for number, line in enumerate(lines) if line and not line.startswith("#")]


def _document(number: int, line: str) -> dict[str, Any]:
    text = ""
    at = 0
    mentions = []
    for found in _NAME.finditer(line):
        text += line[at : found.start()]
        start = len(text)
        text += found[1]
        mentions.append({"start": start, "end": len(text), "text": found[1], "label": found[2]})
        at = found.end()
    return {
        "document": {"id": f"composed-{number:02}"},
        "text": text + line[at:],
        "entities": [m for m in mentions if m["label"] != "UNIT"],
        "units": [m for m in mentions if m["label"] == "UNIT"],
    }
