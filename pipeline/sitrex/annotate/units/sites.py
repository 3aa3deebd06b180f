"""What a word behind a designation makes of it: a place that has the unit's name, a fire service's battalion."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.designators import read_designator
from sitrex.annotate.units.known_names import facility
from sitrex.annotate.units.rules import vetoes
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import BREAKERS, SITES, counted, unit_words

_BEFORE_NAME: Final = "camp"
"""The site whose own name stands behind it: Camp Smith."""
_LONGEST_SITE: Final = 3
"""Capitalised words between a unit's name and that of the place at most, and one."""
_TRADES: Final = unit_words("rescuers")
_MEN: Final = unit_words("men_of_losses")
_ZONES: Final = "ABCDEFGHIKLMNOPQRSTUVWXYZ"
_GROUP: Final = len("132215")
"""Figures of a date-time group: day, hour, minute."""


@vetoes.veto(
    "units.number.site",
    reads=(
        "The soldiers shelled the [[112th Brigade]] Base.",
        "The soldiers saw the [[82nd Infantry Division]] War Memorial Museum and the [[5th Brigade]] Camp.",
    ),
    leaves=(
        "The soldiers of the [[112th Brigade]] left their Base.",
        "The soldiers of the [[5th Brigade]], Camp Smith, left.",
    ),
    source="bases, barracks and museums that have a unit's name",
)
def site(w: Window, end: int) -> bool:
    """A capitalised word behind it, perhaps behind more of the name, makes it a place."""
    last = end
    while last < end + _LONGEST_SITE and w.capitalised(last) and w.keys[last] not in SITES and w.head(last) is None:
        last += 1
    if w.key(last) not in SITES or not w.capitalised(last):
        return False
    return w.keys[last] != _BEFORE_NAME or not w.capitalised(last + 1)


@vetoes.veto(
    "units.title.other-trade",
    reads=(
        "The 3rd Infantry Brigade held. The [[State Fire Brigade]] left.",
        "The soldiers met the [[12th Fire Company]] there.",
    ),
    leaves=(
        "The 3rd Infantry Brigade held. The [[State Rifle Brigade]] left.",
        "The soldiers of the [[12th Fires Brigade]] left.",
    ),
    source="fire and rescue services",
)
def other_trade(w: Window, end: int) -> bool:
    """A fire or rescue brigade fights no war; an air force's rescue squadron, a head of its own, does."""
    return end > 1 and w.keys[end - 2] in _TRADES and w.head(end - 2) is None


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
    """Whether a place stands behind one of the heads of the window, or behind an arm."""
    found = (w.head(i) or w.branch(i) for i in range(w.size) if w.capitalised(i))
    ends = (word[0] for word in found if word is not None)
    return any(site(w, end) or facility(w, end) for end in ends)


def logged(w: Window) -> bool:
    """Whether the window begins with a date-time group, the head of a log's entry: 132215Z. Warriors of B Coy."""
    digits = w.words[0].rstrip(_ZONES)
    letter = w.words[0][len(digits) :] or (w.word(1) if w.size > 1 and w.glued(1) else "")
    return len(digits) == _GROUP and digits.isdecimal() and len(letter) == 1 and letter in _ZONES


def counts_men(w: Window) -> bool:
    """Whether the window is a plain number and the abbreviation of those lost or left (218 KIA), or a count of men: Sixty Marines."""
    if w.size > 1 and w.words[0].isdecimal():
        return w.keys[1] in _MEN
    return counts_from(w, 0, w.size - 1) and counted(w.keys[-1])


def counts_from(w: Window, i: int, end: int) -> bool:
    """Whether a number in words stands between two tokens, which counts what follows: Sixty Marines."""
    number = read_designator(w.tokens, i)
    return number is not None and number.kind == "cardinal" and number.end == end


def no_designation(w: Window) -> bool:
    """Whether the window is of something else that is numbered, or of a fire service."""
    if other_trade(w, w.size):
        return True
    number = read_designator(w.tokens, 0) if w.keys[-1] in BREAKERS else None
    return number is not None and number.end == w.size - 1
