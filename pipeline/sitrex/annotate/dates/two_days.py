"""Two days that share a night or its midnight: `the night of 15-16`, `midnight 4/5 September`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import ordinal_digits
from sitrex.annotate.dates.calendar_series import series
from sitrex.annotate.dates.clock_forms import MIDNIGHT
from sitrex.annotate.dates.day_beside import at_time
from sitrex.annotate.dates.days_alone import day_of_month
from sitrex.annotate.dates.draft import Meaning, Timex
from sitrex.annotate.dates.lexicon import Atom
from sitrex.annotate.dates.rules import forms

_LAST_DAY: Final = 31
_BOTH: Final = 2
_PAIR: Final = 3
"""Atoms of two days that share a night: `14`, `/`, `15`."""


@forms.rule(
    "dates.part.of-bare-days",
    reads=("They struck on the [[night of 15-16]].", "They struck on the [[night of 4/5]]."),
    leaves=("They spoke of 15-16 men that night.",),
    source="war diaries: two days that a night joins, their month said elsewhere",
)
def bare_days(a: Sequence[Atom], i: int) -> int | None:
    """The first of two days in digits, the second on the first's morrow."""
    first, second = _day_digits(a[i]), _day_digits(a[i + 2])
    joined = a[i + 1].kind == "dash" or a[i + 1].low == "/"
    return first if joined and first and second == first + 1 <= _LAST_DAY else None


def _day_digits(atom: Atom) -> int | None:
    """A day of a month as `5` or `5th`."""
    if atom.kind == "ordinal":
        return ordinal_digits(atom)
    return int(atom.text) if atom.kind == "num" and len(atom.text) <= len("31") else None


@forms.rule(
    "dates.part.shared-night",
    reads=(
        "The raid on [[night 24/25 Aug]] failed.",
        "[[Night 22/23rd]] was quiet.",
        "[[Nights 14/15]] and [[15/16 May 1941]] were quiet.",
        "The [[nights of 14/15]] and [[15/16 May 1941]] were quiet.",
    ),
    leaves=("By night 2/3 of them left.", "That night 24 men left."),
    source="war diaries: a night between the two days that it joins",
)
def shared_nights(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """A night, or several, with the days that share it right behind the word: `night 24/25 Aug`."""
    linked = a[i + 1].low == "of"
    nights = _nights(a, i + 1 + linked + (linked and a[i + 2].low == "the"))
    if not nights or a[nights[-1].stop].low == "of" or (len(nights) == 1 and linked):
        return None  # one night of two days is read with its mod and its bracket
    dates = series(a, nights[-1].first)
    if dates and len(dates) > 1 and dates[0].meaning.month:
        month = dates[0].meaning
        nights = [night._replace(meaning=_in_month_of(month, night.meaning)) for night in nights]
        nights[-1] = nights[-1]._replace(stop=dates[-1].stop)
    nights[0] = nights[0]._replace(first=i)
    return [night._replace(meaning=at_time(night.meaning, "TNI")) for night in nights]


def _nights(a: Sequence[Atom], i: int) -> list[Timex]:
    """The first days of the nights that stand at an atom, joined by `and` or commas: `14/15 and 15/16`."""
    nights: list[Timex] = []
    while first := bare_days(a, i):
        nights.append(Timex(i, i + _PAIR, day_of_month(first)))
        i += _PAIR
        if a[i].low not in ("and", ",", "&"):
            break
        i += 1
    return nights


def _in_month_of(month: Meaning, night: Meaning) -> Meaning:
    """A day of the month and year that another says."""
    return replace(month, value=f"{month.value[:-2]}{night.day:02d}", day=night.day)


@forms.rule(
    "dates.part.overnight-between",
    reads=("It was hit [[overnight June 3-4]].", "It was hit [[overnight on June 18 to 19]]."),
    leaves=("It was hit overnight on 3, 5 and 9 June.",),
    source="news style: a night by the two days that it joins",
)
def overnight_between(a: Sequence[Atom], i: int) -> Timex | None:
    """The night between two days behind the word: `overnight June 3-4`."""
    days = series(a, i + 1 + (a[i + 1].low in ("on", "from")))
    if not days or len(days) != _BOTH or not days[1].in_range or not (days[0].meaning.day and days[0].meaning.month):
        return None
    return Timex(i, days[1].stop, at_time(days[0].meaning, "TNI"))


@forms.rule(
    "dates.clock.midnight-between",
    reads=(
        "They came at [[midnight 4/5 September 1914]].",
        "They came at [[midnight on 4th/5th September]].",
        "On 3 May they came at [[midnight 4/5]].",
        "On 3 May they came at [[midnight on 4th/5th]].",
    ),
    leaves=("At midnight 4/5 of them left.", "They came at midnight on 4 and 5 May."),
    source="war diaries: the midnight that two days share begins the second",
)
def midnight_between(a: Sequence[Atom], i: int, midnight: Timex) -> Timex | None:
    """A midnight with the two days behind it that share it."""
    if midnight.meaning.clock != MIDNIGHT:
        return None
    at = i + (a[i].low in ("on", "of"))
    at += a[at].low == "the"
    second = at + 2
    if not (a[at + 1].low == "/" or (a[at + 1].kind == "dash" and a[at + 1].glued)):
        return None
    dates = series(a, at)
    if dates and len(dates) > 1 and dates[1].first == second and dates[1].meaning.day:
        return dates[1]._replace(first=midnight.first, meaning=_at_same_time(dates[1].meaning, midnight))
    day = bare_days(a, at) if a[second + 1].kind != "word" else None
    return Timex(midnight.first, second + 1, _at_same_time(day_of_month(day + 1), midnight)) if day else None


def _at_same_time(day: Meaning, time: Timex) -> Meaning:
    return at_time(day, time.meaning.clock, time.meaning.zone)
