"""What the name of a British regiment of infantry stands for: in the field, the battalion that the brigade has of it."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import named_units, split_words
from sitrex.annotate.units.rules import told
from sitrex.record.model import changed

_ON_FOOT: Final = ("infantry", "light_infantry")


def by_battalions(units: list[Candidate]) -> list[Candidate]:
    """Regiments by their short name are battalions where the document has brigades."""
    if all(unit.echelon != "brigade" for unit in units):
        return units
    return [battalion_of_name(unit) or unit for unit in units]


@told.rule(
    "units.echelon.battalion-in-the-field",
    reads=("The 11th Infantry Brigade held the wood. The [[Rifle Brigade]] and the [[Hants]] were on its left.",),
    leaves=(
        "The [[Rifle Brigade]] was formed long ago.",
        "The 11th Infantry Brigade held the wood. The Hampshire Regiment and the Black Sea Fleet were named.",
    ),
    source="corpus/GUIDELINES.md, units: regiments named without a word of echelon; British infantry fights by battalions",
)
def battalion_of_name(unit: Candidate) -> Candidate | None:
    """The Hants, the Rifle Brigade: infantry by the name of its regiment, without a number and a head."""
    if unit.designator is not None or unit.branch not in _ON_FOOT or unit.echelon not in (None, "regiment"):
        return None
    entry = named_units().whole(split_words(unit.text.lower()))
    if entry is None or entry.service != "army" or not (entry.kind == "county" or entry.echelon is None):
        return None
    return changed(unit, echelon="battalion")
