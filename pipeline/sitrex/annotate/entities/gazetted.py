"""Places that the gazetteer knows, where the words before them say that a place may stand there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.proposals import Proposal

_WORDS: Final = 4
"""Words of a place at most."""
_BEFORE: Final = group("before_places")


def find(tape: DocTape) -> Iterator[Proposal]:
    """The longest place that begins behind such a word, an article between them or not."""
    for before in tape.where_lower(_BEFORE):
        at = before + 1
        if tape.lower[at : at + 1] == ["the"]:
            at += 1
        if at < len(tape.words) and tape.name_word(at):
            ends = range(tape.name_right(at, _WORDS), at, -1)
            if end := next((end for end in ends if is_place(tape.surface(at, end))), None):
                yield Proposal(at, end, "GPE", 0)
