"""Roads by their numbers: `M4 highway`, `along the H-20`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities

NUMBER: Final = re.compile(r"[A-ZМНТР]{1,3}[-–]?\d{1,4}(?:[A-Z]|/\d+)?")
ROADS: Final = group("roads")
RUNS: Final = group("after_roads")
BEFORE_NUMBER: Final = group("before_road_numbers")
"""What follows a road that is called by its number alone."""


@entities.rule("entities.heads.road", reads=("Tanks on the road: [[A9 autobahn]], [[K17 route]].",))
def road(tape: DocTape, at: int) -> Proposal | None:
    """A road's number and its noun."""
    noun = tape.lower[at + 1 : at + 2]
    return Proposal(at, at + 2, "FAC", 88) if noun and noun[0] in ROADS and not noun[0].endswith("s") else None


@entities.rule(
    "entities.heads.road-number",
    reads=("The highway was cut: the [[H20]] linking the towns.",),
    leaves=("The road was closed for the M14 rifle.",),
)
def road_number(tape: DocTape, at: int) -> Proposal | None:
    """A road's number alone, in a line that speaks of roads; `T34 tank` and `M16 rifle` are none."""
    word, after = tape.words[at], tape.lower[at + 1 : at + 2]
    short = len(word) == 3 or "-" in word[1:2]
    if not (short and at and tape.lower[at - 1] in BEFORE_NUMBER) or after in (["tank"], ["rifle"]):
        return None
    return Proposal(at, at + 1, "FAC", 88 if not RUNS.isdisjoint(after) else 60)


def find(tape: DocTape) -> Iterator[Proposal]:
    """Roads in lines that hold a word for one."""
    if ROADS.isdisjoint(tape.lower_spots):
        return
    for at in tape.where({word for word in tape.spots if word[0].isupper() and NUMBER.fullmatch(word)}):
        if not ROADS.isdisjoint(tape.around(at)) and (found := road(tape, at) or road_number(tape, at)):
            yield found
