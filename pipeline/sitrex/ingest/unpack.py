"""Packed JSON lines: gzip and, with the extra ``zstd``, Zstandard. Bombs are refused."""

from __future__ import annotations

import datetime
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Failure, failure
from sitrex.ingest.table import read_jsonl

RATIO: Final = 200
"""Text packs 3 to 20 times; what unpacks to more than this many times its size is refused."""

_NEEDS: Final = {".jsonl.zst": ("zstandard", "zstd"), ".parquet": ("pyarrow", "parquet")}
_PACKED: Final = 2048
"""Packed bytes given to Zstandard at once: it may make 64 MB of so many."""


def require(suffix: str | None, path: str) -> None:
    """Raise SitrexError ``extra-missing`` if files of this kind need a library that is not installed."""
    if suffix in _NEEDS:
        package, extra = _NEEDS[suffix]
        if find_spec(package) is None:
            raise SitrexError("extra-missing", feature=path, package=package, extra=extra)


def read_gzip(
    stream: IO[bytes], *, path: str, stem: str, published: datetime.date | None
) -> Iterator[Article | Failure]:
    """Articles of gzipped JSON lines; what comes before broken data is read."""
    unpacked = gzip.GzipFile(fileobj=stream)
    yield from _read_packed(unpacked.read, (OSError, EOFError, zlib.error), path=path, stem=stem, published=published)


def read_zstd(
    stream: IO[bytes], *, path: str, stem: str, published: datetime.date | None
) -> Iterator[Article | Failure]:
    """Articles of JSON lines packed by Zstandard; what comes before broken data is read."""
    import zstandard

    source = _Zstd(stream, zstandard.ZstdDecompressor())
    yield from _read_packed(
        source.read, (OSError, EOFError, zstandard.ZstdError), path=path, stem=stem, published=published
    )


def _read_packed(
    read: Callable[[int], bytes],
    broken: tuple[type[Exception], ...],
    *,
    path: str,
    stem: str,
    published: datetime.date | None,
) -> Iterator[Article | Failure]:
    guarded = io.BufferedReader(_RatioGuard(read, Path(path).stat().st_size, path))
    try:
        yield from read_jsonl(guarded, path=path, stem=stem, published=published)
    except broken as problem:
        yield failure(SitrexError("input-packed", path=path, reason=problem), path=path)
    except SitrexError as problem:
        yield failure(problem, path=path)


class _Zstd:
    """Unpacked bytes of one or several Zstandard frames; a frame that ends early is an error."""

    def __init__(self, stream: IO[bytes], unpacker: Any) -> None:
        self._stream, self._unpacker = stream, unpacker
        self._frame: Any = None
        self._packed, self._ready = b"", memoryview(b"")

    def read(self, size: int) -> bytes:
        while not self._ready and self._fill():
            pass
        data, self._ready = bytes(self._ready[:size]), self._ready[size:]
        return data

    def _fill(self) -> bool:
        packed = self._packed or self._stream.read(_PACKED)
        if not packed:
            if self._frame is not None:
                raise EOFError("the data end inside a frame")
            return False
        if self._frame is None:
            self._frame = self._unpacker.decompressobj()
        self._ready = memoryview(self._frame.decompress(packed))
        self._packed = b""
        if self._frame.eof:
            self._packed, self._frame = self._frame.unused_data, None
        return True


class _RatioGuard(io.RawIOBase):
    """A reader that refuses to unpack far more than its source's size."""

    def __init__(self, read: Callable[[int], bytes], packed_size: int, path: str) -> None:
        self._read, self._path = read, path
        self._left = max(packed_size, 4096) * RATIO

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise SitrexError("input-bomb", path=self._path, ratio=RATIO)
        buffer[: len(data)] = data
        return len(data)
