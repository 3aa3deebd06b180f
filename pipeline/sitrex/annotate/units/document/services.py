"""The service of a unit, where its own words do not tell it: other mentions, the text beside it, its superior."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Final

from sitrex.annotate.units.document.superiors import BELONGING
from sitrex.annotate.units.fields import HANDED_DOWN, Candidate
from sitrex.annotate.units.lexicon import services
from sitrex.annotate.units.rules import told
from sitrex.annotate.units.words import BELOW_REGIMENT, unit_words
from sitrex.record.model import Parent, changed

_OF_ANY_SERVICE: Final = frozenset(("task_force", "task_group", "group"))
_AIRBORNE_SERVICE: Final = frozenset(("RU", "UA", "SUHH"))
_BY_DEFAULT: Final = (None, "army")
_MARINES: Final = re.compile(r"\b(?:[Mm]arines?|MARINES?|USMC|U\.S\.M\.C)\b")
_ARMY: Final = re.compile(r"\b(?:Army|ARMY|Infantry|INFANTRY)\b")
_WHOSE: Final = r"(?:[A-Z][\w.]*(?:['’]s)?\s+){0,3}?"
"""Words of a nation or state before the name of its service."""
_DIRECTLY: Final = re.compile(r",\s+|\s*\((?=[^()]{1,40}\))")
"""What joins an organisation to its unit without a word: 42 Commando, Royal Marines; 76th Division (VDV)."""
_BARE: Final = re.compile(r"\s*[,(]?\s*(?:(?:of|in|from|within)\s+)?(?:(?:the|its|their)\s+)?")
"""Words of belonging that may tell no more than whose a unit is."""
_COMPANY: Final = re.compile(r"\b(?:with|joined|joining)\b|\A,?\s+in\b")
_SAID: Final = "said"
_REACH: Final = 40
_BESIDE: Final = 200
"""Characters before and behind a squadron in which a text tells whether it is one of ships."""
_WORD: Final = re.compile(r"\b[a-z]+", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th|d)\b|[IVX]+\.?\s|[A-Z][a-z]+(?:-[a-z]+)?\s")
_SHIPPING: Final = unit_words("shipping")
_TELLING: Final = unit_words("shipping", "aflight_or_mounted")
"""Words that tell a squadron's kind."""


def with_marines(units: list[Candidate], links: dict[int, int], text: str) -> list[Candidate]:
    """Small units of no arm that belong to no other are of the marines in a text that speaks more of these than of the army."""
    if len(_MARINES.findall(text)) <= len(_ARMY.findall(text)):
        return units
    return [
        changed(unit, service="marines", branch=unit.branch or "marine", parent=_of_marines(unit.parent))
        if i not in links and among_marines(unit)
        else unit
        for i, unit in enumerate(units)
    ]


@told.rule(
    "units.service.among-marines",
    reads=("Marines came to the village. The corporal of [[Company E]] led his marines.",),
    leaves=(
        "Marines and infantry of the Army came. The Infantry held. The captain of Company E left.",
        "Marines came to the village. The pilots of Detachment C left the marines.",
    ),
    source="citations and histories of the Marine Corps, which say company or 1/29",
    nothing=False,
)
def among_marines(unit: Candidate) -> bool:
    """A company or battalion by letter or number alone, or scouts; detachments are of any service."""
    bare = unit.name is None and unit.branch in (None, "reconnaissance") and unit.nation in (None, "US")
    return bare and unit.service in _BY_DEFAULT and unit.echelon in BELOW_REGIMENT - {"detachment"}


def _of_marines(above: Parent | None) -> Parent | None:
    return None if above is None else replace(above, branch=above.branch or "marine")


def served(units: list[Candidate], groups: list[int], text: str) -> list[str | None]:
    """For each unit the service that it, its other mentions or the words beside it name."""
    told_of: dict[int, str] = {}
    for unit, group in zip(units, groups, strict=True):
        service = (
            service_beside(unit, text) or numbered_at_sea(unit, text) or unit.service or service_at_sea(unit, text)
        )
        if service not in _BY_DEFAULT:
            told_of.setdefault(group, service)
    return [
        service_of_mention(unit, told_of.get(group)) or unit.service for unit, group in zip(units, groups, strict=True)
    ]


@told.rule(
    "units.service.beside",
    reads=(
        "The [[5th Battalion]] of the Kentucky Army National Guard held.",
        "The National Guard's [[5th Brigade]] held.",
        "The [[5th Brigade]] is subordinate to the Border Service.",
    ),
    leaves=("The 5th Battalion of the army held.",),
    source="English phrases of belonging; services.tsv",
)
def service_beside(unit: Candidate, text: str) -> str | None:
    """The service that the unit is said to be of."""
    found = said_of(unit, text) if unit.service in _BY_DEFAULT else None
    return None if found is None else services()[_name(found)].service


@told.rule(
    "units.superior.service",
    reads=("The [[5th Brigade]] of the VDV held.", "The [[5th Brigade]] is subordinate to the National Guard."),
    leaves=(
        "The [[5th Squadron]] of the Air Force held.",
        "The [[5th Brigade]], Border Guards and police held.",
        "The [[5th Brigade]] of the Kentucky Army National Guard held.",
    ),
    source="organisations of services.tsv",
)
def organisation_above(unit: Candidate, text: str) -> Parent | None:
    """The organisation that the unit is said to be of, by its name."""
    found = said_of(unit, text)
    above = "" if found is None else services()[_name(found)].above
    if found is None or not above or (above == _SAID and _BARE.fullmatch(text, unit.end, max(unit.end, found.start()))):
        return None
    return Parent(text=found[1], name=_name(found))


def under_organisations(units: list[Candidate], links: dict[int, int], groups: list[int], text: str) -> list[Candidate]:
    """Units without another superior are under the organisation that one of their mentions is said to be of."""
    above: dict[int, Parent] = {}
    for unit, group in zip(units, groups, strict=True):
        if group not in above and (found := organisation_above(unit, text)) is not None:
            above[group] = found
    return [
        changed(unit, parent=above[group]) if group in above and i not in links and unit.parent is None else unit
        for i, (unit, group) in enumerate(zip(units, groups, strict=True))
    ]


def said_of(unit: Candidate, text: str) -> re.Match[str] | None:
    """The name of the service or organisation that the words beside the unit say it is of."""
    behind, directly, before = _named()
    joint = BELONGING.match(text, unit.end)
    found = behind.match(text, joint.end()) if joint is not None else None
    if found is not None and joint is not None and alongside(unit, joint[0]):
        return None
    if found is None and (joint := _DIRECTLY.match(text, unit.end)) is not None:
        found = directly.match(text, joint.end())
    return found or before.search(text, max(0, unit.start - _REACH), unit.start)


@told.veto(
    "units.superior.alongside",
    reads=(
        "The [[5th Battalion]], fighting with Peshmerga forces, held.",
        "The [[5th Battalion]] joined Peshmerga fighters.",
    ),
    leaves=("The [[5th Battalion]] of the Peshmerga forces held.", "The [[5th Battalion]] is one in the VDV."),
    source="English phrases of company",
)
def alongside(unit: Candidate, joint: str) -> bool:
    """Whom a unit is with, joins or stands in, it need not be of."""
    return _COMPANY.search(joint) is not None


def _name(found: re.Match[str]) -> str:
    return " ".join(found[1].split())


@cache
def _named() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A name behind words of belonging, right behind the unit, and before it."""
    names = sorted(services(), key=len, reverse=True)
    every, above = (
        "|".join(r"\s+".join(map(re.escape, name.split())) for name in names if services()[name].above or not own)
        for own in (False, True)
    )
    ends = r"\b(?!['’]s?\s|\s+(?:[A-Z][a-z]|\d))"
    one_of_a_list = r"(?!,?(?:\s+[a-z]+,?)?\s+(?:and|or)\s+(?!(?:the\s+)?\d))"
    return (
        re.compile(rf"{_WHOSE}({every}){ends}"),
        re.compile(rf"{_WHOSE}({above}){ends}{one_of_a_list}"),
        re.compile(rf"\b({every})(?:['’]s?)?\s+$"),
    )


@told.rule(
    "units.service.at-sea",
    reads=("The 3rd Infantry Brigade held. The [[Wexford Squadron]] sailed with its cruisers.",),
    leaves=("The 3rd Infantry Brigade held. The Wexford Squadron flew over the cruisers.",),
    source="squadrons by name are of ships, horses or aircraft",
)
def service_at_sea(unit: Candidate, text: str) -> str | None:
    """A squadron with a name alone is a navy's where the word nearest to it that tells its kind is about ships."""
    by_name = unit.name is not None and unit.designator is None and unit.branch is None
    if unit.service is not None or unit.echelon != "squadron" or not by_name:
        return None
    words = _WORD.finditer(text, max(0, unit.start - _BESIDE), unit.end + _BESIDE)
    telling = [word for word in words if word[0].lower() in _TELLING]
    nearest = min(telling, key=lambda word: max(unit.start - word.end(), word.start() - unit.end), default=None)
    return "navy" if nearest is not None and nearest[0].lower() in _SHIPPING else None


@told.rule(
    "units.service.numbered-at-sea",
    reads=("The 3rd Infantry Brigade held. The cruisers of the [[2nd Squadron]] sailed.",),
    leaves=(
        "The 3rd Infantry Brigade held. Pilots of the 2nd Squadron sank the cruisers.",
        "The 3rd Infantry Brigade held. No. 9 Squadron sank the battleship.",
    ),
    source="squadrons by ordinal are of ships, horses or aircraft",
)
def numbered_at_sea(unit: Candidate, text: str) -> str | None:
    """A squadron by ordinal, without an arm, is a navy's where all words near it that tell its kind are about ships."""
    if not _guessed_aloft(unit):
        return None
    words = _WORD.finditer(text, max(0, unit.start - _BESIDE), unit.end + _BESIDE)
    telling = {word[0].lower() in _SHIPPING for word in words if word[0].lower() in _TELLING}
    return "navy" if telling == {True} else None


def _guessed_aloft(unit: Candidate) -> bool:
    """Whether nothing but its ordinal makes a squadron one of aircraft."""
    guessed = unit.echelon == "squadron" and unit.branch is None and unit.service == "air_force"
    return guessed and _ORDINAL.match(unit.text) is not None


@told.rule(
    "units.service.mention",
    reads=("The 36th Naval Infantry Brigade held. Then the [[36th Brigade]] left.",),
    leaves=("The 36th Naval Infantry Brigade held. Then the 37th Brigade left.",),
    source="mentions of one unit have one service",
)
def service_of_mention(unit: Candidate, service: str | None) -> str | None:
    """The service that another mention of the unit names."""
    ships = service == "navy" and _guessed_aloft(unit)
    return service if ships or unit.service in _BY_DEFAULT else None


@told.rule(
    "units.service.others",
    reads=("The 5th Infantry Brigade held. [[Task Force Viking]] left.",),
    leaves=("Task Force Viking left.",),
    source="task forces are of the service that the document's units are of",
)
def service_of_others(unit: Candidate, services: Counter[str | None]) -> str | None:
    """A task force without a service of its own has that of the document's units."""
    return services.most_common(1)[0][0] if services and unit.echelon in _OF_ANY_SERVICE else None


@told.rule(
    "units.service.superior",
    reads=("The [[2nd Battalion]] of the 5th Marine Regiment held.",),
    leaves=("The 2nd Battalion of the 5th Regiment held.",),
    source="a unit is of its superior's service",
)
def service_of_superior(unit: Candidate, service: str | None, above: Candidate | None) -> str | None:
    """The service of the superior, if it is none that lends its units."""
    lent = above is not None and above.service in HANDED_DOWN and service in (None, "army")
    return above.service if above is not None and lent else None


@told.rule(
    "units.service.militia",
    reads=("Syria and the Syrian war. Syrian rebels came. The Taliban's [[Falcon Brigade]] held.",),
    leaves=("Syria and the Syrian war. Syrian rebels came. The army's 5th Brigade held.",),
    source="armed movements",
)
def service_of_militia(unit: Candidate, service: str | None, militia: bool) -> str | None:
    """A movement's unit is of no army."""
    return "irregular" if militia and service == "army" else None


@told.rule(
    "units.service.airborne",
    reads=("The Russian [[76th Airborne Division]] held.",),
    leaves=("The American [[82nd Airborne Division]] held.",),
    source="airborne forces are a service of their own in Russia and Ukraine",
)
def airborne_service(unit: Candidate, service: str | None, country: str | None) -> str | None:
    """Russia's airborne forces are a service."""
    own = unit.branch in ("airborne", "air_assault") and country in _AIRBORNE_SERVICE and service == "army"
    return "airborne" if own else None
