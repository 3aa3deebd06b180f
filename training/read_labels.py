"""Passages with their read labels, as the tagger learns them and is measured on them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import passages
from passages import ROOT
from sitrex.write.jsonl import read_rows

Spans = list[tuple[int, int, str]]

TRAIN = ("train", "names", "units", "check", "genre_train")
VALIDATION = ("genre_check", "development")
LATER = frozenset({3, 4})
"""Draws of ``genre_train`` that the small model does not learn from, nor their documents: it is too small to gain by them
(bare F1 of genre_check .826 without, .824 with them). They teach what weighs its findings."""
MEASURED = ("development", "test", "genre_check", "genre_test")
"""Parts of which no document may be trained on."""


@dataclass(frozen=True)
class Labelled:
    """A text and its labelled spans; ``optional`` are mentions that may be missed or found without harm."""

    key: str
    text: str
    spans: Spans
    optional: list[tuple[int, int]]
    family: str = ""


def read(texts: Path, part: str) -> list[Labelled]:
    """The passages of one part of ``TRAIN`` or ``VALIDATION``; where a name and a unit overlap, the unit stays."""
    if part not in TRAIN + VALIDATION:
        raise ValueError(f"part {part} is not for training and not for validation")
    rows = {key: row for key, row in passages.load(texts).items() if row["part"] == part}
    found = []
    for line in (ROOT / "corpus" / "passages" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        labels = json.loads(line)
        row = rows[labels["id"]]
        found.append(_labelled(row["id"], row["text"], labels, row.get("family", "")))
    return found


def _labelled(key: str, text: str, labels: Mapping[str, Any], family: str = "") -> Labelled:
    """A text with its names and units; where two overlap, the unit stays."""
    units = labels["units"]
    names = [m for m in labels["entities"] if not any(m["start"] < u["end"] and u["start"] < m["end"] for u in units)]
    both = sorted([*names, *units], key=lambda m: (m["start"], m["end"]))
    return Labelled(
        key=key,
        text=text,
        spans=[(m["start"], m["end"], m["label"]) for m in both if not m.get("optional")],
        optional=[(m["start"], m["end"]) for m in both if m.get("optional")],
        family=family,
    )


def own(files: Sequence[Path]) -> list[Labelled]:
    """The documents of gold records of one's own, as ``sitrex gold`` makes them, to be learned beside the read parts."""
    return [_labelled(row["document"]["id"], row["text"], row) for file in files for row in read_rows(file)]


def later(texts: Path) -> dict[str, str]:
    """Passage -> article of the draws that the small model does not learn from."""
    return {key: row["article"] for key, row in passages.load(texts).items() if row.get("draw") in LATER}


def training(texts: Path) -> dict[str, list[Labelled]]:
    """The passages of all parts that are trained on, by part; SystemExit if a document of one is measured on."""
    rows = passages.load(texts).values()
    measured = {row["article"] for row in rows if row["part"] in MEASURED}
    if both := measured & {row["article"] for row in rows if row["part"] in TRAIN}:
        raise SystemExit(f"trained and measured on: {sorted(both)}")
    return {part: read(texts, part) for part in TRAIN}
