"""Bare numbers: figures and number words, without modifier, unit of measure or noun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, DecimalException
from typing import Final

from sitrex.annotate.numbers.lexicon import HYPHENS, Lexicon
from sitrex.annotate.numbers.tokens import Tokens

_EXACT: Final = Context(prec=6000, Emax=10_000, Emin=-10_000)
_SHORT: Final = Context(prec=12)
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INDIAN: Final = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_CONTINENTAL: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+,\d{1,2}")
_PLAIN: Final = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_COMMA: Final = re.compile(r"\d+,\d{1,2}")
_VULGAR: Final = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅐": (1, 7),
    "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip
_DENOMINATORS: Final = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 50, 64, 100, 1000))
SUFFIXES: Final = {
    "k": 3, "K": 3, "M": 6, "mn": 6, "mln": 6, "mil": 6, "MM": 6, "bn": 9, "bln": 9, "b": 9, "B": 9, "tn": 12, "tln": 12, "trn": 12,
}  # fmt: skip
"""Scale suffixes written right after a figure, as powers of ten; `m` is a million beside a currency only."""


@dataclass(slots=True)
class Core:
    """A bare number over the tokens ``[start, end)``.

    ``scale`` is the last scale word applied, so that a range may share it;
    ``kind`` is figure, word, vague, part (a fraction), times or ordinal.
    """

    start: int
    end: int
    kind: str
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    scale: Decimal = Decimal(1)


def product(a: Decimal, b: Decimal) -> Decimal | None:
    """``a * b`` exactly, None beyond ten thousand digits."""
    try:
        return _EXACT.multiply(a, b)
    except DecimalException:
        return None


def quotient(a: Decimal, b: Decimal) -> Decimal:
    """``a / b`` to twelve significant digits."""
    return _SHORT.divide(a, b)


def figure_value(raw: str) -> Decimal | None:
    """Value of a figure with its separators; None where they make no number.

    >>> figure_value("1,234,567.5"), figure_value("3,5"), figure_value("192.168.1.2")
    (Decimal('1234567.5'), Decimal('3.5'), None)
    """
    if _PLAIN.fullmatch(raw):
        return Decimal(raw)
    if _GROUPED.fullmatch(raw) or _INDIAN.fullmatch(raw):
        return Decimal(raw.replace(",", ""))
    if _CONTINENTAL.fullmatch(raw):
        return Decimal(raw.replace(".", "").replace(",", "."))
    if _COMMA.fullmatch(raw):
        return Decimal(raw.replace(",", "."))
    return None


class Figures:
    """Reads bare numbers out of tokens."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def read(self, t: Tokens, i: int, *, money: bool = False) -> Core | None:
        """The longest bare number that begins at token ``i``, with its article."""
        low = t.low[i]
        if low in ("a", "an"):
            return self._article(t, i)
        core = self._vague(t, i) or self._part(t, i) or self._counted(t, i, money=money)
        if core is not None:
            return core
        if low in self.lexicon.times:
            return Core(i, i + 1, "times", self.lexicon.times[low])
        if low in self.lexicon.folds:
            return Core(i, i + 1, "times", self.lexicon.folds[low])
        return None

    # -- words and figures ---------------------------------------------------------------------------------------

    def _digits(self, t: Tokens, i: int) -> tuple[Decimal, int] | None:
        """A figure with blanks as separators, exponents and fractions: value and end."""
        if not t.figure[i]:
            if t.raw[i] in _VULGAR:
                above, below = _VULGAR[t.raw[i]]
                return quotient(Decimal(above), Decimal(below)), i + 1
            return None
        value = figure_value(t.raw[i])
        if value is None:
            return None
        end = i + 1
        if t.raw[i].isdigit() and len(t.raw[i]) <= 3 and t.raw[i][0] != "0":
            digits, at = t.raw[i], i + 1
            while (
                t.figure[at]
                and t.raw[at][:3].isdigit()
                and len(t.raw[at].split(".")[0]) == 3
                and t.start[at] == t.end[at - 1] + 1
            ):
                if "," in t.raw[at]:
                    break
                digits += t.raw[at]
                at += 1
                if "." in digits:
                    break
            narrow = at > end and t.text[t.end[i]] != " "
            if at > end and (narrow or not self._calibre(t, at)) and _PLAIN.fullmatch(digits):
                value, end = Decimal(digits), at
        return self._power(t, end, value)

    def _calibre(self, t: Tokens, i: int) -> bool:
        """Whether ``12 152 mm`` is twelve guns and not 12,152."""
        at = i + 1 if t.raw[i] in HYPHENS else i
        return t.glued(i) or t.low[at] in ("mm", "cm", "pdr", "pounder", "st", "nd", "rd", "th")

    def _power(self, t: Tokens, end: int, value: Decimal) -> tuple[Decimal, int]:
        """Exponents, fractions and mixed numbers after a figure."""
        low, glued = t.low[end], t.glued(end)
        if glued and low == "e":
            sign = 1 if t.raw[end + 1] in "+-−" else 0
            if (
                t.glued(end + 1)
                and t.figure[end + 1 + sign]
                and t.raw[end + 1 + sign].isdigit()
                and t.glued(end + 1 + sign)
            ):
                return self._raised(t, end, value, end + 1, Decimal(10))
        if low in ("x", "×", "*", "·", "⋅") and t.raw[end + 1] == "10" and t.raw[end + 2] == "^":
            return self._raised(t, end, value, end + 3, Decimal(10))
        if glued and low == "^":
            return self._raised(t, end, value, end + 1, None)
        if t.raw[end] in _VULGAR:
            above, below = _VULGAR[t.raw[end]]
            return value + quotient(Decimal(above), Decimal(below)), end + 1
        if glued and low in ("/", "⁄") and (ratio := self._slash(t, end - 1)):
            return ratio, end + 2
        if (
            t.figure[end]
            and not glued
            and value == value.to_integral_value()
            and t.low[end + 1] in ("/", "⁄")
            and t.glued(end + 1)
        ):
            fraction = self._slash(t, end)
            if fraction is not None and fraction < 1:
                return value + fraction, end + 3
        return value, end

    def _slash(self, t: Tokens, i: int) -> Decimal | None:
        above, below = t.raw[i], t.raw[i + 2]
        if not (above.isdigit() and below.isdigit() and t.glued(i + 2)) or len(above) > 3 or len(below) > 4:
            return None
        if int(below) not in _DENOMINATORS or int(above) >= int(below) or t.raw[i + 3] == "/":
            return None
        return quotient(Decimal(above), Decimal(below))

    def _raised(self, t: Tokens, end: int, value: Decimal, at: int, base: Decimal | None) -> tuple[Decimal, int]:
        negative = False
        while t.raw[at] in ("+", "-", "−") and t.glued(at):
            negative ^= t.raw[at] != "+"
            at += 1
        digits = t.raw[at]
        if not (digits.isdigit() and digits.isascii() and len(digits) <= 4 and t.glued(at)):
            return value, end
        exponent = Decimal(-int(digits) if negative else int(digits))
        try:
            if base is not None:
                return _EXACT.scaleb(value, exponent), at + 1
            return Context(prec=15, Emax=10_000, Emin=-10_000).power(value, exponent), at + 1
        except DecimalException:
            return value, end

    def _item(self, t: Tokens, i: int) -> tuple[str, Decimal, int] | None:
        """One building block of a number at ``i``: kind, value, end."""
        if (digits := self._digits(t, i)) is not None:
            return "figure", digits[0], digits[1]
        known = self.lexicon.cardinal.get(t.low[i])
        if known is not None:
            return known[0], known[1], i + 1
        if t.low[i] in ("hundreds", "thousands", "millions", "billions"):
            return None
        return None

    def _counted(self, t: Tokens, i: int, *, money: bool = False) -> Core | None:
        """Figures and words up to the end of one number: ``4 thousand 3 hundred and 21``, ``a hundred and fifty``."""
        total, group, last, scale, fresh_scale = Decimal(0), Decimal(0), "", Decimal(0), Decimal(1)
        at, end, best = i, i, Decimal(0)
        figures = t.figure[i] or t.raw[i] in _VULGAR
        while True:
            step = at
            if (step > i and t.raw[step] in HYPHENS and t.glued(step) == t.glued(step + 1)) or (
                step > i and t.low[step] == "and" and last in ("hundred", "scale")
            ):
                step += 1
            joined = step > at
            item = ("unit", Decimal(1), i + 1) if step == i and t.low[i] in ("a", "an") else self._item(t, step)
            if item is None:
                break
            kind, value, after = item
            first = last == ""
            open_group = first or last in ("hundred", "scale")
            if (
                joined
                and t.raw[at] in HYPHENS
                and kind in ("figure", "unit", "teen", "ten")
                and not (last == "ten" and kind == "unit")
            ):
                break
            if (
                (
                    kind == "figure"
                    and (first or (figures and open_group and value < 1000 and value == value.to_integral_value()))
                )
                or (kind in ("unit", "teen", "ten") and (first or (open_group and (not figures or kind))))
                or (kind == "unit" and last == "ten" and value)
            ):
                group += value
            elif (
                kind == "hundred"
                and last in ("unit", "teen", "ten", "figure")
                and group
                and (last == "figure" or group < 100)
            ):
                group = product(group, Decimal(100)) or group
            elif (
                kind == "scale"
                and (last in ("unit", "teen", "ten", "figure", "hundred") and group)
                and (not scale or value < scale)
            ):
                scaled = product(group, value)
                if scaled is None:
                    break
                total, group, scale, fresh_scale = total + scaled if total else scaled, Decimal(0), value, value
            elif kind == "scale" and last == "scale" and not group and value > scale and total < 1_000_000_000_000:
                total, scale, fresh_scale = total * value, value, fresh_scale * value
            else:
                break
            if last == "hundred" and joined and kind not in ("unit", "teen", "ten", "figure"):
                break
            if kind == "hundred":
                fresh_scale = Decimal(100) if total == 0 else fresh_scale
            elif kind != "scale" and total == 0:
                fresh_scale = Decimal(1)
            at, last = after, kind
            end, best = at, (total + group if total else group)
            if kind == "figure" and (suffixed := self._suffix(t, at, best, money)):
                return suffixed_core(i, suffixed)
        if end == i:
            return None
        core = Core(i, end, "figure" if figures else "word", best, scale=fresh_scale)
        return self._tail(t, core, last)

    def _suffix(self, t: Tokens, at: int, value: Decimal, money: bool) -> tuple[Decimal, int, Decimal] | None:
        """A scale suffix after a figure: ``10k``, ``4.5bn``, ``$300m``, ``1.2 mln``."""
        power = SUFFIXES.get(t.raw[at])
        if power is None and money and t.raw[at] in ("m", "mil"):
            power = 6
        if power is None or (t.glued(at + 1) and (t.figure[at + 1] or t.is_word(at + 1))):
            return None
        if not t.glued(at) and len(t.raw[at]) == 1:
            return None
        if t.raw[at] == "b" and not money and not t.glued(at):
            return None
        scaled = product(value, Decimal(10) ** power)
        return None if scaled is None else (scaled, at + 1, Decimal(10) ** power)

    def _tail(self, t: Tokens, core: Core, last: str) -> Core:
        """Decimal words, dozens, halves and denominators after a number."""
        lexicon, end = self.lexicon, core.end
        value = core.value
        assert value is not None
        if core.kind == "word" and t.low[end] == "point":
            digits, at = "", end + 1
            while (
                (known := lexicon.cardinal.get(t.low[at])) and known[0] in ("unit", "teen", "ten") and len(digits) < 20
            ):
                if known[0] == "unit" and digits and digits[-1] == "0" and lexicon.cardinal[t.low[at - 1]][0] == "ten":
                    digits = digits[:-1] + str(known[1])
                else:
                    digits += str(known[1])
                at += 1
            if digits:
                core.value, core.end = value + Decimal(f"0.{digits}"), at
                return self._scaled(t, core)
        hyphen = 1 if t.raw[end] in HYPHENS and t.glued(end) == t.glued(end + 1) else 0
        word = t.low[end + hyphen]
        if word in lexicon.multiples and not (word == "score" and core.kind == "figure"):
            if (dozens := product(value, lexicon.multiples[word])) is not None:
                core.value, core.end, core.scale = dozens, end + hyphen + 1, lexicon.multiples[word]
            return core
        below = lexicon.parts.get(word)
        if below is not None and core.kind == "word" and (word.endswith("s") or word == "half" or value == 1):
            if (word in ("half", "quarter") and value != 1) or word == "second":
                return core
            at = end + hyphen + 1
            return self._of_scale(t, Core(core.start, at, "part", quotient(value, Decimal(below))))
        return self._and_a_half(t, core, last)

    def _and_a_half(self, t: Tokens, core: Core, last: str) -> Core:
        """``two and a half thousand``, ``a million and a half``, ``one hundred and two thirds``."""
        at = core.end
        hyphened = t.raw[at] in HYPHENS
        at += hyphened
        if t.low[at] != "and" or core.value is None:
            return core
        at += 1
        at += t.raw[at] in HYPHENS
        above = Decimal(1)
        if t.low[at] in ("a", "an"):
            at += 1
        elif (known := self.lexicon.cardinal.get(t.low[at])) and known[0] in ("unit", "teen", "ten"):
            above = known[1]
            at += 1
        elif t.low[at] != "half":
            return core
        at += t.raw[at] in HYPHENS
        below = self.lexicon.parts.get(t.low[at])
        if below is None or (above == 1) == (t.low[at].endswith("s")) or t.low[at] == "second":
            return core
        if above == 1 and below > 4 and t.low[at + 1] not in (BREAKS | {"million", "billion", "of"}):
            return core
        part = quotient(above, Decimal(below))
        if (scale := self.lexicon.cardinal.get(t.low[at + 1])) and scale[0] in ("scale", "hundred") and last == "scale":
            core.value, core.end = core.value + part * scale[1], at + 2
            return core
        core.value += part * (core.scale if last in ("scale", "hundred") and core.scale >= 1000 else 1)
        core.end = at + 1
        return self._scaled(t, core)

    def _scaled(self, t: Tokens, core: Core) -> Core:
        """A scale word after a number with a fraction: ``2 1/2 million``."""
        known = self.lexicon.cardinal.get(t.low[core.end])
        if known and known[0] in ("scale", "hundred") and core.value is not None:
            core.value, core.scale, core.end = core.value * known[1], known[1], core.end + 1
        return core

    # -- fractions ----------------------------------------------------------------------------------------------

    def _part(self, t: Tokens, i: int) -> Core | None:
        """``half a million``, ``quarter million``, ``half``; denominators with a numerator are read from the numerator."""
        low = t.low[i]
        if low not in ("half", "quarter"):
            return None
        return self._of_scale(t, Core(i, i + 1, "part", quotient(Decimal(1), Decimal(self.lexicon.parts[low]))))

    def _of_scale(self, t: Tokens, core: Core) -> Core:
        """``half a million``, ``two thirds of a million``, ``half-dozen``."""
        at = core.end
        at += t.raw[at] in HYPHENS and t.glued(at)
        at += t.low[at] == "of"
        at += t.low[at] in ("a", "an")
        word = t.low[at]
        known = self.lexicon.cardinal.get(word)
        if core.value is None:
            return core
        if known and known[0] in ("scale", "hundred") and (t.low[at - 1] != "of"):
            core.value, core.end, core.kind, core.scale = core.value * known[1], at + 1, "word", known[1]
        elif word in self.lexicon.multiples and not word.endswith("s"):
            core.value, core.end, core.kind = core.value * self.lexicon.multiples[word], at + 1, "word"
        if core.kind == "word" and core.value == core.value.to_integral_value():
            core.value = core.value.to_integral_value()
        return core

    # -- articles and vague counts ------------------------------------------------------------------------------

    def _article(self, t: Tokens, i: int) -> Core | None:
        """A number that begins with ``a``: ``a hundred``, ``a dozen``, ``a third of``, ``a few thousand``."""
        at, word = i + 1, t.low[i + 1]
        if word in ("good", "mere", "whole", "full", "further", "small", "great", "very", "bare", "scant") and t.low[
            i + 2
        ] in (self.lexicon.triggers):
            at, word = i + 2, t.low[i + 2]
        if word in ("few", "couple", "handful"):
            core = self._vague(t, at)
            if core is not None:
                core.start = i
            return core
        if word in self.lexicon.groups and t.low[at + 1] == "of":
            return Core(i, at + 1, "word", self.lexicon.groups[word])
        known = self.lexicon.cardinal.get(word)
        if known and known[0] in ("hundred", "scale"):
            core = self._from_one(t, i) if at == i + 1 else None
        elif word in self.lexicon.multiples and (word != "score" or t.low[at + 1] == "of"):
            core = Core(i, at + 1, "word", self.lexicon.multiples[word], scale=self.lexicon.multiples[word])
        elif word in self.lexicon.parts and word != "second" and not word.endswith("s"):
            follows = t.low[at + 1]
            if word in ("half", "quarter") and (
                follows in self.lexicon.cardinal or (t.raw[at + 1] in HYPHENS and follows != "dozen")
            ):
                inner = self._part(t, at)
                if inner is None or inner.kind == "part":
                    return None
                inner.start = i
                return inner
            if follows in self.lexicon.multiples or (
                t.raw[at + 1] in HYPHENS and t.low[at + 2] in self.lexicon.multiples
            ):
                inner = self._part(t, at)
                if inner is not None:
                    inner.start = i
                return inner
            if not (follows in FRACTION_FOLLOWERS or follows in BREAKS):
                return None
            below = Decimal(self.lexicon.parts[word])
            core = self._of_scale(t, Core(i, at + 1, "part", quotient(Decimal(1), below)))
        else:
            return None
        return core

    def _from_one(self, t: Tokens, i: int) -> Core | None:
        """``a hundred and fifty thousand``, ``a hundred trillionths``."""
        core = self._counted(t, i)
        if core is None:
            return None
        word = t.low[core.end]
        if word in self.lexicon.parts and core.value and word.endswith("s"):
            core.value, core.kind, core.end = (
                quotient(core.value, Decimal(self.lexicon.parts[word])),
                "part",
                core.end + 1,
            )
        return core

    def _vague(self, t: Tokens, i: int) -> Core | None:
        """``dozens``, ``tens of thousands``, ``several hundred``, ``a few dozen``."""
        low = t.low[i]
        vague = self.lexicon.vague.get(low)
        if vague is None:
            return None
        end = i + 1
        if low in ("several", "few", "handful", "couple"):
            at = end + (t.low[end] == "of")
            scale, word = None, t.low[at]
            known = self.lexicon.cardinal.get(word)
            if known and known[0] in ("hundred", "scale"):
                scale = known[1]
            elif word in self.lexicon.multiples:
                scale = self.lexicon.multiples[word]
            elif word in ("hundreds", "thousands", "millions"):
                scale = self.lexicon.vague[word].scale
            if scale is not None:
                end = at + 1
                if (more := self.lexicon.cardinal.get(t.low[end])) and more[0] == "scale" and more[1] > scale:
                    scale, end = scale * more[1], end + 1
            factor = scale or Decimal(1)
            if low == "couple":
                return Core(i, end, "vague", 2 * factor, scale=factor)
            assert vague.low is not None
            high = None if vague.high is None else vague.high * factor
            return Core(i, end, "vague", None, vague.low * factor, high, factor)
        scale, bottom = vague.scale, vague
        while t.low[end] == "of" and (wider := self.lexicon.vague.get(t.low[end + 1])) and wider.scale >= 100:
            scale, end = scale * wider.scale, end + 2
        if low == "tens" and end == i + 1:
            return None
        factor = scale / vague.scale
        assert bottom.low is not None
        assert bottom.high is not None
        high = (bottom.high + 1) * factor - 1
        return Core(i, end, "vague", None, bottom.low * factor, high, scale)


BREAKS: Final = frozenset(("\n", ".", ",", ";", ":", ")", "!", "?", '"', "”", "–", "—"))
FRACTION_FOLLOWERS: Final = frozenset(
    "of the more less as larger smaller bigger greater higher lower fewer were was are is had have by in on at to and or".split()
)


def suffixed_core(start: int, suffixed: tuple[Decimal, int, Decimal]) -> Core:
    """The core of a figure with a scale suffix."""
    value, end, scale = suffixed
    return Core(start, end, "figure", value, scale=scale)
