"""Number words, ordinals and Roman numerals as integers.

Pure functions over lower-case words; spans and contexts are the annotators'
affair. Words come from ``vocab/numbers/number_words.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from sitrex.vocab import read_table

_ORDINAL_DIGITS: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,9})(?:st|nd|rd|th|d)", re.ASCII | re.IGNORECASE)
_ROMAN: Final = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


@cache
def number_words() -> dict[str, tuple[str, int]]:
    """Lower-case word -> (kind, value); kinds as in the vocabulary's header."""
    rows = read_table("numbers/number_words.tsv", ("word", "kind", "value"))
    return {row["word"]: (row["kind"], int(row["value"])) for row in rows}


def parse_cardinal(words: Sequence[str]) -> int | None:
    """Value of a whole run of lower-case number words, hyphens already split; None if it is not one number.

    >>> parse_cardinal(["two", "hundred", "and", "twenty", "five"])
    225
    >>> parse_cardinal(["a", "hundred", "thousand"])
    100000
    >>> parse_cardinal(["five", "seven"]) is None
    True
    """
    table = number_words()
    total = group = 0
    last = ""
    scale = None
    for position, word in enumerate(words):
        kind, value = table.get(word, ("", 0))
        if word in ("a", "an") and position == 0 and len(words) > 1:
            group, last = 1, "unit"
            continue
        if word == "and" and last in ("hundred", "scale") and position < len(words) - 1:
            last += " and"
            continue
        if _adds(kind, value, last):
            group += value
        elif kind == "hundred" and last in ("unit", "ten") and 0 < group < 100:
            group *= 100
        elif kind == "scale" and group and (scale is None or value < scale):
            total += group * value
            group, scale = 0, value
        else:
            return None
        last = kind
    return total + group if last in ("unit", "ten", "hundred", "scale") else None


def _adds(kind: str, value: int, last: str) -> bool:
    """Whether a word is added to the group behind a word of the kind ``last``: `hundred | twenty`, `twenty | five`."""
    fresh = last == "" or last.startswith(("hundred", "scale"))
    return (fresh and kind in ("ten", "unit")) or (kind == "unit" and last == "ten" and 0 < value < 10)


def parse_ordinal(words: Sequence[str]) -> int | None:
    """Value of an ordinal written in digits or in lower-case words, hyphens already split.

    >>> parse_ordinal(["47th"]), parse_ordinal(["2d"]), parse_ordinal(["twenty", "fifth"])
    (47, 2, 25)
    >>> parse_ordinal(["twenty"]) is None
    True
    """
    if not words:
        return None
    if len(words) == 1 and (digits := _ORDINAL_DIGITS.fullmatch(words[0])):
        return int(digits[1].replace(",", ""))
    kind, value = number_words().get(words[-1], ("", 0))
    if kind != "ordinal":
        return None
    before = list(words[:-1])
    if not before:
        return value
    if value >= 100:
        head = parse_cardinal(before)
        return None if head is None else head * value
    if value >= 20 or before[-1] in ("hundred", "thousand", "million", "and"):
        head = parse_cardinal([w for w in before if w != "and"])
        return None if head is None or head % 100 else head + value
    head = parse_cardinal(before)
    return head + value if head is not None and head % 100 in range(20, 100, 10) and value < 10 else None


def parse_roman(text: str) -> int | None:
    """Value of an upper-case Roman numeral below 4000.

    >>> parse_roman("VII"), parse_roman("XLII"), parse_roman("IIX")
    (7, 42, None)
    """
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
