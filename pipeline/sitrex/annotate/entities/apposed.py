"""Names by what stands before them that says what they are: `the newspaper Barricada`, `call sign "Gvozd"`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.proposals import TOLD, Proposal

_ORGANISATIONS: Final = group("organisation_nouns")
"""Nouns right before the name of an organisation."""
_CALLED: Final = group("called_by")
"""Last words before the name that a person is called by."""
_OPERATIONS: Final = group("operation_nouns")
"""Nouns that head the line of a report that names its operation: `Operation: MAKIKI`."""
_QUOTES: Final = frozenset("\"“”‘’'«»„")
_WORDS: Final = 6
"""Words of a name at most."""


def find(tape: DocTape) -> Iterator[Proposal]:
    """Names behind a noun that says what they are."""
    for at in tape.where_lower(_ORGANISATIONS):
        if not tape.capital[at] or tape.weak[at]:
            yield from _named(tape, at + 1)
    for at in tape.where_lower(_CALLED):
        yield from _called(tape, at + 1)
    for at in tape.where_lower(_OPERATIONS):
        if tape.words[at + 1 : at + 2] == [":"]:
            yield from _operation(tape, at + 2)


def _operation(tape: DocTape, at: int) -> Iterator[Proposal]:
    """The name of an operation behind a heading and its colon."""
    if at < len(tape.words) and tape.name_word(at):
        yield Proposal(at, tape.name_right(at, 4), "EVENT", TOLD)


def _named(tape: DocTape, at: int) -> Iterator[Proposal]:
    """The capitalised words that begin here, in quotation marks or not."""
    size = len(tape.words)
    if at < size and tape.words[at] in _QUOTES:
        at += 1
    if at < size and tape.lower[at] == "the":
        at += 1
    if at < size and tape.name_word(at) and (end := tape.name_right(at, _WORDS)) > at:
        yield Proposal(at, end, "ORG", 0)


def _called(tape: DocTape, at: int) -> Iterator[Proposal]:
    """What people are called: names in quotation marks, one or several; without marks one."""
    words, size = tape.words, len(tape.words)
    while at + 2 < size and words[at] in _QUOTES:
        end = next((end for end in range(at + 1, min(at + 5, size)) if words[end] in _QUOTES), at + 1)
        if end == at + 1:
            return
        yield Proposal(at + 1, end, "PERSON", TOLD)
        at = end + 1
        while at < size and tape.lower[at] in ("and", ","):
            at += 1
    if at < size and tape.name_word(at):
        yield Proposal(at, tape.name_right(at, 3), "PERSON", 0)
