"""A sentence as statements are read from it: words, their offsets, what stands where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Final, Generic, Protocol, TypeVar

from sitrex.record.model import Mention

M = TypeVar("M", bound=Mention)


class _Words(Protocol):
    @property
    def start(self) -> int: ...


S = TypeVar("S", bound=_Words)

_WORD: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\w+(?:[-.&]\w+)*|'\w+|--|[^\w\s]")


def cut(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as a sentence has them."""
    return tuple(_WORD.findall(phrase))


class Sentence:
    """The words of ``text[start:end]``: as written (``raw``), in lower case (``low``), where each begins in the text (``at``)."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.raw: list[str] = _WORD.findall(text, start, end)
        self.low = [*map(str.lower, self.raw)]
        self._text = text

    @cached_property
    def at(self) -> list[int]:
        """Where each word begins: of most sentences that are looked back at nobody asks."""
        return [m.start() for m in _WORD.finditer(self._text, self.start, self.end)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The words that a span of the text covers, as a half-open range."""
        first = max(bisect_right(self.at, start) - 1, 0)
        return first, max(bisect_left(self.at, end), first + 1)


def near(words: Sequence[S], start: int, end: int, reach: int) -> Sequence[S]:
    """Those of some spans of words, in order and without overlaps, that begin at most ``reach`` words from ``start:end``."""
    first = bisect_left(words, start - reach, key=lambda one: one.start)
    return words[first : bisect_left(words, end + reach, key=lambda one: one.start)]


def distance(count: int) -> str:
    """How many words stand between two places, about: the bins of distance of all features."""
    return (
        "0" if count == 0 else "1 or 2" if count < 3 else "3 to 6" if count < 7 else "7 to 15" if count < 16 else "more"
    )


class MentionsInOrder(Generic[M]):
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
