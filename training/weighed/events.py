"""Cases of the places and dates of figures with an outcome, and how sure a choice of one must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from sitrex.annotate.statements import outcomes, where_and_when
from sitrex.annotate.statements.event_evidence import Harmed, together
from sitrex.annotate.statements.reader import Reader
from sitrex.annotate.statements.state import outcomes_in
from sitrex.annotate.weigh import Weights
from sitrex.record.model import Date, Entity, handle
from weigh import Case, Told
from weighed.statement_texts import COMPOSED, Labelled, composed, labelled


def of_passages(texts: Path, field: str) -> Iterator[Case]:
    """The cases of ``at`` or ``when``."""
    for passage in (*labelled(texts), *composed() * COMPOSED):
        yield from of_passage(passage, field)


def mentions_of(reader: Reader, passage: Labelled, field: str) -> list[Any]:
    """The places or dates of a passage that the pipeline looks at."""
    found = passage.found
    return (
        where_and_when.places_of(reader, found.entities)
        if field == "at"
        else where_and_when.dates_of(reader, found.dates)
    )


def of_passage(passage: Labelled, field: str) -> Iterator[Case]:
    """The cases of one passage."""
    reader = Reader(passage.context.text, passage.context.sentences, passage.found)
    known = where_and_when.EventLinks(reader, Weights("", {}), mentions_of(reader, passage, field))
    last = None
    for one in _labelled_harm(reader, passage):
        label = passage.labels["numbers"].get(handle(one.spot.mention.start), {})
        if field not in label:
            continue
        wanted = label[field] and passage.named[label[field]]
        made = known.candidates(one, last)
        right = [
            n for n, made_of in enumerate(made, 1) if wanted is not None and same(made_of.mention, wanted, passage)
        ]
        last = next((made[n - 1].mention for n in right), None)
        if made:
            yield Case(passage.key, ({}, *(made_of.features for made_of in made)), frozenset(right or [0]))


def _labelled_harm(reader: Reader, passage: Labelled) -> Iterator[Harmed]:
    """The figures that the labels give an outcome, with it."""
    for number, group in groupby(reader.places(), key=attrgetter("sentence")):
        told = ((spot, passage.labels["numbers"].get(handle(spot.mention.start), {})) for spot in group)
        yield from together(
            reader.sentence(number),
            [
                (spot, outcomes.outcome_of(reader.harms(number), spot.figure, label["outcome"]))
                for spot, label in told
                if label.get("outcome")
            ],
        )


def told(texts: Path, field: str, weighed: Callable[[str], Weights]) -> Told:
    """What is told of the read passages by the weights that each document's key gives, outcomes as the pipeline finds them."""
    right = said = wanted = 0
    for passage, reader, harmed in _happened(texts):
        known = where_and_when.EventLinks(reader, weighed(passage.key), mentions_of(reader, passage, field))
        last = None
        for one in harmed:
            last = known.choose(one, last)
            label = passage.labels["numbers"].get(handle(one.spot.mention.start), {})
            if last is not None and field in label:
                said += 1
                right += label[field] is not None and same(last, passage.named[label[field]], passage)
        wanted += sum(row.get(field) is not None for row in passage.labels["numbers"].values())
    return Told(right, said, wanted)


@cache
def _happened(texts: Path) -> list[tuple[Labelled, Reader, list[Harmed]]]:
    """The read passages, and the figures of each that have an outcome."""
    return [(passage, *_of(passage)) for passage in labelled(texts)]


def _of(passage: Labelled) -> tuple[Reader, list[Harmed]]:
    reader = Reader(passage.context.text, passage.context.sentences, passage.found)
    happened: list[Harmed] = []
    for number, group in groupby(reader.places(), key=attrgetter("sentence")):
        spots = list(group)
        found = outcomes_in(reader, spots)
        befell = [(spot, found[spot.mention.start]) for spot in spots if spot.mention.start in found]
        happened += together(reader.sentence(number), befell)
    return reader, happened


def same(found: Entity | Date, wanted: Mapping[str, Any], passage: Labelled) -> bool:
    """Whether a found place or date is the one that the labels mean, or another mention of it."""
    if passage.partner.get(wanted["id"]) == handle(found.start):
        return True
    if isinstance(found, Date):
        return found.value == wanted["value"]
    gold = passage.labels["entities"].get(handle(found.start))
    return gold is not None and gold["cluster"] == wanted["cluster"]
