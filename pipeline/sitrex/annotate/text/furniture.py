"""What stands on pages but says nothing: page numbers and stamps, running heads, contents, indexes, marks of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sitrex.annotate.text import Span
from sitrex.annotate.text.indexes import contents_lines, index_lines
from sitrex.annotate.text.running_heads import LONGEST, running_heads

_LINE: Final = re.compile(r"[^\n]+")
_PAGE: Final = re.compile(
    r"""\s*(?:[-–—=~*|\[(]\s*)?(?:(?:page|p\.|pg\.)(?:\s*\|)?\s*)?
        (?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—=~*|\])])?(?:\s*(?:page|p[ ]a[ ]g[ ]e))?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_STAMPED: Final = re.compile(r"[-–—=~*|\[(\f]|page|p\.|pg\.|\bof\b|/", re.IGNORECASE)
"""What tells a page number from a cell of a table: a bare number is one only where the text is cut into pages."""
_PAGE_END: Final = re.compile(r"[^\S\f]*\f")
_LEADERS: Final = re.compile(r".*\S\s*(?:\.[ \t]?){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})\s*", re.IGNORECASE)
_NOTE: Final = re.compile(
    r"(?<=[^\s\[(])(?:\[(?:\d{1,3}|[a-z]|(?:note|nb|fn) \d{1,3}|(?:citation|clarification|page) needed)\])+(?!\w)"
)
"""Marks glued to a word or its full stop: ``Malynivka.[32][33]``; ``m[a]y`` and ``[2] On 3 May`` have none."""


def note_marks(text: str) -> Iterator[Span]:
    """Marks of foot- and endnotes, in order.

    >>> text = "It fell.[12] The 2nd Army[a][6] held Izium.[citation needed]"
    >>> [text[a:b] for a, b in note_marks(text)]
    ['[12]', '[a][6]', '[citation needed]']
    """
    return (m.span() for m in _NOTE.finditer(text))


def furniture(text: str) -> Iterator[Span]:
    r"""Whole lines that are not read, without their line ends, in order.

    >>> text = "Contents\nThe siege ........ 12\n\nThe brigade held.\n- 3 -\nIt fell."
    >>> [text[a:b] for a, b in furniture(text)]
    ['The siege ........ 12', '- 3 -']
    """
    if "\n" not in text:
        return
    lines = [m.span() for m in _LINE.finditer(text) if m.end() - m.start() <= 2 * LONGEST]
    heads = running_heads(text, lines)
    listed = {*index_lines(text, lines), *contents_lines(text, lines)}
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        if (
            number in listed
            or number in heads
            or (_PAGE.fullmatch(line) and (_STAMPED.search(line) or _PAGE_END.match(text, end)))
            or ("...." in line.replace(" ", "") and _LEADERS.fullmatch(line))
        ):
            yield start, end
