"""Tags of words, B and I of each label and O, and the spans that they make (Ramshaw and Marcus 1995)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import numpy as np

LABELS: Final = ("PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "EQUIPMENT", "EVENT", "UNIT")
TAGS: Final = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
Floats: TypeAlias = np.ndarray[Any, np.dtype[np.floating[Any]]]
Ints: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]

_LEGAL: Final = np.zeros((len(TAGS), len(TAGS)))
for _label in range(len(LABELS)):
    _LEGAL[:, 2 + 2 * _label] = -np.inf
    _LEGAL[[1 + 2 * _label, 2 + 2 * _label], 2 + 2 * _label] = 0.0
_FIRST: Final = np.where([tag[0] == "I" for tag in TAGS], -np.inf, 0.0)


def decode(scores: Sequence[Floats]) -> list[Ints]:
    """The best legal tags of each row of words, from its log probabilities (words, tags).

    Where the best tag of every word makes a legal row it is the answer; the others go through Viterbi's table together.
    """
    best = [row.argmax(1) for row in scores]
    wrong = [n for n, tags in enumerate(best) if not legal(tags)]
    if wrong:
        longest = max(len(best[n]) for n in wrong)
        padded = np.full((len(wrong), longest, len(TAGS)), -1e4)
        padded[:, :, 0] = 0.0
        for place, n in enumerate(wrong):
            padded[place, : len(best[n])] = scores[n]
        for n, tags in zip(wrong, viterbi(padded), strict=True):
            best[n] = tags[: len(best[n])]
    return best


def legal(tags: Ints) -> bool:
    """Whether every I goes on with the label before it."""
    inside = (tags > 0) & (tags % 2 == 0)
    before = np.concatenate([[0], tags[:-1]])
    return not bool(np.any(inside & (before != tags) & (before != tags - 1)))


def viterbi(scores: Floats) -> Ints:
    """The best legal tags of rows of words of one length, from log probabilities (rows, words, tags)."""
    rows, length, _ = scores.shape
    best = scores[:, 0] + _FIRST
    back = np.zeros(scores.shape, dtype=np.int64)
    for n in range(1, length):
        steps = best[:, :, None] + _LEGAL[None]
        back[:, n] = steps.argmax(1)
        best = steps.max(1) + scores[:, n]
    tags = np.zeros((rows, length), dtype=np.int64)
    tags[:, -1] = best.argmax(1)
    for n in range(length - 1, 0, -1):
        tags[:, n - 1] = back[np.arange(rows), n, tags[:, n]]
    return tags


def spans(tags: Ints) -> list[tuple[int, int, str]]:
    """First word, word after the last, and label of each span of a legal row of tags.

    >>> spans(np.array([0, 1, 2, 1, 0, 7]))
    [(1, 3, 'PERSON'), (3, 4, 'PERSON'), (5, 6, 'GPE')]
    """
    begins = np.flatnonzero(tags % 2)
    ends = np.flatnonzero((tags == 0) | (tags % 2 == 1))
    after = np.append(ends, len(tags))[np.searchsorted(ends, begins, side="right")]
    labels = (tags[begins] - 1) // 2
    return [(a, b, LABELS[n]) for a, b, n in zip(begins.tolist(), after.tolist(), labels.tolist(), strict=True)]
