"""One window of tokens and the vocabularies that every part of the grammar looks them up in."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import Final

from sitrex.annotate.units.lexer import NEWLINE, Tokens
from sitrex.annotate.units.lexicon import (
    Echelon,
    branches,
    closing_words,
    echelons,
    named_units,
    nations,
    prefixes,
    qualifiers,
)
from sitrex.annotate.units.words import BREAKERS, MONTHS, OPENERS, SPORT, TITLES

OPENING: Final = {"“": "”", '"': '"', "‘": "’", "«": "»", "(": ")", "[": "]"}
"""Closing marks of quotations and brackets by their opening marks."""
LONGEST_BODY: Final = 14


class Window:
    """What the grammar asks of single tokens."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.words = tokens.words
        self.keys = tokens.keys
        self.size = len(tokens)
        self._echelons = echelons()
        self._branches = branches()
        self._qualifiers = qualifiers()
        self._nations = nations()
        self._named = named_units()
        self._prefixes = prefixes()
        closing = closing_words()
        self.closings = [i for i, key in enumerate(self.keys) if key in closing]
        """Tokens that may head or close a designation."""
        marks = (i if word in ("(", NEWLINE) else -1 for i, word in enumerate(self.words))
        self.opened = list(accumulate(marks, max))
        """The last opening bracket or line end up to each token, -1 if none."""

    def head(self, i: int) -> tuple[int, Echelon] | None:
        """The head word that begins at token ``i``, if its case allows it."""
        if i >= self.size:
            return None
        found = self._echelons.longest(self.keys, i)
        if found is None:
            return None
        case, word = found[1].case, self.words[i]
        if case and (not word[0].isupper() or (case == "upper" and not word[:-1].isupper())):
            return None
        return found

    def closes(self, i: int) -> bool:
        """Whether a word that heads or closes a designation follows in reach of token ``i``."""
        at = bisect_left(self.closings, i)
        return at < len(self.closings) and self.closings[at] < i + LONGEST_BODY

    def proper(self, i: int) -> bool:
        """Whether token ``i`` is a capitalised word that may be part of a name."""
        word, key = self.words[i], self.keys[i]
        capital = word[0].isupper() or (word[:3] in ("al-", "ad-", "as-", "an-", "ar-", "el-") and word[3:4].isupper())
        return capital and key not in OPENERS and key not in MONTHS and key not in BREAKERS

    def _enclosed(self, i: int) -> int | None:
        """End of the short quotation or bracket that opens at token ``i``."""
        close = OPENING[self.words[i]]
        for j in range(i + 1, min(i + 9, self.size)):
            if self.words[j] == close:
                return j + 1 if j > i + 1 else None
            if self.words[j] in (NEWLINE, ";", ":"):
                return None
        return None

    def _capital(self, i: int) -> bool:
        """Whether token ``i`` is a capitalised word that goes on with a name."""
        return i < self.size and self.proper(i) and self._nations.longest(self.keys, i) is None

    def sporting(self, end: int) -> bool:
        """Whether the word after token ``end`` makes it a league or a team."""
        return end < self.size and self.keys[end] in SPORT

    def titled(self, i: int) -> bool:
        """Whether token ``i`` is a rank or office."""
        return self.keys[i] in TITLES
