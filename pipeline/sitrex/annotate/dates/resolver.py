"""Drafts to dates: two anchors, the day of publication and the last full date of the narrative."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.dates import surroundings
from sitrex.annotate.dates.draft import Base, Draft, Rule
from sitrex.annotate.dates.known import known_day
from sitrex.normalise.calendar_days import holiday_day, iso_week, nearest_year, shift_months, weekday_near
from sitrex.normalise.timex import granularity, interval
from sitrex.record.model import Date, handle

_DAY: Final = datetime.timedelta(1)
_DATED: Final = re.compile(r"(?P<year>\d{4}|BC\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-[A-Z0-9]+)?(?:T.*)?")
_SEASON_MONTH: Final = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}
_JOIN: Final = re.compile(r"[\s,)]*(?:on|of)?\s*(?:the\s*)?(?:early |late )?")
_COMPARE: Final = frozenset({"since", "before", "like", "than"})
_FAR: Final = 2
_NEARBY: Final = 600


@dataclass(frozen=True, slots=True)
class Point:
    """Where the narrative stands; years before Christ are negative."""

    year: int
    month: int | None = None
    day: int | None = None

    def date(self) -> datetime.date | None:
        """The day, where it is known."""
        if self.month and self.day and self.year > 0:
            return datetime.date(self.year, self.month, self.day)
        return None

    def middle(self) -> datetime.date:
        """A day that stands for the point."""
        return datetime.date(max(self.year, 1), self.month or 7, self.day or 15)


def point(value: str) -> Point | None:
    """The point that a calendar value names, None for other values."""
    match = _DATED.fullmatch(value)
    if match is None:
        return None
    year = int(match["year"].replace("BC", "-"))
    if match["month"] is None:
        season = next((m for code, m in _SEASON_MONTH.items() if f"-{code}" in value), None)
        return Point(year, season if season != 1 else 12)
    return Point(year, int(match["month"]), int(match["day"]) if match["day"] else None)


def resolve(mentions: Sequence[Date], context: Context) -> list[Date]:
    """The mentions with final values; order and spans are unchanged."""
    story = _Story(mentions, context)
    resolved: list[Date] = [story.settle(k) for k in range(len(mentions))]
    starts = {mention.start for mention in mentions}
    final = []
    for draft, date in zip(mentions, resolved, strict=True):
        value, link = date.value, None
        if isinstance(draft, Draft) and draft.range_back and draft.start - draft.range_back in starts:
            link = handle(draft.start - draft.range_back)
        span = interval(value) if date.label in ("DATE", "TIME") else None
        final.append(
            replace(
                date,
                begin=span[0] if span else None,
                end_date=span[1] if span else None,
                granularity=granularity(value),
                range=link,
            )
        )
    heads = {date.range for date in final if date.range}
    return [replace(date, range=date.id) if date.id in heads else date for date in final]


class _Story:
    """One walk over the mentions of a document, in text order."""

    def __init__(self, mentions: Sequence[Date], context: Context) -> None:
        self.mentions, self.context, self.text = mentions, context, context.text
        self.years = [self._explicit_year(m) for m in mentions]
        self.narrative = self._is_narrative()
        self.at: Point | None = None
        self.at_offset = 0
        self.last_day: tuple[datetime.date, int] | None = None
        self.last_month_stated = False

    @staticmethod
    def _explicit_year(mention: Date) -> int | None:
        if not isinstance(mention, Draft) or mention.label not in ("DATE", "TIME"):
            return None
        found = point(mention.value)
        return found.year if found else None

    def _is_narrative(self) -> bool:
        published = self.context.published
        if published is None:
            return True
        years = [year for year in self.years if year is not None]
        spoken = sum(
            isinstance(m, Draft)
            and (
                (m.meaning.rule is Rule.SHIFT and m.meaning.base is Base.SPEECH)
                or bool(m.meaning.weekday and not m.meaning.day)
            )
            for m in self.mentions
        )
        if not years:
            return False
        far = sum(abs(year - published.year) > 1 for year in years)
        if far > 2 * (len(years) - far + spoken) and len(years) > 1:
            return True
        return len(years) > 6 + 3 * spoken

    # ---- one mention

    def settle(self, k: int) -> Date:
        """The date of mention ``k``, with value and anchor; moves the story on."""
        mention = self.mentions[k]
        if not isinstance(mention, Draft):
            return mention
        value, anchor = self._value(k, mention)
        label = mention.label
        self._move(k, mention, value)
        return Date(
            id=handle(mention.start), start=mention.start, end=mention.end, text=mention.text, label=label,
            sentence=mention.sentence, value=value, mod=mention.mod, anchor=anchor, anchor_text=mention.anchor_text,
            quant=mention.quant, freq=mention.freq,
        )  # fmt: skip

    def _value(self, k: int, draft: Draft) -> tuple[str, str]:
        meaning = draft.meaning
        rule = meaning.rule
        if rule is Rule.PARTIAL:
            if meaning.label == "SET":
                return meaning.value, "none"
            return self._partial(k, draft)
        if rule is Rule.SHIFT:
            return self._shift(draft)
        if rule is Rule.SAME:
            return self._same(draft)
        if rule is Rule.CLOCK:
            return self._clock(k, draft)
        if rule is Rule.EVENT:
            return self._event(draft)
        return meaning.value, "none"

    # ---- anchors

    def _published_counts(self, draft: Draft) -> bool:
        """Whether a partial date counts from the publication rather than from the story."""
        if self.narrative or self.context.published is None:
            return False
        if self.at is None or not self.last_month_stated or self.at.year == self.context.published.year:
            return True
        same_paragraph = "\n" not in self.text[self.at_offset : draft.start]
        return not (same_paragraph and draft.start - self.at_offset < _NEARBY)

    def _story(self, k: int) -> Point | None:
        """Where the story stands at mention ``k``; before its first date, where that date lies."""
        if self.at is not None:
            return self.at
        ahead = next((year for year in self.years[k:] if year is not None), None)
        if ahead is not None:
            return Point(ahead)
        published = self.context.published
        return Point(published.year, published.month, published.day) if published and not self.narrative else None

    def _story_day(self, draft: Draft) -> datetime.date | None:
        if self.at is not None and (day := self.at.date()):
            return day
        if (
            self.last_day
            and draft.start - self.last_day[1] < _NEARBY
            and (
                self.at is None
                or (self.at.year == self.last_day[0].year and self.at.month in (None, self.last_day[0].month))
            )
        ):
            return self.last_day[0]
        if not self.narrative and self.at is None:
            return self.context.published
        return None

    # ---- rules

    def _partial(self, k: int, draft: Draft) -> tuple[str, str]:
        meaning = draft.meaning
        if meaning.unit == "DE":
            return self._short_decade(k, meaning.short_year or 0)
        if meaning.short_year is not None:
            return self._short_year(k, draft)
        if meaning.value.startswith("XXXX-XX-XX") and not meaning.holiday:
            return meaning.value, "none"
        if meaning.holiday and meaning.value[:4].isdigit():
            return self._holiday(draft, int(meaning.value[:4])), "none"
        if self._published_counts(draft) and self.context.published:
            return self._from_published(draft, self.context.published), "published"
        base = self._story(k)
        if base is None:
            return meaning.value, "none"
        value = self._from_story(draft, base)
        return value, "narrative" if "X" not in value else "none"

    def _short_decade(self, k: int, decade: int) -> tuple[str, str]:
        base = self._story(k)
        century = (
            base.year if base and base.year > 0 else (self.context.published or datetime.date(1999, 1, 1)).year
        ) // 100
        if base and base.year > 0 and century * 100 + decade > base.year + 10:
            century -= 1
        return f"{century}{decade // 10}", "narrative"

    def _short_year(self, k: int, draft: Draft) -> tuple[str, str]:
        base = self._story(k)
        short = draft.meaning.short_year or 0
        reference = base.year if base and base.year > 0 else 1999
        century = min((reference // 100 + step for step in (-1, 0, 1)), key=lambda c: abs(c * 100 + short - reference))
        return draft.meaning.value.replace("XXXX", f"{century * 100 + short:04d}", 1), "narrative" if base else "none"

    def _holiday(self, draft: Draft, year: int) -> str:
        name = draft.meaning.holiday or ""
        day = holiday_day(name, year) if 1 <= year <= 9999 else None
        if day is None:
            return f"{year:04d}"
        return (day.isoformat()[:7] if name == "ramadan" else day.isoformat()) + draft.meaning.clock

    def _from_published(self, draft: Draft, published: datetime.date) -> str:
        meaning = draft.meaning
        ahead = surroundings.lies_ahead(self.text, draft.start, draft.end)
        if meaning.unit == "step":
            return self._stepped(draft, Point(published.year, published.month, published.day))
        if meaning.holiday:
            return self._holiday(
                draft, self._turn(published, ahead, lambda year: holiday_day(meaning.holiday or "", year))
            )
        if meaning.month:
            month, day = meaning.month, meaning.day

            def of_year(year: int) -> datetime.date | None:
                length = calendar.monthrange(year, month)[1]
                return None if day and day > length else datetime.date(year, month, day or (1 if not ahead else length))

            return meaning.value.replace("XXXX", f"{self._turn(published, ahead, of_year):04d}", 1)
        if meaning.weekday:
            return weekday_near(published, meaning.weekday, 1 if ahead else 0).isoformat() + meaning.clock
        if meaning.day:
            return self._day_of_month(meaning.day, published, ahead) + meaning.clock
        if meaning.part:
            return self._part(meaning.part, published, ahead)
        return meaning.value

    @staticmethod
    def _turn(published: datetime.date, ahead: bool, of_year: object) -> int:
        """The last year (or the next, where the date lies ahead) in which a yearly day is on the right side."""
        for year in (published.year, published.year + (1 if ahead else -1)):
            day = of_year(year)  # type: ignore[operator]
            if day is not None and (day >= published if ahead else day <= published):
                return year
        return published.year

    @staticmethod
    def _day_of_month(number: int, published: datetime.date, ahead: bool) -> str:
        for months in range(4):
            first = shift_months(published.replace(day=1), months if ahead else -months)
            if number > calendar.monthrange(first.year, first.month)[1]:
                continue
            day = first.replace(day=number)
            if day >= published if ahead else day <= published:
                return day.isoformat()
        return f"XXXX-XX-{number:02d}"

    @staticmethod
    def _part(part: str, published: datetime.date, ahead: bool) -> str:
        year = published.year
        span = interval(f"{year}-{part}")
        if span and ahead and span[1] < published.isoformat():
            year += 1
        elif span and not ahead and span[0] > published.isoformat():
            year -= 1
        return f"{year}-{part}"

    def _stepped(self, draft: Draft, base: Point) -> str:
        """`last Tuesday`, `next March`, `the previous April`, `this summer`."""
        meaning, steps = draft.meaning, int(draft.meaning.amount or 0)
        here = base.middle()
        if meaning.weekday:
            if base.day is None:
                return meaning.value
            if steps == 0:
                near = here + (meaning.weekday - here.isoweekday()) * _DAY
            else:
                near = weekday_near(here, meaning.weekday, steps)
            return near.isoformat() + meaning.clock
        month = meaning.month or _SEASON_MONTH[meaning.part or "SU"]
        year = here.year
        if base.month is not None:
            if steps < 0 and (month > here.month or (month == here.month and meaning.month)):
                year -= 1
            elif steps > 0 and (month < here.month or (month == here.month and meaning.month)):
                year += 1
        elif steps:
            year += steps
        if meaning.part == "WI":
            year = (
                here.year
                - (here.month < 3 and steps <= 0)
                - (steps < 0 and here.month >= 3)
                + (steps > 0 and here.month == 12)
            )
        return meaning.value.replace("XXXX", f"{year:04d}", 1)

    def _from_story(self, draft: Draft, base: Point) -> str:
        meaning = draft.meaning
        if base.year <= 0:
            if not meaning.month and not meaning.part:
                return meaning.value
            return meaning.value.replace("XXXX", f"BC{-base.year:04d}", 1)
        if meaning.unit == "step" and meaning.amount:
            return self._stepped(draft, base)
        if meaning.holiday:
            return self._holiday(draft, self._holiday_year(meaning.holiday, base))
        if meaning.month:
            year = self._year_for(meaning.month, base)
            if meaning.day and meaning.day > calendar.monthrange(year, meaning.month)[1]:
                year = next((y for y in (year + 1, year - 1, year + 2, year - 2, year + 3) if calendar.isleap(y)), year)
            return meaning.value.replace("XXXX", f"{year:04d}", 1)
        if meaning.weekday:
            day = self._story_day(draft)
            return (
                meaning.value
                if day is None
                else weekday_near(day - 3 * _DAY, meaning.weekday, 2).isoformat() + meaning.clock
            )
        if meaning.day:
            if base.month is None or meaning.day > calendar.monthrange(base.year, base.month)[1]:
                return meaning.value
            return f"{base.year:04d}-{base.month:02d}-{meaning.day:02d}{meaning.clock}"
        if meaning.part:
            year = base.year
            if meaning.part == "WI" and base.month is not None and base.month < 6:
                year -= 1
            return meaning.value.replace("XXXX", f"{year:04d}", 1)
        return meaning.value

    @staticmethod
    def _year_for(month: int, base: Point) -> int:
        if base.month is None:
            return base.year
        behind = base.month - month
        if behind >= 7:
            return base.year + 1
        return base.year - 1 if behind <= -10 else base.year

    @staticmethod
    def _holiday_year(name: str, base: Point) -> int:
        if base.month is None:
            return base.year
        here = base.middle()
        near = [
            (abs((day - here).days), year)
            for year in (base.year - 1, base.year, base.year + 1)
            if (day := holiday_day(name, year))
        ]
        return min(near)[1] if near else base.year

    def _shift(self, draft: Draft) -> tuple[str, str]:
        meaning = draft.meaning
        base = meaning.base
        published = self.context.published
        if base is Base.EITHER:
            base = Base.STORY if self.narrative else Base.SPEECH
        if base is Base.SPEECH and published and not self.narrative:
            return self._shifted(draft, Point(published.year, published.month, published.day)), "published"
        if base is Base.SPEECH and self.narrative and draft.text.lower().endswith("ago"):
            return meaning.value, "none"
        if draft.text.lower() in ("today", "this day") and not surroundings.in_quotes(self.text, draft.start):
            return "PRESENT_REF", "none"
        day = self._story_day(draft)
        here = Point(day.year, day.month, day.day) if day else self.at
        if here is None:
            return meaning.value, "none"
        value = self._shifted(draft, here)
        return value, "none" if "X" in value else "narrative"

    def _shifted(self, draft: Draft, here: Point) -> str:
        meaning = draft.meaning
        number, unit = meaning.amount or 0, meaning.unit
        if here.year <= 0:
            year = here.year + int(number)
            return (f"BC{-year:04d}" if year < 0 else f"{year + 1:04d}") if unit == "Y" else meaning.value
        day = here.date()
        try:
            if unit in ("D", "NI", "W", "WE"):
                if day is None or number != int(number):
                    return meaning.value
                moved = day + int(number) * (7 if unit[0] == "W" else 1) * _DAY
                return {"W": iso_week(moved), "WE": f"{iso_week(moved)}-WE"}.get(
                    unit, moved.isoformat()
                ) + meaning.clock
            if unit in ("M", "Q"):
                if here.month is None:
                    return f"{here.year:04d}-XX" if unit == "M" else meaning.value
                moved = shift_months(here.middle(), round(number * (3 if unit == "Q" else 1)))
                return f"{moved.year:04d}-Q{(moved.month + 2) // 3}" if unit == "Q" else moved.isoformat()[:7]
            if unit in ("TH", "TM", "TS"):
                return meaning.value if day is None else f"{day.isoformat()}TXX"
        except (OverflowError, ValueError):  # past the calendar's last or first year
            return meaning.value
        year = here.year + round(number * {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}[unit])
        if not 1 <= year <= 9999:
            return meaning.value
        return f"{year:04d}"[: {"Y": 4, "DE": 3, "CE": 2, "ML": 1}[unit]]

    def _same(self, draft: Draft) -> tuple[str, str]:
        meaning = draft.meaning
        unit = meaning.unit
        if meaning.base is Base.EITHER and not self.narrative and self.context.published:
            published = self.context.published
            return self._shifted(draft, Point(published.year, published.month, published.day)), "published"
        if unit in ("D", "NI", "W", "WE"):
            day = self._story_day(draft)
            if day is None:
                return meaning.value, "none"
            return self._shifted(draft, Point(day.year, day.month, day.day)), "narrative"
        if self.at is None:
            return meaning.value, "none"
        value = self._shifted(draft, self.at)
        return value, "none" if "X" in value else "narrative"

    def _clock(self, k: int, draft: Draft) -> tuple[str, str]:
        """The time on the day that stands beside it, else on the day of the story."""
        following = self.mentions[k + 1] if k + 1 < len(self.mentions) else None
        hour = draft.meaning.clock
        if (
            isinstance(following, Draft)
            and following.label == "DATE"
            and _JOIN.fullmatch(self.text[draft.end : following.start])
        ):
            day = self._peek(k + 1)
            if day:
                return f"{day}{hour}", "none" if following.meaning.rule is Rule.FIXED else "narrative"
        story = self._story_day(draft)
        if story is None:
            return f"XXXX-XX-XX{hour}", "none"
        return f"{story.isoformat()}{hour}", "narrative" if self.at is not None else "published"

    def _peek(self, k: int) -> str | None:
        """The day that a later mention names, the story left where it is."""
        draft = self.mentions[k]
        if not isinstance(draft, Draft):
            return None
        value, _ = self._value(k, draft)
        found = point(value)
        return value if found and found.date() and "T" not in value else None

    def _event(self, draft: Draft) -> tuple[str, str]:
        meaning = draft.meaning
        if meaning.label == "DURATION" or not meaning.holiday:
            return meaning.value, "event"
        start = known_day(meaning.holiday, self.text)
        if start is None or meaning.label == "TIME":
            return meaning.value, "event"
        return (start + int(meaning.amount or 0) * _DAY).isoformat(), "event"

    # ---- the story moves on

    def _move(self, k: int, draft: Draft, value: str) -> None:
        if draft.label not in ("DATE", "TIME") or draft.meaning.rule is Rule.EVENT:
            return
        found = point(value)
        if found is None or (surroundings.in_quotes(self.text, draft.start) and self.at is not None):
            return
        explicit = self.years[k] is not None
        if explicit and self.at is not None and self._is_outlier(k, draft, found):
            return
        if not explicit and draft.meaning.rule is Rule.SHIFT and draft.meaning.base is not Base.STORY:
            return
        self.at, self.at_offset = found, draft.start
        self.last_month_stated = found.month is not None
        if day := found.date():
            self.last_day = (day, draft.start)

    def _is_outlier(self, k: int, draft: Draft, found: Point) -> bool:
        """A jump of years that the dates after it do not follow: a comparison, a birth, a citation."""
        here = self.at
        if here is None or abs(found.year - here.year) == 0:
            return False
        if surroundings.in_heading(self.text, draft.start, draft.end):
            return False
        if found.month is None and surroundings.preceded_by(self.text, draft.start, _COMPARE):
            return True
        ahead = [year for year in self.years[k + 1 : k + 40] if year is not None][:3]
        if abs(found.year - here.year) <= _FAR and not surroundings.in_brackets(self.text, draft.start):
            return False
        if not ahead:
            return abs(found.year - here.year) > 10
        return not any(abs(year - found.year) < abs(year - here.year) for year in ahead[:2])


__all__ = ["nearest_year", "resolve"]
