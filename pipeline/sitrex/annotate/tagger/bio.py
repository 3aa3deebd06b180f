"""Tags of words, B and I of each label and O, and the spans that they make (Ramshaw and Marcus 1995)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import numpy as np

LABELS: Final = ("PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "EQUIPMENT", "EVENT", "UNIT")
TAGS: Final = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
Floats: TypeAlias = np.ndarray[Any, np.dtype[np.floating[Any]]]
Ints: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]

_INSIDE: Final = np.arange(2, len(TAGS), 2)
"""The tags of words that go on with a span; the tag that begins it stands before each."""
_FIRST: Final = np.where(np.isin(np.arange(len(TAGS)), _INSIDE), -np.inf, 0.0)


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
    every = np.arange(rows)
    for n in range(1, length):
        # an I goes on with its own span, all else may follow anything
        likeliest = best.argmax(1)
        steps = np.repeat(best[every, likeliest][:, None], len(TAGS), axis=1)
        back[:, n] = likeliest[:, None]
        begun, gone_on = best[:, _INSIDE - 1], best[:, _INSIDE]
        steps[:, _INSIDE] = np.maximum(begun, gone_on)
        back[:, n, _INSIDE] = np.where(begun >= gone_on, _INSIDE - 1, _INSIDE)
        best = steps + scores[:, n]
    tags = np.zeros((rows, length), dtype=np.int64)
    tags[:, -1] = best.argmax(1)
    for n in range(length - 1, 0, -1):
        tags[:, n - 1] = back[every, n, tags[:, n]]
    return tags


def begun(tags: Ints) -> Ints:
    """The same tags, but that an I which goes on with nothing begins a span, as conlleval has it."""
    before = np.concatenate([[0], tags[:-1]])
    astray = (tags > 0) & (tags % 2 == 0) & (before != tags) & (before != tags - 1)
    made: Ints = tags - astray
    return made


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
