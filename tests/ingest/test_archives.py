"""What archives and packed files hold, whole or cut off."""

from __future__ import annotations

import gzip
import json
import random
import tarfile
from pathlib import Path

import pytest
from tests.ingest.hostile import ANSWER, SENTENCE, page, tar, web, zipped
from tests.ingest.readings import put, read

WORDS = SENTENCE.decode()


def tarred(parts: dict[str, bytes]) -> bytes:
    return tar(*((name, data, {}) for name, data in parts.items()))


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
    packed = zipped(members) if name == "a.zip" else tarred(members)
    found = read(put(tmp_path / name, gzip.compress(packed) if name == "a.tgz" else packed))
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


def test_a_table_in_an_archive_may_be_longer_than_a_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitrex.ingest.readers.archive.DOCUMENT_LIMIT", 100)
    parts = {"a.csv": b"text\n" + b"It held.\n" * 20, "b.txt": b"It held.\n" * 20}
    found = read(put(tmp_path / "a.zip", zipped(parts)))
    assert (len(found.articles), found.codes) == (20, ["input-too-large"])


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
