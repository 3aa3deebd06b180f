from __future__ import annotations

import datetime
from importlib.metadata import entry_points

import pytest
import spacy

FACTORIES = ["sitrex_entities", "sitrex_units", "sitrex_dates", "sitrex_numbers", "sitrex_settle"]
TAGGERS = {"sitrex_tagger", "sitrex_accurate"}
"""In the place of ``ner``: the fast one is tested by the model that ships, both by ``test_tagger.py``."""
TEXT = "The 47th Mechanized Brigade destroyed three T-72B3 tanks near Pokrovsk two days ago."


def test_every_entry_point_is_a_factory() -> None:
    ours = {point.name for point in entry_points(group="spacy_factories") if point.value.startswith("sitrex.")}
    assert ours == {*FACTORIES, *TAGGERS}


@pytest.mark.parametrize("name", FACTORIES)
def test_each_component_can_be_added_alone(name: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(name)
    assert nlp(TEXT).text == TEXT


def test_all_together_in_a_pipeline_of_ones_own() -> None:
    nlp = spacy.blank("en")
    for name in FACTORIES:
        nlp.add_pipe(name)
    doc = nlp.make_doc(TEXT)
    doc._.published = datetime.date(2025, 11, 27)
    doc = nlp(doc)
    assert [unit.text for unit in doc._.sitrex_units] == ["47th Mechanized Brigade"]
    assert [date.value for date in doc._.sitrex_dates] == ["2025-11-25"]
    assert [number.value for number in doc._.sitrex_numbers] == [3.0]
    assert [span.text for span in doc.spans["sitrex_units"]] == ["47th Mechanized Brigade"]
    assert doc.spans["sitrex_units"][0]._.mention is doc._.sitrex_units[0]
