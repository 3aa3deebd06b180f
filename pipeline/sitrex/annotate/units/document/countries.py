"""Which country a unit belongs to: what its own words, its neighbours and the document tell, weighed for its cluster.

Every piece of evidence is a named feature of a candidate country; the candidate that its cluster may have no country is one
of them. The weights are learnt (``vocab/weights/unit_countries.tsv``); ``docs/units.md`` says what counts how much.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.units.document.choices import (
    BREAKAWAY,
    IRREGULAR,
    MILITIA,
    MOST,
    MOVEMENT,
    MULTINATIONAL,
    NONE,
    CountryChoice,
    decide,
    direct_country,
)
from sitrex.annotate.units.document.enemies import Enemies
from sitrex.annotate.units.document.nation_beside import (
    NationHeading,
    commander_said,
    heading_above,
    headings,
    nation_behind,
    nation_said,
)
from sitrex.annotate.units.document.nations_named import FORCE, PEOPLE, WITHOUT_STATE, NationMention, named, shares
from sitrex.annotate.units.document.nearby import Nearby
from sitrex.annotate.units.document.own_words import (
    hinted_armies,
    irregular,
    known_number,
    multinational,
    own_nation,
    regional_command,
    seceded,
    sole_unit,
    typical_words,
)
from sitrex.annotate.units.document.pairs import formerly, joined
from sitrex.annotate.units.document.scene import BY_PLACES, ENGLISH, STRETCH, Scene, scene_of
from sitrex.annotate.units.document.written_armies import add_written, armies_of, written_styles
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import NO_COUNTRY
from sitrex.annotate.units.rules import told

_LENT: Final = re.compile(r",?\s+(?:(?:which\s+)?(?:was|were|is|are)\s+)?attached\s+to\b")
_AMONG: Final = 24
"""Units behind one that are looked at."""
_UNNAMED: Final = frozenset({"english.ours.today", "english.theirs.today", "voice.spelling.today"})
"""All that speaks for Britain or America in a text of today that does not name it: how an army writes then tells nothing."""


def assign_countries(
    units: list[Candidate], links: dict[int, int], groups: list[int], context: Context
) -> tuple[list[str | None], list[bool]]:
    """For each unit an ISO code or None, and whether it is a militia's."""
    choices = country_choices(units, links, groups, context)
    decided = decide(choices)
    found = [decided[group] for group in groups]
    militias = {choice.group for choice in choices if not choice.stateless.isdisjoint((MOVEMENT, MILITIA))}
    return found, [country is None and group in militias for country, group in zip(found, groups, strict=True)]


def country_choices(
    units: list[Candidate], links: dict[int, int], groups: list[int], context: Context
) -> list[CountryChoice]:
    """For each cluster the countries that it may be of, with all that speaks for and against each."""
    if not units:
        return []
    scene = scene_of(units, links, groups, context)
    choices: dict[int, CountryChoice] = {}
    for i, group in enumerate(groups):
        choice = choices.setdefault(group, CountryChoice(group))
        choice.members.append(i)
        if not formerly(units[i], scene.text) or group == i:
            _told_of(scene, i, choice)
    for step in (_under_headings, _in_lists, _along_links, _from_document, _of_enemy):
        step(scene, choices)
    return list(choices.values())


# -- the evidence at one mention ---------------------------------------------------------------------------------------


def _told_of(scene: Scene, i: int, choice: CountryChoice) -> None:
    """What a unit's own words and those beside it tell."""
    unit = scene.units[i]
    told_here = (
        ("own", seceded(unit, scene.southern) or own_nation(unit)),
        ("typical", typical_words(unit)),
        ("commander", commander_said(unit, scene.text)),
        ("before", nation_said(unit, scene.text)),
        ("behind", nation_behind(unit, scene.text)),
        ("sole", sole_unit(unit)),
        ("number", known_number(unit, scene.spoken)),
    )
    for feature, country in told_here:
        if country == NO_COUNTRY:
            if feature != "typical":
                choice.stateless.add(BREAKAWAY if feature == "own" else MOVEMENT)
        elif country is not None:
            choice.add(scene.era.state(country, unit), feature)
    for reason, holds in (
        (MILITIA, scene.militias[i]),
        (IRREGULAR, irregular(unit)),
        (MULTINATIONAL, multinational(unit) or (scene.coalition and regional_command(unit))),
    ):
        if holds:
            choice.stateless.add(reason)


# -- the evidence of other units ---------------------------------------------------------------------------------------


def _under_headings(scene: Scene, choices: Mapping[int, CountryChoice]) -> None:
    """In an order of battle the heading above says whose the units are, until the next one."""
    lines = headings(scene.text)
    at = -1
    for unit, group in zip(scene.units, scene.groups, strict=True):
        while at + 1 < len(lines) and lines[at + 1].start < unit.start:
            at += 1
        above: NationHeading | None = heading_above(unit, scene.text, lines[at]) if at >= 0 else None
        if above is None:
            continue
        if above.country in (None, NO_COUNTRY):
            choices[group].stateless.add(MOVEMENT if above.country == NO_COUNTRY else IRREGULAR)
        else:
            choices[group].add(scene.era.state(above.country, unit), "heading")


def _in_lists(scene: Scene, choices: Mapping[int, CountryChoice]) -> None:
    """A nation before the first member of a list holds for the members after it."""
    for i in range(1, len(scene.units)):
        before, here = scene.groups[i - 1], scene.groups[i]
        if before != here and listed_behind(scene.units[i], scene.units[i - 1], scene.text):
            choices[here].others.append((before, "list", 1.0))


def _along_links(scene: Scene, choices: Mapping[int, CountryChoice]) -> None:
    """A unit is of its superior's army, and of that of the units under it."""
    for below, above in sorted(scene.links.items()):
        low, high = scene.groups[below], scene.groups[above]
        if low == high or lent(scene.units[below], scene.text):
            continue
        if of_superior(scene.units[below]):
            choices[low].others.append((high, "superior", 1.0))
        if of_subordinate(scene.units[above]):
            choices[high].others.append((low, "part", 1.0))
        if movements_own(scene.units[below], choices[high]):
            choices[low].stateless.add(MOVEMENT)


def _from_document(scene: Scene, choices: Mapping[int, CountryChoice]) -> None:
    """What the text says as a whole and near the units, for the countries that it speaks of most."""
    near = Nearby(scene.text, scene.units, [direct_country(choices[group]) for group in scene.groups], scene.mentions)
    movements = _movements(scene.mentions)
    told = set(filter(None, map(direct_country, choices.values())))
    spoken = told | {code for code, features in scene.general.items() if not features.keys() <= _UNNAMED}
    written = {group: armies_of(scene, (group,)) & spoken for group in choices}
    styles = written_styles(written, choices)
    sides = named(scene.mentions, FORCE) + named(scene.mentions, PEOPLE)
    _close(scene, choices)
    for choice in choices.values():
        first = scene.units[choice.group]
        armies = armies_of(scene, choice.members)
        _near(scene, choice, near)
        _other_side(choice, sides)
        _at_home(scene, choice)
        shared = {"styles": styles, "close.styles": written_styles(written, choice.close)}
        _said_in_text(choice, first, _general_of(scene, choice, armies), shared)
        hinted = {code for i in choice.members[:MOST] for code in hinted_armies(scene.units[i])}
        for code in sorted((hinted | armies) & spoken):
            choice.add(code, "style")
        add_written(scene, choice, told | scene.spoken.keys())
        if movements:
            choice.add(None, "movements", movements)
            if scene.today and first.name and first.designator is None:
                choice.add(None, f"{NONE}.by-name")


def _said_in_text(
    choice: CountryChoice,
    unit: Candidate,
    general: Mapping[str, Mapping[str, float]],
    shared: Mapping[str, Mapping[str, float]],
) -> None:
    """What the text says of the countries that it speaks of most and of its candidates so far."""
    most = sorted(general, key=lambda code: (-sum(general[code].values()), code))[:MOST]
    # no set: of equal candidates the first is taken
    for code in dict.fromkeys((*most, *(c for c in choice.candidates if c is not None))):
        if of_the_text(unit, code):
            for name, value in general.get(code, {}).items():
                choice.add(code, name, value)
        for name, share in shared.items():
            if code in share:
                choice.add(code, name, share[code])


def _close(scene: Scene, choices: Mapping[int, CountryChoice]) -> None:
    """The clusters that are named near each other."""
    for i, unit in enumerate(scene.units):
        for j in range(i + 1, min(i + _AMONG, len(scene.units))):
            if scene.units[j].start - unit.start > STRETCH:
                break
            if scene.groups[i] != scene.groups[j]:
                choices[scene.groups[i]].close.add(scene.groups[j])
                choices[scene.groups[j]].close.add(scene.groups[i])


def _general_of(scene: Scene, choice: CountryChoice, armies: Set[str]) -> dict[str, dict[str, float]]:
    """What the text says, as a whole and near the units, of each state of the time.

    Its places say it otherwise of armies that write otherwise.
    """
    first = scene.units[choice.group]
    near = scene.close.around(scene.units[i].start for i in choice.members[:MOST])
    said = [("", scene.general), *(("close.", evidence) for evidence in near)]
    of: dict[str, dict[str, float]] = defaultdict(dict)
    for where, evidence in said:
        here: dict[str, dict[str, float]] = defaultdict(dict)
        for code, features in evidence.items():
            state = str(scene.era.state(code, first))
            unlike = bool(armies) and state not in armies
            for feature, value in features.items():
                name = f"{where}{feature}.unlike" if unlike and feature in BY_PLACES else f"{where}{feature}"
                here[state][name] = min(1.0, here[state].get(name, 0.0) + value)
        for state, found in here.items():
            of[state].update({name: max(value, of[state].get(name, 0.0)) for name, value in found.items()})
    return of


def _of_enemy(scene: Scene, choices: Mapping[int, CountryChoice]) -> None:
    """Who is only named as the enemy is not of the writer's side, nor who is only reported so and does not write as it does."""
    enemies = Enemies(scene.text)
    own = _own_side(scene, enemies)
    for choice in choices.values() if own else ():
        members = [scene.units[i] for i in choice.members]
        if enemies.named(members):
            choice.opposed |= own
        elif enemies.reported(members):
            choice.opposed |= {code for code in own if "style" not in choice.candidates.get(code, ())}


def _own_side(scene: Scene, enemies: Enemies) -> set[str]:
    """The countries that a text speaks for: by its voice, or of the unit that it names first."""
    own = {code for code, features in scene.general.items() if "voice.own" in features}
    first = scene.units[:1]
    if first[0].nation is not None and not enemies.named(first):
        own.add(first[0].nation)
    # of a country that is a candidate only since the text is in English the enemy is not either
    return own | {code for code in ENGLISH if not scene.spoken[code]} if own else own


def _movements(mentions: Sequence[NationMention]) -> float:
    """How much of what the text names of sides is movements without a country."""
    return sum(mention.how == WITHOUT_STATE for mention in mentions) / (1 + len(mentions))


def _at_home(scene: Scene, choice: CountryChoice) -> None:
    """Where it is said to be stationed or to come from."""
    for i in choice.members[:MOST]:
        if (home := scene.homes.of(scene.units[i])) is not None:
            choice.add(scene.era.state(home[0], scene.units[i]), home[1])


def _near(scene: Scene, choice: CountryChoice, near: Nearby) -> None:
    """The nearest nations, on the average over the cluster's mentions, those that strike it, and the units beside it."""
    members = choice.members[:MOST]
    total: dict[tuple[str | None, str], float] = defaultdict(float)
    for i in members:
        for (named_last, feature), value in near.nations(i).items():
            total[scene.era.state(named_last, scene.units[i]), feature] += value
        choice.opposed |= {str(scene.era.state(code, scene.units[i])) for code in near.strikers(i)}
        for code, what in near.roles(i):
            total[scene.era.state(code, scene.units[i]), what] += 1.0
        choice.others += [
            (scene.groups[j], name, value) for j, name, value in near.units(i) if scene.groups[j] != choice.group
        ]
    for (country, feature), value in total.items():
        choice.add(country, feature, value / len(members))


def _other_side(choice: CountryChoice, sides: Counter[str]) -> None:
    """Of a unit that is set against a nation, the share of each other one whose people or forces the text names."""
    if choice.opposed:
        others = Counter({country: times for country, times in sides.items() if country not in choice.opposed})
        for country, share in shares(others, 0.0).items():
            choice.add(country, "other.side", share)


@told.rule(
    "units.country.sides",
    reads=("French troops came. French soldiers came.\n\nThe [[5th Division]] held.",),
    leaves=("The French on both sides of the 5th street held.",),
    source="the sides that the text speaks of and for",
    nothing=False,
)
def of_the_text(unit: Candidate, country: str) -> bool:
    """A side that the text speaks of, as it speaks of it."""
    return True


# -- what other units tell ---------------------------------------------------------------------------------------------


@told.rule(
    "units.country.movement",
    reads=(
        "French troops came. French soldiers came. The Taliban's 5th Brigade held. Near here its [[2nd Battalion]] left.",
    ),
    leaves=("French troops came. French soldiers came. The 5th Brigade held. Near here its 2nd Battalion left.",),
    source="armed movements of movements.tsv",
    nothing=False,
)
def movements_own(unit: Candidate, above: CountryChoice) -> bool:
    """What is under a movement's unit has no country either."""
    return MOVEMENT in above.stateless


@told.rule(
    "units.country.list",
    reads=(
        "American troops came. American soldiers, American guns and American tanks came. The American 1st Division left. "
        "The American 2nd Division left.\n\nThe French army's 5th Division, [[7th Brigade]] and 9th Regiment held.",
    ),
    leaves=(
        "American troops came. American soldiers, American guns and American tanks came. The American 1st Division left. The French army's 5th Division held. The 7th Brigade left.",
    ),
    source="English style: one nation for a list",
    nothing=False,
)
def listed_behind(unit: Candidate, before: Candidate, text: str) -> bool:
    """The members of a list are of one army."""
    return joined(before, unit, text)


@told.veto(
    "units.country.lent",
    reads=(
        "American troops came. American soldiers and American guns came. The French army's 5th Division held.\n\nThe American 1st Division, the American 2nd Division and the American 3rd Division came.\n\nThe [[7th Brigade]] was attached to the 5th Division.",
    ),
    leaves=(
        "American troops came. American soldiers, American guns and American tanks came. The American 1st Division left. The French army's 5th Division held.\n\nThe 7th Brigade left the 5th Division.",
    ),
    source="allied units under foreign command",
)
def lent(unit: Candidate, text: str) -> bool:
    """A unit that is attached may be of another army."""
    return _LENT.match(text, unit.end) is not None


@told.rule(
    "units.country.superior",
    reads=(
        "American troops came. American soldiers and American guns came. The French army's 5th Division held.\n\nThe American 1st Division, the American 2nd Division and the American 3rd Division came.\n\nThe [[7th Brigade]] was under the command of the 5th Division.",
    ),
    leaves=(
        "American troops came. American soldiers, American guns and American tanks came. The American 1st Division left. The French army's 5th Division held. The 7th Brigade left.",
    ),
    source="a unit is of its superior's army",
    nothing=False,
)
def of_superior(unit: Candidate) -> bool:
    """The country of the superior."""
    return True


@told.rule(
    "units.country.subordinate",
    reads=(
        "American troops came. The American 1st Division, the American 2nd Division and the American 3rd Division came.\n\n"
        "The French army's 7th Brigade was part of the [[5th Division]].",
    ),
    leaves=(
        "American troops came. American soldiers, American guns and American tanks came. The American 1st Division left. The French army's 7th Brigade left the 5th Division.",
    ),
    source="a unit is of its superior's army",
    nothing=False,
)
def of_subordinate(unit: Candidate) -> bool:
    """The country of what is under it."""
    return True
