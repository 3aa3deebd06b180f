"""The annotator of dates: find, then resolve."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc
from spacy.vocab import Vocab

from sitrex.annotate.base import Context
from sitrex.annotate.dates.draft import Meaning
from sitrex.annotate.dates.log_columns import clocks_of_log
from sitrex.annotate.dates.matcher import Triggers, find
from sitrex.annotate.dates.resolution import resolve
from sitrex.annotate.dates.stamps import stamped
from sitrex.record.model import Date

_LEAP_YEAR: Final = 2024


class DatesAnnotator:
    """TIMEX3 mentions of a document; see ``docs/dates.md`` for what is covered and how anchors are chosen."""

    def __init__(self, vocab: Vocab) -> None:
        self._triggers = Triggers(vocab.strings)

    def match(self, doc: Doc) -> list[Date]:
        """Mentions of one piece, values as far as the words say them."""
        return [draft for draft in find(doc, self._triggers) if _on_the_calendar(draft.meaning)]

    def resolve(self, mentions: Sequence[Date], context: Context) -> list[Date]:
        """The same mentions with values, intervals, anchors and ranges of the whole document."""
        mentions = clocks_of_log(mentions, context)
        apart = stamped(mentions, context.text)
        if not apart:
            return resolve(mentions, context)
        stamps = {stamp.start for stamp in apart}
        told = resolve([m for m in mentions if m.start not in stamps], context)
        undated = replace(context, published=None)  # a stamp lies ahead of the paper that it is on
        return sorted([*told, *resolve(apart, undated)], key=lambda date: date.start)


def _on_the_calendar(meaning: Meaning) -> bool:
    """Whether the month has the day; `5-31 February` names no second date."""
    if meaning.month is None or meaning.day is None:
        return True
    return meaning.day <= calendar.monthrange(_LEAP_YEAR, meaning.month)[1]
