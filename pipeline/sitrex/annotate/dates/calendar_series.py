"""Series and ranges of calendar dates, which share what only one of them says: `5–7 November`, `March and April 1943`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.calendar_fields import Fields
from sitrex.annotate.dates.calendar_items import day_month, day_number, item, meaning, tail_of
from sitrex.annotate.dates.draft import Timex
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.not_years import COUNTED, in_archive_number
from sitrex.annotate.dates.rules import forms, vetoes
from sitrex.annotate.dates.years import bare_year, year_number
from sitrex.normalise.calendar_numeric import iso_value, numeric_date

_RANGE_WORDS: Final = cue_words("range_words")
_DAY_LEADS: Final = cue_words("day_leads")
_MOST_DAYS: Final = 31
_MONTHS: Final = 12
_PAIRED: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2\d+")
_MOST: Final = 6
"""Members that a series may have."""
_REACH: Final = 4 * _MOST
"""Atoms of a series: a day, what joins it, an article, a month."""
_OPENING: Final = frozenset({"(", "[", '"', "“", "‘", "'", "/"})
_SHORT_YEAR_CUES: Final = cue_words("short_year_cues")

Member = tuple[int, Fields]
"""A member of a series: its stop and what it says."""


def series(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """A date, or a series or range of dates that share what only one of them says."""
    found = _lead(a, i)
    if not found:
        return None
    members, joined = _members(a, i, found)
    while members and _lonely(members[-1][2]) and not any(m[2].month for m in members):
        members.pop()
    if not members:
        return None
    shared = _share([m[2] for m in members])
    return [
        Timex(first, stop, meaning(fields), in_range)
        for (first, stop, _), fields, in_range in zip(members, shared, joined, strict=False)
    ]


def _members(a: Sequence[Atom], i: int, lead: Member) -> tuple[list[tuple[int, int, Fields]], list[bool]]:
    """The members of a series from its first, and which of them a range joins to the one before."""
    members, joined = [(i, *lead)], [False]
    opened = a[i - 1].low in ("from", "between") or (a[i - 2].low in ("from", "between") and a[i - 1].low == "the")
    while len(members) < _MOST:
        link = _link(a, members[-1][1], between=a[i - 1].low == "between")
        if not link:
            break
        after, ranged = link
        following = _follower(a, after, members[-1][2], glued=a[after].glued)
        if not following:
            break
        members.append((after, *following))
        joined.append(ranged or (opened and len(members) == 2))
    return members, joined


def _lonely(fields: Fields) -> bool:
    """Whether a member says a day and neither month nor weekday."""
    return bool(fields.day) and not fields.month and not fields.weekday


def _lead(a: Sequence[Atom], i: int, left: int = _MOST) -> Member | None:
    """The first member of a series; a day alone leads where one of the ``left`` members behind it says the month."""
    atom = a[i]
    if atom.kind == "iso":
        return _iso(a, i)
    if atom.kind == "numeric":
        return _numeric(a, i)
    return item(a, i) or _leading_day(a, i, left) or _short_year(a, i) or _year(a, i) or _ancient(a, i)


@forms.rule(
    "dates.calendar.iso",
    reads=("They left on [[2022-02-24]].",),
    leaves=("They left on 24.02.2022.",),
    source="ISO 8601",
)
def _iso(a: Sequence[Atom], i: int) -> Member | None:
    value = iso_value(a[i].text)
    return None if value is None or "T" in value else (i + 1, Fields(*_split_value(value)))


@vetoes.veto(
    "dates.calendar.glued-numeric",
    reads=("The PZL[[24.02.2022]] file.",),
    leaves=("It began (on [[24.02.2022]]).",),
    source="codes and designations",
)
def _glued_numeric(a: Sequence[Atom], i: int) -> bool:
    ranged = a[i - 1].kind == "dash" and a[i - 2].kind == "numeric"
    return a[i].glued and not ranged and a[i - 1].kind != "punct"


@forms.rule(
    "dates.calendar.numeric",
    reads=("They left on [[24.02.2022]].", "They left on [[24/02/2022]]."),
    leaves=("They left on 2022-02-24.",),
    source="national styles",
)
def _numeric(a: Sequence[Atom], i: int) -> Member | None:
    second = _second_of_pair(a, i)
    refused = not second and (_glued_numeric(a, i) or in_archive_number(a, i))
    parts = None if refused else numeric_date(a[i].text)
    if parts is None:
        return None
    year, month, day = _split_value(parts)
    if second:
        short = None if a[i].text[-4:].isdecimal() else int(a[i].text[-2:])
        return i + 1, Fields(year if short is None else None, month, day, short_year=short, order="dm")
    if a[i].text[-3].isdecimal() or a[i].text[:4].isdecimal():
        return i + 1, Fields(year, month, day, numeric=a[i].text)
    return i + 1, Fields(None, month, day, short_year=int(a[i].text[-2:]), numeric=a[i].text)


@forms.rule(
    "dates.series.numeric-pair",
    reads=("They raided it on 26/[[27.3.18]].", "They met on 9-[[10/06/2025]]."),
    leaves=("See WO 95/27.3.18 there.", "They lost 26-27/3 games."),
    source="war diaries",
    nothing=False,
)
def _second_of_pair(a: Sequence[Atom], i: int) -> bool:
    """Whether a date in figures hangs on the day before it by another sign than its own: `26/27.3.18`."""
    first, sign = a[i - 2], a[i - 1]
    if a[i].kind != "numeric" or not (a[i].glued and sign.glued) or first.kind != "num" or first.glued:
        return False
    parts = _PAIRED.fullmatch(a[i].text)
    if parts is None or sign.text == parts[2] or not (sign.kind == "dash" or sign.low == "/"):
        return False
    return 0 < int(first.text) < int(parts[1]) <= _MOST_DAYS and int(parts[3]) <= _MONTHS


@forms.rule(
    "dates.series.leading-day",
    reads=("They fought on [[5]]–[[7 November]].", "They fought on [[5]], [[6]] and [[7 May]]."),
    leaves=("They fought 5 wars.",),
    source="a day alone before a day with its month",
)
def _leading_day(a: Sequence[Atom], i: int, left: int) -> Member | None:
    day = day_number(a, i, words=False)
    if not day or (a[i].glued and a[i - 1].low not in _OPENING):
        return None
    link = _link(a, day[0], between=a[i - 1].low == "between")
    if not link or _uncued_day(a, i, day[0], link[0]):
        return None
    if _second_of_pair(a, link[0]):
        return day[0], Fields(day=day[1])
    ahead = day_month(a, link[0])
    goes_on = left and (left < _MOST or _dated(a, link[0])) and day_number(a, link[0], words=False)
    if ahead is None and goes_on:
        ahead = _lead(a, link[0], left - 1)
    return (day[0], Fields(day=day[1])) if ahead and (ahead[1].month or ahead[1].day) else None


def _dated(a: Sequence[Atom], i: int) -> bool:
    """Whether a month or a date in figures stands in reach of a series: a long list of figures is not read from each of them."""
    return any("month" in atom.words or atom.kind in ("numeric", "iso") for atom in a[i : i + _REACH])


@vetoes.veto(
    "dates.series.uncued-day",
    reads=("He lost [[5]] and 7 May was quiet.",),
    leaves=("They met on [[5]] and [[7 May]].",),
    source="an amount before a date",
)
def _uncued_day(a: Sequence[Atom], i: int, stop: int, after: int) -> bool:
    ranged = a[stop].low in _RANGE_WORDS
    in_words = (a[after - 1].kind == "word" or a[stop].low == ",") and not ranged
    return in_words and a[i - 1].low not in _DAY_LEADS


@forms.rule(
    "dates.year.short",
    reads=("They left in [[’44]] again.",),
    leaves=("The ’44 team.",),
    source="English usage",
)
def _short_year(a: Sequence[Atom], i: int) -> Member | None:
    cued = a[i].kind == "short" and a[i - 1].low in _SHORT_YEAR_CUES
    return (i + 1, Fields(short_year=int(a[i].text[1:]))) if cued else None


def _year(a: Sequence[Atom], i: int) -> Member | None:
    if a[i].kind not in ("num", "era") and "era" not in a[i].words:
        return None
    year = bare_year(a, i)
    return (year[0], Fields(year=year[1])) if year else None


@forms.rule(
    "dates.series.ancient",
    reads=("The war of [[264]]–[[241 BC]] ended.", "It fell between [[264]] and [[241 BC]]."),
    leaves=("They had 264 ships in 241 BC.",),
    source="years before Christ, which count down",
)
def _ancient(a: Sequence[Atom], i: int) -> Member | None:
    if a[i].kind != "num" or len(a[i].text) > 3:
        return None
    link = _link(a, i + 1, between=True)
    ahead = year_number(a, link[0]) if link else None
    if ahead and ahead[1].startswith("BC") and int(a[i].text) >= int(ahead[1][2:]):
        return i + 1, Fields(year=f"BC{int(a[i].text):04d}")
    return None


def _split_value(value: str) -> tuple[str, int, int]:
    year, month, day = value.split("-")
    return year, int(month), int(day)


def _link(a: Sequence[Atom], i: int, *, between: bool) -> tuple[int, bool] | None:
    """(next atom, is it a range) of a connector at ``i``."""
    atom = a[i]
    if atom.kind == "dash" or (atom.low == "/" and atom.glued):
        return i + 1, True
    if atom.low in _RANGE_WORDS:
        return i + 1 + (a[i + 1].low in ("the", "about", "around")), True
    if atom.low in ("and", "or", "&"):
        return i + 1 + (a[i + 1].low == "the"), between
    if atom.low == ",":
        return i + 1 + (a[i + 1].low == "and"), False
    return None


def _follower(a: Sequence[Atom], i: int, before: Fields, *, glued: bool) -> Member | None:
    """The next member of a series, after the one ``before`` it."""
    if before.year and not before.month and not before.part:
        if _is_cut_year(a, i) and glued:
            return _year_cut(a, i, before.year)
        return _next_year(a, i)
    if a[i].kind in ("iso", "numeric"):
        return _lead(a, i)
    found = item(a, i)
    if found:
        return found
    day = day_number(a, i, words=False)
    if not day:
        return None
    if before.order == "md" and not before.year:
        return _day_after_month(a, i, before, day)
    if before.day and not before.month:
        return day[0], Fields(day=day[1])
    return _day_between(a, i, before, day)


def _is_cut_year(a: Sequence[Atom], i: int) -> bool:
    led = a[i - 1].kind in ("dash", "punct") and a[i - 1].low != ","
    alone = len(a[i].text) == 1 and a[i - 1].kind == "dash" and not (a[i + 1].glued and a[i + 2].glued)
    return a[i].kind == "num" and (len(a[i].text) == 2 or alone) and led


@forms.rule(
    "dates.series.year-cut",
    reads=("The war of [[1941]]–[[45]] ended.", "In [[1943]]-[[4]] they rested."),
    leaves=("The war of 1941–30 ended.",),
    source="Chicago Manual of Style 9.64",
)
def _year_cut(a: Sequence[Atom], i: int, before: str) -> Member | None:
    kept = len(before) - len(a[i].text)
    follows = before.isdecimal() and a[i].text > before[kept:]
    return (i + 1, Fields(year=before[:kept] + a[i].text)) if follows else None


@forms.rule(
    "dates.series.next-year",
    reads=("They planned in [[1412]]–[[2150]] there.",),
    leaves=("They fought from 1812 to Moscow.",),
    source="English usage",
)
def _next_year(a: Sequence[Atom], i: int) -> Member | None:
    year = bare_year(a, i)
    if year is None and a[i - 1].kind == "dash" and (certain := year_number(a, i)) and certain[1]:
        year = certain[0], certain[1]
    return (year[0], Fields(year=year[1])) if year else None


@forms.rule(
    "dates.series.day-after-month",
    reads=("They fought on [[May 5]] and [[6]].", "They fought on [[May 5]]–[[7, 1944]]."),
    leaves=("They fought on May 5 with 6 men.",),
    source="American style",
)
def _day_after_month(a: Sequence[Atom], i: int, before: Fields, day: tuple[int, int]) -> Member | None:
    if _amount_after_comma(a, i, day[0]):
        return None
    stop, year = tail_of(a, day[0])
    return None if _counts(a, stop) else (stop, replace(year, month=before.month, day=day[1], order="md"))


@vetoes.veto(
    "dates.series.amount-after-comma",
    reads=("On May 5, [[6]] wards burned.",),
    leaves=("On May 5, [[6]] and [[7]] it rained.",),
    source="an amount at the head of a clause",
)
def _amount_after_comma(a: Sequence[Atom], i: int, stop: int) -> bool:
    goes_on = a[stop].low in (",", "and", "or") or a[stop].kind == "dash"
    return a[i - 1].low == "," and a[i].kind == "num" and not goes_on


@vetoes.veto(
    "dates.series.counts-something",
    reads=("They attacked on May 5 and [[6]] men fell.",),
    leaves=("They attacked on May 5 and [[6]].",),
    source="quantities",
)
def _counts(a: Sequence[Atom], i: int) -> bool:
    return a[i].low in COUNTED or "units" in a[i].words


@forms.rule(
    "dates.series.day-between",
    reads=("They fought on [[5 May]] or [[6]] and [[7 June]].",),
    leaves=("They fought on 5 May and 6 fell.",),
    source="a day between two dates with their months",
)
def _day_between(a: Sequence[Atom], _: int, before: Fields, day: tuple[int, int]) -> Member | None:
    if not before.day or before.order != "dm" or before.year:
        return None
    link = _link(a, day[0], between=False)
    return (day[0], Fields(day=day[1])) if link and day_month(a, link[0]) else None


def _share(members: list[Fields]) -> list[Fields]:
    """Members with the month and year that a later one states; a later month belongs to the year before."""
    shared = list(members)
    for k in range(len(shared) - 2, -1, -1):
        this, ahead = shared[k], shared[k + 1]
        if this.day and not this.month and ahead.month:
            this = replace(this, month=ahead.month, order=ahead.order)
        untold = not this.year and this.short_year is None
        if untold and (ahead.year or ahead.short_year is not None) and (this.month or this.part):
            this = _with_year_of(this, ahead)
        shared[k] = this
    return shared


def _with_year_of(this: Fields, ahead: Fields) -> Fields:
    """A member with the year of the next, or with the one before where its month is the later."""
    year = ahead.year
    if year and year.isdecimal() and this.month and ahead.month and this.month > ahead.month:
        year = f"{int(year) - 1:04d}"
    return this if "X" in (year or "") else replace(this, year=year, short_year=ahead.short_year)
