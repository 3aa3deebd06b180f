"""Days of the Islamic calendar with their year: `1 Muharram 1446`; sightings may differ from the table by a day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from sitrex.annotate.dates.draft import Meaning, Piece
from sitrex.annotate.dates.families import forms
from sitrex.annotate.dates.lexer import Atom
from sitrex.normalise.calendar_days import islamic_day
from sitrex.vocab import read_table

_YEARS: Final = (1200, 1500)
_MOST_DAYS: Final = 30


@cache
def _months() -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """First word -> the names that begin with it, and their numbers."""
    table: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for row in read_table("dates/islamic_months.tsv", ("name", "number")):
        words = tuple(row["name"].split(" "))
        table.setdefault(words[0], []).append((words, int(row["number"])))
    return table


@forms.rule(
    "dates.calendar.islamic",
    reads=("They met on [[1 Muharram 1446]].", "They met on [[12 Rabi al-Awwal 1440 AH]]."),
    leaves=("They met 1 Ramadan guest.",),
    source="the tabular Islamic calendar",
)
def islamic(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """A day, a month and a year of the Islamic calendar."""
    if a[i].kind not in ("num", "ordinal") or len(a[i].text) > 4:
        return None
    at = i + 1 + (a[i + 1].low == "of")
    for words, month in _months().get(a[at].low, ()):
        stop = _end_of(a, at, words)
        if stop is None or a[stop].kind != "num" or not _YEARS[0] <= int(a[stop].text[:4]) <= _YEARS[1]:
            continue
        number = int(a[i].text.rstrip("dhnrst"))
        found = islamic_day(int(a[stop].text), month, number) if 1 <= number <= _MOST_DAYS else None
        if found:
            stop += 1 + (a[stop + 1].low in ("ah", "h"))
            return [Piece(i, stop, Meaning(value=found.isoformat(), mod="APPROX"))]
    return None


def _end_of(a: Sequence[Atom], i: int, words: Sequence[str]) -> int | None:
    """The atom after a name whose words blanks or hyphens join."""
    for word in words:
        i += a[i].kind == "dash"
        if a[i].low != word:
            return None
        i += 1
    return i
