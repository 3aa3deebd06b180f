from __future__ import annotations

import csv
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.export.told import FAILURES, cells, plain, same

import sitrex
from sitrex.errors import SitrexError
from sitrex.export.formats import export
from sitrex.export.layout import LINKS, LISTS, layout, record_layout


def test_csv_read_by_pandas(records: list[dict[str, Any]], tmp_path: Path) -> None:
    export(records, "csv", tmp_path, failures=FAILURES)
    csv.field_size_limit(10**9)
    for table, columns in layout().items():
        types = {c.name: "Int64" if c.type == "integer" else float if c.type == "number" else str for c in columns}
        # the C reader takes a carriage return inside quotes for a line feed
        frame = pd.read_csv(
            tmp_path / f"{table}.csv", keep_default_na=False, na_values=[""], dtype=types, engine="python"
        )
        found = {name: [None if pd.isna(cell) else cell for cell in frame[name]] for name in frame.columns}
        for column in columns:
            if column.type in ("string", "json"):
                found[column.name] = [cell and plain(cell) for cell in found[column.name]]
            elif column.type == "sidc":
                assert all(cell is None or re.fullmatch(r"[0-9]{10}-[0-9]{10}", cell) for cell in found[column.name])
                found[column.name] = [cell and cell.replace("-", "") for cell in found[column.name]]
        same(records, table, found)


def test_csv_neutralises_formulas_and_can_write_a_mark(records: list[dict[str, Any]], tmp_path: Path) -> None:
    export(records, "csv", tmp_path, bom=True)
    data = (tmp_path / "documents.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "documents.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows[1]["text"].startswith("'=2+3")
    assert rows[1]["id"] == "''-second"
    assert rows[0]["text"] == records[0]["text"]


def test_parquet_read_by_pyarrow(records: list[dict[str, Any]], tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    export(records, "parquet", tmp_path, failures=FAILURES)
    for table in layout():
        same(records, table, pq.read_table(tmp_path / f"{table}.parquet").to_pydict())
    schema = pq.read_schema(tmp_path / "numbers.parquet")
    assert [str(schema.field(name).type) for name in ("value", "start", "counted")] == ["double", "int64", "string"]
    assert b"code point" in schema.field("start").metadata[b"description"]


def test_parquet_read_by_pandas(records: list[dict[str, Any]], tmp_path: Path) -> None:
    export(records, "parquet", tmp_path)
    units = pd.read_parquet(tmp_path / "units.parquet")
    assert units["canonical"].tolist() == cells(records, "units", "canonical")
    assert pd.read_parquet(tmp_path / "failures.parquet").empty


def test_sqlite_read_by_sqlite3(records: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    export(records, "sqlite", path, failures=FAILURES)
    database = sqlite3.connect(path)
    for table in layout():
        cursor = database.execute(f"SELECT * FROM {table} ORDER BY rowid")
        names = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
        same(records, table, {name: [row[at] for row in rows] for at, name in enumerate(names)})
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    hits = database.execute("SELECT count(*) FROM units_fts WHERE units_fts MATCH 'mechanized'").fetchone()[0]
    assert hits == sum("Mechanized" in text for text in cells(records, "units", "text"))
    database.close()


def test_sqlite_declares_what_datasette_looks_for(records: list[dict[str, Any]], tmp_path: Path) -> None:
    """Foreign keys become links; a table is searchable if an FTS table names it as its content."""
    path = tmp_path / "records.db"
    export(records, "sqlite", path)
    database = sqlite3.connect(path)
    for table in LISTS:
        links = {(row[2], row[3], row[4]) for row in database.execute(f"PRAGMA foreign_key_list({table})")}
        assert ("documents", "document", "id") in links
        assert {link for _, link, target in links if target == "id"} == {"document", *LINKS[table]}
        assert [row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[5]] == ["document", "id"]
    # the query of datasette.utils.detect_fts_sql
    for table in (*LISTS, "documents"):
        found = (
            database.execute(
                "SELECT name FROM sqlite_master WHERE rootpage = 0 AND sql LIKE ?",
                [f'%VIRTUAL TABLE%USING FTS%content=%"{table}"%'],
            ).fetchall()
            or database.execute(
                "SELECT name FROM sqlite_master WHERE rootpage = 0 AND sql LIKE ?",
                [f"%VIRTUAL TABLE%USING FTS%content=%{table}%"],
            ).fetchall()
        )
        assert found == [(f"{table}_fts",)]
    database.close()


def test_duckdb_read_by_duckdb(records: list[dict[str, Any]], tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "records.duckdb"
    export(records, "duckdb", path, failures=FAILURES)
    with duckdb.connect(str(path), read_only=True) as database:
        for table in layout():
            cursor = database.execute(f"SELECT * FROM {table} ORDER BY rowid")
            names = [column[0] for column in cursor.description]
            rows = cursor.fetchall()
            same(records, table, {name: [row[at] for row in rows] for at, name in enumerate(names)})
        joined = database.execute(
            "SELECT d.id, count(*) FROM documents d JOIN dates m ON m.document = d.id GROUP BY 1 ORDER BY 1"
        ).fetchall()
        keys = database.execute("SELECT count(*) FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY'")
        assert keys.fetchall() == [(len(LISTS),)]
    assert joined == sorted((r["document"]["id"], len(r["dates"])) for r in records if r["dates"])


def test_views_join_what_people_join_first(records: list[dict[str, Any]], tmp_path: Path) -> None:
    import duckdb

    export(records, "sqlite", tmp_path / "records.db")
    export(records, "duckdb", tmp_path / "records.duckdb")
    database = sqlite3.connect(tmp_path / "records.db")
    with duckdb.connect(str(tmp_path / "records.duckdb"), read_only=True) as other:
        for view in record_layout().views:
            if view != "mentions":  # one column holds figures and words, which DuckDB makes words
                rows = database.execute(f"SELECT * FROM {view}").fetchall()
                same_rows = other.execute(f"SELECT * FROM {view}").fetchall()
                assert sorted(map(repr, rows)) == sorted(map(repr, same_rows)), view
        counted = other.execute("SELECT count(*) FROM mentions").fetchall()
    mentions = database.execute("SELECT count(*) FROM mentions").fetchall()
    assert counted == mentions == [(sum(len(r[name]) for r in records for name in LISTS),)]
    found = database.execute("SELECT unit_name, place_name FROM units_places").fetchall()
    assert ("47th Mechanized Brigade", "Bakhmut") in found
    dates = database.execute("SELECT unit_name, begin FROM units_dates").fetchall()
    assert ("47th Mechanized Brigade", "2024-05-03") in dates
    above = database.execute("SELECT unit_name, superior_name FROM units_superiors").fetchall()
    assert ("2nd Battalion", "47th Mechanized Brigade") in above
    database.close()


def test_figures_of_harm_are_one_view(records: list[dict[str, Any]], tmp_path: Path) -> None:
    row = json.loads(json.dumps(records[1]))
    number = next(n for n in row["numbers"] if n["text"] == "40")
    place = next(e for e in row["entities"] if e["text"] == "Bakhmut")
    number |= {"outcome": "destroyed", "of": {"ref": None, "text": "rounds"}, "status": "claimed"}
    number |= {"said_by": {"ref": None, "text": "Kyiv"}, "side": "UA", "at": place["id"], "when": row["dates"][0]["id"]}
    export([row], "sqlite", tmp_path / "records.db")
    database = sqlite3.connect(tmp_path / "records.db")
    names = "value, outcome, of_text, side, status, said_by_text, place, begin"
    found = database.execute(f"SELECT {names} FROM losses").fetchall()
    database.close()
    assert found == [(40.0, "destroyed", "rounds", "UA", "claimed", "Kyiv", "Bakhmut", "2024-05-03")]


def test_datasette_is_told_what_names_a_row(records: list[dict[str, Any]], tmp_path: Path) -> None:
    import yaml

    export(records, "sqlite", tmp_path / "records.db")
    told = yaml.safe_load((tmp_path / "records.datasette.yaml").read_text(encoding="utf-8"))
    tables = told["databases"]["records"]["tables"]
    assert {table: tables[table]["label_column"] for table in ("documents", *LISTS)} == {
        "documents": "name",
        "entities": "canonical",
        "dates": "text",
        "numbers": "text",
        "units": "canonical",
    }
    assert all(set(tables[table]["columns"]) == {c.name for c in columns} for table, columns in layout().items())
    # the file is no record: a folder that holds it is still read
    assert not list(tmp_path.glob("*.json"))


def test_a_table_is_a_frame_with_the_columns_of_the_export(records: list[dict[str, Any]]) -> None:
    for table in ("documents", *LISTS):
        frame = sitrex.to_dataframe(records, table)
        assert list(frame.columns) == [column.name for column in layout()[table]]
        assert len(frame) == (len(records) if table == "documents" else sum(len(r[table]) for r in records))
    with pytest.raises(SitrexError, match="documents, entities"):
        sitrex.to_dataframe(records, "unit")
