"""A battery, company or troop by letter that a comma puts behind its regiment: 4th U.S. Artillery, Battery B."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexicon import Echelon
from sitrex.annotate.units.rules import forms
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import unit_words

_LETTERED: Final = unit_words("lettered_behind")
_REGIMENTS: Final = (None, "regiment")


def lettered_part(w: Window, i: int) -> Echelon | None:
    """The head of the part whose letter follows the comma at token ``i``."""
    if w.word(i) != "," or not w.capitalised(i + 1):
        return None
    head, letter = w.head(i + 1), w.word(i + 2)
    if head is None or head[0] != i + 2 or head[1].plural or (head[1].echelon or "") not in _LETTERED:
        return None
    return head[1] if len(letter) == 1 and letter.isascii() and letter.isupper() else None


@forms.rule(
    "units.chain.letter-behind",
    reads=(
        "The men of the [[4th U.S. Artillery, Battery B]] left.",
        "The infantry, cavalry and artillery of the army met the [[4th U.S., Battery B]] there.",
        "The infantry, cavalry and artillery of the army met the [[7th Indiana, Company C]] there.",
    ),
    leaves=("The men of the [[5th Cavalry Regiment]], Company headquarters, left.",),
    source="orders of battle of the American Civil War",
)
def part_behind(w: Window, i: int, above: Part) -> Part | None:
    """The part of the regiment that ends before token ``i``; a light one with batteries is artillery."""
    head = lettered_part(w, i)
    if head is None or above.kind != "ordinal" or above.echelon not in _REGIMENTS or above.superior is not None:
        return None
    superior = above._replace(echelon="regiment")
    if head.echelon == "battery":
        superior = superior._replace(branch="artillery", rank=60)
    part = superior._replace(designator=w.words[i + 2], names=(), kind="letter", trailing=False, superior=superior)
    return part.with_head(head, i + 3)
