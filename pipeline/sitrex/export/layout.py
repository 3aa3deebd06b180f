"""The relational layout that CSV, Parquet, SQLite and DuckDB share.

Five tables. ``documents`` has one row an article, its key is ``id``. Each list
has one row a mention, its key is (``document``, ``id``); ``document`` refers to
``documents.id``, and ``cluster``, ``range`` and ``parent_ref`` to ``id`` in the
same table and document. Columns and types follow the record's schema: a
mention's fields in order, after ``document`` and before the span of its
sentence; a unit's ``parent`` becomes ``parent_…`` columns and, whole, JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Final, Literal

from sitrex.validate.schema import read_schema

Type = Literal["string", "integer", "number", "json"]
Rows = dict[str, list[tuple[Any, ...]]]

BATCH: Final = 500
"""Records whose rows are held at once."""

LISTS: Final = {"entities": "entity", "dates": "date", "numbers": "number", "units": "unit"}
"""Table of a list -> the schema's name of its mentions."""

_PARENT: Final = ("ref", "text", "designator", "name", "branch", "echelon")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type, what it says, and how it is read from (document, mention, sentence span)."""

    name: str
    type: Type
    description: str
    read: Callable[[Mapping[str, Any], Mapping[str, Any], list[Any]], Any]


@cache
def layout() -> dict[str, tuple[Column, ...]]:
    """Table name -> its columns, ``documents`` first."""
    schema = read_schema("record")
    fields = schema["properties"]["document"]["properties"]
    documents = [_document_column(name, spec) for name, spec in fields.items()]
    documents.append(Column("text", "string", schema["properties"]["text"]["description"], lambda d, _m, _s: d["text"]))
    tables = {"documents": tuple(documents)}
    for table, kind in LISTS.items():
        columns = [Column("document", "string", "Id of the document.", lambda d, _m, _s: d["document"]["id"])]
        for name, spec in schema["$defs"][kind]["properties"].items():
            columns += _parent_columns(schema) if name == "parent" else [_mention_column(name, spec)]
        columns.append(Column("sentence_start", "integer", "First code point of its sentence.", lambda _d, _m, s: s[0]))
        columns.append(Column("sentence_end", "integer", "Code point after its sentence.", lambda _d, _m, s: s[1]))
        tables[table] = tuple(columns)
    return tables


def _type(spec: Mapping[str, Any]) -> Type:
    types = spec.get("type", "string")
    kinds = [types] if isinstance(types, str) else [kind for kind in types if kind != "null"]
    kind = kinds[0]
    return kind if kind in ("string", "integer", "number") else "json"  # type: ignore[return-value]


def _document_column(name: str, spec: Mapping[str, Any]) -> Column:
    kind = _type(spec)
    if kind == "json":
        return Column(name, kind, spec["description"], lambda d, _m, _s: _json(d["document"][name]))
    return Column(name, kind, spec["description"], lambda d, _m, _s: d["document"][name])


def _mention_column(name: str, spec: Mapping[str, Any]) -> Column:
    return Column(name, _type(spec), spec["description"], lambda _d, m, _s: m[name])


def _parent_columns(schema: Mapping[str, Any]) -> list[Column]:
    fields = schema["$defs"]["parent"]["properties"]

    def part(name: str) -> Callable[[Any, Mapping[str, Any], Any], Any]:
        return lambda _d, m, _s: m["parent"] and m["parent"][name]

    columns = [
        Column(f"parent_{name}", "string", "Superior: " + fields[name]["description"], part(name)) for name in _PARENT
    ]
    whole = Column("parent", "json", "The superior and its own superiors.", lambda _d, m, _s: _json(m["parent"]))
    return [*columns, whole]


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def batches(records: Iterable[Mapping[str, Any]]) -> Iterator[Rows]:
    """Rows of all tables, some hundred records at a time."""
    tables = layout()
    stream = iter(records)
    while batch := list(islice(stream, BATCH)):
        rows: Rows = {name: [] for name in tables}
        for record in batch:
            rows["documents"].append(tuple(column.read(record, {}, []) for column in tables["documents"]))
            for name in LISTS:
                readers = [column.read for column in tables[name]]
                for mention in record[name]:
                    span = record["sentences"][mention["sentence"]] if record["sentences"] else [None, None]
                    rows[name].append(tuple(read(record, mention, span) for read in readers))
        yield rows
