"""What a formation consists of: Y comprised X, Y (X and X), Y: X, X."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sitrex.annotate.units.document.by_indent import heads_line
from sitrex.annotate.units.document.pairs import NOUN, larger, last_of
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.rules import told

_OPENED: Final = re.compile(r"\s*[(\[]\s*(?:the\s+)?")
_HAS: Final = (
    r"(?:(?:then|now|also|initially|originally|currently|still)\s+)?"
    r"(?:compris(?:ed|es|e|ing)|consist(?:ed|s|ing)?\s+of|includ(?:ed|es|ing)|contain(?:ed|s|ing)|"
    r"(?:(?:was|is|were|being)\s+)?(?:composed|made\s+up|formed)\s+of|controll(?:ed|s|ing)|"
    r"(?:command(?:ed|s|ing)|(?:took|takes|taking|assum(?:ed|es|ing))\s+(?:command|control)\s+of|has|had|fields|fielded)"
    r"(?=\s+(?:the|its|both|two|three)\s+\d))\b(?!\s+(?:by|in|over)\b)"
)
_UNIT_HAS: Final = re.compile(
    rf"(?:\s*\([^()\n]{{1,60}}\))?,?\s+(?:(?:which|that)\s+)?{_HAS}|\s*\([^()\n]{{1,60}}\),\s+with\s+(?=the\b|its\b)"
)
_NOUN_HAS: Final = re.compile(rf"\b(?:the|this)\s+{NOUN}\s+(?:(?:which|that)\s+)?{_HAS}\s+(?:the\s+)?$", re.IGNORECASE)
_NOUN_REACH: Final = 60
_COLON: Final = re.compile(r"(?:[^\S\n]*\([^()\n]{1,60}\))?(?:[^\S\n]*:|[^\S\n]+[-–—](?=[^\S\n]))[^\S\n]*(?:the\s+)?")
_WHOSE: Final = re.compile(r"(?:[A-Z][A-Za-z.]*[^\S\n]+){0,2}")
_SENTENCE: Final = re.compile(r"[.!?][\"”’)]?\s+(?:(?=[A-Z“\"(])|\Z)|\n")
_ELSEWHERE: Final = re.compile(
    r"\b(?:while|whereas|but|when|where|after|before|until|against|replac\w+|with|under|supported|attack\w*|defeat\w*|"
    r"join\w*|from|relieved)\b"
)
"""What a list of subordinates does not go on over."""
_REACH: Final = 300
"""Characters between two members of a list."""
_MOST: Final = 60
"""Members of a list."""


def compositions(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """Add to ``links`` what is listed behind a unit as what it consists of: index of the superior by index of the unit."""
    for above, begin, first in _lists(units, text):
        _members(units, text, links, above, first, begin, inside=_deeper(text[units[above].end : begin]) > 0)
    for first, unit in enumerate(units):
        noun = noun_comprises(unit, text)
        above_noun = last_of(units, first, noun) if noun else None
        if above_noun is not None:
            _members(units, text, links, above_noun, first, unit.start, inside=False)


def _lists(units: list[Candidate], text: str) -> Iterator[tuple[int, int, int]]:
    """Index of X in ``X consisted of``, where the list begins, index of its first unit."""
    for i, unit in enumerate(units[:-1]):
        after = units[i + 1]
        end = comprises(unit, text) or comprises_in_bracket(unit, after, text)
        first = i + 1
        if end is None and (colon := _COLON.match(text, unit.end)):
            # the bracket before the colon may name it again
            while first < len(units) - 1 and units[first].start < colon.end():
                first += 1
            # a dash is also one of prose
            if ":" in colon[0] or heads_line(unit, text):
                end = comprises_behind_colon(unit, units[first], colon)
        if end is not None:
            yield i, end, first


@told.rule(
    "units.superior.comprised",
    reads=(
        "The 5th Division consisted of the [[7th Brigade]] and the [[8th Brigade]].",
        "The 5th Division has the [[7th Brigade]] and fields the [[8th Brigade]].",
        "The 5th Division took command of the [[7th Brigade]].",
    ),
    leaves=(
        "The 5th Division saw the [[7th Brigade]].",
        "The 5th Division had seen the [[7th Brigade]].",
        "The 5th Division took control of the town and the [[7th Brigade]] left.",
    ),
    source="English verbs of composition and command",
)
def comprises(unit: Candidate, text: str) -> int | None:
    """Y consisted of X: where the list of what is under the unit begins."""
    verb = _UNIT_HAS.match(text, unit.end) if unit.evidence != "bracket" else None
    return None if verb is None else verb.end()


@told.rule(
    "units.superior.noun-comprised",
    reads=(
        "The 5th Division held. By May the division included the [[7th Brigade]] and the [[8th Brigade]].",
        "The 5th Division held. This division comprised the [[7th]], [[8th]] and [[9th Brigades]].",
    ),
    leaves=("The 5th Division held. By May the division saw the 7th Brigade.",),
    source="English style: a unit's later mention by its noun",
)
def noun_comprises(unit: Candidate, text: str) -> str | None:
    """The division included X: the noun, of whose units the last before the list is meant."""
    said = _NOUN_HAS.search(text, max(0, unit.start - _NOUN_REACH), unit.start)
    return None if said is None else said[1].lower()


@told.rule(
    "units.superior.bracket-members",
    reads=("The 5th Division ([[7th Brigade]], [[8th Brigade]] and [[9th Brigade]]) held.",),
    leaves=("The 7th Brigade (5th Division) held.", "The 7th Brigade (2nd XY) held."),
    source="orders of battle",
)
def comprises_in_bracket(unit: Candidate, after: Candidate, text: str) -> int | None:
    """Y (X, X and X): where the list of what is under the unit begins; a number and letters that nobody reads may be above it."""
    told = after.echelon is not None or (after.designator is not None and (after.name or after.branch) is not None)
    return after.start if told and larger(unit, after) and _OPENED.fullmatch(text, unit.end, after.start) else None


@told.rule(
    "units.superior.colon",
    reads=(
        "The army's I Corps (Reynolds): [[1st Division]] (Wadsworth), [[2nd Division]] (Robinson).",
        "The army left.\n\nI Corps – French [[1st Division]], [[2nd Division]]\n",
    ),
    leaves=("The army's I Corps left: the enemy saw the 2nd Division.",),
    source="orders of battle",
)
def comprises_behind_colon(unit: Candidate, after: Candidate, colon: re.Match[str]) -> int | None:
    """Y (commander): X, X; Y – X, X: where the list of what is under the unit begins; whose X is may stand before it."""
    if not larger(unit, after) or after.start < colon.end():
        return None
    return after.start if _WHOSE.fullmatch(colon.string, colon.end(), after.start) else None


def _members(
    units: list[Candidate], text: str, links: dict[int, int], above: int, first: int, end: int, *, inside: bool
) -> None:
    """Everything smaller in the sentence, or the bracket that it is ``inside`` of, from offset ``end`` on is under ``above``."""
    depth = 0
    for i in range(first, min(len(units), first + _MOST)):
        unit = units[i]
        gap = text[end : min(unit.start, end + _REACH)]
        depth += _deeper(gap)
        elsewhere = i > first and depth <= 0 and another_matter(unit, gap)
        if unit.start - end >= _REACH or next_sentence(unit, gap) or elsewhere or (inside and depth < 0):
            return
        end = unit.end
        if depth > 0 or unit.evidence == "bracket":
            continue
        if not larger(units[above], unit):
            return
        if i not in links and unit.parent is None:
            links[i] = above


def _deeper(gap: str) -> int:
    """How many brackets more a stretch opens than it closes."""
    return gap.count("(") + gap.count("[") - gap.count(")") - gap.count("]")


@told.veto(
    "units.superior.another-matter",
    reads=("The 5th Division consisted of the 7th Brigade while the [[8th Brigade]] left.",),
    leaves=("The 5th Division consisted of the 7th Brigade and the [[8th Brigade]].",),
    source="English conjunctions and verbs of fighting",
)
def another_matter(unit: Candidate, gap: str) -> bool:
    """A list of subordinates does not go on over another clause."""
    return _ELSEWHERE.search(gap) is not None


@told.veto(
    "units.superior.next-sentence",
    reads=(
        "The 5th Division consisted of the 7th Brigade. The [[8th Brigade]] left.",
        "The 5th Division consisted of the 7th Brigade. [[8th Brigade]] left.",
    ),
    leaves=("The 5th Division met the 7th Brigade. The 8th Brigade left.",),
    source="sentences",
)
def next_sentence(unit: Candidate, gap: str) -> bool:
    """A list of subordinates ends with its sentence."""
    return _SENTENCE.search(gap) is not None
