"""Which designator goes with which head: each reason against under its name.

A guard is called with the window, the token of the head, what is read so far, the designator and the head.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from sitrex.annotate.units.designators import Designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexicon import Echelon, movements
from sitrex.annotate.units.rules import forms, vetoes
from sitrex.annotate.units.tokens import NEWLINE
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import (
    AFTER_DATE,
    FRENCH_LETTERS,
    LOWER_HEADS,
    MONTHS,
    OPENERS,
    VERBS,
    unit_words,
)

_LETTERED: Final = unit_words("lettered_echelons")
_ROMAN_HEADS: Final = unit_words("roman_echelons")
_NUMBERED_LOWER: Final = unit_words("numbered_lower_heads")
_BEFORE_YEAR: Final = unit_words("before_year")
_COVERED: Final = ("platoon", "company", "battalion", "regiment")
_YEARS: Final = range(1400, 2101)
_FRENCH_ORDINALS: Final = unit_words("french_ordinals")
_CLOCK: Final = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_QUOTES: Final = "'’”\"»"
_ABBREVIATED: Final = 4
"""Letters of an abbreviation at most."""

_WORDS_OF_MOVEMENTS: Final = (1, 2, 3)

Guard = Callable[[Window, int, Part, Designator, Echelon], bool]


def _capital(w: Window, i: int) -> bool:
    return w.words[i][0].isupper()


# -- a letter ----------------------------------------------------------------------------------------------------------


@vetoes.veto(
    "units.guard.letter-before-small-head",
    reads=("The army has B companies and [[C company]].",),
    leaves=("[[C Company]] of the 5th Infantry Regiment dug in.",),
    source="English style: a lettered company is a proper name",
)
def letter_before_small_head(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A head in lower case follows a letter only where that is quoted."""
    return not _capital(w, i) and (head.plural or w.words[part.start - 1] not in _QUOTES)


@vetoes.veto(
    "units.guard.letter-before-large-head",
    reads=("The 3rd Infantry Brigade held. The 165th [[A Regiment]] left.",),
    leaves=("[[C Company]] of the 5th Infantry Regiment dug in.",),
    source="companies and what is of their size have letters",
)
def letter_before_large_head(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """Letters tell companies apart, not divisions."""
    return (head.echelon or w.keys[i]) not in _LETTERED


@vetoes.veto(
    "units.guard.french-letters",
    reads=("The 3rd Infantry Brigade held. They met the [[12th DI]] there.",),
    leaves=("The 3rd Infantry Brigade held. They met the [[12e DI]] there.",),
    source="abbreviations of the French army that are something else in English",
)
def french_letters(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """Letters of a French regiment, division or corps stand behind a French ordinal."""
    return w.keys[i] in FRENCH_LETTERS and w.keys[part.start - 1] not in _FRENCH_ORDINALS


@vetoes.veto(
    "units.guard.cover-before-other-head",
    reads=("The army's soldiers and infantry met the [[K-15 Team]] there.",),
    leaves=("The army's soldiers and infantry met the [[K-15 Battalion]] and the [[D445 Bn]] there.",),
    source="cover numbers of the Viet Cong and the People's Army of Vietnam",
)
def cover_before_other_head(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A letter and a figure tell apart companies, battalions and regiments in capitals."""
    return not _capital(w, i) or head.echelon not in _COVERED


# -- a Roman numeral ---------------------------------------------------------------------------------------------------


@vetoes.veto(
    "units.guard.pronoun",
    reads=("The 3rd Infantry Brigade held. They met [[I Troop]] there.",),
    leaves=("[[I Corps]] held the line.",),
    source="the English pronoun I",
)
def pronoun(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """I is a numeral before a corps; before a smaller head only if something tells more."""
    if w.words[part.start - 1] != "I" or number.end != part.start or (head.echelon or "") in _ROMAN_HEADS:
        return False
    return not _capital(w, i) or (part.branch is None and head.strength != "strong")


@vetoes.veto(
    "units.guard.roman-before-small-head",
    reads=("The 3rd Infantry Brigade held. They met [[XIV regiment]] there.",),
    leaves=("[[XIV Corps]] held the line.",),
    source="English style",
)
def roman_before_small_head(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A Roman numeral before a head in lower case is a king's or a count."""
    return not _capital(w, i)


# -- a plain number ----------------------------------------------------------------------------------------------------


@forms.rule(
    "units.numbered.small-head",
    reads=(
        "The 3rd Infantry Brigade held. It said that [[339 battery]] was shelled.",
        "The 3rd Infantry Brigade held. They met [[203 infantry battalion]] at the ford.",
    ),
    leaves=("The army had 36 battalions.", "The 3rd Infantry Brigade held. It lost 9 division commanders."),
    source="British style",
    nothing=False,
)
def counts_nothing(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A singular head in lower case behind more than one, which begins no compound, is no amount's."""
    if number.kind != "number" or part.names or not 1 < int(number.value) < _YEARS.start:
        return False
    lone = head.case in ("", "title") and not head.plural and w.keys[i] in _NUMBERED_LOWER and w.words[i][0].islower()
    following = w.key(i + 1)
    return lone and (
        not following[0].isalnum() or following in VERBS or following in OPENERS or following.endswith("ed")
    )


@vetoes.veto(
    "units.guard.number-before-small-head",
    reads=("The 3rd Infantry Brigade held. They lost [[Two company]] of tanks.",),
    leaves=("[[36 Brigade]] held the line.", "The 3rd Infantry Brigade met [[95 odshbr]] there."),
    source="English style: an amount",
)
def number_before_small_head(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A plain number before a head in lower case is an amount, but before one that is no English word."""
    return not _capital(w, i) and head.case != "mixed"


@vetoes.veto(
    "units.guard.number-before-common-head",
    reads=("The army met [[30 Fleet]].",),
    leaves=("The army met [[30 Corps]].",),
    source="words that mostly name other things",
)
def number_before_common_head(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A plain number before a head that is mostly something else, or that takes letters, tells nothing."""
    return head.strength == "field" or (head.strength == "lettered" and not head.plural)


@vetoes.veto(
    "units.guard.year",
    reads=("The army left in [[1944 Regiment]].",),
    leaves=("[[1944 Regiment]] held the line.",),
    source="years stand after prepositions and months",
)
def year(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A number that a preposition or a month makes a year."""
    if number.kind != "number" or int(number.value) not in _YEARS:
        return False
    before = w.keys[part.start - 2] if part.start > 1 else ""
    return before in AFTER_DATE or before in MONTHS or before in _BEFORE_YEAR


@vetoes.veto(
    "units.guard.clock",
    reads=("[[1430 Bn]] HQ of the 3rd Infantry Brigade moved.",),
    leaves=("The 3rd Infantry Brigade held. The men of [[1230 Coy]] left.", "[[1430 Tank Bn]] left."),
    source="war diaries and logs: the hour begins the line",
)
def clock(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """Four digits that are an hour and minutes at the beginning of a line, right before an abbreviated head."""
    n = part.start - 1
    begins = w.words[n - 1] in (NEWLINE, ".") if n else w.tokens.start[0] == 0
    return begins and i == part.start and len(w.words[i]) <= _ABBREVIATED and _CLOCK.fullmatch(w.words[n]) is not None


@vetoes.veto(
    "units.guard.count-of-one",
    reads=("The 3rd Infantry Brigade held. They had trucks for [[One Battalion]] only.",),
    leaves=("The 3rd Infantry Brigade held. They saw [[Nine Squadron]] there.",),
    source="English style: an amount",
)
def count_of_one(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """One of them."""
    return number.kind == "cardinal" and number.value == "1"


# -- an ordinal --------------------------------------------------------------------------------------------------------


@vetoes.veto(
    "units.guard.word-before-lettered-head",
    reads=("The 3rd Infantry Brigade held. They met [[Second Pl]] there.",),
    leaves=("The 3rd Infantry Brigade held. They met [[2nd Pl]] there.",),
    source="heads that take letters take figures too, not words",
)
def word_before_lettered_head(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A head that takes letters takes an ordinal in figures, no word."""
    return head.strength == "lettered" and number.kind != "ordinal"


@vetoes.veto(
    "units.guard.front",
    reads=("The army opened a [[2nd Front]].",),
    leaves=(
        "The [[2nd Baltic Front]] advanced.",
        "The [[1st]], [[5th]] and [[10th Fronts]] of the army left.",
        "The [[10th Front]] of the FARC left.",
    ),
    source="a second front is a theatre of war",
)
def front(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A front by number alone is a theatre of war, but one of several with figures, or of a movement."""
    if head.echelon != "front" or part.nation is not None or part.names or not _plain_ordinal(w, part, number, head):
        return False
    several = head.plural and number.kind == "ordinal"
    return not _capital(w, i) or not (several or _of_movement(w, i + 1))


def _of_movement(w: Window, i: int) -> bool:
    """Whether ``of`` and an armed movement stand at token ``i``."""
    if w.key(i) != "of":
        return False
    begin = i + 2 if w.key(i + 1) == "the" else i + 1
    return any(" ".join(w.keys[begin : begin + words]) in movements() for words in _WORDS_OF_MOVEMENTS)


@vetoes.veto(
    "units.guard.common-small-head",
    reads=("The army was the [[4th army]] there.",),
    leaves=("The [[4th Army]] advanced.",),
    source="words that mostly name other things",
)
def common_small_head(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A head in lower case that is mostly something else needs an arm."""
    common = head.strength == "field" and not _capital(w, i) and part.branch is None
    return common and head.echelon != "front" and _plain_ordinal(w, part, number, head)


@vetoes.veto(
    "units.guard.small-head",
    reads=("The 3rd Infantry Brigade held. The [[3rd group]] left.",),
    leaves=("The [[3rd brigade]] of the army left.",),
    source="words that mostly name other things",
)
def small_head(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A head in lower case must be one that is a unit's."""
    if _capital(w, i) or part.branch is not None or (head.echelon or "") in LOWER_HEADS:
        return False
    plain = head.strength != "field" and head.echelon != "front"
    return plain and _plain_ordinal(w, part, number, head)


def _plain_ordinal(w: Window, part: Part, number: Designator, head: Echelon) -> bool:
    """Whether the designator is neither a word in lower case nor one before a head that takes letters."""
    return head.strength != "lettered" and (number.kind != "word" or _capital(w, part.start - 1))


@vetoes.veto(
    "units.guard.section-of-the-front",
    reads=("The infantry, the artillery and the army held [[No. 3 Section]] of the line.",),
    leaves=("The infantry, the artillery and the army saw [[No. 3 Platoon]] leave.",),
    source="sections of a position are numbered",
)
def section_of_front(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A section behind ``No.`` is one of a position."""
    n = part.start - 1
    return head.echelon == "section" and (number.kind == "numbered" or "no" in w.keys[max(0, n - 2) : n])


_LETTER: Final[tuple[Guard, ...]] = (letter_before_small_head, letter_before_large_head)
_ROMAN: Final[tuple[Guard, ...]] = (pronoun, roman_before_small_head)
_NUMBER: Final[tuple[Guard, ...]] = (
    number_before_small_head,
    number_before_common_head,
    year,
    clock,
    count_of_one,
    section_of_front,
)
_ORDINAL: Final[tuple[Guard, ...]] = (
    word_before_lettered_head,
    front,
    common_small_head,
    small_head,
    section_of_front,
)
_COVER: Final[tuple[Guard, ...]] = (cover_before_other_head,)
_GUARDS: Final = {"letter": _LETTER, "roman": _ROMAN, "number": _NUMBER, "cardinal": _NUMBER, "cover": _COVER}


def may_head(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """Whether this kind of designator goes with the head at token ``i``."""
    return counts_nothing(w, i, part, number, head) or not any(
        guard(w, i, part, number, head) for guard in (french_letters, *_GUARDS.get(number.kind, _ORDINAL))
    )
