"""What a document as a whole says about time: news or history, the years that it names, the days that it alludes to."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Sequence
from typing import Final

from sitrex.annotate.dates import anchor_limits as limits
from sitrex.annotate.dates import surroundings
from sitrex.annotate.dates.anchor_features import document_features
from sitrex.annotate.dates.draft import Base, Draft, Meaning, Rule
from sitrex.annotate.dates.known_days import known_year
from sitrex.annotate.dates.lexicon import cue_words
from sitrex.annotate.dates.points import Point, full_year, point
from sitrex.annotate.dates.relative_meanings import ANNIVERSARY
from sitrex.annotate.weigh import weights
from sitrex.normalise.calendar_days import nearest_year
from sitrex.record.model import Date
from sitrex.vocab import read_table

_OF_THIS_CENTURY: Final = re.compile(rf"\b(?:{'|'.join(sorted(cue_words('of_this_century')))})\b", re.IGNORECASE)

_AWARDS: Final = tuple(row["phrase"] for row in read_table("dates/awards.tsv", ("phrase",)))


def explicit_years(
    mentions: Sequence[Date], text: str, published: datetime.date | None, of_last_century: Callable[[Meaning], bool]
) -> list[int | None]:
    """The year that each mention states; two digits in the century of the full years, where nothing is published.

    Captions name the picture and not the story.
    """
    full = [_full_year_of(mention, text) for mention in mentions]
    told = sorted(year for year in full if year is not None)
    story = Point(told[len(told) // 2]) if told and published is None else None

    def short_year(mention: Date) -> int | None:
        if not _tells_a_day(mention, text) or not isinstance(mention, Draft) or mention.meaning.unit == "DE":
            return None
        short = mention.meaning.short_year
        return None if short is None else full_year(short, story, published, dotted=of_last_century(mention.meaning))

    return [year if year is not None else short_year(mention) for mention, year in zip(mentions, full, strict=True)]


def _full_year_of(mention: Date, text: str) -> int | None:
    if not _tells_a_day(mention, text):
        return None
    found = point(mention.value)
    return found.year if found and found.known else None


def is_of_this_century(text: str) -> bool:
    """Whether a text speaks of what no earlier century knew: `drones`, `online`."""
    return _OF_THIS_CENTURY.search(text) is not None


def is_of_award(lower_text: str) -> bool:
    """Whether a text, in lower case, is the citation of an award."""
    return any(phrase in lower_text for phrase in _AWARDS)


def _tells_a_day(mention: Date, text: str) -> bool:
    dated = isinstance(mention, Draft) and mention.label in ("DATE", "TIME")
    return dated and not surroundings.in_caption(text, mention.start)


def is_anniversary(mention: Date) -> bool:
    """Whether a mention is a `five years ago to-day`."""
    return isinstance(mention, Draft) and (mention.meaning.part or "").startswith(ANNIVERSARY)


def is_spoken(draft: Draft, text: str, lines: surroundings.Lines, yearless: bool) -> bool:
    """Whether a mention only means something on the day of speaking: `today`, a bare weekday, `last month`.

    In a document without any year so does a month that the tense puts ahead (`will attack in April`) or joins to
    the present (`have lost four since September`), and `the first three months of the year`.
    """
    meaning = draft.meaning
    bare_weekday = bool(meaning.weekday) and not meaning.day and meaning.label != "SET"
    deictic = (meaning.rule is Rule.SHIFT and meaning.base is not Base.STORY) or meaning.steps_from_speech
    spoken = bare_weekday or deictic or (yearless and _is_tied_to_now(draft, text))
    return spoken and not lines.in_quotes(draft.start)


def _is_tied_to_now(draft: Draft, text: str) -> bool:
    """Whether a month or a part of a year is put ahead by the tense or joined to the present."""
    meaning = draft.meaning
    if meaning.rule is not Rule.PARTIAL or meaning.label == "SET" or not (meaning.month or meaning.part):
        return False
    within = meaning.within is not None and meaning.within.base is not Base.STORY
    ahead = surroundings.lies_ahead(text, draft.start, draft.end) is True
    return within or ahead or surroundings.since_then(text, draft.start)


def is_news(
    mentions: Sequence[Date], years: Sequence[int | None], spoken: int, published: datetime.date | None
) -> float:
    """How likely a document is news rather than history, between 0 and 1; a text that opens with `five years ago to-day` is a history."""
    if published is None or any(is_anniversary(m) for m in mentions[: limits.OPENING]):
        return 0.0
    return weights("date_news").probability(news_features(mentions, years, spoken, published))


def news_features(
    mentions: Sequence[Date], years: Sequence[int | None], spoken: int, published: datetime.date
) -> dict[str, float]:
    """The features of a document from its mentions."""
    dated = [m.meaning for m in mentions if isinstance(m, Draft) and m.meaning.month and m.label != "SET"]
    known = [year for year in years if year is not None]
    return document_features(published, [_nearest(m, published) for m in dated], known, spoken, len(mentions))


def _nearest(meaning: Meaning, published: datetime.date) -> datetime.date:
    """A date in the year that it states, or in the nearest to the publication."""
    month = meaning.month or 1
    stated = meaning.value[:4]
    year = int(stated) if stated.isdecimal() else nearest_year(month, meaning.day, published)
    length = calendar.monthrange(max(year, 1), month)[1]
    return datetime.date(max(year, 1), month, min(meaning.day or length, length))


def year_before(mentions: Sequence[Date], years: Sequence[int | None]) -> int | None:
    """The year of the first month of a story whose year is said only later: counted back month by month."""
    first = next((k for k, year in enumerate(years) if year is not None), None)
    if first is None:
        return None
    here, year = point(mentions[first].value), years[first]
    if here is None or here.month is None or year is None:
        return year
    month = here.month
    for mention in reversed(mentions[:first]):
        if not isinstance(mention, Draft) or not mention.meaning.month or mention.label == "SET":
            continue
        year -= mention.meaning.month - month >= limits.TURN
        month = mention.meaning.month
    return year


def alluded_year(mentions: Sequence[Date], lower_text: str) -> int | None:
    """The year of a day without a year that everybody knows: `24 February` where Ukraine is invaded."""
    days = {
        (mention.meaning.month, mention.meaning.day): None
        for mention in mentions
        if isinstance(mention, Draft) and mention.meaning.month and mention.meaning.day
    }
    return next((year for month, day in days if (year := known_year(month, day, lower_text))), None)
