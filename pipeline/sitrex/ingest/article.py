"""An article, what can go wrong with one, and the checks every source shares."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sitrex.errors import SitrexError

FIELDS: Final = ("id", "text", "title", "published", "source", "url")
"""What a JSON object or a CSV row may say of an article; other fields become ``metadata``."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ISO_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=$|[T ])", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text to process; ``text`` is exactly what the offsets count in.

    >>> article = Article(id="wire/7", text="Kyiv held.", published=datetime.date(2024, 5, 3))
    >>> article.text[0:4]
    'Kyiv'
    """

    id: str
    text: str
    title: str | None = None
    published: datetime.date | None = None
    source: str | None = None
    url: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An HTML page that is still to be read: its main text, title and date are not known yet."""

    id: str
    path: str
    html: str
    sidecar: Mapping[str, Any]
    published: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An article that could not be processed: where it came from, at which stage, and why."""

    id: str | None
    path: str
    stage: str
    code: str
    error: str

    def to_json(self) -> dict[str, Any]:
        """The failure as a row of ``failures.jsonl``."""
        return {"id": self.id, "path": self.path, "stage": self.stage, "code": self.code, "error": self.error}


Draft = Article | Page | Failure
"""What a source gives."""


def failure(problem: SitrexError, *, path: str, article_id: str | None = None, stage: str = "ingest") -> Failure:
    """The failure row of an error."""
    return Failure(id=article_id, path=path, stage=stage, code=problem.code, error=str(problem))


def parse_date(value: object, path: str) -> datetime.date | None:
    """The calendar date of an ISO date or date-time; None and the empty string are None.

    Raises SitrexError ``article-date`` for anything else.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str) and (found := _ISO_DATE.match(value.strip())):
        try:
            return datetime.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass
    raise SitrexError("article-date", path=path, value=value if isinstance(value, str) else repr(value))


def clean_text(text: str, path: str) -> str:
    """The text as it will be annotated: NUL becomes U+FFFD; empty text and lone surrogates are errors."""
    if lone := _SURROGATE.search(text):
        raise SitrexError("article-surrogate", path=path, offset=lone.start())
    if not text or text.isspace():
        raise SitrexError("article-empty", path=path)
    return text.replace("\x00", "\ufffd")


def make_article(row: Mapping[str, Any], *, path: str, default_id: str, published: datetime.date | None) -> Article:
    """An article from a JSON object or CSV row, every field checked.

    ``published`` is what ``--published`` said; the row's own date wins.
    Raises SitrexError with an ``article-…`` code.
    """
    text = row.get("text")
    if text is None:
        raise SitrexError("article-no-text", path=path)
    for name in FIELDS:
        value = row.get(name)
        if value is not None and not isinstance(value, str) and not (name == "id" and type(value) is int):
            raise SitrexError("article-type", path=path, field=name, expected="a string", found=type(value).__name__)
        if name != "text" and isinstance(value, str) and (lone := _SURROGATE.search(value)):
            raise SitrexError("article-surrogate", path=f"{path} ({name})", offset=lone.start())
    key = row.get("id")
    metadata = {name: value for name, value in row.items() if name not in FIELDS}
    if metadata:
        _check_json(metadata, path)
    return Article(
        id=default_id if key in (None, "") else str(key),
        text=clean_text(text, path),
        title=row.get("title") or None,
        published=parse_date(row.get("published"), path) or published,
        source=row.get("source") or None,
        url=row.get("url") or None,
        metadata=metadata,
    )


def _check_json(metadata: Mapping[str, Any], path: str) -> None:
    try:
        json.dumps(metadata, ensure_ascii=False, allow_nan=False).encode("utf-8")
    except (TypeError, ValueError, RecursionError) as problem:
        raise SitrexError("article-metadata", path=path, reason=problem) from None
