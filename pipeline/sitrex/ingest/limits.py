"""What one file may unfold to and cost, so that no reader takes the memory or the time of a run."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from typing import IO, Final

from sitrex.errors import SitrexError

TEXT_LIMIT: Final = 256 * 1024 * 1024
"""Bytes that a text file or one JSON line may have."""
DOCUMENT_LIMIT: Final = 64 * 1024 * 1024
"""Bytes that one page, letter or office document may have, and any document in an archive."""
TABLE_LIMIT: Final = 1 << 30
"""Bytes that a file of many articles (a table, JSON lines, a mailbox) may unpack to: they lie on the disk, not in memory."""
PACKED_LIMIT: Final = 16 * 1024 * 1024
"""Bytes or characters that one line or cell of what unpacks from something smaller may have."""
VALUES: Final = 1_000_000
"""Values that one JSON object may hold: each takes some hundred bytes of memory."""
LETTER_LIMIT: Final = 32 * 1024 * 1024
"""Bytes that a letter may have: Python takes eleven times as many to read it."""
ATTACHED: Final = 250
"""Attachments that a letter may have, with those of the letters in it: mail servers take no more of them (Exchange)."""
RATIO: Final = 200
"""Text packs 3 to 20 times; what unpacks to more than this many times its size is refused."""
_LEAST_PACKED: Final = 4096
TAGS: Final = 400_000
"""Tags of one page, feed or office document: each takes some hundred bytes of memory."""
STRETCH: Final = 1 << 20
"""Bytes that an office document may have between two tags: Word's reader takes quadratic time over them."""
MEMBERS: Final = 10_000
"""Members that an office document may have."""
DIRECTORY: Final = 16 << 20
"""Bytes that a zip archive's list of members may have: each of them takes half a kilobyte of memory."""


def unpacked_limit(packed: int) -> int:
    """Bytes that so many packed bytes may unpack to.

    >>> unpacked_limit(10), unpacked_limit(100_000)
    (819200, 20000000)
    """
    return max(packed, _LEAST_PACKED) * RATIO


class Budget:
    """Bytes that a packed file may still unpack to, with all that lies packed in it.

    >>> Budget("a.zip", 10, outer=Budget("b.zip", 10)).spend(800_000)
    """

    def __init__(self, path: str, packed: int, outer: Budget | None = None) -> None:
        self._path, self._left, self._outer = path, unpacked_limit(packed), outer

    def spend(self, size: int) -> None:
        """Count bytes that were unpacked. Raises SitrexError ``input-bomb``."""
        if self._outer is not None:
            self._outer.spend(size)
        self._left -= size
        if self._left < 0:
            raise SitrexError("input-bomb", path=self._path, ratio=RATIO)


class Count:
    """Things of which a file may have no more than so many.

    >>> Count("a.eml", "attachments", 1).add()
    """

    def __init__(self, path: str, what: str, most: int) -> None:
        self._path, self._what, self._most, self._number = path, what, most, 0

    def add(self) -> None:
        """Count one. Raises SitrexError ``input-costly``."""
        self._number += 1
        if self._number > self._most:
            what, limit = f"more than {self._most:,} {self._what}", f"{self._most:,}"
            raise SitrexError("input-costly", path=self._path, what=what, limit=limit)


def read_whole(stream: IO[bytes], path: str, limit: int) -> bytes:
    """All bytes of the stream. Raises SitrexError ``input-too-large``."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise SitrexError("input-too-large", path=path, limit=limit)
    return data


def check_markup(data: bytes, path: str) -> None:
    """Raise SitrexError ``input-costly`` for markup of more tags than anybody writes."""
    tags = data.count(b"<")
    if tags > TAGS:
        raise SitrexError("input-costly", path=path, what=f"{tags:,} tags", limit=f"{TAGS:,}")


_ENDS: Final = re.compile(rb"PK\x05\x06(?=.{8}(?P<size>.{4}))|PK\x06\x06(?=.{36}(?P<size64>.{8}))", re.DOTALL)
"""Where a zip archive says how long its list of members is."""
_TAIL: Final = 1 << 17


def open_zip(stream: IO[bytes], path: str) -> zipfile.ZipFile:
    """A zip archive whose list of members is no longer than anybody's. Raises SitrexError ``input-packed``, ``input-costly``."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    for found in _ENDS.finditer(stream.read()):
        if DIRECTORY < int.from_bytes(found["size"] or found["size64"], "little") < size:
            limit = f"{DIRECTORY:,} bytes of names"
            raise SitrexError("input-costly", path=path, what="a longer list of members", limit=limit)
    stream.seek(0)
    try:
        return zipfile.ZipFile(stream)
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        struct.error,
    ) as problem:
        raise SitrexError("input-packed", path=path, reason=problem) from None


def check_package(package: zipfile.ZipFile, packed: int, path: str) -> None:
    """Refuse an office document whose parts unfold to too much, are encrypted, or lie too many in it."""
    parts = package.infolist()
    size = sum(part.file_size for part in parts)
    if len(parts) > MEMBERS:
        raise SitrexError("input-costly", path=path, what=f"{len(parts):,} parts", limit=f"{MEMBERS:,}")
    if size > unpacked_limit(packed):
        raise SitrexError("input-bomb", path=path, ratio=RATIO)
    if size > 4 * DOCUMENT_LIMIT:
        raise SitrexError("input-too-large", path=path, limit=4 * DOCUMENT_LIMIT)
    if any(part.flag_bits & 1 for part in parts):
        raise SitrexError("input-encrypted", path=path)


def read_part(package: zipfile.ZipFile, name: str, path: str) -> bytes:
    """One XML part of an office document, refused where it declares entities or has too many tags."""
    try:
        with package.open(name) as part:
            data = read_whole(part, path, DOCUMENT_LIMIT)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as problem:
        raise SitrexError("input-packed", path=path, reason=problem) from None
    plain = data.replace(b"\0", b"")  # UTF-16 too
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise SitrexError("input-entities", path=path)
    check_markup(plain, path)
    longest = max(map(len, plain.split(b"<")))
    if longest > STRETCH:
        raise SitrexError("input-costly", path=path, what=f"{longest:,} bytes without a tag", limit=f"{STRETCH:,}")
    return data
