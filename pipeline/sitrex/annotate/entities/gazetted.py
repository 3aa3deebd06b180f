"""Places that the gazetteer knows, where the words before them say that a place may stand there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import HYPHENS, DocTape
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.proposals import TOLD, Proposal

_WORDS: Final = 4
"""Words of a place at most."""
_BEFORE: Final = group("before_places")
_LINKS: Final = group("place_links")
"""Words inside the names of places: `Frankfurt an der Oder`, `Newcastle-under-Lyme`."""


def find(tape: DocTape) -> Iterator[Proposal]:
    """The longest place that begins behind such a word, an article between them or not; and those that words join."""
    for link in tape.where_lower(_LINKS):
        if found := joined(tape, link):
            yield found
    for before in tape.where_lower(_BEFORE):
        at = before + 1
        if tape.lower[at : at + 1] == ["the"]:
            at += 1
        if at < len(tape.words) and tape.name_word(at):
            ends = range(tape.name_right(at, _WORDS), at, -1)
            if end := next((end for end in ends if is_place(tape.surface(at, end))), None):
                yield Proposal(at, end, "GPE", 0)


def joined(tape: DocTape, link: int) -> Proposal | None:
    """A place of the gazetteer that small words and hyphens join, the first of which stands here."""
    words = tape.words
    start = link - 1 - (link > 1 and words[link - 1] in HYPHENS)
    if start < 0 or not tape.name_word(start):
        return None
    last = link + 1
    while last < len(words) and last - link < _WORDS and (tape.lower[last] in _LINKS or words[last] in HYPHENS):
        last += 1
    named = last < len(words) and tape.name_word(last) and is_place(tape.surface(start, last + 1))
    return Proposal(start, last + 1, "GPE", TOLD) if named else None
