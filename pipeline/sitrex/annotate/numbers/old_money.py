"""Money before decimals: shillings and pence, annas and pies, by their letters or names: ``£3 5s. 6d.``, ``2s. 8d.``, ``Rs 5 8 annas``."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from sitrex.annotate.numbers.bare_number import Core
from sitrex.annotate.numbers.digits import quotient, total
from sitrex.annotate.numbers.figures import Figures
from sitrex.annotate.numbers.lexicon import HYPHENS, Lexicon
from sitrex.annotate.numbers.phrase import Phrase
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.text.words import words
from sitrex.normalise.money import OldCoin

_TABLE: Final = "numbers/words.tsv"
_PRICED: Final = words("priced", "levies", table=_TABLE)
_ENDS: Final = frozenset((";", BREAK))
_PRICED_WITHIN: Final = 8
"""So many tokens before a lone ``4d.`` a price is told of."""
_LAST_WITHIN: Final = 16
"""So many tokens before it the amount before ends, where that has coins of old too."""
_RATED: Final = words("old_rates", table=_TABLE)
_NOT_BEHIND: Final = words("demonstratives", "possessives") | {"the", "early", "late", "mid"}


class OldMoney:
    """Adds up the coins of an amount, and reads those that stand alone."""

    def __init__(self, lexicon: Lexicon, figures: Figures) -> None:
        self.lexicon = lexicon
        self.figures = figures

    @forms.rule(
        "numbers.money.smaller-coins",
        reads=(
            "It cost [[£3 5s. 6d.]] there.",
            "It cost [[5 shillings and 6 pence]] there.",
            "It cost [[Rs 5 8 annas]].",
        ),
        leaves=("It cost [[£3]] 25s 40d.", "It cost [[£3]] for 5 men."),
        source="numbers/old_coins.tsv",
    )
    def added(self, t: Tokens, phrase: Phrase) -> Phrase | None:
        """It and the smaller coins behind it, each fewer than make one of the coin before."""
        return self._added(t, phrase, 1) if phrase.value is not None and phrase.currency is not None else None

    @forms.rule(
        "numbers.money.coins-alone",
        reads=(
            "They sold it at [[2s. 8d.]] there.",
            "A tax of [[4d.]] was set.",
            "It is [[10s.]] a ton there.",
            "It cost [[12s. 6d.]] and then [[11s 3d]] there.",
        ),
        leaves=(
            "It lay in square 4d there.",
            "The 5s and the 2s went.",
            "On the 3d he left.",
            "The 2d Battalion paid.",
        ),
        source="numbers/old_coins.tsv",
    )
    def alone(self, t: Tokens, core: Core, start: int, *, told: bool = False) -> Phrase | None:
        """Coins without the whole before them, in parts of it: two that go down, or one where a price is ``told`` of."""
        if core.kind != "figure" or core.value is None or t.low[core.end] not in self.lexicon.old_letters:
            return None
        for coin, end in self._coins(t, core):
            phrase = Phrase(core, start, end, quotient(core.value, Decimal(coin.in_one)), currency=coin.code)
            if coin.code == "GBP" and (more := self._added(t, phrase, coin.in_one)):
                return more
            if coin.code == "GBP" and (told or self._told(t, core, end)):
                return phrase
        return None

    def unlike(self, t: Tokens, first: Phrase, second: Phrase) -> bool:
        """Whether a number behind coins that stand alone has none: ``5s. to 7 men`` is no range."""
        lone = first.start == first.core.start and t.low[first.core.end] in self.lexicon.old_letters
        return lone and first.currency == "GBP" and second.end == second.core.end

    def _added(self, t: Tokens, phrase: Phrase, in_one: int) -> Phrase | None:
        """It with every smaller coin behind it, the last of which makes ``in_one`` of the whole."""
        whole = None
        while phrase.value is not None and (found := self._smaller(t, phrase, in_one)) is not None:
            value, in_one, end = found
            whole = phrase = phrase._replace(value=quotient(total(phrase.value, value), Decimal(1)), end=end)
        return whole

    def _smaller(self, t: Tokens, phrase: Phrase, in_one: int) -> tuple[Decimal, int, int] | None:
        """Worth of the smaller coin behind a phrase, how many make the whole, and its end."""
        joint = t.low[phrase.end]
        if phrase.currency == "X-SHILLING" and (pence := self._pence(t.low[phrase.end + (joint == "and")])):
            return quotient(pence, Decimal(12)), 12, phrase.end + (joint == "and") + 1
        second = self.figures.read(t, phrase.end + (joint in ("and", ",", ".")))
        if second is None or second.value is None or second.kind not in ("figure", "word"):
            return None
        for coin, end in self._coins(t, second):
            fits = coin.code == phrase.currency and in_one < coin.in_one and second.value < coin.in_one // in_one
            worded = t.low[second.end] in self.lexicon.old_words
            if fits and (joint != "and" or worded) and (worded or second.kind == "figure"):
                return quotient(second.value, Decimal(coin.in_one)), coin.in_one, end
        return None

    def _pence(self, word: str) -> Decimal | None:
        """How many pence a word of them says: ``sixpence``."""
        known = self.lexicon.cardinal.get(word.removesuffix("pence")) if word.endswith("pence") else None
        return known[1] if known is not None and known[1] < 12 else None

    def _coins(self, t: Tokens, core: Core) -> Iterator[tuple[OldCoin, int]]:
        """What coins the letter or the name behind a number may be, each with its end, an abbreviation's dot in it."""
        word, end = t.low[core.end], core.end + 1
        for coin in self.lexicon.old_words.get(word, ()):
            yield coin, end
        if t.glued(core.end) and t.raw[core.end] == word:
            dotted = t.raw[end] == "." and t.glued(end) and t.raw[end + 1] != BREAK and not t.raw[end + 1][0].isupper()
            for coin in self.lexicon.old_letters.get(word, ()):
                yield coin, end + dotted

    def _told(self, t: Tokens, core: Core, end: int) -> bool:
        """Whether a price is told of around a lone coin: a rate behind it, a word or an amount in such coins before."""
        before, described = t.raw[core.start - 1], t.is_word(end) and t.low[end] not in self.lexicon.nouns["stop"]
        if before.lower() in _NOT_BEHIND or before in HYPHENS or before[0].isupper():
            return False
        if described and t.low[end] not in _RATED:
            return False
        if t.last is not None and core.start - t.last.end < _LAST_WITHIN and self._ends_so(t, t.last):
            return True
        rated = t.low[end] in _RATED and t.is_word(end + 1)
        return rated or t.told_before(core.start, _PRICED, _ENDS, _PRICED_WITHIN)

    def _ends_so(self, t: Tokens, phrase: Phrase) -> bool:
        """Whether an amount ends in a coin by its letter."""
        letters = self.lexicon.old_letters.keys()
        return phrase.currency == "GBP" and not letters.isdisjoint(t.low[phrase.end - 2 : phrase.end])
