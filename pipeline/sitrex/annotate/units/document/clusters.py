"""Which mentions are of one unit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from sitrex.annotate.units.document.armies import other_army, told_armies
from sitrex.annotate.units.document.full_forms import only_number_alike
from sitrex.annotate.units.document.pairs import NEAREST, agree, formerly, of_size
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import RANK
from sitrex.annotate.units.rules import told
from sitrex.annotate.units.words import unit_words
from sitrex.record.model import Parent

_COMMON: Final = unit_words("common_in_names")
"""Words that names of different regiments share."""
_LARGE: Final = ("corps", "army")
OPENED: Final = re.compile(r"(?:['’]s)?\s*[(\[]\s*(?:the\s+)?([“\"]?)")
_SS: Final = re.compile(r"\bSS\b")
_ROMANCE: Final = re.compile(r"\d+(?:er|ère|ere|e|ème|eme|re|[ºª°])(?!\w)")
_ENGLISH: Final = re.compile(r"(?:\d+(?:st|nd|rd|th|d)|[IVXL]+)\b")
_ABBREVIATION: Final = re.compile(r"[A-Z][A-Z0-9]+(?:[-–][A-Z0-9]+)*")


def clusters(units: list[Candidate], links: dict[int, int], text: str) -> list[int]:
    """For each unit the index of its cluster's first mention."""
    groups: list[int] = []
    heads: dict[str, list[int]] = {}
    sources: dict[int | None, int] = {}
    branch: dict[int, str | None] = {}
    told_at = told_armies(units, links, text)
    army: dict[int, str | None] = {}
    for i, unit in enumerate(units):
        sources[unit.start] = i
        if unit.alias_of is not None:
            source = sources.get(unit.alias_of)
            groups.append(i if source is None else groups[source])
            continue
        fits = (
            j
            for j in heads.get(_key(unit), [])[: -NEAREST - 1 : -1]
            if not other_branch(unit, branch.get(groups[j]))
            and not other_army(unit, told_at[i], army.get(groups[j]))
            and _same_unit(units[j], unit)
            and not _other_superior(units, links, j, i)
        )
        same = _likeliest(units, unit, fits)
        home = i if same is None else groups[same]
        if home == i and i and other_name(unit, units[i - 1], text):
            home = groups[i - 1]
        groups.append(home)
        branch[home] = branch.get(home) or unit.branch
        army[home] = army.get(home) or told_at[i]
        heads.setdefault(_key(unit), []).append(i)
    return groups


def _key(unit: Candidate) -> str:
    """What two mentions of one unit have alike: the number, else the name."""
    return unit.designator or (unit.name or "").lower()


def _likeliest(units: list[Candidate], unit: Candidate, fits: Iterable[int]) -> int | None:
    """The last mention that fits, one with the same nation in its words before any other."""
    last: int | None = None
    for j in fits:
        if units[j].nation == unit.nation:
            return j
        last = j if last is None else last
    return last


def _called(unit: Candidate) -> str | None:
    """Its name, or that of the regiment in its span that it is a numbered part of."""
    above = unit.parent
    return unit.name or (above.name if above is not None and above.designator is None else None)


def _same_unit(a: Candidate, b: Candidate) -> bool:
    """Whether two mentions with the same number or name may be of one unit."""
    if a.designator is None and a.name is None:
        return a.text == b.text
    return not any(
        veto(b, a)
        for veto in (
            another_headless,
            other_echelon,
            other_name_told,
            other_arm,
            other_force,
            other_language,
            letters_and_arm,
        )
    )


@told.veto(
    "units.cluster.branch",
    reads=(
        "The 5th Tank Brigade held. The [[5th Brigade]] left. The 5th Infantry Brigade came. The 5th Brigade left.",
    ),
    leaves=("The 5th Tank Brigade held. The 5th Brigade left.",),
    source="a number is told apart by its arm",
)
def other_branch(unit: Candidate, branch: str | None) -> bool:
    """Another branch than the unit's other mentions."""
    return not agree(branch, unit.branch)


@told.veto(
    "units.cluster.headless",
    reads=("The Eighth Army held. The [[8th Bersaglieri]] left.", "The 2nd Division held. The [[2nd Artillery]] left."),
    leaves=("The Eighth Army held. The 8th Army left.",),
    source="a regiment's number and name or arm",
)
def another_headless(unit: Candidate, other: Candidate) -> bool:
    """The 8th Bersaglieri are not the Eighth Army."""
    pairs = ((unit, other), (other, unit))
    return any(
        _headless(short)
        and not _headless(full)
        and ((short.name is not None and full.name is None) or only_number_alike(short, full))
        for short, full in pairs
    )


@told.veto(
    "units.cluster.echelon",
    reads=("The 5th Brigade held. The [[5th Division]] left.",),
    leaves=("The 5th Brigade held. The 5th Brigade left.",),
    source="a number is told apart by its echelon",
)
def other_echelon(unit: Candidate, other: Candidate) -> bool:
    """Another echelon, where both have one."""
    return unit.echelon != other.echelon and not _headless(unit) and not _headless(other)


@told.veto(
    "units.cluster.name",
    reads=("The 5th Falcon Brigade held. The [[5th Eagle Brigade]] left.",),
    leaves=("The 5th Falcon Brigade held. The 5th Brigade left.",),
    source="a number is told apart by its name",
)
def other_name_told(unit: Candidate, other: Candidate) -> bool:
    """Names that share no word but common ones."""
    a, b = _called(other), _called(unit)
    if agree(a, b):
        return False
    mine, others = ({*str(name).lower().split()} for name in (a, b))
    return (mine & others) <= _COMMON


@told.veto(
    "units.cluster.large-arm",
    reads=("I Corps held. The [[I Panzer Corps]] left.", "The 1st Army held. The [[1st Guards Army]] left."),
    leaves=("The 47th Brigade held. The [[47th Tank Brigade]] left.",),
    source="corps and armies of one number stand side by side, told apart by arm and honour",
)
def other_arm(unit: Candidate, other: Candidate) -> bool:
    """A corps or army with an arm or honour is another than the one without."""
    if unit.echelon not in _LARGE or unit.echelon != other.echelon or unit.elliptic or other.elliptic:
        return False
    return (unit.branch is None) != (other.branch is None) or (unit.name is None) != (other.name is None)


@told.veto(
    "units.cluster.force",
    reads=("The 2nd SS Panzer Division held. The [[2nd Panzer Division]] left.",),
    leaves=("The 2nd SS Panzer Division held. The [[2nd Division]] left.",),
    source="the Waffen-SS numbered its divisions anew",
)
def other_force(unit: Candidate, other: Candidate) -> bool:
    """One of the SS is none of the army's with an arm."""
    pairs = ((unit, other), (other, unit))
    return any(_SS.search(a.text) is not None and _SS.search(b.text) is None and b.branch is not None for a, b in pairs)


@told.veto(
    "units.cluster.language",
    reads=("The British I Corps held. The [[1er Corps d'Armée]] left.",),
    leaves=("The 3e Zouaves held. Then the [[3e]] attacked.",),
    source="French and Spanish ordinals in figures",
)
def other_language(unit: Candidate, other: Candidate) -> bool:
    """A number with a French or Spanish ending is of another army than one with an English ending or in Roman figures."""
    pairs = ((unit.text, other.text), (other.text, unit.text))
    return any(_ROMANCE.match(a) is not None and _ENGLISH.match(b) is not None for a, b in pairs)


@told.veto(
    "units.cluster.letters",
    reads=(
        "The army's 2 SG left. Then [[2 PARA]] of the army left.",
        "The army's 3 PARA left. Then [[3 Cdo Bde]] left.",
        "The army's 1 RUR left. Then the [[1st Tank Battalion]] of the army left.",
    ),
    leaves=("The army's 2 SG left. Then 2 SG of the army came.",),
    source="British short forms: what stands behind the number is the regiment",
)
def letters_and_arm(unit: Candidate, other: Candidate) -> bool:
    """A battalion of a regiment by its letters is none of another arm that has no name."""
    pairs = ((unit, other), (other, unit))
    return any(_lettered(a) and _arm_alone(b) for a, b in pairs) or not all(of_size(a, b) for a, b in pairs)


def _lettered(unit: Candidate) -> bool:
    return unit.name is not None and unit.name.isupper() and unit.text.endswith(unit.name)


def _arm_alone(unit: Candidate) -> bool:
    return unit.branch is not None and unit.name is None


@told.rule(
    "units.cluster.bracket",
    reads=(
        'The 5th Tank Brigade ("[[Falcon Brigade]]") held.',
        'The 36th Infantry Division (the "[[Falcon Division]]") held.',
        "The Falcon Division ([[250th Infantry Division]]) held.",
    ),
    leaves=("The 7th Brigade ([[Falcon Division]]) held.",),
    source="other names in brackets",
    nothing=False,
)
def other_name(unit: Candidate, before: Candidate, text: str) -> bool:
    """The mention behind a unit is its abbreviation or quoted name in brackets."""
    opened = OPENED.fullmatch(text, before.end, unit.start)
    if opened is None or unit.parent is not None:
        return False
    if unit.designator is not None:
        # a number in brackets behind a name alone
        return (
            before.designator is None
            and before.echelon == unit.echelon is not None
            and text[unit.end : unit.end + 1] == ")"
        )
    return bool(opened[1]) or (before.echelon == unit.echelon and _ABBREVIATION.fullmatch(unit.text) is not None)


def _headless(unit: Candidate) -> bool:
    return unit.elliptic and unit.echelon is None


def _other_superior(units: list[Candidate], links: dict[int, int], a: int, b: int) -> bool:
    first, second = _superior(units, links, a), _superior(units, links, b)
    return first is not None and second is not None and other_superior(units[b], units[a], first, second)


@told.veto(
    "units.cluster.superior",
    reads=("The 2nd Battalion, 5th Marines held. The [[2nd Battalion, 7th Marines]] left.",),
    leaves=("The 2nd Battalion, 5th Marines held. The 2nd Battalion left.",),
    source="companies and battalions are numbered within their regiment",
)
def other_superior(unit: Candidate, other: Candidate, first: Candidate | Parent, second: Candidate | Parent) -> bool:
    """Another superior of the same size; a division is in a corps and in an army, a company in one battalion only."""
    if RANK.get(other.echelon or "", 0) >= RANK["brigade"] and first.echelon != second.echelon:
        return False
    return (first.designator or first.name) != (second.designator or second.name)


def _superior(units: list[Candidate], links: dict[int, int], i: int) -> Candidate | Parent | None:
    above = links.get(i)
    return units[i].parent or (None if above is None else units[above])


def share_superiors(units: list[Candidate], links: dict[int, int], groups: list[int], text: str) -> None:
    """Later mentions of a unit have the superior that the last one said, by its nearest mention."""
    said: dict[int, int] = {}
    places: dict[int, list[int]] = {}
    for i, group in enumerate(groups):
        places.setdefault(group, []).append(units[i].start)
    at = {unit.start: i for i, unit in enumerate(units)}
    for i, group in enumerate(groups):
        if i in links:
            if not formerly(units[i], text):
                said[group] = groups[links[i]]
        elif group in said and said[group] != group and units[i].parent is None:
            links[i] = at[_nearest(places[said[group]], units[i].start)]


def _nearest(places: list[int], place: int) -> int:
    """The one of some offsets in order that is nearest to another, the first of two."""
    at = bisect_left(places, place)
    return min(places[max(0, at - 1) : at + 1], key=lambda other: abs(other - place))
