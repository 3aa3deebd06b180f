"""RSS and Atom feeds: an article an item."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Draft, Raw, failure, make_article
from sitrex.ingest.limits import DOCUMENT_LIMIT, check_markup, read_whole
from sitrex.ingest.readers.markup import markup_text
from sitrex.ingest.source import Source

_ITEMS: Final = frozenset({"item", "entry"})
_BODIES: Final = ("encoded", "content", "description", "summary")
"""Elements that hold an item's text, fullest first."""
_DATES: Final = ("pubDate", "published", "date", "issued", "updated", "modified")
_TAIL: Final = 2_000
_ABOUT: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_ITEM: Final = 4_000_000
"""Characters that an item's text may have."""
_ROOTS: Final = frozenset({"rss", "RDF", "feed"})
_CLOSED: Final = re.compile(rb"</(?:[\w.-]+:)?(?:rss|RDF|feed)\s*>")
_ITEM_END: Final = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>")


_APPENDED: Final = re.compile(r"\n{1,2}The post [^\n]{1,300} (?:appeared first|first appeared) on [^\n]{1,200}\.?\s*\Z")
"""What WordPress adds to each item."""


def read_feed(source: Source) -> Iterator[Draft]:
    """Articles of a feed's items, called by their guid or id, else ``<file>:<number>``; XHTML under .xml is a page."""
    from lxml import etree

    try:
        yield from _items(source)
    except etree.XMLSyntaxError as problem:
        raise SitrexError("input-packed", path=source.path, reason=problem) from None


def _items(source: Source) -> Iterator[Draft]:
    from lxml import etree

    path = source.path
    data = read_whole(source.stream, path, DOCUMENT_LIMIT)
    check_markup(data, path)
    if b"<!ENTITY" in data[:65_536].replace(b"\0", b""):
        raise SitrexError("input-entities", path=path)
    whole = _CLOSED.search(data[-_TAIL:].replace(b"\0", b"")) is not None
    items = etree.iterparse(
        io.BytesIO((data if whole else _finished(data)).lstrip()),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    number, root, title = 0, None, None
    for event, element in items:
        name = _local(element)
        if root is None:
            root = name
            if root == "html":
                yield Raw(id=source.default_id, path=path, kind="html", data=data, said=source.said)
                return
            if root not in _ROOTS:
                raise SitrexError("xml-unknown", path=path)
        elif event == "end" and name == "title" and title is None and number == 0:
            title = _words(element)
        elif event == "end" and name in _ITEMS:
            number += 1
            yield _article(element, title, number, source)
            element.clear()
    if root is None:
        raise SitrexError("xml-unknown", path=path)
    if not whole:  # else what it ends in would be lost unnamed
        raise SitrexError("input-packed", path=path, reason="the data end too early")
    broken = next((entry.message for entry in items.error_log if entry.level_name == "FATAL"), None)
    if number == 0 and broken is not None:
        raise SitrexError("input-packed", path=path, reason=broken)


def _article(item: Any, feed: str | None, number: int, source: Source) -> Draft:
    where = f"{source.path}:{number}"
    try:
        row = _row(item, feed, where)
        default = f"{source.default_id}:{number}"
        return make_article(row, path=where, default_id=default, reading=source.reading, said_by="feed")
    except SitrexError as problem:
        return failure(problem, path=where)


def _finished(data: bytes) -> bytes:
    """The bytes of a feed that ends too early, without an item that is not whole."""
    ends = [found.end() for found in _ITEM_END.finditer(data)]
    return data[: ends[-1]] if ends else data


def _row(item: Any, feed: str | None, path: str) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    for element in item:
        if (name := _local(element)) is not None:
            parts.setdefault(name, element)
    contents = {name: _content(parts[name]) for name in (*_BODIES, "title") if name in parts}
    if any(len(content) > _ITEM for content in contents.values()):
        raise SitrexError("input-too-large", path=path, limit=_ITEM)
    bodies = (_APPENDED.sub("", markup_text(contents[name])) for name in _BODIES if name in contents)
    day = next((text for name in _DATES if name in parts and (text := _words(parts[name]))), None)
    link = parts.get("link")
    row = {
        "id": _words(parts.get("guid", parts.get("id"))) or item.get(_ABOUT) or None,
        "title": markup_text(contents["title"]) or None if "title" in contents else None,
        "text": next(filter(None, bodies), None),
        "published": day,
        "source": feed,
        "url": None if link is None else link.get("href") or _words(link) or None,
    }
    if "creator" in parts or "author" in parts:
        row["author"] = _words(parts.get("creator", parts.get("author")))
    if row["text"] is None:
        row["text"] = row["title"]  # a headline is all there is
    return row


def _content(element: Any) -> str:
    """The markup of an element: as text where it is escaped, as elements in Atom's XHTML."""
    from lxml import etree

    if len(element):
        return "".join([element.text or "", *(etree.tostring(child, encoding="unicode") for child in element)])
    return element.text or ""


def _words(element: Any) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _local(element: Any) -> str | None:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else None
