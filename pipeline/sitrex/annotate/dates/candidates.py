"""What a date may be counted from: each reading of an expression is a candidate with a value and where it comes from."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from sitrex.annotate.dates.draft import Meaning
from sitrex.annotate.dates.points import Point, from_published, from_story, point, shifted


class Candidate(NamedTuple):
    """One reading.

    ``source`` says what it counts from: `past` and `next` the day of publication, `story` where the story stands (moved on
    by the calendar), `same`, `later`, `earlier` the story's year or month as it is or one on or back, `ahead` and `back` the
    next year that the text states or the one before it, `aside` the year stated last, where the story did not follow it,
    `known` a day that everybody knows, `now` the time of writing in general, `unknown` nothing.
    """

    value: str
    anchor: str
    source: str


_MOST_MONTHS: Final = 12
_SATURDAY: Final = 6
UNKNOWN: Final = "unknown"
NOW: Final = Candidate("PRESENT_REF", "none", "now")


def partial(
    meaning: Meaning, published: datetime.date | None, story: Point | None, day: Point | None, years: Years
) -> list[Candidate]:
    """The readings of a date with parts missing; ``day`` is the story's last day, if near."""
    found = [Candidate(meaning.value, "none", UNKNOWN)]
    if published:
        found += [
            Candidate(from_published(meaning, published, ahead=ahead), "published", source)
            for source, ahead in (("past", False), ("next", True))
        ]
        if meaning.weekday and meaning.day and not meaning.month:
            found += _agreeing(meaning, meaning.weekday, meaning.day, published)
    if story:
        found += _of_story(meaning, story, day)
    found += _of_years(meaning, years)
    return _distinct(found)


def spoken_of(meaning: Meaning, published: datetime.date, *, over: bool) -> Candidate:
    """The reading of what counts from the day of speaking; `this weekend` is the last one where the tense says that it is over."""
    last = over and meaning.unit == "WE" and meaning.amount == 0 and published.isoweekday() < _SATURDAY
    counted = replace(meaning, amount=-1) if last else meaning
    return Candidate(shifted(counted, Point.of(published)), "published", "past")


def _agreeing(meaning: Meaning, weekday: int, day: int, published: datetime.date) -> Iterator[Candidate]:
    """The nearest days of a month, either side of the publication, that fall on the weekday beside them: `Friday 31`."""
    for source, step in (("past", -1), ("next", 1)):
        for months in range(_MOST_MONTHS):
            year, month = divmod(published.year * 12 + published.month - 1 + step * months, 12)
            if not 1 <= year <= datetime.MAXYEAR or day > calendar.monthrange(year, month + 1)[1]:
                continue
            found = datetime.date(year, month + 1, day)
            if found.isoweekday() == weekday and (found - published).days * step >= 0:
                yield Candidate(found.isoformat() + meaning.clock, "published", source)
                break


class Years(NamedTuple):
    """What lies beside the story: the date that the text states next, the year of a day that everybody knows, the year
    stated last, where the story did not follow it.
    """

    ahead: Point | None = None
    known: int | None = None
    aside: int | None = None


def _of_story(meaning: Meaning, story: Point, day: Point | None) -> Iterator[Candidate]:
    here = day.date() if day else None
    yield Candidate(from_story(meaning, story, here), "narrative", "story")
    if meaning.unit == "step" or story.year <= 0 or not story.known:
        return
    if meaning.weekday and not meaning.day:
        for source, days in (("earlier", -7), ("later", 7)):
            moved = here + datetime.timedelta(days) if here else None
            yield Candidate(from_story(meaning, story, moved), "narrative", source)
    elif meaning.month or meaning.part or meaning.holiday:
        for source, years in (("same", 0), ("earlier", -1), ("later", 1)):
            yield Candidate(from_story(meaning, Point(story.year + years), None), "narrative", source)
    elif meaning.day and story.month:
        for source, months in (("earlier", -1), ("later", 1)):
            year, month = divmod(story.year * 12 + story.month - 1 + months, 12)
            yield Candidate(from_story(meaning, replace(story, year=year, month=month + 1), None), "narrative", source)


def _of_years(meaning: Meaning, years: Years) -> Iterator[Candidate]:
    ahead = years.ahead if years.ahead and years.ahead.year > 0 else None
    if ahead and ahead.month and ahead.known and meaning.day and not (meaning.month or meaning.weekday):
        yield _before_stated(meaning, meaning.day, ahead, ahead.month)
    if (meaning.month or meaning.part or meaning.holiday) and meaning.unit != "step":
        yield from _in_years(meaning, ahead.year if ahead else None, years)


def _in_years(meaning: Meaning, ahead: int | None, years: Years) -> Iterator[Candidate]:
    told = {"ahead": ahead, "back": ahead and ahead - 1, "aside": years.aside, "known": years.known}
    for source, year in told.items():
        if year:
            yield Candidate(from_story(meaning, Point(year), None), "narrative", source)


def _before_stated(meaning: Meaning, day: int, ahead: Point, month: int) -> Candidate:
    """A day without a month in the month of the date that is stated next, or in the one before where it is the later day."""
    back = ahead.day is not None and day > ahead.day
    year, index = divmod(ahead.year * 12 + month - 1 - back, 12)
    return Candidate(from_story(meaning, Point(year, index + 1), None), "narrative", "ahead")


def _exists(value: str) -> bool:
    """Whether a value with a year, month and day is a day of the calendar."""
    return point(value) is not None or "X" in value or not value[:10].replace("-", "").isdecimal() or len(value) < 10


def _distinct(found: list[Candidate]) -> list[Candidate]:
    """The candidates without those that an earlier one of the same anchor already says."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for candidate in found:
        key = candidate.value, candidate.anchor
        if (
            key not in seen
            and _exists(candidate.value)
            and (candidate.source == UNKNOWN or candidate.value != found[0].value)
        ):
            seen.add(key)
            kept.append(candidate)
    return kept
