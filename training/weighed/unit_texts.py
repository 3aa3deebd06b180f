"""What the pipeline is about to resolve as the units of a text: those found, and the document with its entities resolved."""

from __future__ import annotations

import datetime

from sitrex.annotate.base import Context
from sitrex.annotate.units import UnitsAnnotator
from sitrex.flow import Pipeline
from sitrex.record.model import MilitaryUnit


class _Asked(UnitsAnnotator):
    """Remembers what is to be resolved, and resolves nothing."""

    def __init__(self, pipeline: Pipeline) -> None:
        super().__init__(pipeline.nlp.vocab)
        self.asked: list[tuple[list[MilitaryUnit], Context]] = []

    def resolve(self, mentions: list[MilitaryUnit], context: Context) -> list[MilitaryUnit]:
        self.asked.append((mentions, context))
        return []


def found(pipeline: Pipeline, text: str, published: datetime.date | None) -> tuple[list[MilitaryUnit], Context]:
    """The units that a text as it is read may have, and the document that decides."""
    annotator = _Asked(pipeline)
    pipeline.read(text, published, units=annotator)
    (asked,) = annotator.asked
    return asked
