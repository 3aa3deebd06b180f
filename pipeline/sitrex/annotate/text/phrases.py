"""The longest phrase of a vocabulary that begins at a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

V = TypeVar("V")


class PhraseTable(Generic[V]):
    """Phrases of one or more words with a value each; of two that are the same the first holds.

    >>> table = PhraseTable([(("rocket",), "thing"), (("rocket", "artillery"), "branch")])
    >>> table.longest(["the", "rocket", "artillery"], 1)
    (3, 'branch')
    >>> table.whole(["rocket", "artillery"]), table.whole(["rocket", "launcher"])
    ('branch', None)
    """

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], V]]) -> None:
        table: dict[str, dict[int, dict[tuple[str, ...], V]]] = {}
        for words, value in entries:
            table.setdefault(words[0], {}).setdefault(len(words), {}).setdefault(words[1:], value)
        # many phrases begin with one word, of few lengths: a look-up for each length, the longest first
        self._table = {first: sorted(rest.items(), reverse=True) for first, rest in table.items()}
        self.firsts = self._table.keys()
        """The words that a phrase begins with."""

    def longest(self, words: Sequence[str], start: int) -> tuple[int, V] | None:
        """The end and value of the longest phrase that begins at word ``start``."""
        lengths = self._table.get(words[start])
        if lengths is None:
            return None
        for length, phrases in lengths:
            end = start + length
            rest = tuple(words[start + 1 : end]) if length > 1 else ()
            if rest in phrases:
                return end, phrases[rest]
        return None

    def whole(self, words: Sequence[str]) -> V | None:
        """The value of the phrase that the words are, all of them."""
        hit = self.longest(words, 0) if words else None
        return hit[1] if hit is not None and hit[0] == len(words) else None

    def find(self, words: Sequence[str], starts: Iterable[int]) -> Iterator[tuple[int, int, V]]:
        """(start, end, value) of the longest phrase at each of ``starts`` where one begins."""
        for start in starts:
            if hit := self.longest(words, start):
                yield start, hit[0], hit[1]

    def items(self) -> Iterator[tuple[tuple[str, ...], V]]:
        """All phrases with their values."""
        for first, lengths in self._table.items():
            for _, phrases in lengths:
                yield from (((first, *rest), value) for rest, value in phrases.items())
