"""What the mentions of one thing say together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sitrex.export.kinds import KINDS

TITLES: Final = 5
"""Titles of documents in a row; the table of mentions has all."""

PLACES: Final = 20
"""Names of places in a row."""

_READABLE: Final = range(40, 300)
"""Code points of a sentence that reads well in a row."""


@dataclass(slots=True)
class Alias:
    """Words that a thing is called by: how often, in which documents, and why they are its."""

    text: str
    count: int = 0
    documents: set[str] = field(default_factory=set)
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def reason(self) -> str:
        """The most frequent one."""
        return min(self.reasons.items(), key=lambda item: (-item[1], item[0]))[0]


@dataclass(slots=True)
class Thing:
    """One unit, place, piece of equipment, organisation or person, over all articles."""

    key: str
    canonical: str = ""
    aliases: dict[str, Alias] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    count: int = 0
    documents: dict[str, str] = field(default_factory=dict)
    """Id of each document -> its title, or its id again."""
    statuses: Counter[str] = field(default_factory=Counter)
    superiors: Counter[str] = field(default_factory=Counter)
    superior_text: str | None = None
    places: Counter[str] = field(default_factory=Counter)
    first_event: str | None = None
    last_event: str | None = None
    first_published: str | None = None
    last_published: str | None = None
    sentence_text: str | None = None
    sentence_document: str | None = None

    @property
    def parents(self) -> list[str]:
        """Keys of superiors, those that most sentences name first."""
        return ranked(self.superiors)


def gathered(kind: str, key: str, mentions: Iterable[Mapping[str, Any]]) -> Thing:
    """The thing of these rows of :meth:`sitrex.export.collate.Collation.mentions`.

    Its name is one that a correction gave; else the fullest form that an article gives, of a unit; else the most
    frequent. A field is what most mentions
    say. Its sentence is the one that says most by itself: with a date, a place, its name, stated as a fact, of a length
    that one reads; the first of several.
    """
    thing = Thing(key)
    names: Counter[str] = Counter()
    given: Counter[str] = Counter()
    fields: dict[str, Counter[Any]] = {name: Counter() for name in KINDS[kind].fields}
    superior_texts: Counter[str] = Counter()
    best = -1
    for mention in mentions:
        thing.count += 1
        (given if mention["named"] else names)[mention["canonical"]] += 1
        for told, value in zip(fields.values(), json.loads(mention["fields"]), strict=True):
            if value is not None:
                told[value] += 1
        document = mention["document_id"]
        thing.documents.setdefault(document, mention["title"] or document)
        alias = thing.aliases.setdefault(mention["text"], Alias(mention["text"]))
        alias.count += 1
        alias.documents.add(document)
        alias.reasons[mention["corrected"] or mention["moved"] or mention["reason"]] += 1
        thing.places.update(json.loads(mention["places"]))
        if mention["status"]:
            thing.statuses[mention["status"]] += 1
        if mention["superior_thing"]:
            thing.superiors[mention["superior_thing"]] += 1
        if mention["superior_text"]:
            superior_texts[mention["superior_text"]] += 1
        thing.first_event = _least(thing.first_event, mention["begin"])
        thing.last_event = _most(thing.last_event, mention["until"])
        thing.first_published = _least(thing.first_published, mention["published"])
        thing.last_published = _most(thing.last_published, mention["published"])
        if (worth := _worth(mention)) > best:
            best = worth
            thing.sentence_text, thing.sentence_document = mention["words"], document
    for name in names:
        thing.places.pop(name, None)  # a place is not beside itself
    thing.canonical = next(iter(ranked(given)), None) or _name(kind, names)
    thing.fields = {name: next(iter(ranked(told)), None) for name, told in fields.items()}
    thing.superior_text = next(iter(ranked(superior_texts)), None)
    return thing


def ranked(values: Counter[Any]) -> list[Any]:
    """The values, most frequent first; of several, in order."""
    return sorted(values, key=lambda value: (-values[value], str(value)))


def _name(kind: str, names: Counter[str]) -> str:
    def rank(name: str) -> tuple[Any, ...]:
        # a headline's capitals name it only where nothing else does; short capitals are an abbreviation
        shouted = name.isupper() and len(name) > len("HIMARS")
        size = (len(name), names[name]) if kind == "units" else (names[name], len(name))
        return not shouted, *size, name

    return max(names, key=rank)


def _worth(mention: Mapping[str, Any]) -> int:
    said = (
        mention["text"] == mention["canonical"],
        mention["status"] in (None, "stated"),
        mention["begin"] is not None,
        mention["places"] != "[]",
        len(mention["words"] or "") in _READABLE,
    )
    return sum(weight for weight, true in zip((2, 2, 1, 1, 1), said, strict=True) if true)


def _least(one: str | None, other: str | None) -> str | None:
    return min(filter(None, (one, other)), default=None)


def _most(one: str | None, other: str | None) -> str | None:
    return max(filter(None, (one, other)), default=None)
