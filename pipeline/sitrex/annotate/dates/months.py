"""Names of months, and when `May`, `March`, `June` or `Jan` is none: a modal, a verb, a given name."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from typing import Final

from sitrex.annotate.dates.lexicon import AFTER_PHRASE, Atom, cue_words, months
from sitrex.annotate.dates.rules import forms, vetoes

_BEFORE_MARCH: Final = cue_words("before_march")

MONTH_CUES: Final = cue_words("month_cues")
_ABBREVIATED: Final = cue_words("doubtful_abbreviations")
_GIVEN_NAMES: Final = cue_words("given_names")
_MARCHED: Final = cue_words("marched")
_AFTER_MAY: Final = cue_words("after_may")
_VERBS: Final = cue_words("verb_months")
_ARMS: Final = cue_words("separate_arms")
_BEFORE_DAY: Final = cue_words("before_month_days")
_NUMBERS: Final = frozenset({"num", "ordinal"})
_CLOSE: Final = 0.65
"""How alike a misread word and a month's name are at least."""


def is_month(a: Sequence[Atom], i: int) -> bool:
    """Whether the name of a month stands for the month."""
    low = a[i].low
    if separate(a, i):
        return False
    if low in _GIVEN_NAMES:
        return not _given_name(a, i)
    if low in _VERBS:
        return not (_the_march(a, i) or _opens_sentence(a, i) or _modal(a, i))
    return low not in _ABBREVIATED or not _lonely_abbreviation(a, i)


@forms.rule(
    "dates.month.misread",
    reads=("They left on [[28 Marcil 1963]].", "They left on [[11 Hay 1960]]."),
    leaves=("They left with 28 Marines in 1963.", "He cites section 2 Act 1996."),
    source="scans of typed cables; a month between its day and a year of four digits",
)
def misread(a: Sequence[Atom], i: int) -> str | None:
    """The number of a month that a scan spells wrong."""
    atom, year = a[i], a[i + 1]
    if atom.kind != "word" or atom.words or not atom.text[0].isupper() or year.kind != "num" or len(year.text) != 4:
        return None
    return _closest(atom.low) if "1900" <= year.text <= "2035" else None


@cache
def _full_names() -> dict[str, str]:
    return {name: number for name, number in months().items() if len(name) > 3 or name == "may"}


def _closest(low: str) -> str | None:
    found = get_close_matches(low, _full_names(), 1, _CLOSE)
    return _full_names()[found[0]] if found else None


@vetoes.veto(
    "dates.month.separate",
    reads=("The 35 [[Sep.]] Marine guards left.",),
    leaves=("On [[1 Sep]] Assault Regiment 5 left.", "They left on [[1 Sep. 2023]].", "In [[Sep]] they left."),
    source="separate units, which stand under no division",
)
def separate(a: Sequence[Atom], i: int) -> bool:
    """Whether `Sep.` stands between a number and an arm for `Separate`."""
    if a[i].low != "sep" or a[i + 1].low not in _ARMS or not a[i + 1].text[0].isupper():
        return False
    return a[i - 1].kind in _NUMBERS and a[i - 2].low not in _BEFORE_DAY


def is_verb_may(a: Sequence[Atom], i: int) -> bool:
    """Whether atom ``i`` is `may` before a word that only follows the verb: `may be`, `may not`."""
    return a[i].low == "may" and a[i + 1].low in _AFTER_MAY


def _dated(a: Sequence[Atom], i: int) -> bool:
    """Whether a number or punctuation follows, as after a month."""
    after = a[i + 1]
    return (
        after.kind in ("num", "ordinal", "short", "dash")
        or after.low in (",", ".", ";", ")", ":")
        or (after.low in ("of", "the") and a[i + 2].kind in _NUMBERS)
    )


def _cued(a: Sequence[Atom], i: int) -> bool:
    return a[i - 1].low in MONTH_CUES or a[i - 1].kind in _NUMBERS


def _at_start(a: Sequence[Atom], i: int) -> bool:
    before = a[i - 1]
    return before.kind in ("break", "end") or (before.kind == "punct" and before.low not in (",", "(", "/"))


@vetoes.veto(
    "dates.month.given-name",
    reads=("Then [[June]] Carter came.",),
    leaves=("They left in [[June]].",),
    source="given names",
)
def _given_name(a: Sequence[Atom], i: int) -> bool:
    before, after = a[i - 1], a[i + 1]
    return after.kind == "word" and after.text[:1].isupper() and before.low not in MONTH_CUES and not after.words


@vetoes.veto(
    "dates.month.lonely-abbreviation",
    reads=("Then [[Jan]] came home.",),
    leaves=("They left in [[Jan]] again.",),
    source="given names and other abbreviations",
)
def _lonely_abbreviation(a: Sequence[Atom], i: int) -> bool:
    return not (_dated(a, i) or _cued(a, i) or a[i - 1].kind == "dash")


@vetoes.veto(
    "dates.month.march-on",
    reads=("They joined the [[March]] to town.",),
    leaves=("They left in [[March]] on foot.",),
    source="the noun `march`",
)
def _the_march(a: Sequence[Atom], i: int) -> bool:
    return a[i].low == "march" and _cued(a, i) and a[i - 1].low in _BEFORE_MARCH and a[i + 1].low in _MARCHED


@vetoes.veto(
    "dates.month.opens-sentence",
    reads=("[[May]] they rest.",),
    leaves=("[[May 1944]] was cold.",),
    source="the modal and the verb at the head of a sentence",
)
def _opens_sentence(a: Sequence[Atom], i: int) -> bool:
    after = a[i + 1]
    return (
        not _cued(a, i)
        and _at_start(a, i)
        and not (
            after.kind in ("num", "ordinal", "break", "end")
            or (after.kind == "dash" and "month" in a[i + 2].words)
            or (after.low == "of" and a[i + 2].kind == "num")
        )
    )


def _in_relative_clause(a: Sequence[Atom], i: int) -> bool:
    """Whether capitals hide the modal: `THE COSTS THAT MAY EMERGE`."""
    verb = a[i + 1 + (a[i + 1].kind == "break")]
    plain = verb.kind == "word" and not verb.words and verb.low not in AFTER_PHRASE
    return a[i].text == "MAY" and a[i - 1].low == "that" and plain


@vetoes.veto(
    "dates.month.modal",
    reads=(
        "Then Theresa [[May]], as leader, spoke.",
        "We think [[May]] was ill.",
        "THE COSTS THAT [[MAY]] EMERGE ARE HIGH.",
    ),
    leaves=("Then in [[May]], as rain fell, they left.",),
    source="surnames, the modal and the verb",
)
def _modal(a: Sequence[Atom], i: int) -> bool:
    before = a[i - 1]
    if is_verb_may(a, i) or _in_relative_clause(a, i):
        return True
    if _cued(a, i) or _at_start(a, i):
        return False
    named = before.kind == "word" and before.text[:1].isupper() and a[i + 1].kind not in _NUMBERS
    return not _dated(a, i) or not a[i].text[0].isupper() or named
