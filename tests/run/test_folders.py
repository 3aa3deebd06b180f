"""What a run may touch, and what it must notice: foreign files, stale parts, changed inputs, the working directory."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.run.runs import good_texts, read_lines, start_run, write_articles

from sitrex.cli import main
from sitrex.errors import SitrexError
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article
from sitrex.record.model import Record
from sitrex.run import piped
from sitrex.run.options import RunOptions

SENTENCE = "The 3rd Brigade left Izium yesterday with 40 trucks."


def test_overwrite_leaves_a_folder_that_no_run_made(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "in.jsonl", good_texts(3))
    mine = tmp_path / "out" / "records" / "diary.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    with pytest.raises(SitrexError, match="holds 'records', and no run that sitrex made"):
        start_run(articles, tmp_path / "out", workers=1, overwrite=True)
    assert mine.read_text() == "mine"


def test_overwrite_of_a_run_leaves_foreign_files_in_its_folders(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "in.jsonl", good_texts(3))
    start_run(articles, tmp_path / "out", workers=1, sharded=True)
    mine = tmp_path / "out" / "records" / "diary.txt"
    mine.write_text("mine")
    start_run(articles, tmp_path / "out", workers=1, overwrite=True)
    assert mine.read_text() == "mine"
    assert len(read_lines(tmp_path / "out" / "records.jsonl")) == 3


def test_parts_of_more_articles_do_not_stay_behind_fewer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = good_texts(500)

    def stream(count: int) -> None:
        lines = "".join(json.dumps({"id": f"a{n}", "text": texts[n]}) + "\n" for n in range(count))
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))

    options = RunOptions(stdin_format="jsonl")
    stream(500)
    start_run(Path("-"), tmp_path / "out", workers=1, sharded=True, options=options)
    (tmp_path / "out" / "_SUCCESS").unlink()
    manifest = json.loads((tmp_path / "out" / "run.json").read_text())
    # as a run that was killed behind its last shard leaves it
    manifest["inputs"][0] |= {"bytes": None, "sha256": None}
    (tmp_path / "out" / "run.json").write_text(json.dumps(manifest | {"status": "incomplete"}))
    stream(200)
    start_run(Path("-"), tmp_path / "out", workers=1, sharded=True, options=options, resume=True)
    assert [part.name for part in sorted((tmp_path / "out" / "records").iterdir())] == ["000000.jsonl"]


def test_a_finished_run_of_another_stream_is_not_resumed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stream(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    stream("NATO counted 3 trucks on the road.")
    start_run(Path("-"), tmp_path / "out", workers=1)
    stream("NATO counted 3 trucks on the road.")
    start_run(Path("-"), tmp_path / "out", workers=1, resume=True)
    stream("NATO counted 4 trucks on the road.")
    with pytest.raises(SitrexError, match="over other input: - has changed since"):
        start_run(Path("-"), tmp_path / "out", workers=1, resume=True)


@pytest.mark.parametrize("what", ["file", "sidecar"])
def test_a_finished_run_whose_input_changed_in_place_is_not_resumed(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("NATO counted 3 trucks on the road.")
    (folder / "a.meta.json").write_text('{"published": "2024-05-01"}')
    start_run(folder, tmp_path / "out", workers=1)
    start_run(folder, tmp_path / "out", workers=1, resume=True)
    if what == "file":
        (folder / "a.txt").write_text("NATO counted 4 trucks on the road.")
    else:
        (folder / "a.meta.json").write_text('{"published": "2024-05-02"}')
    with pytest.raises(SitrexError, match="has changed since"):
        start_run(folder, tmp_path / "out", workers=1, resume=True)


@pytest.mark.parametrize(
    "start",
    [
        ["-m", "sitrex"],
        ["-m", "sitrex.cli"],
        ["-c", "import sys; sys.path.pop(0); from sitrex.cli import main; main()"],
    ],
)
def test_code_in_the_working_directory_is_never_imported(tmp_path: Path, start: list[str]) -> None:
    for name in ("json", "numpy", "spacy", "yaml", "queue", "pickle"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('code of the working directory ran')")
    (tmp_path / "a.txt").write_text(SENTENCE)
    done = subprocess.run(
        [sys.executable, *start, "run", "a.txt", "-o", "out"],
        cwd=tmp_path,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert len(read_lines(tmp_path / "out" / "records.jsonl")) == 1


def test_records_to_a_stream_come_in_order_and_failures_apart(tmp_path: Path) -> None:
    rows = [json.dumps({"id": f"a{n}", "text": "" if n == 3 else SENTENCE}) for n in range(6)]
    (tmp_path / "in.jsonl").write_text("\n".join(rows))
    records, failures = io.BytesIO(), io.BytesIO()
    finished = piped.run([str(tmp_path / "in.jsonl")], RunOptions(), records, failures)
    assert [json.loads(line)["document"]["id"] for line in records.getvalue().splitlines()] == [
        "a0", "a1", "a2", "a4", "a5"
    ]  # fmt: skip
    (failed,) = map(json.loads, failures.getvalue().splitlines())
    assert (failed["id"], failed["code"]) == ("a3", "article-empty")
    assert finished.totals.counts["failures"] == 1


def test_show_marks_the_mentions_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    shown = CliRunner().invoke(main, ["show", str(tmp_path / "a.txt"), "--published", "2024-05-02"])
    assert shown.exit_code == 0, shown.output
    for words in ("3rd Brigade[unit: brigade", "Izium[place: ", "yesterday[date: 1 May 2024]", "40[number: 40 trucks]"):
        assert words in shown.stdout
    glance = CliRunner().invoke(main, ["show", str(tmp_path / "a.txt"), "--first", "2", "--published", "2024-05-02"])
    assert [line.split("  ")[0] for line in glance.stdout.splitlines()[1::2]] == ["3rd Brigade", "yesterday"]
    assert "2 May 2024" in glance.stdout
    record = CliRunner().invoke(main, ["show", str(tmp_path / "a.txt"), "--json"])
    assert json.loads(record.stdout)["units"][0]["designator"] == "3"
    missing = CliRunner().invoke(main, ["show", str(tmp_path / "b.txt")])
    assert missing.exit_code == 2


def test_the_screen_says_what_failed_what_was_skipped_and_which_columns_were_taken(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.csv").write_text(f"headline;body;pubDate\nIzium;{SENTENCE};03.04.2022\n")
    (folder / "b.txt").write_text("")
    (folder / "c.png").write_bytes(b"\x89PNG")
    (folder / "d.txt").write_text("Hello there")
    done = CliRunner().invoke(main, ["run", str(folder), "-o", str(tmp_path / "out")])
    assert done.exit_code == 1, done.output
    screen = " ".join(done.stdout.split())
    for words in (
        "the text is empty or only white space",
        "Skipped, of kinds that are not read: 1 file (1 .png)",
        "text from 'body', title from 'headline', published from 'pubDate'",
        "'03.04.2022' has two readings and is left out. Say --day-first or --month-first",
        "all its text is 'Hello there'",
    ):
        assert words in screen, (words, screen)
    manifest = json.loads((tmp_path / "out" / "run.json").read_text())
    assert manifest["skipped"] == {"count": 1, "kinds": {".png": 1}, "paths": [str(folder / "c.png")]}
    again = CliRunner().invoke(main, ["run", str(folder / "a.csv"), "-o", str(tmp_path / "day"), "--day-first"])
    assert again.exit_code == 0
    (record,) = read_lines(tmp_path / "day" / "records.jsonl")
    assert (record["document"]["published"], record["document"]["published_from"]) == ("2022-04-03", "field")


def test_show_goes_on_past_an_article_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Pipeline.__call__

    def failing(self: Pipeline, article: Article) -> Record:
        if article.text.startswith("bad"):
            raise IndexError("list index out of range")
        return read(self, article)

    monkeypatch.setattr(Pipeline, "__call__", failing)
    for name, text in (("a", "bad"), ("b", "They left Kyiv.")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    shown = CliRunner().invoke(main, ["show", str(tmp_path)])
    assert shown.exit_code == 1
    assert "They left Kyiv" in shown.stdout
    assert "a.txt" in shown.stderr
    assert "IndexError" in shown.stderr
