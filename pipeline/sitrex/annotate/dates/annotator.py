"""The annotator of dates: find, then resolve."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc
from spacy.vocab import Vocab

from sitrex.annotate.base import Context
from sitrex.annotate.dates.matcher import Triggers, find
from sitrex.annotate.dates.resolver import resolve
from sitrex.record.model import Date


class DatesAnnotator:
    """TIMEX3 mentions of a document; see ``docs/dates.md`` for what is covered and how anchors are chosen."""

    def __init__(self, vocab: Vocab) -> None:
        self._triggers = Triggers(vocab.strings)

    def match(self, doc: Doc) -> list[Date]:
        """Mentions of one piece, values as far as the words say them."""
        return list(find(doc, self._triggers))

    def resolve(self, mentions: Sequence[Date], context: Context) -> list[Date]:
        """The same mentions with values, intervals, anchors and ranges of the whole document."""
        return resolve(mentions, context)
