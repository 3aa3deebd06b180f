"""The day that stands beside a time: a full or partial date, a weekday, `today`, `the next day`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import ordinal_digits
from sitrex.annotate.dates.calendar_items import item, meaning
from sitrex.annotate.dates.calendar_series import series
from sitrex.annotate.dates.day_parts import DayPart
from sitrex.annotate.dates.days_alone import day_of_month, ends_day, is_day
from sitrex.annotate.dates.draft import Meaning, Rule, Timex
from sitrex.annotate.dates.letter_months import letter_month
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.relative_forms import pointed, spoken
from sitrex.annotate.dates.rules import forms
from sitrex.annotate.text.words import words

_BEFORE_PARTS: Final = cue_words("before_parts")
_TOLD_OF_DAY: Final = words("be", "have") | {"will", "would"}
"""Verbs of which a day is the subject, and that of no time before it: `In the evening the next day was planned`."""


def beside(a: Sequence[Atom], i: int) -> Timex | None:
    """The day that follows a time, alone or after `on`: `2230 GMT on Tuesday`, `noon of the 27th`, `4 p.m. Monday`, `9 a.m. 23rd`."""
    if day := next_day(a, i):
        return day
    if a[i].low not in ("on", "of"):
        return one_day(a, i + (a[i].low == ","))
    return one_day(a, i + 1 + (a[i + 1].low == "the"))


@forms.rule(
    "dates.day.beside-time",
    reads=(
        "They struck at [[5 a.m. the next day]].",
        "They struck at [[noon the previous day]].",
        "They struck at [[dawn the following day]].",
        "They struck at [[0400 hours the same day]].",
    ),
    leaves=("They struck the next day.", "In the evening the next day was told."),
    source="English usage",
)
def next_day(a: Sequence[Atom], i: int) -> Timex | None:
    """A day pointed at from the story, right behind a time: `5 a.m. | the next day`."""
    near = pointed(a, i + 1) if a[i].low == "the" else None
    if near is None or near.meaning.unit != "D" or near.meaning.clock or near.meaning.rule is Rule.EVENT:
        return None
    behind = a[near.stop]
    return None if behind.kind == "possessive" or behind.low in _TOLD_OF_DAY else near


def at_time(day: Meaning, hour: str, zone: str | None = None) -> Meaning:
    """The meaning of a time (``T04:00``, ``TNI``) on a day."""
    return replace(day, label="TIME", value=day.value + hour, clock=hour, zone=zone)


def one_day(a: Sequence[Atom], i: int) -> Timex | None:
    """A single day at atom ``i``: a full or partial date, a weekday, `today`, `the next day`."""
    found = item(a, i)
    if found and (found[1].day or found[1].weekday):
        return Timex(i, found[0], meaning(found[1]))
    if a[i].kind in ("numeric", "iso"):
        return _in_figures(a, i)
    near = spoken(a, i) or pointed(a, i)
    if near and not near.meaning.clock and (near.meaning.unit == "D" or near.meaning.weekday):
        return near
    led = a[i - 1].low in ("the", "of")
    if is_day(a, i) and (_closes(a, i + 1) or (led and not a[i + 1].text[:1].isupper())):
        stop, month = letter_month(a, i + 1) or (i + 1, None)
        return Timex(i, stop, day_of_month(ordinal_digits(a[i]), month))
    return None


@forms.rule(
    "dates.part.before-day",
    reads=(
        "They struck at [[dawn today]].",
        "They strike by [[dusk Tuesday]].",
        "They left at [[daylight December 15th]].",
    ),
    leaves=("They struck at dawn on Tuesday.", "At night Tuesday was quiet.", "By evening Monday's toll rose."),
    source="wire style; diaries",
)
def before_its_day(a: Sequence[Atom], i: int, part: DayPart) -> list[Timex] | None:
    """A part of the day right before its day, as a clock time has it: `at dawn today`."""
    stop, code, mod = part
    led = a[i - 1].low in _BEFORE_PARTS and not (code == "NI" and a[i - 1].low == "at")
    day = one_day(a, stop) if led else None
    if not day or a[day.stop].kind == "possessive" or day.meaning.label != "DATE":
        return None
    return [Timex(i, day.stop, replace(at_time(day.meaning, f"T{code}"), mod=mod))]


def _closes(a: Sequence[Atom], i: int) -> bool:
    """Whether a day's ordinal ends its phrase: `at 9 a.m. 23rd.`, not `at 0600 1st and 2nd Battalions`, `at dawn 5th, 6th and`."""
    if letter_month(a, i):
        return True
    ends = a[i].kind in ("punct", "break", "end") and ends_day(a, i)
    return ends and a[i + 1].kind != "ordinal"


def _in_figures(a: Sequence[Atom], i: int) -> Timex | None:
    """`15.10.2025`, one date and no list."""
    dates = series(a, i)
    return dates[0] if dates and len(dates) == 1 else None
