"""What stands on pages but says nothing: page numbers and stamps, running heads, contents, indexes, marks of notes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final

from sitrex.annotate.text import Span

_LINE: Final = re.compile(r"[^\n]+")
_PAGE: Final = re.compile(
    r"""\s*(?:[-–—=~*|\[(]\s*)?(?:(?:page|p\.|pg\.)\s*)?
        (?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—=~*|\])])?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_STAMPED: Final = re.compile(r"[-–—=~*|\[(]|page|p\.|pg\.|\bof\b|/", re.IGNORECASE)
"""What tells a page number from a cell of a table: a bare number is one only where the text is cut into pages."""
_LEADERS: Final = re.compile(r".*\S\s*(?:\.[ \t]?){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})\s*", re.IGNORECASE)
_INDEX: Final = re.compile(r"[^\W\d_][^\d\n]{1,60}(?:,\s*(?:\d{1,4}(?:\s*[-–]\s*\d{1,4})?|\d{1,4}\s*n\.?))+[.;]?\s*")
_INDEX_LINES: Final = 3
"""Lines of an index that stand together; one alone may be a sentence."""
_HEAD: Final = 60
"""Code points that a running head may have."""
_REPEATS: Final = 4
_APART: Final = 10
"""Lines between two of its repetitions, at least."""
_DIGITS: Final = re.compile(r"\d+")
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
    lines = [m.span() for m in _LINE.finditer(text) if m.end() - m.start() <= 2 * _HEAD]
    heads = _running_heads(text, lines)
    index = _index_lines(text, lines)
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        if (
            number in index
            or number in heads
            or (_PAGE.fullmatch(line) and _STAMPED.search(line))
            or ("...." in line.replace(" ", "") and _LEADERS.fullmatch(line))
        ):
            yield start, end


def _running_heads(text: str, lines: list[Span]) -> frozenset[int]:
    """Numbers of the lines that repeat, but for figures, far apart from each other: a head with its page number."""
    places: dict[str, list[int]] = {}
    for number, (start, end) in enumerate(lines):
        line = text[start:end].strip()
        if 3 <= len(line) <= _HEAD and line[-1] not in ".!?:;,":
            places.setdefault(_DIGITS.sub("#", line.casefold()), []).append(number)
    found: set[int] = set()
    for key, numbers in places.items():
        gaps = [b - a for a, b in itertools.pairwise(numbers)]
        if len(numbers) >= _REPEATS and min(gaps) >= _APART and "#" in key:
            found |= set(numbers)
    return frozenset(found)


def _index_lines(text: str, lines: list[Span]) -> frozenset[int]:
    """Numbers of the lines of an index: names with pages, several together."""
    found: list[int] = []
    run: list[int] = []
    for number, (start, end) in enumerate(lines):
        if _INDEX.fullmatch(text, start, end):
            run.append(number)
        else:
            found += run if len(run) >= _INDEX_LINES else []
            run = []
    return frozenset([*found, *(run if len(run) >= _INDEX_LINES else [])])
