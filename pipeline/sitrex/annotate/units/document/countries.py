"""Which country a unit belongs to, as far as the document says so; ``docs/units.md`` has the order of evidence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.units.document.eras import Era
from sitrex.annotate.units.document.likeliest import NationMention, likeliest_countries, nation_mentions
from sitrex.annotate.units.document.pairs import formerly, joined
from sitrex.annotate.units.document.said import Heading, heading_above, headings, nation_before, nation_behind
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import NO_COUNTRY, nations
from sitrex.annotate.units.rules import told
from sitrex.annotate.units.words import unit_words
from sitrex.vocab import read_table

_COALITION: Final = re.compile(r"CJ|MN|(?:combined|multi-?national|coalition|international)\b", re.IGNORECASE)
_CIVIL_WAR: Final = re.compile(r"\b(?:186[1-5]|Union (?:Army|forces|troops|cavalry|general)|Yankees?|C\.S\.A?\.)")
_SOUTH: Final = "X-CSA"
_AT_WAR: Final = frozenset(("RU", "UA"))
_MILITIAS: Final = frozenset(word.upper() for word in unit_words("militia_countries"))
"""Countries whose named brigades and battalions are mostly armed movements' rather than the army's."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the document says of its units together."""

    units: list[Candidate]
    links: dict[int, int]
    """Index of the superior by index of the unit."""
    groups: list[int]
    """For each unit the first mention of the same one."""
    text: str
    mentions: list[NationMention]
    counts: Counter[str]
    southern: str
    """Whose a state that seceded is in this text."""
    militias: list[bool]


@dataclass(slots=True)
class Told:
    """For each unit what is told so far: its country, and whether it has none."""

    found: list[str | None]
    stateless: list[bool]
    rebel: list[bool]
    """Units of an armed movement."""
    breakaway: list[bool]
    """Those and units of a state that is none of the list."""


def assign_countries(
    units: list[Candidate], links: dict[int, int], groups: list[int], context: Context
) -> tuple[list[str | None], list[bool]]:
    """For each unit an ISO code or None, and whether it is a militia's."""
    if not units:
        return [], []
    scene = _scene(units, links, groups, context.text)
    told = _told(scene)
    _under_headings(scene, told)
    for gone in (told.breakaway, told.rebel):
        _share_stateless(scene, told, gone)
    _share_in_lists(scene, told)
    _share_links(scene, told)
    _share_groups(scene, told)
    for i, unit in enumerate(units):
        if told.found[i] is None and not told.stateless[i]:
            told.found[i] = known_number(unit, scene.counts)
    _share_in_lists(scene, told)
    _share_groups(scene, told)
    _share_links(scene, told)
    era = Era(context.text, scene.counts)
    told.found = [era.state(country, unit) for country, unit in zip(told.found, units, strict=True)]
    likeliest = likeliest_countries(units, groups, told.found, scene.mentions, context)
    told.found = [
        country if country or alone else era.state(guess, unit)
        for country, alone, guess, unit in zip(told.found, told.stateless, likeliest, units, strict=True)
    ]
    _share_links(scene, told)
    _share_groups(scene, told)
    own = [rebel or militia for rebel, militia in zip(told.rebel, scene.militias, strict=True)]
    return told.found, [country is None and alone for country, alone in zip(told.found, own, strict=True)]


def _scene(units: list[Candidate], links: dict[int, int], groups: list[int], text: str) -> Scene:
    mentions = nation_mentions(text)
    counts = Counter(mention.country for mention in mentions)
    rebels = sum(counts[country] for country in _MILITIAS) * 2 > counts.total()
    southern = _SOUTH if counts[_SOUTH] or _CIVIL_WAR.search(text) else "US"
    militias = [rebels and militia_name(unit) for unit in units]
    return Scene(units, links, groups, text, mentions, counts, southern, militias)


def _told(scene: Scene) -> Told:
    """What each unit's own words and its neighbours tell."""
    found: list[str | None] = []
    stateless, rebel, breakaway = [], [], []
    for unit, militia in zip(scene.units, scene.militias, strict=True):
        own = seceded(unit, scene.southern) or own_words(unit)
        said = nation_before(unit, scene.text) or nation_behind(unit, scene.text)
        rebel.append(said == NO_COUNTRY)
        breakaway.append(rebel[-1] or unit.nation == NO_COUNTRY)
        found.append(None if breakaway[-1] or (said or own) == NO_COUNTRY else said or own)
        stateless.append(militia or breakaway[-1] or irregular(unit) or multinational(unit))
    return Told(found, stateless, rebel, breakaway)


# -- what a unit's own words tell --------------------------------------------------------------------------------------


@told.rule(
    "units.country.own-words",
    reads=("American troops came. American soldiers and American guns came. The [[1st Canadian Division]] held.",),
    source="countries of nations.tsv, branches.tsv, named_units.tsv",
)
def own_words(unit: Candidate) -> str | None:
    """The nation that its words name, or the army whose word one of them is."""
    return unit.nation or unit.typical


@told.rule(
    "units.country.seceded",
    reads=("In 1863 the Union Army came. The [[5th Georgia Infantry Regiment]] held.",),
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
    source="services of qualifiers.tsv",
    nothing=False,
)
def irregular(unit: Candidate) -> bool:
    """An irregular unit has a country only where it is said."""
    return unit.service == "irregular"


@told.rule(
    "units.country.multinational",
    reads=("French troops came. French soldiers came. The [[Multinational Brigade South]] held.",),
    source="coalitions",
    nothing=False,
)
def multinational(unit: Candidate) -> bool:
    """A coalition's unit has a country only where it is said."""
    return unit.typical == NO_COUNTRY or (unit.service == "joint" and _COALITION.match(unit.text) is not None)


@cache
def _known_units() -> dict[tuple[str, str], dict[str, str]]:
    """(designator, echelon) -> branch -> country, of armies whose numbers are told apart."""
    table: dict[tuple[str, str], dict[str, str]] = {}
    for row in read_table("units/known_units.tsv", ("designator", "echelon", "branch", "country")):
        table.setdefault((row["designator"], row["echelon"]), {})[row["branch"]] = row["country"]
    return table


@told.rule(
    "units.country.known-number",
    reads=(
        "Russian troops came. Russian guns came. Russian soldiers left Ukraine. Russian officers and Russian tanks left. The [[47th Mechanized Brigade]] held.",
    ),
    source="known_units.tsv",
)
def known_number(unit: Candidate, counts: Counter[str]) -> str | None:
    """A unit known by number, in a text that names its country; of two armies at war it must name both."""
    entry = _known_units().get((unit.designator, unit.echelon), {}) if unit.designator and unit.echelon else {}
    at_war = {country for country in entry.values() if country in _AT_WAR}
    if at_war and all(counts[side] for side in _AT_WAR) and (unit.branch is None or entry.get(unit.branch) in _AT_WAR):
        countries = at_war if unit.branch is None else {entry[unit.branch]}
        return countries.pop() if len(countries) == 1 else None
    if unit.branch is None or not counts[entry.get(unit.branch, "")]:
        return None
    return entry[unit.branch] if entry[unit.branch] not in _AT_WAR else None


# -- what other units tell ---------------------------------------------------------------------------------------------


def _under_headings(scene: Scene, told: Told) -> None:
    """In an order of battle the heading above says whose the units are, until the next one."""
    lines = headings(scene.text)
    at = -1
    for i, unit in enumerate(scene.units):
        while at + 1 < len(lines) and lines[at + 1].start < unit.start:
            at += 1
        above: Heading | None = None
        if at >= 0 and told.found[i] is None:
            above = heading_above(unit, scene.text, lines[at])
        if above is None:
            continue
        if above.country in (None, NO_COUNTRY):
            told.stateless[i] = True
            told.rebel[i] = told.rebel[i] or above.country == NO_COUNTRY
        elif not told.stateless[i]:
            told.found[i] = above.country


def _share_stateless(scene: Scene, told: Told, gone: list[bool]) -> None:
    lost = {group for group, alone in zip(scene.groups, gone, strict=True) if alone}
    for i, group in enumerate(scene.groups):
        above = scene.groups[scene.links[i]] if i in scene.links else None
        if told.found[i] is None and movements_own(scene.units[i], group, above, lost):
            told.stateless[i] = gone[i] = True


@told.rule(
    "units.country.movement",
    reads=("French troops came. French soldiers came. The Taliban's 5th Brigade held. The [[5th Brigade]] left.",),
    source="armed movements of movements.tsv",
    nothing=False,
)
def movements_own(unit: Candidate, group: int, above: int | None, lost: set[int]) -> bool:
    """Other mentions of a movement's unit, and what is under it, have no country either."""
    return group in lost or (above is not None and above in lost)


def _share_in_lists(scene: Scene, told: Told) -> None:
    for i in range(1, len(scene.units)):
        if told.found[i] is None and told.found[i - 1] is not None:
            told.found[i] = listed_behind(scene.units[i], scene.units[i - 1], told.found[i - 1], scene.text)


@told.rule(
    "units.country.list",
    reads=(
        "American troops came. American soldiers and American guns came. The French army's 5th Division, "
        "[[7th Brigade]] and 9th Regiment held.",
    ),
    source="English style: one nation for a list",
)
def listed_behind(unit: Candidate, before: Candidate, country: str | None, text: str) -> str | None:
    """A nation before the first member of a list holds for the members after it."""
    return country if joined(before, unit, text) else None


def _share_links(scene: Scene, told: Told) -> None:
    for below, above in scene.links.items():
        if told.stateless[below] or told.stateless[above]:
            continue
        if told.found[below] is None:
            told.found[below] = of_superior(scene.units[below], told.found[above])
        elif told.found[above] is None:
            told.found[above] = of_subordinate(scene.units[above], told.found[below])


@told.rule(
    "units.country.superior",
    reads=(
        "American troops came. American soldiers and American guns came. The French army's 5th Division held. Near here its [[7th Brigade]] left.",
    ),
    source="a unit is of its superior's army",
)
def of_superior(unit: Candidate, country: str | None) -> str | None:
    """The country of the superior."""
    return country


@told.rule(
    "units.country.subordinate",
    reads=(
        "American troops came. American soldiers and American guns came. The French army's 7th Brigade was part of the "
        "[[5th Division]].",
    ),
    source="a unit is of its superior's army",
)
def of_subordinate(unit: Candidate, country: str | None) -> str | None:
    """The country of what is under it."""
    return country


def _share_groups(scene: Scene, told: Told) -> None:
    said: dict[int, str] = {}
    for unit, group, country in zip(scene.units, scene.groups, told.found, strict=True):
        if country is not None and group not in said and not formerly(unit, scene.text):
            said[group] = country
    for i, group in enumerate(scene.groups):
        if told.found[i] is None:
            told.found[i] = same_unit(scene.units[i], said.get(group))


@told.rule(
    "units.country.same-unit",
    reads=(
        "American troops came. American soldiers and American guns came. The French army's 5th Division held. "
        "American guns came. The [[5th Division]] left.",
    ),
    source="mentions of one unit have one country",
)
def same_unit(unit: Candidate, country: str | None) -> str | None:
    """The first country that is said of the unit, but for what it formerly was."""
    return country
