"""Ages of people and things: ``forty-five``, ``a 30-year-old pilot``, ``a boy of seventeen``, ``who is 31``."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.numbers.lexicon import HYPHENS, MONTHS, Lexicon
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.text.words import words

_PERSONS: Final = words("age_persons", table="numbers/words.tsv")
_PARENTS: Final = words("parents", table="numbers/words.tsv")
_SAID: Final = words("age_verbs", table="numbers/words.tsv")
_BETWEEN: Final = words("age_between", table="numbers/words.tsv")
_ENDS: Final = frozenset((",", ".", ";", ")", "?", "!", BREAK, "and", "when", "but", "at", "—", "–", "”", '"'))
_UNITS: Final = words("age_units", table="numbers/words.tsv")
_OF_AGE: Final = (["age", "of"], ["ages", "of"])
_OLDEST: Final = 110


class Ages:
    """Says whether a number is an age."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.numbers = lexicon.cardinal
        self.people = lexicon.nouns["person"]

    def read(self, t: Tokens, start: int, end: int) -> str | None:
        """The unit of the age that the number over ``[start, end)`` is, None if it is none."""
        if t.raw[end] in HYPHENS and t.low[end + 1] == "and" and t.figure[end + 2]:
            end += 3  # "3- and 4-year-olds"
        unit = t.low[end + (t.raw[end] in HYPHENS and t.glued(end))]
        if unit in _UNITS:
            return unit.removesuffix("s") if self._years_old(t, end) else None
        return "year" if self._told(t, start, end) else None

    def _told(self, t: Tokens, start: int, end: int) -> bool:
        """Whether what stands around a number without a unit makes it an age."""
        low = t.low
        if low[start - 3] == "aged" and low[start - 1] in ("and", "or", ",") and t.figure[start - 2]:
            return True
        if low[start - 1] in ("aged", "age") or low[start - 2 : start] in _OF_AGE or "age" in low[start:end]:
            return True
        if not self._lifetime(t, start, end):
            return False
        if low[start - 1] == "of" and low[start - 2] in self.people - _PARENTS:
            return low[end] in _ENDS or low[end] in ("with", "who", "from", "in")
        if self._said_of_a_person(t, start):
            return low[end] in _ENDS
        bracketed = t.raw[start - 1] == "(" and t.raw[end] == ")"
        if t.raw[start - 1] != "," and not bracketed:
            return False
        named = t.is_word(start - 2) and t.raw[start - 2][0].isupper() and low[start - 2] not in MONTHS
        surnamed = named and t.is_word(start - 3) and t.raw[start - 3][0].isupper()
        common = low[start - 2] in self.people and low[start - 3] in ("a", "an", "the", "his", "her", "-")
        if bracketed:
            return surnamed and len(t.raw[start]) == 2 and t.raw[start] >= "16"
        return (surnamed or common) and t.raw[end] in (",", ".", ";", ")")

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
        return t.low[rest] in ("old", "olds") or t.low[rest : rest + 2] == ["of", "age"]

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
