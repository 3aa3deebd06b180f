"""The names that the statistical model proposes, trimmed to the guidelines' spans and checked against what it often mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span

from sitrex.annotate.entities.model import edges, labels, vetoes
from sitrex.annotate.entities.proposals import LABELS, Proposal
from sitrex.annotate.entities.tape import Tape

RANK: Final = 50
"""Of what only the model vouches for."""


def proposed(tape: Tape, doc: Doc) -> Iterator[Proposal]:
    """The model's entities, trimmed to the guidelines' spans; its UNITs stay, to keep entities out of them."""
    for found in doc.ents:
        label = found.label_
        if label not in LABELS and label != "UNIT":
            continue
        start, end = edges.trimmed(tape, *_line(tape, found))
        if start == end or vetoes.markup(tape, start, end):
            continue
        name = (label, start, end) if label == "UNIT" else _corrected(tape, label, start, end)
        if name is not None and not vetoes.bare_noun(tape, *name[1:]):
            label, start, end = name
            yield Proposal(start, end, label, RANK)


def _corrected(tape: Tape, label: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Label and span as the rules read them; None where one of them refuses the name."""
    if label == "PERSON":
        start, stop = edges.person(tape, start, end)
        label = labels.headline_place(tape, start, stop, end) or label
        end = stop
    if label == "EVENT" and vetoes.formation(tape, start, end, label):
        return None
    if any(veto(tape, start, end, label) for veto in vetoes.FIRST):
        return None
    label = labels.person_or_place(tape, start, end, label)
    if tape.weak[start]:
        if vetoes.heading_in_capitals(tape, start, end):
            return None
        label = labels.place_in_capitals(tape, start, end) or label
    if label == "EVENT" and vetoes.peoples_deed(tape, start, end, label):
        return None
    if end - start > 2:
        start += 2 * edges.prefix(tape, start, end, label)
    if any(veto(tape, start, end, label) for veto in vetoes.LAST.get(label, ())):
        return None
    end -= edges.rivers(tape, start, end, label)
    return labels.place(tape, start, end, label), start, end


def _line(tape: Tape, found: Span) -> tuple[int, int]:
    """The words of a span up to the end of a line that ends a name."""
    start, end = tape.word_of[found.start], tape.word_of[found.end]
    while start < end and tape.words[start] == "\n":
        start += 1
    wall = next((at for at in range(start, end) if tape.words[at] == "\n"), end)
    return start, wall
