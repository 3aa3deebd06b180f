"""The grammar of dates: which form begins at an atom, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import ordinal_digits
from sitrex.annotate.dates.bare_hours import lonely_hour, with_hour
from sitrex.annotate.dates.calendar_series import series
from sitrex.annotate.dates.clock_forms import clock
from sitrex.annotate.dates.composed import composed
from sitrex.annotate.dates.day_beside import at_time
from sitrex.annotate.dates.day_parts import day_part
from sitrex.annotate.dates.day_times import time_of_day, with_range
from sitrex.annotate.dates.days_alone import day_alone, day_of_form, day_of_month, is_day
from sitrex.annotate.dates.draft import Base, Meaning, Rule, Timex
from sitrex.annotate.dates.durations import VAGUE_SEQUENCE, sequence
from sitrex.annotate.dates.early_and_late import edge
from sitrex.annotate.dates.holidays import holiday
from sitrex.annotate.dates.islamic import islamic, islamic_day_of, islamic_month_of_year
from sitrex.annotate.dates.known_figures import around_year, day_by_figures, iso_week, round_the_clock
from sitrex.annotate.dates.lexicon import AFTER_PHRASE, Atom, cue_words
from sitrex.annotate.dates.military_days import military
from sitrex.annotate.dates.modifiers import modifier, with_modifier
from sitrex.annotate.dates.modifiers_behind import with_modifier_behind
from sitrex.annotate.dates.offsets import counted
from sitrex.annotate.dates.periods import century, decade, fiscal_year, year_of_kind
from sitrex.annotate.dates.references import reference
from sitrex.annotate.dates.relative_forms import definite, pointed, spoken
from sitrex.annotate.dates.rules import forms
from sitrex.annotate.dates.set_forms import repeated

_EARLY_OR_LATE: Final = cue_words("early_or_late")
_RESTS: Final = cue_words("rests")
_BEHIND: Final = {"last": -1, "next": 1}

DateForm = Callable[[Sequence[Atom], int], list[Timex] | None]


def expression(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """The mentions that begin at atom ``i``; several where they share words or make a range. None where none begins."""
    found = _begun(a, i)
    return with_modifier_behind(a, found) if found else None


def _begun(a: Sequence[Atom], i: int) -> list[Timex] | None:
    found = with_modifier(a, i) or edge(a, i) or composed(a, i)
    if found:
        return found
    kind = a[i].kind
    if kind == "isoweek":
        return iso_week(a, i)
    if kind == "known":
        return day_by_figures(a, i) or round_the_clock(a, i)
    if kind in ("num", "ordinal") and (day := islamic(a, i) or islamic_day_of(a, i)):
        return day
    found = _of_word(a, i) if kind == "word" else _listed(military(a, i)) if kind in ("dtg", "ordinal") else None
    return found or time_of_day(a, i) or _length_or_date(a, i) or _first(_LAST, a, i)


def _first(tried: Sequence[DateForm], a: Sequence[Atom], i: int) -> list[Timex] | None:
    return next((found for form in tried if (found := form(a, i))), None)


def _listed(timex: Timex | None) -> list[Timex] | None:
    return [timex] if timex else None


def _of_word(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """What begins with a word and is neither a time, a length nor a calendar date."""
    if form := day_of_form(a, i):
        return [form]
    if named := military(a, i) or islamic_month_of_year(a, i):
        return [named]
    if named := holiday(a, i):
        return [_with_clock(a, named.stop, named) or named if named.meaning.label == "DATE" else named]
    near = spoken(a, i)
    if near:
        return with_range(a, near) or [_near_clock(a, near)]
    span = sequence(a, i)
    if span:
        return _with_period(a, span)
    again = repeated(a, i)
    near = None if again else pointed(a, i)
    if near:
        return with_range(a, near) or [_near_clock(a, near)]
    timex = (_repeated_clock(a, again.stop, again) or again) if again else definite(a, i) or reference(a, i)
    return [timex] if timex else _first(_HEADED, a, i)


@forms.rule(
    "dates.set.at-clock",
    reads=(
        "They meet [[each Monday at 4 p.m.]]",
        "They meet [[every Tuesday at 17:30]].",
        "They meet [[every evening at 7:13 p.m.]]",
        "They meet [[every day at noon]].",
    ),
    leaves=("They meet each Monday at sea.",),
    source="TimeML, SET",
)
def _repeated_clock(a: Sequence[Atom], i: int, again: Timex) -> Timex | None:
    """A weekday, a day or a part of it that comes back, with its time."""
    value = "XXXX-XX-XX" if again.meaning.value == "P1D" else again.meaning.value.partition("T")[0]
    led = a[i].low == "at" and again.meaning.quant
    time = clock(a, i + (a[i].low == "at")) if value.startswith("XXXX-WXX-") or (led and value[:4] == "XXXX") else None
    if not time:
        return None
    hour = time.meaning.clock
    return again._replace(stop=time.stop, meaning=replace(again.meaning, value=value + hour, zone=time.meaning.zone))


def _near_clock(a: Sequence[Atom], near: Timex) -> Timex:
    """A day or a part of a day pointed at, with the time that stands beside it."""
    meaning = near.meaning
    if meaning.weekday and meaning.unit == "step" and not meaning.clock:
        return _explained_weekday(a, near.stop, near) or _with_clock(a, near.stop, near) or near
    if meaning.unit != "D" and not meaning.weekday:
        return near
    if meaning.clock:
        about = modifier(a, near.stop)
        rough = with_hour(a, about[0], near, led=True) if about else None
        if rough and about:
            return rough._replace(meaning=replace(rough.meaning, mod=about[1]))
        return with_hour(a, near.stop, near) or near
    return _with_clock(a, near.stop, near) or near


def _length_or_date(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """A length of time or a calendar date, the longer of the two; `5 May` beats no `5`."""
    if year := year_of_kind(a, i):
        return year
    lengths = counted(a, i)
    dates = None if lengths and lengths[-1].stop > i + 2 else series(a, i)
    if dates and not (lengths and lengths[-1].stop >= dates[0].stop):
        return _dated(a, dates)
    return lengths


def _repeated(a: Sequence[Atom], i: int) -> list[Timex] | None:
    return _listed(repeated(a, i)) if a[i].kind == "num" else None


@forms.rule(
    "dates.calendar.remainder",
    reads=("They rested for the [[remainder of 1864]].", "They rested for the [[rest of May]]."),
    leaves=("They ate the rest of it.",),
    source="TimeML 1.2.1, mod END",
)
def _remainder(a: Sequence[Atom], i: int) -> list[Timex] | None:
    if a[i].low not in _RESTS or a[i + 1].low != "of":
        return None
    dates = series(a, i + 2)
    if not dates or len(dates) > 1:
        return None
    return [dates[0]._replace(first=i, meaning=replace(dates[0].meaning, mod="END"))]


@forms.rule(
    "dates.calendar.month-of",
    reads=("They left in the [[month of May]].",),
    leaves=("They left in the month of rain.",),
    source="English usage",
)
def _month_of(a: Sequence[Atom], i: int) -> list[Timex] | None:
    if a[i].low != "month" or a[i + 1].low != "of" or "month" not in a[i + 2].words:
        return None
    found = series(a, i + 2)
    return [found[0]._replace(first=i), *found[1:]] if found else None


@forms.rule(
    "dates.calendar.the-year",
    reads=("They left in the [[year 1950]].", "They left in the [[year of 1950]]."),
    leaves=("They left that year.",),
    source="English usage",
)
def _the_year(a: Sequence[Atom], i: int) -> list[Timex] | None:
    if a[i].low != "year" or a[i - 1].low != "the":
        return None
    found = series(a, i + 1 + (a[i + 1].low == "of"))
    return [found[0]._replace(first=i), *found[1:]] if found and len(found[0].meaning.value) == 4 else None


@forms.rule(
    "dates.day.before-clock",
    reads=(
        "[[24th 2 pm]] left camp.",
        "They came.\n[[30th]]. [[5 am]] left camp.",
    ),
    leaves=("24th 2 men left.", "The 24th 2 pm train left."),
    source="war diaries",
)
def _day_before_clock(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """A day that heads a line, with its time."""
    if not is_day(a, i) or a[i - 1].kind not in ("break", "end"):
        return None
    day = Timex(i, i + 1, day_of_month(ordinal_digits(a[i])))
    if a[i + 1].low == ".":
        return [day] if clock(a, i + 2) else None
    return _listed(_with_clock(a, i + 1, day))


_HEADED: Final = (_remainder, fiscal_year, _month_of, _the_year, around_year)
_LAST: Final = (_repeated, day_alone, _day_before_clock, decade, century)


def _with_period(a: Sequence[Atom], span: Timex) -> list[Timex]:
    """`the first ten months of 1915`, `the last week of August`: the period belongs to the length."""
    if a[span.stop].low != "of" or a[span.first].low in VAGUE_SEQUENCE:
        return [span]
    found = _part_of_year(a, span.first, span) or _period(a, span.first, span)
    return [found or span]


@forms.rule(
    "dates.sequence.of-period",
    reads=(
        "They lost it in the [[first ten months of 1915]].",
        "They lost it in the [[first two months of this year]].",
    ),
    leaves=("They lost it in the first ten months.",),
    source="TimeML: the period belongs to the length",
)
def _period(a: Sequence[Atom], i: int, span: Timex) -> Timex | None:
    at = span.stop + 1
    at += a[at].low == "the"
    inner = series(a, at) or _listed(pointed(a, at))
    if not inner or len(inner) > 1 or a[i].low == "past":
        return None
    return span._replace(stop=inner[0].stop, meaning=replace(span.meaning, within=inner[0].meaning))


@forms.rule(
    "dates.sequence.part-of-year",
    reads=("Sales fell in the [[first three months of the year]].",),
    leaves=("Sales fell in the first three months.",),
    source="business news: a quarter or a half",
)
def _part_of_year(a: Sequence[Atom], i: int, span: Timex) -> Timex | None:
    part, at = _YEAR_PARTS.get((a[i].low, span.meaning.value)), span.stop + 1
    if part is None:
        return None
    if a[at].low == "the" and a[at + 1].low == "year":
        year, stop = Meaning(rule=Rule.SAME, value="XXXX", base=Base.EITHER, unit="Y"), at + 2
    elif (found := pointed(a, at)) and found.meaning.unit == "Y":
        year, stop = found.meaning, found.stop
    else:
        return None
    return Timex(i, stop, Meaning(rule=Rule.PARTIAL, value=f"XXXX-{part}", part=part, within=year))


_YEAR_PARTS: Final = {
    ("first", "P3M"): "Q1",
    ("opening", "P3M"): "Q1",
    ("last", "P3M"): "Q4",
    ("final", "P3M"): "Q4",
    ("first", "P6M"): "H1",
    ("last", "P6M"): "H2",
    ("final", "P6M"): "H2",
}


def _dated(a: Sequence[Atom], dates: list[Timex]) -> list[Timex]:
    """Calendar dates, the last with the year, the part of the day or the clock time beside it."""
    *before, last = dates
    hours = with_range(a, last) if last.meaning.day or last.meaning.weekday else None
    if hours:
        return [*before, *hours]
    longer = _of_that_year(a, last.stop, last)
    if longer is None and (last.meaning.day or last.meaning.weekday) and last.meaning.label == "DATE":
        part = _with_part(a, last.stop, last)
        if part:
            return [*before, *(with_range(a, part) or [with_hour(a, part.stop, part) or part])]
        longer = _with_clock(a, last.stop, last)
    return [*before, longer or last]


@forms.rule(
    "dates.calendar.of-that-year",
    reads=(
        "They left in [[October of that year]].",
        "They left in [[June last year]].",
        "They left on [[December 22, last year]].",
    ),
    leaves=("They left in October.", "On 3 May, last year's men left."),
    source="English usage",
)
def _of_that_year(a: Sequence[Atom], i: int, last: Timex) -> Timex | None:
    meaning = last.meaning
    if stepped := _stepped_behind(a, i, last):
        return stepped
    if not meaning.value.startswith("XXXX-") or not (meaning.month or meaning.part):
        return None
    of = a[i].low == "of"
    at = i + (of or (a[i].low == "," and meaning.day is not None))
    year = pointed(a, at + (of and a[at].low == "the"))
    if not year or year.meaning.unit != "Y" or not (of or a[at + 1].low == "year") or a[year.stop].kind == "possessive":
        return None
    return last._replace(stop=year.stop, meaning=replace(meaning, within=year.meaning))


@forms.rule(
    "dates.calendar.pointed-behind",
    reads=(
        "They left on [[14 April last]].",
        "They left in [[April last]] and came back.",
        "It sits on [[Monday next]].",
    ),
    leaves=("They left on 14 April last of all.", "On Monday next door fell.", "On Monday last orders came."),
    source="letters, despatches, parliaments",
)
def _stepped_behind(a: Sequence[Atom], i: int, last: Timex) -> Timex | None:
    """A day, a month or a weekday with `last` or `next` behind it, where the phrase ends there or goes on with a word of grammar."""
    meaning, after = last.meaning, a[i + 1]
    step = _BEHIND.get(a[i].low)
    ends = after.kind in ("punct", "break", "end") or after.low in AFTER_PHRASE
    if step is None or not ends or not meaning.value.startswith("XXXX-") or not (meaning.month or meaning.weekday):
        return None
    return last._replace(stop=i + 1, meaning=replace(meaning, amount=step, unit="step", base=Base.SPEECH))


@forms.rule(
    "dates.calendar.explained-weekday",
    reads=("They left [[last Wednesday, 7 December]].",),
    leaves=("They left last Wednesday, 7 of them.",),
    source="news style",
)
def _explained_weekday(a: Sequence[Atom], i: int, near: Timex) -> Timex | None:
    """A weekday pointed at with its date beside it, which says the same day."""
    found = series(a, i + 1) if a[i].low == "," else None
    if not found or len(found) > 1 or not (found[0].meaning.month and found[0].meaning.day):
        return None
    return Timex(near.first, found[0].stop, replace(found[0].meaning, weekday=near.meaning.weekday))


@forms.rule(
    "dates.calendar.with-part",
    reads=("They left on [[Tuesday night]].",),
    leaves=("They left on Tuesday.",),
    source="English usage",
)
def _with_part(a: Sequence[Atom], i: int, last: Timex) -> Timex | None:
    part = day_part(a, i)
    if not part or (a[i].low in _EARLY_OR_LATE and part[0] == i + 1):
        return None
    return last._replace(stop=part[0], meaning=replace(at_time(last.meaning, f"T{part[1]}"), mod=part[2]))


@forms.rule(
    "dates.calendar.with-clock",
    reads=(
        "They left on [[May 8 1:00 AM]].",
        "They left on [[Tuesday 15:30 GMT]].",
        "They left on [[May 8 at about 4 p.m.]]",
        "They left [[today shortly after 0200 hours]].",
        "They left on [[Christmas Eve at 6 p.m.]]",
    ),
    leaves=("They left on Tuesday.",),
    source="English usage",
)
def _with_clock(a: Sequence[Atom], i: int, last: Timex) -> Timex | None:
    at = i + (a[i].low == ",")
    at += a[at].low in ("at", "@")
    mod = modifier(a, at)
    at = mod[0] if mod else at
    time = clock(a, at) if a[at].kind != "dash" else None
    if time is None and a[at - 1].low == "at" and mod is None:
        time = lonely_hour(a, at)
    if time is None:
        return None
    meant = replace(
        at_time(last.meaning, time.meaning.clock, time.meaning.zone), mod=mod[1] if mod else last.meaning.mod
    )
    return last._replace(stop=time.stop, meaning=meant)
