"""The texts with labelled dates that weights are trained on: the train parts but for the passages drawn last, our own rows, MEANTIME-dev, WikiWars-dev."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import spacy

import gold
import score_timex
from sitrex.annotate.base import Context
from sitrex.annotate.dates import DatesAnnotator
from sitrex.record.model import Date

CASES: Final = gold.passages.ROOT / "tests" / "cases" / "dates.jsonl"
PARTS: Final = ("train", "genre_train")
LEFT_OUT: Final = {
    "P065": "its labels leave open the year of 24 February in Ukraine, which vocab/dates/known_days.tsv gives"
}
LATER: Final = "R"
"""Begins the ids of the passages drawn last. Many are cut from the middle of a book, and their labels know the year that only
the rest of it says, so those without a day of publication teach nothing. Of the others the kinds of
``weighed.date_anchors`` are learnt: with bare weekdays and months 3,762 of 4,041 values of the passages are right where their
document was not trained on, 3,747 without those two, 3,758 with all kinds and all texts (and 20 fewer of our own rows)."""
FILES: Final = ("meantime-dev.jsonl", "wikiwars-dev.jsonl")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text, its drafts and its labels (rows with ``start``, ``end``, ``value`` and, in our own parts, ``anchor``)."""

    key: str
    context: Context
    drafts: Sequence[Date]
    labels: Sequence[dict[str, Any]]

    def label_of(self, draft: Date) -> dict[str, Any] | None:
        """The label on the same words, else one that shares some."""
        same = [label for label in self.labels if label["start"] < draft.end and draft.start < label["end"]]
        exact = [label for label in same if label["end"] == draft.end]
        return (exact or same or [None])[0]


def labelled(texts: Path) -> Iterator[Labelled]:
    """Every text of the train parts, of our own rows and of the two public sets."""
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    annotator = DatesAnnotator(nlp.vocab)
    for key, text, day, labels in _rows(texts):
        yield Labelled(key, Context(text, day), annotator.match(nlp(text)), labels)


def _rows(texts: Path) -> Iterator[tuple[str, str, datetime.date | None, Sequence[dict[str, Any]]]]:
    for part in PARTS:
        for record in gold.load_passages(texts, part):
            day = record["document"]["published"]
            published = datetime.date.fromisoformat(day) if day else None
            key = record["document"]["id"]
            if key not in LEFT_OUT and (published or not key.startswith(LATER)):
                yield key, record["text"], published, record["dates"]
    for line in CASES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        day = row.get("published")
        yield f"rows/{row['id']}", row["text"], day and datetime.date.fromisoformat(day), list(gold.placed(row))
    for name in FILES:
        for line in (texts / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield f"{name}/{row['id']}", row["text"], score_timex.parse_day(row["published"]), row["dates"]
