"""Texts into spaCy Docs, safely: runs without white space are cut before the tokenizer sees them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from spacy.attrs import ENT_IOB, ENT_TYPE, IDX, ORTH, SENT_START, SPACY  # type: ignore[import-not-found]
from spacy.lang.en import English
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from sitrex.annotate.text.recase import recased
from sitrex.annotate.text.words import abbreviations

if TYPE_CHECKING:
    from spacy.language import Language

Floats: TypeAlias = np.ndarray[Any, np.dtype[np.floating[Any]]]

RUN_LIMIT: Final = 120
"""Characters without white space that go to the tokenizer at once: it is quadratic in their number."""

_LONG_RUN: Final = re.compile(rf"\S{{{RUN_LIMIT + 1},}}")
_SMILEY: Final = re.compile(r"[:;=()<>^@]")
"""What spaCy's tokenizer makes one token of where it stands alone: the brackets of `(Reuters):` and `8) The brigade`."""
_DASH: Final = "—|–|--"
_CUTS: Final = (rf"[)\]](?={_DASH})", rf"(?<=\d)\.(?={_DASH})", rf"(?<=[)\]\"”’.,:;])(?:{_DASH})(?=\w)")
"""A dash between a stop or bracket and a word, and what stands before it: `(AP)—Gen. Lee`, `July 3.—The army`."""


TOKENIZER: Final = {"nlp": {"tokenizer": {"@tokenizers": "sitrex.Tokenizer.v1"}}}
"""The configuration of a pipeline whose tokenizer is :func:`suited_tokenizer` from the beginning."""


def suited_tokenizer(vocab: Vocab) -> Tokenizer:
    """The English tokenizer of spaCy, taught what reports hold, that has forgotten what chats do."""
    language = English.Defaults
    return Tokenizer(
        vocab,
        rules=_rules(language.tokenizer_exceptions),
        prefix_search=compile_prefix_regex(language.prefixes or ()).search,
        suffix_search=compile_suffix_regex(language.suffixes or ()).search,
        infix_finditer=_infixes(language.infixes),
        token_match=language.token_match,
        url_match=language.url_match,
    )


def suit_tokenizer(nlp: Language) -> None:
    """Teach the tokenizer of another's pipeline the same."""
    tokenizer: Any = nlp.tokenizer
    tokenizer.rules = _rules(tokenizer.rules)
    tokenizer.infix_finditer = _infixes(nlp.Defaults.infixes)


def _rules(rules: Mapping[str, Any]) -> dict[str, Any]:
    given = (f"{word.title()}." for word, kind in abbreviations().items() if kind == "given")
    kept = {word: tokens for word, tokens in rules.items() if not _SMILEY.search(word)}
    return kept | {word: [{"ORTH": word}] for word in given}


def _infixes(infixes: Iterable[Any] | None) -> Any:
    return compile_infix_regex([*(infixes or ()), *_CUTS]).finditer


def make_doc(nlp: Language, text: str) -> Doc:
    """The text as tokens, offsets unchanged; an over-long run becomes several tokens' worth of pieces."""
    cuts = [at for run in _LONG_RUN.finditer(text) for at in range(run.start() + RUN_LIMIT, run.end(), RUN_LIMIT)]
    if not cuts:
        return nlp.tokenizer(text)
    edges = [0, *cuts, len(text)]
    joined = Doc.from_docs([nlp.tokenizer(text[a:b]) for a, b in itertools.pairwise(edges)], ensure_whitespace=False)
    assert joined is not None
    return joined


def recased_doc(doc: Doc) -> Doc:
    """The Doc as the model is shown it: the same tokens, in the case of a sentence where the text is in capitals."""
    words = recased([token.text for token in doc])
    return doc if words is None else Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])


def with_entities_of(doc: Doc, seen: Doc) -> Doc:
    """The Doc with the entities that the model found in the recased one."""
    if seen is not doc:
        doc.from_array([ENT_IOB, ENT_TYPE], seen.to_array([ENT_IOB, ENT_TYPE]))  # type: ignore[arg-type]
        if (scores := tag_scores(seen)) is not None:
            set_tag_scores(doc, scores)
    return doc


def join_docs(docs: list[Doc], text: str) -> Doc:
    """One Doc over all, with their entities and nothing put between them; ``text`` is theirs, kept for :func:`text_of`.

    ``Doc.from_docs`` would copy all that a Doc may hold, at five times the cost.
    """
    if len(docs) == 1:
        joined = docs[0]
    else:
        table = np.concatenate([doc.to_array([ORTH, SPACY, ENT_IOB, ENT_TYPE]) for doc in docs])
        joined = Doc(docs[0].vocab, words=table[:, 0].tolist(), spaces=table[:, 1].tolist())
        joined.from_array([ENT_IOB, ENT_TYPE], np.ascontiguousarray(table[:, 2:]))  # type: ignore[arg-type]
        scores = [rows for doc in docs if (rows := tag_scores(doc)) is not None]
        if len(scores) == len(docs):
            set_tag_scores(joined, np.concatenate(scores))
    joined.user_data[_TEXT] = text
    return joined


_TAGS: Final = "sitrex_tags"


def tag_scores(doc: Doc) -> Floats | None:
    """Log probabilities (tokens, tags of ``entities.bio``) of the model; None of a model that does not say."""
    kept: Floats | None = doc.user_data.get(_TAGS)
    return kept


def set_tag_scores(doc: Doc, scores: Floats) -> None:
    """Keep them beside ``doc.ents``."""
    doc.user_data[_TAGS] = scores


_TEXT: Final = "sitrex_text"


def text_of(doc: Doc) -> str:
    """``doc.text``, which spaCy puts together token by token each time, where :func:`join_docs` did not keep it."""
    kept: str | None = doc.user_data.get(_TEXT)
    return doc.text if kept is None else kept


def set_sentences(doc: Doc, sentences: Sequence[tuple[int, int]], offset: int = 0) -> None:
    """Mark the first token of every sentence; ``offset`` is where the Doc begins in the text they count in."""
    starts = np.asarray([start - offset for start, _ in sentences], dtype=np.int64)
    places = doc.to_array([IDX]).astype(np.int64).ravel()
    marks = np.full(len(places), -1, dtype=np.int64)
    at = np.searchsorted(places, starts[starts >= 0])
    marks[at[at < len(places)]] = 1
    if len(marks):
        marks[0] = 1
    doc.from_array([SENT_START], marks.astype(np.uint64).reshape(-1, 1))  # type: ignore[arg-type]
