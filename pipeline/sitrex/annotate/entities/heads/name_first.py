"""Names with their head noun after them: `Pokrovsk station`, `Kuwait Naval Base`, `Syrian civil war`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.lexicon import group, head_nouns, names
from sitrex.annotate.entities.proposals import CERTAIN, Proposal
from sitrex.annotate.entities.rules import entities

ROADS: Final = group("roads")
ROAD: Final = re.compile(r"[A-Z]{1,2}-?\d{1,5}")
YEAR: Final = re.compile(r"1\d{3}|20\d\d")
ORDINALS: Final = group("event_ordinals")
DIRECTIONS: Final = group("compass", "landscape_directions")
NEED_YEAR: Final = group("deeds_with_year")
"""Deeds that make a name only with their year."""
DEED_WARS: Final = frozenset({"war", "civil war", "genocide", "revolution", "missile crisis"})
"""Lower-case deeds that make a name with a mere nationality: `the Syrian civil war`."""


class Headed(NamedTuple):
    """A name and the head noun that ends it: the name begins at ``start``, the head at ``at``, both end at ``end``."""

    start: int
    at: int
    end: int
    label: str
    text: str
    """The head noun as written."""


@entities.veto(
    "entities.heads.people-and-noun",
    reads=("The [[Russian offensive]] failed.",),
    leaves=("The [[Syrian civil war]] began.",),
    source="corpus/GUIDELINES.md: a people's common noun is no EVENT",
)
def people_and_noun(tape: DocTape, name: Headed) -> bool:
    """A people's adjective and a common noun, but for wars."""
    hit = names().longest(tape.words, name.start)
    people = hit is not None and hit[0] == name.at and hit[1].label == "NORP" and hit[1].sure
    return people and name.text[0].islower() and name.text not in DEED_WARS


@entities.veto(
    "entities.heads.direction-only",
    reads=("He fought in the [[Eastern Theater]].",),
    leaves=("The [[Vaucelin Station]] burned.",),
    source="a mere point of the compass is no name",
)
def direction_only(tape: DocTape, name: Headed) -> bool:
    """`Northern Command`, `East Bridge`: a direction alone makes no name."""
    return name.label in ("FAC", "ORG") and DIRECTIONS.issuperset(tape.lower[name.start : name.at])


@entities.veto(
    "entities.heads.deed-without-year",
    reads=("The [[Kabul bombing]] shook them.",),
    leaves=("The [[1983 Beirut bombing]] shook them.",),
    source="corpus/GUIDELINES.md: a deed without its year is no EVENT",
)
def deed_without_year(tape: DocTape, name: Headed) -> bool:
    """An attack or a coup is called by its year."""
    return name.label == "EVENT" and name.text in NEED_YEAR and not YEAR.fullmatch(tape.words[name.start])


@entities.rule(
    "entities.heads.event-number",
    reads=("The [[2022 Kharkiv counteroffensive]] began.", "The [[second Chechen war]] began."),
    leaves=("The counteroffensive of 40 men began.",),
    source="corpus/GUIDELINES.md: a deed with its year is an EVENT",
)
def event_number(tape: DocTape, name: Headed) -> int | None:
    """The year or ordinal before an event belongs to it: `2022 Kharkiv counteroffensive`, `Second Chechen War`."""
    before = name.start - 1
    if name.label != "EVENT" or before < 0:
        return None
    return before if tape.lower[before] in ORDINALS or YEAR.fullmatch(tape.words[before]) else None


@entities.rule(
    "entities.heads.numbered-road",
    reads=("They held the [[P-79 Zorka-Kestrel highway]] there.",),
    leaves=("The [[M3 Bradley road]] march was long.",),
    source="roads of the states that were Soviet, by number and ends",
)
def numbered_road(tape: DocTape, name: Headed) -> Proposal | None:
    """A road by its number and the towns that it joins: `P-79 Chuhuyiv-Kupyansk highway`."""
    joins = not {"-", "–"}.isdisjoint(tape.words[name.start : name.at])
    numbered = joins and name.text.lower() in ROADS and ROAD.fullmatch(tape.words[name.start])
    return Proposal(name.start, name.end, name.label, CERTAIN) if numbered else None


@entities.rule(
    "entities.heads.after-lower",
    reads=("The [[Abbot street]] lay dark.",),
    leaves=("The long street lay dark.",),
    source="head nouns of names: heads.tsv",
)
def after_lower(tape: DocTape, name: Headed) -> Proposal | None:
    """A name and its common noun: `Pokrovsk station`."""
    return _after(tape, name, 66) if name.text[0].islower() else None


@entities.rule(
    "entities.heads.after-capital",
    reads=("The [[Kestrel Foods]] failed.",),
    leaves=("The foods failed.",),
    source="head nouns of names: heads.tsv",
)
def after_capital(tape: DocTape, name: Headed) -> Proposal | None:
    """A name and its capitalised head noun: `Kuwait Naval Base`."""
    return None if name.text[0].islower() else _after(tape, name, 70)


def _after(tape: DocTape, name: Headed, rank: int) -> Proposal | None:
    if people_and_noun(tape, name) or direction_only(tape, name):
        return None
    if (first := event_number(tape, name)) is not None:
        name = name._replace(start=first)
    return None if deed_without_year(tape, name) else Proposal(name.start, name.end, name.label, rank)


def find(tape: DocTape) -> Iterator[Proposal]:
    """Names before a head noun."""
    for at, end, label in tape.phrases(head_nouns()["after"]):
        start = tape.name_left(at)
        if start < at:
            name = Headed(start, at, end, label, " ".join(tape.words[at:end]))
            if found := numbered_road(tape, name) or after_lower(tape, name) or after_capital(tape, name):
                yield found
