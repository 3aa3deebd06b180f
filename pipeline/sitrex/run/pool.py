"""A supervised pool of worker processes: one that dies or hangs costs at most the one article that does it.

A shard whose worker died is tried once more; then it is divided at the article
that was being processed, and the pieces are done by themselves. An article
that ends its worker when it is alone is a failure, ``crashed`` or ``timed_out``.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from sitrex.errors import SitrexError
from sitrex.ingest.article import Failure, failure
from sitrex.record.model import Provenance
from sitrex.run.folder import Store, open_store
from sitrex.run.messages import OUT_OF_MEMORY, receive, send
from sitrex.run.options import Settings
from sitrex.run.shard import Shard, ShardRow, from_line, merge, to_line

DEATHS_TOGETHER: Final = 2
"""Workers that a shard may cost before it is divided."""
DEATHS_ALONE: Final = 3
"""Workers that an article may cost by itself: some other cause could have ended one or two of them."""
_FALSE_STARTS: Final = 5
_TICK: Final = 0.25

Watch = Callable[[str, Mapping[str, Any]], None]
"""Told what happens, for the log."""


@dataclass(slots=True, eq=False)
class _Whole:
    """A shard that is being done in pieces."""

    shard: Shard
    pieces: dict[int, tuple[str, int, ShardRow]] = field(default_factory=dict)
    """Where a finished piece starts -> its name, how many articles it has, its row."""

    def is_done(self) -> bool:
        return sum(count for _, count, _ in self.pieces.values()) == len(self.shard.lines)


@dataclass(slots=True, eq=False)
class _Task:
    shard: Shard
    whole: _Whole | None = None
    deaths: int = 0


class _Worker:
    """One process and the thread that talks to it; what it says goes to ``events``."""

    def __init__(self, settings: Settings, events: queue.SimpleQueue[tuple[_Worker, Any]]) -> None:
        self.task: _Task | None = None
        self.index = 0
        self.counts: Counter[str] = Counter()
        self.ready = False
        self.timed_out = False
        self.deadline = time.monotonic() + settings.limits.startup
        self._events = events
        self._outbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "sitrex.run.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,  # Ctrl-C in a terminal reaches the parent only
        )
        self._outbox.put(settings)
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._write, self._read)]
        for thread in self._threads:
            thread.start()

    def give(self, task: _Task, deadline: float) -> None:
        """Send it a shard."""
        self.task, self.index, self.deadline = task, 0, deadline
        self.counts.clear()
        self._outbox.put(task.shard)

    def kill(self) -> None:
        """End the process; its end is told as an event."""
        with contextlib.suppress(OSError):
            self.process.kill()

    def close(self) -> None:
        """End the process and wait until it and its threads are gone."""
        self.kill()
        self._outbox.put(None)
        for thread in self._threads:
            thread.join()

    def _write(self) -> None:
        # in a thread of its own: a stopped process takes in no more than a pipe holds
        assert self.process.stdin
        with contextlib.suppress(OSError):
            while (message := self._outbox.get()) is not None:
                send(self.process.stdin, message)
        with contextlib.suppress(OSError):
            self.process.stdin.close()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as replies, contextlib.suppress(Exception):  # half a message of a killed process
            while True:
                self._events.put((self, receive(replies)))
        self.kill()
        self._events.put((self, ("ended", self.process.wait())))


def _environment() -> dict[str, str]:
    """Workers import what this process can import, but nothing from the folder it was started in; one thread each, since
    they share the cores.
    """
    here = os.path.realpath(os.curdir)
    unsafe = {here} - {os.path.realpath(Path(__file__).parents[2])}
    folders = [path for path in sys.path if path and os.path.realpath(path) not in unsafe]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**threads, **os.environ, "PYTHONPATH": os.pathsep.join(folders)}


class Pool:
    """Worker processes that make shards; to be used as a context, which leaves none behind.

    Args:
        settings: what every worker needs to know.
        workers: how many processes at most; they are started as there is work for them.
        watch: told of lost workers and articles given up.
        tick: called some times a second while shards are being made.
    """

    def __init__(
        self,
        settings: Settings,
        workers: int,
        watch: Watch,
        tick: Callable[[], None],
    ) -> None:
        self._settings, self._limits, self._most = settings, settings.limits, workers
        self._watch, self._tick = watch, tick
        self._store: Store = open_store(settings.output)
        self._events: queue.SimpleQueue[tuple[_Worker, Any]] = queue.SimpleQueue()
        self._workers: list[_Worker] = []
        self._leaving: list[_Worker] = []
        """Workers that end by themselves, having made many shards."""
        self._waiting: deque[_Task] = deque()
        self._provenance: Provenance | None = None
        self._false_starts = 0
        self.deaths = 0
        """Workers lost so far."""

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        for worker in (*self._workers, *self._leaving):
            worker.kill()
        for worker in (*self._workers, *self._leaving):
            worker.close()

    def provenance(self) -> Provenance:
        """What makes the records, as the first worker says once it has loaded its model.

        Raises SitrexError if it cannot load it.
        """
        while self._provenance is None:
            for _ in self._step():
                pass  # no shard was given yet
        return self._provenance

    def ahead(self) -> Counter[str]:
        """Counts of the articles that are done in shards that are not."""
        total: Counter[str] = Counter()
        for worker in self._workers:
            if worker.task is not None:
                total.update(worker.counts)
        return total

    def map(self, shards: Iterator[Shard]) -> Iterator[ShardRow]:
        """Make the shards; their rows come as they are done, in any order.

        A shard is taken from the iterator when a worker can have it. Raises
        SitrexError where the output cannot be written or no worker starts.
        """
        more = True
        while True:
            while more and len(self._waiting) < self._most - sum(w.task is not None for w in self._workers):
                shard = next(shards, None)
                if shard is None:
                    more = False
                else:
                    self._waiting.append(_Task(shard))
            self._deal()
            if not self._waiting and all(worker.task is None for worker in self._workers):
                if not more:
                    return
                continue
            yield from self._step()

    def _deal(self) -> None:
        for worker in self._workers:
            if self._waiting and worker.ready and worker.task is None:
                task = self._waiting.popleft()
                worker.give(task, time.monotonic() + self._timeout(task.shard, 0))
        starting = sum(not worker.ready for worker in self._workers)
        for _ in range(min(len(self._waiting) - starting, self._most - len(self._workers))):
            self._start()

    def _start(self) -> None:
        self._workers.append(_Worker(self._settings, self._events))

    def _timeout(self, shard: Shard, index: int) -> float:
        return self._limits.timeout(len(shard.lines[index]))

    def _step(self) -> Iterator[ShardRow]:
        """Wait for something to happen and deal with it."""
        try:
            worker, message = self._events.get(timeout=_TICK)
        except queue.Empty:
            pass
        else:
            yield from self._handle(worker, *message)
        now = time.monotonic()
        for worker in self._workers:
            if now > worker.deadline and not worker.timed_out and (worker.task is not None or not worker.ready):
                worker.timed_out = True
                worker.kill()
        self._tick()

    def _handle(self, worker: _Worker, kind: str, *values: Any) -> Iterator[ShardRow]:
        task = worker.task
        if kind == "ready":
            worker.ready, self._provenance, self._false_starts = True, values[0], 0
        elif kind == "began":
            assert task is not None
            worker.index, worker.counts = values
            worker.deadline = time.monotonic() + self._timeout(task.shard, worker.index)
        elif kind == "done":
            assert task is not None
            row, last = values
            worker.task = None
            if last:
                self._workers.remove(worker)
                self._leaving.append(worker)
            yield from self._finished(task, row)
        elif kind == "failed":
            raise values[0]
        elif kind == "ended":
            worker.close()
            if worker in self._leaving:
                self._leaving.remove(worker)
            else:
                self._workers.remove(worker)
                self._lost(worker, values[0])

    def _finished(self, task: _Task, row: ShardRow) -> Iterator[ShardRow]:
        whole = task.whole
        if whole is None:
            yield row
            return
        whole.pieces[task.shard.start] = task.shard.name, len(task.shard.lines), row
        if whole.is_done():
            pieces = [piece for _, piece in sorted(whole.pieces.items())]
            yield merge(whole.shard, [row for _, _, row in pieces], [name for name, _, _ in pieces], self._store)

    def _lost(self, worker: _Worker, status: int) -> None:
        reason = _reason(status)
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts >= _FALSE_STARTS:
                raise SitrexError("worker-start", reason=reason)
            if not self._workers:
                self._start()
        if worker.ready:
            self.deaths += 1
            self._watch("worker-lost", {"reason": "timed out" if worker.timed_out else reason})
        if worker.task is None:
            return
        task = worker.task
        task.deaths += 1
        alone = len(task.shard.lines) == 1
        if alone and (worker.timed_out or task.deaths >= DEATHS_ALONE):
            self._give_up(task, reason, timed_out=worker.timed_out)
        elif alone or task.deaths < DEATHS_TOGETHER:
            self._waiting.appendleft(task)
        else:
            self._divide(task, worker.index)

    def _divide(self, task: _Task, suspect: int) -> None:
        whole = task.whole or _Whole(task.shard)
        bounds = sorted({0, suspect, suspect + 1, len(task.shard.lines)})
        pieces = [_Task(task.shard.slice(a, b), whole) for a, b in itertools.pairwise(bounds)]
        self._waiting.extendleft(reversed(pieces))

    def _give_up(self, task: _Task, reason: str, *, timed_out: bool) -> None:
        """Have the article recorded as a failure, in place of its record."""
        shard = task.shard
        draft = from_line(shard.lines[0])
        key = draft.id or draft.path if isinstance(draft, Failure) else draft.id
        if timed_out:
            problem = SitrexError("timed_out", path=key, seconds=round(self._timeout(shard, 0)))
        else:
            problem = SitrexError("crashed", path=key, times=task.deaths, reason=reason)
        self._watch("article-given-up", {"id": key, "code": problem.code, "reason": reason})
        given_up = to_line(failure(problem, path=key, article_id=key, stage="annotate"))
        whole = task.whole or _Whole(shard)
        piece = shard if shard.piece else shard.slice(0, 1)
        task = _Task(Shard(number=piece.number, key=piece.key, lines=[given_up], start=piece.start, piece=True), whole)
        self._waiting.appendleft(task)


def _reason(status: int) -> str:
    if status == OUT_OF_MEMORY:
        return "out of memory"
    if status >= 0:
        return f"exit status {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"
