"""What a document's text says about where its places are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from sitrex.annotate.entities.places.candidates import entry_of, regions, said, within
from sitrex.annotate.entities.places.hints import Theatre, theatre
from sitrex.record.model import Entity

PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
TELLING: Final = frozenset({"EVENT", "ORG"})
"""Names that hold names of countries and peoples, which are not labelled again."""
BODIES: Final = frozenset({"ORG", "NORP"})
_SIDE: Final = r"(?:north|south|east|west)[a-z-]*"
_KIND: Final = (
    "town|village|city|port|base|airbase|airfield|capital|province|region|district|island|river|border|coast|hamlet|"
    "mountain|mountains|camp|oasis|settlement|county|side|state|governorate|suburb|area|neighbou?rhood|quarter"
)
WITHIN: Final = re.compile(
    rf",? \(?(?:(?:{_KIND}|part|section|sector)s?,? )?(?:in|of|inside|within) (?:the )?(?:(?:{_SIDE}|{_KIND})(?: of)? )*"
    rf"|,? \(|, (?:(?:{_SIDE}|in) )*"
)
"""What stands between a place and the larger one that it lies in."""
BESIDE: Final = re.compile(
    rf",? \(?(?:(?:{_KIND})s? )?(?:(?!and |or )[a-z0-9.,/-]+ ){{0,4}}?"
    rf"(?:near|outside|beside|around|{_SIDE} (?:of|from)) (?:the )?(?:(?:{_KIND})(?: of)? )*"
)
"""What stands between a place and one that it lies near."""
PLACED: Final = re.compile(rf"(?:\b{_SIDE} (?:of|from)|\b(?:near|outside|beside|around)) (?:the )?\Z")
"""What stands before a place that something befell near: what is said behind it says no more of that place."""
LISTED: Final = re.compile(r"(?:,|;|/|-|–|—)? ?(?:and|or|to|towards?|&)? ?(?:the )?")
FAR: Final = re.compile(r"[1-9]\d\d| [6-9]\d")
"""Kilometres or miles to a place that another one does not lie near."""
OWNER: Final = re.compile(rf"['’]s |(?: (?:[a-z]+ern|[a-z]+al))?(?: border)? (?:{_KIND})(?: of)? (?:the )?")
"""What stands between a country or its adjective and a place of it: `Qatar's Al Udeid`, `the Syrian town of Taftanaz`."""
FARTHEST: Final = 80
"""Code points between two names of which what stands there says how they lie."""
STRETCH: Final = 400
"""Code points of text whose names say most of each other."""
MOST_STRETCHES: Final = 24
"""Stretches of a name that are looked at."""
MOST_TIES: Final = 12
"""Neighbours of a name that are asked."""


@dataclass(slots=True)
class PlaceName:
    """One place of a document, by its cluster.

    Args:
        countries: those that its phrases say, the strongest way.
        regions: country and first-level division that stand right behind it.
        stretches: those of the text in which it stands, and those beside them; the first ones.
        ties: numbers of other places that stand beside it, and how.
        inside: of those within reach, the ones that it is said to lie in: `the Victoria area of Omdurman`.
        told_apart: whether another place of the document bears the same name and something is said of this one.
    """

    name: str
    label: str
    stretches: set[int] = field(default_factory=set)
    countries: dict[str, str] = field(default_factory=dict)
    regions: set[tuple[str, str | None]] = field(default_factory=set)
    ties: dict[tuple[int, str], None] = field(default_factory=dict)
    inside: set[int] = field(default_factory=set)
    told_apart: bool = False

    def stands(self, at: int) -> None:
        """Remember where it stands."""
        if len(self.stretches) < MOST_STRETCHES:
            self.stretches.update((at // STRETCH - 1, at // STRETCH, at // STRETCH + 1))

    def may_lie(self, country: str | None, admin1: str | None) -> bool:
        """Whether what the text says of it, where it tells it from another of its name, lets it lie there."""
        return not self.told_apart or country in self.countries or (country, admin1) in self.regions

    def tie(self, other: int, how: str) -> None:
        """Remember a place that stands beside it."""
        if len(self.ties) < MOST_TIES:
            self.ties.setdefault((other, how))


@dataclass(slots=True)
class Geography:
    """The places that a document names, and the countries that its peoples and places name.

    Args:
        number: handle of a cluster -> the number of its name.
        cues: how often each country is named, by any name.
        cues_in: how often by its own name, by stretch of the text; peoples_in: by its people's, who may be far from home;
            others_in: within the names of events and organisations: `the Somali Civil War`, `Lebanese Red Cross`;
            bodies_in: how often bodies and people that are at war or at home in it: `FMLN`, `the Viet Cong`.
        bodies: these, with their stretches of the text.
    """

    names: list[PlaceName] = field(default_factory=list)
    number: dict[str, int] = field(default_factory=dict)
    cues: Counter[str] = field(default_factory=Counter)
    own_cues: list[Counter[str]] = field(default_factory=list)
    cues_in: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    peoples_in: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    others_in: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    bodies_in: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    bodies: list[tuple[int, Theatre]] = field(default_factory=list)


def geography(mentions: Sequence[Entity], text: str) -> Geography:
    """What the text says about each place; mentions in text order, with clusters and sentences."""
    found = Geography()
    for mention in mentions:
        country = _cue(mention, found)
        if mention.label not in PLACES:
            continue
        at = found.number.setdefault(mention.cluster, len(found.names))
        if at == len(found.names):
            found.names.append(PlaceName(" ".join(mention.canonical.split()).replace(" 's", "'s"), mention.label))
            found.own_cues.append(Counter())
        found.names[at].stands(mention.start)
        if country:
            found.own_cues[at][country] += 1
    named = [m for m in mentions if m.label in PLACES or m.label == "NORP"]
    _listed_beside(named, [_relate(before, after, text, found) for before, after in pairwise(named)], found)
    places = [m for m in named if m.label != "NORP"]
    for before, after in zip(places, places[2:], strict=False):
        if before.sentence == after.sentence and before.cluster != after.cluster:
            _tied(before, after, "sentence", found)
    _tell_apart(found.names)
    _count_bodies(found)
    return found


def _cue(mention: Entity, found: Geography) -> str | None:
    """The country that a mention names or whose people it is, counted for its stretch of the text."""
    stretch = mention.start // STRETCH
    if mention.label in TELLING:
        found.others_in[stretch].update(within(mention.text))
    told = _theatre(mention)
    if told is not None:
        found.bodies.append((stretch, told))
    country = said(mention.text) if mention.label in ("NORP", "GPE") else None
    if country:
        found.cues[country] += 1
        (found.peoples_in if mention.label == "NORP" else found.cues_in)[stretch][country] += 1
    return country


def _theatre(mention: Entity) -> Theatre | None:
    """What is known of a body, by what its letters stand for where the document says it; of a trench, by the word for it."""
    if mention.label in BODIES:
        return theatre(mention.canonical if mention.text.isupper() else mention.text)
    return theatre(mention.text.rpartition(" ")[2]) if mention.label == "FAC" else None


def _count_bodies(found: Geography) -> None:
    """Count the lands of the bodies that a text means which names these countries most, or none."""
    most = max(found.cues, key=found.cues.__getitem__, default=None)
    for stretch, body in found.bodies:
        if most is None or not body.texts or most in body.texts:
            found.bodies_in[stretch].update(body.countries)


def _tell_apart(names: Sequence[PlaceName]) -> None:
    """Mark the places whose name another one bears as well, where the text says in what each lies."""
    bearers = Counter((name.name, name.label) for name in names)
    for name in names:
        name.told_apart = bearers[name.name, name.label] > 1 and bool(name.countries or name.regions)


def _relate(before: Entity, after: Entity, text: str, found: Geography) -> str | None:
    """How two names that follow one another stand: listed, or one within the reach of the other, and of which."""
    if before.cluster == after.cluster:
        return None
    apart = between(before, after, text)
    if apart and before.label in ("NORP", "GPE") and after.label != "NORP":
        _owned(before, after, apart, found)
    if before.label == "NORP" or after.label == "NORP":
        return None
    if apart and WITHIN.fullmatch(apart):
        if " of " in apart:
            found.names[found.number[before.cluster]].inside.add(found.number[after.cluster])
        return _within(before, after, found, comma=apart == ", ")
    if apart == " " and (_is_country(after.text) or regions(after.text)):
        return _within(before, after, found, comma=True)  # `Munich Germany`
    if apart and LISTED.fullmatch(apart):
        _tied(before, after, "listed", found)
        return None if ";" in apart else "listed"
    if apart and BESIDE.fullmatch(apart) and not FAR.search(apart):
        if PLACED.search(text, max(before.start - 24, 0), before.start):
            _tied(after, before, "reach", found)  # `south of Kreminna near Dibrova`
            return "of the first"
        _tied(before, after, "reach", found)
        return "of the second"
    if before.sentence == after.sentence:
        _tied(before, after, "sentence", found)
    return None


def between(before: Entity, after: Entity, text: str) -> str:
    """The text between two names, on one line; empty where they stand too far apart for it to say how they lie."""
    return text[before.end : after.start].replace("\n", " ") if after.start - before.end <= FARTHEST else ""


def _owned(before: Entity, after: Entity, apart: str, found: Geography) -> None:
    """The country whose name or people says where a place behind it lies."""
    owner = said(before.text)
    if owner and OWNER.fullmatch(apart):
        found.names[found.number[after.cluster]].countries.setdefault(owner, "owner")


def _listed_beside(named: Sequence[Entity], links: Sequence[str | None], found: Geography) -> None:
    """What stands in a list whose nearest member lies near a place may lie near it too: `near A and B, north of C`."""
    for at, how in enumerate(links):
        if how == "of the second":
            place, others = named[at + 1], range(at - 1, -1, -1)
        elif how == "of the first":
            place, others = named[at], range(at + 1, len(links))
        else:
            continue
        for other in others:
            if links[other] != "listed":
                break
            member = named[other + (how == "of the first")]
            if member.cluster != place.cluster:
                _tied(member, place, "flank", found)


def _within(before: Entity, after: Entity, found: Geography, *, comma: bool) -> str | None:
    """One place lies in the other, or stands before it and a comma."""
    inner = found.names[found.number[before.cluster]]
    if (country := said(after.text)) and _is_country(after.text):
        inner.countries.setdefault(country, "comma" if comma else "within")
    elif not comma and country:
        inner.countries.setdefault(country, "within listed")
    if comma or not country:
        inner.regions |= regions(after.text)
    _tied(before, after, "comma" if comma else "reach", found)
    return "listed" if comma and not country and not regions(after.text) else None


def _is_country(name: str) -> bool:
    return (entry := entry_of(name)) is not None and entry.kind == "country"


def _tied(before: Entity, after: Entity, how: str, found: Geography) -> None:
    one, other = found.number[before.cluster], found.number[after.cluster]
    found.names[one].tie(other, how)
    if how not in ("reach", "flank"):
        found.names[other].tie(one, how)
