"""Services of a state by their bare names: `the Navy`, `the Air Force`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities

SERVICES: Final = {"Army": (), "Navy": (), "Air": ("Force",), "Marine": ("Corps",), "Coast": ("Guard",)}
"""Services and the words that must follow their first word."""


@entities.rule(
    "entities.heads.bare-service",
    reads=("Chief of Staff of the [[Army]], he left.",),
    leaves=("He left an army.",),
    source="corpus/GUIDELINES.md, ORG: a state's whole force or service",
)
def bare_service(tape: DocTape, at: int, end: int) -> Proposal | None:
    """A state's service by its bare name: `the Navy`, `the Air Force's`."""
    words = tape.words
    if words[at - 1] != "the" or tape.weak[at] or tuple(words[at + 1 : end]) != SERVICES[words[at]]:
        return None
    alone = end == len(words) or not (tape.name_word(end) or words[end] in ("of", "-", "–"))
    return Proposal(at, end, "ORG", 58) if alone else None


def find(tape: DocTape) -> Iterator[Proposal]:
    """Services with the article."""
    for at in tape.where(SERVICES.keys()):
        if at and (found := bare_service(tape, at, at + 1 + len(SERVICES[tape.words[at]]))):
            yield found
