"""Tables into CSV, Parquet and DuckDB, as their rows come."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.export.layout import Column, Layout, Rows
from sitrex.write.finished import finished

_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠")
"""First characters that make a spreadsheet run a cell as a formula (OWASP, CSV injection)."""

_SUSPECT: Final = _FORMULA | {"'"}

LIST_SEPARATOR: Final = "; "
"""Between the members of a list in a cell of a CSV file."""


def write_csv(layout: Layout, batches: Iterable[Rows], folder: Path, *, bom: bool = False) -> None:
    """One ``<table>.csv`` each, RFC 4180, UTF-8; an unknown value is an empty cell.

    Text that a spreadsheet would run as a formula gets a leading apostrophe, and so does text that begins with
    apostrophes before such: taking one apostrophe off gives the text back. A symbol code of twenty digits, which a
    spreadsheet would round, is two groups of ten with a hyphen. ``bom`` writes the byte-order mark that Excel wants.
    """
    with ExitStack() as stack:
        writers = {}
        for name, columns in layout.tables.items():
            file = stack.enter_context(finished(folder / f"{name}.csv"))
            stream = stack.enter_context(file.open("w", encoding="utf-8-sig" if bom else "utf-8", newline=""))
            writers[name] = csv.writer(stream)
            writers[name].writerow([column.name for column in columns])
        for rows in batches:
            for name, table in rows.items():
                writers[name].writerows(csv_rows(layout.tables[name], table))


def _written(columns: Iterable[Column]) -> list[tuple[int, Callable[[Any], str]]]:
    """Place of each column whose cells are not written as they are -> what is written."""
    special: Mapping[str, Callable[[Any], str]] = {"list": LIST_SEPARATOR.join, "sidc": grouped}
    return [(place, special[column.type]) for place, column in enumerate(columns) if column.type in special]


def grouped(sidc: str) -> str:
    """A symbol code as groups of ten digits.

    >>> grouped("10011000181211020000")
    '1001100018-1211020000'
    """
    return "-".join(sidc[at : at + 10] for at in range(0, len(sidc), 10))


def csv_rows(columns: Iterable[Column], rows: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
    """The rows as CSV has them, with every cell that would be a formula as text."""
    written = _written(columns)
    for row in rows:
        cells: Any = row
        if written:
            cells = list(row)
            for place, write in written:
                if cells[place] is not None:
                    cells[place] = write(cells[place])
        # one look at first characters a row: almost no row has such a cell
        if _SUSPECT.isdisjoint([cell[:1] for cell in cells if type(cell) is str]):
            yield cells
        else:
            yield [_as_text(cell) if isinstance(cell, str) else cell for cell in cells]


def _as_text(cell: str) -> str:
    return "'" + cell if cell.lstrip("'")[:1] in _FORMULA else cell


def write_parquet(layout: Layout, batches: Iterable[Rows], folder: Path) -> None:
    """One typed ``<table>.parquet`` each, by pyarrow. Raises SitrexError ``extra-missing``."""
    pyarrow, parquet = _needs("pyarrow", "parquet", "Parquet"), _needs("pyarrow.parquet", "parquet", "Parquet")
    schemas = {name: _arrow_schema(pyarrow, columns) for name, columns in layout.tables.items()}
    with ExitStack() as stack:
        writers = {}
        for name, schema in schemas.items():
            file = stack.enter_context(finished(folder / f"{name}.parquet"))
            writers[name] = stack.enter_context(parquet.ParquetWriter(file, schema))
        for rows in batches:
            for name, table in rows.items():
                if table:
                    writers[name].write_table(_arrow_table(pyarrow, schemas[name], table))


def _arrow_schema(pyarrow: Any, columns: Iterable[Column]) -> Any:
    types = {
        "string": pyarrow.string(),
        "sidc": pyarrow.string(),
        "json": pyarrow.string(),
        "list": pyarrow.list_(pyarrow.string()),
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


def write_duckdb(layout: Layout, batches: Iterable[Rows], path: Path) -> None:
    """One DuckDB database with keys, and foreign keys of single columns. Raises SitrexError ``extra-missing``.

    DuckDB checks foreign keys row by row, so links within a table are not declared.
    """
    duckdb = _needs("duckdb", "duckdb", "DuckDB")
    pyarrow = _needs("pyarrow", "duckdb", "DuckDB")
    types = {"json": "JSON", "list": "VARCHAR[]", "integer": "BIGINT", "number": "DOUBLE"}
    schemas = {name: _arrow_schema(pyarrow, columns) for name, columns in layout.tables.items()}
    with finished(path) as part, duckdb.connect(str(part)) as database:
        for name, columns in layout.tables.items():
            parts = [f'"{c.name}" {types.get(c.type, "VARCHAR")}' for c in columns]
            if key := layout.keys.get(name):
                parts.append(f"PRIMARY KEY ({', '.join(key)})")
            for own, other, there in layout.links.get(name, ()):
                if other != name:
                    parts.append(f"FOREIGN KEY ({', '.join(own)}) REFERENCES {other} ({', '.join(there)})")
            database.execute(f"CREATE TABLE {name} ({', '.join(parts)})")
        for rows in batches:
            for name, table in rows.items():
                if table:
                    database.register("batch", _arrow_table(pyarrow, schemas[name], table))
                    database.execute(f"INSERT INTO {name} SELECT * FROM batch")  # noqa: S608 - names of the layout
                    database.unregister("batch")
        for name, view in layout.views.items():
            database.execute(f"CREATE VIEW {name} AS {view.select}")


def _needs(package: str, extra: str, feature: str) -> Any:
    from importlib import import_module

    try:
        return import_module(package)
    except ImportError:
        raise SitrexError("extra-missing", feature=feature, package=package.partition(".")[0], extra=extra) from None
