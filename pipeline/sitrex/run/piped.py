"""A run whose records go to a stream as they are made, in input order; nothing is kept."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from sitrex.run import batch
from sitrex.run.manifest import Run
from sitrex.run.options import RunOptions


def run(
    inputs: Sequence[str],
    options: RunOptions,
    records: IO[bytes],
    failures: IO[bytes],
    *,
    workers: int | None = None,
) -> Run:
    """Process the inputs; every record is a line of ``records``, every failure one of ``failures``.

    Raises SitrexError and :class:`sitrex.run.batch.Stopped` as :func:`sitrex.run.batch.run` does.
    """
    with TemporaryDirectory(prefix="sitrex-") as folder:
        emitter = _Emitter(Path(folder), records, failures)
        finished = batch.run(inputs, Path(folder) / "run", options, workers=workers, sharded=True, watcher=emitter)
        emitter.flush(finished.shards)
    return finished


class _Emitter(batch.Watcher):
    """Copies the parts of finished shards, in order."""

    def __init__(self, folder: Path, records: IO[bytes], failures: IO[bytes]) -> None:
        self._folder, self._streams = folder / "run", {"records": records, "failures": failures}
        self._done: set[int] = set()
        self._next = 0

    def event(self, name: str, values: Mapping[str, Any]) -> None:
        """A shard that is done may be told, with those that waited for it."""
        if name == "shard":
            self._done.add(values["shard"])
            while self._next in self._done:
                self._emit()

    def flush(self, shards: int) -> None:
        """Tell what is left."""
        while self._next < shards:
            self._emit()

    def _emit(self) -> None:
        for kind, stream in self._streams.items():
            part = self._folder / kind / f"{self._next:06d}.jsonl"
            with part.open("rb") as lines:
                shutil.copyfileobj(lines, stream)
            stream.flush()
            part.unlink()
        self._done.discard(self._next)
        self._next += 1
