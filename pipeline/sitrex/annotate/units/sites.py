"""What a word behind a designation makes of it: a place that has the unit's name, a fire service's battalion."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.known_names import facility
from sitrex.annotate.units.rules import vetoes
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import unit_words

_SITES: Final = unit_words("sites")
_MEN: Final = unit_words("men_of_losses")
_ZONES: Final = "ABCDEFGHIKLMNOPQRSTUVWXYZ"
_GROUP: Final = len("132215")
"""Figures of a date-time group: day, hour, minute."""


@vetoes.veto(
    "units.number.site",
    reads=("The soldiers shelled the [[112th Brigade]] Base.",),
    leaves=("The soldiers of the [[112th Brigade]] left their Base.",),
    source="bases, barracks and museums that have a unit's name",
)
def site(w: Window, end: int) -> bool:
    """A capitalised word behind it makes it a place."""
    return w.key(end) in _SITES and w.capitalised(end)


@vetoes.veto(
    "units.number.fire-chief",
    reads=(
        "The soldiers met the [[Third Battalion]] chief of the firemen.",
        "The 3rd Infantry Brigade held. The [[Falcon Battalion]] chief left.",
    ),
    leaves=("The soldiers of the [[Third Battalion]] left.",),
    source="American fire services",
)
def fire_chief(w: Window, end: int, echelon: str | None) -> bool:
    """A battalion with a chief is a fire service's."""
    return echelon == "battalion" and w.key(end) == "chief"


def has_site(w: Window) -> bool:
    """Whether a place stands behind one of the heads of the window."""
    ends = (head[0] for i in w.closings if (head := w.head(i)) is not None)
    return any(site(w, end) or facility(w, end) for end in ends)


def logged(w: Window) -> bool:
    """Whether the window begins with a date-time group, the head of a log's entry: 132215Z. Warriors of B Coy."""
    digits = w.words[0].rstrip(_ZONES)
    letter = w.words[0][len(digits) :] or (w.word(1) if w.size > 1 and w.glued(1) else "")
    return len(digits) == _GROUP and digits.isdecimal() and len(letter) == 1 and letter in _ZONES


def counts_men(w: Window) -> bool:
    """Whether the window is a plain number and the abbreviation of those lost or left: 218 KIA, 14 O.R."""
    return w.size > 1 and w.words[0].isdecimal() and w.keys[1] in _MEN
