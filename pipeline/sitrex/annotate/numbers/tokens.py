"""The annotator's own tokens: figures and words with what belongs to them."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from sitrex.annotate.text.tape import LINE_END, Cut, Joiner, Tape, cut

if TYPE_CHECKING:
    from sitrex.annotate.numbers.quantities import Phrase

_APOSTROPHES: Final = ("'", "’")
_GROUP: Final = 3
"""Digits behind an apostrophe in a figure."""

_WRAP: Final = (50, 110)
"""A line outside these lengths, or one that ends in a full stop, was ended by its author, not by a wrap."""

_ITEM: Final = re.compile(r"(?:\(?\d{1,3}[.)]|[-*•|])\s")
"""What begins a list item or a table row."""

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
        self.owned: dict[tuple[int, bool], list[tuple[int, int]]] = {}

    def glued(self, i: int) -> bool:
        """Whether token ``i`` follows the token before it without white space."""
        return self.start[i] == self.end[i - 1] and self.raw[i] != BREAK and self.raw[i - 1] != BREAK

    def is_word(self, i: int) -> bool:
        """Whether token ``i`` is made of letters."""
        return self.raw[i][0].isalpha()


def _join(made: Joiner) -> None:
    """Figures with their separators, words with an apostrophe; of white space only the line ends that end something."""
    of = made.cut
    raw, size = of.raw, len(of)
    line_start = 0
    for i in of.odd:
        token = raw[i]
        if i < made.done:
            continue
        if token.isdecimal():
            first, stop = _figure(of, i, made.done)
            if stop - first > 1:
                made.join(first, stop)
        elif token in _APOSTROPHES:
            if i > made.done and of.links(i, size) and of.is_word(i - 1) and of.is_word(i + 1) and not _owns(of, i + 1):
                made.join(i - 1, i + 2)
        elif token.isspace():
            made.drop(i)
            if LINE_END in token:
                at, end = of.start[i] + token.index(LINE_END), of.end[i]
                if not _wraps(of.text, line_start, at, end):
                    made.put(BREAK, BREAK, at, end)
                line_start = end
    made.take(size)


def _figure(of: Cut, i: int, done: int) -> tuple[int, int]:
    """The tokens of the figure whose first digits are token ``i``: ``1'200``, ``1,234.5``, ``.5``, ``3·5``."""
    first, stop = i, i + 1
    if i > done and of.raw[i - 1] == "." and of.glued(i):
        before = of.text[max(of.start[i - 1] - 1, 0) : of.start[i - 1]]
        if not (before.isalnum() or before in ("_", ".")):
            first = i - 1
    while _goes_on(of, stop, _APOSTROPHES) and len(of.raw[stop + 1]) == _GROUP:
        stop += 2
    if stop == i + 1:
        while _goes_on(of, stop, (".", ",")):
            stop += 2
        if _goes_on(of, stop, ("·",)):
            stop += 2
    return first, stop


def _goes_on(of: Cut, at: int, signs: tuple[str, ...]) -> bool:
    """Whether one of the signs stands at token ``at``, between digits."""
    return at + 1 < len(of) and of.raw[at] in signs and of.links(at, len(of)) and of.raw[at + 1].isdecimal()


def _owns(of: Cut, i: int) -> bool:
    """Whether the word ``i`` behind an apostrophe is the ``s`` of a possessive."""
    if of.raw[i] != "s":
        return False
    behind = of.text[of.end[i] : of.end[i] + 1]
    return not (behind.isalnum() or behind == "_")


def _wraps(text: str, start: int, at: int, end: int) -> bool:
    """Whether the line end ``text[at:end]`` only wraps the line that begins at ``start``."""
    line = text[start:at].rstrip()
    wrapped = _WRAP[0] <= len(line) <= _WRAP[1] and line[-1] not in ".!?:;|"
    return wrapped and LINE_END not in text[at + 1 : end] and not _ITEM.match(text, end)
