"""Where places are: the choice between namesakes, divisions and countries."""

from __future__ import annotations

import pytest

import sitrex
from sitrex.annotate.entities.places import Place, distance, gazetteer, geography
from sitrex.annotate.entities.places.candidates import namesakes
from sitrex.annotate.entities.places.ground import Around, tie
from sitrex.record.model import Entity


def places(text: str) -> dict[str, Entity]:
    return {e.text: e for e in sitrex.extract(text).entities if e.label in ("GPE", "LOC", "FAC")}


@pytest.mark.parametrize(
    ("text", "place", "country", "admin1", "lat"),
    [
        ("The regiment left Bridgeport, Ala., by rail.", "Bridgeport", "US", "Alabama", 34.9),
        ("The regiment marched to Dallas, Ga., at dawn.", "Dallas", "US", "Georgia", 33.9),
        ("They were mustered in at Paris, Texas, in June.", "Paris", "US", "Texas", 33.7),
        ("Shelling hit Paris, France, in June.", "Paris", "FR", "Île-de-France", 48.9),
    ],
)
def test_what_stands_after_the_comma_decides_between_namesakes(text, place, country, admin1, lat):
    found = places(text)[place]
    assert (found.country, found.admin1, found.precision) == (country, admin1, "place")
    assert found.lat == pytest.approx(lat, abs=0.2)


@pytest.mark.parametrize(
    ("text", "place", "precision", "country", "admin1"),
    [
        ("Clashes in Jonglei continued.", "Jonglei", "region", "SS", "Jonglei"),
        ("Clashes in Upper Nile State continued.", "Upper Nile State", "region", "SS", "Upper Nile"),
        ("Rebels held most of North Kivu.", "North Kivu", "region", "CD", "North Kivu"),
        ("He was born in Missouri in 1890.", "Missouri", "region", "US", "Missouri"),
        ("An earthquake struck Sichuan in May.", "Sichuan", "region", "CN", "Sichuan"),
        ("Drones hit the Chernigov region.", "Chernigov region", "region", "UA", "Chernihiv"),
        ("The ministers of Italy met.", "Italy", "country", "IT", None),
        ("Troops from the Soviet Union left.", "Soviet Union", None, "SUHH", None),
    ],
)
def test_divisions_and_countries_have_a_place_of_their_own(text, place, precision, country, admin1):
    found = places(text)[place]
    assert (found.precision, found.country, found.admin1) == (precision, country, admin1)
    assert (found.lat is None) == (found.lon is None) == (found.geonameid is None) == (precision is None)


def test_a_region_that_is_no_division_has_a_point_and_no_number():
    found = places("He has covered the war in Darfur since 2003.")["Darfur"]
    assert (found.country, found.admin1, found.precision, found.geonameid) == ("SD", None, "region", None)
    assert (found.lat, found.lon) == (pytest.approx(13, abs=2), pytest.approx(24.5, abs=2))


@pytest.mark.parametrize(("name", "admin1"), [("Washington, D.C.", "District of Columbia"), ("Paris, Texas", "Texas")])
def test_a_name_may_hold_its_region(name, admin1):
    assert {place.admin1 for place in namesakes(name)} == {admin1}


def test_a_place_beside_another_lies_there_or_nowhere_that_is_known():
    found = places("Shelling hit the Dar es Salaam area of Omdurman on Monday.")
    assert (found["Dar es Salaam"].country, found["Dar es Salaam"].lat) == ("SD", None)
    assert found["Omdurman"].precision == "place"


@pytest.mark.parametrize(
    ("text", "place", "lat"),
    [
        ("Troops held Novoselivka northwest of Lyman in May.", "Novoselivka", 49.07),
        ("Troops held Novoselivka northeast of Kramatorsk in May.", "Novoselivka", 48.8),
        ("Rebels shelled Jasim, north of Daraa, in May.", "Jasim", 33.0),
        ("They fought at Springfield, near Chicopee, in May.", "Springfield", 42.1),
        ("Rebels left Palmyra in Homs in May.", "Palmyra", 34.6),
        ("Rebels left Palmyra, 160 km east of Homs, in May.", "Palmyra", 34.6),
        ("They marched from Sumy toward Kursk in May.", "Sumy", 50.9),
    ],
)
def test_of_namesakes_the_one_beside_the_neighbour_is_meant(text, place, lat):
    assert places(text)[place].lat == pytest.approx(lat, abs=0.4)


def test_a_place_that_no_namesake_beside_the_neighbour_can_be_has_a_country_only():
    found = places("Troops held Springfield northwest of Pokrovsk. Donetsk Oblast was quiet.")
    assert (found["Springfield"].country, found["Springfield"].lat) == ("UA", None)


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ"])
def test_an_apostrophe_never_decides(apostrophe):
    text = f"The People{apostrophe}s Republic of China protested in Beijing."
    assert {e.country for e in sitrex.extract(text).entities} == {"CN"}


def test_what_is_no_place_has_no_country():
    entities = sitrex.extract("The Islamic State and Jordan Henderson fought in Syria. John Ireland left.").entities
    assert {e.country for e in entities if e.label in ("ORG", "PERSON")} == {None}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Donetsk oblast", {("region", "UA", "Donetsk")}),
        ("Va.", {("region", "US", "Virginia")}),
        ("Kafr Nabl town", {("place", "SY", "Idlib")}),
        ("Nowhere-on-Sea", set()),
    ],
)
def test_a_head_noun_says_what_is_meant(name, expected):
    found = {(p.precision, p.country, p.admin1) for p in namesakes(name)}
    assert expected <= found if expected else not found
    assert {p.precision for p in namesakes("Donetsk oblast")}.isdisjoint({"place", "country"})


def spot(lat: float, lon: float, precision: str = "place", country: str = "SY", admin1: str | None = "Hama") -> Place:
    return Place(country, admin1, lat, lon, 1, 1000, precision, True, False)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (spot(35.1, 36.7), spot(35.3, 36.7), "near"),
        (spot(35.1, 36.7), spot(36.1, 36.7), "about"),
        (spot(35.1, 36.7), spot(39.1, 36.7), "same country"),
        (spot(35.1, 36.7), spot(39.1, 36.7, country="TR"), "apart"),
        (spot(35.1, 36.7), spot(39.1, 36.7, "region"), "near"),
        (spot(35.1, 36.7), spot(35.1, 36.7, "region", admin1="Homs"), "same country"),
        (spot(35.1, 36.7), spot(0, 0, "country", admin1=None), "same country"),
    ],
)
def test_how_places_lie_to_one_another(one, other, expected):
    assert tie(one, other) == tie(other, one) == expected


def test_places_around_are_those_of_other_names():
    spots = {0: (spot(35.1, 36.7), 1.0), 1: (spot(35.2, 36.8), 0.5), 2: (spot(60.0, 10.0), 1.0)}
    around = Around(spots, 0.5)
    assert around.count(spots[0][0], 0) == pytest.approx(0.5)
    assert around.count(spots[0][0], 3) == pytest.approx(1.5)
    assert around.count(spots[2][0], 2) == 0


def test_distance_is_that_on_the_sphere():
    paris, london = (gazetteer().find(name)[0] for name in ("Paris", "London"))
    assert distance(paris, london) == pytest.approx(344, abs=5)


def test_names_that_the_gazetteer_gives_one_place_are_one_cluster():
    entities = sitrex.extract("Rebels left Hasakah. Al-Hasakah was calm. West Germany is not Germany.").entities
    hasakah = [e for e in entities if "Hasakah" in e.text]
    assert {e.cluster for e in hasakah} == {hasakah[0].id}
    assert {e.canonical for e in hasakah} == {"Al-Hasakah"}
    assert len({e.cluster for e in entities if "Germany" in e.text}) == 2


def test_a_former_state_is_no_place_of_the_country_that_its_sentence_names():
    text = (
        "The Ukrainian army holds Kharkiv, Poltava and Sumy. Ukraine was a founding member of the USSR, and Ukraine left it "
        "in 1991."
    )
    assert places(text)["USSR"].country == "SUHH"


def test_a_hyphen_between_syllables_may_be_none():
    assert [p.admin1 for p in namesakes("Liao-yang") if p.population > 100_000] == ["Liaoning"]


@pytest.mark.parametrize("blank", [" ", ", "])
def test_a_country_or_division_right_behind_a_name_decides_with_and_without_a_comma(blank):
    found = geography(
        [
            Entity(id="e0", start=0, end=5, text="Paris", label="GPE", canonical="Paris", cluster="e0"),
            Entity(
                id="e1",
                start=5 + len(blank),
                end=10 + len(blank),
                text="Texas",
                label="GPE",
                canonical="Texas",
                cluster="e1",
            ),
        ],
        f"Paris{blank}Texas",
    )
    assert found.names[0].regions == {("US", "Texas")}
