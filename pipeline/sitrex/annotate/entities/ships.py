"""EQUIPMENT that floats: `USS Cole (DDG-67)`, `the destroyer "Sheffield"`, `Iowa-class battleships`; also other classes.

Prefixes, types and hull letters come from ``ships.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from sitrex.annotate.entities.designations import head_after, names_people
from sitrex.annotate.entities.lexicon import Phrases, split, words_of
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.tape import Tape

HULL: Final = re.compile(r"(?:[A-Z]-)?[A-Z]{1,5}-?\d{1,4}", re.ASCII)
BROAD_TYPES: Final = frozenset(
    "carrier carriers monitor tender transport ship vessel warship tanker tug submarines ships".split()
)
"""Ship types whose word has other uses before a name."""
QUOTED: Final = frozenset({'"', "“", "”", "'", "‘", "’", "''", "``", "«", "»"})


def find(tape: Tape) -> Iterator[Proposal]:
    """EQUIPMENT spans of ships and of classes of them."""
    words, lower, size = tape.words, tape.lower, len(tape.words)
    prefix, types = words_of("ships.tsv", "role", "prefix"), _ship_types()
    starts = {*tape.where(prefix), *tape.spots.get("(", ()), *tape.lower_spots.get("class", ())}
    for at in sorted(starts.union(tape.where_lower(types.firsts))):
        word = words[at]
        if word in prefix and at + 1 < size and tape.capital[at + 1] and lower[at + 1] != "the":
            yield _ship(tape, at, _prefixed(tape, at + 1), 86)
        elif word == "(" and at and tape.name_word(at - 1) and (end := _hull(tape, at)) > at:
            if words[at + 1].partition("-")[0] in words_of("ships.tsv", "role", "hull"):
                yield _ship(tape, tape.name_left(at, 3), at, 86)
        elif lower[at] == "class" and at > 1 and words[at - 1] in "-–" and tape.capital[at - 2]:
            start = at - 2
            while (
                start and tape.capital[start - 1] and tape.name_word(start - 1) and not names_people(words[start - 1])
            ):
                start -= 1
            head = head_after(tape, at + 1, "name")
            yield Proposal(start, head[0] if head else at + 1, "EQUIPMENT", 83, head[1] if head else "ship", None)
        elif (hit := types.at(lower, at)) and lower[at] not in BROAD_TYPES:
            end = hit[0]
            if end + 2 < size and words[end] in QUOTED and tape.name_word(end + 1) and words[end - 1][-1] != "s":
                close = next((i for i in range(end + 2, min(end + 6, size)) if words[i] in QUOTED), None)
                if close:
                    yield _ship(tape, end + 1, close, 70)
                continue
            several = lower[end - 1].endswith("s")
            if end < size and tape.name_word(end) and not (several and names_people(words[end])):
                yield _ship(tape, end, tape.name_right(end, 3), 45 if several else 65)


def _prefixed(tape: Tape, start: int) -> int:
    """End of a ship's name of up to five words that begins behind its prefix."""
    words, lower, size = tape.words, tape.lower, len(tape.words)
    end = start
    while end < size and end - start < 5:
        if tape.capital[end] and (end == start or words[end - 1] not in ",;"):
            end += 1
        elif (
            end + 1 < size
            and tape.capital[end + 1]
            and ((words[end] == "-" and tape.glued(end)) or lower[end] in ("of", "de", "the", "von", "la"))
        ):
            end += 2
        else:
            break
    return end


def _ship(tape: Tape, start: int, end: int, rank: int) -> Proposal:
    """A ship's name with the hull number after it, which is its designation."""
    stop = _hull(tape, end)
    number = tape.surface(end + 1, stop - 1) if stop > end else None
    return Proposal(start, stop, "EQUIPMENT", rank, "ship", number)


def _hull(tape: Tape, end: int) -> int:
    """``end`` moved over a hull number in brackets."""
    words = tape.words
    for close in range(end + 2, min(end + 6, len(words))):
        inside = "".join(words[end + 1 : close])
        if words[end] == "(" and words[close] == ")" and HULL.fullmatch(inside):
            return close + 1
    return end


@cache
def _ship_types() -> Phrases[bool]:
    return Phrases((split(word), True) for word in words_of("ships.tsv", "role", "type"))
