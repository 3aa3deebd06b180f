"""Which place a name means: one choice among its candidates, by weighed features.

First each name by itself, with the countries that the document names (``vocab/weights/places_alone.tsv``); then again with
what that found about the names beside it and about the document (``vocab/weights/places.tsv``), and what is still in doubt
once more.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sitrex.annotate.entities.places.candidates import (
    LONGEST,
    MOST,
    PlaceCandidate,
    abroad,
    elsewhere,
    entries,
    entry_of,
    namesakes,
    regions,
    said,
    successors,
    without_site,
)
from sitrex.annotate.entities.places.context import Geography, PlaceName
from sitrex.annotate.entities.places.cues import Cues, homes_of, share
from sitrex.annotate.entities.places.gazetteer import Place
from sitrex.annotate.entities.places.ground import Around, in_reach, tie
from sitrex.annotate.entities.places.hints import misread, tongue
from sitrex.annotate.weigh import weights

_PARTS: Final = re.compile(r"[\s–—-]+")
"""What stands between the words of a name: `Messines-Wytschaete`, `Kherson–Mykolaiv front`."""
ROUNDS: Final = ("places_alone", "places")
COUNTRIES: Final = 4
"""Countries of the document in which an unknown place may lie."""
SHOWN: Final = 2
"""Of them that only namesakes of the document's places show."""
SURE: Final = 0.99
"""Probability from which a country is not asked about again; .9 gives the same right fields on 144 labelled passages."""
LIKELY: Final = 0.8
"""Probability from which nothing is asked about a third time; .6 and .95 give the same on 144 passages: it saves time."""
EVEN: Final = 0.5
"""Probability from which a place is one that another lies near; of .3 to .7 none changes a label of 144 passages."""
INNER: Final = ("place", "district")
"""What lies within a country beyond doubt."""
LEAST: Final = 0.5
"""Places near one, by their probabilities, of which the document is not asked; .2 to 1 are the same on 144 passages."""


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """The candidates of one name, what its document says for each, and of the countries around it."""

    candidates: list[PlaceCandidate]
    features: list[dict[str, float]]
    cues: Cues

    def cases(self) -> list[dict[str, float]]:
        """All features of each candidate."""
        return [{**c.features, **features} for c, features in zip(self.candidates, self.features, strict=True)]

    def made(self, round_: int) -> tuple[PlaceCandidate, float]:
        """The best candidate and its probability."""
        score = weights(ROUNDS[round_]).score
        scores = [c.scores[round_] + score(f) for c, f in zip(self.candidates, self.features, strict=True)]
        top = max(scores)
        return self.candidates[scores.index(top)], 1.0 / sum(math.exp(score - top) for score in scores)


def chosen(found: Geography) -> list[PlaceCandidate]:
    """The reading of every name of a document."""
    choices = alone(found)
    made = [choice.made(0) for choice in choices]
    for settled in (_country, _sure):
        document = _Document(found, made)
        made = [
            before if settled(*before) else document.asked(n, choice).made(1)
            for n, (choice, before) in enumerate(zip(choices, made, strict=True))
        ]
    return [candidate for candidate, _ in made]


def _country(candidate: PlaceCandidate, sure: float) -> bool:
    """Whether a name is a country's beyond doubt."""
    return sure > SURE and _kind(candidate) == "country "


def _sure(_: PlaceCandidate, sure: float) -> bool:
    return sure > LIKELY


def alone(found: Geography) -> list[PlaceChoice]:
    """The choice of every name by itself and by the countries that the document names."""
    homes = [homes_of(name.name) for name in found.names]
    shown = Counter(itertools.chain.from_iterable(homes))
    several = Counter({country: count for country, count in shown.items() if count > 1})
    likely = list(dict.fromkeys((*_likely(found.cues), *_likely(several)[:SHOWN])))
    total = sum(map(bool, homes))
    return [
        _choice(name, likely, Cues.near_to(found, name, own, shown, total))
        for name, own in zip(found.names, found.own_cues, strict=True)
    ]


def _choice(name: PlaceName, likely: list[str], cues: Cues) -> PlaceChoice:
    listed = tuple(c for c in entries(name.name, name.label) if c.place and name.may_lie(c.country, c.place.admin1))
    if within := _lies_within(name):
        listed = tuple(c for c in listed if c.country in within or c.place is None or c.place.precision not in INNER)
    if len(listed) > MOST:
        listed = tuple(
            sorted(listed, key=lambda c: c.country not in cues.named and c.country not in name.countries)[:MOST]
        )
    town = _named_after(name)
    own = _own_words(name.name, {})
    said_in = (country for country, _ in sorted(name.regions, key=str))
    near = sorted({*cues.near, *cues.peoples, *cues.others, *cues.bodies})
    unknown = abroad(name.name, (*likely, *near, *name.countries, *said_in, *filter(None, (town, own))))
    candidates = [*listed, *(elsewhere(name.name, name.label, country) for country in (*unknown, None))]
    return PlaceChoice(candidates, [_said(c, name, cues) for c in candidates], cues)


def _lies_within(name: PlaceName) -> frozenset[str]:
    """The countries that a name is said to lie in, with those that hold today what was theirs: `San Carlos in the Falklands`."""
    said_in = [country for country, how in name.countries.items() if how in ("within", "within listed")]
    return frozenset(today for country in said_in for today in (country, *successors().get(country, ())))


def _kind(candidate: PlaceCandidate) -> str:
    """The names of features of countries and of places that the gazetteer does not hold begin apart."""
    place = candidate.place
    return "elsewhere " if place is None else "country " if place.precision == "country" else ""


def _said(candidate: PlaceCandidate, name: PlaceName, cues: Cues) -> dict[str, float]:
    """What the phrase and the document's countries say for a candidate."""
    country, place = candidate.country, candidate.place
    if country is None:
        return {"nowhere though said": 1.0} if name.countries else {}
    kind = _kind(candidate)
    features: dict[str, float] = {}
    for where, told in cues.told():
        if country in told:
            features[f"{kind}{where}cue"] = told[country]
        elif told:
            features[f"{kind}no {where}cue"] = 1.0
    if kind != "country " and (shown := cues.shown(country)) is not None:
        features[f"{kind}shown"] = shown
    if country in name.countries:
        features[f"{kind}country {name.countries[country]}"] = 1.0
    elif name.countries:
        features[f"{kind}other country said"] = 1.0
    if kind != "country " and (town := _named_after(name)) is not None:
        features[f"{kind}{'named after' if town == country else 'named after another'}"] = 1.0
    inner = place is None or place.precision in INNER
    if inner and name.regions:
        features[f"{kind}{'region said' if _inside(country, place, name) else 'other region said'}"] = 1.0
    features.update(_of_name(candidate, name, cues))
    return features


def _of_name(candidate: PlaceCandidate, name: PlaceName, cues: Cues) -> Iterator[tuple[str, float]]:
    """What the letters of a name say for a candidate in a country."""
    country, kind = candidate.country, _kind(candidate)
    if country is None or kind == "country ":
        return
    if cues.named and country not in cues.named:
        yield f"{kind}unnamed", 1.0
        yield f"{kind}unnamed beside one", cues.first
    if spoken := tongue(name.name):
        yield f"{kind}{'own' if country in spoken else 'other'} tongue", 1.0
    if candidate.place is None and country in cues.named and misread(name.name, country):
        yield "elsewhere misread", 1.0


def _inside(country: str, place: Place | None, name: PlaceName) -> bool:
    """Whether a candidate lies in a division that stands behind the name, or in the country of one."""
    if place is not None:
        return (country, place.admin1) in name.regions
    return any(country == around for around, _ in name.regions)


class _Document:
    """Where the names of a document are likely to be, so that each can be asked about the others."""

    def __init__(self, found: Geography, first: list[tuple[PlaceCandidate, float]]) -> None:
        self.names, self.first = found.names, first
        self.called = {name.name: candidate for name, (candidate, _) in zip(found.names, first, strict=True)}
        self.homes: Counter[str] = Counter()
        self.stretches: dict[int, Counter[str]] = defaultdict(Counter)
        inner: dict[int, tuple[Place, float]] = {}
        for n, (candidate, sure) in enumerate(first):
            country, place = candidate.country, candidate.place
            if country is None or (place is not None and place.precision == "country"):
                continue
            self.homes[country] += sure  # type: ignore[assignment]
            for stretch in found.names[n].stretches:
                self.stretches[stretch][country] += sure  # type: ignore[assignment]
            if place is not None:
                inner[n] = (place, sure)
        self.total = self.homes.total()
        self.likely = _likely(found.cues + self.homes)
        self.around, self.close = Around(inner, 1.5), Around(inner, 0.5)

    def asked(self, n: int, choice: PlaceChoice) -> PlaceChoice:
        """A choice with what the other names say."""
        name, (own, sure) = self.names[n], self.first[n]
        choice = self._wider(name, choice)
        words = _own_words(name.name, self.called)
        counted = own.country is not None and _kind(own) != "country "
        home = own.country if counted else None
        total = self.total - (sure if counted else 0.0)
        here: Counter[str] = Counter()
        for stretch in name.stretches:
            here.update(self.stretches.get(stretch, {}))
        there = len(name.stretches) * sure if counted else 0.0
        within = here.total() - there
        for candidate, features in zip(choice.candidates, choice.features, strict=True):
            country, place = candidate.country, candidate.place
            if country is None:
                continue
            kind, mine = _kind(candidate), country == home
            if within > LEAST:
                features[f"{kind}near"] = share(here[country] - (there if mine else 0.0), within)
            else:
                features[f"{kind}home"] = share(self.homes[country] - (sure if mine else 0.0), total)
            if words is not None:
                features[f"{kind}{'own words' if words == country else 'other own words'}"] = 1.0
            if kind == "country ":
                continue
            if place is not None and (around := self.around.count(place, n)):
                features["around"] = min(around, 3.0) / 3
                features["close"] = min(self.close.count(place, n), 2.0) / 2
            for key, value in self._ties(candidate, name):
                features[kind + key] = max(features.get(kind + key, 0.0), value)
        return choice

    def _wider(self, name: PlaceName, choice: PlaceChoice) -> PlaceChoice:
        """A choice with the countries as well that the document is likely to be about, without what is out of reach."""
        near = [
            (place, regions(self.names[other].name), other in name.inside)
            for other, place in self._anchors(name, "reach")
        ]
        greater = [] if entry_of(name.name) else [place for _, place in self._anchors(name, "flank")]
        have = {c.country for c in choice.candidates if c.place is None}
        likely = abroad(
            name.name,
            (
                *self.likely,
                *(place.country for place, *_ in near),
                *(place.country for place in greater),
                *filter(None, (self.first[other][0].country for other, _ in name.ties)),
            ),
        )
        more = [elsewhere(name.name, name.label, country) for country in likely if country not in have]
        around = {place.country for place, _, inside in near if inside}
        every = (
            *zip(choice.candidates, choice.features, strict=True),
            *((candidate, _said(candidate, name, choice.cues)) for candidate in more),
        )
        kept = [(c, dict(features)) for c, features in every if _possible(c, near, greater, around)]
        return PlaceChoice([c for c, _ in kept], [features for _, features in kept], choice.cues)

    def _anchors(self, name: PlaceName, said: str) -> Iterator[tuple[int, Place]]:
        """The places that a name is said to lie near: by itself, or as one of a list."""
        for other, how in name.ties:
            beside, sure = self.first[other]
            if how == said and sure > EVEN and beside.place is not None and beside.place.precision != "country":
                yield other, beside.place

    def _ties(self, candidate: PlaceCandidate, name: PlaceName) -> Iterator[tuple[str, float]]:
        """How a candidate lies to each place that stands beside the name and that the gazetteer holds."""
        for other, how in name.ties:
            beside, sure = self.first[other]
            if beside.place is None or (candidate.place is not None and how == "reach") or how == "flank":
                continue
            if candidate.place is None:
                lies = "same country" if candidate.country == beside.country else "apart"
            else:
                lies = tie(candidate.place, beside.place)
            yield f"{how}: {lies}", sure


def together(found: Geography) -> Iterator[PlaceChoice]:
    """The choices again, with what the names beside each and the document's others are likely to be."""
    choices = alone(found)
    document = _Document(found, [choice.made(0) for choice in choices])
    return (document.asked(n, choice) for n, choice in enumerate(choices))


def _possible(
    candidate: PlaceCandidate,
    near: Sequence[tuple[Place, frozenset[tuple[str, str | None]], bool]],
    greater: Sequence[Place],
    around: Collection[str],
) -> bool:
    """Whether a name may mean a candidate by what its phrases say.

    Args:
        candidate: one reading of the name.
        near: what it lies near or in: the place, the regions that bear its name too, whether it lies inside.
        greater: what the list that it stands in lies near.
        around: countries of the places that it lies inside of.
    """
    place = candidate.place
    if place is None:
        return candidate.country is None or not around or candidate.country in around
    return (not near or any(in_reach(place, *anchor) for anchor in near)) and not _outside(place, greater)


def _outside(place: Place, greater: Sequence[Place]) -> bool:
    """Whether a place of a list is another of its name, as it does not lie near the greater one that the list is said to.

    One says of the lesser place that it lies near the greater: what is greater itself, in the same country, may stand in such
    a list anyhow.
    """
    return any(
        (place.population < anchor.population or place.country != anchor.country) and not in_reach(place, anchor, ())
        for anchor in greater
    )


def _own_words(name: str, called: Mapping[str, PlaceCandidate]) -> str | None:
    """The country of the place or people that a name begins or ends with: `Kharkiv sector`, `South Vietnam`."""
    words = _PARTS.split(name)
    for at in range(min(len(words) - 1, LONGEST), 0, -1):
        first = " ".join(words[:at])
        if first in called and called[first].country:
            return called[first].country
        if country := said(first) or said(" ".join(words[-at:])):
            return country
    return None


def _named_after(name: PlaceName) -> str | None:
    """The country of the largest place of a site's name without what it is: `Engels airbase`, `Hmeimim air base`."""
    return _town(name.name) if name.label == "FAC" else None


@lru_cache(maxsize=10_000)
def _town(site: str) -> str | None:
    towns = [place for place in namesakes(without_site(site)) if place.precision == "place"]
    return max(towns, key=lambda place: place.population).country if towns else None


def _likely(counts: Mapping[str, float]) -> list[str]:
    """The countries that most speaks for; of a former state also the one in which most of it lies today."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:COUNTRIES]
    return list(
        dict.fromkeys(today for country, _ in ranked for today in (country, *successors().get(country, ())[:1]))
    )
