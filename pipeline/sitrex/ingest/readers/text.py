"""One article from one file: plain text, Markdown, HTML, with front matter or a sidecar file."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from sitrex.errors import SitrexError
from sitrex.ingest.article import FIELDS, Article, Failure, Page, failure, make_article

_FENCE = "---"


def read_text(
    text: str, *, path: str, default_id: str, sidecar: dict[str, Any], published: datetime.date | None
) -> Article:
    """An article from a text file: front matter is taken off before the text exists; the sidecar wins over it."""
    row, body = split_front_matter(text, path)
    return make_article(row | sidecar | {"text": body}, path=path, default_id=default_id, published=published)


def read_html(
    html: str, *, path: str, default_id: str, sidecar: dict[str, Any], published: datetime.date | None
) -> Page:
    """An HTML page as it came; what it says of itself is found by :func:`read_page`."""
    key = sidecar.get("id")
    if key is not None and type(key) not in (str, int):
        raise SitrexError("article-type", path=path, field="id", expected="a string", found=type(key).__name__)
    return Page(
        id=default_id if key in (None, "") else str(key), path=path, html=html, sidecar=sidecar, published=published
    )


def read_page(page: Page) -> Article | Failure:
    """The article of an HTML page: main text, title, date, URL and site name as trafilatura finds them.

    The sidecar wins over the page, the run's date over the page's; a page without main text is a failure.
    """
    import trafilatura  # 300 ms to import

    try:
        found = trafilatura.bare_extraction(page.html, with_metadata=True, include_comments=False)
        body = getattr(found, "text", None)
        if not body:
            raise SitrexError("article-no-main", path=page.path)
        row = {
            "title": getattr(found, "title", None),
            "url": getattr(found, "url", None),
            "source": getattr(found, "sitename", None),
        }
        if page.published is None:
            row["published"] = getattr(found, "date", None)
        row |= {**page.sidecar, "text": body}
        return make_article(row, path=page.path, default_id=page.id, published=page.published)
    except SitrexError as problem:
        return failure(problem, path=page.path, article_id=page.id)
    except Exception as problem:  # whatever a library makes of a hostile page
        reason = f"{type(problem).__name__}: {problem}"[:500]
        crash = SitrexError("pipeline-failed", path=page.path, stage="ingest", reason=reason)
        return failure(crash, path=page.path, article_id=page.id)


def split_front_matter(text: str, path: str) -> tuple[dict[str, Any], str]:
    r"""Front matter (``key: value`` lines between two ``---`` lines at the very start) and the text after it.

    >>> split_front_matter("---\npublished: 2024-05-01\n---\nBody", "a.md")
    ({'published': '2024-05-01'}, 'Body')
    """
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip() != _FENCE:
        return {}, text
    row: dict[str, Any] = {}
    for number, line in enumerate(lines[1:], 1):
        if line.strip() == _FENCE:
            return row, "".join(lines[number + 1 :])
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, colon, value = line.partition(":")
        if not colon or not key.strip() or key[0].isspace() or key.strip() == "text":
            raise SitrexError("front-matter", path=path, reason=f"line {number + 1} is {line.strip()[:60]!r}")
        row[key.strip()] = _unquote(value.strip()) or None
    return {}, text  # a rule at the top of the page, not front matter


def _unquote(value: str) -> str:
    return value[1:-1] if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'" else value


def read_sidecar(file: Path) -> dict[str, Any]:
    """What ``NAME.meta.json`` beside a file says of the article; no file, nothing said.

    Raises SitrexError ``sidecar``.
    """
    beside = file.with_name(file.stem + ".meta.json")
    if not beside.is_file():
        return {}
    allowed = ", ".join(name for name in FIELDS if name != "text") + " and fields of your own"
    try:
        row = json.loads(beside.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as problem:
        raise SitrexError("sidecar", path=str(beside), reason=problem, fields=allowed) from None
    if not isinstance(row, dict) or "text" in row:
        raise SitrexError("sidecar", path=str(beside), reason="not such an object", fields=allowed)
    return row
