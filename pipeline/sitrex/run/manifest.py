"""``run.json``: what a run is, how far it came, and whether another may go on with it."""

from __future__ import annotations

import datetime
import hashlib
import json
import platform
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.counted import InputSum, SkippedFiles
from sitrex.record.model import SCHEMA_VERSION, Provenance
from sitrex.run.folder import LOCK, Store
from sitrex.run.options import RunOptions
from sitrex.run.shard import Shard, ShardRow
from sitrex.run.totals import Totals
from sitrex.write.counted import counted

NAME: Final = "run.json"
_LEFT_BY_SYSTEMS: Final = frozenset({LOCK, ".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(slots=True)
class Run:
    """A run while it goes on."""

    options: RunOptions
    provenance: Provenance
    inputs: Sequence[InputSum]
    """What there is to read; the digests are known when all of it was read."""
    shard_bytes: int
    total: int | None = None
    """Bytes of input, if known."""
    left: dict[str, Any] = field(default_factory=lambda: SkippedFiles().to_json())
    """Files of kinds that are not read."""
    names: list[dict[str, Any]] = field(default_factory=list)
    """Which names of tables were taken for which fields."""
    sharded: bool = False
    complete: bool = False
    shards: int = 0
    resumed: int = 0
    """Shards that an earlier, stopped run had finished."""
    workers_lost: int = 0
    totals: Totals = field(default_factory=Totals)
    new: Totals = field(default_factory=Totals)
    """What this run did itself, without what an earlier one had finished."""
    done: int = 0
    """Bytes of input that this run has done itself."""
    skipped: int = 0
    """Bytes of input that an earlier run had done."""
    started: datetime.datetime = field(default_factory=lambda: datetime.datetime.now(datetime.UTC))
    _clock: float = field(default_factory=time.monotonic)
    _open: dict[int, int] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """Wall time so far."""
        return time.monotonic() - self._clock

    def begin(self, shard: Shard) -> None:
        """A shard was read."""
        self.shards = shard.number + 1
        self._open[shard.number] = shard.read

    def finish(self, row: ShardRow, *, earlier: bool = False) -> None:
        """A shard is done, now or by an earlier run."""
        self.totals.add(row.totals)
        read = self._open.pop(row.number)
        if earlier:
            self.resumed += 1
            self.skipped += read
        else:
            self.new.add(row.totals)
            self.done += read

    def take_over(self, manifest: Mapping[str, Any]) -> None:
        """Be the finished run that the manifest tells of."""
        self.totals = Totals.from_json(manifest)
        self.shards = self.resumed = manifest["shards"]
        self.sharded, self.complete = manifest["sharded"], True
        self.left, self.names = manifest["skipped"], manifest["names"]

    def configuration(self) -> str:
        """Digest of everything besides the input that decides a record or how the input is cut."""
        parts = [self.options.to_json(), asdict(self.provenance), self.shard_bytes]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("utf-8")).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """The manifest; see ``schemas/manifest.schema.json``."""
        seconds = self.seconds
        return {
            "schema_version": SCHEMA_VERSION,
            "status": "complete" if self.complete else "incomplete",
            "started": self.started.isoformat(timespec="seconds"),
            "seconds": round(seconds, 3),
            "words_per_second": round(self.new.counts["words"] / max(seconds, 1e-3)),
            "inputs": [item.to_json() for item in self.inputs],
            "skipped": self.left,
            "names": self.names,
            "shards": self.shards,
            "shards_resumed": self.resumed,
            "shard_bytes": self.shard_bytes,
            "sharded": self.sharded,
            "workers_lost": self.workers_lost,
            **self.totals.to_json(),
            "provenance": asdict(self.provenance),
            "platform": f"Python {platform.python_version()}, {platform.system()} {platform.machine()}",
            "options": self.options.to_json(),
        }

    def write(self, store: Store) -> None:
        """Write ``run.json``."""
        with store.writing(NAME) as file:
            file.write(
                (json.dumps(self.to_json(), indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
            )


def read_manifest(store: Store) -> dict[str, Any] | None:
    """The manifest in a folder, if there is one."""
    try:
        with store.open(NAME) as file:
            row: dict[str, Any] = json.load(file)
    except (FileNotFoundError, ValueError):
        return None
    return row


def is_empty(store: Store) -> bool:
    """Whether the folder holds nothing but what the system puts there."""
    return all(name in _LEFT_BY_SYSTEMS or name.endswith(".part") for name in store.names("."))


def refuse_other(path: str, earlier: Mapping[str, Any], run: Run) -> None:
    """Raise SitrexError ``resume-changed`` if the earlier run was told something else, or its input was another."""
    now = run.to_json()
    for what in ("options", "provenance"):
        for name, value in now[what].items():
            before = earlier[what].get(name)
            if before != value:
                change = f"{name} was {before!r} and is {value!r}"
                raise SitrexError("resume-changed", path=path, what=what, change=change)
    before, after = ([{**item, "sha256": None} for item in row["inputs"]] for row in (earlier, now))
    for one, other in zip(before, after, strict=False):
        if None in (one["bytes"], other["bytes"]):  # standard input is measured while it is read
            one["bytes"] = other["bytes"] = None
    if before != after:
        change = f"there were {_measure(before)} and are {_measure(after)}"
        raise SitrexError("resume-changed", path=path, what="input", change=change)


def refuse_changed(path: str, earlier: Mapping[str, Any], now: Sequence[InputSum]) -> None:
    """Raise SitrexError ``resume-changed`` if the files of a finished run are not what they were."""
    for before, after in zip(earlier["inputs"], (item.to_json() for item in now), strict=True):
        if None not in (before["sha256"], after["sha256"]) and before["sha256"] != after["sha256"]:
            change = f"{after['path']} has changed since"
            raise SitrexError("resume-changed", path=path, what="input", change=change)


def _measure(inputs: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(
        f"{item['path']} ({counted(item['files'], 'file')}, {counted(item['bytes'] or 0, 'byte')})" for item in inputs
    )
