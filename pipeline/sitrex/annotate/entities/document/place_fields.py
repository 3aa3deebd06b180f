"""The place fields of a document's mentions, and the names of one place as one cluster."""

from __future__ import annotations

from sitrex.annotate.entities.places import PlaceCandidate, chosen, gazetteer, geography
from sitrex.annotate.entities.places.candidates import ARTICLE, of_people
from sitrex.record.model import Entity, changed


def place(mentions: list[Entity], text: str) -> list[Entity]:
    """Fill the fields of the places and the country of NORP; mentions in text order, with clusters and sentences."""
    found = geography(mentions, text)
    readings = chosen(found)
    placed = [
        _in_country(mention, mention.country or of_people(mention.text, found.cues))
        if mention.label == "NORP"
        else _at(mention, readings[found.number[mention.cluster]])
        if mention.cluster in found.number
        else mention
        for mention in mentions
    ]
    return _joined(placed)


def _in_country(mention: Entity, country: str | None) -> Entity:
    return mention if mention.country == country else changed(mention, country=country)


def _at(mention: Entity, reading: PlaceCandidate) -> Entity:
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


def _joined(mentions: list[Entity]) -> list[Entity]:
    """The clusters of one label that the gazetteer knows as names of one place joined: `Hasakah` and `Al-Hasakah`."""
    joined = {cluster: names[0] for names in _aliases(mentions) for cluster in names[1:]}
    if not joined:
        return mentions
    fullest: dict[str, str] = {}
    for mention in mentions:
        cluster = joined.get(mention.cluster, mention.cluster)
        if len(mention.canonical) > len(fullest.get(cluster, "")):
            fullest[cluster] = mention.canonical
    affected = {*joined, *joined.values()}
    return [
        changed(mention, cluster=cluster, canonical=fullest[cluster])
        if mention.cluster in affected and (cluster := joined.get(mention.cluster, mention.cluster))
        else mention
        for mention in mentions
    ]


def _aliases(mentions: list[Entity]) -> list[list[str]]:
    """Clusters of one place under names that the gazetteer itself gives it, with or without an article, the first named first."""
    clusters: dict[tuple[str, int], dict[str, str]] = {}
    for mention in mentions:
        if mention.geonameid is not None:
            clusters.setdefault((mention.label, mention.geonameid), {}).setdefault(mention.cluster, mention.canonical)
    several = ((number, names) for (_, number), names in clusters.items() if len(names) > 1)
    return [
        [
            cluster
            for cluster, name in names.items()
            if any(p.geonameid == number for form in (name, ARTICLE.sub("", name)) for p in gazetteer().find(form))
        ]
        for number, names in several
    ]
