"""Closed classes of words, from ``vocab/text/words.tsv`` and from tables of the same shape that the lists have."""

from __future__ import annotations

from functools import cache

from sitrex.vocab import read_table


@cache
def classes(table: str = "text/words.tsv") -> dict[str, frozenset[str]]:
    """Name of a class -> its words."""
    return {row["list"]: frozenset(row["words"].split(" ")) for row in read_table(table, ("list", "words"))}


def words(*names: str, table: str = "text/words.tsv") -> frozenset[str]:
    """The words of some classes together. Raises KeyError for a class that the table does not have.

    >>> sorted(words("articles"))
    ['a', 'an', 'the']
    """
    found = classes(table)
    return frozenset().union(*(found[name] for name in names))


@cache
def common_words() -> frozenset[str]:
    """Lower-case words that are seldom names."""
    return frozenset(row["word"] for row in read_table("entities/common_words.tsv", ("word",)))


@cache
def abbreviations() -> dict[str, str]:
    """Lower-case abbreviation without its last dot -> ``always``, ``given`` or ``may``; the table's header says what they mean."""
    return {row["word"]: row["ends"] for row in read_table("abbreviations.tsv", ("word", "ends"))}
