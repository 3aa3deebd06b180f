"""Archives: zip, tar, and what a web crawler stores (WARC). Their members are read as files are; nothing is unpacked to
a place of its own choosing.
"""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Draft, Raw, clean_name, crash, failure
from sitrex.ingest.kinds import is_hidden, kind_of
from sitrex.ingest.limits import ATTACHED, DOCUMENT_LIMIT, TABLE_LIMIT, Budget, Count, open_zip, read_whole
from sitrex.ingest.sidecar import SIDECAR, read_sidecar, sidecar_of
from sitrex.ingest.source import Skipped, Source

NESTED: Final = 3
"""Archives that a file may lie in."""
_IN_MEMORY: Final = 8 << 20
_CHUNK: Final = 1 << 18
_HEADER: Final = 8 << 20
"""Bytes that the header of a tar archive's member may have."""
_WEB_HEADER: Final = 1 << 20
"""Bytes that the headers of a web archive's record may have."""
_ATTACHED: Final = re.compile(
    rb"name\*?=|message/rfc822|^content-disposition:\s*attachment", re.IGNORECASE | re.MULTILINE
)
_WEB_RECORDS: Final = frozenset({"response", "resource", "conversion"})
_WEB_ADDRESS: Final = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
"""What a crawler says of itself lies at other addresses."""
_WEB_KINDS: Final = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/pdf": "pdf",
}
"""Media types of a crawl that are read -> their kind."""


def spooled(stream: IO[bytes], path: str, budget: Budget | None = None) -> IO[bytes]:
    """The bytes of a stream where they can be sought in: in memory, or in a nameless file."""
    known = kind_of(path.rpartition("/")[2])
    limit = DOCUMENT_LIMIT if known is None or known[0].document else TABLE_LIMIT
    spool: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - given on
    try:
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if budget is not None:
                budget.spend(len(chunk))
            if size > limit:
                raise SitrexError("input-too-large", path=path, limit=limit)
            spool.write(chunk)
    except BaseException:
        spool.close()
        raise
    spool.seek(0)
    return spool


def read_zip(source: Source) -> Iterator[Draft | Skipped | Source]:
    """The members of a zip archive, in its order."""
    budget = Budget(source.path, source.size, source.budget)
    with source.again() as stream:
        archive = open_zip(stream, source.path)
        there = [i for i in archive.infolist() if i.filename and not i.is_dir() and not is_hidden_member(i.filename)]
        sidecars = {info.filename: info for info in there if info.filename.endswith(SIDECAR)}
        told = {sidecar_of(info.filename) for info in there}
        for info in there:
            if info.filename in told:
                continue  # read with the document beside it
            path = member_path(source.path, info.filename)
            try:
                if not is_read(path):
                    yield _member(source, info.filename, io.BytesIO(), 0)
                    continue
                said = {}
                if (beside := sidecars.get(sidecar_of(info.filename) or "")) is not None:
                    with _unzipped(archive, beside, source.path, budget) as member:
                        said = read_sidecar(member, member_path(source.path, beside.filename))
                with _unzipped(archive, info, source.path, budget) as member:
                    yield _member(source, info.filename, member, info.file_size, said=said, budget=budget)
            except SitrexError as problem:
                yield failure(problem, path=path, article_id=path)
                if problem.code == "input-bomb":
                    return
            except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as problem:
                yield failure(SitrexError("input-packed", path=path, reason=problem), path=path, article_id=path)


@contextmanager
def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, budget: Budget) -> Iterator[IO[bytes]]:
    path = member_path(path, info.filename)
    if info.flag_bits & 1:
        raise SitrexError("input-encrypted", path=path)
    with archive.open(info) as packed, spooled(packed, path, budget) as member:
        yield member


class _Headers(io.RawIOBase):
    """The stream of a tar archive, refused where what stands before a member is longer than any header."""

    def __init__(self, stream: IO[bytes], path: str) -> None:
        self._stream, self._path = stream, path
        self.size = 0
        """Bytes that were read."""
        self.begin = 0
        """Where the next header begins."""

    def read(self, size: int = -1) -> bytes:
        if self.size > self.begin + _HEADER:
            raise SitrexError("input-costly", path=self._path, what="a longer header", limit=f"{_HEADER:,} bytes")
        data = self._stream.read(size)
        self.size += len(data)
        return data


def read_tar(source: Source) -> Iterator[Draft | Skipped | Source]:
    """The members of a tar archive, in its order; links and devices are skipped.

    It is read once through: of a document and its sidecar one must stand right behind the other.
    """
    held: Source | None = None
    for item in chain(_tar_members(source), [None]):
        told = None if held is None else _told(held, item)
        if held is not None:
            with held.stream, item.stream if told is not None and isinstance(item, Source) else nullcontext():
                yield told or held
        held = None
        if told is not None or item is None:
            continue
        if not isinstance(item, Source):
            yield item
        elif sidecar_of(item.path) or item.path.endswith(SIDECAR):
            held = item
        else:
            with item.stream:
                yield item


def _told(first: Source, second: Draft | Skipped | Source | None) -> Draft | Source | None:
    """A document with what its sidecar says, of two members one behind the other; None where they are not such a pair."""
    if not isinstance(second, Source):
        return None
    for document, sidecar in ((first, second), (second, first)):
        if sidecar_of(document.path) == sidecar.path:
            try:
                return replace(document, said=read_sidecar(sidecar.stream, sidecar.path))
            except SitrexError as problem:
                return failure(problem, path=document.path, article_id=document.default_id)
    return None


def _tar_members(source: Source) -> Iterator[Draft | Skipped | Source]:
    """The members, each with a stream of its own."""
    stream = _Headers(source.stream, source.path)
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            while (info := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined]  # else it remembers them all
                stream.begin = archive.offset
                if info.isdir() or is_hidden_member(info.name):
                    continue
                path = member_path(source.path, info.name)
                member = archive.extractfile(info) if info.isreg() else None
                if member is None:
                    yield Skipped(path=path, kind="link")
                    continue
                try:
                    read = is_read(path)
                    yield _member(source, info.name, spooled(member, path) if read else io.BytesIO(), info.size)
                except SitrexError as problem:
                    if problem.code in ("input-packed", "input-bomb"):
                        raise
                    yield failure(problem, path=path, article_id=path)
            if stream.size < archive.offset + tarfile.BLOCKSIZE and stream.size != archive.offset:
                raise EOFError("the data end too early")
    except SitrexError as problem:
        yield failure(problem, path=source.path, article_id=source.default_id)
    except (tarfile.TarError, OSError, EOFError, ValueError) as problem:
        yield failure(SitrexError("input-packed", path=source.path, reason=problem), path=source.path)


def _member(source: Source, name: str, stream: IO[bytes], size: int, **more: object) -> Source:
    return source.within(
        path=member_path(source.path, name),
        default_id=member_path(source.default_id, name),
        stream=stream,
        size=size,
        depth=source.depth + 1,
        **more,
    )


def is_read(path: str) -> bool:
    """Whether a member is of a kind that is read; others need not be unpacked."""
    return kind_of(path.rpartition("/")[2]) is not None


def member_path(archive: str, name: str) -> str:
    r"""``archive!/member``; a name that would lead out of a folder loses what leads out.

    >>> member_path("a.zip", "../../etc/passwd.txt"), member_path("a.zip", "C:\\docs\\b.txt")
    ('a.zip!/etc/passwd.txt', 'a.zip!/docs/b.txt')
    """
    parts = clean_name(name).replace("\\", "/").split("/")
    kept = [part for part in parts if part not in ("", ".", "..") and not (len(part) == 2 and part[1] == ":")]
    return f"{archive}!/{'/'.join(kept)}"


def is_hidden_member(name: str) -> bool:
    """Whether a member lies under a hidden name, or is what macOS adds to an archive."""
    parts = name.replace("\\", "/").split("/")
    return any(is_hidden(part) and part not in (".", "..") for part in parts) or "__MACOSX" in parts


def read_warc(source: Source) -> Iterator[Draft | Skipped]:
    """The pages of a web archive, called ``<file>!/<address>``; other responses are skipped by their media type."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    budget = Budget(source.path, source.size, source.budget)
    try:
        records = ArchiveIterator(source.stream)
        records.reader = lines = _Lines(records.reader, source.path)
        for record in records:
            lines.size = 0
            address = clean_name(record.rec_headers.get_header("WARC-Target-URI") or "")
            if record.rec_type not in _WEB_RECORDS or not _WEB_ADDRESS.match(address):
                continue
            path = f"{source.path}!/{address}"
            status = record.http_headers.get_statuscode() if record.http_headers else "200"
            headers = record.http_headers or record.rec_headers
            media = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
            if status != "200" or media not in _WEB_KINDS:
                yield Skipped(path=path, kind=media or "no media type" if status == "200" else f"HTTP {status}")
                continue
            try:
                data = read_whole(record.content_stream(), path, DOCUMENT_LIMIT)
                budget.spend(len(data))
                if getattr(record.raw_stream, "limit", 0) and not record.raw_stream.read(1):
                    raise SitrexError("input-packed", path=path, reason="the data end too early")
            except SitrexError as problem:
                yield failure(problem, path=path, article_id=path)
                if problem.code == "input-bomb":
                    return
                continue
            lines.size = 0
            said = {"url": address}
            key = f"{source.default_id}!/{address}"
            yield Raw(id=key, path=path, kind=_WEB_KINDS[media], data=data, said=said)
    except (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error) as problem:
        reason = " ".join(str(problem).split())[:200]
        yield failure(SitrexError("input-packed", path=source.path, reason=reason), path=source.path)
    except AttributeError:  # warcio's, of a header line that has no value
        yield failure(SitrexError("input-packed", path=source.path, reason="a header has no value"), path=source.path)


class _Lines:
    """warcio's reader of an archive, refused where a record's headers come to more than anybody's."""

    def __init__(self, reader: Any, path: str) -> None:
        self._reader, self._path = reader, path
        self.size = 0
        """Bytes of headers since this record began."""

    def readline(self, length: int = 0) -> bytes:
        line: bytes = self._reader.readline(length or _WEB_HEADER)
        self.size += len(line)
        if self.size > _WEB_HEADER:
            raise SitrexError("input-costly", path=self._path, what="longer headers", limit=f"{_WEB_HEADER:,} bytes")
        return line

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)


def letter(raw: Raw, source: Source) -> Iterator[Draft | Skipped | Source]:
    """The letter, then its attachments as members of it. Raises SitrexError ``input-costly``."""
    from sitrex.ingest.readers.mail import attachments, parse_mail

    if not _ATTACHED.search(raw.data):
        yield raw
        return
    message = parse_mail(raw.data, raw.path)
    yield raw
    attached = source.attached or Count(raw.path, "attachments", ATTACHED)
    for name, data in attachments(message):
        attached.add()
        inside = member_path(raw.path, name)
        if source.depth >= NESTED and is_read(inside):
            nested = SitrexError("input-nested", path=inside, depth=NESTED)
            yield failure(nested, path=inside, article_id=member_path(raw.id, name))
            continue
        yield source.within(
            path=inside,
            default_id=member_path(raw.id, name),
            stream=io.BytesIO(data),
            size=len(data),
            depth=source.depth + 1,
            attached=attached,
        )


def read_mailbox(source: Source) -> Iterator[Draft | Skipped | Source]:
    """The letters of a mailbox (.mbox), each followed by its attachments."""
    from sitrex.ingest.readers.mail import read_mbox

    for draft in read_mbox(source):
        try:
            yield from letter(draft, source) if isinstance(draft, Raw) else [draft]
        except SitrexError as problem:
            yield failure(problem, path=draft.path, article_id=draft.id)
        except Exception as problem:  # what Python makes of one letter
            yield crash(problem, path=draft.path, article_id=draft.id)
