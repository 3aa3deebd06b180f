"""What places tell of a unit's country: where a unit is said to be stationed, or to come from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from sitrex.annotate.units.fields import Candidate
from sitrex.record.model import Entity

PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
_HOME: Final = re.compile(
    r",?\s+(?:(?:which|who)\s+)?(?:(?:was|were|is|are)\s+)?(?:then\s+|now\s+|normally\s+|permanently\s+)?"
    r"(?:(?:stationed|based|headquartered|garrisoned|quartered|raised|recruited|formed)\s+)?(in|at|from|of|near)\s+(?:the\s+)?"
)
"""What joins a unit to the place that it is in or of."""
_REACH: Final = 45


class Homes:
    """The places of a text that has units, by offset."""

    def __init__(self, text: str, entities: Sequence[Entity]) -> None:
        self._text = text
        self._places = [entity for entity in entities if entity.country and entity.label in PLACES]
        self._starts = [entity.start for entity in self._places]

    def of(self, unit: Candidate) -> tuple[str, str] | None:
        """(country, feature) of the place that stands right behind a unit."""
        at = bisect_left(self._starts, unit.end)
        if at == len(self._starts) or self._starts[at] - unit.end > _REACH:
            return None
        how = _joint(self._text[unit.end : self._starts[at]])
        return None if how is None else (str(self._places[at].country), how)


def _joint(between: str) -> str | None:
    """What joins a unit and the place behind it."""
    joint = _HOME.fullmatch(between)
    return None if joint is None else f"place.{joint[1]}"
