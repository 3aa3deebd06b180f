"""Which one-byte encoding a text is in, by the letters that its bytes would be.

Windows' Western and Central European pages share most bytes, and a detector that looks at shapes of letters takes
``Peña`` for ``Peńa``: both are words of somebody's. So each page is judged by how usual its letters are in a language
that is written in it, where they stand, and how common files in it are.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Final, NamedTuple

from sitrex.vocab import read_table

_PRIORS: Final = {"cp1252": 0.0, "cp1250": -1.6}
"""How rare files in an encoding are among reports in English, as a logarithm; others are as rare as ``_RARE``."""
_RARE: Final = -4.0
_FOREIGN: Final = math.log(1e-5)
"""A character that no language of the page has there."""
_SIGN: Final = math.log(0.02)
"""A quotation mark, a dash, a degree."""
_BEHIND: Final = math.log(0.3)
"""A raised figure or fraction behind a word or figure: ``300 m³`` is one byte with ``300 mł``."""
_STRANGE: Final = 0.1
"""The share of characters that may be of no language and no sign; where more are, no page is chosen."""
_ROWS: Final = 0.67
"""The share of Latin letters beyond ASCII that may stand behind another one."""
_RAISED: Final = frozenset("²³¹ªº½¼¾")
_SIGNS: Final = _RAISED | frozenset("“”‘’‚„‹›«»–—…•·°§©®™€£±×†‡‰¿¡\u00a0\u00ad№")
_BESIDE: Final = math.log(0.2)
"""What it costs a vowel to stand beside one of ``_OPEN``."""
_OPEN: Final = frozenset("aeo")
_VOWELS: Final = frozenset("aeiouyæøœı")
_BEYOND: Final = re.compile(r"[^\x00-\x7f]")
_LETTER: Final = re.compile(r"([^\W\d_])(\d*\.?\d+)([vcl]?)")
_MOST: Final = 2_000
"""Characters beyond ASCII that are looked at."""


_Language = Mapping[str, Sequence[tuple[float, str]]]
"""Letter -> its share of the letters beyond ASCII, and what must follow it."""


class _Letter(NamedTuple):
    """A character beyond ASCII and its neighbours, lower case; "" at a word's end."""

    character: str
    before: str
    after: str


@cache
def _languages() -> Mapping[str, list[_Language]]:
    """Encoding -> the languages written in it: each letter's share of their letters beyond ASCII."""
    found: dict[str, list[_Language]] = {}
    for row in read_table("ingest/letters.tsv", ("language", "encodings", "letters")):
        letters = [(letter, float(share), follows) for letter, share, follows in _LETTER.findall(row["letters"])]
        whole = sum(share for _, share, _ in letters)
        for encoding in row["encodings"].split():
            found.setdefault(encoding, []).append({x: [(share / whole, follows)] for x, share, follows in letters})
    return found


@cache
def _together(encoding: str) -> _Language:
    """The letters of all languages of a page, as a list of foreign names has them."""
    languages = _languages()[encoding]
    found: dict[str, list[tuple[float, str]]] = {}
    for language in languages:
        for letter, ways in language.items():
            found.setdefault(letter, []).extend((share / len(languages), follows) for share, follows in ways)
    return found


def likeliest(data: bytes) -> str | None:
    """The one-byte encoding whose letters are likeliest; None where those of no page fit well.

    >>> [likeliest(w.encode(e)) for w, e in (("José Peña", "cp1252"), ("Gdańsk", "cp1250"), ("Москва", "koi8-r"))]
    ['cp1252', 'cp1250', 'koi8-r']
    """
    scores = {encoding: _score(letters, encoding) for encoding in _languages() if (letters := _letters(data, encoding))}
    fitting = {encoding: score for encoding, score in scores.items() if score is not None}
    return max(fitting, key=lambda encoding: fitting[encoding], default=None)


def _letters(data: bytes, encoding: str) -> Counter[_Letter]:
    """The characters beyond ASCII with their neighbours; none where a byte is none of the encoding."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return Counter()
    found: Counter[_Letter] = Counter()
    for match in islice(_BEYOND.finditer(text), _MOST):
        at = match.start()
        character, before, after = match[0], text[max(at - 1, 0) : at], text[at + 1 : at + 2]
        lower = character.lower() if len(character.lower()) == 1 else character
        if before.islower() and character.isupper():
            lower = "\ufffd"  # koi8-r and cp1251 have each other's capitals
        found[_Letter(lower, _word(before), _word(after))] += 1
    return found


def _word(character: str) -> str:
    return character.lower() if character.isalnum() else ""


def _score(letters: Counter[_Letter], encoding: str) -> float | None:
    """How likely the characters are in the language that suits them best, or in several at once; None where too many suit none."""
    if _are_in_rows(letters):
        return None
    scores = []
    for language in (*_languages()[encoding], _together(encoding)):
        values = {letter: _value(letter, language.get(letter.character, ())) for letter in letters}
        strange = sum(count for letter, count in letters.items() if values[letter] == _FOREIGN)
        if strange <= _STRANGE * letters.total():
            scores.append(sum(count * values[letter] for letter, count in letters.items()))
    return max(scores) + _PRIORS.get(encoding, _RARE) if scores else None


def _are_in_rows(letters: Counter[_Letter]) -> bool:
    """Whether Latin letters beyond ASCII follow one another, as those of another script do that are read so."""
    latin = Counter({letter: count for letter, count in letters.items() if _script(letter.character) == "LATIN"})
    rows = sum(count for letter, count in latin.items() if not letter.before.isascii())
    return rows > _ROWS * latin.total()


def _value(letter: _Letter, ways: Sequence[tuple[float, str]]) -> float:
    """What one character is worth, where a language has it as it stands or it is a sign in its place."""
    character, before, after = letter
    if character in _SIGNS:
        return _BEHIND if character in _RAISED and (before == "m" or before.isdigit()) else _SIGN
    share = sum(share for share, follows in ways if _follows(follows, after))
    mixed = any(side.isalpha() and _script(side) != _script(character) for side in (before, after))
    if not share or mixed or after.isdigit():
        return _FOREIGN  # ``£300`` is one byte with ``Ł300``
    return math.log(share) + _sounds(letter)


def _sounds(letter: _Letter) -> float:
    """What it costs that a Latin vowel stands beside vowels: ``Foča`` is no ``Foèa``."""
    if _script(letter.character) != "LATIN" or not _is_vowel(letter.character):
        return 0.0
    return _BESIDE * sum(side in _OPEN for side in (letter.before, letter.after))


@cache
def _is_vowel(character: str) -> bool:
    return character in _VOWELS or unicodedata.normalize("NFD", character)[0] in _VOWELS


def _follows(what: str, after: str) -> bool:
    match what:
        case "v":
            return bool(after) and _is_vowel(after)
        case "c":
            return not (after and _is_vowel(after))
        case "l":
            return bool(after)
    return True


@cache
def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]
