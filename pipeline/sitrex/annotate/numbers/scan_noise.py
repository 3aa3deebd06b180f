"""Figures that say nothing: stamps, marks and misread signs of pages that a machine has read.

On a scanned page every speck may be a figure. Whether one is a number is weighed by named features: how it is written, what
it counts, the signs and words beside it, where in the line it stands, and how broken and noisy the page is. The weights
are in ``vocab/weights/strays.tsv``, trained by ``training/weighed/strays.py``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from sitrex.annotate.text.words import common_words
from sitrex.annotate.weigh import Features, weights
from sitrex.record.model import Number

_AROUND: Final = 150
"""Code points on either side in which the words are looked at."""
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_ODD: Final = re.compile(r"[~{}¢\\«»@<^©®]")
_LEAST: Final = 20
"""Words from which their share says something."""
_BROKEN: Final = 0.2
"""A share of pieces that begin in the middle of something, from which a text is one of scanned pages. Weighed
everywhere, eleven labelled numbers of clean texts are lost, and figures of short clean texts with them."""
_PIECES: Final = 12
"""Pieces from which their share says something."""
_SHORTEST: Final = 12
"""Code points that the first line of a piece has at least, but for a heading."""
_HEADING: Final = re.compile(r"\W*(?:\d{1,2}[:.]\d\d\b|\d{1,2}[.)]$|(?:\d{1,2} )?[A-Z](?:[a-z]{2,}|[A-Z]{3,})\b)")
"""A clock, the number of a section, a word: live blogs and chronicles have such a line over each entry."""
_ENTRY: Final = 40
"""Code points that the line below a heading has at least."""
_MIDDLE: Final = frozenset(".,:;)]}~_^'/\\&%")
"""Signs that no writer begins with."""
_MOST: Final = 0.4
"""A share above which a page is not noisier."""
_SPEAKING: Final = 60
"""Code points on either side, in the figure's own paragraph, in which the nearest words speak for it."""
_SIGNS: Final = {
    ".": "full stop",
    ",": "comma",
    ":": "colon",
    ";": "semicolon",
    ")": "bracket",
    "]": "bracket",
    "|": "cell",
}


def without_strays(numbers: Sequence[Number], text: str) -> list[Number]:
    """The numbers of a document that are more likely something; ``text`` is the whole one."""
    weighed = weights("strays")
    gone = {number.start for number, features in evidence(numbers, text) if weighed.probability(features) >= 0.5}
    return [number for number in numbers if number.start not in gone]


def evidence(numbers: Sequence[Number], text: str) -> Iterator[tuple[Number, Features]]:
    """The figures of a document that stand on noisy pages, each with the evidence about it."""
    # what has a measure or scale in letters was read as such: specks make bare figures
    figures = [number for number in numbers if not any(map(str.isalpha, number.text))]
    if not figures or (broken := _broken(text)) < _BROKEN:
        return
    noise = [_noise(text, number) for number in figures]
    page = sum(noise) / len(noise)
    for number, near in zip(figures, noise, strict=True):
        if not _in_cell(text, number):
            yield number, {**_features(number, text, near, page), "broken": broken}


def _in_cell(text: str, number: Number) -> bool:
    """Whether a number is a cell of a table that a markup draws, whose signs are no noise."""
    return (
        text[max(0, number.start - 3) : number.start].rstrip(" +-–−")[-1:] == "|"
        or text[number.end : number.end + 2].lstrip(" ")[:1] == "|"
    )


def _noise(text: str, number: Number) -> float:
    """The share of what stands around a number that is no word: letters that make none, signs that no writer sets."""
    near = _near(number, text, _AROUND)
    found = [*_WORD.findall(near[0]), *_WORD.findall(near[1])]
    odd = sum(map(_is_odd, found)) + sum(len(_ODD.findall(part)) for part in near)
    return odd / max(len(found), _LEAST)


def _broken(text: str) -> float:
    """The share of the pieces between blank lines that begin in the middle of something, or hold hardly a word."""
    lines = [*(line.strip() for line in text.split("\n")), ""]
    pieces = [
        (line, below) for above, line, below in zip(lines, lines[1:], lines[2:], strict=False) if line and not above
    ]
    return sum(itertools.starmap(_is_torn, pieces)) / max(len(pieces), _PIECES)


def _is_torn(line: str, below: str) -> bool:
    """Whether the first line of a piece begins in the middle of something, or holds hardly a word and heads no entry."""
    begun = line[0].islower() or line[0] in _MIDDLE
    return begun or (len(line) < _SHORTEST and not (len(below) >= _ENTRY and _HEADING.match(line)))


def _is_odd(word: str) -> bool:
    """Whether a run of letters is no word: in no list, and no name or abbreviation by its case."""
    if word.istitle() or word.isupper():
        return False
    return not word.islower() or (len(word) > 2 and word not in common_words())


def _features(number: Number, text: str, near: float, page: float) -> Features:
    """The evidence that a figure is no number.

    Args:
        number: as it was found.
        text: the document.
        near: share of the words around it that are none.
        page: the mean of that share over the document's figures.
    """
    ahead, behind = _near(number, text, _AROUND)
    before, after = ahead.rpartition("\n")[2].rstrip(), behind.partition("\n")[0].lstrip()
    place = ("alone" if not after else "line start") if not before else "line end" if not after else "within"
    signs = [f"written: {_kind(number)}", place, f"before: {_sign(before[-1:])}", f"behind: {_sign(after[:1])}"]
    beside = _words_beside(number, text)
    signs += [f"word before: {_class(beside[0])}", f"word behind: {_class(beside[1])}"]
    if number.counted:
        signs.append("age" if number.counted.endswith(" of age") else f"counted: {_class(number.counted.split()[-1:])}")
    if number.modifier:
        signs.append("bound")
    return {
        "always": 1.0,
        "noise": min(near, _MOST) / _MOST,
        "noise of the page": min(page, _MOST) / _MOST,
        **dict.fromkeys(signs, 1.0),
    }


def _words_beside(number: Number, text: str) -> tuple[list[str], list[str]]:
    """The nearest word before and behind a figure in its paragraph, if any."""
    ahead, behind = _near(number, text, _SPEAKING)
    ahead, behind = ahead.rpartition("\n\n")[2], behind.partition("\n\n")[0]
    return _LETTERS.findall(ahead)[-1:], _LETTERS.findall(behind)[:1]


def _near(number: Number, text: str, reach: int) -> tuple[str, str]:
    """So many code points before and behind a number."""
    return text[max(0, number.start - reach) : number.start], text[number.end : number.end + reach]


def _class(words: list[str]) -> str:
    """Whether a word is one that is known."""
    return "none" if not words else "known" if _is_known(words[0]) else "unknown"


def _is_known(word: str) -> bool:
    return word.casefold() in common_words() or word in ("a", "A", "I")


def _kind(number: Number) -> str:
    """How a number is written."""
    if number.label != "CARDINAL":
        return number.label
    digits = number.text.lstrip("-–−+")
    if not digits.isdecimal():
        return "separated"
    signed = "signed" if len(digits) < len(number.text) else None
    return signed or ("nought first" if digits[0] == "0" and len(digits) > 1 else f"{min(len(digits), 5)} figures")


def _sign(sign: str) -> str:
    if not sign:
        return "nothing"
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign.isalpha():
        return "capital" if sign.isupper() else "letter"
    return "figure" if sign.isdecimal() else "sign"
