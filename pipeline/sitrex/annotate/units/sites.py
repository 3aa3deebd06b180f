"""What a word behind a designation makes of it: a place that has the unit's name, a fire service's battalion."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.designators import read_designator
from sitrex.annotate.units.known_names import facility
from sitrex.annotate.units.rules import vetoes
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import BREAKERS, OWNERS, counted, unit_words

_SITES: Final = unit_words("sites")
_BEFORE_NAMES: Final = unit_words("sites_before_names")
_LONGEST_SITE: Final = 3
"""Capitalised words between a unit's name and that of the place at most, and one."""
_FIRE: Final = unit_words("fire_services")
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
    while last < end + _LONGEST_SITE and w.capitalised(last) and w.keys[last] not in _SITES and w.head(last) is None:
        last += 1
    if w.key(last) not in _SITES or not w.capitalised(last):
        return False
    return w.keys[last] not in _BEFORE_NAMES or not w.capitalised(last + 1)


@vetoes.veto(
    "units.number.fire-service",
    reads=("The soldiers met the [[12th Fire Company]] there.", "The soldiers met FDNY's [[12th Battalion]] there."),
    leaves=("The soldiers of the [[12th Fires Brigade]] left.",),
    source="fire services",
)
def fire_service(w: Window, i: int, end: int) -> bool:
    """A unit that fights fires, or that belongs to a service that does."""
    owner = w.keys[i - 2] if i > 1 and w.keys[i - 1] in OWNERS else ""
    return w.key(end - 2) in _FIRE or owner in _FIRE


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
    number = read_designator(w.tokens, 0) if w.size > 1 else None
    if number is None:
        return False
    counted_men = number.kind == "cardinal" and number.end == w.size - 1 and counted(w.keys[-1])
    return counted_men or (w.words[0].isdecimal() and w.keys[1] in _MEN)


def no_designation(w: Window, owner: str) -> bool:
    """Whether the window is of something else that is numbered, or of a fire service; ``owner`` is the word before it."""
    if not _FIRE.isdisjoint(w.keys) or (owner.endswith(OWNERS) and owner[:-2].lower() in _FIRE):
        return True
    number = read_designator(w.tokens, 0) if w.keys[-1] in BREAKERS else None
    return number is not None and number.end == w.size - 1
