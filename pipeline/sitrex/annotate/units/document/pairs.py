"""What several passes over the document ask of one mention or of two that stand side by side."""

from __future__ import annotations

import re
from typing import Final

from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import RANK

NEAREST: Final = 40
"""Mentions of one number that are compared, so that time grows with the text."""
NOUN: Final = (
    r"(battalion|squadron|regiment|brigade|division|corps|army|front|group|wing|fleet|flotilla|command|battery|company)"
)
"""Nouns that the later mention of a unit is."""
_LAST: Final = 20
"""Mentions among which the division that a text speaks of is looked for."""
_LIST: Final = re.compile(r"\s*(?:,|,?\s(?:and|or|&)|/|–|-|\sto)\s*(?:the\s+)?")
_FORMER: Final = re.compile(r"\bformer(?:ly)?\s+(?:the\s+)?(?:[A-Z]\w+\s+)?$")
_FORMER_REACH: Final = 40


_PARAS: Final = re.compile(r"\d{1,2} P(?:ara|ARA)s?")


def of_size(unit: Candidate, other: Candidate) -> bool:
    """Whether a short form may stand for the other: 3 PARA is a battalion, as 3 Cdo Bde is not."""
    return _PARAS.fullmatch(unit.text) is None or other.echelon in ("battalion", None)


def of_several_arms(unit: Candidate) -> bool:
    """Whether it is a division or more."""
    return RANK.get(unit.echelon or "", 0) >= RANK["division"]


def agree(a: str | None, b: str | None) -> bool:
    """Whether two values of a field may be of one unit: one is not told, or they are the same."""
    return a is None or b is None or a == b


def joined(here: Candidate, after: Candidate, text: str) -> bool:
    """Whether only what joins the members of a list stands between two mentions."""
    return _LIST.fullmatch(text, here.end, after.start) is not None


def listed(here: Candidate, after: Candidate, text: str) -> bool:
    """Whether two mentions are members of one list."""
    return here.echelon == after.echelon and joined(here, after, text)


def formerly(unit: Candidate, text: str) -> bool:
    """Whether the text speaks of what the unit was: the former Soviet 40th Army."""
    return _FORMER.search(text, max(0, unit.start - _FORMER_REACH), unit.start) is not None


def larger(above: Candidate, below: Candidate) -> bool:
    """Whether one can be the other's superior by size; of two that tell none, neither."""
    if above.echelon is None and below.echelon is None:
        return False
    # a task force is of any size: a division's is under it, and a brigade is under that of an army
    force = below.echelon == "task_force" != above.echelon
    return RANK.get(above.echelon or "", 7) > (RANK["brigade"] if force else RANK.get(below.echelon or "", 6))


def may_take(above: Candidate, below: Candidate) -> bool:
    """Whether a list or a table may put one that names no superior under a larger one."""
    return below.parent is None and larger(above, below)


def may_contain(above: Candidate, below: Candidate) -> bool:
    """Whether one that the words make the other's superior can be it: a guard without echelon, a command of commands too."""
    commands = above.echelon == below.echelon == "command"
    return larger(above, below) or commands or (above.echelon is None and above.designator is None)


def last_of(units: list[Candidate], before: int, echelon: str) -> int | None:
    """The nearest unit of an echelon among the few before an index."""
    near = range(before - 1, max(-1, before - 1 - _LAST), -1)
    return next((j for j in near if units[j].echelon == echelon), None)
