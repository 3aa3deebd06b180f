"""What several passes over the document ask of one mention or of two that stand side by side."""

from __future__ import annotations

import re
from typing import Final

from sitrex.annotate.units.fields import Candidate

NEAREST: Final = 40
"""Mentions of one number that are compared, so that time grows with the text."""
_LIST: Final = re.compile(r"\s*(?:,|,?\s(?:and|or|&)|/|–|-|\sto)\s*(?:the\s+)?")
_FORMER: Final = re.compile(r"\bformer(?:ly)?\s+(?:the\s+)?(?:[A-Z]\w+\s+)?$")
_FORMER_REACH: Final = 40


def agree(a: str | None, b: str | None) -> bool:
    """Whether two values of a field may be of one unit: one is not told, or they are the same."""
    return a is None or b is None or a == b


def joined(here: Candidate, after: Candidate, text: str) -> bool:
    """Whether only what joins the members of a list stands between two mentions."""
    return _LIST.fullmatch(text, here.end, after.start) is not None


def listed(here: Candidate, after: Candidate, text: str) -> bool:
    """Whether two mentions are members of one list."""
    return here.echelon == after.echelon and joined(here, after, text)


def formerly(unit: Candidate, text: str) -> bool:
    """Whether the text speaks of what the unit was: the former Soviet 40th Army."""
    return _FORMER.search(text, max(0, unit.start - _FORMER_REACH), unit.start) is not None
