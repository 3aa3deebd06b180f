"""The record: what sitrex says about one article, as frozen dataclasses.

All offsets are code points into the document's text, spans are half-open.
Every field is always present; unknown is ``None``. The meaning of each field
is the contract in ``corpus/GUIDELINES.md``.

Before a record is built, a mention's ``id`` is its handle ``"@<start>"`` (see
:func:`handle`) and every link (:data:`LINKS`) holds the handle of its target:
``cluster``, ``range`` and ``parent.ref`` in the same list, ``said_by.ref`` and
``of.ref`` among entities and units, ``side`` and ``at`` among entities,
``when`` among dates. ``record.build`` sorts the lists and
turns handles into ``e1 …``, ``d1 …``, ``n1 …``, ``u1 …``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

M = TypeVar("M", bound="Mention")

SCHEMA_VERSION: Final = "1.3.0"
"""Version of the record's JSON Schema, SemVer."""


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def handle(start: int) -> str:
    """The provisional id of the mention that starts at ``start``."""
    return f"@{start}"


@cache
def _slots(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], dict[str, Callable[..., None]]]:
    """Of a dataclass with slots: the names of its fields, what reads them all, what writes each."""
    names = tuple(f.name for f in fields(kind))
    return names, attrgetter(*names), {name: getattr(kind, name).__set__ for name in names}


def changed(mention: M, **values: Any) -> M:
    """``dataclasses.replace`` at half its cost, which several times a mention is a good part of what resolving takes."""
    kind: Any = type(mention)
    _, read, write = _slots(kind)
    copy: M = object.__new__(kind)
    for put, value in zip(write.values(), read(mention), strict=True):
        put(copy, value)
    for name, value in values.items():
        write[name](copy, value)
    return copy


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
        kind: Any = type(self)
        names, read, _ = _slots(kind)
        return dict(zip(names, read(self), strict=True))

    @property
    def tentative(self) -> bool:
        """Whether only the rest of the document can justify this mention; never true in a record."""
        return False

    def shifted(self, offset: int) -> Self:
        """The same mention ``offset`` code points further on, its links with it."""
        if not offset:
            return self
        return self.placed(self.start + offset, self.end + offset, self.text, lambda start: start + offset)

    def placed(self, start: int, end: int, text: str, place: Callable[[int], int]) -> Self:
        """The same mention at another span, with the words that stand there; ``place`` moves the starts of its links."""
        links = {name: _placed(getattr(self, name), place) for name in LINKS if hasattr(self, name)}
        return changed(self, start=start, end=end, text=text, **links)


LINKS: Final = ("cluster", "range", "parent", "said_by", "of", "side", "at", "when")
"""Fields that hold a handle, or something with one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Words that name something; ``ref`` is the entity or unit that they are or hold, None where there is none."""

    ref: str | None = None
    text: str

    def to_json(self) -> dict[str, Any]:
        """This reference as plain JSON types."""
        return {"ref": self.ref, "text": self.text}


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
    precision: str | None = None


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
    zone: str | None = None


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
    status: str | None = None
    said_by: Reference | None = None
    outcome: str | None = None
    of: Reference | None = None
    side: str | None = None
    at: str | None = None
    when: str | None = None

    def to_json(self) -> dict[str, Any]:
        """This number as plain JSON types, in field order."""
        row = super(Number, self).to_json()
        row["said_by"], row["of"] = _plain(self.said_by), _plain(self.of)
        return row


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
    status: str | None = None
    said_by: Reference | None = None

    def to_json(self) -> dict[str, Any]:
        """This unit as plain JSON types, in field order."""
        row = super(MilitaryUnit, self).to_json()
        row["parent"], row["said_by"] = _plain(self.parent), _plain(self.said_by)
        return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is known of the article itself; ``sha256`` is that of the text in UTF-8."""

    id: str
    source: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: str | None = None
    """Where the publication date comes from; None of a record of version 1.0."""
    language: str | None = None
    sha256: str
    characters: int
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made a record: the same provenance and text give the same bytes."""

    sitrex: str
    spacy: str
    model: str
    model_version: str
    config_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything sitrex says about one article; see ``schemas/record.schema.json``.

    >>> import sitrex
    >>> record = sitrex.extract("The 47th Brigade held Pokrovsk.")
    >>> record.units[0].text, record.units[0].start, record.units[0].end
    ('47th Brigade', 4, 16)
    >>> Record.from_json(record.to_json()) == record
    True
    """

    schema_version: str = SCHEMA_VERSION
    document: Document
    text: str | None
    sentences: Sequence[tuple[int, int]]
    entities: Sequence[Entity]
    dates: Sequence[Date]
    numbers: Sequence[Number]
    units: Sequence[MilitaryUnit]
    provenance: Provenance

    def to_json(self) -> dict[str, Any]:
        """The record as plain JSON types, in field order."""
        return self.head() | {
            "sentences": [list(span) for span in self.sentences],
            **{name: [mention.to_json() for mention in getattr(self, name)] for name in MENTION_TYPES},
        }

    def head(self) -> dict[str, Any]:
        """The same with the lists of sentences and mentions left empty."""
        return {
            "schema_version": self.schema_version,
            "document": _flat(self.document) | {"metadata": dict(self.document.metadata)},
            "text": self.text,
            "sentences": [],
            **{name: [] for name in MENTION_TYPES},
            "provenance": _flat(self.provenance),
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """The inverse of :meth:`to_json`; the row must be a valid record."""
        return cls(
            schema_version=row["schema_version"],
            document=Document(**row["document"]),
            text=row["text"],
            sentences=[(start, end) for start, end in row["sentences"]],
            provenance=Provenance(**row["provenance"]),
            **{name: [mention_from_json(name, mention) for mention in row[name]] for name in MENTION_TYPES},  # type: ignore[arg-type]
        )


MENTION_TYPES: Final[Mapping[str, type[Mention]]] = {
    "entities": Entity,
    "dates": Date,
    "numbers": Number,
    "units": MilitaryUnit,
}
"""List of a record -> the dataclass of its mentions, in the record's order."""


def mention_from_json(name: str, row: Mapping[str, Any]) -> Mention:
    """A mention of the list ``name``, the inverse of its ``to_json``."""
    made: dict[str, Any] = {"parent": Parent.from_json} | dict.fromkeys(
        ("said_by", "of"), lambda said: Reference(**said)
    )
    return MENTION_TYPES[name](
        **{key: made[key](value) if value and key in made else value for key, value in row.items()}
    )


def _placed(link: Any, place: Callable[[int], int]) -> Any:
    if isinstance(link, Parent):
        return replace(link, ref=_placed(link.ref, place), parent=_placed(link.parent, place))
    if isinstance(link, Reference):
        return replace(link, ref=_placed(link.ref, place))
    # a side may be a country
    return handle(place(int(link[1:]))) if link and link[0] == "@" else link


def _flat(value: Any) -> dict[str, Any]:
    return {f.name: getattr(value, f.name) for f in fields(value)}


def _plain(value: Any) -> Any:
    return value.to_json() if isinstance(value, Parent | Reference) else value
