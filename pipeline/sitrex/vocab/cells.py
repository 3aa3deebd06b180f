"""What the cells of a user's table may hold, so that a slip is named before a run and not found in its records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from sitrex.errors import SitrexError

Row = Mapping[str, str]

CLOSED: Final[Mapping[str, tuple[str, ...]]] = {
    "units/echelons.tsv": ("echelon", "number", "strength", "case", "branch", "service"),
    "units/branches.tsv": ("branch", "service", "end"),
    "units/qualifiers.tsv": ("kind", "service"),
    "units/named_units.tsv": ("echelon", "branch", "service", "kind"),
    "units/prefixes.tsv": ("kind", "echelon", "branch", "service"),
    "units/services.tsv": ("service", "above"),
    "units/voices.tsv": ("kind",),
    "units/commanders.tsv": ("use",),
    "dates/words.tsv": ("kind", "case"),
    "dates/modifiers.tsv": ("mod",),
    "numbers/modifiers.tsv": ("place", "modifier", "strict"),
    "numbers/nouns.tsv": ("kind",),
    "numbers/number_words.tsv": ("kind",),
    "numbers/counting_words.tsv": ("kind",),
    "entities/equipment.tsv": ("sure",),
    "entities/organisations.tsv": ("sure",),
    "entities/places.tsv": ("label",),
}
"""Columns whose values are those that the package's own rows have there."""
LOWER: Final[Mapping[str, str]] = {
    "units/echelons.tsv": "form",
    "units/branches.tsv": "phrase",
    "units/qualifiers.tsv": "phrase",
    "units/movements.tsv": "form",
    "dates/words.tsv": "word",
    "dates/holidays.tsv": "name",
    "numbers/modifiers.tsv": "phrase",
    "numbers/nouns.tsv": "word",
    "numbers/number_words.tsv": "word",
}
"""Columns of words that are looked up in lower case: with a capital they would never be found."""
FIGURES: Final[Mapping[str, str]] = {"units/branches.tsv": "rank", "numbers/measures.tsv": "factor"}
"""Columns of numbers."""
_FIELDS: Final = ("echelon", "branch", "service")
"""Columns that mean the same in all tables of units."""


def check_cells(name: str, path: object, rows: Iterable[Row], package: Callable[[str], list[Row]]) -> None:
    """Name the first cell of a user's rows that the table cannot hold.

    Args:
        name: the table's, as ``units/echelons.tsv``.
        path: the user's file, for the message.
        rows: the user's.
        package: gives the rows of the package's own table of a name.

    Raises:
        SitrexError: ``vocab-cell``.
    """
    allowed = {column: _values(name, column, package) for column in CLOSED.get(name, ())}
    lower, figures = LOWER.get(name), FIGURES.get(name)
    for row in rows:
        for column, values in allowed.items():
            if row[column] not in values:
                wanted = ", ".join(value or "nothing" for value in sorted(values))
                raise SitrexError("vocab-cell", path=path, column=column, found=row[column], expected=wanted)
        if lower and row[lower] != row[lower].lower():
            raise SitrexError("vocab-cell", path=path, column=lower, found=row[lower], expected="lower case")
        if figures and not _is_number(row[figures]):
            raise SitrexError("vocab-cell", path=path, column=figures, found=row[figures], expected="a number")


def _values(name: str, column: str, package: Callable[[str], list[Row]]) -> set[str]:
    tables = [table for table, columns in CLOSED.items() if column in columns] if column in _FIELDS else [name]
    return {row[column] for table in tables for row in package(table)}


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
