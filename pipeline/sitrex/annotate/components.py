"""The annotators as spaCy components, for anyone's own pipeline.

``sitrex_entities``, ``sitrex_units``, ``sitrex_dates`` and ``sitrex_numbers``
each write ``doc._.<name>`` (a list of mentions of ``sitrex.record.model``) and
the span group ``doc.spans["<name>"]``; ``sitrex_settle`` after them settles
overlaps between the lists and resolves them together. ``doc._.published`` is
the publication date, if known.

Importing this module imports spaCy only; vocabularies load when a component
is built.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

if TYPE_CHECKING:
    from sitrex.annotate.base import Annotator
    from sitrex.record.build import Mentions
    from sitrex.record.model import Mention

LISTS: Final = ("entities", "units", "dates", "numbers")
"""Order of annotation: each list may look at those before it."""

for _name in ("published", *(f"sitrex_{name}" for name in LISTS)):
    Doc.set_extension(_name, default=None, force=True)


def _mention(span: Span) -> Mention | None:
    # two lists may have a mention on the same tokens, which spaCy's own attributes of spans cannot tell apart
    found: Mention | None = span.doc.user_data.get(_MENTIONS, {}).get((span.label_, span.id_))
    return found


_MENTIONS: Final = "sitrex_mentions"
Span.set_extension("mention", getter=_mention, force=True)


class ListComponent:
    """Runs one annotator over a Doc and keeps both what it matched and what it resolved."""

    def __init__(self, name: str, annotator: Annotator[Any]) -> None:
        self.list_name = name
        self.annotator = annotator

    def __call__(self, doc: Doc) -> Doc:
        """Match and resolve one Doc."""
        from sitrex.record.build import Mentions

        matched = self.annotator.match(doc)
        doc.user_data[_matched_key(self.list_name)] = (matched, self.annotator)
        context = dataclasses.replace(_context(doc, Mentions()), **{self.list_name: matched})
        set_annotations(doc, self.list_name, self.annotator.resolve(list(matched), context))
        return doc


class SettleComponent:
    """Settles overlaps between the lists that ran before it, then resolves each list knowing the others."""

    def __call__(self, doc: Doc) -> Doc:
        """Settle the lists of one Doc."""
        from sitrex.annotate.settle import resolve_all
        from sitrex.record.build import Mentions

        ran = {name: doc.user_data.pop(_matched_key(name)) for name in LISTS if _matched_key(name) in doc.user_data}
        found = Mentions(**{name: matched for name, (matched, _) in ran.items()})
        annotators = {name: annotator for name, (_, annotator) in ran.items()}
        mentions = resolve_all(found, annotators, _context(doc, found))
        for name in ran:
            set_annotations(doc, name, getattr(mentions, name))
        return doc


def set_annotations(doc: Doc, name: str, mentions: Sequence[Mention]) -> None:
    """Write one list to ``doc._`` and ``doc.spans``; a span covers every token that its mention touches."""
    key = f"sitrex_{name}"
    doc._.set(key, list(mentions))
    spans = []
    known = doc.user_data.setdefault(_MENTIONS, {})
    for mention in mentions:
        name_of_span = mention.id or f"@{mention.start}"
        span = doc.char_span(
            mention.start, mention.end, label=mention.label, alignment_mode="expand", span_id=name_of_span
        )
        if span is not None:  # never, with "expand", for offsets inside the text
            known[mention.label, name_of_span] = mention
            spans.append(span)
    doc.spans[key] = SpanGroup(doc, name=key, spans=spans)


def _matched_key(name: str) -> str:
    return f"sitrex_matched_{name}"


def _context(doc: Doc, found: Mentions) -> Any:
    from sitrex.annotate.base import Context
    from sitrex.annotate.layout import sentence_bounds

    bounds = sentence_bounds(doc.text)
    lists = {name: getattr(found, name) for name in LISTS}
    return Context(text=doc.text, published=doc._.published, sentences=bounds, **lists)


@Language.factory("sitrex_entities")
def make_entities(nlp: Language, name: str) -> ListComponent:  # noqa: ARG001 - spaCy passes both
    """Named entities: needs ``ner`` before it."""
    from sitrex.annotate.entities import EntitiesAnnotator

    return ListComponent("entities", EntitiesAnnotator(nlp.vocab))


@Language.factory("sitrex_units")
def make_units(nlp: Language, name: str) -> ListComponent:  # noqa: ARG001 - spaCy passes both
    """Military unit designations."""
    from sitrex.annotate.units import UnitsAnnotator

    return ListComponent("units", UnitsAnnotator(nlp.vocab))


@Language.factory("sitrex_dates")
def make_dates(nlp: Language, name: str) -> ListComponent:  # noqa: ARG001 - spaCy passes both
    """TIMEX3 expressions."""
    from sitrex.annotate.dates import DatesAnnotator

    return ListComponent("dates", DatesAnnotator(nlp.vocab))


@Language.factory("sitrex_numbers")
def make_numbers(nlp: Language, name: str) -> ListComponent:  # noqa: ARG001 - spaCy passes both
    """Numbers and quantities."""
    from sitrex.annotate.numbers import NumbersAnnotator

    return ListComponent("numbers", NumbersAnnotator(nlp.vocab))


@Language.factory("sitrex_settle")
def make_settle(nlp: Language, name: str) -> SettleComponent:  # noqa: ARG001 - spaCy passes both
    """Overlaps between the lists."""
    return SettleComponent()


@Language.factory("sitrex_tagger", default_score_weights={"ents_f": 1.0})
def make_tagger(nlp: Language, name: str, model: Any) -> Any:
    """The fast model of names and units, in the place of ``ner``."""
    from sitrex.annotate.tagger.fast import Tagger

    return Tagger(nlp.vocab, model, name)


@Language.factory("sitrex_accurate")
def make_accurate(nlp: Language, name: str) -> Any:  # noqa: ARG001 - spaCy passes both
    """The accurate model of names and units, in the place of ``ner``."""
    from sitrex.annotate.tagger.accurate import AccurateTagger

    return AccurateTagger()


def make_tokenizer() -> Callable[[Language], Any]:
    """The tokenizer of the models that ship with sitrex."""
    from sitrex.annotate.docs import suited_tokenizer

    return lambda nlp: suited_tokenizer(nlp.vocab)
