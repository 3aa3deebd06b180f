"""Facts across articles: one row a unit, a place, a piece of equipment."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sitrex.errors import SitrexError
from sitrex.record.model import Record
from sitrex.write.jsonl import dump_line

if TYPE_CHECKING:
    import pandas as pd

UnitRow: TypeAlias = dict[str, Any]

KINDS: Final = ("units", "places", "equipment")
"""The tables of a collation."""

_UNIT_FIELDS: Final = ("designator", "name", "branch", "echelon", "service", "country", "sidc")
_PLACE_FIELDS: Final = ("label", "country", "admin1", "lat", "lon", "geonameid")
_EQUIPMENT_FIELDS: Final = ("designation", "kind")
_PERMUTATIONS: Final = 64
_SIMILAR: Final = 0.8
"""Jaccard similarity of five-word shingles from which two articles count as copies of one."""

_WORDS: Final = 20
"""Shorter texts are copies only of the very same text."""


@dataclass(slots=True)
class _Thing:
    """What is known of one unit, place or piece of equipment so far."""

    aliases: Counter[str] = field(default_factory=Counter)
    fields: dict[str, Counter[Any]] = field(default_factory=dict)
    parents: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    dates: set[str] = field(default_factory=set)
    published: set[str] = field(default_factory=set)
    mentions: list[dict[str, Any]] = field(default_factory=list)


class Collation:
    """Merges records one by one; near-duplicate articles count once.

    A unit's key is made of country, echelon, designator, name and branch as
    its document gives them for the whole cluster; a place's is its GeoNames id
    or else name and country; equipment's its designation or name. Keys depend
    on nothing else, so they are the same in every run.
    """

    def __init__(self) -> None:
        self._things: dict[str, dict[str, _Thing]] = {kind: {} for kind in KINDS}
        self._copies = _Copies()
        self.duplicates: dict[str, str] = {}
        """Id of an article -> id of the earlier article that it copies."""

    def add(self, record: Record | Mapping[str, Any]) -> None:
        """Take one record in."""
        row = record.to_json() if isinstance(record, Record) else record
        original = self._copies.of(row)
        if original is not None:
            self.duplicates[row["document"]["id"]] = original
            return
        keys = _unit_keys(row["units"])
        clusters = {unit["id"]: unit["cluster"] for unit in row["units"]}
        places = [e for e in row["entities"] if e["label"] in ("GPE", "LOC", "FAC")]
        places_in = _by_sentence(places, "canonical")
        dates_in = _by_sentence((date for date in row["dates"] if date["begin"]), "value")
        for unit in row["units"]:
            thing = self._take("units", keys[unit["cluster"]], row, unit, _UNIT_FIELDS, dates_in)
            parent = unit["parent"]
            if parent and parent["ref"]:
                thing.parents[keys[clusters[parent["ref"]]]] += 1
            thing.places.update(places_in.get(unit["sentence"], ()))
        for place in places:
            key = (
                f"geonames:{place['geonameid']}"
                if place["geonameid"]
                else f"{_slug(place['canonical'])}:{place['country'] or '-'}"
            )
            self._take("places", key, row, place, _PLACE_FIELDS, dates_in)
        for entity in row["entities"]:
            if entity["label"] == "EQUIPMENT":
                key = _slug(entity["designation"] or entity["canonical"])
                self._take("equipment", key, row, entity, _EQUIPMENT_FIELDS, dates_in)

    def _take(
        self,
        kind: str,
        key: str,
        row: Mapping[str, Any],
        mention: Mapping[str, Any],
        names: tuple[str, ...],
        dates: Mapping[int, list[str]],
    ) -> _Thing:
        thing = self._things[kind].setdefault(key, _Thing())
        thing.aliases[" ".join(mention["text"].split())] += 1
        for name in names:
            if mention[name] is not None:
                thing.fields.setdefault(name, Counter())[mention[name]] += 1
        document = row["document"]
        if document["published"]:
            thing.published.add(document["published"])
        thing.dates.update(dates.get(mention["sentence"], ()))
        span = row["sentences"][mention["sentence"]]
        thing.mentions.append(
            {"document": document["id"], "start": mention["start"], "end": mention["end"], "sentence": span}
        )
        return thing

    def units(self) -> list[UnitRow]:
        """Rows of units, in key order."""
        return self.table("units")

    def table(self, kind: str) -> list[dict[str, Any]]:
        """Rows of one of :data:`KINDS`, in key order.

        ``key``, ``canonical`` (the most frequent longest alias), ``aliases``, the fields as most mentions give them,
        ``count``, ``documents``, ``first`` and ``last`` publication date, ``dates`` in the same sentences,
        ``mentions`` (document id, offsets, span of the sentence); units also ``parents`` (keys) and ``places``.
        """
        names = {"units": _UNIT_FIELDS, "places": _PLACE_FIELDS, "equipment": _EQUIPMENT_FIELDS}[kind]
        return [_row(kind, key, thing, names) for key, thing in sorted(self._things[kind].items())]


def _row(kind: str, key: str, thing: _Thing, names: tuple[str, ...]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "key": key,
        "canonical": max(thing.aliases, key=lambda alias: (len(alias), thing.aliases[alias], alias)),
        "aliases": sorted(thing.aliases),
        **{name: _commonest(thing.fields.get(name)) for name in names},
        "count": len(thing.mentions),
        "documents": sorted({mention["document"] for mention in thing.mentions}),
        "first": min(thing.published, default=None),
        "last": max(thing.published, default=None),
        "dates": sorted(thing.dates),
        "mentions": thing.mentions,
    }
    if kind == "units":
        row["parents"] = [parent for parent, _ in sorted(thing.parents.items(), key=lambda p: (-p[1], p[0]))]
        row["places"] = sorted(thing.places)
    return row


def _by_sentence(mentions: Iterable[Mapping[str, Any]], name: str) -> dict[int, list[str]]:
    """Number of a sentence -> one field of the mentions in it."""
    found: dict[int, list[str]] = {}
    for mention in mentions:
        found.setdefault(mention["sentence"], []).append(mention[name])
    return found


def _commonest(values: Counter[Any] | None) -> Any:
    return None if values is None else min(values.items(), key=lambda v: (-v[1], str(v[0])))[0]


def _unit_keys(units: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Cluster -> key, from the fields that any mention of the cluster has."""
    merged: dict[str, dict[str, str]] = {}
    for unit in units:
        known = merged.setdefault(unit["cluster"], {})
        for name in ("country", "echelon", "designator", "name", "branch"):
            if unit[name] is not None:
                known.setdefault(name, unit[name])
    names = ("country", "echelon", "designator", "name", "branch")
    return {
        cluster: ":".join(_slug(known[n]) if n in known else "-" for n in names) for cluster, known in merged.items()
    }


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "_", name.casefold()).strip("_") or "-"


class _Copies:
    """Finds articles that are near-duplicates of earlier ones: the same digest, or MinHash signatures much alike."""

    def __init__(self) -> None:
        self._index: Any = None
        self._digests: dict[str, str] = {}
        self._names: list[str] = []
        self._sketches: list[Any] = []

    def of(self, row: Mapping[str, Any]) -> str | None:
        """Id of the earlier article that this one copies, or None."""
        document = row["document"]
        original = self._digests.get(document["sha256"]) or self._near(document["id"], row["text"] or "")
        if original is None:
            self._digests[document["sha256"]] = document["id"]
        return original

    def _near(self, name: str, text: str) -> str | None:
        words = re.findall(r"\w+", text.casefold())
        if len(words) < _WORDS:
            return None
        try:
            from datasketch import MinHash, MinHashLSH
        except ImportError:
            raise SitrexError("extra-missing", feature="collate", package="datasketch", extra="collate") from None
        if self._index is None:
            self._index = MinHashLSH(threshold=_SIMILAR, num_perm=_PERMUTATIONS)
        sketch = MinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update_batch([" ".join(words[i : i + 5]).encode("utf-8") for i in range(len(words) - 4)])
        # the index gives candidates; their signatures decide
        candidates: list[int] = sorted(self._index.query(sketch))
        for number in candidates:
            if sketch.jaccard(self._sketches[number]) >= _SIMILAR:
                return self._names[number]
        self._index.insert(len(self._names), sketch)
        self._names.append(name)
        self._sketches.append(sketch)
        return None


def collate(records: Iterable[Record | Mapping[str, Any]]) -> dict[str, pd.DataFrame]:
    """What several articles say of the same unit, place or piece of equipment.

    Args:
        records: records as objects or JSON types. Records without text are copies only by their digest.

    Returns:
        A DataFrame for each of ``units``, ``places``, ``equipment``; columns as in :meth:`Collation.table`.

    Raises:
        SitrexError: datasketch is not installed.

    >>> import sitrex
    >>> texts = ["The 47th Mechanized Brigade held Pokrovsk.", "Near Pokrovsk the 47th Mechanized Brigade fell back."]
    >>> tables = sitrex.collate(sitrex.extract(text, id=str(n)) for n, text in enumerate(texts))
    >>> tables["units"]["count"].tolist()
    [2]
    """
    import pandas as pd

    collation = Collation()
    for record in records:
        collation.add(record)
    return {kind: pd.DataFrame(collation.table(kind)) for kind in KINDS}


def write_collation(records: Iterable[Mapping[str, Any]], folder: Path) -> Collation:
    """``units.jsonl``, ``places.jsonl``, ``equipment.jsonl`` and ``duplicates.jsonl`` in a folder."""
    collation = Collation()
    for record in records:
        collation.add(record)
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        lines = [dump_line(row) for row in collation.table(kind)]
        (folder / f"{kind}.jsonl").write_text("".join(lines), encoding="utf-8", newline="\n")
    copies = [dump_line({"document": copy, "of": original}) for copy, original in collation.duplicates.items()]
    (folder / "duplicates.jsonl").write_text("".join(copies), encoding="utf-8", newline="\n")
    return collation
