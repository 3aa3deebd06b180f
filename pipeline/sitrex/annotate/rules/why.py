"""Why a text gives the mentions that it gives: the rules that made each, and the reasons that refused others."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitrex.annotate.rules.trace import Note, Settled, traced
from sitrex.annotate.text.view import View
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article
from sitrex.record.model import MENTION_TYPES, Mention

MODEL = "model"
"""What is said of a name that no rule made."""


@dataclass(frozen=True, slots=True)
class Made:
    """A mention and the names of the rules that made it, outermost last; of a name also the evidence that settled it."""

    list: str
    mention: Mention
    rules: tuple[str, ...]
    settled: Settled | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Words that a rule kept from being a mention, and that none is."""

    text: str
    rule: str


def explain(pipeline: Pipeline, text: str, published: datetime.date | None = None) -> tuple[list[Made], list[Refused]]:
    """The mentions of a short text with the rules behind them, and what was refused by which rule.

    >>> import sitrex
    >>> made, _ = explain(sitrex.load(), "They left on 5 May 2024.")
    >>> [m.mention.text for m in made]
    ['5 May 2024']
    """
    with traced() as trace:
        record = pipeline(Article(id="why", text=text, published=published))
    view = View.of(text)
    placed = [Note(note.rule, *view.span(note.start, note.end), note.vetoed) for note in trace.notes]
    evidence = {(view.span(one.start, one.end)[0], one.label): one for one in trace.settled}
    made = [
        _made(name, mention, tuple(_behind(mention, name, placed)), evidence.get((mention.start, mention.label)))
        for name in MENTION_TYPES
        for mention in getattr(record, name)
    ]
    spans = {(name, m.start, m.end) for name in MENTION_TYPES for m in getattr(record, name)}
    refused = {
        (note.start, note.end, note.rule): Refused(text[note.start : note.end], note.rule)
        for note in placed
        if note.vetoed and (note.rule.partition(".")[0], note.start, note.end) not in spans
    }
    return sorted(made, key=lambda m: m.mention.start), [refused[key] for key in sorted(refused)]


def _made(name: str, mention: Mention, rules: tuple[str, ...], settled: Settled | None) -> Made:
    """A mention with what made it; a unit of which the model's evidence is told is the tagger's, rules only tell its fields."""
    if name == "units" and settled is not None:
        return Made(name, mention, (MODEL, *rules), settled)
    if name != "entities":
        return Made(name, mention, rules)
    return Made(name, mention, rules or (MODEL,), settled)


def _behind(mention: Mention, name: str, notes: Iterable[Note]) -> Iterator[str]:
    """The rules of a list that fired within a mention, those of its whole span last.

    Where none did, the one that read it and the least beyond: the article of `a 24-hour truce` is not of the mention.
    """
    of_list = [note for note in notes if not note.vetoed and note.rule.startswith(f"{name}.")]
    inside = [note for note in of_list if mention.start <= note.start and note.end <= mention.end]
    if not inside:
        around = (note for note in of_list if note.start <= mention.start and mention.end <= note.end)
        inside = sorted(around, key=_length)[:1]
    yield from dict.fromkeys(note.rule for note in sorted(inside, key=_length))


def _length(note: Note) -> int:
    return note.end - note.start
