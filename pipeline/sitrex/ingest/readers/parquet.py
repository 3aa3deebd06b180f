"""Parquet tables, with the extra ``parquet``: streamed by batches of rows."""

from __future__ import annotations

import datetime
import decimal
import math
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Failure, failure, make_article

_ROWS: Final = 64
"""Rows held at once."""


def read_parquet(
    stream: IO[bytes],  # noqa: ARG001 - tables are read by random access
    *,
    path: str,
    stem: str,
    published: datetime.date | None,
) -> Iterator[Article | Failure]:
    """Articles of a table with the columns of an article; other columns become metadata.

    Dates and times become ISO strings, missing numbers null. An article without ``id`` is called
    ``<stem>:<row number>``. The table is read by random access; ``stream`` is left for the digest.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with Path(path).open("rb") as file, pq.ParquetFile(file, pre_buffer=False) as table:
            columns = table.schema_arrow.names
            if "text" not in columns:
                raise SitrexError("csv-no-text", path=path, columns=", ".join(columns)[:500] or "none")
            for batch in table.iter_batches(_ROWS, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    where = f"{path}:{number}"
                    key = row.get("id")
                    try:
                        plain = {name: _plain(value) for name, value in row.items()}
                        yield make_article(plain, path=where, default_id=f"{stem}:{number}", published=published)
                    except SitrexError as problem:
                        yield failure(problem, path=where, article_id=None if key is None else str(key))
    except SitrexError as problem:
        yield failure(problem, path=path)
    except (pa.ArrowException, OSError, ValueError) as problem:
        yield failure(SitrexError("input-packed", path=path, reason=problem), path=path)


def _plain(value: Any) -> Any:
    """The value as JSON types; what JSON has no type for is left and refused with the metadata."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value
