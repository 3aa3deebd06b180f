"""Currencies: how amounts of money are written, and their ISO 4217 codes."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sitrex.normalise.words_of_codes import by_word, several
from sitrex.vocab import read_table

_SHARED = frozenset(("peso", "rupee", "dinar", "shilling", "rial", "riyal", "lira"))
"""Names of money that a text gives to the country it tells of; a bare dollar, pound and franc are mostly of one."""


@cache
def words() -> dict[str, str]:
    """Lower-case name of a currency, blanks between its words -> code; plurals included."""
    return by_word(_rows(), "code")


@cache
def by_country() -> dict[str, dict[str, str]]:
    """Lower-case name of money that several countries share -> a country's name or people, as written -> code.

    >>> by_country()["pesos"]["Mexico"], by_country()["pesos"]["Colombians"]
    ('MXN', 'COP')
    """
    countries = {}
    for row in read_table("entities/countries.tsv", ("code", "names", "demonyms")):
        names = [name for name in several(row["names"]) + several(row["demonyms"]) if name.isalpha()]
        countries.update(dict.fromkeys(several(row["demonyms"]), names))
    found: dict[str, dict[str, str]] = {}
    for row in _rows():
        for word in several(row["words"]):
            people, _, name = word.partition("/")[0].rpartition(" ")
            if name in _SHARED and people in countries:
                for form in (name, f"{name}s"):
                    found.setdefault(form, {}).update(dict.fromkeys(countries[people], row["code"]))
    return found


@cache
def symbols() -> dict[str, str]:
    """Symbol as written, without blanks -> code."""
    return {symbol.replace(" ", ""): row["code"] for row in _rows() for symbol in several(row["symbols"])}


@cache
def coins() -> dict[str, str]:
    """Lower-case name of a hundredth part -> code of the whole; ``context`` where the text's currency says which."""
    rows = read_table("numbers/coins.tsv", ("code", "words"))
    return {word: row["code"] for row in rows for word in several(row["words"])}


class OldCoin(NamedTuple):
    """A coin that was no hundredth part: so many make one of the whole, whose code it has."""

    code: str
    in_one: int


@cache
def old_coins(column: str) -> dict[str, tuple[OldCoin, ...]]:
    """Letter or lower-case word (``column`` says which) -> the coins it stands for.

    >>> [coin.in_one for coin in old_coins("letters")["d"]], old_coins("words")["annas"][0].code
    ([240, 12], 'INR')
    """
    found: dict[str, tuple[OldCoin, ...]] = {}
    for row in read_table("numbers/old_coins.tsv", ("code", "in_one", "letters", "words")):
        coin = OldCoin(row["code"], int(row["in_one"]))
        cell = [row] if column == "words" else []
        for word in by_word(cell, "code") or several(row["letters"]):
            found[word] = (*found.get(word, ()), coin)
    return found


@cache
def codes() -> frozenset[str]:
    """The ISO 4217 codes that may stand beside a figure.

    >>> "EUR" in codes(), "X-GUINEA" in codes()
    (True, False)
    """
    return frozenset(row["code"] for row in _rows() if not row["code"].startswith("X-"))


@cache
def _rows() -> list[dict[str, str]]:
    return read_table("numbers/currencies.tsv", ("code", "symbols", "words"))
