"""PDF files with a text layer, by PDFium: pages in reading order, without running heads and page numbers.

A word that a hyphen breaks at a line's end stays as it stands (``Mecha-⏎nized``): the annotators read across it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Raw
from sitrex.ingest.readers.apart import read_apart
from sitrex.ingest.readers.text import text_article
from sitrex.ingest.reading import Reading

_EDGE: Final = 2
"""Lines at a page's top and bottom among which running heads and page numbers are looked for."""
_REPEATED: Final = 3
_NUMBER: Final = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_PAGE_NUMBER: Final = re.compile(
    r"\s*(?:[-–—|]\s*)?(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—|])?\s*", re.IGNORECASE
)
_SOFT_HYPHEN: Final = re.compile("[\ufffe\x02]")
"""What PDFium writes for a hyphen and line end that only break a word."""
_PDF_DATE: Final = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read_pdf(raw: Raw, reading: Reading) -> Article:
    """The article of a PDF; ``metadata["pages"]`` is where each page begins in the text.

    Raises SitrexError ``pdf-scanned``, ``input-encrypted``, ``input-packed`` or ``input-costly``.
    """
    results = read_apart("pages", raw.data, raw.path)
    said = {name: value.strip() for name, value in next(results).items()}
    pages = [_lines(text) for text in results]
    if not any(line.strip() for page in pages for line in page):
        raise SitrexError("pdf-scanned", path=raw.path, pages=len(pages))
    body, starts = join_pages(without_furniture(pages))
    row: dict[str, Any] = {"title": said["Title"] or None, "pages": starts}
    if said["Author"]:
        row["author"] = said["Author"]
    day = _PDF_DATE.match(said["CreationDate"])
    return text_article(raw, reading, row, body, "field", properties="-".join(day.groups()) if day else None)


def _lines(page: str) -> list[str]:
    return [
        line.rstrip() for line in _SOFT_HYPHEN.sub("-\n", page).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]


def without_furniture(pages: list[list[str]]) -> list[list[str]]:
    """The pages without page numbers, and without the heads and feet that repeat on three or more of them, or on both.

    >>> without_furniture([["ARMY REVIEW 12", "Kyiv held.", "3"], ["ARMY REVIEW 13", "So did Sumy.", "4"]] * 2)[0]
    ['Kyiv held.']
    """
    pages = [[line for line in page if line.strip()] for page in pages]
    keys = Counter(key for page in pages for key in {_key(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    least = min(max(len(pages), 2), _REPEATED)
    repeated = {key for key, count in keys.items() if count >= least}
    return [_inner(page, repeated) for page in pages]


def _inner(page: list[str], repeated: set[str]) -> list[str]:
    first, last = 0, len(page)
    for _ in range(_EDGE):
        if first < last and _is_furniture(page[first], repeated):
            first += 1
        if first < last and _is_furniture(page[last - 1], repeated):
            last -= 1
    return page[first:last]


def _is_furniture(line: str, repeated: set[str]) -> bool:
    return _PAGE_NUMBER.fullmatch(line) is not None or _key(line) in repeated


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
