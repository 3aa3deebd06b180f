"""Whose words a text repeats: quotations, the spans between quotation marks that are long enough to be somebody's words, and
the turns of a recording that a monitoring service wrote down.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

from sitrex.annotate.statements.words import statement_words

_MARK: Final = re.compile(r"[\"“”]|''|\n")
_RECORDED: Final = re.compile(r"\[begin recording\]", re.IGNORECASE)
_TURN: Final = re.compile(r"\[([A-Za-z][\w .'-]{1,40})\]")
_NOTES: Final = statement_words("notes")
"""Words of editors' marks that name nobody."""
_INDENT: Final = 8
_STRAIGHT: Final = frozenset(('"', "''"))
_LONGEST: Final = 2000
_LEAST: Final = 4
"""Words; fewer are a name or a word held at arm's length."""


class Quotations:
    """The quotations of a text, asked for the one around a place."""

    def __init__(self, text: str) -> None:
        self.spans = _spans(text)
        self._starts = [start for start, _ in self.spans]

    def around(self, at: int) -> tuple[int, int] | None:
        """The quotation, without its marks, that a place of the text lies in."""
        number = bisect_right(self._starts, at) - 1
        if number < 0 or at >= self.spans[number][1]:
            return None
        return self.spans[number]

    def before(self, quotation: tuple[int, int]) -> tuple[int, int] | None:
        """The quotation before one."""
        number = bisect_left(self._starts, quotation[0])
        return self.spans[number - 1] if number else None


class Turns:
    """The turns of recordings: what stands behind `[CUSTODIO]` up to the next such mark or the recording's end."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._names: list[tuple[int, int] | None] = []
        recording = False
        for mark in _TURN.finditer(text) if _RECORDED.search(text) else ():
            named = mark[1].lower().split()
            if named in (["begin", "recording"], ["end", "recording"]):
                recording = named[0] == "begin"
            elif not recording or not _NOTES.isdisjoint(named):
                continue
            self._starts.append(mark.end())
            self._names.append(mark.span(1) if named[-1] != "recording" else None)

    def around(self, at: int) -> tuple[int, int] | None:
        """The name of who speaks at a place of the text, as a span of it."""
        number = bisect_right(self._starts, at) - 1
        return None if number < 0 else self._names[number]


def _spans(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in _MARK.finditer(text):
        at, sign = mark.start(), mark[0]
        if sign == "\n":
            if opened is not None and _ends_paragraph(text, at):
                found.append((opened, at))
                opened = None
        elif sign == "“" or (sign in _STRAIGHT and _opens(text, at, mark.end()) and opened is None):
            opened = mark.end()
        elif opened is not None:
            found.append((opened, at))
            opened = None
    if opened is not None:
        found.append((opened, len(text)))  # a text that was cut
    return [(a, b) for a, b in found if b - a <= _LONGEST and text.count(" ", a, b) >= _LEAST - 1]


def _ends_paragraph(text: str, at: int) -> bool:
    """Whether a line's end is a paragraph's: a blank line follows, or a sentence ended."""
    return text[at - 1 : at] in (".", "!", "?", ":") or text[at + 1 : at + _INDENT].strip(" \t")[:1] in ("\n", "")


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a straight mark may open a quotation."""
    return end < len(text) and not text[end].isspace() and (start == 0 or not text[start - 1].isalnum())
