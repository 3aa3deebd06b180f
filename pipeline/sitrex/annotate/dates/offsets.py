"""Dates at a distance: `two days later`, `a month after the fall of …`, `three years ago`, `24 hours from now`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import duration_value, unit
from sitrex.annotate.dates.draft import Base, Meaning, Timex
from sitrex.annotate.dates.draft import Rule as How
from sitrex.annotate.dates.durations import duration
from sitrex.annotate.dates.event_words import event_words
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.relative_forms import spoken
from sitrex.annotate.dates.relative_meanings import ANNIVERSARY, shift, unknown_value
from sitrex.annotate.dates.rules import forms

_FROM_NOW: Final = cue_words("from_now")
_INTO_WHOSE: Final = cue_words("into_whose")
_ORDERING_LENGTHS: Final = cue_words("ordering_lengths")
_ORDERING_NIGHTS: Final = cue_words("ordering_nights")

_ORDERS: Final = cue_words("order_after_plural")

_Offset = tuple[float | None, str, int]
"""Number, code of the unit, multiplier."""


def counted(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """A length of time, or the date that lies at such a distance from an anchor."""
    found = duration(a, i) or _bare_plural(a, i)
    if not found:
        return None
    timex = found[-1]
    if len(found) > 1 or not timex.meaning.unit:
        return found
    offset, stop, whole = _offset(timex.meaning), timex.stop, timex._replace(first=i)
    order = a[stop].words.get("order")
    if order is None:
        into = _from_now(a, stop, whole, offset) or _into(a, stop, timex)
        return into or (found if timex.meaning.value != "PX" else None)
    dated = _nights_on(a, stop, whole, offset)
    if order == "ago":
        dated = dated or _ago(a, stop, whole, offset)
    else:
        dated = dated or _from_event(a, stop, timex, offset) or _later(a, stop, whole, offset)
    if dated is None and timex.meaning.value == "PX":  # `years later than promised`
        value = duration_value(None, *offset[1:])
        return [timex._replace(meaning=replace(timex.meaning, value=value))]
    return dated or found


def _offset(meaning: Meaning) -> _Offset:
    code = meaning.unit.lstrip("0123456789")
    times = int(meaning.unit[: len(meaning.unit) - len(code)])
    # a fortnight later is a day, not a week
    return (meaning.amount, "D", times * 7) if code == "W" else (meaning.amount, code, times)


@forms.rule(
    "dates.offset.bare-plural",
    reads=("It fell [[years later]].",),
    leaves=("It fell for years.",),
    source="English usage",
)
def _bare_plural(a: Sequence[Atom], i: int) -> list[Timex] | None:
    here = unit(a, i)
    if not here or not here.plural or here.stop != i + 1 or a[i + 1].low not in _ORDERS:
        return None
    meant = Meaning(label="DURATION", value="PX", amount=None, unit=f"{here.times}{here.code}")
    return [Timex(i, i + 1, meant)]


@forms.rule(
    "dates.offset.from-now",
    reads=("It falls [[two weeks from now]].", "It falls [[two weeks from today]]."),
    leaves=("It fell two weeks from there.",),
    source="English usage",
)
def _from_now(a: Sequence[Atom], i: int, timex: Timex, offset: _Offset) -> list[Timex] | None:
    if a[i].low != "from" or a[i + 1].low not in _FROM_NOW:
        return None
    number, code, times = offset
    return [Timex(timex.first, i + 2, shift(Base.SPEECH, number, code, times=times))]


def _to_event(timex: Timex, start: int, length: int) -> list[Timex]:
    meaning = replace(timex.meaning, rule=How.EVENT)
    return [timex._replace(meaning=meaning, event=(start, start + length) if length else None)]


def _into(a: Sequence[Atom], i: int, timex: Timex) -> list[Timex] | None:
    """`two weeks into the siege`: the event is the anchor of the length."""
    if a[i].low != "into" or a[i + 1].low not in _INTO_WHOSE:
        return None
    return _to_event(timex, i + 1, event_words(a, i + 1, "into"))


def _nights_on(a: Sequence[Atom], i: int, timex: Timex, offset: _Offset) -> list[Timex] | None:
    """`two nights later`: a night, not a day."""
    number, code, _ = offset
    low = a[i].low
    if code != "NI" or number is None or low not in _ORDERING_NIGHTS:
        return None
    base = Base.SPEECH if low == "ago" else Base.STORY
    return [Timex(timex.first, i + 1, shift(base, number if low == "later" else -number, "D", clock="NI"))]


@forms.rule(
    "dates.offset.ago",
    reads=("It fell [[three years ago]].", "It fell [[five years ago to-day]].", "It fell [[years ago]]."),
    leaves=("It fell three years later.",),
    source="English usage",
)
def _ago(a: Sequence[Atom], i: int, timex: Timex, offset: _Offset) -> list[Timex] | None:
    number, code, times = offset
    if number is None:
        return [Timex(timex.first, i + 1, Meaning(value="PAST_REF"))]
    meant = shift(Base.SPEECH, -number, code, times=times)
    exact = _anniversary(a, i + 1)
    if exact and code in ("Y", "M", "D") and number == int(number):
        return [Timex(timex.first, exact[0], replace(meant, value=exact[1], part=exact[2]))]
    return [Timex(timex.first, i + 1, meant)]


@forms.rule(
    "dates.offset.anniversary",
    reads=("It fell [[five years ago to-day]].", "It fell [[ten years ago this week]]."),
    leaves=("It fell ten years ago.",),
    source="newspapers",
)
def _anniversary(a: Sequence[Atom], i: int) -> tuple[int, str, str] | None:
    """(stop, value, unit) of what makes `N years ago` exact."""
    day = spoken(a, i)
    if day and day.meaning.unit == "D" and not day.meaning.clock:
        return day.stop, unknown_value("D"), f"{ANNIVERSARY}{int(day.meaning.amount or 0)}"
    here = unit(a, i + 1) if a[i].low == "this" else None
    if here and here.stop == i + 2 and here.code in ("D", "W", "M"):
        return here.stop, unknown_value(here.code), f"{ANNIVERSARY}{here.code}"
    return None


@forms.rule(
    "dates.offset.from-event",
    reads=("It fell [[two weeks]] after the attack.", "It fell [[months]] before the attack."),
    leaves=("It fell two weeks after.",),
    source="TimeML: a length that an event anchors",
)
def _from_event(a: Sequence[Atom], i: int, timex: Timex, offset: _Offset) -> list[Timex] | None:
    low = a[i].low
    if low not in _ORDERING_LENGTHS or (low == "prior" and a[i + 1].low != "to"):
        return None
    start = i + 1 + (low == "prior")
    length = event_words(a, start, "after" if low != "before" else "before")
    if not length:
        return None
    if timex.meaning.value == "PX":
        timex = timex._replace(meaning=Meaning(label="DURATION", value=duration_value(None, *offset[1:])))
    return _to_event(timex, start, length)


@forms.rule(
    "dates.offset.later",
    reads=("It fell [[two weeks later]].", "It had fallen [[two days before]].", "It fell [[hours later]]."),
    leaves=("It fell two weeks ago.",),
    source="English usage",
)
def _later(a: Sequence[Atom], i: int, timex: Timex, offset: _Offset) -> list[Timex] | None:
    number, code, times = offset
    if a[i + 1].low == "than":  # `two weeks earlier than planned`: a length
        return None
    steps = int(a[i].words["order"])
    if timex.meaning.value != "PX" and number is not None:
        meant = shift(Base.STORY, steps * number, code, times=times)
    elif code[0] == "T":
        meant = Meaning(label="DURATION", value=duration_value(None, code, times))
    elif code in ("D", "W"):
        meant = Meaning(value=unknown_value(code))
    else:
        meant = Meaning(value="FUTURE_REF" if steps > 0 else "PAST_REF")
    return [Timex(timex.first, i + 1, meant)]
