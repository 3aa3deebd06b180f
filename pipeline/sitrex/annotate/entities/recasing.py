"""How the words of lines in capitals and in small letters would stand in ordinary text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from enum import Enum
from functools import cache, lru_cache
from typing import Final

from sitrex.annotate.entities.lexicon import group, head_nouns, names, words_of
from sitrex.annotate.entities.places.gazetteer import is_place
from sitrex.annotate.text.phrases import PhraseTable
from sitrex.annotate.text.words import common_words
from sitrex.annotate.text.words import words as words_in

OPENERS: Final = group("openers") | words_in("openers", "weekdays", "months")
"""Words that are capitalised because a sentence begins, or that never open a name."""
FEWEST: Final = 2
"""Words of more than one letter of which a line has more where its case says something."""
_LONGEST_ACRONYM: Final = 3
"""Letters of a word in capitals that no ordinary line writes small."""
_SHORT_PLACE: Final = 4
"""Letters up to which a word in capitals is an acronym, not a place of the gazetteer."""

SHORT_HEADS: Final = group("short_heads")
"""Short words that are capitalised in names; other words of three capitals are taken for acronyms."""


class Case(Enum):
    """How a line is written."""

    MIXED = "as a sentence is"
    UPPER = "in capitals"
    LOWER = "in small letters"
    TITLE = "with a capital on most words"


def recase(words: list[str]) -> list[bool]:
    """Rewrite lines of one case in place; which words stand in such a line (True) or in a heading (True, unchanged)."""
    weak = [False] * len(words)
    start = 0
    for end in [*(i for i, word in enumerate(words) if word == "\n"), len(words)]:
        line = words[start:end]
        case = _case(line)
        weak[start:end] = [case is not Case.MIXED] * len(line)
        words[start:end] = map(_REWRITTEN.get(case, str), line)
        if case is Case.UPPER:
            _restore(words, start, end)
        start = end + 1
    return weak


def _case(line: list[str]) -> Case:
    """How the words of a line are written, by those of two letters and more."""
    spelt = [word for word in line if word.isalpha() and len(word) > 1]
    size = len(spelt)
    if size > FEWEST and sum(map(str.isupper, spelt)) >= 0.8 * size:
        return Case.UPPER
    if size > FEWEST and not any(word[0].isupper() for word in spelt):
        return Case.LOWER
    if size <= FEWEST + 1 or line[-1] in ".!?;:,":
        return Case.MIXED
    return Case.TITLE if sum([word[0].isupper() for word in spelt]) >= 0.6 * size else Case.MIXED


def _calm(word: str) -> str:
    """A word in capitals as it would stand in ordinary text."""
    low, title = word.lower(), word.capitalize()
    if title in words_of("titles.tsv", "kind", "rank") or low in SHORT_HEADS:
        return title
    if not word.isupper() or len(word) < 2 or not word.isalpha():
        return word
    if low in common_words() or low in OPENERS:
        return low
    if len(word) < 4 or word in words_of("ships.tsv", "role", "prefix") or names().longest((word,), 0):
        return word
    return title


def _restore(words: list[str], start: int, end: int) -> None:
    """Write the names of several words that a line in capitals holds as the vocabularies do: `ORGANIZATION OF AMERICAN STATES`."""
    table = _spelt()
    line = [word.lower() for word in words[start:end]]
    done = 0
    for at, stop, spelt in table.find(line, [at for at, word in enumerate(line) if word in table.firsts]):
        if at >= done:
            words[start + at : start + stop] = spelt
            done = stop


@cache
def _spelt() -> PhraseTable[tuple[str, ...]]:
    """Names of several words in small letters -> as they are written."""
    return PhraseTable(
        (tuple(word.lower() for word in phrase), phrase) for phrase, _ in names().items() if len(phrase) > 1
    )


@lru_cache(maxsize=50_000)
def _among_small(word: str) -> str:
    """A word in capitals within an ordinary line as it would stand without them, where it is a place or a head noun: war
    diaries write the places in capitals.
    """
    if len(word) <= _LONGEST_ACRONYM or not word.isupper() or not word.isalpha() or names().whole((word,)):
        return word
    title = word.capitalize()
    known = names().whole((title,)) or any(table.whole((title,)) for table in head_nouns().values())
    return title if known or (len(word) > _SHORT_PLACE and is_place(title)) else word


def _named(word: str) -> str:
    """A word in small letters as it would stand in ordinary text."""
    return _written().get(word, word)


@cache
def _written() -> dict[str, str]:
    """Word in small letters -> as it stands in the vocabularies, where it is a name by itself and no common word."""
    found: dict[str, set[str]] = defaultdict(set)
    for phrase, _ in names().items():
        if len(phrase) == 1 and phrase[0][0].isupper():
            found[phrase[0].lower()].add(phrase[0])
    return {low: min(ways) for low, ways in found.items() if len(ways) == 1 and low not in common_words()}


_REWRITTEN: Final[dict[Case, Callable[[str], str]]] = {Case.UPPER: _calm, Case.LOWER: _named, Case.MIXED: _among_small}
"""How the words of a line in one case would stand in ordinary text; those of a heading stay."""
