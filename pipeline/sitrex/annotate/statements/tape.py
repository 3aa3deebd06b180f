"""A sentence as statements are read from it: words, their offsets, what stands where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from sitrex.record.model import Mention

M = TypeVar("M", bound=Mention)

_WORD: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\w+(?:[-.&]\w+)*|'\w+|--|[^\w\s]")


def cut(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as a sentence has them."""
    return tuple(_WORD.findall(phrase))


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of ``text[start:end]``: as written, in lower case, and where each begins in the text."""

    start: int
    end: int
    raw: list[str]
    low: list[str]
    at: list[int]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Sentence:
        """Read one sentence."""
        found = list(_WORD.finditer(text, start, end))
        raw = [m[0] for m in found]
        return cls(start, end, raw, [*map(str.lower, raw)], [m.start() for m in found])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The words that a span of the text covers, as a half-open range."""
        first = max(bisect_right(self.at, start) - 1, 0)
        return first, max(bisect_left(self.at, end), first + 1)


class Spans(Generic[M]):
    """Mentions of one list in text order, asked for those within a span."""

    def __init__(self, mentions: Sequence[M]) -> None:
        self.mentions = mentions
        self._starts = [m.start for m in mentions]

    def within(self, start: int, end: int) -> Sequence[M]:
        """Those that begin from ``start`` to before ``end``."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, start: int) -> int:
        """How many begin before ``start``."""
        return bisect_left(self._starts, start)
