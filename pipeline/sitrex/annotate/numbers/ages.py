"""Ages of people and things: ``forty-five``, ``a 30-year-old pilot``, ``a boy of seventeen``, ``who is 31``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.numbers.lexicon import HYPHENS, MONTHS, Lexicon
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.text.words import words
from sitrex.record.model import Mention, Number

_AGED_WORDS: Final = words("aged", table="numbers/words.tsv")
_BEHIND_AGED: Final = words("behind_aged", table="numbers/words.tsv")
_OLDS: Final = words("olds", table="numbers/words.tsv")

_PERSONS: Final = words("age_persons", table="numbers/words.tsv")
_PARENTS: Final = words("parents", table="numbers/words.tsv")
_SAID: Final = words("age_verbs", table="numbers/words.tsv")
_BETWEEN: Final = words("age_between", table="numbers/words.tsv")
_ENDS: Final = frozenset((",", ".", ";", ")", "?", "!", BREAK, "and", "when", "but", "at", "—", "–", "”", '"'))
_UNITS: Final = words("age_units", table="numbers/words.tsv")
_OF_AGE: Final = (["age", "of"], ["ages", "of"])
_BOUNDS: Final = words("age_bounds", table="numbers/words.tsv")
_LIMITS: Final = words("age_limits", table="numbers/words.tsv")
"""Words between an age that is set and its figure."""
_AGE_REACH: Final = 5
_AGED: Final = words("people", "aged_groups", table="numbers/words.tsv")
_OLDEST: Final = 110
_KIN: Final = words("kin", table="numbers/words.tsv")
_FATES: Final = words("befell", "fates", table="numbers/words.tsv")
_CITING: Final = words("citing", table="numbers/words.tsv")
_FATE_REACH: Final = 14
"""So many tokens around a name its fate is told."""
_BEARERS: Final = frozenset(("PERSON", "NORP"))
_YEARS: Final = "year of age"
_DETERMINERS: Final = words("articles", "possessives") | {"-"}
_BEFORE_NAME: Final = frozenset((BREAK, ".", ";", "and", "with"))
_TOLD_BEHIND: Final = words("told_behind_age", table="numbers/words.tsv")


class Ages:
    """Says whether a number is an age."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.numbers = lexicon.cardinal
        self.people = lexicon.nouns["person"]
        self.stops = lexicon.nouns["stop"] | lexicon.nouns["verb"]

    def read(self, t: Tokens, start: int, end: int) -> str | None:
        """The unit of the age that the number over ``[start, end)`` is, None if it is none."""
        if t.raw[end] in HYPHENS and t.low[end + 1] == "and" and t.figure[end + 2]:
            end += 3  # "3- and 4-year-olds"
        elif t.low[end] in ("and", "or") and t.figure[end + 1] and t.low[end + 2] in _UNITS:
            end += 2  # "17 and 18 year olds"
        unit = t.low[end + (t.raw[end] in HYPHENS and t.glued(end))]
        if unit in _UNITS:
            return unit.removesuffix("s") if self._years_old(t, end) else None
        return "year" if self._told(t, start, end) else None

    def _told(self, t: Tokens, start: int, end: int) -> bool:
        """Whether what stands around a number without a unit makes it an age."""
        low = t.low
        if low[start - 3] == "aged" and low[start - 1] in ("and", "or", ",") and t.figure[start - 2]:
            return True
        if low[start - 1] in _AGED_WORDS or low[start - 2 : start] in _OF_AGE or "age" in low[start:end]:
            return True
        if self._together(t, start, end) or self._limit(t, start, end):
            return True
        if not self._lifetime(t, start, end):
            return False
        if low[start - 1] == "of" and low[start - 2] in self.people - _PARENTS:
            return low[end] in _ENDS or low[end] in _BEHIND_AGED
        if self._said_of_a_person(t, start):
            return low[end] in _ENDS
        if t.raw[start - 1] == "(" and t.raw[end] == ")":
            return self._bracketed(t, start)
        return t.raw[start - 1] == "," and t.raw[end] in (",", ".", ";", ")") and self._apposed(t, start, end)

    @forms.rule(
        "numbers.age.limit",
        reads=(
            "They cut the service age to [[25]] from [[27]].",
            "Women [[over 75]] are free.",
            "He felt fine being [[47]].",
        ),
        leaves=(
            "They cut the force at that age to 25 guns.",
            "Women over 75 stairs away left.",
            "It fled, being 47 guns short.",
        ),
        source="laws on age, groups of people by age",
        nothing=False,
    )
    def _limit(self, t: Tokens, start: int, end: int) -> bool:
        """An age that a law or group has, or that it is like to be: nothing is counted behind."""
        low, before, figure = t.low, t.low[start - 1], t.raw[end - 1]
        if not (low[end] in _ENDS or low[end] in self.stops) or not (figure.isdecimal() and len(figure) <= 3):
            return False
        if int(figure) > _OLDEST:
            return False
        if low[start] in _BOUNDS:
            return before in _AGED or before in self.people
        return before == "being" or (before in _LIMITS and "age" in low[max(start - _AGE_REACH, 0) : start])

    @forms.rule(
        "numbers.age.bracketed",
        reads=("Her son ([[9]]) died.", "The pilot ([[31]]) died."),
        leaves=("The pilot (2) sat.", "Ivan Moroz (9) sat."),
        source="news style: an age in brackets",
        nothing=False,
    )
    def _bracketed(self, t: Tokens, start: int) -> bool:
        """An age in brackets: of a grown person by name or word, of kin also one of few years."""
        grown = len(t.raw[start]) == 2 and t.raw[start] >= "16"
        at = start - 2
        of_kin = t.is_word(at) and t.raw[at][0].isupper() and t.low[at - 1] in _KIN
        return of_kin or (grown and self._surnamed(t, at)) or (self._common(t, at) and (grown or t.low[at] in _KIN))

    @forms.rule(
        "numbers.age.apposed",
        reads=(
            "Their sister, [[12]], and Ahmed, [[23]], were hurt.",
            "Man, [[22]], was held.",
            "The mother-of-three, [[34]], died.",
        ),
        leaves=("Kharkiv, 12, Sumy, 14.", "In Kyiv, 12, were hurt."),
        source="news style: an age between commas",
        nothing=False,
    )
    def _apposed(self, t: Tokens, start: int, end: int) -> bool:
        """An age between commas behind a person."""
        at = start - 2
        if self._surnamed(t, at) or self._common(t, at) or _parent_of(t, at):
            return True
        named = t.is_word(at) and t.raw[at][0].isupper() and t.low[at] not in MONTHS and len(t.raw[start]) == 2
        return named and t.raw[end] == "," and t.low[at - 1] in _BEFORE_NAME and t.low[end + 1] in _TOLD_BEHIND

    def _surnamed(self, t: Tokens, at: int) -> bool:
        """Whether two words with capitals, no month among them, end at token ``at``."""
        named = t.is_word(at) and t.raw[at][0].isupper() and t.low[at] not in MONTHS
        return named and t.is_word(at - 1) and t.raw[at - 1][0].isupper() and t.low[at - 1] not in self.stops

    def _common(self, t: Tokens, at: int) -> bool:
        """Whether a word for a person stands at token ``at``, with a determiner or at the start of a headline."""
        if t.low[at] not in self.people and t.low[at] not in _KIN:
            return False
        return t.low[at - 1] in _DETERMINERS or (t.raw[at - 1] == BREAK and t.raw[at][0].isupper())

    @staticmethod
    @forms.rule(
        "numbers.age.together",
        reads=("The sisters, [[12]] and [[14]], were found.",),
        leaves=("The boats, 12 and 14, were found.", "The boys, 12 of them, and 14 men left."),
        source="news style: ages of two",
        nothing=False,
    )
    def _together(t: Tokens, start: int, end: int) -> bool:
        """The ages of two children between commas."""
        first = start - 2 if t.low[start - 1] == "and" else start
        both = t.raw[first - 1] == "," and t.low[first + 1] == "and" and t.raw[first + 3] in (",", ".", ")")
        return both and end == start + 1 and t.figure[first] and t.figure[first + 2] and t.low[first - 2] in _KIN

    @staticmethod
    @forms.rule(
        "numbers.age.years-old",
        reads=("A [[30]]-year-old pilot left.", "He is [[30]] years of age."),
        leaves=("A 30-year war began.",),
        source="ages of persons",
    )
    def _years_old(t: Tokens, end: int) -> bool:
        """An age and no span of time."""
        at = end + (t.raw[end] in HYPHENS and t.glued(end))
        rest = at + 1 + (t.raw[at + 1] in HYPHENS)
        return t.low[rest] in _OLDS or t.low[rest : rest + 2] == ["of", "age"]

    @staticmethod
    def _said_of_a_person(t: Tokens, start: int) -> bool:
        """``who is 31``, ``she was just nineteen``: a person's pronoun and ``be`` stand before."""
        at = start - 1
        while at > start - 4 and t.low[at] in _BETWEEN:
            at -= 1
        said = t.low[at + 1 : start]
        return t.low[at] in _PERSONS and bool(_SAID & set(said))

    def _lifetime(self, t: Tokens, start: int, end: int) -> bool:
        """Whether the number is as small and as plain as an age in years."""
        if end == start + 1 and t.raw[start].isdecimal():
            return len(t.raw[start]) <= 3 and 1 <= int(t.raw[start]) <= _OLDEST and not t.figure[end + 1]
        kind = self.numbers.get(t.low[start], ("", 0))[0]
        if end == start + 1:
            return kind in ("unit", "teen", "ten")
        return end - start == 3 and t.raw[start + 1] in HYPHENS and kind == "ten"


def _parent_of(t: Tokens, at: int) -> bool:
    """Whether ``mother-of-three`` or ``father of two`` ends at token ``at``."""
    hyphen = t.raw[at - 1] in HYPHENS
    return t.low[at - 1 - hyphen] == "of" and t.low[at - 2 - 2 * hyphen] in _PARENTS


def fate_told(t: Tokens, at: int, outcomes: set[str]) -> bool:
    """Whether what befell the bearer of the name that ends at token ``at`` is told near it, and nothing is cited there."""
    near = t.low[max(at - _FATE_REACH, 0) : at + _FATE_REACH]
    told = not (_FATES.isdisjoint(near) and outcomes.isdisjoint(near))
    return told and t.raw[at][0].isupper() and _CITING.isdisjoint(near)


def by_bearer(numbers: Sequence[Number], entities: Sequence[Mention], text: str) -> list[Number]:
    """The numbers, those in brackets behind a name an age where a person bears it and none where a place or thing does.

    ``Olena Koval (8) and Ivan (11) died`` against ``killed in Odesa (17) and Kherson (3)``.
    """
    bearers = {entity.end: entity.label for entity in entities}
    told = []
    for number in numbers:
        label = bearers.get(number.start - 2) if text[number.start - 2 : number.start] == " (" else None
        if label is not None and text[number.end : number.end + 1] == ")" and number.text.isdecimal():
            person = label == "PERSON" and int(number.text) <= _OLDEST and number.counted is None
            if person or (label not in _BEARERS and number.counted == _YEARS):
                number = replace(number, counted=_YEARS if person else None)
        told.append(number)
    return told
