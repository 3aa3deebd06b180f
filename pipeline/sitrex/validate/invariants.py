"""What a record must hold that a schema cannot say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sitrex.errors import SitrexError
from sitrex.record.model import MENTION_TYPES, digest
from sitrex.validate.schema import validator


def check(row: Mapping[str, Any], schema: str = "record", *, text: str | None = None) -> None:
    """Raise SitrexError ``record-invalid`` if the row breaks its schema or an invariant.

    Args:
        row: a record or gold record as plain JSON types.
        schema: ``record`` or ``gold``.
        text: the document's text, where the row does not carry it.
    """
    problem = validator(schema)(row) or next(broken_invariants(row, text), None)
    if problem:
        document = row.get("document")
        key = document.get("id") if isinstance(document, Mapping) else None
        raise SitrexError("record-invalid", id=key, where=problem[0], reason=problem[1])


def broken_invariants(row: Mapping[str, Any], text: str | None = None) -> Iterator[tuple[str, str]]:
    """Every broken invariant of a row that fits its schema, as (where, what).

    Offsets slice back to the words, lists are sorted and do not overlap, ids
    count up, links point at mentions that exist, intervals begin before they
    end, the text's digest and length are right.
    """
    text = row["text"] if row["text"] is not None else text
    if text is not None:
        if digest(text) != row["document"]["sha256"]:
            yield "document/sha256", "is not the digest of the text"
        if len(text) != row["document"]["characters"]:
            yield "document/characters", "is not the length of the text"
    yield from _sentences(row, text)
    for name in MENTION_TYPES:
        yield from _mentions(name, row[name], text, len(row["sentences"]))


def _sentences(row: Mapping[str, Any], text: str | None) -> Iterator[tuple[str, str]]:
    last = 0
    length = row["document"]["characters"] if text is None else len(text)
    for number, (start, end) in enumerate(row["sentences"]):
        if not last <= start < end <= length:
            yield f"sentences/{number}", "overlaps, is empty, or lies outside the text"
        last = end


def _mentions(name: str, mentions: list[dict[str, Any]], text: str | None, sentences: int) -> Iterator[tuple[str, str]]:
    ids = {m["id"]: m for m in mentions}
    last = 0
    for number, m in enumerate(mentions, 1):
        where = f"{name}/{m['id']}"
        if m["id"] != f"{name[0]}{number}":
            yield where, f"should have the id {name[0]}{number}"
        if not last <= m["start"] < m["end"]:
            yield where, "is empty, out of order, or overlaps the mention before it"
        last = m["end"]
        if text is not None and text[m["start"] : m["end"]] != m["text"]:
            yield where, "its text is not what stands at its offsets"
        if m["sentence"] >= max(sentences, 1):
            yield where, "its sentence does not exist"
        cluster = m.get("cluster")
        if cluster is not None and (cluster not in ids or ids[cluster]["start"] > m["start"]):
            yield where, "its cluster is not the id of the cluster's first mention"
        if m.get("range") is not None and m["range"] not in ids:
            yield where, "its range points nowhere"
        parent = m.get("parent")
        while parent is not None:
            if parent["ref"] is not None and (parent["ref"] not in ids or parent["ref"] == m["id"]):
                yield where, "its parent points nowhere or at itself"
            parent = parent["parent"]
        if m.get("begin") and m.get("end_date") and not _before(m["begin"], m["end_date"]):
            yield where, "its interval ends before it begins"


def _before(begin: str, end: str) -> bool:
    if begin.startswith("-") or end.startswith("-"):  # years BC count backwards
        return begin.startswith("-") and (not end.startswith("-") or begin[1:5] >= end[1:5])
    return begin <= end
