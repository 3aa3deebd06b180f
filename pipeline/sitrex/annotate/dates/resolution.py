"""The dates of a document: which drafts stand, their values, their intervals."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.dates.draft import Draft, Rule
from sitrex.annotate.dates.hours import NO_DAY
from sitrex.annotate.dates.length_intervals import Events
from sitrex.annotate.dates.resolver import Resolver
from sitrex.annotate.dates.story import Story
from sitrex.annotate.text.day_columns import day_heads
from sitrex.normalise.timex import granularity, interval
from sitrex.record.model import Date, changed, handle

_NUMBERED_NAME: Final = re.compile(r"\b(\d{1,2}(?:st|nd|rd|th)) [A-Z]")
_DOTTED: Final = re.compile(r"(?:\w+ )?\d{1,2}[.·]\d{1,2}\s?(?:[ap]\.?\s?m|hours|hrs)", re.IGNORECASE)
"""A time with a dot that says its half of the day; it justifies those that do not."""
_LETTERED: Final = re.compile(r"(?:\d{2}/?)?\d{4}([A-Z])(?![A-Za-z])")
"""A time with the letter of its zone; it justifies those of the same letter."""


def resolve(mentions: Sequence[Date], context: Context) -> list[Date]:
    """The mentions with final values, in the same order; day numbers that are a unit's designator are dropped."""
    mentions = _standing(mentions, context.text)
    resolver = Resolver(mentions, context)
    starts = {mention.start for mention in mentions}
    final = []
    for k, draft in enumerate(mentions):
        date = resolver.settle(k)
        begin, end = (interval(date.value) if date.label in ("DATE", "TIME") else resolver.spans.get(k)) or (None, None)
        head = _range_head(draft, starts)
        final.append(changed(date, begin=begin, end_date=end, granularity=granularity(date.value), range=head))
    _date_events(mentions, final, resolver.story)
    heads = {date.range for date in final if date.range}
    return [changed(date, range=date.id) if date.id in heads else date for date in final]


def _standing(mentions: Sequence[Date], text: str) -> list[Date]:
    """The mentions but for numbers of units and for times that nothing in the document justifies."""
    numbers = _unit_numbers(text) if any(m.value.startswith("XXXX-XX-") for m in mentions) else frozenset()
    days = day_heads(text) if numbers else frozenset()
    standing = [m for m in mentions if m.start in days or not _names_a_unit(m, text, numbers)]
    signs = {sign for m in standing if m.label == "TIME" and not _is_tentative(m) and (sign := _sign(m))}
    return [m for m in standing if not _is_tentative(m) or (_sign(m) or ".") in signs]


def _sign(time: Date) -> str:
    """What a time has in common with those that it justifies: the letter of its zone, or the dot of one that says its half of the day."""
    lettered = _LETTERED.match(time.text)
    return lettered[1] if lettered else "." if _DOTTED.match(time.text) else ""


def _range_head(draft: Date, starts: Set[int]) -> str | None:
    """The id of the first member of the range that a mention ends."""
    back = draft.range_back if isinstance(draft, Draft) else None
    return handle(draft.start - back) if back and draft.start - back in starts else None


def _date_events(mentions: Sequence[Date], final: list[Date], story: Story) -> None:
    """Give lengths and days that count from an event their intervals and values, where the document dates it."""
    counted = [
        (k, draft)
        for k, draft in enumerate(mentions)
        if isinstance(draft, Draft) and draft.meaning.rule is Rule.EVENT and draft.anchor_text
    ]
    if not counted:
        return
    events = Events(final, story.text, story.lower_text, story.known_day)
    for k, draft in counted:
        if draft.label == "DURATION" and (span := events.span(k, draft)):
            final[k] = changed(final[k], begin=span[0], end_date=span[1])
        elif final[k].value == NO_DAY and (day := events.counted_day(draft)):
            told = day.isoformat()
            final[k] = changed(final[k], value=told, begin=told, end_date=told)


def _is_tentative(mention: Date) -> bool:
    return isinstance(mention, Draft) and mention.tentative


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
