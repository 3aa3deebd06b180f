"""Dates that metadata state, in any usual form and language, into calendar dates; never a date guessed.

ISO 8601, RFC 2822, numeric dates and epoch seconds are read here; what else people write (``8 juillet 2023``) is read
by dateparser, absolute dates with all three parts only. The day is that of the zone that stands beside it.
"""

from __future__ import annotations

import datetime
import re
import warnings
from functools import lru_cache
from typing import Any, Final

from sitrex.errors import SitrexError

ISO_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=$|[T ])", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?=$|[T ,])", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(?<![\d.,:/-])(\d{1,2}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{4})(?![\d:])", re.ASCII)
_WEEK: Final = re.compile(r"\d{4}-?W\d{2}-?\d", re.ASCII)
_EPOCH: Final = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?", re.ASCII)
_FULL_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY: Final = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_CLOCK: Final = re.compile(
    r"""[T,]?\s*(?:at|um|à|в|о)?\s*\b\d{1,2}[:.h]\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:(?i:[ap]\.?m)\b\.?)?\s*
        (?:Z\b|(?:GMT|UTC)?[+-]\d{2}:?\d{2}|[A-Z]{2,4}\b)?(?:\s*\([^)]*\))?""",
    re.VERBOSE,
)
_STAMP: Final = re.compile(r"(\d{8})[0-2]\d[0-5]\d[0-5]\d", re.ASCII)
"""`20231024140000`, as GDELT and web archives have it."""
_GROUP: Final = re.compile(r"(\d{2})\d{4} ?[A-Z] ?([A-Z]{3}) ?(\d{4})", re.IGNORECASE | re.ASCII)
"""A date-time group with its full year: `241400Z OCT 2023`."""
_LEAD: Final = re.compile(
    r"(?:(?:first )?published|posted|released|issued|dated|created|date)(?: (?:on|at))?\s*:?\s+", re.IGNORECASE
)
"""`Published on October 24, 2023`."""
_LONGEST: Final = 100
LANGUAGES: Final = (
    *("en", "fr", "de", "es", "it", "pt", "nl", "pl", "uk", "ru", "tr", "ar", "he", "fa", "zh", "ja"),
    *("cs", "el", "bg", "ro", "hu", "sr", "hr", "sv", "da", "nb", "fi", "ko", "id", "vi", "hi", "ka", "hy"),
)
_SETTINGS: Final[dict[str, Any]] = {
    "PARSERS": ["absolute-time"],
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "RELATIVE_BASE": datetime.datetime(2000, 1, 1),
    "DATE_ORDER": "DMY",
}


def read_date(value: object, path: str, *, day_first: bool | None = None) -> datetime.date:
    """The calendar date that a metadata value states.

    Args:
        value: a string, or epoch seconds (UTC).
        path: of the source, for messages.
        day_first: how a numeric date with two readings is read.

    Raises:
        SitrexError: ``date-two-readings``, or ``date-unknown`` for what states no date, two-digit years among them.

    >>> read_date("Sat, 08 Jul 2023 23:30:00 -0700", "a.eml").isoformat()
    '2023-07-08'
    >>> read_date("24.10.2023", "a.csv").isoformat()
    '2023-10-24'
    """
    text = _LEAD.sub("", " ".join(str(value).split()), count=1) if isinstance(value, str) else str(value)
    if isinstance(value, bool) or not text or len(text) > _LONGEST:
        raise _unknown(value, path)
    try:
        day = _epoch(text) or _numeric(text, path, day_first) or _worded(text)
    except (ValueError, OverflowError):
        day = None
    if day is None:
        raise _unknown(value, path)
    return day


def _unknown(value: object, path: str) -> SitrexError:
    return SitrexError("date-unknown", path=path, value=str(value)[:_LONGEST])


def _epoch(text: str) -> datetime.date | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text) / (1000 if len(text.partition(".")[0]) == 13 else 1)
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()


def _numeric(text: str, path: str, day_first: bool | None) -> datetime.date | None:
    if found := _YEAR_FIRST.match(text):
        if found[2] or len(found[3] + found[4]) == 4:
            return datetime.date(int(found[1]), int(found[3]), int(found[4]))
        return None
    if stamp := _STAMP.fullmatch(text):
        return datetime.date.fromisoformat(stamp[1])
    if _WEEK.fullmatch(text):
        return datetime.date.fromisoformat(text)
    if not (found := _YEAR_LAST.search(text)):
        return None
    first, second, year = map(int, found.groups())
    if first <= 12 and second <= 12 and first != second:
        if day_first is None:
            raise SitrexError("date-two-readings", path=path, value=text)
        first, second = (first, second) if day_first else (second, first)
    elif second > 12:
        first, second = second, first
    return datetime.date(year, second, first)


def _worded(text: str) -> datetime.date | None:
    if group := _GROUP.fullmatch(text):
        text = " ".join(group.groups())
    text = _CLOCK.sub(" ", text).strip(" ,")
    return _parsed(text) if _FULL_YEAR.search(text) and _DAY.search(text) else None


@lru_cache(maxsize=10_000)
def _parsed(text: str) -> datetime.date | None:
    """What dateparser makes of a date without its clock; a table says the same day in many rows."""
    import dateparser  # 60 ms to import, needed for few values

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateparser's own calls of what Python deprecates
        found = dateparser.parse(text, languages=list(LANGUAGES), settings=_SETTINGS)
    return found.date() if found else None
