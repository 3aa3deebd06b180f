"""Many articles from one file: JSON lines, CSV with any delimiter. Streamed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import IO, Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Draft, Failure, failure, make_article
from sitrex.ingest.decode import as_utf8, find_encoding
from sitrex.ingest.limits import VALUES
from sitrex.ingest.readers.csv_rows import Row, csv_rows
from sitrex.ingest.readers.fields import digits, plain_fields
from sitrex.ingest.reading import Reading
from sitrex.ingest.source import Source

_DELIMITERS: Final = ",;\t|"
_HEAD: Final = 1 << 16
"""Bytes of a table that are looked at for what stands between its cells."""
_TOLD_DELIMITER: Final = re.compile(r"sep=([^\w\s\"]|[ \t])\r?\n")
_COLUMNS: Final = 20_000
_CHUNK: Final = 1 << 20
_TOLD: Final = 5
"""Mappings of one JSON-lines file that are told."""


def read_jsonl(source: Source) -> Iterator[Draft]:
    """Articles of a JSON-lines stream; a broken line is a failure and the next line is read.

    An article without ``id`` is called ``<file>:<line number>``.
    """
    number = 0
    told: set[tuple[str, ...]] = set()
    longest = source.longest
    stream = as_utf8(source.stream)
    while line := stream.readline(longest):
        number += 1
        where = f"{source.path}:{number}"
        if len(line) == longest and not line.endswith(b"\n"):
            yield failure(SitrexError("input-too-large", path=where, limit=longest), path=where)
            while (line := stream.readline(_CHUNK)) and not line.endswith(b"\n"):
                pass
            continue
        if not line.strip():
            continue
        article_id = None
        try:
            _check_values(line, where)
            row = parse_object(line.decode("utf-8-sig" if number == 1 else "utf-8"), source.path, number)
            names = source.reading.mapping_of(row)
            if (kept := tuple(names.values())) not in told and len(told) < _TOLD:
                told.add(kept)
                source.tell(source.path, names)
            if "text" not in names and (missing := source.reading.missing(row, where)) is not None:
                raise missing
            named = plain_fields(source.reading.row(row, names), names)
            article_id = str(named["id"]) if isinstance(named.get("id"), str | int) else None
            yield make_article(named, path=where, default_id=f"{source.default_id}:{number}", reading=source.reading)
        except UnicodeDecodeError:
            yield failure(SitrexError("input-encoding", path=where), path=where)
        except SitrexError as problem:
            yield failure(problem, path=where, article_id=article_id)


def _check_values(line: bytes, path: str) -> None:
    """Raise SitrexError ``input-costly`` for more values in one object than anybody's."""
    if len(line) > VALUES and (count := sum(map(line.count, (b",", b"[", b"{")))) > VALUES:
        raise SitrexError("input-costly", path=path, what=f"{count:,} values", limit=f"{VALUES:,}")


def parse_object(text: str, path: str, line: int) -> dict[str, Any]:
    """The JSON object of one line; NaN and Infinity, which tables are written with, are null.

    Raises SitrexError ``json-broken`` or ``json-not-object``.
    """
    try:
        row = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as problem:
        raise SitrexError("json-broken", path=path, line=line, reason=problem) from None
    if not isinstance(row, dict):
        raise SitrexError("json-not-object", path=path, line=line, found=type(row).__name__)
    return row


def read_csv(source: Source) -> Iterator[Draft]:
    """Articles of a CSV table, whatever stands between its cells; columns that are no field become metadata."""
    yield from _read_table(source, None)


def read_tsv(source: Source) -> Iterator[Draft]:
    """The same with tabs."""
    yield from _read_table(source, "\t")


def _read_table(source: Source, delimiter: str | None) -> Iterator[Draft]:
    path = source.path
    csv.field_size_limit(source.longest)
    with source.again() as stream:
        encoding = find_encoding(stream, path)
        stream.seek(0)
        head = stream.read(_HEAD).decode(encoding, "replace").lstrip("\ufeff")
    lines = io.TextIOWrapper(source.through(), encoding=encoding, newline="")
    skipped = 0
    try:
        if (told := _TOLD_DELIMITER.match(head)) is not None:  # Excel's own line
            delimiter = told[1]
            lines.readline()
            skipped = 1
        rows = csv_rows(_lines(lines, source), delimiter or _delimiter(head))
        first = list(islice((row for row in rows if row.cells or row.problem is not None), HEAD)) or [Row(1, [])]
        if first[0].problem is not None:
            raise SitrexError("csv-broken", path=path, line=first[0].number, reason=first[0].problem)
        at = names_at([row.cells for row in first], source.reading)
        table = Rows(source, first[at].cells)
        rows = chain(first[at + 1 :], rows)
        for number, cells, problem in rows:
            if problem is not None:
                broken = SitrexError("csv-broken", path=path, line=skipped + number, reason=problem)
                yield failure(broken, path=f"{path}:{skipped + number}")
            elif cells:
                yield table.article(cells, skipped + number, "csv-broken")
    except UnicodeDecodeError:
        yield failure(SitrexError("input-encoding", path=path), path=path)
    finally:
        lines.detach()  # closing the stream is its opener's matter


def _lines(stream: IO[str], source: Source) -> Iterator[str]:
    """The lines of a table. Raises SitrexError ``input-too-large``."""
    while line := stream.readline(source.longest):
        if len(line) == source.longest and not line.endswith("\n"):
            raise SitrexError("input-too-large", path=source.path, limit=source.longest)
        yield line


def _delimiter(head: str) -> str:
    """What stands between the cells: of the usual marks the one that cuts the first row into most cells."""
    counts = {}
    for mark in _DELIMITERS:
        try:
            counts[mark] = len(next(csv.reader(io.StringIO(head.lstrip("\r\n"), newline=""), delimiter=mark), []))
        except csv.Error:
            counts[mark] = 0
    return max(_DELIMITERS, key=lambda mark: counts[mark])


def _numbered(names: Sequence[str]) -> list[str]:
    """The names of columns; one that comes again has its number behind it, so that no column hides another."""
    there = set(names)
    used: Counter[str] = Counter()
    found = []
    for name in names:
        used[name] += 1
        while used[name] > 1 and f"{name} ({used[name]})" in there:
            used[name] += 1
        found.append(name if not name or used[name] == 1 else f"{name} ({used[name]})")
    return found


HEAD: Final = 10
"""Rows of a table among which its columns' names are looked for."""


def names_at(rows: Sequence[Sequence[Any]], reading: Reading) -> int:
    """Which of a table's first rows has the names of its columns: the first that names a text and has more cells filled than
    each above it, which is a title or a note (``Incident log, May 2022``); where there is none, the first that has several.

    >>> names_at([["Log", None, None], ["As of May", None, None], ["id", "date", "text"], [1, "3 May", "report"]], Reading())
    2
    """
    above = 0
    several: int | None = None
    found: list[tuple[int, list[str]]] = []
    for at, cells in enumerate(rows):
        filled = [str(cell).strip() for cell in cells if cell not in (None, "")]
        if len(filled) > max(above, 1) and "text" in reading.mapping(filled):
            found.append((at, filled))
        above = max(above, len(filled))
        several = at if several is None and len(filled) > 1 else several
    told = (reading.columns or {}).get("text")
    return next((at for at, names in found if told in names), found[0][0] if found else several or 0)


class Rows:
    """Rows of a table with these columns as articles; the first warns of a column that the user named and that is not there.

    Raises SitrexError ``csv-no-text``, ``column-missing``.
    """

    def __init__(self, source: Source, columns: Sequence[Any]) -> None:
        self._source = source
        if len(columns) > _COLUMNS:
            what = f"{len(columns):,} columns"
            raise SitrexError("input-costly", path=source.path, what=what, limit=f"{_COLUMNS:,}")
        self._columns = _numbered(["" if name is None else str(name).strip() for name in columns])
        self._names = source.reading.mapping(self._columns)
        self._missing = source.reading.missing(self._columns, source.path)
        if "text" not in self._names:
            if self._missing is not None and "text" in (source.reading.columns or {}):
                raise self._missing
            shown = ", ".join(filter(None, self._columns))[:500] or "none"
            raise SitrexError("csv-no-text", path=source.path, columns=shown)
        source.tell(source.path, self._names)

    def article(self, cells: Sequence[Any], number: int, code: str, *, unread: Sequence[tuple[int, str]] = ()) -> Draft:
        """The article of a row, or why there is none; a number stands for its digits where words are expected.

        Of ``unread`` cells (place and why) an id's or a text's costs the row, another's is a warning.
        """
        source, where = self._source, self._where(number)
        try:
            if len(cells) != len(self._columns):
                reason = f"the row has {len(cells)} cells, there are {len(self._columns)} columns"
                raise SitrexError(code, path=source.path, line=number, reason=reason)
            problems = {
                name: SitrexError("table-row", path=source.path, line=number, reason=f"{name}: {reason}")
                for name, reason in ((self._columns[at], reason) for at, reason in unread)
            }
            for field in ("id", "text"):
                if self._names.get(field) in problems:
                    raise problems[self._names[field]]
            values = {name: value for name, value in zip(self._columns, cells, strict=True) if name}
            row = digits(source.reading.row(values, self._names))
            found = make_article(row, path=where, default_id=f"{source.default_id}:{number}", reading=source.reading)
            said, self._missing = [self._missing] if self._missing is not None else [], None
            warnings = [*found.warnings, *map(str, problems.values()), *map(str, said)]
            return replace(found, warnings=tuple(warnings))
        except SitrexError as problem:
            return self.refused(cells, number, problem)

    def refused(self, cells: Sequence[Any], number: int, problem: SitrexError) -> Failure:
        """The failure of a row, by its id if it has one."""
        at = self._columns.index(self._names["id"]) if "id" in self._names else len(cells)
        key = str(cells[at]) if at < len(cells) and cells[at] else None
        return failure(problem, path=self._where(number), article_id=key)

    def _where(self, number: int) -> str:
        return f"{self._source.path}:{number}"
