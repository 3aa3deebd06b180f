"""Good and bad inputs into articles and failures."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

import sitrex
from sitrex.errors import SitrexError
from sitrex.export.collation import write_collation
from sitrex.export.figures import write_figures
from sitrex.ingest.article import Article, Failure
from sitrex.ingest.counted import Meter
from sitrex.ingest.reading import Reading
from sitrex.ingest.source import Skipped
from sitrex.ingest.sources import Found, find_files, read_drafts, read_inputs, survey
from sitrex.ingest.used_ids import UsedIds
from sitrex.report.site import write_report
from sitrex.run.folder import FILES, LOCK, PARTS
from sitrex.run.manifest import NAME as MANIFEST

SENTENCE = "The 3rd Brigade left Izium on Monday."
CYRILLIC = "Бригада оставила город в понедельник и отошла за реку. " * 3
LATIN = (
    "Die Brigade räumte die Höhen südlich der Straße; fünf Geschütze gingen verloren, größere Verluste gab es nicht. "
)


def read(*inputs: Path | str, **more: Any) -> list[Article | Failure]:
    return list(read_inputs([str(name) for name in inputs], **more))


def put(file: Path, data: bytes | str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def rows(file: Path, *items: Any) -> Path:
    return put(file, "".join((item if isinstance(item, str) else json.dumps(item)) + "\n" for item in items))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (SENTENCE.encode(), SENTENCE),
        (b"\xef\xbb\xbf" + SENTENCE.encode(), SENTENCE),
        (b"\xff\xfe" + SENTENCE.encode("utf-16-le"), SENTENCE),
        (b"\xfe\xff" + CYRILLIC.encode("utf-16-be"), CYRILLIC),
        (SENTENCE.encode("utf-16-le"), SENTENCE),
        (CYRILLIC.encode("cp1251"), CYRILLIC),
        (LATIN.encode("latin-1"), LATIN),
        (b"one\r\ntwo\r\n", "one\r\ntwo\r\n"),
        (b"nul \x00 inside", "nul \ufffd inside"),
        ("\u200bzero \u202ewidth\u202c marks".encode(), "\u200bzero \u202ewidth\u202c marks"),
    ],
    ids=[
        "utf-8",
        "mark",
        "utf-16-le",
        "utf-16-be",
        "utf-16 without mark",
        "cp1251",
        "latin-1",
        "windows",
        "nul",
        "marks",
    ],
)
@pytest.mark.parametrize("kind", ["txt", "csv"])
def test_encodings(tmp_path: Path, data: bytes, text: str, kind: str) -> None:
    if kind == "csv":
        name = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(data[:2], "")
        wide = name or ("utf-16-le" if data[1:2] == b"\0" else "")
        mark, body = (data[:2], data[2:]) if name else (data[:3], data[3:]) if data[:1] == b"\xef" else (b"", data)
        quote = '"'.encode(wide or "ascii")
        data = mark + "text\n".encode(wide or "ascii") + quote + body + quote
    (article,) = read(put(tmp_path / f"a.{kind}", data))
    assert isinstance(article, Article), article
    assert article.text == text


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "article-empty"),
        ("a.txt", b" \n\t\n", "article-empty"),
        ("a.txt", bytes(range(256)) * 20, "input-binary"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(500), "input-binary"),
        ("a.txt", b"\xff\xfe\x00", "input-encoding"),
        ("a.md", b"---\n- a list\n---\ntext", "front-matter"),
        ("a.md", b"---\nx: [1\n---\ntext", "front-matter"),
        ("a.html", b"<html><body></body></html>", "article-no-main"),
        ("a.html", b"", "article-no-main"),
        ("a.jsonl", b'{"text": "one"', "json-broken"),
        ("a.jsonl", b'{"text": "one", "x": 1e999}', "article-metadata"),
        ("a.jsonl", b'["text"]', "json-not-object"),
        ("a.jsonl", b"[" * 100_000, "json-broken"),
        ("a.jsonl", b'{"text": "one", "x": ' + b"9" * 10_000 + b"}", "json-broken"),
        ("a.jsonl", b'{"title": "no text"}', "article-no-text"),
        ("a.jsonl", b'{"text": 7}', "article-type"),
        ("a.jsonl", b'{"text": "one", "id": true}', "article-type"),
        ("a.jsonl", b'{"text": "\xff"}', "input-encoding"),
        ("a.csv", b"title,words\nx,y\n", "csv-no-text"),
        ("a.csv", b"", "csv-no-text"),
        ("a.csv", b"id,text\n1,two,three\n", "csv-broken"),
        ("a.csv", b'id,text\n1,"open', "csv-broken"),
        ("a.jsonl.gz", b"not gzip", "input-packed"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "' + b"a" * 9_000_000 + b'"}', 9), "input-bomb"),
    ],
)
def test_bad_input_is_one_failure(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    good = put(tmp_path / "z-good.txt", SENTENCE)
    first, second = read(put(tmp_path / name, data), good)
    assert isinstance(first, Failure), first
    assert (first.code, first.stage) == (code, "ingest")
    assert name in first.error
    assert isinstance(second, Article)


def test_broken_line_costs_that_line_only(tmp_path: Path) -> None:
    file = rows(tmp_path / "a.jsonl", {"text": "one"}, "{broken", "", {"text": "three"})
    one, broken, three = read(file)
    assert isinstance(broken, Failure)
    assert ":2: not valid JSON" in broken.error
    assert [one.id, three.id] == ["a.jsonl:1", "a.jsonl:4"]


def test_gzip_cut_off_gives_what_came_before(tmp_path: Path) -> None:
    lines = b"".join(json.dumps({"text": os.urandom(2000).hex()}).encode() + b"\n" for _ in range(200))
    items = read(put(tmp_path / "a.jsonl.gz", gzip.compress(lines)[:-3000]))
    assert sum(isinstance(item, Article) for item in items) > 100
    assert isinstance(items[-1], Failure)
    assert items[-1].code == "input-packed"


@pytest.mark.parametrize("frames", [1, 3])
def test_zstd(tmp_path: Path, frames: int) -> None:
    zstandard = pytest.importorskip("zstandard")
    pack = zstandard.ZstdCompressor().compress
    parts = [json.dumps({"id": f"{n}", "text": SENTENCE}).encode() + b"\n" for n in range(frames)]
    file = put(tmp_path / "a.jsonl.zst", b"".join(map(pack, parts)))
    assert [item.id for item in read(file)] == [f"{n}" for n in range(frames)]
    put(file, file.read_bytes()[:-2])
    assert isinstance(read(file)[-1], Failure)


def test_zstd_bomb(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    (item,) = read(put(tmp_path / "a.jsonl.zst", zstandard.ZstdCompressor().compress(b"a" * 20_000_000)))
    assert isinstance(item, Failure)
    assert item.code == "input-bomb"


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import datetime

    import pyarrow.parquet as pq

    table = pa.table(
        {
            "id": [1, 2, 3],
            "text": [SENTENCE, None, SENTENCE],
            "published": [datetime.date(2024, 5, 1)] * 3,
            "score": [1.5, 2.5, float("nan")],
            "raw": [None, None, b"\xff"],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    good, missing, raw = read(tmp_path / "a.parquet")
    assert isinstance(good, Article)
    assert (good.id, good.published, good.metadata) == ("1", datetime.date(2024, 5, 1), {"score": 1.5, "raw": None})
    assert isinstance(missing, Failure)
    assert missing.code == "article-no-text"
    assert isinstance(raw, Article)
    assert raw.metadata == {"score": None, "raw": None}
    assert "a.parquet:3: a cell of the table cannot be read (raw: " in raw.warnings[0]
    put(tmp_path / "b.parquet", b"PAR1 nothing")
    (broken,) = read(tmp_path / "b.parquet")
    assert isinstance(broken, Failure)
    assert broken.code == "input-packed"


def test_missing_extra_is_that_files_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitrex.ingest.kinds.find_spec", lambda _: None)
    put(tmp_path / "b.txt", SENTENCE)
    put(tmp_path / "a.jsonl.zst", b"")
    missing, good = read(tmp_path)
    assert isinstance(missing, Failure)
    assert "pip install 'sitrex[zstd]'" in missing.error
    assert isinstance(good, Article)


def test_folder_order_ids_and_sidecars(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.txt", ".hidden.txt", "notes.png", "sub/deeper/d.TXT"):
        put(tmp_path / name, SENTENCE)
    put(tmp_path / "b.meta.json", '{"id": "named", "published": "2024-05-01", "desk": 4}')
    items = read(tmp_path)
    assert [item.id for item in items] == ["a.md", "named", "sub/c.txt", "sub/deeper/d.TXT"]
    assert isinstance(items[1], Article)
    assert items[1].metadata == {"desk": 4}


def test_html_takes_text_title_and_the_sidecars_id(tmp_path: Path) -> None:
    body = "".join(f"<p>{SENTENCE} Paragraph {n} of the report goes on for a while.</p>" for n in range(5))
    put(tmp_path / "p.html", f"<html><head><title>Izium</title></head><body><article>{body}</article></body></html>")
    put(tmp_path / "p.meta.json", '{"id": "page"}')
    (article,) = read(tmp_path / "p.html")
    assert isinstance(article, Article)
    assert (article.id, article.title) == ("page", "Izium")
    assert SENTENCE in article.text


def test_an_id_names_one_text(tmp_path: Path) -> None:
    same, other = {"id": "x", "text": "Kyiv held the bridge."}, {"id": "x", "text": "Sumy held the bridge."}
    file = rows(tmp_path / "a.jsonl", same, other, same, other | {"text": "Izium fell."})
    found = read(file, rows(tmp_path / "b.jsonl", {"id": "y", "text": "Kyiv held the bridge."}))
    assert [item.id for item in found if isinstance(item, Article)] == ["x", "x (2)", "x (3)", "y"]
    assert [item.code for item in found if isinstance(item, Failure)] == ["article-duplicate"]
    assert isinstance(found[1], Article)
    assert "of another text" in found[1].warnings[0]


@pytest.mark.parametrize(
    "row",
    [
        '{"text": ["Kyiv ", {"type": "bold", "text": "held."}], "x": NaN}',
        '{"text": "Kyiv held.", "source": {"name": "Wire"}, "title": ["Kyiv"]}',
        '{"id": "a\\ud800", "text": "Kyiv held.", "author": "n\\ud800"}',
    ],
)
def test_json_lines_are_read_as_json_is(tmp_path: Path, row: str) -> None:
    (article,) = read(rows(tmp_path / "a.jsonl", row))
    assert isinstance(article, Article), article
    assert article.text == "Kyiv held."
    json.dumps(dict(article.metadata), ensure_ascii=False).encode()


def test_a_failures_id_can_be_written(tmp_path: Path) -> None:
    (found,) = read(rows(tmp_path / "a.jsonl", '{"id": "x\\ud800", "text": ""}'))
    assert isinstance(found, Failure)
    assert found.id == "x\\ud800"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere", "no such file or folder"),
        ("empty", "no articles found"),
        ("pictures", "not read: 2 .png"),
        ("*.rtf", "no such"),
        ("https://example.org/a", "reads no network"),
    ],
)
def test_unusable_input_is_an_error_at_once(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    for picture in ("a.png", "b.PNG"):
        put(tmp_path / "pictures" / picture, "x")
    with pytest.raises(SitrexError, match=message):
        read(name if "://" in name else tmp_path / name)


def test_pipe_in_a_folder_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (item,) = read(tmp_path)
    assert isinstance(item, Failure)
    assert "not a regular file" in item.error


def test_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    (item,) = read(tmp_path)
    assert isinstance(item, Failure)
    assert item.code == "input-unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_unreadable(tmp_path: Path, what: str) -> None:
    file = put(tmp_path / "sub" / "a.txt", SENTENCE)
    closed = file if what == "file" else file.parent
    closed.chmod(0)
    try:
        (item,) = read(tmp_path)
    finally:
        closed.chmod(0o755)
    assert isinstance(item, Failure)
    assert item.code == "input-unreadable"


def test_survey_and_meter_agree_and_digest(tmp_path: Path) -> None:
    import hashlib

    file = put(tmp_path / "a.txt", SENTENCE)
    put(tmp_path / "in" / "b.txt", SENTENCE)
    put(tmp_path / "in" / "c.jsonl.gz", gzip.compress(b'{"text": "one"}\n') + b"rubbish behind")
    meter = Meter()
    inputs = [str(file), str(tmp_path / "in")]
    list(read_drafts(inputs, meter, reading=Reading(), stdin_format="text"))
    there, read_ = ([(item.path, item.files, item.bytes) for item in sums] for sums in (survey(inputs), meter.sums))
    assert there == read_
    assert meter.sums[0].to_json()["sha256"] == hashlib.sha256(SENTENCE.encode()).hexdigest()
    lines = "".join(
        f"{hashlib.sha256((tmp_path / 'in' / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("b.txt", "c.jsonl.gz")
    )
    assert meter.sums[1].to_json()["sha256"] == hashlib.sha256(lines.encode()).hexdigest()


def test_used_ids_hold_many() -> None:
    used = UsedIds()
    assert all(used.add(f"id{n}") for n in range(20_000))
    assert not any(used.add(f"id{n}") for n in range(20_000))


def test_a_run_among_its_input_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kyiv burned on Monday.", encoding="utf-8")
    for name, beside in (("out", FILES[0]), ("parts", PARTS[0]), ("begun", LOCK), ("foreign", "note.txt")):
        (tmp_path / name).mkdir()
        (tmp_path / name / MANIFEST).write_text('{"text": "Odesa burned too."}', encoding="utf-8")
        (tmp_path / name / beside).write_text("The 5th Brigade left Sumy.", encoding="utf-8")
    skipped = sorted(item.path for item in find_files(str(tmp_path)) if isinstance(item, Skipped))
    assert skipped == [str(tmp_path / name) for name in ("begun", "out", "parts")]
    read = sorted(item.default_id for item in find_files(str(tmp_path)) if not isinstance(item, Skipped))
    assert read == ["a.txt", "foreign/note.txt", "foreign/run.json"]


@pytest.mark.parametrize("to", ["report", "collation", "csv", "brat"])
def test_what_is_written_into_the_folder_of_articles_is_no_input(to: str, tmp_path: Path) -> None:
    record = sitrex.extract("The 47th Mechanized Brigade lost 14 men at Izium on 3 May 2022.", id="a")
    theirs = [
        "a.txt",
        "articles/b.html",
        "articles/00009.html",
        "assets/c.txt",
        "data/incidents.csv",
        "00007-note.txt",
        "incidents.csv",
    ]
    for name in theirs:
        put(tmp_path / name, SENTENCE)
    if to == "report":
        write_report({"a": record.to_json()}, tmp_path)
    elif to == "collation":
        write_collation([record.to_json()], tmp_path)
    else:
        sitrex.export([record], to, tmp_path)
    found = list(find_files(str(tmp_path)))
    assert sorted(item.default_id for item in found if isinstance(item, Found)) == sorted(theirs)
    assert {item.kind.rpartition(" of ")[2] for item in found if isinstance(item, Skipped)} == {"sitrex"}


def test_a_run_written_into_the_folder_of_articles_is_no_input(tmp_path: Path) -> None:
    for name in ("a.txt", *FILES, "records/a.txt", f"{PARTS[0]}/000001.jsonl"):
        put(tmp_path / name, '{"text": "Odesa burned too."}')
    found = list(find_files(str(tmp_path)))
    assert [item.default_id for item in found if isinstance(item, Found)] == ["a.txt", "records/a.txt"]


@pytest.mark.parametrize("to", ["report", "collation", "figures", "csv", "brat", "orbat"])
def test_what_is_made_of_records_is_no_input(to: str, tmp_path: Path) -> None:
    record = sitrex.extract("The 47th Mechanized Brigade lost 14 men at Izium on 3 May 2022.", id="a")
    folder, out = tmp_path / "in", tmp_path / "in" / "sub" / ("made.csv" if to == "figures" else "made.json")
    put(out.with_name("a.txt"), SENTENCE)
    if to == "report":
        write_report({"a": record.to_json()}, out)
    elif to == "collation":
        write_collation([record.to_json()], out)
    elif to == "figures":
        with out.open("w", encoding="utf-8") as stream:
            write_figures([record.to_json()], stream)
    else:
        sitrex.export([record], to, out)
    (out.with_name("records.jsonl")).write_text(json.dumps(record.to_json()) + "\n", encoding="utf-8")
    found = list(find_files(str(folder)))
    assert [item.default_id for item in found if isinstance(item, Found)] == ["sub/a.txt"]
    (kind,) = [item.kind for item in found if isinstance(item, Skipped) and item.path == str(out)]
    assert kind.endswith(" of sitrex")
    matched = list(find_files(str(folder / "sub" / "mad*")))
    assert [item.kind for item in matched if isinstance(item, Skipped)] == ([kind] if out.is_dir() else [])
