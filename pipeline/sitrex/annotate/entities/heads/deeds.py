"""Invasions and the like that are called by their year or as military: `2022 Russian invasion of Ukraine`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.heads.table import YEAR, label_at
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities

ACTS: Final = group("military_acts")
BEFORE_ACTS: Final = group("before_acts")


@entities.rule("entities.heads.deed-of-year", reads=("He served during the [[1983 US invasion of Grenada]].",))
def deed_of_year(tape: DocTape, start: int, _at: int, right: int) -> Proposal | None:
    """`2022 Russian invasion of Ukraine`."""
    if start and YEAR.fullmatch(tape.words[start - 1]):
        return Proposal(start - 1, tape.name_right(right), "EVENT", 85)
    return None


@entities.rule("entities.heads.intervention", reads=("[[American military intervention in Robertson]] ended.",))
def intervention(tape: DocTape, start: int, at: int, right: int) -> Proposal | None:
    """`Turkish military intervention in Syria`."""
    if tape.lower[at - 1 : at + 1] == ["military", "intervention"] and tape.capital[start]:
        return Proposal(start, tape.name_right(right), "EVENT", 85)
    return None


def find(tape: DocTape) -> Iterator[Proposal]:
    """Deeds of a people or country in or of another."""
    words, lower, size = tape.words, tape.lower, len(tape.words)
    for at in tape.where_lower(ACTS):
        if at == 0 or at + 2 >= size:
            continue
        start = at
        while start and (
            lower[start - 1] in BEFORE_ACTS or label_at(tape, start - 1) in ("NORP", "GPE") or words[start - 1] == "led"
        ):
            start -= 1
        right = at + 3 if lower[at + 2] == "the" and at + 3 < size else at + 2
        if words[at + 1] not in ("of", "in") or not tape.capital[right] or start == at:
            continue
        if found := deed_of_year(tape, start, at, right) or intervention(tape, start, at, right):
            yield found
