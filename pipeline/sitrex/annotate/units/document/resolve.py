"""What only the whole document says about its units: which candidates stay, aliases, parents, clusters."""

from __future__ import annotations

from collections import Counter
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.units.document.aliases import with_aliases
from sitrex.annotate.units.document.clusters import clusters, share_superiors, written_forms
from sitrex.annotate.units.document.countries import assign_countries
from sitrex.annotate.units.document.evidence import justified
from sitrex.annotate.units.document.full_forms import inherit_branches, recover_heads, told_heads
from sitrex.annotate.units.document.superiors import superiors
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.rules import told
from sitrex.normalise.symbols import sidc
from sitrex.record.model import MilitaryUnit, Parent, handle

_OF_ANY_SERVICE: Final = frozenset(("task_force", "task_group", "group"))
_HANDED_DOWN: Final = frozenset(("marines", "national_guard", "irregular", "navy", "air_force"))
"""Services that a superior shares with what is under it."""
_AIRBORNE_SERVICE: Final = frozenset(("RU", "UA", "SUHH"))


def resolve_units(mentions: list[MilitaryUnit], context: Context) -> list[MilitaryUnit]:
    """Keep what the document justifies and fill in every field that looks across mentions."""
    kept = justified(mentions, context.text)
    kept = with_aliases(kept, context.text)
    kept = recover_heads(told_heads(kept, context.text))
    links = superiors(kept, context.text)
    groups = clusters(kept, links, context.text)
    kept = inherit_branches(kept, links, groups)
    share_superiors(kept, links, groups, context.text)
    countries, militias = assign_countries(kept, links, groups, context)
    forms = written_forms(kept, groups, context.text)
    return _finish(kept, links, groups, forms, countries, militias)


def _finish(
    units: list[Candidate],
    links: dict[int, int],
    groups: list[int],
    forms: list[str],
    countries: list[str | None],
    militias: list[bool],
) -> list[MilitaryUnit]:
    """The record's mentions."""
    done: list[MilitaryUnit] = []
    services = Counter[str | None](unit.service for unit in units if unit.service not in (None, "joint", "irregular"))
    for i, unit in enumerate(units):
        above = units[links[i]] if i in links else None
        service = unit.service or service_of_others(unit, services)
        service = service_of_superior(unit, service, above) or service
        service = service_of_militia(unit, service, militias[i]) or service
        service = airborne_service(unit, service, countries[i]) or service
        done.append(
            MilitaryUnit(
                id=handle(unit.start),
                start=unit.start,
                end=unit.end,
                text=unit.text,
                label=unit.label,
                sentence=unit.sentence,
                designator=unit.designator,
                name=unit.name,
                branch=unit.branch,
                echelon=unit.echelon,
                service=service,
                country=countries[i],
                parent=unit.parent or _linked(units, links, i),
                canonical=forms[i],
                cluster=handle(units[groups[i]].start),
                sidc=sidc(unit.branch, unit.echelon, service),
            )
        )
    return done


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
    lent = above is not None and above.service in _HANDED_DOWN and service in (None, "army")
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


def _linked(units: list[Candidate], links: dict[int, int], i: int, depth: int = 0) -> Parent | None:
    above = links.get(i)
    if above is None or depth > 5:
        return None
    unit = units[above]
    return Parent(
        ref=handle(unit.start),
        text=unit.text,
        designator=unit.designator,
        name=unit.name,
        branch=unit.branch,
        echelon=unit.echelon,
        parent=unit.parent or _linked(units, links, above, depth + 1),
    )
