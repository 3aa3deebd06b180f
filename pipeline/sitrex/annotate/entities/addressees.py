"""Agencies in the lines that say who gets a report: `STATE ARMY/ACSI NAVY AIR JCS SECDEF NSA NIC USIA OCI ONE OCR ORR`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.proposals import TOLD, Proposal

_SURE: Final = group("addressees_sure")
"""Agencies of which several beside one another make such a line."""
_ALL: Final = _SURE | group("addressees")
"""Those, and words that mean an agency only there: `ONE`, `AIR`, `STATE`."""
_FEWEST: Final = 3
"""Distinct sure agencies of a line."""
_GAP: Final = 4
"""Words and signs between two agencies of one line at most, which scans leave."""


def find(tape: DocTape) -> Iterator[Proposal]:
    """Every agency of such lines."""
    if len(_SURE & tape.lower_spots.keys()) < _FEWEST:
        return
    run: list[int] = []
    for at in [*tape.where_lower(_ALL), len(tape.words) + _GAP + 1]:
        if run and at - run[-1] > _GAP:
            yield from _of(tape, run)
            run = []
        if at < len(tape.words) and tape.surface(at, at + 1).isupper():
            run.append(at)


def _of(tape: DocTape, run: list[int]) -> Iterator[Proposal]:
    if len(_SURE & {tape.lower[at] for at in run}) >= _FEWEST:
        yield from (Proposal(at, at + 1, "ORG", TOLD) for at in run)


def beside_another(tape: DocTape, at: int) -> bool:
    """Whether another agency in capitals stands beside a word, signs apart: `STATE, ARMY, NAVY`, `ARMY/ACSI`."""
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(tape.words) and not tape.words[other][0].isalnum():
            other += step
        if 0 <= other < len(tape.words) and tape.lower[other] in _ALL and tape.surface(other, other + 1).isupper():
            return True
    return False
