"""Intervals of lengths that hang on a moment: `the past 24 hours`, `ten days after the fall of the city`.

A length keeps its value; the interval says which days it covers, or, at a distance from an event that the document dates,
the day, month or year that results.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Final

from sitrex.annotate.dates.draft import Base, Draft, Meaning
from sitrex.annotate.dates.lexicon import cue_words
from sitrex.annotate.dates.points import DAY, Point, shifted
from sitrex.annotate.dates.relative_meanings import shift
from sitrex.annotate.dates.surroundings import SENTENCE_END
from sitrex.normalise.calendar_days import shift_months
from sitrex.normalise.timex import interval
from sitrex.record.model import Date
from sitrex.vocab import read_table

Days = tuple[str, str]
"""First and last day, `YYYY-MM-DD`."""

_UNIT: Final = re.compile(r"(\d*)([A-Z]+)")
_DAYS: Final = {"D": 1, "NI": 1, "W": 7}
_MONTHS: Final = {"M": 1, "Q": 3, "Y": 12, "CE": 1200}
_HOURS: Final = 24
_ARTICLE: Final = re.compile(r"(?:the|a|an|its|their|his|this|that)\s+", re.IGNORECASE)
_OF: Final = re.compile(r"(\w+)\s+(?:of|on|at|in|from)\s+(?:the\s+)?(.+)", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[a-z]+")
_BEGINNINGS: Final = cue_words("beginnings")
_LASTS: Final = "war"
"""What everybody knows the first day of, but counts from its last: `ten years after the war`."""
_DATED: Final = re.compile(r"\d{4}-\d\d-\d\d")
_BEFORE: Final = re.compile(r"\W*(?:before|prior)\b")
_APPOSED: Final = re.compile(r"\s*(?:,|[-–—]+|\()\s*")
_MOST_PLACES: Final = 8
"""Places of an event's name that are looked at."""
_WINDOW: Final = 250
"""Code points of a sentence on either side of the name."""
_REACH: Final = 20_000
"""Code points from the length within which its event is looked for."""


def covered(meaning: Meaning, day: datetime.date) -> Days | None:
    """The days of a length that ends at a day (its amount is negative) or begins there; None for vague lengths."""
    match = _UNIT.fullmatch(meaning.unit)
    if match is None or not meaning.amount:
        return None
    number, code = meaning.amount * int(match[1] or 1), match[2]
    try:
        other = _moved(day, number, code)
    except (OverflowError, ValueError):  # past the calendar's last or first year
        return None
    if other is None:
        return None
    first, last = sorted((day, other))
    return first.isoformat(), last.isoformat()


def _moved(day: datetime.date, number: float, code: str) -> datetime.date | None:
    if code in _MONTHS:
        months = number * _MONTHS[code]
        return shift_months(day, int(months)) if months == int(months) else None
    if code in _DAYS:
        days = number * _DAYS[code]
        return day + int(days) * DAY if days == int(days) else None
    return day + int(number / _HOURS) * DAY if code == "TH" else day if code in ("TM", "TS") else None


class Events:
    """When the events happened from which a document's lengths count, as its own dates tell.

    Args:
        found: the document's dates with their values.
        text: the document.
        lower: the same in lower case.
        known_day: the days of events that everybody knows, by name.
    """

    def __init__(
        self, found: Sequence[Date], text: str, lower: str, known_day: Callable[[str], datetime.date | None]
    ) -> None:
        self._found, self._text, self._lower, self._known_day = found, text, lower, known_day
        self._starts = [date.start for date in found]

    def span(self, k: int, draft: Draft) -> Days | None:
        """The interval at the length ``draft``, the document's date ``k``, from its event; None where nothing dates that."""
        match = _UNIT.fullmatch(draft.meaning.unit)
        if match is None or not draft.meaning.amount or not draft.anchor_text:
            return None
        before = self._found[k - 1] if k else None
        if before and before.label == "DATE" and _APPOSED.fullmatch(self._text, before.end, draft.start):
            return interval(before.value)  # `on 27 June, two days after the attack`
        day = self._day_of(draft)
        if day is None:
            return None
        back = _BEFORE.match(self._text, draft.end) is not None
        number, code = (-1 if back else 1) * draft.meaning.amount, match[2]
        if code == "W":
            number, code = number * 7, "D"
        if code not in ("D", "M", "Y"):
            return None
        return interval(shifted(shift(Base.STORY, number, code, times=int(match[1] or 1)), Point.of(day)))

    def counted_day(self, draft: Draft) -> datetime.date | None:
        """The day counted from the first one of its event (`the third day of the siege`), where a sentence tells that it began."""
        name = _ARTICLE.sub("", draft.anchor_text or "", count=1).lower()
        if not name or draft.meaning.unit != "D":
            return None
        for begin, end in self._sentences((name,), draft):
            day = self._dated(begin, end)
            if day and not _BEGINNINGS.isdisjoint(_LETTERS.findall(self._lower, begin, end)):
                return day + int(draft.meaning.amount or 0) * DAY
        return None

    def _dated(self, begin: int, end: int) -> datetime.date | None:
        """The first full date of a sentence."""
        for date in self._found[bisect_left(self._starts, begin) : bisect_left(self._starts, end)]:
            if date.label in ("DATE", "TIME") and (dated := _DATED.match(date.value)):
                return datetime.date.fromisoformat(dated[0])
        return None

    def _day_of(self, draft: Draft) -> datetime.date | None:
        """The day that stands in one sentence with the event's name elsewhere in the document, or that everybody knows."""
        name = _ARTICLE.sub("", draft.anchor_text or "", count=1)
        for words in _names(name):
            for begin, end in self._sentences(words, draft):
                if (day := self._dated(begin, end)) is not None:
                    return day
        return None if name.endswith(_LASTS) else self._known_day(name.lower())

    def _sentences(self, words: Sequence[str], draft: Draft) -> Iterator[tuple[int, int]]:
        """The sentences near the length, not its own, that hold all the words."""
        text, at = self._text, max(draft.start - _REACH, 0) - 1
        for _ in range(_MOST_PLACES):
            at = self._lower.find(words[0], at + 1, draft.start + _REACH)
            if at < 0:
                return
            ends = [m.end() for m in SENTENCE_END.finditer(text, max(at - _WINDOW, 0), at)]
            begin = ends[-1] if ends else max(at - _WINDOW, 0)
            stop = SENTENCE_END.search(text, at, at + _WINDOW)
            end = stop.start() + 1 if stop else min(at + _WINDOW, len(text))
            if not begin <= draft.start < end and all(word in f"{self._lower[begin:end]} " for word in words[1:]):
                yield begin, end


def _names(name: str) -> Iterator[tuple[str, ...]]:
    """Words that together name the event: as it is written; a battle by its place; what happened, as a verb."""
    yield (name.lower(),)
    if name[:1].isupper() and " " not in name:
        yield (f"battle of {name.lower()}",)
    of = _OF.fullmatch(name)
    if of is not None:
        for verb in _verbs().get(of[1].lower(), ()):
            yield of[2].lower(), f" {verb} "


@cache
def _verbs() -> dict[str, tuple[str, ...]]:
    rows = read_table("dates/happenings.tsv", ("noun", "verbs"))
    return {row["noun"]: tuple(row["verbs"].split(" ")) for row in rows}
