"""The annotator's own tokens: figures and words with what belongs to them."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

from sitrex.annotate.text.tape import LINE_END, Cut, Joiner, Tape, cut

if TYPE_CHECKING:
    from sitrex.annotate.numbers.phrase import Phrase

_APOSTROPHES: Final = ("'", "’")
_GROUP: Final = 3
"""Digits behind an apostrophe in a figure."""

_MOST_PAIRED: Final = 8
"""Tokens at most of counts that strokes join."""
_LONGEST_MODEL: Final = 8
"""Tokens at most of the name of a model."""
_COLUMN: Final = 3
"""So many blanks or more stand between the columns of a table."""
_PADDING: Final = 8
"""BREAK tokens after the text, so that the grammar may look ahead without asking for the length."""

BREAK: Final = LINE_END
"""The token that stands for the end of a line that ends a sentence."""


class Tokens(Tape):
    """The tape of one text in which a figure keeps its separators, and a word an inner apostrophe but not a possessive.

    BREAK tokens stand at both ends. ``figure`` is whether a token is made of digits. ``groups`` and ``owned`` keep what was
    looked at once: where groups of digits end, and the words behind a possessive; ``last`` is the number read last.
    """

    __slots__ = ("figure", "groups", "last", "owned")

    def __init__(self, text: str) -> None:
        made = Joiner(cut(text))
        made.put(BREAK, BREAK, 0, 0)
        _join(made)
        for _ in range(_PADDING):
            made.put(BREAK, BREAK, len(text), len(text))
        super().__init__(text, made.raw, made.low, made.start, made.end)
        self.figure: list[bool] = [*map(str.isdecimal, map(itemgetter(-1), self.raw))]
        self.groups: dict[int, int] = {}
        self.last: Phrase | None = None
        self.owned: dict[tuple[int, bool, bool], list[tuple[int, int]]] = {}

    def glued(self, i: int) -> bool:
        """Whether token ``i`` follows the token before it without white space."""
        return self.start[i] == self.end[i - 1] and self.raw[i] != BREAK and self.raw[i - 1] != BREAK

    def begins_column(self, i: int) -> bool:
        """Whether so much white space or a tab stands before token ``i`` that it begins a column of a table."""
        return self.start[i] - self.end[i - 1] >= _COLUMN or "\t" in self.text[self.end[i - 1] : self.start[i]]

    def paired(self, i: int) -> bool:
        """Whether token ``i`` is one of some counts behind as many labels in capitals: ``KIA/WIA: 14/22``."""
        first = i
        while first > i - _MOST_PAIRED and self.raw[first - 1] == "/" and self.figure[first - 2]:
            first -= 2
        if self.raw[first - 1] != ":" or self.raw[first + 1] != "/" or not self.figure[first + 2]:
            return False
        return self.raw[first - 2].isupper() and self.raw[first - 3] == "/" and self.raw[first - 4].isupper()

    def told_before(self, i: int, words: frozenset[str], ends: frozenset[str], reach: int) -> bool:
        """Whether one of ``words`` stands among so many tokens before token ``i``, with none of ``ends`` between."""
        for low in self.low[i - 1 : max(i - 1 - reach, 0) : -1]:
            if low in words or low in ends:
                return low in words
        return False

    def model(self, end: int) -> int | None:
        """Where the name of a model begins that ends at token ``end``, written as one word: ``BMP-2M``, ``MT-LB``."""
        first = end - 1
        while first > end - _LONGEST_MODEL and self.glued(first):
            first -= 1
        return first if end - first > 1 and self.raw[first][0].isupper() else None

    def is_word(self, i: int) -> bool:
        """Whether token ``i`` is made of letters."""
        return self.raw[i][0].isalpha()


def _join(made: Joiner) -> None:
    """Figures with their separators, words with an apostrophe; of white space only the line ends that end something."""
    of = made.cut
    raw, size = of.raw, len(of)
    for i in of.odd:
        token = raw[i]
        if i < made.done:
            continue
        if token.isdecimal():
            first, stop = _figure(of, i, made.done)
            if stop - first > 1:
                made.join(first, stop)
            if _multiplies(of, stop):
                made.take(stop)
                start, end = of.start[stop], of.end[stop]
                made.put("x", "x", start, start + 1)
                made.put(raw[stop][1:], of.low[stop][1:], start + 1, end)
                made.done = stop + 1
        elif token in _APOSTROPHES:
            if i > made.done and of.links(i, size) and of.is_word(i - 1) and of.is_word(i + 1) and not _owns(of, i + 1):
                made.join(i - 1, i + 2)
        elif token.isspace():
            made.drop(i)
            if of.low[i] == LINE_END:
                made.put(BREAK, BREAK, of.start[i] + token.index(LINE_END), of.end[i])
    made.take(size)


def _figure(of: Cut, i: int, done: int) -> tuple[int, int]:
    """The tokens of the figure whose first digits are token ``i``: ``1'200``, ``1,234.5``, ``.5``, ``3·5``."""
    first, stop = i, i + 1
    if i > done and of.raw[i - 1] == "." and of.glued(i):
        before = of.text[max(of.start[i - 1] - 1, 0) : of.start[i - 1]]
        if not (before.isalnum() or before in ("_", ".")):
            first = i - 1
    while of.parts_digits(stop, len(of), *_APOSTROPHES) and len(of.raw[stop + 1]) == _GROUP:
        stop += 2
    if stop == i + 1:
        while of.parts_digits(stop, len(of), ".", ","):
            stop += 2
        if of.parts_digits(stop, len(of), "·"):
            stop += 2
    return first, stop


def _multiplies(of: Cut, i: int) -> bool:
    """Whether token ``i`` behind a figure is an ``x`` with the name of what is so many: ``4xT-72``."""
    return i < len(of) and of.glued(i) and of.raw[i][0] == "x" and of.raw[i][1:2].isupper() and of.raw[i - 1] != "0"


def _owns(of: Cut, i: int) -> bool:
    """Whether the word ``i`` behind an apostrophe is the ``s`` of a possessive."""
    if of.raw[i] != "s":
        return False
    behind = of.text[of.end[i] : of.end[i] + 1]
    return not (behind.isalnum() or behind == "_")
