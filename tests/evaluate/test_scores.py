from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluate.records import date, entity, number, record, records, unit

from sitrex.evaluate import EvaluationError, check_floors, evaluate, evaluate_files
from sitrex.evaluate.measures import SCHEMES


def f1(scores, name):
    return scores["measures"][name]["value"]


def test_hand_worked_table():
    """Seven gold mentions: the four schemes worked by hand.

    gold       0-6 GPE  8-14 GPE  16-22 LOC  24-30 ORG  32-38 ORG  40-46 GPE  48-54 LOC
    predicted  0-6 GPE  8-14 LOC  16-20 LOC  22-30 GPE  –          40-46 GPE  –          and 56-60 ORG
    """
    gold = [
        entity(0, 6), entity(8, 14), entity(16, 22, "LOC"), entity(24, 30, "ORG"),
        entity(32, 38, "ORG"), entity(40, 46), entity(48, 54, "LOC"),
    ]  # fmt: skip
    predicted = [
        entity(0, 6), entity(8, 14, "LOC"), entity(16, 20, "LOC"), entity(22, 30),
        entity(40, 46), entity(56, 60, "ORG"),
    ]  # fmt: skip
    scores = evaluate([record(entities=gold)], [record(entities=predicted)])
    micro = scores["lists"]["entities"]["micro"]
    assert (micro["gold"], micro["predicted"]) == (7, 6)
    assert micro["strict"]["gold"] == {"correct": 2, "incorrect": 3, "partial": 0, "missed": 2}
    assert micro["exact"]["gold"] == {"correct": 3, "incorrect": 2, "partial": 0, "missed": 2}
    assert micro["partial"]["gold"] == {"correct": 3, "incorrect": 0, "partial": 2, "missed": 2}
    assert micro["type"]["gold"] == {"correct": 3, "incorrect": 2, "partial": 0, "missed": 2}
    assert micro["type"]["predicted"] == {"correct": 3, "incorrect": 2, "partial": 0, "spurious": 1}
    assert micro["strict"]["precision"] == pytest.approx(2 / 6)
    assert micro["strict"]["recall"] == pytest.approx(2 / 7)
    assert micro["strict"]["f1"] == pytest.approx(4 / 13)
    assert micro["partial"]["f1"] == pytest.approx(2 * 4 / 13)
    gpe = scores["lists"]["entities"]["labels"]["GPE"]
    assert (gpe["gold"], gpe["predicted"]) == (3, 3)
    # recall: 0-6, 8-14, 40-46 have the right span; precision: 22-30 has not
    assert (gpe["exact"]["recall"], gpe["exact"]["precision"]) == (1.0, pytest.approx(2 / 3))
    assert scores["lists"]["entities"]["macro_labels"]["strict"]["f1"] == pytest.approx((2 / 3 + 0 + 0) / 3)


@given(records(apart=False))
def test_gold_against_itself_is_perfect(gold):
    scores = evaluate([gold], [gold], resamples=0)
    for name, measured in scores["measures"].items():
        assert measured["value"] in (None, 1.0), name
    assert scores["documents"] == {"gold": 1, "predicted": 1, "missing": [], "extra": []}


@given(records())
def test_empty_prediction_scores_nothing(gold):
    for predicted in ([], [record()]):
        scores = evaluate([gold], predicted, resamples=0)
        for name, measured in scores["measures"].items():
            assert measured["value"] == 0.0, name


@given(records(), records(), st.integers(0, 9))
def test_scores_do_not_depend_on_order(gold, predicted, seed):
    shuffled = random.Random(seed)
    mixed = [
        {key: shuffled.sample(value, len(value)) if isinstance(value, list) else value for key, value in side.items()}
        for side in (gold, predicted)
    ]
    assert evaluate([gold], [predicted], resamples=0) == evaluate([mixed[0]], [mixed[1]], resamples=0)


@given(records(), records())
def test_scores_are_symmetric(one, other):
    """But for the fields that only some labels have: there gold's label decides."""
    there, back = evaluate([one], [other], resamples=0), evaluate([other], [one], resamples=0)
    for name in ("entities", "dates", "numbers", "units"):
        for scheme in SCHEMES:
            a, b = there["lists"][name]["micro"][scheme], back["lists"][name]["micro"][scheme]
            assert (a["precision"], a["recall"], a["f1"]) == (b["recall"], b["precision"], b["f1"])
    for name in there["measures"].keys() & back["measures"].keys():
        assert f1(there, name) == pytest.approx(f1(back, name)), name


@pytest.mark.parametrize(
    ("gold", "predicted", "right"),
    [
        ({"value": 12.0}, {"value": 12.0}, True),
        ({"value": 12.0}, {"value": 12}, True),
        ({"value": 1 / 3}, {"value": 0.333333333333}, True),
        ({"value": 1 / 3}, {"value": 0.3333}, False),
        ({"value": 12.0}, {"value": None}, False),
        ({"value": None, "low": 10, "high": 15}, {"value": None, "low": 10.0, "high": 15.0}, True),
        ({"value": None, "low": 10, "high": 15}, {"value": None, "low": 10.0, "high": None}, False),
        ({"value": None, "value_text": "1" + "0" * 20}, {"value": None, "value_text": "1" + "0" * 20}, True),
        ({"value": 100.0, "low": 100, "modifier": "more_than"}, {"value": 100.0}, True),
    ],
)
def test_value_of_a_number(gold, predicted, right):
    one, other = ([number(0, 5, None) | fields] for fields in (gold, predicted))
    scores = evaluate([record(numbers=one)], [record(numbers=other)])
    assert f1(scores, "numbers.value.accuracy") == right


def test_value_of_dates_over_aligned_pairs_and_end_to_end():
    gold = [date(0, 5, "2025-11"), date(10, 15, "2025"), date(20, 25, "2024")]
    predicted = [date(0, 3, "2025-11"), date(10, 15, "2024")]
    scores = evaluate([record(dates=gold)], [record(dates=predicted)])
    assert f1(scores, "dates.value.accuracy") == 1 / 2
    tempeval = scores["lists"]["dates"]["tempeval3"]
    assert tempeval["strict"]["f1"] == pytest.approx(2 / 5)
    assert tempeval["relaxed"]["f1"] == pytest.approx(4 / 5)
    assert tempeval["value"] == {"precision": 1 / 2, "recall": pytest.approx(1 / 3), "f1": pytest.approx(2 / 5)}


def test_fields_of_units_one_by_one_and_all():
    superior = {"ref": "@10", "text": "x", "designator": "47", "name": None, "branch": None, "echelon": "brigade"}
    above = superior | {"parent": None}
    gold = [unit(0, 5, designator="3", echelon="battalion", parent=above), unit(10, 15, designator="47")]
    same = [unit(0, 4, designator="3", echelon="battalion", parent=above), unit(10, 15, designator="47")]
    assert f1(evaluate([record(units=gold)], [record(units=same)]), "units.all.accuracy") == 1.0
    wrong = [same[0] | {"parent": above | {"ref": None}}, same[1] | {"branch": "infantry"}]
    scores = evaluate([record(units=gold)], [record(units=wrong)])
    fields = scores["lists"]["units"]["fields"]
    assert {name for name, tally in fields.items() if name != "canonical" and tally["accuracy"] == 1 / 2} == {
        "parent",
        "branch",
    }
    assert f1(scores, "units.all.accuracy") == 0.0


def test_what_is_above_a_superior_is_scored_where_gold_says_it():
    superior = {"ref": None, "text": "x", "designator": "1", "name": None, "branch": None, "echelon": "battalion"}
    regiment = superior | {"designator": "7", "echelon": "regiment", "parent": None}
    predicted = [record(units=[unit(0, 5, parent=superior | {"parent": regiment})])]

    def right(above: dict) -> float:
        return f1(evaluate([record(units=[unit(0, 5, parent=above)])], predicted), "units.parent.accuracy")

    assert right(superior) == right(superior | {"parent": regiment}) == 1.0
    assert right(superior | {"parent": None}) == 0.0


def test_field_that_gold_was_never_labelled_for_is_not_scored():
    gold = record(entities=[{"id": "e1", "start": 0, "end": 4, "text": "xxxx", "label": "GPE"}])
    del gold["dates"]
    scores = evaluate([gold], [record(entities=[entity(0, 4, country="UA")], dates=[date(0, 3, "2025")])])
    assert scores["lists"]["entities"]["fields"]["country"]["pairs"] == 0
    assert "dates" not in scores["lists"]


def test_coordinates_are_right_within_ten_kilometres():
    gold = record(entities=[entity(0, 4, lat=48.28, lon=37.18), entity(5, 9, lat=48.28, lon=37.18)])
    predicted = record(entities=[entity(0, 4, lat=48.30, lon=37.15), entity(5, 9, lat=48.58, lon=37.18)])
    assert f1(evaluate([gold], [predicted]), "entities.coordinates.accuracy") == 1 / 2


def test_b_cubed_worked_by_hand():
    """Gold clusters {a b c} {d}; predicted {a b} {c d}: precision (1+1+1/2+1/2)/4, recall (2/3+2/3+1/3+1)/4."""
    spans = [(0, 4), (5, 9), (10, 14), (15, 19)]
    gold = [entity(*s, cluster=c) for s, c in zip(spans, ("@0", "@0", "@0", "@15"), strict=True)]
    predicted = [entity(*s, cluster=c) for s, c in zip(spans, ("@0", "@0", "@10", "@10"), strict=True)]
    b3 = evaluate([record(entities=gold)], [record(entities=predicted)])["lists"]["entities"]["b3"]
    assert (b3["precision"], b3["recall"]) == (pytest.approx(3 / 4), pytest.approx(2 / 3))


def test_distinct_values_count_once():
    gold = record(
        units=[
            unit(0, 4, designator="47", echelon="brigade"),
            unit(5, 9, designator="47", cluster="@0"),
            unit(10, 14, designator="3"),
        ],
        numbers=[number(0, 4, 12.0), number(5, 9, 12.0), number(10, 14, 5.0, unit="km")],
    )
    predicted = record(
        units=[unit(5, 9, designator="47", echelon="brigade")],
        numbers=[number(10, 14, 5.0, unit="km"), number(20, 24, 12.0, unit="km")],
    )
    distinct = evaluate([gold], [predicted])["distinct"]
    assert {k: distinct["units"][k] for k in ("gold", "predicted", "found")} == {"gold": 2, "predicted": 1, "found": 1}
    assert {k: distinct["figures"][k] for k in ("gold", "predicted", "found")} == {
        "gold": 2,
        "predicted": 2,
        "found": 1,
    }


def test_record_objects_score_as_their_json():
    class Row:
        def to_json(self):
            return record("a", entities=[entity(0, 4)])

    assert evaluate([Row()], [Row()]) == evaluate([Row().to_json()], [Row().to_json()])


def test_missing_and_extra_documents():
    gold = [record("a", entities=[entity(0, 4)]), record("b", entities=[entity(0, 4)])]
    scores = evaluate(gold, [record("b", entities=[entity(0, 4)]), record("z", entities=[entity(0, 4)])])
    assert scores["documents"] == {"gold": 2, "predicted": 2, "missing": ["a"], "extra": ["z"]}
    assert f1(scores, "entities.strict.f1") == pytest.approx(2 / 3)
    assert scores["measures"]["entities.strict.f1"]["macro_documents"] == 1 / 2


@pytest.mark.parametrize(
    ("gold", "predicted", "message"),
    [
        ([record("a")], [record("a", text="y" * 60)], "different texts"),
        ([record("a"), record("a")], [], "twice"),
        ([], [record("a")], "no gold"),
        ([{"text": ""}], [], "document.id"),
        ([record("a", entities=[{"start": 0}])], [record("a")], "'a': gold or record is not valid"),
        ([record("a", numbers=[number(0, 4, "12")])], [record("a", numbers=[number(0, 4, 1.0)])], "not valid"),
    ],
)
def test_refused(gold, predicted, message):
    with pytest.raises(EvaluationError, match=message):
        evaluate(gold, predicted)


def test_floors():
    scores = evaluate([record(entities=[entity(0, 4), entity(5, 9)])], [record(entities=[entity(0, 4)])])
    assert check_floors(scores, {"entities.strict.f1": 0.6, "entities.exact.f1": 0.5}) == []
    below = check_floors(scores, {"entities.strict.f1": 0.7})
    assert [(miss.measure, miss.floor, miss.value) for miss in below] == [
        ("entities.strict.f1", 0.7, pytest.approx(2 / 3))
    ]
    with pytest.raises(EvaluationError, match=r"entitties\.strict\.f1"):
        check_floors(scores, {"entitties.strict.f1": 0.1})


def test_intervals_are_reproducible_by_seed_and_hold_the_value():
    names = [[entity(5 * k, 5 * k + 4) for k in range(1 + i % 11)] for i in range(20)]
    gold = [record(str(i), entities=row) for i, row in enumerate(names)]
    predicted = [record(str(i), entities=row[: 1 + i % 7]) for i, row in enumerate(names)]
    one, again, other = (evaluate(gold, predicted, seed=seed)["measures"] for seed in (1, 1, 2))
    assert one == again != other
    measured = one["entities.strict.f1"]
    assert measured["low"] < measured["value"] < measured["high"]


def test_one_document_has_no_interval():
    measured = evaluate([record(entities=[entity(0, 4)])], [record()])["measures"]["entities.strict.f1"]
    assert (measured["low"], measured["high"]) == (None, None)


@pytest.mark.parametrize("layout", ["jsonl", "json", "list", "folder", "run", "other key order"])
def test_files_score_as_records_do(tmp_path, layout):
    rows = [record(i, entities=[entity(0, 4)]) for i in ("é", "b")]
    for row in rows:
        row["document"]["metadata"] = {"document": {"id": "wrong"}}
    versioned = [{"schema_version": "1.0"} | row for row in rows]
    if layout == "other key order":
        versioned = [dict(reversed(row.items())) for row in versioned]
    lines = "".join(json.dumps(row) + "\n" for row in versioned)
    path = tmp_path / "gold"
    path.mkdir()
    if layout in ("jsonl", "other key order"):
        path /= "x.jsonl"
        path.write_text("\n" + lines, encoding="utf-8")
    elif layout == "json":
        path /= "x.json"
        path.write_text(json.dumps(versioned[0]), encoding="utf-8")
        rows = rows[:1]
    elif layout == "list":
        path /= "x.json"
        path.write_text(json.dumps(versioned), encoding="utf-8")
    elif layout == "run":
        (path / "records.jsonl").write_text(lines, encoding="utf-8")
        (path / "run.json").write_text("{}", encoding="utf-8")
    else:
        for row in versioned:
            (path / f"{row['document']['id']}.json").write_text(json.dumps(row), encoding="utf-8")
        rows = sorted(rows, key=lambda row: row["document"]["id"])
    assert evaluate_files(path, path) == evaluate(rows, rows)


def test_broken_line_is_named(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps(record("a")) + "\n{broken\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"x\.jsonl: not JSON at byte \d+"):
        evaluate_files(path, path)


def test_records_of_other_documents_are_no_score_of_zero():
    gold, other = record(), record()
    other["document"]["id"] = "another"
    with pytest.raises(EvaluationError, match=r"no document\.id is in both"):
        evaluate([gold], [other], resamples=0)
