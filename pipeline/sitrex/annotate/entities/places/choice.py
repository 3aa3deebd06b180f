"""Which place a name means: one choice among its candidates, by weighed features.

Two rounds. First each name by itself, with the countries that the document names (``vocab/weights/places_alone.tsv``);
then again with what the first round found about the names beside it and about the document (``vocab/weights/places.tsv``).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sitrex.annotate.entities.places.candidates import MOST, Candidate, elsewhere, entries, entry_of, said, successors
from sitrex.annotate.entities.places.context import Geography, Name
from sitrex.annotate.entities.places.gazetteer import Place
from sitrex.annotate.entities.places.ground import Around, tie
from sitrex.annotate.weigh import weights

COUNTRIES: Final = 4
"""Countries of the document in which an unknown place may lie."""
DOUBT: Final = 0.5
"""Places that are counted as being anywhere else."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one name and the features of each."""

    candidates: list[Candidate]
    features: list[dict[str, float]]

    def made(self, table: str) -> tuple[Candidate, float]:
        """The best candidate and its probability."""
        weighed = weights(table)
        scores = [weighed.score(features) for features in self.features]
        top = max(scores)
        return self.candidates[scores.index(top)], 1.0 / sum(math.exp(score - top) for score in scores)


def chosen(found: Geography) -> list[Candidate]:
    """The reading of every name of a document."""
    first = [choice.made("places_alone") for choice in alone(found)]
    return [choice.made("places")[0] for choice in together(found, first)]


def alone(found: Geography) -> Iterator[Choice]:
    """The choice of every name by itself and by the countries that the document names."""
    cues = _shares(found.cues)
    likely = _likely(found.cues)
    for name, own in zip(found.names, found.own_cues, strict=True):
        others = _shares(found.cues - own) if own else cues
        yield _choice(name, likely, others)


def _choice(name: Name, likely: list[str], cues: dict[str, float]) -> Choice:
    listed = entries(name.name, name.label)
    if len(listed) > MOST:
        listed = tuple(sorted(listed, key=lambda c: (c.country not in cues and c.country not in name.countries))[:MOST])
    entry = entry_of(name.name)
    abroad = dict.fromkeys(likely) | dict.fromkeys(name.countries)
    if entry is not None and entry.country is not None:
        abroad[entry.country] = None
    candidates = [*listed, *(elsewhere(name.name, name.label, country) for country in (*abroad, None))]
    return Choice(candidates, [{**c.features, **_said(c, name, cues)} for c in candidates])


def _said(candidate: Candidate, name: Name, cues: dict[str, float]) -> dict[str, float]:
    """What the phrase and the document's countries say for a candidate."""
    country, place = candidate.country, candidate.place
    kind = "elsewhere " if place is None else "country " if place.precision == "country" else ""
    features: dict[str, float] = {}
    if country is None:
        return {"nowhere though said": 1.0} if name.countries else {}
    if country in cues:
        features[f"{kind}cue"] = cues[country]
    elif cues:
        features[f"{kind}no cue"] = 1.0
    if country in name.countries:
        features[f"{kind}country {name.countries[country]}"] = 1.0
    elif name.countries:
        features[f"{kind}other country said"] = 1.0
    if place is not None and name.regions and place.precision != "country":
        inside = (country, place.admin1) in name.regions
        features["region said" if inside else "other region said"] = 1.0
    return features


def together(found: Geography, first: list[tuple[Candidate, float]]) -> Iterator[Choice]:
    """The choice of every name again, with what the names beside it and the document's others are likely to be."""
    homes: Counter[str] = Counter()
    areas: Counter[tuple[str, str | None]] = Counter()
    paragraphs: dict[int, Counter[str]] = defaultdict(Counter)
    inner = []
    for n, (name, (candidate, sure)) in enumerate(zip(found.names, first, strict=True)):
        if candidate.country is None or (candidate.place is not None and candidate.place.precision == "country"):
            continue
        homes[candidate.country] += sure
        for paragraph in name.paragraphs:
            paragraphs[paragraph][candidate.country] += sure
        if candidate.place is not None:
            areas[candidate.country, candidate.place.admin1] += sure
            inner.append((str(n), candidate.place, sure))
    around, close = Around(inner, 1.5), Around(inner, 0.5)
    called = {name.name: candidate for name, (candidate, _) in zip(found.names, first, strict=True)}
    likely = _likely(found.cues + homes)
    cues = _shares(found.cues)
    for n, (name, (candidate, sure)) in enumerate(zip(found.names, first, strict=True)):
        own = found.own_cues[n]
        choice = _choice(name, likely, _shares(found.cues - own) if own else cues)
        here = _beside(name, paragraphs)
        if (candidate.place is None or candidate.place.precision != "country") and candidate.country is not None:
            own_home, own_area = candidate.country, (candidate.country, candidate.place and candidate.place.admin1)
        else:
            own_home, own_area = None, None
        settled = _own_words(name.name, called)
        for c, features in zip(choice.candidates, choice.features, strict=True):
            if c.country is None:
                continue
            kind = "elsewhere " if c.place is None else "country " if c.place.precision == "country" else ""
            features[f"{kind}home"] = _share(homes, c.country, sure if c.country == own_home else 0.0)
            if here:
                mine = sure * len(name.paragraphs) if c.country == own_home else 0.0
                features[f"{kind}paragraph"] = _share(here, c.country, mine)
            if settled is not None:
                features[f"{kind}{'' if settled == c.country else 'other '}own words"] = 1.0
                features[f"{kind}{'' if settled == c.country else 'other '}own words {name.label}"] = 1.0
            if c.place is not None and kind != "country ":
                area = (c.country, c.place.admin1)
                features["area"] = _share(areas, area, sure if area == own_area else 0.0)
                features["around"] = min(around.count(c.place, str(n)), 3.0) / 3
                features["close"] = min(close.count(c.place, str(n)), 2.0) / 2
            for key, value in _ties(c, name, first):
                features[kind + key] = max(features.get(kind + key, 0.0), value)
        yield choice


def _ties(candidate: Candidate, name: Name, first: list[tuple[Candidate, float]]) -> Iterator[tuple[str, float]]:
    """How a candidate lies to each place that stands beside the name."""
    for other, how in name.ties:
        beside, sure = first[other]
        if beside.country is None:
            continue
        if candidate.place is None or beside.place is None:
            lies = "same country" if candidate.country == beside.country else "apart"
        else:
            lies = tie(candidate.place, beside.place)
        yield f"{how}: {lies}", sure


def _own_words(name: str, called: dict[str, Candidate]) -> str | None:
    """The country of the place or people that a name begins or ends with: `Kharkiv sector`, `South Vietnam`."""
    words = name.split()
    for at in range(len(words) - 1, 0, -1):
        first = " ".join(words[:at])
        if first in called and called[first].country:
            return called[first].country
        if country := said(first) or said(" ".join(words[-at:])):
            return country
    return None


def _beside(name: Name, paragraphs: dict[int, Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for paragraph in sorted(name.paragraphs)[:8]:
        total.update(paragraphs[paragraph])
    return total


def _likely(counts: Counter[str]) -> list[str]:
    """The countries that most speaks for, former states with those in which their places lie today."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:COUNTRIES]
    return list(dict.fromkeys(today for country, _ in ranked for today in (country, *successors().get(country, ())[:1])))


def _shares(counts: Counter[str]) -> dict[str, float]:
    """The square root of each country's share; a former state speaks for those of today as well."""
    spread: Counter[str] = Counter()
    for country, count in counts.items():
        for today in {country, *successors().get(country, ())}:
            spread[today] += count
    total = sum(spread.values()) or 1
    return {country: math.sqrt(count / total) for country, count in spread.items()}


def _share(counts: Counter, key: object, without: float) -> float:  # type: ignore[type-arg]
    return math.sqrt(max(counts[key] - without, 0.0) / (counts.total() - without + DOUBT))
