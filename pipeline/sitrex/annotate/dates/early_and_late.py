"""Edges of dates: `early 1914`, `mid-October`, `the end of the year`, `late last month`, `mid-to-late March`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import unit
from sitrex.annotate.dates.bare_hours import with_hour
from sitrex.annotate.dates.calendar_fields import Fields
from sitrex.annotate.dates.calendar_items import day_month, meaning
from sitrex.annotate.dates.calendar_series import series
from sitrex.annotate.dates.day_beside import at_time
from sitrex.annotate.dates.day_parts import day_part
from sitrex.annotate.dates.day_times import part_of_day
from sitrex.annotate.dates.days_alone import day_alone
from sitrex.annotate.dates.draft import Base, Meaning, Rule, Timex
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.not_years import COUNTED, counts
from sitrex.annotate.dates.periods import century, decade
from sitrex.annotate.dates.relative_forms import pointed
from sitrex.annotate.dates.relative_meanings import same, shift
from sitrex.annotate.dates.rules import forms

_EARLY_OR_LATE: Final = cue_words("early_or_late")

_PARTS: Final = {
    **dict.fromkeys(("early", "earlier", "first", "opening"), "START"),
    **dict.fromkeys(("late", "later", "latter", "last", "closing"), "END"),
    "middle": "MID",
}
_HALVES: Final = {"first": "START", "second": "END", "latter": "END", "last": "END"}
_STRETCHES: Final = cue_words("stretches")
_DAYS: Final = 31
_NOUNS: Final = cue_words("edge_nouns")
_SHORT_YEAR_CUES: Final = cue_words("short_year_cues")


def _day_before_date(a: Sequence[Atom], i: int) -> Fields | None:
    """The day that a figure names before another with its month: `late 16 and early 17 August`."""
    at = i + 2 + ("edge" in a[i + 2].words)
    later = day_month(a, at) if a[i + 1].low in ("and", "or", "to") or a[i + 1].kind == "dash" else None
    return replace(later[1], day=int(a[i].text)) if later and 1 <= int(a[i].text) <= _DAYS else None


def edge(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """The date whose edge is named at atom ``i``."""
    named = _part_of(a, i)
    if named and not _half_of_year(a, i):
        return _edge_of(a, i, i + 3 + (a[i + 3].low == "the"), named)
    mod = a[i].words.get("edge")
    if mod is None:
        return None
    part = day_part(a, i)
    if part and part[0] > i + 1:
        return part_of_day(a, i)
    at = _inner(a, i, i + 1)
    return None if at is None else _edge_of(a, i, at, mod)


@forms.rule(
    "dates.edge.part",
    reads=(
        "It came in the [[later part of the decade]].",
        "It came in the [[early part of 1944]].",
        "It came in the [[early part of the morning]].",
        "It came in the [[early months of 1944]].",
        "It came in the [[late weeks of March]].",
        "It came in the [[second half of March]].",
        "It came in the [[first half of the 19th century]].",
    ),
    leaves=("It was the later part of him.", "He won in the second half of it."),
    source="TimeML 1.2.1, mod START MID END",
)
def _part_of(a: Sequence[Atom], i: int) -> str | None:
    if a[i + 2].low != "of":
        return None
    stretch = a[i + 1].low in _STRETCHES and "edge" in a[i].words  # `the first days of May` are composed
    if a[i + 1].low == "part" or stretch:
        return _PARTS.get(a[i].low)
    return _HALVES.get(a[i].low) if a[i + 1].low == "half" else None


def _half_of_year(a: Sequence[Atom], i: int) -> bool:
    """Whether a half is that of a year, which has a value of its own."""
    at = i + 3 + (a[i + 3].low == "the")
    near = pointed(a, at)
    stated = a[at].kind == "num" and len(a[at].text) == len("1944")
    return a[i + 1].low == "half" and (stated or a[at].low == "year" or bool(near and near.meaning.unit == "Y"))


def _inner(a: Sequence[Atom], i: int, at: int) -> int | None:
    """The atom at which the date begins that has the edge; None where a noun has no `of`."""
    if a[i].low in _NOUNS:
        hyphened = a[i].low == "end" and a[at].kind == "dash" and a[at].glued and a[at + 1].glued
        if a[at].low != "of" and not hyphened:
            return None
        at += 1 + (hyphened and a[at + 1].low == "of")  # `end-of 1962`
        year = at + (a[at].low == "the")
        stated = a[year + 1].kind == "num" and len(a[year + 1].text) == len("1944") and not counts(a, year + 1)
        if a[year].low == "year" and stated:
            return year + 1  # `end of the year 1941`
    elif a[at].kind == "dash" or (a[at].low in ("in", "of", "on") and a[i].low in _EARLY_OR_LATE):
        at += 1
    return at + (a[at].low == "the")


def _edge_of(a: Sequence[Atom], i: int, at: int, mod: str) -> list[Timex] | None:
    near = None if (found := series(a, at)) else pointed(a, at)
    inner = found or ([near] if near else None) or decade(a, at) or century(a, at) or day_alone(a, at)
    if not inner:
        return _of_day_part(a, i, at, mod) or _of_unit(a, i, at, mod) or _of_short_year(a, i, at, mod)
    return _of_part(a, i, inner[-1], mod) or _of_date(a, i, inner, mod)


@forms.rule(
    "dates.edge.of-part",
    reads=("They left [[late on Wednesday night]].", "They left [[early Thursday morning]]."),
    leaves=("They left late on Wednesday.",),
    source="English usage",
)
def _of_part(a: Sequence[Atom], i: int, day: Timex, mod: str) -> list[Timex] | None:
    """A part of a weekday or a day, of which the edge is meant."""
    part = day_part(a, day.stop) if day.meaning.weekday or day.meaning.day else None
    if not part or day.meaning.clock or part[2]:
        return None
    found = Timex(i, part[0], replace(at_time(day.meaning, f"T{part[1]}"), mod=mod))
    return [with_hour(a, found.stop, found) or found]


@forms.rule(
    "dates.edge.of-day-part",
    reads=("They left [[early on the morning of 11 May 1944]].", "They left [[late in the evening]]."),
    leaves=("They left on an early morning train.",),
    source="English usage",
)
def _of_day_part(a: Sequence[Atom], i: int, at: int, mod: str) -> list[Timex] | None:
    if a[i + 1].low == "part" and (part := day_part(a, at)):
        return [Timex(i, part[0], replace(shift(Base.STORY, 0, "D", clock=part[1]), mod=mod))]
    found = part_of_day(a, at) if a[i].low in _EARLY_OR_LATE and a[at - 1].low == "the" else None
    if not found or len(found) > 1 or found[0].meaning.clock[1:].isdecimal():
        return None
    return [found[0]._replace(first=i, meaning=replace(found[0].meaning, mod=mod))]


@forms.rule(
    "dates.edge.of-date",
    reads=(
        "They left in [[early 1914]].",
        "They left in [[mid-October]].",
        "They left at the [[end of last month]].",
        "They leave by [[end-2027]].",
        "They left by the [[end of the year 1941]].",
        "They left by the [[end-of 1962]].",
        "They left [[late on the 14th]].",
    ),
    leaves=("They left in 1914.", "They left late on the 14th hole."),
    source="TimeML 1.2.1, mod START MID END",
)
def _of_date(_: Sequence[Atom], i: int, inner: list[Timex], mod: str) -> list[Timex] | None:
    meaning = inner[0].meaning
    if meaning.label not in ("DATE", "TIME"):
        return None
    return [inner[0]._replace(first=i, meaning=replace(meaning, mod=mod)), *inner[1:]]


@forms.rule(
    "dates.edge.of-unit",
    reads=(
        "They left at the [[end of the year]].",
        "Since the [[beginning of the year]] 12 men left.",
        "They leave by [[end of month]].",
        "They leave by [[mid-month]].",
    ),
    leaves=("They left at the end of the road.",),
    source="TimeML 1.2.1, mod START MID END",
)
def _of_unit(a: Sequence[Atom], i: int, at: int, mod: str) -> list[Timex] | None:
    middle = mod == "MID" and a[at - 1].kind == "dash" and a[at].glued
    here = unit(a, at) if middle or a[at - 1].low in ("the", "of") else None
    if not here or here.stop != at + 1 or here.plural or here.code not in ("D", "W", "M", "Y", "CE", "WE"):
        return None
    if middle and here.code == "D":  # a time: `mid-day`
        return None
    if here.times > 1:
        meant = Meaning(rule=Rule.SAME, value="XXX", base=Base.EITHER, unit="DE", mod=mod)
        return [Timex(i, here.stop, meant)] if here.code == "Y" else None
    return [Timex(i, here.stop, same(here, mod, Base.EITHER))]


@forms.rule(
    "dates.edge.of-short-year",
    reads=(
        "They left in [[late 63]].",
        "They left in [[early 44]].",
        "They left by [[late 16]] and [[early 17 August]].",
    ),
    leaves=("They saw late 63 men.", "They arrived in late 44 tanks."),
    source="cables",
)
def _of_short_year(a: Sequence[Atom], i: int, at: int, mod: str) -> list[Timex] | None:
    short = a[at].kind == "num" and len(a[at].text) == 2 and not a[at].glued
    goes_on = a[at + 1].glued and a[at + 1].low not in (".", ",", ";", ":", ")")
    if short and (day := _day_before_date(a, at)):
        return [Timex(i, at + 1, meaning(day, mod=mod))]
    if not short or goes_on or a[i - 1].low not in _SHORT_YEAR_CUES or a[at + 1].low in COUNTED:
        return None
    return [Timex(i, at + 1, meaning(Fields(short_year=int(a[at].text)), mod=mod))]
