"""EQUIPMENT by its calibre: `155 mm guns`, `25-pounders`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.equipment.table import head_after
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities

UNITS: Final = group("calibre_units")
NUMBER: Final = re.compile(r"\.?\d{1,4}(?:[.,]\d{1,3})?|\.?\d+(?:\.\d+)?-?")


@entities.rule("entities.equipment.pounder", reads=("The [[25-pounders]] fired.",))
def pounder(tape: DocTape, start: int, at: int, end: int) -> Proposal | None:
    """A gun by the weight of its shot: `25-pounders`."""
    if tape.lower[at] not in ("pounder", "pounders", "pdr"):
        return None
    head = head_after(tape, end, "calibre")
    return Proposal(start, head[0] if head else end, "EQUIPMENT", 84, "artillery", f"{tape.words[start]}-pounder")


@entities.rule("entities.equipment.calibre", reads=("The [[155 mm guns]] fired.",))
def calibre(tape: DocTape, start: int, at: int, end: int) -> Proposal | None:
    """A calibre and a head noun: `155 mm guns`."""
    head = head_after(tape, end, "calibre", 4)
    return Proposal(start, head[0], "EQUIPMENT", 84, head[1], tape.surface(start, at + 1)) if head else None


def find(tape: DocTape) -> Iterator[Proposal]:
    """EQUIPMENT spans that begin with a calibre."""
    words, size = tape.words, len(tape.words)
    for at in tape.where_lower(UNITS):
        start = at - 2 if at > 1 and words[at - 1] in "-‑" else at - 1
        if at == 0 or not NUMBER.fullmatch(words[start]):
            continue
        end = at + 3 if at + 2 < size and words[at + 1] == "/" else at + 1
        if found := pounder(tape, start, at, end) or calibre(tape, start, at, end):
            yield found
