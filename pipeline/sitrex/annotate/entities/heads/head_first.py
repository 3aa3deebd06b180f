"""Names with their head noun before them: `Mount Hermon`, `Hill 235`, `Jabal al-Zawiya`, `Operation Neptune`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import ARABIC, DocTape
from sitrex.annotate.entities.heads.table import Beside, label_at, tables
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities

HILL: Final = re.compile(r"\d{1,4}(?:\.\d{1,2})?")
NUMBERED: Final = group("numbered_places")
INNER: Final = group("inner_heads")
"""Heads that, inside a run of capitalised words, end the name rather than begin one."""


@entities.veto("entities.heads.compound-head", reads=("The al-[[Tell Marin]] road was cut.",))
def compound_head(tape: DocTape, name: Beside) -> bool:
    """The second part of a compound is no head noun: `al-Ras Square`."""
    return name.at > 0 and tape.words[name.at - 1] == "-" and tape.glued(name.at)


@entities.veto(
    "entities.heads.inner-head", reads=("The Joint [[Task Vaucelin]] met.",), leaves=("[[Operation Vaucelin]] began.",)
)
def inner_head(tape: DocTape, name: Beside) -> bool:
    """Inside a run of capitalised words such a head ends the name: `Joint Task Force`."""
    return name.text in INNER and name.at > 0 and tape.capital[name.at - 1]


@entities.veto(
    "entities.heads.plan-of-people",
    reads=("[[Exercise Russian Bear]] began.",),
    leaves=("[[Exercise Brown Bear]] began.",),
)
def plan_of_people(tape: DocTape, name: Beside) -> bool:
    """What belongs to a people or an organisation is not called after it: `Operation NATO`."""
    return name.label == "EVENT" and label_at(tape, name.end) in ("NORP", "ORG")


@entities.rule(
    "entities.heads.numbered",
    reads=(
        "[[Objective 7]] was taken.",
        "[[Height 93]] fell.",
    ),
)
def numbered(tape: DocTape, name: Beside) -> Proposal | None:
    """A hill, a road or an objective by its number: `Hill 235`."""
    if name.text in NUMBERED and HILL.fullmatch(tape.words[name.end]):
        return Proposal(name.at, name.end + 1, name.label, 72)
    return None


def _article(tape: DocTape, end: int) -> bool:
    """Whether the Arabic article in lower case and a name follow."""
    return (
        end + 2 < len(tape.words) and tape.lower[end] in ARABIC and tape.words[end + 1] == "-" and tape.capital[end + 2]
    )


@entities.rule("entities.heads.arabic-before", reads=("[[Ras al-Zorka]] burned.",))
def arabic_before(tape: DocTape, name: Beside) -> Proposal | None:
    """A place whose name begins with the Arabic article: `Jabal al-Zawiya`."""
    if not _article(tape, name.end) or name.label not in ("GPE", "LOC"):
        return None
    return Proposal(name.at, tape.name_right(name.end - 1, 6), name.label, 69)


@entities.rule("entities.heads.before", reads=("[[Harakat Zorka]] fought on.",))
def before(tape: DocTape, name: Beside) -> Proposal | None:
    """A head noun and capitalised words: `Mount Hermon`, `Liwa Suqour`."""
    if _article(tape, name.end) or not tape.name_word(name.end):
        return None
    if inner_head(tape, name) or plan_of_people(tape, name):
        return None
    body = name.label == "ORG"
    return Proposal(name.at, tape.name_right(name.end, 7 if body else 4), name.label, 71 if body else 69)


def find(tape: DocTape) -> Iterator[Proposal]:
    """Names behind a head noun."""
    for at, end, head in tape.phrases(tables()["before"]):
        if end >= len(tape.words) or tape.words[end] == "of":
            continue
        name = Beside(at, at, end, head, " ".join(tape.words[at:end]))
        if compound_head(tape, name):
            continue
        if found := numbered(tape, name) or arabic_before(tape, name) or before(tape, name):
            yield found
