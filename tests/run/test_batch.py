"""Runs that are stopped, resumed, refused, and left in parts."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.run.runs import (
    children,
    good_texts,
    is_alive,
    outputs,
    read_lines,
    start_run,
    started,
    wait_for,
    write_articles,
)

from sitrex.errors import SitrexError
from sitrex.run import batch
from sitrex.run.folder import claimed
from sitrex.run.options import RunOptions
from sitrex.run.progress import watching
from sitrex.validate.schema import validator

SLOW = " FAULT:slow=0.004"


def generated(folder: Path, count: int, more: str = "") -> tuple[Path, tuple[bytes, bytes]]:
    """Articles, and the outputs of an undisturbed run over them."""
    texts = [text + more for text in good_texts(count, words=100)]
    texts[77] = "FAULT:raise"
    articles = write_articles(folder / "in.jsonl", texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parent))
        start_run(articles, folder / "out", workers=1)
    return articles, outputs(folder / "out")


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[bytes, bytes]]:
    return generated(tmp_path_factory.mktemp("quick"), 150)


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[bytes, bytes]]:
    """A run over these takes some seconds."""
    return generated(tmp_path_factory.mktemp("slow"), 500, SLOW)


@pytest.fixture
def articles(quick: tuple[Path, tuple[bytes, bytes]]) -> Path:
    return quick[0]


@pytest.fixture
def undisturbed(quick: tuple[Path, tuple[bytes, bytes]]) -> tuple[bytes, bytes]:
    return quick[1]


def manifest(folder: Path) -> dict[str, Any]:
    row: dict[str, Any] = json.loads((folder / "run.json").read_text())
    assert validator("manifest")(row) is None
    return row


def parts(folder: Path) -> list[str]:
    return sorted(file.name for file in (folder / "shards").glob("[0-9]*.json"))


def test_finished_run(articles: Path, undisturbed: tuple[bytes, bytes], tmp_path: Path) -> None:
    start_run(articles, tmp_path, workers=3)
    assert outputs(tmp_path) == undisturbed
    row = manifest(tmp_path)
    assert row["status"] == "complete"
    assert row["counts"] | {"articles": 150, "records": 149, "failures": 1, "entities": 149} == row["counts"]
    assert len(row["inputs"][0]["sha256"]) == 64
    assert sorted(file.name for file in tmp_path.iterdir()) == ["failures.jsonl", "records.jsonl", "run.json"]


def test_workers_killed_at_random(slow: tuple[Path, tuple[bytes, bytes]], tmp_path: Path) -> None:
    articles, undisturbed = slow
    run = started(articles, tmp_path)
    dice, killed = random.Random(7), 0
    while run.poll() is None and killed < 4:  # five that die while they start, on a busy machine, end a run
        time.sleep(dice.uniform(0.1, 0.5))
        if there := children(run.pid):
            os.kill(dice.choice(there), signal.SIGKILL)
            killed += 1
    assert run.wait(60) == 1
    assert killed >= 3
    assert outputs(tmp_path) == undisturbed


def test_parent_killed_and_resumed(slow: tuple[Path, tuple[bytes, bytes]], tmp_path: Path) -> None:
    articles, undisturbed = slow
    done: list[str] = []
    for round_ in range(3):
        run = started(articles, tmp_path, 2, "--resume")
        wait_for(lambda: len(parts(tmp_path)) > len(done))  # noqa: B023
        workers = children(run.pid)
        run.kill()
        run.wait()
        assert workers, round_
        wait_for(lambda: not any(is_alive(pid) for pid in workers), 5)  # noqa: B023
        assert manifest(tmp_path)["status"] == "incomplete"
        assert not (tmp_path / "records.jsonl").exists()
        assert set(done) <= set(parts(tmp_path))
        done = parts(tmp_path)
    times = {name: (tmp_path / "shards" / name).stat().st_mtime_ns for name in done}
    run = started(articles, tmp_path, 1, "--resume", "--sharded")
    assert run.wait(60) == 1
    assert times == {name: (tmp_path / "shards" / name).stat().st_mtime_ns for name in done}
    assert manifest(tmp_path)["shards_resumed"] == len(done)
    whole = b"".join(file.read_bytes() for file in sorted((tmp_path / "records").iterdir()))
    assert whole == undisturbed[0]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_by_signal(slow: tuple[Path, tuple[bytes, bytes]], tmp_path: Path, number: signal.Signals) -> None:
    articles, undisturbed = slow
    run = started(articles, tmp_path)
    wait_for(lambda: parts(tmp_path))
    workers = children(run.pid)
    run.send_signal(number)
    assert run.wait(5) == 128 + number
    assert workers
    assert not any(is_alive(pid) for pid in workers)
    assert manifest(tmp_path)["status"] == "incomplete"
    assert not list(tmp_path.rglob("*.part"))
    with pytest.raises(SitrexError, match="--resume to go on"):
        start_run(articles, tmp_path)
    start_run(articles, tmp_path, resume=True)
    assert outputs(tmp_path) == undisturbed


def stopped_run(articles: Path, folder: Path) -> None:
    """A run that ended after its first shards."""

    class FullError(Exception):
        pass

    class Stop(batch.Watcher):
        def event(self, name: str, values: Any) -> None:
            if name == "shard":
                raise FullError

    with pytest.raises(FullError):
        start_run(articles, folder, workers=1, watcher=Stop())
    assert parts(folder)


def test_resume_with_other_options_is_refused(articles: Path, tmp_path: Path) -> None:
    stopped_run(articles, tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(SitrexError, match="keep_text was True and is False"):
        start_run(articles, tmp_path, resume=True, options=RunOptions(keep_text=False))
    assert before == sorted(tmp_path.rglob("*"))


def test_resume_with_more_input_is_refused(articles: Path, tmp_path: Path) -> None:
    mine = tmp_path / "in.jsonl"
    mine.write_bytes(articles.read_bytes())
    stopped_run(mine, tmp_path / "out")
    with mine.open("a") as file:
        file.write('{"id": "new", "text": "new"}\n')
    with pytest.raises(SitrexError, match=r"other input: there were .* and are"):
        start_run(mine, tmp_path / "out", resume=True)


def test_resume_with_changed_article_is_refused(articles: Path, tmp_path: Path) -> None:
    mine = tmp_path / "in.jsonl"
    mine.write_bytes(articles.read_bytes())
    stopped_run(mine, tmp_path / "out")
    mine.write_bytes(articles.read_bytes().replace(b"Report 3.", b"Report 4.", 1))
    with pytest.raises(SitrexError, match="shard 0 was made from other articles"):
        start_run(mine, tmp_path / "out", resume=True)


def test_overwrite_starts_anew(articles: Path, undisturbed: tuple[bytes, bytes], tmp_path: Path) -> None:
    stopped_run(articles, tmp_path)
    finished = start_run(articles, tmp_path, overwrite=True)
    assert finished.resumed == 0
    assert outputs(tmp_path) == undisturbed


def test_resume_of_a_finished_run_does_nothing(
    articles: Path, undisturbed: tuple[bytes, bytes], tmp_path: Path
) -> None:
    start_run(articles, tmp_path)
    times = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    again = start_run(articles, tmp_path, resume=True)
    assert again.totals.counts["records"] == 149
    assert times == {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}


def test_resume_in_a_strange_folder_is_refused(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").touch()
    with pytest.raises(SitrexError, match="no run to go on with"):
        start_run(articles, tmp_path, resume=True)


def test_sharded(articles: Path, undisturbed: tuple[bytes, bytes], tmp_path: Path) -> None:
    finished = start_run(articles, tmp_path, sharded=True)
    assert (tmp_path / "_SUCCESS").exists()
    assert not (tmp_path / "records.jsonl").exists()
    for folder, expected in zip(("records", "failures"), undisturbed, strict=True):
        files = sorted((tmp_path / folder).iterdir())
        assert len(files) == finished.shards > 1
        assert b"".join(file.read_bytes() for file in files) == expected


def test_two_runs_into_one_folder(articles: Path, tmp_path: Path) -> None:
    with claimed(str(tmp_path)), pytest.raises(SitrexError, match="another run is writing"):
        start_run(articles, tmp_path)
    start_run(articles, tmp_path)


def test_lock_goes_with_its_process(articles: Path, tmp_path: Path) -> None:
    code = f"import os, sitrex.run.folder as f\nwith f.claimed({str(tmp_path)!r}): os._exit(0)"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert (tmp_path / ".lock").exists()
    start_run(articles, tmp_path)


def test_output_folder_removed_while_running(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"

    class Remove(batch.Watcher):
        def event(self, name: str, values: Any) -> None:
            if name == "shard" and output.exists():
                output.rename(tmp_path / "gone")

    with pytest.raises(SitrexError, match="can no longer be written"):
        start_run(articles, output, watcher=Remove())
    assert not output.exists()


@pytest.mark.parametrize("output", ["/proc/nothing", "file/out"])
def test_output_not_writable(articles: Path, tmp_path: Path, output: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SitrexError, match="cannot be written"):
        start_run(articles, tmp_path / output)


def test_workers_that_never_start(articles: Path, tmp_path: Path) -> None:
    with pytest.raises(SitrexError, match=r"end before they are ready \(exit status 9\)"):
        start_run(articles, tmp_path, options=RunOptions(model="dies-at-start"))
    start_run(articles, tmp_path, resume=True)


def test_a_shard_killed_once_is_retried(tmp_path: Path) -> None:
    texts = good_texts(5)
    texts[2] += f" FAULT:once={tmp_path / 'flag'}"
    finished = start_run(write_articles(tmp_path / "in.jsonl", texts), tmp_path / "out")
    assert finished.totals.counts["failures"] == 0
    assert finished.workers_lost == 1


def test_log_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = good_texts(5)
    texts[2] = "FAULT:kill"
    file = write_articles(tmp_path / "in.jsonl", texts)
    with watching(log_json=True) as watcher:
        start_run(file, tmp_path / "out", watcher=watcher)
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    names = [event["event"] for event in events]
    assert (names[0], names[-1]) == ("start", "end")
    assert set(names[1:-1]) == {"shard", "worker-lost", "article-given-up"}
    assert {event["reason"] for event in events if event["event"] == "worker-lost"} == {"SIGKILL"}
    given_up = events[names.index("article-given-up")]
    assert (given_up["id"], given_up["code"], given_up["reason"]) == ("a00002", "crashed", "SIGKILL")
    assert all(datetime.fromisoformat(event["time"]).utcoffset() == timedelta(0) for event in events)


def test_what_a_library_prints_does_no_harm(tmp_path: Path) -> None:
    texts = [text + " FAULT:print" for text in good_texts(5)]
    finished = start_run(write_articles(tmp_path / "in.jsonl", texts), tmp_path / "out")
    assert finished.totals.counts["records"] == 5


def test_failures_are_named(articles: Path, undisturbed: tuple[bytes, bytes], tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(undisturbed[1])
    assert [row["id"] for row in read_lines(tmp_path / "f")] == ["a00077"]
