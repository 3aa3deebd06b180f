"""Where a story stands: the anchors of a document, and how each date moves the story on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.dates import anchor_limits as limits
from sitrex.annotate.dates import evidence, surroundings
from sitrex.annotate.dates.clock_forms import MIDNIGHT
from sitrex.annotate.dates.draft import Base, Draft, Meaning, Rule
from sitrex.annotate.dates.hours import NO_DAY, Told
from sitrex.annotate.dates.known_days import known_day, known_year
from sitrex.annotate.dates.lexicon import cue_words
from sitrex.annotate.dates.military_days import GROUP
from sitrex.annotate.dates.points import DAY, Point, point
from sitrex.annotate.dates.stated_ahead import heads_next, next_stated
from sitrex.record.model import Date

_EVEN: Final = 0.5
_DAY_ALONE: Final = re.compile(r"XXXX-XX-(\d\d)")
_ON_CLOCK: Final = re.compile(r"T\d\d:\d\d$")
_EVERY_MONTH: Final = 28
"""Days that every month has."""
_COMPARE: Final = cue_words("compare")
_LIMITS: Final = frozenset({"until", "till"})
_LIMITS_OF_REPORT: Final = _LIMITS | {"to", "of"}
"""What stands before the end of the period that a report is on: `200001A to 202400A`, `as of 121800B`."""
_SINCE: Final = frozenset({"since"})


class Story:
    """The state of one walk over the mentions of a document, in text order."""

    def __init__(self, mentions: Sequence[Date], context: Context) -> None:
        self.mentions, self.context, self.text = mentions, context, context.text
        self.lines = surroundings.Lines(context.text)
        self.years = evidence.explicit_years(mentions, context.text, context.published, self.of_last_century)
        self.ahead = next_stated(mentions, self.years)
        self.heads_next = heads_next(mentions, self.years, self.lines)
        yearless = all(year is None for year in self.years)
        spoken = sum(
            isinstance(m, Draft) and evidence.is_spoken(m, context.text, self.lines, yearless) for m in mentions
        )
        self.spoken, self.yearless = spoken, yearless
        self.news = evidence.is_news(mentions, self.years, spoken, context.published)
        self.narrative = self.news < _EVEN
        self.first_year = evidence.year_before(mentions, self.years) if self.narrative else None
        self.at: Point | None = None
        self.at_offset = 0
        self.stated: int | None = None  # where a date that says its year last moved the story
        self.aside: tuple[Point, int] | None = None  # the last date that says its year, if the story did not follow it
        self.last_day: tuple[Point, int] | None = None
        self.day_alone: tuple[int, int] | None = None  # the last day told without its month, and where it stands
        self.last_time: Told | None = None
        self.chosen: tuple[str, int] = ("", 0)  # what the last partial date was counted from, and where it stands
        # a scene that opened with its date: `October 15, 2024. Just after four …`
        self.scene: tuple[int, Point] | None = None
        self.section: int | None = None  # the year that heads the section
        self.day_headed: Point | None = None  # the day that heads it
        self.entry: tuple[Point, int] | None = None  # the day of the last line that a time heads, and where that stands
        self.night_from: datetime.date | None = None  # the first of two days that are told as one: `27/8/17 - 28/8/17`
        self.clock: tuple[str, int] | None = None  # the last clock time, whatever is known of its day
        self.known_day = cache(lambda name: known_day(name, self.lower_text))
        self.known_year = cache(lambda month, day: known_year(month, day, self.lower_text))

    @cached_property
    def lower_text(self) -> str:
        """The document in lower case, for the cues of known days."""
        return self.text.lower()

    @cached_property
    def _is_of_this_century(self) -> bool:
        return evidence.is_of_this_century(self.text)

    @cached_property
    def is_of_award(self) -> bool:
        """Whether it is the citation of an award, given long after what it tells of."""
        return evidence.is_of_award(self.lower_text)

    def of_last_century(self, meaning: Meaning) -> bool:
        """Whether two digits of a year behind dots are of the last century, as the papers of its wars wrote them; where one
        date is written so, those with an apostrophe are no other: `18th Aug. '14` beside `25.9.14`.
        """
        behind_dots = "." in (meaning.numeric or "") or (not meaning.numeric and self._is_written_with_dots)
        return behind_dots and not self._is_of_this_century

    @cached_property
    def _is_written_with_dots(self) -> bool:
        drafts = (m.meaning for m in self.mentions if isinstance(m, Draft))
        return any(m.short_year is not None and "." in (m.numeric or "") for m in drafts)

    def year_of_name(self, draft: Draft) -> int | None:
        """The year of a day by which everybody names what happened on it: `the October 7 attacks`."""
        meaning = draft.meaning
        if not (meaning.month and meaning.day and meaning.value.startswith("XXXX")):
            return None
        named = surroundings.names_happening(self.text, draft.end)
        return self.known_year(meaning.month, meaning.day) if named else None

    def story_at(self, k: int) -> Point | None:
        """Where the story stands at mention ``k``; before its first date, the year that is said first or alluded to."""
        if self.at is not None and self.at.known:
            return self.at
        if self.at is None and self.first_year is not None:
            return Point(self.first_year)
        ahead = self.ahead[k]
        if ahead is not None:
            return Point(ahead.year)
        if self.narrative and self.allusion is not None:
            return Point(self.allusion)
        return self.at

    @cached_property
    def allusion(self) -> int | None:
        """The year of a day that the document only alludes to, where it never says a year."""
        if any(year is not None for year in self.years):
            return None
        return evidence.alluded_year(self.mentions, self.lower_text)

    def known_here(self, meaning: Meaning) -> int | None:
        """The year of a day that everybody knows, if it was over when the text was published: `On February 24` behind `in 1986`."""
        if self.yearless:
            return self.allusion
        published = self.context.published
        if published is None or not (meaning.month and meaning.day):
            return None
        year = self.known_year(meaning.month, meaning.day)
        return year if year is not None and year <= published.year else None

    def story_day(self, draft: Draft) -> Point | None:
        """The last full day of the story, where no other month has come between."""
        if (told := self._day_told(draft)) is not None:
            return told
        published = self.context.published
        if published is None:
            return self.day_below if self.at is None else None
        if self.is_of_award:
            return None
        told_here = self.at is not None and self.lines.same(self.at_offset, draft.start)
        return Point.of(published) if not self.narrative and not told_here else None

    def day_of_entry(self, draft: Draft) -> Point | None:
        """The day of a time that heads a line, where the line before was headed by one too and told of another day: `ETA 16th`."""
        if self.entry is None or self.at_offset <= self.entry[1] or not self.lines.begins(draft.start):
            return None
        return self.entry[0] if self.lines.same(self.entry[1], self.at_offset) else None

    def day_of_post(self, draft: Draft) -> Point | None:
        """The day of a time on a line of its own in news, as live blogs have them: the heading's, or the publication's."""
        published = self.context.published
        if self.narrative or published is None or not self.lines.alone(draft.start, draft.end):
            return None
        return self.day_headed or Point.of(published)

    def day_to_come(self, draft: Draft) -> Point | None:
        """The day of publication for a time that lies ahead, where news told an earlier day in another sentence: `since
        Sept. 27. A truce is to begin at 8 p.m.`; of midnight the next day.
        """
        published, told = self.context.published, self.at.date() if self.at and self.at.known else None
        if self.narrative or published is None or told is None or told >= published:
            return None
        here = surroundings.same_sentence(self.text, self.at_offset, draft.start)
        if here or not surroundings.is_announced(self.text, draft.start, draft.end):
            return None
        return Point.of(published + DAY if draft.meaning.clock == MIDNIGHT else published)

    def _day_told(self, draft: Draft) -> Point | None:
        """The day at which the story stands, or the last one told not far before; in news no day ahead but in its own line."""
        if self.at is None or not self.at.day:
            return self._last_day_near(draft)
        published, day = self.context.published, self.at.date()
        ahead = bool(published and day and day > published and not self.narrative)
        return self.at if not ahead or self.lines.same(self.at_offset, draft.start) else None

    def _last_day_near(self, draft: Draft) -> Point | None:
        if self.last_day is None or draft.start - self.last_day[1] >= limits.NEARBY:
            return None
        last = self.last_day[0]
        here = self.at is None or (self.at.year == last.year and self.at.month in (None, last.month))
        return last if here else None

    @cached_property
    def day_below(self) -> Point | None:
        """The day of what stands above a text's first date: that date on a line of its own, as orders have it; the day
        before it where it heads an entry of a diary that was cut in the one before.
        """
        for mention, year in zip(self.mentions, self.years, strict=True):
            if mention.label != "DATE" or not (stated := point(mention.value)) or not stated.day:
                continue
            day = replace(stated, year=year, known=True) if year is not None else stated
            if self.lines.opens_scene(mention.start, mention.end):
                here = day.date()
                return replace(Point.of(here - DAY), known=day.known) if here else None
            if self.lines.alone(mention.start, mention.end):
                return day
        return None

    def on_day_alone(self, value: str, draft: Draft, later: int = 0) -> str:
        """A value of an unknown day on the last one told, or days later, where only the day's month is unknown."""
        if self.day_alone is None or draft.start - self.day_alone[1] > limits.NEARBY or not value.startswith(NO_DAY):
            return value
        day = self.day_alone[0] + later
        return value.replace(NO_DAY, f"XXXX-XX-{day:02d}", 1) if 1 <= day <= _EVERY_MONTH else value

    def keep_chosen(self, draft: Draft, anchor: str) -> None:
        """Keep what a date is counted from, but for one of a quotation."""
        if not self.lines.in_quotes(draft.start):
            self.chosen = anchor if anchor != "none" else "", draft.start

    def is_night_before(self, draft: Draft, here: Point) -> bool:
        """Whether a night is the one before the day told: it opens the entry of a diary, or the report of it is published that day."""
        if self.scene is not None and self.scene[1] == here:
            return self.lines.first_sentence(self.scene[0], draft.start)
        published = self.context.published
        of_report = here.date() == published and not surroundings.lies_ahead(self.text, draft.start, draft.end)
        if of_report and published is not None:
            self.night_from = published - DAY
        return of_report

    def move(self, k: int, draft: Draft, value: str) -> None:
        """Take mention ``k`` with its final value into the story, unless it is an aside, a comparison or a quotation."""
        meaning = draft.meaning
        period = meaning.within if draft.label == "DURATION" else None
        if period is None and (draft.label not in ("DATE", "TIME") or meaning.rule is Rule.EVENT):
            return
        if alone := _DAY_ALONE.match(value):
            self.day_alone = int(alone[1]), draft.start
        if draft.label == "TIME" and not (self.clock and surroundings.in_brackets(self.text, draft.start)):
            self.clock = (value, draft.start) if _ON_CLOCK.search(value) else None
        found = point(period.value if period else value)
        if found is None:
            return
        if not self._stands_still(k, draft, found):
            self._stand_at(k, draft, found, value)
        elif self.years[k] is not None and found.year > 0 and not surroundings.in_caption(self.text, draft.start):
            self.aside = found, draft.start

    def _stand_at(self, k: int, draft: Draft, found: Point, value: str) -> None:
        """Let the story stand at a date."""
        self._open(k, draft, found)
        self.at, self.at_offset = found, draft.start
        if self.years[k] is not None:
            self.stated, self.aside = draft.start, None
        if found.day:
            self._stand_at_day(draft, found, value)

    def _stand_at_day(self, draft: Draft, found: Point, value: str) -> None:
        meaning = draft.meaning
        self.last_day, self.day_alone = (found, draft.start), None
        if meaning.rule is Rule.CLOCK and self.lines.begins(draft.start):
            self.entry = found, draft.start
        ends = _LIMITS_OF_REPORT if meaning.unit == GROUP else _LIMITS
        if not surroundings.preceded_by(self.text, draft.start, ends):
            self.last_time = Told.of(value, draft.start)

    def _open(self, k: int, draft: Draft, found: Point) -> None:
        """Open a scene or a section with a date that stands at its head, or a report of two days in one."""
        if found.day and draft.label == "DATE" and self.lines.opens_scene(draft.start, draft.end):
            self.scene = draft.start, found
        if self.lines.in_heading(draft.start, draft.end):
            self.chosen = ("", 0)
            if draft.label == "DATE":
                self.day_headed = found if found.day else None
            if found.month is None and self.years[k] is not None:
                self.section = found.year
        if found.day and not draft.meaning.is_time_of_story:
            self.night_from = self._first_of_two_days(draft, found)

    def _first_of_two_days(self, draft: Draft, found: Point) -> datetime.date | None:
        """The day before a date that ends a range with it."""
        here, day = self.at.date() if self.at and self.at.known else None, found.date()
        ranged = draft.range_back is not None and here is not None and found.known
        return here if ranged and day and here and day - here == DAY else None

    def _stands_still(self, k: int, draft: Draft, found: Point) -> bool:
        """Whether one of the reasons holds for which a date does not move the story."""
        if self._looks_back_in_scene(draft, found):
            return True
        if surroundings.in_caption(self.text, draft.start):
            return True
        if self._names_something(draft, found) or self.year_of_name(draft) is not None:
            return True
        if self._only_compares(draft, found):
            return True
        if self.at is None:
            return False
        if self.lines.in_quotes(draft.start):
            return True
        if self.years[k] is not None and (self._lies_beyond(draft, found) or self._is_outlier(k, draft, found)):
            return True
        return (self.at.known and not found.known) or self._is_aside(draft, found)

    def _lies_beyond(self, draft: Draft, found: Point) -> bool:
        """`which it held until 1945`, `to be rebuilt in 1950`: a later year that the story only looks ahead to."""
        here = self.at
        if here is None or not here.known or found.day is not None or found.year <= here.year:
            return False
        signs = surroundings.looked_ahead_to(self.text, draft.start, draft.end)
        return bool(signs - {surroundings.LIMIT} if found.month else signs)  # to the end of a month many stories go on

    def _looks_back_in_scene(self, draft: Draft, found: Point) -> bool:
        """`20 July 1966: They looked for men lost on 19 July 1966`: a scene stays at its day."""
        if self.scene is None or found.known != self.scene[1].known or not self.lines.same(self.scene[0], draft.start):
            return False
        return found.middle() < self.scene[1].middle()

    def _names_something(self, draft: Draft, found: Point) -> bool:
        """`the 1965 Voting Rights Act`, told in news: a year that belongs to a name is not where the story stands."""
        named = self.text[draft.end : draft.end + 1] == " " and self.text[draft.end + 1 : draft.end + 2].isupper()
        published = self.context.published
        far = published is not None and abs(found.year - published.year) > limits.FAR
        return found.month is None and far and (named or self.at is None) and not self.narrative

    def _only_compares(self, draft: Draft, found: Point) -> bool:
        """`the previous year`, and what counts from the day of speaking while a story is told."""
        meaning = draft.meaning
        if not (meaning.rule is Rule.SHIFT or meaning.steps_from_speech) or evidence.is_anniversary(draft):
            return False
        if meaning.unit == "Y" and (meaning.amount or 0) < 0:
            return True
        day_of_news = not self.narrative and found.day is not None  # `yesterday`, `ten nights ago`
        return meaning.base is not Base.STORY and self.at is not None and not day_of_news

    def _is_aside(self, draft: Draft, found: Point) -> bool:
        """A date from which the story comes back: a flashback, a start long ago, a time in another zone in brackets."""
        if draft.label == "TIME" and surroundings.in_brackets(self.text, draft.start):
            return True
        if self._says_when_told(draft, found):
            return True
        if self.at is None or not self.at.known or not found.known or found.middle() >= self.at.middle():
            return False
        since = surroundings.preceded_by(self.text, draft.start, _SINCE)
        if since and (not self.narrative or self.at.day):  # what has lasted until the day told
            return True
        return surroundings.is_flashback(self.text, draft.start)

    def _says_when_told(self, draft: Draft, found: Point) -> bool:
        """`Shells killed 40 on 29 January, the group said on Monday`: the day of the saying, told in news behind what happened."""
        if self.narrative or not found.day or self.at is None or not self.at.day:
            return False
        told_here = surroundings.same_clause(self.text, self.at_offset, draft.start)
        return told_here and surroundings.in_attribution(self.text, draft.start)

    def _is_outlier(self, k: int, draft: Draft, found: Point) -> bool:
        """A jump of years that the dates after it do not follow: a comparison, a birth, a citation."""
        here = self.at
        if here is None or not here.known or found.year == here.year:
            return False
        if self.lines.in_heading(draft.start, draft.end):
            return False
        if found.middle() < here.middle() and surroundings.describes_noun(self.text, draft.start, draft.end):
            return True
        if found.month is None and surroundings.preceded_by(self.text, draft.start, _COMPARE):
            return True
        return not self._is_followed(k, draft, found, here)

    def _is_followed(self, k: int, draft: Draft, found: Point, here: Point) -> bool:
        """Whether the years stated next are nearer to a date than to where the story stands."""
        ahead = [year for year in self.years[k + 1 : k + 40] if year is not None][:4]
        nearer = [abs(year - found.year) < abs(year - here.year) for year in ahead]
        if found.month is None and here.year - found.year > limits.AGES:
            return sum(nearer) >= max(len(ahead) - 1, 1)
        far = abs(found.year - here.year)
        if far <= limits.FAR and not surroundings.in_brackets(self.text, draft.start):
            return True
        if not ahead:
            return far <= (limits.FAR if found.month is None else limits.FAR_MONTH)
        return any(nearer[:2])

    def turns(self, k: int, draft: Draft) -> bool:
        """Whether a year turns between the first month after a heading and the next: `1918. December, … March`."""
        following = self.mentions[k + 1] if k + 1 < len(self.mentions) else None
        month, then = draft.meaning.month, following.meaning.month if isinstance(following, Draft) else None
        first = self.at is not None and self.at.month is None
        return bool(first and month and then and month - then >= limits.TURN)
