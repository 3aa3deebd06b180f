"""Records on disk, joined on ``document.id`` without holding them all in memory."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sitrex.evaluate.errors import EvaluationError
from sitrex.record.lacking import lacking

_HEAD = re.compile(rb'\s*\{\s*"schema_version"\s*:\s*(?:"[^"\\]*"|[0-9.]+)\s*,\s*"document"\s*:\s*')
_SUFFIXES = (".json", ".jsonl")
_DECODER = json.JSONDecoder()


class Records(Mapping[str, dict[str, Any]]):
    """The records of a ``.json`` or ``.jsonl`` file or of a folder of them, by ``document.id``, read when asked for.

    Of the folder of a run its ``records.jsonl`` is read, of any other folder all
    files of the two kinds, in name order, without subfolders. ``.json`` holds
    one record, or a list of records; ``.jsonl`` one record a line. A record
    without text takes it from ``texts`` (see :func:`read_texts`) if it is there. Raises
    :class:`EvaluationError` for what cannot be read and for an id that occurs
    twice.
    """

    def __init__(self, path: Path, texts: Mapping[str, str] | None = None) -> None:
        self.path = path
        self._texts = texts or {}
        self._where: dict[str, tuple[Path, int, int]] = {}
        self._parsed: tuple[Path, Any] | None = None
        for file in _files(path):
            for identifier, start, size in _index(file):
                if identifier in self._where:
                    raise EvaluationError(
                        f"{file}: document {identifier!r} is in {path} twice; keep one record a document"
                    )
                self._where[identifier] = (file, start, size)

    def __getitem__(self, identifier: str) -> dict[str, Any]:
        record = self._read(identifier)
        if record.get("text") is not None or identifier not in self._texts:
            return record
        text = self._texts[identifier]
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != record["document"].get("sha256"):
            raise EvaluationError(
                f"document {identifier!r}: the text given is not the one that the record was made from; "
                "give the articles of that run (a run --with-title has the title in its text)"
            )
        return record | {"text": text}

    def _read(self, identifier: str) -> dict[str, Any]:
        file, start, size = self._where[identifier]
        if size < 0:
            if self._parsed is None or self._parsed[0] != file:
                self._parsed = file, _parse(file, file.read_bytes(), "")
            whole = self._parsed[1]
            return _record(file, whole if isinstance(whole, dict) else whole[start])
        with file.open("rb") as stream:
            stream.seek(start)
            return _record(file, _parse(file, stream.read(size), f" at byte {start}"))

    def __contains__(self, identifier: object) -> bool:
        # without this a Mapping would read the record to say so
        return identifier in self._where

    def __iter__(self) -> Iterator[str]:
        return iter(self._where)

    def __len__(self) -> int:
        return len(self._where)


def read_texts(inputs: Sequence[str]) -> dict[str, str]:
    """The texts of articles by id, from files and folders as ``sitrex run`` takes them; what it refuses is left out."""
    if not inputs:
        return {}
    # ingest brings libraries that scoring does not need
    from sitrex.ingest.article import Article
    from sitrex.ingest.sources import read_inputs

    return {article.id: article.text for article in read_inputs(inputs) if isinstance(article, Article)}


def by_id(records: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Records in memory by ``document.id``; an id that occurs twice is an error."""
    found: dict[str, dict[str, Any]] = {}
    for record in records:
        identifier = _record(None, record)["document"]["id"]
        if identifier in found:
            raise EvaluationError(f"document {identifier!r} occurs twice; keep one record a document")
        found[identifier] = record
    return found


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        run = path / "records.jsonl"
        files = [run] if run.is_file() else sorted(p for p in path.iterdir() if p.suffix in _SUFFIXES and p.is_file())
        if not files:
            raise EvaluationError(f"{path}: no .json or .jsonl file in this folder")
        return files
    if not path.is_file():
        raise EvaluationError(f"{path}: no such file or folder")
    if path.suffix not in _SUFFIXES:
        raise EvaluationError(f"{path}: records are read from .json and .jsonl files and folders of them")
    return [path]


def _index(file: Path) -> Iterator[tuple[str, int, int]]:
    """(id, first byte, size) of each record; of a ``.json`` file (id, place in its list, -1)."""
    if file.suffix == ".json":
        whole = _parse(file, file.read_bytes(), "")
        for place, record in enumerate(whole if isinstance(whole, list) else [whole]):
            yield _record(file, record)["document"]["id"], place, -1
        return
    start = 0
    with file.open("rb") as stream:
        for line in stream:
            if not line.isspace():
                yield _identifier(file, line, start), start, len(line)
            start += len(line)


def _identifier(file: Path, line: bytes, start: int) -> str:
    """The id in a line; only ``document`` is parsed where it comes first, as sitrex writes it."""
    head = _HEAD.match(line)
    if head:
        try:
            document, _ = _DECODER.raw_decode(line[head.end() : head.end() + 20_000].decode("utf-8", "ignore"))
        except ValueError:
            document = None
        if isinstance(document, dict) and isinstance(document.get("id"), str):
            return str(document["id"])
    return str(_record(file, _parse(file, line, f" at byte {start}"))["document"]["id"])


def _parse(file: Path, content: bytes, where: str) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        raise EvaluationError(f"{file}: not JSON{where}: {error}") from error


def _record(file: Path | None, record: Any) -> dict[str, Any]:
    if field := lacking(record):
        where = "" if file is None else f"{file}: "
        raise EvaluationError(f"{where}not a record: it has no {field}; give the records.jsonl of a run, or gold")
    return record  # type: ignore[no-any-return]
