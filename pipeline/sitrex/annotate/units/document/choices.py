"""The choice of a cluster's country: its candidates with their features, and what decides between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sitrex.annotate.units.document.nations_named import shares
from sitrex.annotate.weigh import weights

FEW: Final = 4.0
"""So many units count for nothing, so that one known unit says less than many."""
MOST: Final = 8
"""Countries that only the document speaks of, of which a cluster may be, and mentions of a cluster that are looked at."""
_ROUNDS: Final = 4
"""How far a country is handed on from unit to unit."""
_DIRECT: Final = ("commander", "before", "behind", "own", "typical", "heading")
"""What is told at the unit itself, the surest first: it needs no weighing."""
_OF_OTHERS: Final = ("list", "superior", "part")
"""What units that it belongs with are told to be."""
NONE: Final = "none"
MOVEMENT, BREAKAWAY, MILITIA, IRREGULAR, MULTINATIONAL = (
    "movement",
    "breakaway",
    "militia",
    "irregular",
    "multinational",
)
"""Why a unit may have no country."""


@dataclass(slots=True)
class CountryChoice:
    """The candidates of one cluster, by country (None: it has none), with their features."""

    group: int
    members: list[int] = field(default_factory=list)
    candidates: dict[str | None, dict[str, float]] = field(default_factory=lambda: {None: {NONE: 1.0}})
    stateless: set[str] = field(default_factory=set)
    """Reasons to have no country."""
    others: list[tuple[int, str, float]] = field(default_factory=list)
    """Other clusters whose country speaks for this one's: which, as what, how much."""
    close: set[int] = field(default_factory=set)
    """Clusters with mentions near its own."""
    opposed: set[str] = field(default_factory=set)
    """Countries whose opponent it is."""

    def add(self, country: str | None, feature: str, value: float = 1.0) -> None:
        """Let a feature speak for a candidate, the strongest of its mentions."""
        held = self.candidates.setdefault(country, {})
        held[feature] = max(value, held.get(feature, 0.0))

    def given(self, told: CountriesTold) -> dict[str | None, dict[str, float]]:
        """The candidates with what the countries of the others add."""
        found = {code: dict(features) for code, features in self.candidates.items()}
        for other, feature, value in self.others:
            country = told.of[other]
            if country is not None and feature not in _OF_OTHERS:
                held = found.setdefault(country, {})
                held[feature] = max(value, held.get(feature, 0.0))
        near = Counter(country for group in self.close if (country := told.of[group]) is not None)
        for name, counts in (("units", told.counts), ("close.units", near)):
            for country, share in shares(counts, FEW).items():
                found.setdefault(country, {})[name] = share
        return {code: features for code, features in found.items() if code not in self.opposed}


@dataclass(frozen=True, slots=True)
class CountriesTold:
    """What the text tells without any weighing."""

    of: Mapping[int, str | None]
    """The country of each cluster."""
    counts: Counter[str]
    """How many clusters each country has."""


def decide(choices: Sequence[CountryChoice]) -> dict[int, str | None]:
    """The country of each cluster: what is told of it or of units that it belongs with, else what weighs most."""
    learnt = weights("unit_countries")
    told = what_is_told(choices)
    decided = dict(told.of)
    for choice in choices:
        if told.of[choice.group] is None and not choice.stateless:
            candidates = choice.given(told)
            codes = list(candidates)
            decided[choice.group] = codes[learnt.choose([candidates[code] for code in codes])[0]]
    return decided


def what_is_told(choices: Sequence[CountryChoice]) -> CountriesTold:
    """The countries that are told."""
    of = told_countries(choices)
    return CountriesTold(of, Counter(country for country in of.values() if country))


def told_countries(choices: Sequence[CountryChoice]) -> dict[int, str | None]:
    """What is told at each cluster, in its list, of its superiors and parts, or by its number."""
    decided = {choice.group: None if BREAKAWAY in choice.stateless else direct_country(choice) for choice in choices}
    settled = {choice.group for choice in choices if choice.stateless and decided[choice.group] is None}
    for _ in range(_ROUNDS):
        for choice in choices:
            if decided[choice.group] is None and choice.group not in settled:
                decided[choice.group] = _of_others(choice, decided)
    for choice in choices:
        if decided[choice.group] is None and choice.group not in settled:
            decided[choice.group] = next((c for c, f in choice.candidates.items() if "number" in f), None)
    return decided


def _of_others(choice: CountryChoice, decided: Mapping[int, str | None]) -> str | None:
    """The country of a unit that it belongs with; that of its parts, if most have one and they agree."""
    of = {name: [decided[other] for other, how, _ in choice.others if how == name] for name in _OF_OTHERS}
    for name in ("list", "superior"):
        if (country := next(filter(None, of[name]), None)) is not None:
            return country
    parts = [country for country in of["part"] if country is not None]
    return parts[0] if len(set(parts)) == 1 and 2 * len(parts) >= len(of["part"]) else None


def direct_country(choice: CountryChoice) -> str | None:
    """The country that is told at the unit itself, the surest first."""
    for feature in _DIRECT:
        for country, features in choice.candidates.items():
            if country is not None and feature in features:
                return country
    return None
