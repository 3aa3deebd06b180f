"""The service of a unit, where its own words do not tell it: other mentions, the text beside it, its superior."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from sitrex.annotate.units.fields import HANDED_DOWN, Candidate
from sitrex.annotate.units.rules import told
from sitrex.annotate.units.words import BELOW_REGIMENT, unit_words
from sitrex.record.model import Parent, changed

_OF_ANY_SERVICE: Final = frozenset(("task_force", "task_group", "group"))
_AIRBORNE_SERVICE: Final = frozenset(("RU", "UA", "SUHH"))
_BY_DEFAULT: Final = (None, "army")
_MARINES: Final = re.compile(r"\b(?:[Mm]arines?|MARINES?|USMC|U\.S\.M\.C)\b")
_ARMY: Final = re.compile(r"\b(?:Army|ARMY|Infantry|INFANTRY)\b")
_SERVICES: Final = {
    "national guard": "national_guard",
    "marine corps": "marines",
    "marines": "marines",
    "navy": "navy",
    "air force": "air_force",
}
_NAMES: Final = r"(National\s+Guard|Marine\s+Corps|Marines|Navy|Air\s+Force)"
_BEHIND: Final = re.compile(rf",?\s+of\s+the\s+(?:[A-Z][\w.]*\s+){{0,3}}{_NAMES}\b")
_BEFORE: Final = re.compile(rf"{_NAMES}(?:['’]s?)?\s+$")
_REACH: Final = 24
_BESIDE: Final = 200
"""Characters before and behind a squadron in which a text tells whether it is one of ships."""
_WORD: Final = re.compile(r"\b[a-z]+", re.IGNORECASE)
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
    leaves=("Marines and infantry of the Army came. The Infantry held. The captain of Company E left.",),
    source="citations and histories of the Marine Corps, which say company or 1/29",
    nothing=False,
)
def among_marines(unit: Candidate) -> bool:
    """A company or battalion by letter or number alone, or scouts."""
    bare = unit.name is None and unit.branch in (None, "reconnaissance") and unit.nation in (None, "US")
    return bare and unit.service in _BY_DEFAULT and unit.echelon in BELOW_REGIMENT


def _of_marines(above: Parent | None) -> Parent | None:
    return None if above is None else replace(above, branch=above.branch or "marine")


def served(units: list[Candidate], groups: list[int], text: str) -> list[str | None]:
    """For each unit the service that it, its other mentions or the words beside it name."""
    told_of: dict[int, str] = {}
    for unit, group in zip(units, groups, strict=True):
        service = service_beside(unit, text) or unit.service or service_at_sea(unit, text)
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
    ),
    leaves=("The 5th Battalion of the army held.",),
    source="English phrases of belonging",
)
def service_beside(unit: Candidate, text: str) -> str | None:
    """The service that the unit is said to be of."""
    if unit.service not in _BY_DEFAULT:
        return None
    found = _BEHIND.match(text, unit.end) or _BEFORE.search(text, max(0, unit.start - _REACH), unit.start)
    return None if found is None else _SERVICES[" ".join(found[1].lower().split())]


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
    "units.service.mention",
    reads=("The 36th Naval Infantry Brigade held. Then the [[36th Brigade]] left.",),
    source="mentions of one unit have one service",
)
def service_of_mention(unit: Candidate, service: str | None) -> str | None:
    """The service that another mention of the unit names."""
    return service if unit.service in _BY_DEFAULT else None


@told.rule(
    "units.service.others",
    reads=("The 5th Infantry Brigade held. [[Task Force Viking]] left.",),
    source="task forces are of the service that the document's units are of",
)
def service_of_others(unit: Candidate, services: Counter[str | None]) -> str | None:
    """A task force without a service of its own has that of the document's units."""
    return services.most_common(1)[0][0] if services and unit.echelon in _OF_ANY_SERVICE else None


@told.rule(
    "units.service.superior",
    reads=("The [[2nd Battalion]] of the 5th Marine Regiment held.",),
    source="a unit is of its superior's service",
)
def service_of_superior(unit: Candidate, service: str | None, above: Candidate | None) -> str | None:
    """The service of the superior, if it is none that lends its units."""
    lent = above is not None and above.service in HANDED_DOWN and service in (None, "army")
    return above.service if above is not None and lent else None


@told.rule(
    "units.service.militia",
    reads=("Syria and the Syrian war. Syrian rebels came. The Taliban's [[Falcon Brigade]] held.",),
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
