"""Persons as lists and citations write them: `Reilly, John J.`, `C H Gayle`, `Dom Visconsi, Sr.`, `Leo D. ("Dutch") Hermle`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import QUOTES, DocTape
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.persons import name_end, titles
from sitrex.annotate.entities.proposals import CERTAIN, TOLD, Proposal

_JUNIORS: Final = group("juniors")
_MARKS: Final = QUOTES | {"(", ")"}
"""What stands around a nickname."""
_BEHIND: Final = (",", "(", "-")
"""What may stand behind a family name and given ones."""
_GIVEN: Final = 3
"""Given names and initials behind a family name at most."""
_INITIALS: Final = 3
"""Letters without dots before a family name at most."""
_NICKNAME: Final = 3
"""Words from the first mark of a nickname to its last one."""


def find(tape: DocTape) -> Iterator[Proposal]:
    """Family names before given ones, and initials without dots."""
    for comma in tape.spots.get(",", ()):
        if found := reversed_name(tape, comma):
            yield found
    for at in tape.where({word for word in tape.spots if len(word) == 1 and word.isupper()}):
        if found := initials(tape, at):
            yield found


def reversed_name(tape: DocTape, comma: int) -> Proposal | None:
    """`REILLY, John J.` that opens a line or stands behind a colon, up to its end or a comma."""
    start = comma - 1
    if start < 0 or not tape.name_word(start) or not (tape.opens(start) or tape.words[start - 1] == ":"):
        return None
    if titles().longest(tape.words, start):
        return None
    end = _given_end(tape, comma + 1)
    if end == comma + 1:
        return None
    closed = end == len(tape.words) or tape.words[end] == "\n"
    dotted = tape.words[end - 1].endswith(".")
    if not (closed or dotted or tape.words[end] in _BEHIND or titles().longest(tape.words, end)):
        return None
    sure = (closed and tape.opens(start)) or tape.surface(start, comma).isupper()
    return Proposal(start, end, "PERSON", CERTAIN if sure else TOLD)


def _given_end(tape: DocTape, start: int) -> int:
    """End of the given names and initials that begin here, the dots of the initials among them."""
    words, size = tape.words, len(tape.words)
    end = start
    while end < min(size, start + _GIVEN) and tape.name_word(end) and not titles().longest(words, end):
        end += 1
        if end < size and words[end] == "." and len(words[end - 1]) == 1:
            end += 1
    return end


def initials(tape: DocTape, at: int) -> Proposal | None:
    """Letters without dots and a family name: `S J A Taufel`."""
    if at and len(tape.words[at - 1]) == 1 and tape.capital[at - 1]:
        return None
    end = at
    while end < len(tape.words) and end - at < _INITIALS and len(tape.words[end]) == 1 and tape.capital[end]:
        end += 1
    stop = name_end(tape, end)
    if stop == end or len(tape.words[end]) == 1:
        return None
    return Proposal(at, stop, "PERSON", TOLD if end - at > 1 else 0)


def longer(tape: DocTape, read: Iterable[Proposal]) -> Iterator[Proposal]:
    """Persons with `Jr.` behind a comma, or with the nickname between their names."""
    people = {(p.start, p.end) for p in read if p.label == "PERSON"}
    ends: dict[int, list[int]] = {}
    for start, end in people:
        ends.setdefault(start, []).append(end)
    for start, end in people:
        if tape.words[end : end + 1] == [","] and not _JUNIORS.isdisjoint(tape.words[end + 1 : end + 2]):
            yield Proposal(start, end + 2, "PERSON", TOLD)
        if nickname := _nickname(tape, end):
            yield from (Proposal(start, stop, "PERSON", TOLD) for stop in ends.get(nickname, ()))


def _nickname(tape: DocTape, end: int) -> int | None:
    """Where a name goes on behind a nickname in quotation marks or brackets."""
    words, size = tape.words, len(tape.words)
    at = end
    while at < size and words[at] in _MARKS:
        at += 1
    stop = next((stop for stop in range(at + 1, min(at + _NICKNAME, size)) if words[stop] in _MARKS), None)
    if at == end or stop is None:
        return None
    while stop < size and words[stop] in _MARKS:
        stop += 1
    return stop
