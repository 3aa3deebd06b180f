"""Ids that were used before, in 16 to 32 bytes each: a run may hold tens of millions."""

from __future__ import annotations

import hashlib
from array import array


class UsedIds:
    """A set of strings that keeps 64 bits of each; two of a million differ with odds of 40 million to one.

    >>> used = UsedIds()
    >>> used.add("a"), used.add("b"), used.add("a")
    (True, True, False)
    """

    def __init__(self) -> None:
        self._table = array("Q", bytes(8 * 1024))
        self._count = 0

    def add(self, key: str) -> bool:
        """Remember the key; False if it was there."""
        mark = int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()) or 1
        at = self._place(mark)
        if self._table[at] == mark:
            return False
        self._table[at] = mark
        self._count += 1
        if self._count * 2 > len(self._table):
            self._grow()
        return True

    def _place(self, mark: int) -> int:
        table = self._table
        last = len(table) - 1
        at = mark & last
        while table[at] not in (0, mark):
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        old = self._table
        self._table = array("Q", bytes(8 * 2 * len(old)))
        for mark in old:
            if mark:
                self._table[self._place(mark)] = mark
