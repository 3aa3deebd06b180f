"""What a tagger says of any span: how probable its scores make exactly this name, a name of this label, or none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from spacy.attrs import IDX  # type: ignore[import-not-found]
from spacy.tokens import Doc

from sitrex.annotate.docs import tag_scores
from sitrex.annotate.tagger.bio import LABELS, TAGS, Floats, begun, spans

_SURE: Final = math.log(0.9)
"""What a model that gives no scores is taken to say of its own spans."""
_NEVER: Final = -20.0
"""Log probability of what is no word."""
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
    def of(cls, doc: Doc, offsets: Sequence[int], capital: Sequence[bool] = ()) -> Voice:
        """The voice over words that begin at these offsets of a Doc; of several that one token has only those with a
        capital are what it says.
        """
        scores = tag_scores(doc)
        if scores is None:
            scores = _of_entities(doc)
        places = doc.to_array([IDX]).astype(np.int64).ravel()
        token = np.searchsorted(places, np.asarray(offsets, dtype=np.int64), side="right") - 1
        said = scores[token]
        if capital:
            shared = np.zeros(len(token), dtype=bool)
            shared[1:] = token[1:] == token[:-1]
            shared[:-1] |= shared[1:]
            said[shared & ~np.asarray(capital, dtype=bool)] = [0.0, *[_NEVER] * (scores.shape[1] - 1)]
        return cls(said)

    def spans(self, lean: float) -> list[tuple[int, int, str]]:
        """The spans of each word's best tag where it is ``lean`` less probably outside (in log probability)."""
        scores = self._scores.copy()
        scores[:, 0] -= lean
        return spans(begun(scores.argmax(1))) if len(scores) else []

    def exactly(self, starts: Sequence[int], ends: Sequence[int]) -> Floats:
        """Log odds that exactly these spans (n,) are names of each label: (n, labels)."""
        first, last = np.asarray(starts, dtype=np.int64), np.asarray(ends, dtype=np.int64)
        log = self._scores[first, 1::2] + self._sums[last, 2::2] - self._sums[first + 1, 2::2]
        follows = np.minimum(last, len(self._scores) - 1)
        goes_on = np.where((last < len(self._scores))[:, None], self._shares[follows, 2::2], 0.0)
        return _log_odds(np.exp(np.minimum(0.0, log + np.log(np.maximum(1e-6, 1.0 - goes_on)))))

    def alike(self, starts: Sequence[int], ends: Sequence[int]) -> Floats:
        """Log odds, by the mean over their words, that these spans (n,) are in names of each label: (n, labels)."""
        shares = self._mean_shares(starts, ends)
        return _log_odds(shares[:, 1::2] + shares[:, 2::2])

    def outside(self, starts: Sequence[int], ends: Sequence[int]) -> Floats:
        """Log odds, by the mean over their words, that these spans (n,) are in no name: (n,)."""
        return _log_odds(self._mean_shares(starts, ends)[:, 0])

    def _mean_shares(self, starts: Sequence[int], ends: Sequence[int]) -> Floats:
        first, last = np.asarray(starts, dtype=np.int64), np.asarray(ends, dtype=np.int64)
        made: Floats = (self._share_sums[last] - self._share_sums[first]) / (last - first)[:, None]
        return made


def _log_odds(shares: Floats) -> Floats:
    odds = np.log(np.maximum(shares, 1e-9)) - np.log(np.maximum(1.0 - shares, 1e-9))
    made: Floats = np.clip(odds, -_MOST, _MOST)
    return made


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
