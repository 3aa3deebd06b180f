"""Counts without a figure: ``dozens``, ``tens of thousands``, ``several hundred``, ``in twos and threes``."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sitrex.annotate.numbers.bare_number import Core
from sitrex.annotate.numbers.lexicon import Lexicon, Vague
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.tokens import Tokens
from sitrex.annotate.text.words import words

_BEFORE_MANY: Final = words("before_many", table="numbers/words.tsv")
_VAGUE_SCALES: Final = words("vague_scales", table="numbers/words.tsv")
_VAGUE_WORDS: Final = words("vague_words", table="numbers/words.tsv")


class Vagues:
    """Reads vague counts."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    @forms.rule(
        "numbers.vague.sets",
        reads=("They left in [[twos and threes]].",),
        leaves=("twos and boats",),
        source="English usage: in twos and threes",
    )
    def sets(self, t: Tokens, i: int) -> Core | None:
        """``pairs or threes``, ``twos and threes``."""
        first, second = self.lexicon.sets.get(t.low[i]), self.lexicon.sets.get(t.low[i + 2])
        if first is None or second is None or t.low[i + 1] not in ("or", "and") or not first < second:
            return None
        return Core(i, i + 3, "set", None, first, second)

    def read(self, t: Tokens, i: int) -> Core | None:
        """The vague count at token ``i``."""
        if t.figure[i]:
            return self._power(t, i)
        vague = self.lexicon.vague.get(t.low[i])
        if vague is None:
            return None
        if t.low[i] == "few" and t.low[i - 1] == "as" and t.low[i + 1] == "as":
            return None
        if t.low[i] in _VAGUE_WORDS:
            return self._some(t, i, vague)
        return self._crowd(t, i, vague)

    @forms.rule(
        "numbers.vague.power",
        reads=(
            "They fired [[100s]] of rockets.",
            "They sent [[1,000s]] of men.",
            "They sent [[100's]] of men.",
            "They sent [[10s of thousands]] of men.",
        ),
        leaves=("In the 1000s they left.", "It took 10s of him."),
        source="plurals of round figures: 100s",
    )
    def _power(self, t: Tokens, i: int) -> Core | None:
        """``100s of``, ``10s of thousands``: hundreds, tens of thousands, in figures."""
        digits, end = t.raw[i].replace(",", ""), i + 2
        end += t.raw[i + 1] in ("'", "’") and t.glued(i + 2)
        if t.raw[end - 1] != "s" or not t.glued(i + 1) or t.low[end] != "of":
            return None
        value = Decimal(digits) if digits.strip("0") == "1" and digits[0] == "1" else Decimal(0)
        while (wider := self.lexicon.vague.get(t.low[end + 1])) and t.low[end] == "of" and wider.scale >= 100:
            value, end = value * wider.scale, end + 2
        return None if value < 100 else Core(i, end, "vague", None, 2 * value, 10 * value - 1, value)

    @forms.rule(
        "numbers.vague.some",
        reads=(
            "They sent [[several]] men.",
            "They sent [[several hundred]] men.",
            "They sent [[several tens of thousands]] of men.",
            "They sent [[a couple of]] men.",
        ),
        leaves=("They sent men.",),
        source="numbers/counting_words.tsv: vague amounts",
    )
    def _some(self, t: Tokens, i: int, vague: Vague) -> Core | None:
        """A few, or a few of a scale."""
        end = i + 1
        at = end + (t.low[end] == "of")
        scale = self._scale(t.low[at])
        if t.low[at] == "tens" and (crowd := self._crowd(t, at, self.lexicon.vague["tens"])):
            scale, end = crowd.scale, crowd.end
        elif scale is not None:
            end = at + 1
            if (more := self.lexicon.cardinal.get(t.low[end])) and more[0] == "scale" and more[1] > scale:
                scale, end = scale * more[1], end + 1
        elif t.low[i] == "couple" and t.low[end] == "of":
            end += 1
        factor = scale or Decimal(1)
        assert vague.low is not None
        high = None if vague.high is None else vague.high * factor
        return Core(i, end, "vague", None, vague.low * factor, high, factor)

    def _scale(self, word: str) -> Decimal | None:
        """What a scale word, ``dozen`` or ``hundreds`` multiplies."""
        known = self.lexicon.cardinal.get(word)
        if known and known[0] in ("hundred", "scale"):
            return known[1]
        if word in self.lexicon.multiples:
            return self.lexicon.multiples[word]
        return self.lexicon.vague[word].scale if word in _VAGUE_SCALES else None

    @forms.rule(
        "numbers.vague.crowd",
        reads=(
            "They sent [[dozens]] of men.",
            "They sent [[tens of thousands]] of men.",
            "They sent [[many hundreds]] of men.",
        ),
        leaves=("They sent a dozen men.",),
        source="numbers/counting_words.tsv: vague amounts",
    )
    def _crowd(self, t: Tokens, i: int, vague: Vague) -> Core | None:
        """Multiples in the plural, of one another."""
        end, scale = i + 1, vague.scale
        while t.low[end] == "of" and (wider := self.lexicon.vague.get(t.low[end + 1])) and wider.scale >= 100:
            scale, end = scale * wider.scale, end + 2
        if t.low[i] == "tens" and end == i + 1:
            return None
        factor = scale / vague.scale
        assert vague.low is not None
        assert vague.high is not None
        many = t.low[i - 1] == "many" and t.low[i - 2] not in _BEFORE_MANY
        return Core(i - many, end, "vague", None, vague.low * factor, (vague.high + 1) * factor - 1, scale)
