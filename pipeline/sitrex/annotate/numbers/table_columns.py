"""What the columns of a table count: the word of the heading that stands above a cell."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = re.compile(r"[^\W\d_]\S*(?: \S+)*")
"""A heading: words with no more than one blank between them."""
_ROWS: Final = 40
"""So far above a cell its heading may stand."""
_WIDEST: Final = 160


def heading(text: str, start: int, end: int) -> str | None:
    r"""The heading of the column in which the figure ``text[start:end]`` stands; None where it stands in no column.

    >>> table = "             Officers.   Men.\n  Navy          4,366  64,680"
    >>> heading(table, 45, 50), heading("He had  40 men", 8, 10)
    ('Officers', None)
    """
    line = text.rfind("\n", 0, start) + 1
    if text[start - 2 : start] != "  " or start - line > _WIDEST:
        return None
    left, right = start - line, end - line
    for _ in range(_ROWS):
        above = text.rfind("\n", 0, max(line - 1, 0)) + 1
        row = text[above : line - 1] if line else ""
        if not row.strip() or len(row) > _WIDEST:
            return None
        if not any(c.isdecimal() for c in row):
            over = next((m for m in _WORDS.finditer(row) if m.start() < right and left < m.end()), None)
            return over and over[0].rstrip(".:")
        line = above
    return None
