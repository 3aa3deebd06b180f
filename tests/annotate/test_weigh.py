"""Linear models: choosing, and the training that writes their tables."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitrex.annotate.weigh import LEAST, Weights, weights
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
    right, count = weigh.cross_validate(cases, 0.1)
    assert count == 300
    assert right > 285
    assert weigh.fit(cases, 0.1) == trained


def test_how_sure_a_choice_must_be_is_the_least_that_is_precise_enough(capsys: pytest.CaptureFixture[str]) -> None:
    cases = [weigh.yes_or_no(str(document), {"x": 1.0}, document % 2 == 0) for document in range(20)]

    def told(weighed: Callable[[str], Weights]) -> weigh.Told:
        """Of 100 answers those above the least probability, of which ever more are right."""
        said = round(100 * (1 - weighed("a").least))
        return weigh.Told(round(said * weighed("a").least), said, 100)

    assert weigh.calibrate(told, cases, 1.0, 0.7) == 0.7
    assert "from 0.70 on: precision 0.700 of 30, recall 0.210" in capsys.readouterr().out


def test_the_least_probability_is_no_weight() -> None:
    assert 0.5 < weights("event_places").least < 1.0
    assert LEAST not in weights("event_places").of


def test_a_case_without_a_right_candidate_teaches_nothing() -> None:
    good = weigh.yes_or_no("a", {"x": 1.0}, True)
    none = weigh.Case("b", [{"y": 1.0}, {}], frozenset())
    assert weigh.fit([good, none]).keys() == {"x"}


@pytest.mark.parametrize("table", [name for name in table_names() if name.startswith("weights/")])
def test_every_table_of_weights_is_read(table: str) -> None:
    assert weights(table.removeprefix("weights/").removesuffix(".tsv")).of
