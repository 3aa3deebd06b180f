"""Members of a list: names that share a plural head, numbers in a bracket, designators after the first."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.text.words import words
from sitrex.annotate.units.designators import read_designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexicon import Echelon
from sitrex.annotate.units.numbered import read_body
from sitrex.annotate.units.rules import forms, vetoes
from sitrex.annotate.units.tokens import NEWLINE
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import unit_words

MOST_COORDINATED: Final = 16
JOINTS: Final = unit_words("list_joints")
_WITHIN_JOINT: Final = unit_words("within_joint")
"""Words between two members beside what joins them: `the 41st and, later, 117th Divisions`."""
_MONTHS: Final = words("months")
_AS_WELL: Final = ["as", "well", "as"]
LONGEST_JOINT: Final = 6
_ANDS: Final = unit_words("list_ands")
_NAME_JOINTS: Final = _ANDS | {",", "the"}
_KINDS: Final = {
    "ordinal": 1,
    "word": 1,
    "number": 2,
    "numbered": 2,
    "cardinal": 3,
    "letter": 4,
    "roman": 5,
    "composite": 6,
    "cover": 7,
}
_NAMED_HEADS: Final = unit_words("named_in_lists")
_BY_DIRECTION: Final = frozenset(("military_district", "front", "fleet"))
"""Echelons that mere points of the compass tell apart."""
_REACH: Final = 24
_QUOTES: Final = ('"', "'")
"""Marks that are the same before and behind: "A" and "D" Coys."""
_LONGEST_NAME: Final = 2


def alike(a: str, b: str) -> bool:
    """Whether designators of these kinds stand in one list."""
    return _KINDS[a] == _KINDS[b] or {a, b} == {"letter", "roman"}


def joint(w: Window, i: int) -> int | None:
    """Where the next member of a list begins, if token ``i`` joins two members."""
    j = i
    while j < min(w.size, i + LONGEST_JOINT) and (step := _joins(w, i, j)):
        j += step
    if j == i or j >= w.size or w.words[j] == NEWLINE:
        return None
    quoted = w.words[j] in _QUOTES and w.words[j + 2 : j + 3] == [w.words[j]]
    return j if w.words[j][0].isalnum() or quoted else None


def _joins(w: Window, i: int, j: int) -> int:
    """How many tokens at ``j`` belong to the joint that begins at token ``i``; 0 if none does."""
    if w.keys[j] in JOINTS or (j > i and w.keys[j] in _WITHIN_JOINT):
        return 1
    if w.keys[j : j + 3] == _AS_WELL:
        return 3
    dated = j > i and w.keys[j] == "in" and w.key(j + 1) in _MONTHS
    return 2 if dated else 0


@forms.rule(
    "units.list.names",
    reads=("The soldiers of the [[Central]] and [[Eastern Military Districts]] left.",),
    leaves=("The soldiers of the Central and Eastern districts left.",),
    source="English style: one head for several names",
    nothing=[],
)
def name_list(w: Window, i: int) -> list[Part]:
    """Names before one plural head: the Trento and Pavia Divisions."""
    spans = _names(w, i) if w.plural_within(i, _REACH) else []
    if len(spans) < 2:
        return []
    last = Part(start=spans[-1][0], end=-1)
    j = spans[-1][1]
    while j < w.size and (branch := w.branch(j)) is not None and w.head(j) is None:
        last = last.with_branch(branch[1])
        j = branch[0]
    head = w.head(j)
    if head is None or not head[1].plural or head[1].echelon not in _NAMED_HEADS:
        return []
    if any(nameless(w, begin, end, head[1], w.words[j][0].islower()) for begin, end in spans):
        return []
    last = last.with_head(head[1], head[0])
    return [_member(w, last, begin, end) for begin, end in spans]


def _names(w: Window, i: int) -> list[tuple[int, int]]:
    """The names of a list that ``and`` ends; nothing if it is none."""
    spans: list[tuple[int, int]] = []
    j, joined = i, False
    while len(spans) < MOST_COORDINATED:
        end = j
        while end < min(w.size, j + _LONGEST_NAME) and _listable(w, end):
            end += 1
        if end == j:
            return []
        spans.append((j, end))
        following = joint(w, end)
        if following is None:
            break
        marks = w.keys[end:following]
        if joined or not _NAME_JOINTS.issuperset(marks):
            return []
        joined = not _ANDS.isdisjoint(marks)
        j = following
    return spans if joined else []


def _listable(w: Window, i: int) -> bool:
    """Whether token ``i`` may be a word of a name in a list; I and II Battalions have none."""
    if not w.proper(i) or w.head(i) is not None or w.titled(i) or read_designator(w.tokens, i) is not None:
        return False
    return w.nation(i) is None and w.branch(i) is None


def _member(w: Window, last: Part, begin: int, end: int) -> Part:
    part = last._replace(
        start=begin,
        end=last.end if begin == last.start else end,
        names=tuple(w.words[begin:end]),
        evidence="" if last.echelon == "military_district" else "context",
    )
    known = w.known(begin)
    if known is None or known[0] != end or known[1].echelon != last.echelon:
        return part
    country = known[1].country if "?" not in (known[1].country or "?") else None
    return part._replace(branch=known[1].branch or part.branch, nation=country)


@vetoes.veto(
    "units.list.nameless",
    reads=("The 3rd Infantry Brigade held. The [[Royal]] and [[National Brigades]] left.",),
    leaves=("The 3rd Infantry Brigade held. The Royal and National Banks left.",),
    source="English style",
)
def nameless(w: Window, i: int, end: int, head: Echelon, small: bool) -> bool:
    """The words tell no units with this head apart; in lower case a division is also a firm's."""
    if head.echelon in _BY_DIRECTION:
        return False
    known = w.known(i)
    if any(w.qualifier(k) is not None for k in range(i, end)) or (known is not None and known[1].kind == "never"):
        return True
    return small and head.strength != "strong" and (known is None or known[1].echelon != head.echelon)


@forms.rule(
    "units.list.designators",
    reads=("The soldiers of [[Companies A]], [[B]] and [[C]] left.",),
    leaves=("The soldiers of Companies A, France, and others left.",),
    source="American style",
    nothing=[],
)
def further_designators(w: Window, i: int, part: Part) -> list[Part]:
    """Further designators behind the first: Companies A, B and C."""
    more: list[Part] = []
    j = i
    while len(more) < MOST_COORDINATED:
        k = joint(w, j)
        number = None if k is None else read_designator(w.tokens, k)
        if k is None or number is None or not alike(number.kind, part.kind):
            break
        if read_body(w, number.end, number).part.end > number.end:
            break
        designator = w.words[k] if number.kind in ("letter", "roman") else number.value
        more.append(part._replace(start=k, end=number.end, designator=designator))
        j = number.end
    return more
