"""Names with their head noun before them: `Mount Hermon`, `Jabal al-Zawiya`, `Operation Neptune`."""

from __future__ import annotations

from collections.abc import Iterator

from sitrex.annotate.entities.doc_tape import ARABIC, DocTape
from sitrex.annotate.entities.heads.table import tables
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities


def _article(tape: DocTape, end: int) -> bool:
    """Whether the Arabic article in lower case and a name follow."""
    return (
        end + 2 < len(tape.words) and tape.lower[end] in ARABIC and tape.words[end + 1] == "-" and tape.capital[end + 2]
    )


@entities.rule("entities.heads.before", reads=("[[Harakat Zorka]] fought on.", "[[Ras al-Zorka]] burned."))
def before(tape: DocTape, at: int, end: int, label: str) -> Proposal | None:
    """A head noun and capitalised words, with the Arabic article or without: `Mount Hermon`, `Jabal al-Zawiya`."""
    if not (tape.name_word(end) or _article(tape, end)):
        return None
    longest, rank = (8, 71) if label == "ORG" else (5, 69)
    return Proposal(at, tape.name_right(end - 1, longest), label, rank)


def find(tape: DocTape) -> Iterator[Proposal]:
    """Names behind a head noun."""
    for at, end, label in tape.phrases(tables()["before"]):
        if end < len(tape.words) and tape.words[end] != "of" and (found := before(tape, at, end, label)):
            yield found
