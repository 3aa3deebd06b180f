from __future__ import annotations

from typing import Any

import pytest

import sitrex
from sitrex.export.collate import Collation
from sitrex.export.orbat import trees

LONG = " ".join(
    f"The convoy passed village number {n} before dusk without a shot being fired at it." for n in range(30)
)


def record(key: str, text: str, published: str | None = None) -> dict[str, Any]:
    return sitrex.extract(text, id=key, published=published).to_json()


@pytest.fixture(scope="module")
def collation() -> Collation:
    made = Collation()
    made.add(record("a", "The 47th Mechanized Brigade of Ukraine held Pokrovsk with HIMARS.", "2024-05-01"))
    made.add(record("b", "Near Pokrovsk the Ukrainian 47th Mechanized Brigade fell back on 3 May 2024.", "2024-06-01"))
    return made


def test_a_unit_of_two_articles_is_one_row(collation: Collation) -> None:
    rows = [row for row in collation.units() if row["designator"] == "47"]
    assert len(rows) == 1
    assert rows[0]["documents"] == ["a", "b"]
    assert (rows[0]["first"], rows[0]["last"]) == ("2024-05-01", "2024-06-01")
    assert rows[0]["dates"] == ["2024-05-03"]
    assert "Pokrovsk" in rows[0]["places"]


def test_every_mention_leads_back_to_its_words(collation: Collation) -> None:
    mention = next(r for r in collation.table("places") if r["canonical"] == "Pokrovsk")["mentions"][1]
    text = "Near Pokrovsk the Ukrainian 47th Mechanized Brigade fell back on 3 May 2024."
    assert mention["document"] == "b"
    assert text[mention["start"] : mention["end"]] == "Pokrovsk"


def test_a_syndicated_copy_counts_once() -> None:
    made = Collation()
    made.add(record("first", f"{LONG} The 47th Brigade stayed."))
    made.add(record("copy", f"{LONG} The 47th Brigade stayed. (Agency)"))
    made.add(record("other", "The 47th Brigade left."))
    assert made.duplicates == {"copy": "first"}
    assert made.units()[0]["documents"] == ["first", "other"]


def test_keys_do_not_depend_on_order() -> None:
    rows = [record("a", "The 47th Brigade stayed near Kyiv."), record("b", "VII Corps left Berlin.")]
    keys = []
    for order in (rows, rows[::-1]):
        made = Collation()
        for row in order:
            made.add(row)
        keys.append([[row["key"] for row in made.table(kind)] for kind in ("units", "places", "equipment")])
    assert keys[0] == keys[1]


def test_circular_superiors_do_not_hang() -> None:
    base = dict.fromkeys(("canonical", "designator", "name", "branch", "echelon", "service", "country", "sidc"))
    units = [
        {**base, "key": key, "aliases": [], "documents": [], "parents": [parent]}
        for key, parent in [("a", "b"), ("b", "c"), ("c", "a"), ("d", "d")]
    ]
    assert [tree["key"] for tree in trees(units)] == ["c", "d"]


def test_tables_are_dataframes() -> None:
    tables = sitrex.collate([record("a", "Three T-72B3 tanks burned near Kyiv.")])
    assert tables["equipment"]["count"].tolist() == [1]
    assert "Kyiv" in tables["places"]["canonical"].tolist()


def test_the_same_records_given_twice_count_once() -> None:
    made = Collation()
    for row in (record("a", "The 47th Brigade stayed."), record("a", "The 47th Brigade stayed.")):
        made.add(row | {"text": None})
    assert made.units()[0]["count"] == 1


def test_two_articles_of_one_id_and_much_in_common_do_not_fail() -> None:
    made = Collation()
    made.add(record("a", f"{LONG} The 47th Brigade stayed."))
    made.add(record("a", " ".join(f"Sector {n} saw shelling from dawn, wrote a reporter." for n in range(30))))
    assert made.duplicates == {}
