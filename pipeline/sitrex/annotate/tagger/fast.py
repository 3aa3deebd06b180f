"""The tagger of names and military units: scores of tags for every word, and the best legal row.

It stands where a spaCy pipeline has ``ner`` and trains as that does. The scores stay with the Doc: what the rules make of a
name depends on how sure the model is of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import ENT_IOB, ENT_TYPE, IS_SPACE  # type: ignore[import-not-found]
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from thinc.api import Linear, Model, NumpyOps, chain, with_array
from threadpoolctl import ThreadpoolController

from sitrex.annotate.docs import set_tag_scores
from sitrex.annotate.tagger.bio import LABELS, TAGS, Floats, decode, spans

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example
    from spacy.vocab import Vocab

_BEGIN, _INSIDE, _OUTSIDE = 3, 1, 2
"""spaCy's codes of ENT_IOB."""


def bio_head(tok2vec: Model[list[Doc], list[Any]]) -> Model[list[Doc], list[Any]]:
    """The architecture ``sitrex.BioHead.v1``: for each word a score of each of :data:`~sitrex.annotate.tagger.bio.TAGS`."""
    model: Model[list[Doc], list[Any]] = chain(tok2vec, with_array(Linear(len(TAGS), tok2vec.get_dim("nO"))))
    model.set_ref("tok2vec", tok2vec)
    # numpy's BLAS multiplies up to three times as fast as BLIS, which has no kernels for AVX-512
    ops = NumpyOps(use_blis=False)
    for node in model.walk():
        node.ops = ops
    return model


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()


def log_softmax(scores: Floats) -> Floats:
    """Log probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    made: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return made


class Tagger(TrainablePipe):  # type: ignore[misc]  # spaCy has no types for it
    """The component ``sitrex_tagger``.

    Args:
        vocab: the pipeline's.
        model: Docs -> scores (words, tags) of each.
        name: of the component in its pipeline.
    """

    def __init__(self, vocab: Vocab, model: Model[list[Doc], list[Any]], name: str = "ner") -> None:
        self.vocab, self.model, self.name = vocab, model, name
        self.cfg: dict[str, Any] = {}

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the guidelines, and UNIT."""
        return LABELS

    def add_label(self, label: str) -> int:
        """None can be added to those that there are."""
        if label not in LABELS:
            raise ValueError(f"the tagger knows {', '.join(LABELS)}, not {label}")
        return 0

    def predict(self, docs: Iterable[Doc]) -> list[Floats]:
        """Log probabilities (words, tags) of each Doc."""
        some = list(docs)
        if not any(map(len, some)):
            return [np.zeros((0, len(TAGS))) for _ in some]
        # sums over more threads round otherwise: the same text gives the same bytes on one core and on eight
        with _blas().limit(limits=1, user_api="blas"):
            scores = self.model.predict(some)
        return [log_softmax(np.asarray(row, dtype=np.float64)) for row in scores]

    def set_annotations(self, docs: Iterable[Doc], scores: Sequence[Floats]) -> None:
        """Set ``doc.ents``, and keep the scores."""
        some = list(docs)
        for doc, row, tags in zip(some, scores, decode(scores), strict=True):
            _set(doc, row, tags)

    def get_loss(self, examples: Iterable[Example], scores: Sequence[Floats]) -> tuple[float, list[Any]]:
        """Cross-entropy, and the gradient of the scores; words without a tag in the reference count for nothing."""
        loss, gradients = 0.0, []
        for example, row in zip(examples, scores, strict=True):
            wanted = example.get_aligned_ner()
            target, counts = (
                np.zeros((len(row), len(TAGS)), dtype=np.float32),
                np.zeros((len(row), 1), dtype=np.float32),
            )
            for n, tag in enumerate(map(_bio, wanted)):
                if tag is not None:
                    target[n, TAGS.index(tag)] = counts[n] = 1.0
            some, gradient = cross_entropy(row, target, counts)
            loss += some
            gradients.append(gradient)
        return loss, gradients

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,  # noqa: ARG002 - spaCy passes it
    ) -> None:
        """Give the network its weights' shapes."""
        docs = [example.reference for example, _ in zip(get_examples(), range(10), strict=False)]
        self.model.initialize(X=docs)


def cross_entropy(scores: Any, target: Any, counts: Any) -> tuple[float, Any]:
    """The loss of scores against probabilities (words, tags), each word weighed by ``counts``; its gradient."""
    logs = log_softmax(scores)
    return float(-(counts * target * logs).sum()), (counts * (np.exp(logs) - target)).astype(np.float32)


def _bio(tag: str | None) -> str | None:
    """SpaCy's BILUO tag as one of TAGS; None where there is none."""
    if not tag or tag == "-":
        return None
    made = {"U": "B", "L": "I"}.get(tag[0], tag[0]) + tag[1:]
    return made if made in TAGS else "O"


def _set(doc: Doc, scores: Floats, tags: Any) -> None:
    """The spans of the tags as entities; blanks at the edge of a span are outside it."""
    iob = np.full(len(doc), _OUTSIDE, dtype=np.uint64)
    kinds = np.zeros(len(doc), dtype=np.uint64)
    if tags.any():
        blank = doc.to_array([IS_SPACE]).astype(bool).ravel()
        for start, end, label in spans(tags):
            solid = start + np.flatnonzero(~blank[start:end])
            if len(solid):
                first, last = int(solid[0]), int(solid[-1]) + 1
                iob[first:last] = _INSIDE
                iob[first] = _BEGIN
                kinds[first:last] = doc.vocab.strings.add(label)
    doc.from_array([ENT_IOB, ENT_TYPE], np.stack([iob, kinds], axis=1))  # type: ignore[arg-type]
    set_tag_scores(doc, scores.astype(np.float32))
