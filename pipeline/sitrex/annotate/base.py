"""What the four annotators have in common.

An annotator works in two steps, so that a long document gives the same
mentions in whatever pieces it is processed:

``match(doc)``
    finds mentions in one piece of a document. A piece is a run of whole
    paragraphs; nothing may depend on what lies in another paragraph.
    Offsets are into ``doc.text``.
``resolve(mentions, context)``
    is called once a document, after overlaps between the lists are settled,
    with all mentions of the list in text order, offsets into the whole text.
    Everything that looks across paragraphs happens here: anchors, clusters,
    parents, candidates that only an earlier mention justifies.

A spaCy ``Doc`` given to ``match`` has tokens, sentence starts and ``ents`` of
the statistical model; no tags, no parse, no lemmas.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from spacy.tokens import Doc

from sitrex.record.model import Date, Entity, Mention, MilitaryUnit, Number

M = TypeVar("M", bound=Mention)


@dataclass(frozen=True, slots=True)
class Context:
    """The document that ``resolve`` works on.

    ``entities`` and ``units`` hold the settled mentions of those lists, for
    the annotators that look at their neighbours; entities are resolved first,
    then units, dates, numbers.
    """

    text: str
    published: datetime.date | None = None
    sentences: Sequence[tuple[int, int]] = ()
    entities: Sequence[Entity] = ()
    units: Sequence[MilitaryUnit] = ()
    dates: Sequence[Date] = ()
    numbers: Sequence[Number] = field(default=())


class Annotator(Protocol[M]):
    """One of the four: finds mentions in a piece, resolves them in the document."""

    def match(self, doc: Doc) -> list[M]:
        """Mentions in one piece, without overlaps, in text order."""
        ...

    def resolve(self, mentions: list[M], context: Context) -> list[M]:
        """The same list with everything that needs the whole document filled in."""
        ...
