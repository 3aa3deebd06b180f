"""Days of the Islamic calendar: `1 Muharram 1446`, `22nd of Ramadan`; sightings may differ from the table by a day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from sitrex.annotate.dates.amounts import ordinal_digits
from sitrex.annotate.dates.draft import Meaning, Rule, Timex
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.not_years import counts
from sitrex.annotate.dates.rules import forms
from sitrex.normalise.calendar_days import islamic_day
from sitrex.vocab import read_table

_ISLAMIC_ERAS: Final = cue_words("islamic_eras")

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
    source="the Umm al-Qura calendar",
)
def islamic(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """A day, a month and a year of the Islamic calendar."""
    if a[i].kind not in ("num", "ordinal") or len(a[i].text) > 4:
        return None
    at = i + 1 + (a[i + 1].low == "of")
    for words, month in _months().get(a[at].low, ()):
        stop = _end_of(a, at, words)
        if stop is None or a[stop].kind != "num" or not _YEARS[0] <= int(a[stop].text[:4]) <= _YEARS[1]:
            continue
        number = ordinal_digits(a[i])
        found = islamic_day(int(a[stop].text), month, number) if 1 <= number <= _MOST_DAYS else None
        if found:
            stop += 1 + (a[stop + 1].low in _ISLAMIC_ERAS)
            return [Timex(i, stop, Meaning(value=found.isoformat(), mod="APPROX"))]
    return None


@forms.rule(
    "dates.calendar.islamic-day",
    reads=("They met on the [[22nd of Ramadan]].", "They met on the [[10th of Muharram]]."),
    leaves=("They met 1 Ramadan guest.",),
    source="the Umm al-Qura calendar",
)
def islamic_day_of(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """A day of a month of the Islamic calendar, in the year of the story or of the publication."""
    month = islamic_month(a, i + 2) if a[i].kind == "ordinal" and a[i + 1].low == "of" else None
    day = ordinal_digits(a[i]) if month else 0
    if month is None or not 1 <= day <= _MOST_DAYS:
        return None
    return [Timex(i, month[0], _yearless(month[1], day))]


@forms.rule(
    "dates.calendar.islamic-month",
    reads=("They fasted in [[Ramadan 1445]].", "They met in [[Muharram 1446 AH]]."),
    leaves=("They fasted in Ramadan 14450.", "At Safar 1200 people met."),
    source="the Umm al-Qura calendar; the month of ours in which it begins",
)
def islamic_month_of_year(a: Sequence[Atom], i: int) -> Timex | None:
    """A month of the Islamic calendar with its year."""
    month = islamic_month(a, i)
    if (
        month is None
        or a[month[0]].kind != "num"
        or counts(a, month[0])
        or not _YEARS[0] <= int(a[month[0]].text[:5]) <= _YEARS[1]
    ):
        return None
    begins = islamic_day(int(a[month[0]].text), month[1], 1)
    stop = month[0] + 1 + (a[month[0] + 1].low in _ISLAMIC_ERAS)
    return Timex(i, stop, Meaning(value=begins.isoformat()[:7], mod="APPROX")) if begins else None


def islamic_month(a: Sequence[Atom], i: int) -> tuple[int, int] | None:
    """(stop, number) of the name of an Islamic month at atom ``i``."""
    if not a[i].text[:1].isupper():
        return None
    found = ((_end_of(a, i, words), month) for words, month in _months().get(a[i].low, ()))
    return next(((stop, month) for stop, month in found if stop is not None), None)


def islamic_heads() -> frozenset[str]:
    """The first words of the names of Islamic months."""
    return frozenset(_months())


def first_of_month(month: int) -> Meaning:
    """The first day of an Islamic month."""
    return _yearless(month, 1)


def _yearless(month: int, day: int) -> Meaning:
    return Meaning(rule=Rule.PARTIAL, value="XXXX-XX-XX", holiday=f"islamic {month:02d}-{day:02d}")


def _end_of(a: Sequence[Atom], i: int, words: Sequence[str]) -> int | None:
    """The atom after a name whose words blanks or hyphens join."""
    for word in words:
        i += a[i].kind == "dash"
        if a[i].low != word:
            return None
        i += 1
    return i
