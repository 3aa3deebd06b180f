"""Names with their head noun before them: `Mount Hermon`, `Jabal al-Zawiya`, `Operation Neptune`."""

from __future__ import annotations

from collections.abc import Iterator

from sitrex.annotate.entities.doc_tape import ARABIC, DocTape
from sitrex.annotate.entities.heads.table import Beside, tables
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities


def _article(tape: DocTape, end: int) -> bool:
    """Whether the Arabic article in lower case and a name follow."""
    return (
        end + 2 < len(tape.words) and tape.lower[end] in ARABIC and tape.words[end + 1] == "-" and tape.capital[end + 2]
    )


@entities.rule("entities.heads.before", reads=("[[Harakat Zorka]] fought on.", "[[Ras al-Zorka]] burned."))
def before(tape: DocTape, name: Beside) -> Proposal | None:
    """A head noun and capitalised words, with the Arabic article or without: `Mount Hermon`, `Jabal al-Zawiya`."""
    if not (tape.name_word(name.end) or _article(tape, name.end)):
        return None
    body = name.label == "ORG"
    return Proposal(name.at, tape.name_right(name.end - 1, 8 if body else 5), name.label, 71 if body else 69)


def find(tape: DocTape) -> Iterator[Proposal]:
    """Names behind a head noun."""
    for at, end, label in tape.phrases(tables()["before"]):
        if end < len(tape.words) and tape.words[end] != "of":
            name = Beside(at, at, end, label, " ".join(tape.words[at:end]))
            if found := before(tape, name):
                yield found
