"""Office documents: Word (.docx) by mammoth, OpenDocument text (.odt) by lxml, Rich Text (.rtf) by striprtf."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Raw
from sitrex.ingest.decode import decode
from sitrex.ingest.limits import check_package, open_zip, read_part
from sitrex.ingest.readers.apart import read_apart
from sitrex.ingest.readers.markup import markup_text, tidy
from sitrex.ingest.readers.text import text_article
from sitrex.ingest.reading import Reading

_CORE: Final = {
    "title": "title",
    "initial-creator": "author",
    "creator": "author",
    "created": "created",
    "creation-date": "created",
    "date": "created",
}
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_LEFT: Final = frozenset(
    {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation", f"{_TEXT}sequence-decls"}
)
_PARAGRAPHS: Final = {f"{_TEXT}p": "\n", f"{_TEXT}h": "\n\n"}
_CELL: Final = f"{_TABLE}table-cell"
_ROW: Final = f"{_TABLE}table-row"
_NOTE: Final = f"{_TEXT}note"
_SPACE: Final = re.compile(r"[ \t\r\n]+")
_MANIFEST: Final = "META-INF/manifest.xml"
_REPEATED: Final = 1_000
"""Blanks that one element may stand for."""
_RTF_GROUPS: Final = 2_000_000
_RTF_WORD: Final = re.compile(r"\{\\(title|author)\b((?:[^{}]|\\[{}]){1,1000})\}")
_RTF_DAY: Final = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_RTF_ROW: Final = re.compile(r"^.*\|$", re.MULTILINE)
_RTF_NOTE: Final = re.compile(r"\{(?:\\\*)?\\footnote\b")
_RTF_DELETED: Final = re.compile(r"\{\\deleted\b")
_RTF_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_RETURN: Final = re.compile(r' ?<a href="#(?:foot|end)note-ref-[^"]{1,50}">[^<]{1,9}</a>')
"""The way back from a note, as mammoth adds it."""


def read_docx(raw: Raw, reading: Reading) -> Article:
    """The article of a Word document: headings, paragraphs, lists, tables and notes in order; deleted text is not read."""
    with _opened(raw) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                read_part(package, name, raw.path)
        said = _properties(package, "docProps/core.xml", raw.path)
        if "word/document.xml" not in package.namelist():
            raise SitrexError("input-packed", path=raw.path, reason="it has no word/document.xml")
    (html,) = read_apart("word", raw.data, raw.path)
    return _article(raw, reading, said, markup_text(_RETURN.sub("", html)))


def read_odt(raw: Raw, reading: Reading) -> Article:
    """The article of an OpenDocument text: headings, paragraphs, lists and tables in order."""
    with _opened(raw) as package:
        names = package.namelist()
        if "content.xml" not in names:
            raise SitrexError("input-packed", path=raw.path, reason="it has no content.xml")
        if _MANIFEST in names and b"encryption-data" in read_part(package, _MANIFEST, raw.path):
            raise SitrexError("input-encrypted", path=raw.path)
        tree = _parse(read_part(package, "content.xml", raw.path), raw.path)
        said = _properties(package, "meta.xml", raw.path)
    body = tree.find(f".//{_OFFICE}text")
    return _article(raw, reading, said, tidy("" if body is None else _odt_text(body)))


def _odt_text(body: Any) -> str:
    """The text of paragraphs, cells apart by tabs; notes behind all of it."""
    text: list[str] = []
    notes: list[str] = []
    stack: list[tuple[Any, int | None, bool]] = [(body, None, False)]
    while stack:
        element, begin, within = stack.pop()
        if begin is not None:
            if element.tag == _CELL:  # a cell's paragraph ends no line of its row
                text[begin:] = ["".join(text[begin:]).strip("\n"), "\t"]
            elif element.tag == _NOTE:
                notes += ["\n", *text[begin:]]
                text[begin:] = []
            text.append("\n" if element.tag == _ROW else _PARAGRAPHS.get(element.tag, ""))
        elif isinstance(element.tag, str) and element.tag not in _LEFT:
            inside = element.tag in _PARAGRAPHS or (within and element.tag != _NOTE)
            stack.append((element, len(text), within))
            text += [_blank(element), _SPACE.sub(" ", element.text or "") if inside else ""]
            stack.extend((child, None, inside) for child in reversed(element))
            continue
        if within:
            text.append(_SPACE.sub(" ", element.tail or ""))
    return "".join(text + notes)


def _blank(element: Any) -> str:
    if element.tag == f"{_TEXT}s":
        count = element.get(f"{_TEXT}c", "1")
        return " " * min(int(count) if count.isdecimal() else 1, _REPEATED)
    return {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}.get(element.tag, "")


def read_rtf(raw: Raw, reading: Reading) -> Article:
    """The article of a Rich Text document."""
    if not raw.data.lstrip()[:6].startswith(b"{\\rtf"):
        raise SitrexError("input-packed", path=raw.path, reason="it does not begin as Rich Text does")
    if (count := raw.data.count(b"{")) > _RTF_GROUPS:
        raise SitrexError("input-costly", path=raw.path, what=f"{count:,} groups", limit=f"{_RTF_GROUPS:,}")
    source = decode(raw.data, raw.path)
    head = source[:100_000]
    pages = re.search(r"\\ansicpg\d{1,5}", head)
    said = {
        found[1]: " ".join(_rtf_text(f"{{\\rtf1{pages[0] if pages else ''} {found[2].strip()}}}").split())
        for found in _RTF_WORD.finditer(head)
    }
    if day := _RTF_DAY.search(head):
        said["created"] = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    source, _ = _without(source, _RTF_DELETED)
    source, notes = _without(source, _RTF_NOTE)
    shown = "".join(f"{{{_RTF_NOTE.sub('', note)[:-1]}\\par}}" for note in notes)
    body = _rtf_text(
        f"{source.rstrip().removesuffix('}')}\\par{shown}}}"
    )  # notes behind the text, as in the other kinds
    body = _RTF_ROW.sub(lambda row: row[0].rstrip("|").replace("|", "\t"), re.sub(r"(?<!\n)\n+\|", "|", body))
    return _article(raw, reading, said, tidy(body))


def _rtf_text(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]


def _without(source: str, begin: re.Pattern[str]) -> tuple[str, list[str]]:
    """Rich Text without the groups that begin so, and these groups."""
    kept: list[str] = []
    groups: list[str] = []
    at = 0
    for found in begin.finditer(source):
        if found.start() < at:
            continue
        depth = 0
        for mark in _RTF_BRACE.finditer(source, found.start()):
            depth += {"{": 1, "}": -1}.get(mark[0], 0)
            if depth == 0:
                kept.append(source[at : found.start()])
                groups.append(source[found.start() : mark.end()])
                at = mark.end()
                break
        else:
            break
    return "".join([*kept, source[at:]]), groups


def _article(raw: Raw, reading: Reading, said: dict[str, str], body: str) -> Article:
    row: dict[str, Any] = {"title": said.get("title")}
    if said.get("author"):
        row["author"] = said["author"]
    return text_article(raw, reading, row, body, "field", properties=said.get("created"))


def _opened(raw: Raw) -> zipfile.ZipFile:
    if raw.data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # what Word wraps a document with a password in
        raise SitrexError("input-encrypted", path=raw.path)
    package = open_zip(io.BytesIO(raw.data), raw.path)
    check_package(package, len(raw.data), raw.path)
    return package


def _properties(package: zipfile.ZipFile, name: str, path: str) -> dict[str, str]:
    """Title, author and day of creation, where the document states them."""
    if name not in package.namelist():
        return {}
    said: dict[str, str] = {}
    for element in _parse(read_part(package, name, path), path).iter():
        key = _CORE.get(element.tag.rpartition("}")[2]) if isinstance(element.tag, str) else None
        if key and element.text and element.text.strip():
            said.setdefault(key, " ".join(element.text.split()))
    return said


def _parse(data: bytes, path: str) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as problem:
        raise SitrexError("input-packed", path=path, reason=problem) from None
