"""A real file of every kind into articles; see ``files/README.md``."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.ingest.readings import FILES, Read, put, read
from tests.run.runs import read_lines, start_run

from sitrex.flow import Pipeline
from sitrex.ingest.kinds import BY_SUFFIX, PACKED, SHORT
from sitrex.run.options import Limits
from sitrex.validate.invariants import check

BRIDGES = "held both bridges over the Sorna until Friday night"
PASS = "took the pass at Odrel on Sunday"
FERRY = "hit by two rockets off Tervel on Monday"
RUSSIAN = "удерживала оба моста через Сорну до вечера пятницы"
GERMAN = "hielt beide Brücken über die Sorna"
OPEN_AGAIN = "The southern bridge is open again since Wednesday"
TITLES = {
    BRIDGES: "Two bridges on the Sorna",
    PASS: "The pass at Odrel",
    FERRY: "Ferry sunk off Tervel",
    RUSSIAN: "Мосты через Сорну",
    GERMAN: "Die Brücken über die Sorna",
}
MARA = "Mara Veldin"
SENDER = "Mara Veldin <mara.veldin@courier.example>"
COURIER = "Sorna Courier"
CRAWLED = "http://127.0.0.1:8123/"

# id, what the text says, the title (True: the story's own), the day of July 2023 and where it is from, author, source
ROWS: list[tuple[str, str, str | bool | None, str | None, str | None, str | None]] = [
    ("report.txt", BRIDGES, None, "08 byline", None, None),
    ("report.txt.gz", BRIDGES, None, None, None, None),
    ("dispatch.txt", BRIDGES, None, "08 dateline", None, None),
    ("report.md", BRIDGES, True, "08 front_matter", MARA, COURIER),
    ("notes.markdown", FERRY, None, None, None, None),
    ("cp1251.txt", RUSSIAN, None, None, None, None),
    ("utf16.txt", RUSSIAN, None, None, None, None),
    ("latin1.txt", GERMAN, None, None, None, None),
    ("report.html", BRIDGES, True, "08 json_ld", MARA, COURIER),
    ("meta.htm", PASS, True, "10 meta", MARA, COURIER),
    ("time.html", FERRY, True, "11 time_element", None, COURIER),
    ("address.html", FERRY, True, "12 address", None, COURIER),
    ("undated.html", BRIDGES, True, None, None, COURIER),
    ("cp1251.html", RUSSIAN, True, None, None, COURIER),
    ("report.xhtml", BRIDGES, True, "08 meta", None, None),
    ("pandoc.xhtml", PASS, True, "10 meta", MARA, None),
    ("saved.mht", BRIDGES, True, "08 address", None, COURIER),
    ("saved.mhtml", PASS, True, "10 meta", MARA, COURIER),
    ("report.pdf", BRIDGES, True, "08 properties", MARA, None),
    ("columns.pdf", BRIDGES, True, "08 properties", MARA, None),
    ("report.docx", BRIDGES, True, "08 properties", MARA, None),
    ("report.docm", BRIDGES, True, "08 properties", MARA, None),
    ("pandoc.docx", PASS, True, "10 properties", MARA, None),
    ("report.odt", BRIDGES, True, "08 properties", MARA, None),
    ("pandoc.odt", PASS, True, "10 properties", MARA, None),
    ("report.rtf", BRIDGES, True, "08 properties", MARA, None),
    ("pandoc.rtf", PASS, None, None, None, None),
    ("cyrillic.rtf", RUSSIAN, True, "08 properties", None, None),
    ("plain.eml", BRIDGES, True, "08 mail", SENDER, SENDER),
    ("html.eml", BRIDGES, "Der Übergang über die Sorna", "09 mail", SENDER, SENDER),
    ("koi8.eml", RUSSIAN, True, "11 mail", SENDER, SENDER),
    ("cp1251.eml", RUSSIAN, True, "11 mail", SENDER, SENDER),
    ("reply.eml", OPEN_AGAIN, "Re: Two bridges on the Sorna", "12 mail", SENDER, SENDER),
    ("attachments.eml", PASS, True, "10 mail", SENDER, SENDER),
    ("attachments.eml!/losses.pdf", BRIDGES, True, "08 properties", MARA, None),
    ("attachments.eml!/Übersicht.docx", PASS, True, "10 properties", MARA, None),
    ("attachments.eml!/ferry.txt", FERRY, None, None, None, None),
    ("forwarded.eml", "The desk should see this letter", "Fwd: Ferry sunk off Tervel", "13 mail", SENDER, SENDER),
    ("forwarded.eml!/Ferry sunk off Tervel.eml", FERRY, True, "11 mail", SENDER, SENDER),
    ("letters.mbox:1", BRIDGES, True, "08 mail", SENDER, SENDER),
    ("letters.mbox:2", PASS, True, "10 mail", SENDER, SENDER),
    ("letters.mbox:2!/ferry.txt", FERRY, None, None, None, None),
    ("letters.mbox:3", OPEN_AGAIN, "Re: Two bridges on the Sorna", "12 mail", SENDER, SENDER),
    ("news.rss https://courier.example/rss/bridges", BRIDGES, True, "08 feed", MARA, COURIER),
    ("news.rss https://courier.example/rss/ferry", FERRY, True, "11 feed", MARA, COURIER),
    ("news.atom https://courier.example/atom/bridges", BRIDGES, True, "08 feed", MARA, COURIER),
    ("news.atom https://courier.example/atom/ferry", FERRY, True, "11 feed", MARA, COURIER),
    ("rdf.xml https://courier.example/ru/1", RUSSIAN, True, "08 feed", None, "Вестник Сорны"),
    ("telegram.json 2", BRIDGES, None, "08 field", None, "Sorna front"),
    ("telegram.json 4", PASS, None, "10 field", None, "Sorna front"),
    ("reliefweb.json 4001", BRIDGES, True, "08 field", None, "Northern Relief Office"),
    ("reliefweb.json 4002", PASS, True, "10 field", None, "Northern Relief Office"),
    ("trafilatura.json:1", BRIDGES, True, "07 field", MARA, COURIER),
    ("newspaper.json:1", BRIDGES, True, "08 field", None, None),
    ("newspaper.json:2", PASS, True, "10 field", None, None),
    ("newsplease.json:1", BRIDGES, True, "08 field", None, "courier.example"),
    ("talk.srt", BRIDGES, None, None, None, None),
    ("talk.vtt", BRIDGES, None, None, None, None),
    ("rolling.vtt", BRIDGES, None, None, None, None),
    ("semicolon.csv s3", FERRY, True, "24 field", None, None),
    ("pipe.csv p3", FERRY, True, "24 field", None, None),
    ("tabs.csv t3", FERRY, True, "24 field", None, None),
    ("comma.csv c3", FERRY, True, "24 field", None, None),
    ("cp1251.csv r1", RUSSIAN, True, "08 field", None, None),
    ("utf16.csv u2", GERMAN, True, "08 field", None, None),
    ("table.tsv v3", FERRY, True, "24 field", None, None),
    ("table.tab w3", FERRY, True, "24 field", None, None),
    ("book.xlsx:River:2", BRIDGES, True, "08 field", None, None),
    ("book.xlsx:Coast:2", FERRY, True, "11 field", None, None),
    ("book.xls:River:3", PASS, True, "10 field", None, None),
    ("book.ods:Coast:2", FERRY, True, "11 field", None, None),
    ("table.parquet q1", BRIDGES, True, "08 field", None, None),
    ("lines.jsonl jl1", BRIDGES, True, "08 field", None, None),
    ("lines.jsonl jl2", PASS, True, "10 field", None, None),
    ("lines.ndjson nl3", FERRY, True, "11 field", None, None),
    ("lines.jsonl.zst zl1", BRIDGES, True, "08 field", None, None),
    ("broken.jsonl.gz bl1", BRIDGES, True, "08 field", None, None),
    (f"crawl.warc.gz!/{CRAWLED}2023/07/08/bridges.html", BRIDGES, True, "08 address", None, COURIER),
    (f"crawl.warc.gz!/{CRAWLED}pass.html", PASS, True, "10 meta", MARA, COURIER),
    (f"crawl.warc.gz!/{CRAWLED}losses.pdf", BRIDGES, True, "08 properties", MARA, None),
    (f"plain.warc!/{CRAWLED}pass.html", PASS, True, "10 meta", MARA, COURIER),
    ("bundle.zip!/report.txt", BRIDGES, None, "08 byline", None, None),
    ("bundle.zip!/pandoc.docx", PASS, True, "10 properties", MARA, None),
    ("bundle.zip!/columns.pdf", BRIDGES, True, "08 properties", MARA, None),
    ("bundle.zip!/letters/plain.eml", BRIDGES, True, "08 mail", SENDER, SENDER),
    ("bundle.zip!/table.csv:2", FERRY, True, "24 field", None, None),
    ("bundle.tar!/time.html", FERRY, True, "11 time_element", None, COURIER),
    ("bundle.tar.gz!/pandoc.docx", PASS, True, "10 properties", MARA, None),
    ("bundle.tgz!/letters/plain.eml", BRIDGES, True, "08 mail", SENDER, SENDER),
    ("nested.zip!/level2.zip!/level3.zip!/3.txt", FERRY, None, None, None, None),
    ("locked.zip!/time.html", FERRY, True, "11 time_element", None, COURIER),
    ("escape.zip!/outside.txt", FERRY, None, None, None, None),
    ("escape.zip!/etc/absolute.txt", FERRY, None, None, None, None),
    ("escape.zip!/docs/windows.txt", FERRY, None, None, None, None),
    ("escape.zip!/a/b/inside.txt", FERRY, None, None, None, None),
]


@cache
def reading(name: str) -> Read:
    return read(FILES / name)


def file_and_id(row: str) -> tuple[str, str]:
    """``file id``, where the id does not begin with the file's name anyway."""
    file, _, key = row.partition(" ")
    names = [name for name in NAMES if row == name or row.startswith((f"{name}:", f"{name}!"))]
    return (names[-1], row) if names else (file, key)


NAMES = sorted(file.name for file in FILES.iterdir() if file.name != "README.md")


def article(row: str) -> Any:
    file, key = file_and_id(row)
    return reading(file).articles[key]


@pytest.mark.parametrize(("row", "says", "title", "published", "author", "source"), ROWS, ids=[row[0] for row in ROWS])
def test_kind(
    row: str, says: str, title: str | bool | None, published: str | None, author: str | None, source: str | None
) -> None:
    found = article(row)
    day, _, origin = (published or "").partition(" ")
    assert says in " ".join(found.text.split())
    assert found.title == (TITLES[says] if title is True else title)
    assert (str(found.published or ""), found.published_from or "") == (f"2023-07-{day}" if day else "", origin)
    assert (found.metadata.get("author"), found.source) == (author, source)
    assert not found.warnings


@pytest.mark.parametrize(
    ("name", "path", "code"),
    [
        ("scanned.pdf", "", "pdf-scanned"),
        ("locked.pdf", "", "input-encrypted"),
        ("locked.docx", "", "input-encrypted"),
        ("locked.odt", "", "input-encrypted"),
        ("locked.zip", "!/report.txt", "input-encrypted"),
        ("locked.zip", "!/table.csv", "input-encrypted"),
        ("aes.zip", "!/report.txt", "input-encrypted"),
        ("nested.zip", "!/level2.zip!/level3.zip!/level4.zip", "input-nested"),
        ("broken.jsonl.gz", "", "input-packed"),
    ],
)
def test_named_failure(name: str, path: str, code: str) -> None:
    found = [(item.path, item.code) for item in reading(name).failures]
    assert (str(FILES / name) + path, code) in found


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("bundle.zip", "!/map.jpg"),
        ("bundle.tar", "!/map.jpg"),
        ("attachments.eml", "!/map.jpg"),
        ("telegram.json", ":1"),
        ("telegram.json", ":3"),
        ("crawl.warc.gz", f"!/{CRAWLED}gone.html"),
    ],
)
def test_named_skip(name: str, what: str) -> None:
    assert str(FILES / name) + what in reading(name).skipped


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("bundle.zip", 6),
        ("crawl.warc.gz", 4),
        ("broken.jsonl.gz", 7),
        ("book.xlsx", 3),
        ("news.rss", 3),
        ("reply.eml", 1),
        ("telegram.json", 2),
    ],
)
def test_no_more_articles_than_that(name: str, count: int) -> None:
    assert len(reading(name).articles) == count


@pytest.mark.parametrize(
    ("row", "there"),
    [
        ("report.docx", "Unit\tKilled\tWounded\n2nd Battalion\t11\t31\n9th Tank Company\t6\t15"),
        ("report.odt", "Unit\tKilled\tWounded\n2nd Battalion\t11\t31\n9th Tank Company\t6\t15"),
        ("report.rtf", "Unit\tKilled\tWounded\n2nd Battalion\t11\t31\n9th Tank Company\t6\t15"),
        ("pandoc.docx", "Unit\tMen\n6th Mountain Battalion\t412\n3rd Artillery Regiment\t96"),
        ("pandoc.odt", "Unit\tMen\n6th Mountain Battalion\t412\n3rd Artillery Regiment\t96"),
        ("pandoc.rtf", "Unit\tMen\n6th Mountain Battalion\t412\n3rd Artillery Regiment\t96"),
        ("html.eml", "Unit\tKilled\tWounded\n2nd Battalion\t11\t31\n9th Tank Company\t6\t15"),
        ("columns.pdf", "The 14th Mechanized Bri-\ngade held"),
        ("columns.pdf", "Ferry sunk off\nTervel\nA ferry with 64 people\naboard"),
        ("report.pdf", "the water does not rise.\n1As of Friday, 18:00.\n\nUnit Killed"),
        ("letters.mbox:2", "\nFrom the ridge one sees the road."),
        ("telegram.json 2", "until Friday night, its staff said, and then blew up the northern one.\n\nThe staff"),
        ("semicolon.csv s3", 'He called it "a crime".'),
        ("rolling.vtt", "held both\nbridges over the Sorna until Friday\nnight, its staff said"),
    ],
)
def test_text_has(row: str, there: str) -> None:
    assert there in article(row).text


@pytest.mark.parametrize(
    ("row", "end"),
    [(name, "As of Friday, 18:00.") for name in ("report.docx", "report.odt", "report.rtf")]
    + [(name, "As of Sunday, 18:00.") for name in ("pandoc.docx", "pandoc.odt", "pandoc.rtf")],
)
def test_notes_stand_behind_the_text(row: str, end: str) -> None:
    assert article(row).text.endswith(f"\n{end}")


@pytest.mark.parametrize(
    ("row", "absent"),
    [
        ("report.pdf", "SORNA COURIER"),
        ("report.pdf", "Page 1"),
        ("columns.pdf", "QUARTERLY"),
        *((f"report.{kind}", "Check this number") for kind in ("docx", "odt", "rtf")),
        *((f"report.{kind}", "deleted") for kind in ("docx", "odt", "rtf")),
        ("reply.eml", BRIDGES),
        ("reply.eml", "wrote:"),
        ("html.eml", "margin"),
        ("talk.vtt", "Presenter"),
        ("talk.srt", "-->"),
        ("talk.srt", "<i>"),
        ("report.html", "Front page"),
        ("report.html", "All times local"),
        ("report.md", "---"),
        ("bundle.zip!/report.txt", "hidden"),
    ],
)
def test_text_has_not(row: str, absent: str) -> None:
    assert absent not in article(row).text


def test_rolling_captions_are_said_once() -> None:
    assert article("rolling.vtt").text.count("bridges over the Sorna") == 1


def test_columns_are_read_one_after_the_other() -> None:
    text = " ".join(article("columns.pdf").text.replace("-\n", "").split())
    places = [text.index(words) for words in (BRIDGES, "Engineers expect", PASS, "Snow fell in the night", FERRY)]
    assert places == sorted(places)


def test_pages_say_where_they_begin() -> None:
    found = article("report.pdf")
    assert found.text[found.metadata["pages"][1] :].startswith("Unit Killed Wounded")


def test_what_a_reply_quotes_is_told_apart() -> None:
    assert article("reply.eml").metadata["quoted"].startswith("The 14th Mechanized Brigade")


def test_a_page_of_xml_is_a_page(tmp_path: Path) -> None:
    page = put(tmp_path / "page.xml", (FILES / "report.xhtml").read_bytes())
    (found,) = read(page).articles.values()
    assert found.title == TITLES[BRIDGES]


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("semicolon.csv", {"id": "uid", "text": "content", "title": "headline", "published": "date"}),
        ("newsplease.json", {"text": "maintext", "published": "date_publish", "source": "source_domain"}),
        ("reliefweb.json", {"text": "body", "published": "date"}),
        ("trafilatura.json", {"text": "text", "source": "source-hostname", "url": "source"}),
    ],
)
def test_usual_names_are_told(name: str, names: dict[str, str]) -> None:
    (told,) = reading(name).meter.names
    assert names.items() <= told.items()


@pytest.mark.parametrize("day_first", [True, False])
def test_days_of_a_table_are_read_as_the_user_says(day_first: bool) -> None:
    found = read(FILES / "semicolon.csv", day_first=day_first).articles["s1"]
    assert str(found.published) == ("2023-07-08" if day_first else "2023-08-07")


def test_a_date_with_two_readings_is_a_warning() -> None:
    (warning,) = article("semicolon.csv s1").warnings
    assert "has two readings" in warning
    assert article("semicolon.csv s1").published is None


@pytest.mark.parametrize("suffix", [*BY_SUFFIX, *PACKED, *SHORT])
def test_every_suffix_has_a_file(suffix: str) -> None:
    assert any(name.endswith(suffix) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_file_has_a_row(name: str) -> None:
    rows = {file_and_id(row[0])[0] for row in ROWS}
    assert name in rows or reading(name).failures


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All the files, one that is not read, and what lies beside."""
    folder = tmp_path_factory.mktemp("all") / "in"
    shutil.copytree(FILES, folder)
    put(folder / "map.png", b"\x89PNG")
    put(folder / "empty.jsonl", b"")
    return folder


def test_a_folder_of_all_kinds_is_read_or_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "run"))
    run = start_run(folder, folder.with_name("out"), limits=Limits(), workers=2).to_json()
    records = read_lines(folder.with_name("out") / "records.jsonl")
    failures = read_lines(folder.with_name("out") / "failures.jsonl")
    whole = [reading(name) for name in NAMES]
    assert {row["document"]["id"] for row in records} == {key for one in whole for key in one.articles} | {"README.md"}
    assert sorted(row["code"] for row in failures) == sorted(code for one in whole for code in one.codes)
    left = {path.removeprefix(f"{folder}/") for path in run["skipped"]["paths"]}
    assert left == {path.removeprefix(f"{FILES}/") for one in whole for path in one.skipped} | {
        "map.png",
        "empty.jsonl",
    }
    for row in records:
        check(row, text=row["text"])


def test_offsets_are_whole(pipeline: Pipeline) -> None:
    texts = {found.text: found for name in NAMES for found in reading(name).articles.values()}
    for found in texts.values():
        record = pipeline(found)
        check(record.to_json(), text=found.text)
        assert record.document.published_from == found.published_from
