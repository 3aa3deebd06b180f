"""Currencies around a bare number: symbols, codes and names of money, and whose money a name is of."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from sitrex.annotate.numbers.bare_number import Core
from sitrex.annotate.numbers.lexicon import HYPHENS, Lexicon
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.text.words import words as closed

_POUNDS: Final = closed("pounds", table="numbers/words.tsv")
_SCALES_OF_LISTED: Final = closed("scales_of_listed", table="numbers/words.tsv")

_OTHERWISE: Final = closed("seldom_money", table="numbers/words.tsv")
"""Names of money that more often mean something else."""
_IN_THOUSANDS: Final = closed("money_in_thousands", table="numbers/words.tsv")
"""Those of them that mean money only behind a thousand or a million."""
_OF_AMOUNTS: Final = closed("money_of_amounts", table="numbers/words.tsv")
"""Signs of money that stand before large amounts alone: else they are something else (a tank, a coast guard, a conference)."""
_LETTERS: Final = {"N": "NGN", "R": "ZAR", "PS": "GBP"}
"""Letters that are currency signs before a large amount: ``N875,000``, ``R500 million``; a wire's pounds: ``PS3.1m``."""
_MONEY_WITHIN: Final = 60
_ENDS: Final = frozenset((".", BREAK))
_PRICED: Final = closed("spans", "priced", table="numbers/words.tsv")
_PRICED_WITHIN: Final = 6
"""So many tokens before a figure with ``c`` or ``p.`` a price is told of."""


class Priced(NamedTuple):
    """A currency beside a number: code, first token, end."""

    code: str
    start: int
    end: int


class Prices:
    """Finds the currency right before or after a bare number."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        # what most numbers fail at once: the first words of names of money, the last characters of its symbols
        self._firsts = frozenset(words.split()[0] for words in lexicon.money_words) | {"u"}
        self._lasts = frozenset(symbol[-1] for symbol in lexicon.money_symbols)

    @forms.rule(
        "numbers.money.before",
        reads=("It cost [[$41]] there.", "It cost [[USD 41]] there.", "A [[$41]] drone fell."),
        leaves=("It cost 41 there.",),
        source="ISO 4217; numbers/currencies.tsv",
    )
    def before(self, t: Tokens, i: int) -> Priced | None:
        """The currency symbol or code that ends right before token ``i``."""
        if t.raw[i - 1] == BREAK or (t.low[i - 1] in _OF_AMOUNTS and not self._large(t, i)):
            return None
        if (priced := self._symbol(t, i)) is not None:
            return priced
        if t.raw[i - 1] in self.lexicon.codes:
            return Priced(t.raw[i - 1], i - 1, i)
        lettered = t.raw[i - 1] in _LETTERS and t.glued(i) and not (t.glued(i - 1) and t.raw[i - 2].isalnum())
        return Priced(_LETTERS[t.raw[i - 1]], i - 1, i) if lettered and self._large(t, i) else None

    def _symbol(self, t: Tokens, i: int) -> Priced | None:
        """The longest symbol of money that ends right before token ``i``."""
        symbols = self.lexicon.money_symbols
        for length in (4, 3, 2, 1) if t.raw[i - 1][-1] in self._lasts else ():
            first = i - length
            if first < 1 or BREAK in t.raw[first:i]:
                continue
            written = "".join(t.raw[first:i])
            if written not in symbols or (t.glued(first) and t.raw[first - 1].isalnum()):
                continue
            if len(t.raw[first]) == 1 and t.is_word(first) and length > 1 and not t.glued(first + 1):
                continue  # "A $500 drone"
            if not written.isalpha() or t.is_word(i - 1):
                return Priced(symbols[written], first, i)
        return None

    def _large(self, t: Tokens, i: int) -> bool:
        """Whether the figure is an amount in thousands or more."""
        known = self.lexicon.cardinal.get(t.low[i + 1])
        return "," in t.raw[i] or (known is not None and known[0] == "scale") or t.low[i + 1] in _SCALES_OF_LISTED

    @forms.rule(
        "numbers.money.coin",
        reads=("It cost [[41 cents]] there.", "It cost [[140p]].", "Cotton sold at [[9c]] a pound."),
        leaves=("It cost 41 centres there.", "See [[140]]p. there.", "In 9c they met."),
        source="numbers/coins.tsv",
    )
    def coin(self, t: Tokens, core: Core) -> Priced | None:
        """A hundredth of a currency after the number: ``41 cents``; of which, the money named shortly before says."""
        at = core.end + (t.raw[core.end] in HYPHENS and t.glued(core.end))
        code = self.lexicon.coins.get(t.low[at])
        if t.low[at] in ("p", "c"):
            lettered = at == core.end and t.raw[at] in ("p", "c") and t.glued(at) and core.kind == "figure"
            if not (
                lettered
                and (
                    t.told_before(core.start, _PRICED, _ENDS, _PRICED_WITHIN)
                    or (t.raw[at] == "p" and t.raw[at + 1] != ".")
                )
            ):
                return None
            code = code or "context"
        if code == "context":
            code = "USD"
            for before in range(core.start - 1, max(core.start - _MONEY_WITHIN, 1), -1):
                if t.figure[before] and (price := self.before(t, before)):
                    code = price.code
                    break
        return None if code is None else Priced(code, at, at + 1)

    @forms.rule(
        "numbers.money.after",
        reads=("It cost [[41 dollars]] there.", "It cost [[41 €]] there."),
        leaves=("It cost 41 men there.",),
        source="ISO 4217; numbers/currencies.tsv",
    )
    def after(self, t: Tokens, core: Core) -> Priced | None:
        """The currency word, symbol or code after the bare number."""
        lexicon, at = self.lexicon, core.end
        if (t.raw[at] in HYPHENS and t.glued(at) and t.glued(at + 1)) or (t.low[at] == "of" and core.kind == "vague"):
            at += 1
        if t.is_word(at) and t.figure[at + 1] and t.glued(at + 1):
            return None  # "EUR5-EUR10m"
        if t.raw[at] in lexicon.money_symbols and not t.raw[at].isalpha() and not t.figure[at + 1]:
            return Priced(lexicon.money_symbols[t.raw[at]], at, at + 1)
        code = t.raw[at][1:] if t.raw[at][0] == "M" and len(t.raw[at]) == 4 else t.raw[at]
        if code in lexicon.codes:
            return Priced(t.raw[at][-3:], at, at + 1)
        return self._named(t, core, at)

    def _named(self, t: Tokens, core: Core, at: int) -> Priced | None:
        """The name of money that begins at token ``at``."""
        lexicon = self.lexicon
        for length in (4, 3, 2, 1) if t.low[at] in self._firsts else ():
            code = lexicon.money_words.get(" ".join(t.low[at : at + length]))
            if code is None and length == 3 and t.low[at : at + 2] == ["u", "."]:
                code = lexicon.money_words.get("u.s. " + t.low[at + 4])
                length = 5
            if code is not None and self._is_money(t, core, at, length):
                code = (self._of_country(t, at) if length == 1 else None) or code
                return Priced(code, at, at + length)
        if t.low[at] in _POUNDS and core.scale >= 1_000_000 and t.low[at + 1] != "of":
            return Priced("GBP", at, at + 1)
        return None

    @forms.rule(
        "numbers.money.of-country",
        reads=(
            "They asked [[350 million pesos]] in Mexico.",
            "The ransom in Mexico was [[400 pesos]]. Colombia paid no ransom.",
        ),
        leaves=("It cost 350 million pesos.",),
        source="currencies of one name in several countries",
    )
    def _of_country(self, t: Tokens, at: int) -> str | None:
        """The code of money that has one name in several countries: that of the nearest country named, of its sentence first."""
        known = self.lexicon.money_by_country.get(t.low[at])
        if known is None:
            return None
        near = (n for n in range(max(at - _MONEY_WITHIN, 0), min(at + _MONEY_WITHIN, len(t))) if t.raw[n] in known)
        nearest = min(
            near, key=lambda n: (not _ENDS.isdisjoint(t.raw[min(n, at) : max(n, at)]), abs(n - at)), default=None
        )
        return None if nearest is None else known[t.raw[nearest]]

    def _is_money(self, t: Tokens, core: Core, at: int, length: int) -> bool:
        if length > 1 or t.low[at] not in _OTHERWISE:
            return True
        if t.low[at] in _IN_THOUSANDS:
            return core.scale >= 1000
        return (core.value is not None and core.value >= Decimal(100) and t.low[at] != "won") or core.scale >= 1000
