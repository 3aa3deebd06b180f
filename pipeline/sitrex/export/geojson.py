"""GeoJSON (RFC 7946): places by their coordinates, units by a place in the same sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sitrex.write.finished import finished


def write_geojson(records: Iterable[Mapping[str, Any]], path: Path) -> None:
    """One FeatureCollection: a Point for every place mention with coordinates and for every unit near one.

    A unit is put where the nearest place of its own sentence lies; ``placed_by``
    names that place, ``statement`` holds the sentence, so that a reader can
    judge. It is where the sentence mentions the unit, not where the unit was.
    """
    with finished(path) as part, part.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"type":"FeatureCollection","features":[')
        separator = "\n"
        for record in records:
            for feature in features(record):
                out.write(separator + json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
                separator = ",\n"
        out.write("\n]}\n")


def features(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The GeoJSON features of one record."""
    places = [e for e in record["entities"] if e["lat"] is not None and e["lon"] is not None]
    by_sentence: dict[int, list[Mapping[str, Any]]] = {}
    for place in places:
        by_sentence.setdefault(place["sentence"], []).append(place)
        about = {name: place[name] for name in ("label", "canonical", "country", "admin1", "geonameid")}
        yield _feature(record, place, place, "place", about)
    for unit in record["units"]:
        if near := by_sentence.get(unit["sentence"]):
            place = min(near, key=lambda p: (max(p["start"] - unit["end"], unit["start"] - p["end"]), p["start"]))
            names = ("canonical", "designator", "name", "branch", "echelon", "service", "country", "sidc")
            about = {name: unit[name] for name in names} | {"placed_by": place["id"], "place": place["canonical"]}
            yield _feature(record, unit, place, "unit", about)


def _feature(
    record: Mapping[str, Any], mention: Mapping[str, Any], place: Mapping[str, Any], kind: str, about: dict[str, Any]
) -> dict[str, Any]:
    document = record["document"]
    start, end = record["sentences"][mention["sentence"]]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]},
        "properties": {
            "kind": kind,
            "document": document["id"],
            "published": document["published"],
            "id": mention["id"],
            "text": mention["text"],
            "start": mention["start"],
            "end": mention["end"],
            **about,
            "statement": None if record["text"] is None else record["text"][start:end],
        },
    }
