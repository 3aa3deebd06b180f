"""Units of measure: how they are written, their UCUM codes, their size in SI.

The table ``vocab/numbers/measures.tsv`` is the only source while sitrex runs;
pint is used by the tests alone, to verify the factors.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import Final, NamedTuple

from sitrex.normalise.words_of_codes import by_word, several
from sitrex.vocab import read_table

_OFFSETS: Final = {"Cel": 273.15, "[degF]": 273.15 - 32 * 5 / 9}
"""What is added after the factor; temperatures only."""

_FACTOR: Final = re.compile(r"(?P<code>(?:\[[^\]]*\]|\{[^}]*\}|[A-Za-z%'])+)(?P<power>[23])?")


class Measure(NamedTuple):
    """One unit of measure: UCUM code, factor to ``si``, UCUM code of the SI unit."""

    ucum: str
    factor: float
    si: str


@cache
def measures() -> dict[str, Measure]:
    """UCUM code -> measure, for the codes listed in the table."""
    return {row["ucum"]: Measure(row["ucum"], float(row["factor"]), row["si"]) for row in _rows()}


@cache
def words() -> dict[str, str]:
    """Lower-case words of a unit of measure, blanks between them -> UCUM code; plurals included."""
    return by_word(_rows(), "ucum")


@cache
def symbols() -> dict[str, str]:
    """Symbol as written -> UCUM code."""
    found: dict[str, str] = {}
    for row in _rows():
        for symbol in several(row["symbols"]):
            found.setdefault(symbol, row["ucum"])
    return found


def to_si(value: float, ucum: str) -> tuple[float, str] | None:
    """``value`` of ``ucum`` in the SI unit, to 12 significant digits, with that unit's UCUM code.

    Codes that the table does not list are read as products and quotients of
    those that it lists. None for an unknown code, or where the result is not finite.

    >>> to_si(16, "km"), to_si(155, "mm"), to_si(25, "Cel")
    ((16000.0, 'm'), (0.155, 'm'), (298.15, 'K'))
    >>> to_si(36, "t/h"), to_si(1, "furlong")
    ((10.0, 'kg/s'), None)
    """
    measure = _measure(ucum)
    if measure is None:
        return None
    try:
        size = float(f"{value * measure.factor + _OFFSETS.get(ucum, 0.0):.12g}")
    except OverflowError:
        return None
    return (size, measure.si) if math.isfinite(size) else None


@cache
def _rows() -> list[dict[str, str]]:
    return read_table("numbers/measures.tsv", ("ucum", "factor", "si", "words", "symbols"))


def _measure(ucum: str) -> Measure | None:
    """The listed measure, or one composed of listed ones."""
    if (listed := measures().get(ucum)) is not None:
        return listed
    if not ucum:
        return None
    factor = 1.0
    above: list[str] = []
    below: list[str] = []
    for at, quotient in enumerate(ucum.split("/")):
        for part in quotient.split(".") if quotient or at else ():
            if (match := _FACTOR.fullmatch(part)) is None or (base := measures().get(match["code"])) is None:
                return None
            power = int(match["power"] or 1)
            factor *= base.factor ** (-power if at else power)
            (below if at else above).append(_raised(base.si, power))
    return Measure(ucum, factor, ".".join(above) + "".join(f"/{code}" for code in below))


def _raised(code: str, power: int) -> str:
    if power == 1:
        return code
    stem, digit = (code[:-1], int(code[-1])) if code[-1].isdecimal() else (code, 1)
    return f"{stem}{digit * power}"
