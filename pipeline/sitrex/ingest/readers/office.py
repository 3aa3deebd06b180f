"""Office documents: Word (.docx) by mammoth, OpenDocument text (.odt) by lxml, Rich Text (.rtf) by striprtf."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Raw
from sitrex.ingest.decode import decode
from sitrex.ingest.limits import check_package, read_part
from sitrex.ingest.readers.markup import markup_text, tidy
from sitrex.ingest.readers.text import text_article
from sitrex.ingest.reading import Reading

_CORE: Final = {
    "title": "title",
    "creator": "author",
    "created": "created",
    "creation-date": "created",
    "date": "created",
}
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_LEFT: Final = frozenset(
    {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}bookmark", f"{_TEXT}sequence-decls"}
)
_REPEATED: Final = 1_000
"""Blanks that one element may stand for."""
_RTF_WORD: Final = re.compile(r"\{\\(title|author)\s+([^{}\\]{1,300})\}")
_RTF_DAY: Final = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


def read_docx(raw: Raw, reading: Reading) -> Article:
    """The article of a Word document: headings, paragraphs, lists, tables and notes in order; deleted text is not read."""
    import mammoth

    with _opened(raw) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                read_part(package, name, raw.path)
        said = _properties(package, "docProps/core.xml", raw.path)
        if "word/document.xml" not in package.namelist():
            raise SitrexError("input-packed", path=raw.path, reason="it has no word/document.xml")
    html = mammoth.convert_to_html(io.BytesIO(raw.data), convert_image=_no_image(), external_file_access=False).value
    return _article(raw, reading, said, markup_text(html))


def _no_image() -> Any:
    import mammoth

    return mammoth.images.img_element(lambda _: {"src": ""})


def read_odt(raw: Raw, reading: Reading) -> Article:
    """The article of an OpenDocument text: headings, paragraphs, lists and tables in order."""
    with _opened(raw) as package:
        names = package.namelist()
        if "content.xml" not in names:
            raise SitrexError("input-packed", path=raw.path, reason="it has no content.xml")
        tree = _parse(read_part(package, "content.xml", raw.path), raw.path)
        said = _properties(package, "meta.xml", raw.path)
    body = tree.find(f".//{_OFFICE}text")
    parts: list[str] = []
    stack: list[tuple[Any, bool]] = [(body, False)] if body is not None else []
    while stack:
        element, leaving = stack.pop()
        tail = "" if element is body else element.tail or ""
        if leaving:
            ends = {f"{_TEXT}p": "\n", f"{_TEXT}h": "\n\n", f"{_TABLE}table-cell": "\t", f"{_TABLE}table-row": "\n"}
            parts += [ends.get(element.tag, ""), tail]
        elif not isinstance(element.tag, str) or element.tag in _LEFT:
            parts.append(tail)
        else:
            parts += [_blank(element), element.text or ""]
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
    # a cell's paragraph ends no line of its row
    text = re.sub(r"\n+\t", "\t", "".join(parts))
    return _article(raw, reading, said, tidy(text))


def _blank(element: Any) -> str:
    if element.tag == f"{_TEXT}s":
        count = element.get(f"{_TEXT}c", "1")
        return " " * min(int(count) if count.isdecimal() else 1, _REPEATED)
    return {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}.get(element.tag, "")


def read_rtf(raw: Raw, reading: Reading) -> Article:
    """The article of a Rich Text document."""
    from striprtf.striprtf import rtf_to_text

    if not raw.data.lstrip()[:6].startswith(b"{\\rtf"):
        raise SitrexError("input-packed", path=raw.path, reason="it does not begin as Rich Text does")
    source = decode(raw.data, raw.path)
    said = {found[1]: found[2].strip() for found in _RTF_WORD.finditer(source[:100_000])}
    if day := _RTF_DAY.search(source, 0, 100_000):
        said["created"] = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    body = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    return _article(raw, reading, said, tidy(str(body)))


def _article(raw: Raw, reading: Reading, said: dict[str, str], body: str) -> Article:
    row: dict[str, Any] = {"title": said.get("title")}
    if said.get("author"):
        row["author"] = said["author"]
    return text_article(raw, reading, row, body, "field", properties=said.get("created"))


def _opened(raw: Raw) -> zipfile.ZipFile:
    if raw.data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # what Word wraps a document with a password in
        raise SitrexError("input-encrypted", path=raw.path)
    try:
        package = zipfile.ZipFile(io.BytesIO(raw.data))
        check_package(package, len(raw.data), raw.path)
    except (zipfile.BadZipFile, NotImplementedError, OSError) as problem:
        raise SitrexError("input-packed", path=raw.path, reason=problem) from None
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
