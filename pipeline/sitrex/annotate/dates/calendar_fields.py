"""What is written of a calendar date."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fields:
    """A calendar date as far as it is written."""

    year: str | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str | None = None
    short_year: int | None = None
    numeric: str | None = None
    order: str = ""  # "md" where the month stood before the day
