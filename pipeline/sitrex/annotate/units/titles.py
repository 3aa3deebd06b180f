"""Whether a name and its head are a unit: by number behind it, by name, by arm, as an item of a list."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.designators import read_designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.head_first import designated_after
from sitrex.annotate.units.known_names import facility
from sitrex.annotate.units.lexicon import Echelon
from sitrex.annotate.units.rules import forms, vetoes
from sitrex.annotate.units.sites import fire_chief, other_trade
from sitrex.annotate.units.suffixes import force, quoted_name, with_tail
from sitrex.annotate.units.tokens import NEWLINE
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import (
    BELOW_REGIMENT,
    BY_FLAGSHIP,
    FRENCH_LETTERS,
    ITEM_ENDS,
    ITEM_MARKS,
    OWNERS,
    unit_words,
)

_BATTLEGROUPS: Final = unit_words("battlegroups")
_HIGH: Final = unit_words("high_commands")
_GENERAL: Final = unit_words("general")
_NATIONAL: Final = unit_words("national_echelons")
_TOLD_BY_ARM: Final = unit_words("told_by_arm")
"""Echelons that a branch alone tells apart within their superior: the Signal Battalion."""
_FIGHTING_RANK: Final = 10
_SUPPORT_RANK: Final = 45
"""Branches below fight; a company of the others may be a firm."""
_SPECIAL_RANK: Final = 35
_NO_COMMAND: Final = unit_words("no_command")
_NEED_NUMBER: Final = ("task_force", "task_group", "strike_group")
_NOT_BY_ARM: Final = (None, "army", "front", "fleet", "division", "corps")
_FIGURES_ONLY: Final = (
    unit_words("figures_only", "french_heads", "french_only_heads", "american_heads") | FRENCH_LETTERS
)
_NEED_OWNER: Final = ("army", "company", "troop", "group", "corps", "team")
_LEADING: Final = unit_words("before_heads") | {NEWLINE}
_LONGEST_QUOTED: Final = 6
_OF_SUPERIORS: Final = ("ordinal", "composite")


def settle_headed(w: Window, part: Part, head: Echelon, names: int) -> Part | None:
    """Decide on a run that has a head: take in the designator after it, or judge its name."""
    after = designated_after(w, part, head)
    if after is not None:
        return with_tail(w, after)
    i = part.start
    if needs_number(w, i, part, head) or plural(w, i, head, names) or facility(w, part.end):
        return None
    if rank(w, part.end) or other_trade(w, part.end) or fire_chief(w, part.end, head.echelon):
        return None
    if head.plural:
        return plural_by_name(w, i, part)
    if head.echelon == "command" and head.strength == "weak":
        return command(w, i, part)
    return by_name(w, i, part, head) if part.names and names else _by_arm(w, i, part, head)


@vetoes.veto(
    "units.title.rank",
    reads=("The 3rd Infantry Brigade held. The [[Falcon Brig]]. Gen. Smith left.",),
    leaves=("The 3rd Infantry Brigade held. The [[Falcon Brig]] left.",),
    source="brigadier generals",
)
def rank(w: Window, end: int) -> bool:
    """The abbreviation of a brigade begins a rank."""
    behind = end + 1 if w.word(end) == "." else end
    return w.keys[end - 1] == "brig" and w.key(behind) in _GENERAL


@vetoes.veto(
    "units.title.needs-number",
    reads=(
        "The soldiers of the Falcon [[Falcon Strike Group]] left.",
        "The 3rd Infantry Brigade held. The [[Event ID]] follows.",
    ),
    leaves=(
        "The soldiers of [[Falcon Strike Group 12]] left.",
        "The warships of the [[Falcon Carrier Strike Group]] left.",
    ),
    source="task groups have numbers, or the name of a carrier or landing ship; capitals of a head that abbreviate other things",
)
def needs_number(w: Window, i: int, part: Part, head: Echelon) -> bool:
    """A task force, or a head that takes letters or abbreviates other things too, has a number or letter beside it."""
    if head.echelon in _NEED_NUMBER:
        return part.branch not in BY_FLAGSHIP
    return head.strength == "lettered" or w.keys[part.end - 1] in _FIGURES_ONLY


@vetoes.veto(
    "units.title.plural",
    reads=("The 3rd Infantry Brigade held. The [[Falcon Divisions]] left.",),
    leaves=("The 3rd Infantry Brigade held. The [[Falcon Brigades]] left.",),
    source="English style",
)
def plural(w: Window, i: int, head: Echelon, names: int) -> bool:
    """A plural head names several units, but where movements call one so."""
    return head.plural and (head.echelon not in ("brigade", "battalion") or names == 0)


@forms.rule(
    "units.title.plural-by-name",
    reads=("The 3rd Infantry Brigade held. The [[Falcon Brigades]] left.",),
    leaves=("The 3rd Infantry Brigade held. The Qassam Divisions left.",),
    source="armed movements: the al-Qassam Brigades",
)
def plural_by_name(w: Window, i: int, part: Part) -> Part | None:
    """A movement's brigades."""
    return part._replace(evidence="context")


@forms.rule(
    "units.title.command",
    reads=("The 3rd Infantry Brigade held. They left [[Falconia Command]].",),
    leaves=("The soldiers of the High Command left.",),
    source="commands by name, region or arm",
)
def command(w: Window, i: int, part: Part) -> Part | None:
    """A command by name, region or arm: Air Transport Command, Naval Command North."""
    if no_command(w, i, part) or (not part.names and part.branch is None and part.end - i < 3):
        return None
    return part._replace(evidence="context")


@vetoes.veto(
    "units.title.no-command",
    reads=("The 3rd Infantry Brigade held. The reserve of the [[Supreme High Command]] left.",),
    leaves=("The 3rd Infantry Brigade held. [[Northern Command]] left.",),
    source="whoever commands, not a unit",
)
def no_command(w: Window, i: int, part: Part) -> bool:
    """The high command, the general command: whoever commands."""
    length = part.end - i
    return length < 2 or (length == 2 and w.keys[i] in _NO_COMMAND) or w.keys[part.end - 2] in _HIGH


@forms.rule(
    "units.title.name",
    reads=(
        "The soldiers of the [[Falconia Brigade]] left.",
        "The soldiers of the [[Ayrshire Battery R.H.A.]] fired.",
    ),
    leaves=("The soldiers of the Falcon Group left.",),
    source="units by name",
)
def by_name(w: Window, i: int, part: Part, head: Echelon) -> Part | None:
    """A name and a head that is a unit's, or that the name or an arm makes one."""
    if head.strength == "strong":
        return part
    if head.strength == "plain":
        fits = _owned(w, part, head)
    elif head.strength == "field":
        fits = head.echelon == "fleet"
    else:
        fits = part.rank >= _SPECIAL_RANK and head.echelon is not None
    return (force(w, part.end, part) or part)._replace(evidence="context") if fits else None


def _owned(w: Window, part: Part, head: Echelon) -> bool:
    """Whether a common head is a unit's: by its commander, its arm, its size."""
    if part.names[-1] in OWNERS or part.branch is not None or head.echelon not in _NEED_OWNER:
        return True
    last = w.keys[part.end - 1]
    return last in _BATTLEGROUPS or (last == "group" and w.keys[part.end - 2] == "battle")


def _by_arm(w: Window, i: int, part: Part, head: Echelon) -> Part | None:
    """A unit that only its arm tells from its superior's other units: Signal Battalion, Medical Support Group."""
    if part.end - i < 2 or head.plural or head.strength == "lettered":
        return None
    # a carrier's or landing group is nothing but a navy's
    part = part._replace(evidence="" if head.echelon in _NEED_NUMBER else "context")
    if begins_item(w, i) and (part.end >= w.size or w.keys[part.end] in ITEM_ENDS):
        return item_by_arm(w, i, part, head)
    return arm_in_superior(w, i, part, head)


@forms.rule(
    "units.title.item-arm",
    reads=("The soldiers and infantry of the army:\n\n- [[Medical Support Group]]\n- [[Signal Battalion]]",),
    leaves=("The soldiers and infantry of the army:\n\n- Medical Support\n- Signal fires",),
    source="orders of battle",
)
def item_by_arm(w: Window, i: int, part: Part, head: Echelon) -> Part | None:
    """An item of a list of units."""
    return None if head.echelon in _NOT_BY_ARM else quoted_name(w, part.end, part) or part


@forms.rule(
    "units.title.arm",
    reads=(
        "The soldiers and infantry of the army met the [[Signal Battalion]] there.",
        "The men of [[Weapons Company, 7th Marines]] left.",
        "A medic of the [[Medical Detachment, 223d Infantry Regiment]] left.",
    ),
    leaves=(
        "The army and its soldiers met the Transport Company there.",
        "The army and its soldiers met men of Signal Company, a firm.",
    ),
    source="units that have no number in their division",
)
def arm_in_superior(w: Window, i: int, part: Part, head: Echelon) -> Part | None:
    """An arm and a head behind an article or the like; the company of an arm that does not fight may be a firm."""
    if part.branch is None or part.rank < _FIGHTING_RANK:
        return None
    if not _numbered_above(w, part) and (head.echelon not in _TOLD_BY_ARM or not _led(w, i)):
        return None
    above = w.keys[part.end : part.end + 2] == ["of", "the"] or w.keys[part.end : part.end + 1] == [","]
    return part if head.echelon != "company" or part.rank < _SUPPORT_RANK or above else None


def _led(w: Window, i: int) -> bool:
    """Whether the word before token ``i`` lets the name of a unit follow."""
    return i > 0 and w.keys[i - 1] in _LEADING


def _numbered_above(w: Window, part: Part) -> bool:
    """Whether a comma and the number of a superior follow a part of a regiment: it needs no article."""
    if part.echelon not in BELOW_REGIMENT or w.key(part.end) != "," or part.end + 1 >= w.size:
        return False
    number = read_designator(w.tokens, part.end + 1)
    return number is not None and number.kind in _OF_SUPERIORS


def begins_item(w: Window, i: int) -> bool:
    """Whether an item of a list or table begins at token ``i``."""
    j = i - 1
    if j >= 0 and w.words[j] == ")":
        opened = w.opened[j]
        if opened >= 0 and w.words[opened] == NEWLINE:
            return False
        j = opened - 1
    while j >= 0 and w.words[j] in ITEM_MARKS:
        if w.words[j] == "|":
            # a cell that is no item itself explains what its row is about
            return j < i - 1 and w.words[i - 1] != "|"
        j -= 1
    return w.words[j] == NEWLINE if j >= 0 else w.tokens.start[0] == 0


# -- other names -------------------------------------------------------------------------------------------------------


@forms.rule(
    "units.title.quoted",
    reads=("The soldiers of the “[[“Kuban” detachment]] left.",),
    leaves=("The soldiers of the “Kuban” river left.",),
    source="Russian and Ukrainian style",
)
def quoted_head(w: Window, i: int) -> Part | None:
    """A quoted name and a head: “Kuban” detachment."""
    closed = w.enclosed(i)
    if closed is None or closed >= w.size or closed - i > _LONGEST_QUOTED:
        return None
    if not all(w.proper(j) for j in range(i + 1, closed - 1)):
        return None
    if closed == i + 3 and len(w.words[i + 1]) == 1:
        # "B" Coy is a company by its letter
        return None
    part = Part(start=i, end=-1, names=tuple(w.words[i + 1 : closed - 1]))
    j = closed
    while j < min(w.size, closed + 5):
        head, branch = w.head(j), w.branch(j)
        if head is not None and (branch is None or head[0] >= branch[0]):
            fit = head[1].strength in ("strong", "plain") or head[1].echelon == "detachment"
            return part.with_head(head[1], head[0]) if fit and not head[1].plural else None
        if branch is None:
            return None
        part = part.with_branch(branch[1])
        j = branch[0]
    return None


@forms.rule(
    "units.title.national",
    reads=("The soldiers of the [[Polish Legion]] left.",),
    leaves=("The soldiers of the Polish Army left.",),
    source="formations of a people",
)
def national(w: Window, i: int) -> Part | None:
    """A formation whose only name is a people's: the Polish Legion, the Canadian Corps."""
    nation = w.nation(i)
    if nation is None or nation[1].kind not in ("adjective", "noun"):
        return None
    if i and w.keys[i - 1] not in ("the", "'s", "."):
        return None
    head = w.head(nation[0])
    if head is None or head[1].plural or head[1].echelon not in _NATIONAL or not w.words[nation[0]][0].isupper():
        return None
    if w.capitalised(head[0]):
        return None
    evidence = "" if head[1].echelon == "legion" else "context"
    names = tuple(w.words[i : nation[0]])
    part = Part(start=i, end=-1, names=names, nation=nation[1].country, evidence=evidence)
    return part.with_head(head[1], head[0])
