"""The gazetteer: places, districts, regions and countries by name.

It is ``data/places.npz``, made from GeoNames (CC BY 4.0) by ``training/gazetteer.py``.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np

from sitrex.annotate.entities.places.names import digest, normal

EARTH: Final = 6371.0
"""Kilometres from the middle of the earth to its surface."""
PRECISIONS: Final = ("place", "district", "region", "country")
"""What an entry's coordinates are: those of a settlement, or the middle of a division or country."""
COLUMNS: Final = ("country", "admin1", "lat", "lon", "geonameid", "population", "kind")


class Place(NamedTuple):
    """An entry of the gazetteer under one of its names.

    Args:
        geonameid: None for what is no division, as Darfur.
        precision: one of :data:`PRECISIONS`.
        main: whether the name is its main one.
        capital: whether it is its country's.
    """

    country: str
    admin1: str | None
    lat: float
    lon: float
    geonameid: int | None
    population: int
    precision: str
    main: bool
    capital: bool


class Gazetteer:
    """Places by name. Loading takes well under 150 ms; look-ups are binary searches."""

    def __init__(self) -> None:
        with (files("sitrex.data") / "places.npz").open("rb") as stream, np.load(stream) as table:
            self._keys = table["keys"]
            self._rows = table["rows"]
            self._main = table["main"]
            self._columns = [table[name] for name in COLUMNS]
            self._countries = table["countries"].tolist()
            self._admin1s = table["admin1s"].tolist()
            self._capitals = frozenset(table["capitals"].tolist())
            kinds = self._columns[COLUMNS.index("kind")]
            self._districts = int(kinds.searchsorted(1)), int(kinds.searchsorted(2))
            self._first_country = int(kinds.searchsorted(len(PRECISIONS) - 1))

    def find(self, name: str) -> list[Place]:
        """All that bear a name, in the order of :data:`PRECISIONS`, the most populous first."""
        key = np.uint32(digest(normal(name)))
        first = last = int(self._keys.searchsorted(key))
        while last < len(self._keys) and self._keys[last] == key:
            last += 1
        return self._places(self._rows[first:last], self._main[first:last].tolist()) if last > first else []

    def _places(self, rows: np.ndarray, main: list[bool]) -> list[Place]:
        return [
            Place(
                self._countries[country],
                self._admin1s[admin1] or None,
                lat / 1e4,
                lon / 1e4,
                number or None,
                people,
                PRECISIONS[kind],
                own,
                row in self._capitals,
            )
            for row, own, country, admin1, lat, lon, number, people, kind in zip(
                rows.tolist(), main, *(column[rows].tolist() for column in self._columns), strict=True
            )
        ]

    def holds(self, name: str) -> bool:
        """Whether some settlement or first-level division bears a name."""
        key = np.uint32(digest(normal(name)))
        at = int(self._keys.searchsorted(key))
        while at < len(self._keys) and self._keys[at] == key:
            if not self._districts[0] <= self._rows[at] < self._districts[1]:
                return True
            at += 1
        return False

    def countries(self) -> dict[str, Place]:
        """ISO code -> the country."""
        rows = np.arange(self._first_country, len(self._columns[0]))
        return {place.country: place for place in self._places(rows, [True] * len(rows))}


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once a process."""
    return Gazetteer()


@cache
def countries() -> dict[str, Place]:
    """ISO code -> the country."""
    return gazetteer().countries()


@lru_cache(maxsize=50_000)
def is_place(name: str) -> bool:
    """Whether some settlement, first-level division or country bears the name."""
    return gazetteer().holds(name)


def distance(a: Place, b: Place) -> float:
    """Kilometres between two places on the sphere."""
    la, lb = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, half)))
