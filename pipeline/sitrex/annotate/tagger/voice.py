"""What a tagger says of any span: how probable its scores make exactly this name, a name of this label, or none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from spacy.attrs import IDX  # type: ignore[import-not-found]
from spacy.tokens import Doc

from sitrex.annotate.tagger.bio import LABELS, TAGS, begun, spans
from sitrex.annotate.tokens import tag_scores

_SURE: Final = math.log(0.9)
"""What a model that gives no scores is taken to say of its own spans."""
_MOST: Final = 6.0
"""Log odds beyond which more counts for nothing."""


class Voice:
    """What the model says of any span of a tape.

    Args:
        scores: log probabilities (words, tags).
    """

    def __init__(self, scores: Any) -> None:
        words = len(scores)
        self._scores = scores
        self._sums = np.zeros((words + 1, scores.shape[1]))
        np.cumsum(scores, axis=0, out=self._sums[1:])
        self._shares = np.exp(scores)
        self._share_sums = np.zeros((words + 1, scores.shape[1]))
        np.cumsum(self._shares, axis=0, out=self._share_sums[1:])

    @classmethod
    def of(cls, doc: Doc, offsets: Sequence[int]) -> Voice:
        """The voice over words that begin at these offsets of a Doc."""
        scores = tag_scores(doc)
        if scores is None:
            scores = _of_entities(doc)
        places = doc.to_array([IDX]).astype(np.int64).ravel()
        return cls(scores[np.searchsorted(places, np.asarray(offsets, dtype=np.int64), side="right") - 1])

    def spans(self, lean: float) -> list[tuple[int, int, str]]:
        """The spans of each word's best tag where it is ``lean`` less probably outside (in log probability)."""
        scores = self._scores.copy()
        scores[:, 0] -= lean
        return spans(begun(scores.argmax(1))) if len(scores) else []

    def exactly(self, start: int, end: int, label: str) -> float:
        """Log odds that exactly this span has this label."""
        begin = 1 + 2 * LABELS.index(label)
        log = self._scores[start, begin] + self._sums[end, begin + 1] - self._sums[start + 1, begin + 1]
        if end < len(self._scores):
            log += math.log(max(1e-6, 1.0 - self._shares[end, begin + 1]))
        return _log_odds(math.exp(min(0.0, log)))

    def alike(self, start: int, end: int, label: str) -> float:
        """Log odds, by the mean over its words, that they are in names of this label."""
        begin = 1 + 2 * LABELS.index(label)
        share = (self._share_sums[end, begin : begin + 2] - self._share_sums[start, begin : begin + 2]).sum()
        return _log_odds(float(share) / (end - start))

    def outside(self, start: int, end: int) -> float:
        """Log odds, by the mean over its words, that they are in no name."""
        return _log_odds(float(self._share_sums[end, 0] - self._share_sums[start, 0]) / (end - start))


def _log_odds(share: float) -> float:
    odds = math.log(max(share, 1e-9)) - math.log(max(1.0 - share, 1e-9))
    return max(-_MOST, min(_MOST, odds))


def _of_entities(doc: Doc) -> Any:
    """Scores that stand for a model's bare spans."""
    scores = np.full((len(doc), len(TAGS)), math.log(0.1 / (len(TAGS) - 1)))
    tags = np.zeros(len(doc), dtype=np.int64)
    for span in doc.ents:
        if span.label_ in LABELS:
            tags[span.start : span.end] = 2 + 2 * LABELS.index(span.label_)
            tags[span.start] -= 1
    scores[np.arange(len(doc)), tags] = _SURE
    return scores
