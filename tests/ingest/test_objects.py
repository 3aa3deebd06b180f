"""Where in JSON the articles lie, and what their fields are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.ingest.hostile import SENTENCE
from tests.ingest.readings import only, put, read

WORDS = SENTENCE.decode()
LONG = "word " * 2_000


def test_an_object_of_objects_is_a_list_of_them(tmp_path: Path) -> None:
    rows = {name: {"content": f"{WORDS} {LONG} {name}", "title": name} for name in ("c1", "c2", "c3")}
    found = read(put(tmp_path / "a.json", json.dumps(rows)))
    assert [item.title for item in found.articles.values()] == ["c1", "c2", "c3"]


def test_names_of_objects_may_hold_dots(tmp_path: Path) -> None:
    rows = {day: {"content": f"{WORDS} {LONG} {day}", "title": day} for day in ("2022.05.03", "2022.05.04")}
    for data in (rows, {"data": {"days": rows}}):
        found = read(put(tmp_path / "a.json", json.dumps(data)))
        assert [item.title for item in found.articles.values()] == list(rows)


def test_an_object_beside_the_article_is_none(tmp_path: Path) -> None:
    row = {"article": {"title": "Izium", "text": f"{WORDS} {LONG}"}, "related": [{"text": LONG}, {"text": LONG}]}
    assert only(read(put(tmp_path / "a.json", json.dumps(row)))).title == "Izium"


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_list_of_strings_is_paragraphs_and_of_runs_one_text(tmp_path: Path, name: str) -> None:
    lists = [WORDS, WORDS], [f"{WORDS} ", {"type": "bold", "text": "held."}]
    rows = [json.dumps({"text": pieces}) for pieces in lists]
    data = f"[{', '.join(rows)}]" if name == "a.json" else "\n".join(rows)
    found = read(put(tmp_path / name, data))
    assert [item.text for item in found.articles.values()] == [f"{WORDS}\n\n{WORDS}", f"{WORDS} held."]


@pytest.mark.parametrize(
    ("rows", "ids"),
    [
        ([{"text": WORDS}, {"text": WORDS}], ["a.json:1", "a.json:2"]),
        ([{"text": None, "maintext": WORDS}], ["a.json:1"]),
        ([{"text": "", "body": WORDS, "id": 7}], ["7"]),
        ([{"x": 1}, {"text": WORDS}], ["a.json:2"]),
    ],
)
def test_objects(tmp_path: Path, rows: list[dict[str, object]], ids: list[str]) -> None:
    assert list(read(put(tmp_path / "a.json", json.dumps(rows))).articles) == ids
    lines = put(tmp_path / "lines" / "a.json", "".join(json.dumps(row) + "\n" for row in rows))
    assert list(read(lines).articles) == ids


def test_a_field_that_the_user_names_is_taken_even_where_it_is_empty(tmp_path: Path) -> None:
    rows = put(tmp_path / "a.jsonl", json.dumps({"notes": "", "text": WORDS}))
    assert read(rows, columns={"text": "notes"}).codes == ["article-empty"]


def test_a_link_is_a_word_of_its_own_and_bold_may_begin_in_a_word(tmp_path: Path) -> None:
    link = {"type": "text_link", "text": "Map", "href": "https://example.org/map"}
    text = [WORDS, {"type": "bold", "text": " K"}, "yiv held", link, "by night ", link, "."]
    found = only(read(put(tmp_path / "a.json", json.dumps([{"text": text}]))))
    assert found.text == f"{WORDS} Kyiv held Map by night Map."


def test_messages_of_a_channel_have_its_name_as_their_source(tmp_path: Path) -> None:
    one = {"name": "Front Notes", "type": "public_channel", "messages": [{"id": 1, "text": WORDS}]}
    two = {"name": "Desk", "messages": [{"id": 2, "text": WORDS}, {"id": 3, "text": WORDS, "source": "MoD"}]}
    assert only(read(put(tmp_path / "a.json", json.dumps(one)))).source == "Front Notes"
    found = read(put(tmp_path / "b.json", json.dumps({"chats": {"list": [one, two]}})))
    assert [item.source for item in found.articles.values()] == ["Front Notes", "Desk", "MoD"]


def test_a_source_that_is_an_address_stays_where_nothing_else_names_the_source(tmp_path: Path) -> None:
    found = only(read(put(tmp_path / "a.jsonl", json.dumps({"text": WORDS, "source": "https://courier.example/a"}))))
    assert (found.source, found.url) == ("https://courier.example/a", None)


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_what_windows_and_tables_write_as_json(tmp_path: Path, name: str) -> None:
    row = '{"id": 7.0, "title": 1917, "text": "NaN held Іzium, \\"NaN\\".", "x": [NaN, -Infinity]}'
    data = f"[{row}]" if name == "a.json" else f"{row}\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        found = only(read(put(tmp_path / name, data.encode(encoding))))
        assert (found.id, found.title, found.text) == ("7", "1917", 'NaN held Іzium, "NaN".')
        assert found.metadata == {"x": [None, None]}


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        ({"c1": {"content": "A held."}, "c2": {"content": "B held."}, "c3": {"title": "C"}}, ["A held.", "B held."]),
        ({"meta": {"description": "An export"}, "payload": {"content": "A held."}}, ["A held."]),
        ({"features": [{"type": "Feature", "properties": {"description": "A held."}}]}, ["A held."]),
        ([{"tweet": {"full_text": "A held."}}, {"tweet": {"full_text": "B held."}}], ["A held.", "B held."]),
        ([{"id": 1, "note": 2, "user": {"description": "A bio."}}, {"text": "A held."}], ["A held."]),
    ],
)
def test_where_in_json_articles_lie(tmp_path: Path, data: object, texts: list[str]) -> None:
    found = read(put(tmp_path / "a.json", json.dumps(data)))
    assert [item.text for item in found.articles.values()] == texts
    assert not found.failures
