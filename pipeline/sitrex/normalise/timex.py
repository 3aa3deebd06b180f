"""TIMEX3 values as calendar intervals and granularities.

Pure functions of the value alone, used for predicted and gold mentions alike.
Source of the value grammar: TIMEX3 (ISO 24617-1) with the conventions of
``corpus/GUIDELINES.md``; where TIMEX3 leaves a boundary open it is set here:

- seasons are the meteorological ones of the north and belong to the year they
  begin in: ``2025-WI`` is December 2025 to February 2026;
- parts of a day: MO 05:00-11:59, AF 12:00-17:59, EV 18:00-20:59, NI 21:00 to
  04:59 of the next day, DT 06:00-17:59;
- three digits are a decade, two a century as its common prefix (``18`` is
  1800-1899), one a millennium;
- a zone in a time is kept in the value and left out of the interval, which
  stays in the clock that the text used.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import Final

_YEAR = r"(?:\d{4}|XXXX|\d{3}X|\d{2}XX|BC\d{4})"
_CALENDAR: Final = re.compile(
    rf"(?P<year>{_YEAR})(?:"
    r"-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX|WE))?"
    r"|-W(?P<week>\d\d|XX)(?:-(?P<weekday>[1-7X]|WE))?"
    r"|-(?P<season>SP|SU|FA|WI)"
    r"|-(?P<part>Q[1-4X]|H[12X])"
    r")?(?:T(?:(?P<daypart>MO|AF|EV|NI|DT)|(?P<hour>\d\d|XX)(?::(?P<minute>\d\d|XX)(?::(?P<second>\d\d|XX))?)?"
    r"(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?))?",
    re.ASCII,
)
_PREFIX: Final = re.compile(r"(?:BC)?\d{1,3}|X{1,3}", re.ASCII)
_FISCAL: Final = re.compile(r"FY(?:\d{4}|XXXX)(?:-(?:Q[1-4]|H[12]))?", re.ASCII)
_AMOUNT = r"(?:\d+(?:\.\d+)?|X)"
_DURATION: Final = re.compile(
    rf"P(?=.)(?:{_AMOUNT}(?:ML|CE|DE|Y|Q|M|WE|W|D))*(?:T(?:{_AMOUNT}[HMS])+|T(?:{_AMOUNT})?(?:MO|AF|EV|NI|DT))?",
    re.ASCII,
)
_DURATION_UNIT: Final = re.compile(r"(ML|CE|DE|WE|MO|AF|EV|NI|DT|[YQMWDHS])$")
_REFERENCES: Final = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})
_SEASON_MONTH: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DAY_PARTS: Final = {
    "MO": ("05:00", "11:59"),
    "AF": ("12:00", "17:59"),
    "EV": ("18:00", "20:59"),
    "NI": ("21:00", "04:59"),
    "DT": ("06:00", "17:59"),
}
_MIDNIGHT: Final = 24
"""The hour of a day's end, which is the next day's beginning."""
_PREFIX_GRANULARITY: Final = {1: "millennium", 2: "century", 3: "decade"}
_DATE_UNITS: Final = {
    "ML": "millennium",
    "CE": "century",
    "DE": "decade",
    "Y": "year",
    "Q": "quarter",
    "M": "month",
    "W": "week",
    "WE": "weekend",
    "D": "day",
    **dict.fromkeys(_DAY_PARTS, "part_of_day"),
}
_TIME_UNITS: Final = _DATE_UNITS | {"H": "hour", "M": "minute", "S": "second"}


def interval(value: str) -> tuple[str, str] | None:
    """First and last day (or minute, for a time) of a calendar value, both inclusive.

    None for durations, sets, references, fiscal years, years before Christ,
    any value with an unknown part, and text that is not a TIMEX3 value.

    >>> interval("2024-02")
    ('2024-02-01', '2024-02-29')
    >>> interval("2025-WI")
    ('2025-12-01', '2026-02-28')
    >>> interval("2024-11-14TNI")
    ('2024-11-14T21:00', '2024-11-15T04:59')
    >>> interval("XXXX-11") is None
    True
    """
    if _PREFIX.fullmatch(value) and value.isdecimal():
        first = f"{value:0<4}"
        return (f"{max(int(first), 1):04d}-01-01", f"{value:9<4}-12-31")
    match = _CALENDAR.fullmatch(value)
    if match is None or "X" in value or value.startswith("BC"):
        return None
    try:
        begin, end = _days(match)
        return _clock(match, begin, end) if "T" in value else (begin.isoformat(), end.isoformat())
    except (ValueError, OverflowError):  # no such day, week or clock time, or past the year 9999
        return None


def granularity(value: str) -> str | None:
    """The unit that a value names: millennium … day, week, weekend, season, quarter, half, part_of_day, hour, minute.

    For durations and sets it is the smallest unit written. None for the
    references and for text that is not a TIMEX3 value.

    >>> granularity("2024-10"), granularity("PT24H"), granularity("XXXX-WXX-5")
    ('month', 'hour', 'day')
    """
    if value in _REFERENCES:
        return None
    if _PREFIX.fullmatch(value):
        return _PREFIX_GRANULARITY[len(value.removeprefix("BC"))]
    if _FISCAL.fullmatch(value):
        return {"Q": "quarter", "H": "half"}.get(value[-2], "year")
    if _DURATION.fullmatch(value):
        unit = _DURATION_UNIT.search(value)
        return None if unit is None else (_TIME_UNITS if "T" in value else _DATE_UNITS)[unit[1]]
    match = _CALENDAR.fullmatch(value)
    return None if match is None else _calendar_granularity(match)


def is_value(value: str) -> bool:
    """Whether a text is a TIMEX3 value of this project's grammar.

    >>> is_value("2025-W48"), is_value("P1D"), is_value("2025-13"), is_value("soon")
    (True, True, False, False)
    """
    if value in _REFERENCES:
        return True
    if granularity(value) is None:
        return False
    known = _CALENDAR.fullmatch(value)
    return known is None or "X" in value or value.startswith("BC") or interval(value) is not None


def _calendar_granularity(match: re.Match[str]) -> str:
    for group, name in (("second", "second"), ("minute", "minute"), ("hour", "hour"), ("daypart", "part_of_day")):
        if match[group]:
            return name
    if "WE" in (match["day"], match["weekday"]):
        return "weekend"
    if match["day"] or match["weekday"]:
        return "day"
    if match["part"]:
        return "quarter" if match["part"][0] == "Q" else "half"
    for name in ("week", "month", "season"):
        if match[name]:
            return name
    return "century" if match["year"].endswith("XX") and match["year"] != "XXXX" else "year"


def _days(match: re.Match[str]) -> tuple[datetime.date, datetime.date]:
    year = int(match["year"])
    if match["week"]:
        monday = datetime.date.fromisocalendar(year, int(match["week"]), 1)
        if match["weekday"] == "WE":
            return monday + datetime.timedelta(5), monday + datetime.timedelta(6)
        if match["weekday"]:
            day = monday + datetime.timedelta(int(match["weekday"]) - 1)
            return day, day
        return monday, monday + datetime.timedelta(6)
    if match["season"]:
        return _months(year, _SEASON_MONTH[match["season"]], 3)
    if match["part"]:
        size = 3 if match["part"][0] == "Q" else 6
        return _months(year, (int(match["part"][1]) - 1) * size + 1, size)
    if match["day"]:
        day = datetime.date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["month"]:
        return _months(year, int(match["month"]), 1)
    return _months(year, 1, 12)


def _months(year: int, month: int, count: int) -> tuple[datetime.date, datetime.date]:
    last = year * 12 + month - 1 + count - 1
    last_year, last_month = divmod(last, 12)
    length = calendar.monthrange(last_year, last_month + 1)[1]
    return datetime.date(year, month, 1), datetime.date(last_year, last_month + 1, length)


def _clock(match: re.Match[str], begin: datetime.date, end: datetime.date) -> tuple[str, str] | None:
    if begin != end:
        return None
    if match["daypart"]:
        first, last = _DAY_PARTS[match["daypart"]]
        if match["daypart"] == "NI":
            end += datetime.timedelta(1)
        return f"{begin}T{first}", f"{end}T{last}"
    if int(match["hour"]) == _MIDNIGHT and match["minute"] == "00":
        first = f"{begin + datetime.timedelta(1)}T00:00"
        return first, first
    hour = datetime.time(int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0))
    return f"{begin}T{hour:%H:%M}", f"{begin}T{hour:%H}:{59 if match['minute'] is None else hour.minute:02d}"
