"""An article, what can go wrong with one, and the checks every source shares."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.dates import ISO_DATE, read_date
from sitrex.ingest.reading import FIELDS, Reading

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_FEW_WORDS: Final = 2
"""A text of so few words is read, with a warning."""
_ADDRESSES: Final = re.compile(r"\s*(?:https?://\S++\s*+)++")

PUBLISHED_FROM: Final = (
    "sidecar",
    "front_matter",
    "field",
    "json_ld",
    "meta",
    "feed",
    "mail",
    "option",
    "properties",
    "time_element",
    "address",
    "byline",
    "dateline",
)
"""Where a publication date comes from, as ``document.published_from`` has it; the first of these that an article has
decides. Those behind ``option`` are weak: a text that keeps naming other years refuses them."""


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
    published_from: str | None = None
    """One of :data:`PUBLISHED_FROM`."""
    source: str | None = None
    url: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    """What the reader of the source would have its owner know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A document that is still to be read, which is slow and may do harm: a page, a PDF, a letter."""

    id: str
    path: str
    kind: str
    """Name of its :class:`sitrex.ingest.kinds.Kind`."""
    data: bytes
    said: Mapping[str, Any]
    """What a sidecar, a feed or an archive says of the article, by the names of :data:`FIELDS`."""
    said_by: str = "sidecar"
    """The entry of :data:`PUBLISHED_FROM` for a date among them."""


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


Draft = Article | Raw | Failure
"""What a source gives."""


def failure(problem: SitrexError, *, path: str, article_id: str | None = None, stage: str = "ingest") -> Failure:
    """The failure row of an error."""
    key = None if article_id is None else clean_name(article_id)
    return Failure(id=key, path=clean_name(path), stage=stage, code=problem.code, error=clean_name(str(problem)))


def crash(problem: BaseException, *, path: str, article_id: str | None = None, stage: str = "ingest") -> Failure:
    """The failure row of what a library or a bug raised for one input."""
    reason = f"{type(problem).__name__}: {problem}"[:500]
    named = SitrexError("pipeline-failed", path=path, stage=stage, reason=reason)
    if stage == "ingest" and isinstance(problem, RecursionError):
        named = SitrexError("input-costly", path=path, what="parts within parts", limit="a few hundred")
    return failure(named, path=path, article_id=article_id, stage=stage)


def clean_name(name: str) -> str:
    r"""The name without lone surrogates: bytes of a file's name as ``%FF``, others as their escape.

    >>> clean_name("re\udcffport"), clean_name("a\ud800"), clean_name("Kyiv")
    ('re%FFport', 'a\\ud800', 'Kyiv')
    """
    return _SURROGATE.sub(_spelt, name)


def _spelt(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"%{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def clean_text(text: str, path: str) -> str:
    """The text as it will be annotated: NUL and lone surrogates become U+FFFD; an empty text is an error."""
    if not text or text.isspace():
        raise SitrexError("article-empty", path=path)
    return _SURROGATE.sub("\ufffd", text.replace("\x00", "\ufffd"))


def make_article(
    row: Mapping[str, Any],
    *,
    path: str,
    default_id: str,
    reading: Reading,
    said_by: str = "field",
    dates: Mapping[str, object] | None = None,
) -> Article:
    """An article from what is said of it, every field checked.

    Args:
        row: by the names of :data:`FIELDS`; others become metadata.
        path: of the source, for messages.
        default_id: used where the row has none.
        reading: what the user said of the inputs.
        said_by: where the row's ``published`` comes from, an entry of :data:`PUBLISHED_FROM`.
        dates: the same for other places of the document: entry -> what stands there.

    Raises:
        SitrexError: with an ``article-…`` code.
    """
    text = row.get("text")
    if text is None:
        raise SitrexError("article-no-text", path=path)
    for name in FIELDS:
        value = row.get(name)
        allowed = (str, int, float) if name == "published" else (str, int) if name == "id" else str
        if value is not None and (not isinstance(value, allowed) or isinstance(value, bool)):
            raise SitrexError("article-type", path=path, field=name, expected="a string", found=type(value).__name__)
    text = clean_text(text, path)
    metadata = {name: value for name, value in row.items() if name not in FIELDS}
    if metadata:
        metadata = _plain_json(metadata, path)
    warnings = list(_doubts(text, path))
    published, origin = _published({said_by: row.get("published"), **(dates or {})}, text, path, reading, warnings)
    key = row.get("id")
    return Article(
        id=clean_name(default_id if key in (None, "") else str(key)),
        text=text,
        title=_line(row.get("title")),
        published=published,
        published_from=origin,
        source=_line(row.get("source")),
        url=_line(row.get("url")),
        metadata=metadata,
        warnings=tuple(warnings),
    )


def _line(value: str | None) -> str | None:
    return clean_name(value) or None if value else None


def _published(
    dates: Mapping[str, object], text: str, path: str, reading: Reading, warnings: list[str]
) -> tuple[datetime.date | None, str | None]:
    """The publication date and where it is from: the first place in the order of PUBLISHED_FROM that has a good one."""
    strong = PUBLISHED_FROM.index("option")
    for place, origin in enumerate(PUBLISHED_FROM):
        if origin == "option":
            if reading.published:
                return reading.published, origin
            continue
        value = dates.get(origin)
        if value is None or value == "":
            continue
        try:
            day = read_date(value, path, day_first=reading.day_first)
        except SitrexError as problem:
            if place < strong:
                warnings.append(str(problem))
            continue
        if place < strong or not keeps_naming_other_years(text, day.year):
            return day, origin
    return None, None


_YEAR: Final = re.compile(r"(?<![\d.,:/-])(1[0-9]{3}|20[0-9]{2})(?![\d:]|[.,/-]\d)", re.ASCII)
_YEARS_LOOKED_AT: Final = 200_000
_FEW_YEARS: Final = 3


def keeps_naming_other_years(text: str, year: int) -> bool:
    """Whether the text names other full years at least three times, and more often than the year or the one before.

    >>> keeps_naming_other_years("In 1914 and 1915, as in 1916, the regiment fought.", 2014)
    True
    """
    own = other = 0
    for found in _YEAR.finditer(text, 0, _YEARS_LOOKED_AT):
        if int(found[1]) in (year, year - 1):
            own += 1
        else:
            other += 1
    return other >= _FEW_YEARS and other > own


def _doubts(text: str, path: str) -> list[str]:
    """What a person might want to know of the text."""
    if _ADDRESSES.fullmatch(text):
        raise SitrexError("article-addresses", path=path)
    words = text[:200].split()
    return [str(SitrexError("article-short", path=path, text=" ".join(words)))] if len(words) <= _FEW_WORDS else []


def parse_date(value: object, path: str) -> datetime.date | None:
    """The calendar date of an ISO date or date-time, as an argument of a function; None and the empty string are None.

    Raises SitrexError ``article-date`` for anything else.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str) and (found := ISO_DATE.match(value.strip())):
        try:
            return datetime.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass
    raise SitrexError("article-date", path=path, value=value if isinstance(value, str) else repr(value))


def _plain_json(metadata: dict[str, Any], path: str) -> dict[str, Any]:
    """The metadata, with lone surrogates spelt. Raises SitrexError ``article-metadata`` for what is no JSON."""
    try:
        written = json.dumps(metadata, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as problem:
        raise SitrexError("article-metadata", path=path, reason=problem) from None
    if _SURROGATE.search(written) is None:
        return metadata
    spelt: dict[str, Any] = json.loads(_SURROGATE.sub(lambda found: _spelt(found).replace("\\", "\\\\"), written))
    return spelt
