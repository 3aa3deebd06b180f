"""The order in which a PDF's page is read, where the file draws it in another one.

Most files draw a page as it is read, column by column, and are left alone. Two kinds are not: columns of prose drawn row by
row, so that each line of the first runs into one of the second, and a headline drawn last. Columns are found by their
gutters, as in an XY cut (Nagy and Seth 1984), but only between lines that were drawn one beside the other; a table's cells
stay in their rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

_GUTTER: Final = 0.8
"""Heights of a line that lie between two columns at least; words of one line stand closer."""
_FEWEST_ROWS: Final = 4
"""Rows with more than one column, at the least."""
_SHORTEST: Final = 20
"""Characters of a line of prose, on average; cells of tables are shorter."""
_GOES_ON: Final = 1 / 3
"""Share of lines that begin with a small letter; fewer do in tables."""

Gap = tuple[float, float]


class Run(NamedTuple):
    """Text that a page draws at one place; points from the page's left and lower edge."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


Row = list[Run]


def reordered(runs: Sequence[Run]) -> str | None:
    """The page's text in reading order; None where the file draws it so."""
    rows = _rows(runs)
    turned = _headline_first(rows)
    lines = [line for block in _blocks(turned) for line in _columns(block) or map(_line, block)]
    return None if lines == [_line(row) for row in rows] else "\n".join(lines)


def _line(row: Row) -> str:
    return " ".join(run.text for run in row)


def _rows(runs: Sequence[Run]) -> list[Row]:
    """The runs that follow one another at one height, from left to right; what is hardly apart is one run."""
    rows: list[Row] = []
    for run in runs:
        last = rows[-1][-1] if rows else None
        height = run.top - run.bottom
        beside = last is not None and min(run.top, last.top) - max(run.bottom, last.bottom) > height / 2
        if last is None or not beside or run.left < last.left:
            rows.append([run])
        elif run.left - last.right < _GUTTER * height:
            low, high = min(last.bottom, run.bottom), max(last.top, run.top)
            rows[-1][-1] = Run(last.left, low, max(last.right, run.right), high, f"{last.text} {run.text}")
        else:
            rows[-1].append(run)
    return rows


def _headline_first(rows: list[Row]) -> list[Row]:
    """The rows, those that are drawn last and stand above all others before them."""
    tops = list(accumulate((max(run.top for run in row) for row in rows), max))
    bottoms = list(accumulate((min(run.bottom for run in row) for row in reversed(rows)), min))[::-1]
    last = next((n for n in range(1, len(rows)) if bottoms[n] >= tops[n - 1]), 0)
    return rows[last:] + rows[:last]


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows, cut where no gutter goes through to the next one."""
    blocks: list[list[Row]] = []
    gutters: list[Gap] = []
    for row in rows:
        height = row[0].top - row[0].bottom
        through = [gap for gap in _between(row, gutters) if gap[1] - gap[0] >= _GUTTER * height]
        if through:
            blocks[-1].append(row)
        else:
            blocks.append([row])
            through = [(a.right, b.left) for a, b in pairwise(row)]
        gutters = through
    return blocks


def _between(row: Row, gutters: list[Gap]) -> list[Gap]:
    """What a row leaves free of gutters."""
    edges = [float("-inf"), *(x for run in row for x in (run.left, run.right)), float("inf")]
    free = list(zip(edges[::2], edges[1::2], strict=True))
    both = [(max(a, c), min(b, d)) for a, b in gutters for c, d in free]
    return [(low, high) for low, high in both if low < high]


def _columns(block: Sequence[Row]) -> list[str] | None:
    """The lines of a block column by column; None where it is no prose in columns."""
    runs = [run for row in block for run in row]
    beside = [run for row in block if len(row) > 1 for run in row]
    long = sum(len(run.text) for run in beside) >= _SHORTEST * len(beside)
    goes_on = sum(run.text[:1].islower() for run in runs) >= _GOES_ON * len(runs)
    if sum(len(row) > 1 for row in block) < _FEWEST_ROWS or not long or not goes_on:
        return None
    gutters: list[Gap] = [(float("-inf"), float("inf"))]
    for row in block:
        gutters = _between(row, gutters)
    ends = [low for low, _ in gutters[1:-1]]
    return [run.text for run in sorted(runs, key=lambda run: sum(end <= run.left for end in ends))]
