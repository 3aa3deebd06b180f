"""Words that a hyphen breaks at a line's end: with or without their hyphen in one piece."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from sitrex.annotate.text.words import common_words, words
from sitrex.vocab import read_table

HYPHENS: Final = "-\u2010\u00ad\u2011"
_BEFORE: Final = re.compile(r"[^\W_]+\Z")
_BEHIND: Final = re.compile(r"[^\W_]+")
_LONGEST: Final = 40
"""Letters of a word that are looked at on either side."""
_ENDS: Final = words("compound_ends")
"""Last parts of compounds, of which few words are glued: `brigade-sized`, `Wagner-controlled`."""
_WORDS_OF_ONE: Final = ("A", "I")
"""Capitals that are rather a syllable of a word that begins with them: `I-zium`."""
_SYLLABLE: Final = 3
"""Letters up to which the first part is rather a syllable: `un-manned`."""


def joined(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    r"""The edit that joins the word broken at the line end ``text[start:end]``; None where no word is broken.

    A hyphen stays where the parts make a compound: numbers (``forty-five``), figures (``155-mm``), capitals
    (``Kara-Dag``), prefixes (``anti-aircraft``), names and abbreviations before a word (``Russian-held``, ``US-led``).

    >>> joined("5th Mecha-\nnized", 10, 11), joined("forty-\nfive", 6, 7), joined("Houthi-\nled", 7, 8)
    ((9, 11, ''), (5, 7, '-'), (6, 8, '-'))
    """
    at = start - 1
    if at < 1 or text[at] not in HYPHENS:
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
    if not capitals and left.isupper() and left not in _WORDS_OF_ONE:
        return True  # US-led, U-boat: a broken word of capitals goes on in capitals
    return _are_two_words(left.lower(), right.lower(), left[0].isupper())


def _are_two_words(left: str, right: str, is_name: bool) -> bool:
    """Whether what stands before and behind a hyphen, in lower case, are words rather than halves of one."""
    common, names = common_words(), _names()
    if left + right in common or left + right in names:
        return False
    if left in _prefixes() or (left in common and right in common):
        return True
    return _is_behind_name(right) if is_name and left in names else _is_led(left, right)


def _is_led(left: str, right: str) -> bool:
    """Whether the second part makes a compound of any word: `brigade-sized`."""
    return right in _ENDS and len(left) > _SYLLABLE


def _is_behind_name(right: str) -> bool:
    """Whether a word stands behind a name rather than being its end: `Russian-made`, but `Belgian|s`."""
    return right in common_words() and len(right) >= _SYLLABLE


@cache
def _prefixes() -> frozenset[str]:
    """First parts of compounds that keep their hyphen."""
    return frozenset(row["part"] for row in read_table("text/compounds.tsv", ("part",)))


@cache
def _names() -> frozenset[str]:
    """Names of countries, peoples and movements that are one word, in lower case."""
    tables = {
        "entities/countries.tsv": ("code", "names", "demonyms"),
        "entities/peoples.tsv": ("country", "names"),
        "entities/organisations.tsv": ("kind", "sure", "names"),
    }
    rows = (row for table, columns in tables.items() for row in read_table(table, columns))
    cells = (cell for row in rows for cell in (row["names"], row.get("demonyms", "")))
    return frozenset(name.lower() for cell in cells for name in cell.split(";") if name.isalpha())
