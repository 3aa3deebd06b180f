"""The annotator's vocabulary, read once from ``vocab/numbers``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Final, NamedTuple

from sitrex.annotate.numbers.fraction_signs import VULGAR
from sitrex.annotate.text.words import words
from sitrex.normalise import measures, money, numerals
from sitrex.vocab import read_table

HYPHENS: Final = words("hyphens")
DASHES: Final = words("dashes") | {"~"}
MONTHS: Final = words("months", "months_short")


class Vague(NamedTuple):
    """A count without a figure: what it multiplies (0 if nothing) and its bounds."""

    scale: Decimal
    low: Decimal | None
    high: Decimal | None


class Modifier(NamedTuple):
    """A phrase beside a number: its words, what it says, whether small counts refuse it, whether it stands in no span."""

    words: tuple[str, ...]
    modifier: str
    strict: bool
    outside: bool


class Lexicon:
    """Look-up tables over lower-case words."""

    def __init__(self) -> None:
        self.cardinal: dict[str, tuple[str, Decimal]] = {}
        self.ordinal: dict[str, int] = {}
        self.parts: dict[str, int] = {}
        self.multiples: dict[str, Decimal] = {}
        self.groups: dict[str, Decimal] = {}
        self.times: dict[str, Decimal] = {}
        self.sets: dict[str, Decimal] = {}
        self.vague: dict[str, Vague] = {}
        for word, (kind, value) in numerals.number_words().items():
            if kind == "ordinal":
                self.ordinal[word] = value
                if value > 2:
                    self.parts[word] = self.parts[word + "s"] = value
            else:
                finer = "teen" if kind == "unit" and value > 9 else kind
                self.cardinal[word] = (finer, Decimal(value))
        for row in read_table("numbers/counting_words.tsv", ("word", "kind", "value", "low", "high")):
            word, figure = row["word"], Decimal(0 if row["value"] == "-" else row["value"])
            if row["kind"] == "vague":
                self.vague[word] = Vague(figure, _decimal(row["low"]), _decimal(row["high"]))
            elif row["kind"] == "part":
                self.parts[word] = int(figure)
            elif row["kind"] in ("scale", "nought"):
                self.cardinal[word] = ("scale" if row["kind"] == "scale" else "unit", figure)
            else:
                {"multiple": self.multiples, "group": self.groups, "times": self.times, "set": self.sets}[row["kind"]][
                    word
                ] = figure
        self.before: dict[str, list[Modifier]] = {}
        self.after: dict[str, list[Modifier]] = {}
        for row in read_table("numbers/modifiers.tsv", ("phrase", "place", "modifier", "strict")):
            phrase = tuple(row["phrase"].rstrip(".").split())
            entry = Modifier(phrase, row["modifier"], row["strict"] == "yes", row["place"] == "verb")
            if row["place"] == "after":
                self.after.setdefault(phrase[0], []).append(entry)
            else:
                self.before.setdefault(phrase[-1], []).append(entry)
        for table in (self.before, self.after):
            for entries in table.values():
                entries.sort(key=lambda entry: -len(entry.words))
        self.hedges = frozenset(_hedges(self.before))
        self.nouns: dict[str, set[str]] = {}
        for row in read_table("numbers/nouns.tsv", ("word", "kind")):
            self.nouns.setdefault(row["kind"], set()).add(row["word"])
        self.nouns["verb"] |= words("irregular_pasts")
        self.counted_types = frozenset(self.nouns["type"] | self.nouns["outcome"])
        self.measure_words = measures.words()
        self.measure_symbols = measures.symbols()
        self.money_words = money.words()
        self.money_by_country = money.by_country()
        self.money_symbols = money.symbols()
        self.codes = money.codes()
        self.coins = money.coins()
        self.old_letters, self.old_words = money.old_coins("letters"), money.old_coins("words")
        self.triggers = frozenset(
            {*self.cardinal, *self.ordinal, *self.parts, *self.vague, *self.groups, *self.times, *self.multiples}
            | {*VULGAR, *self.sets, *self.nouns["lone"]}
        )
        self.folds = {f"{word}fold": value for word, (kind, value) in self.cardinal.items() if kind != "scale"}
        self.triggers |= frozenset(self.folds)


def _hedges(before: Mapping[str, Sequence[Modifier]]) -> Iterator[str]:
    """The words that alone say that a number behind them is about so many."""
    for entry in chain.from_iterable(before.values()):
        if entry.modifier == "approx" and len(entry.words) == 1 and not entry.outside:
            yield entry.words[0]


def _decimal(cell: str) -> Decimal | None:
    return None if cell == "-" else Decimal(cell)


@cache
def lexicon() -> Lexicon:
    """The one lexicon of the process; read-only once built."""
    return Lexicon()
