"""Words that a hyphen breaks at a line's end: with or without their hyphen in one piece."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from sitrex.annotate.text.words import common_words
from sitrex.vocab import read_table

_HYPHENS: Final = "-\u2010\u00ad\u2011"
_BEFORE: Final = re.compile(r"[^\W_]+\Z")
_BEHIND: Final = re.compile(r"[^\W_]+")
_LONGEST: Final = 40
"""Letters of a word that are looked at on either side."""


def joined(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    r"""The edit that joins the word broken at the line end ``text[start:end]``; None where no word is broken.

    A hyphen stays where the parts make a compound: numbers (``forty-five``), figures (``155-mm``), capitals
    (``Kara-Dag``), prefixes (``anti-aircraft``).

    >>> joined("5th Mecha-\nnized", 10, 11), joined("forty-\nfive", 6, 7)
    ((9, 11, ''), (5, 7, '-'))
    """
    at = start - 1
    if at < 1 or text[at] not in _HYPHENS:
        return None
    before = _BEFORE.search(text, max(at - _LONGEST, 0), at)
    behind = _BEHIND.match(text, end, end + _LONGEST)
    if before is None or behind is None:
        return None
    if text[at] == "\u00ad":
        return at, end, ""
    return at, end, "-" if _is_compound(before[0], behind[0]) else ""


def _is_compound(left: str, right: str) -> bool:
    capitals = left.isupper() and right.isupper() and len(left) > 1 and len(right) > 1
    if not capitals and not (left[-1].isalpha() and right[0].islower()):
        return True
    left, right = left.lower(), right.lower()
    words = common_words()
    if left + right in words:
        return False
    return left in _prefixes() or (left in words and right in words)


@cache
def _prefixes() -> frozenset[str]:
    """First parts of compounds that keep their hyphen."""
    return frozenset(row["part"] for row in read_table("text/compounds.tsv", ("part",)))
