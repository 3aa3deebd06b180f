"""Names that the vocabularies know."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.lexicon import Entry, group
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities
from sitrex.annotate.text.words import words

_AT: Final = group("at_buildings")
_DONE: Final = group("done_to_buildings")
_BE: Final = words("be")
_STANDING: Final = ("stands", "stood")
_COMING: Final = group("coming")
LISTED: Final = 75
"""Rank of a listed name of several words."""


@entities.veto(
    "entities.names.within-model",
    reads=("The [[Jordan]] Kestrel was sold.",),
    leaves=("[[Jordan]] was sold out.",),
    source="a listed word inside a longer name",
)
def within_model(_tape: DocTape, start: int, end: int, model: Proposal | None) -> bool:
    """The model sees a longer name around it, to which a single word gives way."""
    return (
        model is not None
        and (model.start < start or model.end > end)
        and model.start <= start
        and model.end >= end
        and (end - start == 1 or model.label == "UNIT")
    )


def _rank(tape: DocTape, start: int, end: int, entry: Entry, model: Proposal | None) -> int:
    if within_model(tape, start, end, model):
        return 48
    if model is not None and model.start <= start and model.end >= end and model.end - model.start > end - start:
        return 52
    if not entry.sure:
        return 40
    return LISTED if end - start > 1 else 60


@entities.rule(
    "entities.names.seat-as-building",
    reads=(
        "Guests waited at the [[White House]].",
        "Drones hit the [[Kremlin]].",
        "The [[Kremlin]] stands on a hill.",
        "The [[White House]] was lit in blue.",
        "They came back to the [[Kremlin]].",
        "AT THE [[WHITE HOUSE]]",
    ),
    leaves=(
        "The [[White House]] said so.",
        "A letter to the [[Kremlin]] asked for it.",
        "Under the [[White House]] plan it ends.",
        "The [[White House]] has damaged its ties.",
    ),
    source="corpus/GUIDELINES.md, entities: a seat that acts is ORG, as a building FAC",
)
def as_building(tape: DocTape, start: int, end: int, entry: Entry) -> str | None:
    """A seat of power is a building where one is at it or comes to it, and where what is done is done to buildings."""
    if entry.kind != "seat":
        return None
    at = start - 1 if start and tape.lower[start - 1] == "the" else start
    before = tape.lower[max(at - 2, 0) : at]
    at_it = bool(before) and (before[-1] in _AT or (before[-1] == "to" and before[0] in _COMING))
    return "FAC" if at_it or _built(tape, end) else None


def _built(tape: DocTape, end: int) -> bool:
    """Whether what stands behind a seat is said of buildings: `stands on a hill`, `was lit`."""
    first, second = ([*tape.lower[end : end + 2], "", ""])[:2]
    return first in _STANDING or (first in _BE and second in _DONE)


@entities.rule(
    "entities.names.listed",
    reads=("They held the [[Sahel]].",),
    leaves=("They held the hill.",),
    source="names of the tables entities/*.tsv",
)
def listed(tape: DocTape, start: int, end: int, entry: Entry, model: Proposal | None) -> Proposal | None:
    """A name of the vocabularies; one word inside a longer name that the model sees gives way to it."""
    if entry.label == "EQUIPMENT":
        return None
    if tape.lower[start] == "the" and end - start > 1:
        start += 1  # The Guardian
    label = as_building(tape, start, end, entry) or entry.label
    return Proposal(start, end, label, _rank(tape, start, end, entry, model), None, country=entry.country)


def known(tape: DocTape, statistical: list[Proposal], names: Iterable[tuple[int, int, Entry]]) -> Iterator[Proposal]:
    """Names of the vocabularies that the piece holds."""
    cover = {token: proposal for proposal in statistical for token in range(proposal.start, proposal.end)}
    for start, end, entry in names:
        inner = start + 1 if tape.lower[start] == "the" and end - start > 1 else start
        if found := listed(tape, start, end, entry, cover.get(inner)):
            yield found


@entities.rule(
    "entities.heads.above-listed",
    reads=("The [[Great War Museum]] burned.",),
    leaves=("The museum of the Great War burned.",),
    source="head nouns of names: heads.tsv",
)
def above_listed(_tape: DocTape, found: Proposal, inner: list[Proposal]) -> Proposal | None:
    """A head noun's name that holds more than a listed name of several words goes above it."""
    size = found.end - found.start
    if inner and all(found.start <= i.start and i.end <= found.end and i.end - i.start < size for i in inner):
        return replace(found, rank=max(found.rank, LISTED + 1))
    return None


def above(tape: DocTape, found: Iterable[Proposal], proposals: list[Proposal]) -> Iterator[Proposal]:
    """Names made by a head noun, ranked against the listed ones of several words."""
    longer = {token: p for p in proposals if p.rank == LISTED for token in range(p.start, p.end)}
    tokens = sorted(longer)
    longest = max((p.end - p.start for p in longer.values()), default=0)
    for proposal in found:
        first, stop = bisect_left(tokens, proposal.start), bisect_left(tokens, proposal.end)
        # in a long name only those near its ends may reach beyond it
        near = (
            range(first, stop)
            if stop - first <= 2 * longest
            else (*range(first, first + longest), *range(stop - longest, stop))
        )
        inner = [longer[tokens[at]] for at in near]
        yield above_listed(tape, proposal, inner) or proposal
