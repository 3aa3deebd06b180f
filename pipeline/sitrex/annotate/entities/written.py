"""Persons as lists and citations write them: `Reilly, John J.`, `C H Gayle`, `Dom Visconsi, Sr.`, `Leo D. ("Dutch") Hermle`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.persons import name_end, titles
from sitrex.annotate.entities.proposals import CERTAIN, TOLD, Proposal

LETTER: Final = re.compile(r"[A-Z]\.?")
JUNIOR: Final = group("juniors")
MARKS: Final = frozenset("\"“”‘’'()")
_GIVEN: Final = 3
"""Given names and initials behind a family name at most."""
_INITIALS: Final = 3
_NICKNAME: Final = 3


def find(tape: DocTape) -> Iterator[Proposal]:
    """Family names before given ones, and initials without dots."""
    for comma in tape.spots.get(",", ()):
        if found := reversed_name(tape, comma):
            yield found
    for at, word in enumerate(tape.words):
        if len(word) == 1 and tape.capital[at] and (found := initials(tape, at)):
            yield found


def reversed_name(tape: DocTape, comma: int) -> Proposal | None:
    """`REILLY, John J.` that opens a line or stands behind a colon, up to its end or a comma."""
    start = comma - 1
    if start < 0 or not tape.name_word(start) or not (tape.opens(start) or tape.words[start - 1] == ":"):
        return None
    if titles().longest(tape.words, start):
        return None
    end = comma + 1
    while (
        end < len(tape.words)
        and end - comma <= _GIVEN
        and tape.name_word(end)
        and not titles().longest(tape.words, end)
    ):
        end += 1
        if tape.words[end : end + 1] == ["."] and len(tape.words[end - 1]) == 1:
            end += 1
    stops = (
        end == len(tape.words)
        or titles().longest(tape.words, end)
        or tape.words[end] in ("\n", ",", "(", "-")
        or tape.words[end - 1].endswith(".")
    )
    alone = tape.opens(start) and (end == len(tape.words) or tape.words[end] == "\n")
    sure = alone or tape.surface(start, comma).isupper()
    return Proposal(start, end, "PERSON", CERTAIN if sure else TOLD) if end > comma + 1 and stops else None


def initials(tape: DocTape, at: int) -> Proposal | None:
    """Letters without dots and a family name: `S J A Taufel`."""
    if at and len(tape.words[at - 1]) == 1 and tape.capital[at - 1]:
        return None
    end = at
    while end < len(tape.words) and end - at < _INITIALS and len(tape.words[end]) == 1 and tape.capital[end]:
        end += 1
    stop = name_end(tape, end)
    return (
        Proposal(at, stop, "PERSON", TOLD if end - at > 1 else 0) if stop > end and len(tape.words[end]) > 1 else None
    )


def longer(tape: DocTape, read: Iterable[Proposal]) -> Iterator[Proposal]:
    """Persons with `Jr.` behind a comma, or with the nickname between their names."""
    people = {(p.start, p.end) for p in read if p.label == "PERSON"}
    ends: dict[int, list[int]] = {}
    for start, end in people:
        ends.setdefault(start, []).append(end)
    for start, end in people:
        if tape.words[end : end + 1] == [","] and tape.words[end + 1 : end + 2] and tape.words[end + 1] in JUNIOR:
            yield Proposal(start, end + 2, "PERSON", TOLD)
        if nickname := _nickname(tape, end):
            yield from (Proposal(start, stop, "PERSON", TOLD) for stop in ends.get(nickname, ()))


def _nickname(tape: DocTape, end: int) -> int | None:
    """Where a name goes on behind a nickname in quotation marks or brackets."""
    words, size = tape.words, len(tape.words)
    at = end
    while at < size and words[at] in MARKS:
        at += 1
    stop = next((stop for stop in range(at + 1, min(at + _NICKNAME, size)) if words[stop] in MARKS), None)
    if at == end or stop is None:
        return None
    while stop < size and words[stop] in MARKS:
        stop += 1
    return stop
