"""What the user says of the inputs, and the names that people give to an article's fields."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.vocab import read_table

FIELDS: Final = ("id", "text", "title", "published", "source", "url")
"""What a JSON object or a table's row may say of an article; other fields become ``metadata``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What decides how inputs become articles.

    >>> Reading(columns={"text": "notes"}).mapping(["notes", "pubDate"])
    {'text': 'notes', 'published': 'pubDate'}
    """

    published: datetime.date | None = None
    """Publication date of articles that carry none."""
    columns: Mapping[str, str] | None = None
    """Field of :data:`FIELDS` -> the name that it has in JSON objects and tables."""
    day_first: bool | None = None
    """How a numeric metadata date with two readings is read; None: not at all."""

    def mapping(self, names: Iterable[str]) -> dict[str, str]:
        """Field -> name, of the names that an object or a table has; what the user said, where it is there, before the usual
        names: of many files some have a column (:meth:`missing` tells which lack it).
        """
        there = list(names)
        chosen: dict[str, str] = {}
        for field, name in (self.columns or {}).items():
            if name in there:
                chosen[field] = name
        by_name: dict[str, str] = {}
        for name in there:
            by_name.setdefault(folded(name), name)
        for field, known in usual_names().items():
            if field not in chosen:
                free = (by_name[name] for name in known if name in by_name and by_name[name] not in chosen.values())
                if (first := next(free, None)) is not None:
                    chosen[field] = first
        return {field: chosen[field] for field in FIELDS if field in chosen}

    def missing(self, names: Iterable[str], path: str) -> SitrexError | None:
        """``column-missing`` for the first name that the user said and that is not among these."""
        there = list(names)
        for field, name in (self.columns or {}).items():
            if name not in there:
                shown = ", ".join(str(other) for other in there if other != "")[:500] or "none"
                return SitrexError("column-missing", path=path, name=name, field=field, names=shown)
        return None

    def mapping_of(self, row: Mapping[str, Any]) -> dict[str, str]:
        """The same of one object: a name whose value is empty counts only where no other will do, and a source that is an
        address, with another name for the source beside it, is the address.

        >>> Reading().mapping_of({"text": None, "maintext": "Kyiv held.", "source": "https://example.org/a"})
        {'text': 'maintext', 'source': 'source'}
        """
        chosen = set((self.columns or {}).values())
        filled = [name for name, value in row.items() if value not in (None, "", []) or name in chosen]
        names = self.mapping(filled)
        if _is_address(row.get(names.get("source", ""))) and names["source"] not in chosen:
            others = self.mapping(name for name in filled if name != names["source"])
            if "source" in others:
                names = {"url": names["source"]} | others
        return names if len(filled) == len(row) else self.mapping(row) | names

    def row(self, values: Mapping[str, Any], mapping: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The values by the names of :data:`FIELDS`, others unchanged."""
        names = self.mapping(values) if mapping is None else mapping
        back = {name: field for field, name in names.items()}
        row = {back[name]: value for name, value in values.items() if name in back}
        return row | {name: value for name, value in values.items() if name not in back and name not in row}


@cache
def usual_names() -> Mapping[str, tuple[str, ...]]:
    """Field -> the names that it goes by, folded, likeliest first; from ``vocab/ingest/names.tsv``."""
    names: dict[str, list[str]] = {field: [] for field in FIELDS}
    for row in read_table("ingest/names.tsv", ("field", "name", "where")):
        names[row["field"]].append(folded(row["name"]))
    return {field: tuple(dict.fromkeys((field, *known))) for field, known in names.items()}


def _is_address(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def folded(name: str) -> str:
    """``pubDate``, ``pub_date`` and ``Pub date`` are one name."""
    return "".join(c for c in name.casefold() if c.isalnum())
