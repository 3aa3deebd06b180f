"""The month of a day as letters write it: `inst.`, `ult.`, `prox.`"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.amounts import ordinal_digits
from sitrex.annotate.dates.draft import Base, Meaning
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.relative_meanings import shift
from sitrex.annotate.dates.rules import forms

_SHORT_LETTER_MONTHS: Final = cue_words("short_letter_months")

LETTER_MONTHS: Final = {"instant": 0, "inst": 0, "ultimo": -1, "ult": -1, "proximo": 1, "prox": 1}
_MOST_DAYS: Final = 31

Month = tuple[int, Meaning]
"""The atom after the month of a day, and the month."""


@forms.rule(
    "dates.day.letter-month",
    reads=("We had yours of the [[9th instant]].", "We had yours of the [[9th ult.]] We left."),
    leaves=("It was an instant success.",),
    source="letters of the nineteenth century",
)
def letter_month(a: Sequence[Atom], i: int) -> Month | None:
    """The month of a day by the word that letters write for it, `inst.`, `ult.`, and the atom after it."""
    low = a[i].low
    if low not in LETTER_MONTHS:
        return None
    dotted = a[i + 1].low == "." and a[i + 1].glued and low in _SHORT_LETTER_MONTHS
    return i + 1 + dotted, shift(Base.EITHER, LETTER_MONTHS[low], "M")


@forms.rule(
    "dates.day.said-again",
    reads=("They came [[yesterday 22nd inst.]]", "They came [[yesterday, the 22nd instant]], late."),
    leaves=("They came yesterday, 22nd of them.", "They came yesterday with the 22nd."),
    source="letters and war diaries: the day pointed at, by its number too",
)
def said_again(a: Sequence[Atom], i: int) -> int | None:
    """The atom after a day of the month that only says again which day was pointed at before it."""
    at = i + (a[i].low == ",")
    at += a[at].low == "the"
    day = a[at].kind == "ordinal" and 1 <= ordinal_digits(a[at]) <= _MOST_DAYS
    month = letter_month(a, at + 1) if day else None
    return month[0] if month else None
