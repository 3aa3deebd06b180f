"""Scale suffixes after a figure: ``10k``, ``4.5bn``, ``42m people``."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sitrex.annotate.numbers.digits import product
from sitrex.annotate.numbers.lexicon import Lexicon
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.tokens import Tokens
from sitrex.annotate.text.words import words

SUFFIXES: Final = {
    "k": 3, "K": 3, "M": 6, "mn": 6, "mln": 6, "mil": 6, "MM": 6, "bn": 9, "bln": 9, "b": 9, "B": 9, "tn": 12, "tln": 12, "trn": 12,
}  # fmt: skip
"""Scale suffixes written right after a figure, as powers of ten; `m` by what follows (:meth:`Suffixes.read`)."""

_COUNTED: Final = words("people", "things", table="numbers/words.tsv")
_LENGTHS: Final = frozenset(("m", "km", "cm", "mm", "[ft_i]", "[in_i]", "[mi_i]", "[yd_i]"))


class Suffixes:
    """Reads what multiplies a figure without being a word."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    @forms.rule(
        "numbers.bare.suffix",
        reads=("They sent [[10k]] men.", "It cost [[$300m]] there.", "They paid [[15m birr]]."),
        leaves=("Restrictions: 1B.",),
        source="scales of one letter: 10k, 3M",
    )
    def read(self, t: Tokens, at: int, value: Decimal, money: bool) -> tuple[Decimal, int, Decimal] | None:
        """A scale suffix after a figure: ``10k``, ``4.5bn``, ``$300m``, ``1.2 mln``."""
        counts = self._counts_behind(t, at + 1, value)
        money = money or t.low[at + 1] in self.lexicon.money_words or t.raw[at + 1] in self.lexicon.codes
        power = self._power(t, at, money=money, counts=counts)
        if power is None or (t.glued(at + 1) and (t.figure[at + 1] or t.is_word(at + 1))):
            return None
        if not t.glued(at) and len(t.raw[at]) == 1 and not (counts and t.raw[at] in "kK"):
            return None
        if not (money or counts) and self._no_scale(t, at, value):
            return None
        scaled = product(value, Decimal(10) ** power)
        return None if scaled is None else (scaled, at + 1, Decimal(10) ** power)

    def _no_scale(self, t: Tokens, at: int, value: Decimal) -> bool:
        """Whether a letter behind a figure that counts nothing is no scale: ``301.5K`` is a temperature, ``Form 6b`` a form."""
        if t.raw[at] == "K":
            return value >= 100 and value != value.to_integral_value()
        return t.low[at] == "b" and not self._amount(t, at, value)

    @staticmethod
    def _power(t: Tokens, at: int, *, money: bool, counts: bool) -> int | None:
        """The power of ten; ``m`` and ``T`` are metres and teslas where no money is and nothing is counted."""
        if t.raw[at] == "m" and (money or (counts and t.glued(at))):
            return 6
        if t.raw[at] == "MM" and not money:
            return None  # "20MM guns"
        if t.raw[at] == "T" and money and t.glued(at):
            return 12
        return SUFFIXES.get(t.raw[at])

    def _amount(self, t: Tokens, at: int, value: Decimal) -> bool:
        """Whether a bare ``b`` stands behind a broken figure or before money, and no blank before it."""
        return t.glued(at) and (value != value.to_integral_value() or t.low[at + 1] in self.lexicon.money_words)

    def _counts_behind(self, t: Tokens, at: int, value: Decimal) -> bool:
        """Whether people or things are counted from token ``at`` on, or after a broken value any plural or measure."""
        word = t.low[at]
        if word in _COUNTED or word in self.lexicon.nouns["plural"] or t.low[at : at + 2] == ["of", "them"]:
            return True
        measure = self.lexicon.measure_words.get(word)
        if measure is not None:
            return word.endswith("s") and measure not in _LENGTHS
        broken = value != value.to_integral_value()
        return broken and word.endswith("s") and word not in self.lexicon.nouns["stop"] and t.is_word(at)
