"""Decades, centuries, and years of a kind: `fiscal year 2024`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.amounts import integer, ordinal
from sitrex.annotate.dates.draft import Meaning, Rule, Timex
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.not_years import letters_before
from sitrex.annotate.dates.rules import forms, vetoes
from sitrex.annotate.dates.years import era_at

_CENTURIES: Final = cue_words("centuries")
_EDGES: Final = cue_words("edges")

_DECADE_LEADS: Final = cue_words("decade_leads")
_FIRST_HUNDREDS: Final = 11
KINDS_OF_YEAR: Final = {"fiscal": "FY", "financial": "FY", **dict.fromkeys(("calendar", "school", "academic"), "")}
"""Before `year`, what the value of such a year begins with."""


def decade(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """`1980s`, `the '80s`, `the late nineties`."""
    if a[i].kind == "word":
        return _decade_of_century(a, i) or _decade_in_words(a, i)
    return (_full_decade(a, i) or _short_decade(a, i)) if a[i].kind == "decade" else None


@forms.rule(
    "dates.period.decade-in-words",
    reads=("They met in the [[nineties]].", "They met in the [[late sixties]]."),
    leaves=("She was in her forties.", "They met in their late twenties."),
    source="English usage",
)
def _decade_in_words(a: Sequence[Atom], i: int) -> list[Timex] | None:
    number = a[i].words.get("decades")
    led = _the_leads(a, i)
    since = a[i - 2].low if a[i - 1].low == "the" else "in"
    if number is None or not led or since not in _DECADE_LEADS | {"in"}:
        return None
    return [Timex(i, i + 1, Meaning(rule=Rule.PARTIAL, value=f"XX{number[0]}", short_year=int(number), unit="DE"))]


def _the_leads(a: Sequence[Atom], i: int) -> bool:
    """Whether `the` stands before a decade, or before its `early`, `late` or `mid`."""
    edged = a[i - 1].low in _EDGES or a[i - 1].kind == "dash"
    return a[i - 1].low == "the" or (edged and "the" in (a[i - 2].low, a[i - 3].low))


@forms.rule(
    "dates.period.decade-of-century",
    reads=("They met in the [[nineteen-twenties]].", "They met in the [[eighteen sixties]]."),
    leaves=("They met nineteen twenty men.", "They paid with twelve twenties."),
    source="English usage",
)
def _decade_of_century(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """The hundreds and the tens of a decade in words: `nineteen-twenties`."""
    hundreds = integer(a, i) if "number_word" in a[i].words else None
    if hundreds is None or not _FIRST_HUNDREDS <= hundreds[1] < _FIRST_HUNDREDS + 10:
        return None
    at = hundreds[0] + (a[hundreds[0]].kind == "dash")
    tens = a[at].words.get("decades") if at > hundreds[0] or _the_leads(a, i) else None
    return [Timex(i, at + 1, Meaning(value=f"{hundreds[1]}{tens[0]}"))] if tens else None


@forms.rule(
    "dates.period.decade",
    reads=("They liked [[1980s]] tanks.", "They met in the [[380s BC]]."),
    leaves=("They met in the '80s.", "They sent 1000s of men."),
    source="Chicago Manual of Style 9.33",
)
def _full_decade(a: Sequence[Atom], i: int) -> list[Timex] | None:
    digits = a[i].text.lstrip("'’‘")
    if digits[:3].isdecimal() and len(digits) == 4 and a[i + 1].words.get("era") == "BC":
        return [Timex(i, i + 2, Meaning(value=f"BC0{digits[:2]}"))]
    if len(digits) < 5 or not digits[:4].isdecimal():
        return None
    if digits[:4] == "1000" and a[i + 1].low == "of" and a[i - 1].low != "the":
        return None  # thousands of something
    era = a[i + 1].words.get("era")
    value = f"BC{int(digits[:3]):03d}" if era == "BC" else digits[: 2 if _hundreds(a, i) else 3]
    return [Timex(i, i + 1 + (era is not None), Meaning(value=value))]


@forms.rule(
    "dates.period.hundreds",
    reads=("They hunted in the [[1800s]].",),
    leaves=("They met in the 1810s.", "They met in the early 1900s."),
    source="Chicago Manual of Style 9.33: before 1900 the hundred years rather than the first ten",
    nothing=False,
)
def _hundreds(a: Sequence[Atom], i: int) -> bool:
    return "1000" < a[i].text[:4] < "1900" and a[i].text[2:4] == "00"


@forms.rule(
    "dates.period.short-decade",
    reads=("They met in the [[’80s]].", "They met in the [[80s]]."),
    leaves=("They met in the 1980s.",),
    source="Chicago Manual of Style 9.33",
)
def _short_decade(a: Sequence[Atom], i: int) -> list[Timex] | None:
    digits = a[i].text.lstrip("'’‘")
    led = digits[0] in "23456789" and a[i - 1].low in _DECADE_LEADS and not _of_model(a, i)
    if not led and a[i].text[0].isdecimal():
        return None
    if _age(a, i):
        return None
    value = f"XX{digits[0]}"
    return [Timex(i, i + 1, Meaning(rule=Rule.PARTIAL, value=value, short_year=int(digits[0]) * 10, unit="DE"))]


@vetoes.veto(
    "dates.period.of-model",
    reads=("They signed two QX-[[50s]] there.",),
    leaves=("They met in the [[mid-80s]].", "They met in the [[Mid-80s]].", "They met in the [[1960s]]-[[70s]]."),
    source="designations of weapons in the plural",
)
def _of_model(a: Sequence[Atom], i: int) -> bool:
    letters = letters_before(a, i)
    return letters is not None and letters.text[:1].isupper() and "edge" not in letters.words


@vetoes.veto(
    "dates.period.age",
    reads=("He was in his [[’80s]].",),
    leaves=("They met in the [[’80s]].",),
    source="ages of persons",
)
def _age(a: Sequence[Atom], i: int) -> bool:
    return a[i - 1].low in ("his", "her", "their")


def century(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """`the 19th century`, `eighteenth-century`, `the 9th century BC`, `the second millennium`."""
    found = ordinal(a, i)
    if not found or not 1 <= found[1] <= 30:
        return None
    at = found[0] + (a[found[0]].kind == "dash")
    return _millennium(a, i, at, found[1]) or _century(a, i, at, found[1])


@forms.rule(
    "dates.period.millennium",
    reads=("It began in the [[second millennium]].",),
    leaves=("It began in the second century.",),
    source="TIMEX3",
)
def _millennium(a: Sequence[Atom], i: int, at: int, number: int) -> list[Timex] | None:
    known = a[at].low == "millennium" and number < 4
    return [Timex(i, at + 1, Meaning(value=str(number - 1)))] if known else None


@forms.rule(
    "dates.period.century",
    reads=("It began in the [[19th century]].", "It began in the [[third century BC]].", "An [[18th-century]] fort."),
    leaves=("It began a century ago.",),
    source="TIMEX3",
)
def _century(a: Sequence[Atom], i: int, at: int, number: int) -> list[Timex] | None:
    if a[at].low not in _CENTURIES:
        return None
    era, value = era_at(a, at + 1), f"{number - 1:02d}"
    return [Timex(i, at + 1 + bool(era), Meaning(value=f"BC{value}" if era == "BC" else value))]


@forms.rule(
    "dates.calendar.fiscal-year",
    reads=("Sales fell in [[fiscal year 2024]].", "Sales fell in [[FY2024]].", "Sales fell in [[fiscal 2023]]."),
    leaves=("Sales fell in the year 2024.",),
    source="business news",
)
def fiscal_year(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """`fiscal year 2024`, `FY2024`."""
    named = KINDS_OF_YEAR.get(a[i].low) == "FY"
    if not named and (a[i].text != "FY" or a[i + 1].kind != "num"):
        return None
    at = i + 1 + (named and a[i + 1].low == "year")
    year = a[at].text if a[at].kind == "num" else ""
    full = f"20{year}" if len(year) == 2 and not named else year
    return [Timex(i, at + 1, Meaning(value=f"FY{full}"))] if len(full) == 4 else None


@forms.rule(
    "dates.calendar.year-of-kind",
    reads=("Sales fell in the [[2024 calendar year]].", "Sales fell in the [[2024 fiscal year]]."),
    leaves=("They spent 2024 years there.", "They lost 30 calendar years."),
    source="business news",
)
def year_of_kind(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """`2024 calendar year`, `2023 fiscal year`."""
    year = a[i].text if a[i].kind == "num" and len(a[i].text) == 4 else ""
    kind = KINDS_OF_YEAR.get(a[i + 1].low)
    if not year or kind is None or a[i + 2].low != "year":
        return None
    return [Timex(i, i + 3, Meaning(value=f"{kind}{year}"))]
