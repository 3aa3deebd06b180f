"""GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sitrex.export.features import Feature, features
from sitrex.write.finished import finished


def write_geojson(records: Iterable[Mapping[str, Any]], path: Path) -> None:
    """One FeatureCollection of the points of :func:`sitrex.export.features.features`."""
    with finished(path) as part, part.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"type":"FeatureCollection","features":[')
        separator = "\n"
        for record in records:
            for feature in features(record):
                out.write(separator + json.dumps(_object(feature), ensure_ascii=False, separators=(",", ":")))
                separator = ",\n"
        out.write("\n]}\n")


def _object(feature: Feature) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [feature.lon, feature.lat]},
        "properties": feature.properties,
    }
