"""Places that the gazetteer knows, where the words before them say that a place may stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.places import gazetteer, is_place
from sitrex.annotate.entities.proposals import TOLD, Proposal

_PEOPLE: Final = (10_000, 100_000)
"""Steps of a place's population."""
LARGE: Final = f"above {_PEOPLE[0]:,} people"
_JOINTS: Final = (",", ";", "/", "and", "or", "&")
"""What parts the names of a list."""
_BRACKETED: Final = 5
"""Words of a remark in brackets behind a name of a list at most."""
_WORDS: Final = 4
"""Words of a place at most."""
_BEFORE: Final = group("before_places")
_GRID: Final = re.compile(r"[A-Z]{2}\d{4,10}")
_SECTORS: Final = group("sectors")
"""Nouns before which a place names a part of the front: `the Lyman sector`."""
_STOPS: Final = frozenset(".!?;\n")
_PARTS: Final = (["("], [","], ["/"], ["and"])
"""What stands behind the first place of a list."""


def grid(tape: DocTape, at: int) -> bool:
    """Whether a reference to the military grid stands in brackets: `(XT 4416)`, `(XT441166)`."""
    words = tape.words
    if words[at : at + 1] != ["("]:
        return False
    close = next((i for i in range(at + 2, min(at + 5, len(words))) if words[i] == ")"), at)
    return _GRID.fullmatch("".join(words[at + 1 : close])) is not None


def find(tape: DocTape) -> Iterator[Proposal]:
    """The longest place that begins behind such a word, an article between them or not; one that opens a list, one before
    `sector`, and what has a reference to the grid behind it.
    """
    for before in tape.where_lower(_BEFORE):
        at = before + 1
        if tape.lower[at : at + 1] == ["the"]:
            at += 1
        if found := _place(tape, at):
            yield found
    for at in [0, *[stop + 1 for stop in tape.where(_STOPS)]]:
        if (found := _place(tape, at)) and tape.lower[found.end : found.end + 1] in _PARTS:
            yield replace(found, rank=TOLD) if _remarked(tape, found) else found
    for at in tape.spots.get("(", ()):
        if grid(tape, at) and (start := tape.name_left(at, _WORDS)) < at:
            yield Proposal(start, at, "GPE", 0)
    for at in tape.where_lower(_SECTORS):
        if (found := _place(tape, tape.name_left(at, _WORDS))) and found.end == at:
            yield found


def _remarked(tape: DocTape, found: Proposal) -> bool:
    """Whether a large place opens a list of such, with a remark in brackets: `Leipzig (closed), Bremen (open)`."""
    remark = tape.words[found.end] == "(" and LARGE in known(tape.surface(found.start, found.end))
    return remark and large_behind(tape, found.end)


def _place(tape: DocTape, at: int) -> Proposal | None:
    """The longest place that begins at a word."""
    if at < len(tape.words) and tape.name_word(at):
        for end in range(tape.name_right(at, _WORDS), at, -1):
            if is_place(tape.surface(at, end)):
                return Proposal(at, end, "GPE", 0)
    return None


def large_behind(tape: DocTape, end: int) -> bool:
    """Whether the next name of the list is a large place, a remark in brackets before it or not."""
    words, size, at = tape.words, len(tape.words), end
    if words[at : at + 1] == ["("]:
        at = next((i + 1 for i in range(at + 1, min(at + _BRACKETED, size)) if words[i] == ")"), size)
    parted = at
    while at < size and tape.lower[at] in _JOINTS:
        at += 1
    return at > parted and at < size and tape.name_word(at) and LARGE in known(tape.surface(at, tape.name_right(at, 3)))


def large_before(tape: DocTape, start: int) -> bool:
    """Whether the name of the list before it is a large place."""
    at = start
    while at and tape.lower[at - 1] in _JOINTS:
        at -= 1
    if at == start or not at:
        return False
    if tape.words[at - 1] == ")":
        at = next((i for i in range(at - 2, max(at - _BRACKETED - 1, -1), -1) if tape.words[i] == "("), 0)
    return at > 0 and tape.name_word(at - 1) and LARGE in known(tape.surface(tape.name_left(at, 3), at))


@lru_cache(maxsize=50_000)
def known(name: str) -> tuple[str, ...]:
    """What the gazetteer has under the name."""
    found = gazetteer().find(name)
    people = max((place.population for place in found), default=0)
    shown = [f"known {precision}" for precision in sorted({place.precision for place in found})]
    if any(place.capital for place in found):
        shown.append("known capital")
    return (*shown, *(f"above {step:,} people" for step in _PEOPLE if people > step))
