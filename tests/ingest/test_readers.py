"""What readers do with what is odd but meant well."""

from __future__ import annotations

import gzip
import io
import json
import random
import tarfile
from email.message import EmailMessage
from pathlib import Path
from typing import Literal

import pytest
from tests.ingest.hostile import ANSWER, FILES, SENTENCE, cell, page, web, xlsx, zipped
from tests.ingest.readings import only, put, read

from sitrex.ingest.article import Article
from sitrex.ingest.readers.markup import markup_text
from sitrex.ingest.readers.pdf import without_furniture

WORDS = SENTENCE.decode()
LONG = "word " * 2_000


def tarred(parts: dict[str, bytes], mode: Literal["w", "w:gz"] = "w") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:
        for name, data in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


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


def test_an_attachment_without_a_name_is_called_by_its_kind(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"] = "One"
    letter.set_content(WORDS)
    letter.add_attachment(f"{WORDS} attached")
    found = read(put(tmp_path / "a.eml", letter.as_bytes()))
    assert [item.text.strip() for item in found.articles.values()] == [WORDS.strip(), f"{WORDS} attached"]
    assert list(found.articles) == ["a.eml", "a.eml!/attachment.txt"]


OUTLOOK = "From: Mara Veldin\nSent: Monday, 2 May 2022 09:00\nTo: Desk\nSubject: Izium\n\nWho holds the bridges?"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            f"{WORDS}\n\nOn Mon, 2 May 2022 at 09:00, Mara Veldin\n<mara@courier.example> wrote:\n> Who holds the bridges?",
            "plain",
        ),
        (f"{WORDS}\n\nAm 02.05.2022 um 09:00 schrieb Mara Veldin:\n> Who holds the bridges?", "plain"),
        (f"{WORDS}\n\n-----Original Message-----\n{OUTLOOK}", "plain"),
        (f"{WORDS}\n\n________________________________\n{OUTLOOK}", "plain"),
        (
            f'<p>{WORDS}</p><div class="gmail_quote">On Mon wrote:<blockquote>Who holds the bridges?</blockquote></div>',
            "html",
        ),
        (f'<p>{WORDS}</p><blockquote type="cite">Who holds the bridges?</blockquote>', "html"),
    ],
)
def test_what_a_reply_quotes_is_not_its_own(tmp_path: Path, body: str, kind: str) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Re: Izium"
    letter.set_content(body, subtype=kind)
    data = letter.as_bytes()
    found = only(read(put(tmp_path / "a.eml", data)))
    sent = only(read(put(tmp_path / "a.eml", data.replace(b"\n", b"\r\n"))))
    assert found.text.strip() == sent.text.strip() == WORDS.strip()
    assert found.metadata["quoted"].endswith("Who holds the bridges?")


@pytest.mark.parametrize(
    "own",
    [
        "On Tuesday the brigade lost 12 men.\nGen. Marsh wrote:",
        "5 bridges fell.\nThe mayor wrote:",
        "On Tuesday the mayor wrote:",
    ],
)
def test_a_sentence_before_a_quotation_is_the_letters_own(tmp_path: Path, own: str) -> None:
    letter = EmailMessage()
    letter.set_content(f"{own}\n> Who holds the bridges?\n\n{WORDS}")
    assert own in only(read(put(tmp_path / "a.eml", letter.as_bytes()))).text


def test_what_stands_below_a_quotation_is_the_letters_own(tmp_path: Path) -> None:
    letter = EmailMessage()
    cited = '<div class="moz-cite-prefix">On 2 May 2022 A wrote:</div><blockquote type="cite">Who holds the bridges?</blockquote>'
    letter.set_content(f"<p>See below.</p>{cited}<p>{WORDS}</p>", subtype="html")
    found = only(read(put(tmp_path / "a.eml", letter.as_bytes())))
    assert found.text.split() == ["See", "below.", *WORDS.split()]
    assert found.metadata["quoted"].endswith("Who holds the bridges?")


def test_a_digest_of_letters_is_its_own_text(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Daily digest"
    letter.set_content(f"Today.\n\n{OUTLOOK}\n\n{OUTLOOK}")
    assert only(read(put(tmp_path / "a.eml", letter.as_bytes()))).text.count("Who holds the bridges?") == 2


def test_what_a_letter_passes_on_is_its_text(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"] = "FW: Izium"
    letter.set_content(f"See below.\n\n-----Original Message-----\n{OUTLOOK}")
    assert "Who holds the bridges?" in only(read(put(tmp_path / "a.eml", letter.as_bytes()))).text


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


@pytest.mark.parametrize("cut", [3_000, 1_700])
def test_a_tar_that_is_cut_off_is_named(tmp_path: Path, cut: int) -> None:
    packed = tarred({f"{number}.txt": f"{WORDS} {number}".encode() for number in range(9)})
    found = read(put(tmp_path / "a.tar", packed[:cut]))
    assert found.articles
    assert found.codes == ["input-packed"]


SIDECAR = b'{"title": "Izium", "id": "izium"}'


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz"])
@pytest.mark.parametrize("order", [["b.meta.json", "b.txt"], ["b.txt", "b.meta.json"]])
def test_a_sidecar_in_an_archive_tells_of_the_document_beside_it(tmp_path: Path, name: str, order: list[str]) -> None:
    members = {"a.txt": f"{WORDS} One.".encode()} | {
        member: SIDECAR if member.endswith(".json") else WORDS.encode() for member in order
    }
    packed = zipped(members) if name == "a.zip" else tarred(members, "w:gz" if name == "a.tgz" else "w")
    found = read(put(tmp_path / name, packed))
    assert {key: article.title for key, article in found.articles.items()} == {f"{name}!/a.txt": None, "izium": "Izium"}
    assert not found.codes
    assert not found.meter.skipped.kinds


def test_a_sidecar_in_a_tar_far_from_its_document_is_named(tmp_path: Path) -> None:
    members = {"b.meta.json": SIDECAR, "a.txt": f"{WORDS} One.".encode(), "b.txt": WORDS.encode()}
    found = read(put(tmp_path / "a.tar", tarred(members)))
    assert sorted(found.articles) == ["a.tar!/a.txt", "a.tar!/b.txt"]
    assert dict(found.meter.skipped.kinds) == {".meta.json": 1}


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_a_sidecar_in_an_archive_that_is_broken_is_named_with_its_document(tmp_path: Path, name: str) -> None:
    members = {"a.meta.json": b"{", "a.txt": WORDS.encode(), "b.txt": f"{WORDS} Two.".encode()}
    found = read(put(tmp_path / name, zipped(members) if name == "a.zip" else tarred(members)))
    assert found.codes == ["sidecar"]
    assert list(found.articles) == [f"{name}!/b.txt"]


def test_excels_first_line_says_what_stands_between_cells(tmp_path: Path) -> None:
    assert only(read(put(tmp_path / "a.csv", f"sep=;\nid;text\n7;{WORDS}\n"))).id == "7"
    assert only(read(put(tmp_path / "a.csv", f"sep=;\nid;text\n;{WORDS}\n"))).id == "a.csv:3"


@pytest.mark.parametrize("line", ["sep=\r\n", 'sep="\n'])
def test_what_cannot_stand_between_cells_is_no_crash(tmp_path: Path, line: str) -> None:
    assert read(put(tmp_path / "a.csv", f"{line}id,text\n7,{WORDS}\n")).codes == ["csv-no-text"]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_list_of_strings_is_paragraphs_and_of_runs_one_text(tmp_path: Path, name: str) -> None:
    lists = [WORDS, WORDS], [f"{WORDS} ", {"type": "bold", "text": "held."}]
    rows = [json.dumps({"text": pieces}) for pieces in lists]
    data = f"[{', '.join(rows)}]" if name == "a.json" else "\n".join(rows)
    found = read(put(tmp_path / name, data))
    assert [item.text for item in found.articles.values()] == [f"{WORDS}\n\n{WORDS}", f"{WORDS} held."]


@pytest.mark.parametrize("name", ["a.csv.gz", "a.tsv.gz", "a.json.gz", "a.jsonl.gz", "a.mbox.gz", "a.rss.gz"])
def test_what_stands_before_the_break_of_a_packed_file_is_read(tmp_path: Path, name: str) -> None:
    words = [f"{WORDS} {random.Random(number).randbytes(80).hex()}" for number in range(200)]
    whole = {
        "a.csv.gz": "text\n" + "".join(f'"{text}"\n' for text in words),
        "a.tsv.gz": "text\n" + "".join(f"{text}\n" for text in words),
        "a.json.gz": json.dumps([{"text": text} for text in words]),
        "a.jsonl.gz": "".join(f"{json.dumps({'text': text})}\n" for text in words),
        "a.mbox.gz": "".join(f"From a Mon May  2 09:00:00 2022\nSubject: One\n\n{text}\n\n" for text in words),
        "a.rss.gz": "<rss><channel>"
        + "".join(f"<item><description>{text}</description></item>" for text in words)
        + "</channel></rss>",
    }[name]
    packed = gzip.compress(whole.encode())
    found = read(put(tmp_path / name, packed[: len(packed) // 2]))
    read_whole = [item.text.strip() for item in found.articles.values()]
    assert len(read_whole) > 50
    assert read_whole == words[: len(read_whole)]
    assert found.codes == ["input-packed"]
    assert read(put(tmp_path / name, packed)).codes == []


@pytest.mark.parametrize(
    ("text", "title", "first"),
    [
        (f"---\n{WORDS}\n---\nIt rained.", None, "---"),
        (f"---\ntitle: Izium: the fall\n---\n{WORDS}", "Izium: the fall", WORDS),
    ],
)
def test_what_stands_between_two_rules(tmp_path: Path, text: str, title: str | None, first: str) -> None:
    found = only(read(put(tmp_path / "a.md", text)))
    assert found.title == title
    assert found.text.startswith(first)


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
        ([["Kyiv held.", "Page | 6"]], ["Kyiv held."]),
        ([["1914", "Kyiv held."], ["1915", "So did Sumy."]], ["Kyiv held."]),
        ([["1914", "Kyiv held."], ["1918", "So did Sumy."]], ["1914", "Kyiv held."]),
        ([["Kyiv held.", "Losses: 15 killed."], ["Sumy.", "Losses: 16 killed."]], ["Kyiv held.", "Losses: 15 killed."]),
        ([["Kyiv held.", "Killed 15"], ["Sumy.", "Killed 21"]], ["Kyiv held.", "Killed 15"]),
        ([["12 May 2022", "Kyiv held."], ["13 May 2022", "So did Sumy."]], ["12 May 2022", "Kyiv held."]),
        ([["May 2022 | 12", "Kyiv held."], ["May 2022 | 13", "So did Sumy."]], ["Kyiv held."]),
        ([["iv WAR DIARY", "Kyiv held."], ["v WAR DIARY", "So did Sumy."]], ["Kyiv held."]),
    ],
)
def test_furniture_of_pages(pages: list[list[str]], first: list[str]) -> None:
    assert without_furniture(pages)[0] == first


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


def test_a_line_that_begins_with_from_splits_no_letter(tmp_path: Path) -> None:
    letter = f"From a@b Mon May  2 09:00:00 2022\nSubject: One\n\n{WORDS}\n\nFrom the north came more.\n\n"
    found = read(put(tmp_path / "a.mbox", letter * 2))
    assert [item.text.strip().splitlines()[-1] for item in found.articles.values()] == ["From the north came more."] * 2
    assert not found.failures


def test_a_cell_that_cannot_be_read_costs_itself(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    (item,) = read(put(tmp_path / "a.parquet", FILES["zone.parquet"]())).articles.values()
    assert item.text == WORDS
    assert "a cell of the table cannot be read" in item.warnings[0]


def test_a_table_in_an_archive_may_be_longer_than_a_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitrex.ingest.readers.archive.DOCUMENT_LIMIT", 100)
    parts = {"a.csv": b"text\n" + b"It held.\n" * 20, "b.txt": b"It held.\n" * 20}
    found = read(put(tmp_path / "a.zip", zipped(parts)))
    assert (len(found.articles), found.codes) == (20, ["input-too-large"])


def test_an_item_that_a_feed_breaks_off_in_is_no_article(tmp_path: Path) -> None:
    items = "".join(f"<item><description>Day {day}: it held.</description></item>" for day in range(3))
    found = read(put(tmp_path / "a.rss", f"<rss><channel>{items}"[:-30]))
    assert [item.text for item in found.articles.values()] == ["Day 0: it held.", "Day 1: it held."]
    assert found.codes == ["input-packed"]


def test_a_tar_archive_is_not_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = []

    def seen(archive: tarfile.TarFile) -> tarfile.TarInfo | None:
        held.append(len(archive.members))
        return next_of(archive)

    next_of = tarfile.TarFile.next
    monkeypatch.setattr(tarfile.TarFile, "next", seen)
    parts = {f"{number}.txt": f"{WORDS} {number}".encode() for number in range(20)}
    assert len(read(put(tmp_path / "a.tar", tarred(parts))).articles) == 20
    assert max(held) <= 1


def test_what_word_writes_beside_an_open_document_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path / "in" / "~$notes.docx", b"x" * 54)
    put(tmp_path / "in" / "a.zip", zipped({"~$notes.docx": b"x", "b.txt": SENTENCE}))
    found = read(tmp_path / "in")
    assert (list(found.articles), found.codes, found.skipped) == (["a.zip!/b.txt"], [], [])
