"""Orders of battle in tables: under a column of brigades or regiments a figure, perhaps with its arm, is one of them.

Infantry.    │19.      │6 Gren.
│20.      │47.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sitrex.annotate.rules import Family
from sitrex.annotate.text import Span
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import RANK, Branch, branches, echelons
from sitrex.annotate.units.words import SECOND_LINE
from sitrex.record.model import handle

_BAR: Final = re.compile(r"[│|]")
_CELL: Final = re.compile(r"\s*((\d{1,3})(?:[ ]([A-Z][A-Za-z. ]{1,24}?))?)(\.?)\s*")
_ABBREVIATED: Final = 4
"""Letters of an arm that is abbreviated at most: its dot belongs to it."""


def _of_cell(args: tuple[Any, ...], _: Any) -> list[Span]:
    cell: Cell = args[0]
    return [(cell.start, cell.end)]


cells: Final = Family(_of_cell)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in a table: its span, the arm beside it or before its row, the echelon above its column."""

    start: int
    end: int
    number: str
    arm: Branch | None
    country: str | None
    """Whose the words beside the figure are."""
    echelon: str
    column: int
    table: int
    """Offset at which the head of its table begins."""


def superior_cells(text: str) -> dict[int, int | None]:
    """Offset of the superior's cell by that of each cell: the last larger one in a column before it; None if there is none."""
    above: dict[int, int | None] = {}
    last: dict[tuple[int, int], Cell] = {}
    for cell in _cells(text) if _BAR.search(text) else ():
        left = last.get((cell.table, cell.column - 1))
        larger = left is not None and RANK.get(left.echelon, 0) > RANK.get(cell.echelon, 0)
        above[cell.start] = left.start if left is not None and larger else None
        last[cell.table, cell.column] = cell
    return above


def table_units(text: str) -> list[Candidate]:
    """The units of the tables in a text, in text order."""
    if not _BAR.search(text):
        return []
    return [_candidate(text, cell) for cell in _cells(text) if in_column(cell)]


def _cells(text: str) -> Iterator[Cell]:
    columns: dict[int, str] = {}
    width, arm, at, table = 0, None, 0, 0
    for line in text.splitlines(keepends=True):
        row = _row(line, at)
        at += len(line)
        if len(row) < 2:
            # a rule between rows goes on with the table, a line of prose ends it
            columns = columns if not any(map(str.isalnum, line)) else {}
            continue
        heads = {n: word for n, (_, cell) in enumerate(row) if (word := _echelon(cell)) is not None}
        if heads:
            columns, width, arm, table = heads, len(row), None, row[0][0]
            continue
        arm = _arm(row[0][1]) if row[0][1].strip() else arm
        if len(row) == width:
            for n, echelon in columns.items():
                yield from _cell(*row[n], arm, (echelon, n, table))


def _row(line: str, at: int) -> list[tuple[int, str]]:
    """Offset and text of each cell of a line."""
    bars = [found.start() for found in _BAR.finditer(line)]
    begins = [0, *(bar + 1 for bar in bars)]
    return (
        [(at + begin, line[begin:end]) for begin, end in zip(begins, [*bars, len(line)], strict=True)] if bars else []
    )


def _echelon(cell: str) -> str | None:
    """The echelon that a column's head names: Brigade., Regiments."""
    found = echelons().whole([cell.strip(" .\n").lower()])
    return found.echelon if found is not None and found.strength == "strong" else None


def _arm(words: str) -> Branch | None:
    keys = words.strip(" .\n").lower().replace(".", " .").split()
    found = branches().longest(keys, 0) if keys else None
    return None if found is None else found[1]


def _cell(start: int, text: str, arm: Branch | None, place: tuple[str, int, int]) -> Iterator[Cell]:
    found = _CELL.fullmatch(text)
    if found is None:
        return
    own = _arm(found[3]) if found[3] else None
    reserves = bool(found[3]) and found[3].rstrip(".").lower() in SECOND_LINE
    if found[3] and own is None and not reserves:
        return
    country = "DE" if reserves else _whose(own)
    # its own head goes before the column's: 248 Pion. Co. under the regiments
    head = echelons().whole([found[3].split()[-1].lower().rstrip(".")]) if found[3] else None
    place = (head and head.echelon) or place[0], *place[1:]
    dotted = found[3] and len(found[3].split()[-1]) <= _ABBREVIATED
    yield Cell(start + found.start(1), start + found.end(4 if dotted else 1), found[2], own or arm, country, *place)


def _whose(arm: Branch | None) -> str | None:
    """The country whose army alone has the arm."""
    return None if arm is None or arm.country is None or arm.country.endswith("?") else arm.country


@cells.rule(
    "units.table.cell",
    reads=(
        "The 10th Division of the army held.\n\n"
        " Arm       |Brigade. |Regiment.\n Infantry. |19.      |[[6 Gren.]]\n           |[[20]].      |47.\n",
        "The 10th Division of the army held.\n\n"
        " Arm       |Brigade. |Regiment.\n Infantry. |13 Res.  |[[27 Res.]]\n           |         |[[9 Ldw.]]\n",
    ),
    leaves=("The 10th Division of the army held.\n\n Year |Guns\n 1914 |19.\n",),
    source="orders of battle in tables",
    nothing=False,
)
def in_column(cell: Cell) -> bool:
    """A figure under a column of brigades or regiments."""
    return True


def _candidate(text: str, cell: Cell) -> Candidate:
    arm = cell.arm
    return Candidate(
        id=handle(cell.start),
        start=cell.start,
        end=cell.end,
        text=text[cell.start : cell.end],
        label="UNIT",
        designator=cell.number,
        branch=arm.branch if arm is not None else None,
        echelon=cell.echelon,
        service=(arm.service if arm is not None else None) or "army",
        evidence="context",
        typical=cell.country,
    )
