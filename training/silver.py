"""Label text by the pipeline's own rules: statistical models, grammar, vocabularies and document memory together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from paragraphs import Paragraph, Spans, cut
from sitrex.annotate.base import Context
from sitrex.annotate.entities import EntitiesAnnotator
from sitrex.annotate.units import UnitsAnnotator


class Rules:
    """Both annotators over what the majority of some models finds; all share the first one's vocabulary of forms."""

    def __init__(self, models: Sequence[Language]) -> None:
        self.models = models
        self.entities = EntitiesAnnotator(models[0].vocab)
        self.units = UnitsAnnotator(models[0].vocab)

    def label(self, text: str, docs: Sequence[Doc]) -> list[Paragraph]:
        """The paragraphs of one text; ``docs`` are its lines, with the model's entities set."""
        found, units = [], []
        at = 0
        for doc in docs:
            if doc.text.strip():
                found += [replace(m, start=m.start + at, end=m.end + at) for m in self.entities.match(doc)]
                units += [replace(m, start=m.start + at, end=m.end + at) for m in self.units.match(doc)]
            at += len(doc.text) + 1
        taken = [(u.start, u.end) for u in units]
        found = [m for m in found if not any(m.start < end and start < m.end for start, end in taken)]
        found = self.entities.resolve(found, Context(text=text, units=units))
        spans: Spans = [
            (m.start, m.end, m.label) for m in found if not any(m.start < e and s < m.end for s, e in taken)
        ]
        return list(cut(text, sorted([*spans, *((start, end, "UNIT") for start, end in taken)])))

    def label_all(self, texts: Iterable[str]) -> list[Paragraph]:
        """The paragraphs of the texts, labelled."""
        return [p for text in texts for p in self.label(text, self.vote(text.split("\n")))]

    def vote(self, lines: Sequence[str]) -> list[Doc]:
        """Docs of the first model with the spans that most models find."""
        docs = []
        for readings in zip(*(model.pipe(lines) for model in self.models), strict=True):
            doc = readings[0]
            spans = Counter((e.start_char, e.end_char, e.label_) for reading in readings for e in reading.ents)
            doc.ents = [
                span
                for (start, end, label), votes in spans.items()
                if 2 * votes > len(readings) and (span := doc.char_span(start, end, label=label)) is not None
            ]
            docs.append(doc)
        return docs
