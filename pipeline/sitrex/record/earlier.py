"""Records of an earlier minor version, with the fields that they lack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from sitrex.record.model import MENTION_TYPES, SCHEMA_VERSION, Document


def completed(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record with every field of the present version; what an earlier one lacked is null.

    >>> old = {"schema_version": "1.0.0", "document": {"id": "a"}, "entities": [], "dates": [{"id": "d1"}]}
    >>> new = completed(old | {"numbers": [], "units": []})
    >>> new["document"]["published_from"], new["dates"][0]["zone"]
    (None, None)
    """
    if row["schema_version"] == SCHEMA_VERSION:
        return row
    kinds: Mapping[str, Any] = {**MENTION_TYPES, "document": Document}
    empty = {name: _empty(kind) for name, kind in kinds.items()}
    lists = {name: [empty[name] | mention for mention in row[name]] for name in MENTION_TYPES}
    return {**row, "document": empty["document"] | row["document"], **lists}


@cache
def _empty(kind: Any) -> dict[str, Any]:
    """Name of each field of a dataclass that may be left out -> its default, in field order."""
    return {f.name: f.default for f in fields(kind) if f.default is not MISSING}
