"""Which mention is the superior of which: by the words between two, by a list that a sentence or a heading opens."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from sitrex.annotate.units.document.pairs import listed
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import RANK
from sitrex.annotate.units.rules import told
from sitrex.annotate.units.tables import superior_cells

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
_POSSESSIVE_REACH: Final = 10
_NOUN_REACH: Final = 25
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
_ORGANIZED: Final = re.compile(r"\btask\s+organi[sz]ation\b[^\n:]{0,60}:\s*", re.IGNORECASE)
_SECTION: Final = re.compile(r"\n\s*\n|\n\s*\d{1,2}\.\s")
"""Where a numbered section of a report ends."""
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
        if _larger(after, here) and here.parent is None and (belongs_to(here, gap) or in_bracket(here, gap)):
            links[i] = i + 1
        elif _larger(here, after) and after.parent is None and owned(after, gap):
            links[i + 1] = i
    _of_before(units, text, links)
    for above, begin, first in _compositions(units, text):
        _members(units, text, links, above, begin, first)
    _headed_lists(units, text, links)
    _task_organizations(units, text, links)
    _in_tables(units, text, links)
    _share_in_lists(units, text, links)
    return links


def _larger(above: Candidate, below: Candidate) -> bool:
    """Whether one can be the other's superior by size."""
    return RANK.get(above.echelon or "", 7) > RANK.get(below.echelon or "", 6)


@told.rule(
    "units.superior.of",
    reads=(
        "The [[7th Brigade]] of the 5th Division held.",
        "The [[7th Brigade]] was attached to the 5th Division.",
        "The [[7th Brigade]] was a part of the 5th Division.",
    ),
    leaves=("The [[7th Brigade]] relieved the 5th Division.",),
    source="English phrases of belonging and subordination",
    nothing=False,
)
def belongs_to(unit: Candidate, gap: str) -> bool:
    """X of the Y, X attached to the Y: at most four words of a name stand before Y."""
    found = _OF.match(gap)
    if found is None:
        return False
    words = gap[found.end() :].split()
    return len(words) <= 4 and all(w[0].isupper() or w in ("’s", "'s", "and") for w in words)


@told.rule(
    "units.superior.bracket",
    reads=("The [[7th Brigade]] (5th Division) held.",),
    source="orders of battle",
    nothing=False,
)
def in_bracket(unit: Candidate, gap: str) -> bool:
    """X (Y)."""
    return _BRACKET.fullmatch(gap) is not None


@told.rule(
    "units.superior.possessive",
    reads=("The 5th Division's [[7th Brigade]] held.",),
    source="English possessive",
    nothing=False,
)
def owned(unit: Candidate, gap: str) -> bool:
    """Y's X, Y whose X."""
    return _POSSESSIVE.fullmatch(gap) is not None


def _of_before(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """Its 12th Regiment is of the nearest larger unit before, the division's 12th Regiment of the last division."""
    last: dict[str | None, int] = {}
    for i, unit in enumerate(units):
        if i not in links and unit.parent is None:
            noun = owning_noun(unit, text)
            if noun is not None:
                j = last.get(noun)
            else:
                near = _just_before(units, i) if its(unit, text) else iter(())
                j = next((j for j in near if _larger(units[j], unit)), None)
            if j is not None and _larger(units[j], unit):
                links[i] = j
        last[unit.echelon] = i


@told.rule(
    "units.superior.the-noun",
    reads=("The 5th Division held. Near here the division's [[7th Brigade]] left.",),
    source="English possessive",
)
def owning_noun(unit: Candidate, text: str) -> str | None:
    """The division's X: the noun, of whose units the last is meant."""
    named = _THE_UNITS.search(text, max(0, unit.start - _NOUN_REACH), unit.start)
    return None if named is None else named[1].lower()


@told.rule(
    "units.superior.its",
    reads=("The 5th Division held. Near here its [[7th Brigade]] left.",),
    source="English possessive",
    nothing=False,
)
def its(unit: Candidate, text: str) -> bool:
    """Its X, of the nearest larger unit before."""
    return _ITS.search(text, max(0, unit.start - _POSSESSIVE_REACH), unit.start) is not None


def _just_before(units: list[Candidate], i: int) -> Iterator[int]:
    for j in range(i - 1, -1, -1):
        if units[j].start < units[i].start - _ITS_REACH:
            return
        yield j


def _compositions(units: list[Candidate], text: str) -> Iterator[tuple[int, int, int]]:
    """Index of X in ``X consisted of`` or ``the division included``, where the list begins, index of its first unit."""
    for i, unit in enumerate(units[:-1]):
        end = comprises(unit, text)
        if end is not None:
            yield i, end, i + 1
    starts = [unit.start for unit in units]
    for verb in _NOUN_HAS.finditer(text):
        first = bisect_left(starts, verb.end())
        above = _last_of(units, first, verb[1].lower())
        if above is not None and noun_comprises(units[above], verb):
            yield above, verb.end(), first


@told.rule(
    "units.superior.comprised",
    reads=("The 5th Division consisted of the [[7th Brigade]] and the [[8th Brigade]].",),
    leaves=("The 5th Division saw the [[7th Brigade]].",),
    source="English verbs of composition",
)
def comprises(unit: Candidate, text: str) -> int | None:
    """Y consisted of X: where the list of what is under the unit begins."""
    verb = _UNIT_HAS.match(text, unit.end) if unit.evidence != "bracket" else None
    return None if verb is None else verb.end()


@told.rule(
    "units.superior.noun-comprised",
    reads=("The 5th Division held. Near here the division included the [[7th Brigade]].",),
    source="English verbs of composition",
    nothing=False,
)
def noun_comprises(unit: Candidate, verb: re.Match[str]) -> bool:
    """The division included X, of the last division."""
    return unit.echelon == verb[1].lower()


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
        elsewhere = i > first and depth <= 0 and another_matter(unit, gap)
        if unit.start - end >= _REACH or next_sentence(unit, gap) or elsewhere:
            return
        end = unit.end
        if depth > 0 or unit.evidence == "bracket":
            continue
        if not _larger(units[above], unit):
            return
        if i not in links and unit.parent is None:
            links[i] = above


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
    reads=("The 5th Division consisted of the 7th Brigade. The [[8th Brigade]] left.",),
    source="sentences",
)
def next_sentence(unit: Candidate, gap: str) -> bool:
    """A list of subordinates ends with its sentence."""
    return _SENTENCE.search(gap) is not None


def _task_organizations(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """The first unit behind ``Task organization:`` commands the smaller ones of the section."""
    starts = [unit.start for unit in units]
    for heading in _ORGANIZED.finditer(text):
        above = bisect_left(starts, heading.end())
        if above >= len(units) or starts[above] > heading.end() + _POSSESSIVE_REACH:
            continue
        section = _SECTION.search(text, units[above].end, heading.end() + _LINES)
        stop = section.start() if section else heading.end() + _LINES
        for i in range(above + 1, bisect_left(starts, stop)):
            if i not in links and in_task_organization(units[i], units[above]):
                links[i] = above


@told.rule(
    "units.superior.task-organization",
    reads=(
        "The army left. Task Organization: 1st Bn, 5th Infantry: Smith, commanding.\n[[Co A]]: Jones, commanding.\n",
    ),
    source="after-action reports",
    nothing=False,
)
def in_task_organization(unit: Candidate, above: Candidate) -> bool:
    """A smaller unit of the section that a task organization opens."""
    return unit.parent is None and _larger(above, unit)


def _in_tables(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """A figure in a table is under that in the column before, or under the last larger unit above the table."""
    above = superior_cells(text)
    place = {unit.start: i for i, unit in enumerate(units)}
    head: int | None = None
    for i, unit in enumerate(units):
        if unit.start not in above:
            head = i if unit.echelon == "division" else head
            continue
        cell = above[unit.start]
        j = place.get(cell) if cell is not None else head
        if j is not None and i not in links and in_table(unit, units[j]):
            links[i] = j


@told.rule(
    "units.superior.table",
    reads=(
        "The 10th Division of the army held.\n\n"
        " Arm       |Brigade. |Regiment.\n Infantry. |19.      |[[6 Gren.]]\n           |20.      |47.\n",
    ),
    source="orders of battle in tables",
    nothing=False,
)
def in_table(unit: Candidate, above: Candidate) -> bool:
    """A cell under the larger one to its left, or the table under its division."""
    return unit.parent is None and _larger(above, unit)


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
            if i not in links and under_heading(units[i], units[above]):
                links[i] = above


@told.rule(
    "units.superior.heading",
    reads=("The order of battle of the 5th Division was as follows:\n7th Brigade\n[[8th Brigade]]\n",),
    source="orders of battle",
    nothing=False,
)
def under_heading(unit: Candidate, above: Candidate) -> bool:
    """A line of the list that a heading opens."""
    return unit.parent is None and _larger(above, unit)


def _share_in_lists(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """1st, 2nd and 3rd Battalions of the 18th Regiment, its 5th and 6th Battalions: one superior for all."""
    for i in range(len(units) - 2, -1, -1):
        here, after = units[i], units[i + 1]
        if i not in links and links.get(i + 1, 0) > i + 1 and listed_before(here, after, text):
            links[i] = links[i + 1]
    for i in range(1, len(units)):
        before, here = units[i - 1], units[i]
        if i not in links and links.get(i - 1, i) < i - 1 and listed_behind(here, before, text):
            links[i] = links[i - 1]


@told.rule(
    "units.superior.list-before",
    reads=("The [[7th]], [[8th]] and 9th Brigades of the 5th Division held.",),
    source="English style: one superior for a list",
    nothing=False,
)
def listed_before(unit: Candidate, after: Candidate, text: str) -> bool:
    """What is listed before a unit with a superior."""
    return unit.parent is None and listed(unit, after, text)


@told.rule(
    "units.superior.list-behind",
    reads=("The 5th Division held. Near here its 7th and [[8th Brigades]] left.",),
    source="English style: one superior for a list",
    nothing=False,
)
def listed_behind(unit: Candidate, before: Candidate, text: str) -> bool:
    """What is listed behind a unit with a superior."""
    return unit.parent is None and listed(before, unit, text)
