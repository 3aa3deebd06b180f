"""Points of a record for maps: places by their coordinates, units by a place in the same sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sitrex.export.events import Event, events, gap, nearest
from sitrex.export.layout import line_of


@dataclass(frozen=True, slots=True)
class Feature:
    """A point of a map: the mention, where it is drawn, the date beside it, and what a reader is told."""

    kind: str
    name: str
    lon: float
    lat: float
    event: Event | None
    properties: dict[str, Any]


def features(record: Mapping[str, Any]) -> Iterator[Feature]:
    """A point for every place mention with coordinates, in text order, and for every unit beside one.

    A unit is put where the nearest place of its own sentence lies; ``placed_by`` names that place, ``statement`` holds
    the sentence, so that a reader can judge; a place that speaks (`Israel says`) is none. It is where the sentence mentions the unit, not where the unit was. The
    date is the nearest of the same sentence: it need not be that of the event either.
    """
    dates = events(record)
    places = [e for e in record["entities"] if e["lat"] is not None and e["lon"] is not None]
    by_sentence: dict[int, list[Mapping[str, Any]]] = {}
    for place in places:
        by_sentence.setdefault(place["sentence"], []).append(place)
        about = {name: place[name] for name in ("label", "canonical", "country", "admin1", "geonameid", "precision")}
        yield _feature(record, place, place, "place", about, dates)
    for unit in record["units"]:
        speaks = (unit.get("said_by") or {}).get("ref")
        if near := [place for place in by_sentence.get(unit["sentence"], ()) if place["id"] != speaks]:
            spans = [(gap(unit["start"], unit["end"], p["start"], p["end"]), p["start"]) for p in near]
            place = near[spans.index(min(spans))]
            names = ("canonical", "designator", "name", "branch", "echelon", "service", "country", "sidc", "status")
            about = {name: unit[name] for name in names}
            about |= {"placed_by": place["id"], "place": place["canonical"], "precision": place["precision"]}
            yield _feature(record, unit, place, "unit", about, dates)


def _feature(
    record: Mapping[str, Any],
    mention: Mapping[str, Any],
    place: Mapping[str, Any],
    kind: str,
    about: Mapping[str, Any],
    dates: Mapping[int, list[Event]],
) -> Feature:
    document = record["document"]
    event = nearest(mention, dates.get(mention["sentence"], ()))
    properties = {
        "kind": kind,
        "document": document["id"],
        "title": document["title"],
        "published": document["published"],
        "event_begin": event and event.begin,
        "event_end": event and event.end,
        "event_precision": event and event.precision,
        "event_text": event and event.text,
        "id": mention["id"],
        "text": mention["text"],
        "start": mention["start"],
        "end": mention["end"],
        **about,
        "statement": line_of(record, *record["sentences"][mention["sentence"]]),
    }
    return Feature(kind, mention["canonical"], place["lon"], place["lat"], event, properties)
