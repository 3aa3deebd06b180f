"""Counts of a run or of one shard of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from sitrex.record.model import MENTION_TYPES, Record

COUNTS: Final = ("articles", "records", "failures", "characters", "words", *MENTION_TYPES)
_NAMED: Final = 5
"""Articles in another language that are named."""


@dataclass(slots=True)
class Tally:
    """How much was read, written and found."""

    counts: Counter[str] = field(default_factory=Counter)
    """See :data:`COUNTS`."""
    languages: Counter[str] = field(default_factory=Counter)
    foreign: list[str] = field(default_factory=list)
    """Ids of the first few articles that are not English."""

    def add_record(self, record: Record, words: int) -> None:
        """Count one article and its record."""
        document = record.document
        self.counts.update(articles=1, records=1, characters=document.characters, words=words)
        self.counts.update({name: len(getattr(record, name)) for name in MENTION_TYPES})
        self.languages[str(document.language)] += 1
        if document.language != "en" and len(self.foreign) < _NAMED:
            self.foreign.append(document.id)

    def add_failure(self) -> None:
        """Count one article that failed."""
        self.counts.update(articles=1, failures=1)

    def add(self, other: Tally) -> None:
        """Count what another has counted."""
        self.counts.update(other.counts)
        self.languages.update(other.languages)
        self.foreign = [*self.foreign, *other.foreign][:_NAMED]

    def to_json(self) -> dict[str, Any]:
        """As plain JSON types."""
        return {
            "counts": {name: self.counts[name] for name in COUNTS},
            "languages": dict(sorted(self.languages.items())),
            "foreign": self.foreign,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """The inverse of :meth:`to_json`."""
        return cls(Counter(row["counts"]), Counter(row["languages"]), list(row["foreign"]))
