"""A text cut once, for all lists: words, figures, signs, and white space that is more than a blank.

spaCy's tokens differ with what stands around them (``5–7``, ``300km``, ``2-505``, ``152-mm``). Here a token is a run of
letters, a run of digits, one sign, or a run of white space. What a list reads as one (``1,200``, ``Panzer-Division``,
``14:30``) it joins of these, where a figure or a sign stands, and does not ask the whole text again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress, count
from operator import not_
from typing import Final

LINE_END: Final = "\n"
"""The token of a tape that stands for the end of a line, where a list keeps one."""

_TOKEN: Final = re.compile(
    r"(?: (?=\S))?"  # the blank before a token, or else it is a step of the search of its own
    r"([A-Za-z]++(?=[ ,.])|[^\W\d_]+|\d+|\s+|.)"  # most of a text is the first alternative, which is told fastest
)


class Tape:
    """Tokens as parallel lists: ``raw`` as written, ``low`` in lower case, ``start`` and ``end`` in code points of ``text``."""

    __slots__ = ("end", "low", "raw", "start", "text")

    def __init__(self, text: str, raw: list[str], low: list[str], start: list[int], end: list[int]) -> None:
        self.text = text
        self.raw = raw
        self.low = low
        self.start = start
        self.end = end

    def __len__(self) -> int:
        return len(self.raw)

    def glued(self, i: int) -> bool:
        """Whether token ``i`` follows the one before without white space."""
        return i > 0 and self.end[i - 1] == self.start[i]

    def slice(self, i: int, j: int) -> str:
        """The text of the tokens ``[i, j)``."""
        return self.text[self.start[i] : self.end[j - 1]]


class Cut(Tape):
    """A text as it is cut. A single blank between two tokens is none; ``odd`` are the tokens that are no words: figures,
    signs, white space.

    >>> Cut("Zwei 1,200 m.").raw
    ['Zwei', '1', ',', '200', 'm', '.']
    """

    __slots__ = ("odd",)

    def __init__(self, text: str) -> None:
        raw: list[str] = _TOKEN.findall(text)
        start: list[int] = []
        end: list[int] = []
        begins, to_start, to_end = text.startswith, start.append, end.append
        at = 0
        for token in raw:
            if not begins(token, at):
                at += 1  # the blank before it
            to_start(at)
            at += len(token)
            to_end(at)
        super().__init__(text, raw, [*map(str.lower, raw)], start, end)
        self.odd: list[int] = [*compress(count(), map(not_, map(str.isalpha, raw)))]

    def rows(self, begin: int, end: int) -> tuple[int, int]:
        """The tokens that a span of the text touches, as a half-open range."""
        return bisect_right(self.end, begin), bisect_left(self.start, end)

    def odd_in(self, first: int, stop: int) -> Sequence[int]:
        """Those of the tokens ``[first, stop)`` that are no words."""
        return self.odd[bisect_left(self.odd, first) : bisect_left(self.odd, stop)]

    def is_word(self, i: int) -> bool:
        """Whether token ``i`` is a run of letters (or of fractions: ``½``)."""
        first = self.raw[i][0]
        return first.isalnum() and not first.isdecimal()

    def links(self, i: int, stop: int) -> bool:
        """Whether token ``i`` stands between two others before ``stop`` without white space."""
        return 0 < i < stop - 1 and self.end[i - 1] == self.start[i] and self.end[i] == self.start[i + 1]


class Joiner:
    """Makes a tape of a cut text, from left to right: what is neither joined nor left out is taken over in stretches.

    ``done`` is the first token of the cut text that is not yet taken.
    """

    __slots__ = ("cut", "done", "end", "low", "raw", "start")

    def __init__(self, cut: Cut, first: int = 0) -> None:
        self.cut = cut
        self.done = first
        self.raw: list[str] = []
        self.low: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []

    def take(self, stop: int) -> None:
        """The tokens up to ``stop`` as they are."""
        cut, done = self.cut, self.done
        if done < stop:
            self.raw += cut.raw[done:stop]
            self.low += cut.low[done:stop]
            self.start += cut.start[done:stop]
            self.end += cut.end[done:stop]
            self.done = stop

    def join(self, first: int, stop: int) -> None:
        """The tokens ``[first, stop)`` as one."""
        self.take(first)
        raw = self.cut.slice(first, stop)
        self.put(raw, raw.lower(), self.cut.start[first], self.cut.end[stop - 1])
        self.done = stop

    def drop(self, i: int) -> None:
        """Token ``i`` is left out."""
        self.take(i)
        self.done = i + 1

    def tape(self) -> Tape:
        """What was made."""
        return Tape(self.cut.text, self.raw, self.low, self.start, self.end)

    def put(self, raw: str, low: str, start: int, end: int) -> None:
        """One more token."""
        self.raw.append(raw)
        self.low.append(low)
        self.start.append(start)
        self.end.append(end)


@lru_cache(maxsize=4)
def cut(text: str) -> Cut:
    """A text as it is cut; that of a moment ago is not cut again: all lists read one piece of a document in turn."""
    return Cut(text)
