"""Times that share their day: `at 5 a.m. and 6.30 a.m., on Monday`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.draft import Draft, Rule
from sitrex.record.model import Date

_JOIN: Final = re.compile(r"\s*(?:and|to|until|or|[-–—]|[(/])\s*")
"""What joins times that share their day; in brackets or behind a stroke stands the same hour of another zone."""


class JoinedClocks:
    """Where runs of joined times end; each run is read once."""

    def __init__(self, mentions: Sequence[Date], text: str) -> None:
        self._mentions, self._text = mentions, text
        self._run = range(0)

    def end(self, k: int) -> int:
        """Index behind the last of the times that are joined to the time ``k``."""
        if k not in self._run:
            at = k + 1
            while at < len(self._mentions) and self._continues(at):
                at += 1
            self._run = range(k, at)
        return self._run.stop

    def _continues(self, k: int) -> bool:
        """Whether mention ``k`` is a time of a day named elsewhere, joined to the one before."""
        mention, before = self._mentions[k], self._mentions[k - 1]
        clock = isinstance(mention, Draft) and mention.meaning.rule is Rule.CLOCK
        return clock and _JOIN.fullmatch(self._text, before.end, mention.start) is not None
