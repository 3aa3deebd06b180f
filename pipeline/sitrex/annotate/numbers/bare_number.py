"""A bare number as the grammar reads it."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

BREAKS: Final = frozenset(("\n", ".", ",", ";", ":", ")", "!", "?", '"', "”", "–", "—"))
"""Marks behind which nothing goes on with a number."""


class Core(NamedTuple):
    """A bare number over the tokens ``[start, end)``.

    ``scale`` is the last scale word applied, so that a range may share it;
    ``kind`` is figure, word, vague, part (a fraction), times or ordinal.
    """

    start: int
    end: int
    kind: str
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    scale: Decimal = Decimal(1)
