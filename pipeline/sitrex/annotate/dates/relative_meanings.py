"""Meanings that count from an anchor: an offset, the unit of the anchor itself, a vague reference."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.dates.amounts import Unit
from sitrex.annotate.dates.draft import Base, Meaning, Rule

_UNKNOWN: Final = {
    "D": "XXXX-XX-XX",
    "NI": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "CE": "XX",
    "ML": "X",
    "TH": "XXXX-XX-XXTXX",
    "TM": "XXXX-XX-XXTXX",
    "TS": "XXXX-XX-XXTXX",
}
ANNIVERSARY: Final = "ago "
"""Begins the ``part`` of `five years ago to-day`, which then says the offset in days or the unit."""
SAME_PERIOD: Final = "same"
"""The ``part`` of `the same month a year ago`: the month or quarter told before, a year back."""
_BEFORE_MODS: Final = {
    "MORE_THAN": "BEFORE",
    "LESS_THAN": "AFTER",
    "EQUAL_OR_MORE": "ON_OR_BEFORE",
    "EQUAL_OR_LESS": "ON_OR_AFTER",
}
_AFTER_MODS: Final = {
    "MORE_THAN": "AFTER",
    "LESS_THAN": "BEFORE",
    "EQUAL_OR_MORE": "ON_OR_AFTER",
    "EQUAL_OR_LESS": "ON_OR_BEFORE",
}


def unknown_value(code: str) -> str:
    """The value of a date of which only the unit is known."""
    return _UNKNOWN[code]


def offset_mod(mod: str, amount: float | None) -> str:
    """The modifier of a length of time as the modifier of the date at its end (`less than a week ago` is AFTER)."""
    return (_BEFORE_MODS if (amount or 0) < 0 else _AFTER_MODS).get(mod, mod)


def shift(base: Base, number: float | None, code: str, *, clock: str = "", times: int = 1) -> Meaning:
    """A date that lies a signed number of units from an anchor."""
    amount = None if number is None else number * times
    label = "TIME" if clock or code in ("TH", "TM", "TS") else "DATE"
    value = _UNKNOWN[code] + (f"T{clock}" if clock else "")
    return Meaning(
        label=label,
        rule=Rule.SHIFT,
        value=value,
        base=base,
        amount=amount,
        unit=code,
        clock=f"T{clock}" if clock else "",
    )


def same(here: Unit, mod: str | None = None, base: Base = Base.STORY) -> Meaning:
    """The unit of the anchor itself: `that year`."""
    return Meaning(rule=Rule.SAME, value=_UNKNOWN[here.code], base=base, unit=here.code, mod=mod)
