"""Figures that are a date by themselves: `2024-W07`, `2024-11-14T04:30Z`, `9/11`, `24/7`, `post-2014`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sitrex.annotate.dates.draft import Meaning, Timex
from sitrex.annotate.dates.lexicon import Atom
from sitrex.annotate.dates.rules import forms
from sitrex.normalise.calendar_numeric import iso_value, iso_zone
from sitrex.normalise.timex import is_value


@forms.rule(
    "dates.calendar.iso-week",
    reads=("It runs in [[2024-W07]].",),
    leaves=("It runs in W07.",),
    source="ISO 8601",
)
def iso_week(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """A week as ISO 8601 writes it."""
    return [Timex(i, i + 1, Meaning(value=a[i].text))] if is_value(a[i].text) else None


@forms.rule(
    "dates.clock.iso",
    reads=("They logged [[2024-11-14T04:30Z]] there.",),
    leaves=("They logged 2024-11-14 there.",),
    source="ISO 8601",
)
def iso_time(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """A day and a time as ISO 8601 writes them."""
    value = iso_value(a[i].text)
    return [Timex(i, i + 1, Meaning(label="TIME", value=value, zone=iso_zone(a[i].text)))] if value else None


@forms.rule(
    "dates.calendar.by-figures",
    reads=("They met after [[9/11]] there.",),
    leaves=("They met 9/11 of them.",),
    source="guidelines 1.1: the day of September 2001",
)
def day_by_figures(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """`9/11` where it is the day."""
    counted = a[i + 1].low == "of" or (a[i].glued and a[i - 1].kind not in ("punct", "dash"))
    return [Timex(i, i + 1, Meaning(value="2001-09-11"))] if a[i].text == "9/11" and not counted else None


@forms.rule(
    "dates.set.round-the-clock",
    reads=("They work [[24/7]] there.",),
    leaves=("They work 24/8 there.",),
    source="guidelines 1.1",
)
def round_the_clock(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """`24/7`."""
    return [Timex(i, i + 1, Meaning(label="SET", value="P1D", quant="EVERY"))] if a[i].text == "24/7" else None


@forms.rule(
    "dates.year.after-prefix",
    reads=(
        "In the [[post-2014]] years they armed.",
        "They kept [[pre-1990]] maps.",
        "They kept [[pre-9/11]] maps.",
    ),
    leaves=("They kept a post-war map.",),
    source="TimeML 1.2.1, mod BEFORE AFTER",
)
def around_year(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """`post-2014`, `pre-9/11`."""
    mod = {"post": "AFTER", "pre": "BEFORE"}.get(a[i].low)
    year = a[i + 2]
    if mod is None or a[i + 1].kind != "dash" or not year.glued:
        return None
    if year.kind == "known" and (day := day_by_figures(a, i + 2)):
        return [day[0]._replace(first=i, meaning=replace(day[0].meaning, mod=mod))]
    if year.kind != "num" or len(year.text) != 4:
        return None
    return [Timex(i, i + 3, Meaning(value=year.text, mod=mod))] if "1000" <= year.text <= "2099" else None
