"""Number phrases: ranges, lists, ratios, modifiers around bare numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sitrex.annotate.numbers.digits import product, quotient, total
from sitrex.annotate.numbers.figures import Core, Figures
from sitrex.annotate.numbers.lexicon import DASHES, HYPHENS, Lexicon
from sitrex.annotate.numbers.modifiers import Modifiers
from sitrex.annotate.numbers.quantities import Measured, Phrase, Quantities
from sitrex.annotate.numbers.tokens import BREAK, Tokens

_CHANGES: Final = frozenset(
    "rose risen rise rising increase increased increasing grew grown fell fallen fall dropped drop cut reduced reduce reduction "
    "declined decline expanded went raised lowered doubled shrank shrunk dwindled up down changed jumped climbed slashed".split()
)
_COMPARED: Final = frozenset(
    "ours theirs mine as the more less greater larger bigger higher fewer smaller its their that faster".split()
)
_TRAILED: Final = frozenset(("approx", "at_least", "at_most"))
_RATIO_WORDS: Final = frozenset("ratio ratios odds outnumbered outnumber outnumbering superiority advantage".split())
_RATIO_JOINTS: Final = frozenset((":", "to", "over", "in", "out"))


class Phrases:
    """Builds phrases around the bare number at a trigger."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.figures = Figures(lexicon)
        self.quantities = Quantities(lexicon)
        self.modifiers = Modifiers(lexicon)

    def read(self, t: Tokens, i: int, floor: int) -> Phrase | None:
        """The phrase whose bare number begins at token ``i``; nothing before ``floor`` is taken."""
        price = self.quantities.price_before(t, i)
        if price is not None and price.start < floor:
            price = None
        core = self.figures.read(t, i, money=price is not None)
        if core is None:
            return None
        phrase = Phrase(core, core.start, core.end, core.end, core.value, core.low, core.high)
        if price is not None:
            phrase.currency, phrase.start = price.code, price.start
        self._negative(t, phrase, floor)
        if core.kind == "set":
            phrase.modifier = "range"
        elif self._times(t, phrase):
            pass
        elif not self._ratio(t, phrase):
            self._unit(t, phrase)
            self._range(t, phrase, floor)
        phrase.inner_end = phrase.end
        self.modifiers.read(t, phrase, floor)
        if (
            phrase.end > phrase.core.end
            and phrase.modifier in _TRAILED
            and not (phrase.measured or phrase.currency or phrase.ratio)
        ):
            self._late_unit(t, phrase)
        return phrase

    @staticmethod
    def _times(t: Tokens, phrase: Phrase) -> bool:
        """``three times as many``: a multiplier in two words."""
        end = phrase.end
        if t.low[end] != "times" or phrase.core.kind not in ("word", "figure"):
            return False
        after = t.low[end + 1]
        if after not in _COMPARED and not (after.endswith("er") and t.low[end + 2] == "than"):
            return False
        phrase.core.kind, phrase.end = "times", end + 1
        return True

    def _negative(self, t: Tokens, phrase: Phrase, floor: int) -> None:
        at = phrase.start - 1
        if at < floor or phrase.value is None:
            return
        sign = t.raw[at]
        lone = not t.glued(at) or t.raw[at - 1] in "([<>=≤≥"
        if t.low[at] in ("minus", "negative") and t.is_word(at):
            lone = True
        elif not (sign in "-−" and t.glued(phrase.start) and lone and phrase.core.kind == "figure"):
            return
        phrase.value, phrase.start = phrase.value.copy_negate(), at

    def _unit(self, t: Tokens, phrase: Phrase) -> None:
        """A unit of measure or currency after the number, compound measures added up."""
        core = phrase.core
        if core.kind == "times":
            return
        if phrase.currency is None and phrase.value is not None and (coin := self.quantities.coin(t, core)):
            phrase.currency, phrase.end, phrase.value = coin.code, coin.end, product(phrase.value, Decimal("0.01"))
            return
        if phrase.currency is None and (price := self.quantities.price_after(t, core)):
            phrase.currency, phrase.end = price.code, price.end
            return
        if phrase.currency is not None:
            if (again := self.quantities.price_after(t, core)) and again.code == phrase.currency:
                phrase.end = again.end
            return
        if self.quantities.mach(t, core):
            phrase.measured = Measured("[Mach]", core.start - 1, core.start)
            phrase.start = min(phrase.start, core.start - 1)
            return
        measured = self.quantities.measure(t, core)
        if measured is None:
            return
        phrase.measured, phrase.end = measured, measured.end
        phrase.hyphened = t.raw[core.end] in HYPHENS
        if t.low[phrase.end : phrase.end + 3] == ["and", "a", "half"] and phrase.value is not None:
            phrase.value, phrase.end = total(phrase.value, Decimal("0.5")), phrase.end + 3
            return
        part = self.quantities.second_part(t, measured)
        if (
            part is not None
            and phrase.value is not None
            and (core2 := self.figures.read(t, part[0]))
            and core2.value is not None
        ):
            smaller = self.quantities.measure(t, core2)
            ratio = smaller and self.quantities.compound(measured.ucum, smaller.ucum)
            if smaller and ratio and core2.value < ratio:
                phrase.value += quotient(core2.value, Decimal(ratio))
                if phrase.value != phrase.value.to_integral_value():
                    phrase.value = quotient(phrase.value, Decimal(1))
                phrase.end = smaller.end

    def _late_unit(self, t: Tokens, phrase: Phrase) -> None:
        """A unit of measure after a modifier that follows the number: ``twenty-odd miles``, ``10 or more km``."""
        if phrase.core.kind in ("figure", "word") and (measured := self.quantities.measure(t, phrase.core, phrase.end)):
            phrase.measured, phrase.end, phrase.inner_end = measured, measured.end, measured.end

    # -- ranges and ratios ---------------------------------------------------------------------------------------

    def _ratio(self, t: Tokens, phrase: Phrase) -> bool:
        """``5:1``, ``three to one``, ``one in five``, ``nine out of ten``."""
        core, end = phrase.core, phrase.core.end
        if core.value is None or core.kind not in ("figure", "word") or phrase.currency:
            return False
        low = t.low
        if low[end] not in _RATIO_JOINTS and t.raw[end] not in HYPHENS:
            return False
        near = _RATIO_WORDS & set(low[max(core.start - 7, 0) : end + 6])
        if t.raw[end] == ":" and t.figure[end + 1] and core.kind == "figure":
            second = self.figures.read(t, end + 1)
            glued = t.glued(end) and t.glued(end + 1)
            if second is None or second.value is None or not second.value or (t.glued(end) and not glued):
                return False
            if t.raw[second.end] == ":" or not (near or (len(t.raw[end + 1]) == 1 and len(t.raw[core.start]) < 3)):
                return False
            return self._as_ratio(phrase, quotient(core.value, second.value), second.end)
        hyphen = 1 if t.raw[end] in HYPHENS and t.glued(end) else 0
        if low[end + hyphen] == "to" and (not hyphen or t.raw[end + 2] in HYPHENS):
            second = self.figures.read(t, end + 1 + 2 * hyphen)
            if second is not None and second.value == 1 and core.value > 1 and second.end == end + 2 + 2 * hyphen:
                return self._as_ratio(phrase, core.value, second.end)
            if second is not None and second.value and hyphen and near:
                return self._as_ratio(phrase, quotient(core.value, second.value), second.end)
            return False
        if low[end] == "over" and (second := self.figures.read(t, end + 1)) and second.value:
            if t.raw[second.end] in (BREAK, ".", "?", "!") and second.kind in ("figure", "word"):
                return self._as_ratio(phrase, quotient(phrase.value or core.value, second.value), second.end)
            return False
        at = 0
        if low[end] == "in":
            at = end + 1
        elif low[end : end + 2] == ["out", "of"]:
            at = end + 2
        if not at:
            return False
        at += low[at] in ("every", "each")
        second = self.figures.read(t, at)
        if (
            second is None
            or second.value is None
            or second.kind not in ("figure", "word")
            or not core.value < second.value <= 1000
        ):
            return False
        if low[end] == "in" and (
            (core.value != 1 and second.value > 20) or second.start != at or low[at] in ("a", "an")
        ):
            return False
        after = low[second.end]
        if after in self.lexicon.nouns["time"] or t.raw[second.end] in HYPHENS or self.quantities.measure(t, second):
            return False
        return self._as_ratio(phrase, quotient(core.value, second.value), second.end)

    @staticmethod
    def _as_ratio(phrase: Phrase, value: Decimal, end: int) -> bool:
        phrase.value, phrase.end, phrase.ratio = value, end, True
        return True

    def _range(self, t: Tokens, phrase: Phrase, floor: int) -> None:
        """``10-15``, ``40 to 50 km``, ``two or three hundred``, ``between 3 and 5``."""
        first = phrase.core
        at = phrase.end
        before = t.low[phrase.start - 1]
        between = before == "between" and phrase.start - 1 >= floor
        joint = t.low[at]
        if first.kind not in ("figure", "word", "part", "vague"):
            return
        if joint in DASHES and t.raw[at + 1] in DASHES and t.glued(at + 1):
            return
        spoken = joint in ("to", "or", "through") or (between and joint == "and")
        if not (spoken or (joint in DASHES and t.glued(at) == t.glued(at + 1))):
            return
        hyphen = t.raw[at] in HYPHENS and t.low[at + 1] in ("to", "or") and t.raw[at + 2] in HYPHENS
        nxt = at + 1
        if hyphen:
            nxt = at + 3
            spoken = True
        if t.low[nxt] in ("between", "perhaps", "even", "maybe", "possibly", "about", "around", "some", "over", "up"):
            if joint != "or" or t.low[nxt] not in ("perhaps", "even", "maybe", "possibly"):
                return
            nxt += 1
        start = nxt
        while t.raw[nxt] in self.lexicon.money_symbols and phrase.currency is not None:
            nxt += 1
        second = self.figures.read(t, nxt, money=phrase.currency is not None)
        if second is None or not self._continues(t, phrase, second, joint):
            return
        whole = Phrase(second, start, second.end, second.end, second.value, second.low, second.high)
        whole.currency = phrase.currency if nxt > start or phrase.currency else None
        self._unit(t, whole)
        if phrase.measured and whole.measured and phrase.measured.ucum != whole.measured.ucum:
            return
        if (phrase.measured and not whole.measured) or (
            phrase.currency and whole.currency not in (phrase.currency, None)
        ):
            return
        low_a, _ = self._span(first, phrase.value)
        _, high_b = self._span(second, whole.value)
        if low_a is None or high_b is None:
            return
        if whole.currency and phrase.currency is None and self.quantities.coin(t, second):
            low_a = product(low_a, Decimal("0.01")) or low_a
        if first.scale == 1 and second.scale > 1 and first.kind != "vague":
            scaled = product(low_a, second.scale)
            if (
                scaled is not None
                and scaled < high_b
                and (low_a < 1000 and (joint != "or" or first.kind == second.kind))
            ):
                low_a = scaled
        if not low_a < high_b:
            return
        if joint == "or" and not self._alternative(low_a, high_b):
            return
        if before == "from" and joint == "to" and _CHANGES & set(t.low[max(phrase.start - 9, 0) : phrase.start]):
            return
        phrase.value, phrase.low, phrase.high, phrase.modifier = None, low_a, high_b, "range"
        phrase.end, phrase.measured, phrase.currency = whole.end, whole.measured, whole.currency or phrase.currency
        phrase.hyphened = whole.hyphened
        if between and joint == "and":
            phrase.start -= 1

    def _continues(self, t: Tokens, phrase: Phrase, second: Core, joint: str) -> bool:
        if second.kind not in ("figure", "word", "part", "vague") or second.start < phrase.end + 1:
            return False
        if t.low[second.start] in ("a", "an") and joint not in ("to", "or", "and"):
            return False
        if phrase.core.kind == "part" or second.kind == "part":
            return joint in ("to", "or", "and") and phrase.core.kind == second.kind
        if joint in DASHES and phrase.core.kind != second.kind:
            return False
        if (
            joint in DASHES
            and t.figure[second.start]
            and t.raw[second.end] in DASHES
            and t.glued(second.end)
            and t.figure[second.end + 1]
        ):
            return False
        if joint == "to" and t.low[second.start] == "one" and second.end == second.start + 1:
            return False
        return not (t.glued(second.end) and t.low[second.end] in ("st", "nd", "rd", "th"))

    @staticmethod
    def _span(core: Core, value: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
        return (core.low, core.high) if core.kind == "vague" and value is None else (value, value)

    @staticmethod
    def _alternative(low: Decimal, high: Decimal) -> bool:
        """``two or three`` is a range, ``2 or 300`` is not."""
        return high <= low * 3
