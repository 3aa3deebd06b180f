from __future__ import annotations

import pytest

import sitrex
from sitrex.annotate.entities.places import division


@pytest.mark.parametrize(
    ("text", "place", "country", "admin1", "lat"),
    [
        ("The regiment left Bridgeport, Ala., by rail.", "Bridgeport", "US", "Alabama", 34.9),
        ("The regiment marched to Dallas, Ga., at dawn.", "Dallas", "US", "Georgia", 33.9),
        ("They were mustered in at Paris, Texas, in June.", "Paris", "US", "Texas", 33.7),
        ("Shelling hit Paris, France, in June.", "Paris", "FR", None, 48.9),
    ],
)
def test_what_stands_after_the_comma_decides_between_namesakes(text, place, country, admin1, lat):
    found = next(e for e in sitrex.extract(text).entities if e.text == place)
    assert found.country == country
    assert admin1 is None or found.admin1 == admin1
    assert found.lat == pytest.approx(lat, abs=0.2)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Donetsk oblast", ("UA", "Donetsk")),
        ("Va.", ("US", "Virginia")),
        ("Arizona", ("US", "Arizona")),
        ("Idlib", None),
        ("Washington", None),
        ("Pokrovsk", None),
    ],
)
def test_divisions(name, expected):
    assert division(name) == expected
