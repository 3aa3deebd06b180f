"""Which mention is the superior of which, by the lines that they stand on: letterheads, lists, tables, task organizations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

from sitrex.annotate.units.document.by_indent import by_indent
from sitrex.annotate.units.document.pairs import NOUN, last_of, listed, may_take
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import RANK
from sitrex.annotate.units.rules import told
from sitrex.annotate.units.tables import superior_cells

_HEADING: Final = re.compile(
    r"\b(?:order\s+of\s+battle|composition|structure|organi[sz](?:ed|ation)|compris(?:ed|es|ing)|consist(?:ed|s|ing)\s+of|"
    r"includ(?:ed|es|ing)|composed\s+of|made\s+up\s+of|as\s+follows)\b[^\n.]{0,100}:[ \t]*\n",
    re.IGNORECASE,
)
_ORGANIZED: Final = re.compile(r"\btask\s+organi[sz]ation\b[^\n:]{0,60}:\s*", re.IGNORECASE)
_SECTION: Final = re.compile(r"\n\s*\n|\n\s*\d{1,2}\.\s")
"""Where a numbered section of a report ends."""
_THE: Final = re.compile(rf"\b(?:the|this)\s+{NOUN}\b", re.IGNORECASE)
_REACH: Final = 300
"""Characters of the sentence that opens a list."""
_LINES: Final = 5000
"""Characters of a list whose members stand on lines of their own."""
_ROW: Final = 300
"""Characters of a table's row."""
_BEHIND: Final = 10
"""Characters between ``Task organization:`` and its first unit."""
_TABLE: Final = re.compile(r"(?:^[^\n│|─]*[│|─][^\n]*(?:\n|\Z))+", re.MULTILINE)
"""Lines with bars or rules."""


def by_lines(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """Add to ``links`` what the lines say: index of the superior by index of the unit."""
    by_indent(units, text, links)
    _headed_lists(units, text, links)
    _task_organizations(units, text, links)
    _in_tables(units, text, links)
    _in_rows(units, text, links)
    _letterheads(units, text, links)


def _task_organizations(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """The first unit behind ``Task organization:`` commands the smaller ones of the section."""
    starts = [unit.start for unit in units]
    for heading in _ORGANIZED.finditer(text):
        above = bisect_left(starts, heading.end())
        if above >= len(units) or starts[above] > heading.end() + _BEHIND:
            continue
        section = _SECTION.search(text, units[above].end, heading.end() + _LINES)
        stop = section.start() if section else heading.end() + _LINES
        for i in range(above + 1, bisect_left(starts, stop)):
            if of_same_size(units[i], units[above], text):
                break
            if i not in links and in_task_organization(units[i], units[above]):
                links[i] = above


@told.rule(
    "units.superior.task-organization",
    reads=(
        "The army left. Task Organization: 1st Bn, 5th Infantry: Smith, commanding.\n[[Co A]]: Jones, commanding.\n",
    ),
    leaves=("The army left. The 1st Bn, 5th Infantry fought: Smith, commanding.\nCo A left: Jones, commanding.\n",),
    source="after-action reports",
    nothing=False,
)
def in_task_organization(unit: Candidate, above: Candidate) -> bool:
    """A smaller unit of the section that a task organization opens."""
    return may_take(above, unit)


@told.veto(
    "units.superior.same-size",
    reads=(
        "The army left. Task Organization: 1st Division: Smith, commanding.\n3d Division: Jones, commanding.\n"
        "[[15th Infantry Regiment]]: Brown, commanding.\n",
    ),
    leaves=(
        "The army left. Task Organization: 1st Division: Smith, commanding.\n15th Infantry Regiment: Brown, commanding.\n",
    ),
    source="after-action reports",
)
def of_same_size(unit: Candidate, above: Candidate, text: str) -> bool:
    """At the head of a line one that is not smaller: from there on its own units stand."""
    return text[unit.start - 1] == "\n" and RANK.get(unit.echelon or "", 0) >= RANK.get(
        above.echelon or "", RANK["command"]
    )


def _in_tables(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """A figure in a table is under that in the column before, or as the table's other units under the division above it."""
    above = superior_cells(text)
    if not above:
        return
    begins, ends = _tables(text, sorted(above))
    place = {unit.start: i for i, unit in enumerate(units)}
    head: int | None = None
    for i, unit in enumerate(units):
        table = bisect_right(ends, unit.start)
        if table == len(ends) or unit.start < begins[table]:
            head = i if unit.echelon == "division" else head
            continue
        cell = above.get(unit.start)
        j = place.get(cell) if cell is not None else head
        if j is not None and i not in links and in_table(unit, units[j]):
            links[i] = j


def _tables(text: str, cells: list[int]) -> tuple[list[int], list[int]]:
    """Where the tables with a cell begin and end."""
    found = [table.span() for table in _TABLE.finditer(text)]
    held = [(begin, end) for begin, end in found if bisect_left(cells, begin) < bisect_left(cells, end)]
    return [begin for begin, _ in held], [end for _, end in held]


@told.rule(
    "units.superior.table",
    reads=(
        "The 10th Division of the army held.\n\n"
        " Arm       |Brigade. |Regiment.\n Infantry. |19.      |[[6 Gren.]]\n           |20.      |47.\n"
        " Artillery.|[[10th Artillery Regiment]]\n",
    ),
    leaves=("The 10th Division of the army held.\n\n Arm       |Town. |Killed.\n Infantry. |Izium.      |6.\n",),
    source="orders of battle in tables",
    nothing=False,
)
def in_table(unit: Candidate, above: Candidate) -> bool:
    """A cell under the larger one to its left, or the table under its division."""
    return may_take(above, unit)


def _in_rows(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """A cell of a row is under the larger one in the cell before it, which the rows below may leave empty."""
    column: dict[int, int] = {}
    bars: int | None = None
    for i, unit in enumerate(units):
        further = bars is not None and listed(units[i - 1], unit, text)
        bars = bars if further else _bars_before(unit, text)
        if bars is None:
            column.clear()
            continue
        above = column.get(bars - 1)
        if above is not None and i not in links and in_row(unit, units[above]):
            links[i] = above
        column = {at: j for at, j in column.items() if at < bars} | {bars: i}


def _bars_before(unit: Candidate, text: str) -> int | None:
    """How many bars stand before a unit that begins a cell of a row; None of any other."""
    _, end, line = text[max(0, unit.start - _ROW) : unit.start].rpartition("\n")
    if not end and unit.start > _ROW:
        return None
    line = line.strip()
    return line.count("|") if line[:1] == "|" == line[-1:] else None


@told.rule(
    "units.superior.row",
    reads=(
        "The army held.\n\n| Division | Brigade |\n|---|---|\n| 5th Division | [[7th Brigade]] |\n| | [[8th Brigade]] |\n",
        "The army held.\n\n| 5th Division | [[7th Brigade]], [[8th Brigade]] |\n| | [[9th Brigade]] |\n",
    ),
    leaves=("The army held.\n\n| Brigade | Relieved by |\n|---|---|\n| 5th Brigade | 7th Brigade |\n",),
    source="orders of battle in tables of plain text",
    nothing=False,
)
def in_row(unit: Candidate, above: Candidate) -> bool:
    """A cell behind a larger unit's."""
    return may_take(above, unit)


def _headed_lists(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """The lines after ``The order of battle of the 254th was as follows:``, until an empty one."""
    starts = [unit.start for unit in units]
    for heading in _HEADING.finditer(text):
        reach = max(0, heading.start() - _REACH)
        begin = max(text.rfind(end, reach, heading.start()) for end in ("\n", ". ")) + 1
        first = bisect_left(starts, heading.end())
        own = bisect_left(starts, begin)
        above = first - 1 if own < first else None
        if above is None and (noun := _THE.search(text, begin, heading.end())):
            above = last_of(units, first, noun[1].lower())
        if above is None:
            continue
        stop = text.find("\n\n", heading.end(), heading.end() + _LINES)
        stop = heading.end() + _LINES if stop < 0 else stop
        for i in range(first, bisect_left(starts, stop)):
            if i not in links and under_heading(units[i], units[above]):
                links[i] = above


@told.rule(
    "units.superior.heading",
    reads=("The order of battle of the 5th Division was as follows:\n7th Brigade\n[[8th Brigade]]\n",),
    leaves=("The 5th Division left.\n7th Brigade held.\n8th Brigade held.\n",),
    source="orders of battle",
    nothing=False,
)
def under_heading(unit: Candidate, above: Candidate) -> bool:
    """A line of the list that a heading opens."""
    return may_take(above, unit)


def _letterheads(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """A unit alone on its line, and its superior on the next one."""
    for i in range(len(units) - 1):
        if i not in links and in_letterhead(units[i], units[i + 1], text):
            links[i] = i + 1


@told.rule(
    "units.superior.letterhead",
    reads=("The army left.\n\nCommanding Officer\n[[2d Brigade]]\n25th Infantry Division\nAPO 96225\n",),
    leaves=("The army left.\n\nThe 2d Brigade left\n\nThe 25th Infantry Division came\n",),
    source="letterheads of reports",
    nothing=False,
)
def in_letterhead(unit: Candidate, after: Candidate, text: str) -> bool:
    """A unit that fills its line, before a larger one that fills the next."""
    alone = text[unit.end : after.start] == "\n" and text[max(0, unit.start - 1) : unit.start] in ("", "\n")
    return alone and text[after.end : after.end + 1] in ("", "\n") and may_take(after, unit)
