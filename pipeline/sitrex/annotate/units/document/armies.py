"""Whose army the words at each mention say it is of, which tells units of one number apart."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.document.eras import one_state
from sitrex.annotate.units.document.nation_beside import nation_before, nation_behind
from sitrex.annotate.units.document.pairs import joined
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import NO_COUNTRY
from sitrex.annotate.units.rules import told

_CHAIN: Final = 5
"""Superiors that are asked, one above the other."""


def told_armies(units: list[Candidate], links: dict[int, int], text: str) -> list[str | None]:
    """For each mention the country that its own words, those beside it, its list or its superior tell; a movement has none."""
    found: list[str | None] = []
    for i, unit in enumerate(units):
        here = unit.nation or nation_before(unit, text) or nation_behind(unit, text)
        if here is None and i and joined(units[i - 1], unit, text):
            here = found[i - 1]
        found.append(here)
    return [here or _of_superior(i, found, links) for i, here in enumerate(found)]


def _of_superior(i: int, found: list[str | None], links: dict[int, int]) -> str | None:
    for _ in range(_CHAIN):
        if i not in links:
            return None
        i = links[i]
        if found[i] is not None:
            return found[i]
    return None


@told.veto(
    "units.cluster.nation",
    reads=(
        "The 1st French Division held. The [[1st Canadian Division]] left.",
        "The Egyptian II Corps held. The Syrian [[II Corps]] left.",
        "The Ottoman 3rd Army held. The [[3rd Army]] of the Russian army left.",
        "The 1st Brigade of the Syrian 5th Division held. The [[1st Brigade]] of the Egyptian 5th Division left.",
    ),
    leaves=("The Soviet 1st Army held. The [[1st Army]] of the Russian army left.",),
    source="a number is told apart by its army",
)
def other_army(unit: Candidate, army: str | None, other: str | None) -> bool:
    """Another nation, where the words at both mentions tell one; the states of one country are one army."""
    if army is None or other is None or army == other:
        return False
    return NO_COUNTRY in (army, other) or not one_state(army, other)
