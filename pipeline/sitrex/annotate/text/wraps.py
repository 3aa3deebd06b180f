"""Line ends that only wrap a sentence, at any width and indent, told from those that end a paragraph.

A block is a run of lines without an empty one. Whether its lines are wrapped prose is decided for the block as a whole,
by what prose at a width shows: lines that go on in lower case or break behind *of the*, the next word that would not
have fitted. Lists, headlines, tables and verse show neither.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

Span = tuple[int, int]

_WIDEST: Final = 130
"""Columns; wider lines are paragraphs of their own."""
_FLOWING: Final = 0.15
"""Share of line ends that visibly go on from which a block is wrapped prose …"""
_FITTING: Final = 0.6
"""… or share of line ends at which the next word would not have fitted."""
_LEAST_WIDTH: Final = 30
"""Columns of the widest line from which the second share says something."""
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LINE: Final = re.compile(r"[^\n]+")
_WORD: Final = re.compile(r"\S+")
_GAP: Final = re.compile(r"[^\S\n]*\r?\n[^\S\n]*")
_ITEM: Final = re.compile(r"(?:[-*•–—▪◦·»>#|+]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{2,5})[.)\]](?=\s))\s*")
_COLUMNS: Final = re.compile(r"\S(?:\t|\s{3,})\S")
_END: Final = re.compile(r"[.!?:;…][\"'”’)\]]*\Z")
_GOES_ON: Final = re.compile(
    r"""(?:,|-|–|\b(?:a|an|the|of|in|on|at|by|to|for|from|with|and|or|but|as|that|which|who|this|these|his|her|its|their|our
        |was|were|is|are|has|had|have|be|been|into|under|over|near|between|against|about|some|than|not|no|would|could|will
        |gen|col|maj|lt|capt|sgt|mr|mrs|st))\Z""",
    re.VERBOSE | re.IGNORECASE,
)


def wraps(text: str, gone: Sequence[Span] = ()) -> Iterator[Span]:
    r"""The line ends, with the blanks around them, that only wrap a sentence.

    Args:
        text: the text.
        gone: spans of whole lines that are not read.

    >>> [m for m in wraps("They gave the guns of the 47th\n    Mechanized Brigade on 5\nOctober to\nthem.")]
    [(30, 35), (58, 59), (69, 70)]
    """
    if "\n" not in text:
        return
    starts = [start for start, _ in gone]
    for begin, end in _blocks(text):
        lines = [m.span() for m in _LINE.finditer(text, begin, end)]
        if len(lines) > 1:
            yield from _in_block(text, lines, gone, starts)


def _blocks(text: str) -> Iterator[Span]:
    begin = 0
    for blank in _BLANK_LINE.finditer(text):
        yield begin, blank.start()
        begin = blank.end()
    yield begin, len(text)


def _in_block(text: str, lines: Sequence[Span], gone: Sequence[Span], starts: Sequence[int]) -> Iterator[Span]:
    """The line ends of one block that are wraps."""
    kept = [span for span in lines if not _is_gone(span, gone, starts)]
    stripped = [text[start:end].strip() for start, end in kept]
    joints = [n for n in range(len(kept) - 1) if stripped[n] and stripped[n + 1] and not _ITEM.match(stripped[n + 1])]
    if not joints or max(map(len, stripped)) > _WIDEST:
        # a document of paragraphs a line may hold a wrapped one: its lines are narrow and stand together
        joints = [n for n in joints if len(stripped[n]) <= _WIDEST and len(stripped[n + 1]) <= _WIDEST]
        if len(joints) < len(kept) / 2:
            return
    width = max((len(stripped[n]) for n in joints), default=0)
    goes_on = [n for n in joints if _goes_on(stripped[n], stripped[n + 1])]
    full = [n for n in joints if _is_full(stripped[n], stripped[n + 1], width)]
    ended = sum(1 for n in joints if _END.search(stripped[n]))
    columns = sum(1 for line in stripped if _COLUMNS.search(line))
    if ended * 2 > len(joints) + 1 and len(full) < len(joints) * _FITTING:
        return
    if columns * 3 > len(stripped):
        return
    if len(goes_on) < len(joints) * _FLOWING and (width < _LEAST_WIDTH or len(full) < len(joints) * _FITTING):
        return
    chosen, certain = set(full), set(goes_on)
    for n in joints:
        ends = _END.search(stripped[n]) is not None
        if n in certain or n in chosen or not ends:
            gap = _GAP.match(text, kept[n][0] + len(text[slice(*kept[n])].rstrip()))
            if gap is not None and gap.end() <= kept[n + 1][1]:
                yield gap.span()


def _is_gone(span: Span, gone: Sequence[Span], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, span[0]) - 1
    return at >= 0 and gone[at][0] <= span[0] and span[1] <= gone[at][1]


def _goes_on(line: str, below: str) -> bool:
    """Whether the sentence visibly goes on: in lower case, or behind a word that ends none."""
    return below[0].islower() or _GOES_ON.search(line) is not None


def _is_full(line: str, below: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted."""
    first = _WORD.match(below)
    return first is not None and len(line) + 1 + len(first[0]) > width
