"""The armies that units are written like: by the style of their numbers and by words that one army uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from sitrex.annotate.units.document.choices import FEW, MOST, CountryChoice
from sitrex.annotate.units.document.nations_named import shares
from sitrex.annotate.units.document.own_words import hinted_armies, known_army
from sitrex.annotate.units.document.scene import Scene


def written_styles(written: Mapping[int, Set[str]], groups: Iterable[int]) -> dict[str, float]:
    """Each army's share of some clusters that are written as one of the armies writes that the text speaks of."""
    return shares(Counter(country for group in groups for country in written[group]), FEW)


def armies_of(scene: Scene, members: Sequence[int]) -> set[str]:
    """The armies that number and call units as those of a cluster, as their states were then."""
    mentions = [scene.units[i] for i in members[:MOST]]
    return {str(scene.era.state(code, unit)) for unit in mentions for code in hinted_armies(unit)}


def add_written(scene: Scene, choice: CountryChoice, named: Set[str]) -> None:
    """The armies that its words and number suggest, ``named`` by the text or not, and that it is then of no other."""
    for i in choice.members[:MOST]:
        unit = scene.units[i]
        armies = list(dict.fromkeys(str(scene.era.state(code, unit)) for code in hinted_armies(unit)))
        if first := next((code for code in armies if code in named), None):
            choice.add(first, "style.first")
        elif armies:
            first = "SUHH" if scene.soviet and "SUHH" in armies else armies[0]
            choice.add(first, "style.unnamed", 1.0 / len(armies))
        known = known_army(unit)
        if known is not None:
            choice.add(known, "known" if known in named else "known.unnamed")
        _of_no_other(choice, armies, known)


def _of_no_other(choice: CountryChoice, armies: Sequence[str], known: str | None) -> None:
    """What the words suggest, the fewer armies the more, and what the number does, speaks against the other candidates."""
    for code in [code for code in choice.candidates if code is not None]:
        if armies and code not in armies:
            choice.add(code, "style.other", 1.0 / len(armies))
        if known not in (None, code):
            choice.add(code, "known.other")
