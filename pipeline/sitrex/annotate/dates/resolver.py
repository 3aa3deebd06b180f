"""Drafts to dates: two anchors, the day of publication and the last full date of the narrative."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.dates import anchor_limits as limits
from sitrex.annotate.dates import surroundings
from sitrex.annotate.dates.anchor_features import Setting, features, kind_of
from sitrex.annotate.dates.beside import APPOSITION, PAIR, Valued, told_aside, told_behind, weekday_beside, year_told
from sitrex.annotate.dates.candidates import NOW, UNKNOWN, Candidate, Years, partial, spoken_of
from sitrex.annotate.dates.draft import Base, Draft, Meaning, Rule
from sitrex.annotate.dates.hours import NO_DAY, day_in_zone, later_on_clock, on_clock, on_next_morning, on_night
from sitrex.annotate.dates.joined_clocks import JoinedClocks
from sitrex.annotate.dates.length_intervals import covered
from sitrex.annotate.dates.points import (
    OPERATORS,
    Point,
    anniversary,
    full_year,
    holiday_value,
    point,
    shifted,
    short_decade,
)
from sitrex.annotate.dates.relative_meanings import ANNIVERSARY, SAME_PERIOD
from sitrex.annotate.dates.setting import setting_of
from sitrex.annotate.dates.stated_ahead import YEAR_VALUE
from sitrex.annotate.dates.story import Story
from sitrex.annotate.dates.told_events import SAME, ToldEvents, end_with_event
from sitrex.annotate.dates.unresolved import anchor_of_unknown
from sitrex.annotate.weigh import weights
from sitrex.normalise.calendar_days import holiday_rules
from sitrex.normalise.calendar_numeric import day_month_order, numeric_date
from sitrex.record.model import Date, changed, handle

_JOIN: Final = re.compile(r"(?:[^\S\n]|[,)])*+(?:\s*+(?:on|of)\b\s*+)?(?:the\s++)?(?:early |late )?")
"""What joins an hour to the day behind it; the date that heads the next line of a diary is not that day."""
_OTHER_ZONE: Final = re.compile(r"[^\S\n]*[(/]\s*")
"""What stands before the same hour of another zone, which has the day: `3 p.m. EDT/1900 GMT on Monday`."""
_PART_OF_YEAR: Final = re.compile(r"(\d{4})(-[QH]\d|-\d\d)?(?:-\d\d)?")
_YEARLY: Final = re.compile(r"\d\d-\d\d")
_DAWN: Final = "T05:00"


class Resolver:
    """The values of the mentions of a document, rule by rule, where the story stands; ``spans`` has the days of lengths that
    hang on one.
    """

    def __init__(self, mentions: Sequence[Date], context: Context) -> None:
        self.mentions, self.context, self.text = mentions, context, context.text
        self.story = Story(mentions, context)
        self.lines = self.story.lines
        self.clocks = JoinedClocks(mentions, context.text)
        self.events = ToldEvents(self.story.known_day)
        in_figures = [m.meaning.numeric for m in mentions if isinstance(m, Draft) and m.meaning.numeric]
        self.order = day_month_order(in_figures, context.text)
        self.previous: Valued | None = None
        self.told_of_post = False  # whether the story stands at a time of the day of publication
        self.spans: dict[int, tuple[str, str]] = {}

    def settle(self, k: int) -> Date:
        """The date of mention ``k``, with value and anchor; moves the story on."""
        mention = self.mentions[k]
        if not isinstance(mention, Draft):
            return mention
        try:
            value, anchor = self._value(k, mention)
            self.story.move(k, mention, value)
        except (OverflowError, ValueError):  # past the calendar's first or last year
            value, anchor = mention.meaning.value, "none"
        if self.story.at_offset == mention.start:
            self.told_of_post = anchor == "published" and mention.meaning.is_time_of_story
        self.previous = (mention, value, anchor)
        if anchor == "none" and "X" in value:
            anchor = anchor_of_unknown(mention, value, self.text, undated=self.context.published is None)
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
            zone=mention.zone,
        )

    def _value(self, k: int, draft: Draft) -> tuple[str, str]:
        meaning = draft.meaning
        if meaning.rule is Rule.PARTIAL and meaning.label != "SET":
            return self._partial(k, draft)
        if meaning.rule is Rule.SHIFT:
            return self._shift(k, draft)
        if meaning.rule is Rule.SAME:
            return self._same(k, draft)
        if meaning.rule is Rule.CLOCK:
            return self._clock(k, draft)
        if meaning.rule is Rule.EVENT:
            return self._event(k, draft), "event"
        if meaning.rule is Rule.LENGTH:
            return meaning.value, self._hangs_on(k, draft)
        return self._ordered(meaning), "none"

    def _ordered(self, meaning: Meaning) -> str:
        """The value of a date in digits with day and month in the order of this document."""
        day = numeric_date(meaning.numeric, self.order) if meaning.numeric else None
        if day is None:
            return meaning.value
        return ("XXXX" + day[4:] if meaning.short_year is not None else day) + meaning.clock

    def _partial(self, k: int, draft: Draft) -> tuple[str, str]:
        if draft.meaning.within is not None:
            return self._within(k, draft, draft.meaning.within)
        base = self.story.story_at(k)
        return self._without_anchor(draft, base) or self._joined(draft) or self._anchored(k, draft, base)

    def _without_anchor(self, draft: Draft, base: Point | None) -> tuple[str, str] | None:
        """A partial date that says enough, or of which nothing can tell more."""
        meaning = draft.meaning
        if meaning.unit == "DE":
            return short_decade(meaning.short_year or 0, base, self.context.published), "none"
        if meaning.short_year is not None:
            return self._short_year(meaning, base)
        if meaning.holiday and meaning.value[:4].isdecimal():
            return holiday_value(meaning, int(meaning.value[:4])), "none"
        if meaning.value.startswith("XXXX-XX-XX") and not meaning.holiday:
            return meaning.value, "none"
        if year := self.story.year_of_name(draft):
            return meaning.value.replace("XXXX", f"{year:04d}", 1), "narrative"
        if meaning.value.startswith("XXXX") and self._comes_back(draft):
            rule = holiday_rules().get(meaning.holiday or "", "")
            return (f"XXXX-{rule}{meaning.clock}" if _YEARLY.fullmatch(rule) else meaning.value), "none"
        return None

    def _anchored(self, k: int, draft: Draft, base: Point | None) -> tuple[str, str]:
        """A partial date from the story or from the day of publication, whichever speaks for itself."""
        meaning, published, story = draft.meaning, self.context.published, self.story
        of_story = meaning.base is Base.STORY and base is not None
        if of_story or (story.at is not None and self._is_definite_weekday(draft)):
            published = None
        years = Years(story.ahead[k], story.known_here(meaning), story.aside[0].year if story.aside else None)
        found = partial(meaning, published, base, story.story_day(draft), years)
        return self._chosen(k, draft, found)

    def _chosen(self, k: int, draft: Draft, found: list[Candidate]) -> tuple[str, str]:
        """Value and anchor of the reading that most speaks for."""
        choice = self.pick(k, found, setting_of(self.story, k, draft)) if len(found) > 1 else found[0]
        self.story.keep_chosen(draft, choice.anchor)
        return choice.value, "none" if "X" in choice.value else choice.anchor

    def pick(self, _k: int, found: list[Candidate], setting: Setting) -> Candidate:
        """The reading with the highest score."""
        return found[weights("date_anchors").choose([features(one, setting) for one in found])[0]]

    def _comes_back(self, draft: Draft) -> bool:
        """Whether a day or month only stands for what returns every year: `the November mud`, `still … at Christmas`."""
        meaning = draft.meaning
        if meaning.month and not meaning.day and not meaning.mod:
            return surroundings.is_season_of_every_year(self.text, draft.start, draft.end)
        return bool(meaning.holiday) and surroundings.is_habitual(self.text, draft.start, draft.end)

    def _is_definite_weekday(self, draft: Draft) -> bool:
        """`on the Saturday`: of the story."""
        before = self.text[max(0, draft.start - 7) : draft.start].lower()
        return bool(draft.meaning.weekday) and before.endswith("on the ")

    def _joined(self, draft: Draft) -> tuple[str, str] | None:
        """A month or a day that continues a pair: in `April or May` May follows what April is."""
        if self.previous is None or draft.meaning.unit == "step":
            return None
        before, value, anchor = self.previous
        here = point(value)
        if draft.meaning.weekday and not draft.meaning.day:
            return weekday_beside(self.text, self.previous, draft)
        if not draft.meaning.month:
            return None
        if YEAR_VALUE.fullmatch(value) and before.meaning.rule in (Rule.SHIFT, Rule.SAME):
            beside = APPOSITION.fullmatch(self.text, before.end, draft.start)
            return (draft.meaning.value.replace("XXXX", value, 1), anchor) if beside else None
        same = isinstance(before.meaning.month, int) and bool(before.meaning.day) == bool(draft.meaning.day)
        if here is None or not here.known or not same or before.meaning.rule is not Rule.PARTIAL:
            return None
        if not PAIR.fullmatch(self.text[before.end : draft.start]):
            return None
        year = here.year + ((here.month or 0) > draft.meaning.month)
        return draft.meaning.value.replace("XXXX", f"{year:04d}", 1), anchor

    def _within(self, k: int, draft: Draft, period: Meaning) -> tuple[str, str]:
        """`October of that year`, `the 28th of that month`: the period first, then the date in it."""
        outer, anchor = self._value(k, changed(draft, meaning=period))
        value = draft.meaning.value
        if draft.meaning.part in OPERATORS:
            found = OPERATORS[draft.meaning.part](outer, draft.meaning)
            return (found + draft.meaning.clock, anchor) if found else (value, "none")
        if "X" in outer:
            return value, "none"
        return value.replace("XXXX-XX" if len(outer) == 7 else "XXXX", outer, 1), anchor

    def _short_year(self, meaning: Meaning, base: Point | None) -> tuple[str, str]:
        """Two digits as the year nearest to the story's or the publication's, and never after the publication."""
        dotted = self.story.of_last_century(meaning)
        year = full_year(meaning.short_year or 0, base, self.context.published, dotted=dotted)
        return self._ordered(meaning).replace("XXXX", f"{year:04d}", 1), "none"

    def _shift(self, k: int, draft: Draft) -> tuple[str, str]:
        meaning, published = draft.meaning, self.context.published
        if meaning.within is not None:
            base, anchor = self._value(k, changed(draft, meaning=meaning.within))
            here = point(base)
            return (shifted(meaning, here), anchor) if here else (meaning.value, "none")
        if (meaning.part or "").startswith(ANNIVERSARY):
            return (anniversary(meaning, published), "published") if published else (meaning.value, "none")
        if told := told_behind(self.story, k, draft):
            return told, "narrative"
        if self._in_scene(draft) and self.story.scene is not None:
            return shifted(meaning, self.story.scene[1]), "narrative"
        if earlier := self._same_quarter(draft):
            return earlier
        if meaning.is_time_of_story:
            if surroundings.is_habitual(self.text, draft.start, draft.end):
                return meaning.value, "none"
            meaning = self._next_morning(draft)
        if meaning.base is Base.STORY:
            return self._from_story(draft, meaning)
        return self._chosen(k, draft, self._spoken(draft, meaning))

    def _spoken(self, draft: Draft, meaning: Meaning) -> list[Candidate]:
        """The readings of what counts from the day of speaking: `yesterday`, `last month`."""
        found = [Candidate(meaning.value, "none", UNKNOWN)]
        if self.context.published:
            over = surroundings.lies_ahead(self.text, draft.start, draft.end) is False
            found.append(spoken_of(meaning, self.context.published, over=over))
        if self.story.at is not None:
            found.append(Candidate(self._from_story(draft, meaning)[0], "narrative", "story"))
        if kind_of(draft) == "today":
            found.append(NOW)
        return found

    def _next_morning(self, draft: Draft) -> Meaning:
        """A part of the day of the story; a morning after an evening is the next day's."""
        day = (self.story.story_day(draft) or Point(1)).date()
        pointing = draft.text.lower().startswith(("that", "same", "this"))
        if day and not pointing and on_next_morning(draft.meaning, day, self.story.last_time, draft.start):
            return replace(draft.meaning, amount=1)
        return draft.meaning

    def _from_story(self, draft: Draft, meaning: Meaning) -> tuple[str, str]:
        here = told_aside(self.story, draft) or self.story.story_day(draft) or self.story.at
        if meaning.unit in ("TH", "TM") and self.story.clock and draft.start - self.story.clock[1] < limits.NEARBY:
            return later_on_clock(self.story.clock[0], meaning), "narrative"
        if here is None:
            later = int(meaning.amount or 0) if meaning.unit == "D" else 0
            return self.story.on_day_alone(meaning.value, draft, later), "none"
        if self.story.night_from is not None and meaning.clock and not meaning.amount:
            return on_night(meaning, self.story.night_from), "narrative"
        if draft.text.lower() == "overnight":  # in a story the night of the day told, in news the night before
            meaning = replace(meaning, amount=0)
        elif draft.text.lower() == "night" and self.story.is_night_before(draft, here):
            meaning = replace(meaning, amount=-1)
        value = shifted(meaning, here)
        return value, "none" if value == meaning.value else "narrative"

    def _in_scene(self, draft: Draft) -> bool:
        """`this week` or `yesterday` in a paragraph that opened with its date and tells it as if it were present."""
        here = draft.meaning.base is Base.EITHER and (draft.meaning.amount == 0 or draft.meaning.unit == "D")
        return here and self.story.scene is not None and self.lines.same(self.story.scene[0], draft.start)

    def _same_quarter(self, draft: Draft) -> tuple[str, str] | None:
        """`a year earlier` right after a year, a quarter or a half: the same of that year."""
        meaning = draft.meaning
        if (
            meaning.unit != "Y"
            or meaning.base is not Base.STORY
            or not meaning.amount
            or self.previous is None
            or abs(meaning.amount) > limits.COMPARED
        ):
            return None
        before, value, anchor = self.previous
        match = _PART_OF_YEAR.fullmatch(value)
        monthly = match is not None and (match[2] or "-Q")[1] not in "QH"
        if not match or not self.lines.same(before.end, draft.start) or (monthly and meaning.part != SAME_PERIOD):
            return None
        return f"{int(match[1]) + int(meaning.amount):04d}{match[2] or ''}", anchor

    def _same(self, k: int, draft: Draft) -> tuple[str, str]:
        meaning, published = draft.meaning, self.context.published
        here = self.story.story_day(draft) if meaning.unit in ("D", "NI", "W", "WE") else self.story.at
        if meaning.base is Base.STORY:
            here = year_told(self.lines, self.previous, draft) or here
        if meaning.base is Base.EITHER and published:
            found = [Candidate(shifted(meaning, Point.of(published)), "published", "past")]
            if here is not None:
                found.append(Candidate(shifted(meaning, here), "narrative", "story"))
            return self._chosen(k, draft, found)
        if here is None:
            return meaning.value, "none"
        value = shifted(meaning, here)
        return value, "none" if value == meaning.value else "narrative"

    def _clock(self, k: int, draft: Draft) -> tuple[str, str]:
        """The time on the day that stands beside it, else on the day of the story."""
        hour = draft.meaning.clock
        if beside := self._on_day_beside(k, hour):
            return beside
        if self.previous and self._is_of_other_zone(self.previous[0], draft):
            _, value, anchor = self.previous
            return day_in_zone(hour, value) + hour, anchor
        if to_come := self.story.day_to_come(draft):
            return to_come.written(f"{to_come.date()}{hour}"), "published"
        posted = self.story.day_of_post(draft)
        here = posted or self.story.day_of_entry(draft) or self.story.story_day(draft)
        day = here.date() if here else None
        if surroundings.is_habitual(self.text, draft.start, draft.end):
            return NO_DAY + hour, "none"
        if here is None or day is None:
            return self.story.on_day_alone(NO_DAY + hour, draft), "none"
        of_post = self.context.published is not None and (self.story.at is None or self.told_of_post)
        anchor = "published" if of_post else "narrative"
        if self.story.night_from is not None:
            return on_night(draft.meaning, self.story.night_from), anchor
        last = None if posted else self.story.last_time
        if last is not None and (self.lines.heading_between(last.offset, draft.start) or self._in_entry(here, hour)):
            last = None
        value = on_clock(draft.meaning, day, last, draft.start, self.context.published)
        return here.written(value), anchor

    def _on_day_beside(self, k: int, hour: str) -> tuple[str, str] | None:
        """An hour on the day that follows it and the times joined to it: `at 5 a.m. and 6.30 a.m., on Monday`."""
        at = self.clocks.end(k)
        following = self.mentions[at] if at < len(self.mentions) else None
        if not isinstance(following, Draft) or following.label not in ("DATE", "TIME"):
            return None
        timed = following.label == "TIME"
        joins = _OTHER_ZONE if timed else _JOIN
        if not joins.fullmatch(self.text, self.mentions[at - 1].end, following.start):
            return None
        value, anchor = self._value(at, following)
        found = point(value)
        if found is None or not found.day or ("T" in value and not timed):
            return None
        return (day_in_zone(hour, value) if timed else value) + hour, anchor

    def _is_of_other_zone(self, before: Draft, draft: Draft) -> bool:
        """Whether the minutes of another zone stand in brackets behind those of one: `midnight local time (2000 GMT)`."""
        zoned = (
            before.meaning.rule is Rule.CLOCK and bool(draft.zone) and bool(before.zone) and draft.zone != before.zone
        )
        return zoned and _OTHER_ZONE.fullmatch(self.text, before.end, draft.start) is not None

    def _in_entry(self, day: Point, hour: str) -> bool:
        """Whether an hour of daylight is told in a diary's entry of the day, whose morrow has one of its own."""
        return self.story.scene is not None and self.story.scene[1] == day and hour >= _DAWN

    def _hangs_on(self, k: int, draft: Draft) -> str:
        """What a length ends or begins at, whose days are kept."""
        meaning, published = draft.meaning, self.context.published
        told = self.story.story_day(draft) or self.story.at
        of_story = meaning.base is Base.STORY or self.story.narrative or published is None
        if of_story and told is None:
            return "none"
        day = told.date() if of_story and told and told.known else published if not of_story else None
        if day is not None and (span := covered(meaning, day)):
            self.spans[k] = span
        return "narrative" if of_story else "published"

    def _event(self, k: int, draft: Draft) -> str:
        """A day or an hour counted from an event, where the document or everybody says when that was."""
        meaning = draft.meaning
        if meaning.holiday is None:
            return meaning.value
        return self.events.value(meaning.holiday, meaning, self._told_beside(k, draft))

    def _told_beside(self, k: int, draft: Draft) -> str:
        """The value of the date that says which a counted day or hour is: `D-Day, 6 June 1944`, `on 7 June 1944 (D+1)`."""
        if self.previous and draft.label == "DATE":
            before, value, _ = self.previous
            if _tells(before, draft) and SAME.fullmatch(self.text, before.end, draft.start):
                return value
        behind = self.mentions[k + 1] if k + 1 < len(self.mentions) else None
        if not isinstance(behind, Draft) or not _tells(behind, draft):
            return ""
        same = SAME.fullmatch(self.text, end_with_event(self.text, draft), behind.start)
        return self._value(k + 1, behind)[0] if same else ""


def _tells(date: Draft, counted: Draft) -> bool:
    """Whether a date or a time may say which a counted day or hour is; not one that is counted itself."""
    return date.label == counted.label and date.meaning.rule is not Rule.EVENT
