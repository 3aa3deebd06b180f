"""The number alone: the 47th, the 2/48th; what makes it a unit's is said elsewhere in the text, or by the men before it."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.designators import Designator, read_designator
from sitrex.annotate.units.enumerations import joint
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.rules import forms, vetoes
from sitrex.annotate.units.tokens import NEWLINE
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import AFTER_DATE, MOST_DAYS, NOT_AFTER_ORDINAL, VERBS, unit_words

_BEFORE_ORDINAL: Final = unit_words("before_ordinal")
_BEHIND_NUMBER: Final = AFTER_DATE | unit_words("list_ands", "behind_battalion")
"""Small words that follow a unit's number, where a noun makes it a share, a scale or a century."""
_RANKS: Final = unit_words("ranks_of_regiments")
_MEN: Final = _RANKS | unit_words("soldiers_of", "parts_of_regiments")
_PARTS_OF_DAY: Final = unit_words("parts_of_day")
_LONGEST_NAME: Final = 5
"""Tokens of an officer's name, dots of initials among them."""


@forms.rule(
    "units.ordinal.bare",
    reads=("The 47th Brigade held. Then the [[47th]] attacked.",),
    leaves=("The 47th Brigade held. Then came the 47th anniversary.",),
    source="English style",
    nothing=[],
)
def bare_ordinal(w: Window, i: int, number: Designator | None) -> list[Part]:
    """``the 47th`` as a candidate: the document must have the full form."""
    if number is None or i == 0 or w.keys[i - 1] not in _BEFORE_ORDINAL:
        return []
    if number.kind == "composite":
        return bare_battalions(w, i, number)
    if number.kind != "ordinal":
        return []
    if w.words[i][0] not in "123456789" or w.words[number.end - 1].isdecimal():
        return []
    if other_noun(w, number.end) or goes_on(w, number.end) or (int(number.value) <= MOST_DAYS and day(w, i)):
        return []
    evidence = "men" if men_of(w, i, number.end) else "ordinal"
    return [_ordinal(i, number, evidence), *further_ordinals(w, number.end)]


@forms.rule(
    "units.ordinal.men-of",
    reads=(
        "The army's soldiers and infantry came. Two sepoys of the [[13th]] were killed.",
        "The army's artillery came. A company of the [[39th]], which had climbed up, held.",
        "The army's soldiers and infantry came. Captain J. Smith of the [[32nd]] was wounded.",
    ),
    leaves=(
        "The army's soldiers and infantry came. The fight of the 13th was lost.",
        "The army's soldiers and infantry came. The men of the 13th century were killed.",
        "The men of the 13th were late for lunch.",
    ),
    source="English style: regiments are called by their number among those who know them",
    nothing=False,
)
def men_of(w: Window, i: int, end: int) -> bool:
    """Men, a part or an officer of the ordinal, which no noun follows: days and centuries have none."""
    if w.keys[max(0, i - 2) : i] != ["of", "the"] or not _no_noun(w, end):
        return False
    last = i - 3
    if last >= 0 and w.keys[last] in _MEN:
        return True
    first = last
    while first >= 0 and last - first < _LONGEST_NAME and (w.capitalised(first) or w.words[first] == "."):
        if w.keys[first] in _RANKS:
            return True
        first -= 1
    return False


@forms.rule(
    "units.ordinal.battalion",
    reads=("The infantry and artillery of the brigade met the [[2/48th]], [[2/24th]] and [[2/23rd]].",),
    leaves=("The infantry and artillery of the brigade got the 1/4th share and the 2/48th scale.",),
    source="British and Australian battalions of a regiment or of the second force",
    nothing=[],
)
def bare_battalions(w: Window, i: int, number: Designator) -> list[Part]:
    """``the 2/48th``: the battalion and its regiment in figures, in a text about war, and further ones."""
    parts: list[Part] = []
    at: int | None = i
    while at is not None and at < w.size:
        found = read_designator(w.tokens, at) if w.words[at].isdecimal() else None
        if found is None or found.kind != "composite" or not _battalion(w, at, found):
            break
        parts.append(Part(start=at, end=found.end, designator=found.value, kind="composite", evidence="context"))
        at = joint(w, found.end)
    return parts


def _battalion(w: Window, i: int, number: Designator) -> bool:
    """Whether the figures are of a battalion: a slash before an ordinal, no common fraction, no noun behind."""
    last = w.words[number.end - 1]
    if number.end != i + 3 or w.words[i + 1] != "/" or last.isdecimal():
        return False
    if w.words[i] == "1" and int(number.value.rpartition("/")[2]) <= MOST_DAYS:
        return False
    return _no_noun(w, number.end)


def _no_noun(w: Window, i: int) -> bool:
    """Whether what stands at token ``i`` is no noun that a number counts: a mark, a verb, a small word that goes on."""
    following = w.key(i)
    acts = following in VERBS or following.endswith("ed") or following in _BEHIND_NUMBER
    return not following[0].isalnum() or acts


def _ordinal(i: int, number: Designator, evidence: str = "ordinal") -> Part:
    return Part(start=i, end=number.end, designator=number.value, kind="ordinal", evidence=evidence)


@forms.rule(
    "units.ordinal.further",
    reads=("The 222nd Brigade and the 242nd Brigade held. Then the [[222nd]] and [[242nd]] attacked.",),
    leaves=("The 222nd Brigade held. Then the 222nd and its 242 men attacked.",),
    source="English style",
    nothing=[],
)
def further_ordinals(w: Window, i: int) -> list[Part]:
    """The 222nd and 242nd: each further number by itself."""
    parts: list[Part] = []
    end = i
    while (j := joint(w, end)) is not None:
        further = read_designator(w.tokens, j)
        if further is None or further.kind != "ordinal" or not w.words[j][0].isdecimal():
            break
        end = further.end
        if w.capitalised(end) or other_noun(w, end):
            break
        parts.append(_ordinal(j, further))
    return parts


@vetoes.veto(
    "units.ordinal.other-noun",
    reads=("The 47th Brigade held. Then came the [[47th]] anniversary.",),
    leaves=("The 47th Brigade held. Then came the [[47th]] at dawn.",),
    source="what else is numbered",
)
def other_noun(w: Window, i: int) -> bool:
    """The ordinal counts a noun."""
    return w.key(i) in NOT_AFTER_ORDINAL


@vetoes.veto(
    "units.ordinal.goes-on",
    reads=(
        "The 47th Brigade held. Then came the [[47th]] Smith.",
        "The 47th Brigade held. Then the [[47th]]-minute goal.",
    ),
    leaves=("The 47th Brigade held. Then came the [[47th]] with tanks.",),
    source="a capital, a figure or a hyphen goes on with something else",
)
def goes_on(w: Window, i: int) -> bool:
    """A capital, a figure or a hyphen goes on with something else."""
    word = w.word(i)
    return w.key(i) == "-" or (word[0].isupper() and word != NEWLINE) or word[0].isdecimal()


@vetoes.veto(
    "units.ordinal.day",
    reads=(
        "The 12th Brigade held. What it lost on the [[12th]] was much.",
        "The 12th Brigade held. It left on the morning of the [[12th]].",
    ),
    leaves=("The 12th Brigade held. Then the [[12th]] attacked.",),
    source="days of the month",
)
def day(w: Window, i: int) -> bool:
    """A preposition before a small ordinal, or a part of the day with *of*, makes it a day."""
    return i > 1 and (w.keys[i - 2] in AFTER_DATE or part_of_day(w, i))


def part_of_day(w: Window, i: int) -> bool:
    """Whether a part of the day stands before the ordinal at token ``i``: the morning of the 12th."""
    return w.keys[max(0, i - 2) : i] == ["of", "the"] and i > 2 and w.keys[i - 3] in _PARTS_OF_DAY
