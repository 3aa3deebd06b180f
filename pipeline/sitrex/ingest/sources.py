"""Inputs as the user names them (files, folders, patterns, ``-``) into a stream of articles.

Everything is streamed: what is held is one file's names of a folder, one
article, and a few bytes for every id met.
"""

from __future__ import annotations

import datetime
import glob
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Literal

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Draft, Failure, Page, failure, make_article
from sitrex.ingest.decode import decode
from sitrex.ingest.markup import read_html, read_page, read_sidecar, read_text
from sitrex.ingest.meter import InputSum, Meter
from sitrex.ingest.parquet import read_parquet
from sitrex.ingest.seen import Seen
from sitrex.ingest.table import LINE_LIMIT, read_csv, read_jsonl
from sitrex.ingest.unpack import read_gzip, read_zstd, require

TABLES: Final = {
    ".jsonl": read_jsonl,
    ".jsonl.gz": read_gzip,
    ".jsonl.zst": read_zstd,
    ".csv": read_csv,
    ".parquet": read_parquet,
}
"""Suffixes of files that hold many articles, and what reads them."""

SUFFIXES: Final = (".txt", ".md", ".html", ".htm", *TABLES)
StdinFormat = Literal["text", "jsonl"]


@dataclass(frozen=True, slots=True)
class Found:
    """One input file; ``path`` is None for standard input."""

    default_id: str
    path: Path | None


def survey(inputs: Sequence[str]) -> list[InputSum]:
    """How many files and bytes each input has, as far as that is known before reading.

    Raises SitrexError ``input-…`` where an input does not exist, holds no article, or is of a kind that is not read;
    ``extra-missing`` where a file needs a library that is not installed.
    """
    sums = [InputSum(name) for name in inputs]
    for item in sums:
        for found in find_files(item.path):
            item.files += 1
            if found.path is None:
                item.bytes = None
                continue
            require(suffix_of(found.path), str(found.path))
            with suppress(OSError):  # reading it will say so
                item.bytes = (item.bytes or 0) + found.path.stat().st_size
    return sums


def read_inputs(
    inputs: Sequence[str], *, published: datetime.date | None = None, stdin_format: StdinFormat = "text"
) -> Iterator[Article | Failure]:
    """Articles and failures in input order; folders are walked in name order.

    Ids are unique: a second article with the same id is a failure. Raises
    SitrexError ``input-…`` where an input does not exist, holds no article, or
    is of a kind that is not read.
    """
    survey(inputs)
    for draft in read_drafts(inputs, Meter(), published=published, stdin_format=stdin_format):
        yield read_page(draft) if isinstance(draft, Page) else draft


def read_drafts(
    inputs: Sequence[str], meter: Meter, *, published: datetime.date | None, stdin_format: StdinFormat
) -> Iterator[Draft]:
    """What :func:`read_inputs` gives, with HTML pages left to be read: that is slow, and a page may do harm."""
    seen = Seen()
    for name in inputs:
        meter.begin(name)
        for found in find_files(name):
            for draft in _read_found(found, meter, published, stdin_format):
                if not isinstance(draft, Failure) and not seen.add(draft.id):
                    twice = SitrexError("article-duplicate", path=draft.id, id=draft.id)
                    yield failure(twice, path=draft.id, article_id=draft.id)
                else:
                    yield draft


def find_files(name: str) -> Iterator[Found]:
    """The files of one input, in the order in which they are read."""
    path = Path(name)
    if name == "-":
        yield Found("stdin", None)
    elif path.is_dir():
        count = 0
        for count, inside in enumerate(_walk(name), 1):  # noqa: B007
            yield Found(Path(inside).relative_to(path).as_posix(), Path(inside))
        if not count:
            raise SitrexError("input-none", path=name, suffixes=", ".join(SUFFIXES))
    elif path.is_file():
        if suffix_of(path) is None:
            raise SitrexError("input-unknown", path=name, suffix=path.suffix, suffixes=", ".join(SUFFIXES))
        yield Found(_relative_id(path), path)
    elif matches := sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 - Path.glob cannot take absolute patterns
        chosen = [file for match in matches if suffix_of(file := Path(match)) and file.is_file()]
        if not chosen:
            raise SitrexError("input-none", path=name, suffixes=", ".join(SUFFIXES))
        for file in chosen:
            yield Found(_relative_id(file), file)
    else:
        raise SitrexError("input-missing", path=name)


def _walk(folder: str) -> Iterator[str]:
    """Files with a known suffix: a folder's own in name order, then those of its folders; links to folders are left.

    A folder that cannot be listed is given as if it were a file, so that reading it records why.
    """
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries if entry.name[0] != "."]
    except OSError:
        yield folder
        return
    found.sort()
    for name, is_folder in found:
        if not is_folder and suffix_of(name):
            yield os.path.join(folder, name)  # noqa: PTH118 - a hundred thousand times
    for name, is_folder in found:
        if is_folder:
            yield from _walk(os.path.join(folder, name))  # noqa: PTH118


def _relative_id(path: Path) -> str:
    return path.name if path.is_absolute() or ".." in path.parts else path.as_posix()


def suffix_of(path: Path | str) -> str | None:
    """The suffix of a file that can be read, in lower case."""
    name = os.fspath(path).lower()
    return next((suffix for suffix in SUFFIXES if name.endswith(suffix)), None)


def _read_found(
    found: Found, meter: Meter, published: datetime.date | None, stdin_format: StdinFormat
) -> Iterator[Draft]:
    path = "standard input" if found.path is None else str(found.path)
    try:
        if found.path is None:
            yield from _read_stdin(meter, stdin_format, published)
        else:
            yield from _read_file(found.path, found.default_id, meter, published)
    except SitrexError as problem:
        yield failure(problem, path=path, article_id=found.default_id)
    except OSError as problem:
        unreadable = SitrexError("input-unreadable", path=path, reason=problem.strerror or problem)
        yield failure(unreadable, path=path, article_id=found.default_id)


def _read_stdin(meter: Meter, stdin_format: StdinFormat, published: datetime.date | None) -> Iterator[Draft]:
    with meter.stream(sys.stdin.buffer, "stdin") as stream:
        if stdin_format == "jsonl":
            yield from read_jsonl(stream, path="standard input", stem="stdin", published=published)
        else:
            text = decode(_read_whole(stream, "standard input"), "standard input")
            yield make_article({"text": text}, path="standard input", default_id="stdin", published=published)


def _read_file(file: Path, default_id: str, meter: Meter, published: datetime.date | None) -> Iterator[Draft]:
    path, suffix = str(file), suffix_of(file)
    with meter.open(file, default_id) as stream:
        if suffix in TABLES:
            yield from TABLES[suffix](stream, path=path, stem=default_id, published=published)
            return
        text, sidecar = decode(_read_whole(stream, path), path), read_sidecar(file)
    read = read_html if suffix in (".html", ".htm") else read_text
    yield read(text, path=path, default_id=default_id, sidecar=sidecar, published=published)


def _read_whole(stream: IO[bytes], path: str) -> bytes:
    data = stream.read(LINE_LIMIT + 1)
    if len(data) > LINE_LIMIT:
        raise SitrexError("input-too-large", path=path, limit=LINE_LIMIT)
    return data
