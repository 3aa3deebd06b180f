"""What a pointer points at: `last` week, `next` March, `this` morning, `the following` Tuesday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import Unit, unit
from sitrex.annotate.dates.day_parts import day_part
from sitrex.annotate.dates.draft import Base, Meaning, Rule, Timex
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.months import is_verb_may
from sitrex.annotate.dates.periods import KINDS_OF_YEAR
from sitrex.annotate.dates.relative_meanings import SAME_PERIOD, shift, unknown_value
from sitrex.annotate.dates.rules import forms

_LAST_OR_PAST: Final = cue_words("last_or_past")
_NO_POINTED_DAYS: Final = cue_words("no_pointed_days")
_POINTED_PARTS: Final = cue_words("pointed_parts")
_STRESSING: Final = cue_words("stressing")
_YEAR_BACK: Final = cue_words("year_back")


def target(a: Sequence[Atom], i: int, steps: int, base: Base) -> Timex | None:
    """The date so many steps from the base that the words after a pointer at atom ``i`` name."""
    at = i + 1 + (a[i].low == "this" and a[i + 1].low in _STRESSING)
    if a[at].words or a[at].low in _NO_POINTED_DAYS:
        found = _part(a, i, at, steps, base) or _weekday(a, i, at, steps, base) or _month(a, i, at, steps, base)
        found = found or _season(a, i, at, steps, base)
        if found:
            return found
    year = at + (a[at].low in KINDS_OF_YEAR and a[at + 1].low == "year")
    here = unit(a, year)
    if here is None or here.stop != year + 1 or here.plural or here.code in ("TS", "TM", "TH"):
        return None
    return _unit(a, i, here, steps, base)


def _stepped(value: str, steps: int, base: Base, *, month: int | None = None, part: str | None = None) -> Meaning:
    return Meaning(rule=Rule.PARTIAL, value=value, month=month, part=part, base=base, amount=steps, unit="step")


@forms.rule(
    "dates.pointed.part",
    reads=("They left [[this morning]].", "They left [[this early morning]]."),
    leaves=("They left that morning.",),
    source="English usage",
)
def _part(a: Sequence[Atom], i: int, at: int, steps: int, base: Base) -> Timex | None:
    words, low = a[at].words, a[at].low
    if "part" in words and low != "overnight" and not (a[i].low == "past" and low != "night"):
        return Timex(i, at + 1, shift(base, steps, "D", clock=words["part"]))
    part = day_part(a, at) if a[i].low in _POINTED_PARTS else None
    return Timex(i, part[0], shift(base, steps, "D", clock=part[1])) if part and part[0] > at + 1 else None


@forms.rule(
    "dates.pointed.weekday",
    reads=("They left [[last Tuesday]].", "They leave [[next Tuesday morning]]."),
    leaves=("They left on Tuesday.",),
    source="English usage",
)
def _weekday(a: Sequence[Atom], i: int, at: int, steps: int, base: Base) -> Timex | None:
    number = a[at].words.get("weekday")
    if not number:
        return None
    stop, clock = at + 1, ""
    if part := day_part(a, stop):
        stop, clock = part[0], f"T{part[1]}"
    meaning = Meaning(
        label="TIME" if clock else "DATE",
        rule=Rule.PARTIAL,
        value=f"XXXX-WXX-{number}{clock}",
        weekday=int(number),
        base=base,
        amount=steps,
        unit="step",
        clock=clock,
    )
    return Timex(i, stop, meaning)


@forms.rule(
    "dates.pointed.month",
    reads=("They left [[last March]].",),
    leaves=("They left in March.", "THEY SAID THAT THIS MAY HAVE FAILED."),
    source="English usage",
)
def _month(a: Sequence[Atom], i: int, at: int, steps: int, base: Base) -> Timex | None:
    number = int(a[at].words.get("month", 0))
    if not number or is_verb_may(a, at) or (a[at].low == "march" and not a[at].text[0].isupper()):
        return None
    return Timex(i, at + 1, _stepped(f"XXXX-{number:02d}", steps, base, month=number))


@forms.rule(
    "dates.pointed.season",
    reads=("They left [[last winter]].",),
    leaves=("They left in winter.",),
    source="English usage",
)
def _season(a: Sequence[Atom], i: int, at: int, steps: int, base: Base) -> Timex | None:
    part = a[at].words.get("season")
    return Timex(i, at + 1, _stepped(f"XXXX-{part}", steps, base, part=part)) if part else None


@forms.rule(
    "dates.pointed.unit",
    reads=(
        "They left [[last week]].",
        "They leave [[next year]].",
        "They left [[this century]].",
        "Sales fell [[this fiscal year]].",
    ),
    leaves=("They left that week.",),
    source="English usage",
)
def _unit(a: Sequence[Atom], i: int, here: Unit, steps: int, base: Base) -> Timex | None:
    code, stop = here.code, here.stop
    if code == "Q" and a[stop].low == "of":  # `last quarter of 1989` is a part of that year
        return None
    if here.times > 1 and code == "Y":
        decade = Meaning(rule=Rule.SHIFT, value="XXX", base=base, amount=steps, unit="DE")
        return None if a[i].low in _LAST_OR_PAST else Timex(i, stop, decade)
    if code == "CE":
        return Timex(i, stop, Meaning(rule=Rule.SHIFT, value="XX", base=base, amount=steps, unit="CE"))
    if a[i].low == "this" and code != "NI":
        value = unknown_value(code)
        return Timex(i, stop, Meaning(rule=Rule.SHIFT, value=value, base=Base.EITHER, amount=0, unit=code))
    return Timex(i, stop, shift(base, steps, code, times=here.times))


@forms.rule(
    "dates.composed.same-of-last-year",
    reads=(
        "In January 2009 it sold more than in the [[same month a year ago]].",
        "In May 2009 it sold more than in the [[same period last year]].",
    ),
    leaves=("It sold more in the same shop last year.",),
    source="business news",
)
def same_of_last_year(a: Sequence[Atom], i: int) -> Timex | None:
    """The period told before, a year back."""
    if a[i + 1].low != "period" and "unit" not in a[i + 1].words:
        return None
    at = i + 2 + (a[i + 2].low in ("of", "in"))
    at += a[at].low == "the"
    back = (a[at].low, a[at + 1].low)
    if back in (("last", "year"), ("previous", "year"), ("year", "before")):
        stop = at + 2
    elif back in (("a", "year"), ("one", "year")) and a[at + 2].low in _YEAR_BACK:
        stop = at + 3
    else:
        return None
    return Timex(i, stop, replace(shift(Base.STORY, -1, "Y"), part=SAME_PERIOD))
