"""The nation that stands beside a unit's name: before it, behind it, in the heading above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import NO_COUNTRY, movements, nations
from sitrex.annotate.units.rules import told
from sitrex.annotate.units.words import unit_words
from sitrex.vocab.commanders import commanders

_WORD: Final = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:[-’'][^\W\d_]+)*|\S")
_SERVICES: Final = unit_words("services_before")
_OF: Final = re.compile(r",?\s+of\s+(?:the\s+)?")
_LETTERS: Final = re.compile(r"\s*\(([A-Z]{2,5})\)")
_FORCES_OF: Final = re.compile(r"((?:[A-Z]\w*\s+){1,4})of\s+(?:the\s+)?")
_SOLDIERS: Final = unit_words("soldiers_of")
_UNIT_NOUNS: Final = unit_words("unit_nouns", "national_echelons")
_A_UNIT: Final = re.compile(r"(?:,\s+(an?)|\s+(?:is|was)(?:\s+(an?))?)\s+(?=[A-Z])")
_BRACKET: Final = re.compile(r"\s*\(")
_HEADING: Final = re.compile(r"^[ \t#*=]*([A-Z][^\n.,;:()]{2,34}?)[ \t=]*(?::[ \t]*)?$", re.MULTILINE)
_HEADING_WORDS: Final = unit_words("heading_words")
_ENEMY: Final = "enemy"
"""What stands over notes on an enemy, whoever that is, rather than over his order of battle."""
_LIST_LINE: Final = 90
_BEFORE: Final = 60
_BEHIND: Final = 40
_MOST_SERVICES: Final = 6


def _code(words: list[str]) -> tuple[bool, str | None]:
    """Whether the words are one nation's name or adjective, and its code."""
    hit = nations().longest(words, 0)
    if " ".join(words) in movements():
        return True, NO_COUNTRY
    if hit is None or hit[0] != len(words) or hit[1].kind.startswith(("state", "southern", "force")):
        return False, None
    return True, hit[1].country


def _state(words: list[str]) -> bool:
    """Whether several words are a state's name, whose last word may be a nation's: New Mexico."""
    hit = nations().longest(words, 0) if len(words) > 1 else None
    return hit is not None and hit[0] == len(words) and hit[1].kind.startswith(("state", "southern"))


def _possessive(word: str) -> list[str]:
    """The word with its possessive as a token of its own."""
    return [word[:-2], "'s"] if word[-2:] in ("'s", "’s") and len(word) > 2 else [word]


def nation_before(unit: Candidate, text: str) -> str | None:
    """The nation that stands before the name, or that of the commander who does."""
    return commander_said(unit, text) or nation_said(unit, text)


def commander_said(unit: Candidate, text: str) -> str | None:
    """The country of the commander who stands before the name."""
    return commander_before(unit, _words_before(unit, text))


def nation_said(unit: Candidate, text: str) -> str | None:
    """The nation that stands before the name, or whose soldiers its are."""
    words = _words_before(unit, text)
    return people_before(unit, words) or soldiers_before(unit, words)


def _words_before(unit: Candidate, text: str) -> list[str]:
    words = [m.group() for m in _WORD.finditer(text[max(0, unit.start - _BEFORE) : unit.start])]
    return [part for word in words for part in _possessive(word)]


@told.rule(
    "units.country.commander",
    reads=(
        "American troops came. American soldiers, American guns and American tanks came. The American 1st Division left. "
        "Rommel's [[5th Division]] held.",
    ),
    leaves=(
        "American troops came. American soldiers, American guns and American tanks came. The American 1st Division left. Smith's 5th Division held.",
    ),
    source="commanders.tsv",
)
def commander_before(unit: Candidate, words: list[str]) -> str | None:
    """The country of the commander whose unit it is."""
    owned = words[-1:] == ["'s"] and words[-2:-1] and words[-2] in commanders()
    return commanders()[words[-2]][0] if owned else None


@told.rule(
    "units.country.before",
    reads=(
        "American troops came. American soldiers, American guns and American tanks came. The American 1st Division left. "
        "The French army's [[5th Division]] held.",
    ),
    leaves=(
        "American troops came. American soldiers, American guns and American tanks came. The French left. The 5th Division held.",
        "American troops came. American soldiers, American guns and American tanks came. New Mexico's 5th Division held.",
    ),
    source="nations.tsv",
)
def people_before(unit: Candidate, words: list[str]) -> str | None:
    """The nation before the name, services and articles between them left out."""
    i = len(words)
    for _ in range(_MOST_SERVICES):
        if i == 0:
            return None
        for length in (4, 3, 2, 1):
            if i >= length and words[i - length][0].isupper():
                named = [w.lower() for w in words[i - length : i]]
                hit, code = _code(named)
                if hit or _state(named):
                    return code
        if words[i - 1].lower() not in _SERVICES:
            return None
        i -= 1
    return None


@told.rule(
    "units.country.soldiers-of",
    reads=(
        "Saudi troops came. Saudi soldiers and Saudi guns came. Sudanese soldiers of the [[3rd Brigade]] held Mocha.",
        "Saudi troops came. Saudi soldiers and Saudi guns came. Forty Sudanese paratroopers with the [[3rd Brigade]] landed.",
    ),
    leaves=("Sudanese troops came. Sudanese guns came. Saudi instructors of the [[3rd Brigade]] left.",),
    source="English style: whose soldiers a unit's are",
)
def soldiers_before(unit: Candidate, words: list[str]) -> str | None:
    """The nation whose soldiers, men or guns *of* or *with the* unit are spoken of."""
    i = len(words) - 1 if words[-1:] == ["the"] else len(words)
    if i < 3 or words[i - 1].lower() not in ("of", "from", "with") or words[i - 2].lower() not in _SOLDIERS:
        return None
    return people_before(unit, words[: i - 2])


@told.rule(
    "units.country.unit-of",
    reads=(
        "Saudi troops came. Saudi soldiers and Saudi guns came. The [[3rd Brigade]], a Sudanese unit, held Mocha.",
        "Saudi troops came. Saudi soldiers and Saudi guns came. The [[3rd Brigade]] was a Sudanese formation.",
        "Saudi troops came. Saudi soldiers and Saudi guns came. The [[3rd Brigade]] is Sudanese.",
    ),
    leaves=("Sudanese troops came. Sudanese guns came. The [[3rd Brigade]] was a Saudi target.",),
    source="English style: apposition",
)
def unit_of(unit: Candidate, text: str) -> str | None:
    """The nation in ``, a Sudanese unit``, ``is a Sudanese unit`` or ``is Sudanese`` behind the name."""
    opened = _A_UNIT.match(text, unit.end)
    if opened is None:
        return None
    words = [m.group() for m in _WORD.finditer(text, opened.end(), min(len(text), opened.end() + _BEHIND))]
    for length in (3, 2, 1):
        hit, code = _code([w.lower() for w in words[:length]])
        if hit:
            rest = (w.lower() for w in words[length : length + _MOST_SERVICES])
            noun = next((w for w in rest if w not in _SERVICES), None)
            return code if noun in _UNIT_NOUNS or (noun == "." and not any(opened.groups())) else None
    return None


@told.rule(
    "units.country.behind",
    reads=(
        "American troops came. American soldiers and American guns came. The [[5th Division]] of the French army held.",
        "American troops came. American soldiers and American guns came. The [[5th Division]] of the Armed Forces of France held.",
    ),
    leaves=(
        "American troops came. American soldiers, American guns and American tanks came. The American 1st Division left. The 5th Division held a French army.",
    ),
    source="nations.tsv",
)
def nation_behind(unit: Candidate, text: str) -> str | None:
    """The nation in brackets after the name, or in ``of the Ukrainian Ground Forces``, ``of the Armed Forces of Ukraine``."""
    opened = _BRACKET.match(text, unit.end) or _OF.match(text, unit.end)
    if opened is None:
        return unit_of(unit, text)
    begin = _behind_forces(text, opened.end())
    letters = _LETTERS.match(text, opened.start())
    if letters is not None and (force := _force(letters[1])) is not None:
        return force
    words = [m.group() for m in _WORD.finditer(text, begin, min(len(text), begin + _BEHIND))]
    if not words or not words[0][0].isupper():
        return None
    words = [part for word in words[:3] for part in _possessive(word)]
    if words[1:2] == ["'s"] and not _code([w.lower() for w in words[:4]])[0]:
        del words[1]
    for length in (4, 3, 2, 1):
        hit, code = _code([w.lower() for w in words[:length]])
        if hit:
            return code
    return None


def _behind_forces(text: str, begin: int) -> int:
    """Where the country stands whose forces are named at an offset: Armed Forces of Ukraine."""
    forces = _FORCES_OF.match(text, begin)
    services = forces is not None and all(word in _SERVICES for word in forces[1].lower().split())
    return forces.end() if forces is not None and services else begin


def _force(letters: str) -> str | None:
    """The country of a force's abbreviation: RCAF."""
    hit = nations().longest([letters.lower()], 0)
    return hit[1].country if hit is not None and hit[1].kind.startswith("force") else None


@dataclass(frozen=True, slots=True)
class NationHeading:
    """A line of its own that names a side; no country for a movement without one."""

    start: int
    country: str | None


def headings(text: str) -> list[NationHeading]:
    """The headings of the orders of battle in the text."""
    return [NationHeading(*found) for line in _HEADING.finditer(text) for found in _side(line)]


def _side(line: re.Match[str]) -> Iterator[tuple[int, str | None]]:
    words = line[1].lower().replace("’s", "").split()
    for length in (3, 2, 1) if words[0] != _ENEMY else ():
        hit, code = _code(words[:length])
        rest = words[length:] if code != NO_COUNTRY or words[length : length + 1] != ["of"] else []
        if hit and all(w in _SERVICES or w in _HEADING_WORDS for w in rest):
            yield line.start(), code
            return


@told.rule(
    "units.country.heading",
    reads=(
        "The American 1st Division, the American 2nd Division and the American 3rd Division came.\n\nFrench Army\n\nAmerican guns fired.\n\n[[5th Brigade]]\n",
    ),
    leaves=(
        "The American 1st Division, the American 2nd Division and the American 3rd Division came.\n\nThe French army came.\n\n5th Brigade\n",
    ),
    source="orders of battle",
)
def heading_above(unit: Candidate, text: str, above: NationHeading | None) -> NationHeading | None:
    """The heading above a unit that stands on a line of a list."""
    # bounded searches: a text may be one line
    left = text.rfind("\n", max(0, unit.start - _LIST_LINE), unit.start)
    right = text.find("\n", unit.end, unit.end + _LIST_LINE)
    ends = right >= 0 or unit.end + _LIST_LINE > len(text)
    return above if ends and (left >= 0 or unit.start < _LIST_LINE) else None
