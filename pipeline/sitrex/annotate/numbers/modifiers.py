"""Words and signs before and after a number that bound it: ``more than``, ``up to``, ``or so``, ``~``, ``+``."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.numbers.figures import DIRECTIONS
from sitrex.annotate.numbers.lexicon import HYPHENS, Lexicon, Modifier
from sitrex.annotate.numbers.quantities import Phrase
from sitrex.annotate.numbers.tokens import BREAK, Tokens

_SIGNS: Final = {
    "~": "approx",
    "≈": "approx",
    "±": "approx",
    ">": "more_than",
    "<": "less_than",
    "≥": "at_least",
    "≤": "at_most",
}
_BOUNDS: Final = frozenset(("more_than", "at_least", "less_than", "at_most"))


class Modifiers:
    """Extends a phrase by the modifiers beside it and sets its bounds."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def read(self, t: Tokens, phrase: Phrase, floor: int) -> None:
        """Take in the modifiers around ``phrase``; nothing before ``floor``."""
        self._before(t, phrase, floor)
        self._after(t, phrase)
        self._bounds(phrase)

    def _before(self, t: Tokens, phrase: Phrase, floor: int) -> None:
        found: list[str] = []
        if phrase.core.kind == "part" and t.low[phrase.start - 1] in DIRECTIONS and t.low[phrase.start - 2] == "the":
            entry = self._entry_before(t, phrase, floor, phrase.start - 2)
            if entry is not None:
                phrase.start = entry[1]
                found.append(entry[0].modifier)
        while phrase.start - 1 >= floor and len(found) < 3:
            at = phrase.start - 1
            if t.raw[at] in _SIGNS and t.glued(phrase.start):
                modifier = _SIGNS[t.raw[at]]
                if t.raw[at] == ">" and t.raw[at - 1] == "<":
                    return
                phrase.start = at
            elif t.raw[at] == "=" and t.raw[at - 1] in "<>" and t.raw[at - 1] != BREAK:
                modifier = "at_least" if t.raw[at - 1] == ">" else "at_most"
                phrase.start = at - 1
            else:
                entry = self._entry_before(t, phrase, floor)
                if entry is None:
                    break
                modifier = entry[0].modifier
                phrase.start = entry[1]
            found.append(modifier)
        bounds = [modifier for modifier in found if modifier in _BOUNDS]
        chosen = bounds[-1] if bounds else (found[0] if found else None)
        if chosen and phrase.modifier != "range":
            phrase.modifier = chosen

    def _entry_before(
        self, t: Tokens, phrase: Phrase, floor: int, end: int | None = None
    ) -> tuple[Modifier, int] | None:
        """The longest modifier that ends at token ``end`` (the phrase's start) and where it begins."""
        end = phrase.start if end is None else end
        if t.raw[end - 1] == "." and t.low[end - 2] in ("approx", "ca", "c") and t.glued(end - 1):
            end -= 1
        for entry in self.lexicon.before.get(t.low[end - 1], ()):
            start = end - len(entry.words)
            if start < floor or tuple(t.low[start:end]) != entry.words:
                continue
            if entry.words in (("c",), ("ca",)) and not (t.figure[phrase.start] and t.raw[start].islower()):
                continue
            if t.low[start - 1] == "nothing" and entry.words[-1] == "than":
                return None
            if entry.strict and not self._large(phrase):
                continue
            if (
                entry.words == ("some",)
                and phrase.value is not None
                and phrase.value < 2
                and phrase.core.kind != "part"
            ):
                continue
            return entry, start
        return None

    @staticmethod
    def _large(phrase: Phrase) -> bool:
        """Whether the number is one that ``over`` and ``under`` bound rather than govern."""
        if phrase.core.kind == "vague" and phrase.low is not None and phrase.low < 10:
            return False
        if phrase.core.kind in ("figure", "vague", "part") or phrase.measured or phrase.currency:
            return True
        return phrase.value is None or phrase.value >= 20

    def _after(self, t: Tokens, phrase: Phrase) -> None:
        at, glued = phrase.end, t.glued(phrase.end)
        modifier = None
        if t.raw[at] == "+" and glued and not (t.glued(at + 1) and t.figure[at + 1]):
            modifier, phrase.end = "at_least", at + 1
        else:
            hyphen = t.raw[at] in HYPHENS and glued and t.glued(at + 1)
            at += hyphen
            for entry in self.lexicon.after.get(t.low[at], ()):
                end = at + len(entry.words)
                if tuple(t.low[at:end]) != entry.words:
                    continue
                word = entry.words[0]
                if word == "plus" and not hyphen and t.is_word(end) and t.raw[end].islower():
                    if t.low[end] in self.lexicon.triggers or t.low[end] in self.lexicon.nouns["stop"]:
                        continue
                elif len(entry.words) == 1 and not hyphen and (word in ("some", "something", "plus", "approximately")):
                    continue
                if word == "odd" and t.low[end] in (".", ","):
                    continue
                if word == "at" and t.raw[end] not in (",", ".", ")", ";", BREAK):
                    continue
                if word in ("or", "and") and (
                    t.low[end] == "than" or t.low[end] in self.lexicon.cardinal or t.figure[end]
                ):
                    continue
                if entry.words == ("and", "more") and t.raw[end] not in (",", ".", ")", ";", BREAK):
                    continue
                modifier, phrase.end = entry.modifier, end
                break
        if modifier is not None:
            phrase.inner_end = phrase.end
            if phrase.modifier in (None, "approx"):
                phrase.modifier = modifier

    @staticmethod
    def _bounds(phrase: Phrase) -> None:
        """``low`` and ``high`` as the modifier has them."""
        low = phrase.low if phrase.value is None else phrase.value
        high = phrase.high if phrase.value is None else phrase.value
        if phrase.modifier in ("more_than", "at_least"):
            phrase.low, phrase.high = low, None
        elif phrase.modifier in ("less_than", "at_most"):
            phrase.low, phrase.high = None, high
