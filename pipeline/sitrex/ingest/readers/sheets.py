"""Spreadsheets (.xlsx, .xls, .ods), by calamine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from sitrex.errors import SitrexError
from sitrex.ingest.article import Draft
from sitrex.ingest.limits import DOCUMENT_LIMIT, Budget, check_package, open_zip, read_whole
from sitrex.ingest.readers.apart import read_apart
from sitrex.ingest.readers.rows import Rows
from sitrex.ingest.source import Source


def read_sheets(source: Source) -> Iterator[Draft]:
    """Articles of a workbook's sheets, each with a row of names above; sheets without a text are left.

    An article without ``id`` is called ``<file>:<sheet>:<row number>``. Raises SitrexError ``csv-no-text`` where no sheet
    has one, ``input-encrypted``, ``input-packed``, ``input-costly`` or, behind the rows that were read, ``input-bomb``.
    """
    path = source.path
    data = read_whole(source.stream, path, DOCUMENT_LIMIT)
    if zipfile.is_zipfile(io.BytesIO(data)):
        with open_zip(io.BytesIO(data), path) as package:
            check_package(package, len(data), path)
    table: Rows | None = None
    refused: SitrexError | None = None
    found, begins = False, False
    budget = Budget(path, len(data), source.budget)  # a text or a sheet may be named a thousand times
    for name, number, cells in read_apart("sheets", data, path):
        budget.spend(sum(len(cell) for cell in cells if isinstance(cell, str)))
        if number == 0:
            table, begins = None, True
        elif begins:
            begins = False
            try:
                here = source.within(default_id=f"{source.default_id}:{name}", path=f"{path}:{name}")
                table, found = Rows(here, cells), True
            except SitrexError as problem:
                refused = refused or problem
        elif table is not None:
            yield table.article(cells, number, "table-row")
    if not found:
        raise refused or SitrexError("csv-no-text", path=path, columns="none")
