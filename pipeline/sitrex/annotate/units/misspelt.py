"""Heads with one letter wrong, which a number before them tells all the same: 14th Divison, 5th Brigdae."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.designators import Designator
from sitrex.annotate.units.lexicon import Echelon, misspelt_heads
from sitrex.annotate.units.rules import forms
from sitrex.annotate.units.window import Window

_ORDINAL: Final = ("ordinal", "word")


@forms.rule(
    "units.numbered.misspelt-head",
    reads=("The [[3rd Infantry Divison]] attacked.", "The [[4th Armored Brigrade]] and the [[9th Regmient]] left."),
    leaves=("The 3rd Regimen began.", "The Brigdae left.", "They saw 9 Brigdaes."),
    source="letters left out, put in or exchanged in typing",
)
def misspelt_head(w: Window, i: int, number: Designator) -> tuple[int, Echelon] | None:
    """End and entry of a head with one letter wrong, in capitals behind an ordinal."""
    if number.kind not in _ORDINAL or not w.words[i][0].isupper():
        return None
    entry = misspelt_heads().get(w.keys[i])
    return None if entry is None else (i + 1, entry)
