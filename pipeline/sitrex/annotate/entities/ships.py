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
from sitrex.annotate.entities.piece import Piece, Span

HULL: Final = re.compile(r"(?:[A-Z]-)?[A-Z]{1,5}-?\d{1,4}", re.ASCII)
BROAD_TYPES: Final = frozenset(
    "carrier carriers monitor tender transport ship vessel warship tanker tug submarines ships".split()
)
"""Ship types whose word has other uses before a name."""
QUOTED: Final = frozenset({'"', "“", "”", "'", "‘", "’", "''", "``", "«", "»"})


def find(piece: Piece) -> Iterator[Span]:
    """EQUIPMENT spans of ships and of classes of them."""
    words, lower, size = piece.words, piece.lower, len(piece.words)
    prefix, types = words_of("ships.tsv", "role", "prefix"), _ship_types()
    starts = {*piece.where(prefix), *piece.spots.get("(", ()), *piece.lower_spots.get("class", ())}
    for at in sorted(starts.union(piece.where_lower(types.firsts))):
        word = words[at]
        if word in prefix and at + 1 < size and piece.capital[at + 1] and lower[at + 1] != "the":
            yield _ship(piece, at, _prefixed(piece, at + 1), 86)
        elif word == "(" and at and piece.name_word(at - 1) and (end := _hull(piece, at)) > at:
            if words[at + 1].partition("-")[0] in words_of("ships.tsv", "role", "hull"):
                yield _ship(piece, piece.name_left(at, 3), at, 86)
        elif lower[at] == "class" and at > 1 and words[at - 1] in "-–" and piece.capital[at - 2]:
            start = at - 2
            while (
                start and piece.capital[start - 1] and piece.name_word(start - 1) and not names_people(words[start - 1])
            ):
                start -= 1
            head = head_after(piece, at + 1, "name")
            yield Span(start, head[0] if head else at + 1, "EQUIPMENT", 83, head[1] if head else "ship", None)
        elif (hit := types.at(lower, at)) and lower[at] not in BROAD_TYPES:
            end = hit[0]
            if end + 2 < size and words[end] in QUOTED and piece.name_word(end + 1) and words[end - 1][-1] != "s":
                close = next((i for i in range(end + 2, min(end + 6, size)) if words[i] in QUOTED), None)
                if close:
                    yield _ship(piece, end + 1, close, 70)
                continue
            several = lower[end - 1].endswith("s")
            if end < size and piece.name_word(end) and not (several and names_people(words[end])):
                yield _ship(piece, end, piece.name_right(end, 3), 45 if several else 65)


def _prefixed(piece: Piece, start: int) -> int:
    """End of a ship's name of up to five words that begins behind its prefix."""
    words, lower, size = piece.words, piece.lower, len(piece.words)
    end = start
    while end < size and end - start < 5:
        if piece.capital[end] and (end == start or words[end - 1] not in ",;"):
            end += 1
        elif (
            end + 1 < size
            and piece.capital[end + 1]
            and ((words[end] == "-" and piece.glued(end)) or lower[end] in ("of", "de", "the", "von", "la"))
        ):
            end += 2
        else:
            break
    return end


def _ship(piece: Piece, start: int, end: int, rank: int) -> Span:
    """A ship's name with the hull number after it, which is its designation."""
    stop = _hull(piece, end)
    number = piece.surface(end + 1, stop - 1) if stop > end else None
    return Span(start, stop, "EQUIPMENT", rank, "ship", number)


def _hull(piece: Piece, end: int) -> int:
    """``end`` moved over a hull number in brackets."""
    words = piece.words
    for close in range(end + 2, min(end + 6, len(words))):
        inside = "".join(words[end + 1 : close])
        if words[end] == "(" and words[close] == ")" and HULL.fullmatch(inside):
            return close + 1
    return end


@cache
def _ship_types() -> Phrases[bool]:
    return Phrases((split(word), True) for word in words_of("ships.tsv", "role", "type"))
