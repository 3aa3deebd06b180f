"""H-Hour where the document sets it: `H-hour was 0845 on the 20th`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sitrex.record.model import Date, changed

_NAMED: Final = re.compile(r"[Hh][ -](?:[Hh]ou|HOU|h|H)[rR]")
_SET: Final = re.compile(r"\s*[:=]\s*|,?\s+(?:(?:was|is|will be|has been)\s+)?(?:at|(?:set|fixed)\s+(?:at|for|to))?\s*")
_FIELDS: Final = ("value", "begin", "end_date", "granularity", "zone")


def hours_set(dates: Sequence[Date], text: str) -> list[Date]:
    """The mentions with the clock that stands right behind an H-Hour as the value of every one.

    Args:
        dates: resolved mentions of a document, in text order.
        text: the document.
    """
    named = {date.start for date in dates if date.label == "TIME" and _NAMED.fullmatch(date.text)}
    if not named:
        return list(dates)
    clock = next(
        (
            behind
            for date, behind in pairwise(dates)
            if date.start in named and behind.label == "TIME" and _SET.fullmatch(text, date.end, behind.start)
        ),
        None,
    )
    if clock is None:
        return list(dates)
    told = {field: getattr(clock, field) for field in _FIELDS}
    return [changed(date, **told) if date.start in named else date for date in dates]
