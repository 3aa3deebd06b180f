"""What a date beside an expression says of it: the weekday of a pair, the year of a distance."""

from __future__ import annotations

import re
from typing import Final

from sitrex.annotate.dates import surroundings
from sitrex.annotate.dates.draft import Base, Draft, Rule
from sitrex.annotate.dates.points import Point, point
from sitrex.annotate.dates.stated_ahead import YEAR_VALUE
from sitrex.annotate.dates.story import Story
from sitrex.normalise.calendar_days import weekday_near

PAIR: Final = re.compile(r"\s*(?:,|,?\s*(?:and|or|to|until|through)|[-–—])\s*(?:early |late |mid-?)?")
APPOSITION: Final = re.compile(r",?\s+(?:on|in)\s+(?:the\s+)?|,\s+")
"""What stands between a year pointed at and the date in it: `sixty years ago, on May 14`."""

Valued = tuple[Draft, str, str]
"""A mention with its value and its anchor."""


def year_told(lines: surroundings.Lines, previous: Valued | None, draft: Draft) -> Point | None:
    """The year that `that year` points back to, though the story does not stand there."""
    if draft.meaning.unit != "Y" or previous is None:
        return None
    before, value, _ = previous
    named = YEAR_VALUE.fullmatch(value) and before.label == "DATE" and lines.same(before.start, draft.start)
    return Point(int(value)) if named else None


def weekday_beside(text: str, previous: Valued, draft: Draft) -> tuple[str, str] | None:
    """Value and anchor of the second weekday of a pair, the first after the other: `Friday and Saturday`, `Mon-Fri`."""
    before, value, anchor = previous
    here, first = point(value), before.meaning
    paired = first.weekday and not first.day and first.rule is Rule.PARTIAL
    if not paired or not PAIR.fullmatch(text, before.end, draft.start):
        return None
    day = here.date() if here and here.known else None
    if day is None:
        return None
    return weekday_near(day, draft.meaning.weekday or 1, 2).isoformat() + draft.meaning.clock, anchor


def told_aside(story: Story, draft: Draft) -> Point | None:
    """The date stated in the sentence, where the story did not follow it: `arrived in 1607 and died thirteen years later`."""
    if story.aside is None or draft.meaning.unit not in ("Y", "M", "D") or not draft.meaning.amount:
        return None
    told, at = story.aside
    fine = draft.meaning.unit == "Y" or (told.month and draft.meaning.unit == "M") or told.day
    return told if fine and surroundings.same_sentence(story.text, at, draft.start) else None


def told_behind(story: Story, k: int, draft: Draft) -> str | None:
    """The year that stands beside a distance of years: `twenty-six years later, in 1990`."""
    behind = story.mentions[k + 1] if k + 1 < len(story.mentions) else None
    if draft.meaning.unit != "Y" or draft.meaning.base is not Base.STORY or behind is None:
        return None
    stated = story.years[k + 1]
    beside = stated is not None and APPOSITION.fullmatch(story.text, draft.end, behind.start)
    return f"{stated:04d}" if beside else None
