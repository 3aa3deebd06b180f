"""The way of one article: text, paragraphs, model, four annotators, overlaps, resolution, record."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sitrex.annotate.base import Annotator, Context
from sitrex.annotate.docs import (
    TOKENIZER,
    join_docs,
    make_doc,
    recased_doc,
    set_sentences,
    suit_tokenizer,
    with_entities_of,
)
from sitrex.annotate.layout import paragraphs, sentences, volumes
from sitrex.annotate.settle import resolve_all
from sitrex.annotate.text import Span
from sitrex.annotate.text.recase import has_small_letters
from sitrex.annotate.text.view import View
from sitrex.errors import SitrexError
from sitrex.ingest.article import Article
from sitrex.ingest.language import identify
from sitrex.normalise.symbols import DEFAULT_SYMBOLS, Symbols
from sitrex.record.build import Mentions, Volume, build_record
from sitrex.record.model import Mention, MilitaryUnit, Provenance, Record
from sitrex.vocab import own_files, use_own

if TYPE_CHECKING:
    import datetime

    from spacy.language import Language
    from spacy.tokens import Doc

M = TypeVar("M", bound=Mention)

DEFAULT_MODEL: Final = "sitrex_conflict"
"""The model that ships inside the package, in ``sitrex/data/model``; see ``docs/entities.md``."""
ACCURATE: Final = "accurate"
"""Name of the larger model that ships beside it."""
PIECE: Final = 20_000
"""Code points that are matched together; results do not depend on it, memory does."""
BATCH: Final = 4_000
"""Code points of whole paragraphs that the model sees at once; the same holds."""


class Pipeline:
    """A loaded model and the annotators; call it with articles.

    Args:
        nlp: a spaCy pipeline of which only ``ner`` (and what it listens to) is used.
        model: the name it was loaded by, for the record's provenance.
        symbols: how symbol codes of units are written.
    """

    def __init__(self, nlp: Language, model: str, symbols: Symbols = DEFAULT_SYMBOLS) -> None:
        from sitrex.annotate.dates import DatesAnnotator
        from sitrex.annotate.entities import EntitiesAnnotator
        from sitrex.annotate.numbers import NumbersAnnotator
        from sitrex.annotate.units import UnitsAnnotator

        self.nlp = nlp
        self.entities, self.units = EntitiesAnnotator(nlp.vocab), UnitsAnnotator(nlp.vocab, symbols)
        self._annotators: dict[str, Annotator[Any]] = {
            "entities": self.entities,
            "units": self.units,
            "dates": DatesAnnotator(nlp.vocab),
            "numbers": NumbersAnnotator(nlp.vocab),
        }
        self.provenance = Provenance(
            sitrex=version("sitrex"),
            spacy=version("spacy"),
            model=model,
            model_version=nlp.meta["version"],
            config_sha256=config_digest(nlp, symbols),
        )

    def __call__(self, article: Article) -> Record:
        """The record of one article; a long text is resolved volume by volume."""
        return build_record(
            article,
            (self._volume(article, start, end) for start, end in volumes(article.text)),
            language=identify(article.text),
            provenance=self.provenance,
        )

    def _volume(self, article: Article, start: int, end: int) -> Volume:
        """What the text from ``start`` to ``end`` gives."""
        view = View.of(article.text[start:end])
        found, bounds = self.read(view.text, article.published)
        if start or view.edits:
            lists = {name: [_as_it_stands(m, view, start) for m in getattr(found, name)] for name in self._annotators}
            spans = (view.span(*bound) for bound in bounds)
            found, bounds = Mentions(**lists), [(a + start, b + start) for a, b in spans]
        return Volume(found, bounds)

    def read(
        self, text: str, published: datetime.date | None, *, units: Annotator[MilitaryUnit] | None = None
    ) -> tuple[Mentions, list[Span]]:
        """The mentions of a text as it is read, linked by handles, and its sentences.

        It is matched in pieces of whole paragraphs and resolved as one; ``units`` resolves the units in place of the
        pipeline's own annotator.
        """
        bounds: list[Span] = []
        context = Context(text=text, published=published, sentences=bounds)
        annotators = self._annotators if units is None else {**self._annotators, "units": units}
        return resolve_all(self._matched(text, bounds), annotators, context), bounds

    def _matched(self, text: str, bounds: list[Span]) -> Mentions:
        """What the pieces of the text give; their sentences are added to ``bounds``."""
        found: dict[str, list[Any]] = {name: [] for name in self._annotators}
        for offset, doc in self.docs(text, bounds):
            for name, annotator in self._annotators.items():
                matched = annotator.match(doc)
                found[name] += [mention.shifted(offset) for mention in matched] if offset else matched
        return Mentions(**found)

    def docs(self, text: str, bounds: list[Span]) -> Iterator[tuple[int, Doc]]:
        """The pieces of a text as the annotators see them, and where each begins; their sentences are added to ``bounds``."""
        for piece in _pieces(paragraphs(text)):
            doc = self._annotated(text, piece)
            offset = piece[0][0]
            inside = [span for block in piece for span in sentences(text, *block)]
            set_sentences(doc, inside, offset)
            bounds += inside
            yield offset, doc

    def _annotated(self, text: str, blocks: list[Span]) -> Doc:
        """One Doc over the blocks, the model having seen each paragraph alone."""
        read = [make_doc(self.nlp, text[start:end]) for start, end in blocks]
        docs = [
            doc if has_small_letters(text[start:end]) else recased_doc(doc)
            for doc, (start, end) in zip(read, blocks, strict=True)
        ]
        for _, component in self.nlp.pipeline:
            docs = [doc for some in _batches(blocks) for doc in component.pipe(docs[some], batch_size=len(docs))]  # type: ignore[attr-defined]
        docs = list(map(with_entities_of, read, docs))
        return join_docs(docs, text[blocks[0][0] : blocks[-1][1]])


def _as_it_stands(mention: M, view: View, offset: int) -> M:
    """A mention of the view of a text that begins at ``offset``, as it stands in the whole text."""
    start, end = view.span(mention.start, mention.end)
    return mention.placed(
        start + offset, end + offset, view.original[start:end], lambda place: view.start(place) + offset
    )


def _batches(blocks: list[Span]) -> Iterator[slice]:
    """Some paragraphs at a time: the model takes 16 kB of memory for every code point that it sees at once."""
    first = 0
    for at, (_, end) in enumerate(blocks):
        if at > first and end - blocks[first][0] > BATCH:
            yield slice(first, at)
            first = at
    yield slice(first, len(blocks))


def _pieces(blocks: list[Span]) -> Iterator[list[Span]]:
    piece: list[Span] = []
    for block in blocks:
        if piece and block[1] - piece[0][0] > PIECE:
            yield piece
            piece = []
        piece.append(block)
    if piece:
        yield piece


def load(model: str | None = None, vocab: str | Path | None = None, symbols: Symbols = DEFAULT_SYMBOLS) -> Pipeline:
    """Load the model and build the pipeline.

    Args:
        model: name of an installed spaCy pipeline or a path to one; the default model if None.
        vocab: a folder with tables of one's own, see :func:`sitrex.vocab.use_own`; those of before if None.
        symbols: how symbol codes of units are written.

    Raises:
        SitrexError: ``model-missing``, ``model-no-ner`` or ``vocab-…``.
    """
    if vocab is not None:
        use_own(vocab)
    import spacy

    name = model or DEFAULT_MODEL
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"\[W095\]")  # a model made for a neighbouring minor version
            nlp = _accurate() if model == ACCURATE else _default() if model is None else spacy.load(model)
    except (OSError, ValueError, ImportError) as problem:
        reason = str(problem).splitlines()[0][:200]
        raise SitrexError("model-missing", name=name, reason=reason) from None
    if "ner" not in nlp.pipe_names:
        raise SitrexError("model-no-ner", name=name, pipes=", ".join(nlp.pipe_names) or "no components")
    if name not in (DEFAULT_MODEL, ACCURATE):
        suit_tokenizer(nlp)
    needed = _needed(nlp)
    for pipe in list(nlp.pipe_names):
        if pipe not in needed:
            nlp.remove_pipe(pipe)
    return Pipeline(nlp, name, symbols)


def _default() -> Language:
    """The default model; its tokenizer need not be read from a file, as its configuration names it."""
    import spacy

    return spacy.load(Path(str(files("sitrex.data") / "model")), exclude=["tokenizer"])


def _accurate() -> Language:
    """The words of the default model under the accurate one's names; its version says on what kind of processor."""
    import spacy

    from sitrex.annotate.tagger.processor import kind

    nlp = spacy.blank("en", config=TOKENIZER)
    nlp.add_pipe("sitrex_accurate", name="ner")
    about = json.loads((files("sitrex.data") / ACCURATE / "meta.json").read_text(encoding="utf-8"))
    nlp.meta["version"] = f"{about['version']}+{kind()}"
    return nlp


def _needed(nlp: Language) -> frozenset[str]:
    """``ner`` and the shared tok2vec or transformer that it listens to, if any."""
    from thinc.api import Model

    ner = nlp.get_pipe("ner")
    graph: Model[object, object] | None = getattr(ner, "model", None)
    listens = graph is not None and any("listener" in node.name for node in graph.walk())
    sources = [
        n
        for n in nlp.pipe_names
        if listens and nlp.get_pipe_meta(n).factory in ("tok2vec", "transformer", "curated_transformer")
    ]
    return frozenset(["ner", *sources])


def config_digest(nlp: Language, symbols: Symbols = DEFAULT_SYMBOLS) -> str:
    """SHA-256 over everything that decides a record: the model's configuration and weights, vocabularies, tables, symbols."""
    state = hashlib.sha256(nlp.config.to_str().encode("utf-8"))
    for _, component in nlp.pipeline:
        state.update(component.to_bytes(exclude=["vocab"]))  # type: ignore[attr-defined]
    state.update(_package_digest().encode("ascii"))
    state.update(symbols.digest())
    return state.hexdigest()


@cache
def _package_digest() -> str:
    """SHA-256 over the vocabularies, the gazetteer, the word pieces and the cut phrases, so that a changed one shows in the provenance."""
    state = hashlib.sha256()
    for table in ("places.npz", "pieces.npz", "tokens.txt"):
        state.update((files("sitrex.data") / table).read_bytes())
    todo = [files("sitrex.vocab")]
    while todo:
        for item in sorted(todo.pop().iterdir(), key=lambda i: i.name):
            if item.is_dir() and not item.name.startswith("__"):
                todo.append(item)
            elif item.name.endswith(".tsv"):
                state.update(item.read_bytes())
    for file in own_files():
        state.update(file.read_bytes())
    return state.hexdigest()
