"""Number phrases: ranges, lists, ratios, modifiers around bare numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sitrex.annotate.numbers import feet_and_inches
from sitrex.annotate.numbers.bare_number import Core
from sitrex.annotate.numbers.digits import product, quotient, total
from sitrex.annotate.numbers.figures import Figures
from sitrex.annotate.numbers.lexicon import HYPHENS, Lexicon
from sitrex.annotate.numbers.modifiers import BOUNDS, Modifiers
from sitrex.annotate.numbers.no_ranges import Ends, change, no_alternative
from sitrex.annotate.numbers.old_money import OldMoney
from sitrex.annotate.numbers.phrase import Measured, Phrase
from sitrex.annotate.numbers.prices import Priced, Prices
from sitrex.annotate.numbers.quantities import Quantities
from sitrex.annotate.numbers.ranges import Joint, joint_after, refused
from sitrex.annotate.numbers.ratios import Ratios
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.signs import MINUS, with_sign
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.text.words import words
from sitrex.normalise.measures import to_si

_COMPOUNDS: Final = {
    ("[ft_i]", "[in_i]"): 12, ("[lb_av]", "[oz_av]"): 16, ("[yd_i]", "[ft_i]"): 3, ("[yd_i]", "[in_i]"): 36,
    ("[mi_i]", "[yd_i]"): 1760, ("m", "cm"): 100, ("km", "m"): 1000, ("t", "kg"): 1000, ("kg", "g"): 1000,
}  # fmt: skip
"""How many of the second unit make one of the first, of those that are written together."""
_COMPARED: Final = words("compared_after_times", table="numbers/words.tsv")
_HEDGES: Final = words("hedges", table="numbers/words.tsv")
_SECOND_BOUNDS: Final = words("second_bounds", table="numbers/words.tsv")
_BETWEEN_AGES: Final = ["between", "the", "ages", "of"]
_JOINTS: Final = frozenset(("and", "or", "by", "x", "×"))
_TIMES: Final = ("x", "×")
_SIDES: Final = frozenset(("m", "km", "cm", "[ft_i]", "[yd_i]", "[mi_i]"))
"""Measures of what is so long by so wide; ``7.62x39 mm`` is a cartridge."""
_LONGEST_SYMBOL: Final = 6
"""Tokens at most of a sign of money and the figure behind it."""
_TRAILED: Final = frozenset(("approx", "at_least", "at_most"))


class Phrases:
    """Builds phrases around the bare number at a trigger."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.figures = Figures(lexicon)
        self.quantities = Quantities(lexicon)
        self.prices = Prices(lexicon)
        self.old_money = OldMoney(lexicon, self.figures)
        self.modifiers = Modifiers(lexicon)
        self.ratios = Ratios(self.figures, self.quantities, lexicon.nouns["time"])

    def read(self, t: Tokens, i: int, floor: int) -> Phrase | None:
        """The phrase whose bare number begins at token ``i``; nothing before ``floor`` is taken."""
        price, owed = self._price_before(t, i, floor)
        core = self.figures.read(t, i, money=price is not None)
        if core is None:
            return None
        phrase = Phrase(core, core.start, core.end, core.value, core.low, core.high)
        if price is not None:
            value = core.value.copy_negate() if owed and core.value is not None else core.value
            phrase = phrase._replace(currency=price.code, start=price.start, value=value)
        phrase = with_sign(t, phrase, floor)
        give = self._give_or_take(t, phrase)
        if give is not None:
            phrase = phrase._replace(core=core._replace(end=give.end), end=give.end)
        phrase = self.modifiers.read(t, self._measured(t, phrase, floor), floor)
        if give is not None and give.value is not None and phrase.value is not None:
            low, high = phrase.value - give.value, phrase.value + give.value
            phrase = phrase._replace(low=low, high=high, modifier="approx")
        return (self._late_unit(t, phrase) if phrase.modifier in _TRAILED else None) or phrase

    def _price_before(self, t: Tokens, i: int, floor: int) -> tuple[Priced | None, bool]:
        """The sign of money before a number, and whether a minus stands between the two."""
        price = self.prices.before(t, i)
        owed = price is None and t.raw[i - 1] in MINUS and t.glued(i) and t.glued(i - 1) and not t.is_word(i - 2)
        if owed:
            price = self.prices.before(t, i - 1)
        return (None if price is not None and price.start < floor else price), owed

    def _measured(self, t: Tokens, phrase: Phrase, floor: int) -> Phrase:
        """It as a set, a multiplier or a ratio, else with its unit of measure and as a range."""
        if phrase.core.kind == "set":
            return phrase._replace(modifier="range")
        return self._times(t, phrase) or self.ratios.read(t, phrase) or self._range(t, self._unit(t, phrase), floor)

    @forms.rule(
        "numbers.phrase.conversion",
        reads=("It is [[more than 100 km]] ([[60 miles]]) long.",),
        leaves=("It is more than 100 km ([[60 men]]) long.",),
        source="a measure told again in another unit",
    )
    def converted(self, t: Tokens, phrase: Phrase, last: Phrase | None) -> Phrase | None:
        """A conversion behind a bracket or slash shares the bound of what it converts."""
        if last is None or last.modifier not in BOUNDS or phrase.modifier is not None:
            return None
        if phrase.start != last.end + 1 or t.raw[last.end] not in ("(", "/", "["):
            return None
        if not (last.currency and phrase.currency):
            sizes = [p.measured and to_si(1.0, p.measured.ucum) for p in (last, phrase)]
            if not (sizes[0] and sizes[1] and sizes[0][1] == sizes[1][1]):
                return None
        return self.modifiers.bound(phrase._replace(modifier=last.modifier))

    @staticmethod
    @forms.rule(
        "numbers.phrase.times",
        reads=("They had [[three times]] as many men.",),
        leaves=("They had hard times and three men.",),
        source="English usage",
    )
    def _times(t: Tokens, phrase: Phrase) -> Phrase | None:
        """``three times as many``: a multiplier in two words."""
        end = phrase.end
        if t.low[end] != "times" or phrase.core.kind not in ("word", "figure"):
            return None
        after = t.low[end + 1]
        if after not in _COMPARED and not (after.endswith("er") and t.low[end + 2] == "than"):
            return None
        return phrase._replace(core=phrase.core._replace(kind="times"), end=end + 1)

    @forms.rule(
        "numbers.phrase.give-or-take",
        reads=("It weighs [[50±2 kg]] there.", "It weighs [[50 +/- 2 kg]] there."),
        leaves=("It weighs 50 kg, with 2 men.",),
        source="tolerances with a plus-minus sign",
    )
    def _give_or_take(self, t: Tokens, phrase: Phrase) -> Core | None:
        """By how much a figure may be out, which belongs to it."""
        end, core = phrase.core.end, phrase.core
        at = end + 1 if t.raw[end] == "±" else end + 3 if t.raw[end : end + 3] == ["+", "/", "-"] else 0
        second = self.figures.read(t, at) if at and core.kind == "figure" else None
        return None if second is None or second.kind != "figure" or second.value is None else second

    def _unit(self, t: Tokens, phrase: Phrase) -> Phrase:
        """It and a unit of measure or currency after the number, compound measures added up."""
        core = phrase.core
        if core.kind == "times":
            return phrase
        money = self._money(t, phrase)
        if money is not None or phrase.currency is not None:
            return money or phrase
        if self.quantities.mach(t, core):
            first = core.start - 1
            return phrase._replace(measured=Measured("[Mach]", first, core.start), start=min(phrase.start, first))
        measured = self.quantities.measure(t, core)
        if measured is None:
            shared = self._shared_measure(t, phrase)
            feet = feet_and_inches.by_signs(t, phrase) if t.raw[core.end] in feet_and_inches.FEET else None
            return feet or (phrase._replace(measured=shared) if shared else phrase)
        phrase = phrase._replace(measured=measured, end=measured.end, hyphened=t.raw[core.end] in HYPHENS)
        return self._and_a_half(t, phrase) or self._smaller(t, phrase, measured) or phrase

    def _money(self, t: Tokens, phrase: Phrase) -> Phrase | None:
        """It and the coin or the currency after the number."""
        price = self.prices.after(t, phrase.core)
        if phrase.currency is not None:
            again = price is not None and (price.code == phrase.currency or t.raw[phrase.start] == "$")
            if price and again:  # "$5 pesos"
                return phrase._replace(currency=price.code, end=price.end)
            inherited = phrase.currency == "GBP" and phrase.start == phrase.core.start
            coins = self.old_money.alone(t, phrase.core, phrase.start, told=True) if inherited else None
            return coins or self.old_money.added(t, phrase)
        if (coins := self.old_money.alone(t, phrase.core, phrase.start)) is not None:
            return coins
        if phrase.value is not None and (coin := self.prices.coin(t, phrase.core)):
            return phrase._replace(currency=coin.code, end=coin.end, value=product(phrase.value, Decimal("0.01")))
        if price is None:
            return None
        phrase = phrase._replace(currency=price.code, end=price.end)
        return self._late_scale(t, phrase) or self.old_money.added(t, phrase) or self._and_coins(t, phrase) or phrase

    @forms.rule(
        "numbers.phrase.late-scale",
        reads=("They lost [[75 USD million]] there.", "They lost [[30 MUSD]] there."),
        leaves=("They lost 75 USD there.",),
        source="amounts in financial tables: code, then scale",
    )
    def _late_scale(self, t: Tokens, phrase: Phrase) -> Phrase | None:
        """A scale behind the code of a currency, or before it in the same word."""
        last, known = t.raw[phrase.end - 1], self.lexicon.cardinal.get(t.low[phrase.end], ("", Decimal(0)))
        if phrase.value is None or (last not in self.lexicon.codes and last[1:] not in self.lexicon.codes):
            return None
        if len(last) == 4:
            return phrase._replace(value=product(phrase.value, Decimal(10) ** 6))
        if known[0] != "scale":
            return None
        return phrase._replace(value=product(phrase.value, known[1]), end=phrase.end + 1)

    @forms.rule(
        "numbers.phrase.and-coins",
        reads=("It cost [[3 dollars 50 cents]] there.", "It cost [[3 dollars 50]]."),
        leaves=("It cost 3 dollars for 50 men.",),
        source="amounts in two units of a currency",
    )
    def _and_coins(self, t: Tokens, phrase: Phrase) -> Phrase | None:
        """The hundredths after a whole amount in words."""
        second = self.figures.read(t, phrase.end + (t.low[phrase.end] == "and"))
        if second is None or second.value is None or phrase.value is None or second.value >= 100:
            return None
        coin = self.prices.coin(t, second)
        spoken = second.start == phrase.end and len(t.raw[second.start]) == 2 and t.figure[second.start]
        if coin is None and not (spoken and t.raw[second.end] in (BREAK, ".", ",") and t.is_word(phrase.end - 1)):
            return None
        return phrase._replace(value=total(phrase.value, second.value / 100), end=coin.end if coin else second.end)

    @forms.rule(
        "numbers.phrase.shared-measure",
        reads=(
            "It is [[30]] and [[60 meters]] wide.",
            "They hold a [[3]]-by-[[4-mile]] zone.",
            "The box is [[10]]x[[15]]x[[20 cm]].",
        ),
        leaves=("They lost 3 men and 60 meters of wire.", "They fired [[12]] x [[10.5 cm]] guns."),
        source="English usage: a unit that stands once",
    )
    def _shared_measure(self, t: Tokens, phrase: Phrase) -> Measured | None:
        """The unit of measure of a second figure that is joined to this one: ``30 and 60 meters``, ``20x30 m``."""
        at = phrase.core.end
        hyphen = t.raw[at] in HYPHENS and t.low[at + 1] == "by" and t.raw[at + 2] in HYPHENS
        joint = t.low[at + hyphen]
        if joint not in _JOINTS or phrase.core.kind != "figure" or phrase.value is None:
            return None
        second = self.figures.read(t, at + 1 + 2 * hyphen)
        if second is None or second.kind != "figure" or second.start != at + 1 + 2 * hyphen:
            return None
        measured = self.quantities.measure(t, second) or self._third_side(t, second.end, joint)
        if measured is None or measured.ucum == "%":
            return None
        return None if joint in _TIMES and not self._is_side(t, at, measured) else measured

    def _third_side(self, t: Tokens, at: int, joint: str) -> Measured | None:
        """The unit of measure of the figure behind the sign at ``at``, the same that joins the two before: ``10x15x20 cm``."""
        third = self.figures.read(t, at + 1) if joint in _TIMES and t.low[at] == joint else None
        return None if third is None else self.quantities.measure(t, third)

    @staticmethod
    def _is_side(t: Tokens, times: int, measured: Measured) -> bool:
        """Whether what stands behind the sign ``times`` is a side: not the calibre of ``12 x 10.5 cm guns``."""
        calibre = measured.ucum == "cm" and not t.glued(times) and t.low[measured.end].endswith("s")
        return measured.ucum in _SIDES and not calibre

    @staticmethod
    @forms.rule(
        "numbers.phrase.and-a-half",
        reads=("They marched [[two miles and a half]] there.",),
        leaves=("They marched two miles and half slept.",),
        source="English usage",
    )
    def _and_a_half(t: Tokens, phrase: Phrase) -> Phrase | None:
        if t.low[phrase.end : phrase.end + 3] != ["and", "a", "half"] or phrase.value is None:
            return None
        return phrase._replace(value=total(phrase.value, Decimal("0.5")), end=phrase.end + 3)

    @forms.rule(
        "numbers.phrase.smaller-unit",
        reads=("The wall was [[6 ft 2 in]] high.",),
        leaves=("The wall was 6 ft in all.",),
        source="measures in two units: feet and inches",
    )
    def _smaller(self, t: Tokens, phrase: Phrase, measured: Measured) -> Phrase | None:
        """A smaller unit with its own number is added up."""
        part = self.quantities.second_part(t, measured)
        if part is None or phrase.value is None:
            return None
        second = self.figures.read(t, part[0])
        if second is None or second.value is None:
            return None
        smaller = self.quantities.measure(t, second)
        if smaller is None:
            return feet_and_inches.spoken(t, phrase, second)
        ratio = _COMPOUNDS.get((measured.ucum, smaller.ucum))
        if not ratio or second.value >= ratio:
            return None
        value = phrase.value + quotient(second.value, Decimal(ratio))
        whole = value == value.to_integral_value()
        return phrase._replace(value=value if whole else quotient(value, Decimal(1)), end=smaller.end)

    @forms.rule(
        "numbers.phrase.unit-after-modifier",
        reads=("They marched [[twenty-odd miles]] there.",),
        leaves=("They marched twenty odd ways.",),
        source="English usage",
    )
    def _late_unit(self, t: Tokens, phrase: Phrase) -> Phrase | None:
        """A unit of measure after a modifier that follows the number: ``twenty-odd miles``, ``10 or more km``."""
        core = phrase.core
        told = phrase.measured or phrase.currency or phrase.ratio
        if told or phrase.end == core.end or core.kind not in ("figure", "word"):
            return None
        measured = self.quantities.measure(t, core, phrase.end)
        return measured and phrase._replace(measured=measured, end=measured.end)

    # -- ranges --------------------------------------------------------------------------------------------------

    def _range(self, t: Tokens, phrase: Phrase, floor: int) -> Phrase:
        """``10-15``, ``40 to 50 km``, ``two or three hundred``, ``between 3 and 5``."""
        between = t.low[phrase.start - 1] == "between" and phrase.start - 1 >= floor
        ages = t.low[phrase.start - 4 : phrase.start] == _BETWEEN_AGES
        joint = joint_after(t, phrase, between=between or ages)
        whole = None if joint is None else self._second(t, phrase, joint)
        if joint is None or whole is None:
            return phrase
        own = phrase.end > phrase.core.end
        low, high = self._ends(t, phrase, whole, joint.word)
        if low is None or high is None or not low < high:
            return phrase
        both = (whole.start < whole.core.start or own) if phrase.currency else phrase.measured is not None
        ends = Ends(t, phrase.start, whole.end, low, high, both, phrase.currency is not None)
        if (joint.word == "or" and no_alternative(ends)) or (joint.word == "to" and change(ends)):
            return phrase
        return phrase._replace(
            start=phrase.start - (between and joint.word in ("and", "to")),
            end=whole.end,
            value=None,
            low=low,
            high=high,
            modifier="range",
            measured=whole.measured,
            currency=whole.currency or phrase.currency,
            hyphened=whole.hyphened,
        )

    def _second(self, t: Tokens, phrase: Phrase, joint: Joint) -> Phrase | None:
        """The second number of a range, with a unit of measure or currency that agrees with the first one's."""
        at = joint.second
        if t.low[at] in _HEDGES or t.low[at] in _SECOND_BOUNDS:
            if joint.word != "or" or t.low[at] not in _HEDGES:
                return None
            at += 1
        start = at
        price = self._price_at(t, at, phrase, joint)
        at = at if price is None else price.end
        second = self.figures.read(t, at, money=phrase.currency is not None or price is not None)
        if second is None or refused(phrase, second):
            return None
        whole = Phrase(second, start, second.end, second.value, second.low, second.high)
        whole = self._unit(t, whole._replace(currency=phrase.currency if price is None else price.code))
        if phrase.measured and (whole.measured is None or phrase.measured.ucum != whole.measured.ucum):
            return None
        if phrase.currency and (
            whole.currency not in (phrase.currency, None) or self.old_money.unlike(t, phrase, whole)
        ):
            return None
        return whole

    @forms.rule(
        "numbers.range.second-price",
        reads=(
            "It cost [[US$2 to US$3 million]] there.",
            "It cost [[EUR5-EUR10m]] there.",
            "It cost [[between 20 and $25 million]] there.",
        ),
        leaves=("They lost [[20]] and [[$25 million]] there.",),
        source="a sign of money at both ends of a range",
    )
    def _price_at(self, t: Tokens, at: int, phrase: Phrase, joint: Joint) -> Priced | None:
        """The currency at token ``at`` before the second end of a range, whose first end has one too or stands behind ``between``."""
        if t.figure[at] or (phrase.currency is None and (joint.word != "and" or phrase.measured is not None)):
            return None
        figure = next((n for n in range(at + 1, at + _LONGEST_SYMBOL) if t.figure[n]), None)
        price = None if figure is None else self.prices.before(t, figure)
        return price if price is not None and price.start == at else None

    def _ends(self, t: Tokens, phrase: Phrase, whole: Phrase, joint: str) -> tuple[Decimal | None, Decimal | None]:
        """Lower and upper end; the first takes the scale and the coin of the second: ``two or three hundred``."""
        first, second = phrase.core, whole.core
        low, _ = self._span(first, phrase.value)
        _, high = self._span(second, whole.value)
        if low is None or high is None:
            return None, None
        if whole.currency and phrase.currency is None and self.prices.coin(t, second):
            low = product(low, Decimal("0.01")) or low
        if first.scale == 1 and second.scale > 1 and first.kind != "vague":
            scaled = product(low, second.scale)
            if scaled is not None and scaled < high and low < 1000 and (joint != "or" or first.kind == second.kind):
                low = scaled
        return low, high

    @staticmethod
    def _span(core: Core, value: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
        return (core.low, core.high) if core.kind == "vague" and value is None else (value, value)
