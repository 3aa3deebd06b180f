"""The relational layout that CSV, Parquet, SQLite and DuckDB share.

Six tables. ``documents`` has one row an article, its key is ``id``. Each list
has one row a mention, its key is (``document``, ``id``); ``document`` refers to
``documents.id``, and the columns of :data:`LINKS` to ``id`` in the same table
and document. ``failures`` has one row an article that could not be processed.
Columns and types follow the record's schema: a mention's fields in order,
after ``document`` and before the span of its sentence; a unit's ``parent``
becomes ``parent_…`` columns and, whole, JSON; ``said_by`` and ``of`` become
``…_ref`` and ``…_text``.

>>> [column.name for column in layout()["units"]][:4]
['document', 'id', 'start', 'end']
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, Final, Literal

from sitrex.errors import SitrexError
from sitrex.validate.schema import read_schema

Type = Literal["string", "integer", "number", "json"]
Rows = dict[str, list[tuple[Any, ...]]]

BATCH: Final = 1000
"""Records whose rows are written at once."""

LISTS: Final = {"entities": "entity", "dates": "date", "numbers": "number", "units": "unit"}
"""Table of a list -> the schema's name of its mentions."""

LINKS: Final = {"entities": ("cluster",), "dates": ("range",), "numbers": (), "units": ("parent_ref", "cluster")}
"""Table of a list -> its columns that hold an ``id`` of the same table and document."""

FAILURES: Final = "failures"

_FAILURE: Final = {
    "id": "Id of the article, where it was known.",
    "path": "Where the article came from.",
    "stage": "Stage that failed.",
    "code": "Code of the error.",
    "error": "The error in words.",
}
_PARENT: Final = ("ref", "text", "designator", "name", "branch", "echelon")
_REFERENCES: Final = ("said_by", "of")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type, what it says."""

    name: str
    type: Type
    description: str


@cache
def layout() -> dict[str, tuple[Column, ...]]:
    """Table name -> its columns, ``documents`` first, ``failures`` last."""
    schema = read_schema("record")
    documents = [_column(name, spec) for name, spec in schema["properties"]["document"]["properties"].items()]
    documents.append(_column("text", schema["properties"]["text"]))
    tables = {"documents": tuple(documents)}
    for table, kind in LISTS.items():
        columns = [Column("document", "string", "Id of the document.")]
        for name, spec in schema["$defs"][kind]["properties"].items():
            if name == "parent":
                columns += _parent_columns(schema)
            elif name in _REFERENCES:
                columns += _reference_columns(name, spec)
            else:
                columns.append(_column(name, spec))
        columns.append(Column("sentence_start", "integer", "First code point of its sentence."))
        columns.append(Column("sentence_end", "integer", "Code point after its sentence."))
        tables[table] = tuple(columns)
    tables[FAILURES] = tuple(Column(name, "string", description) for name, description in _FAILURE.items())
    return tables


def _column(name: str, spec: Mapping[str, Any]) -> Column:
    types = spec.get("type", "string")
    kind = next(kind for kind in ([types] if isinstance(types, str) else types) if kind != "null")
    known: dict[str, Type] = {"string": "string", "integer": "integer", "number": "number"}
    return Column(name, known.get(kind, "json"), spec["description"])


def _parent_columns(schema: Mapping[str, Any]) -> list[Column]:
    fields = schema["$defs"]["parent"]["properties"]
    columns = [Column(f"parent_{name}", "string", "Superior: " + fields[name]["description"]) for name in _PARENT]
    return [*columns, Column("parent", "json", "The superior and its own superiors.")]


def _reference_columns(name: str, spec: Mapping[str, Any]) -> list[Column]:
    return [
        Column(f"{name}_ref", "string", spec["description"] + " The mention."),
        Column(f"{name}_text", "string", spec["description"] + " The words."),
    ]


def batches(records: Iterable[Mapping[str, Any]], failures: Iterable[Mapping[str, Any]] = ()) -> Iterator[Rows]:
    """Rows of all tables, some hundred records at a time, the failures last.

    Raises SitrexError ``record-duplicate``.
    """
    readers = {name: _reader(name) for name in LISTS}
    document = itemgetter(*(column.name for column in layout()["documents"]))
    seen: set[str] = set()
    rows: Rows = {name: [] for name in layout()}
    # records are let go one by one: to hold some hundred of them makes garbage collection four times as dear
    for record in records:
        about = record["document"]
        if about["id"] in seen:
            raise SitrexError("record-duplicate", id=about["id"])
        seen.add(about["id"])
        rows["documents"].append(document({**about, "metadata": _json(about["metadata"]), "text": record["text"]}))
        for name, read in readers.items():
            own, sentences = rows[name], record["sentences"]
            for mention in record[name]:
                own.append((about["id"], *read(mention), *sentences[mention["sentence"]]))
        if len(rows["documents"]) == BATCH:
            yield rows
            rows = {name: [] for name in layout()}
    failure = itemgetter(*_FAILURE)
    rows[FAILURES] = [failure(row) for row in failures]
    yield rows


def _reader(table: str) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Reads the cells of a mention between ``document`` and the sentence; what a record of an earlier version lacks is None."""
    fields = read_schema("record")["$defs"][LISTS[table]]["properties"]
    nested = [name for name in ("parent", *_REFERENCES) if name in fields]
    read = itemgetter(*(column.name for column in layout()[table][1:-2]))
    empty = dict.fromkeys(column.name for column in layout()[table])
    if not nested:
        return lambda mention: read(empty | dict(mention))

    def spread(mention: Mapping[str, Any]) -> tuple[Any, ...]:
        row = empty | dict(mention)
        for name in nested:
            value = mention.get(name)
            if value is not None:
                row |= {f"{name}_{key}": cell for key, cell in value.items()} | {name: _json(value)}
        cells: tuple[Any, ...] = read(row)
        return cells

    return spread


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
