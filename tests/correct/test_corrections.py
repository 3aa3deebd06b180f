from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given as given_by_hypothesis
from hypothesis import settings
from hypothesis import strategies as st

import sitrex
from sitrex.cli import main
from sitrex.correct.apply import Corrections, read_corrections
from sitrex.correct.model import THING_OF, VERBS, Correction, fold, settable
from sitrex.errors import SitrexError
from sitrex.export.collate import Collation
from sitrex.record.model import Record
from sitrex.validate.invariants import broken_invariants
from sitrex.validate.schema import validator

ROOT = Path(__file__).parents[2]

TEXTS = {
    "a": "The 47th Mechanized Brigade of Ukraine held Pokrovsk. The brigade's 2nd Battalion lost 12 men near Kyiv.",
    "b": "The Magura Brigade fell back from Pokrovsk on 3 May 2024, NATO said. The 1st Brigade stayed.",
    "c": "Near Aleppo the 1st Brigade stayed from 3 to 5 May 2024.",
}


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, Any]]:
    return {key: sitrex.extract(text, id=key, published="2024-06-01").to_json() for key, text in TEXTS.items()}


def given(tmp_path: Path, text: str) -> Corrections:
    path = tmp_path / "corrections.yaml"
    path.write_text(text, encoding="utf-8")
    return read_corrections(path)


def fix(verb: str, name: str, thing: str, **more: Any) -> Correction:
    return Correction(verb=verb, name=name, thing=thing, reason="a test", **more)


def canonical(row: Any, name: str) -> list[str]:
    return [m["canonical"] for m in row[name]]


def test_hide_takes_the_mentions_and_the_links_to_them(records: dict[str, dict[str, Any]]) -> None:
    row = Corrections([fix("hide", "47th  mechanized brigade", "units")]).apply(records["a"]).row
    assert [m["text"] for m in row["units"]] == ["2nd Battalion"]
    assert all(m["parent"] is None or m["parent"]["ref"] is None for m in row["units"])
    # the record given is as it was
    assert len(records["a"]["units"]) == 2


def test_hiding_the_first_of_a_cluster_and_of_a_range_leaves_no_link_astray(records: dict[str, dict[str, Any]]) -> None:
    date = records["c"]["dates"][0]
    row = Corrections([fix("hide", date["text"], "dates", document="c", at=date["start"])]).apply(records["c"]).row
    assert len(row["dates"]) == len(records["c"]["dates"]) - 1
    assert all(m["range"] is None for m in row["dates"])
    twice = sitrex.extract("The 3rd Brigade left Kyiv. The 3rd Brigade came to Kyiv.", id="twice").to_json()
    row = Corrections([fix("hide", "Kyiv", "places", document="twice", at=21)]).apply(twice).row
    assert [(m["id"], m["cluster"]) for m in row["entities"]] == [("e2", "e2")]


def test_rename_changes_the_name_and_never_the_words(records: dict[str, dict[str, Any]]) -> None:
    row = Corrections([fix("rename", "Pokrovsk", "places", to="Pokrovske")]).apply(records["a"]).row
    place = next(m for m in row["entities"] if m["text"] == "Pokrovsk")
    assert place["canonical"] == "Pokrovske"
    only_b = Corrections([fix("rename", "Pokrovsk", "places", to="Pokrovske", document="b")])
    assert "Pokrovsk" in canonical(only_b.apply(records["a"]).row, "entities")
    assert "Pokrovske" in canonical(only_b.apply(records["b"]).row, "entities")


def test_merge_and_split_tell_things_apart_across_articles(records: dict[str, dict[str, Any]]) -> None:
    corrections = Corrections(
        [
            fix("split", "1st Brigade", "units", to="1st Brigade (Syria)", document="c"),
            fix("merge", "Magura Brigade", "units", to="47th Mechanized Brigade"),
        ]
    )
    collation = Collation(corrections=corrections)
    for row in records.values():
        collation.add(row)
    things = {thing.canonical: thing for thing in collation.things("units")}
    assert sorted(things) == ["1st Brigade", "1st Brigade (Syria)", "2nd Battalion", "47th Mechanized Brigade"]
    merged = things["47th Mechanized Brigade"]
    assert sorted(merged.documents) == ["a", "b"]
    assert merged.fields["designator"] == "47"
    assert merged.aliases["Magura Brigade"].reason == "corrected: a test"
    assert merged.aliases["47th Mechanized Brigade"].reason != "corrected: a test"
    assert corrections.unused() == []
    # the superior of the battalion is the merged thing
    assert things["2nd Battalion"].parents == [merged.key]


def test_a_merge_within_one_article_moves_only_its_mentions(records: dict[str, dict[str, Any]]) -> None:
    corrections = Corrections([fix("merge", "1st Brigade", "units", to="47th Mechanized Brigade", document="b")])
    collation = Collation(corrections=corrections)
    for row in records.values():
        collation.add(row)
    found = {thing.canonical: sorted(thing.documents) for thing in collation.things("units")}
    assert found["47th Mechanized Brigade"] == ["a", "b"]
    assert found["1st Brigade"] == ["c"]


def test_merged_mentions_of_one_article_are_one_cluster(records: dict[str, dict[str, Any]]) -> None:
    row = Corrections([fix("merge", "1st Brigade", "units", to="Magura Brigade")]).apply(records["b"]).row
    assert len({m["cluster"] for m in row["units"]}) == 1
    assert canonical(row, "units") == ["Magura Brigade"] * 2
    # any later correction finds it under its new name
    both = [fix("merge", "1st Brigade", "units", to="Magura Brigade"), fix("hide", "Magura Brigade", "units")]
    assert Corrections(both).apply(records["b"]).row["units"] == []


def test_set_changes_the_field_and_what_follows_from_it(records: dict[str, dict[str, Any]]) -> None:
    row = records["a"]
    unit = row["units"][0]
    changed = Corrections([fix("set", unit["canonical"], "units", field="echelon", to="division")]).apply(row).row
    assert changed["units"][0]["echelon"] == "division"
    assert changed["units"][0]["sidc"] != unit["sidc"]
    changed = Corrections([fix("set", "Pokrovsk", "places", field="label", to="ORG")]).apply(row).row
    place = next(m for m in changed["entities"] if m["text"] == "Pokrovsk")
    assert (place["label"], place["lat"], place["geonameid"]) == ("ORG", None, None)
    changed = Corrections([fix("set", "12", "numbers", field="value", to=13.0)]).apply(row).row
    assert [m["value"] for m in changed["numbers"] if m["text"] == "12"] == [13.0]


def test_what_matches_nothing_is_told(records: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    path, file = tmp_path / "records.jsonl", tmp_path / "corrections.yaml"
    path.write_text("".join(json.dumps(row) + "\n" for row in records.values()), encoding="utf-8")
    file.write_text(
        "- {hide: Pokrovsk, in: places, reason: a}\n- {hide: Pokrovsk, in: units, reason: b}\n", encoding="utf-8"
    )
    for command in ("collate", "export --to csv", "export --to orbat"):
        words = [*command.split(), str(path), "--corrections", str(file), "-o", str(tmp_path / "out" / command)]
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
        assert "corrections.yaml:2: hide 'Pokrovsk' (units) matched nothing" in done.stderr
        if "orbat" not in command:
            assert "corrections.yaml:1:" not in done.stderr


def test_records_without_corrections_come_through_as_they_are(records: dict[str, dict[str, Any]]) -> None:
    assert Corrections([fix("hide", "Paris", "places")]).apply(records["a"]).row is records["a"]


def test_a_mapping_of_records_is_corrected_when_asked(records: dict[str, dict[str, Any]]) -> None:
    corrections = Corrections([fix("hide", "Pokrovsk", "places")])
    over = corrections.over(records)
    assert (list(over), len(over), "a" in over) == (list(records), len(records), True)
    assert "Pokrovsk" not in canonical(over["a"], "entities")
    assert Corrections().over(records) is records


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("- hide: X\n  in: unit\n  reason: r", 2, "'in' is 'unit'. Did you mean 'units'"),
        ("- hide: X\n  in: units", 1, "hide says no 'reason'"),
        ("- in: units\n  reason: r", 1, "a correction does one thing, here none"),
        ("- hide: X\n  rename: Y\n  in: units\n  reason: r", 1, "hide and rename"),
        ("- rename: X\n  in: dates\n  to: Y\n  reason: r", 2, "'in' is 'dates'"),
        ("- hide: X\n  in: units\n  to: Y\n  reason: r", 3, "hide takes no 'to'"),
        ("- hide: X\n  in: units\n  raeson: r", 3, "Did you mean 'reason'"),
        ("- hide: X\n  in: units\n  in: places\n  reason: r", 3, "said twice"),
        ("- hide: [X]\n  in: units\n  reason: r", 1, "list or a mapping"),
        ("- hide: X\n  in: units\n  at: 5\n  reason: r", 3, "Add 'document: ID'"),
        ("- hide: X\n  in: units\n  document: d\n  at: five\n  reason: r", 4, "first code point"),
        ("- merge: X\n  in: units\n  to: x\n  reason: r", 3, "Say another name"),
        ("- rename: X\n  in: units\n  to:\n  reason: r", 3, "'to' is empty"),
        ("- set: X\n  in: units\n  field: start\n  to: 1\n  reason: r", 3, "'field' is 'start'"),
        ("- set: X\n  in: units\n  field: country\n  to: Ukraine\n  reason: r", 4, "'Ukraine' is no value of country"),
        ("- set: X\n  in: places\n  field: lat\n  to: north\n  reason: r", 4, "no value of lat"),
        ("- set: X\n  in: places\n  field: label\n  to: null\n  reason: r", 4, "no value of label"),
        ("hide: X", 1, "Begin each correction with '- '"),
        ("- X", 1, "Begin it as '- hide: NAME'"),
        ('- hide: "X\n', 2, "not valid YAML"),
        ("- hide: X: Y\n  in: units", 1, "not valid YAML"),
        ("- hide: \x00", 1, "not valid YAML"),
    ],
)
def test_an_error_names_its_line_and_the_remedy(tmp_path: Path, text: str, line: int, told: str) -> None:
    with pytest.raises(SitrexError) as caught:
        given(tmp_path, text)
    assert told in str(caught.value)
    assert f"corrections.yaml:{line}:" in str(caught.value)


def test_scalars_are_read_as_they_are_written(tmp_path: Path) -> None:
    text = "- {set: 47, in: units, field: country, to: NO, reason: 1}\n- {set: X, in: places, field: lat, to: 48, reason: r}"
    first, second = given(tmp_path, text).unused()
    assert (first.name, first.to, second.to) == ("47", "NO", 48.0)
    (third,) = given(tmp_path, "- {set: X, in: units, field: country, to: null, reason: r}").unused()
    assert third.to is None
    assert given(tmp_path, "").unused() == []


def test_the_form_that_a_page_exports_is_read(tmp_path: Path) -> None:
    entries = [
        {
            "hide": 'A "quoted": #name\n\u2028 é 💥',
            "in": "units",
            "document": "a/b.txt",
            "at": 5,
            "reason": "it's wrong",
        },
        {"set": "NO", "in": "units", "field": "designator", "to": "47", "reason": "- x"},
    ]
    first, second = given(tmp_path, "".join(f"- {json.dumps(e, ensure_ascii=False)}\n" for e in entries)).unused()
    assert (fold(first.name), first.document, first.at) == (fold(str(entries[0]["hide"])), "a/b.txt", 5)
    assert (second.name, second.to) == ("NO", "47")


def test_the_schema_admits_what_is_read_and_refuses_what_is_not() -> None:
    verdict = validator("corrections")
    (page,) = re.findall(
        r"```yaml\n(.*?)```", (ROOT / "docs" / "corrections.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert verdict(yaml.safe_load(page)) is None
    right = {"set": "X", "in": "numbers", "field": "value", "to": None, "reason": "r"}
    assert verdict([right]) is None
    for wrong in (
        {**right, "to": [1]},
        {key: value for key, value in right.items() if key != "reason"},
        {**right, "hide": "X"},
        {**right, "at": 5},
        {"rename": "X", "in": "dates", "to": "Y", "reason": "r"},
    ):
        assert verdict([wrong]) is not None


def test_every_thing_has_fields_to_set() -> None:
    assert "lat" in settable("places")
    assert "lat" not in settable("organisations")
    assert not {"start", "cluster", "parent", "canonical"} & set(settable("units"))


@given_by_hypothesis(st.data())
@settings(max_examples=60)
def test_whatever_is_corrected_the_record_stays_sound(article_record: Record, data: st.DataObject) -> None:
    row = article_record.to_json()
    mentions = [m for name in ("entities", "dates", "numbers", "units") for m in row[name]]
    corrections = []
    for mention in data.draw(st.lists(st.sampled_from(mentions), min_size=1, max_size=12)):
        thing = THING_OF[mention["label"]]
        named = "canonical" in mention
        verb = data.draw(st.sampled_from(VERBS if named else ("hide", "set")))
        name = data.draw(st.sampled_from([mention["text"], mention.get("canonical") or mention["text"]]))
        at = data.draw(st.sampled_from([None, mention["start"]]))
        other = data.draw(st.sampled_from([m for m in mentions if THING_OF[m["label"]] == thing]))
        more = {"to": None, "field": data.draw(st.sampled_from(["country", "label"]))} if named else {"field": "label"}
        to = {"to": other["label"]} if more["field"] == "label" else {}
        if verb == "hide":
            more, to = {}, {}
        elif verb != "set":
            more, to = {}, {"to": f"{other['canonical']} {data.draw(st.sampled_from(['', 'II']))}".strip()}
        corrections.append(fix(verb, name, thing, document="pokrovsk" if at else None, at=at, **more | to))
    applied = Corrections(corrections).apply(row)
    broken = [(where, what) for where, what in broken_invariants(applied.row) if "should have the id" not in what]
    assert broken == []
    assert validator("record")(dict(applied.row)) is None
    collation = Collation(corrections=Corrections(corrections))
    collation.add(row)
    for kind in collation.kinds:
        listed = [mention for thing in collation.things(kind) for mention in range(thing.count)]
        assert len(listed) == sum(1 for _ in collation.mentions(kind))
    assert row == article_record.to_json()


def test_the_place_and_the_day_of_a_figure_are_set_by_name(tmp_path: Path, records: dict[str, dict[str, Any]]) -> None:
    corrections = given(
        tmp_path,
        "- {set: '12', in: numbers, field: at, to: Pokrovsk, reason: a test}\n"
        "- {set: '12', in: numbers, field: when, to: 3 May 2024, reason: a test}\n",
    )
    row = corrections.apply(records["a"]).row
    (number,) = (number for number in row["numbers"] if number["value"] == 12)
    (place,) = (entity for entity in row["entities"] if entity["id"] == number["at"])
    assert place["text"] == "Pokrovsk"
    assert not list(broken_invariants(row))
    # no date of these words is in the article
    assert [correction.field for correction in corrections.unused()] == ["when"]


def test_what_is_stated_is_said_by_nobody_else(tmp_path: Path) -> None:
    record = sitrex.extract("The ministry said 12 soldiers were killed.", id="a").to_json()
    assert record["numbers"][0]["said_by"]
    corrections = given(tmp_path, "- {set: '12', in: numbers, field: status, to: stated, reason: a test}")
    (number,) = corrections.apply(record).row["numbers"]
    assert (number["status"], number["said_by"]) == ("stated", None)
