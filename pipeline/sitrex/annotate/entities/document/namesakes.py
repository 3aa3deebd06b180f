"""Two places of one name in a document: `Tripoli, Lebanon` and `Tripoli, Libya` are no cluster."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sitrex.annotate.entities.document.common import NameKey
from sitrex.annotate.entities.places.candidates import entry_of, namesakes, regions, said
from sitrex.annotate.entities.places.context import FARTHEST, WITHIN, between
from sitrex.record.model import Entity

_LAST: Final = 6
"""Mentions before one that are looked at."""
_SENTENCE: Final = re.compile(r"[.!?]\s|\n\n")
_OPENS: Final = re.compile(r"(?:\A|[.!?:]\s+|\n)In\s+$")
_REACH: Final = 12
"""Characters before a country in which `In` opens its sentence."""
Regions = frozenset[tuple[str, str | None]]
"""Country and division in which a name is said to lie; the division is None where only the country is said."""


def told_apart(mentions: Sequence[Entity], keys: Sequence[NameKey], text: str) -> list[NameKey]:
    """The keys, those of names that the text puts in several places one for each.

    A mention that no place is said of is that of the mention before it, or of the first.
    """
    told = _told(mentions, keys, text)
    several = {key: wheres for key, wheres in told.items() if _differ(list(wheres.values()))}
    if not several:
        return list(keys)
    latest = {key: next(iter(wheres.values())) for key, wheres in several.items()}
    found = []
    for at, key in enumerate(keys):
        if key in several:
            latest[key] = several[key].get(at, latest[key])
            label, name = key
            found.append((label, f"{name}, {_called(latest[key])}"))
        else:
            found.append(key)
    return found


def _told(mentions: Sequence[Entity], keys: Sequence[NameKey], text: str) -> dict[NameKey, dict[int, Regions]]:
    """Of each key the mentions behind which, or before which, a country or division stands that has a place of the name, and which.

    One before, that opens the sentence, is looked at only for names that have one behind a mention elsewhere.
    """
    found: dict[NameKey, dict[int, Regions]] = defaultdict(dict)
    for at, (before, after) in enumerate(pairwise(mentions)):
        if before.label != "GPE" or after.label != "GPE" or not WITHIN.fullmatch(between(before, after, text)):
            continue
        if (where := _where(after.text)) and (home := where & _homes(before)):
            found[keys[at]][at] = home
    for at, key in enumerate(keys) if found else ():
        if key in found and at not in found[key] and (home := _in_sentence(at, mentions, text)):
            found[key][at] = home
    return found


def _homes(mention: Entity) -> Regions:
    """The countries and divisions in which places of the name lie."""
    homes = {(p.country, p.admin1) for p in namesakes(" ".join(mention.text.split())) if p.precision == "place"}
    return frozenset(homes | {(country, None) for country, _ in homes})


def _in_sentence(at: int, mentions: Sequence[Entity], text: str) -> Regions:
    """The country that opens the mention's sentence, if it has a place of the name: In Libya, militias clashed in Tripoli.

    One that only stands in it need not hold the place: American officials left Moscow.
    """
    here = mentions[at]
    for before in mentions[max(0, at - _LAST) : at][::-1]:
        if here.start - before.end > FARTHEST or _SENTENCE.search(text, before.end, here.start):
            break
        opens = _OPENS.search(text, max(0, before.start - _REACH), before.start)
        if before.label == "GPE" and opens and (country := said(before.text)):
            return frozenset({(country, None)}) & _homes(here)
    return frozenset()


def _where(name: str) -> Regions:
    """The country or the divisions that a name is that of."""
    entry = entry_of(name)
    if entry is not None and entry.kind == "country":
        return frozenset({(entry.country, None)}) if entry.country else frozenset()
    return regions(name)


def _differ(wheres: Sequence[Regions]) -> bool:
    """Whether the first of some places cannot hold another: other countries, or other divisions of one."""
    first = wheres[0]
    return any(_called(first) != _called(other) and not _meet(first, other) for other in wheres[1:])


def _meet(one: Regions, other: Regions) -> bool:
    if any(division is None for _, division in one | other):
        return not {country for country, _ in one}.isdisjoint(country for country, _ in other)
    return not one.isdisjoint(other)


def _called(where: Regions) -> str:
    return ";".join(sorted(f"{country} {division or ''}".strip() for country, division in where))
