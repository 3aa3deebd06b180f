"""Lines of capitals as the model is shown them: in the case that a sentence would have.

Only the model's input is recased, word by word and sign by sign, so that no offset moves. Words that are seldom names
are written small, short words without a vowel pattern and unknown abbreviations stay, others get a capital. Headlines in
Title Case are shown as they stand: recased, they lost .002 of the entities' F1 on three labelled parts and won nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sitrex.annotate.text.words import common_words
from sitrex.annotate.text.words import words as words_of

_WORD: Final = re.compile(r"[^\W\d_]+")
_LEAST: Final = 8
"""Letters from which a line's case says anything."""
_CAPITALS: Final = 0.85
"""Share of capital letters in a line of capitals: dotted abbreviations and a lower-case *x* or *mm* are few.

.7 to .95 read 144 labelled passages alike."""
_PARTICLES: Final = words_of("name_particles")
_SYLLABLES: Final = re.compile(r"[BCDFGHJ-NP-TV-XZ]*[AEIOUY]+[BCDFGHJ-NP-TV-XZ]+(?:[AEIOUY]|\Z)")
_SHORT: Final = 3
"""Letters of a word that is not common up to which it is taken for an abbreviation."""


def has_small_letters(text: str) -> bool:
    """Whether a paragraph has so many small letters that :func:`recased` leaves it; a quick look, which may miss some.

    >>> has_small_letters("The army left San Salvador."), has_small_letters("THE ARMY LEFT SAN SALVADOR.")
    (True, False)
    """
    return sum(map(text.count, "etaoin")) > (1 - _CAPITALS) * len(text)


def recased(words: Sequence[str]) -> list[str] | None:
    """The words of a paragraph in the case of a sentence; None where they are in it.

    >>> recased("THE ARMY LEFT SAN SALVADOR , RADIO FMLN SAID".split())
    ['The', 'Army', 'left', 'San', 'Salvador', ',', 'radio', 'FMLN', 'said']
    """
    letters = [c for word in words for c in word if c.isalpha()]
    if len(letters) < _LEAST:
        return None
    if sum(map(str.isupper, letters)) >= _CAPITALS * len(letters):
        return _sentence(words, [_from_capitals(word) for word in words])
    return None


def _sentence(words: Sequence[str], cased: list[str]) -> list[str]:
    """The same with a capital at the beginning of each sentence."""
    begins = True
    for number, word in enumerate(cased):
        if _WORD.search(word):
            if begins and word[0].islower():
                cased[number] = word[0].upper() + word[1:]
            begins = False
        if words[number] in (".", "!", "?", ":"):
            begins = True
    return cased


def _from_capitals(word: str) -> str:
    return _WORD.sub(lambda part: _part(part[0]), word)


def _part(word: str) -> str:
    """A run of capital letters: small where it is a common word, as it stands where it looks like an abbreviation."""
    lower = word.lower()
    if len(lower) != len(word) or not word.isupper():
        return word
    if lower == "a" or lower in common_words():
        return lower
    if lower not in _PARTICLES and (len(word) <= _SHORT or not _SYLLABLES.match(word)):
        return word
    return word[0] + lower[1:]
