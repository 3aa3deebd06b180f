"""What a document says of the countries as a whole: whom it names and how, whose places, in whose voice."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.units.document.eras import Era
from sitrex.annotate.units.document.nations_named import (
    FORCE,
    PEOPLE,
    PLACE,
    STATE,
    NationMention,
    named,
    nation_mentions,
    of_today,
    own_voice,
    shares,
    soviet_years,
    spoken_of,
    voices,
    weighty,
)
from sitrex.annotate.units.document.own_words import militia_name
from sitrex.annotate.units.document.places_told import PLACES, Homes
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.words import unit_words
from sitrex.record.model import Entity
from sitrex.vocab.commanders import commanders

_CIVIL_WAR: Final = re.compile(r"\b(?:186[1-5]|Union (?:Army|forces|troops|cavalry|general)|Yankees?|C\.S\.A?\.)")
_COALITION: Final = re.compile(r"\b(?:ISAF|NATO|KFOR|SFOR|[Cc]oalition|COALITION)\b")
_SOUTH: Final = "X-CSA"
_MILITIAS: Final = frozenset(word.upper() for word in unit_words("militia_countries"))
"""Countries whose named brigades and battalions are mostly armed movements' rather than the army's."""
_STRONG: Final = 4.0
"""From three words of a side's voice on more say nothing: of 144 labelled passages 8 costs 6 right fields, 2 wins 2; the weights were
learned with it."""
_SPELLING: Final = "spelling"
"""The kind of a voice that is British or American spelling, which today many write."""
_SOVIET: Final = frozenset({"RU", "UA", "BY"})
BY_PLACES: Final = frozenset(("most.places", "most.places.today", "places.alone", "places.alone.today"))
"""Features of whose places a text names most, which may be only where its armies fight."""
ENGLISH: Final = ("GB", "US")
"""Countries that a text in English speaks for, even where it does not name them."""


STRETCH: Final = 800
"""Code points of a text whose units are likely to be of one event; what stands beside a stretch is looked at as well. 400 costs 2 right
fields of 144 labelled passages, 1600 wins 3, which the weights, learned with it, would move."""

EvidenceOfCountries = Mapping[str, Mapping[str, float]]
"""Country -> feature -> value."""


class Close:
    """What a text says of the countries near a place of it."""

    def __init__(self, mentions: Sequence[NationMention], context: Context, today: str) -> None:
        self._mentions, self._context, self._today = mentions, context, today
        self._starts = [mention.start for mention in mentions]
        self._placed = [entity.start for entity in context.entities]
        self._known: dict[int, EvidenceOfCountries] = {}

    def around(self, starts: Iterable[int]) -> Iterator[EvidenceOfCountries]:
        """The evidence of each stretch in which one of some offsets lies, with those beside it."""
        return map(self._of, dict.fromkeys(start // STRETCH for start in starts))

    def _of(self, stretch: int) -> EvidenceOfCountries:
        if stretch not in self._known:
            begin, end = max(0, (stretch - 1) * STRETCH), (stretch + 2) * STRETCH
            mentions = self._mentions[bisect_left(self._starts, begin) : bisect_left(self._starts, end)]
            placed = self._context.entities[bisect_left(self._placed, begin) : bisect_left(self._placed, end)]
            self._known[stretch] = _said(mentions, self._context.text[begin:end], placed, self._today)
        return self._known[stretch]


@dataclass(frozen=True, slots=True)
class Scene:
    """What the document says of its units together."""

    units: list[Candidate]
    links: dict[int, int]
    """Index of the superior by index of the unit."""
    groups: list[int]
    """For each unit the first mention of the same one."""
    text: str
    mentions: list[NationMention]
    spoken: Counter[str]
    """How often each country is named, or a place of it."""
    soviet: bool
    """Whether it is of the Soviet Union's years."""
    southern: str
    """Whose a state that seceded is in this text."""
    militias: list[bool]
    era: Era
    general: EvidenceOfCountries
    """Of the document as a whole."""
    close: Close
    homes: Homes
    today: bool
    """Whether it is of the wars since 2000."""
    coalition: bool
    """Whether it speaks of a coalition's forces."""


def scene_of(units: list[Candidate], links: dict[int, int], groups: list[int], context: Context) -> Scene:
    """What the document says around its units."""
    text = context.text
    mentions = _no_persons(nation_mentions(text), text, context.entities)
    counts = Counter(mention.country for mention in mentions if mention.country)
    rebels = sum(counts[country] for country in _MILITIAS) * 2 > counts.total()
    southern = _SOUTH if counts[_SOUTH] or _CIVIL_WAR.search(text) else "US"
    militias = [rebels and militia_name(unit) for unit in units]
    spoken = counts + Counter(e.country for e in context.entities if e.country and e.label in PLACES)
    today = ".today" if of_today(text, context.published) else ""
    general, close = _general(mentions, context, today), Close(mentions, context, today)
    soviet, era = soviet_years(text), Era(text, counts)
    return Scene(
        units,
        links,
        groups,
        text,
        mentions,
        spoken,
        soviet,
        southern,
        militias,
        era,
        general,
        close,
        Homes(text, context.entities),
        bool(today),
        bool(counts["AF"]) or _COALITION.search(text) is not None,
    )


def _no_persons(mentions: Sequence[NationMention], text: str, entities: Sequence[Entity]) -> list[NationMention]:
    """The mentions without those that are a part of a person's name (Holland Smith), but for commanders."""
    persons = [entity for entity in entities if entity.label == "PERSON"]
    starts = [person.start for person in persons]

    def of_person(mention: NationMention) -> bool:
        at = bisect_right(starts, mention.start) - 1
        within = at >= 0 and mention.end <= persons[at].end
        return within and mention.end - mention.start < persons[at].end - persons[at].start

    return [m for m in mentions if text[m.start : m.end] in commanders() or not of_person(m)]


def _general(mentions: Sequence[NationMention], context: Context, now: str) -> EvidenceOfCountries:
    """What the whole text says of each country: one that speaks for a side names the peoples of the others."""
    of = _said(mentions, context.text, context.entities, now)
    for country, share in shares(named(mentions, PEOPLE)).items() if own_voice(context.text) else ():
        of[country]["people.ours"] = share
    return of


def _said(
    mentions: Sequence[NationMention], text: str, entities: Sequence[Entity], now: str
) -> dict[str, dict[str, float]]:
    """What a text says of each country: how much it speaks of it, its places, its voice."""
    of: dict[str, dict[str, float]] = defaultdict(dict)
    counts = Counter(mention.country for mention in mentions if mention.country)
    ours = own_voice(text)
    for feature, counted in (
        ("weight", weighty(mentions)),
        ("forces", named(mentions, FORCE)),
        ("states", named(mentions, STATE)),
        ("mass", spoken_of(mentions)),
        *([] if ours else [("people", named(mentions, PEOPLE))]),
    ):
        for country, share in shares(counted).items():
            of[country][feature] = share
    scene = _most_placed(entities, soviet=soviet_years(text) or counts["SUHH"] > counts["RU"])
    if scene is not None:
        sides = any(mention.how != PLACE for mention in mentions)
        of[scene][f"{'most.places' if sides else 'places.alone'}{now}"] = 1.0
    for country in ENGLISH:
        of[country][f"english.{'ours' if ours else 'theirs'}{now}"] = 1.0
    for (country, kind), times in voices(text).items():
        of[country][f"voice.{kind}{now if kind == _SPELLING else ''}"] = min(1.0, (1 + times) / _STRONG)
    return of


def _most_placed(entities: Sequence[Entity], soviet: bool) -> str | None:
    """The country of which a text names more places than of any other."""
    places = Counter(
        "SUHH" if soviet and e.country in _SOVIET else e.country
        for e in entities
        if e.country and e.label in PLACES and e.precision != "country"
    )
    first = places.most_common(2)
    alone = len(first) == 1 or (first and first[0][1] > first[1][1])
    return first[0][0] if alone else None
