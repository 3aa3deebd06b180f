"""The labelled places of the passages by name: what each means, and which candidates that makes right."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import passages
from sitrex.annotate.base import Context
from sitrex.annotate.entities.document.clusters import clustered
from sitrex.annotate.entities.places import Geography, Place, PlaceCandidate, distance, geography
from sitrex.annotate.entities.places.candidates import between, successors
from sitrex.annotate.entities.places.names import normal, without_head
from sitrex.annotate.layout import sentence_bounds
from sitrex.record.model import Entity, handle
from weigh import pairs

LABELS: Final = passages.ROOT / "corpus" / "passages"
PARTS: Final = ("train", "development", "genre_train")
BETWEEN: Final = "\n\n"
"""What stands between passages that are read as one document."""
SAME: Final = 50.0
"""Kilometres within which a place is the labelled one."""
TOWN: Final = 10.0
"""Kilometres within which it is meant, and no division that is called after it."""
REGION: Final = 200.0
"""Kilometres from a labelled middle of a region to that of its towns, if its name is not the labelled one's."""
LARGEST: Final = 1000.0
"""The same, if it is."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What the labels say of one name of a document; coordinates stand at its first mention."""

    name: str
    label: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None

    def far(self, place: Place) -> float:
        """Kilometres to a place."""
        return distance(place, place._replace(lat=self.lat or 0.0, lon=self.lon or 0.0))

    def inside(self, country: str | None) -> bool:
        """Whether a country is the labelled one, or one of today in a former state."""
        return self.country is not None and country in (self.country, *successors().get(self.country, ()))

    def is_place(self, place: Place) -> bool:
        """Whether an entry of the gazetteer is the labelled place."""
        if place.precision == "country":
            return self.country == place.country and self.admin1 is None
        if not self.inside(place.country):
            return False
        if self.lat is None:
            return _same_region(self.admin1, place.admin1)
        head = without_head(self.name)[1]
        if place.precision == "place" and head in ("region", "district"):
            return False
        if place.precision == "region" and self.admin1 is not None and _same_region(self.admin1, place.admin1):
            return self.far(place) < LARGEST
        return self.far(place) < (SAME if place.precision == "place" else REGION)


def _same_region(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is None
    a, b = (normal(without_head(name)[0]) for name in (one, other))
    return a in b or b in a


@dataclass(frozen=True, slots=True)
class Passage:
    """A labelled passage: its geography by the labelled names, and what each of these means, None if no label says it."""

    key: str
    geography: Geography
    meant: list[Meant | None]
    spans: dict[tuple[int, int], Meant]


def read(texts: Path, part: str) -> Iterator[Passage]:
    """The labelled passages of a part."""
    rows = passages.load(texts)
    return (_passage([row], rows) for row in _labelled(part))


def taught(texts: Path) -> Iterator[Passage]:
    """What is learnt from: every passage alone and, so that far names count less than near ones, two behind one another."""
    rows = passages.load(texts)
    for part in PARTS:
        yield from read(texts, part)
        yield from (_passage(list(pair), rows) for pair in pairs(_labelled(part), lambda row: str(row["id"])))


def _labelled(part: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELS / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]


def _passage(some: list[dict[str, Any]], rows: Mapping[str, Any]) -> Passage:
    """One or more labelled passages as one document, called like the first."""
    text, labels = "", []
    for row in some:
        at = len(text)
        text += rows[row["id"]]["text"] + BETWEEN
        labels += [{**e, "start": e["start"] + at, "end": e["end"] + at} for e in row["entities"]]
    text = text.removesuffix(BETWEEN)
    mentions = clustered(_entities(labels, text), {}, Context(text=text, sentences=sentence_bounds(text)))
    found = geography(mentions, text)
    told = meant(found, mentions, labels)
    spans = {
        (mention.start, mention.end): means
        for mention in mentions
        if mention.cluster in found.number and (means := told[found.number[mention.cluster]])
    }
    return Passage(some[0]["id"], found, told, spans)


def _entities(labels: list[dict[str, Any]], text: str) -> list[Entity]:
    return [
        Entity(
            id=handle(e["start"]), start=e["start"], end=e["end"], text=text[e["start"] : e["end"]], label=e["label"]
        )
        for e in sorted(labels, key=lambda e: (e["start"], e["end"]))
    ]


def phrase(marked: str) -> Geography:
    """The geography of a text of one's own, its places in braces: `They left {Paris}, {Texas}.`"""
    parts = re.split(r"([{}])", marked)
    text, mentions, start = "", [], 0
    for part in parts:
        if part == "{":
            start = len(text)
        elif part == "}":
            mentions.append(Entity(id=handle(start), start=start, end=len(text), text=text[start:], label="GPE"))
        else:
            text += part
    return geography(clustered(mentions, {}, Context(text=text, sentences=[(0, len(text))])), text)


def meant(found: Geography, mentions: list[Entity], labels: list[dict[str, Any]]) -> list[Meant | None]:
    """What each name of a document means by labels that have its mentions' spans."""
    by_span = {(label["start"], label["end"]): label for label in labels}
    told: list[list[dict[str, Any]]] = [[] for _ in found.names]
    for mention in mentions:
        if mention.cluster in found.number and (label := by_span.get((mention.start, mention.end))):
            told[found.number[mention.cluster]].append(label)
    return [_meant(name.name, name.label, rows) for name, rows in zip(found.names, told, strict=True)]


def _meant(name: str, label: str, rows: list[dict[str, Any]]) -> Meant | None:
    if not rows:
        return None
    countries = Counter(row["country"] for row in rows if row.get("country"))
    country = min(countries, key=lambda code: (-countries[code], code)) if countries else None
    regions = [row["admin1"] for row in rows if row.get("admin1")]
    spot = next(((row["lat"], row["lon"]) for row in rows if row.get("lat") is not None), (None, None))
    if country is None and (label != "LOC" or (spot[0] is None and not between(name))):
        # that nothing stands here does not say that it lies in no country
        return None
    return Meant(name, label, country, regions[0] if regions else None, *spot)


def right(meant: Meant, candidates: list[PlaceCandidate]) -> frozenset[int]:
    """Numbers of the right candidates: the labelled place, else its country without one."""
    if meant.country is None:
        return frozenset(n for n, c in enumerate(candidates) if c.country is None)
    found = {n for n, c in enumerate(candidates) if c.place is not None and meant.is_place(c.place)}
    if found and meant.lat is not None:
        towns = {n for n in found if (p := candidates[n].place) and p.precision == "place" and meant.far(p) < TOWN}
        return frozenset(towns or found)
    unplaced = {n for n, c in enumerate(candidates) if c.place is None and c.country == meant.country}
    if not unplaced:
        unplaced = {n for n, c in enumerate(candidates) if c.place is None and meant.inside(c.country)}
    return frozenset(found | unplaced)
