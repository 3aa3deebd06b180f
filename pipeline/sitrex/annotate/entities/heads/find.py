"""All names that a head noun makes."""

from __future__ import annotations

from collections.abc import Iterator

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.heads import head_first, joined_by_of, name_first, services
from sitrex.annotate.entities.proposals import Proposal


def find(tape: DocTape) -> Iterator[Proposal]:
    """Proposals that a head noun makes."""
    yield from name_first.find(tape)
    yield from head_first.find(tape)
    yield from joined_by_of.find(tape)
    yield from services.find(tape)
