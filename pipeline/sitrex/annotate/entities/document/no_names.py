"""What was taken for a name and is none, as the units of the document tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.entities.rules import entities
from sitrex.record.model import Entity, MilitaryUnit

OPENING: Final = re.compile(r"\s?[(\[]")
JOINTS: Final = re.compile(r"[\s-]+")


@entities.veto(
    "entities.document.echelon-letters",
    reads=("The 14th Army Corps ([[AC]]) held.",),
    leaves=("The Civil Aviation Authority ([[CAA]]) closed it.",),
    source="corpus/GUIDELINES.md, units: a bare abbreviation of an echelon in brackets",
)
def echelon_letters(mention: Entity, text: str, by_end: Mapping[int, MilitaryUnit]) -> bool:
    """The initials of arm and echelon in brackets right behind a numbered unit: `14th Army Corps [AC]`, `1st Tank Army (TA, EMD)`."""
    opening = next((n for n in (1, 2) if mention.start - n in by_end), None)
    if opening is None or not (mention.text.isupper() and mention.text.isalpha()):
        return False
    unit = by_end[mention.start - opening]
    if unit.designator is None or OPENING.fullmatch(text, unit.end, mention.start) is None:
        return False
    first, *before = [word[0].upper() for word in reversed(JOINTS.split(unit.text)) if word]
    letters = reversed(mention.text[:-1])
    rest = iter(before)
    return first == mention.text[-1] and all(letter in rest for letter in letters)


def names(mentions: list[Entity], context: Context) -> list[Entity]:
    """The mentions that are names."""
    by_end = {unit.end: unit for unit in context.units}
    return [mention for mention in mentions if not echelon_letters(mention, context.text, by_end)]
