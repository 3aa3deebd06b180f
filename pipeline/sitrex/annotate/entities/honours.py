"""Capitalised words that name nothing: decorations, offices and abbreviations of ranks, posts and things.

Their spans carry the label :data:`NONE`; they win over what the model or a
head noun makes of the same words and are dropped when the tape is settled.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.lexicon import names, words_of
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.tape import Tape

NONE: Final = "NONE"
RANK: Final = 90
OF: Final = frozenset({"Order", "Orders", "Hero", "Heroes", "Heroine", "Marshal", "Legion", "Knight", "Companion"})
"""What is awarded or conferred in the name of something: `Order of Lenin`, `Hero of the Soviet Union`."""
CONFERRED: Final = frozenset({"Cross", "Star", "Stars", "Crosses", "Heart"})
STAFFS: Final = frozenset({"Army", "Naval", "Air", "Defence", "Defense", "Joint"})
PORTFOLIOS: Final = frozenset(
    "Defence Defense Interior War State Foreign Internal Home Finance Justice Education Information Health".split()
)
MINISTERS: Final = frozenset({"Minister", "Ministers", "Secretary", "Under-Secretary"})
CHIEFS: Final = frozenset({"Chief", "Chiefs"})
ADVISERS: Final = frozenset({"Advisor", "Adviser", "Attaché"})
OFFICES: Final = MINISTERS | CHIEFS | ADVISERS | {"Staff"}
"""Words of which every office holds one."""


def find(tape: Tape) -> Iterator[Proposal]:
    """Spans of decorations, offices and abbreviations."""
    yield from _worn(tape)
    yield from _offices(tape)
    abbreviations = words_of("honours.tsv", "kind", "abbreviation")
    for at in tape.where(abbreviations):
        if not (at + 1 < len(tape.words) and tape.words[at + 1] in ("-", "–")):
            yield Proposal(at, at + 1, NONE, 55)


def _worn(tape: Tape) -> Iterator[Proposal]:
    """`Kuwait Liberation Medal`, `Victoria Cross`, `Order of the Red Banner`."""
    words, lower, size = tape.words, tape.lower, len(tape.words)
    always = words_of("honours.tsv", "kind", "medal")
    after = words_of("honours.tsv", "kind", "cross")
    for at in tape.where(always | CONFERRED | OF):
        word = words[at]
        conferred = word in CONFERRED and at and words[at - 1] in after
        if conferred or (word in always and at and tape.name_word(at - 1)):
            yield Proposal(tape.name_left(at), at + 1, NONE, RANK)
        elif word in OF and at + 2 < size and lower[at + 1] == "of":
            start = at + 3 if lower[at + 2] == "the" and at + 3 < size else at + 2
            hit = names().at(words, at)
            if tape.capital[start] and (hit is None or hit[0] <= start):
                yield Proposal(at, tape.name_right(start), NONE, RANK)


def _offices(tape: Tape) -> Iterator[Proposal]:
    """`Chief of the Naval Staff`, `Minister of the Interior`, `National Security Advisor`, `Principal Staff Officer`."""
    words, lower, size = tape.words, tape.lower, len(tape.words)
    for at in tape.where(OFFICES):
        word = words[at]
        if word == "Staff" and at + 1 < size and words[at + 1] in ("Officer", "Officers"):
            yield Proposal(tape.name_left(at), at + 2, NONE, RANK)
        elif word in ADVISERS and at and tape.capital[at - 1]:
            start = tape.name_left(at)
            hit = names().at(words, start)
            yield Proposal(hit[0] if hit and hit[1].label == "GPE" and hit[0] < at else start, at + 1, NONE, RANK)
        elif (word in CHIEFS or word in MINISTERS) and at + 2 < size and lower[at + 1] == "of":
            start = at + 3 if lower[at + 2] == "the" and at + 3 < size else at + 2
            if word in MINISTERS and words[start] in PORTFOLIOS:
                yield Proposal(at, tape.name_right(start), NONE, RANK)
            elif word not in MINISTERS and words[start] in STAFFS and words[start + 1 : start + 2] == ["Staff"]:
                yield Proposal(at, start + 2, NONE, RANK)
