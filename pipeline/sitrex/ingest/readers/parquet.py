"""Parquet tables, with the extra ``parquet``: streamed by batches of rows, apart."""

from __future__ import annotations

from collections.abc import Iterator

from sitrex.errors import SitrexError
from sitrex.ingest.article import Draft, failure
from sitrex.ingest.limits import DOCUMENT_LIMIT, RATIO, unpacked_limit
from sitrex.ingest.readers.apart import read_apart
from sitrex.ingest.readers.rows import Rows
from sitrex.ingest.source import Source


def read_parquet(source: Source) -> Iterator[Draft]:
    """Articles of a table; columns that are no field of an article become metadata.

    Dates and times become ISO strings, missing numbers null; so does a cell that cannot be read, with a warning. An
    article without ``id`` is called ``<file>:<row number>``. The table is read by random access.
    """
    path = source.path
    try:
        with source.again() as file:
            results = read_apart("table", file, path)
            said = next(results)
            if said["size"] > unpacked_limit(source.size):
                raise SitrexError("input-bomb", path=path, ratio=RATIO)
            if said["largest"] > DOCUMENT_LIMIT:
                raise SitrexError("input-too-large", path=path, limit=DOCUMENT_LIMIT)
            table = Rows(source, said["columns"])
            for number, cells, reasons in results:
                yield table.article(cells, number, "table-row", unread=reasons)
    except SitrexError as problem:
        yield failure(problem, path=path)
