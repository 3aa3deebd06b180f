"""KML 2.2 (OGC 07-147r2), for Google Earth and other globes; it links to nothing on a network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from sitrex.export.events import Event
from sitrex.export.features import Feature, features
from sitrex.write.finished import finished

_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def write_kml(records: Iterable[Mapping[str, Any]], path: Path) -> None:
    """One folder a document with the points of :func:`sitrex.export.features.features`.

    A point has its name, the sentence as description, the date beside it as time and all properties as extended data;
    documents without points are left out.
    """
    with finished(path) as part, part.open("w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n')
        for record in records:
            points = features(record)
            first = next(points, None)
            if first is not None:
                document = record["document"]
                out.write(f"<Folder><name>{_text(document['title'] or document['id'])}</name>\n")
                for feature in chain((first,), points):
                    out.writelines(_placemark(feature))
                out.write("</Folder>\n")
        out.write("</Document></kml>\n")


def _placemark(feature: Feature) -> Iterator[str]:
    yield f"<Placemark><name>{_text(feature.name)}</name>"
    if statement := feature.properties["statement"]:
        # a description is shown as HTML: the words are escaped for that, and then for XML
        yield f"<description>{_text(escape(statement))}</description>"
    if feature.event is not None:
        yield _time(feature.event)
    yield "<ExtendedData>"
    for name, value in feature.properties.items():
        if value is not None:
            yield f"<Data name={quoteattr(name)}><value>{_text(str(value))}</value></Data>"
    yield f"</ExtendedData><Point><coordinates>{feature.lon},{feature.lat}</coordinates></Point></Placemark>\n"


def _time(event: Event) -> str:
    if event.begin == event.end:
        return f"<TimeStamp><when>{event.begin}</when></TimeStamp>"
    return f"<TimeSpan><begin>{event.begin}</begin><end>{event.end}</end></TimeSpan>"


def _text(value: str) -> str:
    return escape(_NO_XML.sub("\ufffd", value))
