"""What the cells of the tables of measures and of money say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def several(cell: str) -> list[str]:
    """What semicolons part; nothing in ``-``."""
    return [] if cell == "-" else cell.split(";")


def by_word(rows: Iterable[Mapping[str, str]], code: str) -> dict[str, str]:
    """Lower-case words, blanks between them -> the code of the first row that has them; plurals included (`foot/feet`)."""
    found: dict[str, str] = {}
    for row in rows:
        for word in several(row["words"]):
            singular, _, plural = word.lower().partition("/")
            found.setdefault(singular, row[code])
            found.setdefault(plural or singular + "s", row[code])
    return found
