from __future__ import annotations

import pytest

from sitrex.evaluate.fields import FIELDS

VAGUE = {"label": "CARDINAL", "value": None, "value_text": None, "low": None, "high": None}
RANGE = {**VAGUE, "low": 10.0, "high": 15.0}


@pytest.mark.parametrize(
    ("gold", "predicted", "right"),
    [
        (VAGUE, VAGUE, True),
        (VAGUE, {**VAGUE, "low": 24.0, "high": 99.0}, True),
        (VAGUE, {**VAGUE, "value": 12.0}, False),
        (RANGE, RANGE, True),
        (RANGE, VAGUE, False),
        (RANGE, {**RANGE, "high": 16.0}, False),
    ],
)
@pytest.mark.parametrize("name", ["value", "bounds"])
def test_a_vague_count_asks_for_no_figure_and_a_range_for_its_ends(name, gold, predicted, right):
    field = next(f for f in FIELDS["numbers"] if f.name == name)
    assert field.same(gold, predicted, {}) is right
