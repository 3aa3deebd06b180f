from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner
from tests.export.told import FAILURES, cells

import sitrex
from sitrex.cli import main
from sitrex.errors import SitrexError
from sitrex.export.conll import write_conll
from sitrex.export.formats import FORMATS, export
from sitrex.export.layout import LISTS


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
