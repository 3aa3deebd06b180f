"""Many articles from one file: JSON lines, CSV with any delimiter, spreadsheets. Streamed, but for spreadsheets."""

from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, Final, NoReturn

from sitrex.errors import SitrexError
from sitrex.ingest.article import Draft, failure, make_article
from sitrex.ingest.decode import find_encoding
from sitrex.ingest.limits import DOCUMENT_LIMIT, TEXT_LIMIT, check_package, read_whole
from sitrex.ingest.source import Source

_DELIMITERS: Final = ",;\t|"
_HEAD: Final = 1 << 16
"""Bytes of a table that are looked at for what stands between its cells."""
_TOLD: Final = 5
"""Mappings of one JSON-lines file that are told."""


def read_jsonl(source: Source) -> Iterator[Draft]:
    """Articles of a JSON-lines stream; a broken line is a failure and the next line is read.

    An article without ``id`` is called ``<file>:<line number>``.
    """
    number = 0
    told: set[tuple[str, ...]] = set()
    while line := source.stream.readline(TEXT_LIMIT):
        number += 1
        where = f"{source.path}:{number}"
        if len(line) == TEXT_LIMIT and not line.endswith(b"\n"):
            yield failure(SitrexError("input-too-large", path=where, limit=TEXT_LIMIT), path=where)
            while (rest := source.stream.readline(TEXT_LIMIT)) and not rest.endswith(b"\n"):
                pass
            continue
        if not line.strip():
            continue
        article_id = None
        try:
            row = parse_object(line.decode("utf-8-sig" if number == 1 else "utf-8"), source.path, number)
            names = source.reading.mapping(row)
            if (kept := tuple(names.values())) not in told and len(told) < _TOLD:
                told.add(kept)
                source.tell(source.path, names)
            named = source.reading.row(row, names)
            article_id = str(named["id"]) if isinstance(named.get("id"), str | int) else None
            yield make_article(named, path=where, default_id=f"{source.default_id}:{number}", reading=source.reading)
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


def read_csv(source: Source) -> Iterator[Draft]:
    """Articles of a CSV table, whatever stands between its cells; columns that are no field become metadata."""
    yield from _read_table(source, None)


def read_tsv(source: Source) -> Iterator[Draft]:
    """The same with tabs."""
    yield from _read_table(source, "\t")


def _read_table(source: Source, delimiter: str | None) -> Iterator[Draft]:
    path = source.path
    csv.field_size_limit(TEXT_LIMIT)
    with source.again() as stream:
        encoding = find_encoding(stream, path)
        stream.seek(0)
        head = stream.read(_HEAD).decode(encoding, "replace").lstrip("\ufeff")
    lines = io.TextIOWrapper(source.stream, encoding=encoding, newline="")
    number = 1
    try:
        reader = csv.reader(lines, delimiter=delimiter or _delimiter(head), strict=True)
        table = _Rows(source, next(reader, []))
        for cells in reader:
            number = reader.line_num
            if cells:
                yield table.article(cells, number, "csv-broken")
    except csv.Error as problem:
        broken = SitrexError("csv-broken", path=path, line=number, reason=problem)
        yield failure(broken, path=f"{path}:{number}")
    except UnicodeDecodeError:
        yield failure(SitrexError("input-encoding", path=path), path=path)
    finally:
        lines.detach()  # closing the stream is its opener's matter


def _delimiter(head: str) -> str:
    """What stands between the cells: of the usual marks the one that cuts the first row into most cells."""
    counts = {}
    for mark in _DELIMITERS:
        try:
            counts[mark] = len(next(csv.reader(io.StringIO(head, newline=""), delimiter=mark), []))
        except csv.Error:
            counts[mark] = 0
    return max(_DELIMITERS, key=lambda mark: counts[mark])


class _Rows:
    """Rows of a table with these columns as articles. Raises SitrexError ``csv-no-text``, ``column-missing``."""

    def __init__(self, source: Source, columns: Sequence[Any]) -> None:
        self._source = source
        self._columns = [str(name).strip() for name in columns]
        self._names = source.reading.mapping(self._columns)
        if "text" not in self._names:
            shown = ", ".join(self._columns)[:500] or "none"
            raise SitrexError("csv-no-text", path=source.path, columns=shown)
        source.tell(source.path, self._names)

    def article(self, cells: Sequence[Any], number: int, code: str) -> Draft:
        source, where = self._source, f"{self._source.path}:{number}"
        try:
            if len(cells) != len(self._columns):
                reason = f"the row has {len(cells)} cells, there are {len(self._columns)} columns"
                raise SitrexError(code, path=source.path, line=number, reason=reason)
            values = {name: value for name, value in zip(self._columns, cells, strict=True) if name}
            row = source.reading.row(values, self._names)
            return make_article(row, path=where, default_id=f"{source.default_id}:{number}", reading=source.reading)
        except SitrexError as problem:
            at = self._columns.index(self._names["id"]) if "id" in self._names else len(cells)
            key = str(cells[at]) if at < len(cells) and cells[at] else None
            return failure(problem, path=where, article_id=key)


def read_sheets(source: Source) -> Iterator[Draft]:
    """Articles of a workbook's sheets (.xlsx, .xls, .ods), each with a row of names above; sheets without a text are left.

    An article without ``id`` is called ``<file>:<sheet>:<row number>``. Raises SitrexError ``csv-no-text`` where no sheet
    has one.
    """
    import python_calamine

    path = source.path
    data = read_whole(source.stream, path, DOCUMENT_LIMIT)
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check_package(package, len(data), path)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise SitrexError("input-encrypted", path=path) from None
    except python_calamine.CalamineError as problem:
        raise SitrexError("input-packed", path=path, reason=problem) from None
    without = []
    for name in book.sheet_names:
        rows = iter(enumerate(book.get_sheet_by_name(name).iter_rows(), 1))
        here = source.within(default_id=f"{source.default_id}:{name}", path=f"{path}:{name}")
        _, columns = next(rows, (0, []))
        try:
            table = _Rows(here, columns)
        except SitrexError as problem:
            without.append(problem)
            continue
        for number, cells in rows:
            values = [_plain(cell) for cell in cells]
            if any(value is not None for value in values):
                yield table.article(values, number, "csv-broken")
    if len(without) == len(book.sheet_names):
        raise without[0] if without else SitrexError("csv-no-text", path=path, columns="none")


def _plain(cell: Any) -> Any:
    """A cell as JSON types; a whole number is one, not ``7.0``."""
    if cell == "" or cell is None:
        return None
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, datetime.timedelta) else cell
