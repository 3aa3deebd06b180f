"""Seasons, quarters and halves of years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.amounts import ordinal
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.rules import forms, vetoes
from sitrex.annotate.dates.years import of_year, year_number

_LAST_OR_LATTER: Final = cue_words("last_or_latter")
_SEASON_LEADS: Final = cue_words("season_leads")

_SEASON_CUES: Final = cue_words("season_cues")
_FALL_LEADS: Final = cue_words("fall_leads")
_LAST_PARTS: Final = {"last": 4, "final": 4, "latter": 2}

Part = tuple[int, str, str | None, int | None]
"""(stop, part of the year, year, two-digit rest)."""


def season(a: Sequence[Atom], i: int) -> Part | None:
    """A season with a year, or alone where its neighbours say that it is one."""
    part = a[i].words.get("season")
    if not part or _proper_name(a, i):
        return None
    return _season_of_year(a, i, part) or _season_alone(a, i, part)


@vetoes.veto(
    "dates.season.proper-name",
    reads=("They met in [[Spring]] Seven times.",),
    leaves=("They won in [[Spring]] again.", "THEY WON IN THE [[SPRING OF 1964]]."),
    source="names of operations",
)
def _proper_name(a: Sequence[Atom], i: int) -> bool:
    after, before = a[i + 1], a[i - 1]
    named = (
        a[i].text[0].isupper()
        and after.kind == "word"
        and after.text[0].isupper()
        and "month" not in after.words
        and after.low != "of"
    )
    return named and before.kind not in ("end", "break") and before.low != "."


@forms.rule(
    "dates.season.of-year",
    reads=("They left in the [[winter of 1941]].", "They met in [[spring '43]]."),
    leaves=("They left in the winter.",),
    source="English usage",
)
def _season_of_year(a: Sequence[Atom], i: int, part: str) -> Part | None:
    found = of_year(a, i + 1)
    if not found:
        return None
    after, year, short = found
    return _over_new_year(a, after, year, part) or after, part, year or None, short


@forms.rule(
    "dates.season.over-new-year",
    reads=(
        "It fell in the [[winter of 1941/42]].",
        "It fell in [[winter 1941–1942]].",
        "It fell in the [[winter of 1941-2]].",
        "It lasted the [[winter of 1941 to 1942]].",
    ),
    leaves=("It fell in summer 1941.",),
    source="one winter, named by the year in which it begins",
)
def _over_new_year(a: Sequence[Atom], i: int, year: str, part: str) -> int | None:
    if a[i].low != "/" and a[i].kind != "dash" and not (a[i].low == "to" and part == "WI"):
        return None
    end = a[i + 1]
    if end.kind != "num" or len(end.text) not in (1, 2, 4):
        return None
    size = min(len(end.text), 2)
    follows = int(end.text[-size:]) == (int(year[-size:] or 0) + 1) % 10**size
    return i + 2 if follows else None


@forms.rule(
    "dates.season.alone",
    reads=("They left in the [[winter]] again.", "It was quiet by [[spring]] and [[summer]]."),
    leaves=("Winter quarters were found.",),
    source="a preposition, a pointer or a superlative before a season",
)
def _season_alone(a: Sequence[Atom], i: int, part: str) -> Part | None:
    coupled = a[i + 1].low in ("and", "or") and "season" in a[i + 2].words
    cued = coupled or a[i - 1].low in _SEASON_CUES or a[i - 1].kind == "dash"
    if not cued or _verb_fall(a, i):
        return None
    return i + 1, part, None, None


@vetoes.veto(
    "dates.season.fall-down",
    reads=("He died in the [[fall]] of the city.", "They feared every [[fall]] of rock."),
    leaves=("They left in the [[fall]].",),
    source="the verb and the noun `fall`",
)
def _verb_fall(a: Sequence[Atom], i: int) -> bool:
    if a[i].low != "fall":
        return False
    before, after = a[i - 1].low, a[i + 1]
    ends = after.kind in ("punct", "break", "end") and after.low != "'"
    return not (after.low in ("and", "or") or before in _FALL_LEADS or (before in _SEASON_LEADS and ends))


def quarter(a: Sequence[Atom], i: int) -> Part | None:
    """A quarter or a half, with its year; a quarter may stand alone."""
    if a[i].kind not in ("word", "ordinal"):
        return None
    found = _coded(a, i) or _quarter_in_words(a, i) or _half_in_words(a, i)
    if found is None:
        return None
    stop, part = found
    of = a[stop].low == "of"
    year = of_year(a, stop)
    if year and year[1]:
        return year[0], part, year[1], None
    if of and part[0] == "H" and _any_year(a, stop + 1):
        return stop, part, None, None
    return _quarter_alone(a, i, stop, part)


def _any_year(a: Sequence[Atom], i: int) -> bool:
    """Whether `the year`, `next year`, `this fiscal year` follows, which the grammar joins to its half."""
    return any(atom.low == "year" for atom in a[i : i + 3])


@forms.rule(
    "dates.quarter.alone",
    reads=("Sales fell in the [[third quarter]].",),
    leaves=("He won in the last quarter.",),
    source="business news",
)
def _quarter_alone(a: Sequence[Atom], i: int, stop: int, part: str) -> Part | None:
    alone = part[0] == "Q" and a[i].low not in _LAST_OR_LATTER and a[stop - 1].low == "quarter"
    return (stop, part, None, None) if alone else None


@forms.rule(
    "dates.quarter.coded",
    reads=("Sales fell in [[Q3 2024]].", "Sales fell in [[H1 of 2024]].", "Sales fell in [[Q2/2023]]."),
    leaves=("They held Q3 again.",),
    source="business news",
)
def _coded(a: Sequence[Atom], i: int) -> tuple[int, str] | None:
    low, figure = a[i].low, a[i + 1]
    if low not in ("q", "h") or figure.kind != "num" or not figure.glued or a[i].text == "h":
        return None
    number = int(figure.text[:3])
    dashed = (a[i + 2].kind == "dash" or a[i + 2].low == "/") and a[i + 2].glued
    dated = 1 <= number <= (4 if low == "q" else 2) and (year_number(a, i + 3) if dashed else of_year(a, i + 2))
    return (i + 2 + dashed, f"{a[i].text.upper()}{number}") if dated else None


def _counted_part(a: Sequence[Atom], i: int) -> tuple[int, int] | None:
    found = ordinal(a, i) or ((i + 1, _LAST_PARTS.get(a[i].low, 0)) if a[i].kind == "word" else None)
    return (found[0] + (a[found[0]].kind == "dash"), found[1]) if found else None


@forms.rule(
    "dates.quarter.in-words",
    reads=("Sales fell in the [[third quarter of 2023]].",),
    leaves=("Three quarters of 2023 men left.",),
    source="business news",
)
def _quarter_in_words(a: Sequence[Atom], i: int) -> tuple[int, str] | None:
    found = _counted_part(a, i)
    if found and a[found[0]].low == "quarter" and 1 <= found[1] <= 4:
        return found[0] + 1, f"Q{found[1]}"
    return None


@forms.rule(
    "dates.quarter.half-year",
    reads=("They withdrew in the [[first half of 1944]].",),
    leaves=("They withdrew in the first half.",),
    source="English usage",
)
def _half_in_words(a: Sequence[Atom], i: int) -> tuple[int, str] | None:
    found = _counted_part(a, i)
    if found and a[found[0]].low == "half" and a[found[0] + 1].low == "of" and found[1] in (1, 2):
        return found[0] + 1, f"H{found[1]}"
    return None
