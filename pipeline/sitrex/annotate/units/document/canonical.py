"""The one written form that stands for all mentions of a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sitrex.annotate.units.document.clusters import OPENED
from sitrex.annotate.units.document.full_forms import number_and_arm
from sitrex.annotate.units.document.pairs import listed
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import echelons, nations
from sitrex.normalise.numerals import parse_ordinal

_LETTER: Final = 3
_LONGEST_NUMBER: Final = 4
"""Words of a number: One hundred and fifth."""
_HULL: Final = re.compile(r"[A-Za-z]+[-–]\d+")


def written_forms(units: list[Candidate], groups: list[int], text: str) -> list[str]:
    """For each unit the longest form of its cluster; a member of a list gets the head that the list shares."""
    forms = _full_forms(units, text)
    longest: dict[int, str] = {}
    for i, group in enumerate(groups):
        again = units[i].alias_of is not None or (
            group != i and OPENED.fullmatch(text, units[i - 1].end, units[i].start)
        )
        if not again and len(forms[i]) > len(longest.get(group, "")):
            longest[group] = forms[i]
    return [longest.get(group, form) for group, form in zip(groups, forms, strict=True)]


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands behind the number of a list's member, and whose it is."""

    words: list[str]
    owner: Candidate


def _full_forms(units: list[Candidate], text: str) -> list[str]:
    """The forms as written, those of a list's members with its head: 1st and 3rd Brigades, Companies H & K."""
    # an arm is no head: the 9th of the 9th and 38th Infantry is written so
    pairs = pairwise(units)
    follows = [False, *(listed(a, b, text) and not number_and_arm(b) for a, b in pairs), False]
    forms = _behind_head(units, follows)
    tail: Tail | None = None
    for i in range(len(units) - 1, -1, -1):
        unit = units[i]
        words = forms[i].split()
        if unit.designator is not None or follows[i]:
            words = [_singular(word, unit) for word in words]
        after = units[i + 1] if follows[i + 1] else None
        if _chained(words, unit, after):
            # the members of a list before it have its words too
            tail = Tail(_behind_number(words) if follows[i] and units[i - 1].parent == unit.parent else [], unit)
        elif after is None or tail is None or not tail.words:
            tail = Tail(_behind_number(words) if unit.designator is not None or follows[i] else [], unit)
        else:
            words, tail = _in_list(words, unit, after, tail)
        forms[i] = " ".join(words)
    return forms


def _behind_number(words: list[str]) -> list[str]:
    """The words behind the first, or behind a number of several words: One hundred and fifth Pennsylvania."""
    for end in range(min(len(words), _LONGEST_NUMBER), 1, -1):
        if parse_ordinal([part for word in words[:end] for part in word.lower().split("-")]) is not None:
            return words[end:]
    return words[1:]


def _chained(words: list[str], unit: Candidate, after: Candidate | None) -> bool:
    """Whether a unit with its superior has all of its words, as one that shares the superior of the next has not."""
    return unit.parent is not None and (len(words) > 1 or after is None or after.parent != unit.parent)


def _in_list(words: list[str], unit: Candidate, after: Candidate, tail: Tail) -> tuple[list[str], Tail]:
    """The words of a list's member with those that it shares, and what the members before it share."""
    rest = _behind_number(words)
    first = " ".join(words[: len(words) - len(rest)])
    if not rest:
        return ([first] if _whole(unit) else [first, *tail.words]), tail
    if _headed(rest, unit) or not _headed(tail.words[-1:], unit):
        # 29th Tank Corps, 13th Light Dragoons: whole, and what stands before it in the list has its words
        return words, Tail(rest, unit)
    words = [*words, *(word for word in _shared(tail, unit, after) if word not in rest and word[0] != "(")]
    # 1st, 2nd Infantry and 3rd Cavalry Divisions
    return words, tail if unit.branch == tail.owner.branch else Tail(_behind_number(words), unit)


def _whole(unit: Candidate) -> bool:
    """Whether its one word is all of its name: LIB-505, the Chindits."""
    return _HULL.fullmatch(unit.text) is not None or (unit.designator is None and unit.echelon is None)


def _headed(words: list[str], unit: Candidate) -> bool:
    """Whether the word or words for the unit's echelon are among these."""
    small = [word.lower() for word in words]
    found = (echelons().longest(small, i) for i in range(len(small)))
    return unit.echelon is not None and any(entry is not None and entry[1].echelon == unit.echelon for entry in found)


def _shared(tail: Tail, unit: Candidate, after: Candidate) -> list[str]:
    """The words at the end of a list that are a member's too, which has words of its own.

    Of another arm the head alone: 30th Guards and 220th Tank Brigades, but 95th Motor Rifle and 66th Tank Regiments. A
    nation or a name where the member has one is its own: 14th Imam Hossein and 41st Tharallah Divisions.
    """
    if unit.branch != after.branch:
        return tail.words[-1:]
    names = (tail.owner.name or "").split() if unit.name is not None else []
    return [word for word in tail.words if word.strip('"“”') not in names and not _nation(word)]


def _nation(word: str) -> bool:
    return nations().longest([word.lower()], 0) is not None


def _behind_head(units: list[Candidate], follows: list[bool]) -> list[str]:
    """The words of each unit, a letter behind that of the unit before with its head: Companies H & K."""
    forms = [" ".join(unit.text.split()) for unit in units]
    for i, unit in enumerate(units):
        heads, _, letter = forms[i - 1].rpartition(" ")
        if (
            follows[i]
            and " " not in forms[i]
            and heads
            and len(letter) <= _LETTER
            and _headed(heads.split()[-1:], unit)
        ):
            forms[i] = f"{heads} {forms[i]}"
    return forms


def _singular(word: str, unit: Candidate) -> str:
    """The word, without its plural ending if it is the plural of the unit's echelon."""
    if word[-1] == ",":
        return _singular(word[:-1], unit) + "," if len(word) > 1 else word
    entry = echelons().longest([word.lower()], 0)
    if entry is None or not entry[1].plural or entry[1].echelon != unit.echelon or word[-1] not in "sS":
        return word
    stem = word[:-3] + ("Y" if word.isupper() else "y") if word.lower().endswith("ies") else word[:-1]
    single = echelons().longest([stem.lower()], 0)
    return word if single is None or single[1].echelon != unit.echelon else stem
