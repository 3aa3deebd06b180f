"""What readers do with what is odd but meant well."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from tests.ingest.hostile import ANSWER, SENTENCE, cell, page, web, xlsx, zipped
from tests.ingest.readings import only, put, read

from sitrex.ingest.article import Article
from sitrex.ingest.readers.markup import markup_text
from sitrex.ingest.readers.pdf import without_furniture

WORDS = SENTENCE.decode()
LONG = "word " * 2_000


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one<br>two</p><p>three</p>", "one\ntwo\n\nthree"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a\tb\nc\td"),
        ("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "a\tb"),
        ("<table><tr><td><p>one</p><p>two</p></td></tr></table>", "one\n\ntwo"),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>", "a\tb\tc"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<style>p {}</style><p>one</p><script>two</script>", "one"),
        ("one &amp; two&nbsp;three", "one & two three"),
        ("", ""),
    ],
)
def test_markup(html: str, text: str) -> None:
    assert markup_text(html) == text


@pytest.mark.parametrize(
    "tag",
    [
        f'<div data-state="{LONG}">',
        f'<div data-state=\'{{"html": "<p>{LONG}</p>"}}\'>',
        f'<img src="data:image/png;base64,{"A" * 9_000}"/>',
        "<div title=don't>",
        '<div title="5 > 4">',
    ],
)
def test_a_long_or_odd_tag_takes_no_text_with_it(tmp_path: Path, tag: str) -> None:
    html = page(f"{tag}</div><p>The ferry sank off Tervel within the hour, as fishermen said.</p>".encode())
    assert "sank off Tervel" in only(read(put(tmp_path / "a.html", html))).text


def test_attachments_of_one_name_are_numbered(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Two"
    letter.set_content(WORDS)
    for number in range(2):
        letter.add_attachment(f"{WORDS} {number}", filename="notes.txt")
    found = read(put(tmp_path / "a.eml", letter.as_bytes()))
    assert list(found.articles) == ["a.eml", "a.eml!/notes.txt", "a.eml!/notes (2).txt"]


def test_what_is_attached_to_a_letter_within_a_letter_is_read_once(tmp_path: Path) -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner["Subject"] = "Inner"
    inner.set_content(WORDS)
    inner.add_attachment(WORDS, filename="notes.txt")
    outer.set_content(WORDS)
    outer.add_attachment(inner)
    found = read(put(tmp_path / "a.eml", outer.as_bytes()))
    assert list(found.articles) == ["a.eml", "a.eml!/Inner.eml", "a.eml!/Inner.eml!/notes.txt"]
    assert not found.failures


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


def test_a_source_that_is_an_address_stays_where_nothing_else_names_the_source(tmp_path: Path) -> None:
    found = only(read(put(tmp_path / "a.jsonl", json.dumps({"text": WORDS, "source": "https://courier.example/a"}))))
    assert (found.source, found.url) == ("https://courier.example/a", None)


def test_numbers_in_a_sheets_columns_of_words_are_their_digits(tmp_path: Path) -> None:
    head = b'<row r="1"><c r="A1" t="inlineStr"><is><t>title</t></is></c><c r="B1" t="inlineStr"><is><t>text</t></is></c></row>'
    row = b'<row r="2"><c r="A2"><v>1914</v></c><c r="B2" t="inlineStr"><is><t>%s</t></is></c></row>' % SENTENCE
    assert only(read(put(tmp_path / "a.xlsx", xlsx(head + row)))).title == "1914"


def test_a_row_is_called_by_its_number_in_the_sheet(tmp_path: Path) -> None:
    rows = cell(b"B4", b"text") + cell(b"B5", SENTENCE) + cell(b"B9", SENTENCE)
    assert list(read(put(tmp_path / "a.xlsx", xlsx(rows))).articles) == ["a.xlsx:S:5", "a.xlsx:S:9"]


def test_what_a_crawler_says_of_itself_is_no_article(tmp_path: Path) -> None:
    record = web(ANSWER % (b"", page(b"")))
    own = record.replace(b"http://x/0", b"metadata://gnu.org/wget_arguments.txt")
    assert list(read(put(tmp_path / "a.warc", own + record)).articles) == ["a.warc!/http://x/0"]


@pytest.mark.parametrize(
    ("name", "data"), [("a.jsonl", b""), ("a.zip", zipped({})), ("a.zip", zipped({".hidden.txt": SENTENCE}))]
)
def test_a_file_that_holds_nothing_is_skipped_by_name(tmp_path: Path, name: str, data: bytes) -> None:
    found = read(put(tmp_path / name, data))
    assert (found.skipped, dict(found.meter.skipped.kinds)) == ([str(tmp_path / name)], {"empty": 1})


def test_a_feed_that_is_cut_off_gives_what_came_before_and_is_named(tmp_path: Path) -> None:
    item = f"<item><title>a</title><description>{WORDS}</description></item>"
    found = read(put(tmp_path / "a.rss", f"<rss><channel>{item}{item}<item><title>b"))
    assert [key for key in found.articles if isinstance(found.articles[key], Article)][:2] == ["a.rss:1", "a.rss:2"]
    assert found.codes == ["input-packed"]


@pytest.mark.parametrize(
    ("pages", "first"),
    [
        ([["REVIEW 1", "Kyiv held.", "1"], ["REVIEW 2", "So did Sumy.", "2"]], ["Kyiv held."]),
        ([["REVIEW 1", "Kyiv held.", "1"]], ["REVIEW 1", "Kyiv held."]),
        ([["Kyiv held.", "- 12 -"]], ["Kyiv held."]),
        ([["Kyiv held.", "12 of 40"]], ["Kyiv held."]),
        ([["1914", "Kyiv held."], ["1915", "So did Sumy."]], ["Kyiv held."]),
    ],
)
def test_furniture_of_pages(pages: list[list[str]], first: list[str]) -> None:
    assert without_furniture(pages)[0] == first
