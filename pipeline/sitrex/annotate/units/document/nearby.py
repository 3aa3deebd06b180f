"""What stands near a unit: the nation last named before it, and units whose country is told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from sitrex.annotate.units.document.nations_named import FORCE, PEOPLE, PLACE, WITHOUT_STATE, NationMention
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.rules import told
from sitrex.annotate.units.words import unit_words

_REACH = 400
"""Characters from a unit in which a nation or another unit is near."""
_FADE = 150
"""Characters over which nearness halves."""
_AHEAD = 3
"""Nations behind a unit that are looked at."""
_LAST = 6
"""Nations before a unit that are looked at."""
_SAID = 30
"""A nation so near before a unit of its own is that unit's, and tells nothing about the next."""
_CLAUSE = 120
"""Characters from who strikes to what is struck."""
_SUBJECT = 4
"""Words from the nation up to the verb."""
_WORD: Final = re.compile(r"\b[a-z]+")
_CLAUSE_END: Final = re.compile(r"[.!?]\s|[;:()\[\]]|\n\n")
_STRIKES: Final = unit_words("strikes")
_BESIDE: Final = unit_words("beside")
_DONE: Final = unit_words("done_by")
_ITS: Final = unit_words("its")
_SENTENCE: Final = re.compile(r"[.!?]\s")
_LOST: Final = re.compile(r"\b(?:los(?:t|es?|ing)\b(?!\s+\w+\s+way\b)[^.;:]*|fell|fallen)\sto\s+(?:the\s+|an?\s+)?$")
_KILLED: Final = re.compile(
    r"^\s+(?:was|were)\s+(?:killed|wounded|hurt|injured|hit)\s+(?:when|as|after)\s+(?:the\s+|an?\s+)?$"
)
_TRAINS: Final = unit_words("trains")
_AGENT: Final = re.compile(r"\bby\s+(?:the\s+|an?\s+)?$")
_BY: Final = 10
"""Characters of `by` and an article before a nation, or of the article that begins its sentence."""
AGENT, TRAINER = "agent", "trainer"
"""What a nation of the unit's clause is to it: by whom something is done, who trains or supports it."""


class Nearby:
    """The nations of a text that belong to no unit's name, and its units, by place."""

    def __init__(
        self, text: str, units: Sequence[Candidate], told: Sequence[str | None], mentions: Sequence[NationMention]
    ) -> None:
        self._text, self._units, self._told = text, units, told
        self._named, self._ends = mentions, [mention.end for mention in mentions]
        starts = [unit.start for unit in units]
        self._free = [mention for mention in mentions if not self._taken(mention, starts)]
        self._starts = [mention.start for mention in self._free]

    def _taken(self, mention: NationMention, starts: Sequence[int]) -> bool:
        at = bisect_left(starts, mention.start)
        behind = at > 0 and self._units[at - 1].end + 3 > mention.start and mention.country == self._told[at - 1]
        return behind or (at < len(starts) and starts[at] - mention.end < _SAID and mention.country == self._told[at])

    def nations(self, i: int) -> dict[tuple[str, str], float]:
        """(country, feature) -> nearness between 0 and 1, of the nations last named before a unit in its paragraph."""
        unit = self._units[i]
        found: dict[tuple[str, str], float] = {}
        begin = max(self._text.rfind("\n\n", max(0, unit.start - _REACH), unit.start), unit.start - _REACH)
        at = bisect_left(self._starts, unit.start)
        for mention in reversed(self._free[max(0, at - _LAST) : at]):
            if mention.start < begin:
                break
            if mention.how not in (PLACE, WITHOUT_STATE):
                key = str(mention.country), f"near.{mention.role or mention.how}"
                found.setdefault(key, _FADE / (_FADE + unit.start - mention.end))
        return found

    def units(self, i: int) -> list[tuple[int, str, float]]:
        """The units next to a unit: index, feature, nearness."""
        found = []
        for j, name in ((i - 1, "unit.before"), (i + 1, "unit.behind")):
            if 0 <= j < len(self._units) and (apart := abs(self._units[j].start - self._units[i].start)) < _REACH:
                found.append((j, name, _FADE / (_FADE + apart)))
        return found

    def strikers(self, i: int) -> Iterator[str]:
        """The nations that strike a unit, or that it strikes, in its clause."""
        unit = self._units[i]
        at = bisect_left(self._ends, unit.start)
        for mention in self._named[max(0, at - _LAST) : at]:
            between = self._clause(mention.end, unit.start)
            if mention.country and mention.how != PLACE and strikes(unit, between):
                yield mention.country
        for mention in self._named[at : at + _AHEAD]:
            if mention.country and mention.how in (PEOPLE, FORCE) and self._fights_behind(unit, mention):
                yield mention.country

    def _fights_behind(self, unit: Candidate, mention: NationMention) -> bool:
        """Whether the unit's sentence or the next says that it and a nation behind it strike each other."""
        between = self._clause(unit.end, mention.start)
        if not between:
            return False
        behind = self._text[mention.end : mention.end + _CLAUSE]
        return strikes(unit, between) or suffers(unit, between) or struck_it(unit, between, behind)

    def roles(self, i: int) -> Iterator[tuple[str, str]]:
        """The nations of a unit's clause that train it or do what is done there: country, which of both."""
        unit = self._units[i]
        at = bisect_left(self._ends, unit.start)
        for mention in self._named[max(0, at - _LAST) : at]:
            if mention.how != PLACE:
                yield from self._roles(mention, self._clause(mention.end, unit.start))
        for mention in self._named[at : at + _AHEAD]:
            if mention.how in (PEOPLE, FORCE):
                yield from self._roles(mention, self._clause(unit.end, mention.start))

    def _roles(self, mention: NationMention, between: str) -> Iterator[tuple[str, str]]:
        if mention.country is None or not between or _CLAUSE_END.search(between):
            return
        if not _TRAINS.isdisjoint(_WORD.findall(between)[: _SUBJECT + 1]):
            yield mention.country, TRAINER
        if _AGENT.search(self._text, max(0, mention.start - _BY), mention.start):
            yield mention.country, AGENT

    def _clause(self, start: int, end: int) -> str:
        """What stands between two offsets of one clause; empty where they are farther apart."""
        return self._text[start:end] if end - start <= _CLAUSE else ""


@told.veto(
    "units.country.struck",
    reads=(
        "Russian troops hit positions of the [[28th Brigade]].",
        "The [[68th Jaeger Brigade]] repelled a Russian assault.",
    ),
    leaves=(
        "Russian troops of the [[28th Brigade]] hit positions.",
        "The [[68th Jaeger Brigade]] said Russian troops came.",
        "The [[68th Jaeger Brigade]] attacked a hill which Russian troops held.",
    ),
    source="who strikes and what is struck are of two sides",
)
def strikes(unit: Candidate, between: str) -> bool:
    """What stands between a unit and a nation of its clause says that the one strikes the other."""
    if _CLAUSE_END.search(between):
        return False
    words = _WORD.findall(between)
    verb = _verb_of_strike(words)
    return verb is not None and _BESIDE.isdisjoint(words[verb:])


def _verb_of_strike(words: list[str]) -> int | None:
    """Where the verb stands, behind few words of its subject, that says that one side strikes the other."""
    return next((at for at, word in enumerate(words[: _SUBJECT + 1]) if word in _STRIKES), None)


@told.veto(
    "units.country.suffers",
    reads=(
        "The [[45th Division]] was held up by Austrian batteries.",
        "German tanks came. German soldiers came. The [[18th Brigade]] lost 60 men to German machine guns.",
        "Two soldiers of the [[7th Brigade]] were killed when Israeli tanks fired on a post.",
    ),
    leaves=(
        "The [[45th Division]] was joined by Austrian batteries.",
        "The [[45th Division]] was held in reserve by Austrian generals.",
        "The [[18th Brigade]] sent 60 men to German villages.",
        "The [[18th Brigade]] fell back to German lines.",
        "Two soldiers of the [[7th Brigade]] were seen when Israeli tanks left.",
    ),
    source="what is done to a unit by the other side",
)
def suffers(unit: Candidate, between: str) -> bool:
    """What stands between a unit and a nation of its clause says that the unit suffers by it."""
    if not between or _CLAUSE_END.search(between):
        return False
    if _AGENT.search(between):
        words = _WORD.findall(between)
        return not _DONE.isdisjoint(words[:_SUBJECT]) and "reserve" not in words
    return _LOST.search(between) is not None or _KILLED.match(between) is not None


@told.veto(
    "units.country.struck-it",
    reads=(
        "The [[9th Brigade]] reached Buron. German tanks struck it at dawn.",
        "Finnish troops came. Finnish soldiers came. The [[44th Division]] stood on the road. Finnish patrols destroyed its field kitchens.",
    ),
    leaves=(
        "The [[9th Brigade]] reached Buron. German tanks left it.",
        "The [[44th Division]] stood on the road. Finnish patrols helped destroy the bridges.",
    ),
    source="English style: what the pronoun of the next sentence stands for",
)
def struck_it(unit: Candidate, between: str, behind: str) -> bool:
    """The sentence after the unit's begins with the nation, which strikes *it* or what is *its*."""
    ended = _SENTENCE.search(between)
    if ended is None or len(between) - ended.end() > _BY:
        return False
    clause = _SENTENCE.split(behind, maxsplit=1)[0]
    words = _WORD.findall(clause)
    verb = _verb_of_strike(words)
    return verb is not None and not _ITS.isdisjoint(words[verb + 1 : verb + 3])
