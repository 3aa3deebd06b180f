"""What the cells of a user's table may hold, so that a slip is named before a run and not found in its records."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from sitrex.errors import SitrexError

Row = Mapping[str, str]

CLOSED: Final[Mapping[str, tuple[str, ...]]] = {
    "abbreviations.tsv": ("ends",),
    "units/echelons.tsv": ("echelon", "number", "strength", "case", "branch", "service"),
    "units/branches.tsv": ("branch", "service", "end"),
    "units/qualifiers.tsv": ("kind", "service"),
    "units/named_units.tsv": ("echelon", "branch", "service", "kind"),
    "units/known_units.tsv": ("echelon", "branch"),
    "units/short_regiments.tsv": ("echelon", "branch", "service", "numbers"),
    "units/german_stems.tsv": ("branch", "service"),
    "units/prefixes.tsv": ("kind", "echelon", "branch", "service"),
    "units/services.tsv": ("service", "above"),
    "units/voices.tsv": ("kind",),
    "units/commanders.tsv": ("use",),
    "units/words.tsv": ("list",),
    "dates/words.tsv": ("kind", "case"),
    "dates/modifiers.tsv": ("mod",),
    "dates/modifiers_behind.tsv": ("of", "mod", "ends"),
    "dates/references.tsv": ("value",),
    "dates/islamic_months.tsv": ("number",),
    "dates/cues.tsv": ("list",),
    "numbers/measures.tsv": ("si",),
    "numbers/modifiers.tsv": ("place", "modifier", "strict"),
    "numbers/nouns.tsv": ("kind",),
    "numbers/number_words.tsv": ("kind",),
    "numbers/counting_words.tsv": ("kind",),
    "numbers/words.tsv": ("list",),
    "entities/equipment.tsv": ("kind", "sure"),
    "entities/equipment_heads.tsv": ("kind", "after"),
    "entities/designators.tsv": ("kind", "joint"),
    "entities/organisations.tsv": ("kind", "sure"),
    "entities/places.tsv": ("label",),
    "entities/heads.tsv": ("label", "side"),
    "entities/ships.tsv": ("role",),
    "entities/titles.tsv": ("kind",),
    "entities/words.tsv": ("list",),
    "statements/cues.tsv": ("status",),
    "statements/outcomes.tsv": ("outcome", "form"),
    "statements/words.tsv": ("list",),
    "text/words.tsv": ("list",),
    "ingest/names.tsv": ("field",),
    "ingest/letters.tsv": ("encodings",),
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
_HOLIDAY: Final = re.compile(
    r"(?:orthodox_)?easter[+-]\d{1,3}|nth (?:0[1-9]|1[0-2]) [1-7] (?:-1|[1-5])|islamic (?:0[1-9]|1[0-2])-(?:[0-2]\d|30)"
)
_NATION: Final = re.compile(r"adjective|noun|state|southern|force:(?:[a-z_]+(?::[a-z_]+)?)?")
_COUNTRY: Final = re.compile(r"(?:(?:[A-Z]{2}|[A-Z]{4}|X-[A-Z-]+)(?:/(?:[A-Z]{2}|[A-Z]{4}|X-[A-Z-]+))*\??|[-*])?")
_LETTERS: Final = re.compile(r"(?:(?:^| )[^\W\d_](?:[1-9]\d*(?:\.\d+)?|\.\d*[1-9]\d*)[vcel]?)+")
_LEVEL: Final = 2023
"""A year without a leap day: a holiday is one of every year."""


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _is_factor(text: str) -> bool:
    return _is_number(text) and float(text) > 0


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_holiday(text: str) -> bool:
    return _HOLIDAY.fullmatch(text) is not None or _is_day(f"{_LEVEL}-{text}")


def _is_nation(text: str) -> bool:
    return _NATION.fullmatch(text) is not None


def _is_country(text: str) -> bool:
    return _COUNTRY.fullmatch(text) is not None


def _are_letters(text: str) -> bool:
    return _LETTERS.fullmatch(text) is not None


def _is_zone(text: str) -> bool:
    return re.fullmatch(r"[+-]\d\d:\d\d", text) is not None


def _is_currency(text: str) -> bool:
    return re.fullmatch(r"[A-Z]{3}|X-[A-Z]+", text) is not None


Shape = tuple[Callable[[str], bool], str]
"""Whether a cell has it, and how it is told to a user."""
_NUMBER: Final[Shape] = _is_number, "a number"
_CODES: Final[Shape] = _is_country, "a country's code, several with a stroke between, with a question mark where unsure"
SHAPES: Final[Mapping[str, Mapping[str, Shape]]] = {
    "dates/holidays.tsv": {
        "rule": (_is_holiday, "MM-DD, easter+N, orthodox_easter+N, nth MM W N or islamic MM-DD, a day of every year"),
    },
    "dates/known_days.tsv": {"date": (_is_day, "YYYY-MM-DD")},
    "units/known_units.tsv": {
        "country": (
            lambda text: _is_country(text.removesuffix("!")),
            "a country's code, with an exclamation mark where no other army ever had the unit",
        )
    },
    "dates/zones.tsv": {"zone": (_is_zone, "+HH:MM or -HH:MM")},
    "ingest/letters.tsv": {"letters": (_are_letters, "letters with their figures, as ñ.31v, apart by blanks")},
    "numbers/measures.tsv": {"factor": (_is_factor, "a number above zero")},
    "numbers/number_words.tsv": {"value": _NUMBER},
    "numbers/currencies.tsv": {"code": (_is_currency, "three capitals, or X- and capitals")},
    "entities/designators.tsv": {"least": _NUMBER, "most": _NUMBER},
    "units/branches.tsv": {"rank": _NUMBER},
    "units/nations.tsv": {
        "kind": (_is_nation, "adjective, noun, state, southern, or force: with a service and a branch")
    },
}
"""Columns of numbers, days, codes."""
_ANYWHERE: Final[Mapping[str, Shape]] = {"country": _CODES, "weight": _NUMBER}
"""Columns that mean the same in every table."""
_FIELDS: Final = ("echelon", "branch", "service")
"""Columns that mean the same in all tables of units."""


def check_cells(name: str, path: object, rows: Iterable[Row], package: Callable[[str], Sequence[Row]]) -> None:
    """Name the first cell of a user's rows that the table cannot hold.

    Args:
        name: the table's, as ``units/echelons.tsv``.
        path: the user's file, for the message.
        rows: the user's.
        package: gives the rows of the package's own table of a name.

    Raises:
        SitrexError: ``vocab-cell``.
    """
    rows = list(rows)
    allowed = {column: _values(name, column, package) for column in CLOSED.get(name, ())}
    if "si" in allowed:
        # a measure of another kind than those of the package is its own
        allowed["si"] |= {row["ucum"] for row in rows}
    lower = LOWER.get(name)
    shapes = {**_ANYWHERE, **SHAPES.get(name, {})}
    for row in rows:
        for column, values in allowed.items():
            if row[column] not in values:
                wanted = ", ".join(value or "nothing" for value in sorted(values))
                raise SitrexError("vocab-cell", path=path, column=column, found=row[column], expected=wanted)
        if lower and row[lower] != row[lower].lower():
            raise SitrexError("vocab-cell", path=path, column=lower, found=row[lower], expected="lower case")
        for column, (fits, expected) in shapes.items():
            if column in row and not fits(row[column]):
                raise SitrexError("vocab-cell", path=path, column=column, found=row[column], expected=expected)


def _values(name: str, column: str, package: Callable[[str], Sequence[Row]]) -> set[str]:
    tables = [table for table, columns in CLOSED.items() if column in columns] if column in _FIELDS else [name]
    return {row[column] for table in tables for row in package(table)}
