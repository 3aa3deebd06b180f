"""Persons as lists write them: `Reilly, John J.`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.persons import titles
from sitrex.annotate.entities.proposals import CERTAIN, TOLD, Proposal

_BEHIND: Final = (",", "(", "-")
"""What may stand behind a family name and given ones."""
_GIVEN: Final = 3
"""Given names and initials behind a family name at most."""


def find(tape: DocTape) -> Iterator[Proposal]:
    """Family names before given ones."""
    for comma in tape.spots.get(",", ()):
        if found := reversed_name(tape, comma):
            yield found


def reversed_name(tape: DocTape, comma: int) -> Proposal | None:
    """`REILLY, John J.` that opens a line or stands behind a colon, up to its end or a comma."""
    start = comma - 1
    if start < 0 or not tape.name_word(start) or not (tape.opens(start) or tape.words[start - 1] == ":"):
        return None
    title_ends = tape.ends(titles())
    if start in title_ends:
        return None
    end = _given_end(tape, comma + 1)
    if end == comma + 1:
        return None
    closed = end == len(tape.words) or tape.words[end] == "\n"
    dotted = tape.words[end - 1].endswith(".")
    if not (closed or dotted or tape.words[end] in _BEHIND or end in title_ends):
        return None
    sure = (closed and tape.opens(start)) or tape.surface(start, comma).isupper()
    return Proposal(start, end, "PERSON", CERTAIN if sure else TOLD)


def _given_end(tape: DocTape, start: int) -> int:
    """End of the given names and initials that begin here, the dots of the initials among them."""
    words, size, title_ends = tape.words, len(tape.words), tape.ends(titles())
    end = start
    while end < min(size, start + _GIVEN) and tape.name_word(end) and end not in title_ends:
        end += 1
        if end < size and words[end] == "." and len(words[end - 1]) == 1:
            end += 1
    return end
