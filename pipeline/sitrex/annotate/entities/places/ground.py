"""How two places lie to one another, and how many of a document's places lie around one."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final

from sitrex.annotate.entities.places.gazetteer import Place, distance

NEAR: Final = 40.0
"""Kilometres within which places are neighbours; 20 to 80 are the same on 144 labelled passages, the features are weighed."""
REACH: Final = 75.0
"""Kilometres from a place to one that lies `near` it or `north of` it; 40 to 150 give the same right fields on 144 passages."""
ABOUT: Final = 150.0
"""Kilometres within which a day's events lie: 75 costs a right field of 144 passages, 300 wins none."""


def in_reach(place: Place, anchor: Place, regions: Collection[tuple[str, str | None]], inside: bool = False) -> bool:
    """Whether one may say of a place that it lies in or near another one, which is no country.

    A region may reach to what it is said to be near, but is not ``inside`` a place of another country.

    ``regions`` are country and name of the divisions that bear the anchor's name: what lies `in Homs` may lie in its province.
    """
    if inside and place.precision == "region" and place.country != anchor.country:
        return False
    if place.precision in ("region", "country") or (place.country, place.admin1) in regions:
        return True
    if anchor.precision == "region":
        return place.country == anchor.country and anchor.admin1 is None
    return distance(place, anchor) < REACH


def tie(a: Place, b: Place) -> str:
    """How one place lies to another: ``near``, ``about``, ``same country`` or ``apart``."""
    if "country" in (a.precision, b.precision):
        return "same country" if a.country == b.country else "apart"
    if "region" in (a.precision, b.precision) and a.country == b.country and a.admin1 == b.admin1 is not None:
        return "near"
    apart = distance(a, b)
    if apart < ABOUT and "region" not in (a.precision, b.precision):
        return "near" if apart < NEAR else "about"
    return "same country" if a.country == b.country else "apart"


_NOTHING: Final = 1e-9
"""What is left of a sum that is taken away again."""


class Around:
    """The places of a document in cells, asked how many lie around another.

    Args:
        places: by the number of its name each, with how sure it is, 0 to 1.
        size: degrees of latitude of a cell.
    """

    def __init__(self, places: Mapping[int, tuple[Place, float]], size: float) -> None:
        self._size = size
        self._own = {number: (_cell(place, size), sure) for number, (place, sure) in places.items()}
        self._cells: dict[tuple[int, int], float] = defaultdict(float)
        for cell, sure in self._own.values():
            self._cells[cell] += sure
        self._block: dict[tuple[int, int], float] = {}

    def count(self, place: Place, number: int) -> float:
        """How many places of another number lie in its cell or one beside."""
        cell = row, column = _cell(place, self._size)
        found = self._block.get(cell)
        if found is None:
            cells = self._cells
            found = sum(cells.get((row + i, column + j), 0.0) for i in (-1, 0, 1) for j in (-1, 0, 1))
            self._block[cell] = found
        own = self._own.get(number)
        if own is not None and abs(own[0][0] - row) < 2 and abs(own[0][1] - column) < 2:
            found -= own[1]
        return found if found > _NOTHING else 0.0


def _cell(place: Place, size: float) -> tuple[int, int]:
    """Cells are as broad as high up to 60 degrees; at the antimeridian the world ends."""
    row = math.floor(place.lat / size)
    return row, math.floor(place.lon * max(math.cos(math.radians((row + 0.5) * size)), 0.5) / size)
