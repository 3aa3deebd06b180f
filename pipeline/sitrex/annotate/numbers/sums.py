"""A number as its words and figures come: ``4 thousand 3 hundred and 21``."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sitrex.annotate.numbers.digits import product
from sitrex.annotate.numbers.digits import total as plus

_MOST: Final = Decimal(10) ** 12
"""A scale word may follow a larger one up to here: ``three lakh crore``."""


class RunningSum:
    """A number as its words come: ``total`` of the scales passed, the ``group`` being built.

    ``shared`` is the last scale applied to the whole, ``last`` the kind of the last word.
    """

    __slots__ = ("figures", "group", "last", "scale", "shared", "total")

    def __init__(self, figures: bool) -> None:
        self.figures = figures
        self.total, self.group, self.scale, self.shared = Decimal(0), Decimal(0), Decimal(0), Decimal(1)
        self.last = ""

    def snapshot(self) -> RunningSum:
        """A copy to come back to."""
        copy = RunningSum(self.figures)
        for name in self.__slots__:
            setattr(copy, name, getattr(self, name))
        return copy

    def value(self) -> Decimal:
        """The number so far."""
        return plus(self.total, self.group)

    def hyphens(self, kind: str) -> bool:
        """Whether a hyphen may stand before a next word of this kind: ``forty-five``, ``two-hundred``; not ``two-five``."""
        return kind not in ("figure", "unit", "teen", "ten") or (self.last == "ten" and kind == "unit")

    def joins(self, following: tuple[str, Decimal, int] | None) -> bool:
        """Whether what follows a small number after ``and`` lets it belong here: not in ``3 hundred and 2 hundred``."""
        return following is None or following[0] != "hundred" or self.group < 100

    def add(self, kind: str, value: Decimal) -> bool:
        """Take one more word or figure; False, with nothing changed, where it does not continue the number."""
        opened = self.last in ("hundred", "scale")
        if kind == "figure":
            fits = not self.last or (
                self.figures and opened and 0 < value < 1000 and value == value.to_integral_value()
            )
        elif kind in ("unit", "teen", "ten"):
            fits = not self.last or opened or (self.last == "ten" and kind == "unit" and value > 0)
        else:
            return self._multiply(kind, value)
        if not fits:
            return False
        self.group = plus(self.group, value)
        if not self.total:
            self.shared = Decimal(1)
        self.last = kind
        return True

    def _multiply(self, kind: str, value: Decimal) -> bool:
        if kind == "hundred":
            if self.last not in ("unit", "teen", "ten", "figure") or not self.group:
                return False
            if self.last != "figure" and self.group >= 100:
                return False
            scaled = product(self.group, value)
            if scaled is None:
                return False
            self.group, self.last = scaled, kind
            self.shared = value if not self.total else self.shared
            return True
        if self.last == "scale" and not self.group and value > self.scale and self.total < _MOST:
            self.total, self.scale, self.shared = self.total * value, value, self.shared * value
            return True
        if not self.last or self.last == "scale" or not self.group or (self.scale and value >= self.scale):
            return False
        scaled = product(self.group, value)
        if scaled is None:
            return False
        self.total, self.group, self.scale, self.shared, self.last = (
            plus(self.total, scaled),
            Decimal(0),
            value,
            value,
            kind,
        )
        return True
