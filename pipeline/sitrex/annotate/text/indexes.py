"""Tables of contents and indexes: titles and names beside the pages they stand on.

A list of losses looks much the same (``Killed, 14``). Contents stand under their heading and their pages rise; an index
stands under its heading, or is in the order of the alphabet with several pages beside some names.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sitrex.annotate.text import Span

_SHOWN: Final = "(?:charts|diagrams|figures|illustrations|maps|photographs|plates|tables)"
_CONTENTS: Final = re.compile(
    rf"\s*(?:(?:table of )?contents|list of {_SHOWN}(?: and {_SHOWN})?)\s*:?\s*", re.IGNORECASE
)
"""A heading of contents; below `List of casualties` the figures are no pages."""
_TITLED: Final = re.compile(r"[^\n]*[^\s.][.\s]*\s(\d{1,4}|[ivxlc]{1,6})\s*")
_HEADED: Final = re.compile(r"\s*(?:(?:general|subject) )?index(?: of [a-z]+(?: and [a-z]+)?)?\s*:?\s*", re.IGNORECASE)
_PAGES: Final = re.compile(r"\s*(\d{1,4})(?:\s*([-–])\s*\d{1,4}|\s*n\.?|ff?\.?)?[.;]?\s*")
_SEE: Final = re.compile(r",? see (?:also )?[^\n.]{2,40}\Z", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"\b\d{1,4}(?:st|nd|rd|th)\b", re.IGNORECASE)
_LEAST: Final = 3
"""Lines of an index, or of contents, that stand together; one alone may be a sentence."""
_PAGELESS: Final = 2
"""Lines without a page, such as headings of parts, that may stand between two with one."""
_LETTER: Final = 3
"""Code points of a line such as the letter above its entries."""
_LONGEST_NAME: Final = 61
_SEVERAL: Final = 4
"""Of so many entries of an index one has several pages, at least."""


class _Entry(NamedTuple):
    name: str
    pages: int
    """How many are named; 0 where it only refers to another."""
    ranged: bool


def contents_lines(text: str, lines: Sequence[Span]) -> Iterator[int]:
    """Numbers of the lines of tables of contents, below their headings."""
    at = 0
    while at < len(lines):
        if not _CONTENTS.fullmatch(text, *lines[at]):
            at += 1
            continue
        found, at = _contents(text, lines, at)
        if len(found) >= _LEAST:
            yield from found


def _contents(text: str, lines: Sequence[Span], heading: int) -> tuple[list[int], int]:
    """The entries below a heading, whose pages rise, and the first line behind them."""
    found: list[int] = []
    last, at = 0, heading + 1
    while at < len(lines) and at - (found[-1] if found else heading) <= _PAGELESS + 1:
        start, end = lines[at]
        if not text[lines[at - 1][1] : start].isspace() or text[end - 1] in ".?!":
            break
        if entry := _TITLED.fullmatch(text, start, end):
            page = int(entry[1]) if entry[1].isdecimal() else last
            if page < last:
                break
            last = page
            found.append(at)
        at += 1
    return found, at


def index_lines(text: str, lines: Sequence[Span]) -> Iterator[int]:
    """Numbers of the lines of an index: names with pages, several together."""
    run: list[tuple[int, _Entry]] = []
    headed = False
    for number, (start, end) in enumerate(lines):
        entry = _entry(text[start:end])
        if entry is not None and (not run or number == run[-1][0] + 1):
            run.append((number, entry))
            continue
        yield from _of_index(run, headed)
        headed = (headed and end - start <= _LETTER) or _HEADED.fullmatch(text, start, end) is not None
        run = [] if entry is None else [(number, entry)]
    yield from _of_index(run, headed)


def _entry(line: str) -> _Entry | None:
    """A line as an entry of an index: a name, and behind it pages that rise."""
    if "," not in line:
        return None
    cells = line.split(",")
    pages: list[int] = []
    ranged = False
    while len(cells) > 1 and (page := _PAGES.fullmatch(cells[-1])):
        pages.append(int(page[1]))
        ranged = ranged or page[2] is not None
        cells.pop()
    name = ",".join(cells).strip()
    if not pages and _SEE.search(line):
        return _Entry(name, 0, ranged)
    if not pages or pages != sorted(pages, reverse=True) or not 1 < len(name) <= _LONGEST_NAME or not name[0].isalnum():
        return None
    bare = _ORDINAL.sub("", name)
    if any(map(str.isdecimal, bare)) or not any(map(str.isalpha, bare)):
        return None
    return _Entry(name, len(pages), ranged)


def _of_index(run: Sequence[tuple[int, _Entry]], headed: bool) -> list[int]:
    """The lines of a run of entries where they are an index."""
    entries = [entry for _, entry in run]
    if not headed:
        if len(run) < _LEAST:
            return []
        names = [entry.name.casefold() for entry in entries]
        falling = sum(b < a for a, b in itertools.pairwise(names))
        several = sum(entry.pages > 1 or entry.ranged for entry in entries)
        alike = len({entry.pages for entry in entries}) == 1 and not any(entry.ranged for entry in entries)
        if falling * 4 > len(names) - 1 or several * _SEVERAL < len(entries) or alike:
            return []
    return [number for number, _ in run]
