"""Where a place is: a gazetteer of settlements, and the choice between namesakes.

The gazetteer is ``data/places.npz``, made from GeoNames (CC BY 4.0) by
``training/gazetteer.py``. A place that it does not hold has no coordinates;
a name that could be several far places and that nothing in the document
decides stays null.
"""

from __future__ import annotations

import math
import unicodedata
from bisect import insort
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from spacy.strings import hash_string  # type: ignore[attr-defined]

from sitrex.annotate.entities.lexicon import cells, group, known
from sitrex.vocab import read_table

HEADS: Final = group("division_heads")
EARTH: Final = 6371.0
MOST: Final = 40
"""Namesakes that are weighed."""
ENOUGH: Final = 3.5
CLEAR: Final = 0.3
SAME: Final = 50
"""Kilometres within which two namesakes are one place."""
NEAR: Final = 400.0
"""Kilometres within which places that are named together speak for one another."""
CLOSEST: Final = 3
"""The so many nearest of them are asked."""


@cache
def successors() -> dict[str, tuple[str, ...]]:
    """Former state -> countries of today in which its places lie."""
    rows = read_table("entities/successors.tsv", ("country", "today"))
    return {row["country"]: tuple(row["today"].split(" ")) for row in rows}


class Place(NamedTuple):
    """One reading of a place name."""

    country: str
    admin1: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    population: int
    main: bool


def normal(name: str) -> str:
    """The form under which a name is looked up: no case, diacritics, apostrophes; a hyphen is a blank.

    >>> normal("Deir ez-Zor"), normal("Saint-Lô"), normal("Slov'yans'k")
    ('deir ez zor', 'saint lo', 'slovyansk')
    """
    name = name.translate(_FOLD)
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).translate(
            _LETTERS
        )
    return " ".join(name.casefold().split())


_FOLD: Final = str.maketrans({"'": "", "’": "", "‘": "", "`": "", "ʿ": "", "ʾ": "", "-": " ", "–": " ", ".": " "})
_LETTERS: Final = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"}
)


def digest(plain: str) -> int:
    """The key of a normalised name."""
    return int(hash_string(plain)) & 0xFFFFFFFF


class Gazetteer:
    """Places by name. Loading takes well under 150 ms; look-ups are binary searches."""

    def __init__(self) -> None:
        with (files("sitrex.data") / "places.npz").open("rb") as stream, np.load(stream) as table:
            self._keys = table["keys"]
            self._rows = table["rows"]
            self._main = table["main"]
            self._columns = {
                name: table[name] for name in ("geonameid", "lat", "lon", "population", "country", "admin1")
            }
            self._countries = table["countries"].tolist()
            self._admin1s = table["admin1s"].tolist()

    def find(self, name: str) -> list[Place]:
        """All places that bear a name, the most populous first."""
        key = np.uint32(digest(normal(name)))
        first, last = (int(self._keys.searchsorted(key, side)) for side in ("left", "right"))
        rows = self._rows[first:last]
        columns = (
            self._columns[c][rows].tolist() for c in ("country", "admin1", "lat", "lon", "geonameid", "population")
        )
        return [
            Place(self._countries[country], self._admin1s[admin1] or None, lat / 1e4, lon / 1e4, number, people, main)
            for country, admin1, lat, lon, number, people, main in zip(
                *columns, self._main[first:last].astype(bool).tolist(), strict=True
            )
        ]

    def holds(self, name: str) -> bool:
        """Whether some place bears a name."""
        key = np.uint32(digest(normal(name)))
        at = int(self._keys.searchsorted(key))
        return at < len(self._keys) and bool(self._keys[at] == key)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once a process."""
    return Gazetteer()


@lru_cache(maxsize=50_000)
def is_place(name: str) -> bool:
    """Whether some settlement bears the name."""
    return gazetteer().holds(name)


@cache
def _today() -> dict[str, tuple[str, str]]:
    rows = read_table("entities/places.tsv", ("label", "country", "today", "names"))
    return {name: (row["country"], row["today"]) for row in rows if row["today"] != "-" for name in cells(row["names"])}


@cache
def _admin1() -> dict[str, tuple[str, str]]:
    rows = read_table("entities/admin1.tsv", ("country", "code", "name"))
    return {normal(row["name"]): (row["country"], row["name"]) for row in rows}


def distance(a: Place, b: Place) -> float:
    """Kilometres between two places on the sphere."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    la, lb = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, half)))


Spot: TypeAlias = tuple[float, float, float, str, Place]
"""A place on the unit sphere, with its surface."""
Node: TypeAlias = "list[Spot] | tuple[int, float, Node, Node]"
"""Some spots, or an axis, a value on it, and what lies below and above."""
_LEAF: Final = 12


class Nearest:
    """Places of a document, asked which lie near another: a k-d tree, since a document may name very many.

    Args:
        places: by surface.
    """

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = dict(places)
        self._root = _tree([(*at, surface, place) for surface, place in places.items() if (at := _on_sphere(place))])

    def distance(self, place: Place, surface: str) -> float | None:
        """Kilometres to the third nearest place of another surface, or the last if there are fewer; None if none is.

        Infinite beyond :data:`NEAR`.
        """
        others = min(len(self._places) - (surface in self._places), CLOSEST)
        if not others:
            return None
        at = _on_sphere(place)
        found: list[tuple[float, Place]] = []
        if at is not None:
            _search(self._root, at, surface, found)
        if at is None or len(found) < others:
            return math.inf
        return max(distance(place, other) for _, other in found)


def _on_sphere(place: Place) -> tuple[float, float, float] | None:
    if place.lat is None or place.lon is None:
        return None
    lat, lon = math.radians(place.lat), math.radians(place.lon)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def _tree(spots: list[Spot], axis: int = 0) -> Node:
    if len(spots) <= _LEAF:
        return spots
    spots = sorted(spots, key=itemgetter(axis))
    middle = len(spots) // 2
    after = (axis + 1) % 3
    return axis, float(spots[middle][axis]), _tree(spots[:middle], after), _tree(spots[middle:], after)  # type: ignore[arg-type]


_CHORD: Final = 4 * math.sin(NEAR / EARTH / 2) ** 2 * 1.000001
"""The square of the straight line between places that lie so far apart, and a little more."""


def _search(node: Node, at: tuple[float, float, float], surface: str, found: list[tuple[float, Place]]) -> None:
    """Add the nearest to ``found``, which stays sorted by the square of the straight line to them."""
    if isinstance(node, list):
        x, y, z = at
        for a, b, c, name, place in node:
            square = (a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2
            if name != surface and square < (found[-1][0] if len(found) == CLOSEST else _CHORD):
                insort(found, (square, place), key=itemgetter(0))
                del found[CLOSEST:]
        return
    axis, value, below, above = node
    gap = at[axis] - value
    _search(below if gap < 0 else above, at, surface, found)
    if gap * gap <= (found[-1][0] if len(found) == CLOSEST else _CHORD):
        _search(above if gap < 0 else below, at, surface, found)


@cache
def _short_admin1() -> dict[str, tuple[str, str]]:
    rows = read_table("entities/admin1_short.tsv", ("country", "short", "name"))
    return {row["short"]: (row["country"], row["name"]) for row in rows}


CITY: Final = 200_000
"""Inhabitants from which a settlement is likelier meant than a division of the same name elsewhere."""


@lru_cache(maxsize=50_000)
def division(name: str) -> tuple[str, str] | None:
    """Country and admin1 of a name such as `Donetsk oblast`, `Va.` or `Arizona`.

    A bare name is a division's unless a settlement of that name lies in the
    division (`Idlib`) or is a large one (`Washington`).
    """
    words = name.split()
    if len(words) > 1 and words[-1].casefold() in HEADS:
        return _admin1().get(normal(" ".join(words[:-1])))
    if name in _short_admin1():
        return _short_admin1()[name]
    found = _admin1().get(normal(name))
    if found is None:
        return None
    listed = known("GPE").get(name) == found[0]
    large = [p for p in gazetteer().find(name) if p.population >= CITY and not (listed and p.country != found[0])]
    return None if large or any((p.country, p.admin1) == found for p in gazetteer().find(name)) else found


def locate(surfaces: Sequence[str], cues: Counter[str], beside: dict[str, set[str]]) -> dict[str, Place]:
    """Choose a place for every surface.

    ``cues`` counts what countries the document names, ``beside`` says which
    countries or regions stand right after a surface (`Derry, Maine`). Two
    rounds: places that the cues decide first, then the rest by nearness to
    those. Surfaces that nothing decides are missing from the result.
    """
    weights: Counter[str] = Counter()
    for country, count in cues.items():
        for successor in successors().get(country, (country,)):
            weights[successor] += count
    regions = {surface: {region for name in names if (region := division(name))} for surface, names in beside.items()}
    options = {surface: _options(surface, anywhere=bool(regions.get(surface))) for surface in dict.fromkeys(surfaces)}
    named = {surface: names.union(*regions[surface]) for surface, names in beside.items()}
    chosen: dict[str, Place] = {}
    for last in (False, True):
        near = Nearest(chosen)
        for surface, places in options.items():
            if place := _best(surface, places[:MOST], weights, named.get(surface, set()), near):
                chosen[surface] = place
            elif places and last:
                chosen.pop(surface, None)
    return chosen


def _best(surface: str, places: list[Place], weights: Counter[str], named: set[str], near: Nearest) -> Place | None:
    """The place that scores enough, and clearly more than the next unless that is near it."""
    total = sum(weights.values()) or 1
    scored = sorted(
        ((_score(place, surface, weights, total, named, near), place) for place in places), key=lambda pair: -pair[0]
    )
    if not scored or scored[0][0] < ENOUGH:
        return None
    clear = len(scored) == 1 or scored[0][0] - scored[1][0] >= CLEAR
    return scored[0][1] if clear or distance(scored[0][1], scored[1][1]) < SAME else None


def namesakes(surface: str, country: str) -> list[Place]:
    """The places of one country that bear a name."""
    return [place for place in _options(surface) if place.country in successors().get(country, (country,))]


def _options(surface: str, anywhere: bool = False) -> list[Place]:
    """The places of that name; of a capital's only those of its country, unless a region is said (`Athens, Ga.`)."""
    if surface in _today():
        country, today = _today()[surface]
        return [place for place in gazetteer().find(today) if place.country == country][:1]
    places = gazetteer().find(surface)
    words = surface.split()
    if not places and len(words) > 1 and words[-1].casefold() in HEADS | {"airport", "station"}:
        places = gazetteer().find(" ".join(words[:-1]))
    listed = known("GPE").get(surface)
    if listed and not anywhere:
        places = [place for place in places if place.country == listed] or places
    return places


def _score(place: Place, surface: str, weights: Counter[str], total: int, named: set[str], near: Nearest) -> float:
    score = math.log10(max(place.population, 500)) * 0.9
    if place.main:
        score += 0.4
    share = weights[place.country] / total
    if share:
        score += 1.0 + 2.0 * math.sqrt(share)
    if place.country in named:
        score += 5.0
    if place.admin1 is not None and place.admin1 in named:
        score += 6.0
    third = near.distance(place, surface)
    if third is not None:
        score += 1.5 * max(0.0, 1.0 - third / NEAR)
    return score
