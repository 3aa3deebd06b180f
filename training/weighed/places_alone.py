"""Which place a name means by itself and by the countries that its document names; the first round of the choice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import places_gold
from sitrex.annotate.entities.places.choice import alone
from weigh import Case


def cases(texts: Path) -> Iterator[Case]:
    """A case each labelled name of a document."""
    for passage in places_gold.taught(texts):
        for meant, choice in zip(passage.meant, alone(passage.geography), strict=True):
            if meant is not None:
                yield Case(passage.key, choice.cases(), places_gold.right(meant, choice.candidates))
