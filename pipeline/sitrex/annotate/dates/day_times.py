"""Times with their day: `2230 GMT on Tuesday`, `the night of 5–6 June`, `between 4 and 6 p.m. on Monday`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import integer
from sitrex.annotate.dates.bare_hours import SPOKEN_PARTS, bare_time, half_open, hour_in_part, with_hour
from sitrex.annotate.dates.calendar_series import series
from sitrex.annotate.dates.clock_forms import HALF_DAY, clock, earlier_hour
from sitrex.annotate.dates.day_beside import at_time, before_its_day, beside, next_day, one_day
from sitrex.annotate.dates.day_parts import DayPart, day_part, of_event
from sitrex.annotate.dates.days_alone import day_of_month
from sitrex.annotate.dates.draft import Base, Meaning, Rule, Timex
from sitrex.annotate.dates.known_figures import iso_time
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.relative_forms import pointed, spoken
from sitrex.annotate.dates.relative_meanings import shift
from sitrex.annotate.dates.rules import forms, vetoes
from sitrex.annotate.dates.two_days import bare_days, midnight_between, overnight_between, shared_nights
from sitrex.annotate.rules import any_of

_DAY_BEHIND_PART: Final = cue_words("day_behind_part")
_STARTING_HOURS: Final = cue_words("starting_hours")

_PART_CUES: Final = cue_words("part_cues")
_BEFORE_AGE: Final = cue_words("before_age")
_SCENERY: Final = cue_words("scenery")
_NIGHTS: Final = cue_words("nights")
_NEXT_DAY: Final = "24"
"""The hour of a clock that is the next day's first."""


def time_of_day(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """A clock time or a part of the day, with the day that stands beside it."""
    if a[i].kind == "iso" and ":" in a[i].text:
        return iso_time(a, i)
    pair = _hours_of_part(a, i) if a[i - 1].low in ("between", "from") else None
    if pair:
        return pair
    found = clock(a, i) or _hour_before_part(a, i)
    if not found:
        return part_of_day(a, i)
    second = _clock_range(a, i, found)
    if second:
        return second
    if between := midnight_between(a, found.stop, found):
        return [between]
    if found.meaning.tentative:  # the day is one whether this is a time or not
        return [found]
    day, part = beside(a, found.stop), _part_beside(a, found.stop)
    if day and (part is None or part.stop <= day.stop):
        return [Timex(i, day.stop, at_time(day.meaning, found.meaning.clock, found.meaning.zone))]
    if part:
        return [Timex(i, part.stop, hour_in_part(part.meaning, found.meaning))]
    return [found]


def _part_beside(a: Sequence[Atom], i: int) -> Timex | None:
    """The part of a day that follows a time: `that afternoon`, `yesterday morning`, `on the morning of the 5th`."""
    if a[i].low in ("on", "in", "of") and a[i + 1].low == "the":
        found = part_of_day(a, i + 2)
        return found[0] if found and len(found) == 1 and found[0].meaning.clock[1:] in SPOKEN_PARTS else None
    i += (a[i].low == "on" and "weekday" in a[i + 1].words) or (a[i].low == "the" and a[i + 1].low in _PART_POINTERS)
    near = spoken(a, i) or (pointed(a, i) if a[i].low in _PART_POINTERS else None) or _part_of_weekday(a, i)
    return near if near and near.meaning.clock[1:] in SPOKEN_PARTS else None


def _part_of_weekday(a: Sequence[Atom], i: int) -> Timex | None:
    """`Friday evening`."""
    name = a[i].words.get("weekday")
    part = day_part(a, i + 1) if name else None
    if name is None or part is None:
        return None
    stop, code, _ = part
    meant = Meaning(
        label="TIME", rule=Rule.PARTIAL, value=f"XXXX-WXX-{name}T{code}", weekday=int(name), clock=f"T{code}"
    )
    return Timex(i, stop, meant)


@forms.rule(
    "dates.clock.bare-hour-before-part",
    reads=("They struck at [[six on Friday evening]].",),
    leaves=("They struck at six.",),
    source="English usage",
)
def _hour_before_part(a: Sequence[Atom], i: int) -> Timex | None:
    """A bare hour that a part of the day follows: `at six on Friday evening`, `by 3 yesterday afternoon`."""
    if a[i - 1].low not in _AT or (a[i].kind == "num" and len(a[i].text) > 2):
        return None
    hour = integer(a, i)
    if not hour or not 1 <= hour[1] <= 12 or not _part_beside(a, hour[0]):
        return None
    return Timex(i, hour[0], half_open(hour[1]))


@forms.rule(
    "dates.clock.hours-of-part",
    reads=("They struck between [[7]] and [[9 last night]].", "They struck from [[3]] to [[8:30 yesterday]]."),
    leaves=("They sent between 7 and 9 men last night.",),
    source="English usage",
)
def _hours_of_part(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """Two hours of a day or of a part of it that is said behind them."""
    first = bare_time(a, i)
    if not first or not (a[first.stop].low in ("and", "to", "until") or a[first.stop].kind == "dash"):
        return None
    second = bare_time(a, first.stop + 1)
    part = (_part_beside(a, second.stop) or beside(a, second.stop)) if second else None
    if not second or not part:
        return None
    whole = part.meaning.clock[1:] in SPOKEN_PARTS
    hours = [
        hour_in_part(part.meaning, one.meaning) if whole else at_time(part.meaning, one.meaning.clock)
        for one in (first, second)
    ]
    return [Timex(i, first.stop, hours[0]), Timex(second.first, part.stop, hours[1], in_range=True)]


@forms.rule(
    "dates.clock.range-of-day",
    reads=(
        "They meet [[tonight from 7]] to [[7:30]].",
        "They met [[yesterday between 3]] and [[8 p.m.]] again.",
        "They met [[Tuesday from 2:00]] to [[2:30 pm]].",
    ),
    leaves=("They came yesterday from 3 to 8 posts.",),
    source="English usage",
)
def _range_of_day(a: Sequence[Atom], i: int, day: Timex) -> list[Timex] | None:
    first = _time(a, i + 1)
    if not first or not (a[first.stop].low in ("and", "to", "until") or a[first.stop].kind == "dash"):
        return None
    second = _time(a, first.stop + 1)
    bare = second is not None and a[second.first].kind != "clock" and second.meaning.unit == HALF_DAY
    if not second or (bare and a[second.stop].kind == "word") or a[second.first].text[:2] == _NEXT_DAY:
        return None
    if not second.meaning.unit and first.meaning.unit == HALF_DAY and not day.meaning.clock:
        first = first._replace(meaning=_before(first.meaning, second.meaning))
    meant = [_of_day_or_part(day.meaning, one.meaning) for one in (first, second)]
    return [day._replace(stop=first.stop, meaning=meant[0]), Timex(second.first, second.stop, meant[1], in_range=True)]


def _before(first: Meaning, second: Meaning) -> Meaning:
    """The first of two times in the half of the day that the second says."""
    (hour, minute), end = ((int(one.clock[1:3]), int(one.clock[4:6])) for one in (first, second))
    return replace(first, clock=f"T{earlier_hour(hour, minute, end):02d}:{minute:02d}")


def with_range(a: Sequence[Atom], day: Timex) -> list[Timex] | None:
    """A day or a part of it with two hours of it behind: `tonight from 7 to 7:30`."""
    led = a[day.stop].low in ("from", "between") and _is_day(day.meaning)
    return _range_of_day(a, day.stop, day) if led else None


def _is_day(meaning: Meaning) -> bool:
    timed = meaning.clock and meaning.clock[1:] not in SPOKEN_PARTS
    return not timed and bool(meaning.unit == "D" or meaning.weekday or meaning.day)


def _of_day_or_part(day: Meaning, time: Meaning) -> Meaning:
    return hour_in_part(day, time) if day.clock else at_time(day, time.clock, time.zone)


def _time(a: Sequence[Atom], i: int) -> Timex | None:
    """A time in a part of the day, which says its half of the day for it."""
    return (bare_time(a, i) if a[i].kind == "clock" else None) or clock(a, i) or bare_time(a, i)


_AT: Final = cue_words("at")
_PART_POINTERS: Final = cue_words("part_pointers")


def _clock_range(a: Sequence[Atom], _: int, found: Timex) -> list[Timex] | None:
    link = a[found.stop]
    if link.kind != "dash" and link.low not in ("to", "until", "and"):
        return None
    if link.low == "and" and a[found.first - 1].low != "between":
        return None
    second = clock(a, found.stop + 1)
    if not second:
        return None
    part = _part_beside(a, second.stop)
    if part:
        meant = [hour_in_part(part.meaning, timex.meaning) for timex in (found, second)]
        return [found._replace(meaning=meant[0]), Timex(second.first, part.stop, meant[1], in_range=True)]
    day = beside(a, second.stop)
    if not day:
        return [found, second._replace(in_range=True)]
    hours = [at_time(day.meaning, timex.meaning.clock, timex.meaning.zone) for timex in (found, second)]
    return [found._replace(meaning=hours[0]), Timex(second.first, day.stop, hours[1], in_range=True)]


def part_of_day(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """A part of the day with the day that it belongs to, or alone after a preposition (`at dawn`)."""
    if a[i].low in _NIGHTS and (nights := shared_nights(a, i)):
        return nights
    part = day_part(a, i)
    if not part:
        return None
    if night := overnight_between(a, i) if a[i].low == "overnight" else of_event(a, i, part):
        return [night]
    if day := next_day(a, part[0]):
        return [Timex(i, day.stop, replace(at_time(day.meaning, f"T{part[1]}"), mod=part[2]))]
    dated = a[part[0]].low in _DAY_BEHIND_PART
    found = (_of_near_day(a, i, part) or _of_day(a, i, part) or _of_two_days(a, i, part)) if dated else None
    if found := found or _from_to(a, i, part) or before_its_day(a, i, part):
        return found
    return _overnight(a, i, part) if a[i].low == "overnight" else _part_alone(a, i, part)


@forms.rule(
    "dates.part.of-near-day",
    reads=(
        "They struck on the [[morning of that day]].",
        "They struck on the [[night of last Tuesday]].",
        "They struck in the [[early hours of this morning]].",
        "They struck in the [[early hours of Friday morning]].",
    ),
    leaves=("They struck on the morning of battle.",),
    source="English usage",
)
def _of_near_day(a: Sequence[Atom], i: int, part: DayPart) -> list[Timex] | None:
    stop, code, mod = part
    if a[stop].low != "of":
        return None
    at = stop + 1 + (a[stop + 1].low == "the")
    whole = _part_beside(a, at) if a[stop - 1].low == "hours" else None
    if whole:
        return [Timex(i, whole.stop, replace(whole.meaning, mod=mod))]
    near = spoken(a, at) or pointed(a, at)
    if not near or near.meaning.label != "DATE":
        return None
    return [Timex(i, near.stop, replace(at_time(near.meaning, f"T{code}"), mod=mod))]


@forms.rule(
    "dates.part.of-day",
    reads=(
        "They struck at [[dawn on 5 May]].",
        "They struck on the [[morning of the 5th]].",
        "They struck on the [[night of the 4th to the 5th]].",
    ),
    leaves=("They struck at dawn.",),
    source="English usage",
)
def _of_day(a: Sequence[Atom], i: int, part: DayPart) -> list[Timex] | None:
    stop, code, mod = part
    at = stop + 1 + (a[stop + 1].low == "the")
    on = a[stop].low == "on"
    day = one_day(a, at) if on or a[at].kind == "ordinal" else None
    if not day or (not on and series(a, at)):
        return None
    end = day.stop if on else _second_night(a, day.stop)
    return [Timex(i, end, replace(at_time(day.meaning, f"T{code}"), mod=mod))]


def _second_night(a: Sequence[Atom], i: int) -> int:
    """The atom after the second of two days that a night joins: `the 4th/5th`, `the 24th to the 25th`."""
    at = i + 1 if a[i].low in ("/", "to", "and") or a[i].kind == "dash" else i
    at += at > i and a[at].low == "the"
    return at + 1 if at > i and a[at].kind == "ordinal" else i


@forms.rule(
    "dates.part.of-dates",
    reads=(
        "They struck on the [[night of 5 May]].",
        "They struck on the [[night of 5–6 June]].",
        "They struck in the [[night from May 1 to 2]].",
    ),
    leaves=("They struck on the night of battle.",),
    source="English usage",
)
def _of_two_days(a: Sequence[Atom], i: int, part: DayPart) -> list[Timex] | None:
    stop, code, mod = part
    linked = a[stop].low in ("of", "between") or (a[stop].low == "from" and code == "NI")
    at = stop + 1 + (a[stop + 1].low == "the")
    dates = series(a, at) if linked else None
    if linked and not dates and (bare := bare_days(a, at)):
        return [Timex(i, at + 3, replace(at_time(day_of_month(bare), f"T{code}"), mod=mod))]
    if not dates or dates[0].meaning.label != "DATE" or not (dates[0].meaning.day or dates[0].meaning.weekday):
        return None
    last = dates[1] if len(dates) > 1 and dates[1].in_range and not dates[0].meaning.weekday else dates[0]
    evening = _evening_before(a, last.stop) if code == "NI" else None
    first = _in_year_of(evening, dates[0].meaning) if evening else dates[0].meaning
    return [Timex(i, last.stop, replace(at_time(first, f"T{code}"), mod=mod))]


@forms.rule(
    "dates.part.evening-before",
    reads=("In the [[night of 12 June]] (from 20:00 on 11 June) they struck.",),
    leaves=("In the night of 12 June (from the east) they struck.",),
    source="daily reports of air forces: the night is told by the day that it ends on",
)
def _evening_before(a: Sequence[Atom], i: int) -> Meaning | None:
    """The day on which a night began, where a bracket behind it says so."""
    hour = clock(a, i + 2) if a[i].low == "(" and a[i + 1].low in _STARTING_HOURS else None
    day = beside(a, hour.stop) if hour else None
    return day.meaning if day and day.meaning.day and day.meaning.month else None


def _in_year_of(day: Meaning, night: Meaning) -> Meaning:
    """A day without a year in that of the night that begins on it; the first of January's in the year before."""
    year = night.value[:4]
    if not day.value.startswith("XXXX") or not year.isdecimal() or not (day.month and night.month):
        return day
    return replace(day, rule=night.rule, value=f"{int(year) - (day.month > night.month):04d}{day.value[4:]}")


@vetoes.veto(
    "dates.part.compound",
    reads=("They used by [[dusk]]-time rules.",),
    leaves=("They moved by [[dusk]].",),
    source="compounds",
)
def _in_compound(a: Sequence[Atom], _: int, part: DayPart) -> bool:
    return a[part[0]].kind == "dash"


@vetoes.veto(
    "dates.part.scenery",
    reads=("They learnt from [[night]] fighters.",),
    leaves=("They slept from [[night]] on.",),
    source="nouns that a part of the day describes",
)
def _scenery(a: Sequence[Atom], i: int, part: DayPart) -> bool:
    return "part" in a[i].words and a[part[0]].low in _SCENERY


@vetoes.veto(
    "dates.part.figure-of-speech",
    reads=("It was the [[dawn]] of an era.", "They saw the [[dawn]] of a new age."),
    leaves=("They left at [[dawn]].",),
    source="the beginning of what no day begins",
)
def _of_an_age(a: Sequence[Atom], _: int, part: DayPart) -> bool:
    return a[part[0]].low == "of" and a[part[0] + 1].low in _BEFORE_AGE


_NO_PART: Final = any_of(_in_compound, _scenery, _of_an_age)


@forms.rule(
    "dates.part.overnight",
    reads=("The town fell [[overnight]].",),
    leaves=("The town fell at night.",),
    source="news style",
)
def _overnight(a: Sequence[Atom], i: int, part: DayPart) -> list[Timex] | None:
    if _in_compound(a, i, part) or _scenery(a, i, part):
        return None
    return [Timex(i, part[0], shift(Base.EITHER, -1, "D", clock="NI"))]


@forms.rule(
    "dates.part.alone",
    reads=("They struck at [[dawn]].", "They left [[one morning]].", "They left in the [[evening]]."),
    leaves=("The dawn was cold.",),
    source="a preposition before a part of the day",
)
def _part_alone(a: Sequence[Atom], i: int, part: DayPart) -> list[Timex] | None:
    stop, code, mod = part
    before = a[i - 1].low
    cued = before in _PART_CUES or (before == "the" and a[i - 2].low in _PART_CUES)
    cued = cued or (a[stop].low == "of" and before == "the" and a[i].low != "daylight")
    if not cued or _NO_PART(a, i, part):
        return None
    meant = shift(Base.STORY, 0, "D", clock=code)
    if before in ("at", "by") and code in ("NI", "DT"):
        return None  # `by night`: a manner, not a time
    if before == "one":
        return [Timex(i - 1, stop, meant)]
    found = Timex(i, stop, replace(meant, mod=mod))
    return [with_hour(a, stop, found) or found]


@forms.rule(
    "dates.part.from-to",
    reads=("They dug from [[dawn]] to [[dusk]].", "They dug [[morning]] till [[night]]."),
    leaves=("They dug at dawn.",),
    source="the daily round, of no day in particular",
)
def _from_to(a: Sequence[Atom], i: int, part: DayPart) -> list[Timex] | None:
    """`from dawn to dusk`, `morning till night`: the daily round, of no day in particular."""
    stop, code, _ = part
    if a[stop].low not in ("to", "till", "until") or a[i].low not in _ROUND:
        return None
    second = day_part(a, stop + 1)
    if not second or a[stop + 1].low not in _ROUND or a[second[0]].low in ("of", "on"):
        return None
    meanings = [Meaning(label="TIME", value=f"XXXX-XX-XXT{c}") for c in (code, second[1])]
    return [Timex(i, stop, meanings[0]), Timex(stop + 1, second[0], meanings[1], in_range=True)]


_ROUND: Final = cue_words("daily_round")
