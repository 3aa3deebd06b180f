"""Which date a sentence gives for what it tells: a record ties only figures of loss to dates, sentences stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

_PRECISE: Final = frozenset({"minute", "hour", "part_of_day", "day", "week", "month"})
_COARSE: Final = frozenset({"season", "quarter", "half", "year"})
"""Decades and centuries date no event."""
_DAY: Final = len("2024-05-10")


@dataclass(frozen=True, slots=True)
class Event:
    """A date of a sentence: first and last day, ``YYYY-MM-DD``, of its range if it has one; granularity, words, where they stand."""

    begin: str
    end: str
    precision: str
    text: str
    start: int
    stop: int


def events(record: Mapping[str, Any]) -> dict[int, list[Event]]:
    """Number of a sentence -> the dates that may date what it tells, in text order.

    Those with a calendar interval of a year or less, and ranges of them; where a sentence has finer ones than seasons and years, these alone;
    where it has none, those of its neighbours that are ``when`` of one of its figures.
    """
    whole = intervals(record["dates"])
    known: dict[str, Event] = {}
    found: dict[int, list[Event]] = {}
    for date in record["dates"]:
        granularity, (begin, end) = date["granularity"], whole[date["id"]]
        if begin and end and granularity in _PRECISE | _COARSE:
            words = " ".join(date["text"].split())
            days = begin.partition("T")[0], end.partition("T")[0]
            event = known[date["id"]] = Event(*days, granularity, words, date["start"], date["end"])
            found.setdefault(date["sentence"], []).append(event)
    found = {
        sentence: [event for event in own if event.precision in _PRECISE] or own for sentence, own in found.items()
    }
    beside: dict[int, dict[Event, None]] = {}
    for number in record["numbers"]:
        if number.get("when") in known and number["sentence"] not in found:
            beside.setdefault(number["sentence"], {})[known[number["when"]]] = None
    return found | {sentence: list(dated) for sentence, dated in beside.items()}


def intervals(dates: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str | None, str | None]]:
    """Id of a date -> its first and last day or minute, of a date that is an end of a range those of the range.

    >>> ends = [{"id": "d1", "range": "d1", "begin": "2024-03-06", "end_date": "2024-03-06"},
    ...     {"id": "d2", "range": "d1", "begin": "2024-07-31", "end_date": "2024-07-31"}]
    >>> intervals(ends)["d1"]
    ('2024-03-06', '2024-07-31')
    """
    ends = range_ends(dates)
    found: dict[str, tuple[str | None, str | None]] = {}
    for date in dates:
        first, last = ends.get(date.get("range") or "", (date, date))
        begin, end = first["begin"], last["end_date"]
        told = begin is not None and end is not None and begin[:_DAY] <= end[:_DAY]
        found[date["id"]] = (begin, end) if told else (date["begin"], date["end_date"])
    return found


def range_ends(dates: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Id of a range -> the dates that are its first and its last end."""
    ends: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {}
    for date in dates:
        if ranged := date.get("range"):
            first, _ = ends.setdefault(ranged, (date, date))
            ends[ranged] = first, date
    return ends


def nearest(mention: Mapping[str, Any], dates: Iterable[Event]) -> Event | None:
    """The date that stands nearest to the mention, the first of two; None where there is none."""
    return min(dates, key=lambda d: (gap(mention["start"], mention["end"], d.start, d.stop), d.start), default=None)


def gap(start: int, end: int, other_start: int, other_end: int) -> int:
    """Code points between two spans."""
    return max(other_start - end, start - other_end, 0)
