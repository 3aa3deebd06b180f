"""EQUIPMENT: listed names, designations, calibres, ships."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.equipment import calibres, catalogued, designations, listed, several, ships, ships_told
from sitrex.annotate.entities.lexicon import Entry
from sitrex.annotate.entities.proposals import Proposal


def find(tape: DocTape, hinted: set[int], known: Iterable[tuple[int, int, Entry]]) -> Iterator[Proposal]:
    """Weapons and ships; ``hinted`` are tokens that the model takes for products or weapons, ``known`` the listed names."""
    weapons = itertools.chain(listed.find(tape, hinted, known), designations.find(tape, hinted), calibres.find(tape))
    yield from catalogued.find(tape, several.ranked(tape, weapons))
    yield from ships.find(tape)
    yield from ships_told.find(tape)
