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
        self._phrases: dict[tuple[str, ...], V] = {}
        lengths: dict[str, set[int]] = {}
        for words, value in entries:
            if words not in self._phrases:
                self._phrases[words] = value
                lengths.setdefault(words[0], set()).add(len(words))
        # many phrases begin with one word, of few lengths: a look-up for each length, the longest first
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        self.firsts = self._lengths.keys()
        """The words that a phrase begins with."""

    def longest(self, words: Sequence[str], start: int) -> tuple[int, V] | None:
        """The end and value of the longest phrase that begins at word ``start``."""
        for length in self._lengths.get(words[start], ()):
            phrase = tuple(words[start : start + length])
            if len(phrase) == length and phrase in self._phrases:
                return start + length, self._phrases[phrase]
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
        yield from self._phrases.items()
