"""What the finders propose, and the choice between proposals that overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LABELS: Final = frozenset("PERSON NORP ORG GPE LOC FAC EQUIPMENT EVENT".split())


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed entity: token span, label, rank (the higher wins an overlap) and the fields its finder knows."""

    start: int
    end: int
    label: str
    rank: int
    kind: str | None = None
    designation: str | None = None
    country: str | None = None


def settle(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Choose proposals without overlap: by rank, then the longer, then the earlier, then by label."""
    taken: set[int] = set()
    chosen = []
    for proposal in sorted(proposals, key=lambda p: (-p.rank, p.start - p.end, p.start, p.label)):
        tokens = range(proposal.start, proposal.end)
        if not taken.isdisjoint(tokens):
            continue
        taken.update(tokens)
        chosen.append(proposal)
    return sorted(chosen, key=lambda p: p.start)
