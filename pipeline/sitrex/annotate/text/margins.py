"""What stands in a margin before what a line says: numbers of lines, as courts and parliaments print them (``12  The army
moved …`` above ``13  the town …``), and marks of quoted lines, as letters and Markdown have them (``> The army …``).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from sitrex.annotate.text.goes_on import goes_on
from sitrex.annotate.text.wraps import COLUMNS

_NUMBERED: Final = re.compile(r"^[^\S\n]*(\d{1,3})(?:[^\S\n]{2,}|\t)(?=\S)([^\n]*)", re.MULTILINE)
_MARK: Final = re.compile(r"^([^\S\n]*+(?:>(?!\d)[^\S\n]*+)++)[^\n]*+", re.MULTILINE)
_LEAST: Final = 4
"""Lines, each with the number behind that of the line above."""
_FLOWING: Final = 0.5
"""Share of lines that visibly go on in the next; those of a list stand alone."""


def margins(text: str) -> dict[int, int]:
    r"""Where each line with its number in the margin begins, and where what it says does.

    >>> text = "12  The army took\n13  the town with the\n14  guns of the 3rd\n15  Brigade."
    >>> [text[a:b] for a, b in margins(text).items()]
    ['12  ', '13  ', '14  ', '15  ']
    >>> margins("2019  12 killed,\n2020  14 killed,\n2021  15 killed,\n2022  20 killed.")
    {}
    >>> margins("1  Izium\n2  Kyiv\n3  Lyman\n4  Sumy")
    {}
    >>> [text[a:b] for text in ["> It fell on 5\n>> October."] for a, b in margins(text).items()]
    ['> ', '>> ']
    """
    found = dict(_quoted(text)) if ">" in text else {}
    for run in _runs(text):
        going_on = sum(goes_on(above[2], line[2]) for above, line in itertools.pairwise(run))
        columns = sum(COLUMNS.search(line[2]) is not None for line in run)
        if len(run) >= _LEAST and going_on >= (len(run) - 1) * _FLOWING and not columns:
            found.update((line.start(), line.start(2)) for line in run)
    return found


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """The marks of quoted lines, two at least with nothing between them."""
    last: re.Match[str] | None = None
    told = True
    for line in _MARK.finditer(text):
        if last is not None and text[last.end() : line.start()].count("\n") == 1:
            if not told:
                yield last.span(1)
            yield line.span(1)
            told = True
        else:
            told = False
        last = line


def _runs(text: str) -> Iterator[Sequence[re.Match[str]]]:
    """Lines with nothing between them whose numbers follow each other."""
    run: list[re.Match[str]] = []
    for line in _NUMBERED.finditer(text):
        if run and not (int(line[1]) == int(run[-1][1]) + 1 and text[run[-1].end() : line.start()].isspace()):
            yield run
            run = []
        run.append(line)
    yield run
