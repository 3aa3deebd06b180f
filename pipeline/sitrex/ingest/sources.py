"""Inputs as the user names them (files, folders, patterns, ``-``) into a stream of articles.

Everything is streamed: what is held is one file's names of a folder, one
article, and a few bytes for every id met. Every file found is read or named:
a file of a kind that is not read is *skipped*, one that cannot be read is a
failure, and neither stops the others.
"""

from __future__ import annotations

import glob
import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Draft, Failure, Raw, clean_name, crash, failure
from sitrex.ingest.counted import InputSum, Meter
from sitrex.ingest.kinds import ARCHIVES, SUFFIXES, Kind, is_hidden, kind_of, read_document
from sitrex.ingest.limits import DOCUMENT_LIMIT, PACKED_LIMIT, TEXT_LIMIT, Budget, read_whole
from sitrex.ingest.own import Among, file_of_ours, folder_of_ours
from sitrex.ingest.readers.archive import NESTED, letter, spooled
from sitrex.ingest.readers.rows import read_jsonl
from sitrex.ingest.reading import Reading
from sitrex.ingest.sidecar import SIDECAR, sidecar_beside
from sitrex.ingest.source import Skipped, Source
from sitrex.ingest.unfold import UntilBroken, unpack_gzip, unpack_zstd
from sitrex.ingest.used_ids import UniqueIds

StdinFormat = Literal["text", "jsonl"]
_ADDRESS: Final = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """One input file; ``path`` is None for standard input. ``named`` if it was given by name or by a pattern."""

    default_id: str
    path: Path | None
    named: bool = True


def survey(inputs: Sequence[str]) -> list[InputSum]:
    """How many files and bytes each input has, as far as that is known before reading.

    Raises SitrexError ``input-…`` where an input does not exist or holds no file that is read.
    """
    sums = [InputSum(name) for name in inputs]
    for item in sums:
        left: list[Skipped] = []
        for found in find_files(item.path):
            if isinstance(found, Skipped):
                left.append(found)
                continue
            item.files += 1
            if found.path is None:
                item.bytes = None
                continue
            with suppress(OSError):  # reading it will say so
                item.bytes = (item.bytes or 0) + found.path.stat().st_size
        if not item.files:
            raise SitrexError("input-none", path=item.path, skipped=_counted(left), suffixes=", ".join(SUFFIXES))
    return sums


def _counted(left: Sequence[Skipped]) -> str:
    kinds = sorted({item.kind for item in left})
    counts = ", ".join(f"{sum(item.kind == kind for item in left):,} {kind}" for kind in kinds[:8])
    return f" (not read: {counts})" if counts else ""


def read_inputs(
    inputs: Sequence[str], *, reading: Reading | None = None, stdin_format: StdinFormat = "text"
) -> Iterator[Article | Failure]:
    """Articles and failures in input order; folders are walked in name order.

    Ids are unique: the same text under an id again is a failure, another text is called ``ID (2)``. Raises
    SitrexError ``input-…`` where an input does not exist or holds no file that is read.
    """
    reading = reading or Reading()
    survey(inputs)
    for draft in read_drafts(inputs, Meter(), reading=reading, stdin_format=stdin_format):
        yield read_document(draft, reading) if isinstance(draft, Raw) else draft


def read_drafts(inputs: Sequence[str], meter: Meter, *, reading: Reading, stdin_format: StdinFormat) -> Iterator[Draft]:
    """What :func:`read_inputs` gives, with documents left to be read: that is slow, and one may do harm.

    What is skipped, and which names were taken for which fields, is told to the meter.
    """
    ids = UniqueIds()
    for name in inputs:
        meter.begin(name)
        for found in find_files(name):
            for draft in [found] if isinstance(found, Skipped) else _read_found(found, meter, reading, stdin_format):
                if isinstance(draft, Skipped):
                    meter.skip(draft)
                else:
                    yield draft if isinstance(draft, Failure) else ids.unique(draft)


def digests(inputs: Sequence[str]) -> list[InputSum]:
    """The inputs' digests, as reading them gives; standard input is read for it, since a finished run needs it no more."""
    meter = Meter()
    for name in inputs:
        meter.begin(name)
        for found in find_files(name):
            if isinstance(found, Found) and found.path is None:
                with meter.stream(sys.stdin.buffer, found.default_id):
                    pass
            elif isinstance(found, Found) and found.path is not None and kind_of(found.path.name) is not None:
                with suppress(OSError, SitrexError), meter.open(found.path, found.default_id):
                    pass
    return meter.sums


def find_files(name: str) -> Iterator[Found | Skipped]:
    """The files of one input, in the order in which they are read. Raises SitrexError ``input-address``, ``input-missing``."""
    path = Path(name)
    if name == "-":
        yield Found("stdin", None)
    elif _ADDRESS.match(name):
        raise SitrexError("input-address", path=name)
    elif path.is_dir():
        yield from _in_folder(path)
    elif path.exists():
        yield Found(_relative_id(path), path)
    elif matches := sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 - Path.glob cannot take absolute patterns
        for file in map(Path, matches):
            if file.name.endswith(SIDECAR):
                continue
            if file.is_dir() and "**" not in name:
                if (ours := folder_of_ours(file)) is not None:
                    yield Skipped(path=clean_name(str(file)), kind=ours)
                else:
                    yield from _in_folder(file, f"{_relative_id(file)}/")
            elif not file.is_dir():
                yield Found(_relative_id(file), file)
    else:
        raise SitrexError("input-missing", path=clean_name(name))


def _in_folder(folder: Path, prefix: str = "") -> Iterator[Found | Skipped]:
    root = os.path.realpath(folder)
    ours = Among(folder)
    for inside, told in _walk(str(folder), root):
        relative = Path(inside).relative_to(folder).as_posix()
        if (kind := ours.kind(relative) or told) is not None:
            yield Skipped(path=clean_name(inside), kind=kind)
        else:
            yield Found(clean_name(prefix + relative), Path(inside), named=False)


def _walk(folder: str, root: str) -> Iterator[tuple[str, str | None]]:
    """Files, and why one is skipped: a folder's own in name order, then those of its folders; hidden ones are passed over.

    A folder that cannot be listed is given as if it were a file, so that reading it records why.
    """
    try:
        with os.scandir(folder) as entries:
            found = [
                (entry.name, entry.is_dir(follow_symlinks=False), entry.is_symlink())
                for entry in entries
                if not is_hidden(entry.name) and not entry.name.endswith(SIDECAR)
            ]
    except OSError:
        yield folder, None
        return
    found.sort()
    for name, is_folder, is_link in found:
        path = os.path.join(folder, name)  # noqa: PTH118 - a hundred thousand times
        if is_link and (os.path.isdir(path) or not _lies_in(os.path.realpath(path), root)):  # noqa: PTH112
            yield path, "link"
        elif not is_folder:
            yield path, file_of_ours(path) if kind_of(name) else suffix_of(name)
    for name, is_folder, _ in found:
        path = os.path.join(folder, name)  # noqa: PTH118
        if is_folder and (ours := folder_of_ours(Path(path))) is not None:
            yield path, ours
        elif is_folder:
            yield from _walk(path, root)


def _lies_in(path: str, root: str) -> bool:
    return (
        os.path.commonpath([path, root]) == root
        if os.path.splitdrive(path)[0] == os.path.splitdrive(root)[0]
        else False
    )


def suffix_of(name: str) -> str:
    """What a file of a kind that is not read is counted under.

    >>> suffix_of("a.PNG"), suffix_of("README")
    ('.png', 'no suffix')
    """
    return clean_name(Path(name).suffix.lower()) or "no suffix"


def _relative_id(path: Path) -> str:
    return clean_name(path.name if path.is_absolute() or ".." in path.parts else path.as_posix())


def _read_found(found: Found, meter: Meter, reading: Reading, stdin_format: StdinFormat) -> Iterator[Draft | Skipped]:
    path = "standard input" if found.path is None else clean_name(str(found.path))
    try:
        if found.path is None:
            yield from _read_stdin(meter, stdin_format, reading)
        elif (known := kind_of(found.path.name)) is None:
            if not found.path.is_dir():
                raise SitrexError("input-unknown", path=path, suffix=found.path.suffix, suffixes=", ".join(SUFFIXES))
            os.scandir(found.path).close()  # a folder that could not be listed: raises why
        else:
            yield from _or_empty(_read_file(found, path, *known, meter, reading), path)
    except SitrexError as problem:
        yield failure(problem, path=path, article_id=found.default_id)
    except OSError as problem:
        unreadable = SitrexError("input-unreadable", path=path, reason=problem.strerror or problem)
        yield failure(unreadable, path=path, article_id=found.default_id)
    except Exception as problem:  # no single input ends a run, whatever a library makes of it
        yield crash(problem, path=path, article_id=found.default_id)


def _read_stdin(meter: Meter, stdin_format: StdinFormat, reading: Reading) -> Iterator[Draft]:
    with meter.stream(sys.stdin.buffer, "stdin") as stream:
        if stdin_format == "jsonl":
            source = Source(
                path="standard input", default_id="stdin", stream=stream, size=0, reading=reading, tell=meter.tell
            )
            yield from read_jsonl(source)
        else:
            data = read_whole(stream, "standard input", TEXT_LIMIT)
            yield Raw(id="stdin", path="standard input", kind="text", data=data, said={})


def _read_file(
    found: Found, path: str, kind: Kind, packing: str | None, meter: Meter, reading: Reading
) -> Iterator[Draft | Skipped]:
    file = found.path
    assert file is not None
    with meter.open(file, found.default_id) as stream:
        source = Source(
            path=path,
            default_id=found.default_id,
            stream=stream,
            size=file.stat().st_size,
            reading=reading,
            file=file,
            said=sidecar_beside(file) if kind.document else {},
            tell=meter.tell,
        )
        yield from _read_source(source, kind, packing)


def _read_source(source: Source, kind: Kind, packing: str | None) -> Iterator[Draft | Skipped]:
    """The drafts of an open file or member."""
    kind.check(source.path)
    if packing is not None:
        unpack = unpack_gzip if packing == "gzip" else unpack_zstd
        if packing == "zstd":
            _ZSTD.check(source.path)
        budget = Budget(source.path, source.size, source.budget)
        stream = unpack(source.stream, source.path, budget)
        unpacked = replace(source, stream=stream, file=None, budget=budget, longest=PACKED_LIMIT)
        if kind.streamed or kind.document:
            yield from _read_source(unpacked, kind, None)
        else:
            whole = UntilBroken(stream)
            with spooled(io.BufferedReader(whole), source.path) as spool:
                if whole.problem is not None and not kind.partial:
                    raise whole.problem
                yield from _read_source(replace(unpacked, stream=spool, cut=whole.problem), kind, None)
            if whole.problem is not None:
                raise whole.problem
        return
    if kind.document:
        yield from _document(source, kind)
        return
    if source.depth >= NESTED and kind.name in ARCHIVES:
        raise SitrexError("input-nested", path=source.path, depth=NESTED)
    for item in kind.load()(source):
        if isinstance(item, Source):
            yield from _read_member(item)
        else:
            yield item


def _document(source: Source, kind: Kind) -> Iterator[Draft | Skipped]:
    limit = TEXT_LIMIT if kind.name == "text" and source.file is not None else DOCUMENT_LIMIT
    data = read_whole(source.stream, source.path, limit)
    said = dict(source.said)
    key = said.pop("id", None)
    raw = Raw(
        id=clean_name(source.default_id if key in (None, "") else str(key)),
        path=source.path,
        kind=kind.name,
        data=data,
        said=said,
    )
    if kind.name != "mail":
        yield raw
        return
    for item in letter(raw, source):
        if isinstance(item, Source):
            yield from _read_member(item)
        else:
            yield item


def _read_member(member: Source) -> Iterator[Draft | Skipped]:
    """The drafts of a member of an archive, or of an attachment; what goes wrong with it is its own failure."""
    name = member.path.rpartition("/")[2]
    known = kind_of(name)
    if known is None or name.endswith(SIDECAR):
        yield Skipped(path=member.path, kind=SIDECAR if name.endswith(SIDECAR) else suffix_of(name))
        return
    try:
        yield from _or_empty(_read_source(member, *known), member.path)
    except SitrexError as problem:
        yield failure(problem, path=member.path, article_id=member.default_id)
    except Exception as problem:  # as in _read_found
        yield crash(problem, path=member.path, article_id=member.default_id)


def _or_empty(drafts: Iterator[Draft | Skipped], path: str) -> Iterator[Draft | Skipped]:
    """The drafts; a file that gives none is named too."""
    empty = True
    for draft in drafts:
        empty = False
        yield draft
    if empty:
        yield Skipped(path=path, kind="empty")


_ZSTD: Final = Kind(name="zstd", title="", suffixes=(), reader="", needs=("zstandard", "zstd"))
