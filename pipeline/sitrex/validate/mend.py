"""A record without the mentions that break its schema or an invariant: where something is wrong with one, it goes, not
the article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sitrex.record.model import LINKS, MENTION_TYPES, Mention, Number, Parent, Record, Reference, changed
from sitrex.validate.invariants import broken_mention
from sitrex.validate.schema import validator


def mended(record: Record) -> tuple[Record, int]:
    """The record without what is wrong, its ids counting up again; and how many mentions went.

    Something that is wrong with the document itself is left for :func:`sitrex.validate.invariants.check` to say.
    """
    verdict = validator("record")
    bare = record.head() | {"text": None}
    lists: dict[str, Sequence[Mention]] = {}
    gone = 0
    for name in MENTION_TYPES:
        mentions: Sequence[Mention] = getattr(record, name)
        kept = [
            m
            for m in mentions
            if verdict(bare | {name: [m.to_json()]}) is None and broken_mention(m.to_json(), record.text) is None
        ]
        gone += len(mentions) - len(kept)
        lists[name] = kept
    # ids of no two lists are the same: one table leads from what they were to what they are
    ids = {m.id: f"{name[0]}{number}" for name, kept in lists.items() for number, m in enumerate(kept, 1)}
    changes: Any = {name: _numbered(kept, ids) for name, kept in lists.items()}
    return replace(record, **changes), gone


def _numbered(mentions: Sequence[Mention], ids: Mapping[str, str]) -> list[Mention]:
    first: dict[str, str] = {}
    numbered: list[Mention] = []
    for m in mentions:
        links = {name: _linked(getattr(m, name), ids) for name in LINKS if hasattr(m, name)}
        if hasattr(m, "cluster"):
            links["cluster"] = first.setdefault(m.cluster, ids[m.id])
        if isinstance(m, Number) and m.side and m.side[0].isupper():
            links["side"] = m.side  # a country
        numbered.append(changed(m, id=ids[m.id], **links))
    return numbered


def _linked(link: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(link, Parent):
        return replace(link, ref=ids.get(link.ref or ""), parent=_linked(link.parent, ids))
    if isinstance(link, Reference):
        return replace(link, ref=ids.get(link.ref or ""))
    return ids.get(link or "")
