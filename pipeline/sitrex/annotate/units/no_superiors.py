"""Why what stands behind a designation is no superior of it: size, a list, brackets, figures of two battalions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sitrex.annotate.units.designators import read_designator
from sitrex.annotate.units.enumerations import joint
from sitrex.annotate.units.fields import ELLIPTIC_RANK, Part
from sitrex.annotate.units.lexicon import RANK
from sitrex.annotate.units.numbered import read_body
from sitrex.annotate.units.rules import vetoes
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import counted

_OUT_OF_ORDER: Final = (
    ("troop", "battery"),
    ("platoon", "team"),
    ("detachment", "team"),
    ("task_force", "division"),
)
"""What is under something that is elsewhere no larger: a battery's troop, a company team's or SEAL team's platoon, a brigade's task force."""


@dataclass(frozen=True, slots=True)
class Below:
    """The level that a superior is looked for, and how the two are joined."""

    level: Part
    comma: bool
    done: int
    """Where the last phrase ended: a comma there makes a list."""

    @property
    def lettered(self) -> bool:
        """Whether a letter tells it apart: behind it a plain number begins no new member of a list."""
        return lettered(self.level)


def lettered(level: Part) -> bool:
    """Whether a letter tells a level apart."""
    return level.designator is not None and level.designator.isalpha()


def no_superior(w: Window, i: int, found: Part, below: Below) -> bool:
    """Whether the designation at token ``i`` is no superior of the one before it."""
    reasons = (not_larger, in_a_list, in_brackets, two_figures)
    return any(veto(w, i, found, below) for veto in reasons) or headless(w, i, below)


@vetoes.veto(
    "units.chain.headless",
    reads=(
        "The soldiers of the [[59th Motorized, 10th Army]] left.",
        "The soldiers of [[42 Commando, 3rd Brigade]] left.",
    ),
    leaves=("The soldiers of the 59th Motorized Brigade, 10th Army left.",),
    source="what has no head has no size",
)
def headless(w: Window, i: int, below: Below) -> bool:
    """What has no echelon, and a commando, names its superior otherwise."""
    level = below.level
    return level.echelon == "commando" or (level.echelon is None and (below.comma or not level.headed))


@vetoes.veto(
    "units.chain.not-larger",
    reads=(
        "The soldiers of the [[5th Division, 7th Brigade]] left.",
        "The soldiers of [[SEAL Team 3, Delta Platoon]] left.",
    ),
    leaves=("The soldiers of the [[5th Special Forces Group, 1st Special Forces]] left.",),
    source="the size order of echelons; lineage of the United States Army: groups are of the regiment 1st Special Forces",
)
def not_larger(w: Window, i: int, found: Part, below: Below) -> bool:
    """A superior is larger."""
    own = below.level.size if below.level.echelon else ELLIPTIC_RANK - 1
    if (below.level.echelon, found.echelon) in _OUT_OF_ORDER or _of_lineage(below.level, found):
        return False
    if (found.echelon, below.level.echelon) in _OUT_OF_ORDER:
        return True
    above = found.size if found.echelon or found.kind != "named" else RANK["front"]
    return above <= own


def _of_lineage(level: Part, found: Part) -> bool:
    """Whether it is the regiment of special forces whose groups are as large as other regiments."""
    return found.echelon is None and found.branch == level.branch == "special_forces" and level.echelon == "group"


@vetoes.veto(
    "units.chain.in-a-list",
    reads=(
        "The soldiers of the [[5th Brigade, 7th Division]] and 9th Corps left.",
        "The soldiers of the [[5th Battalion, 7th Corps]] and 9th Division left.",
    ),
    leaves=(
        "The soldiers of the [[5th Brigade, 7th Division]] left.",
        "The soldiers of the [[5th Battalion, 7th Brigade]] and 6th Battalion left.",
    ),
    source="a comma between members of a list",
)
def in_a_list(w: Window, i: int, found: Part, below: Below) -> bool:
    """A comma between two large formations, or before a larger one yet, is a list's where more of them stand beside."""
    level = below.level
    if not below.comma:
        return False
    following = joint(w, found.end)
    further = None if following is None else read_designator(w.tokens, following)
    joined = further is not None and any(key in ("and", "or", "&") for key in w.keys[found.end : following])
    if (level.size if level.echelon else ELLIPTIC_RANK - 1) < ELLIPTIC_RANK:
        third = read_body(w, further.end, further).part if joined and further and found.size > ELLIPTIC_RANK else None
        return third is not None and third.echelon not in (None, found.echelon) and third.size > level.size
    return joined or (level.start > 1 and below.done == level.start - 1 and w.words[level.start - 1] == ",")


@vetoes.veto(
    "units.chain.two-figures",
    reads=(
        "The soldiers of [[1-75 RGR, 3/7 SFG]] left.",
        "The infantry brigade had [[1 RUR, 8 KRIH]] and artillery.",
        "The infantry and artillery of the army met the [[10th West Yorks, 7th Green Howards]].",
    ),
    leaves=("The soldiers of [[Company B, 1-75 RGR]] left.", "The men of [[1 RGJ, 5 Airborne Brigade]] left."),
    source="American style: the figures of a battalion name its regiment; British abbreviations of regiments",
)
def two_figures(w: Window, i: int, found: Part, below: Below) -> bool:
    """A battalion that figures or a regiment's name tell apart is listed with others so named."""
    bare = found.kind == "number" or (found.kind == "ordinal" and not found.headed)
    named = bool(found.names and below.level.names) and bare and found.echelon in (None, "regiment")
    return below.comma and found.kind == below.level.kind and (found.kind == "composite" or named)


@vetoes.veto(
    "units.chain.in-brackets",
    reads=(
        "The men of the 37th Rifle Regiment ([[67th Rifle Division, 25th Army]], Central Military District) left.",
        "Assault detachments ([[114th guards regiment, 127th motorised rifle division]]) held.",
    ),
    leaves=(
        "John Smith ([[506th Infantry Regiment, 101st Airborne Division]]) left.",
        "The men of the 5th Corps met Smith of the [[37th Rifle Regiment, 67th Rifle Division]] there.",
    ),
    source="guidelines: superiors listed in brackets are mentions of their own",
)
def in_brackets(w: Window, i: int, found: Part, below: Below) -> bool:
    """Brackets behind a unit, or a plural in lower case, list its superiors, each a mention."""
    opened, level = w.opened[i], below.level
    if (
        opened < 1
        or w.words[opened] != "("
        or not below.comma
        or level.size < ELLIPTIC_RANK
        or not (level.headed and found.headed)
    ):
        return False
    if ")" in w.words[opened : level.start]:
        return False
    before = w.words[opened - 1]
    return (before[0].islower() and counted(before)) or below.done in range(opened, level.start)
