"""Which place a name means, with the names beside it and the document's other places; the second round of the choice.

Trained after ``places_alone``, whose choices its features are made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import places_gold
from sitrex.annotate.entities.places.choice import together
from weigh import Case

PARTS = ("train", "development", "genre_train")


def cases(texts: Path) -> Iterator[Case]:
    """A case each labelled name of a document."""
    for part in PARTS:
        for passage in places_gold.read(texts, part):
            for meant, choice in zip(passage.meant, together(passage.geography), strict=True):
                if meant is not None:
                    yield Case(passage.key, choice.cases(), places_gold.right(meant, choice.candidates))
