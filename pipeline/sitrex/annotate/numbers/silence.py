"""Figures and number words that are no numbers: names, dates, coordinates, list numbering, idioms."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sitrex.annotate.numbers.counted import Noun
from sitrex.annotate.numbers.figures import Core
from sitrex.annotate.numbers.lexicon import DASHES, HYPHENS, MONTHS, Lexicon
from sitrex.annotate.numbers.tokens import BREAK, Tokens

_STRONG_LABELS: Final = frozenset(
    "no nos nr nrs number numbers hill hills route highway article chapter section resolution channel mark mk model version "
    "volume vol page pages pp room figure fig table phase stage category tier type grade land channel interstate autobahn motorway freeway psalm verse isbn issn grid "
    "coordinates stalag oflag windows apollo serial pennant paragraph para annex appendix v ver".split()
)
"""Labels that name by number in lower case too."""

_BEFORE_YEAR: Final = frozenset(
    "in since during by until till from before after early late mid circa year years the spring summer autumn fall winter "
    "of season between through throughout".split()
)
_ONE_AFTER: Final = frozenset(
    "of another thing things day morning evening night who whom whose that which can could should would must may might will "
    "is was has had to and by or at in on with without for from as but under over after before not never also called known "
    "named being hand".split()
)
_ONE_BEFORE: Final = frozenset(
    "the this which no any some each every such a an my your his her its our their other same right wrong "
    "first last next former latter big small new old good bad little number".split()
)
_ONE_MOMENT: Final = frozenset("point stage moment time instance respect sense way fell stroke".split())
_CLOCK_BEFORE: Final = frozenset("at by until till about around before after since from".split())
_CLOCK_STEPS: Final = frozenset((5, 10, 20, 25))
_FORMATIONS: Final = ("ron", "gru", "flt", "fleet", "wing", "div", "for", "com")
"""How the written-together names of formations in naval cables end."""

_HALF_AFTER: Final = frozenset(
    "past way hearted track tracks brother sister empty full back life mast time caste moon".split()
)
_BY_WEIGHT: Final = frozenset("pounder pounders pdr pdrs pr prs".split())
"""A gun by the weight of its shot, or a bomb by its own, is a name: ``25-pounder``."""

_LINE_STARTS: Final = frozenset((BREAK, "-", "–", "—", "•", "*", "|"))
_STATED: Final = frozenset("were was are is have had died dead more others killed wounded remain remained".split())
"""Words before which a figure after a name is a count: ``in Homs 300 were killed``."""

MONTHS_LIST: Final = frozenset(month.capitalize() for month in MONTHS)
_BEARINGS: Final = frozenset(("n", "s", "e", "w"))


class Silence:
    """Says whether a bare number stands for something else."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.labels = lexicon.nouns["label"]
        self.times = lexicon.nouns["time"]
        self.cardinal = lexicon.cardinal
        self.idioms = lexicon.nouns["idiom"]
        self.units = lexicon.nouns["unit"]
        self.weapons = lexicon.nouns["weapon"]
        self.counted_types = lexicon.nouns["type"] | lexicon.nouns["outcome"]

    def in_name(self, t: Tokens, core: Core, end: int) -> bool:
        """Whether the characters around the tokens ``[core.start, end)`` bind them into a longer written word."""
        start = core.start
        before, after = t.raw[start - 1], t.raw[end]
        if t.glued(start):
            if before.isalnum() or before in "/\\.#№@_=&%^":
                return True
            if before == "+" and t.glued(start - 1) and t.raw[start - 2].isalnum():
                return True
            if before in ",:" and t.figure[start - 2] and t.glued(start - 1):
                return True
            if before in DASHES and t.glued(start - 1) and t.raw[start - 2][-1].isalnum():
                return core.kind == "figure" or t.low[start - 2] not in ("mid", "pre", "post", "about", "some")
            if before in "'’" and core.kind == "figure" and t.glued(start - 1) and t.raw[start - 2].isalnum():
                return True
            if before == "(" and t.raw[start - 2] == "_" and t.glued(start - 1):
                return True
            if before in "'’" and core.kind == "figure" and t.raw[start].isdigit() and len(t.raw[start]) == 2:
                return True
        if not t.glued(end):
            return False
        if after == "x" and not t.glued(end + 1) and t.low[end + 1] not in ("x", "×"):
            return False
        if after.isalnum() or after in "\\@_=^#&":
            return True
        following = t.raw[end + 1]
        bound = t.glued(end + 1) and following[0].isalnum()
        if after in "/:.,'’·" and bound:
            if after == "," and not t.figure[end + 1]:
                return False
            if after in "'’":
                return (t.low[end + 1] in ("s", "st", "th") and core.kind == "figure") or t.figure[end + 1]
            if after == "/" and t.low[end + 1] in self.times:
                return False
            return not (after == "." and core.kind != "figure")
        if after in HYPHENS and bound:
            if t.low[end + 1] in _BY_WEIGHT and core.kind == "figure":
                return True
            return t.figure[end + 1] or not following.islower() or len(following) < 2
        return after in "–—" and bound and t.figure[end + 1]

    def labelled(self, t: Tokens, core: Core, *, measured: bool) -> bool:
        """Whether a word before the number makes it a name: ``Hill 60``, ``No. 5``, ``Task Force 58``."""
        at = core.start - 1
        if t.raw[at] in ("#", "№"):
            return True
        if (
            t.raw[at] == "."
            and t.glued(at)
            and t.low[at - 1] in ("no", "nos", "nr", "nrs", "fig", "vol", "pp", "p", "art", "mk", "v", "kfz")
        ):
            return True
        word = t.low[at]
        if not t.is_word(at) or measured:
            return False
        if self._hull(t, core) or self._cabled(t, at, core):
            return True
        if word in ("no", "nos") and (core.kind != "figure" or t.raw[at] == "no"):
            return False
        if word in _STRONG_LABELS:
            return not (word in ("number", "numbers") and t.low[at - 1] in ("the", "a"))
        return (
            t.raw[at][0].isupper()
            and word in self.labels
            and (t.low[core.end] != "of" or (core.kind == "figure" and t.low[core.end + 1] in ("the", "its")))
            and (core.kind == "figure" or t.low[at - 1] != BREAK)
        )

    @staticmethod
    def _hull(t: Tokens, core: Core) -> bool:
        """A hull number in brackets: ``(DDG 59)``, ``(T-AKE 10)``."""
        at = core.start - 1
        if t.raw[core.end] != ")" or core.kind != "figure" or not (t.raw[at].isupper() and 2 <= len(t.raw[at]) <= 4):
            return False
        return t.raw[at - 1] == "(" or (t.raw[at - 1] in HYPHENS and t.raw[at - 3] == "(")

    def _cabled(self, t: Tokens, at: int, core: Core) -> bool:
        """A number spelled after a cable's name of a formation: ``DESRON TWO THREE``."""
        if core.kind != "word" or not t.raw[core.start].isupper():
            return False
        while t.low[at] in self.cardinal and at > core.start - 4:
            at -= 1
        return t.raw[at].isupper() and len(t.raw[at]) > 4 and t.low[at].endswith(_FORMATIONS)

    def calendar(self, t: Tokens, core: Core, end: int, *, bound: bool, counted: bool) -> bool:
        """Whether a bare number is a year, a day of a month or a time of day.

        ``bound`` says that a modifier stands before it, ``counted`` that a plural follows.
        """
        before, after = t.low[core.start - 1], t.low[end]
        if after in ("a", "p") and t.low[end + 1 : end + 3] == [".", "m"]:
            return True
        if (
            core.kind == "part"
            and t.low[end + (after == "of")] in ("a", "an")
            and t.low[end + 1 + (after == "of")] in self.times
        ):
            return True
        if after in self.times or (after in HYPHENS and t.low[end + 1] in self.times):
            return True
        if core.kind != "figure":
            if self._clock(t, core):
                return True
            return before in MONTHS and t.raw[core.start - 1][0].isupper() and not (counted or t.figure[core.start - 2])
        raw = t.raw[core.start]
        small = core.value is not None and core.value <= 31
        if (small and after in MONTHS and t.raw[end][0].isupper()) or (
            small and after in DASHES and t.low[end + 1] in MONTHS
        ):
            return True
        if before in MONTHS and t.raw[core.start - 1][0].isupper() and (small or len(raw) == 4):
            return True
        if small and ((not counted and self._month_before(t, core.start)) or self._month_after(t, end)):
            return True
        if t.low[end : end + 2] == ["in", "the"] and t.low[end + 2] in self.times and small:
            return True
        if raw[0] == "0" and raw.isdigit() and len(raw) > 1:
            return True
        if before == "." and t.low[core.start - 2] in MONTHS and t.glued(core.start - 1) and len(raw) <= 4:
            return True
        if before == "," and len(raw) == 4 and t.low[core.start - 2].isdigit() and t.low[core.start - 3] in MONTHS:
            return True
        if (
            not (len(raw) == 4 and raw.isdigit() and Decimal(1000) <= Decimal(raw) < Decimal(2100))
            or core.end != core.start + 1
        ):
            return False
        if counted:
            return before in _BEFORE_YEAR and before != "of"
        return not (bound and before not in ("about", "around", "circa", "c", "ca", "by", "before", "after"))

    def _clock(self, t: Tokens, core: Core) -> bool:
        """Whether a time of day is told in words: ``at twenty to seven``, ``by ten past four``."""
        first = core.start
        if t.low[first - 1] in ("to", "past"):
            first -= 2
        joint, last = t.low[first + 1], self.cardinal.get(t.low[first + 2])
        if joint not in ("to", "past") or last is None or last[1] > 12 or t.low[first - 1] not in _CLOCK_BEFORE:
            return False
        known = self.cardinal.get(t.low[first])
        return known is not None and known[1] in _CLOCK_STEPS

    @staticmethod
    def _month_before(t: Tokens, start: int) -> bool:
        """Whether days of a month are listed: ``March 4, 5 and 6``."""
        at = start - 1
        for _ in range(8):
            if t.raw[at] in MONTHS_LIST and at < start - 1:
                return True
            if not (t.figure[at] or t.low[at] in (",", "and", "to", "or", "-", "–", "from")):
                return False
            at -= 1
        return False

    @staticmethod
    def _month_after(t: Tokens, end: int) -> bool:
        """Whether days of one month are listed: ``on 24 and 26 June``."""
        at = end
        while at < end + 6 and (t.low[at] in (",", "and", "to", "or", "-", "–") or (t.figure[at] and at > end)):
            at += 1
        return at > end + 1 and t.figure[at - 1] and t.raw[at] in MONTHS_LIST

    def placed(self, t: Tokens, core: Core, end: int) -> bool:
        """Whether the number is part of a coordinate, or numbers a list item, note or score."""
        raw, before, after = t.raw[core.start], t.raw[core.start - 1], t.raw[end]
        if core.kind != "figure":
            return False
        if after in ("°", "º") and (t.figure[end + 1] or t.low[end + 1] in _BEARINGS):
            return True
        if (after in ("′", "″") or (after in "'’\"" and t.glued(end))) and t.raw[core.start - 1] in ("°", "º", "′"):
            return True
        beside = (core.start - 1, end)
        if raw.isdigit() and len(raw) >= 4 and any(t.figure[n] and len(t.raw[n]) == len(raw) for n in beside):
            return True
        if (
            "." in raw
            and "," not in raw
            and len(raw.split(".")[-1]) >= 4
            and (after in (",", "°") or before in (",", "°"))
        ):
            return True
        if (
            t.low[end] in _BEARINGS
            and t.raw[end].isupper()
            and ("." in raw or len(raw) <= 3)
            and not t.is_word(end + 1)
        ):
            return True
        if (
            before == BREAK
            and end == core.end
            and after in (".", ")")
            and len(raw) <= 3
            and t.glued(end)
            and t.raw[end + 1] != BREAK
        ):
            return True
        if (
            before == "("
            and after == ")"
            and len(raw) <= 2
            and t.low[core.start - 2] in (BREAK, ":", ";", ",", ".", "and", "or")
        ):
            return True
        return before == "[" and after == "]"

    def idiom(self, t: Tokens, core: Core, end: int, *, bound: bool, counted: bool) -> bool:
        """Whether a number word means something else: the pronoun ``one``, ``half-hearted``, ``on all fours``."""
        low, before, after = t.low[core.start], t.low[core.start - 1], t.low[end]
        if core.end == core.start + 1 and low == "one":
            if after in HYPHENS and t.glued(end):
                return t.low[end + 1] in ("on", "another", "armed", "eyed", "to") or t.low[end + 1] in self.idioms
            if before.endswith("est") and len(before) > 4:
                return True
            if before in ("two", "three", "minus", "negative") or bound:
                return False
            if before == "to" and (t.low[core.start - 3] in self.cardinal or t.figure[core.start - 3]):
                return False
            if before in ("at", "in") and after in _ONE_MOMENT:
                return True
            return before in _ONE_BEFORE or after in _ONE_AFTER or not counted
        if after in HYPHENS and t.glued(end) and core.kind == "word" and t.low[end + 1] in self.idioms:
            return True
        if low == "half" and core.end == core.start + 1:
            if after in HYPHENS or before in HYPHENS:
                return True
            return after in _HALF_AFTER or before in (
                "first",
                "second",
                "other",
                "latter",
                "better",
                "northern",
                "southern",
                "in",
            )
        if low == "quarter":
            return core.end == core.start + 1 and before not in ("one", "a")
        if low in ("second", "seconds"):
            return True
        if low in ("scores", "score"):
            return after not in ("of", "more") and before != "of"
        if low == "few":
            return before != "a" and core.end == core.start + 1
        return False

    def calendar_range(self, t: Tokens, start: int, end: int, *, counted: bool) -> bool:
        """``1941-45``, ``1914 to 1918``: both ends read as years."""
        raw = t.raw[start]
        return raw.isdigit() and len(raw) == 4 and raw[0] in "12" and not counted and end - start == 3

    def designated(self, t: Tokens, core: Core, end: int, *, noun: Noun | None, ranged: bool) -> bool:
        """A figure before or after a name: ``218 Support Squadron``, ``1-232``, ``Phase 3``, ``Apollo 11 was``."""
        if core.kind != "figure" or len(t.raw[core.start]) > 4:
            return False
        if ranged and noun is None and t.raw[core.end] in HYPHENS:
            first, second = t.raw[core.start], t.raw[core.end + 1]
            return second[0] == "0" or (first.isdigit() and second.isdigit() and int(second[:9]) >= 20 * int(first))
        if self._abbreviated(t, core, end, noun):
            return True
        if self._numbered(t, core.start, noun):
            return True
        at = end
        while t.is_word(at) and t.raw[at][0].isupper() and at < end + 6:
            if t.low[at] in self.units:
                return True
            at += 1
        if noun is None and at > end + 1:
            return True
        if t.raw[core.start - 1] in _LINE_STARTS and at > end and (noun is None or noun.head[0].isupper()):
            return True
        named = t.is_word(core.start - 1) and t.raw[core.start - 1][0].isupper() and t.raw[core.start].isdigit()
        if (
            not named
            or t.glued(core.start - 1)
            or noun is not None
            or t.raw[core.start - 2] in (BREAK, ".", ":", ";", ",", "and")
        ):
            return False
        return t.low[end] not in _STATED and t.low[core.start - 1] not in self.cardinal

    def _abbreviated(self, t: Tokens, core: Core, end: int, noun: Noun | None) -> bool:
        """A unit by its abbreviation in running text: ``1 RGJ``, ``2 PLT``; not ``2 UAV`` nor a text in capitals."""
        name = t.raw[end]
        if not (name.isupper() and name.isalpha() and 2 <= len(name) <= 6) or t.low[end] in self.counted_types:
            return False
        if "\n" in t.text[t.end[core.start] : t.start[end]]:
            return False
        if (noun is not None and noun.head != name) or not t.raw[core.start].isdigit():
            return False
        around = (t.raw[core.start - 2], t.raw[core.start - 1], t.raw[end + 1], t.raw[end + 2])
        return (
            not all(word.isupper() for word in around if word[0].isalpha() and len(word) > 2)
            or t.raw[core.start - 1] in "[("
        )

    @staticmethod
    def _numbered(t: Tokens, start: int, noun: Noun | None) -> bool:
        """Whether consecutive figures number units: ``273, 274 and 275 Batteries``."""
        if not t.raw[start].isdigit() or (noun is not None and noun.head[0].islower()):
            return False
        own = int(t.raw[start])
        for step in (-2, 2):
            other = t.raw[start + step]
            joint = t.low[start + step // 2]
            if other.isdigit() and len(other) < 5 and joint in (",", "and", "&") and int(other) == own + step // 2:
                return own > 20
        return False

    def model_name(self, t: Tokens, core: Core, head: str | None) -> bool:
        """``Leopard 2 tanks``: a short figure between a name and a weapon's noun."""
        if core.kind != "figure" or head is None or head.lower() not in self.weapons or not t.raw[core.start].isdigit():
            return False
        before = t.raw[core.start - 1]
        return (
            t.is_word(core.start - 1)
            and before[0].isupper()
            and not (before.isupper() and head.isupper())
            and len(t.raw[core.start]) <= 3
            and t.low[core.start - 2] not in (BREAK, ".", ";", ":")
            and before.lower() not in MONTHS
        )
