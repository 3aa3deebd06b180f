"""What only the whole document says about its units: which candidates stay, aliases, parents, clusters."""

from __future__ import annotations

from collections import Counter

from sitrex.annotate.base import Context
from sitrex.annotate.units.document.aliases import with_aliases
from sitrex.annotate.units.document.canonical import written_forms
from sitrex.annotate.units.document.clusters import clusters, share_superiors
from sitrex.annotate.units.document.countries import assign_countries
from sitrex.annotate.units.document.evidence import justified
from sitrex.annotate.units.document.full_forms import inherit_branches, recover_heads, told_heads
from sitrex.annotate.units.document.in_the_field import by_battalions
from sitrex.annotate.units.document.services import (
    airborne_service,
    served,
    service_of_militia,
    service_of_others,
    service_of_superior,
    under_organisations,
    with_marines,
)
from sitrex.annotate.units.document.superiors import superiors
from sitrex.annotate.units.fields import Candidate
from sitrex.normalise.symbols import Symbols
from sitrex.record.model import MilitaryUnit, Parent, handle


def resolve_units(mentions: list[MilitaryUnit], context: Context, symbols: Symbols) -> list[MilitaryUnit]:
    """Keep what the document justifies and fill in every field that looks across mentions."""
    kept, links, groups = linked(mentions, context)
    countries, militias = assign_countries(kept, links, groups, context)
    forms = written_forms(kept, groups, context.text)
    services = served(kept, groups, context.text)
    kept = under_organisations(kept, links, groups, context.text)
    return _finish(kept, links, groups, forms, countries, militias, services, symbols)


def linked(mentions: list[MilitaryUnit], context: Context) -> tuple[list[Candidate], dict[int, int], list[int]]:
    """What the document justifies: the units, each one's superior by index, and for each the first mention of the same."""
    kept = justified(mentions, context.text)
    kept = with_aliases(kept, context.text)
    kept = recover_heads(told_heads(kept, context.text), context.text)
    links = superiors(kept, context.text)
    kept = with_marines(kept, links, context.text)
    groups = clusters(kept, links, context.text)
    kept = inherit_branches(by_battalions(kept), links, groups)
    share_superiors(kept, links, groups, context.text)
    return kept, links, groups


def _finish(
    units: list[Candidate],
    links: dict[int, int],
    groups: list[int],
    forms: list[str],
    countries: list[str | None],
    militias: list[bool],
    served_in: list[str | None],
    symbols: Symbols,
) -> list[MilitaryUnit]:
    """The record's mentions."""
    done: list[MilitaryUnit] = []
    services = Counter[str | None](name for name in served_in if name not in (None, "joint", "irregular"))
    for i, unit in enumerate(units):
        above = units[links[i]] if i in links else None
        service = served_in[i] or service_of_others(unit, services)
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
                sidc=symbols.code(unit.branch, unit.echelon, service, countries[i]),
            )
        )
    return done


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
