"""What stands in a margin before what a line says: numbers of lines, as courts and parliaments print them (``12  The army
moved …`` above ``13  the town …``), and marks of quoted lines, as letters and Markdown have them (``> The army …``).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from sitrex.annotate.text.goes_on import goes_on
from sitrex.annotate.text.wraps import COLUMNS

_NUMBERED: Final = re.compile(r"^[^\S\n]*(\d{1,3})(?:[^\S\n]{2,}|\t)(?=\S)([^\n]*)", re.MULTILINE)
_MARKED: Final = re.compile(r"^([^\S\n]*+(?:>(?!\d)[^\S\n]*+)++)([^\n]*+)", re.MULTILINE)
_LEAST: Final = 4
"""Lines, each with the number behind that of the line above."""
_FLOWING: Final = 0.5
"""Share of lines that visibly go on in the next; those of a list stand alone."""
Lines: TypeAlias = Sequence[re.Match[str]]


def margins(text: str) -> dict[int, int]:
    r"""Where each line with its number in the margin begins, and where what it says does.

    >>> text = "12  The army took\n13  the town with the\n14  guns of the 3rd\n15  Brigade."
    >>> [text[a:b] for a, b in margins(text).items()]
    ['12  ', '13  ', '14  ', '15  ']
    >>> margins("2019  12 killed,\n2020  14 killed,\n2021  15 killed,\n2022  20 killed.")
    {}
    >>> margins("1  Izium\n2  Kyiv\n3  Lyman\n4  Sumy")
    {}
    >>> margins("Killed, by month:\n> 500 in May\n> 900 in June")
    {}
    >>> [text[a:b] for text in ["> It fell on 5\n>> October."] for a, b in margins(text).items()]
    ['> ', '>> ']
    """
    found: dict[int, int] = {}
    if ">" in text:
        quoted = _runs(_MARKED.finditer(text), lambda above, line: text[above.end() : line.start()] == "\n")
        found.update(line.span(1) for run in quoted if _is_quoted(run) for line in run)
    numbered = _runs(
        _NUMBERED.finditer(text),
        lambda above, line: int(line[1]) == int(above[1]) + 1 and text[above.end() : line.start()].isspace(),
    )
    found.update((line.start(), line.start(2)) for run in numbered if _is_numbered(run) for line in run)
    return found


def _is_quoted(run: Lines) -> bool:
    """Whether marked lines are quoted: two at least, and not a bound in each (``> 500 killed`` above ``> 900 hurt``)."""
    return len(run) > 1 and not all(line[2][:1].isdigit() for line in run)


def _is_numbered(run: Lines) -> bool:
    """Whether lines with numbers before them are prose: enough of them, most going on in the next, without columns."""
    going_on = sum(goes_on(above[2], line[2]) for above, line in itertools.pairwise(run))
    columns = any(COLUMNS.search(line[2]) for line in run)
    return len(run) >= _LEAST and going_on >= (len(run) - 1) * _FLOWING and not columns


def _runs(lines: Iterable[re.Match[str]], follows: Callable[[re.Match[str], re.Match[str]], bool]) -> Iterator[Lines]:
    """Lines each of which follows the one above."""
    run: list[re.Match[str]] = []
    for line in lines:
        if run and not follows(run[-1], line):
            yield run
            run = []
        run.append(line)
    yield run
