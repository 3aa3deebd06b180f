"""Files that mean harm: each is read or named within seconds and little memory, and the next file is read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.ingest.hostile import FILES, SENTENCE, tar, zipped
from tests.ingest.readings import only, put, read
from tests.run.runs import read_lines, start_run

from sitrex.errors import SitrexError
from sitrex.ingest.article import Failure
from sitrex.ingest.sources import read_inputs
from sitrex.run.options import Limits

SECONDS = 12
"""CPU time; on a machine that has nothing else to do each takes less than three."""
READING = 400
WORKER = 700

# code of the failures, in order and each once; "" where there are articles
EXPECTED = {
    "entities.docx": "input-entities",
    "late-entities.docx": "input-entities",
    "wide-entities.docx": "input-entities",
    "text.docx": "input-costly",
    "attributes.docx": "input-costly",
    "blanks.docx": "",
    "tables.docx": "input-costly",
    "tags.docx": "input-costly",
    "bomb.docx": "input-bomb",
    "parts.docx": "input-costly",
    "listing.docx": "input-costly",
    "entities.odt": "input-entities",
    "blanks.odt": "",
    "deep.odt": "input-packed",
    "braces.rtf": "",
    "notes.rtf": "",
    "lines.rtf": "",
    "far.xlsx": "input-costly",
    "shared.xlsx": "input-costly",
    "sheets.xlsx": " input-bomb",
    "repeated.ods": "input-packed",
    "attributes.html": "",
    "many-attributes.html": "",
    "values.html": "",
    "open-quotes.html": "",
    "breaks.html": "",
    "lines.html": "",
    "paragraphs.html": "",
    "spans.html": "",
    "deep.html": "",
    "metas.html": "",
    "linked.html": "",
    "comments.html": "",
    "tags.html": "input-costly",
    "long.html": "input-too-large",
    "entities.xhtml": "article-no-main",
    "attributes.xhtml": "",
    "page.mht": "",
    "entities.rss": "input-entities",
    "wide-entities.rss": "input-entities",
    "deep.rss": "input-packed",
    "long.rss": "input-too-large",
    "cut.rss": " input-packed",
    "parts.eml": "input-costly",
    "headers.eml": "input-costly",
    "type.eml": "input-costly",
    "pieces.eml": "input-costly",
    "lines.eml": "input-costly",
    "nested.eml": " input-nested",
    "deep.eml": " input-costly",
    "attached.eml": " input-costly",
    "attached-within.eml": "article-empty  input-costly",
    "lines.mbox": "input-costly",
    "stamps.mbox": "",
    "subject.eml": "",
    "lines.srt": "input-costly",
    "noise.srt": "input-binary",
    "colons.vtt": "article-empty",
    "arrows.srt": "input-packed",
    "deep.json": "input-costly",
    "deep-objects.json": "input-costly",
    "key.json": "input-costly",
    "values.json": "input-costly",
    "digits.json": "json-broken",
    "deep.jsonl": "json-broken",
    "values.jsonl": "input-costly",
    "line.jsonl.gz": "input-too-large input-encoding json-broken",
    "text.txt.gz": "input-too-large",
    "bomb.txt.gz": "input-bomb",
    "cell.csv.gz": "input-too-large",
    "columns.csv": "input-costly",
    "open.csv": "csv-broken",
    "aliases.md": "front-matter",
    "braces.md": "front-matter",
    "addresses.txt": "",
    "blank-lines.txt": "",
    "flat.zip": "input-bomb",
    "nested.zip": "input-nested input-bomb",
    "overlapping.zip": "input-binary article-duplicate input-bomb",
    "listing.zip": "input-costly",
    "packed.zip": "input-bomb",
    "names.zip": "",
    "film.zip": "",
    "header.tar.gz": "input-costly",
    "name.tar.gz": "input-costly",
    "members.tar": "",
    "headers.warc": "input-costly",
    "noise.warc": "input-packed",
    "valueless.warc": "input-packed",
    "cut.warc": " input-packed",
    "packed.warc": "input-too-large ",
    "noise.pdf": "input-packed",
    "twice.pdf": "input-costly",
    "loop.pdf": "pdf-scanned",
    "broken.pdf": "input-packed",
    "zone.parquet": "",
    "day.parquet": "",
    "moment.parquet": "",
    "dictionary.parquet": "",
    "zstd.parquet": "input-bomb",
    "unfolding.parquet": "input-costly",
    "page.parquet": "input-costly",
    "noise.parquet": "input-packed",
}


@pytest.fixture(scope="module")
def reader() -> Iterator[Any]:
    """Asked for some files, a process reads them in forks of itself and says what that took."""
    if not hasattr(os, "fork"):
        pytest.skip("processes cannot be measured here")
    command = [sys.executable, str(Path(__file__).with_name("measured.py"))]
    paths = os.pathsep.join(filter(None, sys.path))
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": paths}
    ) as process:

        def ask(*files: Path) -> list[dict[str, Any]]:
            process.stdin.write(json.dumps([str(file) for file in files]) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield ask
        process.stdin.close()


@pytest.mark.parametrize("name", FILES)
def test_hostile_file(name: str, tmp_path: Path, reader: Any) -> None:
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    file = put(tmp_path / name, FILES[name]())
    good = put(tmp_path / "good.txt", SENTENCE)
    for what, took in zip(("reading", "reading and making articles"), reader(file, good), strict=True):
        assert "ended" not in took, f"{what} ended its process: {took}"
        peaks = f"{took['peak']} MB, {took['apart']} MB apart"
        print(f"{name}: {file.stat().st_size:,} bytes, {what}: {took['seconds']} s, {peaks}")
        assert took["seconds"] < SECONDS
        assert took["peak"] < READING
        assert took["apart"] < WORKER
    *items, last = took["items"]
    assert (last["path"], last["code"]) == ("good.txt", None)
    assert list(dict.fromkeys(item["code"] or "" for item in items)) == EXPECTED[name].split(" ")
    assert all(name in item.get("error", name) for item in items)


def test_every_hostile_file_has_its_end() -> None:
    assert list(FILES) == list(EXPECTED)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("[" * 200_000, "sidecar"),
        ('{"a":' * 200_000, "sidecar"),
        ("\ud800", "sidecar"),
        ("null", "sidecar"),
        ('{"text": "a b c"}', "sidecar"),
        ('{"id": ["a"]}', "article-type"),
        ('{"x": ' + "9" * 100_000 + "}", "sidecar"),
        (" " * (2 << 20), "input-too-large"),
    ],
)
def test_hostile_sidecar(tmp_path: Path, said: str, code: str) -> None:
    put(tmp_path / "a.txt", SENTENCE)
    put(tmp_path / "b.txt", SENTENCE)
    put(tmp_path / "a.meta.json", said.encode("utf-8", "surrogatepass"))
    found = read(tmp_path)
    assert found.codes == [code]
    assert list(found.articles) == ["b.txt"]


@pytest.fixture
def odd(tmp_path: Path) -> str:
    """A file whose name is no text, as many systems allow."""
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        put(tmp_path / "in" / name, SENTENCE)
    except OSError:
        pytest.skip("this file system has no such names")
    return name


def test_a_file_name_that_is_no_text_reaches_the_record(
    tmp_path: Path, odd: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "run"))
    put(tmp_path / "in" / os.fsdecode(b"\xff.pdf"), b"no PDF")
    put(tmp_path / "in" / os.fsdecode(b"\xff.png"), b"no text")
    run = start_run(tmp_path / "in", tmp_path / "out", limits=Limits(), workers=1)
    (record,) = read_lines(tmp_path / "out" / "records.jsonl")
    (failed,) = read_lines(tmp_path / "out" / "failures.jsonl")
    assert record["document"]["id"] == "caf%E9.txt"
    assert (failed["id"], failed["code"]) == ("%FF.pdf", "input-packed")
    assert [Path(path).name for path in run.to_json()["skipped"]["paths"]] == ["%FF.png"]


@pytest.mark.parametrize("field", ["id", "title", "source", "url"])
def test_a_lone_surrogate_in_a_field_is_spelt(tmp_path: Path, field: str) -> None:
    row = f'{{"text": "The brigade held the bridge.", "{field}": "a\\ud800b"}}'
    found = only(read(put(tmp_path / "a.jsonl", row)))
    assert getattr(found, field) == "a\\ud800b"


def test_a_lone_surrogate_in_a_text_is_replaced(tmp_path: Path) -> None:
    found = only(read(put(tmp_path / "a.jsonl", '{"text": "The brigade \\ud800 held."}')))
    assert found.text == "The brigade \ufffd held."


def test_member_names_that_are_no_text(tmp_path: Path) -> None:
    made = tar((os.fsdecode(b"\xff.txt"), SENTENCE, {}))
    assert list(read(put(tmp_path / "a.tar", made)).articles) == ["a.tar!/%FF.txt"]


@pytest.mark.parametrize("target", ["../outside.txt", "../outside", "/etc"])
def test_a_link_out_of_the_folder_is_skipped_by_name(tmp_path: Path, target: str) -> None:
    put(tmp_path / "outside.txt", SENTENCE)
    put(tmp_path / "outside" / "a.txt", SENTENCE)
    put(tmp_path / "in" / "good.txt", SENTENCE)
    (tmp_path / "in" / "link.txt").symlink_to(target)
    found = read(tmp_path / "in")
    assert list(found.articles) == ["good.txt"]
    assert found.meter.skipped.to_json() == {
        "count": 1,
        "kinds": {"link": 1},
        "paths": [str(tmp_path / "in" / "link.txt")],
    }


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    put(tmp_path / "good.txt", SENTENCE)
    (tmp_path / "link.txt").symlink_to("good.txt")
    assert list(read(tmp_path).articles) == ["good.txt", "link.txt"]


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    put(tmp_path / "in" / "good.txt", SENTENCE)
    (tmp_path / "in" / "again").symlink_to(".")
    assert list(read(tmp_path / "in").articles) == ["good.txt"]


@pytest.mark.parametrize("name", ["flat.zip", "members.tar", "nested.zip", "names.zip"])
def test_nothing_is_written_beside_an_archive(tmp_path: Path, name: str) -> None:
    read(put(tmp_path / "in" / name, FILES[name]()))
    assert {path.name for path in tmp_path.rglob("*")} == {"in", name}


def test_a_broken_member_costs_that_member_only(tmp_path: Path) -> None:
    made = bytearray(zipped({"a.txt": SENTENCE, "b.txt": b"broken " * 50, "c.txt": SENTENCE}))
    place = made.index(b"b.txt") + 8
    made[place : place + 4] = b"\xff\xff\xff\xff"
    found = read(put(tmp_path / "a.zip", bytes(made)))
    assert list(found.articles) == ["a.zip!/a.txt", "a.zip!/c.txt"]
    assert found.codes == ["input-packed"]


@pytest.mark.parametrize("problem", [MemoryError(), RecursionError(), ValueError("x"), KeyError("x")])
def test_whatever_a_reader_raises_is_that_files_failure(
    tmp_path: Path, problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise problem

    monkeypatch.setattr("sitrex.ingest.readers.feed.read_feed", fail)
    monkeypatch.setattr("sitrex.ingest.readers.office.read_odt", fail)
    for name in ("a.rss", "b.odt", "c.txt"):
        put(tmp_path / name, SENTENCE)
    feed, document, good = read_inputs([str(tmp_path)])
    assert isinstance(feed, Failure)
    assert isinstance(document, Failure)
    assert good.id == "c.txt"


def test_a_folder_of_harm_alone_is_no_error(tmp_path: Path) -> None:
    put(tmp_path / "in" / "a.zip", FILES["flat.zip"]())
    assert read(tmp_path / "in").codes == ["input-bomb"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(SitrexError, match="no articles found"):
        list(read_inputs([str(tmp_path / "empty")]))
