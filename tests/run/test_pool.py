"""Workers that die, hang and eat memory cost the one article that makes them do so."""

from __future__ import annotations

import io
import queue
from pathlib import Path

import pytest
from tests.run.runs import good_texts, read_lines, start_run, write_articles

from sitrex.run import worker
from sitrex.run.options import RunOptions, Settings
from sitrex.run.shard import Shard


@pytest.mark.parametrize(
    ("fault", "code", "reason"),
    [
        ("kill", "crashed", "SIGKILL"),
        ("segfault", "crashed", "SIGSEGV"),
        ("exit", "crashed", "exit status 3"),
        ("eat", "crashed", "out of memory"),
        ("hang", "timed_out", "1 seconds"),
        ("hold", "timed_out", "1 seconds"),
        ("raise", "pipeline-failed", "RuntimeError: a bug"),
    ],
)
def test_poison_article_is_a_named_failure(tmp_path: Path, fault: str, code: str, reason: str) -> None:
    texts = good_texts(9)
    texts[4] += f" FAULT:{fault}"
    finished = start_run(write_articles(tmp_path / "in.jsonl", texts), tmp_path / "out", workers=1)
    assert [row["document"]["id"] for row in read_lines(tmp_path / "out" / "records.jsonl")] == [
        f"a{n:05d}" for n in range(9) if n != 4
    ]
    (failed,) = read_lines(tmp_path / "out" / "failures.jsonl")
    assert (failed["id"], failed["code"], failed["stage"]) == ("a00004", code, "annotate")
    assert reason in failed["error"]
    assert finished.totals.counts["failures"] == 1
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["failures.jsonl", "records.jsonl", "run.json"]


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # a worker's file of nothing ends with it
def test_a_parent_that_is_gone_is_no_lost_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(worker, "process_shard", gone)
    monkeypatch.setattr(worker, "_limit_memory", lambda _: None)
    monkeypatch.setattr(worker.faulthandler, "dump_traceback_later", lambda *_, **__: None)
    shards: queue.SimpleQueue[Shard] = queue.SimpleQueue()
    shards.put(Shard(number=0, key="key", lines=[b"{}"]))
    settings = Settings(options=RunOptions(), output=str(tmp_path), loader="tests.run.faults:load")
    with pytest.raises(BrokenPipeError):
        worker._serve(settings, shards, io.BytesIO())
