"""What a number phrase is while it is read: its bare number, its modifier, range and unit of measure."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from sitrex.annotate.numbers.bare_number import Core


class Measured(NamedTuple):
    """A unit of measure after a number: code, its first token, its end."""

    ucum: str
    start: int
    end: int


class Phrase(NamedTuple):
    """A number with its modifier, range and unit of measure, over the tokens ``[start, end)``; what is read further gives another.

    ``core`` is the first bare number.
    """

    core: Core
    start: int
    end: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    modifier: str | None = None
    measured: Measured | None = None
    currency: str | None = None
    hyphened: bool = False
    ratio: bool = False
