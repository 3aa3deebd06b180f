"""The names that the model reads, with the guidelines' edges: no article before them, no genitive behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span

from sitrex.annotate.entities.datelines import DASHES
from sitrex.annotate.entities.doc_tape import ARTICLES, POSSESSIVE, DocTape
from sitrex.annotate.entities.lexicon import lexical
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.proposals import LABELS, Proposal
from sitrex.annotate.entities.rules import entities

STOP: Final = "AAA"
"""How telegrams of the British army spell a full stop."""
MOST_FIGURES: Final = 3
"""Figures of a count behind a name; four are a year: `Rio 2016`."""
RANK: Final = 50
"""Of what only the model vouches for."""


def proposed(tape: DocTape, doc: Doc) -> Iterator[Proposal]:
    """The model's entities and its units, which keep entities out of their spans."""
    for label, start, end in ((found.label_, *part) for found in doc.ents for part in _parts(tape, found)):
        while start < end and tape.lower[start] in ARTICLES:
            start += 1
        while start < end and (tape.lower[end - 1] in POSSESSIVE or tape.words[end - 1] == STOP):
            end -= 1
        if label in ("GPE", "EVENT") and counted(tape, start, end):
            label, end = "GPE", end - 1
        if start < end and (label in LABELS or label == "UNIT"):
            yield Proposal(start, end, label, RANK)


@entities.rule(
    "entities.model.counted",
    reads=("Prisoners: [[France]] 3, Croatia 2, Poland 12.",),
    leaves=("Prisoners: men 3, women 2.",),
    source="tables of medals and losses by country",
    nothing=False,
)
def counted(tape: DocTape, start: int, end: int) -> bool:
    """A figure behind a known place is counted of it, no part of its name."""
    if end - start < 2 or not tape.words[end - 1].isdecimal() or len(tape.words[end - 1]) > MOST_FIGURES:
        return False
    name = tape.surface(start, end - 1)
    return is_place(name) or lexical(name) is not None


def _parts(tape: DocTape, found: Span) -> Iterator[tuple[int, int]]:
    """The words of a span up to the end of a line that ends a name, parted at dashes that stand free."""
    start, end = tape.word_of[found.start], tape.word_of[found.end]
    while start < end and tape.words[start] == "\n":
        start += 1
    for at in range(start, end):
        if tape.words[at] == "\n":
            end = at
            break
        if tape.words[at] in DASHES and not tape.glued(at):
            yield start, at
            start = at + 1
    yield start, end
