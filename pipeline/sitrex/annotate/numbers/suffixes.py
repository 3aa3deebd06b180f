"""Scale suffixes after a figure: ``10k``, ``4.5bn``, ``42m people``."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sitrex.annotate.numbers.bare_number import Core
from sitrex.annotate.numbers.digits import product
from sitrex.annotate.numbers.lexicon import HYPHENS, Lexicon
from sitrex.annotate.numbers.noun_groups import NounGroups
from sitrex.annotate.numbers.prices import Prices
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.text.words import words

SUFFIXES: Final = {
    "k": 3, "K": 3, "M": 6, "mn": 6, "mln": 6, "mil": 6, "MM": 6, "bn": 9, "bln": 9, "b": 9, "B": 9, "tn": 12, "tln": 12, "trn": 12,
}  # fmt: skip
"""Scale suffixes written right after a figure, as powers of ten; `m` by what follows (:meth:`Suffixes.read`)."""

_MILLION: Final = Decimal(10) ** 6
_PEOPLE: Final = words("people", table="numbers/words.tsv")
_PEOPLED: Final = words("peopled", table="numbers/words.tsv")
_METRED: Final = words("metred", table="numbers/words.tsv")
"""What is so many metres high, long or apart: ``20m walls`` are no millions."""
_TOLD: Final = words("plural_verbs", table="numbers/words.tsv")
_BEFELL: Final = words("befell", table="numbers/words.tsv")
"""What those counted, or one of them, did or what befell them: verbs, no nouns that are counted."""
_SUBJECT_AFTER: Final = frozenset((BREAK, ".", ",", ";", ":", "and", "that"))
_LONGEST_GROUP: Final = 4
_COUNTED: Final = words("people", "things", table="numbers/words.tsv")
_KELVINS: Final = words("kelvins", table="numbers/words.tsv")
_NEAR_KELVINS: Final = 8
_LENGTHS: Final = frozenset(("m", "km", "cm", "mm", "[ft_i]", "[in_i]", "[mi_i]", "[yd_i]"))


class Suffixes:
    """Reads what multiplies a figure without being a word."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.prices = Prices(lexicon)
        self.groups = NounGroups(lexicon)

    @forms.rule(
        "numbers.bare.suffix",
        reads=(
            "They sent [[10k]] men.",
            "It cost [[$300m]] there.",
            "They paid [[15m birr]].",
            "They paid [[15m Canadian dollars]].",
            "It sold for [[300K]] below the price.",
            "Its [[3m]] followers left.",
            "[[More than 1.5m]] have fled.",
            "It is a country of [[40m]].",
        ),
        leaves=(
            "Restrictions: 1B.",
            "They climbed 20m walls at 3m intervals.",
            "A wall of 20m fell.",
            "It was cooled to 77K.",
            "The 100m sprinters left.",
        ),
        source="scales of one letter: 10k, 3M",
    )
    def read(self, t: Tokens, at: int, value: Decimal, money: bool) -> tuple[Decimal, int, Decimal] | None:
        """A scale suffix after a figure: ``10k``, ``4.5bn``, ``$300m``, ``1.2 mln``."""
        counts = self._counts_behind(t, at + 1, value)
        money = money or self._money_behind(t, at, value)
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
            told = not _KELVINS.isdisjoint(t.low[max(at - _NEAR_KELVINS, 0) : at + 4])
            return told or (value >= 100 and value != value.to_integral_value())
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

    def _money_behind(self, t: Tokens, at: int, value: Decimal) -> bool:
        """Whether the suffix at token ``at`` multiplies money that is named behind it: ``4m US dollars``."""
        if t.low[at + 1] in self.lexicon.money_words or t.raw[at + 1] in self.lexicon.codes:
            return True
        known = t.raw[at] in SUFFIXES or t.raw[at] == "m"
        if not known or not t.glued(at) or t.low[at + 1] == BREAK:
            return False
        return self.prices.after(t, Core(at - 1, at + 1, "figure", value, scale=_MILLION)) is not None

    def _counts_behind(self, t: Tokens, at: int, value: Decimal) -> bool:
        """Whether people or things are counted from token ``at`` on, or after a broken value any plural or measure."""
        word = t.low[at]
        if word in _COUNTED or word in self.lexicon.nouns["plural"] or t.low[at : at + 2] == ["of", "them"]:
            return True
        measure = self.lexicon.measure_words.get(word)
        if measure is not None:
            return word.endswith("s") and measure not in _LENGTHS
        broken = value != value.to_integral_value()
        if broken and word.endswith("s") and word not in self.lexicon.nouns["stop"] and t.is_word(at):
            return True
        return t.raw[at - 1] == "m" and t.glued(at - 1) and (self._millions_of(t, at) or self._millions(t, at))

    def _millions_of(self, t: Tokens, at: int) -> bool:
        """Whether a plural that has no length in metres, a people or a unit of measure stands behind ``m``."""
        raw, low = t.raw[at], t.low[at]
        if raw in HYPHENS:
            return low != BREAK and t.low[at + 1] == "strong"
        if not t.is_word(at) or low in self.lexicon.nouns["stop"] or low in self.lexicon.nouns["verb"]:
            return False
        if low in self.lexicon.nouns["outcome"]:
            return True
        quotient = self.lexicon.measure_symbols.get(t.slice(at, at + 3)) if t.raw[at + 1] == "/" else None
        measure = quotient or self.lexicon.measure_symbols.get(raw)
        if measure is not None:
            return (quotient is not None or len(raw) > 1) and measure not in _LENGTHS
        if self.groups.is_plural(raw):
            return low not in _METRED
        return self._people(t, at)

    def _people(self, t: Tokens, at: int) -> bool:
        """Whether the noun group at token ``at`` is of people: ``1.2m internally displaced people``."""
        for n in range(at, at + _LONGEST_GROUP):
            if not t.is_word(n) or t.low[n] in self.lexicon.nouns["stop"]:
                return False
            if t.low[n] in _PEOPLE:
                return True
        return False

    def _millions(self, t: Tokens, at: int) -> bool:
        """Whether ``m`` before token ``at`` stands where people are told of: ``Nearly 1m died``, ``a country of 40m``."""
        before = t.low[at - 3]
        if before == "of" and t.low[at - 4] in _PEOPLED:
            return True
        if before == "of" or (before not in _SUBJECT_AFTER and before not in self.lexicon.before):
            return False
        return t.low[at] in _TOLD or t.low[at] in _BEFELL
