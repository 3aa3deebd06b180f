"""Which place a name means by itself and by the countries that its document names; the first round of the choice."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import places_gold
from sitrex.annotate.entities.places.choice import alone
from weigh import Case

PARTS = ("train", "development", "genre_train")
TOGETHER = (1, 3)
"""Passages that are read as one document: what names a country elsewhere in it says little of a place of another event."""


def cases(texts: Path) -> Iterator[Case]:
    """A case each labelled name of a document."""
    for part, together in itertools.product(PARTS, TOGETHER):
        for passage in places_gold.read(texts, part, together):
            for meant, choice in zip(passage.meant, alone(passage.geography), strict=True):
                if meant is not None:
                    yield Case(passage.key, choice.cases(), places_gold.right(meant, choice.candidates))
