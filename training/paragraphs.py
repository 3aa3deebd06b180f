"""What the model is trained on: paragraphs of articles with labelled spans.

A text is cut at its newlines, as the pipeline cuts it before the model sees
it. Read labels come from ``corpus/passages``; articles of which a passage is
in the parts development or test are never used, labelled or not.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import passages

LABELS = "PERSON NORP ORG GPE LOC FAC EQUIPMENT EVENT UNIT".split()
SOURCES = ("world-wars.jsonl", "war-articles.jsonl", "re3d-dev.jsonl")
GENERAL = "meantime-dev.jsonl"
ROOT = Path(__file__).resolve().parent.parent

Spans = list[tuple[int, int, str]]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and its labelled spans, offsets into ``text``."""

    text: str
    spans: Spans


def cut(text: str, spans: Spans) -> Iterator[Paragraph]:
    """The paragraphs of a text, each with its spans."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            yield Paragraph(line, [(a - start, b - start, label) for a, b, label in spans if start <= a and b <= end])
        start = end + 1


def by_article(texts: Path, part: str) -> Iterator[tuple[str, list[Paragraph]]]:
    """The read paragraphs of one part, passage by passage, each with the id of its article."""
    rows = {key: row for key, row in passages.load(texts).items() if row["part"] == part}
    for file in sorted((ROOT / "corpus" / "passages").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            labels = json.loads(line)
            row = rows.get(labels["id"])
            if row is None or "entities" not in labels:
                continue
            spans = sorted((m["start"], m["end"], m["label"]) for m in labels["entities"])
            units = sorted((m["start"], m["end"], "UNIT") for m in labels["units"])
            spans = [s for s in spans if not any(s[0] < u[1] and u[0] < s[1] for u in units)] + units
            yield row["article"], list(cut(row["text"], sorted(spans)))


def hand(texts: Path, part: str) -> list[Paragraph]:
    """The read paragraphs of one part."""
    return [paragraph for _, read in by_article(texts, part) for paragraph in read]


def kept_out(texts: Path) -> set[str]:
    """Ids of the articles of which a passage is measured on."""
    return {row["article"] for row in passages.load(texts).values() if row["part"] in ("development", "test")}


def articles(texts: Path, words: int, seed: int) -> list[str]:
    """Texts of unlabelled articles, all sources alike, up to about this many words."""
    rng = random.Random(seed)
    excluded = kept_out(texts)
    chosen = []
    for name in SOURCES:
        rows = [row for row in passages.read_articles(texts / name) if row["id"] not in excluded]
        rng.shuffle(rows)
        left = words * (0.5 if name == SOURCES[0] else 0.42 if name == SOURCES[1] else 0.08)
        for row in rows:
            if left <= 0:
                break
            # the beginnings of many articles teach more than the whole of a few
            text = row["text"][:12_000].rsplit("\n", 1)[0]
            chosen.append(text)
            left -= len(text.split())
    rng.shuffle(chosen)
    return chosen


def general(texts: Path) -> list[str]:
    """Texts of general news, so that the model does not forget it."""
    return [row["text"] for row in passages.read_articles(texts / GENERAL)]
