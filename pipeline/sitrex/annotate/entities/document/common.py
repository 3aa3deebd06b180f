"""What the rules of the document share."""

from __future__ import annotations

import re
from typing import Final

from sitrex.annotate.entities.lexicon import words_of
from sitrex.record.model import Entity

NameKey = tuple[str, str]
"""What the mentions of one entity share: label and name."""

HULL_NUMBER: Final = re.compile(r" \([A-Z]+[- ]?\d+\)\Z")
PLACES: Final = frozenset({"GPE", "LOC", "FAC"})


def plain(text: str) -> str:
    """A name's words without case and dots, one space between them."""
    return " ".join(text.replace("’", "'").replace(".", "").casefold().split())


def ship_name(mention: Entity) -> str | None:
    """The given name of a ship that was called by its full name: `Russell` of `USS Russell (DDG 59)`."""
    prefix, _, rest = mention.text.partition(" ")
    if mention.kind == "ship" and HULL_NUMBER.search(mention.text):
        rest = rest if prefix in words_of("ships.tsv", "role", "prefix") else mention.text
    elif mention.label != "EQUIPMENT" or prefix not in words_of("ships.tsv", "role", "prefix"):
        return None
    name = rest.partition(" (")[0]
    return name if len(name) > 3 else None
