"""What the grammar found: a mention whose value may still need an anchor."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, NamedTuple

from sitrex.record.model import Date

_NAME: Final = re.compile(r"([A-Za-z]+),?\s+(?:the\s+)?")
"""A month or a weekday before the number of something else."""


class Rule(Enum):
    """How a meaning becomes a value."""

    FIXED = "fixed"  # the value stands
    PARTIAL = "partial"  # fields are missing above: `5 May`, `Tuesday`, `the 15th`
    SHIFT = "shift"  # a signed number of units from an anchor
    EVENT = "event"  # an amount of time before or after an event
    SAME = "same"  # the anchor itself, in another granularity: `that year`
    LENGTH = "length"  # a length that ends or begins at an anchor: `the past week`
    CLOCK = "clock"  # a time of a day that is named elsewhere


class Base(Enum):
    """Which anchor a relative meaning counts from."""

    SPEECH = "speech"  # the day of publication
    STORY = "story"  # the last full date of the narrative
    EITHER = "either"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A value before it is resolved.

    ``value`` is the TIMEX3 value as far as the words say it, ``X`` for what is
    unknown, and is final where the rule is FIXED. ``clock`` is the part after
    ``T``. ``unit`` and ``amount`` are those of an offset (``amount`` None:
    vague, `days later`); unit ``step`` counts months, seasons or weekdays
    (`last March`). ``part`` is a season, quarter or half; ``short_year`` two
    digits; ``within`` the year, month or period that the words put the date in
    (`October of that year`); ``numeric`` a date whose day and month may stand
    in either order; ``zone`` that of a clock time, as the record has it; ``tentative``
    where only other dates of the document can justify it.
    """

    label: str = "DATE"
    rule: Rule = Rule.FIXED
    value: str
    mod: str | None = None
    clock: str = ""
    base: Base = Base.EITHER
    amount: float | None = 0
    unit: str = ""
    quant: str | None = None
    freq: str | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str | None = None
    holiday: str | None = None
    short_year: int | None = None
    within: Meaning | None = None
    numeric: str | None = None
    zone: str | None = None
    tentative: bool = False

    @property
    def steps_from_speech(self) -> bool:
        """Whether it is a month, a season or a weekday that counts from the day of speaking: `last February`."""
        return self.unit == "step" and self.base is Base.SPEECH

    @property
    def is_time_of_story(self) -> bool:
        """Whether it is a time of the day that the story tells: `at 5 p.m.`, `during the night`."""
        part_of_day = self.rule is Rule.SHIFT and self.base is Base.STORY and bool(self.clock) and not self.amount
        return self.rule is Rule.CLOCK or part_of_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Date):
    """A mention between ``match`` and ``resolve``.

    ``range_back`` is the distance in characters to the start of the range's
    first member, so that it survives a shift of the whole.
    """

    meaning: Meaning
    range_back: int | None = None

    @property
    def tentative(self) -> bool:
        """Whether only other dates of the document can justify it."""
        return self.meaning.tentative

    def before(self, at: int) -> Draft | None:
        """Its month or weekday alone, where all that follows belongs to something at an offset: `June | the 1st Cavalry`."""
        meant, head = self.meaning, _NAME.fullmatch(self.text, 0, at - self.start)
        if head is None or not meant.day or meant.within is not None or not meant.value.startswith("XXXX"):
            return None
        if bool(meant.weekday) is bool(meant.month):
            return None
        value = f"XXXX-WXX-{meant.weekday}" if meant.weekday else f"XXXX-{meant.month:02d}"
        kept = Meaning(rule=Rule.PARTIAL, value=value, month=meant.month, weekday=meant.weekday)
        return replace(
            self, end=self.start + len(head[1]), text=head[1], label="DATE", value=value, zone=None, meaning=kept
        )


class Timex(NamedTuple):
    """A mention as the grammar sees it: its atoms ``[first, stop)``, its meaning, whether it continues a range, its event's atoms."""

    first: int
    stop: int
    meaning: Meaning
    in_range: bool = False
    event: tuple[int, int] | None = None
