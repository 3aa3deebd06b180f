"""Every export format under one name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sitrex.errors import SitrexError
from sitrex.record.earlier import completed
from sitrex.record.model import Record

if TYPE_CHECKING:
    from sitrex.correct.apply import Corrections
    from sitrex.export.layout import Layout, Rows

_WRITERS: Final = {
    "csv": "sitrex.export.tables:write_csv",
    "parquet": "sitrex.export.tables:write_parquet",
    "sqlite": "sitrex.export.sqlite:write_sqlite",
    "duckdb": "sitrex.export.tables:write_duckdb",
    "docbin": "sitrex.interchange.docbin:write",
    "conll": "sitrex.export.conll:write_conll",
    "brat": "sitrex.interchange.brat:write",
    "label-studio": "sitrex.interchange.label_studio:write",
    "geojson": "sitrex.export.geojson:write_geojson",
    "kml": "sitrex.export.kml:write_kml",
    "orbat": "sitrex.export.orbat:write_orbat",
}

FORMATS: Final = tuple(_WRITERS)
"""Names of the formats. ``csv``, ``parquet`` and ``brat`` write a folder, the others one file."""

TABLES: Final = ("csv", "parquet", "sqlite", "duckdb")
"""The formats that hold failures as well as records."""

COLLATED: Final = ("csv", "parquet", "sqlite")
"""The formats of a collation."""

_NEED_TEXT: Final = frozenset({"docbin", "conll", "brat", "label-studio"})


def export(
    records: Iterable[Record | Mapping[str, Any]],
    to: str,
    output: str | Path,
    *,
    texts: str | Path | None = None,
    failures: Iterable[Mapping[str, Any]] = (),
    corrections: Corrections | None = None,
    bom: bool = False,
) -> None:
    """Write records in another tool's format, one by one as they come.

    ``docbin`` holds its documents in memory, packed, until the end, since a DocBin is one message; ``orbat`` holds
    what it merges, without the texts. A file appears when it is whole.

    Args:
        records: records as objects or as JSON types, for example :func:`sitrex.read_records`.
        to: one of :data:`FORMATS`.
        output: the file or folder to write.
        texts: the articles, where the records were written without their text.
        failures: rows of a run's ``failures.jsonl``; the formats of tables keep them, in the table ``failures``.
        corrections: of :func:`sitrex.read_corrections`, applied to every record.
        bom: CSV only, write a byte-order mark for Excel.

    Raises:
        SitrexError: unknown format, a missing extra, or a format that needs the text of a record without one.

    >>> import sitrex, tempfile, pathlib
    >>> record = sitrex.extract("The 47th Brigade held Pokrovsk.")
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> sitrex.export([record], "csv", folder)
    >>> sorted(file.name for file in folder.iterdir())
    ['dates.csv', 'documents.csv', 'entities.csv', 'failures.csv', 'numbers.csv', 'units.csv']
    """
    if to not in _WRITERS:
        raise SitrexError("export-unknown", format=to, formats=", ".join(FORMATS))
    given = (record.to_json() if isinstance(record, Record) else completed(record) for record in records)
    rows = with_texts(given, texts, needed=to in _NEED_TEXT)
    if corrections is not None and to != "orbat":  # which merges across articles, and so applies them itself
        rows = (corrections.apply(row).row for row in rows)
    if to in TABLES:
        from sitrex.export.layout import batches, record_layout

        write_tables(to, record_layout(), batches(rows, failures), Path(output), bom=bom)
    elif to == "orbat":
        _writer(to)(rows, Path(output), corrections)
    else:
        _writer(to)(rows, Path(output))


def write_tables(to: str, layout: Layout, batches: Iterable[Rows], path: Path, *, bom: bool = False) -> None:
    """Write tables in one of the formats :data:`TABLES`, batch by batch; ``bom`` is for CSV."""
    if to == "csv":
        _writer(to)(layout, batches, path, bom=bom)
    else:
        _writer(to)(layout, batches, path)


def _writer(to: str) -> Callable[..., object]:
    module, _, function = _WRITERS[to].partition(":")
    writer: Callable[..., object] = getattr(import_module(module), function)
    return writer


def with_texts(
    rows: Iterable[Mapping[str, Any]], texts: str | Path | None, *, needed: bool
) -> Iterable[Mapping[str, Any]]:
    """The records with their texts put back from the articles, checked by digest.

    Raises SitrexError ``text-differs``, and ``text-missing`` where a text is ``needed`` and not there.
    """
    from sitrex.ingest.article import Article
    from sitrex.ingest.sources import read_inputs
    from sitrex.record.model import digest

    articles = {}
    if texts is not None:
        articles = {a.id: a.text for a in read_inputs([str(texts)]) if isinstance(a, Article)}
    for row in rows:
        key = row["document"]["id"]
        if row["text"] is None and (text := articles.get(key)) is not None:
            if digest(text) != row["document"]["sha256"]:
                raise SitrexError("text-differs", id=key, path=texts)
            yield {**row, "text": text}
        elif row["text"] is None and needed:
            raise SitrexError("text-missing", id=key)
        else:
            yield row
