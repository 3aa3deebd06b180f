"""Line ends at which a sentence visibly goes on, whatever their block shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sitrex.annotate.text.words import abbreviations, common_words, words

_OPEN: Final = re.compile(rf"(?:[,\-–\u00ad]|\b(?:{'|'.join(sorted(words('ending_none')))}))\Z", re.IGNORECASE)
_TAIL: Final = 60
"""Code points at a line's end that are looked at."""
_ORDINAL: Final = re.compile(r"\d{1,4}(?:st|nd|rd|th)", re.IGNORECASE)
_DAY: Final = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?", re.IGNORECASE)
_DAY_FIRST: Final = re.compile(_DAY.pattern + r"(?=[\s,.;])", re.IGNORECASE)
_DAY_AND_YEAR: Final = re.compile(_DAY_FIRST.pattern + r",?\s+\d{4}\b", re.IGNORECASE)
_FIRST: Final = re.compile(r"[^\W\d_][\w'’-]*")
_MONTHS: Final = words("months", "months_short")
_BEFORE_DAYS: Final = words("before_days", "weekdays")
_PARTICLES: Final = words("name_particles")
_OPENERS: Final = words("openers", "sentence_openers")


def goes_on(line: str, below: str) -> bool:
    r"""Whether a sentence goes on in the line below: in lower case, behind a word that ends none, or within a designation, a
    date or a name that the line end breaks.

    >>> goes_on("He served in the 47th", "Mechanized Brigade."), goes_on("It fell on 5", "October 2023.")
    (True, True)
    >>> goes_on("Losses: 5", "October 2023"), goes_on("47th", "Mechanized Brigade")
    (False, False)
    """
    return below[0].islower() or is_open(line) or breaks_off(line, below)


def breaks_off(line: str, below: str) -> bool:
    r"""Whether the line end breaks a designation, a date or a name.

    >>> breaks_off("the guns of the 47th", "Mechanized Brigade"), breaks_off("the guns of the", "47th")
    (True, False)
    >>> breaks_off("Ceasefire in Gaza to begin on January 19th", "Israel agrees")
    False
    """
    *others, last = line[-_TAIL:].split()
    if not others:
        return False
    before = others[-1]
    if last[0].isdecimal():
        return _number_goes_on(before, last, below)
    if last.lower().rstrip(".") in _MONTHS:
        return _month_goes_on(before, below)
    return _name_goes_on(others, last, below)


def begins_sentence(line: str) -> bool:
    """Whether a line begins with a word that sentences begin with.

    >>> begins_sentence("The brigade held."), begins_sentence("Avdiivka, which")
    (True, False)
    """
    first = _FIRST.match(line)
    return first is not None and first[0].lower() in _OPENERS


def is_open(line: str) -> bool:
    """Whether a line ends in a word or sign behind which no sentence ends.

    >>> is_open("the guns of the"), is_open("88th Brigade")
    (True, False)
    """
    return _OPEN.search(line) is not None


def _number_goes_on(before: str, last: str, below: str) -> bool:
    """``the 47th`` before a name, ``on 5`` before a month."""
    first = _FIRST.match(below)
    if first is None:
        return False
    word = first[0].lower()
    if word in _MONTHS and _DAY.fullmatch(last):
        return before.lower().rstrip(",") in _BEFORE_DAYS
    is_day = before.lower().rstrip(".") in _MONTHS
    return _ORDINAL.fullmatch(last) is not None and word not in _OPENERS and not is_day


def _month_goes_on(before: str, below: str) -> bool:
    """``October`` before ``5, 2023``, ``on May`` before ``5``."""
    return _DAY_AND_YEAR.match(below) is not None or (before.lower() == "on" and _DAY_FIRST.match(below) is not None)


def _name_goes_on(others: Sequence[str], last: str, below: str) -> bool:
    """``Gen.`` and ``met Gen. Valerii`` before a surname, ``New`` before ``York``; not the entries of a roll (``Sgt. Doe``)."""
    first = _FIRST.match(below)
    if first is None or not below[0].isupper() or first[0].lower() in common_words() or first[0].lower() in _OPENERS:
        return False
    if last.lower() in _PARTICLES or (last[-1] == "." and _is_title(last)):
        return True
    return (
        last[0].isupper() and last.isalpha() and _is_title(others[-1]) and others[-2:-1] != [] and others[-2].islower()
    )


def _is_title(word: str) -> bool:
    return word[-1] == "." and abbreviations().get(word[:-1].lower()) == "always"
