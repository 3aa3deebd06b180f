"""Which country a unit's cluster has: the country that the labels give its mentions, or none; only of those that nothing tells.
Trained on labelled passages and on composed reports that only name an opponent, a place, a trainer or a word of one army."""

from __future__ import annotations

import datetime
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import cached
import gold
import passages
from sitrex.annotate.base import Context
from sitrex.annotate.text.view import View
from sitrex.annotate.units.document.choices import what_is_told
from sitrex.annotate.units.document.countries import country_choices
from sitrex.annotate.units.document.resolve import linked
from sitrex.ingest.article import Article
from sitrex.record.model import MilitaryUnit
from weigh import Case, pairs
from weighed import unit_texts

PARTS = ("train", "units", "development", "check", "genre_train", "genre_check")
COUNTRIES = gold.LABELS / "countries.jsonl"
"""Passages of which only the countries of units are labelled, and only where nothing tells them."""
EVERY = 6
"""Of so many pairs of passages one is read as one document too: what it says elsewhere tells little of the units of another
event. Of more pairs the weights learn to trust the document too little where it has one event, as most have."""
COMPOSED = passages.ROOT / "tests" / "cases" / "unit-countries.txt"
"""Each counts once: twice, more of those that are left to the check are right, and less of the passages."""
Labels = dict[tuple[int, int], str | None]
"""The country by span; absent where it is not labelled."""


def cases(texts: Path) -> Iterator[Case]:
    """A case each cluster of which a mention is labelled."""
    pipeline = cached.CachedPipeline()
    alone = [*_of_parts(texts), *_of_countries(texts)]
    for article, labels in [*alone, *_together(alone), *composed(check=False)]:
        view = View.of(article.text)
        yield from _of_document(article.id, labels, view, *unit_texts.found(pipeline, view.text, article.published))
    pipeline.save()


def _together(alone: Sequence[tuple[Article, Labels]]) -> Iterator[tuple[Article, Labels]]:
    """Some passages, each with another behind it."""
    for (first, labels), (second, others) in itertools.islice(pairs(alone, lambda row: row[0].id), 0, None, EVERY):
        text = f"{first.text}\n\n"
        moved = {(start + len(text), end + len(text)): country for (start, end), country in others.items()}
        yield Article(id=first.id, text=text + second.text, published=None), labels | moved


def _of_parts(texts: Path) -> Iterator[tuple[Article, Labels]]:
    """The passages that are labelled with everything."""
    labelled = {record["document"]["id"]: record for part in PARTS for record in gold.load_passages(texts, part)}
    for article in cached.articles(texts, lambda part: part in PARTS):
        if article.id in labelled:
            yield article, _labels(labelled[article.id])


def _of_countries(texts: Path) -> Iterator[tuple[Article, Labels]]:
    """The passages of ``COUNTRIES``."""
    rows = [json.loads(line) for line in COUNTRIES.read_text(encoding="utf-8").splitlines()]
    sources = {row["source"] for row in rows}
    whole = {(name, a["id"]): a["text"] for name in sources for a in passages.read_articles(texts / name)}
    for row in rows:
        text = whole[row["source"], row["article"]]
        if passages.digest(text) != row["sha256"]:
            raise ValueError(f"{row['source']}: {row['article']} is not the text that was labelled")
        day = row["published"] and datetime.date.fromisoformat(row["published"])
        key = f"{row['article']}:{row['start']}"
        yield Article(id=key, text=text[row["start"] : row["end"]], published=day), _labels(row)


def composed(check: bool) -> Iterator[tuple[Article, Labels]]:
    """The composed reports that are learned from, or those that are left to the check: of two lines the second."""
    lines = [line for line in COMPOSED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for number, line in enumerate(lines):
        if number % 2 == check:
            text, marks = gold.unmarked(line)
            labels = {(start, end): None if country == "-" else country for start, end, (country,) in marks}
            yield Article(id=f"composed {number}", text=text, published=None), labels


def _labels(row: Mapping[str, Any]) -> Labels:
    return {(unit["start"], unit["end"]): unit["country"] for unit in row["units"]}


def _of_document(key: str, labels: Labels, view: View, found: list[MilitaryUnit], context: Context) -> Iterator[Case]:
    units, links, groups = linked(found, context)
    choices = country_choices(units, links, groups, context)
    told = what_is_told(choices)
    for choice in choices:
        if told.of[choice.group] is not None or choice.stateless:
            continue
        spans = [view.span(units[i].start, units[i].end) for i in choice.members]
        said = [labels[span] for span in spans if span in labels]
        if said:
            wanted = max(said, key=lambda country: (said.count(country), country or ""))
            candidates = choice.given(told)
            codes = list(candidates)
            right = frozenset(n for n, code in enumerate(codes) if code == wanted)
            yield Case(key, [candidates[code] for code in codes], right)
