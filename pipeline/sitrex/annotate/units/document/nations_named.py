"""The sides that a text speaks of and for: every nation that it names, and how; the words that only one side uses."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from sitrex.annotate.units.lexicon import NO_COUNTRY, movements, nations
from sitrex.annotate.units.words import unit_words
from sitrex.vocab import read_table
from sitrex.vocab.commanders import commanders

_NAME: Final = re.compile(r"\b[A-Z](?:\.[A-Z])*(?:\.|[^\W\d_]*)(?:-[A-Z][a-z]+)?")
_LONGEST: Final = 3
"""Words of a nation's name that are looked at."""
_PLACED: Final = re.compile(
    r"(?:\b(?:in|inside|into|over|near|across|throughout|around|to|at|off|outside|via|toward|towards|reached|entered|"
    r"left|(?:north|south|east|west|central|upper|lower|mid)\w*)|[A-Z]\w*,)\s+(?:the\s+)?$"
)
_WATERS: Final = re.compile(r"\s+(?:Sea|SEA|Ocean|OCEAN|Channel|CHANNEL|Gulf|GULF|Peninsula|Avenue|Street)\b")
_EVENT: Final = re.compile(
    r"(?:-[A-Z]\w+)?\s+(?:(?:Civil|Revolutionary|Independence|Succession)\s+)?(?:War|Revolution|Campaign|Cross|Eagle|Medal|Crisis)\b"
)
_FORCES: Final = re.compile(
    r"\s+(?:Army|Navy|Air\s+Force|Armed|Marines?|army|navy|forces?|troops|soldiers|infantry|artillery|guns|tanks?|"
    r"military|officers?|commanders?|general|warships?|aircraft|planes|brigades?|divisions?|regiments?|battalions?)\b",
    re.IGNORECASE,
)
_FORCES_OF: Final = re.compile(
    r"\b(?:army|navy|air force|armed forces|forces|troops|military|marines?|marine corps|coast guard) of (?:the )?$",
    re.IGNORECASE,
)
_FORCES_REACH: Final = 24
_FOE: Final = re.compile(
    r"\b(?:against|enemy|hostile|from|by|attack(?:ed|ing)?|captured|killed|repulsed|drove|fought|fighting|bombed|shelled|"
    r"stopped by|resist\w*|the)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_REACH: Final = 24
_NEXT: Final = re.compile(r"\s+(?:[a-z]+\s+)?([a-z]+)\b")
"""The first or second word behind a nation."""
_HELPERS: Final = unit_words("helpers")
_MASS: Final = re.compile(
    r"\s+(?:(?:heavy|front|machine|field|second|first|main|rear|coastal|dive|mortar|rearguard|defensive|counter)[ -])?(?:"
    r"lines?|trench\w*|positions?|defen[cs]es?|defenders|counter-?\w*|fire|shell\w*|barrage|bombardment|gun(?:s|ners|boats?)|"
    r"attack\w*|assault\w*|raid\w*|resistance|prisoners?|losses|casualties|snipers?|dead|advance\w*|retreat|offensive|"
    r"bombers?|fighters?|patrols?|paratroop\w*|troops|artillery|infantry|cavalry|tanks?|aircraft|planes?|soldiers|garrison|"
    r"army|forces|began|were|had|lost|held|withdrew|retreated|surrendered|opened|fled|tried)\b"
)
"""What is said of the mass of a side, whose units are not named."""
_OURS: Final = re.compile(r"\b(?:our|we|us|ours|We|Our|enemy(?:['’]s)?|hostile)\b")
FOE, HELPER = "foe", "helper"
FORCE, PEOPLE, STATE, PLACE, WITHOUT_STATE = "force", "people", "state", "place", "movement"
"""How a nation is named: by its forces, its people, as an actor, as a place; and an armed movement that has none."""
_WEIGHT: Final = {FORCE: 10, PEOPLE: 6, STATE: 4, PLACE: 1}
_YEAR: Final = re.compile(r"\b(?:1[789]|20)\d\d\b")
_SOVIET: Final = (1923, 1991)
_TODAY: Final = 2000


_FEW_LETTERS: Final = 3
_LIKE_WORDS: Final = unit_words("forces_like_words")
_CAPITALS_BEFORE: Final = re.compile(r"\b[A-Z]{2,}[\s,]+$")
_CAPITALS_BEHIND: Final = re.compile(r"[\s,]+[A-Z]{2,}\b")
_OF_PLACES: Final = ("lake ", " el ")
"""What stands before a lake's or a town's name: El Congo."""


@dataclass(frozen=True, slots=True)
class NationMention:
    """A country, its people or its forces named at ``start``."""

    start: int
    end: int
    country: str | None
    how: str
    role: str = ""
    """What the words around make it: an opponent, or who only helps, trains or watches."""
    mass: bool = False
    """Whether its lines, guns, attacks are spoken of."""


def nation_mentions(text: str) -> list[NationMention]:
    """Every country, people and force that the text names, in text order."""
    table = nations()
    found: list[NationMention] = []
    done = 0
    for start, word, key in _first_words(text):
        if start < done:
            continue
        keys, ends = _words_from(text, start + len(word), key)
        hit = table.longest(keys, 0)
        moved = next((n for n in range(len(keys), 0, -1) if " ".join(keys[:n]) in movements()), 0)
        if moved >= (hit[0] if hit else 1):
            done = ends[moved - 1]
            found.append(NationMention(start, done, None, WITHOUT_STATE))
        elif hit is None:
            if word in commanders() and commanders()[word][1]:
                found.append(NationMention(start, start + len(word), commanders()[word][0], STATE))
        elif hit[1].kind != "southern" and hit[1].country not in (None, NO_COUNTRY):
            done = ends[hit[0] - 1]
            if how := _how(text, start, done, hit[1].kind):
                role = _role(text, start, done) if how == PEOPLE else ""
                mass = how in (PEOPLE, FORCE) and _MASS.match(text, done) is not None
                found.append(NationMention(start, done, str(hit[1].country), how, role, mass))
    return found


def _words_from(text: str, end: int, key: str) -> tuple[list[str], list[int]]:
    """The keys of the words of a name that may be long, and where each ends."""
    keys, ends = [key], [end]
    while len(keys) < _LONGEST and (further := _NAME.match(text, ends[-1] + 1)):
        keys.append(further.group().lower())
        ends.append(further.end())
    return keys, ends


def _first_words(text: str) -> list[tuple[int, str, str]]:
    """Offset, form and key of every word that may begin a nation's name; few of a text's many names do."""
    firsts = nations().firsts | {surname.lower() for surname in commanders()}
    firsts |= {form.partition(" ")[0] for form in movements()}
    places: list[tuple[int, str, str]] = []
    for word in set(_NAME.findall(text)):
        key = word.lower()
        if key not in firsts:
            key = key[:-1]
            if key not in firsts or not word.endswith(("s", "S")):
                continue
        # Res. is no plural of the Royal Engineers' letters, Re: no letter of theirs
        if key in _letters() and not word[: len(key)].isupper():
            continue
        at = text.find(word)
        doubtful = key in _LIKE_WORDS and word.isupper()
        while at >= 0:
            end = at + len(word)
            whole = (at == 0 or not text[at - 1].isalnum()) and not text[end : end + 1].isalnum()
            # a plan in a text or heading in capitals is no navy
            if whole and not (doubtful and _among_capitals(text, at, end)):
                places.append((at, word, key))
            at = text.find(word, end)
    return sorted(places)


def _among_capitals(text: str, start: int, end: int) -> bool:
    """Whether the word before or behind is in capitals too."""
    return _CAPITALS_BEFORE.search(text, max(0, start - _REACH), start) is not None or (
        _CAPITALS_BEHIND.match(text, end) is not None
    )


@cache
def _letters() -> frozenset[str]:
    """Names of a few letters, which stand in capitals; longer ones may be words, as Anzac is."""
    forms = (row["form"] for row in read_table("units/nations.tsv", ("form", "kind", "country")))
    return frozenset(form.lower() for form in forms if form.isupper() and len(form) <= _FEW_LETTERS)


def _how(text: str, start: int, end: int, kind: str) -> str:
    if _FORCES_OF.search(text, max(0, start - _FORCES_REACH), start):
        return FORCE
    if kind == "state" and _FORCES.match(text, end) is None:
        return PLACE
    if _WATERS.match(text, end) or text[max(0, start - 5) : start].lower().endswith(_OF_PLACES):
        return ""
    if _EVENT.match(text, end):
        return PLACE
    if kind != "noun":
        return FORCE if _FORCES.match(text, end) else PEOPLE
    return PLACE if _PLACED.search(text, max(0, start - 20), start) else STATE


def _role(text: str, start: int, end: int) -> str:
    """What the words before and behind make of a people."""
    behind = _NEXT.match(text, end)
    if behind is not None and not _HELPERS.isdisjoint(behind.group().split()):
        return HELPER
    return FOE if _FOE.search(text, max(0, start - _REACH), start) else ""


def own_voice(text: str) -> bool:
    """Whether the text speaks for a side: of *our* guns, of *the enemy*."""
    return len(_OURS.findall(text)) > 1


@cache
def _voices() -> dict[str, tuple[str, str]]:
    """Words -> country and kind."""
    rows = read_table("units/voices.tsv", ("words", "country", "kind"))
    return {row["words"]: (row["country"], row["kind"]) for row in rows}


@cache
def _voice_pattern() -> re.Pattern[str]:
    forms = sorted(_voices(), key=lambda words: (-len(words), words))
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, forms))})(?!\w)")


def voices(text: str) -> Counter[tuple[str, str]]:
    """How many different words of each country and kind the text uses."""
    return Counter(_voices()[words] for words in set(_voice_pattern().findall(text)))


def shares(counts: Counter[str], least: float = 1.0) -> dict[str, float]:
    """Each country's part of all; few mentions count for less."""
    total = counts.total() + least
    return {country: count / total for country, count in counts.items()}


def named(mentions: Iterable[NationMention], how: str) -> Counter[str]:
    """How often each country is named so."""
    return Counter(mention.country for mention in mentions if mention.country and mention.how == how)


def spoken_of(mentions: Iterable[NationMention]) -> Counter[str]:
    """How often each country's lines, guns and attacks are spoken of."""
    return Counter(mention.country for mention in mentions if mention.country and mention.mass)


def weighty(mentions: Iterable[NationMention]) -> Counter[str]:
    """How much the text speaks of each: its forces most, its places least."""
    found: Counter[str] = Counter()
    for mention in mentions:
        if mention.country:
            found[mention.country] += _WEIGHT[mention.how]
    return found


def of_today(text: str, published: datetime.date | None) -> bool:
    """Whether a text is of the wars since 2000, in which English is nobody's own: by its publication, else the latest year in it."""
    if published is not None:
        return published.year >= _TODAY
    return max(map(int, _YEAR.findall(text)), default=0) >= _TODAY


def soviet_years(text: str) -> bool:
    """Whether most years that the text names are those of the Soviet Union."""
    years = [int(year) for year in _YEAR.findall(text)]
    return 2 * sum(_SOVIET[0] <= year <= _SOVIET[1] for year in years) > len(years)
