"""Which mention is the superior of which: by the words between two, by a list that a sentence or a heading opens."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from sitrex.annotate.units.document.pairs import listed
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import RANK

_AUXILIARY: Final = (
    r"(?:(?:which|that)\s+)?(?:(?:was|were|is|are|(?:had|has|have)\s+been|being)\s+)?"
    r"(?:(?:then|now|still|also|again|initially|directly|later|subsequently|briefly|temporarily)\s+)?"
)
_MOVED: Final = (
    r"(?:attached|assigned|reassigned|subordinated?|transferred|allocated|allotted|regrouped|reporting)\s+"
    r"(?:directly\s+)?(?:to|under|into)"
)
_COMMANDED: Final = (
    r"(?:(?:serving|fighting|operating|placed|came|coming|put)\s+)?under"
    r"(?:\s+the\s+(?:(?:direct|operational|tactical)\s+)?(?:command|control|authority)\s+of)?"
)
_BELONGS: Final = (
    r"(?:(?:becoming|became|forming|formed|forms|constituting|as)\s+)?(?:a\s+)?part\s+of|(?:serving|fighting)\s+(?:in|with|on)|"
    r"belonging\s+to|joined|joining|of|from|in|within"
)
_IS_A: Final = r"(?:was|is|were|are)\s+(?:an?|the|one)\s+(?:[\w-]+\s+){0,4}?(?:of|in|within|under|assigned\s+to)"
_OF: Final = re.compile(
    rf"(?:\s*,)?\s+(?:{_AUXILIARY}(?:{_MOVED}|{_COMMANDED}|{_BELONGS})|{_IS_A})"
    r"(?:\s+(?:the|its|their))?(?:\s+(?:new|newly\s+(?:formed|created|raised|arrived)))?\s+"
)
_POSSESSIVE: Final = re.compile(r"['’]s?\s+|,?\s+whose\s+", re.IGNORECASE)
_BRACKET: Final = re.compile(
    r",?\s*[(\[]\s*(?:(?:then\s+|now\s+)?(?:part\s+of|of|in|under|from|attached\s+to)\s+)?(?:the\s+)?"
)
_ITS: Final = re.compile(r"\bits\s+(?:own\s+)?$")
_ITS_REACH: Final = 250
_NOUN: Final = (
    r"(battalion|squadron|regiment|brigade|division|corps|army|front|group|wing|fleet|flotilla|command|battery|company)"
)
_THE_UNITS: Final = re.compile(rf"\b(?:the|this)\s+{_NOUN}['’]s\s+$", re.IGNORECASE)
_HAS: Final = (
    r"(?:(?:then|now|also|initially|originally|currently|still)\s+)?"
    r"(?:compris(?:ed|es|e|ing)|consist(?:ed|s|ing)?\s+of|includ(?:ed|es|ing)|contain(?:ed|s|ing)|"
    r"(?:(?:was|is|were|being)\s+)?(?:composed|made\s+up|formed)\s+of|controll(?:ed|s|ing))\b(?!\s+(?:by|in|over)\b)"
)
_UNIT_HAS: Final = re.compile(
    rf"(?:\s*\([^()\n]{{1,60}}\))?,?\s+(?:(?:which|that)\s+)?{_HAS}|\s*\([^()\n]{{1,60}}\),\s+with\s+(?=the\b|its\b)"
)
_NOUN_HAS: Final = re.compile(rf"\b(?:the|this)\s+{_NOUN}\s+{_HAS}", re.IGNORECASE)
_HEADING: Final = re.compile(
    r"\b(?:order\s+of\s+battle|composition|structure|organi[sz](?:ed|ation)|compris(?:ed|es|ing)|consist(?:ed|s|ing)\s+of|"
    r"includ(?:ed|es|ing)|composed\s+of|made\s+up\s+of|as\s+follows)\b[^\n.]{0,100}:[ \t]*\n",
    re.IGNORECASE,
)
_THE: Final = re.compile(rf"\b(?:the|this)\s+{_NOUN}\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z“\"(])|\n")
_ELSEWHERE: Final = re.compile(
    r"\b(?:while|whereas|but|when|where|after|before|until|against|replac\w+|with|under|supported|attack\w*|defeat\w*|"
    r"join\w*|from|relieved)\b"
)
"""What a list of subordinates does not go on over."""
_REACH: Final = 300
"""Characters between two members of a list."""
_MOST: Final = 60
"""Members of a list."""
_LINES: Final = 5000
"""Characters of a list whose members stand on lines of their own."""
_NEAREST: Final = 20
"""Mentions among which the division that a text speaks of is looked for."""


def superiors(units: list[Candidate], text: str) -> dict[int, int]:
    """Index of the superior's mention by index of the unit: X of the Y, Y's X, X (Y), Y comprised X, and lists of these."""
    links: dict[int, int] = {}
    for i in range(len(units) - 1):
        here, after = units[i], units[i + 1]
        gap = text[here.end : min(after.start, here.end + 121)]
        if not gap or len(gap) > 120 or here.evidence == "bracket" or after.evidence == "bracket":
            continue
        if _larger(after, here) and here.parent is None and (_gap_of(gap) or _BRACKET.fullmatch(gap)):
            links[i] = i + 1
        elif _larger(here, after) and after.parent is None and _POSSESSIVE.fullmatch(gap):
            links[i + 1] = i
    _of_before(units, text, links)
    for above, begin, first in _compositions(units, text):
        _members(units, text, links, above, begin, first)
    _headed_lists(units, text, links)
    _share_in_lists(units, text, links)
    return links


def _larger(above: Candidate, below: Candidate) -> bool:
    """Whether one can be the other's superior by size."""
    return RANK.get(above.echelon or "", 7) > RANK.get(below.echelon or "", 6)


def _gap_of(gap: str) -> bool:
    found = _OF.match(gap)
    if found is None:
        return False
    words = gap[found.end() :].split()
    return len(words) <= 4 and all(w[0].isupper() or w in ("’s", "'s", "and") for w in words)


def _of_before(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """Its 12th Regiment is of the nearest larger unit before, the division's 12th Regiment of the last division."""
    last: dict[str | None, int] = {}
    for i, unit in enumerate(units):
        if i not in links and unit.parent is None:
            named = _THE_UNITS.search(text, max(0, unit.start - 25), unit.start)
            if named is not None:
                j = last.get(named[1].lower())
                if j is not None and _larger(units[j], unit):
                    links[i] = j
            elif _ITS.search(text, max(0, unit.start - 10), unit.start):
                j = next((j for j in _just_before(units, i) if _larger(units[j], unit)), None)
                if j is not None:
                    links[i] = j
        last[unit.echelon] = i


def _just_before(units: list[Candidate], i: int) -> Iterator[int]:
    for j in range(i - 1, -1, -1):
        if units[j].start < units[i].start - _ITS_REACH:
            return
        yield j


def _compositions(units: list[Candidate], text: str) -> Iterator[tuple[int, int, int]]:
    """Index of X in ``X consisted of`` or ``the division included``, where the list begins, index of its first unit."""
    for i, unit in enumerate(units[:-1]):
        verb = _UNIT_HAS.match(text, unit.end) if unit.evidence != "bracket" else None
        if verb is not None:
            yield i, verb.end(), i + 1
    starts = [unit.start for unit in units]
    for verb in _NOUN_HAS.finditer(text):
        first = bisect_left(starts, verb.end())
        above = _last_of(units, first, verb[1].lower())
        if above is not None:
            yield above, verb.end(), first


def _last_of(units: list[Candidate], before: int, echelon: str) -> int | None:
    """The nearest unit of an echelon among the few before an index."""
    near = range(before - 1, max(-1, before - 1 - _NEAREST), -1)
    return next((j for j in near if units[j].echelon == echelon), None)


def _members(units: list[Candidate], text: str, links: dict[int, int], above: int, end: int, first: int) -> None:
    """Everything smaller in the sentence from offset ``end`` on is under ``above``."""
    depth = 0
    for i in range(first, min(len(units), first + _MOST)):
        unit = units[i]
        gap = text[end : min(unit.start, end + _REACH)]
        depth += gap.count("(") - gap.count(")")
        elsewhere = i > first and depth <= 0 and _ELSEWHERE.search(gap)
        if unit.start - end >= _REACH or _SENTENCE.search(gap) or elsewhere:
            return
        end = unit.end
        if depth > 0 or unit.evidence == "bracket":
            continue
        if not _larger(units[above], unit):
            return
        if i not in links and unit.parent is None:
            links[i] = above


def _headed_lists(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """The lines after ``The order of battle of the 254th was as follows:``, until an empty one."""
    starts = [unit.start for unit in units]
    for heading in _HEADING.finditer(text):
        reach = max(0, heading.start() - _REACH)
        begin = max(text.rfind(end, reach, heading.start()) for end in ("\n", ". ")) + 1
        first = bisect_left(starts, heading.end())
        own = bisect_left(starts, begin)
        above = first - 1 if own < first else None
        if above is None and (noun := _THE.search(text, begin, heading.end())):
            above = _last_of(units, first, noun[1].lower())
        if above is None:
            continue
        stop = text.find("\n\n", heading.end(), heading.end() + _LINES)
        stop = heading.end() + _LINES if stop < 0 else stop
        for i in range(first, bisect_left(starts, stop)):
            if i not in links and units[i].parent is None and _larger(units[above], units[i]):
                links[i] = above


def _share_in_lists(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """1st, 2nd and 3rd Battalions of the 18th Regiment, its 5th and 6th Battalions: one superior for all."""
    for i in range(len(units) - 2, -1, -1):
        here, after = units[i], units[i + 1]
        if i not in links and here.parent is None and links.get(i + 1, 0) > i + 1 and listed(here, after, text):
            links[i] = links[i + 1]
    for i in range(1, len(units)):
        before, here = units[i - 1], units[i]
        if i not in links and here.parent is None and links.get(i - 1, i) < i - 1 and listed(before, here, text):
            links[i] = links[i - 1]
