"""What a document says of the countries around a name."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sitrex.annotate.entities.places.candidates import namesakes, successors
from sitrex.annotate.entities.places.context import Geography, PlaceName

DOUBT: Final = 0.5
"""Places that are counted as being anywhere else: .2 costs a right field of 144 passages, 1 wins none."""


@dataclass(frozen=True, slots=True)
class Cues:
    """What the document says of the countries around a name: the root of each country's share.

    Args:
        named: how often it names each, by the countries' names or their peoples'.
        near: of the countries' names near it.
        peoples: of the peoples' names near it.
        others: of those within the names of events and organisations near it.
        bodies: of those in which the bodies named near it are at war or at home.
        homes: how many of the document's names have a namesake in each country; own_homes: where this one has.
        total: how many of the document's names have one.
    """

    named: Mapping[str, int]
    near: Mapping[str, float]
    peoples: Mapping[str, float]
    others: Mapping[str, float]
    bodies: Mapping[str, float]
    homes: Mapping[str, int]
    own_homes: frozenset[str]
    total: int

    @classmethod
    def near_to(
        cls, found: Geography, name: PlaceName, own: Counter[str], homes: Mapping[str, int], total: int
    ) -> Cues:
        """What is said around a name; ``own`` is what it says itself."""
        near, peoples, others, bodies = (
            _around(name, stretches)
            for stretches in (found.cues_in, found.peoples_in, found.others_in, found.bodies_in)
        )
        return cls(
            found.cues,
            shares(near - own),
            shares(peoples),
            shares(others),
            shares(bodies),
            homes,
            homes_of(name.name),
            total,
        )

    @property
    def first(self) -> float:
        """The share of the country that the document names most."""
        return max(self.named.values(), default=0) / (sum(self.named.values()) or 1)

    def told(self) -> Iterator[tuple[str, Mapping[str, float]]]:
        """Each kind of what tells near a name, by the name of its feature, and the countries that it tells."""
        yield "near ", self.near
        yield "near people ", self.peoples
        yield "near name ", self.others
        yield "near body ", self.bodies

    def shown(self, country: str) -> float | None:
        """Of the other names, those that have a namesake in the country; None where no name has."""
        if country not in self.homes:
            return None
        return share(self.homes[country] - (country in self.own_homes), self.total - bool(self.own_homes))


def _around(name: PlaceName, stretches: Mapping[int, Counter[str]]) -> Counter[str]:
    """What is counted in the stretches of a name together."""
    found: Counter[str] = Counter()
    for stretch in name.stretches:
        found.update(stretches.get(stretch, {}))
    return found


@lru_cache(maxsize=30_000)
def homes_of(name: str) -> frozenset[str]:
    """The countries that have a place of a name; none where it is a country's."""
    places = namesakes(name)
    return frozenset() if any(p.precision == "country" for p in places) else frozenset(p.country for p in places)


def shares(counts: Counter[str]) -> dict[str, float]:
    """The square root of each country's share; a former state speaks for those of today as well."""
    spread: Counter[str] = Counter()
    for country, count in counts.items():
        for today in {country, *successors().get(country, ())}:
            spread[today] += count
    total = sum(spread.values()) or 1
    return {country: math.sqrt(count / total) for country, count in spread.items()}


def share(count: float, total: float) -> float:
    """The square root of a share, some of which is anywhere else."""
    return math.sqrt(max(count, 0.0) / (max(total, 0.0) + DOUBT))
