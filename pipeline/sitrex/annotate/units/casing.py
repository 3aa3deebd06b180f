"""A text as designations are read in it: the case that a sentence has, where the text has none of its own.

Cables are in capitals, posts in small letters. In the former only names, counts and the words of the vocabularies of units
keep capitals (``the elite Bracamonte Battalion``), in the latter the names of known units get theirs. No offset moves.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from sitrex.annotate.text.recase import recased
from sitrex.annotate.units.lexicon import branches, echelons, named_units, prefixes, qualifiers
from sitrex.normalise.numerals import parse_cardinal

_PARAGRAPH: Final = re.compile(r"(?:[^\n]|\n(?![^\S\n]*\n))+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[^\s\w]")
_LEAST: Final = 8
"""Letters from which the case of a paragraph says anything."""
_SHORTEST: Final = 3
"""Letters of a word that gets its capital back at least: no particle does."""


def as_read(text: str) -> str:
    """The text with other letters' case in paragraphs of capitals, or where it knows no capital at all."""
    if text.islower():
        return _with_known_names(text)
    if text.upper() == text:
        return text if text.lower() == text else _from_capitals(text)
    return _PARAGRAPH.sub(lambda part: _from_capitals(part[0]), text) if _has_capitals(text) else text


def _has_capitals(text: str) -> bool:
    """Whether a paragraph in capitals is likely: a line of them is there."""
    return any(len(line) > _LEAST and line.upper() == line for line in text.split("\n"))


def _from_capitals(text: str) -> str:
    """A paragraph in the case of a sentence, if it is in capitals."""
    places = list(_WORD.finditer(text))
    words = recased([place[0] for place in places])
    if words is None:
        return text
    pieces, at = [], 0
    for place, word in zip(places, words, strict=True):
        shown = word[0].upper() + word[1:] if word in _vocabulary() else word
        if place[0] in prefixes() or parse_cardinal([word.lower()]) is not None:
            shown = place[0]
        pieces += [text[at : place.start()], shown if len(shown) == len(place[0]) else place[0]]
        at = place.end()
    return "".join([*pieces, text[at:]])


@cache
def _vocabulary() -> frozenset[str]:
    """Words that heads, branches and names are made of."""
    phrases = [words for table in (echelons(), branches()) for words, _ in table.items()]
    phrases += [words for words, entry in qualifiers().items() if entry.kind != "status"]
    return frozenset(word for words in phrases for word in words if len(word) > _SHORTEST)


def _with_known_names(text: str) -> str:
    """A text in small letters with capitals in the names of several words that are always a unit's."""
    places = [place for place in _WORD.finditer(text) if place[0][0].isalpha()]
    keys = [place[0] for place in places]
    table, pieces, at = named_units(), list(text), 0
    for i in range(len(keys)):
        found = table.longest(keys, i) if i >= at else None
        if found is None or found[1].kind != "sure" or found[0] < i + 2:
            continue
        at = found[0]
        for place in places[i:at]:
            pieces[place.start()] = text[place.start()].upper()
    return "".join(pieces)
