"""The shards of a run over a Dask cluster, with the extra ``dask``.

Every Dask worker thread supervises a worker process of its own, as the local
pool does: an article that crashes or hangs harms that process only. Should a
Dask worker itself be lost, Dask gives its shards to another; a shard done twice
gives the same files.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any, Final, Self

from sitrex.errors import SitrexError
from sitrex.record.model import Provenance
from sitrex.run.options import Settings
from sitrex.run.pool import Pool, Watch
from sitrex.run.shard import Shard, ShardRow

_TRIES: Final = 10
"""Times that a shard is given to the cluster, each of which may cost several Dask workers."""
_AHEAD: Final = 2
"""Shards given to the cluster for every thread of it."""
_TICK: Final = 0.5
CONNECT_SECONDS: Final = 30

_local = threading.local()


class OnDask:
    """A Dask cluster as an engine of ``sitrex.run.batch``.

    Args:
        settings: what every worker needs to know; its output must be a place that all of them see.
        workers: processes of the embedded cluster, where no address is given.
        watch: told of lost workers.
        tick: called some times a second.
        address: of a Dask scheduler, ``tcp://host:8786``; a cluster on this machine if None.
    """

    def __init__(
        self, settings: Settings, workers: int, watch: Watch, tick: Callable[[], None], *, address: str | None = None
    ) -> None:
        try:
            import distributed
        except ImportError:
            raise SitrexError("extra-missing", feature="--engine dask", package="distributed", extra="dask") from None
        self._dask: Any = distributed
        self._settings, self._workers, self._address = settings, workers, address
        self._watch, self._tick = watch, tick
        self._open = ExitStack()
        self.deaths = 0

    def __enter__(self) -> Self:
        # Dask's own processes import nothing from the folder that the run was started in
        os.environ["PYTHONSAFEPATH"] = "1"
        if self._address is None:
            cluster = self._dask.LocalCluster(
                n_workers=self._workers,
                threads_per_worker=1,
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
            )
            self._address = self._open.enter_context(cluster)
        try:
            self._client = self._open.enter_context(self._dask.Client(self._address, timeout=CONNECT_SECONDS))
        except OSError as problem:
            raise SitrexError("scheduler-missing", address=self._address, reason=problem) from None
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def provenance(self) -> Provenance:
        """What makes the records, as the first worker says."""
        told: Provenance = self._client.submit(_provenance, self._settings, pure=False).result()
        return told

    def ahead(self) -> Mapping[str, int]:
        """Nothing: shards are counted when they are done."""
        return Counter()

    def map(self, shards: Iterator[Shard]) -> Iterator[ShardRow]:
        """See :class:`sitrex.run.batch.Engine`."""
        running: dict[Any, tuple[Shard, int]] = {}
        more = True
        while more or running:
            room = max(1, sum(self._client.nthreads().values())) * _AHEAD
            while more and len(running) < room:
                shard = next(shards, None)
                if shard is None:
                    more = False
                else:
                    running[self._submit(shard)] = shard, 1
            yield from self._finished(running)
            self._tick()

    def _submit(self, shard: Shard) -> Any:
        return self._client.submit(_make, self._settings, shard, pure=False, key=f"sitrex-{shard.name}-{shard.key}")

    def _finished(self, running: dict[Any, tuple[Shard, int]]) -> Iterator[ShardRow]:
        if not running:
            return
        try:
            done, _ = self._dask.wait(list(running), timeout=_TICK, return_when="FIRST_COMPLETED")
        except (TimeoutError, self._dask.TimeoutError):
            return
        for future in done:
            shard, tries = running.pop(future)
            try:
                row, deaths = future.result()
            except (self._dask.KilledWorker, self._dask.CancelledError) as problem:
                self.deaths += 1
                self._watch("worker-lost", {"reason": f"{type(problem).__name__} of shard {shard.number}"})
                if tries >= _TRIES:
                    raise SitrexError("worker-start", reason=f"{problem}") from None
                future.release()
                running[self._submit(shard)] = shard, tries + 1
            else:
                self.deaths += deaths
                yield row


def _provenance(settings: Settings) -> Provenance:
    return _supervisor(settings).provenance()


def _make(settings: Settings, shard: Shard) -> tuple[ShardRow, int]:
    """The row of a shard, and how many worker processes it cost."""
    pool = _supervisor(settings)
    before = pool.deaths
    try:
        (row,) = pool.map(iter([shard]))
    except BaseException:
        _local.pools.pop(settings).__exit__()
        raise
    return row, pool.deaths - before


def _supervisor(settings: Settings) -> Pool:
    """The pool of one process that belongs to this thread; its process ends with the Dask worker."""
    if not hasattr(_local, "pools"):
        _local.pools = {}
    if settings not in _local.pools:
        _local.pools[settings] = Pool(settings, 1, lambda *_: None, lambda: None).__enter__()
    pool: Pool = _local.pools[settings]
    return pool
