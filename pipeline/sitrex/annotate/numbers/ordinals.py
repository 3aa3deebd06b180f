"""Ordinals that rank or pick: ``the third disappears``, ``the second attempt``; not in names or dates."""

from __future__ import annotations

from typing import Final, NamedTuple

from sitrex.annotate.numbers.lexicon import HYPHENS, MONTHS, Lexicon
from sitrex.annotate.numbers.tokens import BREAK, Tokens

_SUFFIXES: Final = frozenset(("st", "nd", "rd", "th", "d"))
_NOT_AFTER: Final = frozenset(
    "aid lady class hand in-command place half century centuries nature name cousin floor lieutenant sergeant mate baron earl duke "
    "viscount marquess degree time-out of".split()
)
_DETERMINERS: Final = frozenset("the a an its his her their our every each this that my your 's ’s".split())


class Ordinal(NamedTuple):
    """An ordinal over the tokens ``[start, end)``; ``value`` None where it is no mention."""

    start: int
    end: int
    value: int | None


class Ordinals:
    """Reads ordinals in figures and words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.times = lexicon.nouns["time"]
        self.offices = lexicon.nouns["office"]
        self.units = lexicon.nouns["unit"]
        self.stops = lexicon.nouns["stop"] | lexicon.nouns["verb"]

    def read(self, t: Tokens, i: int, floor: int) -> Ordinal | None:
        """The ordinal that begins at token ``i``, None if there is none."""
        found = self._figure(t, i) or self._words(t, i)
        if found is None:
            return None
        end, value = found
        return Ordinal(i, end, value if i >= floor and self._ranks(t, i, end, value) else None)

    @staticmethod
    def _figure(t: Tokens, i: int) -> tuple[int, int] | None:
        if not t.figure[i] or not t.glued(i + 1) or t.low[i + 1] not in _SUFFIXES:
            return None
        digits = t.raw[i].replace(",", "")
        if not digits.isdigit() or len(digits) > 9 or (t.low[i + 1] == "d" and digits[-1] not in "23"):
            return None
        return i + 2, int(digits)

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

    def _bare(self, t: Tokens, i: int, end: int) -> bool:
        """Whether an ordinal without a determiner still picks a noun: ``a welcome first step``, not ``was first seen``."""
        after = t.low[end]
        if not (t.raw[i].islower() and t.is_word(end) and t.raw[end][0].islower()) or after in self.stops:
            return False
        if after.endswith(("ed", "ly", "ing", "en")) or after in (
            "responders",
            "responder",
            "hand",
            "class",
            "rate",
            "quarter",
        ):
            return False
        return t.low[i - 1] == "as" or (
            t.is_word(i - 1) and t.low[i - 1] not in self.stops and not t.low[i - 1].endswith("ly")
        )

    def _of_time(self, t: Tokens, end: int) -> bool:
        """Whether units of time are picked: ``the first two years``."""
        number = t.figure[end] or t.low[end] in self.lexicon.cardinal or t.low[end] in ("few", "several")
        return number and t.low[end + 1] in self.times

    def _ranks(self, t: Tokens, i: int, end: int, value: int) -> bool:
        before, after = t.low[i - 1], t.low[end]
        if t.glued(i) and (t.raw[i - 1].isalnum() or t.raw[i - 1] in HYPHENS or t.raw[i - 1] in "/.%_=&"):
            return False
        if t.raw[end] in HYPHENS and t.glued(end):
            following = t.low[end + 1]
            return following.endswith(("est", "most", "ranking", "ranked")) or following in (
                "largest",
                "best",
                "worst",
                "biggest",
                "highest",
                "last",
            )
        if t.glued(end) and (t.figure[end] or t.is_word(end) or t.raw[end] in "/"):
            return False
        if (
            before in MONTHS
            or after in MONTHS
            or (after == "of" and t.low[end + 1] in MONTHS)
            or after in self.times
            or after in ("quarter", "party", "parties", "half")
        ) and not (before == "a" and t.low[i - 2] == "for" and after in self.times):
            return False
        if t.raw[i].isalpha() and t.raw[i][0].isupper() and before not in (BREAK, ".", '"', "“", "?", "!"):
            return False
        if (t.is_word(end) and t.raw[i][0].isupper() and t.raw[end][0].isupper()) or self._of_time(t, end):
            return False
        if after in _NOT_AFTER and not (after == "of" and before == "the"):
            return False
        if t.figure[i]:
            noun = t.is_word(end) and t.raw[end][0].islower() and after not in self.stops
            office = t.is_word(end) and t.raw[end][0].isupper() and after in self.offices and before == "the"
            if not office and (not noun or after in self.units or after.endswith("ed")):
                return False
        if t.low[i] in ("first", "second", "third"):
            if before not in _DETERMINERS and not self._bare(t, i, end):
                return False
            if t.low[i] == "second" and before in ("a", "every", "per") and after in (".", ",", ")", BREAK):
                return False
            return not (t.low[i] == "first" and before == "at")
        if t.figure[i] and after in (",", ".", ")", BREAK, "and", "–", "-") and before not in _DETERMINERS:
            return value < 100 and before in ("ranked", "placed", "finished", "came")
        return True
