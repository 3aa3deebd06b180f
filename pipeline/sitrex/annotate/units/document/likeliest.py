"""Whose a unit is where nothing at its name says so: the sides that the text speaks of, near the unit and in all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import NO_COUNTRY, nations
from sitrex.annotate.units.rules import told
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
    r"military|officers?|commanders?|general|warships?|aircraft|planes|brigades?|divisions?|regiments?|battalions?)\b"
)
_YEAR: Final = re.compile(r"\b(?:1[789]|20)\d\d\b")
_SOVIET: Final = (1923, 1991)
_PLACE: Final = 0.25
"""Weight of a country named as a place, against 1 for a country that acts and 1.5 for its people or forces."""
_COMMANDER: Final = 0.5
_GENERAL: Final = 3.0
_UNITS: Final = 5.0
_DOUBT: Final = 4.0
"""So many units count for nothing, so that one known unit says less than many."""
_NEAR: Final = 2.0
_NEIGHBOUR: Final = 1.2
_VOICES: Final = {
    "US": re.compile(
        r"\b(?:GIs?|Pfc|PFC|Spc|SPC|S/Sgt|T/Sgt|T/5|Airm[ae]n|Leathernecks?|Doughboys?|Seabees?|Seaman|Petty Officer|AFB|Air Force Base)\b"
    ),
    "DE": re.compile(
        r"\b(?:General(?:major|leutnant|oberst)|Oberst(?:leutnant)?|Hauptmann|Feldwebel|\w+führer|Kapitän|Wehrmacht|"
        r"Luftwaffe|Kriegsmarine|Reichswehr|OKW|OKH)\b"
    ),
    "SUHH": re.compile(
        r"\b(?:NKVD|Stavka|[Kk]om(?:brig|div|kor)|commissars?|Red Army|Heroe?s? of the Soviet Union|Frunze)\b"
    ),
    "JP": re.compile(r"\b(?:IJN|IJA|[Bb]anzai|[Kk]amikaze|Imperial Japanese)\b"),
    "IT": re.compile(r"\b(?:Regi[ao] (?:Marina|Aeronautica|Esercito)|Supermarina|Generale di|Bersaglieri|Alpini)\b"),
    "GB": re.compile(
        r"\b(?:Lieut\.-Col|[Ss]erjeants?|Lance-Corporals?|Lance Corporals?|Sappers?|Tomm(?:y|ies)|Brigadier|Sub-Lieutenant|"
        r"Coy|Bdes?|lorry|lorries)\b"
    ),
}
"""Words by which a text's own side speaks of itself."""
_TELLERS: Final = ("GB", "CA", "AU", "NZ", "UA", "SUHH", "X-CSA")
_TELLS: Final = 1.5
"""An English text names the other side's people more often than its own."""
_REACH: Final = 400
_FADE: Final = 150
_SAID: Final = 30
"""A nation so near before a unit of its own is that unit's."""
_STYLED: Final = 0.2
"""Share of the strongest side's score that a side must have for its style to decide."""
_LEAST: Final = 0.3
_AHEAD: Final = 1.1


@dataclass(frozen=True, slots=True)
class NationMention:
    """A country, its people or its forces named at ``start``."""

    start: int
    end: int
    country: str
    weight: float


def nation_mentions(text: str) -> list[NationMention]:
    """Every country, people and force that the text names, in text order, places weighing least."""
    table = nations()
    found: list[NationMention] = []
    done = 0
    for start, word, key in _first_words(text):
        if start < done:
            continue
        keys, ends = [key], [start + len(word)]
        while len(keys) < _LONGEST and (further := _NAME.match(text, ends[-1] + 1)):
            keys.append(further.group().lower())
            ends.append(further.end())
        hit = table.longest(keys, 0)
        if hit is None:
            if word in commanders() and commanders()[word][1]:
                found.append(NationMention(start, start + len(word), commanders()[word][0], _COMMANDER))
            continue
        if hit[1].kind in ("state", "southern") or hit[1].country in (None, NO_COUNTRY):
            continue
        done = ends[hit[0] - 1]
        weight = _weight(text, start, done, hit[1].kind)
        if weight:
            found.append(NationMention(start, done, str(hit[1].country), weight))
    return found


def _first_words(text: str) -> list[tuple[int, str, str]]:
    """Offset, form and key of every word that may begin a nation's name; few of a text's many names do."""
    firsts = nations().firsts() | {surname.lower() for surname in commanders()}
    places: list[tuple[int, str, str]] = []
    for word in set(_NAME.findall(text)):
        key = word.lower()
        if key not in firsts:
            key = key[:-1]
            if key not in firsts or not word.endswith(("s", "S")):
                continue
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if (at == 0 or not text[at - 1].isalnum()) and not text[end : end + 1].isalnum():
                places.append((at, word, key))
            at = text.find(word, end)
    return sorted(places)


def _weight(text: str, start: int, end: int, kind: str) -> float:
    if _WATERS.match(text, end) or text[max(0, start - 5) : start].lower() == "lake ":
        return 0.0
    if _EVENT.match(text, end):
        return _PLACE
    if kind != "noun":
        return 2.5 if _FORCES.match(text, end) else 1.5
    return _PLACE if _PLACED.search(text, max(0, start - 20), start) else 1.0


def likeliest_countries(
    units: Sequence[Candidate],
    groups: Sequence[int],
    found: Sequence[str | None],
    mentions: Sequence[NationMention],
    context: Context,
) -> list[str | None]:
    """For each unit without a country in ``found`` the side that most speaks for; None where two are close."""
    result = list(found)
    if all(result):
        return result
    taken = _taken(units, found, mentions)
    free = [mention for mention, used in zip(mentions, taken, strict=True) if not used]
    starts = [mention.start for mention in free]
    # the style of an army is surer than what stands near: its units are known when the others are looked at
    soviet = _soviet_years(context.text)
    voices = [country for country, words in _VOICES.items() if words.search(context.text)]
    for styled in (True, False):
        known = list(result)
        general = _general(groups, known, free, context, soviet, voices)
        for i, unit in enumerate(units):
            if known[i] is None and (unit.hint is not None or not styled):
                score = Counter(general)
                _add_near(score, unit, free, starts, context.text)
                _add_neighbours(score, i, units, known)
                result[i] = by_style(unit, score) if styled else by_sides(unit, score)
    return result


def _taken(units: Sequence[Candidate], found: Sequence[str | None], mentions: Sequence[NationMention]) -> list[bool]:
    """Whether a mention belongs to one unit's name, and so tells nothing about the next."""
    starts = [unit.start for unit in units]
    taken = []
    for mention in mentions:
        at = bisect_left(starts, mention.start)
        behind = at > 0 and units[at - 1].end + 3 > mention.start and mention.country == found[at - 1]
        before = at < len(units) and starts[at] - mention.end < _SAID and mention.country == found[at]
        taken.append(behind or before)
    return taken


def _general(
    groups: Sequence[int],
    found: Sequence[str | None],
    mentions: Sequence[NationMention],
    context: Context,
    soviet: bool,
    voices: Sequence[str],
) -> Counter[str]:
    """What the whole text says: its nations, the units whose country is known, the places, the voices of an army."""
    score: Counter[str] = Counter()
    total = sum(mention.weight for mention in mentions)
    named: Counter[str] = Counter()
    for mention in mentions:
        named[mention.country] += mention.weight  # type: ignore[assignment]
    for country, weight in named.items():
        score[country] += _GENERAL * weight / (total + 1)  # type: ignore[assignment]
    known = Counter({group: country for group, country in zip(groups, found, strict=True) if country}.values())
    for country, times in known.items():
        score[country] += _UNITS * times / (known.total() + _DOUBT)  # type: ignore[assignment]
    places = Counter(e.country for e in context.entities if e.country and e.label in ("GPE", "LOC", "FAC"))
    for place, times in places.items():
        if place is not None:
            country = "SUHH" if soviet and place in ("RU", "UA", "BY") else place
            score[country] += times / (places.total() + 1)  # type: ignore[assignment]
    for country in voices:
        score[country] += 1
    for country in _TELLERS:
        if country in score:
            score[country] *= _TELLS  # type: ignore[assignment]
    return score


def _soviet_years(text: str) -> bool:
    years = [int(year) for year in _YEAR.findall(text)]
    return 2 * sum(_SOVIET[0] <= year <= _SOVIET[1] for year in years) > len(years)


def _add_near(
    score: Counter[str], unit: Candidate, mentions: Sequence[NationMention], starts: Sequence[int], text: str
) -> None:
    """The nation last named before the unit in its paragraph, and one named just after it."""
    begin = max(text.rfind("\n\n", max(0, unit.start - _REACH), unit.start), unit.start - _REACH)
    at = bisect_left(starts, unit.start)
    seen: set[str] = set()
    for mention in reversed(mentions[max(0, at - 6) : at]):
        if mention.start < begin:
            break
        if mention.country not in seen:
            seen.add(mention.country)
            distance = unit.start - mention.end
            score[mention.country] += _NEAR * mention.weight * _FADE / (_FADE + distance)  # type: ignore[assignment]


def _add_neighbours(score: Counter[str], i: int, units: Sequence[Candidate], found: Sequence[str | None]) -> None:
    """The units next to it whose country is known."""
    for step, share in ((-1, 1.0), (1, 0.6)):
        j = i + step
        while 0 <= j < len(units) and abs(units[j].start - units[i].start) < _REACH:
            country = found[j]
            if country is not None:
                distance = abs(units[j].start - units[i].start)
                score[country] += share * _NEIGHBOUR * _FADE / (_FADE + distance)  # type: ignore[assignment]
                break
            j += step


@told.rule(
    "units.country.style",
    reads=(
        "The Soviet Union and Germany fought. German troops came. German guns came. The [[5th Rifle Division]] held.",
    ),
    source="styles of armies: hints of branches.tsv and of plain numbers",
)
def by_style(unit: Candidate, score: Counter[str]) -> str | None:
    """The likeliest of the countries that the style suggests, if the text speaks of one."""
    least = _STYLED * max(score.values(), default=0)
    likely = [country for country in unit.hint.split("/") if score[country] > least] if unit.hint else []
    return max(likely, key=lambda country: score[country], default=None)


@told.rule(
    "units.country.sides",
    reads=("French troops came. French soldiers came. The [[5th Division]] held.",),
    leaves=("The 5th Division held.",),
    source="the side that the text speaks of",
)
def by_sides(unit: Candidate, score: Counter[str]) -> str | None:
    """The side that most speaks for; none where two are close."""
    ranked = score.most_common(2)
    if not ranked or ranked[0][1] < _LEAST:
        return None
    if len(ranked) > 1 and ranked[0][1] < _AHEAD * ranked[1][1]:
        return None
    return ranked[0][0]
