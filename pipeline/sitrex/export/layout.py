"""The relational layout that CSV, Parquet, SQLite and DuckDB share.

Six tables. ``documents`` has one row an article, its key is ``id``. Each list
has one row a mention, its key is (``document``, ``id``); ``document`` refers to
``documents.id``, and the columns of :data:`LINKS` to ``id`` in the same table
and document. ``failures`` has one row an article that could not be processed.
Columns and types follow the record's schema: a mention's fields in order,
after ``document`` and before the span and words of its sentence; a unit's
``parent`` becomes ``parent_…`` columns and, whole, JSON; ``said_by`` and ``of``
become ``…_ref`` and ``…_text``.

>>> [column.name for column in layout()["units"]][:4]
['document', 'id', 'start', 'end']
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any, Final, Literal

from sitrex.errors import SitrexError
from sitrex.validate.schema import read_schema

Type = Literal["string", "integer", "number", "json", "list", "sidc"]
Rows = dict[str, list[tuple[Any, ...]]]
"""Table -> rows of cells; a cell of type ``list`` is a list of strings."""

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
_MARKS: Final = frozenset(("- ", "* ", "• ", "– ", "+ "))
"""What a list begins its items with."""

SENTENCE_TEXT: Final = "The words of its sentence, white space as single spaces; null without the article's text."
_PARENT: Final = ("ref", "text", "designator", "name", "branch", "echelon")
_REFERENCES: Final = ("said_by", "of")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type, what it says."""

    name: str
    type: Type
    description: str


@dataclass(frozen=True, slots=True)
class View:
    """A view of a database: what it shows, and its SELECT."""

    description: str
    select: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Tables, and what a database knows of them besides their columns."""

    tables: Mapping[str, tuple[Column, ...]]
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Table -> its primary key."""
    links: Mapping[str, tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]] = field(default_factory=dict)
    """Table -> its foreign keys: columns, the other table, columns there."""
    indexes: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    searched: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Table -> the columns of its full-text index."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Table -> the column that names a row for a reader."""
    views: Mapping[str, View] = field(default_factory=dict)


@cache
def record_layout() -> Layout:
    """The layout of an export of records."""
    from sitrex.export.views import VIEWS

    within = {name: tuple((("document", link), name, ("document", "id")) for link in LINKS[name]) for name in LISTS}
    return Layout(
        tables=layout(),
        keys={"documents": ("id",)} | dict.fromkeys(LISTS, ("document", "id")),
        links={name: (*within[name], (("document",), "documents", ("id",))) for name in LISTS},
        indexes=dict.fromkeys(LISTS, (("label",), ("document", "sentence"))),
        searched={"documents": ("title", "text")} | dict.fromkeys(LISTS, ("text",)),
        labels={
            "documents": "name",
            "entities": "canonical",
            "units": "canonical",
            "dates": "text",
            "numbers": "text",
        },
        views=VIEWS,
    )


@cache
def layout() -> dict[str, tuple[Column, ...]]:
    """Table name -> its columns, ``documents`` first, ``failures`` last."""
    schema = read_schema("record")
    documents = [_column(name, spec) for name, spec in schema["properties"]["document"]["properties"].items()]
    documents.insert(1, Column("name", "string", "What a reader calls it: the title, or the id where there is none."))
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
        columns.append(Column("sentence_text", "string", SENTENCE_TEXT))
        tables[table] = tuple(columns)
    tables[FAILURES] = tuple(Column(name, "string", description) for name, description in _FAILURE.items())
    return tables


def _column(name: str, spec: Mapping[str, Any]) -> Column:
    types = spec.get("type", "string")
    kind = next(kind for kind in ([types] if isinstance(types, str) else types) if kind != "null")
    known: dict[str, Type] = {"string": "string", "integer": "integer", "number": "number"}
    return Column(name, "sidc" if name == "sidc" else known.get(kind, "json"), spec["description"])


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
        told = {"name": about["title"] or about["id"], "metadata": _json(about["metadata"]), "text": record["text"]}
        rows["documents"].append(document(about | told))
        sentences = [(start, end, words_of(record, start, end)) for start, end in record["sentences"]]
        for name, read in readers.items():
            own = rows[name]
            for mention in record[name]:
                own.append((about["id"], *read(mention), *sentences[mention["sentence"]]))
        if len(rows["documents"]) == BATCH:
            yield rows
            rows = {name: [] for name in layout()}
    failure = itemgetter(*_FAILURE)
    rows[FAILURES] = [failure(row) for row in failures]
    yield rows


def words_of(record: Mapping[str, Any], start: int, end: int) -> str | None:
    """The words of a span of the text on one line; None where the record carries no text."""
    text = record["text"]
    return None if text is None else " ".join(text[start:end].split())


def line_of(record: Mapping[str, Any], start: int, end: int) -> str | None:
    """The same without the mark of a list before them, which a spreadsheet would take for a formula's."""
    words = words_of(record, start, end)
    return words[2:] if words and words[:2] in _MARKS else words


def _reader(table: str) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Reads the cells of a mention between ``document`` and the sentence."""
    fields = read_schema("record")["$defs"][LISTS[table]]["properties"]
    nested = [name for name in ("parent", *_REFERENCES) if name in fields]
    names = [column.name for column in layout()[table][1:-3]]
    read = itemgetter(*names)
    if not nested:
        return read
    none = dict.fromkeys(set(names) - set(fields))

    def spread(mention: Mapping[str, Any]) -> tuple[Any, ...]:
        row = {**none, **mention}
        for name in nested:
            value = mention[name]
            if value is not None:
                row |= {f"{name}_{key}": cell for key, cell in value.items()}
                row[name] = _json(value)
        cells: tuple[Any, ...] = read(row)
        return cells

    return spread


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
