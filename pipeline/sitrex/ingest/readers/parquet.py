"""Parquet tables, with the extra ``parquet``: streamed by batches of rows."""

from __future__ import annotations

import datetime
import decimal
import math
from collections.abc import Iterator
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Draft, crash, failure, make_article
from sitrex.ingest.limits import DOCUMENT_LIMIT, RATIO, unpacked_limit
from sitrex.ingest.source import Source

_ROWS: Final = 64
"""Rows held at once."""
_BATCH: Final = 8 << 20
"""Bytes that a batch of rows may come to where the file says how large its values are; with larger ones, fewer rows."""


def read_parquet(source: Source) -> Iterator[Draft]:
    """Articles of a table; columns that are no field of an article become metadata.

    Dates and times become ISO strings, missing numbers null. An article without ``id`` is called
    ``<file>:<row number>``. The table is read by random access.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    number, path = 0, source.path
    try:
        with source.again() as file, pq.ParquetFile(file, pre_buffer=False) as table:
            names = source.reading.mapping(table.schema_arrow.names)
            if "text" not in names:
                columns = ", ".join(table.schema_arrow.names)[:500] or "none"
                raise SitrexError("csv-no-text", path=path, columns=columns)
            source.tell(path, names)
            for batch in table.iter_batches(_rows_at_once(table, source), use_threads=False):
                for at in range(batch.num_rows):
                    number += 1
                    yield _article(batch, at, number, names, source)
    except SitrexError as problem:
        yield failure(problem, path=path)
    except (pa.ArrowException, OSError, ValueError) as problem:
        yield failure(SitrexError("input-packed", path=path, reason=problem), path=path)


def _rows_at_once(table: Any, source: Source) -> int:
    """How many rows may be held, by the largest value that the file can hold in so many bytes.

    A dictionary names one long value in every row, so what counts is the size of a column's chunk, not its share a row.
    Raises SitrexError ``input-bomb``.
    """
    groups = [table.metadata.row_group(number) for number in range(table.metadata.num_row_groups)]
    chunks = [group.column(at) for group in groups for at in range(group.num_columns)]
    size = sum(chunk.total_uncompressed_size for chunk in chunks)
    if size > unpacked_limit(source.size):
        raise SitrexError("input-bomb", path=source.path, ratio=RATIO)
    largest = 0
    for chunk in chunks:
        repeated = any("DICTIONARY" in name or name.startswith("DELTA") for name in chunk.encodings)
        # a value that repeats or grows out of the one before may be as large as all of the chunk, in every row
        share = chunk.total_uncompressed_size if repeated else chunk.total_uncompressed_size // max(chunk.num_values, 1)
        largest = max(largest, share)
    if largest > DOCUMENT_LIMIT:
        raise SitrexError("input-too-large", path=source.path, limit=DOCUMENT_LIMIT)
    return max(1, min(_ROWS, _BATCH // max(largest, 1)))


def _article(batch: Any, at: int, number: int, names: dict[str, str], source: Source) -> Draft:
    where, key = f"{source.path}:{number}", None
    try:
        plain = {name: _plain(batch.column(name)[at].as_py()) for name in batch.schema.names}
        key = plain.get(names.get("id", ""))
        row = source.reading.row(plain, names)
        return make_article(row, path=where, default_id=f"{source.default_id}:{number}", reading=source.reading)
    except SitrexError as problem:
        return failure(problem, path=where, article_id=None if key is None else str(key))
    except Exception as problem:  # dates beyond any calendar, zones that nobody knows
        return crash(problem, path=where, article_id=None if key is None else str(key))


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
