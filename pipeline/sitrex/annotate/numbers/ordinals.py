"""Ordinals that rank or pick: ``the third disappears``, ``the second attempt``; not in names or dates."""

from __future__ import annotations

from typing import Final, NamedTuple

from sitrex.annotate.numbers.lexicon import HYPHENS, Lexicon
from sitrex.annotate.numbers.reasons.ordinals import Ranked, ranks
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.tokens import Tokens
from sitrex.annotate.text.words import words

_SUFFIXES: Final = words("ordinal_endings", table="numbers/words.tsv")


class Ordinal(NamedTuple):
    """An ordinal over the tokens ``[start, end)``; ``value`` None where it is no mention."""

    start: int
    end: int
    value: int | None


class Ordinals:
    """Reads ordinals in figures and words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def read(self, t: Tokens, i: int, floor: int) -> Ordinal | None:
        """The ordinal that begins at token ``i``, None if there is none."""
        found = self._figure(t, i) or self._words(t, i)
        if found is None:
            return None
        end, value = found
        believed = i >= floor and ranks(Ranked(t, i, end, value, self.lexicon))
        return Ordinal(i, end, value if believed else None)

    @staticmethod
    @forms.rule(
        "numbers.ordinal.figure",
        reads=("The [[3rd]] attempt failed.",),
        leaves=("The 3d model failed.",),
        source="corpus/GUIDELINES.md, numbers, ORDINAL",
    )
    def _figure(t: Tokens, i: int) -> tuple[int, int] | None:
        if not t.figure[i] or not t.glued(i + 1) or t.low[i + 1] not in _SUFFIXES:
            return None
        digits = t.raw[i].replace(",", "")
        if not digits.isdecimal() or len(digits) > 9 or (t.low[i + 1] == "d" and digits[-1] not in "23"):
            return None
        return i + 2, int(digits)

    @forms.rule(
        "numbers.ordinal.words",
        reads=("The [[third]] attempt failed.", "The [[twenty-first]] attempt failed."),
        leaves=("The attempt failed.",),
        source="corpus/GUIDELINES.md, numbers, ORDINAL",
    )
    def _words(self, t: Tokens, i: int) -> tuple[int, int] | None:
        low, at, total, group = t.low, i, 0, 0
        last = ""
        while True:
            step = at + (at > i and t.raw[at] in HYPHENS and t.glued(at) and t.glued(at + 1))
            step += at > i and low[step] == "and" and last in ("hundred", "scale")
            value = self.lexicon.ordinal.get(low[step])
            if value is not None:
                if value >= 100:
                    return (step + 1, total + max(group, 1) * value)
                if last == "" or last in ("hundred", "scale") or (last == "ten" and value < 10):
                    return step + 1, total + group + value
                return None
            known = self.lexicon.cardinal.get(low[step])
            if known is None or (known[0] == "unit" and last == "unit"):
                return None
            kind, number = known[0], int(known[1])
            if kind == "hundred":
                group = max(group, 1) * 100
            elif kind == "scale":
                total, group = total + max(group, 1) * number, 0
            elif last in ("", "hundred", "scale") or (last == "ten" and kind == "unit"):
                group += number
            else:
                return None
            last, at = kind, step + 1
            if at - i > 12:
                return None
