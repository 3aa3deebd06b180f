"""Many articles from one file: JSON lines, CSV. Streamed."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final, NoReturn

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Failure, failure, make_article
from sitrex.ingest.decode import find_encoding

LINE_LIMIT: Final = 256 * 1024 * 1024
"""Bytes that one JSON line may have."""


def read_jsonl(
    lines: IO[bytes], *, path: str, stem: str, published: datetime.date | None
) -> Iterator[Article | Failure]:
    """Articles of a JSON-lines stream; a broken line is a failure and the next line is read.

    An article without ``id`` is called ``<stem>:<line number>``.
    """
    number = 0
    while line := lines.readline(LINE_LIMIT):
        number += 1
        where = f"{path}:{number}"
        if len(line) == LINE_LIMIT and not line.endswith(b"\n"):
            yield failure(SitrexError("input-too-large", path=where, limit=LINE_LIMIT), path=where)
            while (rest := lines.readline(LINE_LIMIT)) and not rest.endswith(b"\n"):
                pass
            continue
        if not line.strip():
            continue
        article_id = None
        try:
            row = parse_object(line.decode("utf-8-sig" if number == 1 else "utf-8"), path, number)
            article_id = str(row["id"]) if isinstance(row.get("id"), str | int) else None
            yield make_article(row, path=where, default_id=f"{stem}:{number}", published=published)
        except UnicodeDecodeError:
            yield failure(SitrexError("input-encoding", path=where), path=where)
        except SitrexError as problem:
            yield failure(problem, path=where, article_id=article_id)


def parse_object(text: str, path: str, line: int) -> dict[str, Any]:
    """The JSON object of one line; NaN and Infinity are refused.

    Raises SitrexError ``json-broken`` or ``json-not-object``.
    """
    try:
        row = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as problem:
        raise SitrexError("json-broken", path=path, line=line, reason=problem) from None
    if not isinstance(row, dict):
        raise SitrexError("json-not-object", path=path, line=line, found=type(row).__name__)
    return row


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not valid JSON")


def read_csv(
    stream: IO[bytes], *, path: str, stem: str, published: datetime.date | None
) -> Iterator[Article | Failure]:
    """Articles of a CSV table with the columns of an article; other columns become metadata."""
    csv.field_size_limit(LINE_LIMIT)
    lines = io.TextIOWrapper(stream, encoding=find_encoding(Path(path)), newline="")
    reader = csv.DictReader(lines, strict=True)
    try:
        columns = list(reader.fieldnames or [])
        if "text" not in columns:
            yield failure(SitrexError("csv-no-text", path=path, columns=", ".join(columns)[:500] or "none"), path=path)
            return
        for row in reader:
            where = f"{path}:{reader.line_num}"
            key = row.get("id") or None
            try:
                if None in row or None in row.values():
                    reason = f"the row has more or fewer cells than the {len(columns)} columns"
                    raise SitrexError("csv-broken", path=path, line=reader.line_num, reason=reason)
                default = f"{stem}:{reader.line_num}"
                yield make_article(row, path=where, default_id=default, published=published)
            except SitrexError as problem:
                yield failure(problem, path=where, article_id=key)
    except csv.Error as problem:
        where = f"{path}:{reader.line_num}"
        yield failure(SitrexError("csv-broken", path=path, line=reader.line_num, reason=problem), path=where)
    except UnicodeDecodeError:
        yield failure(SitrexError("input-encoding", path=path), path=path)
    finally:
        lines.detach()  # closing the stream is its opener's matter
