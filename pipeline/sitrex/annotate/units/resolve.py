"""What only the whole document says about its units: which candidates stay, aliases, parents, clusters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.units.aliases import with_aliases
from sitrex.annotate.units.countries import assign_countries, nation_before
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import RANK
from sitrex.normalise.symbols import sidc
from sitrex.record.model import MilitaryUnit, Parent, handle

_WAR: Final = re.compile(
    r"\b(?:army|military|troops|soldiers|infantry|artillery|battalions?|brigades?|regiments?|offensive|insurgents|airstrikes?|"
    r"gunfire|casualties|battlefield|shelling|militants?|warships?|trenches|garrison|squadrons?|commanded|regimental)\b"
)
_WAR_WORDS: Final = 3
_WAR_TIMES: Final = 5
_OF: Final = re.compile(
    r"\s*,?\s+(?:of|from|in|under|within|belonging to|attached to|part of)(?:\s+(?:the|its|their))?\s+"
)
_POSSESSIVE: Final = re.compile(r"['’]s?\s+|,?\s+whose\s+", re.IGNORECASE)
_ITS: Final = re.compile(r"\bits\s+(?:own\s+)?$")
_ITS_REACH: Final = 250
_LIST: Final = re.compile(r"\s*(?:,|,?\s(?:and|or|&)|/|–|-|\sto)\s*(?:the\s+)?")
_BRACKET: Final = re.compile(r",?\s*[(\[]\s*(?:of\s+)?(?:the\s+)?")
_CAPTION: Final = 120
_FILE: Final = re.compile(r"[^\n|:]{0,60}?\.(?:svg|png|jpe?g|gif)\b", re.IGNORECASE)
_NEAREST: Final = 40
"""Mentions of one number that are compared, so that time grows with the text."""
_OF_REGIMENT: Final = frozenset(("company", "battery", "troop", "squadron", "platoon", "battalion"))
_OF_ANY_SERVICE: Final = frozenset(("task_force", "task_group", "group", "detachment"))
_HANDED_DOWN: Final = frozenset(("marines", "national_guard", "irregular", "navy", "air_force"))
"""Services that a superior shares with what is under it."""
_AIRBORNE_SERVICE: Final = frozenset(("RU", "UA", "SUHH"))


def resolve_units(mentions: list[MilitaryUnit], context: Context) -> list[MilitaryUnit]:
    """Keep what the document justifies and fill in every field that looks across mentions."""
    kept = _justified(mentions, context.text)
    kept = with_aliases(kept, context.text)
    kept = _recover_heads(kept)
    links = _superiors(kept, context.text)
    groups = _clusters(kept, links)
    kept = _inherit(kept, links, groups)
    _share_superiors(kept, links, groups)
    countries, militias = assign_countries(kept, links, groups, context)
    return _finish(kept, links, groups, countries, militias)


# -- candidates --------------------------------------------------------------------------------------------------------


def _justified(mentions: list[MilitaryUnit], text: str) -> list[Candidate]:
    candidates = [_candidate(m) for m in mentions]
    sure = any(not c.evidence for c in candidates)
    war: bool | None = None
    kept: list[Candidate] = []
    numbers: dict[str, list[Candidate]] = {}
    forces = {"soviet": "Soviet", "italian": "Italian"}
    for mention in candidates:
        need = mention.evidence
        if _in_image(mention, text):
            continue
        if need == "ordinal":
            if not numbers.get(mention.designator or ""):
                continue
        elif need:
            if war is None:
                war = sure or _about_war(text)
            if need in forces and forces[need] not in text:
                continue
            if not war and nation_before(mention, text) is None:
                continue
        kept.append(mention)
        if mention.designator and need != "ordinal" and (mention.echelon or mention.branch or mention.name):
            numbers.setdefault(mention.designator, []).append(mention)
        for above in _inside(mention):
            numbers.setdefault(above.designator or "", []).append(above)
    return kept


def _inside(unit: Candidate) -> Iterator[Candidate]:
    """The superiors inside the unit's span that have a number, as if they were mentions."""
    above = unit.parent
    while above is not None:
        if above.designator is not None:
            yield replace(
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
        return replace(
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
        near = full[max(0, before - _NEAREST) : before + _NEAREST]
        fits = [f for f in near if f.echelon and _agree(unit.branch, f.branch) and unit.name in (None, f.name)]
        closest = [f for f in fits if f.branch == unit.branch] or fits
        if closest:
            source = ([f for f in closest if f.start < unit.start] or closest)[-1]
            return replace(unit, echelon=source.echelon)
    return unit


def _agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


# -- superiors ---------------------------------------------------------------------------------------------------------


def _superiors(units: list[Candidate], text: str) -> dict[int, int]:
    """Index of the superior's mention by index of the unit: X of the Y, Y's X, X (Y), and lists of these."""
    links: dict[int, int] = {}
    for i in range(len(units) - 1):
        here, after = units[i], units[i + 1]
        gap = text[here.end : after.start]
        if not gap or len(gap) > 60 or here.evidence == "bracket" or after.evidence == "bracket":
            continue
        if _larger(after, here) and here.parent is None and (_gap_of(gap) or _BRACKET.fullmatch(gap)):
            links[i] = i + 1
        elif _larger(here, after) and after.parent is None and _POSSESSIVE.fullmatch(gap):
            links[i + 1] = i
    for i, unit in enumerate(units):
        # the 5th Division attacked with its 12th Regiment: the nearest larger unit before
        if i not in links and unit.parent is None and _ITS.search(text, max(0, unit.start - 10), unit.start):
            for j in range(i - 1, -1, -1):
                if units[j].start < unit.start - _ITS_REACH:
                    break
                if _larger(units[j], unit):
                    links[i] = j
                    break
    for i in range(len(units) - 2, -1, -1):
        # 1st, 2nd and 3rd Battalions of the 18th Regiment: every member has the last one's superior
        if i in links or i + 1 not in links or links[i + 1] <= i:
            continue
        here, after = units[i], units[i + 1]
        shared = here.echelon == after.echelon and here.parent is None
        if shared and _LIST.fullmatch(text[here.end : after.start]):
            links[i] = links[i + 1]
    return links


def _gap_of(gap: str) -> bool:
    found = _OF.match(gap)
    if found is None:
        return False
    rest = gap[found.end() :]
    words = rest.split()
    return len(words) <= 4 and all(w[0].isupper() or w in ("’s", "'s", "and") for w in words)


def _larger(above: Candidate, below: Candidate) -> bool:
    return RANK.get(above.echelon or "", 7) > RANK.get(below.echelon or "", 6)


# -- clusters ----------------------------------------------------------------------------------------------------------


def _clusters(units: list[Candidate], links: dict[int, int]) -> list[int]:
    """For each unit the index of its cluster's first mention."""
    groups: list[int] = []
    heads: dict[str, list[int]] = {}
    sources: dict[int | None, int] = {}
    for i, unit in enumerate(units):
        sources[unit.start] = i
        if unit.alias_of is not None:
            source = sources.get(unit.alias_of)
            groups.append(i if source is None else groups[source])
            continue
        key = unit.designator or (unit.name or "").lower()
        home = i
        for j in heads.get(key, [])[: -_NEAREST - 1 : -1]:
            if _same_unit(units[j], unit) and _same_superior(units, links, j, i):
                home = groups[j]
                break
        groups.append(home)
        heads.setdefault(key, []).append(i)
    return groups


def _same_unit(a: Candidate, b: Candidate) -> bool:
    same_name = _agree(a.name, b.name) or not {*str(a.name).split()}.isdisjoint(str(b.name).split())
    if a.designator is None and a.name is None:
        return a.text == b.text
    for short, full in ((a, b), (b, a)):
        # the 8th Bersaglieri are not the Eighth Army
        if _headless(short) and not _headless(full) and short.name is not None and full.name is None:
            return False
    same_echelon = a.echelon == b.echelon or _headless(a) or _headless(b)
    return same_echelon and _agree(a.branch, b.branch) and same_name and _agree(a.nation, b.nation)


def _headless(unit: Candidate) -> bool:
    return unit.elliptic and unit.echelon is None


def _same_superior(units: list[Candidate], links: dict[int, int], a: int, b: int) -> bool:
    first, second = _superior_key(units, links, a), _superior_key(units, links, b)
    return first is None or second is None or first == second


def _superior_key(units: list[Candidate], links: dict[int, int], i: int) -> str | None:
    inside = units[i].parent
    if inside is not None:
        return inside.designator or inside.name
    above = links.get(i)
    return None if above is None else units[above].designator or units[above].name


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
        result.append(unit if branch == unit.branch else replace(unit, branch=branch))
    return result


def _share_superiors(units: list[Candidate], links: dict[int, int], groups: list[int]) -> None:
    """Further mentions of a unit have the superior that one of them has."""
    told: dict[int, int] = {}
    for i in sorted(links):
        told.setdefault(groups[i], links[i])
    for i, group in enumerate(groups):
        above = told.get(group)
        if i not in links and above is not None and units[i].parent is None and groups[above] != group:
            links[i] = above


# -- the record's mentions ---------------------------------------------------------------------------------------------


def _finish(
    units: list[Candidate], links: dict[int, int], groups: list[int], countries: list[str | None], militias: list[bool]
) -> list[MilitaryUnit]:
    longest: dict[int, str] = {}
    for i, unit in enumerate(units):
        words = " ".join(unit.text.split())
        if len(words) > len(longest.get(groups[i], "")):
            longest[groups[i]] = words
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
                canonical=longest[groups[i]],
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
