"""``sitrex run`` as a person calls it: exit statuses, messages, hostile articles, with the real model."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.run.runs import read_lines

from sitrex.cli import main
from sitrex.validate.schema import validator

SENTENCE = "The 3rd Brigade left Izium yesterday with 40 trucks."
HOSTILE = {
    "equals": "=" * 10_000,
    "questions": "?" * 10_000 + " and " + "_" * 10_000,
    "emoji": "\U0001f4a5" * 10_000,
    "url": f"See https://example.org/{'a/' * 25_000} for more.",
    "marks": "The\u200b 3rd\u202e Brigade\u202c \ufefftook it\u200f.",
    "nul": "NUL \x00 inside.",
    "newlines": "\n" * 5_000 + SENTENCE + "\r\n" * 5_000,
    "combining": "a" + "\u0301" * 5_000,
    "digits": "9" * 5_000 + " trucks",
    "ordinals": "1st " * 2_000,
    "brackets": "(" * 3_000 + SENTENCE + ")" * 3_000,
    "dots": "." * 8_000 + " U.S. " * 500,
    "quotes": '"' * 5_000,
    "dashes": "12-" * 3_000,
    "surrogate pair": "\U0010ffff\U0001f9ff ok",
    "russian": "Бригада оставила город и отошла за реку. Командование заявило, что потери уточняются, а жители эвакуированы."
    * 5,
}


def sitrex_run(*arguments: Any, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["run", *map(str, arguments)], input=stdin)


def test_all_well_is_0(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    output = tmp_path / "out"
    done = sitrex_run(tmp_path / "a.txt", "-o", output, "--published", "2024-05-02", "--no-text")
    assert done.exit_code == 0, done.output
    (record,) = read_lines(output / "records.jsonl")
    assert record["text"] is None
    assert record["document"]["published"] == "2024-05-02"
    assert "records.jsonl" in done.stdout
    again = sitrex_run(tmp_path / "a.txt", "-o", output)
    assert again.exit_code == 2
    assert "not empty" in again.stderr


def test_hostile_articles_and_failures_are_1(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    bad = ['{"id": "broken"', '{"id": "empty", "text": " "}', '{"id": "lone", "text": "\\udc00"}']
    rows = [json.dumps({"id": key, "title": "Izium", "text": text}) for key, text in HOSTILE.items()]
    file.write_text("\n".join([*rows, *bad]))
    begin = time.monotonic()
    done = sitrex_run(file, "-o", tmp_path / "out", "--with-title", "--quiet", "--log-json", "--workers", 1)
    assert done.exit_code == 1, done.output
    assert time.monotonic() - begin < 60
    records = read_lines(tmp_path / "out" / "records.jsonl")
    assert [row["document"]["id"] for row in records] == [*HOSTILE, "lone"]
    assert records[-1]["text"] == "\ufffd"
    assert all(row["text"].startswith("Izium\n") for row in records[:-1])
    codes = [row["code"] for row in read_lines(tmp_path / "out" / "failures.jsonl")]
    assert codes == ["json-broken", "article-empty"]
    assert done.stdout == ""
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [event["event"] for event in events if event["event"] != "shard"] == ["start", "end"]
    manifest = json.loads((tmp_path / "out" / "run.json").read_text())
    assert validator("manifest")(manifest) is None
    assert manifest["languages"]["ru"] == 1


def test_standard_input(tmp_path: Path) -> None:
    assert sitrex_run("-", "-o", tmp_path / "text", stdin=SENTENCE).exit_code == 0
    assert read_lines(tmp_path / "text" / "records.jsonl")[0]["text"] == SENTENCE
    lines = json.dumps({"id": "x", "text": SENTENCE}) + "\n"
    assert sitrex_run("-", "--format", "jsonl", "-o", tmp_path / "rows", stdin=lines).exit_code == 0
    assert read_lines(tmp_path / "rows" / "records.jsonl")[0]["document"]["id"] == "x"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{tmp}/nowhere"], "no such file or folder"),
        (["https://example.org/page"], "reads no network"),
        (["{tmp}/a.txt", "--column", "body"], "is not FIELD=NAME"),
        (["{tmp}/a.txt", "-o", "-", "--sharded"], "standard output knows neither"),
        (["{tmp}/a.txt", "--published", "May"], "is not a date"),
        (["{tmp}/a.txt", "--resume"], "needs --output"),
        (["{tmp}/a.txt", "-o", "{tmp}/out", "--resume", "--overwrite"], "give one of them"),
        (["{tmp}/a.txt", "--scheduler", "tcp://x"], "needs --engine dask"),
        (["{tmp}/a.txt", "-o", "{tmp}/a.txt/out"], "cannot be written"),
        (["{tmp}/a.txt", "-o", "{tmp}/out", "--model", "no_such_model"], "is not installed"),
        (["{tmp}/a.txt", "-o", "{tmp}/out", "--workers", "0"], "not in the range"),
        ([], "Missing argument"),
    ],
)
def test_wrong_usage_is_2(tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    done = sitrex_run(*(argument.format(tmp=tmp_path) for argument in arguments))
    assert done.exit_code == 2, done.output
    assert message in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists() or os.geteuid() != 0, reason="needs a small file system of its own")
def test_disk_full(tmp_path: Path) -> None:
    import subprocess

    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)], capture_output=True).returncode:
        pytest.skip("no right to mount")
    try:
        (tmp_path / "a.txt").write_text(f"{SENTENCE}\n" * 2_000)
        done = sitrex_run(tmp_path / "a.txt", "-o", small / "out")
        assert done.exit_code == 2, done.output
        assert "No space left" in done.stderr
        assert not list(small.rglob("*.jsonl"))
        assert not list(small.rglob("*.part"))
    finally:
        subprocess.run(["umount", str(small)], check=True)
