"""Mentions of a document's names that were overlooked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.entities.doc_tape import POSSESSIVE
from sitrex.annotate.entities.document.common import PLACES, ship_name
from sitrex.annotate.entities.lexicon import lexical
from sitrex.annotate.entities.persons import NOT_NAMES
from sitrex.annotate.entities.recasing import OPENERS
from sitrex.annotate.entities.rules import entities
from sitrex.annotate.text.words import common_words
from sitrex.record.model import Entity, handle

WORD: Final = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
SCANNED: Final = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EQUIPMENT", "EVENT"})


def _same_words(mention: Entity, count: int) -> str | None:
    """The words of a name that was found twice or that is distinct mean it everywhere."""
    text = mention.text
    return text if mention.label in SCANNED and len(text) > 2 and (count > 1 or _distinct(mention)) else None


@entities.rule(
    "entities.document.last-name",
    reads=("Ivan Stone wrote home. Then [[Stone]] fell ill.",),
    leaves=("Stone fell ill. Then Ivan Stone wrote home.",),
    source="a person called in full, then by the last name",
)
def last_name(mention: Entity) -> str | None:
    """The last name of a person who was called in full."""
    *first, last = mention.text.split()
    distinct = len(last) > 3 or (len(last) > 2 and last.lower() not in common_words())
    named = mention.label == "PERSON" and first and distinct and last[0].isupper()
    return last if named and last not in NOT_NAMES and lexical(last) is None else None


@entities.rule(
    "entities.document.ship-name",
    reads=("HMS Vigilant sailed. [[Vigilant]] sank.",),
    leaves=("The destroyer sailed. Vigilant men sank it.",),
    source="a ship called with its prefix, then by its name",
)
def given_name(mention: Entity) -> str | None:
    """The given name of a ship that was called in full."""
    name = ship_name(mention)
    return name if name is not None and lexical(name) is None else None


class _Occupied:
    """Which spans of the text are taken."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def free(self, start: int, end: int) -> bool:
        """Whether nothing taken lies in ``[start, end)``."""
        at = bisect_right(self._starts, end - 1) - 1
        return at < 0 or self._spans[at][1] <= start


def _distinct(mention: Entity) -> bool:
    """Whether one mention is enough to take every other occurrence of its words for the same name."""
    text = mention.text
    return (
        " " in text
        or text.isupper()
        or mention.label in PLACES
        or mention.label == "PERSON"
        or lexical(text) is not None
    )


def _models(mentions: list[Entity], acronyms: dict[str, Entity]) -> dict[str, Entity]:
    """Surface that is looked for -> the mention that it stands for."""
    models: dict[str, Entity] = {}
    counts = Counter(mention.text for mention in mentions)
    for mention in mentions:
        for surface in (_same_words(mention, counts[mention.text]), last_name(mention)):
            if surface:
                models.setdefault(surface, mention)
    models.update(acronyms)
    for mention in mentions:
        if name := given_name(mention):
            models.setdefault(name, mention)
    return {name: model for name, model in models.items() if name[0].isupper() and name.lower() not in OPENERS}


def _by_first(models: dict[str, Entity]) -> dict[str, list[int]]:
    """First word -> the lengths of the surfaces that begin with it, the longest first; there are but few."""
    found: dict[str, set[int]] = defaultdict(set)
    for surface in models:
        if first := WORD.match(surface):
            found[first[0]].add(len(surface))
    return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}


def _starts(text: str, by_first: dict[str, list[int]]) -> Iterator[tuple[int, list[int]]]:
    """Where one of the first words stands, a genitive among them, and how long what begins there may be."""
    for word in WORD.finditer(text):
        key = word[0]
        if key not in by_first and key.endswith(POSSESSIVE):
            key = key[:-2]
        if key in by_first:
            yield word.start(), by_first[key]


def with_later(mentions: list[Entity], acronyms: dict[str, Entity], context: Context) -> list[Entity]:
    """Add the mentions of known names that were overlooked."""
    text = context.text
    models = _models(mentions, acronyms)
    occupied = _Occupied([(m.start, m.end) for m in mentions] + [(u.start, u.end) for u in context.units])
    added = []
    done = 0
    for start, lengths in _starts(text, _by_first(models)):
        if start < done:
            continue
        for length in lengths:
            surface = text[start : start + length]
            end = start + len(surface)
            if surface in models and not text[end : end + 1].isalnum() and occupied.free(start, end):
                if found := later_mention(models[surface], surface, start):
                    added.append(found)
                    done = end
                break
    return sorted([*mentions, *added], key=lambda m: (m.start, m.end))


@entities.rule(
    "entities.document.later-mention",
    reads=("Maj. Ivan Flood wrote. [[Flood]] came in May.",),
    leaves=("Maj. Ivan Flood wrote. The flood came in May.",),
    source="a name means the same wherever its words stand in a document",
)
def later_mention(model: Entity, surface: str, start: int) -> Entity | None:
    """A name that was found means the same wherever its words stand."""
    return Entity(
        id=handle(start),
        start=start,
        end=start + len(surface),
        text=surface,
        label=model.label,
        canonical=surface,
        cluster=handle(start),
        kind=model.kind,
        designation=model.designation if surface == model.text else None,
        country=model.country,
    )
