"""What a JSON object lacks to be a record, asked wherever records are read."""

from __future__ import annotations

from typing import Any, Final

from sitrex.record.model import MENTION_TYPES

FIELDS: Final = ("schema_version", "text", *MENTION_TYPES)
"""What every record has beside its document."""


def lacking(row: Any, *fields: str) -> str | None:
    """The first of the document's id and some fields that a row does not have; None if it has them all.

    >>> lacking({"title": "Kyiv held"}), lacking({"document": {"id": "a"}}, "text"), lacking({"document": {"id": "a"}})
    ('document.id', 'text', None)
    """
    document = row.get("document") if isinstance(row, dict) else None
    if not isinstance(document, dict) or not isinstance(document.get("id"), str):
        return "document.id"
    return next((field for field in fields if field not in row), None)
