"""What only the whole document says about its units: which candidates stay, aliases, parents, clusters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.units.document.aliases import with_aliases
from sitrex.annotate.units.document.clusters import clusters, share_superiors, written_forms
from sitrex.annotate.units.document.countries import assign_countries
from sitrex.annotate.units.document.pairs import NEAREST, agree
from sitrex.annotate.units.document.said import nation_before
from sitrex.annotate.units.document.superiors import superiors
from sitrex.annotate.units.fields import Candidate
from sitrex.normalise.symbols import sidc
from sitrex.record.model import MilitaryUnit, Parent, changed, handle

_WAR: Final = re.compile(
    r"\b(?:army|military|troops|soldiers|infantry|artillery|battalions?|brigades?|regiments?|offensive|insurgents|airstrikes?|"
    r"gunfire|casualties|battlefield|shelling|militants?|warships?|trenches|garrison|squadrons?|commanded|regimental)\b"
)
_FORCES: Final = {"soviet": "Soviet", "italian": "Italian"}
"""Evidence that a mention needs -> the word of the text that is it."""
_WAR_WORDS: Final = 3
_WAR_TIMES: Final = 5
_UNIT_NOUN: Final = r"(battalion|regiment|brigade|division|corps|squadron|battery|company)"
_THE_UNIT: Final = re.compile(rf"\b(?:the|this|its)\s+{_UNIT_NOUN}\b", re.IGNORECASE)
_IS_A: Final = re.compile(
    rf"(?:\s*\([^()\n]{{1,60}}\))?(?:\s+(?:was|is)\s+(?:an?|the)|\s*\((?:an?|the))\s+(?:[\w-]+\s+){{0,4}}?{_UNIT_NOUN}\b",
    re.IGNORECASE,
)
_TOLD_TIMES: Final = 2
_TOLD_SHARE: Final = 0.6
_CAPTION: Final = 120
_FILE: Final = re.compile(r"[^\n|:]{0,60}?\.(?:svg|png|jpe?g|gif)\b", re.IGNORECASE)
_OF_REGIMENT: Final = frozenset(("company", "battery", "troop", "squadron", "platoon", "battalion"))
_OF_ANY_SERVICE: Final = frozenset(("task_force", "task_group", "group"))
_HANDED_DOWN: Final = frozenset(("marines", "national_guard", "irregular", "navy", "air_force"))
"""Services that a superior shares with what is under it."""
_AIRBORNE_SERVICE: Final = frozenset(("RU", "UA", "SUHH"))


def resolve_units(mentions: list[MilitaryUnit], context: Context) -> list[MilitaryUnit]:
    """Keep what the document justifies and fill in every field that looks across mentions."""
    kept = _justified(mentions, context.text)
    kept = with_aliases(kept, context.text)
    kept = _recover_heads(_told_heads(kept, context.text))
    links = superiors(kept, context.text)
    groups = clusters(kept, links, context.text)
    kept = _inherit(kept, links, groups)
    share_superiors(kept, links, groups, context.text)
    countries, militias = assign_countries(kept, links, groups, context)
    forms = written_forms(kept, groups, context.text)
    return _finish(kept, links, groups, forms, countries, militias)


# -- candidates --------------------------------------------------------------------------------------------------------


def _justified(mentions: list[MilitaryUnit], text: str) -> list[Candidate]:
    candidates = [_candidate(m) for m in mentions]
    sure = any(not c.evidence for c in candidates)
    war: bool | None = None
    kept: list[Candidate] = []
    numbers: set[str | None] = set()
    silent = {need for need, people in _FORCES.items() if people not in text}
    for mention in candidates:
        need = mention.evidence
        if _in_image(mention, text):
            continue
        if need == "ordinal":
            if mention.designator not in numbers:
                continue
        elif need:
            if war is None:
                war = sure or _about_war(text)
            if need in silent:
                continue
            if not war and nation_before(mention, text) is None:
                continue
        kept.append(mention)
        if mention.designator and need != "ordinal" and (mention.echelon or mention.branch or mention.name):
            numbers.add(mention.designator)
        numbers.update(above.designator for above in _inside(mention))
    return kept


def _inside(unit: Candidate) -> Iterator[Candidate]:
    """The superiors inside the unit's span that have a number, as if they were mentions."""
    above = unit.parent
    while above is not None:
        if above.designator is not None:
            yield changed(
                unit,
                designator=above.designator,
                name=above.name,
                branch=above.branch,
                echelon=above.echelon,
                parent=above.parent,
                evidence="",
            )
        above = above.parent


def _in_image(mention: Candidate, text: str) -> bool:
    """Whether the mention lies in the file name or caption mark-up of an image."""
    reach = max(mention.start - _CAPTION, 0)
    line = text[max(text.rfind("\n", reach, mention.start), reach) : mention.start]
    if _FILE.match(text, mention.end):
        return True
    name = line.rfind("File:")
    return (name >= 0 and "|" not in line[name:]) or ("![" in line and "]" not in line[line.rfind("![") :])


def _candidate(mention: MilitaryUnit) -> Candidate:
    if isinstance(mention, Candidate):
        return mention
    return Candidate(**{name: getattr(mention, name) for name in MilitaryUnit.__dataclass_fields__})


def _about_war(text: str) -> bool:
    words = set()
    for times, found in enumerate(_WAR.finditer(text), start=1):
        words.add(found.group())
        if len(words) >= _WAR_WORDS or times >= _WAR_TIMES:
            return True
    return False


def _told_heads(units: list[Candidate], text: str) -> list[Candidate]:
    """Give units without a head the echelon that the text calls them by: ``was a regiment``, or ``the division``."""
    bare = Counter(unit.designator for unit in units if _bare(unit))
    if not bare:
        return units
    told: dict[str | None, str] = {}
    for unit in units:
        found = _IS_A.match(text, unit.end) if _bare(unit) else None
        if found is not None:
            told.setdefault(unit.designator, found[1].lower())
    nouns = Counter(found[1].lower() for found in _THE_UNIT.finditer(text))
    noun, times = nouns.most_common(1)[0] if nouns else ("", 0)
    if times >= _TOLD_TIMES and times >= _TOLD_SHARE * nouns.total():
        # the number that the text names most, if it names no unit of that size as often
        full = Counter(unit.designator for unit in units if unit.echelon == noun)
        number, most = bare.most_common(1)[0]
        if most >= max(full.values(), default=0) and (number not in full or full[number] == 0):
            told.setdefault(number, noun)
    return [
        changed(unit, echelon=told[unit.designator]) if unit.designator in told and _bare(unit) else unit
        for unit in units
    ]


def _bare(unit: Candidate) -> bool:
    """Whether it has a number but no head: the 81st Guards, the 143rd New York Infantry."""
    number = unit.designator is not None and unit.designator.isdigit()
    return number and unit.elliptic and unit.echelon is None and unit.parent is None and unit.service != "air_force"


def _recover_heads(units: list[Candidate]) -> list[Candidate]:
    """Give elliptic forms the echelon, and bare ordinals every field, of the full form."""
    full: dict[str, list[Candidate]] = {}
    for unit in units:
        if unit.designator and unit.evidence != "ordinal" and (unit.echelon or unit.branch or unit.name):
            full.setdefault(unit.designator, []).append(unit)
        for above in _inside(unit):
            full.setdefault(above.designator or "", []).append(above)
    return [_recovered(unit, full.get(unit.designator or "", [])) for unit in units]


def _recovered(unit: Candidate, full: list[Candidate]) -> Candidate:
    before = bisect_left(full, unit.start, key=lambda f: f.start)
    if unit.evidence == "ordinal" and before:
        source = full[before - 1]
        return changed(
            unit,
            name=source.name,
            branch=source.branch,
            echelon=source.echelon,
            service=source.service,
            nation=source.nation,
            typical=source.typical,
            hint=source.hint,
        )
    if unit.elliptic and unit.echelon is None and unit.parent is None:
        near = full[max(0, before - NEAREST) : before + NEAREST]
        fits = [f for f in near if f.echelon and agree(unit.branch, f.branch) and unit.name in (None, f.name)]
        closest = [f for f in fits if f.branch == unit.branch] or fits
        if closest:
            source = ([f for f in closest if f.start < unit.start] or closest)[-1]
            return changed(unit, echelon=source.echelon)
    return unit


def _inherit(units: list[Candidate], links: dict[int, int], groups: list[int]) -> list[Candidate]:
    """Branch from another mention of the same unit, else from the regiment that a company or battalion is of."""
    told: dict[int, str] = {}
    for group, unit in zip(groups, units, strict=True):
        if unit.branch:
            told.setdefault(group, unit.branch)
    result: list[Candidate] = []
    for i, unit in enumerate(units):
        branch = unit.branch or told.get(groups[i])
        if branch is None and i in links and unit.echelon in _OF_REGIMENT:
            above = units[links[i]]
            branch = above.branch if above.echelon in ("regiment", "battalion", None) else None
        result.append(unit if branch == unit.branch else changed(unit, branch=branch))
    return result


# -- the record's mentions ---------------------------------------------------------------------------------------------


def _finish(
    units: list[Candidate],
    links: dict[int, int],
    groups: list[int],
    forms: list[str],
    countries: list[str | None],
    militias: list[bool],
) -> list[MilitaryUnit]:
    done: list[MilitaryUnit] = []
    services = Counter(unit.service for unit in units if unit.service not in (None, "joint", "irregular"))
    for i, unit in enumerate(units):
        service = unit.service
        if service is None and unit.echelon in _OF_ANY_SERVICE and services:
            # a task force is of the service that the document's units are of
            service = services.most_common(1)[0][0]
        if service in (None, "army") and i in links and units[links[i]].service in _HANDED_DOWN:
            service = units[links[i]].service
        if militias[i] and service == "army":
            service = "irregular"
        if unit.branch in ("airborne", "air_assault") and countries[i] in _AIRBORNE_SERVICE and service == "army":
            service = "airborne"
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
