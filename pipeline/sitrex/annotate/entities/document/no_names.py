"""What is read for a name in field reports and is none by what stands around it: letters of echelons and losses, tows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.rules import entities
from sitrex.record.model import Entity, MilitaryUnit

OPENING: Final = re.compile(r"\s?[(\[]")
JOINTS: Final = re.compile(r"[\s-]+")
LOSSES: Final = group("no_names", "short_losses")
NO_NOUN: Final = re.compile(r"\s*(?:[^\w\s]|(?i:and|in|on|at)\b|\Z)")
"""What stands behind letters for losses that are counted; before a noun they are a name: `3 KIA fighters`."""
NEXT: Final = re.compile(r"\W*(\w+)")
_BEHIND_TOW: Final = group("behind_tow")
"""What makes the letters a missile's in capitals: `UNDER TOW FIRE`."""
_BEFORE: Final = 6
"""Characters before a mention that are looked at."""


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


@entities.veto(
    "entities.document.losses",
    reads=("The enemy had 4 [[KIA]].",),
    leaves=("The [[KIA]] fought at Myitkyina.", "They met 3 [[KIA]] fighters."),
    source="letters for the fallen, wounded, missing and captured",
)
def losses(mention: Entity, text: str) -> bool:
    """Letters for the fallen or captured behind their number."""
    before = text[max(0, mention.start - _BEFORE) : mention.start].rstrip()
    counted = mention.text in LOSSES and before[-1:].isdecimal()
    return counted and NO_NOUN.match(text, mention.end) is not None


@entities.veto(
    "entities.document.towed",
    reads=("THE VESSEL WAS UNDER [[TOW]] AND LEFT.",),
    leaves=("They were under [[TOW]] fire.", "THE CREWS WERE UNDER [[TOW]] FIRE."),
    source="signals in capitals",
)
def towed(mention: Entity, text: str) -> bool:
    """What is towed is no missile: `UNDER TOW`."""
    if mention.text != "TOW" or not text[max(0, mention.start - _BEFORE) : mention.start].endswith(("UNDER ", " IN ")):
        return False
    behind = NEXT.match(text, mention.end)
    return behind is None or behind[1] not in _BEHIND_TOW


def names(mentions: list[Entity], context: Context) -> list[Entity]:
    """The mentions that are names."""
    by_end = {unit.end: unit for unit in context.units}
    text = context.text
    return [
        mention
        for mention in mentions
        if not (echelon_letters(mention, text, by_end) or losses(mention, text) or towed(mention, text))
    ]
