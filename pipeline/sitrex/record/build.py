"""Resolved mentions -> a record: order, ids, sentences, links."""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Mapping, Sequence
from typing import TypeVar

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
    entities = _numbered(mentions.entities, "e", starts)
    dates = _numbered(mentions.dates, "d", starts)
    numbers = _numbered(mentions.numbers, "n", starts)
    units = _numbered(mentions.units, "u", starts)
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
        entities=_clustered(entities),
        dates=[dataclasses.replace(d, range=_target(d.range, dates)) for d in dates.values()],
        numbers=list(numbers.values()),
        units=[dataclasses.replace(u, parent=_linked(u.parent, units)) for u in _clustered(units)],
        provenance=provenance,
    )


def _numbered(mentions: Sequence[M], prefix: str, starts: Sequence[int]) -> dict[str, M]:
    """Mentions in text order with final ids and sentences, by handle."""
    ordered = sorted(mentions, key=lambda m: (m.start, m.end))
    return {
        handle(m.start): dataclasses.replace(
            m, id=f"{prefix}{number}", sentence=max(bisect.bisect_right(starts, m.start) - 1, 0)
        )
        for number, m in enumerate(ordered, 1)
    }


C = TypeVar("C", Entity, MilitaryUnit)


def _clustered(mentions: Mapping[str, C]) -> list[C]:
    """Mentions whose ``cluster`` is the id of the cluster's first mention."""
    first: dict[str, str] = {}
    result = []
    for own, mention in mentions.items():
        key = mention.cluster or own
        first.setdefault(key, mention.id)
        result.append(dataclasses.replace(mention, cluster=first[key], canonical=mention.canonical or mention.text))
    return result


def _target(link: str | None, mentions: Mapping[str, Mention]) -> str | None:
    return mentions[link].id if link is not None and link in mentions else None


def _linked(parent: Parent | None, units: Mapping[str, MilitaryUnit]) -> Parent | None:
    if parent is None:
        return None
    return dataclasses.replace(parent, ref=_target(parent.ref, units), parent=_linked(parent.parent, units))
