"""Meanings against one anchor: pure arithmetic on days, months, seasons and years."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sitrex.annotate.dates.draft import Meaning, Rule
from sitrex.annotate.dates.relative_meanings import ANNIVERSARY
from sitrex.normalise import periods
from sitrex.normalise.calendar_days import holiday_day, iso_week, shift_months, weekday_near
from sitrex.normalise.timex import interval

DAY: Final = datetime.timedelta(1)
_DATED: Final = re.compile(
    r"(?P<year>\d{4}|BC\d{4}|XXXX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-[A-Z0-9]+)?(?:T(?P<clock>\d\d:\d\d)?.*)?"
)
_MIDDLE_MONTH: Final = {"SP": 4, "SU": 7, "FA": 10, "WI": 12, "Q1": 2, "Q2": 5, "Q3": 8, "Q4": 11, "H1": 4, "H2": 10}
_YEARS: Final = {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}
_MANY_DAYS: Final = 21
_CLEARLY: Final = 0.75
_WINTER_BEGINS: Final = 12
_WINTER_ENDS: Final = 3
"""The first month of a winter and the first after it."""
_FOUR_DIGITS: Final = 1000
"""Years from which decades are written as two digits and an s."""
_PIVOT: Final = 35
_LAST_CENTURY: Final = 1900
_THIS_CENTURY: Final = 2000
"""What two digits above and below the pivot are read from where neither a story nor a publication gives a century."""
ANY_YEAR: Final = 2000
"""Stands for an unknown year in arithmetic: a leap year, so that every day exists."""


@dataclass(frozen=True, slots=True)
class Point:
    """Where the narrative stands; years before Christ are negative, ``known`` is False where the year is not said."""

    year: int
    month: int | None = None
    day: int | None = None
    clock: str | None = None
    known: bool = True

    @classmethod
    def of(cls, day: datetime.date) -> Point:
        """The point of a day."""
        return cls(day.year, day.month, day.day)

    def date(self) -> datetime.date | None:
        """The day, where it is known; of an unknown year a day in a leap year."""
        if self.month and self.day and self.year > 0:
            return datetime.date(self.year, self.month, self.day)
        return None

    def middle(self) -> datetime.date:
        """A day that stands for the point."""
        return datetime.date(max(self.year, 1), self.month or 7, self.day or 15)

    def written(self, value: str) -> str:
        """A value computed from this point, its year blanked where the point's is not known."""
        if self.known or not value[:4].isdecimal():
            return value
        return "XXXX-WXX" if "-W" in value and value[5] == "W" and value[6:8].isdecimal() else "XXXX" + value[4:]


OPERATORS: Final[dict[str, Callable[[str, Meaning], str | None]]] = {
    "weekday": lambda outer, meaning: periods.weekday_of(outer, meaning.weekday or 1),
    "nth": lambda outer, meaning: periods.nth_weekday(outer, meaning.weekday or 1, int(meaning.amount or 1)),
    "nth on": lambda outer, meaning: periods.nth_weekday_on(outer, meaning.weekday or 1, int(meaning.amount or 1)),
    "nth day": lambda outer, meaning: periods.nth_day(outer, int(meaning.amount or 1)),
    "week": lambda outer, meaning: periods.nth_week(outer, int(meaning.amount or 1)),
    "weekend": lambda outer, meaning: periods.nth_weekend(outer, int(meaning.amount or 1)),
    "week of": lambda outer, _: periods.week_of(outer),
    "numbered week": lambda outer, meaning: periods.numbered_week(outer, int(meaning.amount or 1)),
}
"""What takes a date out of a period, by the ``part`` of its meaning."""


def short_decade(decade: int, story: Point | None, published: datetime.date | None) -> str:
    """The value of a decade of two digits, in the century of the story or the publication: `the thirties`, told in 2024, are over."""
    told = story is not None and story.known and story.year >= _FOUR_DIGITS
    reference = story.year if story and told else published.year if published else _THIS_CENTURY - 1
    century = reference // 100 - (decade > reference % 100 + 10)
    century -= published is not None and century * 100 + decade > published.year
    return f"{century}{decade // 10}"


def full_year(short: int, story: Point | None, published: datetime.date | None, *, dotted: bool = False) -> int:
    """The year of two digits that is nearest to the story's or the publication's, and never after the publication or the pivot.

    Where nothing gives a century, dates with dots (`30.8.14`) are of the last one: so the papers of its wars wrote.

    >>> full_year(44, Point(1943), None), full_year(17, None, datetime.date(1917, 8, 28)), full_year(44, None, None)
    (1944, 1917, 1944)
    >>> full_year(63, Point(2025), None)
    1963
    """
    if story and story.known and story.year > 0:
        reference = story.year
    elif published:
        reference = published.year
    else:
        return (_LAST_CENTURY if dotted or short > _PIVOT else _THIS_CENTURY) + short
    years = [reference - reference % 100 + 100 * step + short for step in (-1, 0, 1)]
    last = published.year + 1 if published else _THIS_CENTURY + _PIVOT
    years = [year for year in years if year <= last] or years
    return min(years, key=lambda year: abs(year - reference))


def point(value: str) -> Point | None:
    """The point that a calendar value names; None for other values, and where neither year nor month is known."""
    match = _DATED.fullmatch(value)
    if match is None or (match["year"] == "XXXX" and match["month"] is None):
        return None
    known = match["year"] != "XXXX"
    year = int(match["year"].replace("BC", "-")) if known else ANY_YEAR
    if match["month"] is None:
        return Point(year, next((m for code, m in _MIDDLE_MONTH.items() if f"-{code}" in value), None))
    month, day = int(match["month"]), int(match["day"]) if match["day"] else None
    if not 1 <= month <= 12 or (day and not 1 <= day <= calendar.monthrange(max(year, 1), month)[1]):
        return None
    return Point(year, month, day, match["clock"], known)


def shifted(meaning: Meaning, here: Point) -> str:
    """The value a signed number of units from a point; the meaning's own value where the point is too coarse."""
    number, unit = meaning.amount or 0, meaning.unit
    if here.year <= 0:
        year = here.year + round(number)
        return (f"BC{-year:04d}" if year < 0 else f"{year + 1:04d}") if unit == "Y" else meaning.value
    try:
        if unit in _YEARS:
            year = here.year + round(number * _YEARS[unit])
            size = {"Y": 4, "DE": 3, "CE": 2, "ML": 1}[unit]
            return f"{year:04d}"[:size] if 1 <= year <= 9999 and here.known else meaning.value
        if unit in ("M", "Q"):
            return here.written(_months_on(meaning, here, number, unit))
        return here.written(_days_on(meaning, here, number, unit))
    except (OverflowError, ValueError):  # past the calendar's last or first year
        return meaning.value


def _months_on(meaning: Meaning, here: Point, number: float, unit: str) -> str:
    if here.month is None:
        return f"{here.year:04d}-XX" if unit == "M" else meaning.value
    moved = shift_months(here.middle(), round(number * (3 if unit == "Q" else 1)))
    return f"{moved.year:04d}-Q{(moved.month + 2) // 3}" if unit == "Q" else moved.isoformat()[:7]


def _days_on(meaning: Meaning, here: Point, number: float, unit: str) -> str:
    day = here.date()
    if day is None:
        # weeks add up to months where only the month is known
        if unit == "D" and here.month and abs(number) >= _MANY_DAYS:
            return (here.middle() + round(number) * DAY).isoformat()[:7]
        return meaning.value
    if unit in ("TH", "TM", "TS"):
        if here.clock is None:
            return f"{day.isoformat()}TXX"
        start = datetime.datetime.combine(day, datetime.time.fromisoformat(here.clock))
        moved_time = start + datetime.timedelta(seconds=number * {"TH": 3600, "TM": 60, "TS": 1}[unit])
        return moved_time.isoformat()[:16]
    if number != int(number):
        return meaning.value
    if meaning.amount is None:  # `the weekend`: the last one that has begun
        day = weekday_near(day, 6, 0)
    moved = day + int(number) * (7 if unit[0] == "W" else 1) * DAY
    if unit == "W":
        return iso_week(moved)
    return f"{iso_week(moved)}-WE" if unit == "WE" else moved.isoformat() + meaning.clock


def anniversary(meaning: Meaning, published: datetime.date) -> str:
    """`five years ago to-day`, `ten years ago this week`: the very day, week or month."""
    tail = (meaning.part or "").removeprefix(ANNIVERSARY)
    day = published + (int(tail) * DAY if tail.lstrip("-").isdecimal() else 0 * DAY)
    moved = _years_on(day, int(meaning.amount or 0)) if meaning.unit == "Y" else None
    if moved is None:
        return shifted(meaning, Point.of(day))
    if tail in ("W", "M"):
        return shifted(Meaning(value=meaning.value, rule=Rule.SHIFT, unit=tail), Point.of(moved))
    return moved.isoformat()


def _years_on(day: datetime.date, years: int) -> datetime.date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February, or before the calendar begins
        return None


def stepped(meaning: Meaning, base: Point) -> str:
    """`last Tuesday`, `next March`, `the previous April`, `this summer` from a point."""
    steps = int(meaning.amount or 0)
    if meaning.weekday:
        return _weekday_on(meaning, meaning.weekday, base, steps)
    return base.written(meaning.value.replace("XXXX", f"{_year_on(meaning, base, steps):04d}", 1))


def _weekday_on(meaning: Meaning, weekday: int, base: Point, steps: int) -> str:
    if base.day is None:
        return meaning.value
    here = base.middle()
    near = here + (weekday - here.isoweekday()) * DAY if steps == 0 else weekday_near(here, weekday, steps)
    return base.written(near.isoformat()) + meaning.clock


def _year_on(meaning: Meaning, base: Point, steps: int) -> int:
    """The year of the month, the season or the quarter before (steps -1), around or after a point."""
    here, month = base.middle(), meaning.month or _MIDDLE_MONTH[meaning.part or "SU"]
    if meaning.part == "WI":
        return _winter_on(here, steps)
    if base.month is None:
        return here.year + steps
    if meaning.part and (span := interval(f"{here.year:04d}-{meaning.part}")):
        return here.year + (steps > 0 and span[0] <= here.isoformat()) - (steps < 0 and span[1] >= here.isoformat())
    return here.year + (steps > 0 and month <= here.month) - (steps < 0 and month >= here.month)


def _winter_on(here: datetime.date, steps: int) -> int:
    """A winter is of the year that it begins in."""
    if here.month < _WINTER_ENDS:
        return here.year - (steps <= 0)
    if steps < 0:
        return here.year - 1
    return here.year + (steps > 0 and here.month == _WINTER_BEGINS)


def holiday_value(meaning: Meaning, year: int) -> str:
    """The day of the meaning's holiday in a year; Ramadan is the month of its first day."""
    name = meaning.holiday or ""
    day = holiday_day(name, year) if 1 <= year <= 9999 else None
    if day is None:
        return f"{year:04d}"
    return (day.isoformat()[:7] if name == "ramadan" else day.isoformat()) + meaning.clock


def from_published(meaning: Meaning, published: datetime.date, *, ahead: bool | None) -> str:
    """A partial date as the last one before the day of publication, or the next where it lies ahead.

    Where nothing tells (None) a date of the year is the next one only if that is clearly the nearer.
    """
    if meaning.unit == "step":
        return stepped(meaning, Point.of(published))
    if ahead is None:
        return _nearer(meaning, published)
    if meaning.holiday:
        name = meaning.holiday
        return holiday_value(meaning, _turn(published, ahead, lambda year: holiday_day(name, year)))
    if meaning.month:
        return _of_the_year(meaning, meaning.month, published, ahead)
    if meaning.weekday and not meaning.day:
        return weekday_near(published, meaning.weekday, 2 if ahead else 0).isoformat() + meaning.clock
    if meaning.day:
        return _day_of_month(meaning, meaning.day, published, ahead)
    if meaning.part:
        return _part_of_year(meaning, published, ahead)
    return meaning.value


def _nearer(meaning: Meaning, published: datetime.date) -> str:
    """The last such date before the publication, or the next where it is of a year and clearly the nearer."""
    past, future = (from_published(meaning, published, ahead=side) for side in (False, True))
    behind, before = point(past), point(future)
    if not (meaning.month or meaning.part) or behind is None or before is None:
        return past
    nearer = (before.middle() - published).days < _CLEARLY * (published - behind.middle()).days
    return future if nearer else past


def _of_the_year(meaning: Meaning, month: int, published: datetime.date, ahead: bool) -> str:
    """A month or its day in the nearest year on the right side of the publication."""
    day = meaning.day

    def of_year(year: int) -> datetime.date | None:
        length = calendar.monthrange(year, month)[1]
        return None if day and day > length else datetime.date(year, month, day or (length if ahead else 1))

    return meaning.value.replace("XXXX", f"{_turn(published, ahead, of_year):04d}", 1)


def _part_of_year(meaning: Meaning, published: datetime.date, ahead: bool) -> str:
    """A season, a quarter or a half that has not ended, or has begun, on the day of publication."""
    year = published.year
    span = interval(f"{year}-{meaning.part}")
    if span and ahead and span[1] < published.isoformat():
        year += 1
    elif span and not ahead and span[0] > published.isoformat():
        year -= 1
    return meaning.value.replace("XXXX", f"{year:04d}", 1)


def _turn(published: datetime.date, ahead: bool, of_year: Callable[[int], datetime.date | None]) -> int:
    """The nearest year in which a yearly day is on the right side of the publication."""
    for year in (published.year, published.year + (1 if ahead else -1)):
        day = of_year(year) if 1 <= year <= 9999 else None
        if day is not None and (day >= published if ahead else day <= published):
            return year
    return published.year


def _day_of_month(meaning: Meaning, number: int, published: datetime.date, ahead: bool) -> str:
    for months in range(4):
        first = shift_months(published.replace(day=1), months if ahead else -months)
        if number > calendar.monthrange(first.year, first.month)[1]:
            continue
        day = first.replace(day=number)
        if day >= published if ahead else day <= published:
            return day.isoformat() + meaning.clock
    return meaning.value


def from_story(meaning: Meaning, base: Point, day: datetime.date | None) -> str:
    """A partial date from where the narrative stands; ``day`` is its last full day, if near."""
    if base.year <= 0:
        usable = meaning.month or meaning.part
        return meaning.value.replace("XXXX", f"BC{-base.year:04d}", 1) if usable else meaning.value
    if meaning.unit == "step" and meaning.amount:
        return stepped(meaning, base)
    if meaning.holiday:
        return base.written(holiday_value(meaning, _holiday_year(meaning.holiday, base)))
    if meaning.month:
        year = _year_for(meaning.month, meaning.day, base)
        return base.written(meaning.value.replace("XXXX", f"{year:04d}", 1))
    if meaning.weekday and not meaning.day:
        if day is None or not base.known:
            return meaning.value
        return weekday_near(day - 3 * DAY, meaning.weekday, 2).isoformat() + meaning.clock
    if meaning.day:
        return _in_month(meaning, meaning.day, base)
    if meaning.part:
        before = meaning.part == "WI" and base.month is not None and base.month < 6
        return base.written(meaning.value.replace("XXXX", f"{base.year - before:04d}", 1))
    return meaning.value


def _in_month(meaning: Meaning, day: int, base: Point) -> str:
    """A day in the story's month."""
    if base.month is None or day > calendar.monthrange(base.year, base.month)[1]:
        return meaning.value
    return base.written(f"{base.year:04d}-{base.month:02d}-{day:02d}{meaning.clock}")


def _year_for(month: int, day: int | None, base: Point) -> int:
    """The year of a month, or of its day, in a story that mostly moves forward."""
    year = base.year
    if base.month is not None:
        behind = base.month - month
        year += (behind >= 6) - (behind <= -10)
    if day and day > calendar.monthrange(year, month)[1]:
        return next((y for y in (year + 1, year - 1, year + 2, year - 2, year + 3) if calendar.isleap(y)), year)
    return year


def _holiday_year(name: str, base: Point) -> int:
    if base.month is None:
        return base.year
    here = base.middle()
    years = [year for year in (base.year - 1, base.year, base.year + 1) if 1 <= year <= 9999]
    near = [(abs((day - here).days), year) for year in years if (day := holiday_day(name, year))]
    return min(near)[1] if near else base.year
