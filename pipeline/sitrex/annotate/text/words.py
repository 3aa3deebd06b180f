"""Words that several lists ask for: closed classes, common words, abbreviations."""

from __future__ import annotations

from functools import cache

from sitrex.vocab import read_table
from sitrex.vocab import words as words


@cache
def common_words() -> frozenset[str]:
    """Lower-case words that are seldom names."""
    return frozenset(row["word"] for row in read_table("entities/common_words.tsv", ("word",)))


@cache
def abbreviations() -> dict[str, str]:
    """Lower-case abbreviation without its last dot -> ``always``, ``given`` or ``may``; the table's header says what they mean."""
    return {row["word"]: row["ends"] for row in read_table("abbreviations.tsv", ("word", "ends"))}
