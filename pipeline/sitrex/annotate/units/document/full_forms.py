"""What mentions of one unit tell one another: the head, the branch, every field of a number alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from sitrex.annotate.units.document.evidence import superiors_inside
from sitrex.annotate.units.document.pairs import NEAREST, agree, joined, of_several_arms, of_size
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import RANK
from sitrex.annotate.units.rules import told
from sitrex.annotate.units.words import BELOW_REGIMENT
from sitrex.record.model import changed

_UNIT_NOUN: Final = r"(battalion|regiment|brigade|division|corps|squadron|battery|company)"
_IS_A: Final = re.compile(
    rf"(?:\s*\([^()\n]{{1,60}}\))?(?:\s+(?:was|is)\s+(?:an?|the)|\s*\((?:an?|the))\s+(?:[\w-]+\s+){{0,4}}?{_UNIT_NOUN}\b",
    re.IGNORECASE,
)
_ARM_BEHIND: Final = re.compile(
    r"(?:\d+(?:st|nd|rd|th|d)|[A-Z][a-z]+(?:-[a-z]+)?)\s(?:[A-Z]\w+\s)?(?:Inf(?:antry|\.)?|Foot|Cav(?:alry|\.)?|(Marines))"
)
_MARINE_REGIMENTS: Final = 29
"""Regiments that the American marines ever had by number; a higher number of marines is another country's brigade."""
_NUMBER: Final = re.compile(r"\d+(?:st|nd|rd|th|d)")
_REGIMENTAL: Final = ("infantry", "light_infantry", "cavalry", "marine", "artillery", "engineer")
_MARINES: Final = re.compile(r"\sMarines$")


def told_heads(units: list[Candidate], text: str) -> list[Candidate]:
    """Give units without a head the echelon that the text calls one of their number by: ``was a regiment``."""
    said: dict[str | None, str] = {}
    for unit in units:
        noun = called(unit, text) if _bare(unit) else None
        if noun is not None:
            said.setdefault(unit.designator, noun)
    if not said:
        return units
    return [
        changed(unit, echelon=said[unit.designator]) if _bare(unit) and unit.designator in said else unit
        for unit in units
    ]


@told.rule(
    "units.echelon.called",
    reads=("The [[143rd New York Infantry]] was an old regiment. Soldiers of the army left.",),
    leaves=("The 143rd New York Infantry was an old friend. Soldiers of the army left.",),
    source="English predicates",
)
def called(unit: Candidate, text: str) -> str | None:
    """The 143rd New York Infantry was a regiment."""
    found = _IS_A.match(text, unit.end)
    return None if found is None else found[1].lower()


def _bare(unit: Candidate) -> bool:
    """Whether it has a number but no head: the 143rd New York Infantry."""
    number = unit.designator is not None and unit.designator.isdecimal()
    return number and unit.elliptic and unit.echelon is None and unit.parent is None and unit.service != "air_force"


def recover_heads(units: list[Candidate], text: str) -> list[Candidate]:
    """Give elliptic forms the echelon, and bare ordinals every field, of the full form."""
    full: dict[str, list[Candidate]] = {}
    for unit in units:
        if unit.designator and not unit.bare and (unit.echelon or unit.branch or unit.name):
            full.setdefault(unit.designator, []).append(unit)
        for above in superiors_inside(unit):
            full.setdefault(above.designator or "", []).append(above)
    named = _named(units)
    found = [_recovered(unit, full.get(unit.designator or "", []), named) for unit in units]
    for i in range(len(found) - 2, -1, -1):
        found[i] = regiment_in_list(found[i], found[i + 1], text) or found[i]
    return found


def _named(units: list[Candidate]) -> dict[str, Candidate]:
    """The first regiment or more of each name without a number: a squadron of Delta Force is not all of it."""
    named: dict[str, Candidate] = {}
    for unit in units:
        if unit.name and unit.designator is None and RANK.get(unit.echelon or "", 0) >= RANK["regiment"]:
            named.setdefault(_folded(unit.name), unit)
    return named


def _recovered(unit: Candidate, full: list[Candidate], named: dict[str, Candidate]) -> Candidate:
    if unit.designator is None and unit.echelon is None and (source := named.get(_folded(unit.text))):
        return fields_of_name(unit, source) or unit
    before = bisect_left(full, unit.start, key=lambda f: f.start)
    if unit.bare and before:
        return fields_of_number(unit, full[before - 1]) or unit
    if unit.elliptic and unit.echelon is None and unit.parent is None:
        near = full[max(0, before - NEAREST) : before + NEAREST]
        return echelon_of_number(unit, near) or regiment_of_arm(unit) or unit
    return unit


@told.rule(
    "units.full-form.ordinal",
    reads=("The 47th Tank Brigade held. Then the [[47th]] attacked.",),
    leaves=("The 47th Tank Brigade held. Then the 48th attacked.",),
    source="English style",
)
def fields_of_number(unit: Candidate, source: Candidate) -> Candidate | None:
    """Every field but the name, which is what the words say, of the designation with the same number last written in full."""
    return changed(
        unit,
        branch=source.branch,
        echelon=source.echelon,
        service=source.service,
        nation=source.nation,
        typical=source.typical,
        hint=source.hint,
    )


def _folded(name: str) -> str:
    return " ".join(name.lower().split())


@told.rule(
    "units.full-form.name",
    reads=("The Selous Scouts Regiment held. The [[Selous Scouts]] left.",),
    leaves=("A Delta Force Squadron held. Delta Force left.",),
    source="English style",
)
def fields_of_name(unit: Candidate, source: Candidate) -> Candidate | None:
    """Arm and echelon of the unit that has the name before its head."""
    return changed(unit, branch=unit.branch or source.branch, echelon=source.echelon)


@told.rule(
    "units.full-form.echelon",
    reads=("The 59th Motorized Brigade held. Then the [[59th Motorized]] attacked.",),
    leaves=("The 59th Motorized Brigade held. Then the 60th Motorized attacked.",),
    source="English style",
)
def echelon_of_number(unit: Candidate, near: list[Candidate]) -> Candidate | None:
    """The echelon of the nearest designation with the same number, and the same arm if there is one."""
    told = [f for f in near if f.echelon and of_size(unit, f) and not only_number_alike(unit, f)]
    fits = [f for f in told if agree(unit.branch, f.branch) and unit.name in (None, f.name)]
    closest = [f for f in fits if f.branch == unit.branch] or fits
    if not closest:
        return None
    source = ([f for f in closest if f.start < unit.start] or closest)[-1]
    return changed(unit, echelon=source.echelon)


@told.veto(
    "units.full-form.large",
    reads=(
        "The [[7th Cavalry]] held. The VII Corps left.",
        "The [[2nd Marines]] held. The 2nd Division left.",
        "The [[3rd Marines]] held. The 3rd Marine Division left.",
    ),
    leaves=(
        "The 4th Panzer Army held. Then the [[4th Panzer]] attacked.",
        "The 101st Division held. Then the [[101st Airborne]] attacked.",
        "The 59th Brigade held. Then the [[59th Motorized]] attacked.",
    ),
    source="foot, horse and guns number their regiments, armies their divisions and corps",
)
def only_number_alike(unit: Candidate, full: Candidate) -> bool:
    """A number and an arm of regiments are not short for a division or more that has not this arm; the Marines never are."""
    regimental = unit.branch in _REGIMENTAL and full.branch is None
    return (regimental or _MARINES.search(unit.text) is not None) and of_several_arms(full)


@told.rule(
    "units.echelon.arm",
    reads=(
        "Soldiers of the army held. The [[32nd Foot]] left.",
        "Soldiers of the army held. The [[Seventh Cavalry]] left.",
        "Soldiers of the army held. The [[6th Marines]] left.",
    ),
    leaves=(
        "Soldiers of the army held. The 20th Maine left.",
        "Soldiers of the army held. The 36th Marines left.",
    ),
    source="regiments of foot and horse by number and arm, in the nineteenth century and in American use",
)
def regiment_of_arm(unit: Candidate) -> Candidate | None:
    """A number and infantry, foot, cavalry or Marines alone."""
    return changed(unit, echelon="regiment") if number_and_arm(unit) else None


def number_and_arm(unit: Candidate) -> bool:
    """Whether a number and infantry, foot, cavalry or the Marines of a regiment are all of its words."""
    alone = unit.elliptic and unit.name is None and unit.branch in ("infantry", "cavalry", "marine")
    words = _ARM_BEHIND.fullmatch(unit.text) if alone else None
    if words is None:
        return False
    return words[1] is None or int(unit.designator or 0) <= _MARINE_REGIMENTS


@told.rule(
    "units.echelon.list",
    reads=("Soldiers of the army held. The [[9th]], [[23rd]] and 38th Infantry left.",),
    leaves=("Soldiers of the army held. The 9th, 23rd and 38th Infantry Divisions left.",),
    source="regiments of foot and horse by number and arm, in a list",
)
def regiment_in_list(unit: Candidate, after: Candidate, text: str) -> Candidate | None:
    """A number alone that shares the arm of a regiment behind it."""
    bare = unit.echelon is None and unit.branch is not None and _NUMBER.fullmatch(unit.text) is not None
    regiment = after.elliptic and after.echelon == "regiment" and after.branch == unit.branch
    return changed(unit, echelon="regiment") if bare and regiment and joined(unit, after, text) else None


def inherit_branches(units: list[Candidate], links: dict[int, int], groups: list[int]) -> list[Candidate]:
    """Branch from another mention of the same unit, else from the regiment that a company or battalion is of."""
    said: dict[int, str] = {}
    for group, unit in zip(groups, units, strict=True):
        if unit.branch:
            said.setdefault(group, unit.branch)
    result: list[Candidate] = []
    for i, unit in enumerate(units):
        branch = unit.branch or branch_of_mention(unit, said.get(groups[i]))
        if branch is None and i in links:
            branch = branch_of_regiment(unit, units[links[i]])
        result.append(unit if branch == unit.branch else changed(unit, branch=branch))
    return result


@told.rule(
    "units.branch.mention",
    reads=("The 47th Tank Brigade held. Then the [[47th Brigade]] attacked.",),
    leaves=("The 47th Tank Brigade held. Then the 48th Brigade attacked.",),
    source="mentions of one unit have one branch",
)
def branch_of_mention(unit: Candidate, branch: str | None) -> str | None:
    """The branch that another mention of the unit tells."""
    return branch


@told.rule(
    "units.branch.regiment",
    reads=("The [[2nd Battalion]] of the 47th Tank Regiment held.",),
    leaves=("The 2nd Battalion of the 47th Regiment held.",),
    source="companies and battalions are of their regiment's arm",
)
def branch_of_regiment(unit: Candidate, above: Candidate) -> str | None:
    """The branch of the regiment that a company or battalion is of."""
    below = unit.echelon in BELOW_REGIMENT and above.echelon in ("regiment", None)
    return above.branch if below else None
