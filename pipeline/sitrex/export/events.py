"""Which date a sentence gives for what it tells: a record does not tie mentions to dates, sentences stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

_PRECISE: Final = frozenset({"minute", "hour", "part_of_day", "day", "week", "month"})
_COARSE: Final = frozenset({"season", "quarter", "half", "year"})
"""Decades and centuries date no event."""


@dataclass(frozen=True, slots=True)
class Event:
    """A date of a sentence: first and last day, ``YYYY-MM-DD``, granularity, words, where they stand."""

    begin: str
    end: str
    precision: str
    text: str
    start: int
    stop: int


def events(dates: Iterable[Mapping[str, Any]]) -> dict[int, list[Event]]:
    """Number of a sentence -> its dates that may date an event, in text order.

    Those with a calendar interval of a year or less; where a sentence has finer ones than seasons and years, these alone.
    """
    found: dict[int, list[Event]] = {}
    for date in dates:
        granularity = date["granularity"]
        if date["begin"] and date["end_date"] and granularity in _PRECISE | _COARSE:
            event = Event(
                date["begin"].partition("T")[0],
                date["end_date"].partition("T")[0],
                granularity,
                " ".join(date["text"].split()),
                date["start"],
                date["end"],
            )
            found.setdefault(date["sentence"], []).append(event)
    return {sentence: [event for event in own if event.precision in _PRECISE] or own for sentence, own in found.items()}


def nearest(mention: Mapping[str, Any], dates: Iterable[Event]) -> Event | None:
    """The date that stands nearest to the mention, the first of two; None where there is none."""
    return min(dates, key=lambda d: (gap(mention["start"], mention["end"], d.start, d.stop), d.start), default=None)


def gap(start: int, end: int, other_start: int, other_end: int) -> int:
    """Code points between two spans."""
    return max(other_start - end, start - other_end, 0)
