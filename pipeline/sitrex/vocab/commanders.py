"""The table of commanders, which the units' countries and the entities' people are both read from."""

from __future__ import annotations

from functools import cache

from sitrex.vocab import read_table


@cache
def commanders() -> dict[str, tuple[str, bool]]:
    """Surname -> country, and whether the bare name tells it."""
    rows = read_table("units/commanders.tsv", ("surname", "country", "use"))
    return {row["surname"]: (row["country"], row["use"] == "sure") for row in rows}
