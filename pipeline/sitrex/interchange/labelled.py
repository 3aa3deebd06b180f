"""What the three formats have in common: from labels of any tool to a gold record, with every doubt reported."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.record.model import MENTION_TYPES, SCHEMA_VERSION, Document, Mention
from sitrex.validate.invariants import check

LABELS: Final[dict[str, str]] = {
    **dict.fromkeys(("PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "EQUIPMENT", "EVENT"), "entities"),
    **dict.fromkeys(("DATE", "TIME", "DURATION", "SET"), "dates"),
    **dict.fromkeys(("CARDINAL", "ORDINAL", "PERCENT", "QUANTITY", "MONEY"), "numbers"),
    "UNIT": "units",
}
"""Label -> the list that it belongs to; no label belongs to two."""

_SPAN = {each.name for each in fields(Mention)}
FIELDS: Final[dict[str, dict[str, Any]]] = {
    name: {
        each.name: None if each.default is MISSING or each.default == "" else each.default
        for each in fields(kind)
        if each.name not in _SPAN
    }
    for name, kind in MENTION_TYPES.items()
}
"""List -> the fields of its mentions beyond the span, with what they hold if nothing is said."""

UNLABELLED: Final = tuple("admin1 lat lon geonameid precision status said_by outcome of side at when".split())
"""Fields that gold may lack altogether, which says that nobody looked: they are not scored then."""

GUIDELINES = "1"


@dataclass(frozen=True, slots=True)
class Problem:
    """What in a tool's file does not fit: the document, the place in the file, what is wrong, what was done about it."""

    document: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.document}: {self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Imported:
    """Gold records, and what did not fit into them."""

    records: list[dict[str, Any]]
    problems: list[Problem]


@dataclass(slots=True)
class Labelled:
    """One document as it comes from a tool.

    ``mentions`` have start, end, label, an id that is unique in the document,
    and any fields; ``cluster``, ``range`` and the ``ref`` of parents hold such
    ids. ``header`` is what :func:`header` gave when the document was exported,
    or empty for a document that was made in the tool.
    """

    name: str
    text: str
    header: Mapping[str, Any] = field(default_factory=dict)
    mentions: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, where: str, what: str) -> None:
        """Note what does not fit."""
        self.problems.append(Problem(self.name, where, what))

    def add(self, mention: dict[str, Any], where: str, surface: str | None = None) -> None:
        """Take a mention, if its label and offsets fit; ``surface`` is its text as the tool wrote it."""
        start, end, label = mention["start"], mention["end"], mention["label"]
        if label not in LABELS:
            self.report(where, f"label {label!r} is none of {', '.join(LABELS)}; left out")
        elif not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(self.text)):
            self.report(where, f"{start}-{end} is no span of the text of {len(self.text)} characters; left out")
        elif surface is not None and " ".join(surface.split()) != " ".join(self.text[start:end].split()):
            self.report(where, f"{start}-{end} is {self.text[start:end]!r} in the text, not {surface!r}; left out")
        else:
            unknown = sorted(mention.keys() - FIELDS[LABELS[label]].keys() - _SPAN - {"optional"})
            for key in unknown:
                self.report(where, f"{label} has no field {key!r}; the field is left out")
            self.mentions.append({k: v for k, v in mention.items() if k not in unknown})


def header(record: Mapping[str, Any], blank: bool) -> dict[str, Any]:
    """What of a record has no place in a tool's format and travels beside the labels."""
    annotation = {"method": "human" if blank else "corrected_preannotation", "passes": 1, "guidelines": GUIDELINES}
    return {
        "schema_version": record["schema_version"],
        "document": record["document"],
        "sentences": record["sentences"],
        "annotation": annotation if blank else record.get("annotation", annotation),
        "unlabelled": [key for key in UNLABELLED if not any(key in m for name in MENTION_TYPES for m in record[name])],
    }


def text_of(record: Mapping[str, Any]) -> str:
    """The record's text; SitrexError ``text-missing`` where it has none."""
    if record["text"] is None:
        raise SitrexError("text-missing", id=record["document"]["id"])
    return str(record["text"])


def mentions_of(record: Mapping[str, Any], blank: bool) -> list[dict[str, Any]]:
    """All mentions of a record in text order, or none for a blank export."""
    found = [] if blank else [mention for name in MENTION_TYPES for mention in record[name]]
    return sorted(found, key=lambda m: (m["start"], -m["end"]))


def said(mention: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a mention that hold something, without its span and its place in the record."""
    return {key: value for key, value in mention.items() if key not in _SPAN and value is not None}


def gold(labelled: Iterable[Labelled]) -> Imported:
    """Gold records of labelled documents: lists sorted, ids counted, links set, each checked as gold."""
    records, problems = [], []
    for document in labelled:
        record = _record(document)
        try:
            check(record, "gold")
        except SitrexError as error:
            document.report("record", f"{error} The record is left out")
        else:
            records.append(record)
        problems += document.problems
    return Imported(records, problems)


def _record(labelled: Labelled) -> dict[str, Any]:
    text = labelled.text
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    head = dict(labelled.header)
    document = dict(head.get("document") or {each.name: None for each in fields(Document)} | {"metadata": {}})
    sentences = head.get("sentences")
    if document.get("sha256") not in (None, digest):
        labelled.report("text", "is not the text that was exported; the labels' offsets are taken as they stand")
        sentences = None
    document |= {"id": document.get("id") or labelled.name, "sha256": digest, "characters": len(text)}
    sentences = _lines(text) if sentences is None else [list(span) for span in sentences]
    starts = [start for start, _ in sentences]
    kept = {name: _apart(labelled, name) for name in MENTION_TYPES}
    links = _Links(labelled, kept)
    unlabelled = head.get("unlabelled", UNLABELLED)
    unlabelled = [key for key in unlabelled if all(m.get(key) is None for own in kept.values() for m in own)]
    annotation = {"method": "human", "passes": 1, "guidelines": GUIDELINES}
    return {
        "schema_version": head.get("schema_version", SCHEMA_VERSION),
        "document": document,
        "text": text,
        "sentences": sentences,
        **{name: _mentions(labelled, name, own, links, starts, unlabelled) for name, own in kept.items()},
        "annotation": head.get("annotation") or annotation,
    }


def _apart(labelled: Labelled, name: str) -> list[dict[str, Any]]:
    """The mentions of a list in order; of two that overlap the one that starts later is left out."""
    kept: list[dict[str, Any]] = []
    own = (m for m in labelled.mentions if LABELS[m["label"]] == name)
    for mention in sorted(own, key=lambda m: (m["start"], m["end"], m["id"])):
        if kept and mention["start"] < kept[-1]["end"]:
            labelled.report(mention["id"], f"overlaps {kept[-1]['id']} in the list {name}; left out")
        else:
            kept.append(mention)
    return kept


class _Links:
    """Where the ids of a labelled document lead in its record."""

    def __init__(self, labelled: Labelled, kept: Mapping[str, list[dict[str, Any]]]) -> None:
        self.labelled = labelled
        self.mentions = {mention["id"]: mention for own in kept.values() for mention in own}
        self.ids = {
            mention["id"]: f"{name[0]}{number}" for name, own in kept.items() for number, mention in enumerate(own, 1)
        }

    def cluster(self, mention: Mapping[str, Any]) -> str:
        """The id that all mentions of a cluster share, however they are chained."""
        seen = [mention["id"]]
        while (above := self.mentions[seen[-1]].get("cluster")) in self.mentions and above not in seen:
            seen.append(above)
        # a circle has no head: its smallest id stands for it
        return str(min(seen[seen.index(above) :]) if above in seen else seen[-1])

    def target(self, where: str, link: str | None) -> str | None:
        """The record's id of a link; a link to what is not there is reported."""
        if link is not None and link not in self.ids:
            self.labelled.report(where, f"points at {link!r}, which is not there; the link is left out")
        return self.ids.get(link) if link is not None else None

    def parent(self, where: str, parent: Any) -> dict[str, Any] | None:
        """A superior with all its fields; what is not said is taken from the mention that it is."""
        if parent is None:
            return None
        if not isinstance(parent, dict):
            self.labelled.report(where, f"parent {parent!r} is not understood; left out")
            return None
        described = ("text", "designator", "name", "branch", "echelon")
        row = dict.fromkeys(("ref", *described, "parent")) | parent
        superior = self.mentions.get(row["ref"])
        if row["text"] is None and superior is not None:
            row |= {key: superior.get(key) for key in described}
            row["text"] = self.labelled.text[superior["start"] : superior["end"]]
        row["ref"] = self.target(where, row["ref"])
        row["parent"] = self.parent(where, row["parent"])
        return row


def _mentions(
    labelled: Labelled,
    name: str,
    own: list[dict[str, Any]],
    links: _Links,
    starts: list[int],
    unlabelled: Iterable[str],
) -> list[dict[str, Any]]:
    first: dict[str, str] = {}
    result = []
    for mention in own:
        start, end = mention["start"], mention["end"]
        surface = labelled.text[start:end]
        row: dict[str, Any] = {"id": links.ids[mention["id"]], "start": start, "end": end, "text": surface}
        row |= {"label": mention["label"], "sentence": max(bisect_right(starts, start) - 1, 0)}
        row |= FIELDS[name] | {k: v for k, v in mention.items() if k not in _SPAN}
        if "cluster" in row:
            row["canonical"] = row["canonical"] or surface
            row["cluster"] = first.setdefault(links.cluster(mention), row["id"])
        if "range" in row:
            row["range"] = links.target(mention["id"], row["range"])
        if "parent" in row:
            row["parent"] = links.parent(mention["id"], row["parent"])
        _link_statement(row, mention["id"], links)
        result.append({key: value for key, value in row.items() if key not in unlabelled})
    return result


def _link_statement(row: dict[str, Any], where: str, links: _Links) -> None:
    """Who says a figure or unit, whom it befell, where and when, by the record's ids."""
    for name in ("said_by", "of"):
        if row.get(name) is not None:
            row[name] = {"ref": links.target(where, row[name].get("ref")), "text": row[name]["text"]}
    for name in ("side", "at", "when"):
        link = row.get(name)
        if link is not None and not (name == "side" and link not in links.ids and link.isupper()):
            row[name] = links.target(where, link)


def _lines(text: str) -> list[list[int]]:
    """Non-empty lines as sentences, for texts that come without."""
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            spans.append([start, start + len(line.rstrip())])
        start += len(line)
    return spans
