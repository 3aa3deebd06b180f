"""Unit designations: each row of tests/cases/units.jsonl is one behaviour."""

import json
import sys
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Span

from sitrex.annotate.base import Context
from sitrex.annotate.units import UnitsAnnotator
from sitrex.annotate.units.document.enemies import enemy_sections
from sitrex.annotate.units.tagged import Tagged

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "training"))
sys.path.append(str(Path(__file__).resolve().parents[2] / "tools"))

import units_table
from weighed.unit_countries import composed

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "units.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("en")


@pytest.fixture(scope="module")
def annotator(nlp):
    return UnitsAnnotator(nlp.vocab)


def extract(nlp, annotator, text):
    return annotator.resolve(annotator.match(nlp(text)), Context(text=text))


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_case(nlp, annotator, row):
    found = [unit.to_json() for unit in extract(nlp, annotator, row["text"])]
    assert [unit["text"] for unit in found] == [expected["text"] for expected in row["expect"]], row["why"]
    for unit, expected in zip(found, row["expect"], strict=True):
        assert {name: _part(unit[name], value) for name, value in expected.items()} == expected, row["why"]
        assert row["text"][unit["start"] : unit["end"]] == unit["text"]


def _part(actual, expected):
    """Of a parent only the fields that the row names."""
    if isinstance(actual, dict) and isinstance(expected, dict):
        return {name: _part(actual[name], value) for name, value in expected.items()}
    return actual


@pytest.fixture
def believed(monkeypatch):
    """Whatever the tagger proposes: how sure it must be is learned."""
    monkeypatch.setattr(Tagged, "believed", True)


@pytest.mark.usefixtures("believed")
@pytest.mark.parametrize("group", ["132215Z", "132215"])
def test_a_span_of_the_tagger_that_begins_with_a_date_time_group_is_no_unit(nlp, annotator, group):
    doc = nlp(f"The 47th Mechanized Brigade moved.\n{group}. Warriors of B Coy stood.")
    first = next(token.i for token in doc if token.text.startswith("132215"))
    doc.ents = [Span(doc, first, next(token.i for token in doc if token.text == "Warriors") + 1, label="UNIT")]
    assert any(unit.text.startswith(group) for unit in annotator.match(doc)) == (group == "132215")


@pytest.mark.usefixtures("believed")
def test_a_span_that_a_tagger_proposes_joins_where_the_grammar_has_none(nlp, annotator):
    doc = nlp("The 47th Mechanized Brigade and the Harwich Force met 36 battery.")
    doc.ents = [Span(doc, first, last, label="UNIT") for first, last in ((1, 4), (6, 8), (9, 11))]
    units = annotator.resolve(annotator.match(doc), Context(text=doc.text))
    fields = [(unit.text, unit.designator, unit.echelon) for unit in units]
    assert fields == [
        ("47th Mechanized Brigade", "47", "brigade"), ("Harwich Force", None, None), ("36 battery", "36", "battery"),
    ]  # fmt: skip


@pytest.mark.usefixtures("believed")
@pytest.mark.parametrize(
    ("text", "first", "last", "found"),
    [
        ("The 9th Division and the 112th Brigade Museum left.", 5, 8, []),
        ("The 9th Division and the 112th Brigade Base left.", 5, 7, []),
        ("The 9th Division and the Lincoln Regiment Barracks left.", 5, 8, []),
        ("The 9th Division and the 112th Brigade Headquarters left.", 5, 8, ["112th Brigade"]),
        ("The 9th Division and the Harwich Force Headquarters left.", 5, 8, ["Harwich Force Headquarters"]),
        ("The 9th Division and the 12th Fire Company left.", 5, 8, []),
        ("The 9th Division and the 12th Precinct left.", 5, 7, []),
        ("The 9th Division and Sixty Marines left.", 4, 6, []),
    ],
)
def test_no_tagger_makes_a_unit_of_a_place_or_of_what_else_is_numbered(nlp, annotator, text, first, last, found):
    doc = nlp(text)
    doc.ents = [Span(doc, first, last, label="UNIT")]
    units = annotator.resolve(annotator.match(doc), Context(text=text))
    assert [unit.text for unit in units] == ["9th Division", *found]


def test_sections_about_the_enemy_end_where_the_next_numbered_one_begins():
    text = "2. Enemy\na. Enemy situation\nb. Enemy losses\n3. Execution\n4. Intelligence\n"
    first, last = text.index("3."), text.index("4.")
    assert enemy_sections(text) == [(0, first), (last, len(text))]


def test_countries_of_composed_reports_that_are_left_to_the_check(pipeline):
    right = marked = 0
    for article, labels in composed(check=True):
        found = {(unit.start, unit.end): unit.country for unit in pipeline(article).units}
        marked += len(labels)
        right += sum(span in found and found[span] == country for span, country in labels.items())
    assert right >= 62, f"{right} of {marked}"


def test_the_page_says_what_counts_how_much():
    page = units_table.PAGE.read_text(encoding="utf-8")
    assert units_table.page() == page, "run tools/units_table.py"
