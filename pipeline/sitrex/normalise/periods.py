"""Operators over calendar periods: a weekday of a week, the Nth weekday or week of a period, the week of a day.

Pure functions of TIMEX3 values; None where the period is too coarse or not known.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import Final

from sitrex.normalise.calendar_days import iso_week
from sitrex.normalise.timex import interval

_DAY: Final = datetime.timedelta(1)
_THURSDAY: Final = 4
_SATURDAY: Final = 6
_WEEK: Final = re.compile(r"(\d{4})-W(\d\d)")


def weekday_of(week: str, weekday: int) -> str | None:
    """A weekday (1 Monday) of an ISO week.

    >>> weekday_of("2024-W24", 2)
    '2024-06-11'
    """
    match = _WEEK.fullmatch(week)
    return datetime.date.fromisocalendar(int(match[1]), int(match[2]), weekday).isoformat() if match else None


def nth_weekday(period: str, weekday: int, number: int) -> str | None:
    """The Nth weekday of a period, counted from its end where the number is negative.

    >>> nth_weekday("2016-05", 1, -1), nth_weekday("2016-05", 5, 1), nth_weekday("2016-05", 5, 5)
    ('2016-05-30', '2016-05-06', None)
    """
    span = interval(period)
    if span is None or "T" in span[0]:
        return None
    first, last = (datetime.date.fromisoformat(day) for day in span)
    if number > 0:
        day = first + (weekday - first.isoweekday()) % 7 * _DAY + 7 * (number - 1) * _DAY
    else:
        day = last - (last.isoweekday() - weekday) % 7 * _DAY + 7 * (number + 1) * _DAY
    return day.isoformat() if first <= day <= last else None


def nth_weekday_on(day: str, weekday: int, number: int) -> str | None:
    """The Nth weekday from a day on.

    >>> nth_weekday_on("2024-03-11", 5, 1)
    '2024-03-15'
    """
    span = interval(day)
    if span is None or "T" in span[0]:
        return None
    first = datetime.date.fromisoformat(span[0])
    return (first + (weekday - first.isoweekday()) % 7 * _DAY + 7 * (number - 1) * _DAY).isoformat()


def nth_week(period: str, number: int) -> str | None:
    """The Nth week of a period: the ISO week of its Nth Thursday.

    >>> nth_week("2018-01", 1), nth_week("2024-06", 2), nth_week("2015", 1)
    ('2018-W01', '2024-W24', '2015-W01')
    """
    day = nth_weekday(period, _THURSDAY, number)
    return iso_week(datetime.date.fromisoformat(day)) if day else None


def nth_weekend(period: str, number: int) -> str | None:
    """The Nth weekend of a period: that of its Nth Saturday.

    >>> nth_weekend("2024-06", 1), nth_weekend("2024-06", -1)
    ('2024-W22-WE', '2024-W26-WE')
    """
    day = nth_weekday(period, _SATURDAY, number)
    return f"{iso_week(datetime.date.fromisoformat(day))}-WE" if day else None


def nth_day(month: str, number: int) -> str | None:
    """The Nth day of a month or a season, -1 the last.

    >>> nth_day("1947-01", -1), nth_day("2024-06", 2), nth_day("XXXX-01", 1)
    ('1947-01-31', '2024-06-02', None)
    """
    span = interval(month)
    if span is None:
        return None
    first, last = (datetime.date.fromisoformat(day) for day in span)
    found = last + (number + 1) * _DAY if number < 0 else first + (number - 1) * _DAY
    return found.isoformat() if first <= found <= last else None


def week_of(day: str) -> str | None:
    """The ISO week of a day.

    >>> week_of("2024-06-16")
    '2024-W24'
    """
    try:
        return iso_week(datetime.date.fromisoformat(day[:10]))
    except ValueError:
        return None


def numbered_week(year: str, number: int) -> str | None:
    """A week by its number in a year.

    >>> numbered_week("2023", 44), numbered_week("2023", 53)
    ('2023-W44', None)
    """
    if not year.isdecimal() or len(year) != 4:
        return None
    weeks = 53 if calendar.weekday(int(year), 12, 31) == 3 or calendar.weekday(int(year), 1, 1) == 3 else 52
    return f"{year}-W{number:02d}" if number <= weeks else None
