"""Which rules fired where, while somebody asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Note(NamedTuple):
    """A rule fired on a span of the text that was being read; ``vetoed`` if it refused the span."""

    rule: str
    start: int
    end: int
    vetoed: bool


class Trace:
    """The notes of one reading; ``on`` is False but while somebody asks, so that nobody else pays for it."""

    __slots__ = ("notes", "on")

    def __init__(self) -> None:
        self.on = False
        self.notes: list[Note] = []


TRACE = Trace()


@contextmanager
def traced() -> Iterator[list[Note]]:
    """The notes of what is read inside the context, in the order in which rules fired.

    Offsets are those of the text that the rule saw: a piece of the document's view. One reading at a time.
    """
    TRACE.on, TRACE.notes = True, []
    try:
        yield TRACE.notes
    finally:
        TRACE.on = False
