"""What a document as a whole says about time: news or history, the years that it names, the days that it alludes to."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates import anchor_limits as limits
from sitrex.annotate.dates import surroundings
from sitrex.annotate.dates.draft import Base, Draft, Rule
from sitrex.annotate.dates.known import known_year
from sitrex.annotate.dates.lexer import cue_words
from sitrex.annotate.dates.points import full_year, point
from sitrex.annotate.dates.relative_meanings import ANNIVERSARY
from sitrex.normalise.calendar_days import nearest_year
from sitrex.record.model import Date

_OTHER_TIMES: Final = re.compile(r"\b(?:" + "|".join(sorted(cue_words("other_times"))) + r")\b")


def explicit_year(mention: Date, text: str, published: datetime.date | None) -> int | None:
    """The year that a mention states; None for captions, which name the picture and not the story."""
    if not isinstance(mention, Draft) or mention.label not in ("DATE", "TIME"):
        return None
    if surroundings.in_caption(text, mention.start):
        return None
    found = point(mention.value)
    if found and found.known:
        return found.year
    short = mention.meaning.short_year
    return full_year(short, None, published) if short is not None and mention.meaning.unit != "DE" else None


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
    deictic = meaning.rule is Rule.SHIFT and meaning.base is not Base.STORY
    of_now = False
    if yearless and meaning.rule is Rule.PARTIAL and meaning.label != "SET" and (meaning.month or meaning.part):
        within = meaning.within is not None and meaning.within.base is not Base.STORY
        tied = surroundings.lies_ahead(text, draft.start, draft.end) is True
        of_now = within or tied or surroundings.since_then(text, draft.start)
    return (bare_weekday or deictic or of_now) and not lines.in_quotes(draft.start)


def is_history(
    mentions: Sequence[Date], years: Sequence[int | None], spoken: int, published: datetime.date | None
) -> bool:
    """Whether the document tells history rather than news.

    News gives itself away by words that only mean something on the day of
    speaking (``spoken`` counts them), or by dates close to its publication. A
    piece that opens with `five years ago to-day` is a history of that day.
    """
    if published is None or any(is_anniversary(m) for m in mentions[: limits.OPENING]):
        return True
    known = [year for year in years if year is not None]
    dated = [m for m in mentions if isinstance(m, Draft) and m.meaning.month and m.label != "SET"]
    full = [m for m in dated if m.meaning.value[:4].isdigit()]
    # where full dates are given, dates without a year belong to them
    near = sum(_is_near(m, published) for m in (full or dated))
    far = sum(abs(year - published.year) > 1 for year in known)
    if far > 2 * (len(known) - far + spoken) and len(known) > 1:
        return True
    return not near + spoken or len(known) > 6 + 3 * (spoken + near)


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
    return abs((day - published).days) <= limits.NEAR_PUBLICATION


def year_before(mentions: Sequence[Date], years: Sequence[int | None]) -> int | None:
    """The year of the first month of a story whose year is said only later: counted back month by month."""
    first = next((k for k, year in enumerate(years) if year is not None), None)
    if first is None:
        return None
    here = point(mentions[first].value)
    if here is None or here.month is None:
        return years[first]
    year, month = here.year, here.month
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


def other_times(lower_text: str) -> bool:
    """Whether words of older wars stand in the text, so that a date without a year may be of any century."""
    return _OTHER_TIMES.search(lower_text) is not None


def lately(mentions: Sequence[Date], published: datetime.date) -> bool:
    """Whether all dates of a document without years could lie in the months before its publication."""
    days = [
        (published - datetime.date(year, m.meaning.month, m.meaning.day or 1)).days
        for m in mentions
        if isinstance(m, Draft) and m.meaning.month and m.label != "SET"
        for year in [published.year - ((m.meaning.month, m.meaning.day or 1) > (published.month, published.day))]
        if (m.meaning.month, m.meaning.day) != (2, 29) or calendar.isleap(year)
    ]
    return bool(days) and max(days) <= limits.SEASON
