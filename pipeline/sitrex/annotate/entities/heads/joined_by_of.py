"""Names that `of` joins to their head noun: `Battle of Ilovaisk`, `Ministry of Defence`, `Gulf of Riga`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.lexicon import head_nouns
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities

RANK: Final = 74


@entities.rule(
    "entities.heads.body-before",
    reads=("The [[Lower Vaucelin Board of Guardians]] met.",),
    leaves=("The board of the ship met.",),
    source="head nouns of names: heads.tsv, joined by of",
)
def body_before(tape: DocTape, start: int, label: str) -> int | None:
    """The words before an organisation's head belong to it: `Russian Ministry of Defence`."""
    return tape.name_left(start, 3) if label == "ORG" else None


@entities.rule(
    "entities.heads.of",
    reads=(
        "The long [[battle of Zorka Ridge]] ended.",
        "In the [[battle for Kestrel]] many fell.",
        "They held the [[Valley of the Weiss]].",
        "The [[Board of Guardians]] met.",
    ),
    leaves=("The long battle of the year ended.",),
    source="head nouns of names: heads.tsv, joined by of",
)
def joined_by_of(tape: DocTape, start: int, end: int, label: str) -> Proposal | None:
    """An organisation, an event, a state, a landscape or a built thing: `Ministry of Defence`, `Gulf of Riga`."""
    left = body_before(tape, start, label)
    return Proposal(start if left is None else left, end, label, RANK)


def find(tape: DocTape) -> Iterator[Proposal]:
    """Names that `of` joins to a head noun."""
    words, lower, size = tape.words, tape.lower, len(tape.words)
    for at, end, label in tape.phrases(head_nouns()["of"]):
        joins = end + 1 < size and (words[end] == "of" or (words[end] == "for" and lower[at] == "battle"))
        if not joins:
            continue
        right = end + 2 if lower[end + 1] == "the" and end + 2 < size else end + 1
        stop = tape.name_right(right) if tape.capital[right] else right
        if stop > right and (found := joined_by_of(tape, at, stop, label)):
            yield found
