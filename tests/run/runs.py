"""Runs over generated articles by workers that do not load a model: see ``faults.py``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sitrex.run import batch
from sitrex.run.manifest import Run
from sitrex.run.options import Limits, RunOptions, Settings

QUICK = Limits(seconds=1.0, headroom=256 << 20)


def write_articles(file: Path, texts: Iterable[str]) -> Path:
    with file.open("w", encoding="utf-8") as lines:
        for number, text in enumerate(texts):
            lines.write(json.dumps({"id": f"a{number:05d}", "text": text}) + "\n")
    return file


def good_texts(count: int, words: int = 40) -> list[str]:
    return [f"Report {n}. The NATO staff counted {n} trucks. " + f"word{n} " * words for n in range(count)]


def start_run(articles: Path, output: Path | str, *, limits: Limits = QUICK, **more: Any) -> Run:
    """A run by the pipeline of ``faults.py``."""
    options = more.pop("options", RunOptions())
    settings = Settings(options=options, output=str(output), limits=limits, loader="faults:load")
    return batch.run([str(articles)], output, options, settings=settings, **more)


def read_lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def started(articles: Path, output: Path, workers: int = 2, *more: str) -> subprocess.Popen[bytes]:
    """The same in a process of its own."""
    command = [sys.executable, str(Path(__file__).parent / "start.py"), str(articles), str(output), str(workers), *more]
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))})


def children(pid: int) -> list[int]:
    """Worker processes of a run."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):  # noqa: PTH208 - processes vanish while a glob looks
        try:
            fields = Path("/proc", name, "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(name))
    return found


def is_alive(pid: int) -> bool:
    """Whether the process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait until the condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def outputs(folder: Path) -> tuple[bytes, bytes]:
    """What must not depend on what happened on the way."""
    return (folder / "records.jsonl").read_bytes(), (folder / "failures.jsonl").read_bytes()
