"""Statements: who says a figure or unit, whether the text vouches for it, what befell those that a figure counts."""

from __future__ import annotations

import datetime
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sitrex.annotate.rules.why import explain
from sitrex.annotate.statements.quotations import Quotations
from sitrex.annotate.statements.sentence import Sentence, cut
from sitrex.annotate.statements.words import cues, harms
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article
from sitrex.record.model import Record

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "training"))

from weighed.statement_texts import SENTENCES, unmarked

LEAST = {"status": 0.93, "outcome": 0.96, "said_by": 0.85, "at": 0.7, "when": 0.85}
"""The share of the marks of the composed sentences that is read right, at least: most are learned from."""


def read(pipeline: Pipeline, text: str) -> Record:
    return pipeline(Article(id="case", text=text, published=datetime.date(2024, 5, 10)))


def said(record: Record, start: int, end: int) -> dict[str, Any]:
    """What is said of the figure or unit at a span, links as the words that they lead to."""
    mentions = [*record.numbers, *record.units]
    named = {m.id: m.text for m in (*record.entities, *record.dates, *record.units)}
    row = next(m for m in mentions if m.start < end and start < m.end).to_json()
    for name in ("said_by", "of"):
        row[name] = row.get(name) and row[name]["text"]
    return row | {name: named.get(row.get(name) or "", row.get(name)) for name in ("side", "at", "when")}


def test_most_composed_sentences_are_read_as_they_are_marked(pipeline: Pipeline) -> None:
    right: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, marks = unmarked(line)
        record = read(pipeline, text)
        for start, end, wanted in marks:
            row = said(record, start, end)
            for field, value in wanted.items():
                if value is None and field not in ("outcome", "status"):
                    continue
                marked[field] += 1
                value = value["text"] if isinstance(value, dict) else value
                found = row.get(field)
                same = value in found if field == "said_by" and found else found == (None if value == "-" else value)
                right[field] += bool(same)
    assert {field: right[field] / marked[field] >= least for field, least in LEAST.items()} == dict.fromkeys(
        LEAST, True
    )


CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "statement_fields.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.mark.parametrize("row", CASES, ids=[row["text"] for row in CASES])
def test_statement(pipeline: Pipeline, row: dict[str, Any]) -> None:
    text, wanted = row["text"], row["expect"]
    before, words, behind = re.split(r"\[\[|\]\]" if "[[" in text else r"[\[\]]", text)
    found = said(read(pipeline, before + words + behind), len(before), len(before + words))
    assert {field: found.get(field) for field in wanted} == wanted, row["why"]


def test_every_figure_and_unit_has_a_status(pipeline: Pipeline, article_record: Record) -> None:
    assert all(m.status for m in (*article_record.numbers, *article_record.units))


def test_words_keep_their_offsets() -> None:
    text = "They didn't lose 1,200 men."
    sentence = Sentence(text, 0, len(text))
    assert sentence.low == ["they", "didn", "'t", "lose", "1,200", "men", "."]
    assert [text[at : at + len(word)] for at, word in zip(sentence.at, sentence.raw, strict=True)] == sentence.raw
    assert sentence.span(17, 22) == (4, 5)


def test_quotations_end_with_their_paragraph() -> None:
    text = 'He said: "We lost forty\nmen there\n\nThe front was quiet. "It is very quiet here," she said.'
    found = [text[a:b] for a, b in Quotations(text).spans]
    assert found == ["We lost forty\nmen there", "It is very quiet here,"]


def test_tables_name_statuses_and_outcomes_of_the_schema() -> None:
    assert cues().longest(cut("according to"), 0) is not None
    assert harms().longest(cut("shot down"), 0) is not None


def test_why_says_what_a_status_comes_from(pipeline: Pipeline) -> None:
    made, _ = explain(pipeline, "The ministry said 12 soldiers of the 3rd Brigade were killed.")
    rules = {item.mention.text: item.rules for item in made}
    assert {"numbers.outcome.killed", "numbers.status.claimed.said"} <= set(rules["12"])
    assert "units.status.claimed.said" in rules["3rd Brigade"]
