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
    return [_cell(record, mention, column) for record in records for mention in record[table]]


def _cell(record: dict[str, Any], mention: dict[str, Any], column: str) -> Any:
    """What a column of a table of mentions must hold of one."""
    start, end = record["sentences"][mention["sentence"]]
    beside = {
        "document": record["document"]["id"],
        "sentence_start": start,
        "sentence_end": end,
        "sentence_text": " ".join(record["text"][start:end].split()),
    }
    if column in beside:
        return beside[column]
    if column.startswith(("parent_", "said_by_", "of_")):
        name = next(name for name in ("parent", "said_by", "of") if column.startswith(f"{name}_"))
        part = column.removeprefix(f"{name}_")
        return mention[name] and mention[name][part]
    return mention[column]


def same(records: list[dict[str, Any]], table: str, found: dict[str, list[Any]]) -> None:
    """Every cell of a table that a consumer has read equals the records'."""
    assert list(found) == [column.name for column in layout()[table]]
    for column in layout()[table]:
        values = [json.loads(v) if column.type == "json" and v is not None else v for v in found[column.name]]
        assert values == cells(records, table, column.name), (table, column.name)


def plain(cell: str) -> str:
    """The text of a cell without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in tuple("=+-@\t\r\n＝＋－＠") else cell
