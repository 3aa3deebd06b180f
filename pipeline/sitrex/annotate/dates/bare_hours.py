"""Hours that do not say their half of the day: `at 8`, `7:30`, `shortly after nine`; the day or its part beside them says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import integer
from sitrex.annotate.dates.clock_forms import HALF_DAY, clock
from sitrex.annotate.dates.draft import Meaning, Rule, Timex
from sitrex.annotate.dates.lexicon import Atom
from sitrex.annotate.dates.rules import forms

_ABOUT: Final = frozenset({"about", "around"})
SPOKEN_PARTS: Final = frozenset({"MO", "AF", "EV", "NI"})


def bare_time(a: Sequence[Atom], i: int) -> Timex | None:
    """A time that need not say its half of the day, `7` or `7:30`; none that does."""
    if a[i].kind == "clock":
        hour, minute = (int(part) for part in a[i].text.split(":")[:2])
        said = a[i + 1].kind == "meridiem" or "meridiem" in a[i + 1].words
        return None if said or hour > 12 else Timex(i, i + 1, half_open(hour, minute))
    hours = integer(a, i) if a[i].kind == "num" or "number_word" in a[i].words else None
    return Timex(i, hours[0], half_open(hours[1])) if hours and 1 <= hours[1] <= 12 else None


@forms.rule(
    "dates.clock.part-at-hour",
    reads=(
        "They strike [[tonight at 8]].",
        "They struck [[last night at 11:30]].",
        "They struck [[last night at about 10]].",
    ),
    leaves=("They struck last night at sea.",),
    source="English usage",
)
def with_hour(a: Sequence[Atom], i: int, part: Timex, *, led: bool = False) -> Timex | None:
    """A part of a day with the hour that `at` adds to it: `tonight at 8`; ``led`` where the hour itself stands at ``i``."""
    if not (led or a[i].low == "at") or part.meaning.clock[1:] not in SPOKEN_PARTS:
        return None
    at = i + (not led)
    near = a[at].low in _ABOUT
    at += near
    time = (bare_time(a, at) if a[at].kind == "clock" else None) or clock(a, at) or lonely_hour(a, at)
    if time is None:
        return None
    meant = hour_in_part(part.meaning, time.meaning)
    return part._replace(stop=time.stop, meaning=replace(meant, mod="APPROX") if near else meant)


def lonely_hour(a: Sequence[Atom], i: int) -> Timex | None:
    """An hour alone, in digits or words, that ends its phrase: `at 8`."""
    if a[i].kind == "decimal" and (told := _dotted_hour(a, i)):
        return told
    hour = integer(a, i) if a[i].kind == "num" or "number_word" in a[i].words else None
    if not hour or not 1 <= hour[1] <= 12 or a[hour[0]].kind not in ("punct", "break", "end"):
        return None
    return Timex(i, hour[0], half_open(hour[1]))


def _dotted_hour(a: Sequence[Atom], i: int) -> Timex | None:
    """`at 2.30`, after a day."""
    hour, _, minute = a[i].text.partition(".")
    if len(minute) != 2 or not minute.isdecimal() or int(hour) > 23 or int(minute) > 59:
        return None
    return Timex(i, i + 1, half_open(int(hour), int(minute)))


def half_open(hour: int, minute: int = 0) -> Meaning:
    """The meaning of a clock time that leaves its half of the day open."""
    return Meaning(label="TIME", rule=Rule.CLOCK, value="", clock=f"T{hour:02d}:{minute:02d}", unit=HALF_DAY)


def hour_in_part(part: Meaning, time: Meaning) -> Meaning:
    """A clock time on the day and in the part of the day that another meaning names."""
    hour, code = int(time.clock[1:3]), part.clock[1:]
    late = code in ("AF", "EV") or (code == "NI" and hour >= 6)
    if time.unit == HALF_DAY and hour <= 12:
        hour = hour % 12 + (12 if late else 0)
    clock = f"T{hour:02d}{time.clock[3:]}"
    return replace(part, clock=clock, value=part.value.removesuffix(part.clock) + clock, zone=time.zone)


@forms.rule(
    "dates.clock.bare-hour",
    reads=("On 5 May they came [[just before nine]].",),
    leaves=("They came at nine.",),
    source="English usage",
)
def bare_hour(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """`shortly after nine`: an hour in words, where the phrase ends with it."""
    found = lonely_hour(a, i) if "number_word" in a[i].words else None
    return [found] if found else None
