"""Distinct values of a document: how many of its units, people, places, equipment, dates and figures were found.

This is what a reader of the record feels, whatever the number of mentions. A
unit is its designator, name and echelon, each taken from the first mention of
its cluster that states it; people, places and equipment are the canonical
form of their cluster; a date is its value; a figure is its value (or its two
ends) with unit of measure or currency. Names are compared without regard to
case and spacing.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any

from sitrex.evaluate.align import Mention
from sitrex.evaluate.fields import PLACES, fold, states_figure


def _unit_keys(mentions: Iterable[Mention]) -> Iterable[tuple[Any, ...]]:
    clusters: dict[Any, dict[str, Any]] = {}
    for mention in mentions:
        seen = clusters.setdefault(mention.get("cluster", mention.get("id")), {})
        for key in ("designator", "name", "echelon"):
            if seen.get(key) is None:
                seen[key] = fold(mention.get(key))
    return [(c["designator"], c["name"], c["echelon"]) for c in clusters.values()]


def _named(*labels: str) -> Callable[[Iterable[Mention]], Iterable[tuple[Any, ...]]]:
    wanted = frozenset(labels)

    def keys(mentions: Iterable[Mention]) -> Iterable[tuple[Any, ...]]:
        return [(fold(m.get("canonical") or m["text"]),) for m in mentions if m["label"] in wanted]

    return keys


def _date_keys(mentions: Iterable[Mention]) -> Iterable[tuple[Any, ...]]:
    return [(m["value"],) for m in mentions if m.get("value") is not None]


def _figure_keys(mentions: Iterable[Mention]) -> Iterable[tuple[Any, ...]]:
    keys = []
    for m in mentions:
        figure = m.get("value_text") if m.get("value") is None else _rounded(m["value"])
        ends = (_rounded(m.get("low")), _rounded(m.get("high"))) if figure is None else (None, None)
        if figure is not None or ends != (None, None):
            keys.append((figure, *ends, m.get("currency") or m.get("unit")))
    return keys


def _open(number: Mention, vague: Container[tuple[int, int]]) -> bool:
    """Whether these are only the bounds of what gold leaves vague."""
    only_bounds = number.get("value") is None and number.get("value_text") is None
    return only_bounds and (number["start"], number["end"]) in vague


def _rounded(value: float | None) -> str | None:
    return None if value is None else f"{value:.9g}"


KINDS: dict[str, tuple[str, str, Callable[[Iterable[Mention]], Iterable[tuple[Any, ...]]]]] = {
    "units": ("units", "designator", _unit_keys),
    "people": ("entities", "canonical", _named("PERSON")),
    "places": ("entities", "canonical", _named(*sorted(PLACES))),
    "equipment": ("entities", "canonical", _named("EQUIPMENT")),
    "dates": ("dates", "value", _date_keys),
    "figures": ("numbers", "value", _figure_keys),
}
"""For each kind its list, the field without which gold was not labelled for it, and how its values are read."""


def distinct_values(
    gold: Mapping[str, Any], predicted: Mapping[str, Any]
) -> dict[str, tuple[float, float, float, float]]:
    """For each kind (found, predicted, found, in gold): numerators and denominators of precision and recall.

    A value that only optional gold mentions have is neither asked for nor held
    against the prediction, nor are the bounds that a prediction gives a vague
    count in gold (``dozens``).
    """
    vague = {(m["start"], m["end"]) for m in gold.get("numbers", ()) if not states_figure(m)}
    sums = {}
    for kind, (name, needed, keys) in KINDS.items():
        mentions = gold.get(name)
        if mentions is None or any(needed not in m for m in mentions):
            continue
        wanted = set(keys(m for m in mentions if not m.get("optional")))
        allowed = set(keys(mentions)) - wanted
        held = (
            m for m in predicted.get(name, ()) if not (m.get("optional") or (name == "numbers" and _open(m, vague)))
        )
        given = set(keys(held)) - allowed
        found = float(len(wanted & given))
        sums[kind] = (found, float(len(given)), found, float(len(wanted)))
    return sums
