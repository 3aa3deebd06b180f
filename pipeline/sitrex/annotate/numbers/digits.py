"""Figures as written in digits: separators, fractions, exponents."""

from __future__ import annotations

import re
from decimal import Context, Decimal, DecimalException
from typing import Final

from sitrex.annotate.numbers.fraction_signs import VULGAR
from sitrex.annotate.numbers.lexicon import HYPHENS
from sitrex.annotate.numbers.tokens import Tokens
from sitrex.annotate.text.words import words

_BEHIND_SPLIT_FIGURES: Final = words("behind_split_figures", table="numbers/words.tsv")

_LONGEST: Final = 10_000
"""Figures with more characters than this are no numbers."""

_EXACT: Final = Context(prec=2 * _LONGEST, Emax=40_000, Emin=-40_000)
_SMALL: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED: Final = str.maketrans(_SMALL, "0123456789")
_SHORT: Final = Context(prec=12)
_GROUPED: Final = re.compile(r"\d{1,3}(?:[,'’]\d{3})+(?:\.\d+)?")
_SEPARATORS: Final = re.compile("[,'’]")
_INDIAN: Final = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_CONTINENTAL: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+,\d{1,2}")
_PLAIN: Final = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_COMMA: Final = re.compile(r"\d+,\d{1,2}")
_DENOMINATORS: Final = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 50, 64, 100, 1000))


def product(a: Decimal, b: Decimal) -> Decimal | None:
    """``a * b`` exactly, None beyond ten thousand digits."""
    try:
        return _EXACT.multiply(a, b)
    except DecimalException:
        return None


def total(a: Decimal, b: Decimal) -> Decimal:
    """``a + b`` exactly."""
    return _EXACT.add(a, b)


def quotient(a: Decimal, b: Decimal) -> Decimal:
    """``a / b`` to twelve significant digits."""
    return _SHORT.divide(a, b)


def figure_value(raw: str) -> Decimal | None:
    """Value of a figure with its separators; None where they make no number.

    >>> figure_value("1,234,567.5"), figure_value("3,5"), figure_value("192.168.1.2")
    (Decimal('1234567.5'), Decimal('3.5'), None)
    """
    if len(raw) > _LONGEST:
        return None
    raw = raw.replace("·", ".")
    if _PLAIN.fullmatch(raw):
        return Decimal(raw)
    if _GROUPED.fullmatch(raw) or _INDIAN.fullmatch(raw):
        return Decimal(_SEPARATORS.sub("", raw))
    if _CONTINENTAL.fullmatch(raw):
        return Decimal(raw.replace(".", "").replace(",", "."))
    if _COMMA.fullmatch(raw):
        return Decimal(raw.replace(",", "."))
    return None


def read_digits(t: Tokens, i: int) -> tuple[Decimal, int] | None:
    """The figure at token ``i`` with blanks as separators, exponents and fractions: value and end."""
    if not t.figure[i]:
        if t.raw[i] in VULGAR:
            above, below = VULGAR[t.raw[i]]
            return quotient(Decimal(above), Decimal(below)), i + 1
        return None
    value = figure_value(t.raw[i])
    if value is None:
        return None
    end = i + 1
    if t.raw[i].isdecimal() and len(t.raw[i]) <= 3 and t.raw[i][0] != "0":
        at = _groups(t, end)
        narrow = at > end and t.text[t.end[i]] != " "
        if at > end and (narrow or not _calibre(t, at)) and _PLAIN.fullmatch(t.raw[at - 1]):
            value, end = Decimal("".join(t.raw[i:at])), at
    return _power(t, end, value)


def _groups(t: Tokens, first: int) -> int:
    """Where the groups of three digits end that begin at a token, each behind a blank."""
    at = first
    while at not in t.groups and _is_group(t, at) and "." not in t.raw[at]:
        at += 1
    if at not in t.groups:
        t.groups[at] = at + _is_group(t, at)
    # a calibre at their end may refuse them for each number that they could go on
    t.groups.update(dict.fromkeys(range(first, at), t.groups[at]))
    return t.groups[at]


def _is_group(t: Tokens, at: int) -> bool:
    raw = t.raw[at]
    behind = t.figure[at] and t.start[at] == t.end[at - 1] + 1
    return behind and raw[:3].isdecimal() and len(raw.split(".")[0]) == 3 and "," not in raw


def _calibre(t: Tokens, i: int) -> bool:
    """Whether ``12 152 mm`` is twelve guns and not 12,152."""
    at = i + 1 if t.raw[i] in HYPHENS else i
    return (t.glued(i) and t.is_word(i)) or t.low[at] in _BEHIND_SPLIT_FIGURES


def _power(t: Tokens, end: int, value: Decimal) -> tuple[Decimal, int]:
    """Exponents, fractions and mixed numbers after a figure."""
    low, glued = t.low[end], t.glued(end)
    if glued and low == "e" and _exponent(t, end + 1):
        return _raised(t, end, value, end + 1, Decimal(10))
    if low in ("x", "×", "*", "·", "⋅") and t.raw[end + 1] == "10" and (scaled := _times_ten(t, end, value)):
        return scaled
    if (above := _superscript(t, end)) is not None:
        return (_scaled(Decimal(1), above), end + 1) if value == 10 else (value, end)
    if glued and low == "^":
        return _raised(t, end, value, end + 1, None)
    if t.raw[end] in VULGAR:
        above, below = VULGAR[t.raw[end]]
        return total(value, quotient(Decimal(above), Decimal(below))), end + 1
    if glued and low in ("/", "⁄") and not t.paired(end - 1) and (ratio := _slash(t, end - 1)):
        return ratio, end + 2
    mixed = t.figure[end] and not glued and t.low[end + 1] in ("/", "⁄") and t.glued(end + 1)
    if mixed and value == value.to_integral_value():
        fraction = _slash(t, end)
        if fraction is not None and fraction < 1:
            return total(value, fraction), end + 3
    return value, end


def _exponent(t: Tokens, at: int) -> bool:
    """Whether a signed figure follows an ``e`` without a blank."""
    figure = at + (t.raw[at] in "+-−")
    return t.glued(at) and t.figure[figure] and t.raw[figure].isdecimal() and t.glued(figure)


def _times_ten(t: Tokens, end: int, value: Decimal) -> tuple[Decimal, int] | None:
    """``× 10`` with an exponent behind a caret, a minus or raised figures."""
    if t.raw[end + 2] == "^":
        return _raised(t, end, value, end + 3, Decimal(10))
    if t.glued(end + 2) and t.raw[end + 2] in "-−" and t.glued(end) == t.glued(end + 1):
        return _raised(t, end, value, end + 2, Decimal(10))
    above = _superscript(t, end + 2)
    return None if above is None else (_scaled(value, above), end + 3)


def _superscript(t: Tokens, at: int) -> int | None:
    """The exponent that small raised figures right behind a number say."""
    raw = t.raw[at]
    return int(raw.translate(_RAISED)) if t.glued(at) and raw and all(c in _SMALL for c in raw) else None


def _scaled(value: Decimal, exponent: int) -> Decimal:
    return _EXACT.scaleb(value, exponent)


def _slash(t: Tokens, i: int) -> Decimal | None:
    above, below = t.raw[i], t.raw[i + 2]
    if not (above.isdecimal() and below.isdecimal() and t.glued(i + 2)) or len(above) > 3 or len(below) > 4:
        return None
    if int(below) not in _DENOMINATORS or int(above) >= int(below) or t.raw[i + 3] == "/":
        return None
    return quotient(Decimal(above), Decimal(below))


def _raised(t: Tokens, end: int, value: Decimal, at: int, base: Decimal | None) -> tuple[Decimal, int]:
    negative = False
    while t.raw[at] in ("+", "-", "−") and t.glued(at):
        negative ^= t.raw[at] != "+"
        at += 1
    digits = t.raw[at]
    if not (digits.isdecimal() and digits.isascii() and len(digits) <= 4 and t.glued(at)):
        return value, end
    exponent = Decimal(-int(digits) if negative else int(digits))
    try:
        if base is not None:
            return _EXACT.scaleb(value, exponent), at + 1
        return Context(prec=15, Emax=10_000, Emin=-10_000).power(value, exponent), at + 1
    except DecimalException:
        return value, end


def yearly(raw: str) -> bool:
    """Whether a figure could be a year's: four digits from 1000 to 2100."""
    return len(raw) == 4 and raw.isdecimal() and "1000" <= raw <= "2100"
