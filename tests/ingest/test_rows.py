"""Tables as spreadsheets and programs write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.ingest.hostile import FILES, SENTENCE, cell, xlsx
from tests.ingest.readings import only, put, read

WORDS = SENTENCE.decode()


def test_excels_first_line_says_what_stands_between_cells(tmp_path: Path) -> None:
    assert only(read(put(tmp_path / "a.csv", f"sep=;\nid;text\n7;{WORDS}\n"))).id == "7"
    assert only(read(put(tmp_path / "a.csv", f"sep=;\nid;text\n;{WORDS}\n"))).id == "a.csv:3"


@pytest.mark.parametrize("line", ["sep=\r\n", 'sep="\n'])
def test_what_cannot_stand_between_cells_is_no_crash(tmp_path: Path, line: str) -> None:
    assert read(put(tmp_path / "a.csv", f"{line}id,text\n7,{WORDS}\n")).codes == ["csv-broken"]


def test_numbers_in_a_sheets_columns_of_words_are_their_digits(tmp_path: Path) -> None:
    head = b'<row r="1"><c r="A1" t="inlineStr"><is><t>title</t></is></c><c r="B1" t="inlineStr"><is><t>text</t></is></c></row>'
    row = b'<row r="2"><c r="A2"><v>1914</v></c><c r="B2" t="inlineStr"><is><t>%s</t></is></c></row>' % SENTENCE
    assert only(read(put(tmp_path / "a.xlsx", xlsx(head + row)))).title == "1914"


def test_a_row_is_called_by_its_number_in_the_sheet(tmp_path: Path) -> None:
    rows = cell(b"B4", b"text") + cell(b"B5", SENTENCE) + cell(b"B9", SENTENCE)
    assert list(read(put(tmp_path / "a.xlsx", xlsx(rows))).articles) == ["a.xlsx:S:5", "a.xlsx:S:9"]


def test_a_broken_row_of_a_table_costs_itself(tmp_path: Path) -> None:
    rows = 'id,text\n1,"It fell."\n2,"left open\n3,"Then "go" they said"\n4,It held.\n5,"in two\nlines"\n'
    found = read(put(tmp_path / "a.csv", rows))
    texts = {name: item.text for name, item in found.articles.items()}
    assert texts == {"1": "It fell.", "3": 'Then "go" they said', "4": "It held.", "5": "in two\nlines"}
    assert [item.path.rpartition(":")[2] for item in found.failures] == ["3"]


def test_rows_behind_one_too_long_to_be_read_again_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitrex.ingest.readers.csv_rows._KEPT", 30)
    long = "It fell back. " * 3
    rows = f'id,text\n1,"{long}\n{long}\n{long} said" so,"b"\n2,It held.\n3,"{long} "open\n4,It fell.\n'
    found = read(put(tmp_path / "a.csv", rows))
    assert {name: item.text for name, item in found.articles.items()} == {"2": "It held.", "4": "It fell."}
    assert ["lines 2 to 4" in item.error for item in found.failures] == [True, False]


def test_empty_lines_above_a_table_are_no_heads_of_columns(tmp_path: Path) -> None:
    found = read(put(tmp_path / "a.csv", "\n\ntext;note\nThe brigade held.;one\n"))
    assert {name: item.metadata for name, item in found.articles.items()} == {"a.csv:4": {"note": "one"}}


def test_columns_of_one_name_hide_nothing(tmp_path: Path) -> None:
    found = only(read(put(tmp_path / "a.csv", "text,note,note,note (2)\nThe brigade held.,one,two,three\n")))
    assert found.metadata == {"note": "one", "note (3)": "two", "note (2)": "three"}


def test_a_cell_that_cannot_be_read_costs_itself(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    (item,) = read(put(tmp_path / "a.parquet", FILES["zone.parquet"]())).articles.values()
    assert item.text == WORDS
    assert "a cell of the table cannot be read" in item.warnings[0]


def test_titles_may_stand_above_the_names_of_a_sheet(tmp_path: Path) -> None:
    line = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c><c r="B%d" t="inlineStr"><is><t>%s</t></is></c></row>'
    title = cell(b"A1", b"Report of the month, as told to us") + cell(b"A2", b"report")
    rows = title + line % (4, 4, b"Date", 4, b"Text") + line % (5, 5, b"2022-05-03", 5, SENTENCE)
    found = only(read(put(tmp_path / "a.xlsx", xlsx(rows))))
    assert (found.id, str(found.published), found.text) == ("a.xlsx:S:5", "2022-05-03", SENTENCE.decode())


def test_a_column_that_the_user_names_concerns_the_files_that_have_it(tmp_path: Path) -> None:
    put(tmp_path / "a.csv", f"Log,,\nOf May,,\nRef,Notes,Text\nx,{WORDS.replace(',', '')},y\n")
    put(tmp_path / "b.txt", WORDS)
    put(tmp_path / "c.json", json.dumps([{"text": WORDS}]))
    put(tmp_path / "c2.json", json.dumps({"messages": [{"id": 1, "text": ""}, {"id": 2, "text": WORDS}]}))
    put(tmp_path / "d.csv", f"Ref,Body\nx,{WORDS.replace(',', '')}\n")
    put(tmp_path / "e.csv", "Log,,\nOf May,,\nRef,Note,\nx,y,\n")
    put(tmp_path / "f.jsonl", json.dumps({"id": 1, "note": WORDS}))
    found = read(tmp_path, columns={"text": "Notes"})
    assert list(found.articles) == ["a.csv:4", "b.txt", "c.json:1", "2", "d.csv:2"]
    assert [(failure.code, failure.error) for failure in found.failures] == [
        ("column-missing", f"{tmp_path / 'e.csv'}: has no column 'Notes' for 'text'; its columns are Ref, Note."),
        ("column-missing", f"{tmp_path / 'f.jsonl'}:1: has no column 'Notes' for 'text'; its columns are id, note."),
    ]
    assert found.articles["a.csv:4"].warnings == found.articles["b.txt"].warnings == ()
    for name in ("c.json:1", "2", "d.csv:2"):
        assert "has no column 'Notes'" in found.articles[name].warnings[0]


def test_what_lacks_a_text_names_its_columns_and_not_the_titles_above(tmp_path: Path) -> None:
    (failure,) = read(put(tmp_path / "a.csv", "Incident log,,,\nOf May,,,\nRef,Date,Notes,\nx,3 May,y,\n")).failures
    assert "its columns are Ref, Date, Notes." in failure.error


def test_titles_may_stand_above_the_names_of_a_csv_table(tmp_path: Path) -> None:
    data = f"Incident log,,\n,,\nAs of May,,\nid,date,text\nx,2022-05-03,{SENTENCE.decode().replace(',', '')}\n"
    found = only(read(put(tmp_path / "a.csv", data.encode())))
    assert (found.id, str(found.published)) == ("x", "2022-05-03")
    assert only(read(put(tmp_path / "b.csv", b"text\nid text report\n"))).text == "id text report"
