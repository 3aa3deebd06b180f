"""One date of the calendar as it is written: weekday, day, month, part of the year, year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import ordinal
from sitrex.annotate.dates.calendar_fields import Fields
from sitrex.annotate.dates.draft import Meaning, Rule
from sitrex.annotate.dates.joined_dates import joined
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.months import is_month, misread, separate
from sitrex.annotate.dates.rules import forms, vetoes
from sitrex.annotate.dates.seasons import quarter, season
from sitrex.annotate.dates.weekdays_in_short import weekday_in_short
from sitrex.annotate.dates.years import tail_year, two_digit_year, year_number

_FORMATIONS: Final = cue_words("formations")
_PHRASE_ENDS: Final = cue_words("phrase_ends")
_DAY_CUES: Final = cue_words("day_cues")
_UNIT_WORDS: Final = 5
_DAY_NAMES: Final = cue_words("named_weekdays")
_MONEY: Final = frozenset("$£€")
_MONTH_LENGTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def meaning(fields: Fields, *, mod: str | None = None) -> Meaning:
    """The value of what is written, ``X`` for what is not."""
    year = fields.year or "XXXX"
    if fields.part:
        value = f"{year}-{fields.part}"
    elif fields.month:
        value = f"{year}-{fields.month:02d}" + (f"-{fields.day:02d}" if fields.day else "")
    elif fields.day:
        value = f"XXXX-XX-{fields.day:02d}"
    elif fields.weekday and not fields.year:
        value = f"XXXX-WXX-{fields.weekday}"
    else:
        value = year
    return Meaning(
        rule=Rule.PARTIAL if "X" in value else Rule.FIXED,
        value=value,
        mod=mod,
        month=fields.month,
        day=fields.day,
        weekday=fields.weekday,
        part=fields.part,
        short_year=fields.short_year,
        numeric=fields.numeric,
    )


def day_number(a: Sequence[Atom], i: int, *, words: bool = True) -> tuple[int, int] | None:
    """(stop, day) of a day of the month in digits, as an ordinal or in ordinal words."""
    atom = a[i]
    if atom.kind == "num" and len(atom.text) <= 2:
        number = int(atom.text)
        return (i + 1, number) if 1 <= number <= 31 else None
    if not words and atom.kind != "ordinal":
        return None
    found = ordinal(a, i)
    return found if found and 1 <= found[1] <= 31 else None


def tail_of(a: Sequence[Atom], i: int, *, dated: bool = True) -> tuple[int, Fields]:
    """The year after a month, as fields; ``dated`` where its day stands there too."""
    stop, year, short = tail_year(a, i, dated=dated)
    return stop, Fields(year=year or None, short_year=short)


def item(a: Sequence[Atom], i: int) -> tuple[int, Fields] | None:
    """One date: with a weekday, a month, a season, a quarter; not a day alone."""
    name = a[i].words.get("weekday") or weekday_in_short(a, i)
    if name:
        return _with_weekday(a, i, int(name))
    parts = joined(a, i)
    if parts:
        return parts
    return day_month(a, i) or _month_first(a, i) or _part_of_year(a, i)


def _part_of_year(a: Sequence[Atom], i: int) -> tuple[int, Fields] | None:
    found = season(a, i) or quarter(a, i)
    if not found:
        return None
    stop, part, year, short = found
    return stop, Fields(year=year, part=part, short_year=short)


@vetoes.veto(
    "dates.weekday.named",
    reads=("It fell on Black [[Monday]] there.",),
    leaves=("It fell on [[Monday]] there.",),
    source="days of crashes, sales and massacres by name",
)
def _named_weekday(a: Sequence[Atom], i: int) -> bool:
    return a[i - 1].text in _DAY_NAMES


def _with_weekday(a: Sequence[Atom], start: int, weekday: int) -> tuple[int, Fields] | None:
    if _named_weekday(a, start):
        return None
    i = start + 1 + (a[start + 1].low == ",")
    i += a[i].low == "the"
    body = day_month(a, i) or _month_first(a, i)
    if body and body[1].day:
        return body[0], replace(body[1], weekday=weekday)
    if not body:
        if _newspaper(a, start):
            return None
        numbered = _numbered_weekday(a, i)
        if numbered:
            return numbered[0], Fields(day=numbered[1], weekday=weekday)
    return _weekday_alone(a, start, weekday)


@forms.rule(
    "dates.weekday.alone",
    reads=("They left on [[Monday]].", "They held from [[Monday]] to [[Friday]]."),
    leaves=("They had the Friday Lunch.",),
    source="TimeML: a day of the week is a date",
)
def _weekday_alone(_: Sequence[Atom], i: int, weekday: int) -> tuple[int, Fields] | None:
    return i + 1, Fields(weekday=weekday)


@vetoes.veto(
    "dates.weekday.newspaper",
    reads=("They had the [[Friday]] Lunch.",),
    leaves=("They had lunch on [[Friday]].",),
    source="names of newspapers",
)
def _newspaper(a: Sequence[Atom], i: int) -> bool:
    return a[i - 1].low == "the" and a[i + 1].text[:1].isupper() and not a[i + 1].words


@forms.rule(
    "dates.weekday.numbered",
    reads=("They met on [[Tuesday the 14th]] and [[15 May]].",),
    leaves=("They met on Tuesday at the 14th house.",),
    source="English usage",
)
def _numbered_weekday(a: Sequence[Atom], i: int) -> tuple[int, int] | None:
    if a[i].kind == "num":
        return _bare_number(a, i)
    found = ordinal(a, i)
    if not found or not 1 <= found[1] <= 31 or _numbers_unit(a, found[0]):
        return None
    if a[i].kind == "ordinal":
        led = a[i - 1].low in ("the", ",") or "weekday_short" in a[i - 1].words
        return found if led or a[found[0]].kind in ("punct", "break", "end") else None
    ends = a[found[0]].kind in ("punct", "break", "end") or a[found[0]].low == "at"
    return found if a[i - 1].low == "the" and ends else None


@forms.rule(
    "dates.weekday.bare-number",
    reads=("They met on [[Monday 20]], [[Tuesday 21]] and [[Sunday 26 April]].",),
    leaves=("On Monday 20 men left.",),
    source="programmes and notices",
)
def _bare_number(a: Sequence[Atom], i: int) -> tuple[int, int] | None:
    """A day in digits after its weekday, where the phrase ends with it or goes on with the next."""
    number, after = int(a[i].text[:4]), a[i + 1]
    if len(a[i].text) > 2 or not 1 <= number <= 31 or a[i - 1].kind != "word" or "weekday" not in a[i - 1].words:
        return None
    ends = (after.kind in ("punct", "break", "end") and after.low not in ("%", "°")) or after.low in ("and", "or", "at")
    return (i + 1, number) if ends and not (after.glued and a[i + 2].glued) else None


@vetoes.veto(
    "dates.day.glued-on",
    reads=("The U[[5 May]] boats.", "It cost $[[5 May]] fifth."),
    leaves=("It began (on [[5 May]]).",),
    source="codes and designations",
)
def _glued_day(a: Sequence[Atom], i: int) -> bool:
    return (a[i].glued and a[i - 1].kind not in ("dash", "punct")) or a[i - 1].low in _MONEY


@vetoes.veto(
    "dates.day.names-something",
    reads=("The [[Fifth October]] Shipping firm sank.",),
    leaves=("They left on the [[Fifth October]].",),
    source="firms and ships named after a day",
)
def _names_something(a: Sequence[Atom], i: int, stop: int) -> bool:
    after = a[stop]
    named = after.kind == "word" and after.text[:1].isupper() and not after.words and not after.text.isupper()
    if named and after.low in _FORMATIONS and a[i].kind == "ordinal":
        return True
    return a[i].kind == "word" and a[i].text[:1].isupper() and named


@vetoes.veto(
    "dates.day.names-movement",
    reads=("The [[March 9]] Movement left.", "The [[9 MARCH]] MOVEMENT left."),
    leaves=("The [[March 9]] movement of troops failed.",),
    source="movements named after a day",
)
def _names_movement(a: Sequence[Atom], stop: int) -> bool:
    return a[stop].low == "movement" and a[stop].text[0].isupper()


@vetoes.veto(
    "dates.day.beyond-month",
    reads=("It was on [[31 June]] there.",),
    leaves=("It was on [[30 June]] there.",),
    source="the calendar",
)
def _beyond_month(_a: Sequence[Atom], _i: int, day: int, month: int) -> bool:
    return day > _MONTH_LENGTH[month - 1]


@forms.rule(
    "dates.calendar.day-month",
    reads=(
        "They left on [[5 May]].",
        "They left on the [[5th of May 1944]].",
    ),
    leaves=("They left on May 5.",),
    source="ISO 8601 order; British and military style",
)
def day_month(a: Sequence[Atom], i: int) -> tuple[int, Fields] | None:
    """The day before its month, with the year if it stands there."""
    found = day_number(a, i)
    if not found or _glued_day(a, i):
        return None
    stop, day = found
    stop += a[stop].low == "day" and a[stop + 1].low == "of"
    stop += a[stop].low == "of" or (a[stop].kind == "dash" and a[stop].glued) or bool(_dotted(a, stop))
    month = a[stop].words.get("month") or misread(a, stop)
    if not month or separate(a, stop) or _beyond_month(a, i, day, int(month)):
        return None
    if _names_something(a, i, stop + 1) or _names_movement(a, stop + 1):
        return None
    stop, year = _year_behind(a, stop + 1)
    return stop, replace(year, month=int(month), day=day, order="dm")


@forms.rule(
    "dates.calendar.dotted-day",
    reads=("They left on [[9. August 1962]].", "They asked on [[6.December]] whether it was so."),
    leaves=("They took hill 28. March 1963 was cold.", "They saw 28. Marching on, they took six."),
    source="German, Czech and Serbian style",
)
def _dotted(a: Sequence[Atom], i: int) -> bool:
    """Whether the dot of an ordinal stands between a day and its month."""
    dot = a[i].low == "." and a[i].glued and a[i - 1].kind == "num"
    return dot and "month" in a[i + 1].words and a[i - 2].low in _DAY_CUES


def _year_behind(a: Sequence[Atom], i: int) -> tuple[int, Fields]:
    """(stop, year) behind a day and its month: `5 May 1944`, `5-May-1944`, `18 Jun 20`."""
    joined = a[i].kind == "dash" and a[i].glued and a[i - 2].kind == "dash" and year_number(a, i + 1)
    stop, year = tail_of(a, i + 1 if joined else i)
    if year == Fields() and (short := two_digit_year(a, stop, short_month=len(a[stop - 1].low) < 5)) is not None:
        return stop + 1, Fields(short_year=short)
    return stop, year


def _month_first(a: Sequence[Atom], i: int) -> tuple[int, Fields] | None:
    month = a[i].words.get("month")
    if (
        not month
        or not is_month(a, i)
        or (("ordinal_word" in a[i - 1].words or a[i - 1].kind == "ordinal") and _names_something(a, i - 1, i + 1))
        or _names_movement(a, i + 1 + (a[i + 1].kind == "num"))
    ):
        return None
    return _month_day(a, i, int(month)) or _month_alone(a, i, int(month))


@forms.rule(
    "dates.calendar.written-day",
    reads=(
        "They left on [[April first 2021]].",
        "They left on [[March eighteenth]].",
    ),
    leaves=("In May first corps attacked.", "In May the first snow fell."),
    source="English usage",
)
def _written_day(a: Sequence[Atom], i: int) -> bool:
    """Whether a day in ordinal words ends its phrase or has its year behind it: `April first 2021`."""
    found = ordinal(a, i) if a[i].kind == "word" else None
    return found is not None and (a[found[0]].kind in ("punct", "break", "end") or bool(year_number(a, found[0])))


@forms.rule(
    "dates.calendar.month-day",
    reads=("They left on [[May 5]].", "They left on [[May 5, 1944]].", "They left on [[May the fifth]]."),
    leaves=("They left on 5 May.", "In May the first of the snow fell."),
    source="American style",
)
def _month_day(a: Sequence[Atom], i: int, month: int) -> tuple[int, Fields] | None:
    stop = i + 1
    stop += a[stop].low == "," and a[stop + 1].kind == "ordinal"
    the = stop + (a[stop].low == "the")
    found = day_number(a, the, words=(the > stop and a[i - 1].low != "in") or _written_day(a, the))
    if found and the > stop and (_numbers_unit(a, found[0]) or _numbers_a_name(a, the, found[0])):
        return None
    if not found or _beyond_month(a, the, found[1], month) or _measure_follows(a, found[0]):
        return None
    stop, year = tail_of(a, found[0])
    return stop, replace(year, month=month, day=found[1], order="md")


@vetoes.veto(
    "dates.day.numbers-unit",
    reads=("On [[Tuesday the 3rd]] front opened.", "In [[March the 1st]] wing opened."),
    leaves=("They met on [[Tuesday the 14th]] and left.",),
    source="formations, vocab/dates/cues.tsv",
)
def _numbers_unit(a: Sequence[Atom], i: int) -> bool:
    """Whether a word of formations follows an ordinal within its phrase: `Tuesday | the 3rd Assault Brigade`."""
    for atom in a[i : i + _UNIT_WORDS]:
        if atom.kind != "word" or atom.low in _PHRASE_ENDS:
            return False
        if atom.low in _FORMATIONS:
            return True
    return False


@vetoes.veto(
    "dates.day.numbers-name",
    reads=("By [[September the First]] Battle of the Lakes was over.", "By [[August the Second]] World War ended."),
    leaves=("On [[May the fifth]] Napoleon died.", "They left on [[March the Second, 1944]]."),
    source="battles and wars of one name",
)
def _numbers_a_name(a: Sequence[Atom], i: int, stop: int) -> bool:
    """Whether an ordinal with a capital begins a name: `September | the First Battle of the Lakes`."""
    name = a[stop]
    return a[i].text.istitle() and name.kind == "word" and name.text.istitle() and not name.words


@vetoes.veto(
    "dates.day.measure-follows",
    reads=("In [[May 5]]% fell ill.",),
    leaves=("On [[May 5]] many fell ill.",),
    source="percentages, ratios and degrees after a month",
)
def _measure_follows(a: Sequence[Atom], i: int) -> bool:
    return a[i].low in ("%", "°") or (a[i].low == ":" and a[i + 1].glued)


@forms.rule(
    "dates.calendar.month",
    reads=("They left in [[May]].", "They left in [[May 1944]].", "They left in [[May-1944]]."),
    leaves=("They may leave.",),
    source="English usage",
)
def _month_alone(a: Sequence[Atom], i: int, month: int) -> tuple[int, Fields] | None:
    stop = i + 1
    dashed = a[stop].kind == "dash" and a[stop].glued and a[stop + 1].glued
    stop += dashed and bool(year_number(a, stop + 1)) and a[stop + 1].kind == "num"
    stop, year = tail_of(a, stop, dated=False)
    short = two_digit_year(a, stop) if year == Fields() else None
    if short is not None and short > _MONTH_LENGTH[0]:
        stop, year = stop + 1, Fields(short_year=short)
    return stop, replace(year, month=month)
