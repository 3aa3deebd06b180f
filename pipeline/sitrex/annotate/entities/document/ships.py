"""Ships that bear a place's name and are called without prefix: `COVENTRY SUNK`, `the Canberra sailed`, `Coventry` beside HMS Coventry."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from sitrex.annotate.entities.document.common import ship_name
from sitrex.annotate.entities.lexicon import group, lexical
from sitrex.annotate.entities.rules import entities
from sitrex.record.model import Entity, changed

BEFORE_PLACES: Final = group("before_places") - {"(", ",", "and", "captured", "left"} | {"of", "at", "for", "off"}
_DEED: Final = re.compile(
    r"\s+(?:(?i:(?:was|were|is|has been|had been|being)\s+(?:later\s+)?(?:sunk|torpedoed|scuttled|under tow)\b"
    r"|(?:capsized|foundered|at anchor)\b|(?:sailed|steamed)\b(?!\s+(?:the|an?|her|his|its|their)\b)"
    r"|sank(?=\s*[.,;]|\s+(?:in|at|off|on|with|after|within|near|during|stern|that|this)\b))"
    r"|(?:hit and sinking|HIT AND SINKING|SINKING|SUNK|TORPEDOED)\b)"
)
"""What is done by ships and to ships alone, behind their name; a state sinks others, a town by inches."""
_SUNK: Final = re.compile(r"\s+(?:was|were|had been|has been)\s+(?:later\s+)?(?:sunk|scuttled)\b")
"""What is done to ships alone, though a person is called so."""
_WORD_BEFORE: Final = re.compile(r"(\w+|[^\w\s])\s*\Z")
_FAR: Final = 20
"""Characters before a mention among which the word before it stands."""


@entities.rule(
    "entities.document.ship-deed",
    reads=("The convoy left at noon. [[Coventry]] was sunk by bombs.",),
    leaves=("London sank the Belgrano.", "[[Greece]] sailed through the match."),
    source="English verbs of ships",
)
def ship_deed(mention: Entity, text: str) -> Entity | None:
    """What is sunk or sails is a ship, though a town is called so."""
    if mention.label == "PERSON" and mention.title is None:
        return _ship(mention) if _SUNK.match(text, mention.end) else None
    if mention.label != "GPE" or _place_before(mention, text) or _DEED.match(text, mention.end) is None:
        return None
    return _ship(mention)


@entities.rule(
    "entities.document.ship-again",
    reads=("HMS Coventry sailed with them. [[Coventry]] opened fire.",),
    leaves=("HMS Coventry sailed. They met in [[Coventry]].",),
    source="a ship called with its prefix, then by its name",
)
def ship_again(mention: Entity, text: str, called: Collection[str]) -> Entity | None:
    """A ship that the text names as one elsewhere."""
    if mention.label != "GPE" or mention.text.casefold() not in called or _place_before(mention, text):
        return None
    return _ship(mention)


def ships(mentions: list[Entity], text: str) -> list[Entity]:
    """The mentions, places that are ships as ships."""
    mentions = [ship_deed(mention, text) or mention for mention in mentions]
    called = {(ship_name(mention) or mention.text).casefold() for mention in mentions if mention.kind == "ship"}
    return [ship_again(mention, text, called) or mention for mention in mentions] if called else mentions


def _ship(mention: Entity) -> Entity:
    return changed(mention, label="EQUIPMENT", kind="ship", country=None, role=None)


def _place_before(mention: Entity, text: str) -> bool:
    """Whether the word before it is one that stands before places; a state that lists know is one but behind an article."""
    found = _WORD_BEFORE.search(text, max(0, mention.start - _FAR), mention.start)
    before = found[1].lower() if found else ""
    return before in BEFORE_PLACES or (before != "the" and lexical(mention.text) is not None)
