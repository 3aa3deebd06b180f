"""The words of an event that a date counts from: `two days after the fall of the city`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.lexicon import Atom, cue_words

_CLAUSE_OPENERS: Final = cue_words("clause_openers")

_PREPOSITIONS: Final = cue_words("prepositions")
_FINITE: Final = cue_words("finite")
_ALONE: Final = cue_words("order_alone")
_SUBJECTS: Final = cue_words("subjects")
"""Pronouns with which the main clause goes on: `after Antietam he left`."""
_MOST: Final = 12


def event_words(a: Sequence[Atom], i: int, order: str) -> int:
    """Number of atoms of the event that follows `before` or `after`; 0 where the clause ends there."""
    if order in _ALONE:
        return 0
    count = next((k for k in range(_MOST) if _ends_event(a, i, k)), _MOST)
    first = a[i].low
    if not count or first in _PREPOSITIONS or (count == 1 and first in ("that", "this", "which")):
        return 0
    return count


def _ends_event(a: Sequence[Atom], i: int, count: int) -> bool:
    atom = a[i + count]
    if atom.kind in ("end", "break", "punct") and atom.low not in ("'", "’", "-"):
        return True
    if atom.low in _CLAUSE_OPENERS or (count and atom.low in _SUBJECTS):
        return True
    return count > 1 and (atom.low in _FINITE or "month" in atom.words)
