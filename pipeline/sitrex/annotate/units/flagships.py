"""Groups of warships that are called after the ship that leads them."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.name_first import read_run
from sitrex.annotate.units.rules import forms
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import unit_words

_SHIPS: Final = unit_words("ship_prefixes")
_LED_BY_SHIPS: Final = ("strike_group", "task_group")


@forms.rule(
    "units.name-first.flagship",
    reads=("The warships of the [[USS Falcon Carrier Strike Group]] left.",),
    leaves=("The soldiers saw the HMS Legion and the USS Falcon leave.",),
    source="groups of warships that are called after their flagship",
)
def flagship(w: Window, i: int) -> Part | None:
    """A group of warships by its ship with the prefix, which tells the country and is no part of the name."""
    nation = w.nation(i) if w.keys[i] in _SHIPS else None
    part = None if nation is None else read_run(w, i)
    if nation is None or part is None or part.echelon not in _LED_BY_SHIPS or part.designator is not None:
        return None
    return part._replace(nation=nation[1].country, names=part.names[1:])
