"""What a unit's own words tell of its country, and why it may have none."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import NO_COUNTRY, nations
from sitrex.annotate.units.rules import told
from sitrex.record.model import Parent
from sitrex.vocab import read_table

_COALITION: Final = re.compile(
    r"CJ|MN|CTF[- ]?15\d\b|CTF\s+[A-Z][a-z]|(?i:combined|multi-?national|coalition|international)\b"
)
"""Beginnings of coalitions' names; those of the Combined Maritime Forces are CTF 150 and following."""
_AT_WAR: Final = frozenset(("RU", "UA"))
_SOLE: Final = "!"
"""Marks the country of a unit whose like no other army ever had."""


@told.rule(
    "units.country.own-words",
    reads=("American troops came. American soldiers and American guns came. The [[1st Canadian Division]] held.",),
    leaves=("American troops came. American soldiers and American guns came. The 1st Division held.",),
    source="countries of nations.tsv and named_units.tsv",
)
def own_nation(unit: Candidate) -> str | None:
    """The nation that its words name."""
    return unit.nation


@told.rule(
    "units.country.typical",
    reads=(
        "American troops came. American soldiers and American guns came. The [[5th Fallschirmjäger Division]] held.",
    ),
    leaves=("American troops came. American soldiers and American guns came. The 5th Parachute Division held.",),
    source="words of one army in branches.tsv",
)
def typical_words(unit: Candidate) -> str | None:
    """The army whose word one of its words is."""
    return None if unit.typical == "southern" else unit.typical


@told.rule(
    "units.country.seceded",
    reads=("In 1863 the Union Army came. The [[5th Georgia Infantry Regiment]] held.",),
    leaves=("In 1863 the Union Army came. The 5th Infantry Regiment held Georgia.",),
    source="states of the Confederacy in nations.tsv",
)
def seceded(unit: Candidate, southern: str) -> str | None:
    """The Confederacy, where the text is about it, for a unit of a state that seceded."""
    return southern if unit.typical == "southern" or _southern_name(unit) else None


def _southern_name(unit: Candidate) -> bool:
    """Whether its name begins with a state that seceded: North Carolina Brigade."""
    if unit.name is None or unit.nation is not None:
        return False
    hit = nations().longest(unit.name.lower().split(), 0)
    return hit is not None and hit[1].kind == "southern"


@told.rule(
    "units.country.militia-name",
    reads=("Syria and the Syrian war. Syrian troops came. The [[Falcon Brigade]] held.",),
    leaves=("France and the French war. French troops came. The Falcon Brigade held.",),
    source="armed movements of the wars since 2011",
    nothing=False,
)
def militia_name(unit: Candidate) -> bool:
    """Whether it has a bare proper name, as the brigades and battalions of armed movements do."""
    nameless = unit.designator is not None or unit.name is None or unit.branch is not None
    return not nameless and unit.nation is None and unit.echelon in ("brigade", "battalion", "division", "regiment")


@told.rule(
    "units.country.irregular",
    reads=("French troops came. French soldiers came. The [[5th Resistance Brigade]] held.",),
    leaves=("French troops came. French soldiers came. The 5th Infantry Brigade held.",),
    source="services of qualifiers.tsv",
    nothing=False,
)
def irregular(unit: Candidate) -> bool:
    """An irregular unit has a country only where it is said."""
    return unit.service == "irregular"


@told.rule(
    "units.country.multinational",
    reads=(
        "French troops came. French soldiers came. French guns and French tanks came. The [[5th Multinational Brigade]] held.",
        "French troops came. French soldiers came. French guns and French tanks came. [[Combined Task Force Falcon]] held.",
    ),
    leaves=("French troops came. French soldiers came. French guns and French tanks came. The 5th Brigade held.",),
    source="coalitions; formations of several nations in named_units.tsv",
    nothing=False,
)
def multinational(unit: Candidate) -> bool:
    """A coalition's unit has a country only where it is said."""
    shared = unit.service == "joint" or unit.echelon == "task_force"
    return unit.typical == NO_COUNTRY or (shared and _COALITION.match(unit.text) is not None)


_REGIONAL: Final = re.compile(r"(?i:regional\s+command)\b|RC[- ]")


@told.rule(
    "units.country.regional-command",
    reads=("Afghan troops came. Afghan soldiers came. ISAF guns fired. [[Regional Command East]] said so.",),
    leaves=("Kazakh troops came. Kazakh soldiers came. Regional Command East said so.",),
    source="commands of ISAF and KFOR",
    nothing=False,
)
def regional_command(unit: Candidate) -> bool:
    """A coalition's command of a region."""
    return _REGIONAL.match(unit.text) is not None


@cache
def _known_units() -> dict[tuple[str, str], dict[str, str]]:
    """(designator, echelon) -> branch -> country, of armies whose numbers are told apart."""
    table: dict[tuple[str, str], dict[str, str]] = {}
    for row in _rows():
        table.setdefault((row["designator"], row["echelon"]), {})[row["branch"]] = row["country"].rstrip(_SOLE)
    return table


@cache
def _sole_units() -> dict[tuple[str | None, str | None, str | None], str]:
    """(designator, echelon, branch) -> country, of units that no other army ever had."""
    sole = [row for row in _rows() if row["country"].endswith(_SOLE)]
    return {(row["designator"], row["echelon"], row["branch"]): row["country"].rstrip(_SOLE) for row in sole}


def _rows() -> list[dict[str, str]]:
    return read_table("units/known_units.tsv", ("designator", "echelon", "branch", "country"))


@told.rule(
    "units.country.sole",
    reads=("Iraqi troops came. Iraqi soldiers and Iraqi guns came. The [[10th Mountain Division]] held.",),
    leaves=(
        "Iraqi troops came. Iraqi soldiers and Iraqi guns came. The 14th Mountain Division held.",
        "German troops came. German soldiers and German guns came. The 6th Parachute Division held.",
        "Indian troops came. Indian soldiers and Indian guns came. Men of 10 Para (Special Forces) held.",
    ),
    source="units of known_units.tsv that no other army ever had",
)
def sole_unit(unit: Candidate) -> str | None:
    """The only army that ever had the number with its echelon and branch, or those of a superior inside."""
    part: Candidate | Parent | None = unit
    while part is not None:
        if country := _sole_units().get((part.designator, part.echelon, part.branch)):
            return country
        part = part.parent
    return None


def hinted_armies(unit: Candidate) -> list[str]:
    """The armies that its words and its number suggest."""
    return unit.hint.split("/") if unit.hint else []


@told.rule(
    "units.country.known-number",
    reads=(
        "Ukrainian troops came. Ukraine left Russia. Ukraine won. Ukrainian soldiers came. Ukrainian guns left.\n\nThe [[1st Tank Army]] held.",
    ),
    leaves=(
        "Ukrainian troops came. Ukraine left Russia. Ukraine won.\n\nThe 999th Tank Army held.",
        "Ukrainian troops came. Ukraine left Russia. Ukraine won.\n\nThe 7th Landwehr Division held.",
    ),
    source="known_units.tsv",
)
def known_number(unit: Candidate, counts: Counter[str]) -> str | None:
    """A unit known by number, in a text that names its country or a place there; of two armies at war it must name both, and its
    words must not be of another.
    """
    entry = _known_units().get((unit.designator, unit.echelon), {}) if unit.designator and unit.echelon else {}
    written = hinted_armies(unit) or _AT_WAR
    at_war = {country for country in entry.values() if country in _AT_WAR and country in written}
    if at_war and all(counts[side] for side in _AT_WAR) and (unit.branch is None or entry.get(unit.branch) in at_war):
        countries = at_war if unit.branch is None else {entry[unit.branch]}
        return countries.pop() if len(countries) == 1 else None
    known = known_army(unit)
    return known if known is not None and counts[known] else None


def known_army(unit: Candidate) -> str | None:
    """The only army of ``known_units.tsv`` that has the number with its echelon and branch."""
    if unit.designator is None or unit.echelon is None or unit.branch is None:
        return None
    country = _known_units().get((unit.designator, unit.echelon), {}).get(unit.branch)
    return None if country in _AT_WAR else country
