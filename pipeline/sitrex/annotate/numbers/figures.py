"""Bare numbers: figures and number words, without modifier, unit of measure or noun."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sitrex.annotate.numbers.articles import Articles
from sitrex.annotate.numbers.bare_number import BREAKS, Core
from sitrex.annotate.numbers.digits import product, quotient, read_digits, yearly
from sitrex.annotate.numbers.digits import total as plus
from sitrex.annotate.numbers.fraction_signs import VULGAR
from sitrex.annotate.numbers.lexicon import HYPHENS, MONTHS, Lexicon
from sitrex.annotate.numbers.rules import forms, vetoes
from sitrex.annotate.numbers.suffixes import SUFFIXES, Suffixes
from sitrex.annotate.numbers.sums import RunningSum
from sitrex.annotate.numbers.tokens import Tokens
from sitrex.annotate.numbers.vague import Vagues
from sitrex.annotate.text.words import words

_TABLE: Final = "numbers/words.tsv"
_HALVES: Final = words("halves", table=_TABLE)
_MULTIPLIED: Final = words("multiplied", table=_TABLE)
_SCALED_BY: Final = words("scaled_by", table=_TABLE)
_TIME_BEFORE: Final = words("before_year", table=_TABLE)
_SEASONS: Final = words("seasons", table=_TABLE)

_SCALES: Final = {
    "thousands": ("scale", Decimal(10) ** 3),
    "millions": ("scale", Decimal(10) ** 6),
    "billions": ("scale", Decimal(10) ** 9),
}
"""Plurals that multiply the number before them: ``four billions``."""


@vetoes.veto(
    "numbers.bare.year-before-count",
    reads=(
        "In [[2015]] thousands fled.",
        "By 1943 or [[1945]] millions had fled.",
        "Since [[2022]] dozens of men fell.",
        "In June of [[2015]] thousands fled.",
    ),
    leaves=(
        "They paid [[1500 millions]] of francs.",
        "They sent [[14 dozens]] there.",
        "It cost a fine of [[1500 millions]].",
    ),
    source="news style: a year, then how many without a figure",
)
def year_before_count(t: Tokens, at: int) -> bool:
    """Whether a year of four figures stands behind a word of time, another year or its month, and before a plural count at ``at``."""
    figure, before = t.raw[at - 1], t.low[at - 2]
    return t.low[at].endswith("s") and yearly(figure) and (before in _TIME_BEFORE or _dates(t, at - 3))


def _dates(t: Tokens, at: int) -> bool:
    """Whether a year two tokens before makes the figure one, or a month or season whose year it is: ``2014 or 2015``, ``June of 2015``."""
    return yearly(t.raw[at]) or (t.low[at + 1] == "of" and (t.low[at] in MONTHS or t.low[at] in _SEASONS))


class Figures:
    """Reads bare numbers out of tokens."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.vague = Vagues(lexicon)
        self.suffixes = Suffixes(lexicon)
        self.articles = Articles(lexicon, self.vague, self._counted, self._part, self._of_scale)

    def read(self, t: Tokens, i: int, *, money: bool = False) -> Core | None:
        """The longest bare number that begins at token ``i``, with its article."""
        low = t.low[i]
        if low in ("a", "an"):
            return self.articles.read(t, i)
        core = self.vague.sets(t, i) or self.vague.read(t, i) or self._part(t, i) or self._counted(t, i, money=money)
        if core is not None:
            return core
        return self._times(t, i) or self._fold(t, i)

    @forms.rule(
        "numbers.bare.times",
        reads=("They have [[twice]] as many men.",),
        leaves=("They have men.",),
        source="English usage",
    )
    def _times(self, t: Tokens, i: int) -> Core | None:
        value = self.lexicon.times.get(t.low[i])
        return None if value is None else Core(i, i + 1, "times", value)

    @forms.rule(
        "numbers.bare.fold",
        reads=("It rose [[tenfold]] there.",),
        leaves=("They unfold the tent.",),
        source="English usage",
    )
    def _fold(self, t: Tokens, i: int) -> Core | None:
        value = self.lexicon.folds.get(t.low[i])
        return None if value is None else Core(i, i + 1, "times", value)

    def _item(self, t: Tokens, i: int) -> tuple[str, Decimal, int] | None:
        """One building block of a number at ``i``: kind, value, end."""
        if (digits := read_digits(t, i)) is not None:
            return "figure", digits[0], digits[1]
        known = self.lexicon.cardinal.get(t.low[i]) or _SCALES.get(t.low[i])
        if t.low[i] in SUFFIXES and not (t.figure[i - 1] and t.raw[i].islower()):
            return None
        return None if known is None else (known[0], known[1], i + 1)

    @forms.rule(
        "numbers.bare.sum",
        reads=("They sent [[forty-five]] men.", "It cost [[4 thousand 3 hundred and 21]] men."),
        leaves=("They sent men.",),
        source="number words and figures",
    )
    def _counted(self, t: Tokens, i: int, *, money: bool = False) -> Core | None:
        """Figures and words up to the end of one number: ``4 thousand 3 hundred and 21``, ``a hundred and fifty``."""
        figures = t.figure[i] or t.raw[i] in VULGAR
        running = RunningSum(figures)
        at = i
        while True:
            hyphen, spoken_and = self._joint(t, at, running.last) if at > i else (False, False)
            step = at + (hyphen or spoken_and)
            item = self._first_item(t, i) if step == i and not running.last else self._item(t, step)
            if item is None or (spoken_and and self._numerator(t, item[2], item[1])):
                break
            kind = item[0]
            if hyphen and not running.hyphens(kind):
                break
            if self._begins_anew(t, step, item, running, spoken_and):
                break
            before = running.snapshot() if spoken_and else None
            if not running.add(kind, item[1]):
                break
            if before and kind in ("unit", "figure") and not running.joins(self._item(t, item[2])):
                running = before
                break
            at = item[2]
            if kind == "figure" and (suffixed := self.suffixes.read(t, at, running.value(), money)):
                return Core(i, suffixed[1], "figure", suffixed[0], scale=suffixed[2])
        if at == i:
            return None
        return self._ended(
            t, Core(i, at, "figure" if figures else "word", running.value(), scale=running.shared), running
        )

    def _ended(self, t: Tokens, core: Core, running: RunningSum) -> Core:
        """The number with what multiplies it or belongs behind it."""
        at = core.end
        if core.kind == "figure" and t.low[at] == "x" and t.glued(at) and not t.glued(at + 1):
            return self._multiplied(t, core) or core
        return self._tail(t, core, running.last) or core

    @staticmethod
    def _joint(t: Tokens, at: int, last: str) -> tuple[bool, bool]:
        """Whether a hyphen, or a spoken ``and``, joins the next word of a number."""
        hyphen = t.raw[at] in HYPHENS and t.glued(at) == t.glued(at + 1)
        return hyphen, t.low[at] in ("and", "&") and last in ("hundred", "scale")

    def _begins_anew(
        self, t: Tokens, step: int, item: tuple[str, Decimal, int], running: RunningSum, spoken_and: bool
    ) -> bool:
        """Whether what stands at ``step`` is no part of the number: ``3.4 million 6 litre cases``, not ``8 thousand 193``; a vague
        count after a year.
        """
        if running.last == "figure":
            return year_before_count(t, step)
        if not running.figures or running.last != "scale":
            return False
        kind, value, end = item
        if not spoken_and and (kind != "figure" or (running.scale == 1000 and 100 <= value < 1000)):
            return False
        return self.lexicon.cardinal.get(t.low[end], ("",))[0] not in ("scale", "hundred")

    def _first_item(self, t: Tokens, i: int) -> tuple[str, Decimal, int] | None:
        """What a number begins with: one stands for ``a``, and before a bare ``hundred``."""
        if t.low[i] in ("a", "an"):
            return "unit", Decimal(1), i + 1
        item = self._item(t, i)
        if item and item[0] == "hundred" and t.low[i + 1] in self.lexicon.cardinal:
            return "unit", Decimal(1), i
        plus = t.raw[i + 1] in HYPHENS and t.low[i + 2] == "plus"  # "hundred-plus men"
        priced = plus or t.low[i + 1] in self.lexicon.money_words or t.low[i + 1] in self.lexicon.measure_words
        if item and item[0] in ("hundred", "scale") and priced and t.low[i - 1] not in _SCALED_BY:
            return "unit", Decimal(1), i
        return item

    @staticmethod
    @forms.rule(
        "numbers.bare.multiplied",
        reads=("It gave a [[3x]] return.",),
        leaves=("They sent 3x boats.",),
        source="multiples with an x",
    )
    def _multiplied(t: Tokens, core: Core) -> Core | None:
        """``x`` after a figure multiplies."""
        after = t.low[core.end + 1]
        if after not in _MULTIPLIED and not after.endswith("er") and after not in BREAKS:
            return None
        return core._replace(kind="times", end=core.end + 1)

    def _numerator(self, t: Tokens, after: int, value: Decimal) -> bool:
        """Whether the number that ends at ``after`` begins a fraction: ``and three quarters``, ``and one half``."""
        after += t.raw[after] in HYPHENS
        word = t.low[after]
        if word not in self.lexicon.parts or value >= 10:
            return False
        return word.endswith("s") or word in _HALVES or value == 1

    def _tail(self, t: Tokens, core: Core, last: str) -> Core | None:
        """A number with the decimal words, dozens, halves or denominators after it."""
        lexicon, end = self.lexicon, core.end
        if core.kind == "word" and t.low[end] == "point" and (spoken := self._point(t, core)) is not None:
            return self._scaled(t, spoken)
        hyphen = 1 if t.raw[end] in HYPHENS and t.glued(end) == t.glued(end + 1) else 0
        word, figures = t.low[end + hyphen], core.kind == "figure"
        if word in lexicon.multiples and not (figures and (word == "score" or year_before_count(t, end + hyphen))):
            return self._dozens(t, core, end + hyphen)
        below = lexicon.parts.get(word)
        if below is not None and core.kind == "word" and (word.endswith("s") or word == "half" or core.value == 1):
            return self._denominator(t, core, end + hyphen)
        return self._and_a_half(t, core, last)

    @forms.rule(
        "numbers.bare.point",
        reads=("It cost [[three point five million]].",),
        leaves=("It cost three at this point.",),
        source="decimals in words",
    )
    def _point(self, t: Tokens, core: Core) -> Core | None:
        """Decimals in words."""
        cardinal, digits, at = self.lexicon.cardinal, "", core.end + 1
        while (known := cardinal.get(t.low[at])) and known[0] in ("unit", "teen", "ten") and len(digits) < 20:
            if known[0] == "unit" and digits and digits[-1] == "0" and cardinal[t.low[at - 1]][0] == "ten":
                digits = digits[:-1]
            digits += str(known[1])
            at += 1
        if not digits or core.value is None:
            return None
        return core._replace(value=core.value + Decimal(f"0.{digits}"), end=at)

    @forms.rule(
        "numbers.bare.dozens",
        reads=("They sent [[two dozen]] men.", "They sent [[three score and ten]] men."),
        leaves=("They sent two men and a dozen.",),
        source="English usage",
    )
    def _dozens(self, t: Tokens, core: Core, at: int) -> Core | None:
        """Multiples after a number."""
        word = t.low[at]
        multiple = self.lexicon.multiples[word]
        dozens = None if core.value is None else product(core.value, multiple)
        if dozens is None:
            return None
        more = self.lexicon.cardinal.get(t.low[at + 2])
        if word == "score" and t.low[at + 1] == "and" and more and more[1] < 20:
            return core._replace(value=plus(dozens, more[1]), end=at + 3, scale=multiple)
        return core._replace(value=dozens, end=at + 1, scale=multiple)

    @forms.rule(
        "numbers.bare.denominator",
        reads=("They lost [[two thirds]] of it.", "They lost [[one-fifth]] of it."),
        leaves=("They lost two third parties.",),
        source="fractions in words",
    )
    def _denominator(self, t: Tokens, core: Core, at: int) -> Core | None:
        """A fraction in words; its denominator at ``at``."""
        word = t.low[at]
        if core.value is None or (word in _HALVES and core.value != 1) or word == "second":
            return None
        below = Decimal(self.lexicon.parts[word])
        return self._of_scale(t, Core(core.start, at + 1, "part", quotient(core.value, below)))

    @forms.rule(
        "numbers.bare.and-a-half",
        reads=(
            "They sent [[two and a half thousand]] men.",
            "It cost [[a million and a half]].",
            "It has [[2 and 1/2]] pages.",
        ),
        leaves=("They sent two men and a half ration.",),
        source="English usage",
    )
    def _and_a_half(self, t: Tokens, core: Core, last: str) -> Core | None:
        """``two and a half thousand``, ``a million and a half``, ``one hundred and two thirds``."""
        found = None if core.value is None else self._fraction_after_and(t, core.end)
        if found is None or core.value is None:
            return None
        part, at = found
        if (scale := self.lexicon.cardinal.get(t.low[at])) and scale[0] in ("scale", "hundred") and last == "scale":
            return core._replace(value=core.value + part * scale[1], end=at + 1)
        part *= core.scale if last in ("scale", "hundred") and core.scale >= 1000 else 1
        return self._scaled(t, core._replace(value=core.value + part, end=at))

    def _fraction_after_and(self, t: Tokens, at: int) -> tuple[Decimal, int] | None:
        """``and a half``, ``-and-a-half``, ``and two thirds``: its value and end."""
        at += t.raw[at] in HYPHENS
        if t.low[at] != "and":
            return None
        at += 1
        at += t.raw[at] in HYPHENS
        above = Decimal(1)
        if t.low[at] in ("a", "an"):
            at += 1
        elif (digits := read_digits(t, at)) is not None:
            mixed = 0 < digits[0] < 1 and "." not in t.raw[at] and t.low[digits[1]] != "of"
            return digits if mixed else None  # "2 and 1/2 miles"
        elif (known := self.lexicon.cardinal.get(t.low[at])) and known[0] in ("unit", "teen", "ten"):
            above = known[1]
            at += 1
        elif t.low[at] != "half":
            return None
        at += t.raw[at] in HYPHENS
        below = self.lexicon.parts.get(t.low[at])
        if below is None or (above == 1) == (t.low[at].endswith("s")) or t.low[at] == "second":
            return None
        if above == 1 and below > 4 and t.low[at + 1] not in (BREAKS | {"million", "billion", "of"}):
            return None
        return quotient(above, Decimal(below)), at + 1

    def _scaled(self, t: Tokens, core: Core) -> Core:
        """A scale word after a number with a fraction: ``2 1/2 million``."""
        known = self.lexicon.cardinal.get(t.low[core.end])
        if known and known[0] in ("scale", "hundred") and core.value is not None:
            return core._replace(value=product(core.value, known[1]), scale=known[1], end=core.end + 1)
        return core

    # -- fractions ----------------------------------------------------------------------------------------------

    @forms.rule(
        "numbers.bare.part",
        reads=("They sent [[half a million]] men.",),
        leaves=("They sent a part of the men.",),
        source="English usage",
    )
    def _part(self, t: Tokens, i: int) -> Core | None:
        """``half a million``, ``quarter million``, ``half``; denominators with a numerator are read from the numerator."""
        low = t.low[i]
        if low in self.lexicon.parts and t.low[i - 1] in DIRECTIONS and t.low[i + 1] == "of" and low != "second":
            return Core(i, i + 1, "part", quotient(Decimal(1), Decimal(self.lexicon.parts[low])))
        if low not in _HALVES:
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
        value, scale = core.value, core.scale
        if value is None:
            return core
        if known and known[0] in ("scale", "hundred") and (t.low[at - 1] != "of"):
            value, scale = value * known[1], known[1]
        elif word in self.lexicon.multiples and not word.endswith("s"):
            value *= self.lexicon.multiples[word]
        else:
            return core
        whole = value.to_integral_value()
        return core._replace(value=whole if whole == value else value, end=at + 1, kind="word", scale=scale)


DIRECTIONS: Final = words("directions", table=_TABLE)
