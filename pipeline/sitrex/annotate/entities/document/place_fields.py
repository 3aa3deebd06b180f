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
from itertools import pairwise
from typing import Final, TypeAlias

from sitrex.annotate.entities.document.common import PLACES
from sitrex.annotate.entities.lexicon import group, known, lexical
from sitrex.annotate.entities.places import Place, division, locate, namesakes
from sitrex.record.model import Entity, changed

Regions: TypeAlias = "set[tuple[str, str] | None]"
"""Country and division of each name that is one of a division; None for the others."""
INSIDE: Final = re.compile(r",? (?:in|near|at|outside|inside|\()? ?(?:the |(?:north|south|east|west)[a-z]* )*|\s*\(|, ")
"""What stands between a place and the larger place that it lies in."""
KINDS: Final = (
    "town|village|city|port|base|airbase|airfield|capital|province|region|district|island|river|border|coast|hamlet|"
    "mountain|mountains|camp|oasis|settlement|county|side"
)
OWNER: Final = re.compile(rf"['’]s |(?: (?:[a-z]+ern|[a-z]+al))?(?: border)? (?:{KINDS})(?: of)? (?:the )?")
"""What stands between a country or its adjective and a place of it: `Qatar's Al Udeid`, `the Syrian town of Taftanaz`."""
BETWEEN_COUNTRIES: Final = group("between_countries")
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
    cues = Counter(country for m in mentions if m.label in ("NORP", "GPE") and (country := _said(m)))
    beside: dict[str, set[str]] = defaultdict(set)
    for before, mention in pairwise(mentions):
        apart = text[before.end : mention.start]
        if before.label in PLACES and mention.label == "GPE" and apart == ", ":
            beside[before.text] |= {mention.text, _said(mention) or ""}
    placed = locate([m.text for m in mentions if m.label in PLACES], cues, beside)
    homes = Counter(found.country for found in placed.values())
    regions = {surface: {division(name) for name in names} for surface, names in beside.items()}

    def located(mention: Entity) -> Entity:
        if mention.label == "NORP":
            return _in_country(mention, _peoples_country(mention))
        if mention.label not in PLACES:
            return mention
        home = placed.get(mention.text)
        likely = home is not None and _likely(mention.text, home, homes, cues, beside)
        return _placed(mention, home, likely, regions.get(mention.text))

    return [located(mention) for mention in mentions]


def _peoples_country(mention: Entity) -> str | None:
    return mention.country or _countries().get(mention.text) or _countries().get(mention.text.title())


def _said(mention: Entity) -> str | None:
    """The country that the vocabularies give a name, or its singular."""
    text, countries = mention.text, _countries()
    return mention.country or countries.get(text) or (countries.get(text[:-1]) if text.endswith("s") else None)


def _likely(name: str, home: Place, homes: Counter[str], cues: Counter[str], beside: dict[str, set[str]]) -> bool:
    """Whether a place is large, or something else in the document speaks for its country."""
    return bool(home.population >= SMALL or homes[home.country] > 1 or cues[home.country] or name in beside or not cues)


def _placed(mention: Entity, home: Place | None, likely: bool, beside: Regions | None) -> Entity:
    """A place's mention with its fields: of a country, a division, a settlement, or what the vocabularies say."""
    entry = lexical(mention.text)
    if entry is not None and entry.kind == "country" and not _in_region(home, beside):
        return _in_country(mention, entry.country)
    if region := division(mention.text):
        return changed(mention, country=region[0], admin1=region[1])
    if home is not None and mention.label == "GPE" and likely:
        return _at(mention, home)
    return _in_country(mention, entry.country if entry else None)


def _in_region(home: Place | None, beside: Regions | None) -> bool:
    """Whether a place lies in a region that is said beside it: `Lebanon, Ky.`"""
    return home is not None and beside is not None and (home.country, home.admin1) in beside


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
    settled = _settled(mentions, text, homes)
    result = []
    for mention in mentions:
        if _homeless(mention):
            country = settled.get(mention.text) or _clear(parts[bisect_right(starts, mention.start)]) or _clear(whole)
            mention = _in_country(mention, country)
            if country and mention.label == "GPE" and len(same := namesakes(mention.text, country)) == 1:
                mention = _at(mention, same[0])
        result.append(mention)
    return result


def _homeless(mention: Entity) -> bool:
    """Whether a place may lie in a country that nothing has told yet."""
    return mention.country is None and mention.label in PLACES and not _between(mention)


def _settled(mentions: list[Entity], text: str, homes: dict[str, str]) -> dict[str, str]:
    """Name of a place -> country that the phrase around one of its mentions, or its own first words, say."""
    settled: dict[str, str] = {}
    for before, mention, after in zip([None, *mentions], mentions, [*mentions[1:], None], strict=False):
        if _homeless(mention):
            country = _phrase(before, mention, after, text) or _own(mention, homes)
            if country:
                settled.setdefault(mention.text, country)
    return settled


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
