"""Plus and minus before a number, as signs and in words."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.numbers.lexicon import HYPHENS
from sitrex.annotate.numbers.phrase import Phrase
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.text.words import words

_MINUS: Final = words("minus", table="numbers/words.tsv")

MINUS: Final = ("-", "−")
_DASHED: Final = ("–", "—")
"""Dashes that are a minus right before a figure in a row of figures or the cell of a table."""


def with_sign(t: Tokens, phrase: Phrase, floor: int) -> Phrase:
    """A phrase and the sign before it; nothing before token ``floor``."""
    at = phrase.start - 1
    if at < floor or phrase.value is None:
        return phrase
    if _minus_word(t, phrase):
        at -= t.raw[at] in HYPHENS
    elif _plus_sign(t, phrase):
        return phrase._replace(start=at)
    elif not _minus_sign(t, phrase):
        return phrase
    return phrase._replace(value=phrase.value.copy_negate(), start=at)


@forms.rule(
    "numbers.phrase.minus-word",
    reads=("It fell to [[minus 40]] there.",),
    leaves=("It fell to 40 there.",),
    source="negative numbers in words",
    nothing=False,
)
def _minus_word(t: Tokens, phrase: Phrase) -> bool:
    at = phrase.start - 1
    at -= t.raw[at] in HYPHENS and t.glued(at) and t.glued(at + 1)
    return t.low[at] in _MINUS and t.is_word(at)


@forms.rule(
    "numbers.phrase.plus-sign",
    reads=("It rose to [[+12 °C]] there.", "{|\n|Mali||[[+12]]||0\n|}"),
    leaves=("They flew B+12 models.", "Call +44 20 7946 0018 now."),
    source="positive numbers with a sign",
    nothing=False,
)
def _plus_sign(t: Tokens, phrase: Phrase) -> bool:
    """A plus right before a figure that a blank, a bracket or a cell's wall stands before."""
    at = phrase.start - 1
    if t.raw[at] != "+" or not t.glued(phrase.start) or phrase.core.kind != "figure":
        return False
    return t.raw[at - 1] in "(|[:" or not t.glued(at)


@forms.rule(
    "numbers.phrase.minus-sign",
    reads=("It fell to [[-40]] there.", "It changed by 0.8; [[—2.0]]; [[–0.7]]."),
    leaves=(
        "They sent MP-40 guns.",
        "Losses: tanks -40, guns -3.",
        "They sent men —40 of them— there.",
        "Losses: tanks: –40, guns: –3.",
        "They advanced, –40 men of them died.",
        "In 2020, –40 men died.",
    ),
    source="negative numbers with a sign",
    nothing=False,
)
def _minus_sign(t: Tokens, phrase: Phrase) -> bool:
    at = phrase.start - 1
    if not t.glued(phrase.start) or phrase.core.kind != "figure":
        return False
    if t.raw[at] in _DASHED:
        return not t.glued(at) and (t.raw[at - 1] == "|" or _among_figures(t, phrase))
    if t.raw[at] not in MINUS:
        return False
    return (not t.glued(at) and not _item_of_list(t, phrase)) or t.raw[at - 1] in "([<>=≤≥|"


def _among_figures(t: Tokens, phrase: Phrase) -> bool:
    """``0.8; –2.0; –0.7``: whether a comma or semicolon parts a figure from the one before, and nothing is counted."""
    at = phrase.start - 2
    return t.raw[at] in (",", ";") and (t.figure[at - 1] or t.raw[at - 1] == "%") and not t.is_word(phrase.end)


def _item_of_list(t: Tokens, phrase: Phrase) -> bool:
    """``Losses: personnel -1010, tanks -8``: a dash after the name of an item; not before a temperature."""
    if t.raw[phrase.end] in ("°", "º", "C", "F") or t.low[phrase.end] == "degrees":
        return False
    at = phrase.start - 2
    plural = len(t.low[at]) > 3 and t.low[at].endswith("s") and t.low[at - 1] not in ("it", "this", "which")
    first = at - 1 if plural and t.is_word(at - 1) else at
    return t.is_word(at) and t.raw[first - 1] in (BREAK, ",", ":", ";")
