"""The record: what sitrex says about one article, as frozen dataclasses.

All offsets are code points into the document's text, spans are half-open.
Every field is always present; unknown is ``None``. The meaning of each field
is the contract in ``corpus/GUIDELINES.md``.

Before a record is built, a mention's ``id`` is its handle ``"@<start>"`` (see
:func:`handle`) and every link (``cluster``, ``range``, ``parent.ref``) holds
the handle of its target in the same list. ``record.build`` sorts the lists and
turns handles into ``e1 …``, ``d1 …``, ``n1 …``, ``u1 …``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Self


def handle(start: int) -> str:
    """The provisional id of the mention that starts at ``start``."""
    return f"@{start}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What every mention carries: its span, its words, its label."""

    id: str = ""
    start: int
    end: int
    text: str
    label: str
    sentence: int = 0

    def to_json(self) -> dict[str, Any]:
        """This mention as plain JSON types, in field order."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Mention):
    """A name: PERSON, NORP, ORG, GPE, LOC, FAC, EQUIPMENT or EVENT."""

    canonical: str = ""
    cluster: str = ""
    title: str | None = None
    role: str | None = None
    designation: str | None = None
    kind: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Mention):
    """A TIMEX3 expression: DATE, TIME, DURATION or SET."""

    value: str
    mod: str | None = None
    begin: str | None = None
    end_date: str | None = None
    anchor: str = "none"
    anchor_text: str | None = None
    granularity: str | None = None
    quant: str | None = None
    freq: str | None = None
    range: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Mention):
    """A quantity: CARDINAL, ORDINAL, PERCENT, QUANTITY or MONEY."""

    value: float | None = None
    value_text: str | None = None
    low: float | None = None
    high: float | None = None
    modifier: str | None = None
    unit: str | None = None
    unit_text: str | None = None
    value_si: float | None = None
    unit_si: str | None = None
    currency: str | None = None
    per: str | None = None
    counted: str | None = None
    counted_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """A superior formation; ``ref`` is its mention, None where it lies inside the child's span."""

    ref: str | None = None
    text: str
    designator: str | None = None
    name: str | None = None
    branch: str | None = None
    echelon: str | None = None
    parent: Parent | None = None

    def to_json(self) -> dict[str, Any]:
        """This superior as plain JSON types, in field order."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        """The inverse of :meth:`to_json`."""
        above = row["parent"]
        return cls(**(row | {"parent": None if above is None else cls.from_json(above)}))


@dataclass(frozen=True, slots=True, kw_only=True)
class MilitaryUnit(Mention):
    """A military unit designation, label UNIT."""

    designator: str | None = None
    name: str | None = None
    branch: str | None = None
    echelon: str | None = None
    service: str | None = None
    country: str | None = None
    parent: Parent | None = None
    canonical: str = ""
    cluster: str = ""
    sidc: str | None = None


def _plain(value: Any) -> Any:
    return value.to_json() if is_dataclass(value) and not isinstance(value, type) else value
