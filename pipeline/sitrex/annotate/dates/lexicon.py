"""Atoms, the tokens that the grammar of dates reads, and the words that mean something in a date."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from sitrex.annotate.text.words import words
from sitrex.normalise.numerals import number_words
from sitrex.vocab import read_table

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
"""Of a word that stands for nothing in a date."""


class Atom(NamedTuple):
    """One token: its kind, lower-case text, span, the word kinds it may stand for, whether it is glued to the left."""

    kind: str
    low: str
    start: int
    end: int
    words: Mapping[str, str]
    glued: bool
    text: str


END: Final = Atom("end", "", -1, -1, NOTHING, False, "")


@cache
def _cue_lists() -> dict[str, frozenset[str]]:
    return {row["list"]: frozenset(row["words"].split(" ")) for row in read_table("dates/cues.tsv", ("list", "words"))}


def cue_words(name: str) -> frozenset[str]:
    """A closed list of words from ``vocab/dates/cues.tsv``."""
    return _cue_lists()[name]


AFTER_PHRASE: Final = cue_words("determiners") | cue_words("subjects") | cue_words("after_noun") | cue_words("finite")
"""Words of grammar with which a sentence goes on where a noun phrase has ended."""
_PASTS: Final = words("irregular_pasts")


def is_past(atom: Atom) -> bool:
    """Whether a word in small letters is a past tense: `pushed`, `took`."""
    return atom.text.islower() and (atom.low.endswith("ed") or atom.low in _PASTS)


@cache
def word_kinds() -> dict[str, dict[str, tuple[str, str]]]:
    """Lower-case word -> kind -> (value, case), from ``vocab/dates/words.tsv`` and the number words."""
    table: dict[str, dict[str, tuple[str, str]]] = {}
    for row in read_table("dates/words.tsv", ("word", "kind", "value", "case")):
        table.setdefault(row["word"], {})[row["kind"]] = (row["value"], row["case"])
    for word, (kind, value) in number_words().items():
        table.setdefault(word, {})["ordinal_word" if kind == "ordinal" else "number_word"] = (str(value), "any")
    return table


@cache
def _kinds_in_case(low: str, case: str) -> Mapping[str, str]:
    allowed = {"lower": ("any",), "title": ("any", "title"), "upper": ("any", "title", "upper")}[case]
    kinds = {kind: value for kind, (value, needs) in word_kinds()[low].items() if needs in allowed}
    return MappingProxyType(kinds) if kinds else NOTHING


def kinds(low: str, surface: str) -> Mapping[str, str]:
    """What a word, in lower case and as written, may stand for; only some abbreviations may be written in any case."""
    if low not in word_kinds():
        return NOTHING
    return _kinds_in_case(low, "upper" if surface.isupper() else "title" if surface[0].isupper() else "lower")


@cache
def months() -> dict[str, str]:
    """The number of each word for a month."""
    return {word: kinds["month"][0] for word, kinds in word_kinds().items() if "month" in kinds}
