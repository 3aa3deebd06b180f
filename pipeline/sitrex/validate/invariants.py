"""What a record must hold that a schema cannot say."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.record.model import MENTION_TYPES, Record, digest
from sitrex.validate.schema import validator

PART: Final = 5_000
"""Mentions or sentences of a record that are plain JSON types at once."""


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


def checked_parts(record: Record) -> Iterator[tuple[str, list[Any]]]:
    """The sentences and mentions of a record as plain JSON types, some thousand at a time, each checked as by :func:`check`.

    A long article's record takes several times the memory of its mentions when all of it is plain at once.
    Gives (name of the list, items); raises SitrexError ``record-invalid``.
    """
    verdict = validator("record")
    frame = record.head()
    text = record.text
    head = [verdict(frame), *islice(_document(frame, text), 1)]
    _raise_first(record, head)
    bare = frame | {"text": None}
    last = 0
    for start, part in _parts(list(span) for span in record.sentences):
        found, last = _sentences(part, len(text or ""), start, last)
        _raise_first(record, [_located(verdict(bare | {"sentences": part}), start), found])
        yield "sentences", part
    known = {
        name: _Starts(name[0], array("q", (mention.start for mention in getattr(record, name))))
        for name in MENTION_TYPES
    }
    for name in MENTION_TYPES:
        mentions = getattr(record, name)
        last = 0
        for start, part in _parts(mention.to_json() for mention in mentions):
            broken = next(_mentions(name, part, text, len(record.sentences), known, start, last), None)
            _raise_first(record, [_located(verdict(bare | {name: part}), start), broken])
            last = part[-1]["end"]
            yield name, part


class _Starts(Mapping[str, int]):
    """Id -> start of mentions whose ids count up, in eight bytes each."""

    def __init__(self, prefix: str, starts: array[int]) -> None:
        self._prefix, self._starts = prefix, starts

    def __getitem__(self, key: str) -> int:
        number = int(key[1:]) if key[:1] == self._prefix and key[1:].isdecimal() else 0
        if not 1 <= number <= len(self._starts):
            raise KeyError(key)
        return self._starts[number - 1]

    def __iter__(self) -> Iterator[str]:
        return (f"{self._prefix}{number}" for number in range(1, len(self) + 1))

    def __len__(self) -> int:
        return len(self._starts)


def _parts(items: Iterable[Any]) -> Iterator[tuple[int, list[Any]]]:
    """Some items at a time, with the number of those before."""
    items, start = iter(items), 0
    while part := list(islice(items, PART)):
        yield start, part
        start += len(part)


def _located(problem: tuple[str, str] | None, start: int) -> tuple[str, str] | None:
    """The problem of a part, located in the whole list."""
    if problem is None:
        return None
    name, _, rest = problem[0].partition("/")
    number, _, rest = rest.partition("/")
    return "/".join(filter(None, (name, str(int(number) + start) if number else "", rest))), problem[1]


def _raise_first(record: Record, problems: Iterable[tuple[str, str] | None]) -> None:
    for problem in filter(None, problems):
        raise SitrexError("record-invalid", id=record.document.id, where=problem[0], reason=problem[1])


def broken_invariants(row: Mapping[str, Any], text: str | None = None) -> Iterator[tuple[str, str]]:
    """Every broken invariant of a row that fits its schema, as (where, what).

    Offsets slice back to the words, lists are sorted and do not overlap, ids
    count up, links point at mentions that exist, intervals begin before they
    end, the text's digest and length are right.
    """
    text = row["text"] if row["text"] is not None else text
    yield from _document(row, text)
    problem, _ = _sentences(row["sentences"], row["document"]["characters"] if text is None else len(text))
    if problem:
        yield problem
    known = {name: {mention["id"]: mention["start"] for mention in row[name]} for name in MENTION_TYPES}
    for name in MENTION_TYPES:
        yield from _mentions(name, row[name], text, len(row["sentences"]), known)


def _document(row: Mapping[str, Any], text: str | None) -> Iterator[tuple[str, str]]:
    if text is not None:
        if digest(text) != row["document"]["sha256"]:
            yield "document/sha256", "is not the digest of the text"
        if len(text) != row["document"]["characters"]:
            yield "document/characters", "is not the length of the text"


def _sentences(spans: Iterable[Any], length: int, before: int = 0, last: int = 0) -> tuple[tuple[str, str] | None, int]:
    """The first broken sentence, if any, and where the last one ends; ``before`` and ``last`` are those before."""
    for number, (start, end) in enumerate(spans, before):
        if not last <= start < end <= length:
            return (f"sentences/{number}", "overlaps, is empty, or lies outside the text"), end
        last = end
    return None, last


def _mentions(
    name: str,
    mentions: Iterable[dict[str, Any]],
    text: str | None,
    sentences: int,
    known: Mapping[str, Mapping[str, int]],
    before: int = 0,
    last: int = 0,
) -> Iterator[tuple[str, str]]:
    """Broken invariants of some mentions; ``known`` has the starts of whole lists, ``before`` of its own come first."""
    starts = known[name]
    for number, m in enumerate(mentions, before + 1):
        where = f"{name}/{m['id']}"
        if m["id"] != f"{name[0]}{number}":
            yield where, f"should have the id {name[0]}{number}"
        if not last <= m["start"] < m["end"]:
            yield where, "is empty, out of order, or overlaps the mention before it"
        last = m["end"]
        if (wrong := broken_mention(m, text)) is not None:
            yield where, wrong
        if m["sentence"] >= max(sentences, 1):
            yield where, "its sentence does not exist"
        cluster = m.get("cluster")
        if cluster is not None and (cluster not in starts or starts[cluster] > m["start"]):
            yield where, "its cluster is not the id of the cluster's first mention"
        if m.get("range") is not None and m["range"] not in starts:
            yield where, "its range points nowhere"
        parent = m.get("parent")
        while parent is not None:
            if parent["ref"] is not None and (parent["ref"] not in starts or parent["ref"] == m["id"]):
                yield where, "its parent points nowhere or at itself"
            parent = parent.get("parent")
        for field in _astray(m, known):
            yield where, f"its {field} points nowhere"


def _astray(mention: Mapping[str, Any], known: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """The fields of a statement that lead to no mention."""
    for field in ("said_by", "of"):
        ref = (mention.get(field) or {}).get("ref")
        if ref is not None and ref not in known["entities"] and ref not in known["units"]:
            yield field
    for field, name in (("side", "entities"), ("at", "entities"), ("when", "dates")):
        link = mention.get(field)
        # a side may be a country instead
        if link is not None and link[0].islower() and link not in known[name]:
            yield field


def broken_mention(mention: Mapping[str, Any], text: str | None) -> str | None:
    """What is wrong with a mention by itself."""
    if text is not None and text[mention["start"] : mention["end"]] != mention["text"]:
        return "its text is not what stands at its offsets"
    if mention.get("begin") and mention.get("end_date") and not _before(mention["begin"], mention["end_date"]):
        return "its interval ends before it begins"
    return None


def _before(begin: str, end: str) -> bool:
    if begin.startswith("-") or end.startswith("-"):  # years BC count backwards
        return begin.startswith("-") and (not end.startswith("-") or begin[1:5] >= end[1:5])
    return begin <= end
