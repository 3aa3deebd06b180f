"""Counts of a run or of one shard of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from sitrex.record.model import MENTION_TYPES, Record

COUNTS: Final = ("articles", "records", "failures", "warnings", "characters", "words", *MENTION_TYPES)
_NAMED: Final = 5
"""Articles in another language, failures and warnings that are named."""


UNKNOWN: Final = "unknown"
"""The language of texts too short to tell."""
_FIRST: Final = ("foreign", "failed", "warned")


@dataclass(slots=True)
class Totals:
    """How much was read, written and found."""

    counts: Counter[str] = field(default_factory=Counter)
    """See :data:`COUNTS`."""
    languages: Counter[str] = field(default_factory=Counter)
    foreign: list[str] = field(default_factory=list)
    """Ids of the first few articles that are not English."""

    failed: list[str] = field(default_factory=list)
    """Why the first few failures failed."""
    warned: list[str] = field(default_factory=list)
    """The first few warnings."""

    def add_record(self, record: Record, words: int, warnings: Sequence[str] = ()) -> None:
        """Count one article and its record."""
        document = record.document
        self.counts.update(articles=1, records=1, characters=document.characters, words=words)
        self.counts.update({name: len(getattr(record, name)) for name in MENTION_TYPES})
        self.languages[document.language or UNKNOWN] += 1
        if document.language not in ("en", None) and len(self.foreign) < _NAMED:
            self.foreign.append(document.id)
        self.counts.update(warnings=len(warnings))
        self.warned = [*self.warned, *warnings][:_NAMED]

    def add_failure(self, error: str) -> None:
        """Count one article that failed."""
        self.counts.update(articles=1, failures=1)
        self.failed = [*self.failed, error][:_NAMED]

    def add(self, other: Totals) -> None:
        """Count what another has counted."""
        self.counts.update(other.counts)
        self.languages.update(other.languages)
        for name in _FIRST:
            setattr(self, name, [*getattr(self, name), *getattr(other, name)][:_NAMED])

    def to_json(self) -> dict[str, Any]:
        """As plain JSON types."""
        return {
            "counts": {name: self.counts[name] for name in COUNTS},
            "languages": dict(sorted(self.languages.items())),
            **{name: getattr(self, name) for name in _FIRST},
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """The inverse of :meth:`to_json`."""
        return cls(Counter(row["counts"]), Counter(row["languages"]), *(list(row.get(name, ())) for name in _FIRST))
