"""A designation while it is read word by word."""

from __future__ import annotations

from typing import Final, NamedTuple

from sitrex.annotate.units.designators import Designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexicon import RANK, Branch, Echelon
from sitrex.annotate.units.window import Window

MOST_NAMES: Final = 4
"""Capitalised words that are no vocabulary's, in one name."""


class Reading(NamedTuple):
    """What the words behind a designator have told so far; every step reads one of them and gives a further reading."""

    part: Part
    number: Designator
    begin: int
    at: int
    """The token that is read next."""
    best: Part | None = None
    """The designation up to the last head."""
    ended: Part | None = None
    """The designation up to a word that may stand for a head."""
    names: int = 0
    behind_head: int = -1
    """The token behind the last head."""
    closed: bool = False

    def end_at(self, end: int, evidence: str = "") -> Reading:
        """The designation may end here without a head."""
        return self._replace(ended=self.part._replace(end=end, evidence=evidence))

    def close(self, part: Part) -> Reading:
        """The designation is whole."""
        return self._replace(best=part, closed=True)


def replaces(best: Part, head: Echelon, adjacent: bool) -> bool:
    """Whether a second head makes the first a qualifier: Army Corps, Corps Signal Battalion; not Brigade Army patrol."""
    own, other = RANK.get(best.echelon or "", 0), RANK.get(head.echelon or "", 0)
    return other < own or (adjacent and (other == own or head.echelon != "army"))


def branch_at(w: Window, i: int) -> tuple[int, Branch] | None:
    """The branch phrase at token ``i``; some are read in capitals only."""
    found = w.branch(i)
    return None if found is not None and found[1].end == "u" and not w.words[i].isupper() else found
