"""Records into tables: CSV, Parquet, SQLite, DuckDB. Streamed, in one layout."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.export.layout import LINKS, LISTS, Column, batches, layout
from sitrex.write.finished import finished

Rows = Iterable[Mapping[str, Any]]

_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠")
"""First characters that make a spreadsheet run a cell as a formula (OWASP, CSV injection)."""

_ROWS: Final = 20
"""Rows inserted with one SQLite statement; its parameters stay below the 999 that every SQLite allows."""

_SUSPECT: Final = _FORMULA | {"'"}


def write_csv(records: Rows, folder: Path, *, failures: Rows = (), bom: bool = False) -> None:
    """One ``<table>.csv`` each, RFC 4180, UTF-8; an unknown value is an empty cell.

    Text that a spreadsheet would run as a formula gets a leading apostrophe, and so does text that begins with
    apostrophes before such: taking one apostrophe off gives the text back. ``bom`` writes the byte-order mark that
    Excel wants.
    """
    with ExitStack() as stack:
        writers = {}
        for name, columns in layout().items():
            file = stack.enter_context(finished(folder / f"{name}.csv"))
            stream = stack.enter_context(file.open("w", encoding="utf-8-sig" if bom else "utf-8", newline=""))
            writers[name] = csv.writer(stream)
            writers[name].writerow([column.name for column in columns])
        for rows in batches(records, failures):
            for name, table in rows.items():
                writers[name].writerows(_harmless(table))


def _harmless(rows: list[tuple[Any, ...]]) -> Iterable[Any]:
    """The rows with every cell that would be a formula as text."""
    for row in rows:
        # one look at first characters a row: almost no row has such a cell
        if _SUSPECT.isdisjoint([cell[:1] for cell in row if type(cell) is str]):
            yield row
        else:
            yield [_as_text(cell) if isinstance(cell, str) else cell for cell in row]


def _as_text(cell: str) -> str:
    return "'" + cell if cell.lstrip("'")[:1] in _FORMULA else cell


def write_parquet(records: Rows, folder: Path, *, failures: Rows = ()) -> None:
    """One typed ``<table>.parquet`` each, by pyarrow. Raises SitrexError ``extra-missing``."""
    pyarrow, parquet = _needs("pyarrow", "parquet", "Parquet"), _needs("pyarrow.parquet", "parquet", "Parquet")
    schemas = {name: _arrow_schema(pyarrow, columns) for name, columns in layout().items()}
    with ExitStack() as stack:
        writers = {}
        for name, schema in schemas.items():
            file = stack.enter_context(finished(folder / f"{name}.parquet"))
            writers[name] = stack.enter_context(parquet.ParquetWriter(file, schema))
        for rows in batches(records, failures):
            for name, table in rows.items():
                if table:
                    writers[name].write_table(_arrow_table(pyarrow, schemas[name], table))


def _arrow_schema(pyarrow: Any, columns: Iterable[Column]) -> Any:
    types = {
        "string": pyarrow.string(),
        "json": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
    }
    return pyarrow.schema(
        [pyarrow.field(c.name, types[c.type], metadata={"description": c.description}) for c in columns]
    )


def _arrow_table(pyarrow: Any, schema: Any, rows: list[tuple[Any, ...]]) -> Any:
    columns = zip(*rows, strict=True)
    arrays = [pyarrow.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    return pyarrow.Table.from_arrays(arrays, schema=schema)


def write_sqlite(records: Rows, path: Path, *, failures: Rows = ()) -> None:
    """One SQLite database with keys, foreign keys, indexes and full-text search, by sqlite-utils.

    ``documents_fts`` searches text and title, each list's ``<list>_fts`` its words; Datasette shows them as search
    boxes. Raises SitrexError ``extra-missing``.
    """
    sqlite_utils = _needs("sqlite_utils", "sqlite", "SQLite")
    types = {"string": str, "json": str, "integer": int, "number": float}
    with finished(path) as part:
        database = sqlite_utils.Database(part)
        try:
            # no journal: the file counts only when it is whole
            database.conn.executescript(
                "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000"
            )
            for name, columns in layout().items():
                links: list[Any] = [(("document", link), name, ("document", "id")) for link in LINKS.get(name, ())]
                if name in LISTS:
                    links.append(("document", "documents", "id"))
                database[name].create({c.name: types[c.type] for c in columns}, pk=_key(name), foreign_keys=links)
            with database.conn:
                for rows in batches(records, failures):
                    for name, table in rows.items():
                        _insert(database.conn, name, table)
            for name in LISTS:
                database[name].create_index(["label"])
                database[name].enable_fts(["text"])
            database["documents"].enable_fts(["title", "text"])
            database.conn.commit()
        finally:
            database.close()


def write_duckdb(records: Rows, path: Path, *, failures: Rows = ()) -> None:
    """One DuckDB database with keys, and foreign keys to ``documents``. Raises SitrexError ``extra-missing``.

    DuckDB checks foreign keys row by row, so links within a list are not declared.
    """
    duckdb = _needs("duckdb", "duckdb", "DuckDB")
    pyarrow = _needs("pyarrow", "duckdb", "DuckDB")
    types = {"string": "VARCHAR", "json": "JSON", "integer": "BIGINT", "number": "DOUBLE"}
    schemas = {name: _arrow_schema(pyarrow, columns) for name, columns in layout().items()}
    with finished(path) as part, duckdb.connect(str(part)) as database:
        for name, columns in layout().items():
            parts = [f'"{c.name}" {types[c.type]}' for c in columns]
            if key := _key(name):
                parts.append(f"PRIMARY KEY ({key if isinstance(key, str) else ', '.join(key)})")
            if name in LISTS:
                parts.append("FOREIGN KEY (document) REFERENCES documents (id)")
            database.execute(f"CREATE TABLE {name} ({', '.join(parts)})")
        for rows in batches(records, failures):
            for name, table in rows.items():
                if table:
                    database.register("batch", _arrow_table(pyarrow, schemas[name], table))
                    database.execute(f"INSERT INTO {name} SELECT * FROM batch")  # noqa: S608 - names of the layout
                    database.unregister("batch")


def _key(table: str) -> str | tuple[str, ...] | None:
    """The primary key; failures have none, since an article may fail without an id."""
    return ("document", "id") if table in LISTS else "id" if table == "documents" else None


def _insert(connection: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Insert rows, many with one statement: that takes two thirds of the time of one by one."""
    row = f"({', '.join('?' * len(layout()[table]))})"
    whole = len(rows) - len(rows) % _ROWS
    many = (list(chain.from_iterable(rows[at : at + _ROWS])) for at in range(0, whole, _ROWS))
    into = f"INSERT INTO {table} VALUES "  # noqa: S608 - names of the layout
    connection.executemany(into + ", ".join([row] * _ROWS), many)
    connection.executemany(into + row, rows[whole:])


def _needs(package: str, extra: str, feature: str) -> Any:
    from importlib import import_module

    try:
        return import_module(package)
    except ImportError:
        raise SitrexError("extra-missing", feature=feature, package=package.partition(".")[0], extra=extra) from None
