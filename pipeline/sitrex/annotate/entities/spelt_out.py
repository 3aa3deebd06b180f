"""Names that an acronym in brackets spells out: `Royal Electrical and Mechanical Engineers (REME)`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import LINKS, DocTape
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities

NO_BODIES: Final = group("no_acronyms", "no_names")
"""Words of what has an acronym but is no organisation."""
BETWEEN: Final = LINKS | {"for", "in", "-"}
LONGEST: Final = 14


@entities.veto(
    "entities.acronyms.no-body",
    reads=("The [[Zorka Missile System]] (ZMS) was fired.",),
    leaves=("The [[Sea and Mud League]] (SML) met.",),
)
def no_body(tape: DocTape, start: int, end: int) -> bool:
    """What is spelt out is a weapon, a war, an office, a unit."""
    return not NO_BODIES.isdisjoint(tape.words[start:end])


@entities.rule("entities.acronyms.spelt-out", reads=("The [[Sea and Mud League]] (SML) met.",))
def spelt_out(tape: DocTape, at: int) -> Proposal | None:
    """The words whose initials the letters in the brackets are."""
    words, lower = tape.words, tape.lower
    start, left = at - 1, list(words[at])
    while start > 0 and left and at - start < LONGEST:
        word = words[start - 1]
        if word[0].upper() == left[-1] and (word[0].isupper() or lower[start - 1] in LINKS):
            left.pop()
        elif lower[start - 1] not in BETWEEN:
            break
        start -= 1
    if left or not words[start][0].isupper() or no_body(tape, start, at - 1):
        return None
    return Proposal(start, at - 1, "ORG", 76)


def _letters(tape: DocTape, at: int) -> bool:
    """Whether an acronym stands alone in the brackets."""
    letters = tape.words[at]
    return tape.words[at + 1] in ")," and 2 < len(letters) < 9 and letters.isupper() and letters.isalpha()


def find(tape: DocTape) -> Iterator[Proposal]:
    """The names and their acronyms."""
    for opening in tape.spots.get("(", ()):
        at = opening + 1
        if 2 < at < len(tape.words) - 1 and _letters(tape, at) and (found := spelt_out(tape, at)):
            yield found
            yield Proposal(at, at + 1, "ORG", 76)
