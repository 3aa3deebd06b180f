"""Inputs as the user names them (files, folders, patterns, ``-``) into a stream of articles."""

from __future__ import annotations

import datetime
import glob
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Failure, failure, make_article
from sitrex.ingest.decode import decode
from sitrex.ingest.markup import read_html, read_sidecar, read_text
from sitrex.ingest.table import read_csv, read_gzip, read_jsonl

SUFFIXES: Final = (".txt", ".md", ".html", ".htm", ".jsonl", ".jsonl.gz", ".csv")
StdinFormat = Literal["text", "jsonl"]


def read_inputs(
    inputs: Sequence[str], *, published: datetime.date | None = None, stdin_format: StdinFormat = "text"
) -> Iterator[Article | Failure]:
    """Articles and failures in input order; folders are walked in name order.

    Ids are unique: a second article with the same id is a failure. Raises
    SitrexError ``input-…`` at once where an input does not exist, holds no
    article, or is of a kind that is not read.
    """
    files = find_files(inputs)
    return _unique(_read_all(files, published, stdin_format))


def find_files(inputs: Sequence[str]) -> list[tuple[str, Path | None]]:
    """Pairs of default id and file, in input order; standard input is ``("stdin", None)``."""
    found: list[tuple[str, Path | None]] = []
    for name in inputs:
        path = Path(name)
        if name == "-":
            found.append(("stdin", None))
        elif path.is_dir():
            found += (inside := list(_walk(path)))
            if not inside:
                raise SitrexError("input-none", path=name, suffixes=", ".join(SUFFIXES))
        elif path.is_file():
            if _suffix(path) is None:
                raise SitrexError("input-unknown", path=name, suffix=path.suffix, suffixes=", ".join(SUFFIXES))
            found.append((_relative_id(path), path))
        elif matches := sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 - Path.glob cannot take absolute patterns
            chosen = [Path(m) for m in matches if Path(m).is_file() and _suffix(Path(m))]
            if not chosen:
                raise SitrexError("input-none", path=name, suffixes=", ".join(SUFFIXES))
            found += [(_relative_id(file), file) for file in chosen]
        else:
            raise SitrexError("input-missing", path=name)
    return found


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    for here, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            file = Path(here, name)
            if _suffix(file) and not name.startswith("."):
                yield file.relative_to(folder).as_posix(), file


def _relative_id(path: Path) -> str:
    return path.name if path.is_absolute() or ".." in path.parts else path.as_posix()


def _suffix(path: Path) -> str | None:
    name = path.name.lower()
    return next((suffix for suffix in SUFFIXES if name.endswith(suffix)), None)


def _unique(items: Iterator[Article | Failure]) -> Iterator[Article | Failure]:
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Article):
            if item.id in seen:
                yield failure(
                    SitrexError("article-duplicate", path=item.id, id=item.id), path=item.id, article_id=item.id
                )
                continue
            seen.add(item.id)
        yield item


def _read_all(
    files: list[tuple[str, Path | None]], published: datetime.date | None, stdin_format: StdinFormat
) -> Iterator[Article | Failure]:
    for default_id, file in files:
        path = "standard input" if file is None else str(file)
        try:
            if file is None:
                yield from _read_stdin(stdin_format, published)
            else:
                yield from _read_file(file, default_id, published)
        except SitrexError as problem:
            yield failure(problem, path=path, article_id=default_id)
        except OSError as problem:
            unreadable = SitrexError("input-unreadable", path=path, reason=problem.strerror or problem)
            yield failure(unreadable, path=path, article_id=default_id)


def _read_stdin(stdin_format: StdinFormat, published: datetime.date | None) -> Iterator[Article | Failure]:
    if stdin_format == "jsonl":
        yield from read_jsonl(sys.stdin.buffer, path="standard input", stem="stdin", published=published)
        return
    text = decode(sys.stdin.buffer.read(), "standard input")
    yield make_article({"text": text}, path="standard input", default_id="stdin", published=published)


def _read_file(file: Path, default_id: str, published: datetime.date | None) -> Iterator[Article | Failure]:
    path, suffix = str(file), _suffix(file)
    if suffix == ".jsonl":
        with file.open("rb") as lines:
            yield from read_jsonl(lines, path=path, stem=default_id, published=published)
    elif suffix == ".jsonl.gz":
        yield from read_gzip(file, path=path, stem=default_id, published=published)
    elif suffix == ".csv":
        text = decode(file.read_bytes(), path)
        yield from read_csv(io.StringIO(text, newline=""), path=path, stem=default_id, published=published)
    else:
        read = read_html if suffix in (".html", ".htm") else read_text
        text, sidecar = decode(file.read_bytes(), path), read_sidecar(file)
        yield read(text, path=path, default_id=default_id, sidecar=sidecar, published=published)
