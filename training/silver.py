"""Label text by the pipeline's own rules: a statistical model, grammar, vocabularies and document memory together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from paragraphs import Paragraph, Spans, cut
from sitrex.annotate.base import Context
from sitrex.annotate.entities import EntitiesAnnotator
from sitrex.annotate.units import UnitsAnnotator


class Rules:
    """Both annotators over one vocabulary."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.entities = EntitiesAnnotator(nlp.vocab)
        self.units = UnitsAnnotator(nlp.vocab)

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

    def by_model(self, texts: Iterable[str]) -> list[Paragraph]:
        """Texts labelled with the pipeline's own model below the rules."""
        return [p for text in texts for p in self.label(text, list(self.nlp.pipe(text.split("\n"))))]

    def by_spans(self, texts: Sequence[str], lines: Sequence[Sequence[Spans]]) -> list[Paragraph]:
        """Texts labelled with someone else's spans, given line by line, below the rules."""
        labelled = []
        for text, spans in zip(texts, lines, strict=True):
            docs = []
            for line, found in zip(text.split("\n"), spans, strict=True):
                doc = self.nlp.make_doc(line)
                ents: list[Span | None] = [
                    doc.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in found
                ]
                doc.ents = [e for e in ents if e is not None]
                docs.append(doc)
            labelled += self.label(text, docs)
        return labelled
