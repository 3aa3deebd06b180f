"""What stands in the columns of a table: the heading above a cell, of columns that blanks, tabs or strokes part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from sitrex.annotate.text.words import words

_WORDS: Final = re.compile(r"[^\W\d_]\S*(?: \S+)*")
"""A heading: words with no more than one blank between them."""
_WORD: Final = re.compile(r"[^\W\d_]|#")
_FIGURE: Final = re.compile(r"\d")
_ROWS: Final = 40
"""So far above a cell its heading may stand."""
_COLUMNS: Final = re.compile(r" {2,}")
_WIDEST: Final = 160
_LEAST: Final = 3
"""Rows from which their numbers count them."""
_FIRST_CELL: Final = re.compile(r"[ \t]{0,8}\|?[ \t]{0,8}(\d{1,3})[.)]?(?:[ ]*[|│\t]|[ ]{2,})(?=\s*\S)")
SIGNS: Final = ("|", "│", "\t")
"""What parts columns but for blanks."""
_ROW_NAMES: Final = words("row_names", table="numbers/words.tsv")
_ROW_NUMBERS: Final = words("row_numbers", table="numbers/words.tsv")
"""What heads the columns of a table that name its rows, and those that number them where they come first."""


def names_rows(text: str, start: int, end: int) -> bool:
    r"""Whether the figure ``text[start:end]`` stands in a column that names or numbers the rows of its table.

    Under ``No.`` only in the first column: elsewhere it heads counts. Without a head where the rows go on counting.

    >>> names_rows("ID    Town\n1041    Sumy", 11, 15), names_rows("Year    Town\n1941    Sumy", 13, 17)
    (True, False)
    """
    head = heading(text, start, end)
    if head is None:
        return _numbers_row(text, start)
    word = head.split()[-1].rstrip(".").lower()
    if word in _ROW_NUMBERS:
        line = text.rfind("\n", 0, start) + 1
        return " " in head or not text[line:start].strip(" |│\t")
    return word in _ROW_NAMES


def heading(text: str, start: int, end: int) -> str | None:
    r"""The heading of the column in which the figure ``text[start:end]`` stands; None where it stands in no column.

    >>> table = "             Officers.   Men.\n  Navy          4,366  64,680"
    >>> heading(table, 45, 50), heading("He had  40 men", 8, 10)
    ('Officers', None)
    >>> heading("| ID | Men |\n|---|---|\n| 41 | 12 |", 25, 27), heading("Town\tKilled\nSumy\t12", 17, 19)
    ('ID', 'Killed')
    """
    line = text.rfind("\n", 0, start) + 1
    if start - line > _WIDEST:
        return None
    left, right = start - line, end - line
    sign = _sign(text[line:start], text[end : end + 2])
    first = not text[line:start].strip() and text[end : end + 3] == "   "
    if sign is None and text[start - 2 : start] != "  " and not first:
        return None
    row = next(rows_of_words(text, line, sign), None)
    if row is None:
        return None
    if sign is not None:
        return _cell(row, sign, text.count(sign, line, start))
    heads, behind = _COLUMNS.split(row.strip()), text.find("\n", end)
    own = _COLUMNS.split(text[line : None if behind < 0 else behind].strip()[:_WIDEST])
    if len(heads) == len(own):  # as many cells as headings, however far apart they stand
        return heads[len(_COLUMNS.findall(text[line:start].lstrip()))].rstrip(".:") or None
    return _over(row, left, right)


def _numbers_row(text: str, start: int) -> bool:
    r"""Whether the figure at ``start`` begins its row and counts it: the rows before and behind go on counting.

    >>> table = "1\tIzium\t14 killed\n2\tKyiv\t20 killed\n3\tSumy\t3 killed"
    >>> [_numbers_row(table, at) for at in (0, 18, 35, 42)]
    [True, True, True, False]
    """
    line = text.rfind("\n", 0, start) + 1
    number = _counted(text, line)
    if number is None or text[line:start].strip("| \t"):
        return False
    above = _counting(text, line, number, -1)
    return above + _counting(text, line, number, 1) >= _LEAST - 1


def _counting(text: str, line: int, number: int, step: Literal[-1, 1]) -> int:
    """How many rows next to the one that begins at ``line`` go on counting, as far as that says anything."""
    for count in range(_LEAST - 1):
        at_edge = not line if step < 0 else text.find("\n", line) < 0
        if at_edge:
            return count
        line = (text.rfind("\n", 0, line - 1) if step < 0 else text.find("\n", line)) + 1
        number += step
        if _counted(text, line) != number:
            return count
    return _LEAST - 1


def _counted(text: str, line: int) -> int | None:
    """The number in the first cell of a row."""
    found = _FIRST_CELL.match(text, line)
    return None if found is None else int(found[1])


def _sign(before: str, behind: str) -> str | None:
    """What parts a cell from what stands before or behind it in its row, but for blanks."""
    return next((s for s in SIGNS if behind.lstrip(" ")[:1] == s), None) or next(
        (s for s in SIGNS if before.rstrip(" ")[-1:] == s), None
    )


def rows_of_words(text: str, line: int, sign: str | None = None) -> Iterator[str]:
    r"""The rows of words without figures above the row that begins at ``line``, of the same table, the nearest first.

    Where a sign parts the cells, a row with words in one cell alone is none: it names the rows behind it.

    >>> list(rows_of_words("Unit\tKilled\nA Company\n1st Platoon\t3", 22, "\t"))
    ['Unit\tKilled']
    """
    for _ in range(_ROWS):
        above = text.rfind("\n", 0, max(line - 1, 0)) + 1
        row = text[above : line - 1] if line else ""
        if not row.strip() or len(row) > _WIDEST:
            return
        if _FIGURE.search(row) is None and _WORD.search(row) is not None and _several(row, sign):
            yield row
        line = above


def _several(row: str, sign: str | None) -> bool:
    """Whether a row has more than one cell with something in it, or a stroke before its only one."""
    if sign is None:
        return True
    cells = row.strip(" ").split(sign)
    return len(cells) > 1 and (sum(map(bool, map(str.strip, cells))) > 1 or not cells[0].strip())


def _over(row: str, left: int, right: int) -> str | None:
    """The words of a row that stand over the columns of characters ``[left, right)``."""
    over = next((m for m in _WORDS.finditer(row) if m.start() < right and left < m.end()), None)
    return over and over[0].rstrip(".:")


def _cell(row: str, sign: str, before: int) -> str | None:
    """The cell of a row behind so many signs."""
    cells = row.split(sign)
    return cells[before].strip().rstrip(".:") or None if before < len(cells) else None
