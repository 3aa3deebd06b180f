"""Shards: how an input is cut, and what is made of one.

A shard is some 200 articles in input order. What :func:`process_shard` makes
of it depends on nothing but the shard and the configuration, which its key
digests; doing it twice gives the same files.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Draft, Failure, Raw, crash, failure
from sitrex.ingest.kinds import read_document
from sitrex.run.folder import PARTS, Store
from sitrex.run.options import SHARD_DOCUMENTS, RunOptions
from sitrex.run.totals import Totals
from sitrex.validate.mend import mended
from sitrex.write.jsonl import dump_line, dump_record

if TYPE_CHECKING:
    from sitrex.flow import Pipeline

_KINDS: Final[dict[str, type[Article] | type[Raw] | type[Failure]]] = {
    "article": Article,
    "raw": Raw,
    "failure": Failure,
}
_WORD: Final = re.compile(r"\S+")
_LINE_IN_MEMORY: Final = 1 << 20
"""Bytes of a record that are held in memory; a longer one goes to a temporary file until it is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Some articles of the input, each as one JSON line."""

    number: int
    key: str
    """Digest of the articles and of the configuration."""
    lines: Sequence[bytes]
    start: int = 0
    """Where in the whole shard these lines begin: a shard that broke its worker is done in pieces."""
    piece: bool = False
    read: int = 0
    """Bytes of input that were read for it, about."""

    @property
    def name(self) -> str:
        """Name of its parts, without suffix; sorts in input order."""
        return f"{self.number:06d}" + (f".{self.start:04d}" if self.piece else "")

    def slice(self, start: int, end: int) -> Shard:
        """The piece with the lines from ``start`` to ``end``, counted in this shard or piece."""
        return replace(self, lines=self.lines[start:end], start=self.start + start, piece=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardRow:
    """What became of a shard; written last, so that a shard with a row is done."""

    number: int
    key: str
    size: int
    """Bytes of its records."""
    totals: Totals

    def to_json(self) -> dict[str, Any]:
        """As plain JSON types."""
        return {"shard": self.number, "key": self.key, "bytes": self.size, **self.totals.to_json()}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> ShardRow:
        """The inverse of :meth:`to_json`."""
        return cls(number=row["shard"], key=row["key"], size=row["bytes"], totals=Totals.from_json(row))


def cut(
    drafts: Iterable[Draft], configuration: str, size: int, position: Callable[[], int] = lambda: 0
) -> Iterator[Shard]:
    """Shards of the drafts, in order.

    Args:
        drafts: articles, documents and failures, in input order.
        configuration: digest of everything besides the input that decides a record.
        size: bytes after which a shard ends.
        position: tells how many bytes of input have been read.
    """
    number = total = before = 0
    lines: list[bytes] = []
    for draft in drafts:
        line = to_line(draft)
        lines.append(line)
        total += len(line)
        if total >= size or len(lines) >= SHARD_DOCUMENTS:
            yield _shard(number, lines, configuration, position() - before)
            number, total, before, lines = number + 1, 0, position(), []
    if lines:
        yield _shard(number, lines, configuration, position() - before)


def _shard(number: int, lines: list[bytes], configuration: str, read: int) -> Shard:
    state = hashlib.sha256(configuration.encode("ascii"))
    for line in lines:
        state.update(line)
    return Shard(number=number, key=state.hexdigest(), lines=lines, read=read)


def to_line(draft: Draft) -> bytes:
    """The draft as one line of JSON; the bytes of a document are in base64."""
    kind = next(name for name, cls in _KINDS.items() if isinstance(draft, cls))
    try:
        row = json.dumps({"draft": kind, **asdict(draft)}, ensure_ascii=False, default=_plain)
    except (RecursionError, TypeError, ValueError) as problem:  # what a sidecar said of a document
        key, path = (draft.id or "", draft.path if isinstance(draft, Raw) else draft.id or "")
        refused = SitrexError("article-metadata", path=path, reason=f"{type(problem).__name__}: {problem}"[:200])
        return to_line(failure(refused, path=path, article_id=key))
    return row.encode("utf-8", "surrogatepass") + b"\n"


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no JSON type")


def from_line(line: bytes) -> Draft:
    """The inverse of :func:`to_line`."""
    row = json.loads(line.decode("utf-8", "surrogatepass"))
    kind = _KINDS[row.pop("draft")]
    if row.get("published"):
        row["published"] = datetime.date.fromisoformat(row["published"])
    if kind is Raw:
        row["data"] = base64.b64decode(row["data"])
    if kind is Article:
        row["warnings"] = tuple(row["warnings"])
    return kind(**row)


def process_shard(
    shard: Shard,
    pipeline: Pipeline,
    options: RunOptions,
    store: Store,
    began: Callable[[int, Totals], None],
) -> ShardRow:
    """Write the records and failures of a shard, then its row.

    Args:
        shard: the articles.
        pipeline: makes the records; its vocabulary forgets the shard's words.
        options: see :class:`RunOptions`.
        store: where the parts go.
        began: told the index of every article before it is processed, and the counts so far.

    Raises:
        OSError: the store cannot be written.
        MemoryError: an article needs more than there is; what had been written is gone.
    """
    totals = Totals()
    with ExitStack() as files:
        records = files.enter_context(store.writing(f"records/{shard.name}.jsonl"))
        failures = files.enter_context(store.writing(f"failures/{shard.name}.jsonl"))
        files.enter_context(pipeline.nlp.memory_zone())
        size = 0
        for index, line in enumerate(shard.lines):
            began(index, totals)
            draft = from_line(line)
            article = read_document(draft, options.reading) if isinstance(draft, Raw) else draft
            outcome = process(pipeline, article, options, totals) if isinstance(article, Article) else article
            if isinstance(outcome, Failure):
                totals.add_failure(outcome.error)
                failures.write(dump_line(outcome.to_json()).encode("utf-8", "backslashreplace"))
            else:
                with outcome:
                    size += outcome.seek(0, os.SEEK_END)
                    outcome.seek(0)
                    shutil.copyfileobj(outcome, records, 1 << 20)
    return _finish(shard, size, totals, store)


def process(pipeline: Pipeline, article: Article, options: RunOptions, totals: Totals) -> IO[bytes] | Failure:
    """The validated record of one article as a file with one JSON line, counted; or why there is none.

    The file is in memory, or on the disk where it is long; it is at its end.
    """
    if options.with_title and article.title:
        article = replace(article, text=f"{article.title}\n{article.text}")
    line = SpooledTemporaryFile(_LINE_IN_MEMORY)  # noqa: SIM115 - given on
    warnings = article.warnings
    try:
        record = pipeline(article)
        try:
            dump_record(record, line, keep_text=options.keep_text)
        except SitrexError as problem:
            record, gone = mended(record)
            line.seek(0)
            line.truncate()
            dump_record(record, line, keep_text=options.keep_text)
            warnings = (*warnings, str(SitrexError("mentions-dropped", path=article.id, count=gone, reason=problem)))
    except SitrexError as problem:
        line.close()
        return failure(problem, path=article.id, article_id=article.id, stage="validate")
    except (MemoryError, OSError):  # no room in memory, on the disk: the run's trouble, not the article's
        raise
    except Exception as problem:  # one bad article is a recorded failure, never a dead batch
        line.close()
        return crash(problem, path=article.id, article_id=article.id, stage="annotate")
    totals.add_record(record, sum(1 for _ in _WORD.finditer(article.text)), warnings)
    return line


def merge(shard: Shard, pieces: Sequence[ShardRow], names: Sequence[str], store: Store) -> ShardRow:
    """Make the shard's parts from those of its pieces, which are given in order."""
    totals = Totals()
    for piece in pieces:
        totals.add(piece.totals)
    for folder in ("records", "failures"):
        with store.writing(f"{folder}/{shard.name}.jsonl") as whole:
            append(whole, store, [f"{folder}/{name}.jsonl" for name in names])
    row = _finish(shard, sum(piece.size for piece in pieces), totals, store)
    for name in names:
        for folder, suffix in zip(PARTS, (".jsonl", ".jsonl", ".json"), strict=True):
            store.delete(f"{folder}/{name}{suffix}")
    return row


def append(whole: Any, store: Store, names: Iterable[str]) -> None:
    """Copy the files to the end of an open one."""
    for name in names:
        with store.open(name) as part:
            shutil.copyfileobj(part, whole, 1 << 20)


def read_row(store: Store, name: str) -> ShardRow | None:
    """The row of a shard that is done; None if it is not, or its records are not what they were."""
    try:
        with store.open(f"shards/{name}.json") as file:
            row = ShardRow.from_json(json.load(file))
    except (FileNotFoundError, ValueError, KeyError):
        return None
    return row if store.size(f"records/{name}.jsonl") == row.size else None


def _finish(shard: Shard, size: int, totals: Totals, store: Store) -> ShardRow:
    row = ShardRow(number=shard.number, key=shard.key, size=size, totals=totals)
    with store.writing(f"shards/{shard.name}.json") as file:
        file.write(json.dumps(row.to_json()).encode("ascii") + b"\n")
    return row
