"""The dateline that opens a report with its day: `February 21, 2015 (ADDIS ABABA) -`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities
from sitrex.annotate.text.words import words as words_in

RANK: Final = 79
LENGTH: Final = 10
"""Words of a dateline before its place."""
MONTHS: Final = words_in("months", "months_short")
DASHES: Final = ("-", "--", "–", "—")


@entities.rule(
    "entities.datelines.bracketed",
    reads=("5 May 2015 ([[ROBERTSON]]) - Boats came.", "May 5, 2015 ([[Robertson]]) -- Boats came."),
    leaves=("The boats (Robertson) - came.",),
)
def bracketed(tape: DocTape, start: int) -> Proposal | None:
    """A place in brackets behind the day that opens the report: `February 21, 2015 (ADDIS ABABA) -`."""
    words, at = tape.words, start
    while at < len(words) and at - start < LENGTH and (words[at].isdecimal() or words[at] == "," or _month(tape, at)):
        at += 1
    close = next((i for i in range(at + 2, min(at + 5, len(words) - 1)) if words[i] == ")"), None)
    if at == start or words[at : at + 1] != ["("] or close is None or words[close + 1] not in DASHES:
        return None
    return Proposal(at + 1, close, "GPE", RANK) if is_place(tape.surface(at + 1, close)) else None


def _month(tape: DocTape, at: int) -> bool:
    return tape.lower[at].rstrip(".") in MONTHS


def find(tape: DocTape) -> Iterator[Proposal]:
    """Places of datelines."""
    for start in [0, *(i + 1 for i in tape.spots.get("\n", ()))]:
        if place := bracketed(tape, start):
            yield place
