"""Persons in headings with a capital on most words, where case says nothing: `Zelensky Meets Macron in Paris`."""

from __future__ import annotations

from collections.abc import Iterator

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.lexicon import names
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.text.words import common_words


def find(tape: DocTape) -> Iterator[Proposal]:
    """The words of such a heading that are no common ones and that no list knows; what stands around decides."""
    for at, weak in enumerate(tape.weak):
        if weak and _uncommon(tape, at) and not (at and tape.weak[at - 1] and _uncommon(tape, at - 1)):
            end = at + 1
            while end < len(tape.words) and _uncommon(tape, end):
                end += 1
            yield Proposal(at, end, "PERSON", 0)


def _uncommon(tape: DocTape, at: int) -> bool:
    """Whether a word with a capital, and small letters behind it, is no common one and no listed name."""
    word = tape.words[at]
    return (
        tape.capital[at]
        and tape.text[tape.offsets[at] + 1 : tape.offsets[at] + 2].islower()
        and tape.lower[at] not in common_words()
        and names().whole((word,)) is None
    )
