"""What stands around an expression of a story, by which the weights choose between its readings."""

from __future__ import annotations

import re
from typing import Final

from sitrex.annotate.dates import surroundings
from sitrex.annotate.dates.anchor_features import SAID, TOLD_HERE, Setting, kind_of
from sitrex.annotate.dates.draft import Draft
from sitrex.annotate.dates.lexicon import cue_words
from sitrex.annotate.dates.points import Point
from sitrex.annotate.dates.story import Story

_SINCE: Final = frozenset({"since"})
_STARTING: Final = cue_words("starting")
_UNTIL: Final = cue_words("until")
_BRACKET: Final = re.compile(r"\s*[\[(]\s*")


def setting_of(story: Story, k: int, draft: Draft) -> Setting:
    """What stands around mention ``k``, where the story stands before it."""
    text, start = story.text, draft.start
    here, kind = story.at or story.story_at(k), kind_of(draft)
    return Setting(
        kind=kind,
        weekday=draft.meaning.weekday if draft.meaning.day else None,
        published=story.context.published,
        news=2 * story.news - 1,
        tense=surroundings.lies_ahead(text, start, draft.end),
        words=_words(story, draft),
        verbs=surroundings.verbs_near(text, start, draft.end),
        here=here,
        after=story.ahead[k],
        section=story.section,
        turns=story.turns(k, draft),
        heads_next=story.heads_next[k],
        last=story.chosen[0],
        near=story.lines.same(story.chosen[1], start),
        beside=_day_beside(story, k, draft),
        aside=_aside(story, start),
        apart=_apart(story, here),
        around=surroundings.around_today(text, start, draft.end) if kind == "today" else frozenset(),
    )


def _apart(story: Story, here: Point | None) -> int:
    """Years between where the story stands and the publication; none where either is not known."""
    published = story.context.published
    return abs(published.year - here.year) if published and here and here.known and here.year > 0 else 0


def _day_beside(story: Story, k: int, draft: Draft) -> tuple[int | None, int] | None:
    """The month and day in brackets behind a weekday: `Friday [4 November]`."""
    following = story.mentions[k + 1] if k + 1 < len(story.mentions) else None
    if not draft.meaning.weekday or draft.meaning.day or not isinstance(following, Draft):
        return None
    meant = following.meaning
    bracketed = _BRACKET.fullmatch(story.text, draft.end, following.start)
    return (meant.month, meant.day) if bracketed and meant.day else None


def _aside(story: Story, start: int) -> frozenset[str]:
    """How the last date that says its year stands to an expression and to the story, if the story did not follow it."""
    if story.aside is None:
        return frozenset()
    told, at = story.aside
    ahead = surroundings.looked_ahead_to(story.text, at, at)
    opens = surroundings.opens_sentence(story.text, at - len("In "))  # or `On`, `By`
    signs = {
        "in the sentence": surroundings.same_sentence(story.text, at, start),
        "in the paragraph": story.lines.same(at, start),
        "with its month": told.month is not None,
        "in brackets": surroundings.in_brackets(story.text, at),
        "opens the sentence": opens,
        "ahead, opens the sentence": opens and bool(ahead),
        "back from the story": story.at is not None and told.year < story.at.year,
    }
    return ahead.union(name for name, stands in signs.items() if stands)


def _words(story: Story, draft: Draft) -> tuple[str, ...]:
    """What else stands around an expression."""
    text, start = story.text, draft.start
    year_alone = story.at is not None and story.at.month is None
    signs = {
        "quoted": story.lines.in_quotes(start),
        "in a heading": story.lines.in_heading(start, draft.end),
        "after a heading": story.lines.heading_between(story.at_offset, start),
        "in the first line": story.lines.same(0, start),
        "opens the sentence": surroundings.opens_sentence(text, start),
        "in brackets": surroundings.in_brackets(text, start),
        "since": surroundings.preceded_by(text, start, _SINCE),
        "starting": surroundings.preceded_by(text, start, _STARTING),
        "until": surroundings.preceded_by(text, start, _UNTIL),
        "had": surroundings.is_flashback(text, start),
        "no story told": story.at is None,
        "year alone told": year_alone,
        "year alone told before": year_alone and not story.lines.same(story.at_offset, start),
        "day told in the paragraph": bool(story.at and story.at.day) and story.lines.same(story.at_offset, start),
        "year stated in the paragraph": story.stated is not None and story.lines.same(story.stated, start),
        "no year stated": story.yearless,
        TOLD_HERE: story.at is not None and surroundings.same_sentence(text, story.at_offset, start),
        SAID: surroundings.is_said(text, start, draft.end),
    }
    return tuple(name for name, stands in signs.items() if stands)
