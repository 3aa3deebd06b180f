"""Linear models: choosing, and the training that writes their tables."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from sitrex.annotate.weigh import Weights, weights
from sitrex.vocab import table_names

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "training"))

import weigh


def test_the_first_of_equals_is_chosen() -> None:
    assert Weights("x", {"a": 1.0}).choose([{"a": 1.0}, {"a": 1.0}]) == (0, 0.0)


def test_training_finds_the_weights_behind_choices() -> None:
    dice = random.Random(1)
    cases = []
    for document in range(300):
        candidates = [{"a": dice.random(), "b": dice.random(), "noise": dice.random()} for _ in range(3)]
        scores = [3 * c["a"] - 2 * c["b"] for c in candidates]
        cases.append(weigh.Case(str(document), candidates, frozenset({scores.index(max(scores))})))
    trained = weigh.fit(cases, 0.1)
    assert trained["a"] > 0 > trained["b"]
    assert abs(trained["noise"]) < trained["a"] / 10
    right, count = weigh.cross_validate(cases, 0.1, 5)
    assert count == 300
    assert right > 285
    assert weigh.fit(cases, 0.1) == trained


def test_a_case_without_a_right_candidate_teaches_nothing() -> None:
    good = weigh.yes_or_no("a", {"x": 1.0}, True)
    none = weigh.Case("b", [{"y": 1.0}, {}], frozenset())
    assert weigh.fit([good, none]).keys() == {"x"}


@pytest.mark.parametrize("table", [name for name in table_names() if name.startswith("weights/")])
def test_every_table_of_weights_is_read(table: str) -> None:
    assert weights(table.removeprefix("weights/").removesuffix(".tsv")).of
