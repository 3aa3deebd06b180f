"""The component ``sitrex_accurate``: finds names and units with the encoder of ``data/accurate``.

The paragraphs that it is given are read together, so that each has its neighbours in the window. What it finds depends on
these paragraphs alone: one thread, and no batch over several documents.
"""

from __future__ import annotations

import hashlib
import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from spacy.attrs import IDX  # type: ignore[import-not-found]
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from sitrex.annotate.docs import set_tag_scores
from sitrex.annotate.tagger import windows
from sitrex.annotate.tagger.bio import TAGS, Floats
from sitrex.annotate.tagger.fast import log_softmax
from sitrex.annotate.tagger.pieces import pieces
from sitrex.annotate.tagger.words import Cutter
from sitrex.errors import SitrexError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_BATCH: Final = 4096
"""Pieces that go through the network at once."""
_NONE: Final = np.zeros((0, len(TAGS)))
_NEVER: Final = -30.0
_MARKS: Final = (101, 102, 0)
"""MiniLM's pieces for the beginning, the end and nothing."""


class AccurateTagger:
    """Sets ``doc.ents``, and keeps the scores of the tags.

    Raises:
        SitrexError: ``extra-missing`` where ONNX Runtime is not installed.
    """

    def __init__(self) -> None:
        try:
            import onnxruntime
        except ImportError:
            raise SitrexError(
                "extra-missing", feature="--model accurate", package="onnxruntime", extra="accurate"
            ) from None
        network = (files("sitrex.data") / "accurate" / "model.onnx").read_bytes()
        self._digest = hashlib.sha256(network).digest()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: InferenceSession = onnxruntime.InferenceSession(
            network, options, providers=["CPUExecutionProvider"]
        )
        self._cutter = Cutter(pieces().ids)

    def to_bytes(self, **_: Any) -> bytes:
        """The digest of the network, for the configuration's."""
        return self._digest

    def __call__(self, doc: Doc) -> Doc:
        """Tag one Doc."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 0) -> Iterator[Doc]:  # noqa: ARG002 - spaCy's signature
        """Tag Docs that follow each other in one document."""
        docs = list(stream)
        texts = [doc.text for doc in docs]
        begins = list(itertools.accumulate((len(text) + 1 for text in texts), initial=0))
        read = self.read("\n".join(texts))
        spans: list[list[Span]] = [[] for _ in docs]
        for found in read.found():
            n = bisect_right(begins, found.start) - 1
            first, last = found.start - begins[n], min(found.end, begins[n + 1] - 1) - begins[n]
            span = docs[n].char_span(first, last, label=found.label, alignment_mode="expand")
            if span is not None and not span[0].is_space:
                spans[n].append(span)
        starts, scores = np.array(read.words.starts, dtype=np.int64), np.concatenate([_NONE, *read.scores])
        for doc, own, begin in zip(docs, spans, begins, strict=False):
            doc.ents = filter_spans(own)
            set_tag_scores(doc, _of_tokens(doc, begin, starts, scores))
            yield doc

    def read(self, text: str) -> windows.Read:
        """A text as the network reads it."""
        return windows.read(text, self._cutter, self._network, _BATCH)

    def _network(self, own: list[windows.TaggerWindow]) -> Floats:
        batch = windows.collate(own, *_MARKS)
        (scores,) = self._session.run(None, {name: getattr(batch, name) for name in windows.INPUTS})
        return log_softmax(np.asarray(scores, dtype=np.float64))


def _of_tokens(doc: Doc, begin: int, starts: Any, scores: Floats) -> Floats:
    """The scores of the words that spaCy's tokens begin with; what is none of them is outside all names."""
    places = doc.to_array([IDX]).astype(np.int64).ravel() + begin
    at = np.searchsorted(starts, places)
    made = np.full((len(doc), scores.shape[1]), _NEVER, dtype=np.float32)
    made[:, 0] = 0.0
    hit = at < len(starts)
    hit[hit] = starts[at[hit]] == places[hit]
    made[hit] = scores[at[hit]]
    return made
