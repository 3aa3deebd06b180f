"""The place fields of a document's mentions: from the gazetteer, else the country that the text around them speaks for.

A base, a hill or a hamlet that no gazetteer holds still lies somewhere: in the
country that its own phrase names (`Al Udeid Air Base in Qatar`, `the Syrian
town of Taftanaz`), or in the one where the other places of its paragraph, else
of the document, lie. Where two countries are close, or the thing lies between
countries, the country stays null.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from functools import cache
from typing import Final

from sitrex.annotate.entities.lexicon import known, lexical
from sitrex.annotate.entities.places import Place, division, locate, namesakes
from sitrex.record.model import Entity, changed

PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
INSIDE: Final = re.compile(r",? (?:in|near|at|outside|inside|\()? ?(?:the |(?:north|south|east|west)[a-z]* )*|\s*\(|, ")
"""What stands between a place and the larger place that it lies in."""
KINDS: Final = (
    "town|village|city|port|base|airbase|airfield|capital|province|region|district|island|river|border|coast|hamlet|"
    "mountain|mountains|camp|oasis|settlement|county|side"
)
OWNER: Final = re.compile(rf"['’]s |(?: (?:[a-z]+ern|[a-z]+al))?(?: border)? (?:{KINDS})(?: of)? (?:the )?")
"""What stands between a country or its adjective and a place of it: `Qatar's Al Udeid`, `the Syrian town of Taftanaz`."""
BETWEEN_COUNTRIES: Final = frozenset("sea ocean gulf strait straits channel front theatre theater".split())
CLEAR: Final = 2
"""How many times as much must speak for a country as for the next."""
SMALL: Final = 250_000
"""Inhabitants below which a place in a country that nothing else speaks for is taken for a namesake."""


def place(mentions: list[Entity], text: str) -> list[Entity]:
    """Fill country, admin1, lat, lon and geonameid of the places and country of NORP; mentions in text order."""
    found = _listed(mentions, text)
    return _surroundings(found, text)


def _listed(mentions: list[Entity], text: str) -> list[Entity]:
    """What vocabularies and gazetteer know."""
    cues: Counter[str] = Counter()
    beside: dict[str, set[str]] = defaultdict(set)
    countries = _countries()
    for before, mention in zip([None, *mentions], mentions, strict=False):
        country = (
            mention.country
            or countries.get(mention.text)
            or (countries.get(mention.text[:-1]) if mention.text.endswith("s") else None)
        )
        if country and mention.label in ("NORP", "GPE"):
            cues[country] += 1
        if (
            before is not None
            and before.label in PLACES
            and mention.label == "GPE"
            and text[before.end : mention.start] == ", "
        ):
            beside[before.text] |= {mention.text, country or ""}
    placed = locate([m.text for m in mentions if m.label in PLACES], cues, beside)
    homes = Counter(found.country for found in placed.values())
    located = []
    for mention in mentions:
        if mention.label == "NORP":
            country = mention.country or countries.get(mention.text) or countries.get(mention.text.title())
            located.append(_in_country(mention, country))
        elif mention.label in PLACES:
            entry = lexical(mention.text)
            home = placed.get(mention.text)
            if entry is not None and entry.kind == "country" and not _in_region(home, beside.get(mention.text)):
                located.append(_in_country(mention, entry.country))
            elif region := division(mention.text):
                located.append(changed(mention, country=region[0], admin1=region[1]))
            elif (
                home is not None
                and mention.label == "GPE"
                and (
                    home.population >= SMALL
                    or homes[home.country] > 1
                    or cues[home.country]
                    or mention.text in beside
                    or not cues
                )
            ):
                located.append(_at(mention, home))
            else:
                located.append(_in_country(mention, entry.country if entry else None))
        else:
            located.append(mention)
    return located


def _in_region(home: Place | None, beside: set[str] | None) -> bool:
    """Whether a place lies in a region that is said beside it: `Lebanon, Ky.`"""
    if home is None or beside is None:
        return False
    return any(division(name) == (home.country, home.admin1) for name in beside)


@cache
def _countries() -> dict[str, str | None]:
    """Name of a people or place -> country."""
    return {**known("NORP"), **known("GPE")}


def _in_country(mention: Entity, country: str | None) -> Entity:
    return mention if mention.country == country else changed(mention, country=country)


def _at(mention: Entity, home: Place) -> Entity:
    return changed(
        mention, country=home.country, admin1=home.admin1, lat=home.lat, lon=home.lon, geonameid=home.geonameid
    )


def _surroundings(mentions: list[Entity], text: str) -> list[Entity]:
    """Give the places without a country the one that their surroundings speak for."""
    starts = [0, *(line.end() for line in re.finditer(r"\n\s*\n", text))]
    whole: Counter[str] = Counter()
    parts: dict[int, Counter[str]] = defaultdict(Counter)
    homes: dict[str, str] = {}
    for mention in mentions:
        # nationalities say who fights, not where
        if mention.country is None or mention.label not in PLACES:
            continue
        inner = _inside_country(mention)
        whole[mention.country] += 2 if inner else 1
        if inner:
            parts[bisect_right(starts, mention.start)][mention.country] += 1
            homes[mention.text] = mention.country
    settled: dict[str, str] = {}
    for at, mention in enumerate(mentions):
        if mention.country is None and mention.label in PLACES and not _between(mention):
            before, after = mentions[at - 1] if at else None, mentions[at + 1] if at + 1 < len(mentions) else None
            country = _phrase(before, mention, after, text) or _own(mention, homes)
            if country:
                settled.setdefault(mention.text, country)
    result = []
    for mention in mentions:
        if mention.country is None and mention.label in PLACES and not _between(mention):
            country = settled.get(mention.text) or _clear(parts[bisect_right(starts, mention.start)]) or _clear(whole)
            mention = _in_country(mention, country)
            if country and mention.label == "GPE" and len(same := namesakes(mention.text, country)) == 1:
                mention = _at(mention, same[0])
        result.append(mention)
    return result


def _inside_country(mention: Entity) -> bool:
    """Whether a place is not a country itself, so that it says where things happen."""
    entry = lexical(mention.text)
    return entry is None or entry.kind != "country"


def _between(mention: Entity) -> bool:
    """Whether a place is known to belong to no single country."""
    words = mention.text.casefold().split()
    entry = lexical(mention.text) or lexical(re.sub(r"(?i)^river | (?:river|mountains|range)$", "", mention.text))
    return not BETWEEN_COUNTRIES.isdisjoint((words[0], words[-1])) or (
        mention.label == "LOC" and entry is not None and entry.country is None
    )


def _phrase(before: Entity | None, mention: Entity, after: Entity | None, text: str) -> str | None:
    """The country that the same phrase names."""
    if (
        after is not None
        and after.country
        and after.label in ("GPE", "LOC")
        and INSIDE.fullmatch(text, mention.end, after.start)
    ):
        return after.country
    if (
        before is not None
        and before.country
        and before.label in ("NORP", "GPE")
        and OWNER.fullmatch(text, before.end, mention.start)
    ):
        return before.country
    return None


def _own(mention: Entity, homes: dict[str, str]) -> str | None:
    """The country of the place that a name begins with: `Kharkiv sector`."""
    words = re.split(r"[\s-]+", mention.text)
    for end in range(len(words) - 1, 0, -1):
        first = " ".join(words[:end])
        if country := homes.get(first) or (known("GPE").get(first) if mention.label != "GPE" else None):
            return country
    return None


def _clear(weights: Counter[str]) -> str | None:
    """The country that clearly most speaks for."""
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < CLEAR * ranked[1][1]):
        return None
    return ranked[0][0]
