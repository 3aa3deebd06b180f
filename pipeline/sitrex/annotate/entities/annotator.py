"""The entity annotator: the statistical model's names, corrected and extended by grammar and vocabularies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc
from spacy.vocab import Vocab

from sitrex.annotate.base import Context
from sitrex.annotate.entities import designations, heads, memory, persons
from sitrex.annotate.entities.lexicon import Entry, names
from sitrex.annotate.entities.piece import ARTICLES, LABELS, Piece, Span, settle
from sitrex.record.model import Entity, handle

PRODUCT = frozenset({"PRODUCT", "EQUIPMENT"})
QUOTES = frozenset("'\"“”‘’`´«»")
EDGE = QUOTES | frozenset(",;:.()[]{}-–—/")


class EntitiesAnnotator:
    """Finds and links named entities.

    ``match`` needs a Doc with tokens; ``ents`` of a statistical model are used
    where there are any, labels of OntoNotes or of the guidelines alike. A
    ``UNIT`` of the model keeps entities out of its span.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        names()
        designations.heads()
        designations.prefixes()
        heads.tables()
        persons.titles()

    def __call__(self, doc: Doc) -> Doc:
        """Replace ``doc.ents`` by the entities found."""
        spans = [doc.char_span(m.start, m.end, label=m.label, alignment_mode="expand") for m in self.match(doc)]
        doc.ents = tuple(span for span in spans if span is not None)
        return doc

    def match(self, doc: Doc) -> list[Entity]:
        """Entities of one piece in text order, offsets into ``doc.text``."""
        if not len(doc):
            return []
        piece = Piece.of(doc)
        statistical = list(_statistical(piece, doc))
        hinted = {token for span in doc.ents if span.label_ in PRODUCT for token in range(span.start, span.end)}
        spans = [
            *statistical,
            *_known(piece, statistical),
            *designations.find(piece, hinted),
            *heads.find(piece),
            *persons.find(piece),
        ]
        return [_entity(piece, span) for span in settle(spans) if span.label in LABELS]

    def resolve(self, mentions: list[Entity], context: Context) -> list[Entity]:
        """The document's entities: one name one reading, later mentions, clusters, canonical forms and places."""
        return memory.resolve(mentions, context)


def _statistical(piece: Piece, doc: Doc) -> Iterator[Span]:
    """The model's entities, trimmed to the guidelines' spans."""
    words, lower = piece.words, piece.lower
    for found in doc.ents:
        label = found.label_
        if label not in LABELS and label != "UNIT":
            continue
        start, end = found.start, found.end
        while start < end and (lower[start] in ARTICLES or words[start] in EDGE or words[start].isspace()):
            start += 1
        while end > start and (words[end - 1] in EDGE or lower[end - 1] in ("'s", "’s") or words[end - 1].isspace()):
            end -= 1
        if end + 1 < len(words) and words[end - 1].count("(") and words[end] == ")":
            end += 1
        if start == end or any("\n" in word for word in words[start:end]):
            continue
        if label == "PERSON":
            while start < end - 1 and (title := persons.titles().at(words, start)) and title[0] < end:
                start = title[0]
        if not any(piece.capital[start:end]) and label != "UNIT" and not any(map(str.isdigit, words[start])):
            continue
        yield Span(start, end, label, 50)


def _known(piece: Piece, statistical: list[Span]) -> Iterator[Span]:
    """Names of the vocabularies; one word inside a longer name that the model sees gives way to it."""
    words = piece.words
    cover = {token: span for span in statistical for token in range(span.start, span.end)}
    for start, end, entry in names().find(words):
        if entry.label == "EQUIPMENT" or (
            not piece.capital[start] and not words[start][0].isdigit() and not any(piece.capital[start:end])
        ):
            continue
        if (piece.glued(start) and start and words[start - 1] not in QUOTES | frozenset("(-–—/")) or _inside_word(
            piece, start, end, entry
        ):
            continue
        yield Span(
            start, end, entry.label, _rank(piece, start, end, entry, cover.get(start)), None, country=entry.country
        )


def _inside_word(piece: Piece, start: int, end: int, entry: Entry) -> bool:
    """Whether a hyphen makes the name a part of another one (`Al-` of `Al-Thawrah`); NORP may be compounded."""
    words = piece.words
    left = (
        start > 1
        and words[start - 1] in "-–"
        and piece.glued(start)
        and piece.glued(start - 1)
        and words[start - 2][0].isupper()
    )
    right = (
        end + 1 < len(words)
        and words[end] in "-–"
        and piece.glued(end)
        and piece.glued(end + 1)
        and words[end + 1][0].isupper()
    )
    return (left or right) and entry.label != "NORP"


def _rank(piece: Piece, start: int, end: int, entry: Entry, model: Span | None) -> int:
    if model is not None and (model.start < start or model.end > end) and model.start <= start and model.end >= end:
        return 48 if end - start == 1 or model.label == "UNIT" else 52
    if not entry.sure:
        return 40
    if end - start > 1:
        return 75
    if model is not None and model.start == start and model.end == end:
        return 60
    beside = (start > 0 and piece.name_word(start - 1) and not piece.words[start - 1].isupper()) or (
        end < len(piece.words) and piece.name_word(end)
    )
    if beside and entry.label != "NORP":
        return 42
    return 60


def _entity(piece: Piece, span: Span) -> Entity:
    start, end = piece.offsets[span.start], piece.end(span.end)
    text = piece.text[start:end]
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
        first = persons.title_before(piece, span.start)
        title = piece.text[piece.offsets[first] : piece.end(span.start)] if first < span.start else None
        return replace(entity, title=title, role=persons.role_after(piece, span.end))
    return entity
