"""Chains of a unit and its superiors within one designation: L Company, 42 Commando; 2nd Battalion 5th Marines."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.designators import Designator, read_designator
from sitrex.annotate.units.enumerations import joint
from sitrex.annotate.units.fields import ELLIPTIC_RANK, HANDED_DOWN, Part
from sitrex.annotate.units.hulls import hull
from sitrex.annotate.units.known_names import known_name
from sitrex.annotate.units.name_first import read_run
from sitrex.annotate.units.no_superiors import Below, lettered, no_superior
from sitrex.annotate.units.numbered import read_body
from sitrex.annotate.units.rules import forms
from sitrex.annotate.units.suffixes import with_tail
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import BELOW_REGIMENT, MONTHS, OWNERS, VERBS, unit_words

_LONGEST_CHAIN: Final = 5
_BELOW_COMPANY: Final = unit_words("below_company")
_REGIMENTAL: Final = frozenset(
    ("infantry", "cavalry", "armor", "artillery", "engineer", "mechanized_infantry", "marine")
)
"""Arms whose regiments are called by number and arm."""
_LONG_FIGURE: Final = 3
_CLOSING: Final = frozenset((",", ".", ";", ")"))
_IN_COMPANY: Final = _BELOW_COMPANY | {"detachment"}
"""Echelons whose superior has a letter."""
_BY_ARM: Final = "arm"
"""Kind of a part that only its arm tells apart."""
_OF_BATTALIONS: Final = ("company", "battery", "troop")
_APART: Final = frozenset(("military_district", "grouping"))
"""Superiors that a comma before them tells from what is under them."""
_REINFORCED: Final = ("-", "+", "–", "−")


def with_chain(w: Window, part: Part, done: int) -> Part:
    """It and its superiors, written after it by comma or juxtaposition."""
    levels = [part]
    while part.superior is None and len(levels) <= _LONGEST_CHAIN:
        level = levels[-1]
        superior = _superior(w, level, level.end, done)
        if superior is None:
            break
        levels.append(elliptic_echelon(w, superior.start, superior, level) or superior)
    whole, end = levels[-1], levels[-1].end
    for level in reversed(levels[:-1]):
        whole = _below(level, whole)
    return whole._replace(end=end)


def list_with_chain(w: Window, parts: list[Part], done: int) -> list[Part]:
    """Members of a list and the superiors that are written after the last of them."""
    *others, last = parts
    whole = with_chain(w, last, done)
    if whole.superior is not last.superior:
        others = [other._replace(superior=whole.superior, branch=other.branch or whole.branch) for other in others]
    return [*others, whole]


@forms.rule(
    "units.chain.elliptic-echelon",
    reads=("The soldiers of [[Company E, 305th Infantry, 77th Infantry Division]] left.",),
    leaves=("The soldiers of the 305th Infantry Brigade, 77th Infantry Division left.",),
    source="American style: the 305th Infantry is a regiment, 1-26 Infantry a battalion of one",
)
def elliptic_echelon(w: Window, i: int, above: Part, level: Part) -> Part | None:
    """What has only a number and an arm is the regiment, or an engineer battalion, of the company or battalion below."""
    if above.echelon is not None or above.headed or above.designator is None or level.echelon not in BELOW_REGIMENT:
        return None
    if above.kind == "composite":
        designator = above.designator.replace("/", "-" if lettered(level) else "/")
        squadron = above.branch == "cavalry"
        return above._replace(echelon="squadron" if squadron else "battalion", designator=designator)
    if above.branch not in _REGIMENTAL:
        return None
    engineers = above.branch == "engineer" and level.echelon != "battalion"
    return above._replace(echelon="battalion" if engineers else "regiment")


def _below(level: Part, above: Part) -> Part:
    """A level of a chain with what its superior tells of it, which has what those above it tell."""
    handed = above.service if above.service in HANDED_DOWN else None
    if level.branch is None and above.branch is not None and level.size < ELLIPTIC_RANK >= above.size:
        level, handed = level._replace(branch=above.branch, rank=above.rank), above.service
    return level._replace(
        superior=above,
        evidence="",
        service=level.service or handed,
        nation=level.nation or above.nation,
        typical=level.typical or above.typical,
        hint=level.hint or above.hint,
    )


def _superior(w: Window, level: Part, end: int, done: int) -> Part | None:
    """The superior that follows at token ``end``."""
    end = strength(w, end) or end
    comma = end < w.size and w.words[end] == ","
    j = end + 1 if comma else end
    if (level.plural and not comma) or not _begins(w, j):
        return None
    below = Below(level, comma, done)
    article = comma and w.keys[j] == "the" and j + 1 < w.size
    found = superior_at(w, j + 1 if article else j, below)
    if found is not None and article:
        found = None if level.names or level.size >= ELLIPTIC_RANK else by_article(w, j, found)
    return None if found is None or no_superior(w, j, found, below) else found


def _begins(w: Window, i: int) -> bool:
    """Whether a superior may begin at token ``i``: with a capital, a figure or an article."""
    first = w.word(i)[0]
    return first.isupper() or first.isdecimal() or w.key(i) == "the"


@forms.rule(
    "units.chain.article",
    reads=("The soldiers of the [[2nd Battalion, The Royal Scots]] left.",),
    leaves=("The soldiers of the 2nd Battalion, the Royal Navy and the guards left.",),
    source="British regiments",
)
def by_article(w: Window, i: int, found: Part) -> Part | None:
    """An article before a regiment's name; a capital makes it a part of the name."""
    if found.designator or found.echelon not in (None, "regiment"):
        return None
    return found._replace(start=i) if w.words[i][0].isupper() else found


@forms.rule(
    "units.chain.strength",
    reads=("The soldiers of [[Co C (-), 1/69th Armor]] left.",),
    leaves=("The soldiers of Co C (left) met the army.",),
    source="American style: less detachments, reinforced",
    nothing=0,
)
def strength(w: Window, i: int) -> int:
    """End of the sign in brackets that a unit is not whole, or more than that; 0 if none is before a comma."""
    signed = w.words[i : i + 1] == ["("] and w.words[i + 2 : i + 4] == [")", ","] and w.words[i + 1] in _REINFORCED
    return i + 3 if signed else 0


def superior_at(w: Window, i: int, below: Below) -> Part | None:
    """The designation of whatever kind at token ``i`` that may be a superior."""
    marines = corps_of_marines(w, i, below)
    if marines is not None:
        return marines
    named = known_name(w, i)
    if named is not None:
        return above_by_name(w, i, named, below)
    figure = hull(w, i)
    if figure is not None:
        return above_by_hull(w, i, figure)
    number = read_designator(w.tokens, i)
    if number is not None and _goes_on(number, below):
        return above_by_number(w, i, number, below)
    if w.proper(i) and w.nation(i) is None and not w.titled(i):
        return above_by_words(w, i, below)
    return None


@forms.rule(
    "units.chain.known-name",
    reads=("The soldiers of the [[2nd Battalion, Black Watch]] left.",),
    leaves=("The soldiers of the 2nd Battalion, black watches in hand, left.",),
    source="named_units.tsv",
)
def above_by_name(w: Window, i: int, named: Part, below: Below) -> Part | None:
    """A superior that is known by name; a comma before a district or a grouping begins another unit, as behind a regiment."""
    regiments = named.echelon is None and below.level.echelon == "regiment"
    return None if named.kind == "never" or (below.comma and (named.echelon in _APART or regiments)) else named


@forms.rule(
    "units.chain.marines",
    reads=("The soldiers of the [[Plymouth Battalion Royal Marines]] left.",),
    leaves=("The soldiers of the Plymouth Battalion and some marines left.",),
    source="British style",
)
def corps_of_marines(w: Window, i: int, below: Below) -> Part | None:
    """The corps of marines behind its battalion."""
    if w.keys[i : i + 2] != ["royal", "marines"] or below.comma or below.level.echelon != "battalion":
        return None
    return Part(
        start=i,
        end=i + 2,
        names=tuple(w.words[i : i + 2]),
        branch="marine",
        rank=60,
        service="marines",
        nation="GB",
        kind="named",
    )


@forms.rule(
    "units.chain.hull",
    reads=("The pilots of [[Detachment 1, VMFA-121]] left.", "The soldiers of the [[3rd Platoon, CTF 151]] left."),
    leaves=("The pilots of Detachment 1, Kyiv, left.",),
    source="United States Navy and Marine Corps",
)
def above_by_hull(w: Window, i: int, figure: Part) -> Part | None:
    """A superior in hull style."""
    return figure


def _goes_on(number: Designator, below: Below) -> bool:
    """Whether the number may begin a superior rather than a new member of a list."""
    if number.kind == "letter":
        return below.comma and below.level.echelon in _BELOW_COMPANY
    small = below.lettered or below.level.echelon in BELOW_REGIMENT
    return number.kind != "cardinal" and (small or number.kind != "number" or not below.comma)


@forms.rule(
    "units.chain.number",
    reads=(
        "The soldiers of [[L Company, 42 Commando]] left.",
        "The soldiers of [[2nd Battalion 5th Marines]] left.",
        "The soldiers of [[1 Battery, 24 Brigade]] left.",
        "The soldiers of [[D Troop 323/103 HAA Bty]] left.",
    ),
    leaves=("The soldiers of L Company, 42 of them, left.",),
    source="American and British style",
)
def above_by_number(w: Window, i: int, number: Designator, below: Below) -> Part | None:
    """A superior by number."""
    body = read_body(w, number.end, number).part
    if body.end < 0:
        return (
            battalion_figures(w, i, number, below)
            or regiment_figure(w, i, number, below)
            or regiment_alone(w, i, number, below)
        )
    if body.plural or not (below.lettered or body.headed or not (body.evidence and below.comma)):
        return None
    return with_tail(w, body._replace(start=i))


@forms.rule(
    "units.chain.battalion-figures",
    reads=("The soldiers of [[B Company, 1-232]] left.", "The soldiers of [[D Co, 1/506]] left."),
    leaves=("The soldiers of [[B Company]], 5/6 May, left.", "The soldiers of [[B Company]] 5-6 strong left."),
    source="American style",
)
def battalion_figures(w: Window, i: int, number: Designator, below: Below) -> Part | None:
    """The figures of a battalion and its regiment behind a company."""
    if below.level.echelon not in _OF_BATTALIONS or number.kind != "composite" or w.key(number.end) in MONTHS:
        return None
    if not below.comma and _counts(w, number):
        return None
    return Part(start=i, end=number.end, designator=number.value, echelon="battalion", kind="composite")


def _counts(w: Window, number: Designator) -> bool:
    """Whether the figures may be from and to of what follows, as those of a regiment with three digits are not."""
    following = w.word(number.end)
    return len(w.words[number.end - 1]) < _LONG_FIGURE and following[0].islower() and following not in VERBS


@forms.rule(
    "units.chain.regiment-figure",
    reads=("The soldiers of the [[3d Bn 26 Inf]] left.", "The soldiers of [[Co L 16 Inf]] left."),
    leaves=("The soldiers of the [[3d Bn]], 26 Infantry men and 5 guns, left.",),
    source="American style of 1944: the regiment by number and arm behind its battalion or company",
)
def regiment_figure(w: Window, i: int, number: Designator, below: Below) -> Part | None:
    """The plain number and the arm of a regiment right behind what is under it."""
    arm = w.branch(number.end) if number.kind == "number" and number.end < w.size else None
    if arm is None or below.comma or below.level.echelon not in BELOW_REGIMENT or arm[1].branch not in _REGIMENTAL:
        return None
    if not arm[1].end or not w.words[number.end][0].isupper():
        return None
    return Part(start=i, end=arm[0], designator=number.value, kind="number").with_branch(arm[1])


@forms.rule(
    "units.chain.regiment-alone",
    reads=("The soldiers of the [[3d Battalion, 164th]], left.", "The soldiers of the [[1st Battalion, 88th]] left."),
    leaves=(
        "The soldiers of the [[3d Battalion]], 5th of May, left.",
        "The soldiers of the [[3d Battalion]], 4th and [[5th Battalions]] left.",
        "The soldiers of the [[3d Battalion]], 4th in line, left.",
    ),
    source="American style: a battalion and its regiment by number only",
)
def regiment_alone(w: Window, i: int, number: Designator, below: Below) -> Part | None:
    """The ordinal of a regiment alone behind its battalion and a comma, where the clause ends or goes on with what it does."""
    bare = number.kind == "ordinal" and w.words[i][0].isdecimal() and not w.words[i].isdecimal()
    if not bare or not below.comma or below.level.echelon != "battalion" or below.level.branch is not None:
        return None
    following, further = w.key(number.end), joint(w, number.end)
    listed = further is not None and read_designator(w.tokens, further) is not None
    if listed or not (following in _CLOSING or following in VERBS):
        return None
    return Part(start=i, end=number.end, designator=number.value, echelon="regiment", kind="ordinal")


@forms.rule(
    "units.chain.words",
    reads=(
        "The [[1st Bn East Falcon Regiment]] left.",
        "The sailors of [[Bravo Platoon, SEAL Team 5]] left.",
        "The soldiers of the [[2nd Platoon, Company C]] left.",
    ),
    leaves=("The soldiers of the [[2nd Battalion]], [[Task Force Falcon]] and others left.",),
    source="British regiments; teams of the United States Navy; American style",
)
def above_by_words(w: Window, i: int, below: Below) -> Part | None:
    """A superior by name: a regiment, or one with a number behind or an owner before it."""
    run = read_run(w, i)
    if run is None or not (run.designator or run.names):
        run = arm_above(w, i, below)
    if run is None:
        return None
    regiment = run.echelon in ("regiment", None) and run.rank >= 0
    named = bool(run.names) and (run.echelon == "regiment" or run.names[-1] in OWNERS)
    small = below.lettered or not below.comma or below.level.echelon in _IN_COMPANY
    return run if regiment or named or run.kind == _BY_ARM or (run.designator and small) else None


@forms.rule(
    "units.chain.arm",
    reads=(
        "The soldiers of the [[2nd Platoon, Signal Company, 5th Battalion]] left.",
        "The soldiers of the [[3rd Battalion, 2nd Brigade, Armored Division]] left.",
    ),
    leaves=("The soldiers of the [[2nd Platoon]], Signal Companies and others left.",),
    source="American style: what has no number in its superior",
)
def arm_above(w: Window, i: int, below: Below) -> Part | None:
    """The arm and the head of a superior that has no number, behind a comma."""
    arm = w.branch(i) if below.comma else None
    if arm is None or arm[1].end == "u" or not all(w.words[k][0].isupper() for k in range(i, arm[0])):
        return None
    head = w.head(arm[0]) if w.capitalised(arm[0]) else None
    if head is None or head[1].plural or head[1].strength == "lettered" or w.capital(head[0]):
        return None
    return Part(start=i, end=head[0], kind=_BY_ARM).with_branch(arm[1]).with_head(head[1], head[0])
