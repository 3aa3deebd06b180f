from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import geojson
import pandas as pd
import pytest
from click.testing import CliRunner

import sitrex
from sitrex.cli import main
from sitrex.errors import SitrexError
from sitrex.export.conll import write_conll
from sitrex.export.formats import FORMATS, export
from sitrex.export.layout import LINKS, LISTS, layout, record_layout
from sitrex.record.model import Record

ROOT = Path(__file__).parents[2]
FAILURES = [{"id": None, "path": "a.txt", "stage": "ingest", "code": "article-empty", "error": "a.txt: is empty"}]


@pytest.fixture(scope="module")
def records(article_record: Record) -> list[dict[str, Any]]:
    second = sitrex.extract(
        "=2+3 The 2nd Battalion of the 47th Mechanized Brigade fired 40 rounds near Bakhmut on 3 May 2024.\r\n"
        "\"Kyiv\", 'Kharkiv'; a loss of -5 °C, +3 % and \u202e155 mm\t\U0001f4a5. Zürich held.",
        id="'-second",
        published="2024-06-01",
    )
    return [article_record.to_json(), second.to_json()]


def cells(records: list[dict[str, Any]], table: str, column: str) -> list[Any]:
    """What a column must hold, straight from the records."""
    if table == "failures":
        return [failure[column] for failure in FAILURES]
    if table == "documents" and column == "name":
        return [r["document"]["title"] or r["document"]["id"] for r in records]
    if table == "documents":
        return [r["text"] if column == "text" else r["document"][column] for r in records]
    if column == "document":
        return [r["document"]["id"] for r in records for _ in r[table]]
    if column in ("sentence_start", "sentence_end"):
        return [r["sentences"][m["sentence"]][column == "sentence_end"] for r in records for m in r[table]]
    if column == "sentence_text":
        spans = [(r["text"], r["sentences"][m["sentence"]]) for r in records for m in r[table]]
        return [" ".join(text[start:end].split()) for text, (start, end) in spans]
    if column.startswith("parent_"):
        part = column.removeprefix("parent_")
        return [m["parent"] and m["parent"][part] for r in records for m in r[table]]
    if column.startswith(("said_by_", "of_")):
        name, _, part = column.rpartition("_")
        return [m[name] and m[name][part] for r in records for m in r[table]]
    return [m[column] for r in records for m in r[table]]


def same(records: list[dict[str, Any]], table: str, found: dict[str, list[Any]]) -> None:
    """Every cell of a table that a consumer has read equals the records'."""
    assert list(found) == [column.name for column in layout()[table]]
    for column in layout()[table]:
        values = [json.loads(v) if column.type == "json" and v is not None else v for v in found[column.name]]
        assert values == cells(records, table, column.name), (table, column.name)


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


def plain(cell: str) -> str:
    """The text of a cell without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in tuple("=+-@\t\r\n＝＋－＠") else cell


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


def test_a_document_that_comes_twice_is_one_clear_error(records: list[dict[str, Any]], tmp_path: Path) -> None:
    for to in ("sqlite", "duckdb"):
        with pytest.raises(SitrexError, match="'-second"):
            export([*records, records[1]], to, tmp_path / "x.db")
    assert list(tmp_path.iterdir()) == []


def test_docbin_read_by_spacy(records: list[dict[str, Any]], tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    path = tmp_path / "records.spacy"
    export(records, "docbin", path)
    docs = list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))
    assert [doc.text for doc in docs] == [r["text"] for r in records]
    assert [len(doc.ents) for doc in docs] == [len(r["entities"]) for r in records]
    for doc, row in zip(docs, records, strict=True):
        for name in LISTS:
            found = [(s.id_, s.start_char, s.end_char, s.label_, s.text) for s in doc.spans[name]]
            assert found == [(m["id"], m["start"], m["end"], m["label"], m["text"]) for m in row[name]]


def test_docs_of_a_docbin_are_as_the_components_leave_them(records: list[dict[str, Any]], tmp_path: Path) -> None:
    import spacy

    from sitrex.interchange.docbin import read_docs

    export(records, "docbin", tmp_path / "records.spacy")
    docs = list(read_docs(tmp_path / "records.spacy", spacy.blank("en").vocab))
    for doc, row in zip(docs, records, strict=True):
        for name in LISTS:
            assert [m.to_json() for m in getattr(doc._, f"sitrex_{name}")] == row[name]
            assert [span._.mention.id for span in doc.spans[f"sitrex_{name}"]] == [m["id"] for m in row[name]]
        assert str(doc._.published) == row["document"]["published"]


def test_spans_of_two_lists_on_the_same_words_keep_their_mentions(tmp_path: Path) -> None:
    import spacy

    from sitrex.interchange.docbin import read_docs

    row = sitrex.extract("They had 75 mm and 12 men.").to_json()
    number = next(n for n in row["numbers"] if n["label"] == "QUANTITY")
    gun = sitrex.extract("A T-72 burned.").to_json()["entities"][0] | {"start": number["start"], "end": number["end"]}
    row["entities"] = [gun | {"text": number["text"], "sentence": 0}]
    export([row], "docbin", tmp_path / "records.spacy")
    doc = next(read_docs(tmp_path / "records.spacy", spacy.blank("en").vocab))
    assert [span._.mention.label for span in doc.spans["sitrex_entities"]] == ["EQUIPMENT"]
    assert "QUANTITY" in [span._.mention.label for span in doc.spans["sitrex_numbers"]]


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
    with path.open(encoding="utf-8") as lines:
        collection = geojson.load(lines)
    assert collection.is_valid
    assert isinstance(collection, geojson.FeatureCollection)
    places = [f for f in collection["features"] if f["properties"]["kind"] == "place"]
    found = [e for r in records for e in r["entities"] if e["lat"] is not None]
    assert [(f["properties"]["text"], *f["geometry"]["coordinates"]) for f in places] == [
        (e["text"], e["lon"], e["lat"]) for e in found
    ]
    units = [
        f["properties"]
        for f in collection["features"]
        if f["properties"]["document"] == "'-second" and f["properties"]["kind"] == "unit"
    ]
    assert {unit["place"] for unit in units} == {"Bakhmut"}
    assert all("Bakhmut" in unit["statement"] for unit in units)


def test_a_point_has_the_date_beside_it(records: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "places.geojson"
    export(records[1:], "geojson", path)
    found = {f["properties"]["text"]: f["properties"] for f in json.loads(path.read_text(encoding="utf-8"))["features"]}
    assert [found["Bakhmut"][f"event_{name}"] for name in ("begin", "end", "precision", "text")] == [
        "2024-05-03",
        "2024-05-03",
        "day",
        "3 May 2024",
    ]
    # no date stands in its sentence
    assert found["Kyiv"]["event_begin"] is None


def test_kml_is_well_formed_whatever_the_text_holds_and_asks_for_nothing(tmp_path: Path) -> None:
    from lxml import etree

    text = 'The <a href="https://x.example/">47th</a> Brigade & \x0b others left ]]> Kyiv on 3 May 2024.'
    row = sitrex.extract(text, id='<"&\x01>').to_json()
    path = tmp_path / "places.kml"
    export([row, {**row, "document": row["document"] | {"id": "none"}, "entities": []}], "kml", path)
    root = etree.fromstring(path.read_bytes())
    spaces = {"k": "http://www.opengis.net/kml/2.2"}
    assert {etree.QName(element).localname for element in root.iter()} <= {
        *("kml", "Document", "Folder", "Placemark", "name", "description", "TimeStamp", "TimeSpan", "when", "begin"),
        *("end", "ExtendedData", "Data", "value", "Point", "coordinates"),
    }
    assert root.xpath("//k:Folder/k:name/text()", namespaces=spaces) == ['<"&\ufffd>']
    description = root.xpath("//k:Placemark/k:description/text()", namespaces=spaces)[0]
    assert "<" not in description
    assert "&lt;a href" in description
    assert root.xpath("//k:when/text()", namespaces=spaces)[0] == "2024-05-03"
    place = next(e for e in row["entities"] if e["lat"] is not None)
    assert root.xpath("//k:coordinates/text()", namespaces=spaces)[0] == f"{place['lon']},{place['lat']}"


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


def test_records_of_earlier_versions_are_exported_in_every_format(
    records: list[dict[str, Any]], tmp_path: Path
) -> None:
    row = json.loads(json.dumps(records[1]))
    row["schema_version"] = "1.0.0"
    del row["document"]["published_from"]
    later = ("precision", "zone", "status", "said_by", "outcome", "of", "side", "at", "when")
    for name in LISTS:
        row[name] = [{field: value for field, value in m.items() if field not in later} for m in row[name]]
    for to in FORMATS:
        export([row], to, tmp_path / to)
    assert pd.read_csv(tmp_path / "csv" / "numbers.csv")["outcome"].isna().all()
    assert sitrex.to_dataframe([row], "units")["status"].isna().all()
    assert "zone" in sitrex.to_dataframe([row]).columns


def test_a_table_is_a_frame_with_the_columns_of_the_export(records: list[dict[str, Any]]) -> None:
    for table in ("documents", *LISTS):
        frame = sitrex.to_dataframe(records, table)
        assert list(frame.columns) == [column.name for column in layout()[table]]
        assert len(frame) == (len(records) if table == "documents" else sum(len(r[table]) for r in records))
    with pytest.raises(SitrexError, match="documents, entities"):
        sitrex.to_dataframe(records, "unit")


def test_orbat_puts_a_unit_under_its_superior(records: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "orbat.json"
    export(records[1:], "orbat", path)
    tops = json.loads(path.read_text(encoding="utf-8"))["units"]
    assert [top["designator"] for top in tops] == ["47"]
    assert [below["designator"] for below in tops[0]["subordinates"]] == ["2"]


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_milsymbol_draws_every_unit_of_an_order_of_battle(records: list[dict[str, Any]], tmp_path: Path) -> None:
    """The library that the report ships, under node: each code gives a drawing that the library calls valid."""
    path = tmp_path / "orbat.json"
    export(records, "orbat", path)
    script = """
        const ms = require(process.argv[1]);
        const walk = (units) => units.flatMap((unit) => [unit, ...walk(unit.subordinates)]);
        const drawn = walk(JSON.parse(require("fs").readFileSync(process.argv[2], "utf8")).units)
            .filter((unit) => unit.sidc)
            .map((unit) => [unit, new ms.Symbol(unit.sidc, {size: 30})])
            .map(([unit, symbol]) => ({
                sidc: unit.sidc, valid: symbol.isValid(), svg: symbol.asSVG(), echelon: symbol.getMetadata().echelon,
            }));
        console.log(JSON.stringify(drawn));
    """
    library = ROOT / "pipeline/sitrex/report/assets/milsymbol.js"
    done = subprocess.run(["node", "-e", script, library, path], capture_output=True, text=True, check=True)
    drawn = json.loads(done.stdout)
    assert {row["sidc"] for row in drawn} == {s for s in cells(records, "units", "sidc") if s}
    assert all(row["valid"] and row["svg"].startswith("<svg") for row in drawn)
    assert {row.get("echelon") for row in drawn} >= {"Battalion/squadron", "Brigade"}


def test_failures_of_a_folder_of_a_run_are_kept(records: list[dict[str, Any]], tmp_path: Path) -> None:
    run = tmp_path / "run"
    (run / "records").mkdir(parents=True)
    (run / "failures").mkdir()
    for number, row in enumerate(records):
        (run / "records" / f"{number:06d}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (run / "failures" / "000000.jsonl").write_text(json.dumps(FAILURES[0]) + "\n", encoding="utf-8")
    (run / "run.json").write_text("{}", encoding="utf-8")
    done = CliRunner().invoke(main, ["export", str(run), "--to", "csv", "-o", str(tmp_path / "csv")])
    assert done.exit_code == 0, done.output
    assert pd.read_csv(tmp_path / "csv" / "failures.csv")["code"].tolist() == ["article-empty"]
    assert len(pd.read_csv(tmp_path / "csv" / "documents.csv")) == 2


def test_a_record_without_text_needs_the_articles(records: list[dict[str, Any]], tmp_path: Path) -> None:
    bare = [{**records[1], "text": None}]
    with pytest.raises(SitrexError, match="--texts"):
        export(bare, "conll", tmp_path / "a.conll")
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps({"id": "'-second", "text": records[1]["text"]}) + "\n", encoding="utf-8")
    export(bare, "conll", tmp_path / "b.conll", texts=articles)
    export(records[1:], "conll", tmp_path / "c.conll")
    assert (tmp_path / "b.conll").read_bytes() == (tmp_path / "c.conll").read_bytes()
    articles.write_text(json.dumps({"id": "'-second", "text": "Other."}) + "\n", encoding="utf-8")
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


@pytest.mark.parametrize("to", FORMATS)
def test_only_parquet_and_duckdb_need_more_than_the_package(
    records: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    for name in ("sqlite_utils", "datasketch", "pyarrow", "pyarrow.parquet", "duckdb"):
        monkeypatch.setitem(sys.modules, name, None)
    if to in ("parquet", "duckdb"):
        with pytest.raises(SitrexError, match=rf"pip install 'sitrex\[{to}\]'"):
            export(records, to, tmp_path / "out")
    else:
        export(records, to, tmp_path / "out")
    assert any(tmp_path.iterdir()) == (to not in ("parquet", "duckdb"))


def test_an_output_that_cannot_be_written_is_one_clear_error(records: list[dict[str, Any]], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    for to, name in (("csv", "file"), ("geojson", "folder"), ("sqlite", "folder"), ("kml", "file/below.kml")):
        with pytest.raises(SitrexError, match="Choose another --output"):
            export(records, to, tmp_path / name)
