"""The armies that units are written like: by the style of their numbers and by words that one army uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from sitrex.annotate.units.document.choices import FEW, MOST
from sitrex.annotate.units.document.nations_named import shares
from sitrex.annotate.units.document.scene import Scene
from sitrex.annotate.units.fields import Candidate


def written_styles(written: Mapping[int, Set[str]], groups: Iterable[int]) -> dict[str, float]:
    """Each army's share of some clusters that are written as one of the armies writes that the text speaks of."""
    return shares(Counter(country for group in groups for country in written[group]), FEW)


def armies_of(scene: Scene, members: Sequence[int]) -> set[str]:
    """The armies that number and call units as those of a cluster, as their states were then."""
    mentions = [scene.units[i] for i in members[:MOST]]
    return {str(scene.era.state(code, unit)) for unit in mentions for code in hinted_armies(unit)}


def hinted_armies(unit: Candidate) -> list[str]:
    """The armies that its words and its number suggest."""
    return unit.hint.split("/") if unit.hint else []
