"""Every rule's own texts: a form reads what is marked, under its own name; a veto refuses it; neither touches the rest."""

from __future__ import annotations

import datetime
import re
from functools import cache

import pytest
import spacy

from sitrex import api
from sitrex.annotate.rules import Rule, all_rules, switched_off, traced
from sitrex.annotate.rules.registry import PUBLISHED
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article
from sitrex.record.model import Mention

RULES = all_rules()
MARKED = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the spans that they stood around."""
    spans, plain, last = [], "", 0
    for mark in MARKED.finditer(text):
        plain += text[last : mark.start()]
        spans.append((len(plain), len(plain) + len(mark[1])))
        plain += mark[1]
        last = mark.end()
    return plain + text[last:], spans


@cache
def pipelines() -> tuple[Pipeline, Pipeline]:
    """The shipped one, and one whose model sees no names: a rule shows itself with either."""
    shipped = api.load()
    return shipped, Pipeline(spacy.blank("en"), "blank")


def read(pipeline: Pipeline, rule: Rule, text: str) -> list[Mention]:
    """Mentions of the rule's list in a text."""
    day = datetime.date.fromisoformat(PUBLISHED)
    return [*getattr(pipeline(Article(id="rule", text=text, published=day)), rule.list)]


def shown(rule: Rule, text: str, pipeline: Pipeline) -> str:
    """What is wrong with a text that the rule must read; empty where nothing is."""
    plain, spans = unmarked(text)
    with traced() as trace:
        whole = read(pipeline, rule, plain)
    mentions = {(m.start, m.end) for m in whole}
    if rule.name not in {note.rule for note in trace.notes}:
        return (
            f"it does not fire in {plain!r}; what fires: {sorted({n.rule for n in trace.notes})}; is it in its table?"
        )
    with switched_off(rule.name):
        without = read(pipeline, rule, plain)
    # fields too: a rule may set no more than a label
    if without == whole:
        return f"{plain!r} reads the same without it"
    if rule.kind == "form":
        return "" if set(spans) <= mentions else f"{plain!r}: {sorted(mentions)}"
    # what a veto refuses may be read as something else
    refused = {(m.start, m.end) for m in without if m not in whole}
    return "" if not set(spans) & mentions or set(spans) <= refused else f"{plain!r}: {sorted(mentions)}"


@pytest.fixture(autouse=True)
def _by_rank(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a rule proposes is read, however sure the model is of something else."""
    monkeypatch.setattr("sitrex.annotate.entities.annotator.tag_scores", lambda _doc: None)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_reads_its_own_texts(rule: Rule) -> None:
    assert rule.reads, "a rule shows at least one text that it must read"
    assert rule.source.strip(), "a rule says where its form comes from: the labelled passages may never show it"
    for text in rule.reads:
        assert MARKED.search(text), f"{text!r} marks nothing"
        problems = [shown(rule, text, pipeline) for pipeline in pipelines()]
        assert "" in problems, problems


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_leaves_alone_what_it_must(rule: Rule) -> None:
    assert rule.leaves, "a rule shows at least one text that it must not touch"
    for text in rule.leaves:
        plain, spans = unmarked(text)
        wrong = []
        for pipeline in pipelines():
            with traced() as trace:
                mentions = {(m.start, m.end) for m in read(pipeline, rule, plain)}
            made = rule.name in {note.rule for note in trace.notes if (note.start, note.end) in mentions}
            wrong.append(made if rule.kind == "form" else not set(spans) <= mentions)
        assert not all(wrong), plain


def test_names_say_their_list() -> None:
    assert all(re.fullmatch(r"(?:units|dates|numbers|entities)(?:\.[a-z0-9-]+){2,3}", rule.name) for rule in RULES)


def test_what_is_switched_off_around_stays_off() -> None:
    rule, text = "units.superior.possessive", "The 5th Division's 7th Brigade held."

    def linked() -> bool:
        return api.load()(Article(id="rule", text=text)).units[-1].parent is not None

    assert linked()
    with switched_off(rule):
        with switched_off(rule, "units.superior.bracket"):
            assert not linked()
        assert not linked()
    assert linked()
