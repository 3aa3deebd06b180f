"""Which place a name means, with the names beside it and the document's other places; the second round of the choice.

Trained after ``places_alone``, whose choices its features are made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import places_gold
from sitrex.annotate.entities.places.choice import together
from weigh import Case

PARTS = ("train", "development", "genre_train")


def cases(texts: Path) -> Iterator[Case]:
    """A case each labelled name of a document; and where one stands beside another, one with a far place's name instead."""
    read = [passage for part in PARTS for passage in places_gold.read(texts, part)]
    far = [m for passage in read for m in passage.meant if m is not None and m.label == "GPE" and m.admin1 and m.lat]
    for number, passage in enumerate(read):
        for n, (meant, choice) in enumerate(zip(passage.meant, together(passage.geography), strict=True)):
            if meant is None:
                continue
            yield Case(passage.key, choice.cases(), places_gold.right(meant, choice.candidates))
            if meant.label == "GPE" and any(how == "reach" for _, how in passage.geography.names[n].ties):
                other = next(m for m in far[(7 * number) % len(far) :] + far if m.country != meant.country)
                yield _renamed(passage, n, meant, other.name)


def _renamed(passage: places_gold.Passage, n: int, meant: places_gold.Meant, name: str) -> Case:
    """What if a name that stands beside another were one that is known only far away: it lies in its country all the same."""
    names = [replace(known, name=name) if k == n else known for k, known in enumerate(passage.geography.names)]
    choice = list(together(replace(passage.geography, names=names)))[n]
    unplaced = (k for k, c in enumerate(choice.candidates) if c.place is None and c.country == meant.country)
    return Case(passage.key, choice.cases(), frozenset(unplaced))
