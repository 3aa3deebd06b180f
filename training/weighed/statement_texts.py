"""The labelled passages that statements are learned from: what the pipeline finds in them beside what the labels say."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import gold
from sitrex import api
from sitrex.annotate.base import Context
from sitrex.annotate.text.view import View
from sitrex.evaluate.align import align
from sitrex.flow import Pipeline
from sitrex.record.build import Mentions
from sitrex.record.model import MENTION_TYPES, handle

T = TypeVar("T")
PARTS = ("genre_train",)
COMPOSED = 2
"""How often a composed sentence counts: it has one figure or two where a passage has ten."""
SENTENCES = gold.passages.ROOT / "tests" / "cases" / "statements.txt"
_KEYS = ("outcome", "status", "said_by", "at", "when")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A passage as it is read.

    ``labels`` has for each list, by the handle of a found mention, the gold mention that it is; ``partner`` leads back
    from the id of a gold mention; ``named`` has all gold mentions by id.
    """

    key: str
    context: Context
    found: Mentions
    labels: Mapping[str, Mapping[str, Mapping[str, Any]]]
    partner: Mapping[str, str]
    named: Mapping[str, Mapping[str, Any]]


@cache
def labelled(texts: Path, parts: tuple[str, ...] = PARTS) -> list[Labelled]:
    """The passages of some parts, read by the default pipeline."""
    pipeline = api.load()
    return [_read(pipeline, row) for part in parts for row in gold.load_passages(texts, part)]


@cache
def composed() -> list[Labelled]:
    """The composed sentences, one document each; a mention that no mark is on is not labelled."""
    pipeline = api.load()
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [_composed(pipeline, line, number) for number, line in enumerate(lines) if not line.startswith("#")]


def each(texts: Path, cases_of: Callable[[Labelled], Iterable[T]]) -> Iterator[T]:
    """The cases of each passage and composed sentence."""
    for passage in (*labelled(texts), *composed()):
        yield from cases_of(passage)


def _composed(pipeline: Pipeline, line: str, number: int) -> Labelled:
    text, marks = unmarked(line)
    found, bounds = pipeline.read(text, None)
    labels: dict[str, dict[str, Mapping[str, Any]]] = {
        name: {
            handle(m.start): _with_links(said, found)
            for m in getattr(found, name)
            for start, end, said in marks
            if m.start < end and start < m.end
        }
        for name in ("numbers", "units")
    }
    others = {m.id or handle(m.start): m for m in (*found.entities, *found.dates)}
    named = {name: {"id": name, "cluster": name, "value": getattr(m, "value", None)} for name, m in others.items()}
    labels["entities"] = {name: {"cluster": name} for name in others}
    partner = {name: name for name in others}
    return Labelled(f"composed {number}", Context(text=text, sentences=bounds), found, labels, partner, named)


def _with_links(said: Mapping[str, Any], found: Mentions) -> dict[str, Any]:
    """The labels with the handles of place and date; without these keys where the line does not say."""
    linked = dict(said)
    for field, mentions in (("at", found.entities), ("when", found.dates)):
        words = linked.pop(field)
        if words == "-":
            linked[field] = None
        elif words is not None:
            linked[field] = next((handle(m.start) for m in mentions if m.text == words), None)
            if linked[field] is None:
                del linked[field]
    return linked


def unmarked(line: str) -> tuple[str, list[tuple[int, int, dict[str, Any]]]]:
    """The text of a line of composed sentences, whose own lines a backslash and n end, and what its marks say, by span."""
    text, marked = gold.unmarked(line.replace("\\n", "\n"))
    marks = []
    for start, end, cells in marked:
        said: dict[str, Any] = dict.fromkeys(_KEYS) | {k: v or None for k, v in zip(_KEYS, cells, strict=False)}
        said["status"] = said["status"] or "stated"
        said["said_by"] = said["said_by"] and {"text": said["said_by"]}
        marks.append((start, end, said))
    return text, marks


def _read(pipeline: Pipeline, row: Mapping[str, Any]) -> Labelled:
    view, day = View.of(row["text"]), row["document"]["published"]
    published = day and datetime.date.fromisoformat(day)
    found, bounds = pipeline.read(view.text, published)
    partner: dict[str, str] = {}
    labels: dict[str, dict[str, Mapping[str, Any]]] = {}
    for name in MENTION_TYPES:
        mentions = [
            {"start": start, "end": end, "label": m.label, "id": handle(m.start)}
            for m in getattr(found, name)
            for start, end in (view.span(m.start, m.end),)
        ]
        pairs = align(row[name], mentions).pairs
        partner |= {g["id"]: m["id"] for g, m in pairs}
        labels[name] = {m["id"]: g for g, m in pairs}
    named = {m["id"]: m for name in labels for m in row[name]}
    context = Context(text=view.text, published=published, sentences=bounds)
    return Labelled(row["document"]["id"], context, found, labels, partner, named)
