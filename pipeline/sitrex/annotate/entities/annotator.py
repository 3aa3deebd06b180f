"""The entity annotator: the statistical model's names, corrected and extended by grammar and vocabularies."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc
from spacy.vocab import Vocab

from sitrex.annotate.base import Context
from sitrex.annotate.docs import tag_scores
from sitrex.annotate.entities import (
    apposed,
    coordinated,
    datelines,
    equipment,
    gazetted,
    given,
    heads,
    listed,
    persons,
    places,
    written,
)
from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.document import resolve
from sitrex.annotate.entities.equipment import table
from sitrex.annotate.entities.evidence import Weighed, believed, candidates, refused, settled
from sitrex.annotate.entities.lexicon import head_nouns, names
from sitrex.annotate.entities.proposals import LABELS, Proposal, settle
from sitrex.annotate.entities.read_by_model import proposed
from sitrex.annotate.rules.trace import TRACE
from sitrex.record.model import Entity, changed, handle

PRODUCT: Final = frozenset({"PRODUCT", "EQUIPMENT"})


class EntitiesAnnotator:
    """Finds and links named entities.

    ``match`` needs a Doc with tokens; ``ents`` of a statistical model are used
    where there are any, labels of OntoNotes or of the guidelines alike. A
    ``UNIT`` of the model keeps entities out of its span.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        names()
        table.heads()
        table.prefixes()
        head_nouns()
        persons.titles()
        places.listed()
        places.countries()

    def match(self, doc: Doc) -> list[Entity]:
        """Entities of one tape in text order, offsets into ``doc.text``."""
        if not len(doc):
            return []
        tape = DocTape.of(doc)
        chosen = [span for span in self._chosen(tape, doc) if span.label in LABELS]
        people = itertools.accumulate((span.end if span.label == "PERSON" else 0 for span in chosen), max, initial=0)
        return [_entity(tape, span, last) for span, last in zip(chosen, people, strict=False)]

    def _chosen(self, tape: DocTape, doc: Doc) -> list[Proposal]:
        """The proposals that the evidence speaks for; of a model that does not say how sure it is those of highest rank."""
        if tag_scores(doc) is None:
            found = itertools.chain.from_iterable(self._finders(tape, doc).values())
            named = settle(p for p in found if p.start < p.end and not refused(tape, p))
            return [persons.bare(tape, p) or p for p in named]
        weighed = list(self.candidates(tape, doc))
        chosen = believed(weighed)
        if TRACE.on:
            TRACE.settled += settled(tape, weighed, chosen)
        return chosen

    def candidates(self, tape: DocTape, doc: Doc) -> Iterator[Weighed]:
        """Every proposed entity with its evidence; some finders are believed only by it."""
        weighed = {
            "gazetteer": list(gazetted.find(tape)),
            "coordinated": list(coordinated.find(tape)),
            "class": list(apposed.find(tape)),
            "written": list(written.find(tape)),
            "given": list(given.find(tape)),
        }
        return candidates(tape, doc, self._finders(tape, doc) | weighed)

    def _finders(self, tape: DocTape, doc: Doc) -> dict[str, list[Proposal]]:
        """What each finder proposes."""
        statistical = list(proposed(tape, doc))
        hinted = {
            tape.word_of[token] for span in doc.ents if span.label_ in PRODUCT for token in range(span.start, span.end)
        }
        known = list(tape.phrases(names()))
        by_name = list(listed.known(tape, statistical, known))
        return {
            "model": statistical,
            "listed": by_name,
            "equipment": list(equipment.find(tape, hinted, known)),
            "head": list(listed.above(tape, heads.find(tape), by_name)),
            "person": list(persons.find(tape)),
            "dateline": list(datelines.find(tape)),
        }

    def resolve(self, mentions: list[Entity], context: Context) -> list[Entity]:
        """The document's entities: later mentions, clusters, canonical forms and places."""
        return resolve(mentions, context)


def _entity(tape: DocTape, span: Proposal, last: int) -> Entity:
    """The entity of a span; ``last`` is where the person before it ends."""
    start, end = tape.offsets[span.start], tape.end(span.end)
    text = tape.text[start:end]
    entity = Entity(
        id=handle(start),
        start=start,
        end=end,
        text=text,
        label=span.label,
        canonical=text,
        cluster=handle(start),
        kind=span.kind if span.label == "EQUIPMENT" else None,
        designation=span.designation,
        country=span.country if span.label != "EQUIPMENT" else None,
    )
    if span.label == "PERSON":
        first = persons.title_before(tape, span.start, last)
        title = tape.surface(first, span.start) if first < span.start else None
        return changed(entity, title=title, role=persons.role(tape, first, span.end))
    return entity
