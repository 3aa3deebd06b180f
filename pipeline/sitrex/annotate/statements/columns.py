"""What a table says of a figure: the word of harm that heads its column, or the one that names its row.

`Unit | Killed | Wounded` heads each column apart, so no such word reaches into the next one; and under a heading of no harm
(`Strength`) nothing befell anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sitrex.annotate.numbers.table_columns import SIGNS, heading, rows_of_words
from sitrex.annotate.statements.harmed import Figure
from sitrex.annotate.statements.headings import HEADING_FORMS, Found, found_in
from sitrex.annotate.statements.sentence import Sentence
from sitrex.annotate.statements.words import Harm, statement_words

_WORDS: Final = 6
"""Words of a heading, or of the name of a row, at most."""
_WIDEST: Final = 400
"""Characters of a row at most."""
_BLANKS: Final = "  "
"""What parts columns where no sign does."""


_FORMS: Final = HEADING_FORMS - {"noun"}
"""Forms of the words of harm that head a column of counts: `Deaths`, not `Place of death`."""
_NO_COUNTS: Final = statement_words("no_count_headings", "saved")
"""Words of what heads no counts of those harmed: `Age when killed`, `Prisoners exchanged`, `% wounded`."""


class TableCell(NamedTuple):
    """Where the cell of a figure lies in the text, whether it has no words, the word of harm that its column or row says."""

    start: int
    end: int
    alone: bool
    harm: Harm | None = None


def in_table(text: str, start: int, end: int) -> bool:
    """Whether a sentence may be the row of a table."""
    return any(text.find(sign, start, end) >= 0 for sign in (*SIGNS, _BLANKS))


def cell_of(text: str, figure: Figure) -> TableCell | None:
    r"""The cell of a figure in a table that names harm; None where the figure stands in no such table."""
    start, end = figure.number.start, figure.number.end
    line = text.rfind("\n", max(start - _WIDEST, 0), start) + 1
    behind = text.find("\n", end, line + _WIDEST)
    behind = len(text) if behind < 0 else behind
    if behind - line > _WIDEST:
        return None
    row = text[line:behind]
    sign = next((one for one in SIGNS if one in row), None)
    if sign is None:
        return _between_blanks(text, line, behind, figure) if _BLANKS in row else None
    return _between_signs(text, line, row.split(sign), sign, text.count(sign, line, start))


def _between_signs(text: str, line: int, cells: Sequence[str], sign: str, at: int) -> TableCell | None:
    """The cell at a place of the row that begins at ``line``, in a table whose columns a sign parts."""
    first = line + sum(map(len, cells[:at])) + at
    own = TableCell(first, first + len(cells[at]), not any(map(str.isalpha, cells[at])))
    headed = [_harms([cell.strip() for cell in above.split(sign)]) for above in rows_of_words(text, line, sign)]
    named = next((n for n, harms in enumerate(headed) if any(harms[1:]) or any(harms[at : at + 1])), None)
    if named is not None:
        return own._replace(harm=_heading_at(headed[named], at, spanning=named > 0))
    label = next((cell.strip() for cell in cells[:at] if cell.strip()), "")
    harm = None if any(map(str.isdecimal, label)) else _one(_meant(label))
    return own._replace(harm=harm) if harm and own.alone else None


def _between_blanks(text: str, line: int, behind: int, figure: Figure) -> TableCell | None:
    """The cell of a figure in a table whose columns blanks part."""
    start, end = figure.number.start, figure.number.end
    if not _short(text[line:behind].split(_BLANKS)):
        return None
    rows = (row.strip().split(_BLANKS) for row in rows_of_words(text, line))
    if not any(len(cells) > 1 and _short(cells) and any(_harms(cells)) for cells in rows):
        return None
    head = heading(text, start, end)
    first, last = text.rfind(_BLANKS, line, start), text.find(_BLANKS, end, behind)
    first, last = line if first < 0 else first, behind if last < 0 else last
    return TableCell(first, last, not any(map(str.isalpha, text[first:last])), _one(_meant(head or "")))


def _short(cells: Sequence[str]) -> bool:
    """Whether the cells of a row are no sentences, as of prose with two blanks behind a full stop."""
    return all(len(cell.split()) <= _WORDS for cell in cells)


def _harms(cells: Sequence[str]) -> list[list[Harm] | None]:
    """What each cell of a row of headings names; None where it is empty."""
    return [_meant(cell) if cell else None for cell in cells]


def _heading_at(harms: Sequence[list[Harm] | None], at: int, *, spanning: bool) -> Harm | None:
    """What the heading of a column names; an empty one above other headings goes on with the one before."""
    while spanning and 0 < at < len(harms) and harms[at] is None:
        at -= 1
    return _one(harms[at] or []) if at < len(harms) else None


def _meant(cell: str) -> list[Harm]:
    """The outcomes that a heading names."""
    if len(cell.split()) > _WORDS:
        return []
    sentence = Sentence(cell, 0, len(cell))
    if not _NO_COUNTS.isdisjoint(sentence.low):
        return []
    meant = ([harm for harm in one.meant if harm.form in _FORMS] for one in found_in(sentence))
    return [harms[0] for harms in meant if harms]


def _one(harms: Sequence[Harm]) -> Harm | None:
    """The harm that is meant where only one is: not of `Killed/Wounded`."""
    return harms[0] if len({harm.outcome for harm in harms}) == 1 else None


def in_cell(sentence: Sentence, found: Sequence[Found], cell: TableCell) -> list[Found]:
    """The words of harm in a cell."""
    return [one for one in found if cell.start <= sentence.at[one.start] < cell.end]
