"""Whom a text names as the enemy: in a report's sections on intelligence, under a heading, behind the word itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.rules import told

_ENEMY: Final = re.compile(
    r"^[^\S\n]*\(?(?:\d{1,2}|[a-z])[.)][^\S\n]*(?:intelligence|enemy(?:[ ]\w+){0,3})\b", re.IGNORECASE | re.MULTILINE
)
_ENEMY_LINE: Final = re.compile(r"^[^\S\n]*(?:enemy|hostile)(?:[ ]\w+){0,3}[^\S\n]*:", re.IGNORECASE | re.MULTILINE)
_NEXT_PART: Final = re.compile(r"\n[^\S\n]*(?:\n|[A-Za-z][\w ]{2,30}:)")
"""A blank line, or one that begins with another heading."""
_OF_ENEMY: Final = re.compile(
    r"(?:\b(?:enemy|hostile)(?:['’]s)?|\b(?:PWs?|POWs?|PsW|prisoners|deserters?)"
    r"(?:,? \(?(?:among (?:them|whom were)|including|mostly|mainly|chiefly|all)(?: (?:some|many|the|\d{1,4}))?(?: (?:men|officers|soldiers))?)?"
    r" (?:of|from)(?: the)?)\s+$",
    re.IGNORECASE,
)
_OF_ENEMY_REACH: Final = 70
_SECTION: Final = re.compile(r"^[^\S\n]*\d{1,2}\.[^\S\n]", re.MULTILINE)


class Enemies:
    """Where a text speaks of the enemy."""

    def __init__(self, text: str) -> None:
        self._text, self._sections, self._parts = text, enemy_sections(text), enemy_parts(text)

    def named(self, units: Sequence[Candidate]) -> bool:
        """Whether all of a unit's mentions name it as the enemy."""
        return all(enemy_named(unit, self._text, self._parts) for unit in units)

    def reported(self, units: Sequence[Candidate]) -> bool:
        """Whether all of a unit's mentions stand where a report speaks of the enemy, but may speak of its own side too."""
        return all(in_enemy_section(unit, self._sections) for unit in units)


def enemy_sections(text: str) -> list[tuple[int, int]]:
    """The numbered sections of a report that are about the enemy: offsets from the heading to the next one.

    They come in text order and do not overlap: a heading inside one begins no other.
    """
    found: list[tuple[int, int]] = []
    sections = [section.start() for section in _SECTION.finditer(text)]
    for heading in _ENEMY.finditer(text):
        if found and heading.start() < found[-1][1]:
            continue
        following = bisect_left(sections, heading.end())
        found.append((heading.start(), sections[following] if following < len(sections) else len(text)))
    return found


def enemy_parts(text: str) -> list[tuple[int, int]]:
    """The parts of a text under a heading ``Enemy:`` without a number: offsets to a blank line or the next heading."""
    found: list[tuple[int, int]] = []
    for heading in _ENEMY_LINE.finditer(text):
        following = _NEXT_PART.search(text, heading.end())
        found.append((heading.start(), following.start() if following else len(text)))
    return found


@told.veto(
    "units.country.enemy-named",
    reads=(
        "2nd Canadian Corps, summary. Our guns fired.\nEnemy: the [[89 Inf Div]] held.\n",
        "2nd Canadian Corps, summary. Our guns fired at the enemy [[89 Inf Div]].\n",
        "2nd Canadian Corps, summary. It took 20 prisoners, among them men of the [[89 Inf Div]].\n",
    ),
    leaves=("2nd Canadian Corps, summary. Our guns fired. The [[89 Inf Div]] held.\n",),
    source="intelligence summaries and war diaries",
)
def enemy_named(unit: Candidate, text: str, parts: list[tuple[int, int]]) -> bool:
    """What stands under ``Enemy:`` or behind ``enemy`` or ``prisoners of`` is not the writer's."""
    before = _OF_ENEMY.search(text, max(0, unit.start - _OF_ENEMY_REACH), unit.start)
    return before is not None or in_enemy_section(unit, parts)


@told.veto(
    "units.country.enemy-section",
    reads=(
        "APO San Francisco\n1. Task Organization: US 1st Battalion, 5th Infantry.\n2. Intelligence: The [[305th Battalion]] was seen.\n3. Execution: It left.\n",
    ),
    leaves=(
        "APO San Francisco\n1. Task Organization: US 1st Battalion, 5th Infantry.\n2. Weather: The 305th Battalion was wet.\n3. Execution: It left.\n",
    ),
    source="after-action reports",
)
def in_enemy_section(unit: Candidate, sections: list[tuple[int, int]]) -> bool:
    """What a report names under Intelligence or Enemy is not its own."""
    at = bisect_left(sections, (unit.start,)) - 1
    return at >= 0 and unit.start < sections[at][1]
