"""Weapons as stores and returns name them, the noun first: `Rocket, M66`, `Mine, AP, M18A1`, `Carrier, Personnel, M113`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.equipment.table import heads
from sitrex.annotate.entities.proposals import TOLD, Proposal
from sitrex.annotate.entities.rules import entities

_PARTS: Final = 4
"""What commas part before the designation, at most."""
_WORDS: Final = 4
"""Words of a part."""


@entities.rule(
    "entities.equipment.catalogued",
    reads=("Losses: four [[Carriers, Personnel, M113]].", "Used: 7 [[Rocket, M66]] and 2 [[Mine, AP, M18A1]]."),
    leaves=("They lost tanks, guns and an M113.", "Enemy Mines, an M113 and a truck were found."),
    source="nomenclature of the United States Army's supply",
)
def catalogued(tape: DocTape, found: Proposal) -> Proposal | None:
    """A designation behind its noun and commas, the noun and each word between with a capital."""
    if found.designation is None or found.end - found.start > 1:
        return None
    start, kind = found.start, None
    for _ in range(_PARTS):
        first = _part(tape, start)
        if first is None:
            break
        start = first
        if head := _head(tape, start):
            kind = head
            break
    if kind is None or start == found.start:
        return None
    return Proposal(start, found.end, "EQUIPMENT", TOLD, found.kind or kind, found.designation)


def _part(tape: DocTape, end: int) -> int | None:
    """Where the words between two commas begin that a comma ends before ``end``; each has a capital or a hyphen."""
    at = end - 1
    if at < 1 or tape.words[at] != ",":
        return None
    start = at
    while (
        start
        and at - start < _WORDS
        and (tape.capital[start - 1] or tape.words[start - 1] == "-" or _hyphened(tape, start - 1))
    ):
        start -= 1
    return start if start < at else None


def _hyphened(tape: DocTape, at: int) -> bool:
    """Whether a small word is part of a compound: `full-tracked`."""
    return "-" in tape.words[at + 1 : at + 2] or (at > 0 and tape.words[at - 1] == "-" and tape.glued(at))


def _head(tape: DocTape, start: int) -> str | None:
    """The kind of the head noun that a part ends with before its comma, if one does."""
    end = tape.words.index(",", start)
    for at in range(start, end):
        hit = heads().longest(tape.lower, at) or heads().longest(tape.words, at)
        if hit and hit[0] == end and tape.capital[start]:
            return hit[1][0]
    return None


def find(tape: DocTape, weapons: Iterable[Proposal]) -> Iterator[Proposal]:
    """The weapons, those with their nouns before them."""
    for weapon in weapons:
        yield weapon
        if found := catalogued(tape, weapon):
            yield found
