"""JSON lines: the canonical form of records, gold, failures; and reading it back."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.readers.rows import parse_object
from sitrex.record.lacking import FIELDS, lacking
from sitrex.record.model import Record
from sitrex.validate.invariants import checked_parts

_TEXT_PART: Final = 1 << 20
"""Code points of a text that are written at once."""


def dump_line(row: Mapping[str, Any]) -> str:
    """One canonical JSON line, newline included: UTF-8 unescaped, fields in the row's order, NaN refused."""
    return json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def dump_record(record: Record, file: IO[bytes], *, keep_text: bool = True) -> None:
    """Write the checked record as its canonical line, part by part.

    Raises SitrexError ``record-invalid``; what had been written is then half a line.
    """
    parts = checked_parts(record)
    following = next(parts, None)
    for number, (name, value) in enumerate(record.head().items()):
        file.write(b"%s%s:" % (b"," if number else b"{", _bytes(name)))
        if isinstance(value, list):
            opening = b"["
            while following is not None and following[0] == name:
                file.write(opening + _bytes(following[1])[1:-1])
                opening, following = b",", next(parts, None)
            file.write(b"]" if opening == b"," else b"[]")
        elif name == "text" and value is not None and keep_text:
            file.write(b'"')
            for start in range(0, len(value), _TEXT_PART):
                file.write(_bytes(value[start : start + _TEXT_PART])[1:-1])
            file.write(b'"')
        else:
            file.write(_bytes(None if name == "text" else value))
    file.write(b"}\n")


def _bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """JSON objects of a ``.json`` file, a ``.jsonl`` or ``.jsonl.gz`` file, or a folder of such, in name order.

    Raises SitrexError ``input-missing``, ``records-none`` or ``json-broken``.
    """
    return (row for _, row in _rows(path))


def read_record_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The same of records or gold alone, read before anything else asks for their fields.

    Raises SitrexError ``record-not`` too, which names the file of the first row that is none.
    """
    for file, row in _rows(path):
        if field := lacking(row, *FIELDS):
            raise SitrexError("record-not", path=str(file), field=field)
        yield row


def _rows(path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each row and the file that it stands in."""
    if path.is_dir():
        # the folder of a run also holds its manifest and failures; of a sharded run, records/ holds the parts
        parts = path / "records"
        folder = parts if parts.is_dir() else path
        files = sorted(f for f in folder.iterdir() if f.is_file() and f.name.endswith((".json", ".jsonl", ".jsonl.gz")))
        records = path / "records.jsonl"
        files = [records] if records in files else [f for f in files if not f.name.endswith(".meta.json")]
        if not files:
            raise SitrexError("records-none", path=str(path))
        for file in files:
            yield from _rows(file)
    elif not path.is_file():
        raise SitrexError("input-missing", path=str(path))
    elif path.suffix == ".json":
        yield path, parse_object(path.read_text(encoding="utf-8-sig"), str(path), 1)
    else:
        with _open(path) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield path, parse_object(line, str(path), number)


def read_failures(path: Path) -> Iterator[dict[str, Any]]:
    """Failures of a run's folder, also of a sharded run; none for any other path."""
    whole, parts = path / "failures.jsonl", path / "failures"
    for file in [whole] if whole.is_file() else sorted(parts.glob("*.jsonl")):
        yield from read_rows(file)


def _open(path: Path) -> IO[str]:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def read_records(path: str | Path) -> Iterator[Record]:
    """Records of a ``.json`` or ``.jsonl`` file or of a run's folder, one by one.

    Raises SitrexError as :func:`read_record_rows` does.

    >>> import sitrex, tempfile, json, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp(), "records.jsonl")
    >>> _ = file.write_text(json.dumps(sitrex.extract("Kyiv held.").to_json()))
    >>> [record.document.id for record in sitrex.read_records(file)]
    ['text']
    """
    return (Record.from_json(row) for row in read_record_rows(Path(path)))
