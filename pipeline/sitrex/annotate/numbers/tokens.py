"""The annotator's own tokens: figures, words, signs.

A statistical tokenizer splits ``300km`` and keeps ``152-mm``; the grammar of
numbers needs figures, letters and signs apart, always in the same way, so it
reads the text with one linear expression of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sitrex.annotate.numbers.quantities import Phrase

_TOKEN: Final = re.compile(
    r" ?(?:"  # the blank before a token, or else it is a step of the search of its own
    r"(?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?)"
    r"|(?P<figure>(?:(?<![\w.])\.)?\d+(?:['’]\d{3})+(?!\d)|(?:(?<![\w.])\.)?\d+(?:[.,]\d+)*(?:·\d+)?)"
    r"|(?P<line>\n\s*)"
    r"|(?P<sign>[^\w\s]|_)"
    r"|(?P<other>\w)"
    r")"
)
"""A figure keeps its separators; a word keeps an inner apostrophe but not a possessive."""

_FIGURE: Final = _TOKEN.groupindex["figure"]
_LINE: Final = _TOKEN.groupindex["line"]

_WRAP: Final = (50, 110)
"""A line outside these lengths, or one that ends in a full stop, was ended by its author, not by a wrap."""

_ITEM: Final = re.compile(r"(?:\(?\d{1,3}[.)]|[-*•|])\s")
"""What begins a list item or a table row."""

_PADDING: Final = 8
"""BREAK tokens after the text, so that the grammar may look ahead without asking for the length."""

BREAK: Final = "\n"
"""The lower-case form of the token that stands for the end of a line that ends a sentence."""


class Tokens:
    """Parallel lists over one text; BREAK tokens stand at both ends.

    ``start``/``end`` are code point offsets, ``raw`` the words, ``low`` their
    lower-case form, ``figure`` whether the token begins with a digit. ``groups``
    and ``owned`` keep what was looked at once: where groups of digits end, and
    the words behind a possessive; ``last`` is the number read last.
    """

    __slots__ = ("end", "figure", "groups", "last", "low", "owned", "raw", "start", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.groups: dict[int, int] = {}
        self.last: Phrase | None = None
        self.owned: dict[tuple[int, bool], list[tuple[int, int]]] = {}
        self.raw: list[str] = [BREAK]
        self.start: list[int] = [0]
        self.end: list[int] = [0]
        self.figure: list[bool] = [False]
        line_start = 0
        raw, start, end, figure = self.raw.append, self.start.append, self.end.append, self.figure.append
        for match in _TOKEN.finditer(text):
            kind = match.lastindex or 0
            a, b = match.span(kind)
            if kind == _LINE:
                line = text[line_start:a].rstrip()
                line_start = b
                wrapped = _WRAP[0] <= len(line) <= _WRAP[1] and line[-1] not in ".!?:;|"
                if wrapped and "\n" not in text[a + 1 : b] and not _ITEM.match(text, b):
                    continue
                raw(BREAK)
            else:
                raw(text[a:b])
            start(a)
            end(b)
            figure(kind == _FIGURE)
        for _ in range(_PADDING):
            raw(BREAK)
            start(len(text))
            end(len(text))
            figure(False)
        self.low: list[str] = [*map(str.lower, self.raw)]

    def __len__(self) -> int:
        return len(self.raw)

    def glued(self, i: int) -> bool:
        """Whether token ``i`` follows the token before it without white space."""
        return self.start[i] == self.end[i - 1] and self.raw[i] != BREAK and self.raw[i - 1] != BREAK

    def is_word(self, i: int) -> bool:
        """Whether token ``i`` is made of letters."""
        return self.raw[i][0].isalpha()

    def slice(self, i: int, j: int) -> str:
        """The text of the tokens ``[i, j)``."""
        return self.text[self.start[i] : self.end[j - 1]]
