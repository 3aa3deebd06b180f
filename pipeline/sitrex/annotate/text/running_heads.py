"""Running heads: a title with its page number that repeats, far apart, and whose number rises as pages do.

Headings of days (``3 May 2022``), of units (``44th Mechanized Brigade``) and tallies (``Killed 14``) repeat as well, and say
something: a head is a title beside one bare figure.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from sitrex.annotate.text import Span
from sitrex.annotate.text.words import common_words, words
from sitrex.vocab import read_table

LONGEST: Final = 60
"""Code points that a running head may have."""
_REPEATS: Final = 4
_APART: Final = 10
"""Lines between two of its repetitions, at least."""
_PAGES: Final = 4
"""Pages between two of its repetitions, at most."""
_YEAR: Final = 4
"""Figures of a year."""
_BEFORE: Final = re.compile(r"[-–—\[(]?(\d{1,4})[-–—\])]?\s+(?:[-–—|·•]\s*)?(\S.*)")
_BEHIND: Final = re.compile(r"(\S.*?)\s+[-–—\[(]?(\d{1,4})[-–—\])]?")
_WORD: Final = re.compile(r"[^\W\d_]+")
_DAYS: Final = words("months", "months_short", "weekdays")


def running_heads(text: str, lines: Sequence[Span]) -> frozenset[int]:
    """Numbers of the lines that are running heads."""
    places: dict[tuple[str, bool], list[tuple[int, int]]] = {}
    for number, (start, end) in enumerate(lines):
        line = text[start:end].strip()
        if len(line) <= LONGEST and any(map(str.isdecimal, line[:2] + line[-2:])):
            for key, page in _readings(line):
                places.setdefault(key, []).append((number, page))
    found: set[int] = set()
    for (title, _), at in places.items():
        if len(at) >= _REPEATS and _are_pages(at) and (not title or _is_title(title)):
            found.update(number for number, _ in at)
    return frozenset(found)


def _readings(line: str) -> Iterator[tuple[tuple[str, bool], int]]:
    """The line as a title with its page before or behind it, or as a page alone; four figures alone may be a year."""
    if line.isdecimal() and len(line) < _YEAR:
        yield ("", True), int(line)
    if before := _BEFORE.fullmatch(line):
        yield (before[2], True), int(before[1])
    if behind := _BEHIND.fullmatch(line):
        yield (behind[1], False), int(behind[2])


def _are_pages(at: Sequence[tuple[int, int]]) -> bool:
    steps = itertools.pairwise(at)
    return all(below - above >= _APART and 1 <= page - last <= _PAGES for (above, last), (below, page) in steps)


def _is_title(title: str) -> bool:
    """Whether words are a title: in capitals, or each that is no word of grammar with one, and of no day, unit or tally."""
    found = _WORD.findall(title)
    low = [word.lower() for word in found]
    if (
        not found
        or title[-1] in ".!?:;,"
        or _DAYS.intersection(low)
        or _outcomes().intersection(low)
        or low[-1] in _echelons()
    ):
        return False
    if len(found) == 1 and low[0] in common_words():
        return False
    return all(word[0].isupper() or len(word) <= 3 for word in found)


@cache
def _outcomes() -> frozenset[str]:
    cells = (row["words"] for row in read_table("statements/outcomes.tsv", ("outcome", "form", "words")))
    return frozenset(word for cell in cells for word in cell.split(";") if word.isalpha())


@cache
def _echelons() -> frozenset[str]:
    columns = ("form", "echelon", "number", "strength", "case", "branch", "service")
    return frozenset(row["form"] for row in read_table("units/echelons.tsv", columns))
