"""Every rule's own texts: a form reads what is marked, under its own name; a veto refuses it; neither touches the rest."""

from __future__ import annotations

import datetime
import re

import pytest

from sitrex import api
from sitrex.annotate.rules import Rule, all_rules, switched_off, traced
from sitrex.annotate.rules.registry import PUBLISHED
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


def read(rule: Rule, text: str) -> list[Mention]:
    """Mentions of the rule's list in a text."""
    day = datetime.date.fromisoformat(PUBLISHED)
    return [*getattr(api.load()(Article(id="rule", text=text, published=day)), rule.list)]


def found(rule: Rule, text: str) -> set[tuple[int, int]]:
    """Their spans."""
    return {(m.start, m.end) for m in read(rule, text)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_reads_its_own_texts(rule: Rule) -> None:
    assert rule.reads, "a rule shows at least one text that it must read"
    for text in rule.reads:
        plain, spans = unmarked(text)
        assert spans, f"{text!r} marks nothing"
        with traced() as notes:
            whole = read(rule, plain)
        mentions = {(m.start, m.end) for m in whole}
        fired = [note for note in notes if note.rule == rule.name]
        assert fired, f"it does not fire in {plain!r}; what fires: {sorted({n.rule for n in notes})}"
        with switched_off(rule.name):
            without = read(rule, plain)
        # fields too: a rule may set no more than a label
        assert without != whole, f"{plain!r} reads the same without it"
        if rule.kind == "form":
            assert set(spans) <= mentions, f"{plain!r}: {sorted(mentions)}"
        else:  # what it refuses may be read as something else
            refused = {(m.start, m.end) for m in without if m not in whole}
            assert not set(spans) & mentions or set(spans) <= refused, f"{plain!r}: {sorted(mentions)}"


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
