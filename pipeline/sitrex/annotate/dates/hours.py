"""Which hour and which day a time of a story means, from the time that was told before it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Final

from sitrex.annotate.dates.clock_forms import HALF_DAY, MIDNIGHT, NOON
from sitrex.annotate.dates.draft import Meaning
from sitrex.annotate.dates.points import ANY_YEAR, DAY, Point, point, shifted

_PART_HOURS: Final = {"MO": 5, "AF": 13, "EV": 18, "NI": 21, "DT": 6}
_TIMED: Final = re.compile(r"((?:\d{4}|XXXX)-\d\d-\d\d)T(?:(MO|AF|EV|NI|DT)|(\d\d)(?::(\d\d))?)")
_MINUTES: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
NO_DAY: Final = "XXXX-XX-XX"
_EVENING: Final = 18
_MEMORY: Final = 1500
_SAME_NIGHT: Final = 900
_BEHIND, _AHEAD = -12, 14
"""Hours that a zone is behind UTC or ahead of it at most."""


@dataclass(frozen=True, slots=True)
class Told:
    """The last time that the story told: its day, its hour as a number, where it stands in the text."""

    day: datetime.date
    hour: float
    offset: int

    @classmethod
    def of(cls, value: str, offset: int) -> Told | None:
        """The time that a value names; None for other values and for unknown hours."""
        match = _TIMED.match(value)
        if match is None:
            return None
        hour = float(_PART_HOURS[match[2]]) if match[2] else int(match[3]) + int(match[4] or 0) / 60
        return cls(datetime.date.fromisoformat(match[1].replace("XXXX", str(ANY_YEAR))), hour, offset)


def on_clock(
    meaning: Meaning, day: datetime.date, last: Told | None, offset: int, published: datetime.date | None = None
) -> str:
    """The value of a clock time in a story that stands at ``day`` and last told ``last``.

    An hour that does not say its half of the day is the first one after the
    last time told; an hour of the morning after an evening or a night belongs
    to the next day, and so does midnight after anything on its day. What is told
    on the day of publication is not of the next.
    """
    hour, minute = int(meaning.clock[1:3]), meaning.clock[3:]
    if last is None or last.day != day or offset - last.offset >= _MEMORY:
        return f"{day.isoformat()}{meaning.clock}"
    now = hour + int(minute[1:3] or 0) / 60
    if meaning.unit == HALF_DAY and _in_second_half(hour, now, last.hour):
        now, hour = now % 12 + 12, hour % 12 + 12
    next_day = now < last.hour and last.hour >= _EVENING and now < 12 and offset - last.offset < _SAME_NIGHT
    if (next_day or (meaning.clock == MIDNIGHT and last.hour > 0)) and day != published:
        day += DAY
    return f"{day.isoformat()}T{hour:02d}{minute}"


def day_in_zone(hour: str, other: str) -> str:
    """The day of an hour of which ``other`` (``2012-02-14T22:30``) is the time in another zone: none is more than 12 hours
    behind UTC or 14 ahead of it. The day of ``other`` where either is not told to the minute.

    >>> day_in_zone("T05:30", "2012-02-14T22:30"), day_in_zone("T15:00", "2024-06-17T19:00")
    ('2012-02-15', '2024-06-17')
    """
    day = other.partition("T")[0]
    if not (_MINUTES.fullmatch(day + hour) and _MINUTES.fullmatch(other)):
        return day
    here, there = datetime.datetime.fromisoformat(day + hour), datetime.datetime.fromisoformat(other)
    ahead = (here - there) / datetime.timedelta(hours=1)
    return (here + datetime.timedelta(days=(ahead < _BEHIND) - (ahead > _AHEAD))).date().isoformat()


def _in_second_half(hour: int, now: float, last: float) -> bool:
    """Whether an hour that may be of either half of the day comes next in its second, after the last time told."""
    return hour <= NOON and now <= last < now + 12 and (hour % 12 > 0 or now < last)


def on_night(meaning: Meaning, first: datetime.date) -> str:
    """The value of a time in a report of two days in one: from noon on it is of the first, before noon of the second.

    >>> on_night(Meaning(value="", clock="T22:30"), datetime.date(1917, 8, 27))
    '1917-08-27T22:30'
    """
    clock = meaning.clock[1:]
    late = clock in ("AF", "EV", "NI") or (clock[:1].isdecimal() and int(clock[:2]) >= NOON)
    return (first if late else first + DAY).isoformat() + meaning.clock


def later_on_clock(told: str, meaning: Meaning) -> str:
    """The time so many hours or minutes after (or before) a time told, whatever is known of its day.

    >>> later_on_clock("XXXX-XX-05T03:00", Meaning(value="", amount=30, unit="TM"))
    'XXXX-XX-05T03:30'
    >>> later_on_clock("XXXX-XX-05T23:00", Meaning(value="", amount=2, unit="TH"))
    'XXXX-XX-XXT01:00'
    """
    if here := point(told):
        return shifted(meaning, here)
    day, _, clock = told.partition("T")
    start = Point(ANY_YEAR, 1, 2, clock)
    moved_day, _, moved = shifted(meaning, start).partition("T")
    return f"{day if moved_day == str(start.date()) else NO_DAY}T{moved}"


def on_next_morning(meaning: Meaning, day: datetime.date, last: Told | None, offset: int) -> bool:
    """Whether a dawn or morning of the story is the one after the evening or night told before it."""
    return (
        meaning.clock == "TMO"
        and last is not None
        and last.day == day
        and last.hour >= _EVENING
        and offset - last.offset < _SAME_NIGHT
    )
