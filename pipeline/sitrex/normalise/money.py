"""Currencies: how amounts of money are written, and their ISO 4217 codes."""

from __future__ import annotations

from functools import cache

from sitrex.vocab import read_table


@cache
def words() -> dict[str, str]:
    """Lower-case name of a currency, blanks between its words -> code; plurals included."""
    found: dict[str, str] = {}
    for row in _rows():
        for word in _cells(row["words"]):
            singular, _, plural = word.lower().partition("/")
            found.setdefault(singular, row["code"])
            found.setdefault(plural or singular + "s", row["code"])
    return found


@cache
def symbols() -> dict[str, str]:
    """Symbol as written, without blanks -> code."""
    return {symbol.replace(" ", ""): row["code"] for row in _rows() for symbol in _cells(row["symbols"])}


@cache
def coins() -> dict[str, str]:
    """Lower-case name of a hundredth part -> code of the whole; ``context`` where the text's currency says which."""
    rows = read_table("numbers/coins.tsv", ("code", "words"))
    return {word: row["code"] for row in rows for word in _cells(row["words"])}


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


def _cells(cell: str) -> list[str]:
    return [] if cell == "-" else cell.split(";")
