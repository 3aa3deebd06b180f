"""Days and hours from which others are counted, as the document itself tells them: `D-Day was 19 February 1945`, `H-hour: 0845`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Final

from sitrex.annotate.dates.draft import Draft, Meaning
from sitrex.annotate.dates.points import DAY

SAME: Final = re.compile(
    r"[^\S\n]+|\s*[,:=(–—-]\s*(?:the\s+)?"
    r"|,?\s+(?=\S)(?:(?:was|is|will be|has been)\s+)?(?:(?:set|fixed)\s+(?:to\s+)?)?(?:(?:at|for|on)\s+)?(?:the\s+)?"
)
"""What stands between such a day or hour and the date that says which it is; `to` alone makes a range of the two."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_OF_EVENT: Final = len(" since  ")
"""Code points between a counted day and its event, at most."""
_HOUR: Final = re.compile(r".+T\d\d:\d\d")


class ToldEvents:
    """When events began, by name; ``known_day`` has those of the days that everybody knows."""

    def __init__(self, known_day: Callable[[str], datetime.date | None]) -> None:
        self._days: dict[str, datetime.date] = {}
        self._hours: dict[str, str] = {}
        self._known_day = known_day

    def value(self, name: str, meaning: Meaning, told: str) -> str:
        """The value of a day or an hour counted from an event; ``told`` that of the date beside it, empty where there is none."""
        if meaning.label != "DATE":
            if _HOUR.fullmatch(told) and not meaning.amount:
                self._hours[name] = told
            return meaning.value if meaning.amount else self._hours.get(name, meaning.value)
        if meaning.unit != "D":
            return meaning.value
        days = int(meaning.amount or 0) * DAY
        if _DAY.fullmatch(told):
            self._days[name] = datetime.date.fromisoformat(told) - days
        start = self._days.get(name) or self._known_day(name)
        return meaning.value if start is None else (start + days).isoformat()


def end_with_event(text: str, draft: Draft) -> int:
    """Where a day counted from an event ends, the words of the event with it: `fourth day of the war|, 29 June`."""
    event = draft.anchor_text or ""
    at = text.find(event, draft.end, draft.end + len(event) + _OF_EVENT)
    return max(at + len(event), draft.end)
