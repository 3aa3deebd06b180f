"""Names side by side: members of a list are of one kind, and a common noun beside a name says which."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.tape import Tape

KINDS: Final = {
    **dict.fromkeys(
        "village villages town towns city cities hamlet hamlets suburb suburbs settlement settlements port capital".split(),
        "GPE",
    ),
    **dict.fromkeys("checkpoint checkpoints airport airports airbase airbases bases".split(), "FAC"),
    **dict.fromkeys("river rivers island islands".split(), "LOC"),
    **dict.fromkeys("newspaper magazine broadcaster".split(), "ORG"),
}
"""Common nouns that say what the names after them are."""
OPENING: Final = frozenset({"of", ":", "including", "called", "named", ",", "like"})
AFTER: Final = frozenset("village town city suburb settlement".split())
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
        label = _announced(tape, members) or (_majority(members) if len(members) > 2 else None)
        if label:
            result[at:end] = [replace(m, label=label) if m.rank <= MODEL and m.label in UNSURE else m for m in members]
        at = end
    return result


def _joined(tape: Tape, left: Proposal, right: Proposal) -> bool:
    between = list(tape.lower[left.end : right.start])
    return between in ([","], ["and"], [",", "and"], ["or"]) and right.end - right.start < 4


def _announced(tape: Tape, members: list[Proposal]) -> str | None:
    """What the noun before a list, or after its last name, says."""
    lower, start, end = tape.lower, members[0].start, members[-1].end
    if start and lower[start - 1] in KINDS:
        return KINDS[lower[start - 1]]
    if start > 1 and lower[start - 1] in OPENING and lower[start - 2] in KINDS:
        return KINDS[lower[start - 2]]
    if start > 2 and lower[start - 1] == "including" and lower[start - 3] in KINDS:
        return KINDS[lower[start - 3]]
    if len(members) == 1 and end < len(lower) and lower[end] in AFTER:
        return "GPE"
    return None


def _majority(members: list[Proposal]) -> str | None:
    """The label of at least three in four members of a longer list, if it is a place's."""
    for label in ("GPE", "LOC"):
        if sum(m.label == label for m in members) * 4 >= len(members) * 3:
            return label
    return None
