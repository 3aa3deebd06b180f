"""The register of the rules of dates: what a rule over atoms found, as offsets of the text of the piece."""

from __future__ import annotations

from typing import Any, Final

from sitrex.annotate.dates.draft import Timex
from sitrex.annotate.rules import Family


def _span(args: tuple[Any, ...], found: Any) -> tuple[int, int] | None:
    """Of a rule ``f(atoms, i, …)``: the atoms of the timexes, from ``i`` to the stop that it gave, or atom ``i`` alone."""
    atoms, first = args[0], args[1]
    stop = first + 1
    if isinstance(found, list):
        first, stop = found[0].first, found[-1].stop
    elif isinstance(found, Timex):
        first, stop = found.first, found.stop
    elif isinstance(found, tuple) and found and isinstance(found[0], int):
        stop = max(found[0], stop)
    return atoms[first].start, atoms[stop - 1].end


forms: Final = Family(_span)
"""Rules that read a date, a time, a duration or a set, or a part of one."""
vetoes: Final = Family(_span)
"""Reasons why words that look like one are none."""
