"""Which place a name means, with the names beside it and the document's other places; the second round of the choice.

Trained after ``places_alone``, whose choices its features are made of. Labelled passages seldom show what is all but sure:
that a place lies where the phrase says it lies. Labelled names in made phrases teach that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import places_gold
from sitrex.annotate.entities.places.candidates import namesakes, regions
from sitrex.annotate.entities.places.choice import together
from weigh import Case


def cases(texts: Path) -> Iterator[Case]:
    """A case each labelled name of a document, and of the made phrases."""
    read = list(places_gold.taught(texts))
    towns = [m for passage in read for m in passage.meant if m is not None and m.label == "GPE" and m.admin1 and m.lat]
    for passage in read:
        for meant, choice in zip(passage.meant, together(passage.geography), strict=True):
            if meant is not None:
                yield Case(passage.key, choice.cases(), places_gold.right(meant, choice.candidates))
    yield from _in_regions(towns)


def _in_regions(towns: Sequence[places_gold.Meant]) -> Iterator[Case]:
    """`Paris, Texas`: each name that several places bear, in turn with the region of one of them behind it."""
    for turn, name in enumerate(sorted({meant.name for meant in towns})):
        found = [p for p in namesakes(name) if p.admin1 and (p.country, p.admin1) in regions(p.admin1)]
        if len({p.admin1 for p in found}) > 1:
            place = found[turn % len(found)]
            choice = next(together(places_gold.phrase(f"They left {{{name}}}, {{{place.admin1}}}, in May.")))
            right = (
                n for n, c in enumerate(choice.candidates) if c.place is not None and c.place.admin1 == place.admin1
            )
            yield Case(name, choice.cases(), frozenset(right))
