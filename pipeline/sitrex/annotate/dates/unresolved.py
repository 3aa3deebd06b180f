"""What an expression counts from whose day the text does not tell: it points there all the same."""

from __future__ import annotations

import re
from typing import Final

from sitrex.annotate.dates import surroundings
from sitrex.annotate.dates.draft import Base, Draft, Rule
from sitrex.annotate.dates.lexicon import cue_words

_DAY_OF_MONTH: Final = re.compile(r"XXXX-XX-\d\d")
_UNKNOWN: Final = re.compile(r"XXXX-(?:XX|WXX)|XXXX$")
_LEADS: Final = sorted(cue_words("d_cues") | cue_words("part_cues") | {"about", "the"})
_LED: Final = re.compile(rf"\b(?:{'|'.join(_LEADS)})\s+(?:about\s+)?\Z", re.IGNORECASE)
"""What leads an hour of a sentence."""
_REACH: Final = 16
_ENDS_LINE: Final = re.compile(r"[^\S\n]*(?:\n|\Z)")


def anchor_of_unknown(draft: Draft, value: str, text: str, *, undated: bool) -> str:
    """The anchor of a value whose day stays unknown: the publication, where `today` or `last week` stand in a text without
    one; the story, where its day is not told: `that morning`, `at 3 p.m.`, `on the 15th`. What happens again and again
    and the hours of a time-table count from nothing.
    """
    meaning = draft.meaning
    if not _UNKNOWN.match(value):
        return "none"
    weekday = bool(meaning.weekday) and not meaning.day and meaning.rule is Rule.PARTIAL
    pointed = meaning.rule is Rule.SHIFT and meaning.base is not Base.STORY
    if weekday or pointed or meaning.steps_from_speech:
        return "published" if undated else "none"
    if surroundings.is_habitual(text, draft.start, draft.end):
        return "none"
    if meaning.rule is Rule.CLOCK:
        return "none" if _in_cell(draft, text) else "narrative"
    told = meaning.rule is Rule.SHIFT or (meaning.rule is Rule.SAME and meaning.base is Base.STORY)
    return "narrative" if told or _DAY_OF_MONTH.match(value) else "none"


def _in_cell(draft: Draft, text: str) -> bool:
    """Whether an hour ends its line and nothing leads it, as those of a time-table: `12th Brigade  8.10 am`."""
    led = _LED.search(text[max(0, draft.start - _REACH) : draft.start])
    return led is None and _ENDS_LINE.match(text, draft.end) is not None
