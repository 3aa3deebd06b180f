"""What speaks for a reading of a date: the features of candidates and of documents, by name.

The weights lie in ``vocab/weights/date_anchors.tsv`` and ``vocab/weights/date_news.tsv``.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

from sitrex.annotate.dates.candidates import Candidate
from sitrex.annotate.dates.draft import Draft, Meaning, Rule
from sitrex.annotate.dates.military_days import GROUP
from sitrex.annotate.dates.points import Point, point

_HALF_YEAR = 183
_SOON = 60
"""Days in which a report follows what it tells: the measure of its nearness."""
_AGES = math.log1p(100)
SAID = "said by somebody"
TOLD_HERE = "told in the sentence"
_NEAR_DAYS = 2
_YEARLY = frozenset({"day", "month", "season", "holiday"})
_DIRECTED = frozenset({"since", "starting", "until", "had", "quoted"})
_OF_NEWS = frozenset({"no year stated", "year alone told", "year alone told before", "day told in the paragraph", SAID})
"""What means another thing in news than in a history."""
_STEPS = {-1: "last pointed", 0: "this pointed", 1: "next pointed"}
_POINTED = frozenset(_STEPS.values())
"""`last February` and the like, which count from the day of speaking."""
_TENSES = {True: "ahead", False: "past", None: "open"}
_TODAY = frozenset({"today", "to-day", "this day"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What stands around one expression, whatever its reading.

    ``news`` is how far the document is news, from -1 to 1; ``tense`` whether the verb puts it after the day of speaking (None:
    nothing tells); ``kind`` its unit and how it points; ``weekday`` that of a full date; ``words`` what else is there: `quoted`,
    `since` …; ``verbs`` those near it; ``after`` is the date stated next, ``here`` where the story stands, ``section`` the year
    in the heading, ``turns`` whether the first month after it is followed by an earlier one; ``heads_next`` whether the date
    stated next is a year that heads a section; ``last`` the anchor of the partial date before, ``near`` whether that stands in
    the paragraph; ``beside`` the month and day in brackets behind a weekday; ``around`` how a word for the present stands in its
    clause; ``aside`` how the last date that says its year stands, if the story did not follow it; ``apart`` the years between
    where the story stands and the publication.
    """

    kind: str
    weekday: int | None
    published: datetime.date | None
    news: float
    tense: bool | None
    words: tuple[str, ...]
    verbs: frozenset[str]
    here: Point | None
    after: Point | None
    section: int | None
    turns: bool
    heads_next: bool
    last: str
    near: bool
    beside: tuple[int | None, int] | None
    around: frozenset[str]
    aside: frozenset[str]
    apart: int


def kind_of(draft: Draft) -> str:
    """The unit that an expression names, and how it points at it."""
    meaning = draft.meaning
    if meaning.unit == GROUP:
        return "group"
    if meaning.rule is Rule.SAME:
        return "the unit itself"
    if meaning.rule is Rule.SHIFT:
        return _kind_of_shift(meaning, draft.text.lower())
    if meaning.unit == "step":
        return _STEPS[int(meaning.amount or 0)] if meaning.steps_from_speech else "pointed"
    if meaning.holiday:
        return "holiday"
    if meaning.weekday and not meaning.day:
        return "weekday"
    if meaning.part:
        return "season"
    if meaning.month:
        return "day" if meaning.day else "month"
    return "day of a month"


def _kind_of_shift(meaning: Meaning, low: str) -> str:
    if low.endswith("ago"):
        return "ago"
    if low in _TODAY:
        return "today"
    if meaning.unit == "D" and not meaning.clock:
        return "yesterday"
    return {-1: "last", 0: "this", 1: "next"}.get(int(meaning.amount or 0), "far") + " unit"


def features(candidate: Candidate, setting: Setting) -> dict[str, float]:
    """The named features of one candidate."""
    source, side = candidate.source, _side(candidate)
    found = {source: 1.0, f"{side}: {setting.kind}": 1.0}
    if setting.published is None:
        found[f"{source}: undated text"] = 1.0
    elif side != "unknown":
        found[f"{side}: news"] = setting.news
    else:
        found["unknown: news"] = setting.news
        found["unknown: dated text"] = 1.0
    for word in setting.words:
        found[f"{side}: {word}"] = 1.0
        if word in _OF_NEWS:
            found[f"{side}: news, {word}"] = setting.news
    found |= dict.fromkeys(_of_source(source, setting), 1.0)
    if setting.kind in _POINTED:
        found[f"{side}: news, {setting.kind}"] = setting.news
    if setting.apart and side in ("published", "story"):
        found |= _from_background(side, setting)
    if setting.last:
        found[f"{side} after {setting.last}{', same paragraph' if setting.near else ''}"] = 1.0
    there = point(candidate.value)
    if there is not None and there.known and there.year > 0:
        found.update(_from_publication(there, setting))
        found.update(_from_dates(there, setting))
    elif setting.here is None:
        found["unknown: no story"] = 1.0
    return found


def _of_source(source: str, setting: Setting) -> list[str]:
    """What speaks for a reading of one source alone."""
    if source == "now":
        return [f"now, {word}" for word in (*setting.verbs, *setting.around, f"tense {_TENSES[setting.tense]}")]
    return [f"aside {word}" for word in setting.aside] if source == "aside" else []


def _from_background(side: str, setting: Setting) -> dict[str, float]:
    """What a story that stands years before the publication speaks for: a report that looks back at it, or its own history."""
    size = math.log1p(setting.apart) / _AGES
    found = {f"{side}: story years off": size, f"{side}: story years off, {setting.kind}": size}
    found[f"{side}: story years off, news"] = size * setting.news
    found[f"{side}: story years off, tense {_TENSES[setting.tense]}"] = size
    return found | {f"{side}: story years off, {word}": size for word in (SAID, TOLD_HERE) if word in setting.words}


def _side(candidate: Candidate) -> str:
    return {"published": "published", "narrative": "story"}.get(candidate.anchor, candidate.source)


def _scaled(days: int) -> float:
    return math.log1p(abs(days)) / math.log(366)


def _from_publication(there: Point, setting: Setting) -> dict[str, float]:
    """How far before or after the publication, and whether the tense agrees."""
    if setting.published is None:
        return {}
    days = (there.middle() - setting.published).days
    tense = _TENSES[setting.tense]
    if there.month == setting.published.month and there.year == setting.published.year and there.day is None:
        return {f"publication's month, tense {tense}": 1.0}
    side = "after" if days > 0 else "before" if days < 0 else "on"
    size = _scaled(days)
    led = {f"{side} the publication, {word}": 1.0 for word in setting.words if word in _DIRECTED}
    near = abs(days) <= _HALF_YEAR and setting.kind in _YEARLY
    if near:
        led |= {f"nearest year, tense {tense}": 1.0, "nearest year: news": setting.news}
    led |= {f"{side} the publication, {verb}": 1.0 for verb in setting.verbs}
    if setting.apart and setting.kind in _YEARLY:
        close = math.exp(-abs(days) / _SOON)
        led |= {
            "near the publication, story years off": close,
            "near the publication, story years off: news": close * setting.news,
        }
    if setting.kind == "weekday" and abs(days) <= _NEAR_DAYS:
        led[f"weekday, {abs(days)} days {side} the publication"] = 1.0
    return led | {
        f"{side} the publication, tense {tense}": 1.0,
        f"distance {side} the publication": size,
        f"distance {side} the publication: news": size * setting.news,
        f"{setting.kind} {side} the publication, tense {tense}": 1.0,
    }


def _from_dates(there: Point, setting: Setting) -> dict[str, float]:
    """How it lies to the story, the date that is stated next, the heading's year and the weekday beside it."""
    found: dict[str, float] = {}
    here, after = setting.here, setting.after
    if here is not None and here.known and here.year > 0:
        found |= _from_story(there, here, told_here=TOLD_HERE in setting.words)
    if after is not None and after.known and after.year > 0:
        found |= _to_next(there, after)
        if setting.heads_next and here is not None:
            found[_to_heading_ahead(there, here, after)] = 1.0
    if setting.section is not None:
        found |= _from_heading(there, setting.section, turns=setting.turns)
    if (agrees := _agrees(there, setting)) is not None:
        found["weekday agrees" if agrees else "weekday differs"] = 1.0
    return found


def _to_heading_ahead(there: Point, here: Point, heading: Point) -> str:
    """On which side of the year that heads the next section."""
    side = "in" if there.year == heading.year else "before" if there.year < heading.year else "beyond"
    told = "" if here.month else ", no month told"
    return f"{side} the year of the heading ahead{told}"


def _agrees(there: Point, setting: Setting) -> bool | None:
    """Whether it falls on the weekday of a full date, or on the day in brackets behind a weekday; None where there is neither."""
    day = there.date()
    if day is None:
        return None
    if setting.beside:
        month, number = setting.beside
        return day.day == number and month in (None, day.month)
    return day.isoweekday() == setting.weekday if setting.weekday else None


def _from_story(there: Point, here: Point, *, told_here: bool) -> dict[str, float]:
    """How far on or back from the story."""
    if here.month is None:
        return {"the story's year" if here.year == there.year else "another year than the story's": 1.0}
    days = (there.middle() - here.middle()).days
    side = "on from" if days >= 0 else "back from"
    found = {f"distance {side} the story": _scaled(days), f"{side} the story": 1.0}
    return found | {f"distance {side} the story, {TOLD_HERE}": _scaled(days)} if told_here else found


def _to_next(there: Point, after: Point) -> dict[str, float]:
    """Whether it lies before the date that is stated next."""
    if after.month is None:
        return {
            "beyond the year stated next": float(there.year > after.year),
            "in the year stated next": float(there.year == after.year),
        }
    days = (after.middle() - there.middle()).days
    return {"distance to the date stated next": _scaled(days), "beyond the date stated next": float(days < 0)}


def _from_heading(there: Point, year: int, *, turns: bool) -> dict[str, float]:
    """On which side of the heading's year."""
    side = "the" if there.year == year else "after the" if there.year > year else "before the"
    found = {f"{side} heading's year": 1.0}
    return found | {f"{side} heading's year, then an earlier month": 1.0} if turns else found


def document_features(
    published: datetime.date, days: Sequence[datetime.date], years: Sequence[int], spoken: int, mentions: int
) -> dict[str, float]:
    """What says that a document is news rather than history.

    ``days`` are its days with a month, each in the year that it states or the nearest; ``years`` those that it states;
    ``spoken`` counts words that only mean something on the day of speaking.
    """
    close = [math.exp(-abs((day - published).days) / 60) for day in days]
    far = [min(abs(year - published.year), 10) / 10 for year in years]
    return {
        "any document": 1.0,
        "words of the day of speaking": math.log1p(spoken),
        "their share": spoken / max(mentions, 1),
        "dates near the publication": sum(close) / len(close) if close else 0.0,
        "a date near the publication": max(close, default=0.0),
        "no date with a month": float(not days),
        "years far from the publication": sum(far) / len(far) if far else 0.0,
        "number of stated years": math.log1p(len(years)) / math.log(10),
        "no stated year": float(not years),
    }
