"""Stamps of archives, which tell when a paper may be read and nothing of what it tells: `GDS 3/28/87`, `DECL: 12/31/2010`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sitrex.record.model import Date

_STAMP: Final = re.compile(
    r"(?:\b(?:X?GDS|ADS|RDS)(?:-\d)?|\bDECL(?:AS(?:SIFY|SIFIED)?)?(?:\s+ON)?|(?i:\bdeclassify on|\bapproved for release))"
    r"\W{0,4}$"
)
_REACH: Final = 32


def stamped(mentions: Sequence[Date], text: str) -> list[Date]:
    """The dates of stamps among the mentions; no story counts from them."""
    return [m for m in mentions if m.label == "DATE" and _STAMP.search(text, max(0, m.start - _REACH), m.start)]
