"""One window of tokens, and the look-ups that every form asks of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from sitrex.annotate.text.phrases import PhraseTable
from sitrex.annotate.text.tape import Tape
from sitrex.annotate.units.lexicon import (
    Branch,
    Echelon,
    Named,
    Nation,
    Prefix,
    Qualifier,
    branches,
    closing_words,
    echelons,
    named_units,
    nations,
    prefixes,
    qualifiers,
)
from sitrex.annotate.units.tokens import NEWLINE
from sitrex.annotate.units.words import BREAKERS, MONTHS, OPENERS, SPORT, TITLES, counted, unit_words

OPENING: Final = {"“": "”", '"': '"', "‘": "’", "«": "»", "(": ")", "[": "]"}
"""Closing marks of quotations and brackets by their opening marks."""
LONGEST_BODY: Final = 14
_LONGEST_ENCLOSED: Final = 9
_SHORT: Final = 3
"""Letters that a head in mixed case must have more of to stand in small letters: odshbr."""
_SMALL: Final = unit_words("small_abbreviations")
"""Abbreviations that stand in small letters too and are no other word."""
_ARTICLES: Final = ("al-", "ad-", "as-", "an-", "ar-", "el-")
"""Arabic articles, in lower case before a capital."""


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens and vocabularies; nothing in it changes, every form reads from it."""

    tokens: Tape
    words: list[str]
    keys: list[str]
    size: int
    closings: list[int]
    """Tokens that may head or close a designation."""
    opened: list[int]
    """The last opening bracket or line end up to each token, -1 if none."""
    plurals: list[int]
    """Those of them that are plural heads."""
    prefixes: dict[str, Prefix]
    echelons: PhraseTable[Echelon]
    branches: PhraseTable[Branch]
    qualifiers: PhraseTable[Qualifier]
    nations: PhraseTable[Nation]
    named: PhraseTable[Named]

    # -- words of the vocabularies ---------------------------------------------------------------------------------

    def echelon(self, i: int) -> tuple[int, Echelon] | None:
        """End and entry of the longest head that begins at token ``i``, in whatever case it stands."""
        return self.echelons.longest(self.keys, i)

    def branch(self, i: int) -> tuple[int, Branch] | None:
        """End and entry of the longest branch phrase that begins at token ``i``."""
        return self.branches.longest(self.keys, i)

    def qualifier(self, i: int) -> tuple[int, Qualifier] | None:
        """End and entry of the longest qualifying phrase that begins at token ``i``."""
        return self.qualifiers.longest(self.keys, i)

    def nation(self, i: int) -> tuple[int, Nation] | None:
        """End and entry of the longest name of a nation, state or force that begins at token ``i``."""
        return self.nations.longest(self.keys, i)

    def known(self, i: int) -> tuple[int, Named] | None:
        """End and entry of the longest name of a known unit that begins at token ``i``; of Royal the first letter may stand."""
        if self.words[i] == "R" and self.words[i + 1 : i + 2] == ["."] and self.glued(i + 1):
            royal = self.named.longest(["royal", *self.keys[i + 2 : i + 2 + _LONGEST_ENCLOSED]], 0)
            return None if royal is None or royal[0] == 1 else (royal[0] + i + 1, royal[1])
        if "." in self.words[i] and (dotted := self.named.longest([self.keys[i].replace(".", "")], 0)) is not None:
            return i + 1, dotted[1]
        return self.named.longest(self.keys, i)

    def head(self, i: int) -> tuple[int, Echelon] | None:
        """The head word that begins at token ``i``, if its case allows it."""
        if i >= self.size:
            return None
        found = self.echelons.longest(self.keys, i)
        return found if found is not None and cased(self.words[i], found[1]) else None

    # -- tokens ----------------------------------------------------------------------------------------------------

    def glued(self, i: int) -> bool:
        """Whether token ``i`` follows the one before without a space."""
        return self.tokens.glued(i)

    def word(self, i: int) -> str:
        """Token ``i``; a full stop behind the last."""
        return self.words[i] if i < self.size else "."

    def key(self, i: int) -> str:
        """Key of token ``i``; a full stop behind the last."""
        return self.keys[i] if i < self.size else "."

    def capitalised(self, i: int) -> bool:
        """Whether token ``i`` begins with a capital."""
        return i < self.size and self.words[i][0].isupper()

    def closes(self, i: int, reach: int = LONGEST_BODY) -> bool:
        """Whether a word that heads or closes a designation follows token ``i`` within ``reach`` tokens."""
        at = bisect_left(self.closings, i)
        return at < len(self.closings) and self.closings[at] < i + reach

    def plural_within(self, i: int, reach: int) -> bool:
        """Whether a plural head follows token ``i`` within ``reach`` tokens."""
        at = bisect_right(self.plurals, i)
        return at < len(self.plurals) and self.plurals[at] < i + reach

    def counted(self, i: int) -> bool:
        """Whether token ``i`` is a plural in small letters, which a number before it counts."""
        word = self.word(i)
        return word[0].islower() and counted(word)

    def proper(self, i: int) -> bool:
        """Whether token ``i`` is a capitalised word that may be part of a name."""
        word, key = self.words[i], self.keys[i]
        capital = word[0].isupper() or (word[:3] in _ARTICLES and word[3:4].isupper())
        return capital and key not in OPENERS and key not in MONTHS and key not in BREAKERS

    def enclosed(self, i: int) -> int | None:
        """End of the short quotation or bracket that opens at token ``i``."""
        close = OPENING[self.words[i]]
        for j in range(i + 1, min(i + _LONGEST_ENCLOSED, self.size)):
            if self.words[j] == close:
                return j + 1 if j > i + 1 else None
            if self.words[j] in (NEWLINE, ";", ":"):
                return None
        return None

    def capital(self, i: int) -> bool:
        """Whether token ``i`` is a capitalised word that goes on with a name."""
        return i < self.size and self.proper(i) and self.nation(i) is None

    def sporting(self, end: int) -> bool:
        """Whether the word after token ``end`` makes it a league or a team."""
        return end < self.size and self.keys[end] in SPORT

    def titled(self, i: int) -> bool:
        """Whether token ``i`` is a rank or office."""
        return self.keys[i] in TITLES


def cased(word: str, head: Echelon) -> bool:
    """Whether the head may be written as ``word`` is: abbreviations need their capitals, long ones that are no English half."""
    if not head.case or not word[0].isupper():
        return not head.case or (head.case == "mixed" and len(word) > _SHORT) or word in _SMALL
    if head.case == "mixed":
        return 2 * sum(map(str.isupper, word)) >= len(word)
    return head.case != "upper" or (word[:-1].isupper() and (len(word) > _SHORT - 1 or word.isupper()))


def window_of(tokens: Tape) -> Window:
    """The window over some tokens."""
    closing, heads = closing_words(), echelons()
    closings = [i for i, key in enumerate(tokens.low) if key in closing]
    found = ((i, heads.longest(tokens.low, i)) for i in closings)
    return Window(
        tokens=tokens,
        words=tokens.raw,
        keys=tokens.low,
        size=len(tokens),
        closings=closings,
        opened=list(accumulate((i if word in ("(", NEWLINE) else -1 for i, word in enumerate(tokens.raw)), max)),
        plurals=[i for i, head in found if head is not None and head[1].plural and cased(tokens.raw[i], head[1])],
        prefixes=prefixes(),
        echelons=heads,
        branches=branches(),
        qualifiers=qualifiers(),
        nations=nations(),
        named=named_units(),
    )
