"""Weekdays that a date beside them says: the second of a pair, and the name of the day before it."""

from __future__ import annotations

import re
from typing import Final

from sitrex.annotate.dates.draft import Draft, Rule
from sitrex.annotate.dates.points import point
from sitrex.normalise.calendar_days import weekday_near

PAIR: Final = re.compile(r"\s*(?:,|,?\s*(?:and|or|to|until|through)|[-–—])\s*(?:early |late |mid-?)?")
_NAMED: Final = re.compile(r",?\s+\(?|\s*[(–—-]\s*")
"""What stands between a day and its name: `the next day, Sunday`."""

Told = tuple[Draft, str, str]
"""A mention with its value and its anchor."""


def weekday_beside(text: str, previous: Told, draft: Draft) -> tuple[str, str] | None:
    """Value and anchor of a weekday: the second of a pair is the first after the other (`Friday and Saturday`, `Mon-Fri`); one
    that only names the day before it is that day (`the next day, Sunday`).
    """
    before, value, anchor = previous
    here, weekday = point(value), draft.meaning.weekday or 1
    day = here.date() if here and here.known else None
    if day is None:
        return None
    if before.meaning.rule is Rule.SHIFT and before.meaning.unit == "D" and before.label == "DATE":
        named = day.isoweekday() == weekday and _NAMED.fullmatch(text, before.end, draft.start)
        return (day.isoformat() + draft.meaning.clock, anchor) if named else None
    paired = before.meaning.weekday and not before.meaning.day and before.meaning.rule is Rule.PARTIAL
    if not paired or not PAIR.fullmatch(text, before.end, draft.start):
        return None
    return weekday_near(day, weekday, 2).isoformat() + draft.meaning.clock, anchor
