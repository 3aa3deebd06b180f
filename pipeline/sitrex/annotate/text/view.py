"""A text as it is read, with a map back to the text as it is.

Nobody's documents are clean: words are broken at line ends, sentences wrapped at any width, words carry zero-width
marks, ligatures and full-width signs, pages carry stamps and running heads. The text never changes; the annotators read
a *view* of it, in which a sentence is a line, a word is whole and furniture is gone, and what they find is mapped back:

    The 5th Mecha-⏎nized Brigade        as it is
    The 5th Mechanized Brigade          as it is read

A text without such things is its own view.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Final

from sitrex.annotate.text.furniture import furniture, note_marks
from sitrex.annotate.text.hyphens import joined
from sitrex.annotate.text.margins import margins
from sitrex.annotate.text.wraps import wraps

Edit = tuple[int, int, str]
"""A span of the text and what is read in its place."""

_MARKS: Final = re.compile("[\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]+")
"""What is passed over: soft hyphens, zero-width and direction marks, variation selectors."""
_TWINS: Final = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    "\u3000": " ",
    "\u2018": "'",
    "\u2019": "'",
    "\u201b": "'",
    "\u02bc": "'",
    "\u2010": "-",
    "\u2011": "-",
    "\ufe63": "-",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_ODD: Final = re.compile("[" + "".join(map(re.escape, _TWINS)) + "]")
_MARKED: Final = re.compile(f"{_MARKS.pattern}|{_ODD.pattern}")


@dataclass(frozen=True)
class View:
    r"""A text as it is read: ``text``, and where each part of it stands.

    >>> view = View.of("The 5th Mecha-\nnized Brigade")
    >>> view.text
    'The 5th Mechanized Brigade'
    >>> view.span(8, 18)
    (8, 20)
    """

    original: str
    edits: tuple[Edit, ...] = field(default=())
    """Sorted, without overlaps."""

    @classmethod
    def of(cls, text: str) -> View:
        """The view of a text."""
        return cls(text, tuple(_edits(text)))

    @cached_property
    def text(self) -> str:
        """The text as it is read."""
        if not self.edits:
            return self.original
        parts, at = [], 0
        for start, end, read in self.edits:
            parts += [self.original[at:start], read]
            at = end
        return "".join([*parts, self.original[at:]])

    @cached_property
    def _places(self) -> list[int]:
        """Where each edit begins in the view."""
        gains = accumulate((len(read) - (end - start) for start, end, read in self.edits), initial=0)
        return [start + gain for (start, _, _), gain in zip(self.edits, gains, strict=False)]

    def start(self, at: int) -> int:
        """Where the sign at ``at`` of the view begins in the text."""
        return self._place(at, first=True)

    def end(self, at: int) -> int:
        """Where the sign before ``at`` of the view ends in the text."""
        return self._place(at - 1, first=False) if at else 0

    def _place(self, at: int, *, first: bool) -> int:
        number = bisect_right(self._places, at) - 1
        if number < 0:
            return at + (not first)
        start, end, read = self.edits[number]
        within = at - self._places[number]
        if within < len(read):
            return start if first else end
        return end + within - len(read) + (not first)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text that a span of the view stands for."""
        return self.start(start), self.end(end)


def _edits(text: str) -> Iterator[Edit]:
    """The edits of a text, in order."""
    gone, margin = list(furniture(text)), margins(text)
    found: list[Edit] = [(start, end, "") for start, end in gone]
    found += [(start, end, read) for start, end, read in _line_ends(text, gone, margin)]
    found += [(start, end, "") for start, end in margin.items()]
    found += [(start, end, "") for start, end in note_marks(text)]
    found += [(m.start(), m.end(), _TWINS.get(m[0], "")) for m in _MARKED.finditer(text)]
    # of two that begin together the longer: a soft hyphen at a line's end is part of what joins the word
    found.sort(key=lambda edit: (edit[0], -edit[1]))
    last = 0
    for start, end, read in found:
        if start >= last:
            yield start, end, read
            last = end


def _line_ends(text: str, gone: list[tuple[int, int]], margin: dict[int, int]) -> Iterator[Edit]:
    """Line ends within sentences: a blank is read, or nothing where a hyphen only breaks a word."""
    for start, end in wraps(text, gone, margin):
        word = joined(text, start, end)
        yield word if word is not None else (start, end, " ")
