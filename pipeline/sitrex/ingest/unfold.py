"""Packed streams: gzip, and Zstandard with the extra ``zstd``. All that comes before broken data is given."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import IO, Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.limits import Budget

_PACKED: Final = 2048
"""Packed bytes given to an unpacker at once: Zstandard may make 64 MB of so many, gzip 2."""
_GZIP: Final = 31
"""zlib's window bits for a gzip header."""


def unpack_gzip(stream: IO[bytes], path: str, budget: Budget) -> io.BufferedReader:
    """The unpacked bytes of one or several gzip members."""
    return _reader(stream, lambda: zlib.decompressobj(_GZIP), (zlib.error,), path, budget)


def unpack_zstd(stream: IO[bytes], path: str, budget: Budget) -> io.BufferedReader:
    """The unpacked bytes of one or several Zstandard frames."""
    import zstandard

    unpacker = zstandard.ZstdDecompressor()
    return _reader(stream, unpacker.decompressobj, (zstandard.ZstdError,), path, budget)


def _reader(
    stream: IO[bytes], start: Callable[[], Any], broken: tuple[type[Exception], ...], path: str, budget: Budget
) -> io.BufferedReader:
    return io.BufferedReader(_Unpacked(stream, start, broken, path, budget))


class UntilBroken(io.RawIOBase):
    """Unpacked bytes as far as they are whole, and why there are no more."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.problem: SitrexError | None = None

    def readable(self) -> bool:  # noqa: D102 - io's
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: D102 - io's
        try:
            data = self._stream.read1(len(buffer))
        except SitrexError as problem:
            if problem.code != "input-packed":
                raise
            self.problem = problem
            return 0
        buffer[: len(data)] = data
        return len(data)


class ToTheBreak(io.RawIOBase):
    """The bytes that were saved, once through; the problem is raised behind the last."""

    def __init__(self, saved: IO[bytes], problem: SitrexError) -> None:
        self._saved, self._problem = saved, problem

    def readable(self) -> bool:  # noqa: D102 - io's
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: D102 - io's
        data = self._saved.read(len(buffer))
        if not data:
            raise self._problem
        buffer[: len(data)] = data
        return len(data)


class _Unpacked(io.RawIOBase):
    """Unpacked bytes; raises SitrexError ``input-packed`` behind the last that is whole, ``input-bomb`` at too many."""

    def __init__(
        self,
        stream: IO[bytes],
        start: Callable[[], Any],
        broken: tuple[type[Exception], ...],
        path: str,
        budget: Budget,
    ) -> None:
        self._stream, self._start, self._broken, self._path = stream, start, broken, path
        self._frame: Any = None
        self._packed, self._ready = b"", memoryview(b"")
        self._budget = budget
        self._problem: SitrexError | None = None
        self._whole = False
        """Whether a frame was read to its end: what follows it may be padding."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            if self._problem is not None:
                raise self._problem
            if not self._fill():
                return 0
        data = self._ready[: len(buffer)]
        self._ready = self._ready[len(data) :]
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)

    def _fill(self) -> bool:
        packed = self._packed or self._stream.read(_PACKED)
        if not packed:
            if self._frame is not None or not self._whole:
                self._problem = SitrexError("input-packed", path=self._path, reason="the data end too early")
                return True
            return False
        if self._frame is None:
            if self._whole and not packed.strip(b"\0"):
                self._packed = b""
                return True
            self._frame = self._start()
        before = self._frame.copy() if hasattr(self._frame, "copy") else None
        try:
            self._ready = memoryview(self._frame.decompress(packed))
        except self._broken as problem:
            self._problem = SitrexError("input-packed", path=self._path, reason=problem)
            self._ready = memoryview(self._until_broken(before, packed))
            return True
        self._packed = b""
        if self._frame.eof:
            self._packed, self._frame, self._whole = self._frame.unused_data, None, True
        return True

    def _until_broken(self, frame: Any, packed: bytes) -> bytes:
        """What the packed bytes give before the broken one."""
        given = []
        try:
            for at in range(len(packed) if frame is not None else 0):
                given.append(frame.decompress(packed[at : at + 1]))
        except self._broken:
            pass
        return b"".join(given)
