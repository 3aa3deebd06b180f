"""What one file may unfold to and cost, so that no reader takes the memory or the time of a run."""

from __future__ import annotations

import zipfile
from typing import IO, Final

from sitrex.errors import SitrexError

TEXT_LIMIT: Final = 256 * 1024 * 1024
"""Bytes that a text file or one JSON line may have."""
DOCUMENT_LIMIT: Final = 64 * 1024 * 1024
"""Bytes that one page, letter or office document may have, and any member of an archive."""
RATIO: Final = 200
"""Text packs 3 to 20 times; what unpacks to more than this many times its size is refused."""
_LEAST_PACKED: Final = 4096
TAGS: Final = 400_000
"""Tags of one page, feed or office document: each takes some hundred bytes of memory."""
MEMBERS: Final = 10_000
"""Members that an office document may have."""


def unpacked_limit(packed: int) -> int:
    """Bytes that so many packed bytes may unpack to.

    >>> unpacked_limit(10), unpacked_limit(100_000)
    (819200, 20000000)
    """
    return max(packed, _LEAST_PACKED) * RATIO


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
    with package.open(name) as part:
        data = read_whole(part, path, DOCUMENT_LIMIT)
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65_536]:
        raise SitrexError("input-entities", path=path)
    check_markup(data, path)
    return data
