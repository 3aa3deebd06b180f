"""Days that a text may count from without saying when they were: `D-Day`, the war's day one."""

from __future__ import annotations

import datetime
from functools import cache

from sitrex.vocab import read_table


@cache
def _table() -> dict[str, tuple[tuple[str, ...], datetime.date]]:
    rows = read_table("dates/known_days.tsv", ("name", "cue", "date"))
    return {row["name"]: (tuple(row["cue"].split("|")), datetime.date.fromisoformat(row["date"])) for row in rows}


def known_day(name: str, lower_text: str) -> datetime.date | None:
    """The day an event began, where its name is known and the document, in lower case, holds one of its cues.

    >>> known_day("d-day", "the landings in normandy began at dawn.")
    datetime.date(1944, 6, 6)
    >>> known_day("d-day", "d-day was to be in spring.") is None
    True
    """
    found = _table().get(name)
    if found is None:
        return None
    return found[1] if any(cue in lower_text for cue in found[0]) else None


def known_year(month: int, day: int, lower_text: str) -> int | None:
    """The year of a day of the year on which an event began that the document, in lower case, is about.

    >>> known_year(2, 24, "since 24 february russian troops held the town in ukraine.")
    2022
    >>> known_year(2, 24, "on 24 february the ice broke.") is None
    True
    """
    for cues, date in _table().values():
        if (date.month, date.day) == (month, day) and any(cue in lower_text for cue in cues):
            return date.year
    return None
