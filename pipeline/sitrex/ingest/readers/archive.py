"""Archives: zip, tar, and what a web crawler stores (WARC). Their members are read as files are; nothing is unpacked to
a place of its own choosing.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Draft, Raw, clean_name, failure
from sitrex.ingest.limits import DOCUMENT_LIMIT, RATIO, read_whole, unpacked_limit
from sitrex.ingest.source import Skipped, Source

NESTED: Final = 3
"""Archives that a file may lie in."""
_IN_MEMORY: Final = 8 << 20
_CHUNK: Final = 1 << 18
_WEB_KINDS: Final = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/pdf": "pdf",
}
"""Media types of a crawl that are read -> their kind."""


class _Budget:
    """Bytes that all of an archive may still unpack to."""

    def __init__(self, source: Source) -> None:
        self._path, self._left = source.path, unpacked_limit(source.size)

    def spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise SitrexError("input-bomb", path=self._path, ratio=RATIO)


def spooled(stream: IO[bytes], path: str, budget: Any = None, limit: int = DOCUMENT_LIMIT) -> IO[bytes]:
    """The bytes of a stream where they can be sought in: in memory, or in a nameless file."""
    spool: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - given on
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if budget is not None:
            budget.spend(len(chunk))
        if size > limit:
            spool.close()
            raise SitrexError("input-too-large", path=path, limit=limit)
        spool.write(chunk)
    spool.seek(0)
    return spool


def read_zip(source: Source) -> Iterator[Draft | Skipped | Source]:
    """The members of a zip archive, in its order."""
    budget = _Budget(source)
    with source.again() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
            raise SitrexError("input-packed", path=source.path, reason=problem) from None
        for info in archive.infolist():
            if info.is_dir() or is_hidden(info.filename):
                continue
            path = member_path(source.path, info.filename)
            try:
                if info.flag_bits & 1:
                    raise SitrexError("input-encrypted", path=path)
                with archive.open(info) as packed, spooled(packed, path, budget) as member:
                    yield _member(source, info.filename, member, info.file_size)
            except SitrexError as problem:
                yield failure(problem, path=path, article_id=path)
                if problem.code == "input-bomb":
                    return
            except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as problem:
                yield failure(SitrexError("input-packed", path=path, reason=problem), path=path, article_id=path)


def read_tar(source: Source) -> Iterator[Draft | Skipped | Source]:
    """The members of a tar archive, in its order; links and devices are skipped."""
    budget = _Budget(source)
    try:
        with tarfile.open(fileobj=source.stream, mode="r|") as archive:
            for info in archive:
                if info.isdir() or is_hidden(info.name):
                    continue
                path = member_path(source.path, info.name)
                member = archive.extractfile(info) if info.isreg() else None
                if member is None:
                    yield Skipped(path=path, kind="link")
                    continue
                try:
                    with spooled(member, path, budget) as spool:
                        yield _member(source, info.name, spool, info.size)
                except SitrexError as problem:
                    if problem.code in ("input-packed", "input-bomb"):
                        raise
                    yield failure(problem, path=path, article_id=path)
    except (tarfile.TarError, OSError, EOFError, ValueError) as problem:
        yield failure(SitrexError("input-packed", path=source.path, reason=problem), path=source.path)


def _member(source: Source, name: str, stream: IO[bytes], size: int) -> Source:
    return source.within(
        path=member_path(source.path, name),
        default_id=member_path(source.default_id, name),
        stream=stream,
        size=size,
        depth=source.depth + 1,
    )


def member_path(archive: str, name: str) -> str:
    r"""``archive!/member``; a name that would lead out of a folder loses what leads out.

    >>> member_path("a.zip", "../../etc/passwd.txt"), member_path("a.zip", "C:\\docs\\b.txt")
    ('a.zip!/etc/passwd.txt', 'a.zip!/docs/b.txt')
    """
    parts = clean_name(name).replace("\\", "/").split("/")
    kept = [part for part in parts if part not in ("", ".", "..") and not (len(part) == 2 and part[1] == ":")]
    return f"{archive}!/{'/'.join(kept)}"


def is_hidden(name: str) -> bool:
    """Whether a member lies under a name that begins with a dot, or is what macOS adds to an archive."""
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or "__MACOSX" in parts


def read_warc(source: Source) -> Iterator[Draft | Skipped]:
    """The pages of a web archive, called ``<file>!/<address>``; other responses are skipped by their media type."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    budget = _Budget(source)
    try:
        for record in ArchiveIterator(source.stream):
            if record.rec_type not in ("response", "resource", "conversion"):
                continue
            address = clean_name(record.rec_headers.get_header("WARC-Target-URI") or "")
            path = f"{source.path}!/{address}"
            status = record.http_headers.get_statuscode() if record.http_headers else "200"
            headers = record.http_headers or record.rec_headers
            media = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
            if status != "200" or media not in _WEB_KINDS:
                yield Skipped(path=path, kind=media if status == "200" else f"HTTP {status}")
                continue
            try:
                data = read_whole(record.content_stream(), path, DOCUMENT_LIMIT)
                budget.spend(len(data))
            except SitrexError as problem:
                yield failure(problem, path=path, article_id=path)
                if problem.code == "input-bomb":
                    return
                continue
            said = {"url": address} if address else {}
            key = f"{source.default_id}!/{address}"
            yield Raw(id=key, path=path, kind=_WEB_KINDS[media], data=data, said=said)
    except (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error) as problem:
        reason = " ".join(str(problem).split())[:200]
        yield failure(SitrexError("input-packed", path=source.path, reason=reason), path=source.path)


def read_letter_parts(source: Source) -> Iterator[Draft | Skipped | Source]:
    """A letter (.eml), then its attachments, called ``<file>!/<name>``."""
    data = read_whole(source.stream, source.path, DOCUMENT_LIMIT)
    yield from letter(Raw(id=source.default_id, path=source.path, kind="mail", data=data, said=source.said), source)


def letter(raw: Raw, source: Source) -> Iterator[Draft | Skipped | Source]:
    """The letter, then its attachments as members of it."""
    from sitrex.ingest.readers.mail import attachments, parse_mail

    yield raw
    if not any(mark in raw.data.lower() for mark in (b"name=", b"name*", b"message/rfc822")):
        return
    for name, data in attachments(parse_mail(raw.data, raw.path)):
        inside = member_path(raw.path, name)
        yield source.within(
            path=inside,
            default_id=member_path(raw.id, name),
            stream=io.BytesIO(data),
            size=len(data),
            depth=source.depth + 1,
        )


def read_mailbox(source: Source) -> Iterator[Draft | Skipped | Source]:
    """The letters of a mailbox (.mbox), each followed by its attachments."""
    from sitrex.ingest.readers.mail import read_mbox

    for draft in read_mbox(source):
        if isinstance(draft, Raw):
            yield from letter(draft, source)
        else:
            yield draft
