"""A list that is too long to hold: blocks of its items lie in a temporary file."""

from __future__ import annotations

import pickle
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import eq
from tempfile import TemporaryFile
from typing import Any, Final, TypeVar, overload
from weakref import finalize

T = TypeVar("T")

BLOCK: Final = 5_000
"""Items that are in memory at once."""


class DiskList(Sequence[T]):
    """A sequence whose items are kept on the disk, in a nameless file that goes with it.

    Iteration reads block by block. Pickled or copied it becomes a list.

    >>> items = DiskList[int]()
    >>> items.extend(range(12_000))
    >>> len(items), items[-1], items[7_000], items[1:3]
    (12000, 11999, 7000, [1, 2])
    """

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - open as long as the list
        finalize(self, self._file.close)
        self._starts = [0]
        """Number of the first item of each block, and of all."""
        self._places = [0]
        """Where each block begins in the file, and where the last one ends."""
        self._last: tuple[int, list[T]] = (-1, [])

    def extend(self, items: Sequence[T]) -> None:
        """Put the items at the end."""
        self._file.seek(self._places[-1])
        for at in range(0, len(items), BLOCK):
            block = list(items[at : at + BLOCK])
            pickle.dump(block, self._file, protocol=5)
            self._starts.append(self._starts[-1] + len(block))
            self._places.append(self._file.tell())

    def _block(self, number: int) -> list[T]:
        if self._last[0] != number:
            self._file.seek(self._places[number])
            self._last = number, pickle.load(self._file)  # noqa: S301 - written by this object alone
        return self._last[1]

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[T]:
        for number in range(len(self._places) - 1):
            yield from self._block(number)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        number = bisect_right(self._starts, at) - 1
        return self._block(number)[at - self._starts[number]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return list, (list(self),)
