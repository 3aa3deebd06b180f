"""Calendar arithmetic for dates: shifting by units, weekdays, holidays.

Pure functions of dates and integers; nothing depends on today. Movable feasts:
the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8), the
Julian computus for Orthodox Easter, the Umm al-Qura calendar (``vocab/dates/umm_al_qura.tsv``)
and before it the tabular Islamic one (civil epoch, 16 July 622 Julian); both may
differ from sightings by a day.
"""

from __future__ import annotations

import calendar
import datetime
import re
from functools import cache

from sitrex.vocab import read_table

_DAY = datetime.timedelta(1)
_RULE = re.compile(r"(easter|orthodox_easter)([+-]\d+)")


def shift_months(day: datetime.date, months: int) -> datetime.date:
    """The same day of the month that many months away, clipped to the month's length.

    >>> shift_months(datetime.date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def iso_week(day: datetime.date) -> str:
    """The TIMEX3 week of a day.

    >>> iso_week(datetime.date(2021, 1, 3))
    '2020-W53'
    """
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def weekday_near(day: datetime.date, weekday: int, direction: int) -> datetime.date:
    """The weekday (1 Monday) before (-1), after (1), or on or before (0) a day; 2 is on or after.

    >>> weekday_near(datetime.date(2025, 11, 27), 2, -1)
    datetime.date(2025, 11, 25)
    """
    behind = (day.isoweekday() - weekday) % 7
    if direction == 0:
        return day - behind * _DAY
    if direction < 0:
        return day - (behind or 7) * _DAY
    ahead = (weekday - day.isoweekday()) % 7
    return day + (ahead or (0 if direction == 2 else 7)) * _DAY


def nearest_year(month: int, day: int | None, near: datetime.date) -> int:
    """The year in which a month and day lie nearest to a date."""

    def distance(year: int) -> int:
        length = calendar.monthrange(year, month)[1]
        return abs((datetime.date(year, month, min(day or 15, length)) - near).days)

    return min((year for year in (near.year - 1, near.year, near.year + 1) if 1 <= year <= 9999), key=distance)


@cache
def holiday_rules() -> dict[str, str]:
    """Holiday name (lower case, without apostrophes) -> rule, from ``vocab/dates/holidays.tsv``."""
    return {row["name"]: row["rule"] for row in read_table("dates/holidays.tsv", ("name", "rule"))}


@cache
def holiday_day(name: str, year: int) -> datetime.date | None:
    """The day of a holiday in a year; for Ramadan its first day. None where that year has none or it cannot be computed.

    A day of an Islamic month is written as its rule: `islamic 09-22`.

    >>> holiday_day("easter", 2024), holiday_day("orthodox easter", 2024), holiday_day("thanksgiving", 2024)
    (datetime.date(2024, 3, 31), datetime.date(2024, 5, 5), datetime.date(2024, 11, 28))
    """
    rule = holiday_rules().get(name, name)
    if match := _RULE.fullmatch(rule):
        base = _easter(year) if match[1] == "easter" else _orthodox_easter(year)
        return base + int(match[2]) * _DAY
    kind, _, rest = rule.partition(" ")
    if kind == "nth":
        month, weekday, number = (int(part) for part in rest.split())
        return _nth_weekday(year, month, weekday, number)
    if kind == "islamic":
        month, day = (int(part) for part in rest.split("-"))
        return _islamic(year, month, max(day, 1))
    month, day = (int(part) for part in rule.split("-"))
    return datetime.date(year, month, day)


def _nth_weekday(year: int, month: int, weekday: int, number: int) -> datetime.date:
    if number < 0:
        return weekday_near(datetime.date(year, month, calendar.monthrange(year, month)[1]), weekday, 0)
    return weekday_near(datetime.date(year, month, 1), weekday, 2) + 7 * (number - 1) * _DAY


def _easter(year: int) -> datetime.date:
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)


def _orthodox_easter(year: int) -> datetime.date:
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    julian_lag = year // 100 - year // 400 - 2
    return datetime.date(year, month, day + 1) + julian_lag * _DAY


def _islamic(year: int, month: int, day: int) -> datetime.date | None:
    """The first day in a Gregorian year that is this day of the Islamic calendar."""
    for hijri in range((year - 622) * 33 // 32 - 1, (year - 622) * 33 // 32 + 3):
        if hijri < 1:
            continue
        found = islamic_day(hijri, month, day)
        if found.year == year:
            return found
    return None


def islamic_day(year: int, month: int, day: int) -> datetime.date:
    """The Gregorian day of an Islamic one, by the Umm al-Qura calendar where it is tabulated, else by the arithmetic one.

    >>> islamic_day(1446, 1, 1), islamic_day(900, 1, 1)
    (datetime.date(2024, 7, 7), datetime.date(1494, 10, 11))
    """
    if year in _umm_al_qura():
        first, longer = _umm_al_qura()[year]
        return first + (29 * (month - 1) + sum(longer[: month - 1]) + day - 1) * _DAY
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return datetime.date.fromordinal(227014 + days)


@cache
def _umm_al_qura() -> dict[int, tuple[datetime.date, tuple[int, ...]]]:
    """Year of the Hijra -> its first day, and the days of its months beyond 29."""
    rows = read_table("dates/umm_al_qura.tsv", ("year", "first", "lengths"))
    return {
        int(row["year"]): (datetime.date.fromisoformat(row["first"]), tuple(map(int, row["lengths"]))) for row in rows
    }
