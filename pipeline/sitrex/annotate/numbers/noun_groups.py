"""The words of a noun group behind a number: how far it goes, and whether a word of it looks like a plural.

No tagger runs before the annotators, so the group ends at a function word, a verb of a closed list, a number or punctuation.
"""

from __future__ import annotations

from typing import Final

from sitrex.annotate.numbers.lexicon import HYPHENS, Lexicon
from sitrex.annotate.numbers.tokens import Tokens
from sitrex.annotate.text.words import abbreviations
from sitrex.annotate.text.words import words as closed

Word = tuple[int, int]
"""A word up to the next blank, as a span of tokens."""

_CALIBRES: Final = closed("calibres", table="numbers/words.tsv")
_DIRECTIONS: Final = closed("compass", table="numbers/words.tsv")
_EACH_PERIOD: Final = closed("each_period", table="numbers/words.tsv")
_NOT_ADVERBS: Final = closed("not_adverbs", table="numbers/words.tsv")
_DOTTED: Final = frozenset(word for word, ends in abbreviations().items() if ends == "always")
_NO_MEN: Final = closed("no_men", table="numbers/words.tsv")
_ORDINALS: Final = closed("ordinal_endings", table="numbers/words.tsv")
_JOINTS: Final = frozenset((",", "and", "or", "but"))
_JOINING: Final = HYPHENS | {"–", "/"}
_OPENING: Final = frozenset(('"', "“", "‘", "'", "[", "_"))
_CLOSING: Final = frozenset(('"', "”", "’", "'", "]", "_"))
_APOSTROPHES: Final = ("'", "’")
_NOT_PLURAL: Final = ("ss", "us", "is", "'s", "’s")
_ADJECTIVES: Final = ("al", "ed", "ive", "ous", "ic", "ish", "ary", "able", "ful", "less", "ent", "ant", "ern", "avy")
_LONGEST: Final = 7
_LONGEST_NAME: Final = 12
"""Tokens of what follows the first part of a name at most."""
_WITHIN_NAMES: Final = closed("within_names", table="numbers/words.tsv")
_LONGEST_WORD: Final = 30
_LONGEST_OWNER: Final = 5
_LONGEST_REMARK: Final = 8
_SHORTEST_PEOPLE: Final = 5
_MODEL_DIGITS: Final = 2


class NounGroups:
    """Reads the words of a noun group."""

    def __init__(self, lexicon: Lexicon) -> None:
        nouns = lexicon.nouns
        self.plurals = nouns["plural"]
        self.attributive = nouns["attributive"]
        self.masses = nouns["mass"] | nouns["outcome"]
        self.stops = nouns["stop"] | nouns["verb"]
        self.singulars = nouns["singular"]
        self.numbers = lexicon.cardinal
        self.per = nouns["per"]

    def is_plural(self, word: str) -> bool:
        """Whether a word looks like a plural noun."""
        low = word.lower()
        if low in self.plurals or _names_people(word):
            return True
        if low.endswith("men") and low not in _NO_MEN and len(low) > 4:
            return True
        if low.endswith(("'s", "’s")):
            return word[:-2].isupper() and len(word) > 3  # "APC's"
        long = len(low) > 2 or low[0].isdecimal()  # "Leopard 2s"
        return low.endswith("s") and long and not low.endswith(_NOT_PLURAL) and low not in self.singulars

    def words(self, t: Tokens, at: int, *, several: bool = False) -> list[Word]:
        """The words of the group that begins at ``at``; ``several``: more than one is counted, so one must be a plural."""
        words: list[Word] = []
        owned: list[tuple[int, bool, bool]] = []
        owners: list[list[Word]] = []
        quoted = False
        at += t.low[at] in ("x", "×")
        if (calibre := self._calibre(t, at)) is not None:
            words.append((at, calibre))
            at = calibre
        while len(words) < _LONGEST:
            first = at
            if t.raw[first] in _OPENING and t.is_word(first + 1):
                first += 1
                quoted = True
            if (word := self._next(t, first, words, several=several)) is None:
                break
            words.append(word)
            end = word[1]
            if t.raw[end] in _APOSTROPHES and not quoted and (t.glued(end) or t.low[end + 1] == "s"):
                end += 1 + (t.low[end + 1] == "s")
                key = end, quoted, several
                if (whole := self._at_apostrophe(t, words, end)) is None:
                    owners.append(words)
                    whole = t.owned.get(key)
                if whole is not None:
                    words = whole
                    break
                words = []
                owned.append(key)
                end = _past_amount(t, end)
            elif t.raw[end] in _CLOSING and t.glued(end):
                end += 1
            at = end
        t.owned.update(dict.fromkeys(owned, words))  # who owns what is counted may itself be owned, and so on
        return self._owners(t, owners, words) if several else words

    def _owners(self, t: Tokens, owners: list[list[Word]], words: list[Word]) -> list[Word]:
        """The owners that are counted where what they own is one thing: ``the three nations' commitment``."""
        if not owners or any(self.is_plural(t.raw[end - 1]) or t.low[end - 1] in self.masses for _, end in words):
            return words
        several = (group for group in owners if group and t.low[group[-1][1] - 1].endswith("s"))
        return next(several, words)

    def _next(self, t: Tokens, first: int, words: list[Word], *, several: bool) -> Word | None:
        """The group's word at ``first`` or behind the joint there; None where the group has ended before it."""
        if words and (behind := self._past_name(t, words[-1], first)) is not None:
            first = behind
        elif words and t.low[first] in _JOINTS:
            joint = first
            first += 1 + (t.low[first] == "," and t.low[first + 1] == "and")
            if not self._coordinates(t, words, joint, first, several=several):
                return None
        if self._ends(t, first, words):
            return None
        end = self._word_end(t, first)
        return None if end == first + 1 and self._breaks(t, first, words) else (first, end)

    def _past_name(self, t: Tokens, word: Word, at: int) -> int | None:
        """Where the noun stands that a name of several parts modifies: ``Army of the Republic of Vietnam | troops``.

        The name's last part or its abbreviation is in brackets, or behind ``of``; a plural in small letters follows at once.
        """
        name = t.raw[word[0]]
        if not name[0].isupper() or self.is_plural(name.lower()) or (t.low[at] != "of" and t.raw[at] != "("):
            return None
        limit = min(at + _LONGEST_NAME, len(t) - 1)
        while at < limit and (t.raw[at] in ("(", ")") or t.low[at] in _WITHIN_NAMES or t.raw[at][0].isupper()):
            at += 1
        named = t.raw[at - 1] == ")" or t.raw[at - 1][0].isupper()
        low = named and t.is_word(at) and t.raw[at].islower() and t.low[at] not in self.stops
        return at if low and (self.is_plural(t.low[at]) or t.low[at] in self.masses) else None

    def adverb(self, t: Tokens, at: int) -> bool:
        """Whether the word looks like an adverb."""
        return t.low[at].endswith("ly") and t.low[at] not in _NOT_ADVERBS

    def _breaks(self, t: Tokens, first: int, words: list[Word]) -> bool:
        """Whether an adverb ends the group: it does not belong to a participle before a noun (``three severely wounded men``)."""
        if t.low[first] in _EACH_PERIOD and not t.is_word(first + 1):
            return bool(words)
        if not self.adverb(t, first):
            return False
        participle = t.low[first + 1].endswith((*_ADJECTIVES, "en")) and t.is_word(first + 1)
        behind = first + 2
        return not participle or (bool(words) and (not t.is_word(behind) or t.low[behind] in self.stops))

    def _at_apostrophe(self, t: Tokens, words: list[Word], end: int) -> list[Word] | None:
        """The group where the apostrophe before ``end`` is its end; None where its words own what follows."""
        if self._abbreviated(t, words[-1], end):
            return [*words[:-1], (words[-1][0], end)]
        before = self._before_owner(t, words)
        return None if before is None else words[:before]

    def _before_owner(self, t: Tokens, words: list[Word]) -> int | None:
        """Where the group ended before another that owns something: ``two leaders | met John's envoy``."""
        for n, (first, end) in enumerate(words[:-1]):
            word = t.low[end - 1]
            if t.raw[first].islower() and self.is_plural(word) and word not in self.attributive:
                return n + 1
        return None

    def _abbreviated(self, t: Tokens, word: Word, end: int) -> bool:
        """Whether ``'s`` makes the plural of an abbreviation (``two WIA's from``): no plural that it owns follows."""
        raw, before = t.raw[word[1] - 1], t.raw[word[0] - 1]
        capitals = before.isupper() and len(before) > 1  # a text in capitals
        if capitals or not (raw.isupper() and len(raw) > 1 and t.low[end - 1] == "s"):
            return False
        behind = end
        while behind < end + _LONGEST and t.is_word(behind) and t.low[behind] not in self.stops:
            if self.is_plural(t.raw[behind]):
                return False
            behind += 1
        return True

    def _ends(self, t: Tokens, first: int, words: list[Word]) -> bool:
        """Whether the token ``first`` is no word of the group: a function word, a verb, a number, a sign."""
        if not (t.is_word(first) or (t.figure[first] and (words or self._begins_word(t, first)))):
            return True
        if t.low[first] in self.stops and not self._names(t, first, words):
            return bool(words) or not self._participle(t, first)
        if not words:
            return False
        if t.figure[first] and not t.glued(first + 1) and not self._model(t, words[-1], first):
            return True
        return t.low[first] in self.numbers and not self._begins_word(t, first)

    def _names(self, t: Tokens, at: int, words: list[Word]) -> bool:
        """Whether what is written like a function word or a verb is a name or the beginning of a longer word."""
        raw = t.raw[at]
        capitals = raw.isupper() and len(raw) > 1 and not t.raw[at - 1].isupper()
        title = raw.istitle() and t.raw[at + 1].istitle() and bool(words or t.figure[at - 1])
        timed = not words and t.low[at] == "overnight" and t.is_word(at + 1) and t.low[at + 1] not in self.stops
        return capitals or title or timed or self._compass(t, at) or self._begins_word(t, at) or self._designated(t, at)

    @staticmethod
    def _designated(t: Tokens, at: int) -> bool:
        """Whether a figure in the plural makes a designation of the word: ``six He 111s``, ``two Me 262s``."""
        plural = t.figure[at + 1] and t.glued(at + 2) and t.low[at + 2].endswith("s")
        return plural and t.raw[at].istitle() and not t.glued(at + 1)

    def _compass(self, t: Tokens, at: int) -> bool:
        """Whether a point of the compass modifies a noun: ``two south coast ports``."""
        return t.low[at] in _DIRECTIONS and t.is_word(at + 1) and t.low[at + 1] not in self.stops

    def _word_end(self, t: Tokens, first: int) -> int:
        """The end of a word up to the next blank or the stroke of a rate (``shells/day``), its hyphens and figures in it."""
        end = _past_dots(t, first)
        while t.glued(end) and end < first + _LONGEST_WORD:
            if not (
                t.is_word(end)
                or t.figure[end]
                or (t.raw[end] in _JOINING and t.glued(end + 1) and t.raw[end + 1] not in _JOINING)
            ):
                break
            if t.raw[end] == "/" and t.low[end + 1] in self.per and t.low[end - 1] not in self.per:
                break
            end += 1
        return end

    def _calibre(self, t: Tokens, at: int) -> int | None:
        """The end of a calibre before the noun: ``12 152-mm howitzers``, ``5 77mm. guns``, ``ten 77 m.m. shells``."""
        if not t.figure[at]:
            return None
        unit = at + 1 + (t.raw[at + 1] in HYPHENS)
        if t.low[unit : unit + 4] == ["m", ".", "m", "."]:
            return unit + 4
        if t.low[unit] in _CALIBRES:
            dotted = t.raw[unit + 1] == "." and t.glued(unit + 1) and t.raw[unit + 2].islower()
            return unit + 1 + dotted
        bare = "." in t.raw[at] and t.is_word(at + 1) and t.raw[at + 1].islower() and self.is_plural(t.raw[at + 1])
        return at + 1 if bare else None

    @staticmethod
    def _begins_word(t: Tokens, at: int) -> bool:
        """``25-pounders``, ``337th Ambulance men``, ``stay-behind patrols``: what begins the noun's own word."""
        if t.figure[at] and t.low[at + 1] in _ORDINALS and t.glued(at + 1):
            return True
        return t.raw[at + 1] in HYPHENS and t.glued(at + 1) and t.glued(at + 2) and t.is_word(at + 2)

    def _participle(self, t: Tokens, at: int) -> bool:
        """Whether a past tense modifies what follows: ``200 surrendered German troops``."""
        return (
            t.low[at].endswith("ed")
            and t.is_word(at + 1)
            and t.low[at + 1] not in self.stops
            and (t.raw[at + 1][0].isupper() or self.is_plural(t.low[at + 1]))
        )

    @staticmethod
    def _model(t: Tokens, word: Word, at: int) -> bool:
        """Whether a short figure belongs to a name: ``26 Leopard 1 tanks``."""
        named, short = t.raw[word[0]][0].isupper(), len(t.raw[at]) <= _MODEL_DIGITS
        return named and short and t.is_word(at + 1) and t.raw[at + 1][0].islower()

    def _coordinates(self, t: Tokens, words: list[Word], joint: int, at: int, *, several: bool) -> bool:
        """Whether ``and`` or a comma joins what modifies one noun: ``34 captured and refurbished tractors``."""
        word, comma = words[-1], t.low[joint] == ","
        last, following = t.low[word[1] - 1], t.low[at]
        if self.is_plural(last) or following in self.stops or following in self.numbers:
            return False
        if t.figure[at]:
            return t.figure[word[0]] and self._calibre(t, at) is not None
        if following.endswith("ed") and last.endswith(("ant", "ent", "al", "ary")):
            return False  # "an insurgent and detained"
        if several and not comma and self._shares_noun(t, words, at):
            return True
        return t.low[joint] not in ("or", "but") and self._alike(t, word, at, comma=comma)

    def _alike(self, t: Tokens, word: Word, at: int, *, comma: bool) -> bool:
        """Whether two names or two adjectives are joined: ``Russian and Syrian``, ``captured and refurbished``."""
        last, following = t.low[word[1] - 1], t.low[at]
        if t.raw[word[0]][0].isupper():
            capitals = comma and t.raw[word[0]].isupper() and t.raw[at].isupper()
            return not capitals and t.is_word(at) and t.raw[at][0].isupper()
        if comma:
            return last.endswith(_ADJECTIVES) and following.endswith((*_ADJECTIVES, "bi", "multi"))
        return last.endswith(_ADJECTIVES) and t.is_word(at) and t.raw[at][0].islower() and not self.is_plural(following)

    def _shares_noun(self, t: Tokens, words: list[Word], at: int) -> bool:
        """Whether two nouns modify one plural (``eight drone and land attacks``): none came before, one follows."""
        lasts = [t.raw[end - 1] for _, end in words]
        if any(self.is_plural(word) or word.lower() in self.masses for word in lasts):
            return False
        rest = self.words(t, at)
        return len(rest) > 1 and any(self.is_plural(t.raw[end - 1]) for _, end in rest[1:])


def _names_people(word: str) -> bool:
    """Whether a word looks like the name of a people in the plural: ``Kuwaitis``, ``Chinese``."""
    long = not word.isupper() and len(word) > _SHORTEST_PEOPLE
    return word[0].isupper() and (word.lower().endswith("ese") or (long and word.endswith("is")))


def _past_dots(t: Tokens, first: int) -> int:
    """Past the dots of an abbreviation (``U.S.``, ``St. Petersburg``), else past the token ``first``."""
    end = first + 1
    if t.low[first] in _DOTTED and t.raw[first][0].isupper() and t.raw[end] == "." and t.glued(end):
        return end + (t.is_word(end + 1) and t.raw[end + 1][0].isupper())
    while t.raw[end] == "." and t.glued(end) and len(t.raw[end - 1]) == 1 and t.is_word(end - 1):
        if not (t.glued(end + 1) and len(t.raw[end + 1]) == 1 and t.is_word(end + 1)):
            return end + 1 if end > first + 1 else end
        end += 2
    return end


def owner_at(t: Tokens, at: int) -> bool:
    """Whether a word or a name that owns something stands at token ``at``: ``war's victims``, ``Gen. Haftar's men``."""
    if not t.is_word(at):
        return False
    end = at + 1
    while end < at + _LONGEST_OWNER and t.raw[at][0].isupper() and (t.raw[end] == "." or t.raw[end].istitle()):
        end += 1
    return t.raw[end] in _APOSTROPHES


def _past_amount(t: Tokens, at: int) -> int:
    """Past how many an owner has: ``Ukraine's 12 brigades``."""
    return at + (t.figure[at] and t.is_word(at + 1) and not t.glued(at + 1))


def past_remark(t: Tokens, at: int) -> int:
    """Past an editor's remark in brackets: ``seven [number as heard] other people``."""
    if t.raw[at] != "[" or not t.is_word(at + 1) or t.glued(at):
        return at
    close = next((n for n in range(at + 2, at + 2 + _LONGEST_REMARK) if t.raw[n] == "]"), None)
    return at if close is None or not t.is_word(close + 1) else close + 1
