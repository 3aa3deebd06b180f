"""Dates put together from others: the Nth of a period, the week of a day, a part of a period, a distance from a date.

Each form only says what is put together; ``normalise/periods.py`` has the operators.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import integer, ordinal, unit
from sitrex.annotate.dates.calendar_series import series
from sitrex.annotate.dates.day_beside import at_time
from sitrex.annotate.dates.day_parts import day_part
from sitrex.annotate.dates.draft import Base, Meaning, Rule, Timex
from sitrex.annotate.dates.holidays import holiday
from sitrex.annotate.dates.islamic import first_of_month, islamic_month
from sitrex.annotate.dates.lengths import length
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.pointed_targets import same_of_last_year
from sitrex.annotate.dates.relative_forms import pointed, spoken
from sitrex.annotate.dates.relative_meanings import shift
from sitrex.annotate.dates.rules import forms, vetoes
from sitrex.annotate.dates.years import bare_year

_LASTING: Final = cue_words("lasting_for")
_STRETCHES_OF: Final = cue_words("stretches_of")
_WEEKS: Final = cue_words("weeks")

_LAST: Final = {"last": -1, "final": -1, "closing": -1, "opening": 1}
_WEEK_LINKS: Final = cue_words("week_links")
_ENDED: Final = cue_words("ended")
_WEEK_LEADS: Final = cue_words("prepositions") | {"of"}
"""Before a week that `ended` says which it is; elsewhere that is its verb: `The week ended Friday with gains`."""
_RANGE_WORDS: Final = cue_words("range_words")
_SMALL: Final = frozenset({"D", "W"})
_MOST_WEEKS: Final = 53


def composed(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """A date put together from others at atom ``i``."""
    words = a[i].words
    pointed = words.keys() & {"deictic", "anaphor"} and a[i + 1].low == "week"
    if pointed and (found := _one(a, i, (_week_then_weekday,))):
        return found
    if a[i].low == "same":
        return _one(a, i, (same_of_last_year,))
    if "weekday" in words:
        return _weekdays_of_week(a, i) or _one(a, i, (_weekday_of_week, _after_next))
    if a[i].low in _WEEKS:
        return _one(a, i, (_week_of_day, _numbered_week, _after_next))
    if a[i].kind == "ordinal" or "ordinal_word" in words or a[i].low in _LAST:
        return _one(a, i, (_nth_weekday, _nth_week, _nth_day, _edge_days, _day_of_month))
    if a[i].low in _NEXT_DAY or a[i].low == "eve":
        return _one(a, i, (_after_next, _next_to_date, _eve_of))
    return _one(a, i, (_from_date,)) if a[i].kind == "num" or "number_word" in words or a[i].low in _ARTICLES else None


_ARTICLES: Final = cue_words("indefinite")
_NEXT_DAY: Final = {"day": "D", "month": "M", "year": "Y"}


def _one(
    a: Sequence[Atom], i: int, tried: Sequence[Callable[[Sequence[Atom], int], Timex | None]]
) -> list[Timex] | None:
    found = next((timex for form in tried if (timex := form(a, i))), None)
    return [found] if found else None


def _within(kind: str, period: Meaning, *, weekday: int | None = None, amount: int = 0) -> Meaning:
    """A meaning that an operator takes out of a period."""
    week = "XXXX-WXX-WE" if kind == "weekend" else "XXXX-WXX"
    value = week if "week" in kind and kind != "weekday" else "XXXX-XX-XX"
    return Meaning(rule=Rule.PARTIAL, value=value, part=kind, within=period, weekday=weekday, amount=amount)


def _period(a: Sequence[Atom], i: int) -> Timex | None:
    """A month, a quarter, a season or a year at atom ``i``: by name, pointed at or in digits."""
    at = i + (a[i].low == "the")
    found = series(a, at)
    if found and len(found) == 1 and not (found[0].meaning.day or found[0].meaning.weekday):
        return found[0]
    near = pointed(a, at)
    if near and (near.meaning.unit in ("M", "Y") or near.meaning.month) and not near.meaning.day:
        return near
    year = bare_year(a, at)
    return Timex(at, year[0], Meaning(value=year[1])) if year else None


@forms.rule(
    "dates.composed.weekday-of-week",
    reads=(
        "They met on [[Tuesday of last week]].",
        "They meet on [[Monday next week]].",
        "They met on [[Monday evening last week]].",
        "They met on [[Friday of the week before last]].",
    ),
    leaves=("They met on Tuesday of course.",),
    source="SCATE: intersection of a week and a weekday",
)
def _weekday_of_week(a: Sequence[Atom], i: int) -> Timex | None:
    part = day_part(a, i + 1)
    at = part[0] if part else i + 1
    at += a[at].low in ("of", "in", ",")
    at += a[at].low == "the"
    week = _after_next(a, at) if a[at].low == "week" else pointed(a, at)
    if not week or week.meaning.unit != "W" or not a[i].words.get("weekday"):
        return None
    day = _within("weekday", week.meaning, weekday=int(a[i].words["weekday"]))
    return Timex(i, week.stop, replace(at_time(day, f"T{part[1]}"), mod=part[2]) if part else day)


@forms.rule(
    "dates.composed.weekdays-of-week",
    reads=("They meet on [[Monday]] or [[Tuesday of next week]].", "They met [[Monday]] to [[Friday of last week]]."),
    leaves=("They met on Monday or Tuesday of course.",),
    source="two weekdays that share their week",
)
def _weekdays_of_week(a: Sequence[Atom], i: int) -> list[Timex] | None:
    link = a[i + 1]
    ranged = link.kind == "dash" or link.low in _RANGE_WORDS
    last = _weekday_of_week(a, i + 2) if ranged or link.low in ("and", "or") else None
    if not last:
        return None
    first = Timex(i, i + 1, replace(last.meaning, weekday=int(a[i].words["weekday"])))
    return [first, last._replace(in_range=ranged)]


@forms.rule(
    "dates.composed.week-then-weekday",
    reads=("They meet [[next week on Tuesday]].", "They met [[last week Monday]]."),
    leaves=("They met last week on the road.",),
    source="SCATE: intersection of a week and a weekday",
)
def _week_then_weekday(a: Sequence[Atom], i: int) -> Timex | None:
    week = pointed(a, i)
    if not week or week.meaning.unit != "W":
        return None
    at = week.stop + (a[week.stop].low == "on")
    number = a[at].words.get("weekday") or a[at].words.get("weekday_short")
    return Timex(i, at + 1, _within("weekday", week.meaning, weekday=int(number))) if number else None


@forms.rule(
    "dates.composed.after-next",
    reads=(
        "They meet on [[Saturday after next]].",
        "They meet on [[Saturday week]].",
        "They meet the [[week after next]].",
        "They met the [[week before last]].",
        "They met the [[month before last]].",
        "They met the [[weekend before last]].",
    ),
    leaves=("They meet on Saturday after lunch.",),
    source="English usage",
)
def _after_next(a: Sequence[Atom], i: int) -> Timex | None:
    steps = {("after", "next"): 2, ("before", "last"): -2}.get((a[i + 1].low, a[i + 2].low))
    stop = i + 3
    if a[i + 1].low == "week" and a[i].low != "week" and a[i + 2].kind in ("punct", "break", "end"):
        steps, stop = 2, i + 2  # `Tuesday week`
    if steps is None:
        return None
    if here := unit(a, i):
        return Timex(i, i + 3, shift(Base.SPEECH, steps, here.code, times=here.times))
    if "weekday" not in a[i].words:
        return None
    day, one = int(a[i].words["weekday"]), steps // 2
    near = Meaning(rule=Rule.PARTIAL, value=f"XXXX-WXX-{day}", weekday=day, base=Base.SPEECH, amount=one, unit="step")
    return Timex(i, stop, Meaning(rule=Rule.SHIFT, value="XXXX-XX-XX", unit="D", amount=7 * one, within=near))


@forms.rule(
    "dates.composed.nth-weekday",
    reads=(
        "They met on the [[first Friday of May 2016]].",
        "They meet on the [[last Monday in May]].",
        "They met on the [[first Friday of Ramadan]].",
    ),
    leaves=("They met on the first Friday.",),
    source="Duckling: nth day of week of time",
)
def _nth_weekday(a: Sequence[Atom], i: int) -> Timex | None:
    nth = _count(a, i)
    day = a[nth[0]].words.get("weekday") if nth else None
    if not nth or not day or a[nth[0] + 1].low not in ("of", "in"):
        return None
    month = islamic_month(a, nth[0] + 2)
    if month and 0 < nth[1] <= len("four"):
        return Timex(i, month[0], _within("nth on", first_of_month(month[1]), weekday=int(day), amount=nth[1]))
    period = _period(a, nth[0] + 2)
    if not period or nth[1] > 5:
        return None
    return Timex(i, period.stop, _within("nth", period.meaning, weekday=int(day), amount=nth[1]))


def _count(a: Sequence[Atom], i: int) -> tuple[int, int] | None:
    if a[i].low in _LAST:
        return i + 1, _LAST[a[i].low]
    return ordinal(a, i)


@forms.rule(
    "dates.composed.nth-week",
    reads=(
        "They met in the [[second week of June]].",
        "They met in the [[last week of May 2016]].",
        "They met on the [[first weekend of June]].",
    ),
    leaves=("They met in the second week of talks.",),
    source="guidelines 1.1: the ISO week of the Nth Thursday; the weekend of the Nth Saturday",
)
def _nth_week(a: Sequence[Atom], i: int) -> Timex | None:
    nth = _count(a, i)
    if not nth or a[nth[0]].low not in _WEEKS - {"fortnight"} or a[nth[0] + 1].low not in ("of", "in"):
        return None
    period = _period(a, nth[0] + 2)
    return Timex(i, period.stop, _within(a[nth[0]].low, period.meaning, amount=nth[1])) if period else None


@forms.rule(
    "dates.composed.nth-day",
    reads=("They met on the [[last day of January 1947]].", "They met on the [[first day of last month]]."),
    leaves=("They met on the last day of talks.",),
    source="SCATE: the Nth of a period",
)
def _nth_day(a: Sequence[Atom], i: int) -> Timex | None:
    nth = _count(a, i)
    if not nth or a[i].kind == "ordinal" or a[nth[0]].low != "day" or a[nth[0] + 1].low != "of":
        return None
    period = _period(a, nth[0] + 2)
    if not period or not (period.meaning.month or period.meaning.unit == "M"):
        return None
    return Timex(i, period.stop, _within("nth day", period.meaning, amount=nth[1]))


@forms.rule(
    "dates.composed.edge-days",
    reads=(
        "They met in the [[last fortnight of January 1917]].",
        "They met in the [[first days of June]].",
        "They met in the [[first 3 days of June]].",
    ),
    leaves=("They met in the first days of talks.",),
    source="guidelines 1.1: the period with mod START or END",
)
def _edge_days(a: Sequence[Atom], i: int) -> Timex | None:
    nth = _count(a, i)
    if not nth or nth[1] not in (1, -1) or a[i].kind == "ordinal":
        return None
    number = integer(a, nth[0])
    at = number[0] if number else nth[0]
    if a[at].low not in _STRETCHES_OF or a[at + 1].low != "of":
        return None
    period = _period(a, at + 2)
    if not period or not (period.meaning.month or period.meaning.unit == "M"):
        return None
    return Timex(i, period.stop, replace(period.meaning, mod="START" if nth[1] == 1 else "END"))


@forms.rule(
    "dates.composed.day-of-month",
    reads=("They met about [[12th of next month]].", "They meet on the [[15th day of next month]]."),
    leaves=("They met on the 12th of men.",),
    source="English usage",
)
def _day_of_month(a: Sequence[Atom], i: int) -> Timex | None:
    nth = ordinal(a, i) if a[i].kind == "ordinal" else None
    if not nth or (a[i - 1].low == "the" and a[nth[0]].low != "day"):
        return None
    at = nth[0] + (a[nth[0]].low == "day")
    month = pointed(a, at + 1) if a[at].low == "of" and 1 <= nth[1] <= 31 else None
    if not month or month.meaning.unit != "M":
        return None
    day = Meaning(rule=Rule.PARTIAL, value=f"XXXX-XX-{nth[1]:02d}", day=nth[1], within=month.meaning)
    return Timex(i, month.stop, day)


@forms.rule(
    "dates.composed.week-of-day",
    reads=(
        "They met in the [[week of 3 March]].",
        "They met in the [[week ending 16 June]].",
        "They met in the [[week starting Monday]].",
        "They met in the [[week of 3-9 June]].",
    ),
    leaves=("They met in the week of talks.", "The week ended Friday."),
    source="SCATE: the week around a day",
)
def _week_of_day(a: Sequence[Atom], i: int) -> Timex | None:
    led = a[i - 1 - (a[i - 1].low == "the")].low
    if a[i + 1].low not in _WEEK_LINKS or (a[i + 1].low in _ENDED and led not in _WEEK_LEADS):
        return None
    at = i + 2 + (a[i + 2].low in ("on", "the"))
    found = series(a, at)
    first = found[0].meaning if found else None
    if not found or first is None or len(found) > 1 + found[-1].in_range:
        return None
    named = first.day or (first.weekday and a[i + 1].low != "of")
    return Timex(i, found[-1].stop, _within("week of", first)) if named else None


@forms.rule(
    "dates.composed.numbered-week",
    reads=("They met in [[week 44]].", "They met in [[week 44 of 2023]]."),
    leaves=("They held week 100 there.", "In the week 6-12 September 2025 they left."),
    source="ISO 8601",
)
def _numbered_week(a: Sequence[Atom], i: int) -> Timex | None:
    number = integer(a, i + 1) if a[i].low == "week" and a[i + 1].kind == "num" else None
    if not number or not 1 <= number[1] <= _MOST_WEEKS or _dated_week(a, number[0]) or _stage(a, i, number[0]):
        return None
    period = _period(a, number[0] + 1) if a[number[0]].low in ("of", ",") else None
    year = period.meaning if period else Meaning(rule=Rule.SAME, value="XXXX", base=Base.EITHER, unit="Y")
    return Timex(i, period.stop if period else number[0], _within("numbered week", year, amount=number[1]))


def _dated_week(a: Sequence[Atom], stop: int) -> bool:
    """`week | 6-12 September`: the days of the week and no number of it."""
    found = series(a, stop + 1) if a[stop].kind == "dash" else None
    return found is not None and found[0].meaning.day is not None


@vetoes.veto(
    "dates.composed.stage",
    reads=("They met in [[week 4]] of training.",),
    leaves=("They met in [[week 44]].",),
    source="weeks of courses, wars and seasons",
)
def _stage(a: Sequence[Atom], _: int, stop: int) -> bool:
    return a[stop].low == "of" and not _period(a, stop + 1)


@forms.rule(
    "dates.composed.from-date",
    reads=("They left [[three days after 12 January 2023]].", "They left [[two weeks before Christmas]]."),
    leaves=("They left three days after the attack.",),
    source="guidelines 1.1: an offset from a written date",
)
def _from_date(a: Sequence[Atom], i: int) -> Timex | None:
    here = length(a, i)
    if not here or here[1] is None or a[here[0]].low not in ("after", "before", "from") or _lasts(a, i):
        return None
    start = here[0] + 1
    base = _base(a, start, spoken_too=a[here[0]].low != "from")
    if not base or base.meaning.label != "DATE":
        return None
    number, code, times = here[1], here[2], here[3]
    if code in ("TH", "TM", "TS", "NI", "WE", "Q"):
        return None
    amount = number * times * (7 if code == "W" else 1) * (-1 if a[here[0]].low == "before" else 1)
    moved = shift(Base.STORY, amount, "D" if code in _SMALL else code)
    return Timex(i, base.stop, replace(moved, within=base.meaning))


@vetoes.veto(
    "dates.composed.lasts",
    reads=("They rest for [[30 days from 18 March 2025]].",),
    leaves=("They left [[30 days after 18 March 2025]].",),
    source="English usage: what lasts so long from a day on is a length",
)
def _lasts(a: Sequence[Atom], i: int) -> bool:
    return a[i - 1].low in _LASTING


@forms.rule(
    "dates.composed.next-to-date",
    reads=("They left the [[day after 4 May 2020]].", "They left the [[day before Christmas]]."),
    leaves=("They left the day after the attack.", "They left the month before they died."),
    source="guidelines 1.1: an offset from a written date",
)
def _next_to_date(a: Sequence[Atom], i: int) -> Timex | None:
    """The day, month or year next to a written one."""
    side = {"after": 1, "before": -1}.get(a[i + 1].low) if a[i].low in _NEXT_DAY else None
    base = _base(a, i + 2, spoken_too=False) if side and a[i - 1].low == "the" else None
    if not side or not base or base.meaning.label != "DATE":
        return None
    return Timex(i, base.stop, replace(shift(Base.STORY, side, _NEXT_DAY[a[i].low]), within=base.meaning))


@forms.rule(
    "dates.composed.eve-of",
    reads=("They left on the [[eve of Easter]].", "They left on the [[eve of 4 July 1863]]."),
    leaves=("They left on the eve of war.",),
    source="English usage",
)
def _eve_of(a: Sequence[Atom], i: int) -> Timex | None:
    base = _base(a, i + 2, spoken_too=False) if a[i].low == "eve" and a[i + 1].low == "of" else None
    if not base or not (base.meaning.day or base.meaning.holiday) or base.meaning.label != "DATE":
        return None
    return Timex(i, base.stop, replace(shift(Base.STORY, -1, "D"), within=base.meaning))


def _base(a: Sequence[Atom], i: int, *, spoken_too: bool) -> Timex | None:
    """The date that a distance counts from: written, a holiday, `yesterday`."""
    found = series(a, i + (a[i].low == "the"))
    if found:
        return found[0] if len(found) == 1 else None
    return holiday(a, i) or (spoken(a, i) if spoken_too else None)
