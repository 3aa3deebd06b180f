"""Quotations of a text: spans between quotation marks that are long enough to be somebody's words."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

_MARK: Final = re.compile(r'["“”]|\n')
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


def _spans(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in _MARK.finditer(text):
        at, sign = mark.start(), mark[0]
        if sign == "\n":
            if opened is not None:
                found.append((opened, at))
            opened = None
        elif sign == "“" or (sign == '"' and _opens(text, at) and opened is None):
            opened = at + 1
        elif opened is not None:
            found.append((opened, at))
            opened = None
    return [(a, b) for a, b in found if b - a <= _LONGEST and text.count(" ", a, b) >= _LEAST - 1]


def _opens(text: str, at: int) -> bool:
    """Whether a straight mark may open a quotation."""
    return at + 1 < len(text) and not text[at + 1].isspace() and (at == 0 or not text[at - 1].isalnum())
