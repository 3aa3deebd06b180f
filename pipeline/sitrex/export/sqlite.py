"""Tables into one SQLite database: keys, foreign keys, indexes, full-text search, views, and names for Datasette."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any, Final

from sitrex.export.layout import Column, Layout, Rows
from sitrex.write.finished import finished

_PARAMETERS: Final = 999
"""The parameters of one statement that every SQLite allows."""

_TYPES: Final = {"integer": "INTEGER", "number": "FLOAT"}

_FAST: Final = (
    # no journal: the file counts only when it is whole
    "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000"
)


def write_sqlite(layout: Layout, batches: Iterable[Rows], path: Path) -> None:
    """One SQLite database, and ``<name>.datasette.yaml`` beside it.

    ``<table>_fts`` is the full-text index of a table, as Datasette looks for it; the YAML file names the column that
    labels a row and says what the tables and columns mean (``datasette NAME.db -m NAME.datasette.yaml``).
    """
    with finished(path) as part, closing(sqlite3.connect(part)) as database:
        database.executescript(_FAST)
        for name, columns in layout.tables.items():
            database.execute(_create(layout, name, columns))
        insert = {name: _inserter(database, name, columns) for name, columns in layout.tables.items()}
        for rows in batches:
            for name, table in rows.items():
                insert[name](table)
        for name, indexes in layout.indexes.items():
            for indexed in indexes:
                index = _quoted("_".join((name, *indexed)))
                database.execute(f"CREATE INDEX {index} ON {_quoted(name)} ({_list(indexed)})")
        for name, searched in layout.searched.items():
            index, cells = _quoted(f"{name}_fts"), _list(searched)
            database.execute(f"CREATE VIRTUAL TABLE {index} USING FTS5 ({cells}, content={_quoted(name)})")
            database.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608 - names of the layout
        for name, view in layout.views.items():
            database.execute(f"CREATE VIEW {_quoted(name)} AS {view.select}")
        database.commit()
    with finished(path.with_suffix(".datasette.yaml")) as part:
        part.write_text(_datasette(layout, path.stem), encoding="utf-8", newline="\n")


def _create(layout: Layout, name: str, columns: Iterable[Column]) -> str:
    parts = [f"{_quoted(column.name)} {_TYPES.get(column.type, 'TEXT')}" for column in columns]
    if key := layout.keys.get(name):
        parts.append(f"PRIMARY KEY ({_list(key)})")
    for own, other, there in layout.links.get(name, ()):
        parts.append(f"FOREIGN KEY ({_list(own)}) REFERENCES {_quoted(other)} ({_list(there)})")
    return f"CREATE TABLE {_quoted(name)} ({', '.join(parts)})"


def _inserter(
    database: sqlite3.Connection, name: str, columns: tuple[Column, ...]
) -> Callable[[list[tuple[Any, ...]]], None]:
    """What inserts rows, many with one statement: that takes two thirds of the time of one by one."""
    row = f"({', '.join('?' * len(columns))})"
    at_once = _PARAMETERS // len(columns)
    into = f"INSERT INTO {_quoted(name)} VALUES "  # noqa: S608 - names of the layout
    many_rows = into + ", ".join([row] * at_once)
    lists = [place for place, column in enumerate(columns) if column.type == "list"]

    def insert(table: list[tuple[Any, ...]]) -> None:
        cells = [_with_json(cells, lists) for cells in table] if lists else table
        whole = len(cells) - len(cells) % at_once
        many = (list(chain.from_iterable(cells[at : at + at_once])) for at in range(0, whole, at_once))
        database.executemany(many_rows, many)
        database.executemany(into + row, cells[whole:])

    return insert


def _with_json(cells: tuple[Any, ...], lists: list[int]) -> tuple[Any, ...]:
    row = list(cells)
    for place in lists:
        row[place] = json.dumps(row[place], ensure_ascii=False)
    return tuple(row)


def _datasette(layout: Layout, name: str) -> str:
    import yaml

    tables: dict[str, dict[str, Any]] = {}
    for table, columns in layout.tables.items():
        described = {column.name: column.description for column in columns}
        label = {"label_column": layout.labels[table]} if table in layout.labels else {}
        tables[table] = label | {"columns": described}
    tables |= {view: {"description": shown.description} for view, shown in layout.views.items()}
    text: str = yaml.safe_dump(
        {"databases": {name: {"tables": tables}}}, allow_unicode=True, sort_keys=False, width=120
    )
    return text


def _quoted(name: str) -> str:
    return f'"{name}"'


def _list(names: Iterable[str]) -> str:
    return ", ".join(_quoted(name) for name in names)
