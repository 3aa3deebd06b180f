"""Parts of the day: `morning`, `early morning`, `first light`, `small hours`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.draft import Meaning, Rule, Timex
from sitrex.annotate.dates.event_words import event_words
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.rules import forms

_DAWNS: Final = cue_words("dawns")
_EDGES: Final = cue_words("edges")
_BESIDE_EVENT: Final = cue_words("beside_event")
_DETERMINERS: Final = cue_words("determiners")
_UP_TO: Final = cue_words("up_to_daylight")
_BEGINNINGS: Final = cue_words("beginnings_of_days")

DayPart = tuple[int, str, str | None]
"""(stop, code, mod)."""


def day_part(a: Sequence[Atom], i: int) -> DayPart | None:
    """The part of the day at atom ``i``."""
    mod, at = None, i
    if "edge" in a[i].words and a[i].low in _EDGES:
        mod, at = a[i].words["edge"], i + 1
        at += a[at].kind == "dash"
    elif a[i].low == "pre":
        return _pre_dawn(a, i)
    part = a[at].words.get("part")
    if part == "DT" and a[i - 1].low in _UP_TO:  # `at daylight`, when it comes
        part = "MO"
    if part:
        return _morning_hours(a, at, mod) or (at + 1, part, mod)
    if a[at].low not in _BEGINNINGS:
        return None
    return _first_light(a, at) or _hours(a, at, mod) or _small_hours(a, at, mod)


@forms.rule(
    "dates.part.pre-dawn",
    reads=("They struck in the [[pre-dawn]] again.",),
    leaves=("They struck at dawn.",),
    source="news style",
)
def _pre_dawn(a: Sequence[Atom], i: int) -> DayPart | None:
    return (i + 3, "MO", "START") if a[i + 1].kind == "dash" and a[i + 2].low in _DAWNS else None


@forms.rule(
    "dates.part.morning-hours",
    reads=("They struck in the [[morning hours]].",),
    leaves=("They struck in the morning.",),
    source="news style",
)
def _morning_hours(a: Sequence[Atom], i: int, mod: str | None) -> DayPart | None:
    return (i + 2, "MO", mod) if a[i + 1].low == "hours" and a[i].words["part"] == "MO" else None


@forms.rule(
    "dates.part.first-light",
    reads=("They struck at [[first light]].",),
    leaves=("It was the first lamp.",),
    source="military usage",
)
def _first_light(a: Sequence[Atom], i: int) -> DayPart | None:
    return (i + 2, "MO", None) if a[i].low == "first" and a[i + 1].low == "light" else None


@forms.rule(
    "dates.part.early-hours",
    reads=("They struck in the [[early hours]].", "They struck in the [[early hours of the morning]]."),
    leaves=("They worked long hours.",),
    source="English usage",
)
def _hours(a: Sequence[Atom], i: int, mod: str | None) -> DayPart | None:
    if not mod or a[i].low != "hours":
        return None
    whole = (a[i + 1].low, a[i + 2].low, a[i + 3].low) == ("of", "the", "morning")
    return i + 4 if whole else i + 1, "MO" if mod == "START" else "NI", mod


@forms.rule(
    "dates.part.small-hours",
    reads=("They struck in the [[small hours]].",),
    leaves=("They struck a small house.",),
    source="English usage",
)
def _small_hours(a: Sequence[Atom], i: int, mod: str | None) -> DayPart | None:
    return (i + 2, "NI", mod) if a[i].low == "small" and a[i + 1].low == "hours" else None


@forms.rule(
    "dates.part.of-event",
    reads=(
        "They met the [[morning]] after the attack.",
        "They met on the [[evening]] following the raid.",
    ),
    leaves=("They met in the morning after lunch.",),
    source="TimeML: the event is the anchor",
)
def of_event(a: Sequence[Atom], i: int, part: DayPart) -> Timex | None:
    """A part of the day beside an event: `the morning after the attack`."""
    stop, code, mod = part
    event = stop + 1
    if a[i - 1].low != "the" or a[stop].low not in _BESIDE_EVENT or a[event].low not in _DETERMINERS:
        return None
    length = event_words(a, event, a[stop].low)
    if not length or any(atom.words or atom.kind == "ordinal" for atom in a[event + 1 : event + length]):
        return None  # a day, not what happened on it
    meaning = Meaning(label="TIME", rule=Rule.EVENT, value=f"XXXX-XX-XXT{code}", mod=mod)
    end = event if a[i].low == "night" else stop  # `night before` as `day before`
    return Timex(i, end, meaning, event=(event, event + length))
