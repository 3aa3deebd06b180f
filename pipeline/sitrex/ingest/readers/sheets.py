"""Spreadsheets (.xlsx, .xls, .ods), by calamine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import chain, groupby, islice
from typing import Any

from sitrex.errors import SitrexError
from sitrex.ingest.article import Draft
from sitrex.ingest.limits import DOCUMENT_LIMIT, Budget, check_package, open_zip, read_whole
from sitrex.ingest.readers.apart import read_apart
from sitrex.ingest.readers.rows import HEAD, Rows, names_at
from sitrex.ingest.source import Source


def read_sheets(source: Source) -> Iterator[Draft]:
    """Articles of a workbook's sheets, each with a row of names above, titles over it or none; sheets without a text are left.

    An article without ``id`` is called ``<file>:<sheet>:<row number>``. Raises SitrexError ``csv-no-text`` where no sheet
    has one, ``input-encrypted``, ``input-packed``, ``input-costly`` or, behind the rows that were read, ``input-bomb``.
    """
    path = source.path
    data = read_whole(source.stream, path, DOCUMENT_LIMIT)
    if zipfile.is_zipfile(io.BytesIO(data)):
        with open_zip(io.BytesIO(data), path) as package:
            check_package(package, len(data), path)
    refused: SitrexError | None = None
    found = False
    for name, rows in _sheets(source, data):
        first = list(islice(rows, HEAD))
        try:
            at = names_at([cells for _, cells in first], source.reading)
            here = source.within(default_id=f"{source.default_id}:{name}", path=f"{path}:{name}")
            table, found = Rows(here, first[at][1] if first else []), True
        except SitrexError as problem:
            refused = refused or (problem if first else None)
            continue
        for number, cells in chain(first[at + 1 :], rows):
            yield table.article(cells, number, "table-row")
    if not found:
        raise refused or SitrexError("csv-no-text", path=path, columns="none")


def _sheets(source: Source, data: bytes) -> Iterator[tuple[str, Iterator[tuple[int, list[Any]]]]]:
    """The name of each sheet, and its rows with their numbers."""
    budget = Budget(source.path, len(data), source.budget)  # a text or a sheet may be named a thousand times

    def numbered() -> Iterator[tuple[int, str, int, list[Any]]]:
        begun = 0  # a sheet begins with a row of number 0; two may have one name
        for name, number, cells in read_apart("sheets", data, source.path):
            budget.spend(sum(len(cell) for cell in cells if isinstance(cell, str)))
            begun += number == 0
            yield begun, name, number, cells

    for (_, name), rows in groupby(numbered(), lambda row: row[:2]):
        yield name, ((number, cells) for _, _, number, cells in rows if number)
