"""Units of measure around a bare number."""

from __future__ import annotations

import re
from typing import Final

from sitrex.annotate.numbers.bare_number import Core
from sitrex.annotate.numbers.lexicon import HYPHENS, Lexicon
from sitrex.annotate.numbers.phrase import Measured
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.text.words import words as closed
from sitrex.normalise.measures import to_si

_DEGREE_WORDS: Final = closed("degree_words", table="numbers/words.tsv")
_FEET: Final = closed("feet", table="numbers/words.tsv")
_NO_ANGLES: Final = closed("no_angles", table="numbers/words.tsv")
_NO_PLURAL_SIGNS: Final = closed("no_plural_signs", table="numbers/words.tsv")
_OF_BARS: Final = closed("of_bars", table="numbers/words.tsv")
_POWERS_IN_SHORT: Final = closed("powers_in_short", table="numbers/words.tsv")
_RATES_OF_BARRELS: Final = closed("rates_of_barrels", table="numbers/words.tsv")

_LENGTHS: Final = frozenset(("m", "km", "cm", "mm", "[in_i]", "[ft_i]", "[yd_i]", "[mi_i]", "[nmi_i]"))
_AREAS: Final = {"[ft_i]": "[sft_i]", "[in_i]": "[sin_i]", "[yd_i]": "[syd_i]"}
_VOLUMES: Final = {"[ft_i]": "[cft_i]", "[in_i]": "[cin_i]", "[yd_i]": "[cyd_i]"}
_FLOWS: Final = frozenset(("L", "m3", "[gal_us]", "[gal_br]", "[cft_i]", "mL"))
_TIMES: Final = {"hour": "h", "hr": "h", "h": "h", "second": "s", "sec": "s", "s": "s", "minute": "min", "min": "min"}
_YIELDS: Final = frozenset(("t", "kg", "kt", "Mt", "[lb_av]"))
_DAYS_AND_YEARS: Final = ("a", "d")
"""Single letters below the stroke of a measure, beside those of seconds and hours."""
_SHORT_SIGN: Final = 4
"""Letters at most of a sign that measures though no table has it."""
_SPACED: Final = frozenset("m t l g km".split())
"""One-letter symbols that are read after a blank; other single letters only right after the figure."""

_WORDLIKE: Final = frozenset(("in", "ac", "bu", "fm", "ch", "cv", "ins", "Km", "ct", "pt", "gr"))
"""Symbols that are words, read only right after a figure, before a closing bracket or after another measure."""

_IN_CAPITALS: Final = closed("measures_in_capitals", table="numbers/words.tsv")
"""Signs of measures that texts in capitals write in capitals."""
_BORES: Final = closed("bores", table="numbers/words.tsv")
"""What a diameter in inches stands before; a lone sign for inches is more often a quotation mark."""

_COMPASS: Final = frozenset(("N", "S", "E", "W"))
_CLOSING: Final = frozenset(
    (BREAK, ",", ".", ")", ";", "and", "or", "of", "in", "at", "per", "on", "for", "to", "(", "/")
)
"""What may stand behind a single letter that measures, a blank before it."""
_QUOTED: Final = 40
_ON_FOOT: Final = closed("on_foot", table="numbers/words.tsv")
_SCALES: Final = {"C": "Cel", "F": "[degF]"}
_KELVINS_TOO: Final = {**_SCALES, "K": "K"}
_LONGEST_DEGREES: Final = 5
"""Signs at most of a figure of degrees: ``-12.5``, ``1,200``."""
_BRACKETS: Final = ("(", "/", "[")
_KELVINS: Final = closed("kelvins", table="numbers/words.tsv")
_OF_DEGREES: Final = closed("of_degrees", table="numbers/words.tsv")
"""Words that right before a figure and its C or F leave nothing else for the letter to be: ``It was 40C``."""
_DEGREES: Final = _KELVINS | closed("degrees", table="numbers/words.tsv")
_INCHES: Final = re.compile(r"\.\d{2,3}")
_INCH_BORES: Final = closed("inch_bores", table="numbers/words.tsv")
"""Words behind a calibre in inches."""
_BARREL_WORDS: Final = closed("barrels", table="numbers/words.tsv")


class Quantities:
    """Finds the unit of measure behind a bare number."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        # what most numbers fail at once: the first words of longer names
        self._firsts = frozenset(words.split()[0] for words in lexicon.measure_words if " " in words)

    def measure(self, t: Tokens, core: Core, at: int | None = None) -> Measured | None:
        """The unit of measure after the bare number, its hyphen skipped."""
        if at is None and self._calibre_alone(t, core):
            return Measured("[in_i]", core.end, core.end)
        at = core.end if at is None else at
        if core.kind == "vague" and t.low[at] == "of":
            at += 1
            word = self._worded(t, at)
            return word if word and t.low[at].endswith(("s", "feet")) and self._fits(t, core, word) else None
        if t.raw[at] in HYPHENS and t.glued(at) == t.glued(at + 1):
            at += 1
        elif core.kind == "part" and t.low[at] == "of" and t.low[at + 1] in ("a", "an"):
            at += 2
        elif core.kind == "part" and t.low[at] in ("a", "an"):
            at += 1
        if t.raw[at] == BREAK:
            return None
        found, symbol = self._worded(t, at), self._symbol(t, at, core)
        if found is None or (symbol is not None and symbol.end > found.end):
            found = symbol
        if found is None:
            return self._unnamed(t, at, core)
        if not self._fits(t, core, found):
            return None
        return self._rate(t, self._yield(t, self._calibres(core, found)))

    @forms.rule(
        "numbers.measure.unnamed",
        reads=("The dose was [[41 mR/h]] there.",),
        leaves=("They flew [[41]] men/day.", "He ran [[41]] and/or more."),
        source="guidelines 1.1: a unit of measure that no table has is `unit_text` alone",
    )
    def _unnamed(self, t: Tokens, at: int, core: Core) -> Measured | None:
        """A short sign over a known unit: a measure that no table has; its code is empty."""
        sign, below = t.raw[at], t.raw[at + 2]
        joined = t.raw[at + 1] == "/" and t.glued(at + 1) and t.glued(at + 2) and not self._runs_on(t, at + 3)
        if not joined or core.kind != "figure" or not t.is_word(at) or len(sign) > _SHORT_SIGN:
            return None
        known = below in self.lexicon.measure_symbols or below in _TIMES
        plain = sign.islower() and (sign.endswith("s") or sign in _NO_PLURAL_SIGNS)
        return Measured("", at, at + 3) if known and not plain else None

    def second_part(self, t: Tokens, first: Measured) -> tuple[int, int] | None:
        """Whether a smaller unit may follow ``first`` (``6 ft 2 in``): where its number stands."""
        at = first.end + (t.low[first.end] in ("and", ","))
        return (at, at) if t.figure[at] or t.low[at] in self.lexicon.cardinal else None

    @forms.rule(
        "numbers.measure.mach",
        reads=("It flew at [[Mach 2.5]] there.",),
        leaves=("It flew with Mach at 2.5 there.",),
        source="multiples of the speed of sound",
        nothing=False,
    )
    def mach(self, t: Tokens, core: Core) -> bool:
        """``Mach 2.5``: the unit stands before the number."""
        return t.low[core.start - 1] == "mach" and core.kind != "vague"

    @forms.rule(
        "numbers.measure.calibre-alone",
        reads=("He fired a [[.338]] rifle there.", "The [[.303]] round hit the wall."),
        leaves=("He hit [[.338]] there.", "He fired [[338]] rifle rounds there."),
        source="calibres that are written as decimals of an inch",
        nothing=False,
    )
    def _calibre_alone(self, t: Tokens, core: Core) -> bool:
        """``.338 rifle``: inches, as ``.50 cal`` says."""
        figure = t.slice(core.start, core.end)
        return core.kind == "figure" and _INCHES.fullmatch(figure) is not None and t.low[core.end] in _INCH_BORES

    @staticmethod
    def _yield(t: Tokens, found: Measured) -> Measured:
        """TNT equivalent: ``tons of TNT``; a kiloton or megaton of nothing else is one of TNT."""
        end = found.end + (t.low[found.end] == "of")
        if t.raw[end] == "TNT" and found.ucum in _YIELDS:
            return Measured(f"{found.ucum}{{TNT}}", found.start, end + 1)
        if t.low[found.start].startswith(("kiloton", "megaton")) and end == found.end and found.ucum in _YIELDS:
            return found._replace(ucum=f"{found.ucum}{{TNT}}")
        return found

    def _calibres(self, core: Core, found: Measured) -> Measured:
        if found.ucum in ("{calibre}", "cal") and core.value is not None and core.value < 1:
            return found._replace(ucum="[in_i]")
        return found

    def _fits(self, t: Tokens, core: Core, found: Measured) -> bool:
        """Words that measure in one place and mean another thing in the next."""
        word, after = t.low[found.start], t.low[found.end]
        if word == "foot" and (after in _ON_FOOT or after in (".", ",", "of")):
            return False
        if word == "bar" and (core.kind != "figure" or after in _OF_BARS):
            return False
        if word in _BARREL_WORDS and found.end == found.start + 1:
            return core.scale >= 1000 or (core.value or 0) >= 1000 or t.low[found.end + 1] in _RATES_OF_BARRELS
        return not (found.ucum == "deg" and after in ("of", "in") and t.low[found.end + 1] in _NO_ANGLES)

    @forms.rule(
        "numbers.measure.words",
        reads=("They marched [[41 miles]] there.", "It is [[41 square miles]] large."),
        leaves=("They marched 41 men there.",),
        source="UCUM; numbers/measures.tsv",
    )
    def _worded(self, t: Tokens, at: int) -> Measured | None:
        """The longest run of words that names a unit of measure."""
        low = t.low
        if low[at] in _POWERS_IN_SHORT:
            base_at = at + 1 + (low[at + 1] == ".")
            if t.raw[base_at] in HYPHENS:
                base_at += 1
            base = self.lexicon.measure_words.get(low[base_at]) or self.lexicon.measure_symbols.get(t.raw[base_at])
            if base in _LENGTHS:
                area = low[at][0] == "s"
                known = (_AREAS if area else _VOLUMES).get(base)
                return Measured(known or f"{base}{2 if area else 3}", at, base_at + 1)
            return None
        if not t.is_word(at):
            return None
        for length in (4, 3, 2) if low[at] in self._firsts else ():
            words = low[at : at + length]
            if all(word[0].isalpha() for word in words):
                ucum = self.lexicon.measure_words.get(" ".join(words))
                if ucum:
                    return Measured(ucum, at, at + length + self._abbreviated(t, at + length))
        if t.raw[at + 1] in HYPHENS and t.glued(at + 1) and t.glued(at + 2):
            ucum = self.lexicon.measure_words.get(f"{low[at]}-{low[at + 2]}") or self.lexicon.measure_words.get(
                f"{low[at]} {low[at + 2]}"
            )
            if ucum:
                return Measured(ucum, at, at + 3)
        ucum = self.lexicon.measure_words.get(low[at])
        if ucum:
            return Measured(ucum, at, at + 1)
        if low[at] in _DEGREE_WORDS:
            near = set(low[max(at - 10, 0) : at + 6])
            return Measured("Cel" if near & _DEGREES else "deg", at, at + 1)
        return None

    @staticmethod
    def _abbreviated(t: Tokens, end: int) -> bool:
        """Whether a dot that ends no sentence follows: ``50 per cent., and``."""
        if t.low[end - 1] != "cent" or t.raw[end] != "." or not t.glued(end):
            return False
        return t.raw[end + 1] in (",", ";", ")", "?", "!", ":") or t.raw[end + 1][0].islower()

    @forms.rule(
        "numbers.measure.symbol",
        reads=("They marched [[41 km]] there.", "It was [[41 °C]] there."),
        leaves=("They marched 41 times there.",),
        source="UCUM; numbers/measures.tsv",
    )
    def _symbol(self, t: Tokens, at: int, core: Core) -> Measured | None:
        """The longest run of glued tokens that is a symbol."""
        end = at + 1
        while end < at + 6 and t.glued(end):
            end += 1
        while end > at:
            symbol = t.text[t.start[at] : t.end[end - 1]]
            if t.low[at] in _IN_CAPITALS and t.raw[at].isupper():
                symbol = symbol.lower()
            ucum: str | None = self.lexicon.measure_symbols.get(symbol)
            compass = t.raw[end] in _COMPASS and t.raw[end + 1] == "."
            ends_sentence = symbol[-1] == "." and (t.raw[end] == BREAK or (t.raw[end][0].isupper() and not compass))
            if ucum and ends_sentence and symbol[:-1] in self.lexicon.measure_symbols:
                ucum = None
            if ucum and self._readable(t, at, end, symbol, core):
                return Measured(ucum, at, end)
            end -= 1
        if t.raw[at] in ("°", "º"):
            return self._degrees(t, at)
        bare = core.kind == "figure" and t.raw[at] in _KELVINS_TOO and not self._runs_on(t, at + 1)
        return self._temperature(t, at, core) if bare else None

    @staticmethod
    def _degrees(t: Tokens, at: int) -> Measured | None:
        """Behind the sign of degrees a letter of temperature; no point of the compass, no minutes."""
        if t.raw[at + 1] in _SCALES:
            return Measured(_SCALES[t.raw[at + 1]], at, at + 2)
        return None if t.figure[at + 1] or t.low[at + 1] in ("n", "s", "e", "w") else Measured("deg", at, at + 1)

    @forms.rule(
        "numbers.measure.temperature",
        reads=(
            "It was [[40 C]] in the shade.",
            "The high was [[55 F]] ([[13 C]]).",
            "It was cooled to [[77 K]].",
            "It was [[40C]] there.",
        ),
        leaves=("They lost 40 C and 12 D.", "It was cold. [[40]] C Company men left.", "Group 40C met in room 12C."),
        source="SI and weather reports: K, C and F",
    )
    def _temperature(self, t: Tokens, at: int, core: Core) -> Measured | None:
        """A letter behind a figure: right behind it kelvins, degrees where something speaks of temperature or converts it."""
        sign = t.raw[at]
        if t.glued(at) and sign == "K":
            return Measured("K", at, at + 1)
        if not t.glued(at) and (t.low[at + 1] not in _CLOSING or len(t.raw[core.start]) > _LONGEST_DEGREES):
            return None
        near = {*t.low[max(core.start - 10, 0) : core.start], *t.low[at + 1 : at + 4]}
        alone = t.low[core.start - 1] in _OF_DEGREES and not t.raw[at + 1][0].isupper()
        told = near & (_KELVINS if sign == "K" else _DEGREES) or alone or t.raw[core.start - 1] in "-−"
        if not told and not _converts(t, at, core):
            return None
        return Measured(_KELVINS_TOO[sign], at, at + 1)

    @staticmethod
    def _runs_on(t: Tokens, end: int) -> bool:
        """Whether letters or figures follow without a blank, so that what ends there is no symbol."""
        return t.glued(end) and (t.is_word(end) or t.figure[end])

    def _readable(self, t: Tokens, at: int, end: int, symbol: str, core: Core) -> bool:
        if self._runs_on(t, end):
            return False
        if symbol in ('"', "″", "”"):
            return t.glued(at) and self._inches(t, at, end, symbol, core)
        if core.kind != "figure" and len(symbol) < 3 and symbol.isalpha() and symbol not in ("km", "kg", "mm"):
            return False
        glued = t.glued(at) or t.raw[at - 1] in HYPHENS
        if symbol in _WORDLIKE:
            inches_after_feet = symbol == "in" and t.low[core.start - 1] in _FEET
            return glued or inches_after_feet or t.raw[end] == ")" or t.low[end] in _BORES
        return symbol == "t" or len(symbol) > 1 or glued or _apart(t, end, symbol)

    @staticmethod
    def _inches(t: Tokens, at: int, end: int, symbol: str, core: Core) -> bool:
        """Whether the mark is of inches and ends no quotation."""
        opened = t.raw[max(at - _QUOTED, 0) : at].count('"') % 2
        short = core.kind == "figure" and len(t.raw[at - 1]) < 5
        return t.low[end] in _BORES or (symbol != "”" and not opened and short)

    def _rate(self, t: Tokens, found: Measured) -> Measured:
        """Speeds and flows: ``kilometers per hour``, ``miles an hour``, ``litres per minute``."""
        if found.ucum in _FLOWS or found.ucum in _LENGTHS:
            found = _per_time(t, found) or found
        return self._quotient(t, found) or self._over_unknown(t, found) or found

    @forms.rule(
        "numbers.measure.over-unknown",
        reads=("Blood held [[3 mg/dL]] of it.", "It burns [[5 L/100 km]] there."),
        leaves=("They made 300 km/day.", "It lies 100 km/60 miles away.", "It does 100 mph/160 km/h."),
        source="guidelines 1.1: a unit of measure that no table has is `unit_text` alone",
    )
    def _over_unknown(self, t: Tokens, found: Measured) -> Measured | None:
        """A known measure over a short sign that no table has, or over so many of another kind: a measure without a code."""
        end = found.end
        if t.raw[end] != "/" or not (t.glued(end) and t.glued(end + 1)):
            return None
        last = self._past_amount(t, end + 1, found) if t.figure[end + 1] else self._past_sign(t, end + 1)
        return None if last is None else Measured("", found.start, last)

    def _past_amount(self, t: Tokens, at: int, found: Measured) -> int | None:
        """Past a round figure and a symbol of another kind than what was found: ``100 km`` below litres, no conversion of miles."""
        below = self.lexicon.measure_symbols.get(t.raw[at + 1])
        if below is None or t.raw[at].rstrip("0") != "1" or t.raw[at + 2] == "/":
            return None
        above, other = to_si(1.0, found.ucum), to_si(1.0, below)
        alike = above is not None and other is not None and above[1] == other[1]
        return None if alike else at + 2

    def _past_sign(self, t: Tokens, at: int) -> int | None:
        """Past a short sign that names no time, its exponent with it: ``dL``, ``wk``."""
        sign, nouns = t.raw[at], self.lexicon.nouns
        last = at + 1 + (t.glued(at + 1) and t.raw[at + 1] in ("2", "3"))
        timed = t.low[at] in nouns["per"] or t.low[at] in nouns["time"]
        if not t.is_word(at) or len(sign) >= _SHORT_SIGN or timed or self._runs_on(t, last):
            return None
        odd = sign.isupper() if len(sign) > 1 else sign not in _DAYS_AND_YEARS
        return None if odd else last

    @forms.rule(
        "numbers.measure.quotient",
        reads=("The rate was [[41 μSv/h]] there.",),
        leaves=("They made 300 km/day.",),
        source="UCUM: quotients of units",
    )
    def _quotient(self, t: Tokens, found: Measured) -> Measured | None:
        """A symbol under a stroke: ``kV/cm``, ``W/m2``."""
        end = found.end
        if t.raw[end] != "/" or not (t.glued(end) and t.glued(end + 1)) or t.is_word(found.start) != t.is_word(end + 1):
            return None
        last = end + 2 + (t.figure[end + 2] and t.glued(end + 2) and t.raw[end + 2] in ("2", "3"))
        below = _TIMES.get(t.raw[end + 1]) if len(t.raw[end + 1]) < 4 and last == end + 2 else None
        below = below or self.lexicon.measure_symbols.get(t.text[t.start[end + 1] : t.end[last - 1]])
        if below is None or self._runs_on(t, last) or to_si(1.0, f"{found.ucum}/{below}") is None:
            return None
        return Measured(f"{found.ucum}/{below}", found.start, last)


def _converts(t: Tokens, at: int, core: Core) -> bool:
    """Whether the other scale stands beside the letter ``at``, one of them in brackets or behind a stroke: ``55 F (13 C)``."""
    other = {"C": "F", "F": "C"}.get(t.raw[at])
    if t.raw[at + 1] in _BRACKETS and other in t.raw[at + 3 : at + 5]:
        return t.figure[at + 2] or t.figure[at + 3]
    first = core.start - (t.raw[core.start - 1] in "-−")
    return t.raw[first - 1] in _BRACKETS and t.raw[first - 2] == other and t.figure[first - 3]


def _apart(t: Tokens, end: int, symbol: str) -> bool:
    """Whether one letter or sign apart from its figure is a measure."""
    closed = t.low[end] in _CLOSING or (t.raw[end] == "/" and t.glued(end))
    if symbol in ("W", "L", "V") and closed and not _lettered(t, end):
        return True
    return (symbol in _SPACED or not symbol.isalpha()) and t.low[end] not in ("'", "’")


def _lettered(t: Tokens, end: int) -> bool:
    """Whether the next of a list is a figure and a capital too, none of them measures: ``24 L, 22 D and 11 H charged``."""
    return t.raw[end] in (",", "and") and t.figure[end + 1] and len(t.raw[end + 2]) == 1 and t.raw[end + 2].isupper()


@forms.rule(
    "numbers.measure.per-time",
    reads=("It went at [[41 miles an hour]] there.",),
    leaves=("41 miles a month",),
    source="rates in words: miles an hour",
)
def _per_time(t: Tokens, found: Measured) -> Measured | None:
    """A speed or a flow."""
    joint, time = t.low[found.end], t.low[found.end + 1].removesuffix("²")
    if joint not in ("per", "a", "an", "/") or time not in _TIMES or not (len(time) > 1 or joint == "/"):
        return None
    end = found.end + 2
    apart = joint == "/" and t.raw[end] == "2" and t.glued(end)  # "9.8 m/s2"
    squared = apart or t.raw[end - 1].endswith("²")
    return Measured(f"{found.ucum}/{_TIMES[time]}{'2' * squared}", found.start, end + apart)
