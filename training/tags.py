"""Tags of words from read labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from read_labels import Spans
from sitrex.annotate.tagger.bio import LABELS
from sitrex.annotate.tagger.words import Words

IGNORED = -100
"""Tag of a word that is left out of the loss."""


def to_tags(words: Words, spans: Spans, optional: Sequence[tuple[int, int]]) -> list[int]:
    """Tag of each word; spans that cut a word are widened to it, words of optional mentions are ``IGNORED``."""
    tags = [0] * len(words)
    for start, end, label in spans:
        inside = _inside(words, start, end)
        if any(tags[n] for n in inside):
            continue
        for n in inside:
            tags[n] = 2 + 2 * LABELS.index(label)
        if inside:
            tags[inside[0]] -= 1
    for start, end in optional:
        for n in _inside(words, start, end):
            tags[n] = IGNORED
    return tags


def _inside(words: Words, start: int, end: int) -> range:
    first = int(np.searchsorted(words.ends, start, side="right"))
    return range(first, max(first, int(np.searchsorted(words.starts, end, side="left"))))
