"""The names that the model reads, with the guidelines' edges: no article before them, no genitive behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span

from sitrex.annotate.entities.doc_tape import ARTICLES, POSSESSIVE, DocTape
from sitrex.annotate.entities.lexicon import lexical
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.proposals import LABELS, Proposal
from sitrex.annotate.entities.rules import entities

RANK: Final = 50
"""Of what only the model vouches for."""


def proposed(tape: DocTape, doc: Doc) -> Iterator[Proposal]:
    """The model's entities and its units, which keep entities out of their spans."""
    for found in doc.ents:
        start, end = _line(tape, found)
        while start < end and tape.lower[start] in ARTICLES:
            start += 1
        while start < end and tape.lower[end - 1] in POSSESSIVE:
            end -= 1
        if found.label_ == "GPE" and counted(tape, start, end):
            end -= 1
        if start < end and (found.label_ in LABELS or found.label_ == "UNIT"):
            yield Proposal(start, end, found.label_, RANK)


@entities.rule("entities.model.counted", reads=("Prisoners: [[France]] 3, Croatia 2, Poland 12.",), nothing=False)
def counted(tape: DocTape, start: int, end: int) -> bool:
    """A figure behind a known place is counted of it, no part of its name."""
    if end - start < 2 or not tape.words[end - 1].isdecimal():
        return False
    name = tape.surface(start, end - 1)
    return is_place(name) or lexical(name) is not None


def _line(tape: DocTape, found: Span) -> tuple[int, int]:
    """The words of a span up to the end of a line that ends a name."""
    start, end = tape.word_of[found.start], tape.word_of[found.end]
    while start < end and tape.words[start] == "\n":
        start += 1
    wall = next((at for at in range(start, end) if tape.words[at] == "\n"), end)
    return start, wall
