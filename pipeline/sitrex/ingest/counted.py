"""What was read: bytes for the time left, digests for the manifest."""

from __future__ import annotations

import hashlib
import io
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol

from sitrex.errors import SitrexError
from sitrex.ingest.sidecar import SIDECAR, SIDECAR_LIMIT
from sitrex.ingest.source import Skipped

_BUFFER = 1 << 20
_SKIPPED = 1_000
_NAMES = 100


class Digest(Protocol):
    """A running hash."""

    def update(self, data: Any, /) -> None:
        """Add bytes."""
        ...

    def hexdigest(self) -> str:
        """The digest of all bytes so far."""
        ...


@dataclass(slots=True)
class InputSum:
    """One input as the user named it: how many files and bytes, and the digest of what was read.

    The digest of one file is that of its bytes; of several it is that of the
    lines ``<digest>  <id>`` of all files, as sha256sum prints them. Sidecars
    have such lines too.
    """

    path: str
    files: int = 0
    bytes: int | None = 0
    """None where it is not known: standard input, before it was read."""
    _first: str = ""
    _said: bool = False
    _lines: Digest = field(default_factory=hashlib.sha256)

    def add(self, default_id: str, size: int, digest: str) -> None:
        """Count one file that was read to its end."""
        self.files += 1
        self.bytes = (self.bytes or 0) + size
        self._first = self._first or digest
        self._lines.update(f"{digest}  {default_id}\n".encode("utf-8", "surrogateescape"))

    def add_sidecar(self, name: str, digest: str) -> None:
        """Count in what a sidecar says."""
        self._said = True
        self._lines.update(f"{digest}  {name}\n".encode("utf-8", "surrogateescape"))

    def to_json(self) -> dict[str, Any]:
        """The input as the manifest has it."""
        digest = self._first if self.files == 1 and not self._said else self._lines.hexdigest()
        sha256 = digest if self._first else None
        return {"path": self.path, "files": self.files, "bytes": self.bytes, "sha256": sha256}


class SkippedFiles:
    """Files of kinds that are not read: counted by kind, the first thousand named."""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.paths: list[str] = []

    def add(self, item: Skipped) -> None:
        """Count one."""
        self.kinds[item.kind] += 1
        if len(self.paths) < _SKIPPED:
            self.paths.append(item.path)

    def to_json(self) -> dict[str, Any]:
        """As the manifest has it."""
        kinds = dict(sorted(self.kinds.items()))
        return {"count": self.kinds.total(), "kinds": kinds, "paths": self.paths}


class Meter:
    """Opens input files, counting and digesting their bytes as they are read."""

    def __init__(self) -> None:
        self.bytes = 0
        """Bytes read so far, of all inputs."""
        self.sums: list[InputSum] = []
        self.skipped = SkippedFiles()
        self.names: list[dict[str, Any]] = []
        """Which names of a table were taken for which fields, file by file: the first hundred files that do not use the fields' own names."""

    def skip(self, item: Skipped) -> None:
        """A file of a kind that is not read."""
        self.skipped.add(item)

    def tell(self, path: str, names: Mapping[str, str]) -> None:
        """Names of a file were taken for fields."""
        if len(self.names) < _NAMES and any(field != name for field, name in names.items()):
            self.names.append({"path": path, **names})

    def begin(self, path: str) -> None:
        """What is opened from now on belongs to this input."""
        self.sums.append(InputSum(path))

    @contextmanager
    def open(self, file: Path, default_id: str) -> Iterator[IO[bytes]]:
        """The file's bytes; what the reader leaves unread is read for the digest.

        Raises OSError, and SitrexError ``input-unreadable`` for what is no regular file: opening a pipe could wait
        for ever.
        """
        if not stat.S_ISREG(file.stat().st_mode):
            raise SitrexError("input-unreadable", path=str(file), reason="not a regular file")
        with file.open("rb", buffering=0) as raw, self.stream(raw, default_id) as stream:
            yield stream
        beside = file.with_name(file.stem + SIDECAR)
        if beside.is_file():
            with beside.open("rb") as said:
                digest = hashlib.sha256(said.read(SIDECAR_LIMIT)).hexdigest()
            self.sums[-1].add_sidecar(f"{default_id}{SIDECAR}", digest)

    @contextmanager
    def stream(self, raw: Any, default_id: str) -> Iterator[IO[bytes]]:
        """The same for a stream that is open already."""
        counted = _Counted(raw, self)
        buffered = io.BufferedReader(counted, _BUFFER)
        try:
            yield buffered
        finally:
            while buffered.read(_BUFFER):
                pass
            self.sums[-1].add(default_id, counted.size, counted.digest.hexdigest())


class _Counted(io.RawIOBase):
    def __init__(self, raw: Any, meter: Meter) -> None:
        self._meter = meter
        # of a pipe, what has come in so far: a full buffer may be long in coming
        self._readinto = getattr(raw, "readinto1", raw.readinto)
        self.digest = hashlib.sha256()
        self.size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._readinto(buffer) or 0
        self.digest.update(memoryview(buffer)[:count])
        self.size += count
        self._meter.bytes += count
        return count
