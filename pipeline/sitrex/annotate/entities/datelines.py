"""The dateline that opens a report: `SURIN, Thailand, Feb 15 (Agency)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.proposals import CERTAIN, Proposal
from sitrex.annotate.entities.rules import entities
from sitrex.annotate.text.words import words as words_in

RANK: Final = 79
LENGTH: Final = 10
"""Words of a dateline after its place."""
BUILT: Final = group("dateline_sites")
MONTHS: Final = words_in("months", "months_short")
DASHES: Final = ("-", "--", "–", "—")
_WORD: Final = re.compile(r"(?=..)[^\W\d_]+(?:['’][^\W\d_]+)*")


@entities.rule(
    "entities.datelines.capitals",
    reads=(
        "[[ROBERTSON]], Zorka, Feb 15 -- Boats came.",
        "[[NIAMEY]] (AP) — Boats came.",
        "[[BAMAKO]] - Boats came.",
        "[[BOGOTÁ]], Zorka -- Boats came.",
    ),
    leaves=("REMARKS - Boats came.", "The boats came to NIAMEY (AP)."),
    source="datelines of monitored broadcasts, the place in capitals",
)
def capitals(tape: DocTape, start: int) -> Proposal | None:
    """A place in capitals and a comma, or one that the gazetteer knows and an agency or a dash."""
    words, end = tape.words, start
    while end < len(words) and end - start < 3 and _in_capitals(tape.surface(end, end + 1)):
        end += 1
        if words[end : end + 1] == ["-"] and tape.hyphened(end):
            end += 1
    if not start < end < len(words) - 1 or tape.weak[start]:
        return None
    if words[end] == ",":
        opens = tape.capital[end + 1]
    else:
        opens = words[end] in DASHES or (words[end] == "(" and agency(tape, end) is not None)
        opens = opens and is_place(tape.surface(start, end))
    if not opens:
        return None
    return Proposal(start, end, "FAC" if words[end - 1].upper() in BUILT else "GPE", RANK)


@entities.rule(
    "entities.datelines.dated",
    reads=("[[Robertson]], 5 May. Boats came.",),
    leaves=("They met in May. Boats came on 5 May.",),
    source="datelines of news agencies",
)
def dated(tape: DocTape, start: int) -> Proposal | None:
    """A place that the gazetteer knows, a comma and a day."""
    if tape.capital[start : start + 1] != [True]:
        return None
    end = tape.name_right(start, 3)
    day = end + 1 < len(tape.words) and tape.words[end] == "," and tape.words[end + 1].isdecimal()
    return Proposal(start, end, "GPE", RANK) if day and is_place(tape.surface(start, end)) else None


@entities.rule(
    "entities.datelines.agency",
    reads=("RIYADH, March 2 ([[Gulf Pool]]) -- Boats came.",),
    leaves=("RIYADH, March 2 (all day) -- Boats came.",),
    source="datelines of news agencies",
)
def agency(tape: DocTape, at: int) -> Proposal | None:
    """The agency in brackets that ends a dateline: `RIYADH, March 2 (Gulf Pool) --`."""
    words = tape.words
    opening = next((i for i in range(at, min(at + LENGTH, len(words))) if words[i] == "("), len(words))
    close = next((i for i in range(opening + 2, min(opening + 6, len(words) - 1)) if words[i] == ")"), None)
    if close and words[close + 1] in (*DASHES, ":") and all(tape.capital[opening + 1 : close]):
        return Proposal(opening + 1, close, "ORG", RANK)
    return None


@entities.rule(
    "entities.datelines.bracketed",
    reads=("5 May 2015 ([[ROBERTSON]]) - Boats came.", "May 5, 2015 ([[Robertson]]) -- Boats came."),
    leaves=("The boats (Robertson) - came.",),
    source="datelines of news agencies, the place in brackets",
)
def bracketed(tape: DocTape, start: int) -> Proposal | None:
    """A place in brackets behind the day that opens the report: `February 21, 2015 (ADDIS ABABA) -`."""
    words, at = tape.words, start
    while at < len(words) and at - start < LENGTH and (words[at].isdecimal() or words[at] == "," or _month(tape, at)):
        at += 1
    close = next((i for i in range(at + 2, min(at + 5, len(words) - 1)) if words[i] == ")"), None)
    if at == start or words[at : at + 1] != ["("] or close is None or words[close + 1] not in DASHES:
        return None
    return Proposal(at + 1, close, "GPE", RANK) if is_place(tape.surface(at + 1, close)) else None


def _in_capitals(word: str) -> bool:
    return word.isupper() and _WORD.fullmatch(word) is not None


def _month(tape: DocTape, at: int) -> bool:
    return tape.lower[at].rstrip(".") in MONTHS


@entities.rule(
    "entities.datelines.writer",
    reads=("By [[Ivan Stone]] ROBERTSON, Zorka, Feb 15 -- Boats came.",),
    leaves=("By Ivan Stone, Feb 15",),
    source="bylines before a dateline",
)
def writer(tape: DocTape, first: int, end: int) -> Proposal | None:
    """Who wrote the report, on one line with its place: `By Ali Khan QUETTA, Pakistan, Oct 13 (Agency)`."""
    return Proposal(first, end, "PERSON", RANK) if end - first > 1 and all(tape.capital[first:end]) else None


def _writers(tape: DocTape, start: int) -> tuple[int, list[Proposal]]:
    """Where the place stands behind the writers, and these; ``start`` and none where no line of writers begins."""
    if tape.words[start : start + 1] != ["By"]:
        return start, []
    found: list[Proposal] = []
    first = start + 1
    for at in range(first, min(start + LENGTH, len(tape.words))):
        place = at > first + 1 and len(tape.words[at]) > 2 and _in_capitals(tape.surface(at, at + 1))
        if place or tape.words[at] in (",", "and"):
            found += [one] if (one := writer(tape, first, at)) else []
            first = at + 1
        if place:
            return at, found
    return start, []


def find(tape: DocTape) -> Iterator[Proposal]:
    """Places, writers and agencies of datelines; of writers and a place that an agency closes nothing else can be meant."""
    for line in [0, *(i + 1 for i in tape.spots.get("\n", ()))]:
        start, writers = _writers(tape, line)
        if place := capitals(tape, start):
            credit = agency(tape, place.end)
            sure = credit is not None and writers != []
            yield from (replace(one, rank=CERTAIN) if sure else one for one in (*writers, place))
            if credit:
                yield credit
        elif place := dated(tape, line) or bracketed(tape, line):
            yield place
