"""Rows of ``tests/cases/numbers.jsonl``, each one a behaviour of the numbers annotator."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

from sitrex.annotate.numbers import NumbersAnnotator

CASES = Path(__file__).parents[1] / "cases" / "numbers.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def annotate():
    nlp = spacy.blank("en")
    annotator = NumbersAnnotator(nlp.vocab)
    return lambda text: annotator.match(nlp.make_doc(text))


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_case(row, annotate):
    found = [mention.to_json() for mention in annotate(row["text"])]
    assert [mention["text"] for mention in found] == [expected["text"] for expected in row["expect"]], row["why"]
    for mention, expected in zip(found, row["expect"], strict=True):
        assert row["text"][mention["start"] : mention["end"]] == mention["text"]
        assert {key: mention[key] for key in expected} == expected, row["why"]
