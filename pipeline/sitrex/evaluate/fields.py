"""When a field of an aligned pair counts as right.

A field is scored on every aligned pair whose gold mention has it and whose
gold label it belongs to (``title`` on PERSON only). A gold mention that lacks
the key altogether (not even ``null``) was never labelled for it: the field is
not scored there, so gold of other people with fewer fields can be used.

Text is compared as written, but for ``canonical``, ``name`` and the other
names of units, which are compared without regard to case and spacing. Figures
are the same to nine significant digits. Links are right when they lead to
mentions that are aligned with each other; place and date of a figure also when
they lead to another mention of the same place or day; who says something and
what is counted also when the words have one in common that counts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from sitrex.evaluate.align import Alignment, Mention


class Links:
    """What the links of two aligned records lead to; made of the alignments of all lists."""

    def __init__(self, alignments: Collection[Alignment]) -> None:
        self._aligned = [pair for alignment in alignments for pair in alignment.pairs]
        self._partner = {g["id"]: p["id"] for g, p in self._aligned if "id" in g and "id" in p}
        self.gold: dict[str, Mention] = {g["id"]: g for g, _ in self._aligned if "id" in g}
        self.predicted: dict[str, Mention] = {p["id"]: p for _, p in self._aligned if "id" in p}
        for alignment in alignments:
            self.gold |= {m["id"]: m for m in alignment.missed if "id" in m}
            self.predicted |= {m["id"]: m for m in alignment.spurious if "id" in m}

    @cached_property
    def _clusters(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for gold, predicted in self._aligned:
            if "cluster" in gold and "cluster" in predicted:
                found.setdefault(gold["cluster"], set()).add(predicted["cluster"])
        return found

    def get(self, target: str) -> str | None:
        """Id of the predicted mention that a gold mention is aligned with."""
        return self._partner.get(target)

    def same_thing(self, target: str, predicted: str) -> bool:
        """Whether two ids lead to aligned mentions, or to other mentions of what one is: of its cluster, of its date."""
        if self.get(target) == predicted:
            return True
        gold, found = self.gold.get(target, {}), self.predicted.get(predicted, {})
        if "cluster" in gold:
            return found.get("cluster") in self._clusters.get(gold["cluster"], ())
        return gold.get("begin") is not None and _interval(gold, found, self)


LISTS = ("entities", "dates", "numbers", "units")
PLACES = frozenset({"GPE", "LOC", "FAC"})
NEAR_KM = 10.0


@dataclass(frozen=True, slots=True)
class Field:
    """One scored property of a mention: the keys it reads, when two are the same, whom it concerns."""

    name: str
    keys: tuple[str, ...]
    same: Callable[[Mention, Mention, Links], bool]
    labels: frozenset[str] | None = None
    everywhere: bool = True
    """Whether all gold is labelled for it."""

    def applies(self, gold: Mention) -> bool:
        """Whether this gold mention was labelled for the field."""
        return (self.labels is None or gold["label"] in self.labels) and self.keys[0] in gold

    def stated(self, mention: Mention) -> bool:
        """Whether the mention says anything for this field."""
        for key in self.keys:  # noqa: SIM110 - called for every field of every pair
            if mention.get(key) is not None:
                return True
        return False


def fold(value: Any) -> Any:
    """A name as it is compared: case and spacing do not count."""
    return _folded_name(value) if isinstance(value, str) else value


@lru_cache(maxsize=65_536)
def _folded_name(name: str) -> str:
    return " ".join(name.split()).casefold()


def same_figure(left: Any, right: Any) -> bool:
    """Whether two figures are the same to nine significant digits, or both null."""
    if left is None or right is None:
        return left is right
    return bool(left == right or math.isclose(left, right, rel_tol=1e-9))


def kilometres(left: Mention, right: Mention) -> float:
    """Great-circle distance of two mentions with coordinates, on a sphere of 6,371 km."""
    a, b = math.radians(left["lat"]), math.radians(right["lat"])
    half_lat = math.sin((b - a) / 2)
    half_lon = math.sin(math.radians(right["lon"] - left["lon"]) / 2)
    chord = half_lat**2 + math.cos(a) * math.cos(b) * half_lon**2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(chord)))


def _plain(name: str, *labels: str) -> Field:
    def same(gold: Mention, predicted: Mention, _links: Links) -> bool:
        return bool(gold[name] == predicted.get(name))

    return Field(name, (name,), same, frozenset(labels) or None)


def _folded(name: str) -> Field:
    def same(gold: Mention, predicted: Mention, _links: Links) -> bool:
        return bool(fold(gold[name]) == fold(predicted.get(name)))

    return Field(name, (name,), same)


def _value_of_number(gold: Mention, predicted: Mention, _links: Links) -> bool:
    """The stated figure; of a range its two ends.

    Gold that states no figure at all (``dozens``) asks only that none is stated: which bounds stand for a vague
    count is convention, not reading.
    """
    if not same_figure(gold["value"], predicted.get("value")):
        return False
    if gold["value"] is not None:
        return True
    if gold.get("value_text") is not None or predicted.get("value_text") is not None:
        return bool(gold.get("value_text") == predicted.get("value_text"))
    return _bounds(gold, predicted, _links)


def states_figure(number: Mention) -> bool:
    """Whether a number says any figure, as a vague count (``dozens``) in gold does not."""
    return any(number.get(key) is not None for key in ("value", "value_text", "low", "high"))


def _bounds(gold: Mention, predicted: Mention, _links: Links) -> bool:
    if not states_figure(gold):
        return predicted.get("value") is None and predicted.get("value_text") is None
    return all(same_figure(gold.get(side), predicted.get(side)) for side in ("low", "high"))


def _interval(gold: Mention, predicted: Mention, _links: Links) -> bool:
    return all(gold.get(side) == predicted.get(side) for side in ("begin", "end_date"))


def _coordinates(gold: Mention, predicted: Mention, _links: Links) -> bool:
    stated = [m.get("lat") is not None and m.get("lon") is not None for m in (gold, predicted)]
    return stated[0] == stated[1] and (not stated[0] or kilometres(gold, predicted) <= NEAR_KM)


def _si(gold: Mention, predicted: Mention, _links: Links) -> bool:
    return gold.get("unit_si") == predicted.get("unit_si") and same_figure(gold["value_si"], predicted.get("value_si"))


def _linked(target: str | None, predicted: str | None, links: Links) -> bool:
    if target is None or predicted is None:
        return target is predicted
    return links.get(target) == predicted


def _range(gold: Mention, predicted: Mention, links: Links) -> bool:
    return _linked(gold["range"], predicted.get("range"), links)


def _parent(gold: Mention, predicted: Mention, links: Links) -> bool:
    return _same_parent(gold["parent"], predicted.get("parent"), links)


def _same_parent(gold: dict[str, Any] | None, predicted: dict[str, Any] | None, links: Links) -> bool:
    """Same superior, all the way up as far as gold is labelled: designator, name, branch, echelon, the mention it refers to."""
    if gold is None or predicted is None:
        return gold is predicted
    described = all(fold(gold[key]) == fold(predicted[key]) for key in ("designator", "name", "branch", "echelon"))
    return (
        described
        and _linked(gold["ref"], predicted["ref"], links)
        and ("parent" not in gold or _same_parent(gold["parent"], predicted["parent"], links))
    )


def _reference(name: str) -> Field:
    """Words that name somebody: the same thing, or a word in common that counts."""

    def same(gold: Mention, predicted: Mention, links: Links) -> bool:
        wanted, found = gold[name], predicted.get(name)
        if wanted is None or found is None:
            return wanted is found
        if wanted["ref"] and found["ref"] and links.same_thing(wanted["ref"], found["ref"]):
            return True
        return not _content(wanted["text"]).isdisjoint(_content(found["text"]))

    return Field(name, (name,), same, everywhere=False)


def _content(words: str) -> set[str]:
    """The words of a phrase that count."""
    return set(words.casefold().replace(",", " ").split()) - _SMALL_WORDS


def _thing(name: str) -> Field:
    """A link to a mention, or a country."""

    def same(gold: Mention, predicted: Mention, links: Links) -> bool:
        wanted, found = gold[name], predicted.get(name)
        if wanted is None or found is None:
            return wanted is found
        if wanted == found or links.same_thing(wanted, found):
            return True
        # a people may be named by its country
        return wanted in links.gold and links.gold[wanted].get("country") == found

    return Field(name, (name,), same, everywhere=False)


_SMALL_WORDS = frozenset(("the", "a", "an", "of", "and", "in", "for"))

UNIT_READING = ("designator", "name", "branch", "echelon", "service", "country", "parent")
"""What a reader takes from a unit's designation: all of it right is the field ``all``."""

_UNITS = (
    _folded("designator"),
    _folded("name"),
    *(_plain(name) for name in ("branch", "echelon", "service", "country")),
    Field("parent", ("parent",), _parent),
)


def _whole_unit(gold: Mention, predicted: Mention, links: Links) -> bool:
    return all(each.same(gold, predicted, links) for each in _UNITS if each.applies(gold))


FIELDS: dict[str, tuple[Field, ...]] = {
    "entities": (
        _folded("canonical"),
        _plain("title", "PERSON"),
        _plain("role", "PERSON"),
        _plain("designation", "EQUIPMENT"),
        _plain("kind", "EQUIPMENT"),
        _plain("country", *PLACES, "NORP"),
        _plain("admin1", *PLACES),
        Field("coordinates", ("lat", "lon"), _coordinates, PLACES),
        _plain("geonameid", *PLACES),
    ),
    "dates": (
        _plain("value"),
        _plain("mod"),
        Field("interval", ("begin", "end_date"), _interval),
        *(_plain(name) for name in ("anchor", "anchor_text", "granularity", "quant", "freq")),
        Field("range", ("range",), _range),
        _plain("zone", "TIME"),
    ),
    "numbers": (
        Field("value", ("value", "value_text", "low", "high"), _value_of_number),
        _plain("modifier"),
        Field("bounds", ("low", "high"), _bounds),
        _plain("unit"),
        Field("si", ("value_si", "unit_si"), _si),
        _plain("currency"),
        _plain("per"),
        _plain("counted"),
        _plain("counted_text"),
        replace(_plain("status"), everywhere=False),
        _reference("said_by"),
        replace(_plain("outcome"), everywhere=False),
        _reference("of"),
        *(_thing(name) for name in ("side", "at", "when")),
    ),
    "units": (
        *_UNITS,
        Field("all", UNIT_READING, _whole_unit),
        _folded("canonical"),
        _plain("sidc"),
        replace(_plain("status"), everywhere=False),
        _reference("said_by"),
    ),
}
"""The scored fields of each list, in the order in which they are shown."""

VALUES: dict[str, str] = {"dates": "value", "numbers": "value"}
"""The field of a list that holds its normalised value."""
