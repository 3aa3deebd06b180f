"""Resolved mentions -> a record: order, ids, sentences, links."""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from sitrex.ingest.article import Article
from sitrex.record.disk_list import DiskList
from sitrex.record.model import (
    MENTION_TYPES,
    Date,
    Document,
    Entity,
    Mention,
    MilitaryUnit,
    Number,
    Parent,
    Provenance,
    Record,
    Reference,
    changed,
    digest,
    handle,
)

M = TypeVar("M", bound=Mention)

_SPAN = attrgetter("start", "end")


@dataclasses.dataclass(frozen=True, slots=True)
class Mentions:
    """The four lists of one document, each in text order, linked by handles."""

    entities: Sequence[Entity] = ()
    dates: Sequence[Date] = ()
    numbers: Sequence[Number] = ()
    units: Sequence[MilitaryUnit] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Volume:
    """What was found in one part of a text, resolved, offsets into the whole text."""

    mentions: Mentions
    sentences: Sequence[tuple[int, int]]


def build_record(
    article: Article, volumes: Iterable[Volume], *, language: str | None, provenance: Provenance
) -> Record:
    """The record of an article, with its text.

    Args:
        article: the article.
        volumes: in text order. Of one, the record holds lists; of several, :class:`DiskList`: such a text is long.
        language: of the text, ISO 639-1; None if it is too short to tell.
        provenance: what made the mentions.
    """
    remaining = iter(volumes)
    first, second = next(remaining), next(remaining, None)
    lists: dict[str, Any]
    if second is None:
        lists = {"sentences": first.sentences, **_finished(first, dict.fromkeys(MENTION_TYPES, 0), 0, {})}
    else:
        lists = {name: DiskList() for name in ("sentences", *MENTION_TYPES)}
        known: dict[tuple[str, str, str], str] = {}
        for volume in chain((first, second), remaining):
            counts = {name: len(lists[name]) for name in MENTION_TYPES}
            finished = _finished(volume, counts, len(lists["sentences"]), known)
            for mention in chain(finished["entities"], finished["units"]):
                known.setdefault(_name(mention), mention.cluster)
            for name, part in {"sentences": volume.sentences, **finished}.items():
                lists[name].extend(part)
    text = article.text
    return Record(
        document=Document(
            id=article.id,
            source=article.source,
            title=article.title,
            url=article.url,
            published=article.published.isoformat() if article.published else None,
            published_from=article.published_from,
            language=language,
            sha256=digest(text),
            characters=len(text),
            metadata=article.metadata,
        ),
        text=text,
        provenance=provenance,
        **lists,
    )


def _finished(
    volume: Volume, counts: Mapping[str, int], sentences: int, known: Mapping[tuple[str, str, str], str]
) -> dict[str, list[Any]]:
    """The final form of the mentions, by list.

    Args:
        volume: the mentions.
        counts: how many mentions each list has before them.
        sentences: how many sentences there are before its own.
        known: name in the volumes before -> its cluster.
    """
    starts = [start for start, _ in volume.sentences]
    ordered = {name: _sound(sorted(getattr(volume.mentions, name), key=_SPAN)) for name in MENTION_TYPES}
    del volume  # each is let go as its final form takes its place: a long article has many
    ids = {
        name: {handle(m.start): f"{name[0]}{number}" for number, m in enumerate(mentions, counts[name] + 1)}
        for name, mentions in ordered.items()
    }
    for name, mentions in ordered.items():
        clusters = _clusters(mentions, ids[name], known) if name in ("entities", "units") else {}
        for place, m in enumerate(mentions):
            sentence = sentences + max(bisect.bisect_right(starts, m.start) - 1, 0)
            mentions[place] = changed(m, id=ids[name][handle(m.start)], sentence=sentence, **_links(m, ids, clusters))
    return ordered


def _sound(mentions: list[M]) -> list[M]:
    """The sorted mentions without those that are empty or overlap the one before: such a one goes, not its article."""
    last = 0
    for mention in mentions:
        if not last <= mention.start < mention.end:
            break
        last = mention.end
    else:
        return mentions
    kept: list[M] = []
    for mention in mentions:
        if (kept[-1].end if kept else 0) <= mention.start < mention.end:
            kept.append(mention)
    return kept


def _links(mention: Mention, ids: Mapping[str, Mapping[str, str]], clusters: Mapping[str, str]) -> dict[str, Any]:
    """The links of a mention by id; ``ids`` give them by list and handle."""
    if isinstance(mention, Entity):
        return _group(mention, clusters)
    if isinstance(mention, Date):
        return {"range": ids["dates"].get(mention.range or "")}
    links: dict[str, Any] = {}
    if isinstance(mention, MilitaryUnit):
        links = _group(mention, clusters) | {"parent": _linked(mention.parent, ids["units"])}
    elif isinstance(mention, Number):
        links = {"of": _named(mention.of, ids), "at": ids["entities"].get(mention.at or "")}
        links["when"] = ids["dates"].get(mention.when or "")
        if mention.side is not None and mention.side.startswith("@"):
            links["side"] = ids["entities"].get(mention.side)
    if isinstance(mention, Number | MilitaryUnit) and mention.said_by is not None:
        links["said_by"] = _named(mention.said_by, ids)
    return links


def _group(mention: Entity | MilitaryUnit, clusters: Mapping[str, str]) -> dict[str, Any]:
    """What mentions of one thing share."""
    return {
        "cluster": clusters[mention.cluster or handle(mention.start)],
        "canonical": mention.canonical or mention.text,
    }


def _named(said: Reference | None, ids: Mapping[str, Mapping[str, str]]) -> Reference | None:
    if said is None or said.ref is None:
        return said
    return dataclasses.replace(said, ref=ids["entities"].get(said.ref) or ids["units"].get(said.ref))


def _clusters(
    mentions: Sequence[Entity | MilitaryUnit], ids: Mapping[str, str], known: Mapping[tuple[str, str, str], str]
) -> dict[str, str]:
    """Handle of a cluster -> id of its first mention, which lies in an earlier volume where the name is known from there."""
    first: dict[str, str] = {}
    for mention in mentions:
        own = handle(mention.start)
        first.setdefault(mention.cluster or own, known.get(_name(mention), ids[own]) if known else ids[own])
    return first


def _name(mention: Entity | MilitaryUnit) -> tuple[str, str, str]:
    """What makes clusters of two volumes one: label, canonical form, country."""
    return mention.label, (mention.canonical or mention.text).casefold(), mention.country or ""


def _linked(parent: Parent | None, ids: Mapping[str, str]) -> Parent | None:
    if parent is None:
        return None
    return dataclasses.replace(parent, ref=ids.get(parent.ref or ""), parent=_linked(parent.parent, ids))
