"""Cases of the places and dates of figures with an outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sitrex.annotate.statements import outcomes, where_and_when
from sitrex.annotate.statements.reader import Reader
from sitrex.record.model import Date, Entity, handle
from weigh import Case
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
    known = where_and_when.Events(reader, "", mentions_of(reader, passage, field))
    last = None
    for spot in reader.places():
        label = passage.labels["numbers"].get(handle(spot.mention.start), {})
        if not label.get("outcome") or field not in label:
            continue
        wanted = label[field] and passage.named[label[field]]
        outcome = outcomes.outcome_of(reader.harms(spot.sentence), spot.figure, label["outcome"])
        made = known.candidates(spot, outcome, last)
        right = [n for n, one in enumerate(made, 1) if wanted is not None and same(one.mention, wanted, passage)]
        last = next((made[n - 1].mention for n in right), None)
        if made:
            yield Case(passage.key, ({}, *(one.features for one in made)), frozenset(right or [0]))


def same(found: Entity | Date, wanted: Mapping[str, Any], passage: Labelled) -> bool:
    """Whether a found place or date is the one that the labels mean, or another mention of it."""
    if passage.partner.get(wanted["id"]) == handle(found.start):
        return True
    if isinstance(found, Date):
        return found.value == wanted["value"]
    gold = passage.labels["entities"].get(handle(found.start))
    return gold is not None and gold["cluster"] == wanted["cluster"]
