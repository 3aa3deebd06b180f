"""Numeric dates: ISO 8601 forms and `11/12/2024`, resolved by dateparser with strict settings."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import Final

_ISO: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
# dateparser loads its language data on first use, without a lock of its own.
_PARSER: Final = Lock()
# A fixed base, though every part is required: nothing may depend on today.
_BASE: Final = datetime.datetime(2000, 1, 1)


def iso_value(text: str) -> str | None:
    """TIMEX3 value of an ISO date or date with time, on its own clock; None where there is no such day.

    >>> iso_value("2024-11-14T04:00:30Z"), iso_value("2024-13-01")
    ('2024-11-14T04:00', None)
    """
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    try:
        datetime.date.fromisoformat(match[1])
    except ValueError:
        return None
    return match[1] + (f"T{match[2]}" if match[2] else "")


def iso_zone(text: str) -> str | None:
    """The zone of an ISO date with time: `Z`, `+03:00`; None where it has none.

    >>> iso_zone("2024-11-14T04:00:30Z"), iso_zone("2024-11-14 04:00+0300")
    ('Z', '+03:00')
    """
    match = _ISO.fullmatch(text)
    zone = match[3] if match else None
    return f"{zone[:3]}:{zone[-2:]}" if zone and zone != "Z" else zone


_MONTH_NAME: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_MONTH_FIRST: Final = re.compile(rf"\b{_MONTH_NAME} \d{{1,2}}\b(?!\d)")
_DAY_FIRST: Final = re.compile(rf"\b\d{{1,2}} {_MONTH_NAME}")


def day_month_order(dates: Sequence[str], text: str) -> str:
    """``DMY`` or ``MDY`` for a document's dates in digits.

    The document's own evidence: a date that can only be read one way, else the
    order of its dates with month names; day first where there is none.

    >>> day_month_order(["3/4/22", "3/14/22"], ""), day_month_order(["3/4/22"], "On May 5, 2022"), day_month_order(["3/4/22"], "")
    ('MDY', 'MDY', 'DMY')
    """
    if not dates:
        return "DMY"
    firsts = [[int(part) for part in re.split(r"[./-]", date)[:2]] for date in dates]
    month_first = sum(first <= 12 < second <= 31 for first, second in firsts)
    day_first = sum(second <= 12 < first <= 31 for first, second in firsts)
    if month_first == day_first:
        month_first, day_first = len(_MONTH_FIRST.findall(text)), len(_DAY_FIRST.findall(text))
    return "MDY" if month_first > day_first else "DMY"


@lru_cache(maxsize=4096)
def numeric_date(text: str, order: str = "DMY") -> str | None:
    """``YYYY-MM-DD`` of a date in digits with one separator; ``order`` decides where both readings are days.

    Years of two digits follow POSIX (69-99 are 19xx). None where neither reading is a day.

    >>> numeric_date("13.03.2022"), numeric_date("03/13/2022"), numeric_date("7/8/07", "MDY"), numeric_date("99.99.2020")
    ('2022-03-13', '2022-03-13', '2007-07-08', None)
    """
    from dateparser import parse

    first, second, third = (int(part) for part in re.split(r"[./-]", text))
    if (not 1 <= third <= 9999 and first < 32) or not re.fullmatch(
        r"\d{1,2}\D\d{1,2}\D(?:\d\d|\d{4})|\d{4}\D\d{1,2}\D\d{1,2}", text
    ):
        return None
    if first > 31:
        order = "YMD"
    elif first > 12 >= second:
        order = "DMY"
    elif second > 12 >= first:
        order = "MDY"
    with _PARSER:
        found = parse(
            text,
            languages=["en"],
            settings={
                "DATE_ORDER": order,
                "PREFER_LOCALE_DATE_ORDER": False,
                "REQUIRE_PARTS": ["day", "month", "year"],
                "PARSERS": ["absolute-time"],
                "RELATIVE_BASE": _BASE,
                "TIMEZONE": "UTC",
                "STRICT_PARSING": True,
            },
        )
    return None if found is None else found.date().isoformat()
