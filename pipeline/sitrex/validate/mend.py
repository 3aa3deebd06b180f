"""A record without the mentions that break its schema or an invariant: where something is wrong with one, it goes, not
the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sitrex.record.model import MENTION_TYPES, Mention, MilitaryUnit, Parent, Record, changed
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
        lists[name] = _numbered(name[0], kept)
    changes: Any = lists
    return replace(record, **changes), gone


def _numbered(prefix: str, mentions: Sequence[Mention]) -> list[Mention]:
    ids = {m.id: f"{prefix}{number}" for number, m in enumerate(mentions, 1)}
    first: dict[str, str] = {}
    numbered: list[Mention] = []
    for m in mentions:
        links: dict[str, Any] = {}
        if hasattr(m, "cluster"):
            links["cluster"] = first.setdefault(m.cluster, ids[m.id])
        if hasattr(m, "range"):
            links["range"] = ids.get(m.range or "")
        if isinstance(m, MilitaryUnit):
            links["parent"] = _linked(m.parent, ids)
        numbered.append(changed(m, id=ids[m.id], **links))
    return numbered


def _linked(parent: Parent | None, ids: dict[str, str]) -> Parent | None:
    return (
        None if parent is None else replace(parent, ref=ids.get(parent.ref or ""), parent=_linked(parent.parent, ids))
    )
