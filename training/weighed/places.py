"""Which place a name means, with the names beside it and the document's other places; the second round of the choice.

Trained after ``places_alone``, whose choices its features are made of. Labelled passages seldom show what is all but sure:
that a place lies where the phrase says it lies. Labelled names in made phrases teach that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import places_gold
from sitrex.annotate.entities.places.candidates import namesakes, regions
from sitrex.annotate.entities.places.choice import together
from weigh import Case

PARTS = ("train", "development", "genre_train")


def cases(texts: Path) -> Iterator[Case]:
    """A case each labelled name of a document, and of the made phrases."""
    read = [passage for part in PARTS for passage in places_gold.read(texts, part)]
    towns = [m for passage in read for m in passage.meant if m is not None and m.label == "GPE" and m.admin1 and m.lat]
    for number, passage in enumerate(read):
        for n, (meant, choice) in enumerate(zip(passage.meant, together(passage.geography), strict=True)):
            if meant is None:
                continue
            yield Case(passage.key, choice.cases(), places_gold.right(meant, choice.candidates))
            if meant.label == "GPE" and any(how == "reach" for _, how in passage.geography.names[n].ties):
                other = next(m for m in towns[(7 * number) % len(towns) :] + towns if m.country != meant.country)
                yield _renamed(passage, n, meant, other.name)
    yield from _in_regions(towns)


def _renamed(passage: places_gold.Passage, n: int, meant: places_gold.Meant, name: str) -> Case:
    """A name that stands beside another, were it one that is known only far away: it lies in its country all the same."""
    names = [replace(known, name=name) if k == n else known for k, known in enumerate(passage.geography.names)]
    choice = list(together(replace(passage.geography, names=names)))[n]
    unplaced = (k for k, c in enumerate(choice.candidates) if c.place is None and c.country == meant.country)
    return Case(passage.key, choice.cases(), frozenset(unplaced))


def _in_regions(towns: Sequence[places_gold.Meant]) -> Iterator[Case]:
    """`Paris, Texas`: each name that several places bear, in turn with the region of one of them behind it."""
    for turn, name in enumerate(sorted({meant.name for meant in towns})):
        found = [p for p in namesakes(name) if p.admin1 and (p.country, p.admin1) in regions(p.admin1)]
        if len({p.admin1 for p in found}) > 1:
            place = found[turn % len(found)]
            choice = next(together(places_gold.phrase(f"They left {{{name}}}, {{{place.admin1}}}, in May.")))
            right = (n for n, c in enumerate(choice.candidates) if c.place is not None and c.place.admin1 == place.admin1)
            yield Case(name, choice.cases(), frozenset(right))
