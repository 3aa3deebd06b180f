"""PDF files with a text layer, by PDFium: pages in reading order, without running heads and page numbers.

A word that a hyphen breaks at a line's end stays as it stands (``Mecha-⏎nized``): the annotators read across it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Raw
from sitrex.ingest.readers.text import text_article
from sitrex.ingest.reading import Reading

PAGES: Final = 20_000
_EDGE: Final = 2
"""Lines at a page's top and bottom among which running heads and page numbers are looked for."""
_REPEATED: Final = 3
_NUMBER: Final = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_PAGE_NUMBER: Final = re.compile(
    r"\s*(?:[-–—|]\s*)?(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—|])?\s*", re.IGNORECASE
)
_SOFT_HYPHEN: Final = re.compile("[\ufffe\x02]")
"""What PDFium writes for a hyphen that only breaks a word."""
_PDF_DATE: Final = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read_pdf(raw: Raw, reading: Reading) -> Article:
    """The article of a PDF; ``metadata["pages"]`` is where each page begins in the text.

    Raises SitrexError ``pdf-scanned``, ``input-encrypted`` or ``input-packed``.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(raw.data)
    except pdfium.PdfiumError as problem:
        code = "input-encrypted" if "password" in str(problem).lower() else "input-packed"
        raise SitrexError(code, path=raw.path, reason=problem) from None
    try:
        count = len(document)
        if count > PAGES:
            raise SitrexError("input-costly", path=raw.path, what=f"{count:,} pages", limit=f"{PAGES:,}")
        pages = [_page_lines(document, number) for number in range(count)]
        said = {
            name: str(document.get_metadata_value(name) or "").strip() for name in ("Title", "Author", "CreationDate")
        }
    finally:
        document.close()
    if not any(line.strip() for page in pages for line in page):
        raise SitrexError("pdf-scanned", path=raw.path, pages=count)
    body, starts = join_pages(without_furniture(pages))
    row: dict[str, Any] = {"title": said["Title"] or None, "pages": starts}
    if said["Author"]:
        row["author"] = said["Author"]
    day = _PDF_DATE.match(said["CreationDate"])
    return text_article(raw, reading, row, body, "field", properties="-".join(day.groups()) if day else None)


def _page_lines(document: Any, number: int) -> list[str]:
    """The lines of a page; a page that cannot be read has none."""
    import pypdfium2 as pdfium

    try:
        page = document[number]
        text = page.get_textpage()
        try:
            found: str = text.get_text_bounded()
        finally:
            text.close()
            page.close()
    except pdfium.PdfiumError:
        return []
    return [
        line.rstrip() for line in _SOFT_HYPHEN.sub("-", found).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]


def without_furniture(pages: list[list[str]]) -> list[list[str]]:
    """The pages without page numbers, and without the heads and feet that repeat on three or more of them.

    >>> without_furniture([["ARMY REVIEW 12", "Kyiv held.", "3"], ["ARMY REVIEW 13", "So did Sumy.", "4"]] * 2)[0]
    ['Kyiv held.']
    """
    pages = [[line for line in page if line.strip()] for page in pages]
    keys = Counter(key for page in pages for key in {_key(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    return [_inner(page, keys) for page in pages]


def _inner(page: list[str], keys: Counter[str]) -> list[str]:
    first, last = 0, len(page)
    for _ in range(_EDGE):
        if first < last and _is_furniture(page[first], keys):
            first += 1
        if first < last and _is_furniture(page[last - 1], keys):
            last -= 1
    return page[first:last]


def _is_furniture(line: str, keys: Counter[str]) -> bool:
    return _PAGE_NUMBER.fullmatch(line) is not None or keys[_key(line)] >= _REPEATED


def _key(line: str) -> str:
    """A running head without its page number."""
    return _NUMBER.sub("#", " ".join(line.split()).casefold())


def join_pages(pages: list[list[str]]) -> tuple[str, list[int]]:
    """The text of all pages, and where each begins; a paragraph that runs over a page's end is not cut there."""
    parts: list[str] = []
    starts: list[int] = []
    size = 0
    for page in pages:
        starts.append(size)
        text = "\n".join(page)
        if text:
            text += "\n" if not re.search(r"[.!?:][\"'”’)]*$", text) else "\n\n"
        parts.append(text)
        size += len(text)
    return "".join(parts), starts
