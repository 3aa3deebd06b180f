import datetime
import json
from pathlib import Path

import pytest
import spacy

from sitrex.annotate.base import Context
from sitrex.annotate.dates import DatesAnnotator

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "dates.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("en")


def dates(nlp, text, published=None):
    annotator = DatesAnnotator(nlp.vocab)
    day = datetime.date.fromisoformat(published) if published else None
    return annotator.resolve(annotator.match(nlp(text)), Context(text, day))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(nlp, case):
    found = [mention.to_json() for mention in dates(nlp, case["text"], case.get("published"))]
    assert [{key: row[key] for key in want} for row, want in zip(found, case["expect"], strict=False)] == case["expect"]
    assert len(found) == len(case["expect"]), [row["text"] for row in found]
