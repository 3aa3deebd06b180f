"""Heights as they are written and spoken: ``6'2"``, ``5 feet 11``."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sitrex.annotate.numbers.bare_number import Core
from sitrex.annotate.numbers.digits import quotient
from sitrex.annotate.numbers.phrase import Measured, Phrase
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.tokens import Tokens
from sitrex.annotate.text.words import words

FEET: Final = frozenset(("'", "’", "′"))
_INCHES: Final = frozenset(('"', "”", "″"))
_INCHES_IN_A_FOOT: Final = 12
_SIZED: Final = words("sizes_in_feet", table="numbers/words.tsv")


@forms.rule(
    "numbers.phrase.feet-and-inches",
    reads=("He stood [[6'2\"]] there.", "He is [[6′2″]] tall."),
    leaves=("They sang 'of 6'2 there.", "It is at 51°6'[[2\"]] north."),
    source="signs of feet and inches",
)
def by_signs(t: Tokens, phrase: Phrase) -> Phrase | None:
    """Feet and inches by their signs; that of feet stands at the end of the number."""
    core, at = phrase.core, phrase.core.end
    if core.kind != "figure" or core.value is None or t.raw[at + 2] not in _INCHES:
        return None
    below = _inches(t.raw[at + 1])
    if below is None or not all(t.glued(n) for n in range(at, at + 3)) or t.raw[core.start - 1] in ("°", "º"):
        return None
    return _in_feet(phrase._replace(measured=Measured("[ft_i]", at, at + 1), end=at + 3), core.value, below)


@forms.rule(
    "numbers.phrase.feet-then-figure",
    reads=("He was [[5 feet 11]].", "He is [[5 ft 11]] tall."),
    leaves=("It rose 5 feet 11 times.", "It rose 5 miles 11."),
    source="English usage: heights of people",
)
def spoken(t: Tokens, phrase: Phrase, second: Core) -> Phrase | None:
    """Feet and a figure that ends its phrase: inches, though nothing says so."""
    below = _inches(t.raw[second.start])
    whole = phrase.measured is not None and phrase.measured.ucum == "[ft_i]" and second.end == second.start + 1
    if below is None or phrase.value is None or not whole or second.start != phrase.end:
        return None
    return _in_feet(phrase._replace(end=second.end), phrase.value, below) if t.low[second.end] in _SIZED else None


def _inches(raw: str) -> int | None:
    """Whole inches that make no foot."""
    return int(raw) if len(raw) <= len("11") and raw.isdecimal() and int(raw) < _INCHES_IN_A_FOOT else None


def _in_feet(phrase: Phrase, feet: Decimal, inches: int) -> Phrase:
    return phrase._replace(value=quotient(feet * _INCHES_IN_A_FOOT + inches, Decimal(_INCHES_IN_A_FOOT)))
