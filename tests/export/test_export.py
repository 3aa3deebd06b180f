from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sitrex
from sitrex.errors import SitrexError
from sitrex.export.conll import write_conll
from sitrex.export.formats import FORMATS, export
from sitrex.export.layout import LISTS, layout
from sitrex.record.model import Record

TABLES = list(layout())


@pytest.fixture(scope="module")
def records(article_record: Record) -> list[dict[str, Any]]:
    second = sitrex.extract(
        "=2+3 The 2nd Battalion of the 47th Mechanized Brigade fired 40 rounds near Bakhmut on 3 May 2024.", id="second"
    )
    return [article_record.to_json(), second.to_json()]


def cells(records: list[dict[str, Any]], table: str, column: str) -> list[Any]:
    if table == "documents":
        return [r["document"][column] for r in records]
    return [m[column] for r in records for m in r[table]]


def test_csv_read_by_pandas(records: list[dict[str, Any]], tmp_path: Path) -> None:
    export(records, "csv", tmp_path)
    for table in LISTS:
        frame = pd.read_csv(tmp_path / f"{table}.csv", keep_default_na=False, dtype={"designator": str})
        assert frame["start"].tolist() == cells(records, table, "start")
        assert frame["id"].tolist() == cells(records, table, "id")
        assert list(frame.columns) == [column.name for column in layout()[table]]


def test_csv_neutralises_formulas_and_can_write_a_mark(records: list[dict[str, Any]], tmp_path: Path) -> None:
    export(records, "csv", tmp_path, bom=True)
    data = (tmp_path / "documents.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "documents.csv").open(encoding="utf-8-sig", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines)]
    assert texts[1].startswith("'=2+3")
    assert texts[0] == records[0]["text"]


def test_parquet_read_by_pyarrow(records: list[dict[str, Any]], tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    export(records, "parquet", tmp_path)
    numbers = pq.read_table(tmp_path / "numbers.parquet")
    assert numbers["value"].to_pylist() == cells(records, "numbers", "value")
    assert str(numbers.schema.field("value").type) == "double"
    assert pq.read_table(tmp_path / "documents.parquet")["text"].to_pylist() == [r["text"] for r in records]


def test_sqlite_read_by_sqlite3(records: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    export(records, "sqlite", path)
    with sqlite3.connect(path) as database:
        for table in LISTS:
            found = database.execute(f"SELECT text FROM {table} ORDER BY rowid").fetchall()
            assert [row[0] for row in found] == cells(records, table, "text")
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        hits = database.execute("SELECT count(*) FROM units_fts WHERE units_fts MATCH 'mechanized'").fetchone()[0]
        assert hits == sum("Mechanized" in text for text in cells(records, "units", "text"))
    database.close()


def test_duckdb_read_by_duckdb(records: list[dict[str, Any]], tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "records.duckdb"
    export(records, "duckdb", path)
    with duckdb.connect(str(path), read_only=True) as database:
        joined = database.execute(
            "SELECT d.id, count(*) FROM documents d JOIN dates m ON m.document = d.id GROUP BY 1 ORDER BY 1"
        ).fetchall()
    assert joined == sorted((r["document"]["id"], len(r["dates"])) for r in records)


def test_docbin_read_by_spacy(records: list[dict[str, Any]], tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    path = tmp_path / "records.spacy"
    export(records, "docbin", path)
    docs = list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))
    assert [doc.text for doc in docs] == [r["text"] for r in records]
    assert [len(doc.ents) for doc in docs] == [len(r["entities"]) for r in records]


def test_conll_spans_are_the_records(records: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "records.conll"
    write_conll(records, path)
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    for number, name in enumerate(LISTS, 1):
        begun = [row[number][2:] for row in rows if row[number].startswith("B-")]
        assert begun == cells(records, name, "label")


def test_geojson_is_read_back_and_units_stand_at_a_place_of_their_sentence(
    records: list[dict[str, Any]], tmp_path: Path
) -> None:
    path = tmp_path / "places.geojson"
    export(records, "geojson", path)
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    places = [f for f in collection["features"] if f["properties"]["kind"] == "place"]
    assert len(places) == sum(e["lat"] is not None for r in records for e in r["entities"])
    units = [
        f["properties"]
        for f in collection["features"]
        if f["properties"]["document"] == "second" and f["properties"]["kind"] == "unit"
    ]
    assert {unit["place"] for unit in units} == {"Bakhmut"}
    assert all("Bakhmut" in unit["statement"] for unit in units)


def test_orbat_puts_a_unit_under_its_superior(records: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "orbat.json"
    export(records[1:], "orbat", path)
    tops = json.loads(path.read_text(encoding="utf-8"))["units"]
    assert [top["designator"] for top in tops] == ["47"]
    assert [below["designator"] for below in tops[0]["subordinates"]] == ["2"]


def test_a_record_without_text_needs_the_articles(records: list[dict[str, Any]], tmp_path: Path) -> None:
    bare = [{**records[1], "text": None}]
    with pytest.raises(SitrexError, match="--texts"):
        export(bare, "conll", tmp_path / "a.conll")
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps({"id": "second", "text": records[1]["text"]}) + "\n", encoding="utf-8")
    export(bare, "conll", tmp_path / "b.conll", texts=articles)
    export(records[1:], "conll", tmp_path / "c.conll")
    assert (tmp_path / "b.conll").read_bytes() == (tmp_path / "c.conll").read_bytes()
    articles.write_text(json.dumps({"id": "second", "text": "Other."}) + "\n", encoding="utf-8")
    with pytest.raises(SitrexError, match="not the one"):
        export(bare, "conll", tmp_path / "d.conll", texts=articles)


def test_an_unknown_format_names_the_formats(tmp_path: Path) -> None:
    with pytest.raises(SitrexError, match=", ".join(FORMATS[:3])):
        export([], "xlsx", tmp_path)


def test_a_failed_export_leaves_no_file(records: list[dict[str, Any]], tmp_path: Path) -> None:
    broken = [*records, {"document": {}}]
    with pytest.raises(KeyError):
        export(broken, "sqlite", tmp_path / "records.db")
    assert list(tmp_path.iterdir()) == []
