"""The rows of a CSV text. One whose quotes are broken costs itself: the lines behind its first are read again."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

_KEPT: Final = 16 << 20
"""Characters from which no further line of a row is kept to be read again."""
_LINES: Final = 64
"""Lines that a row may have whose cells hold quotes as they stand."""
_TRIES: Final = 1_000
"""Rows of one table that are read so, since each may look far ahead."""


class Row(NamedTuple):
    """A row: the number of its last line and its cells; or that of its first and why it cannot be read."""

    number: int
    cells: list[str]
    problem: str | None = None


def csv_rows(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    r"""The rows of a table; quotes within a quoted cell that are not doubled are read as they are meant.

    >>> [row.cells for row in csv_rows(iter(['a,b\n', '1,"Then "go" it said"\n', '2,"open\n', '3,x\n']), ",")]
    [['a', 'b'], ['1', 'Then "go" it said'], [], ['3', 'x']]
    """
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    width: int | None = None
    tries = _TRIES
    while True:
        source.begin()
        try:
            cells = next(reader, None)
        except csv.Error as problem:
            read = None
            if width and tries:
                tries -= 1
                read = _meant(source, delimiter, width)
            yield source.refuse(str(problem)) if read is None else Row(source.number, read)
            continue
        if cells is None:
            return
        width = width or len(cells)
        yield Row(source.number, cells)


class _Lines:
    """Lines that can be given back, and those that the row at hand has taken."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._back = lines, deque[str]()
        self.taken: list[str] = []
        self.number = self._size = self._first = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines)
        self.number += 1
        if not self.is_full():
            self.taken.append(line)
        self._size += len(line)
        return line

    def is_full(self) -> bool:
        """Whether what the row takes further cannot be given back."""
        return self._size > _KEPT

    def is_whole(self) -> bool:
        """Whether all that the row has taken can be given back."""
        return self.number - self._first + 1 == len(self.taken)

    def begin(self) -> None:
        """A row begins with the next line."""
        self.taken.clear()
        self._size, self._first = 0, self.number + 1

    def keep(self, count: int) -> None:
        """Give back all lines that the row has taken behind these."""
        self._back.extendleft(reversed(self.taken[count:]))
        self.number -= len(self.taken) - count
        del self.taken[count:]

    def refuse(self, reason: str) -> Row:
        """The row as one that cannot be read; the lines behind its first are given back unless they are too many."""
        if not self.is_whole():
            return Row(self._first, [], f"{reason}; lines {self._first} to {self.number} are one cell")
        self.keep(1)
        return Row(self._first, [], reason)


def _meant(source: _Lines, delimiter: str, width: int) -> list[str] | None:
    """The cells of the row at hand where each quote within a cell stands for itself; None where they are not as many."""
    pattern = _whole(delimiter)
    tried = 0
    while source.is_whole():
        count = min(max(2 * tried, 1), _LINES)
        while len(source.taken) < count and not source.is_full() and next(source, None) is not None:
            pass
        count = min(count, len(source.taken))
        if count == tried:
            return None
        text = "".join(source.taken[:count])
        if (found := pattern.match(text)) is not None:
            read = found[0].count("\n") + (not found[0].endswith("\n"))
            cells = [_unquoted(cell[0]) for cell in _cell(delimiter).finditer(text, 0, found.end(1))]
            if len(cells) != width:
                return None
            source.keep(read)
            return cells
        tried = count
    return None


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    """A cell; within a quoted one a quote that neither follows a delimiter nor stands before one."""
    mark = re.escape(delimiter)
    inner = rf'(?:[^"]++|""|(?<!{mark})"(?!{mark}|\r?\n|\Z))*+'
    return re.compile(
        rf'(?:^|(?<={mark}))(?:"{inner}"(?={mark}|\r?\n|\Z)|[^"{mark}\r\n][^{mark}\r\n]*+|(?={mark}|\r?\n|\Z))'
    )


@cache
def _whole(delimiter: str) -> re.Pattern[str]:
    """A row."""
    cell = _cell(delimiter).pattern
    return re.compile(rf"({cell}(?:{re.escape(delimiter)}{cell})*+)(?:\r?\n|\Z)")
