"""The place fields of a document's mentions."""

from __future__ import annotations

from sitrex.annotate.entities.places import Candidate, chosen, geography, said
from sitrex.record.model import Entity, changed


def place(mentions: list[Entity], text: str) -> list[Entity]:
    """Fill the fields of the places and the country of NORP; mentions in text order, with clusters and sentences."""
    found = geography(mentions, text)
    readings = chosen(found)
    return [
        _in_country(mention, mention.country or said(mention.text))
        if mention.label == "NORP"
        else _at(mention, readings[found.number[mention.cluster]])
        if mention.cluster in found.number
        else mention
        for mention in mentions
    ]


def _in_country(mention: Entity, country: str | None) -> Entity:
    return mention if mention.country == country else changed(mention, country=country)


def _at(mention: Entity, reading: Candidate) -> Entity:
    place = reading.place
    if place is None:
        return _in_country(mention, reading.country)
    return changed(
        mention,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        geonameid=place.geonameid,
        precision=place.precision,
    )
