"""PDF files with a text layer, by PDFium: pages in reading order (``pdf_order.py``), without running heads and page numbers.

A word that a hyphen breaks at a line's end stays as it stands (``Mecha-⏎nized``): the annotators read across it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Raw
from sitrex.ingest.readers.apart import read_apart
from sitrex.ingest.readers.pdf_order import Run, reordered
from sitrex.ingest.readers.text import text_article
from sitrex.ingest.reading import Reading
from sitrex.normalise.numerals import parse_roman
from sitrex.vocab import words

_EDGE: Final = 2
"""Lines at a page's top and bottom among which running heads and page numbers are looked for."""
_REPEATED: Final = 3
_FIGURE: Final = r"(\d{1,4}|[ivxlc]{1,6})"
_STAMP: Final = re.compile(
    r"\W*page\s*\|?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*|\d{1,4}\s*\|\s*p\s*a\s*g\s*e|[-–—]\s*\d{1,4}\s*[-–—]"
    r"|\d{1,4}\s+of\s+\d{1,4}",
    re.IGNORECASE,
)
"""A page's number that says what it is."""
_SOFT_HYPHEN: Final = re.compile("[\ufffe\x02]")
"""What PDFium writes for a hyphen and line end that only break a word."""
_PDF_DATE: Final = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read_pdf(raw: Raw, reading: Reading) -> Article:
    """The article of a PDF; ``metadata["pages"]`` is where each page begins in the text.

    Raises SitrexError ``pdf-scanned``, ``input-encrypted``, ``input-packed`` or ``input-costly``.
    """
    results = read_apart("pages", raw.data, raw.path)
    said = {name: value.strip() for name, value in next(results).items()}
    pages = [_lines(_in_order(text, runs)) for text, runs in results]
    if not any(line.strip() for page in pages for line in page):
        raise SitrexError("pdf-scanned", path=raw.path, pages=len(pages))
    body, starts = join_pages(without_furniture(pages))
    row: dict[str, Any] = {"title": said["Title"] or None, "pages": starts}
    if said["Author"]:
        row["author"] = said["Author"]
    day = _PDF_DATE.match(said["CreationDate"])
    return text_article(raw, reading, row, body, "field", properties="-".join(day.groups()) if day else None)


def _in_order(text: str, drawn: list[list[Any]]) -> str:
    runs = [Run(left, low, right, top, said.strip()) for left, low, right, top, said in drawn if said.strip()]
    order = reordered(runs)
    return text if order is None else re.sub(rf"({_SOFT_HYPHEN.pattern})\n", r"\1", order)


def _lines(page: str) -> list[str]:
    return [
        line.rstrip() for line in _SOFT_HYPHEN.sub("-\n", page).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]


def without_furniture(pages: list[list[str]]) -> list[list[str]]:
    """The pages without page numbers, and without the heads and feet that repeat on three or more of them, or on both.

    >>> without_furniture([["ARMY REVIEW 12", "Kyiv held.", "3"], ["ARMY REVIEW 13", "So did Sumy. Killed: 9", "4"]])
    [['Kyiv held.'], ['So did Sumy. Killed: 9']]
    """
    pages = [[line for line in page if line.strip()] for page in pages]
    keys = Counter(
        key
        for number, page in enumerate(pages)
        for key in {key for line in (*page[:_EDGE], *page[-_EDGE:]) for key in _keys(line, number)}
    )
    least = min(max(len(pages), 2), _REPEATED)
    repeated = {key for key, count in keys.items() if count >= least}
    return [_inner(page, number, repeated) for number, page in enumerate(pages)]


@cache
def _page_figures() -> tuple[re.Pattern[str], ...]:
    """Where in a line a page's number may stand: first, unless it is a day's (`12 May 2022` above each page), behind
    `page`, last.
    """
    months = "|".join(sorted(words("months", "months_short")))
    first = rf"\W*\b{_FIGURE}\b(?!\W+(?:{months})\b)"
    behind = rf".*\bpage\s*\|?\s*{_FIGURE}\b"
    last = rf".*(?<![\w,.+/-]){_FIGURE}(?=(?:\s*(?:of|/)\s*\d{{1,4}})?\W*$)"
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (first, behind, last))


def _inner(page: list[str], number: int, repeated: set[tuple[str, int]]) -> list[str]:
    first, last = 0, len(page)
    for _ in range(_EDGE):
        if first < last and _is_furniture(page[first], number, repeated):
            first += 1
        if first < last and _is_furniture(page[last - 1], number, repeated):
            last -= 1
    return page[first:last]


def _is_furniture(line: str, number: int, repeated: set[tuple[str, int]]) -> bool:
    line = " ".join(line.split())
    alone = line == str(number + 1)
    return alone or _STAMP.fullmatch(line) is not None or not repeated.isdisjoint(_keys(line, number))


def _keys(line: str, number: int) -> Iterator[tuple[str, int]]:
    """What a running head is known by on other pages: its words; its words but for one figure, and by how much this is
    more than the page's place, so that only what rises with the pages is a page's number (not `Losses: 15 killed`).
    """
    line = " ".join(line.split())
    if any(map(str.isalpha, line)) and parse_roman(line.upper()) is None:
        yield line.casefold(), 0
    for pattern in _page_figures():
        if (found := pattern.match(line)) is None:
            continue
        figure = int(found[1]) if found[1].isdecimal() else parse_roman(found[1].upper())
        if figure is not None:
            yield f"{line[: found.start(1)]}#{line[found.end(1) :]}".casefold(), figure - number


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
