"""Rows of ``tests/cases/numbers.jsonl``, each one a behaviour of the numbers annotator."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

import sitrex
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


NOISY = (
    "TRA AGENCY T aiinnaan Reps:\n\n{} ~ Stafe\n\noe : - G oast\n\ntaek. i eer Patrol eileen ie {} = I&iis\n\n"
    ". WOOF inclaeaee y lis Ri Cepy\n\nThe group lost at least 40 men in the night and then left the camp."
)


def test_figures_that_a_machine_misread_are_no_numbers() -> None:
    assert [number.text for number in sitrex.extract(NOISY.format(7, 1)).numbers] == ["at least 40"]


def test_a_clean_text_has_no_strays() -> None:
    text = "Losses:\n7 killed\n12 wounded\nThe guns fired 40 rounds, 3 of them short."
    assert [number.text for number in sitrex.extract(text).numbers] == ["7", "12", "40", "3"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9, \u00b2 and 11 men.", ["9", "11"]),
        ("\u00a0,\u00a0\u00b2\t\n,\n11,{", ["11"]),
        ("12, \u00b9, 14", ["12", "14"]),
        ("5\u00b2 km, \u00b3: Ok", []),
    ],
)
def test_raised_figures_are_no_decimals(text: str, found: list[str]) -> None:
    assert [number.text for number in sitrex.extract(text).numbers] == found
