"""Entities by grammar, vocabularies, gazetteer and document memory, without a statistical model or with the default one."""

import itertools
import json
from pathlib import Path

import pytest
import spacy

from sitrex import api
from sitrex.annotate.base import Context
from sitrex.annotate.entities import EntitiesAnnotator
from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.places import Gazetteer, gazetteer
from sitrex.annotate.entities.read_by_model import proposed
from sitrex.ingest.article import Article

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "entities.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def annotate():
    nlp = spacy.blank("en")
    annotator = EntitiesAnnotator(nlp.vocab)

    def run(text):
        return annotator.resolve(annotator.match(nlp.make_doc(text)), Context(text=text))

    return run


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case, annotate):
    """The rules alone read it, or the default model with them: what the model reads well has no rule."""
    alone = _shown(annotate(case["text"]), case)
    if alone != case["expect"]:
        read = api.load()(Article(id="case", text=case["text"])).entities
        assert _shown(read, case) == case["expect"], f"{case['why']}; the rules alone: {alone}"


def _shown(found, case):
    keys = [tuple(expected) for expected in case["expect"]]
    return [
        {key: getattr(m, key) for key in (keys[i] if i < len(keys) else ("text", "label"))} for i, m in enumerate(found)
    ]


def test_spans_hold_their_text(annotate):
    text = "\n".join(case["text"] for case in CASES)
    found = annotate(text)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    starts = {m.id for m in found}
    assert all(m.cluster in starts and m.canonical for m in found)


def test_empty_text(annotate):
    assert annotate("") == []


def test_gazetteer_orders_namesakes_by_population():
    paris = gazetteer().find("Paris")
    assert paris[0].country == "FR"
    assert len({place.country for place in paris}) > 1
    assert gazetteer().find("Nowhere-on-Sea") == []


def test_transliterations_are_one_place():
    assert {gazetteer().find(name)[0].geonameid for name in ("Avdiivka", "Avdiyivka")} == {713122}


def test_two_gazetteers_agree():
    assert Gazetteer().find("Odesa") == gazetteer().find("Odesa")


def test_a_line_alone_is_matched_as_among_others():
    nlp = spacy.blank("en")
    annotator = EntitiesAnnotator(nlp.vocab)
    lines = [case["text"] for case in CASES]
    joined = [(m.text, m.label, m.kind) for m in annotator.match(nlp.make_doc("\n".join(lines)))]
    alone = [(m.text, m.label, m.kind) for line in lines for m in annotator.match(nlp.make_doc(line))]
    assert joined == alone


def test_a_proposed_name_has_no_article_and_no_genitive():
    nlp = spacy.blank("en")
    doc = nlp.make_doc("He saw the Kenyan Guard's camp.")
    doc.ents = [doc.char_span(7, 25, label="ORG")]
    tape = DocTape.of(doc)
    assert [(" ".join(tape.words[p.start : p.end]), p.label) for p in proposed(tape, doc)] == [("Kenyan Guard", "ORG")]
