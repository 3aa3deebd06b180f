from __future__ import annotations

import pytest
from tests.evaluate.records import number, record

from sitrex.evaluate import evaluate
from sitrex.evaluate.fields import FIELDS

VAGUE = {"label": "CARDINAL", "value": None, "value_text": None, "low": None, "high": None}
RANGE = {**VAGUE, "low": 10.0, "high": 15.0}


@pytest.mark.parametrize(
    ("gold", "predicted", "right"),
    [
        (VAGUE, VAGUE, True),
        (VAGUE, {**VAGUE, "low": 24.0, "high": 99.0}, True),
        (VAGUE, {**VAGUE, "value": 12.0}, False),
        (VAGUE, {**VAGUE, "value_text": "1" + "0" * 20}, False),
        (RANGE, RANGE, True),
        (RANGE, VAGUE, False),
        (RANGE, {**RANGE, "high": 16.0}, False),
    ],
)
@pytest.mark.parametrize("name", ["value", "bounds"])
def test_a_vague_count_asks_for_no_figure_and_a_range_for_its_ends(name, gold, predicted, right):
    field = next(f for f in FIELDS["numbers"] if f.name == name)
    assert field.same(gold, predicted, {}) is right


def test_bounds_of_a_vague_count_cost_nothing():
    gold = record(numbers=[number(0, 6, None), number(10, 12, 12.0)])
    bounded = record(numbers=[number(0, 6, None, low=24.0, high=99.0), number(10, 12, 12.0)])
    measures = evaluate([gold], [bounded])["measures"]
    assert {measures[f"numbers.{name}.f1"]["value"] for name in ("strict", "value", "bounds")} == {1.0}
    assert measures["distinct.figures.f1"]["value"] == 1.0


def test_a_figure_for_a_vague_count_costs():
    gold = record(numbers=[number(0, 6, None), number(10, 12, 12.0)])
    exact = record(numbers=[number(0, 6, 30.0), number(10, 12, 12.0)])
    measures = evaluate([gold], [exact])["measures"]
    assert measures["numbers.value.accuracy"]["value"] == 0.5
    assert measures["distinct.figures.f1"]["value"] == pytest.approx(2 / 3)
