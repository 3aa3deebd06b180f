"""Ratios: ``5:1``, ``three to one``, ``one in five``, ``nine out of ten``."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from sitrex.annotate.numbers.bare_number import Core
from sitrex.annotate.numbers.digits import quotient
from sitrex.annotate.numbers.figures import Figures
from sitrex.annotate.numbers.lexicon import HYPHENS
from sitrex.annotate.numbers.phrase import Phrase
from sitrex.annotate.numbers.quantities import Quantities
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.text.words import words

_RATIO_WORDS: Final = words("ratio", table="numbers/words.tsv")
_NUMBERS: Final = ("figure", "word")
_Found = tuple[Decimal, int] | None
"""Value of a ratio and the token where it ends."""


class Ratios:
    """Reads the second number of a ratio."""

    def __init__(self, figures: Figures, quantities: Quantities, times: set[str]) -> None:
        self.figures = figures
        self.quantities = quantities
        self.times = times
        self._by_joint: dict[str, Callable[[Tokens, Phrase, Decimal], _Found]] = {
            ":": self._colon,
            "to": self._to_one,
            "over": self._over,
            "in": self._one_in,
        }

    def read(self, t: Tokens, phrase: Phrase) -> Phrase | None:
        """The ratio whose first number the phrase is."""
        core, end = phrase.core, phrase.core.end
        if core.value is None or core.kind not in _NUMBERS or phrase.currency:
            return None
        read = self._hyphened if t.raw[end] in HYPHENS else self._by_joint.get(t.low[end])
        found = None if read is None else read(t, phrase, core.value)
        return None if found is None else phrase._replace(value=found[0], end=found[1], ratio=True)

    @staticmethod
    def _told(t: Tokens, core: Core) -> bool:
        """Whether a word near by says that it is a ratio."""
        return bool(_RATIO_WORDS & set(t.low[max(core.start - 7, 0) : core.end + 6]))

    @forms.rule(
        "numbers.ratio.colon",
        reads=("They won at [[5:1]] there.",),
        leaves=("They read Mark 14:33 aloud.",),
        source="ratios and odds with a colon",
    )
    def _colon(self, t: Tokens, phrase: Phrase, value: Decimal) -> _Found:
        core, end = phrase.core, phrase.core.end
        if not t.figure[end + 1] or core.kind != "figure" or (t.glued(end) and not t.glued(end + 1)):
            return None
        second = self.figures.read(t, end + 1)
        if second is None or not second.value or t.raw[second.end] == ":":
            return None
        short = len(t.raw[end + 1]) == 1 and len(t.raw[core.start]) < 3
        return (quotient(value, second.value), second.end) if short or self._told(t, core) else None

    @forms.rule(
        "numbers.ratio.to-one",
        reads=("They stood [[three to one]] there.",),
        leaves=("It fell from three to one.",),
        source="ratios and odds in words",
    )
    def _to_one(self, t: Tokens, phrase: Phrase, value: Decimal) -> _Found:
        end = phrase.core.end
        if t.low[phrase.start - 1] == "from":
            return None  # from eleven to one o'clock
        second = self.figures.read(t, end + 1)
        one = second is not None and second.value == 1 and value > 1 and second.end == end + 2
        return (value, end + 2) if one else None

    @forms.rule(
        "numbers.ratio.hyphened",
        reads=("They had a [[three-to-one]] edge.", "at [[three-to-two]] odds", "They cut [[1-in-10]] jobs."),
        leaves=("They had three men to one gun.",),
        source="ratios and odds with hyphens",
    )
    def _hyphened(self, t: Tokens, phrase: Phrase, value: Decimal) -> _Found:
        end = phrase.core.end
        if not t.glued(end) or t.low[end + 1] not in ("to", "in") or t.raw[end + 2] not in HYPHENS:
            return None
        second = self.figures.read(t, end + 3)
        if second is None:
            return None
        if t.low[end + 1] == "in":
            return (quotient(value, second.value), second.end) if second.value and value < second.value else None
        if second.value == 1 and value > 1 and second.end == end + 4:
            return value, second.end
        return (quotient(value, second.value), second.end) if second.value and self._told(t, phrase.core) else None

    @forms.rule(
        "numbers.ratio.over",
        reads=("They put it at [[three over four]].",),
        leaves=("They put three men over four.",),
        source="fractions as they are spoken",
    )
    def _over(self, t: Tokens, phrase: Phrase, value: Decimal) -> _Found:
        second = self.figures.read(t, phrase.core.end + 1)
        if second is None or not second.value or second.kind not in _NUMBERS:
            return None
        if t.raw[second.end] not in (BREAK, ".", "?", "!"):
            return None
        return quotient(phrase.value or value, second.value), second.end

    @forms.rule(
        "numbers.ratio.one-in",
        reads=("They lost [[one in five]] men.",),
        leaves=("They lost one in May.",),
        source="ratios and odds in words",
    )
    def _one_in(self, t: Tokens, phrase: Phrase, value: Decimal) -> _Found:
        at = phrase.core.end + 1
        at += t.low[at] in ("every", "each")
        second = self._larger(t, at, value)
        if second is None or second.value is None or (value != 1 and second.value > 20):
            return None
        if second.start != at or t.low[at] in ("a", "an"):
            return None
        return quotient(value, second.value), second.end

    def _larger(self, t: Tokens, at: int, value: Decimal) -> Core | None:
        """The larger bare number at ``at`` that measures nothing."""
        second = self.figures.read(t, at)
        if second is None or second.value is None or second.kind not in _NUMBERS:
            return None
        if not value < second.value <= 1000:
            return None
        if t.low[second.end] in self.times or t.raw[second.end] in HYPHENS or self.quantities.measure(t, second):
            return None
        return second
