"""Places that the gazetteer knows, where the words before them say that a place may stand there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import HYPHENS, DocTape
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.proposals import TOLD, Proposal

WORDS: Final = 4
"""Words of a place at most."""
BEFORE: Final = group("before_places")


LINKS: Final = group("place_links")
"""Words inside the names of places: `Frankfurt an der Oder`, `Newcastle-under-Lyme`."""


def joined(tape: DocTape) -> Iterator[Proposal]:
    """Places of the gazetteer that words in small letters join."""
    done = 0
    for link in tape.where_lower(LINKS):
        start = link - 1
        if start > 0 and tape.words[start] in HYPHENS:
            start -= 1
        if link < done or start < 0 or not tape.name_word(start):
            continue
        done = link + 1
        while (
            done < len(tape.words)
            and done - link < WORDS
            and (tape.lower[done] in LINKS or tape.words[done] in HYPHENS)
        ):
            done += 1
        if done < len(tape.words) and tape.name_word(done) and is_place(tape.surface(start, done + 1)):
            yield Proposal(start, done + 1, "GPE", TOLD)


def find(tape: DocTape) -> Iterator[Proposal]:
    """The longest place that begins behind such a word, an article between them or not."""
    yield from joined(tape)
    for before in tape.where_lower(BEFORE):
        at = before + 1
        if tape.lower[at : at + 1] == ["the"]:
            at += 1
        if at < len(tape.words) and tape.name_word(at):
            ends = range(tape.name_right(at, WORDS), at, -1)
            if end := next((end for end in ends if is_place(tape.surface(at, end))), None):
                yield Proposal(at, end, "GPE", 0)
