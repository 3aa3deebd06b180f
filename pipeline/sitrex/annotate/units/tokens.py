"""Words and marks of a stretch of text, as the designation grammar sees them.

Of the text's tape it joins ordinals (``2nd``), grouped and dotted figures, dotted letters (``U.S.``) and words with hyphens
and apostrophes, but for a possessive and a head in a compound.
"""

from __future__ import annotations

from typing import Final

from sitrex.annotate.text.tape import LINE_END, Cut, Joiner, Tape, cut
from sitrex.annotate.units.words import unit_words

NEWLINE: Final = LINE_END
_PLAIN: Final = {"‐": "-", "‑": "-", "’": "'"}
_HYPHENS: Final = str.maketrans(_PLAIN)
_JOINTS: Final = frozenset(("-", "'", *_PLAIN))
_ORDINAL: Final = unit_words("written_ordinals")
_FORCE: Final = "ss-"
"""A force that is a token of its own: SS-Panzer-Division, SS-Pz.Gren.Div."""
_GROUP: Final = 3
"""Digits behind a comma in a figure."""
_COLUMN: Final = 3
"""Blanks from which two words stand in different columns."""
_CELLS: Final = ("|", "+")
"""Signs beside which any number of blanks may stand."""


def tokenize(text: str, start: int, end: int, echelons: frozenset[str]) -> Tape:
    """The tape of ``text[start:end]``, its lower case with plain hyphens; a line break within a sentence is no token.

    A wide gap, as between columns, is a break too. A possessive ``'s`` is a token of its own; so is the head of a
    compound whose last part is one of ``echelons`` (``Panzer-Division``), and a name behind a head and hyphen
    (``Task Force-Horn of Africa``).
    """
    of = cut(text)
    first, stop = of.rows(start, end)
    made = Joiner(of, first)
    for i in of.odd_in(first, stop):
        sign = of.raw[i]
        if i < made.done:
            continue
        if sign.isdecimal():
            behind = _behind_figure(of, i, stop)
            if behind > i + 1:
                made.join(i, behind)
        elif sign in _JOINTS:
            _joint(made, i, stop, echelons)
        elif sign == ".":
            behind = _behind_letters(of, i, stop) if made.done < i else i
            if behind > i + 1:
                made.join(i - 1, behind)
        elif sign.isspace():
            made.drop(i)
            if _breaks(of, i, stop):
                made.put(NEWLINE, NEWLINE, of.start[i], of.start[i])
        elif sign == "_" and not _inside_word(of, i):
            # books of plain text set foreign words between them: the 37th _Landwehr_ Brigade
            made.drop(i)
    made.take(stop)
    return made.tape()


def _joint(made: Joiner, i: int, stop: int, echelons: frozenset[str]) -> None:
    """Read the hyphen or apostrophe at token ``i``: within a compound, or as a plain one."""
    of, sign = made.cut, made.cut.raw[i]
    if made.done < i and of.is_word(i - 1) and _joins(of, i, stop):
        _compound(made, i - 1, stop, echelons)
    elif sign in _PLAIN:
        made.drop(i)
        made.put(sign, _PLAIN[sign], of.start[i], of.end[i])


def _joins(of: Cut, i: int, stop: int) -> bool:
    """Whether token ``i`` stands without blanks between what is before it and a word."""
    return of.links(i, stop) and of.is_word(i + 1)


def _binds(of: Cut, i: int, stop: int) -> bool:
    """Whether token ``i`` is a word or figure right behind the one before."""
    return i < stop and of.glued(i) and of.raw[i][0].isalnum()


def _behind_figure(of: Cut, i: int, stop: int) -> int:
    """Behind the ordinal, grouped or dotted figure that begins with the digits ``i``."""
    if i + 1 < stop and of.glued(i + 1) and of.raw[i + 1] in _ORDINAL and not _binds(of, i + 2, stop):
        return i + 2
    behind = i + 1
    if len(of.raw[i]) <= _GROUP:
        while of.parts_digits(behind, stop, ",") and len(of.raw[behind + 1]) == _GROUP:
            behind += 2
    if behind == i + 1:
        while of.parts_digits(behind, stop, "."):
            behind += 2
    return behind - 2 if behind > i + 1 and _binds(of, behind, stop) else behind


def _behind_letters(of: Cut, i: int, stop: int) -> int:
    """Behind the single letters with a dot of which the first dot is token ``i``."""
    if not (of.glued(i) and _is_letter(of, i - 1)):
        return i
    behind = i + 1
    while behind + 1 < stop and _is_letter(of, behind) and of.raw[behind + 1] == "." and of.links(behind, stop):
        behind += 2
    return behind


def _is_letter(of: Cut, i: int) -> bool:
    return len(of.raw[i]) == 1 and of.is_word(i)


def _compound(made: Joiner, first: int, stop: int, echelons: frozenset[str]) -> None:
    """The word from token ``first`` with all that hyphens and apostrophes join to it, cut where the grammar reads it so."""
    of = made.cut
    behind = first + 1
    while behind < stop and of.raw[behind] in _JOINTS and _joins(of, behind, stop):
        behind += 2
    made.take(first)
    made.done = behind
    word, begin = of.slice(first, behind), of.start[first]
    key = word.lower().translate(_HYPHENS)
    if key.startswith(_FORCE) and len(key) > len(_FORCE):
        made.put(word[:2], key[:2], begin, begin + 2)
        word, key, begin = word[len(_FORCE) :], key[len(_FORCE) :], begin + len(_FORCE)
    head, last = key.find("-"), key.rfind("-")
    parts: tuple[tuple[int, int], ...] = ((0, len(word)),)
    if key[-2:] == "'s" and len(key) > len("'s"):
        parts = ((0, len(word) - 2), (len(word) - 2, len(word)))
    elif last > 0 and key[last + 1 :] in echelons:
        parts = ((0, last), (last + 1, len(word)))
    elif head > 0 and key[:head] in echelons and word[head + 1].isupper():
        parts = ((0, head), (head, head + 1), (head + 1, len(word)))
    for a, b in parts:
        made.put(word[a:b], key[a:b], begin + a, begin + b)


def _inside_word(of: Cut, i: int) -> bool:
    """Whether letters or digits stand on both sides of token ``i``."""
    text, at = of.text, of.start[i]
    return text[max(at - 1, 0) : at].isalnum() and text[at + 1 : at + 2].isalnum()


def _breaks(of: Cut, i: int, stop: int) -> bool:
    """Whether the white space ``i`` is the end of a line or the gap between two columns."""
    text, begin, end = of.text, of.start[i], of.end[i]
    if NEWLINE in of.raw[i]:
        return of.low[i] == NEWLINE
    wide = end - begin >= _COLUMN and of.raw[i].strip(" ") == "" and begin > 0 and i + 1 < stop
    return wide and text[begin - 1] not in _CELLS and text[end] not in _CELLS
