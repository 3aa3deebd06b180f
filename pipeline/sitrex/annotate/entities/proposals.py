"""What the finders propose, and the choice between proposals that overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LABELS: Final = frozenset("PERSON NORP ORG GPE LOC FAC EQUIPMENT EVENT".split())

TOLD: Final = 90
"""Rank of what a form reads that few doubts remain of: a ship behind `HMS`."""
CERTAIN: Final = 95
"""Rank of what a form reads as nothing else can be meant: the ships of a list."""


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
    ordered = sorted(proposals, key=lambda p: (-p.rank, p.start - p.end, p.start, p.label))
    taken = bytearray(max((proposal.end for proposal in ordered), default=0))
    chosen = []
    for proposal in ordered:
        if taken.find(1, proposal.start, proposal.end) >= 0:
            continue
        taken[proposal.start : proposal.end] = b"\1" * (proposal.end - proposal.start)
        chosen.append(proposal)
    return sorted(chosen, key=lambda p: p.start)
