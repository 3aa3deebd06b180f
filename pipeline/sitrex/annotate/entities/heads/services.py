"""Services of a state: `Ukraine's armed forces`, `Pakistan army`, `the Navy`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.heads.table import label_at
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities

FORCES: Final = {"army": (), "navy": (), "air": ("force", "forces"), "armed": ("forces",), "security": ("forces",)}
"""Lower-case services and the words that must follow their first word."""
SERVICES: Final = {"Army": (), "Navy": (), "Air": ("Force",), "Marine": ("Corps",), "Coast": ("Guard",)}
"""Capitalised services and the words that must follow their first word."""
NOT_AFTER: Final = group("not_after_forces")
COMMON: Final = group("common_forces")
"""Lower-case forces that name a service after a country (`Pakistan army`), but common nouns after its adjective."""


@entities.veto(
    "entities.heads.kind-of-forces",
    reads=("The [[Russian navy]] base was hit.",),
    leaves=("The [[Russian navy]] sailed.",),
)
def kind_of_forces(tape: DocTape, _start: int, end: int) -> bool:
    """The service says whose the thing behind it is: `Russian navy base`."""
    return end < len(tape.words) and tape.lower[end] in NOT_AFTER


@entities.veto(
    "entities.heads.peoples-army",
    reads=("The [[Russian army]] attacked.",),
    leaves=("The [[Pakistan army]] attacked.",),
)
def peoples_army(tape: DocTape, start: int, _end: int) -> bool:
    """`Russian army`: common nouns after an adjective."""
    return tape.lower[start + 1] in COMMON and label_at(tape, start) == "NORP"


@entities.rule("entities.heads.lower-service", reads=("The [[Russian navy]] sailed.",))
def lower_service(tape: DocTape, start: int, end: int) -> Proposal | None:
    """A country or people with a whole service in lower case: `Pakistan army`, `Russian navy`."""
    if label_at(tape, start) not in ("GPE", "NORP") or peoples_army(tape, start, end):
        return None
    return None if kind_of_forces(tape, start, end) else Proposal(start, end, "ORG", 67)


@entities.rule("entities.heads.bare-service", reads=("Chief of Staff of the [[Army]], he left.",))
def bare_service(tape: DocTape, at: int, end: int) -> Proposal | None:
    """A state's service by its bare name: `the Navy`, `the Air Force's`."""
    words = tape.words
    if words[at - 1] != "the" or tape.weak[at] or tuple(words[at + 1 : end]) != SERVICES[words[at]]:
        return None
    alone = end == len(words) or not (tape.name_word(end) or words[end] in ("of", "-", "–"))
    return Proposal(at, end, "ORG", 58) if alone else None


def find(tape: DocTape) -> Iterator[Proposal]:
    """Services in lower case after a country, and bare ones."""
    for at in tape.where(FORCES.keys()):
        further = FORCES[tape.lower[at]]
        end = at + 2 if further else at + 1
        whole = not further or tape.lower[at + 1 : end] in [[word] for word in further]
        if at and whole and (found := lower_service(tape, at - 1, end)):
            yield found
    for at in tape.where(SERVICES.keys()):
        if at and (found := bare_service(tape, at, at + 1 + len(SERVICES[tape.words[at]]))):
            yield found
