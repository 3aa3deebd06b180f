"""Headquarters companies by their letters, before the unit that they are of: HHC 2-327 Inf."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.chains import with_chain
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.rules import forms
from sitrex.annotate.units.window import Window

_RANK: Final = 60
"""Rank of what the letters tell: only a special branch stands above it."""


@forms.rule(
    "units.chain.headquarters",
    reads=("The men of [[HHC 2-327 Inf]] left.", "The men of [[HHB, 2-320 FA]] left."),
    leaves=("The men of HHC left.",),
    source="American headquarters companies, batteries, troops and detachments, of prefixes.tsv",
)
def headquarters(w: Window, i: int) -> Part | None:
    """The letters of a headquarters company and the number of the unit that it is of."""
    entry = w.prefixes.get(w.words[i])
    if entry is None or entry.kind != "headquarters":
        return None
    letters = Part(
        start=i, end=i + 1, names=(w.words[i],), branch=entry.branch, rank=_RANK, echelon=entry.echelon, headed=True
    )
    part = with_chain(w, letters, -1)
    return part if part.superior is not None and part.superior.designator else None
