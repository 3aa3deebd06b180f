"""What a correction is, and which things and fields it may concern."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sitrex.validate.schema import read_schema

VERBS: Final = ("hide", "rename", "merge", "split", "set")

THINGS: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    "units": ("units", frozenset({"UNIT"})),
    "places": ("entities", frozenset({"GPE", "LOC", "FAC"})),
    "equipment": ("entities", frozenset({"EQUIPMENT"})),
    "organisations": ("entities", frozenset({"ORG"})),
    "people": ("entities", frozenset({"PERSON"})),
    "groups": ("entities", frozenset({"NORP"})),
    "events": ("entities", frozenset({"EVENT"})),
    "dates": ("dates", frozenset({"DATE", "TIME", "DURATION", "SET"})),
    "numbers": ("numbers", frozenset({"CARDINAL", "ORDINAL", "PERCENT", "QUANTITY", "MONEY"})),
}
"""What ``in`` may say -> the list of the record and the labels of the mentions."""

THING_OF: Final[Mapping[str, str]] = {label: thing for thing, (_, labels) in THINGS.items() for label in labels}
"""Label -> what ``in`` calls it."""

NAMED: Final = tuple(thing for thing, (name, _) in THINGS.items() if name in ("entities", "units"))
"""Things that have a name, and so can be renamed, merged and split."""

REFERENCES: Final = ("said_by", "of")
LINKED: Final = {"at": "places", "when": "dates"}
"""Fields of numbers that lead to a mention of these things; a correction says its name or words."""
_LINKS: Final = frozenset({"id", "start", "end", "text", "sentence", "canonical", "cluster", "range", "parent"})
"""Fields that follow from the text or lead to other mentions; a name is changed by ``rename``."""
_OF_LABEL: Final = {
    "people": ("title", "role"),
    "equipment": ("designation", "kind"),
    "places": ("admin1", "lat", "lon", "geonameid", "precision"),
}
"""Fields of entities that only these things have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction: what to do with the things of a name.

    ``verb`` is one of :data:`VERBS`, ``thing`` of :data:`THINGS`. ``to`` is the new name, the name of the other thing of
    a merge, or the value that ``set`` gives the ``field``. ``document`` and ``at``, the first code point of a mention,
    restrict it. ``line`` is where it stands in its file.
    """

    verb: str
    name: str
    thing: str
    reason: str
    to: Any = None
    field: str | None = None
    document: str | None = None
    at: int | None = None
    line: int = 0

    def __str__(self) -> str:
        where = f" in {self.document}" if self.document else ""
        return f"{self.verb} {self.name!r}{where} ({self.thing})"


def fold(name: str) -> str:
    """A name as it is compared: case and white space do not count.

    >>> fold("47th  Brigade") == fold("47TH BRIGADE")
    True
    """
    return " ".join(name.split()).casefold()


@cache
def settable(thing: str) -> Mapping[str, Any]:
    """Field that ``set`` may change -> its JSON Schema.

    >>> list(settable("people"))
    ['label', 'title', 'role', 'country']
    """
    listed = THINGS[thing][0]
    kind = {"entities": "entity", "units": "unit", "dates": "date", "numbers": "number"}[listed]
    fields = read_schema("record")["$defs"][kind]["properties"]
    others = {name for other, names in _OF_LABEL.items() if other != thing for name in names}
    barred = _LINKS | others | ({"label"} if listed == "units" else set())
    return {name: spec for name, spec in fields.items() if name not in barred}


def foreign_fields(label: str) -> list[str]:
    """Fields of an entity that one with this label does not have."""
    own = THING_OF[label]
    return [name for thing, names in _OF_LABEL.items() if thing != own for name in names]
