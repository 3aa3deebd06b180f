from __future__ import annotations

import csv
import io

import pytest
from tests.evaluate.records import date, entity, number, record, unit

from sitrex.evaluate.mistakes import grouped, mistakes, write_csv
from sitrex.evaluate.scores import compare_documents


def found(gold, predicted):
    one = compare_documents({"a": record(**gold)}, {"a": record(**predicted)})
    return [(m.kind, m.field, m.cause) for compared in one for m in mistakes(compared)]


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ({"entities": [entity(0, 4)]}, {"entities": [entity(0, 4)]}, []),
        ({"entities": [entity(0, 4)]}, {}, [("missed", None, None)]),
        ({}, {"dates": [date(0, 4, "2025")]}, [("spurious", None, None)]),
        ({"entities": [entity(0, 4)]}, {"entities": [entity(0, 4, "LOC")]}, [("label", None, None)]),
        (
            {"entities": [entity(5, 9, "ORG", canonical="y")]},
            {"entities": [entity(3, 8, "ORG", canonical="y")]},
            [("boundary", None, "starts_early+ends_early")],
        ),
        (
            {"entities": [entity(0, 4, "ORG")]},
            {"units": [unit(0, 6)]},
            [("missed", None, "other_list"), ("spurious", None, "other_list")],
        ),
        (
            {"entities": [entity(0, 4), entity(5, 9)]},
            {"entities": [entity(0, 9, canonical="xxxx")]},
            [("boundary", None, "ends_late"), ("missed", None, "merged")],
        ),
        (
            {"entities": [entity(0, 9)]},
            {"entities": [entity(0, 4, canonical="x" * 9), entity(5, 9)]},
            [("boundary", None, "ends_early"), ("spurious", None, "split")],
        ),
        (
            {"entities": [entity(0, 4), entity(5, 9)]},
            {"entities": [entity(0, 4)]},
            [("missed", None, "found_elsewhere")],
        ),
        ({"entities": [entity(0, 4, country="UA")]}, {"entities": [entity(0, 4)]}, [("field", "country", "gazetteer")]),
        (
            {"dates": [date(0, 4, "2025-11", anchor="published")]},
            {"dates": [date(0, 4, "2024-11", anchor="narrative")]},
            [("field", "anchor", None), ("value", "value", "anchor")],
        ),
        (
            {"dates": [date(0, 4, "2025", begin="2025-01-01", end_date="2025-12-31")]},
            {"dates": [date(0, 4, "2024", begin="2024-01-01", end_date="2024-12-31")]},
            [("field", "interval", "derived"), ("value", "value", None)],
        ),
        ({"numbers": [number(0, 4, 3e6)]}, {"numbers": [number(0, 4, 3.0)]}, [("value", "value", "scale")]),
        (
            {"numbers": [number(0, 4, 30.0, modifier="more_than", low=30.0)]},
            {"numbers": [number(0, 4, 31.0, modifier="approx")]},
            [("field", "bounds", "derived"), ("field", "modifier", None), ("value", "value", "modifier")],
        ),
        (
            {"units": [unit(0, 4, echelon="brigade")]},
            {"units": [unit(0, 4, echelon="regiment")]},
            [("field", "all", "derived"), ("field", "echelon", None)],
        ),
        ({"entities": [entity(0, 4) | {"optional": True}]}, {"entities": [entity(2, 6)]}, []),
    ],
)
def test_kind_field_and_cause(gold, predicted, expected):
    assert sorted(found(gold, predicted), key=str) == sorted(expected, key=str)


def test_sentence_ids_and_csv():
    text = "First one\nhere. Second there. Third."
    gold = record(text=text, entities=[entity(16, 22)]) | {"sentences": [[0, 15], [16, 29], [30, 36]]}
    predicted = record(text=text, entities=[entity(0, 5, "ORG")]) | {"text": None}
    rows = [m for c in compare_documents({"a": gold}, {"a": predicted}) for m in mistakes(c)]
    assert [(m.gold_id, m.predicted_id, m.sentence) for m in rows] == [
        (None, "@0", "First one here."),
        ("@16", None, "Second there."),
    ]
    stream = io.StringIO()
    write_csv(rows, stream)
    read = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert [row["kind"] for row in read] == ["spurious", "missed"]
    assert read[1]["sentence"] == "Second there."


def test_superiors_that_differ_look_different():
    regiment = {"text": "Green Rifles", "designator": None, "name": "Green Rifles", "branch": None, "parent": None}
    sides = [
        {"a": record(units=[unit(0, 4, parent=regiment | {"echelon": echelon, "ref": None})])}
        for echelon in ("regiment", None)
    ]
    (error,) = [m for c in compare_documents(*sides) for m in mistakes(c) if m.field == "parent"]
    assert error.gold_value == "Green Rifles (Green Rifles, regiment)"
    assert error.predicted_value == "Green Rifles (Green Rifles)"


def test_derived_errors_come_last():
    gold = {"a": record(units=[unit(0, 4, echelon="brigade"), unit(5, 9, branch="infantry")])}
    predicted = {"a": record(units=[unit(0, 4), unit(5, 9)])}
    rows = [m for c in compare_documents(gold, predicted) for m in mistakes(c)]
    assert [(key[2], number) for key, number, _ in grouped(rows)] == [("branch", 1), ("echelon", 1), ("all", 2)]


def test_largest_group_first():
    gold = {"a": record(entities=[entity(0, 4), entity(5, 9, "LOC"), entity(10, 14, "LOC")])}
    rows = [m for c in compare_documents(gold, {"a": record()}) for m in mistakes(c)]
    assert [(key[2], number) for key, number, _ in grouped(rows)] == [("LOC", 2), ("GPE", 1)]
