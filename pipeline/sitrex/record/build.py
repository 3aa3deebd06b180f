"""Resolved mentions -> a record: order, ids, sentences, links."""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sitrex.ingest.article import Article
from sitrex.record.model import (
    Date,
    Document,
    Entity,
    Mention,
    MilitaryUnit,
    Number,
    Parent,
    Provenance,
    Record,
    digest,
    handle,
)

M = TypeVar("M", bound=Mention)


@dataclasses.dataclass(frozen=True, slots=True)
class Mentions:
    """The four lists of one document, each in text order, linked by handles."""

    entities: Sequence[Entity] = ()
    dates: Sequence[Date] = ()
    numbers: Sequence[Number] = ()
    units: Sequence[MilitaryUnit] = ()


def build_record(
    article: Article,
    mentions: Mentions,
    sentences: Sequence[tuple[int, int]],
    *,
    language: str,
    provenance: Provenance,
) -> Record:
    """The record of an article, with its text."""
    starts = [start for start, _ in sentences]
    entities = _ordered(mentions.entities)
    dates = _ordered(mentions.dates)
    numbers = _ordered(mentions.numbers)
    units = _ordered(mentions.units)
    del mentions  # each is let go as its final form takes its place: a long article has many
    _finish(entities, "e", starts, _clusters(entities, "e"))
    _finish(dates, "d", starts)
    _finish(numbers, "n", starts)
    _finish(units, "u", starts, _clusters(units, "u"))
    text = article.text
    return Record(
        document=Document(
            id=article.id,
            source=article.source,
            title=article.title,
            url=article.url,
            published=article.published.isoformat() if article.published else None,
            language=language,
            sha256=digest(text),
            characters=len(text),
            metadata=article.metadata,
        ),
        text=text,
        sentences=sentences,
        entities=entities,
        dates=dates,
        numbers=numbers,
        units=units,
        provenance=provenance,
    )


def _ordered(mentions: Sequence[M]) -> list[M]:
    return sorted(mentions, key=lambda m: (m.start, m.end))


def _finish(
    mentions: list[M], prefix: str, sentences: Sequence[int], clusters: Mapping[str, str] | None = None
) -> None:
    """Put the final form of each mention in its place: id, sentence (by where these start), links.

    Args:
        mentions: in text order.
        prefix: of their ids.
        sentences: where each sentence starts.
        clusters: what :func:`_clusters` gave, for lists that have clusters.
    """
    ids = {handle(m.start): f"{prefix}{number}" for number, m in enumerate(mentions, 1)}
    for place, m in enumerate(mentions):
        own = handle(m.start)
        links: dict[str, Any] = {}
        if clusters is not None and isinstance(m, Entity | MilitaryUnit):
            links = {"cluster": clusters[m.cluster or own], "canonical": m.canonical or m.text}
        if isinstance(m, MilitaryUnit):
            links["parent"] = _linked(m.parent, ids)
        elif isinstance(m, Date):
            links["range"] = ids.get(m.range or "")
        sentence = max(bisect.bisect_right(sentences, m.start) - 1, 0)
        mentions[place] = dataclasses.replace(m, id=ids[own], sentence=sentence, **links)


def _clusters(mentions: Sequence[Entity | MilitaryUnit], prefix: str) -> dict[str, str]:
    """Handle of a cluster -> id of its first mention."""
    first: dict[str, str] = {}
    for number, mention in enumerate(mentions, 1):
        first.setdefault(mention.cluster or handle(mention.start), f"{prefix}{number}")
    return first


def _linked(parent: Parent | None, ids: Mapping[str, str]) -> Parent | None:
    if parent is None:
        return None
    return dataclasses.replace(parent, ref=ids.get(parent.ref or ""), parent=_linked(parent.parent, ids))
