"""Every rule's own texts: a form reads what is marked, under its own name; a veto refuses it; neither touches the rest."""

from __future__ import annotations

import datetime
import re

import pytest

from sitrex import api
from sitrex.annotate.rules import Rule, all_rules, switched_off, traced
from sitrex.annotate.rules.registry import PUBLISHED
from sitrex.ingest.article import Article

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


def found(rule: Rule, text: str) -> set[tuple[int, int]]:
    """Spans of the rule's list in a text."""
    day = datetime.date.fromisoformat(PUBLISHED)
    record = api.load()(Article(id="rule", text=text, published=day))
    return {(m.start, m.end) for m in getattr(record, rule.list)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_reads_its_own_texts(rule: Rule) -> None:
    assert rule.reads, "a rule shows at least one text that it must read"
    for text in rule.reads:
        plain, spans = unmarked(text)
        assert spans, f"{text!r} marks nothing"
        with traced() as notes:
            mentions = found(rule, plain)
        fired = [note for note in notes if note.rule == rule.name]
        assert fired, f"it does not fire in {plain!r}; what fires: {sorted({n.rule for n in notes})}"
        if rule.kind == "form":
            assert set(spans) <= mentions, f"{plain!r}: {sorted(mentions)}"
        else:
            assert not set(spans) & mentions, f"{plain!r}: {sorted(mentions)}"
        with switched_off(rule.name):
            assert found(rule, plain) != mentions, f"{plain!r} reads the same without it"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.leaves], ids=lambda rule: rule.name)
def test_a_rule_leaves_alone_what_it_must(rule: Rule) -> None:
    for text in rule.leaves:
        plain, spans = unmarked(text)
        with traced() as notes:
            mentions = found(rule, plain)
        if rule.kind == "form":
            assert rule.name not in {note.rule for note in notes if (note.start, note.end) in mentions}, plain
        else:
            assert set(spans) <= mentions, f"{plain!r}: {sorted(mentions)}"


def test_names_say_their_list() -> None:
    assert all(re.fullmatch(r"(?:units|dates|numbers|entities)(?:\.[a-z0-9-]+){2,3}", rule.name) for rule in RULES)
