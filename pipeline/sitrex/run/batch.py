"""One run: inputs in, ``records.jsonl``, ``failures.jsonl`` and ``run.json`` out.

A run is a set of shards. While it goes on, or when it was stopped, the folder
holds the finished shards' parts and a manifest that says ``incomplete``; at the
end the parts are put together in input order.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, Final, Protocol, Self

from sitrex.errors import SitrexError
from sitrex.ingest.counted import Meter
from sitrex.ingest.sources import digests, read_drafts, survey
from sitrex.record.model import Provenance
from sitrex.run.folder import FILES, PARTS, Store, claimed, clear_leftovers, delete_parts
from sitrex.run.manifest import Run, is_empty, read_manifest, refuse_changed, refuse_other
from sitrex.run.options import RunOptions, Settings, shard_bytes
from sitrex.run.pool import Pool, Watch
from sitrex.run.shard import Shard, ShardRow, append, cut, read_row

SUCCESS: Final = "_SUCCESS"
_BYTES_PER_WORKER: Final = 300_000
"""Input that makes it worth while to start another process."""


class Engine(Protocol):
    """Makes shards, on this machine or on others."""

    @property
    def deaths(self) -> int:
        """Workers lost so far."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def provenance(self) -> Provenance:
        """What makes the records."""
        ...

    def ahead(self) -> Mapping[str, int]:
        """Counts of the articles that are done in shards that are not."""
        ...

    def map(self, shards: Iterator[Shard]) -> Iterator[ShardRow]:
        """Rows of the shards, in any order; shards are taken as there is room for them."""
        ...


MakeEngine = Callable[[Settings, int, Watch, Callable[[], None]], Engine]


class Watcher:
    """Told what happens in a run; this one does nothing. See ``sitrex.run.progress``."""

    def tick(self, run: Run, ahead: Mapping[str, int]) -> None:
        """Called some times a second; ``ahead`` counts the articles done in shards that are not."""

    def event(self, name: str, values: Mapping[str, Any]) -> None:
        """Something happened: ``start``, ``shard``, ``worker-lost``, ``article-given-up``, ``end``."""


class Stopped(BaseException):
    """The run was told to stop by a signal; ``status`` is the exit status that says so."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.status = 128 + number


def run(
    inputs: Sequence[str],
    output: str | Path,
    options: RunOptions,
    *,
    workers: int | None = None,
    overwrite: bool = False,
    resume: bool = False,
    sharded: bool = False,
    watcher: Watcher | None = None,
    engine: MakeEngine = Pool,
    settings: Settings | None = None,
) -> Run:
    """Process the inputs into the folder ``output``.

    Args:
        inputs: files, folders, patterns, ``-``.
        output: output folder, made if needed.
        options: see :class:`RunOptions`.
        workers: processes; the number of cores if None.
        overwrite: replace an earlier run's files.
        resume: go on with a run that was stopped.
        sharded: leave the parts and ``_SUCCESS`` in place of ``records.jsonl`` and ``failures.jsonl``.
        watcher: told what happens.
        engine: what makes the shards.
        settings: limits and loader of the workers, where the usual ones do not fit.

    Returns:
        The finished run. Its ``totals`` has the counts; an article's own trouble is a row of ``failures.jsonl``.

    Raises:
        SitrexError: for what makes the whole run impossible.
        Stopped: SIGINT or SIGTERM came; the folder can be resumed.
    """
    if "://" in str(output) and not sharded:
        raise SitrexError("output-remote", path=str(output))
    there = survey(inputs)
    sizes = [item.bytes for item in there if item.bytes is not None]
    total = sum(sizes) if len(sizes) == len(there) else None
    most = workers or available_cores()
    if total is not None:
        most = min(most, 1 + total // _BYTES_PER_WORKER)
    settings = settings or Settings(options=options, output=str(output))
    watcher = watcher or Watcher()
    with claimed(str(output)) as store, stopped_by_signals():
        earlier = _prepare(store, str(output), overwrite=overwrite, resume=resume)

        def tick() -> None:
            if state is not None:
                watcher.tick(state, made.ahead())

        state: Run | None = None
        with _tidied_if_stopped(store), engine(settings, most, watcher.event, tick) as made:
            state = Run(options, made.provenance(), there, shard_bytes(total), total, sharded=sharded)
            if earlier is not None:
                refuse_other(str(output), earlier, state)
            if earlier is not None and earlier["status"] == "complete":
                refuse_changed(str(output), earlier, digests(inputs))
                state.take_over(earlier)
            else:
                _make_parts(store, state, inputs, made, watcher, str(output))
        if not state.complete:
            _assemble(store, state, str(output))
        _tidy(store, state)
        watcher.event("end", state.to_json())
        return state


def make_engine(name: str, scheduler: str | None = None) -> MakeEngine:
    """The engine ``local`` or ``dask``; ``scheduler`` is the address of a Dask scheduler."""
    if name == "local":
        return Pool
    from sitrex.run.on_dask import OnDask

    return partial(OnDask, address=scheduler)


def _prepare(store: Store, path: str, *, overwrite: bool, resume: bool) -> dict[str, Any] | None:
    """See that the folder is empty or may be used all the same; the manifest of the run to go on with, if any."""
    if is_empty(store):
        return None
    earlier = read_manifest(store)
    if overwrite:
        foreign = next((name for name in store.names(".") if name in (SUCCESS, *FILES, *PARTS)), None)
        if earlier is None and foreign is not None:
            raise SitrexError("output-foreign", path=path, name=foreign)
        delete_parts(store)
        for name in (SUCCESS, *FILES):
            store.delete(name)
        return None
    if resume:
        if earlier is None:
            raise SitrexError("resume-foreign", path=path)
        return earlier
    unfinished = earlier is not None and earlier.get("status") == "incomplete"
    raise SitrexError("output-unfinished" if unfinished else "output-not-empty", path=path)


def _make_parts(store: Store, state: Run, inputs: Sequence[str], engine: Engine, watcher: Watcher, path: str) -> None:
    """Read the inputs and make every shard that is not there yet; whatever ends this, the manifest says how far it came."""
    meter = Meter()
    try:
        store.make_folder(".")
        state.write(store)
        for folder in PARTS:
            store.make_folder(folder)
        clear_leftovers(store)
        watcher.event("start", state.to_json())
        options = state.options
        drafts = read_drafts(inputs, meter, reading=options.reading, stdin_format=options.stdin_format)
        shards = cut(drafts, state.configuration(), state.shard_bytes, lambda: meter.bytes)
        for row in engine.map(_unfinished(shards, store, state, path)):
            state.finish(row)
            state.workers_lost = engine.deaths
            watcher.event("shard", row.to_json() | {"seconds": round(state.seconds, 3)})
    except OSError as problem:
        raise SitrexError("output-lost", path=path, reason=problem.strerror or problem) from None
    except BaseException:
        with contextlib.suppress(OSError):
            state.write(store)
        raise
    state.inputs, state.left, state.names = meter.sums, meter.skipped.to_json(), meter.names


def _unfinished(shards: Iterator[Shard], store: Store, state: Run, path: str) -> Iterator[Shard]:
    for shard in shards:
        row = read_row(store, shard.name)
        if row is None:
            state.begin(shard)
            yield shard
        elif row.key == shard.key:
            state.begin(shard)
            state.finish(row, earlier=True)
        else:
            change = f"shard {shard.number} was made from other articles"
            raise SitrexError("resume-changed", path=path, what="input", change=change)


def _assemble(store: Store, state: Run, path: str) -> None:
    """Put the parts together in input order; until this is done the folder says that the run is incomplete."""
    try:
        if not state.sharded:
            for kind in ("records", "failures"):
                with store.writing(f"{kind}.jsonl") as whole:
                    append(whole, store, (f"{kind}/{number:06d}.jsonl" for number in range(state.shards)))
        state.complete = True
        state.write(store)
    except OSError as problem:
        raise SitrexError("output-lost", path=path, reason=problem.strerror or problem) from None


@contextlib.contextmanager
def _tidied_if_stopped(store: Store) -> Iterator[None]:
    """What workers were writing when they were stopped is deleted."""
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            clear_leftovers(store)
        raise


def _tidy(store: Store, state: Run) -> None:
    if state.sharded:
        delete_parts(store, state.shards)  # of an earlier run over more articles
        with store.writing(SUCCESS):
            pass
    else:
        delete_parts(store)


def available_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[None]:
    """SIGINT and SIGTERM raise :class:`Stopped`, once; only in the main thread, which alone gets signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    told = False

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signal module's signature
        nonlocal told
        if not told:
            told = True
            raise Stopped(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
