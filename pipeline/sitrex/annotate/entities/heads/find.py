"""All names that a head noun makes."""

from __future__ import annotations

from collections.abc import Iterator

from sitrex.annotate.entities.heads import after, before, deeds, of, roads, services
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.tape import Tape


def find(tape: Tape) -> Iterator[Proposal]:
    """Proposals that a head noun makes."""
    yield from after.find(tape)
    yield from before.find(tape)
    yield from of.find(tape)
    yield from roads.find(tape)
    yield from deeds.find(tape)
    yield from services.find(tape)
