"""The same shards over Dask: same bytes, poison articles named, workers killed."""

from __future__ import annotations

import json
import os
import signal
import threading
import uuid
from pathlib import Path
from typing import Any

import pytest
from tests.run.runs import children, good_texts, outputs, read_lines, start_run, write_articles

from sitrex.errors import SitrexError
from sitrex.run.batch import make_engine
from sitrex.run.options import Limits

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("default")  # what a cluster leaves open is its own matter


def test_same_bytes_with_poison_and_killed_workers(tmp_path: Path) -> None:
    texts = [text + " FAULT:slow=0.004" for text in good_texts(320, words=150)]
    texts[70] += " FAULT:segfault"
    articles = write_articles(tmp_path / "in.jsonl", texts)
    start_run(articles, tmp_path / "local", limits=Limits())
    ended = threading.Event()
    killed: list[int] = []

    def kill() -> None:
        """Kill a worker of the cluster while it is at work."""
        while not ended.wait(0.3):
            if there := [pid for pid in children(os.getpid()) if children(pid)]:
                os.kill(there[-1], signal.SIGKILL)
                killed.append(there[-1])
                return

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        start_run(articles, tmp_path / "dask", limits=Limits(), workers=2, engine=make_engine("dask"))
    finally:
        ended.set()
        killer.join()
    assert killed
    assert outputs(tmp_path / "dask") == outputs(tmp_path / "local")
    assert [row["code"] for row in read_lines(tmp_path / "dask" / "failures.jsonl")] == ["crashed"]


def test_remote_output(tmp_path: Path) -> None:
    import fsspec

    articles = write_articles(tmp_path / "in.jsonl", good_texts(30))
    start_run(articles, tmp_path / "local", workers=1)
    # file:// goes through fsspec and is seen by worker processes, as memory:// is not
    url = f"file://{tmp_path}/{uuid.uuid4().hex}"
    with pytest.raises(SitrexError, match="needs --sharded"):
        start_run(articles, url)
    start_run(articles, url, sharded=True)
    files, root = fsspec.core.url_to_fs(url)
    assert files.exists(f"{root}/_SUCCESS")
    assert json.loads(files.cat(f"{root}/run.json"))["status"] == "complete"
    assert files.cat(f"{root}/records/000000.jsonl") == outputs(tmp_path / "local")[0]
    assert not [name for name in files.find(root) if name.endswith(".part")]
    again: Any = start_run(articles, url, sharded=True, resume=True)
    assert again.totals.counts["records"] == 30


def test_no_scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = write_articles(tmp_path / "in.jsonl", good_texts(3))
    monkeypatch.setattr("sitrex.run.on_dask.CONNECT_SECONDS", 1)
    with pytest.raises(SitrexError, match="no Dask scheduler answers"):
        start_run(articles, tmp_path / "out", engine=make_engine("dask", "tcp://127.0.0.1:9"))
