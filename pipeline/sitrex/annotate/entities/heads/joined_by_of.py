"""Names that `of` joins to their head noun: `Battle of Ilovaisk`, `Ministry of Defence`, `Gulf of Riga`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.heads.table import Beside, tables
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities

RANK: Final = 74


@entities.rule("entities.heads.body-before", reads=("The [[Lower Vaucelin Board of Guardians]] met.",))
def body_before(tape: DocTape, name: Beside) -> int | None:
    """The words before an organisation's head belong to it: `Russian Ministry of Defence`."""
    left = tape.name_left(name.start, 3)
    return left if name.label == "ORG" and left < name.start else None


@entities.rule(
    "entities.heads.of",
    reads=(
        "The long [[battle of Zorka Ridge]] ended.",
        "In the [[battle for Kestrel]] many fell.",
        "They held the [[Valley of the Weiss]].",
        "The [[Board of Guardians]] met.",
    ),
)
def joined_by_of(tape: DocTape, name: Beside) -> Proposal | None:
    """An organisation, an event, a state, a landscape or a built thing: `Ministry of Defence`, `Gulf of Riga`."""
    left = body_before(tape, name)
    return Proposal(name.start if left is None else left, name.end, name.label, RANK)


def find(tape: DocTape) -> Iterator[Proposal]:
    """Names that `of` joins to a head noun."""
    words, lower, size = tape.words, tape.lower, len(tape.words)
    for at, end, label in tape.phrases(tables()["of"]):
        joins = end + 1 < size and (words[end] == "of" or (words[end] == "for" and lower[at] == "battle"))
        if not joins:
            continue
        right = end + 2 if lower[end + 1] == "the" and end + 2 < size else end + 1
        if tape.capital[right] and (stop := tape.name_right(right)) > right:
            name = Beside(at, right, stop, label, " ".join(words[at:end]))
            if found := joined_by_of(tape, name):
                yield found
