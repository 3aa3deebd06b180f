"""How two places lie to one another, and how many of a document's places lie around one."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from sitrex.annotate.entities.places.gazetteer import Place, distance

NEAR: Final = 40.0
"""Kilometres within which one may say `near`."""
ABOUT: Final = 150.0
"""Kilometres within which a day's events lie."""


def tie(a: Place, b: Place) -> str:
    """How one place lies to another: ``near``, ``about``, ``same country`` or ``apart``."""
    if "country" in (a.precision, b.precision):
        return "same country" if a.country == b.country else "apart"
    if "region" in (a.precision, b.precision) and a.country == b.country and a.admin1 == b.admin1:
        return "near"
    apart = distance(a, b)
    if apart < ABOUT and "region" not in (a.precision, b.precision):
        return "near" if apart < NEAR else "about"
    return "same country" if a.country == b.country else "apart"


class Around:
    """The places of a document in cells, asked how many lie around another.

    Args:
        places: each with a name of its own and how sure it is, 0 to 1.
        cell: degrees of latitude of a cell.
    """

    def __init__(self, places: Iterable[tuple[str, Place, float]], cell: float) -> None:
        self._cell = cell
        self._cells: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
        for name, place, sure in places:
            self._cells[_cell(place, cell)][name] = sure

    def count(self, place: Place, name: str) -> float:
        """How many places of another name lie in its cell or one beside."""
        row, column = _cell(place, self._cell)
        found = 0.0
        for key in ((row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            if key in self._cells:
                cell = self._cells[key]
                found += sum(cell.values()) - cell.get(name, 0.0) if len(cell) < 20 else len(cell)
        return found


def _cell(place: Place, size: float) -> tuple[int, int]:
    """Cells are as broad as high up to 60 degrees; at the antimeridian the world ends."""
    row = math.floor(place.lat / size)
    return row, math.floor(place.lon * max(math.cos(math.radians((row + 0.5) * size)), 0.5) / size)
