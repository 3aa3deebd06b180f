"""What the tables of an export must hold, straight from the records."""

from __future__ import annotations

import json
from typing import Any

from sitrex.export.layout import layout

FAILURES = [{"id": None, "path": "a.txt", "stage": "ingest", "code": "article-empty", "error": "a.txt: is empty"}]


def cells(records: list[dict[str, Any]], table: str, column: str) -> list[Any]:
    """What a column must hold, straight from the records."""
    if table == "failures":
        return [failure[column] for failure in FAILURES]
    if table == "documents" and column == "name":
        return [r["document"]["title"] or r["document"]["id"] for r in records]
    if table == "documents":
        return [r["text"] if column == "text" else r["document"][column] for r in records]
    if column == "document":
        return [r["document"]["id"] for r in records for _ in r[table]]
    if column in ("sentence_start", "sentence_end"):
        return [r["sentences"][m["sentence"]][column == "sentence_end"] for r in records for m in r[table]]
    if column == "sentence_text":
        spans = [(r["text"], r["sentences"][m["sentence"]]) for r in records for m in r[table]]
        return [" ".join(text[start:end].split()) for text, (start, end) in spans]
    if column.startswith("parent_"):
        part = column.removeprefix("parent_")
        return [m["parent"] and m["parent"][part] for r in records for m in r[table]]
    if column.startswith(("said_by_", "of_")):
        name, _, part = column.rpartition("_")
        return [m[name] and m[name][part] for r in records for m in r[table]]
    return [m[column] for r in records for m in r[table]]


def same(records: list[dict[str, Any]], table: str, found: dict[str, list[Any]]) -> None:
    """Every cell of a table that a consumer has read equals the records'."""
    assert list(found) == [column.name for column in layout()[table]]
    for column in layout()[table]:
        values = [json.loads(v) if column.type == "json" and v is not None else v for v in found[column.name]]
        assert values == cells(records, table, column.name), (table, column.name)


def plain(cell: str) -> str:
    """The text of a cell without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in tuple("=+-@\t\r\n＝＋－＠") else cell
