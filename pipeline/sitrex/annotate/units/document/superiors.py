"""Which mention is the superior of which: by the words between two, by a list that a sentence or a heading opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from sitrex.annotate.layout import sentences
from sitrex.annotate.units.document.by_lines import by_lines
from sitrex.annotate.units.document.compositions import compositions, comprises_in_bracket
from sitrex.annotate.units.document.pairs import NOUN, larger, listed, may_contain, may_take
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.rules import told

_AUXILIARY: Final = (
    r"(?:(?:which|that)\s+)?(?:(?:was|were|is|are|(?:had|has|have)\s+been|being)\s+)?"
    r"(?:(?:then|now|still|also|again|initially|directly|later|subsequently|briefly|temporarily)\s+)?"
)
_SUBORDINATE: Final = r"(?:attached|assigned|reassigned|subordinated?|transferred|allocated|allotted|regrouped|report(?:ing|s|ed)|belong(?:ing|s|ed))"
_MOVED: Final = (
    rf"{_SUBORDINATE}\s+(?:directly\s+)?(?:to|under|into)|(?:detached|drawn)\s+from|commanded\s+(?:directly\s+)?by"
)
_COMMANDED: Final = (
    r"(?:(?:serving|fighting|operating|placed|came|coming|put)\s+)?under"
    r"(?:\s+the\s+(?:(?:direct|operational|tactical)\s+)?(?:command|control|authority)\s+of)?"
)
_BELONGS: Final = (
    r"(?:(?:becoming|became|forming|formed|forms|constituting|as)\s+)?(?:a\s+)?part\s+of|(?:serving|fighting)\s+(?:in|with|on)|"
    r"joined|joining|of|from|in|within"
)
_IS_A: Final = r"(?:was|is|were|are)\s+(?:an?|the|one)\s+(?:[\w-]+\s+){0,4}?(?:of|in|within|under|assigned\s+to)"
BELONGING: Final = re.compile(
    rf"(?:\s*,|\)(?=\s+(?:was|were|is|are|belong|report)))?\s+(?:{_AUXILIARY}(?:{_MOVED}|{_COMMANDED}|{_BELONGS})|{_IS_A})"
    r"(?:\s+(?:the|its|their))?(?:\s+(?:new|newly\s+(?:formed|created|raised|arrived)))?\s+"
)
_POSSESSIVE: Final = re.compile(r"['’]s?\s+|,?\s+whose\s+", re.IGNORECASE)
_TO_WHICH: Final = re.compile(r"\s*,?\s+(?:to|under)\s+(?:which|whose\s+command)\s+(?:the\s+|its\s+)?")
_BELONGED: Final = re.compile(
    rf"\s+{_AUXILIARY}(?:{_SUBORDINATE}|placed|put|serv(?:ed|es|ing)|f(?:ought|ights)|came|fell)\b"
)
_PEOPLE_OF: Final = re.compile(r"['’]s?\s+(?:[a-z][\w-]*\s+){1,5}(?:of|from)\s+the\s+")
_BRACKET: Final = re.compile(
    r",?\s*(?:\[[A-Z]{2,6}\]\s*)?[(\[]\s*(?:[A-Z]{2,6},\s*)?(?:(?:both|all|each|then|now)\s+)?"
    r"(?:(?:part\s+of|of|in|under|from|attached\s+to|assigned\s+to)\s+)?(?:the\s+)?"
)
"""An abbreviation of the unit may stand before the bracket or at its head: 68th Division [MRD] (, 1st Army (GTA, ."""
_IN_LIST: Final = re.compile(r"\s*(?:\[[A-Z ]{2,12}\])?,\s*")
_ITS: Final = re.compile(r"\bits\s+(?:own\s+)?$")
_ITS_REACH: Final = 250
_POSSESSIVE_REACH: Final = 10
_NOUN_REACH: Final = 25
_THE_UNITS: Final = re.compile(rf"\b(?:the|this)\s+{NOUN}['’]s\s+$", re.IGNORECASE)
_NOUN_IS: Final = re.compile(
    rf"\b(?:the|this)\s+{NOUN}\s+{_AUXILIARY}(?:{_MOVED}|{_COMMANDED}|(?:a\s+)?part\s+of)\s+(?:the\s+)?$", re.IGNORECASE
)
_NOUN_IS_REACH: Final = 90
_UNTIL_ANOTHER: Final = re.compile(
    r"(?:,?\s+[A-Z][\w.]*){0,3},?\s+(?:to|until|till)\s+(?:[A-Z][a-z]+\.?,?\s+)?\d{4}[.,;]?\s+(?:(?:and|then|to|with|the)\s+){0,3}"
)
"""What stands between one superior and the next, perhaps with the rest of a place behind the first: `, D.C., to May 1863. `."""
_FAR: Final = 120
"""Characters between a unit and the next that says something of it."""
_REACH: Final = 300
"""Characters from a bracket to a unit in it."""
_MOST: Final = 60
"""Units in a bracket."""


def superiors(units: list[Candidate], text: str) -> dict[int, int]:
    """Index of the superior's mention by index of the unit: X of the Y, Y's X, X (Y), Y comprised X, and lists of these."""
    links: dict[int, int] = {}
    possessed: set[int] = set()
    for i, (here, after) in enumerate(pairwise(units)):
        gap = text[here.end : after.start]
        if not 0 < len(gap) <= _FAR or here.evidence == "bracket" or introduced(after, here):
            continue
        said = _said(units, i, gap, text)
        if i in possessed and not said and may_take(after, units[links[i]]) and _beside(units, i, gap, text):
            # what stands beside the owned unit is above its owner: the 29th Army's 139th Regiment (Vostok Group of Forces)
            links.setdefault(links[i], i + 1)
        elif here.parent is None and (said or _beside(units, i, gap, text)):
            links[i] = i + 1
        elif may_take(here, after) and (owned(after, gap) or under_which(after, gap, text)):
            links[i + 1] = i
            possessed.add(i + 1)
    _of_people(units, text, links)
    _of_before(units, text, links)
    compositions(units, text, links)
    by_lines(units, text, links)
    _share_in_lists(units, text, links, possessed)
    return links


def _said(units: list[Candidate], i: int, gap: str, text: str) -> bool:
    """Whether the words between say that a unit is of the next: X of the Y."""
    here, after = units[i], units[i + 1]
    of_it = may_contain(after, here) and belongs_to(here, gap) and not other_sentence(here, after, text)
    return of_it and not for_a_time(here, units[i + 1 : i + 3], text)


def _beside(units: list[Candidate], i: int, gap: str, text: str) -> bool:
    """Whether the larger unit behind a unit stands in its bracket, or as its grouping."""
    here, after = units[i], units[i + 1]
    if not larger(after, here):
        return False
    return in_bracket(here, gap) or grouping_behind(here, after, gap) or _goes_on(units, i, text)


def introduced(alias: Candidate, unit: Candidate) -> bool:
    """Whether it is the abbreviation of the unit before it, and not one that the text has told before."""
    return alias.evidence == "bracket" and alias.alias_of in (unit.start, unit.alias_of)


def _goes_on(units: list[Candidate], i: int, text: str) -> bool:
    """Whether the bracket with the superiors of the unit before it goes on with the next unit."""
    opened = text.rfind("(", max(0, units[i].start - _REACH), units[i].start)
    if opened < 0 or not bracket_goes_on(units[i], units[i + 1], text[opened : units[i + 1].start]):
        return False
    first = next((j for j in range(i, max(-1, i - _MOST), -1) if j == 0 or units[j - 1].end <= opened), i)
    return first == 0 or comprises_in_bracket(units[first - 1], units[first], text) is None


@told.rule(
    "units.superior.of",
    reads=(
        "The [[7th Brigade]] of the 5th Division held.",
        "The [[7th Brigade]] was attached to the 5th Division.",
        "The [[7th Brigade]] was a part of the 5th Division.",
        "The [[7th Brigade]] belongs to the 5th Division.",
        "The [[7th Brigade]], commanded by the 5th Division, held.",
        "Two brigades ([[7th]] and [[8th Brigades]]) were under the 5th Division.",
    ),
    leaves=(
        "The [[7th Brigade]] relieved the 5th Division.",
        "The [[7th Brigade]], commanded by Major John Smith, 5th Division, held.",
    ),
    source="English phrases of belonging and subordination",
    nothing=False,
)
def belongs_to(unit: Candidate, gap: str) -> bool:
    """X of the Y, X attached to the Y: at most four words of a name stand before Y."""
    found = BELONGING.match(gap)
    if found is None:
        return False
    words = gap[found.end() :].split()
    return len(words) <= 4 and all((w[0].isupper() and w[-1] != ",") or w in ("’s", "'s", "and") for w in words)


@told.veto(
    "units.superior.other-sentence",
    reads=("The [[7th Brigade]] is part of the Falcon Guard. The 5th Division held.",),
    leaves=("The [[7th Brigade]] is part of Lt. Gen. Smith's 5th Division.",),
    source="sentences",
)
def other_sentence(unit: Candidate, above: Candidate, text: str) -> bool:
    """What a unit is of is named in its own sentence."""
    return len(sentences(text, unit.end, above.end)) > 1


@told.veto(
    "units.superior.for-a-time",
    reads=(
        "The [[7th Regiment]] was attached to the 5th Brigade to May 1863. 6th Brigade, to July 1863.",
        "The [[7th Regiment]] held. The regiment was attached to the 5th Brigade until May 1863, then the 6th Brigade.",
    ),
    leaves=("The [[7th Regiment]] was attached to the 5th Brigade until May 1863. The 6th Brigade left.",),
    source="histories of regiments, which list what each belonged to one after the other",
)
def for_a_time(unit: Candidate, superiors: list[Candidate], text: str) -> bool:
    """A unit whose superiors follow each other with their dates has no one superior."""
    if len(superiors) < 2 or not larger(superiors[1], unit):
        return False
    return _UNTIL_ANOTHER.fullmatch(text, superiors[0].end, superiors[1].start) is not None


@told.rule(
    "units.superior.bracket",
    reads=("The [[7th Brigade]] (5th Division) held.",),
    leaves=("The 7th Brigade (with the 5th Division) held.",),
    source="orders of battle",
    nothing=False,
)
def in_bracket(unit: Candidate, gap: str) -> bool:
    """X (Y)."""
    return _BRACKET.fullmatch(gap) is not None


@told.rule(
    "units.superior.bracket-list",
    reads=("The 7th Brigade ([[5th Division]], 9th Army) held.",),
    leaves=("The 7th Brigade, 5th Division and 9th Army held.",),
    source="orders of battle",
    nothing=False,
)
def bracket_goes_on(unit: Candidate, after: Candidate, inside: str) -> bool:
    """(X, Y) or (X [XY], Y): the superiors of the unit before the bracket."""
    behind = len(inside) - (after.start - unit.end)
    return ")" not in inside and _IN_LIST.fullmatch(inside, behind) is not None


@told.rule(
    "units.superior.grouping",
    reads=("The [[7th Brigade]], Vostok Group of Forces, held.",),
    leaves=("The 7th Brigade, 5th Corps and the Vostok group of forces held.",),
    source="Russian reports",
    nothing=False,
)
def grouping_behind(unit: Candidate, above: Candidate, gap: str) -> bool:
    """X, Y group of forces."""
    return above.echelon == "grouping" and gap.strip() == ","


@told.rule(
    "units.superior.possessive",
    reads=("The 5th Division's [[7th Brigade]] held.", "The 5th Division's [[Task Force Falcon]] held."),
    leaves=("The 5th Division met Smith's 7th Brigade.",),
    source="English possessive",
    nothing=False,
)
def owned(unit: Candidate, gap: str) -> bool:
    """Y's X, Y whose X."""
    return _POSSESSIVE.fullmatch(gap) is not None


@told.rule(
    "units.superior.to-which",
    reads=(
        "The 5th Division, to which the [[7th Brigade]] had been assigned, held.",
        "The 5th Division, under whose command the [[7th Brigade]] came, held.",
    ),
    leaves=("The 5th Division, to which the [[7th Brigade]] lost the hill, held.",),
    source="English relative clauses",
    nothing=False,
)
def under_which(unit: Candidate, gap: str, text: str) -> bool:
    """Y, to which X was attached."""
    return _TO_WHICH.fullmatch(gap) is not None and _BELONGED.match(text, unit.end) is not None


def _of_people(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """Y's gunners of the X: X, or the highest that X is of, is under Y."""
    for i in range(len(units) - 1):
        top = i + 1
        while links.get(top, 0) > top:
            top = links[top]
        if units[top].parent is None and larger(units[i], units[top]) and has_people_of(units[i + 1], units[i], text):
            links.setdefault(top, i)


@told.rule(
    "units.superior.people-of",
    reads=("The 5th Division's gunners of the [[7th Brigade]] fired.",),
    leaves=("The 5th Division left the gunners of the [[7th Brigade]].",),
    source="reports that name a grouping and its parts",
    nothing=False,
)
def has_people_of(unit: Candidate, above: Candidate, text: str) -> bool:
    """Y's gunners of the X."""
    return _PEOPLE_OF.fullmatch(text, above.end, unit.start) is not None


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
                j = next((j for j in near if larger(units[j], unit)), None)
            if j is not None and larger(units[j], unit):
                links[i] = j
        below = last.get(noun_under(unit, text) or "")
        if below is not None and may_take(unit, units[below]) and not for_a_time(units[below], units[i : i + 2], text):
            links.setdefault(below, i)
        last[unit.echelon] = i


@told.rule(
    "units.superior.the-noun",
    reads=("The 5th Division held. Near here the division's [[7th Brigade]] left.",),
    leaves=("The 5th Division held. Near here a division's 7th Brigade left.",),
    source="English possessive",
)
def owning_noun(unit: Candidate, text: str) -> str | None:
    """The division's X: the noun, of whose units the last is meant."""
    named = _THE_UNITS.search(text, max(0, unit.start - _NOUN_REACH), unit.start)
    return None if named is None else named[1].lower()


@told.rule(
    "units.superior.noun-under",
    reads=(
        "The [[7th Brigade]] held. The brigade belongs to the 5th Division.",
        "The [[7th Brigade]] held. Since May the brigade has been attached to the 5th Division.",
    ),
    leaves=("The [[7th Brigade]] held. The brigade left the 5th Division.",),
    source="English style: a unit's later mention by its noun",
)
def noun_under(unit: Candidate, text: str) -> str | None:
    """The brigade belongs to Y: the noun, of which the last is meant."""
    said = _NOUN_IS.search(text, max(0, unit.start - _NOUN_IS_REACH), unit.start)
    return None if said is None else said[1].lower()


@told.rule(
    "units.superior.its",
    reads=("The 5th Division held. Near here its [[7th Brigade]] left.",),
    leaves=("The 5th Division held. Near here the 7th Brigade left.",),
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


def _share_in_lists(units: list[Candidate], text: str, links: dict[int, int], possessed: set[int]) -> None:
    """1st, 2nd and 3rd Battalions of the 18th Regiment, the 8th Division's 23rd Brigade, 24th and 25th Brigades: one superior."""
    for i in range(len(units) - 2, -1, -1):
        here, after = units[i], units[i + 1]
        if i not in links and links.get(i + 1, 0) > i + 1 and listed_before(here, after, text):
            links[i] = links[i + 1]
    for i in range(1, len(units)):
        if i - 1 in possessed and i not in links and listed_behind_owned(units[i], units[i - 1], text):
            links[i] = links[i - 1]
            possessed.add(i)


@told.rule(
    "units.superior.list-before",
    reads=("The [[7th]], [[8th]] and 9th Brigades of the 5th Division held.",),
    leaves=("The 7th, 8th and 9th Brigades left the 5th Division.",),
    source="English style: one superior for a list",
    nothing=False,
)
def listed_before(unit: Candidate, after: Candidate, text: str) -> bool:
    """What is listed before a unit with a superior."""
    return unit.parent is None and listed(unit, after, text)


@told.rule(
    "units.superior.list-behind",
    reads=("The 8th Division's 23rd Brigade, [[24th]] and [[25th Brigades]] attacked.",),
    leaves=("The 8th Division sent its 23rd Brigade. The 24th Brigade left.",),
    source="English style: one possessive for a list",
    nothing=False,
)
def listed_behind_owned(unit: Candidate, before: Candidate, text: str) -> bool:
    """Y's X, X and X: what is listed behind a unit that has its superior by a possessive."""
    return unit.parent is None and listed(before, unit, text)
