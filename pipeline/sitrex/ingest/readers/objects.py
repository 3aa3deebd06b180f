"""JSON files: an object, a list of objects, or an object that holds one (Telegram, ReliefWeb, scrapers). Streamed."""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import IO, Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Draft, failure, make_article
from sitrex.ingest.decode import as_utf8
from sitrex.ingest.limits import VALUES
from sitrex.ingest.readers.fields import plain_fields
from sitrex.ingest.reading import Reading, folded, usual_names
from sitrex.ingest.source import NO_TEXT, Skipped, Source

DEPTH: Final = 60
"""How deep a JSON file may nest."""
_BUFFER: Final = 4 << 20
"""Bytes parsed at once: a text that is longer is begun again with each of them."""
_KEY: Final = 500
"""Characters that a name in a JSON file may have: every value costs as many as the names above it have."""
_ARTICLE_WORDS: Final = 20
"""Words from which an outermost object's text is an article, whatever lists it holds."""
_WITHIN: Final = ("fields", "_source", "attributes", "properties", "article", "data", "node")
"""Objects inside a row that hold its fields: ReliefWeb, search engines, JSON:API, GeoJSON."""


def read_json(source: Source) -> Iterator[Draft | Skipped]:
    """Articles of the objects that have a text, wherever in the file their list lies.

    An article without ``id`` is called ``<file>:<number>``. An object whose text is empty (a channel's service message)
    is skipped. Raises SitrexError ``json-no-rows``, ``json-broken``, ``input-encoding``, ``input-packed``.
    """
    import ijson

    path = source.path
    try:
        with source.again() as stream:
            where = _rows_at(_Events(stream, path), source)
        if where is None and "text" in (source.reading.columns or {}):
            with source.again() as stream:
                where = _rows_at(_Events(stream, path), _by_usual_names(source))
        if where is None:
            raise SitrexError("json-no-rows", path=path, names=", ".join(_text_names(source)[:8]))
        prefix, named = where
        told: set[str] = set()
        with source.again() as stream:
            events = _Events(stream, path, VALUES)
            channel = _Channel(prefix)
            parsed = channel.watch(ijson.parse(events))
            rows = (row for _, row in ijson.kvitems(parsed, prefix)) if named else ijson.items(parsed, prefix)
            for number, row in enumerate(rows, 1):
                events.values = 0
                if isinstance(row, dict):
                    yield _article(channel.named(row, source.reading), number, source, told)
    except (ijson.JSONError, ValueError) as problem:
        if source.cut is not None:
            raise source.cut from None
        code = "input-encoding" if "UTF8" in str(problem).upper() else "json-broken"
        reason = " ".join(str(problem).split())[:200]
        yield failure(SitrexError(code, path=path, line=1, reason=reason), path=path)


def _by_usual_names(source: Source) -> Source:
    """The source as it is read where no object has the name that the user gave for the text: that is another file's."""
    columns = {field: name for field, name in (source.reading.columns or {}).items() if field != "text"}
    return replace(source, reading=replace(source.reading, columns=columns))


class _Channel:
    """The channel that messages at hand are of: a Telegram export names it beside their list, once."""

    def __init__(self, rows: str) -> None:
        self._at = f"{rows.removesuffix('messages.item')}name" if f".{rows}".endswith(".messages.item") else None
        self._name: str | None = None

    def watch(self, parsed: Iterable[tuple[str, str, Any]]) -> Iterator[tuple[str, str, Any]]:
        """The parser's events as they are."""
        for prefix, event, value in parsed:
            if event == "string" and prefix == self._at:
                self._name = value
            yield prefix, event, value

    def named(self, row: dict[str, Any], reading: Reading) -> dict[str, Any]:
        """The message with its channel as the source, unless it says one itself."""
        return row if self._name is None or "source" in reading.mapping_of(row) else {**row, "source": self._name}


_PIECE: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[^"]++', re.DOTALL)
"""A string, or what stands between two."""
_STRING_END: Final = re.compile(rb'(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_ESCAPED: Final = re.compile(rb'\\[\\"]')
_NO_NUMBER: Final = re.compile(rb"(?<![\w.])(?:NaN|-?Infinity)(?![\w.])")
_WORD_END: Final = re.compile(rb"(?<!\w)(?:-\w{0,8}|\w{1,8})\Z")


class _Events:
    """The parser's events. Raises SitrexError ``input-costly`` where they nest too deep, or are more than an object has."""

    def __init__(self, stream: IO[bytes], path: str, most: float = math.inf) -> None:
        self._stream, self._path, self._most = stream, path, most
        self.values = 0
        """Values since it was last set to none; there may be ``most``."""

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        import ijson

        stream = as_utf8(self._stream)
        if stream is self._stream and stream.read(3) != codecs.BOM_UTF8:
            stream.seek(0)
        depth = 0
        plain = _Numbers(stream)
        for event, value in ijson.basic_parse(plain, use_float=True, multiple_values=True, buf_size=_BUFFER):
            self.values += 1
            if self.values > self._most:
                raise self._costly(f"more than {self._most:,} values", int(self._most))
            if event in ("start_map", "start_array"):
                depth += 1
                if depth > DEPTH:
                    raise self._costly(f"JSON nested {depth} deep", DEPTH)
            elif event in ("end_map", "end_array"):
                depth -= 1
            elif event == "map_key" and len(value) > _KEY:
                raise self._costly(f"a name of {len(value):,} characters", _KEY)
            yield event, value

    def _costly(self, what: str, limit: int) -> SitrexError:
        return SitrexError("input-costly", path=self._path, what=what, limit=f"{limit:,}")


class _Numbers:
    """A JSON text in which numbers that are none (``NaN``), as tables are written with, are null.

    >>> import io
    >>> _Numbers(io.BytesIO(b'{"x": NaN, "text": "a NaN"}')).read(64)
    b'{"x": null, "text": "a NaN"}'
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._within = False
        """Whether the bytes that come next stand in a string."""
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes, about as many."""
        data = b""
        while size and not data and (more := self._stream.read(size)):
            data = self._left + more
            tail = _WORD_END.search(data[-9:])
            odd = (len(data) - len(data.rstrip(b"\\"))) % 2  # a backslash whose sign is still to come
            self._left = tail[0] if tail is not None else data[len(data) - odd :]
            data = data.removesuffix(self._left)
        if size and not data:
            data, self._left = self._left, b""
        if b"NaN" in data or b"Infinity" in data:
            return self._plain(data)
        self._count(data)
        return data

    def _count(self, data: bytes) -> None:
        quotes = (_ESCAPED.sub(b"", data) if b"\\" in data else data).count(b'"')
        self._within ^= quotes % 2 == 1

    def _plain(self, data: bytes) -> bytes:
        begin = _STRING_END.match(data).end() if self._within else 0  # type: ignore[union-attr]
        self._count(data)
        pieces = (p[0] if p[0][:1] == b'"' else _NO_NUMBER.sub(b"null", p[0]) for p in _PIECE.finditer(data, begin))
        return data[:begin] + b"".join(pieces)


def _text_names(source: Source) -> tuple[str, ...]:
    chosen = (source.reading.columns or {}).get("text")
    return (chosen,) if chosen else usual_names()["text"]


def _rows_at(events: Iterable[tuple[str, Any]], source: Source) -> tuple[str, bool] | None:
    """The path of the objects that are articles: those of a list that have a text, else the outermost one; where that one
    has neighbours like it (objects by their ids), the path of what holds them all, and True.
    """
    article: list[str] = []
    holder: str | None = None
    last_name, found = "", False
    for objects, name, long in _texts(events, source):
        above, in_list, _ = f".{objects[-1]}.".rpartition(".item.")
        if in_list and not found:
            return f"{above}.item"[1:], False
        if objects[-1].rpartition(".")[2] in _WITHIN:
            objects = objects[:-1]
        if not found:
            if name == last_name and _are_rows(article, objects):
                holder = article[-2]
            article, found, last_name = objects, long, name
            if found and len(article) == 1:
                break
        elif long and _are_rows(article, objects):
            return article[-2], True
    if holder is not None and article[-2:-1] == [holder]:
        return holder, True
    return (article[-1], False) if article else None


def _texts(events: Iterable[tuple[str, Any]], source: Source) -> Iterator[tuple[list[str], str, bool]]:
    """Of each field that has a text's name: the paths of the objects that it lies in, the outermost first, each as it stands,
    since names may hold dots (2022.05.03); its name; and whether it is as long as an article.
    """
    import ijson

    chosen = (source.reading.columns or {}).get("text")
    names = {folded(name) for name in _text_names(source)}
    opened: list[str] = []
    name = ""
    for prefix, event, value in ijson.parse(events):
        if event == "start_map":
            opened.append(prefix)
        elif event == "end_map":
            opened.pop()
        elif name and event in ("string", "start_array"):
            yield opened.copy(), name, event == "string" and len(value.split()) >= _ARTICLE_WORDS
        is_text = event == "map_key" and (value == chosen if chosen else folded(value) in names)
        name = value if is_text else ""


def _are_rows(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two objects lie side by side, by names that are ids and no fields'."""
    holder = one[-2:-1]
    if not holder or holder != other[-2:-1] or one[-1] == other[-1]:
        return False
    return _fields().isdisjoint(folded(path.removeprefix(holder[0])) for path in (one[-1], other[-1]))


@cache
def _fields() -> frozenset[str]:
    return frozenset(name for known in usual_names().values() for name in known)


def _unwrapped(row: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """The row with what an object in it says, where its fields lie there: by a usual name, or in what has little beside it."""
    others = () if _has_text(row, reading) else row
    for name in (*_WITHIN, *others):
        inner = row.get(name)
        small = name in _WITHIN or (isinstance(inner, dict) and len(row) <= len(inner) + 1)
        if isinstance(inner, dict) and small and _has_text(inner, reading):
            return {k: v for k, v in row.items() if k != name} | inner
    return row


def _has_text(row: dict[str, Any], reading: Reading) -> bool:
    return "text" in reading.mapping_of(row)


def _article(row: dict[str, Any], number: int, source: Source, told: set[str]) -> Draft | Skipped:
    where = f"{source.path}:{number}"
    article_id = None
    try:
        row = _unwrapped(row, source.reading)
        names = source.reading.mapping_of(row)
        named = plain_fields(source.reading.row(row, names), names)
        if not str(named.get("text") or "").strip():
            return Skipped(path=where, kind=NO_TEXT)
        missing = None
        if not told:
            told.add(source.path)
            source.tell(source.path, names)
            missing = source.reading.missing(row, source.path)
        article_id = str(named["id"]) if isinstance(named.get("id"), str | int) else None
        default = f"{source.default_id}:{number}"
        found = make_article(named, path=where, default_id=default, reading=source.reading)
        return replace(found, warnings=(*found.warnings, str(missing))) if missing is not None else found
    except SitrexError as problem:
        return failure(problem, path=where, article_id=article_id)
