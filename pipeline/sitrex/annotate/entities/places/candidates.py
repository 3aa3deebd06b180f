"""What a name may mean: entries of the gazetteer, a country that it lies in, or no country at all."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple

from sitrex.annotate.entities.lexicon import Entry, cells, group, places
from sitrex.annotate.entities.places.gazetteer import Place, countries, gazetteer
from sitrex.annotate.entities.places.names import normal, without_head
from sitrex.annotate.weigh import weights
from sitrex.vocab import read_table
from sitrex.vocab import words as words_in

LONGEST: Final = 4
"""Words that the name of a country, or of the place that a name begins with, has."""
MOST: Final = 24
"""Namesakes that are weighed."""
_SHORTEST: Final = 7
"""Letters of a country's name of which one may be wrong."""
_LONGEST_COUNTRY: Final = 40
"""Letters that a country's name has at most."""
FEWEST: Final = 300
"""Inhabitants that an entry has at least: the gazetteer often does not know them."""
ARTICLE: Final = re.compile(r"(?i)(?:al|ad|ar|as|ash|at|az|el|an)[- ](?=[^\W\d_]{3})|the ")
LANDFORM: Final = re.compile(r"(?i)^river | (?:river|mountains|range|island)s?$")
BETWEEN_COUNTRIES: Final = group("between_countries")
_SITES: Final = group("site_heads")
_CODED: Final = group("coded_sites")
_CODE_WORDS: Final = group("code_words") | words_in("phonetic", table="units/words.tsv")
_STATE_WORDS: Final = group("state_words")
"""What a state is, without which: no town that bears the word is meant by it."""
BUILT: Final = group("built_heads")
"""What is called after the place where it stands."""
_LANDFORMS: Final = group("landforms")
"""What a name may be that no government has."""


class PlaceCandidate(NamedTuple):
    """One reading of a name.

    Args:
        place: the entry of the gazetteer; None where none is meant.
        country: that of the place, or in which it lies; None if in none.
        features: what speaks for it whatever the document says.
        scores: their weighted sum in each round.
    """

    place: Place | None
    country: str | None
    features: Mapping[str, float]
    scores: tuple[float, float]


def _candidate(place: Place | None, country: str | None, features: Mapping[str, float]) -> PlaceCandidate:
    return PlaceCandidate(
        place, country, features, (weights("places_alone").score(features), weights("places").score(features))
    )


@cache
def successors() -> dict[str, tuple[str, ...]]:
    """Former state -> countries of today in which its places lie."""
    rows = read_table("entities/successors.tsv", ("country", "today"))
    return {row["country"]: tuple(row["today"].split(" ")) for row in rows}


@cache
def _today() -> dict[str, tuple[str, str]]:
    rows = read_table("entities/places.tsv", ("label", "country", "today", "names"))
    return {name: (row["country"], row["today"]) for row in rows if row["today"] != "-" for name in cells(row["names"])}


@cache
def _short_regions() -> dict[str, tuple[str, str]]:
    rows = read_table("entities/admin1_short.tsv", ("country", "short", "name"))
    return {row["short"]: (row["country"], row["name"]) for row in rows}


@cache
def _spellings() -> dict[str, tuple[str, str]]:
    rows = read_table("entities/place_spellings.tsv", ("country", "name", "spellings"))
    return {spelling: (row["country"], row["name"]) for row in rows for spelling in cells(row["spellings"])}


def _find(name: str) -> list[Place]:
    """The entries of a name, and those of the name of which it is a spelling that the gazetteer does not have."""
    found = gazetteer().find(name)
    if (known := _spellings().get(name) or _spellings().get(_titled(name))) is not None:
        country, spelt = known
        found += [place for place in gazetteer().find(spelt) if place.country == country]
    return found


@cache
def _sites() -> dict[str, Entry]:
    rows = read_table("entities/sites.tsv", ("country", "names"))
    return {normal(name): Entry("FAC", None, row["country"]) for row in rows for name in cells(row["names"])}


@lru_cache(maxsize=50_000)
def entry_of(name: str) -> Entry | None:
    """What the vocabularies say about a place's name, in whatever case it is written."""
    listed, plain = places(), normal(name)
    entry = (
        _sites().get(plain)
        or listed.get(name)
        or listed.get(without_head(name)[0])
        or listed.get(LANDFORM.sub("", name))
        or _whole().get(plain)
        or _misspelt(name)
    )
    return entry or (None if _cased(name) else entry_of(_titled(name)))


@cache
def _whole() -> dict[str, Entry]:
    """The listed names of several words in whatever case each word is written: `DEMOCRATIC REPUBLIC OF THE CONGO`."""
    return {normal(name): entry for name, entry in places().items() if " " in name}


@cache
def _near() -> dict[str, tuple[Entry | None, int]]:
    """The names of countries without one of their letters, and which; no country where two share what is left."""
    found: dict[str, tuple[Entry | None, int]] = {}
    for name, entry in places().items():
        if entry.kind == "country" and len(plain := normal(name)) >= _SHORTEST:
            for at in range(-1, len(plain)):
                less = _without(plain, at)
                same, _ = found.setdefault(less, (entry, at))
                if same is not None and same.country != entry.country:
                    found[less] = None, at
    return found


def _without(plain: str, at: int) -> str:
    """A word without the letter at a place; -1 is none."""
    return plain if at < 0 else plain[:at] + plain[at + 1 :]


def _misspelt(name: str) -> Entry | None:
    """The country of which one letter of the name is wrong, missing, too much or in its neighbour's place: `Colonbia`."""
    plain = normal(name)
    if not _SHORTEST <= len(plain) <= _LONGEST_COUNTRY or gazetteer().find(name):
        return None
    found = ((at, *_near().get(_without(plain, at), (None, 0))) for at in range(-1, len(plain)))
    near = [(1 if -1 in (at, other) else abs(at - other), entry) for at, entry, other in found if entry is not None]
    apart, entry = min(near, key=lambda one: one[0], default=(0, None))
    return entry if apart < 2 else None


def _cased(name: str) -> bool:
    return not (name.isupper() or name.islower()) or _titled(name) == name


def _titled(name: str) -> str:
    return name.upper() if len(name) < 4 else name.title().replace("'S", "'s").replace("’S", "’s")


@lru_cache(maxsize=50_000)
def namesakes(name: str) -> tuple[Place, ...]:
    """The entries of the gazetteer that a name may mean, each once: places, districts, regions, the country that it is."""
    if name.casefold() in _STATE_WORDS:
        return ()
    if (renamed := _today().get(name) or _today().get(_titled(name))) is not None:
        country, today = renamed
        return tuple(place for place in gazetteer().find(today) if place.country == country)[:1]
    if name in _short_regions():
        country, region = _short_regions()[name]
        return tuple(p for p in gazetteer().find(region) if p.precision == "region" and p.country == country)[:1]
    found = _find(name)
    rest, head = without_head(name)
    if head == "place":
        found += [place for place in _find(rest) if place.precision == "place"]
    elif head is not None:
        within = _find(rest) + _find(f"{rest} {head}")
        found += [place for place in within if place.precision not in ("place", "country")] or within
    elif not found:
        found = _by_part(name)
    if "-" in name:
        found += _find(name.replace("-", ""))
    if not found and (article := ARTICLE.match(name)):
        found = _find(name[article.end() :])
    entry = entry_of(name)
    if head is None and entry is not None and entry.kind == "country" and entry.country in countries():
        found.append(countries()[entry.country])
    return tuple({place.geonameid: place for place in found}.values())


def _by_part(name: str) -> list[Place]:
    """The places of what a built thing is called after, and of a place within another: `Tempe, Arizona`."""
    if name.rpartition(" ")[2].casefold() in BUILT:
        return gazetteer().find(name.rpartition(" ")[0])
    inner, comma, outer = name.rpartition(", ")
    if not comma:
        return []
    around, beside = regions(outer), said(outer)
    return [p for p in gazetteer().find(inner) if ((p.country, p.admin1) in around if around else p.country == beside)]


@lru_cache(maxsize=50_000)
def regions(name: str) -> frozenset[tuple[str, str | None]]:
    """Country and name of the first-level divisions that a name may mean."""
    return frozenset((p.country, p.admin1) for p in namesakes(name) if p.precision == "region" and p.admin1)


@lru_cache(maxsize=10_000)
def entries(name: str, label: str) -> tuple[PlaceCandidate, ...]:
    """The entries of the gazetteer as candidates."""
    found: tuple[Place, ...] | list[Place] = namesakes(name)
    if len(found) > MOST:
        found = sorted(found, key=lambda place: -place.population)[: 4 * MOST]
    entry, head = entry_of(name), without_head(name)[1]
    return tuple(
        _candidate(
            place,
            place.country,
            _prior(place, label, entry, head, len(found)),
        )
        for place in found
    )


def _prior(place: Place, label: str, entry: Entry | None, head: str | None, count: int) -> dict[str, float]:
    precision = place.precision
    features = {
        precision: 1.0,
        f"{precision} {label}": 1.0,
        f"people of {precision}": math.log10(max(place.population, FEWEST)) - 2,
    }
    if place.main:
        features["main name"] = 1.0
    if place.capital:
        features["capital"] = 1.0
    if count == 1:
        features["no namesake"] = 1.0
    if entry is not None and entry.country is not None:
        features["listed" if entry.country == place.country else "listed elsewhere"] = 1.0
        if entry.kind == "country":
            features["listed country" if precision == "country" else "namesake of a country"] = 1.0
    elif entry is not None:
        features["listed in no country"] = 1.0
    if head is not None:
        features["head noun" if head == precision else f"head noun of a {head}"] = 1.0
    return features


def abroad(name: str, likely: Iterable[str]) -> dict[str, None]:
    """The countries in which a place of a name may lie that the gazetteer does not hold; what is a state lies in no other.

    A republic that few recognise is a state without a country: it lies in none that the document is about.
    """
    entry = entry_of(name)
    if entry is not None and entry.kind == "country" and entry.country is None:
        return {}
    if entry is None or entry.country is None:
        return dict.fromkeys(likely)
    return {entry.country: None} if entry.kind == "country" else dict.fromkeys((*likely, entry.country))


@lru_cache(maxsize=30_000)
def elsewhere(name: str, label: str, country: str | None) -> PlaceCandidate:
    """The candidate of a place that the gazetteer does not hold, in a country or in none."""
    found, entry = namesakes(name), entry_of(name)
    kind = "nowhere" if country is None else "elsewhere"
    features = {kind: 1.0, f"{kind} {label}": 1.0}
    if found:
        features[f"{kind} though known"] = 1.0
        features[f"{kind} though people"] = math.log10(max(FEWEST, *(place.population for place in found))) - 2
    if any(place.country == country for place in found):
        features["elsewhere though known there"] = 1.0
    if entry is not None and entry.country is not None:
        features[f"{kind} listed" if entry.country == country else f"{kind} not listed"] = 1.0
        if entry.kind == "country" and entry.country == country:
            features["listed as a country"] = 1.0
    elif entry is not None and entry.label in ("LOC", "ORG"):
        features[f"{kind} though listed in no country"] = 1.0
    if between(name):
        features[f"{kind} between countries"] = 1.0
    if country is None:
        features.update((f"nowhere {head}", 1.0) for head in landforms(name))
    if coded(name):
        features[f"{kind} coded"] = 1.0
    return _candidate(None, country, features)


@lru_cache(maxsize=50_000)
def between(name: str) -> bool:
    """Whether a name is that of a sea, a strait or a front, which lie between countries."""
    words = name.casefold().split()
    return not BETWEEN_COUNTRIES.isdisjoint((words[0], words[-1]))


@lru_cache(maxsize=50_000)
def landforms(name: str) -> frozenset[str]:
    """The nouns at either end of a name that say what it is: a river may run through several countries, a beach does not."""
    words = name.casefold().split()
    return _LANDFORMS & {words[0], words[-1]} if len(words) > 1 else frozenset()


@lru_cache(maxsize=10_000)
def without_site(name: str) -> str:
    """What a built thing may be called after: `Engels airbase`, `Chabahar Port`, `the port of Salalah`; empty where nothing tells."""
    words = name.split()
    if len(words) > 2 and words[1] == "of" and words[0].casefold() in _SITES:
        return " ".join(words[2:])
    end = next((at for at, word in enumerate(words) if word.islower()), len(words))
    while end and words[end - 1].casefold() in _SITES:
        end -= 1
    return " ".join(words[:end]) if end < len(words) else ""


@lru_cache(maxsize=50_000)
def coded(name: str) -> bool:
    """Whether a name is one that an operation gave, with a number, a colour or a letter: `Obj 5`, `Red Beach Two`, `Y Sap`."""
    words = name.casefold().split()
    given = sum(word in _CODE_WORDS or len(word) == 1 or word.isdigit() for word in words)
    return len(words) > 1 and given > 0 and not _CODED.isdisjoint(words)


@cache
def listed() -> dict[str, str | None]:
    """Name of a people or place -> country."""
    return {name: entry.country for name, entry in places().items() if entry.label in ("NORP", "GPE")}


@lru_cache(maxsize=50_000)
def said(name: str) -> str | None:
    """The country that the vocabularies give a name, or its singular."""
    name = " ".join(name.split())
    country = listed().get(name) or (listed().get(name[:-1]) if name.endswith("s") else None)
    return country if country or _cased(name) else said(_titled(name))


@lru_cache(maxsize=20_000)
def within(name: str) -> frozenset[str]:
    """The countries whose names or peoples' names stand within a name of something else, the longest first."""
    words, found, at = name.split(), set(), 0
    while at < len(words):
        ends = range(min(len(words), at + LONGEST), at, -1)
        hits = ((end, country) for end in ends if (country := _bearer(" ".join(words[at:end]).strip("().,"))))
        at, country = next(hits, (at + 1, None))
        if country:
            found.add(country)
    return frozenset(found)


def _bearer(name: str) -> str | None:
    """The country that bears a name, or whose people does."""
    entry = places().get(name) or (None if _cased(name) else places().get(_titled(name)))
    return entry.country if entry is not None and (entry.label == "NORP" or entry.kind == "country") else None


@cache
def _told() -> dict[str, tuple[str, ...]]:
    rows = read_table("entities/peoples_told.tsv", ("countries", "names"))
    return {name: tuple(row["countries"].split(" ")) for row in rows for name in cells(row["names"])}


def of_people(name: str, named: Mapping[str, int]) -> str | None:
    """The country of a people, by the names of countries in its document where it may be one of several."""
    if (country := said(name)) is not None:
        return country
    several = _told().get(name) or (() if _cased(name) else _told().get(_titled(name), ()))
    if len(several) == 1:
        return several[0]
    return max((c for c in several if c in named), key=lambda c: named[c], default=None)
