"""The register of the rules of dates: what a rule over atoms found, as offsets of the text of the piece."""

from __future__ import annotations

from typing import Any, Final

from sitrex.annotate.dates.draft import Timex
from sitrex.annotate.rules import Family
from sitrex.annotate.text import Span


def _spans(args: tuple[Any, ...], found: Any) -> list[Span]:
    """Of a rule ``f(atoms, i, …)``: the atoms of each timex, from ``i`` to the stop that it gave, or atom ``i`` alone."""
    atoms, first = args[0], args[1]
    stop = first + 1
    timexes = [found] if isinstance(found, Timex) else found if isinstance(found, list) else []
    if timexes:
        return [(atoms[timex.first].start, atoms[timex.stop - 1].end) for timex in timexes]
    if isinstance(found, tuple) and found and isinstance(found[0], int):
        stop = max(found[0], stop)
    return [(atoms[first].start, atoms[stop - 1].end)]


forms: Final = Family(_spans)
"""Rules that read a date, a time, a duration or a set, or a part of one."""
vetoes: Final = Family(_spans)
"""Reasons why words that look like one are none."""
