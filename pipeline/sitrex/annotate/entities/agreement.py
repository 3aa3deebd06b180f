"""Names side by side: members of a list are of one kind, and a common noun beside a name says which."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sitrex.annotate.entities.family import entities
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.tape import Tape

KINDS: Final = {word: label for label in ("GPE", "FAC", "LOC", "ORG") for word in group(f"said_{label.lower()}")}
"""Common nouns that say what the names after them are."""
OPENING: Final = frozenset({"of", ":", "including", "called", "named", ",", "like"})
AFTER: Final = group("said_after")
UNSURE: Final = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "EQUIPMENT"})
MODEL: Final = 50
"""Rank of a name that only the statistical model vouches for; no other is relabelled."""


def agree(tape: Tape, spans: list[Proposal]) -> list[Proposal]:
    """The spans, with the model's labels made to agree along a list and with the nouns beside it."""
    result = list(spans)
    at = 0
    while at < len(result):
        end = at + 1
        while end < len(result) and _joined(tape, result[end - 1], result[end]):
            end += 1
        members = result[at:end]
        where = tape, members[0].start, members[-1].end, members
        if label := next((label for rule in RULES if (label := rule(*where))), None):
            result[at:end] = [replace(m, label=label) if m.rank <= MODEL and m.label in UNSURE else m for m in members]
        at = end
    return result


def _joined(tape: Tape, left: Proposal, right: Proposal) -> bool:
    between = list(tape.lower[left.end : right.start])
    return between in ([","], ["and"], [",", "and"], ["or"]) and right.end - right.start < 4


@entities.rule(
    "entities.lists.noun-before",
    reads=(
        "The broadcaster [[Zorka]] said.",
        "The river [[Oskarov]] froze.",
    ),
)
def noun_before(tape: Tape, start: int, _end: int, _members: list[Proposal]) -> str | None:
    """The noun right before the names: `the villages Orsk and Zorka`."""
    return KINDS.get(tape.lower[start - 1]) if start else None


@entities.rule("entities.lists.noun-opening", reads=("The newspaper called [[Zorka]].",))
def noun_opening(tape: Tape, start: int, _end: int, _members: list[Proposal]) -> str | None:
    """The noun and a word that opens a list: `the town of Orsk`, `these rivers: …`."""
    return KINDS.get(tape.lower[start - 2]) if start > 1 and tape.lower[start - 1] in OPENING else None


@entities.rule("entities.lists.including", reads=("They took some villages, including [[Robertson]].",))
def including(tape: Tape, start: int, _end: int, _members: list[Proposal]) -> str | None:
    """The noun before `, including`."""
    return KINDS.get(tape.lower[start - 3]) if start > 2 and tape.lower[start - 1] == "including" else None


@entities.rule("entities.lists.noun-after", reads=("They took [[Robertson]] city.",))
def noun_after(tape: Tape, _start: int, end: int, members: list[Proposal]) -> str | None:
    """The noun after a single name: `Orsk village`."""
    return "GPE" if len(members) == 1 and end < len(tape.lower) and tape.lower[end] in AFTER else None


@entities.rule("entities.lists.majority", reads=("They took Orsk, Kyiv, Odesa, [[Robertson]] and Kharkiv.",))
def majority(_tape: Tape, _start: int, _end: int, members: list[Proposal]) -> str | None:
    """The label of at least three in four members of a longer list, if it is a place's."""
    if len(members) > 2:
        for label in ("GPE", "LOC"):
            if sum(m.label == label for m in members) * 4 >= len(members) * 3:
                return label
    return None


RULES: Final = (noun_before, noun_opening, including, noun_after, majority)
