"""Which rules fired where, and which evidence settled a choice, while somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple


class Note(NamedTuple):
    """A rule fired on a span of the text that was being read; ``vetoed`` if it refused the span."""

    rule: str
    start: int
    end: int
    vetoed: bool


class Settled(NamedTuple):
    """A span was believed to be a mention: the model's probability that it is one, and what each feature added."""

    start: int
    end: int
    label: str
    probability: float
    parts: Mapping[str, float]


class Trace:
    """What was noted in one reading; ``on`` is False but while somebody asks, so that nobody else pays for it."""

    __slots__ = ("notes", "on", "settled")

    def __init__(self) -> None:
        self.on = False
        self.notes: list[Note] = []
        self.settled: list[Settled] = []


TRACE = Trace()


@contextmanager
def traced() -> Iterator[Trace]:
    """What is noted of what is read inside the context, in the order in which rules fired.

    Offsets are those of the text that the rule saw: a piece of the document's view. One reading at a time.
    """
    TRACE.on, TRACE.notes, TRACE.settled = True, [], []
    try:
        yield TRACE
    finally:
        TRACE.on = False
