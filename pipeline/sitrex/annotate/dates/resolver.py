"""Drafts to dates: two anchors, the day of publication and the last full date of the narrative."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.dates import surroundings
from sitrex.annotate.dates.draft import Base, Draft, Meaning, Rule
from sitrex.annotate.dates.known import known_day
from sitrex.annotate.dates.lexer import cue_words
from sitrex.annotate.dates.points import DAY, Point, from_published, from_story, holiday_value, point, shifted
from sitrex.normalise.calendar_days import nearest_year
from sitrex.normalise.calendar_numeric import day_month_order, numeric_date
from sitrex.normalise.timex import granularity, interval
from sitrex.record.model import Date, handle

_JOIN: Final = re.compile(r"[\s,)]*(?:on|of)?\s*(?:the\s*)?(?:early |late )?")
_CLOCK_JOIN: Final = re.compile(r"\s*(?:and|to|until|or|[-–—])\s*")
_NUMBERED_NAME: Final = re.compile(r"\b(\d{1,2}(?:st|nd|rd|th)) [A-Z]")
_COMPARE: Final = cue_words("compare")
_UNTIL_NOW: Final = frozenset({"to", "until"})
_FAR: Final = 2
_SAME_WEEK: Final = 7
_AGES: Final = 20
_NEARBY: Final = 600
_NEAR_PUBLICATION: Final = 45
_OTHER_PARAGRAPH: Final = 30
"""Days by which a story told in an earlier paragraph counts as farther away."""


def resolve(mentions: Sequence[Date], context: Context) -> list[Date]:
    """The mentions with final values, in the same order; day numbers that are a unit's designator are dropped."""
    numbers = _unit_numbers(context.text) if any(m.value.startswith("XXXX-XX-") for m in mentions) else frozenset()
    mentions = [m for m in mentions if not _names_a_unit(m, context.text, numbers)]
    story = _Story(mentions, context)
    final = []
    starts = {mention.start for mention in mentions}
    for k, draft in enumerate(mentions):
        date = story.settle(k)
        span = interval(date.value) if date.label in ("DATE", "TIME") else None
        back = draft.range_back if isinstance(draft, Draft) else None
        final.append(
            replace(
                date,
                begin=span[0] if span else None,
                end_date=span[1] if span else None,
                granularity=granularity(date.value),
                range=handle(draft.start - back) if back and draft.start - back in starts else None,
            )
        )
    heads = {date.range for date in final if date.range}
    return [replace(date, range=date.id) if date.id in heads else date for date in final]


def _unit_numbers(text: str) -> frozenset[str]:
    """Ordinals that number something with a name: the `31st` of a `31st Regiment`."""
    return frozenset(_NUMBERED_NAME.findall(text))


def _names_a_unit(mention: Date, text: str, numbers: frozenset[str]) -> bool:
    """`by the 31st`, where the document has a `31st Regiment`."""
    if not isinstance(mention, Draft) or not mention.meaning.day or not mention.value.startswith("XXXX-XX-"):
        return False
    led_by_on = text[max(0, mention.start - 7) : mention.start].lower() == "on the "
    if led_by_on or text[mention.end : mention.end + 1] in (",", "."):
        return False
    return mention.text.split()[0] in numbers


class _Story:
    """One walk over the mentions of a document, in text order."""

    def __init__(self, mentions: Sequence[Date], context: Context) -> None:
        self.mentions, self.context, self.text = mentions, context, context.text
        self.years = [self._explicit_year(m) for m in mentions]
        self.year_ahead = list(self.years)
        for k in range(len(self.years) - 2, -1, -1):
            if self.year_ahead[k] is None:
                self.year_ahead[k] = self.year_ahead[k + 1]
        self.order = day_month_order(
            [m.meaning.numeric for m in mentions if isinstance(m, Draft) and m.meaning.numeric], context.text
        )
        self.narrative = self._is_narrative()
        self.at: Point | None = None
        self.at_offset = 0
        self.last_day: tuple[Point, int] | None = None

    @staticmethod
    def _explicit_year(mention: Date) -> int | None:
        if not isinstance(mention, Draft) or mention.label not in ("DATE", "TIME"):
            return None
        found = point(mention.value)
        return found.year if found and found.known else None

    def _is_narrative(self) -> bool:
        """Whether the document tells history rather than news.

        News gives itself away by words that only mean something on the day of
        speaking, or by dates close to its publication.
        """
        published = self.context.published
        self.spoken = False
        if published is None:
            return True
        years = [year for year in self.years if year is not None]
        spoken = sum(isinstance(m, Draft) and self._is_spoken(m) for m in self.mentions)
        self.spoken = bool(spoken)
        dated = [m for m in self.mentions if isinstance(m, Draft) and m.meaning.month and m.label != "SET"]
        full = [m for m in dated if m.meaning.value[:4].isdigit()]
        # where full dates are given, dates without a year belong to them
        near = sum(self._is_near(m, published) for m in (full or dated))
        far = sum(abs(year - published.year) > 1 for year in years)
        if far > 2 * (len(years) - far + spoken) and len(years) > 1:
            return True
        return not near + spoken or len(years) > 6 + 3 * (spoken + near)

    def _is_spoken(self, draft: Draft) -> bool:
        meaning = draft.meaning
        bare_weekday = bool(meaning.weekday) and not meaning.day and meaning.label != "SET"
        deictic = meaning.rule is Rule.SHIFT and meaning.base is not Base.STORY
        return (bare_weekday or deictic) and not surroundings.in_quotes(self.text, draft.start)

    @staticmethod
    def _is_near(draft: Draft, published: datetime.date) -> bool:
        """Whether a date lies close to the publication, whatever its year where it has none."""
        meaning = draft.meaning
        if not meaning.month:
            return False
        dated = meaning.value[:4].isdigit()
        if dated and abs(int(meaning.value[:4]) - published.year) > 1:
            return False
        year = int(meaning.value[:4]) if dated else nearest_year(meaning.month, meaning.day, published)
        length = calendar.monthrange(year, meaning.month)[1]
        day = datetime.date(year, meaning.month, min(meaning.day or length, length))
        return abs((day - published).days) <= _NEAR_PUBLICATION

    # ---- one mention

    def settle(self, k: int) -> Date:
        """The date of mention ``k``, with value and anchor; moves the story on."""
        mention = self.mentions[k]
        if not isinstance(mention, Draft):
            return mention
        value, anchor = self._value(k, mention)
        self._move(k, mention, value)
        return Date(
            id=handle(mention.start),
            start=mention.start,
            end=mention.end,
            text=mention.text,
            label=mention.label,
            sentence=mention.sentence,
            value=value,
            mod=mention.mod,
            anchor=anchor,
            anchor_text=mention.anchor_text,
            quant=mention.quant,
            freq=mention.freq,
        )

    def _value(self, k: int, draft: Draft) -> tuple[str, str]:
        meaning = draft.meaning
        if meaning.rule is Rule.PARTIAL and meaning.label != "SET":
            return self._partial(k, draft)
        if meaning.rule is Rule.SHIFT:
            return self._shift(draft)
        if meaning.rule is Rule.SAME:
            return self._same(draft)
        if meaning.rule is Rule.CLOCK:
            return self._clock(k, draft)
        if meaning.rule is Rule.EVENT:
            return self._event(meaning)
        if meaning.numeric:
            return numeric_date(meaning.numeric, self.order) or meaning.value, "none"
        return meaning.value, "none"

    @cached_property
    def lower_text(self) -> str:
        """The document in lower case, for the cues of known days."""
        return self.text.lower()

    # ---- anchors

    def _story_at(self, k: int) -> Point | None:
        """Where the story stands at mention ``k``; before its first date, the year that is said first."""
        if self.at is not None and self.at.known:
            return self.at
        ahead = self.year_ahead[k]
        return Point(ahead) if ahead is not None else self.at

    def _story_day(self, draft: Draft) -> Point | None:
        """The last full day of the story, where no other month has come between."""
        if self.at is not None and self.at.day:
            return self.at
        if self.last_day and draft.start - self.last_day[1] < _NEARBY:
            last = self.last_day[0]
            if self.at is None or (self.at.year == last.year and self.at.month in (None, last.month)):
                return last
        published = self.context.published
        return Point.of(published) if published and not self.narrative and self.at is None else None

    def _nearer_to_published(self, draft: Draft, told: str, spoken: str) -> bool:
        """Whether a partial date lies nearer to the publication than to the story it may belong to."""
        here, published = self.at, self.context.published
        there, now = point(told), point(spoken)
        if here is None or published is None or here.month is None or there is None or now is None or not here.known:
            return True
        if here.middle() > published:
            return True
        from_story_days = abs((there.middle() - here.middle()).days)
        if self.spoken and "\n" in self.text[self.at_offset : draft.start]:
            from_story_days += _OTHER_PARAGRAPH
        return abs((now.middle() - published).days) <= from_story_days

    # ---- rules

    def _partial(self, k: int, draft: Draft) -> tuple[str, str]:
        meaning = draft.meaning
        if meaning.within is not None:
            return self._within(k, draft, meaning.within)
        base = self._story_at(k)
        if meaning.unit == "DE":
            return self._short_decade(base, meaning.short_year or 0)
        if meaning.short_year is not None:
            return self._short_year(meaning, base)
        if meaning.holiday and meaning.value[:4].isdigit():
            return holiday_value(meaning, int(meaning.value[:4])), "none"
        if meaning.value.startswith("XXXX-XX-XX") and not meaning.holiday:
            return meaning.value, "none"
        day = self._story_day(draft)
        told = from_story(meaning, base, day.date() if day else None) if base else meaning.value
        published = self.context.published
        if published and not self.narrative and meaning.base is not Base.STORY:
            ahead = surroundings.lies_ahead(self.text, draft.start, draft.end)
            spoken = from_published(meaning, published, ahead=ahead)
            if meaning.unit == "step" or self._nearer_to_published(draft, told, spoken):
                return spoken, "published"
        return told, "none" if "X" in told else "narrative"

    def _within(self, k: int, draft: Draft, period: Meaning) -> tuple[str, str]:
        """`October of that year`, `the 28th of that month`: the period first, then the date in it."""
        outer, anchor = self._value(k, replace(draft, meaning=period))
        value = draft.meaning.value
        if "X" in outer:
            return value, "none"
        return value.replace("XXXX-XX" if len(outer) == 7 else "XXXX", outer, 1), anchor

    def _short_decade(self, base: Point | None, decade: int) -> tuple[str, str]:
        published = self.context.published
        reference = base.year if base and base.year > 0 and base.known else published.year if published else 1999
        century = reference // 100 - (decade > reference % 100 + 10)
        return f"{century}{decade // 10}", "none"

    @staticmethod
    def _short_year(meaning: Meaning, base: Point | None) -> tuple[str, str]:
        reference = base.year if base and base.year > 0 and base.known else 1999
        short = meaning.short_year or 0
        century = min((reference // 100 + step for step in (-1, 0, 1)), key=lambda c: abs(c * 100 + short - reference))
        return meaning.value.replace("XXXX", f"{century * 100 + short:04d}", 1), "none"

    def _shift(self, draft: Draft) -> tuple[str, str]:
        meaning, published = draft.meaning, self.context.published
        if published and not self.narrative and meaning.base is not Base.STORY:
            return shifted(meaning, Point.of(published)), "published"
        if self.at is None and meaning.base is not Base.STORY:
            return meaning.value, "none"
        low = draft.text.lower()
        if low.endswith("ago"):
            return meaning.value, "none"
        if low == "this day" and surroundings.preceded_by(self.text, draft.start, _UNTIL_NOW):
            return "PRESENT_REF", "none"
        if low == "today" and not surroundings.in_quotes(self.text, draft.start):
            return "PRESENT_REF", "none"
        here = self._story_day(draft) or self.at
        if here is None:
            return meaning.value, "none"
        if low == "overnight":  # in a story the night of the day told, in news the night before
            meaning = replace(meaning, amount=0)
        value = shifted(meaning, here)
        return value, "none" if value == meaning.value else "narrative"

    def _same(self, draft: Draft) -> tuple[str, str]:
        meaning, published = draft.meaning, self.context.published
        near = self.at.date() if self.at and self.at.known else None
        told = meaning.unit == "D" and near and published and abs((near - published).days) <= _SAME_WEEK
        if meaning.base is Base.EITHER and not self.narrative and published and not told:
            return shifted(meaning, Point.of(published)), "published"
        here = self._story_day(draft) if meaning.unit in ("D", "NI", "W", "WE") else self.at
        if here is None:
            return meaning.value, "none"
        value = shifted(meaning, here)
        return value, "none" if value == meaning.value else "narrative"

    def _clock(self, k: int, draft: Draft) -> tuple[str, str]:
        """The time on the day that stands beside it, else on the day of the story."""
        hour, at, end = draft.meaning.clock, k + 1, draft.end
        while (
            at < len(self.mentions)
            and self._is_clock(at)
            and _CLOCK_JOIN.fullmatch(self.text[end : self.mentions[at].start])
        ):
            at, end = at + 1, self.mentions[at].end
        following = self.mentions[at] if at < len(self.mentions) else None
        beside = following and following.label == "DATE" and _JOIN.fullmatch(self.text[end : following.start])
        if beside and isinstance(following, Draft):
            value, anchor = self._value(at, following)
            found = point(value)
            if found and found.day and "T" not in value:
                return f"{value}{hour}", anchor
        story = self._story_day(draft)
        day = story.date() if story else None
        if story is None or day is None:
            return f"XXXX-XX-XX{hour}", "none"
        return f"{story.written(day.isoformat())}{hour}", "narrative" if self.at is not None else "published"

    def _is_clock(self, k: int) -> bool:
        mention = self.mentions[k]
        return isinstance(mention, Draft) and mention.meaning.rule is Rule.CLOCK

    def _event(self, meaning: Meaning) -> tuple[str, str]:
        start = known_day(meaning.holiday, self.lower_text) if meaning.holiday and meaning.label == "DATE" else None
        return (meaning.value if start is None else (start + int(meaning.amount or 0) * DAY).isoformat()), "event"

    # ---- the story moves on

    def _move(self, k: int, draft: Draft, value: str) -> None:
        meaning = draft.meaning
        period = meaning.within if draft.label == "DURATION" else None
        if period is None and (draft.label not in ("DATE", "TIME") or meaning.rule is Rule.EVENT):
            return
        found = point(period.value if period else value)
        if found is None or (surroundings.in_quotes(self.text, draft.start) and self.at is not None):
            return
        if self.years[k] is not None and self.at is not None and self._is_outlier(k, draft, found):
            return
        if meaning.rule is Rule.SHIFT:
            backwards = meaning.unit == "Y" and (meaning.amount or 0) < 0  # `the previous year` compares
            if backwards or (meaning.base is not Base.STORY and self.at is not None):
                return
        if self.at is not None and self.at.known and not found.known:
            return
        self.at, self.at_offset = found, draft.start
        if found.day:
            self.last_day = (found, draft.start)

    def _is_outlier(self, k: int, draft: Draft, found: Point) -> bool:
        """A jump of years that the dates after it do not follow: a comparison, a birth, a citation."""
        here = self.at
        if here is None or not here.known or found.year == here.year:
            return False
        if surroundings.in_heading(self.text, draft.start, draft.end):
            return False
        if found.month is None and surroundings.preceded_by(self.text, draft.start, _COMPARE):
            return True
        ahead = [year for year in self.years[k + 1 : k + 40] if year is not None][:4]
        if found.month is None and here.year - found.year > _AGES:
            return sum(abs(year - found.year) < abs(year - here.year) for year in ahead) < max(len(ahead) - 1, 1)
        if abs(found.year - here.year) <= _FAR and not surroundings.in_brackets(self.text, draft.start):
            return False
        if not ahead:
            return abs(found.year - here.year) > (_FAR if found.month is None else 10)
        return not any(abs(year - found.year) < abs(year - here.year) for year in ahead[:2])
