"""Records into tables: CSV, Parquet, SQLite, DuckDB. Streamed, in one layout."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.export.layout import LISTS, Column, Rows, batches, layout

Records = Iterable[Mapping[str, Any]]

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet run a cell as a formula (OWASP, CSV injection)."""


def write_csv(records: Records, folder: Path, *, bom: bool = False) -> None:
    """One ``<table>.csv`` each, RFC 4180, UTF-8.

    Text that a spreadsheet would run as a formula gets a leading apostrophe.
    ``bom`` writes the byte-order mark that Excel wants.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        writers = {}
        for name, columns in layout().items():
            final = folder / f"{name}.csv"
            file = stack.enter_context(_finished(final))
            stream = stack.enter_context(file.open("w", encoding="utf-8-sig" if bom else "utf-8", newline=""))
            writers[name] = csv.writer(stream)
            writers[name].writerow([column.name for column in columns])
        for rows in batches(records):
            for name, table in rows.items():
                writers[name].writerows([[_safe(cell) for cell in row] for row in table])


def _safe(cell: Any) -> Any:
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


@contextmanager
def _finished(path: Path) -> Iterator[Path]:
    """A temporary path that takes its final name only when all went well."""
    part = path.with_name(path.name + ".part")
    try:
        yield part
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    part.replace(path)


def write_parquet(records: Records, folder: Path) -> None:
    """One typed ``<table>.parquet`` each, by pyarrow. Raises SitrexError ``extra-missing``."""
    pyarrow, parquet = _needs("pyarrow", "parquet", "Parquet"), _needs("pyarrow.parquet", "parquet", "Parquet")
    folder.mkdir(parents=True, exist_ok=True)
    schemas = {name: _arrow_schema(pyarrow, columns) for name, columns in layout().items()}
    with ExitStack() as stack:
        writers = {}
        for name, schema in schemas.items():
            file = stack.enter_context(_finished(folder / f"{name}.parquet"))
            writers[name] = stack.enter_context(parquet.ParquetWriter(file, schema))
        for rows in batches(records):
            for name, schema in schemas.items():
                writers[name].write_table(_arrow_table(pyarrow, schema, rows[name]))


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
    cells = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pyarrow.array(column, type=field.type) for column, field in zip(cells, schema, strict=True)]
    return pyarrow.Table.from_arrays(arrays, schema=schema)


def write_sqlite(records: Records, path: Path) -> None:
    """One SQLite database with keys, foreign keys, indexes and full-text search, by sqlite-utils.

    ``documents_fts`` searches text and title; each list's ``<list>_fts`` its words. Opens in Datasette.
    Raises SitrexError ``extra-missing``.
    """
    sqlite_utils = _needs("sqlite_utils", "sqlite", "SQLite")
    path.parent.mkdir(parents=True, exist_ok=True)
    with _finished(path) as part:
        part.unlink(missing_ok=True)
        database = sqlite_utils.Database(part)
        types = {"string": str, "json": str, "integer": int, "number": float}
        for name, columns in layout().items():
            links = [("document", "documents", "id")] if name in LISTS else []
            key = ("document", "id") if name in LISTS else "id"
            database[name].create({c.name: types[c.type] for c in columns}, pk=key, foreign_keys=links)
        _insert(records, lambda sql, rows: database.conn.executemany(sql, rows))
        for name in LISTS:
            database[name].create_index(["label"])
            database[name].enable_fts(["text"])
        database["documents"].enable_fts(["title", "text"])
        database.conn.commit()
        database.close()


def write_duckdb(records: Records, path: Path) -> None:
    """One DuckDB database with keys and foreign keys. Raises SitrexError ``extra-missing``."""
    duckdb = _needs("duckdb", "duckdb", "DuckDB")
    pyarrow = _needs("pyarrow", "duckdb", "DuckDB")
    path.parent.mkdir(parents=True, exist_ok=True)
    types = {"string": "VARCHAR", "json": "JSON", "integer": "BIGINT", "number": "DOUBLE"}
    with _finished(path) as part:
        part.unlink(missing_ok=True)
        with duckdb.connect(str(part)) as database:
            for name, columns in layout().items():
                cells = [f'"{c.name}" {types[c.type]}' for c in columns]
                cells.append("PRIMARY KEY (document, id)" if name in LISTS else "PRIMARY KEY (id)")
                if name in LISTS:
                    cells.append("FOREIGN KEY (document) REFERENCES documents (id)")
                database.execute(f"CREATE TABLE {name} ({', '.join(cells)})")
            schemas = {name: _arrow_schema(pyarrow, columns) for name, columns in layout().items()}
            for rows in batches(records):
                for name, table in rows.items():
                    if table:
                        database.register("batch", _arrow_table(pyarrow, schemas[name], table))
                        database.execute(f"INSERT INTO {name} SELECT * FROM batch")  # noqa: S608 - names of the layout
                        database.unregister("batch")


def _insert(records: Records, executemany: Callable[[str, list[tuple[Any, ...]]], object]) -> None:
    statements = {
        name: f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - names of the layout
        for name, columns in layout().items()
    }
    batch: Rows
    for batch in batches(records):
        for name, rows in batch.items():
            executemany(statements[name], rows)


def _needs(package: str, extra: str, feature: str) -> Any:
    from importlib import import_module

    try:
        return import_module(package)
    except ImportError:
        raise SitrexError("extra-missing", feature=feature, package=package.partition(".")[0], extra=extra) from None
