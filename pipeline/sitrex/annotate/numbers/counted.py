"""What is counted: the noun phrase after a number, by a grammar over words.

No tagger runs before the annotators, so the phrase ends at a function word, a
verb of a closed list or punctuation, and its head is the first plural that does
not go on modifying (``arms depots``). ``docs/numbers.md`` gives its accuracy.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from sitrex.annotate.numbers.lexicon import HYPHENS, Lexicon
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.text.words import words as closed

_BETWEEN: Final = closed("comparatives", table="numbers/words.tsv")
_EACH_PERIOD: Final = closed("each_period", table="numbers/words.tsv")
_DETERMINERS: Final = closed("demonstratives", "possessives") | closed("counted_determiners", table="numbers/words.tsv")
_LOSSES: Final = closed("losses", table="numbers/words.tsv")
_PEOPLES: Final = ("ish", "ian", "ean", "ese", "an", "ch", "ic", "i")
_LOSS_WITHIN: Final = 16
_ROUGHLY: Final = closed("roughly", table="numbers/words.tsv")
_LONGEST_JOINED: Final = 3
_SHARERS: Final = closed("sharers", table="numbers/words.tsv")
_DATED: Final = closed("dated", table="numbers/words.tsv")
_PARTICIPLES: Final = ("ed", "ing", "en")
_PLURALS: Final = ("ings", "ers", "ors", "ions", "ments", "ants", "ists", "ians")
_LONGEST: Final = 7
_LONGEST_WORD: Final = 30
_ADJECTIVES: Final = ("al", "ed", "ive", "ous", "ic", "ish", "ary", "able", "ful", "less", "ent", "ant", "ern", "avy")
_NOT_ADVERBS: Final = closed("not_adverbs", table="numbers/words.tsv")
_NO_MEN: Final = closed("no_men", table="numbers/words.tsv")
_OF_SO_MANY: Final = closed("of_so_many", table="numbers/words.tsv")
_NOT_PLURAL: Final = ("ss", "us", "is", "'s", "’s")


class Noun(NamedTuple):
    """A counted phrase: its head word, first token, end, and whether the head is plural."""

    head: str
    start: int
    end: int
    plural: bool


class Counting:
    """Finds the counted noun after a number."""

    def __init__(self, lexicon: Lexicon) -> None:
        nouns = lexicon.nouns
        self.plurals = nouns["plural"]
        self.masses = nouns["mass"] | nouns["outcome"]
        self.outcomes = nouns["outcome"]
        self.attributive = nouns["attributive"]
        self.stops = nouns["stop"] | nouns["verb"]
        self.singulars = nouns["singular"]
        self.times = nouns["time"]
        self.units = nouns["unit"]
        self.per = nouns["per"]
        self.types = nouns["type"]
        self.numbers = lexicon.cardinal
        self.counts = lexicon.triggers

    def noun(
        self,
        t: Tokens,
        at: int,
        value: Decimal | None,
        *,
        atleast: bool = False,
        share: bool = False,
        partitive: bool = False,
        hyphened: bool = False,
    ) -> Noun | None:
        """The phrase counted by the number that ends at token ``at``.

        ``atleast``: a modifier allows a plural after one; ``share``: part of one thing, so a singular will do;
        ``partitive``: ``of`` and a determiner may follow; ``hyphened``: the noun is joined by a hyphen.
        """
        if hyphened:
            head = t.low[at + 1]
            counts = head.isalpha() and head != "strong"
            return Noun(t.raw[at + 1], at + 1, at + 2, plural=False) if counts else None
        whole = at
        at = self._past_of(t, at, partitive=partitive)
        atleast = atleast or (at > whole + 1 and t.low[whole] == "of")
        at += t.low[at] == "very"
        first = at
        if t.low[at] in _BETWEEN:
            at += 1
        words = self._words(t, at)
        if not words or (t.low[at - 1] == "those" and t.low[at].endswith(_PARTICIPLES)):
            return None
        begin = first if words[0][0] == at and t.low[first] != "more" else words[0][0]
        place = self._head(t, words, value, atleast=atleast, share=share)
        if place is None or (self._adverb(t, words[0][0]) and t.low[words[place][0]] in self.outcomes):
            return None
        first, end = words[place]
        gerund, name = t.low[first].endswith("ing"), t.raw[first][0].isupper()
        if value is not None and ((value <= 1 and gerund) or (value < 1 and name)):
            return None
        word = t.text[t.start[first] : t.end[end - 1]]
        plural = self.is_plural(word)
        common = word.lower() in self.plurals or word.lower() in self.units
        if plural and place and not common and self._two_word_name(t, words[place - 1], words[place]):
            word = t.text[t.start[words[place - 1][0]] : t.end[end - 1]]
        return Noun(word, begin, end, plural=plural)

    def _past_of(self, t: Tokens, at: int, *, partitive: bool) -> int:
        """Where the phrase begins after ``more of``, ``of the roughly 40``."""
        if t.low[at] in _BETWEEN and t.low[at + 1] == "of":
            at += 1
        if not partitive:
            return at
        at += t.low[at] == "of"
        if t.low[at - 1] == "of" and t.figure[at] and t.is_word(at + 1):
            return at + 1
        if t.low[at] in _DETERMINERS:
            at += 1
            at += t.low[at] in _DETERMINERS
            at += t.low[at] in _ROUGHLY
            if t.low[at] in self.numbers or t.figure[at]:
                at += 1
                at += 2 * (t.raw[at] in HYPHENS and t.low[at + 1] == "strong")
        return at

    def _head(
        self, t: Tokens, words: list[tuple[int, int]], value: Decimal | None, *, atleast: bool, share: bool
    ) -> int | None:
        """Which of the words is the head: a plural after more than one, else the last."""
        place = None
        if value is not None and value > 1 and t.low[words[0][0]] in _OF_SO_MANY and len(words) > 1:
            return 0
        if value is None or value > 1 or value == 0 or atleast:
            place = self._first_plural(t, words)
            if place is None:
                place = self._unvaried(t, words)
        if place is None and (share or (value is not None and 0 < value <= 1)):
            place = self._last(t, words)
        return place

    def stated(self, t: Tokens, start: int, noun: Noun) -> bool:
        """Whether the text names what is counted: after a loss ``41 killed`` does, ``300 killed by fire`` alone does not."""
        head = noun.head.lower()
        if head not in self.outcomes:
            return head != "strong"
        at = start - 1
        while at > start - _LOSS_WITHIN and t.raw[at] not in (BREAK, "."):
            if t.low[at] in _LOSSES:
                return True
            at -= 1
        return False

    def joined(self, t: Tokens, noun: Noun, *, share: bool) -> int:
        """Where the counted phrase ends once nouns joined to its head are in: ``insurgents and relatives``.

        ``share``: part of several things is counted, which may be listed: ``shells, fuel, and rations``.
        """
        share = share or noun.head.lower() in self.outcomes
        at, items = noun.end, 0
        if not (noun.plural or noun.head.lower() in self.masses):
            return at
        while items < _LONGEST:
            comma = t.raw[at] == ","
            at += comma
            closes = t.low[at] in ("and", "or")
            at += closes
            if not (comma or closes) or (comma and not share) or (comma and closes and not items):
                break
            words = self._words(t, at)
            if not words or self._begins_anew(t, at, words):
                break
            lasts = [t.low[end - 1] for _, end in words]
            lone = comma and len(words) == 1 and t.raw[at].islower()
            place = self._joined_head(lasts, lone=lone, outcome=noun.head.lower() in self.outcomes)
            if place is None:
                break
            closes = closes or "and" in t.low[at : words[-1][1]]
            at, items = words[place][1], items + 1
            if closes:
                return words[-1][1] if lasts[-1] in self.outcomes else at
        return noun.end

    def _begins_anew(self, t: Tokens, at: int, words: list[tuple[int, int]]) -> bool:
        """Whether what follows a joint has a number or too many words of its own, or is no noun."""
        return t.figure[at] or len(words) > _LONGEST_JOINED or t.low[at] in self.counts or self._adverb(t, at)

    def _joined_head(self, lasts: list[str], *, lone: bool, outcome: bool) -> int | None:
        """Which of the words is a joined head; ``lone``: one word of a list, which need not be plural."""
        place = next((n for n, word in enumerate(lasts) if self.is_plural(word) or word in self.masses), None)
        if place is None:
            return 0 if lone else None
        if lasts[place] in self.outcomes and not outcome:
            return None
        rest = lasts[place + 1 :]
        return place if all(word.endswith(_PARTICIPLES) or word in self.masses for word in rest) else None

    def _unvaried(self, t: Tokens, words: list[tuple[int, int]]) -> int | None:
        """A type of craft that counts without a plural: ``four E-2C``, ``two Lynx``."""
        last = len(words) - 1
        first, end = words[last]
        if not t.raw[first][0].isupper():
            return None
        designation = end > first + 1 and any(t.figure[first:end])
        return last if designation or t.low[end - 1] in self.types else None

    @staticmethod
    def _two_word_name(t: Tokens, before: tuple[int, int], head: tuple[int, int]) -> bool:
        """Whether a plural name has two words: ``Land Rovers``, not ``German Tigers``."""
        first, end = before
        word, name = t.raw[first], t.raw[head[0]]
        return end == first + 1 and word.istitle() and name.istitle() and not word.endswith(_PEOPLES)

    def is_plural(self, word: str) -> bool:
        """Whether a word looks like a plural noun."""
        low = word.lower()
        if low in self.plurals:
            return True
        if low.endswith("is") and word[0].isupper() and not word.isupper() and len(word) > 5:
            return True  # "Kuwaitis"
        if (low.endswith("ese") and word[0].isupper()) or (low.endswith("men") and low not in _NO_MEN and len(low) > 4):
            return True
        return low.endswith("s") and len(low) > 2 and not low.endswith(_NOT_PLURAL) and low not in self.singulars

    def _words(self, t: Tokens, at: int) -> list[tuple[int, int]]:
        """Blank-delimited words of the phrase, as token spans."""
        words: list[tuple[int, int]] = []
        owned: list[tuple[int, bool]] = []
        quoted = False
        if t.low[at] in ("x", "×"):
            at += 1
        if (calibre := self._calibre(t, at)) is not None:
            words.append((at, calibre))
            at = calibre
        while len(words) < _LONGEST:
            first = at
            if t.raw[first] in ('"', "“", "‘", "'", "[", "_") and t.is_word(first + 1):
                first += 1
                quoted = True
            if words and t.low[first] in (",", "and"):
                joint = first
                first += 1 + (t.low[first] == "," and t.low[first + 1] == "and")
                if not self._coordinates(t, words[-1], first, comma=t.low[joint] == ","):
                    break
            if self._ends(t, first, words):
                break
            end = self._word_end(t, first)
            if (
                self._adverb(t, first)
                and end == first + 1
                and not (t.low[end].endswith(("ed", "en")) and t.is_word(end))
            ):
                break
            words.append((first, end))
            if t.raw[end] in ("'", "’") and not quoted and (t.glued(end) or t.low[end + 1] == "s"):
                end += 1 + (t.low[end + 1] == "s")
                if (end, quoted) in t.owned:
                    words = t.owned[end, quoted]
                    break
                words = []
                owned.append((end, quoted))
            elif t.raw[end] in ('"', "”", "’", "'", "]", "_") and t.glued(end):
                end += 1
            at = end
        t.owned.update(dict.fromkeys(owned, words))  # who owns what is counted may itself be owned, and so on
        return words

    def _ends(self, t: Tokens, first: int, words: list[tuple[int, int]]) -> bool:
        """Whether the token ``first`` is no word of the phrase: a function word, a verb, a number, a sign."""
        if not (t.is_word(first) or (t.figure[first] and (words or self._hyphened(t, first)))):
            return True
        named = t.raw[first].isupper() and len(t.raw[first]) > 1 and not t.raw[first - 1].isupper()
        named = named or (t.raw[first].istitle() and t.raw[first + 1].istitle() and bool(words or t.figure[first - 1]))
        if t.low[first] in self.stops and not named and not (not words and self._participle(t, first)):
            return True
        if not words:
            return False
        if t.figure[first] and not t.glued(first + 1) and not self._model(t, words[-1], first):
            return True
        return t.low[first] in self.numbers

    @staticmethod
    def _word_end(t: Tokens, first: int) -> int:
        """The end of a word up to the next blank, its hyphens and figures in it."""
        end = first + 1
        while t.raw[end] == "." and t.glued(end) and t.raw[end - 1].isupper() and len(t.raw[end - 1]) == 1:
            if not (t.glued(end + 1) and t.raw[end + 1].isupper() and len(t.raw[end + 1]) == 1):
                return end + 1 if end > first + 1 else end  # "U.S."
            end += 2
        while t.glued(end) and end < first + _LONGEST_WORD:
            if not (
                t.is_word(end)
                or t.figure[end]
                or (t.raw[end] in HYPHENS and t.glued(end + 1) and t.raw[end + 1] not in HYPHENS)
            ):
                break
            end += 1
        return end

    @staticmethod
    def _calibre(t: Tokens, at: int) -> int | None:
        """The end of a calibre before the noun: ``12 152-mm howitzers``, ``six 105 mm guns``."""
        if not t.figure[at]:
            return None
        unit = at + 1 + (t.raw[at + 1] in HYPHENS)
        return unit + 1 if t.low[unit] in ("mm", "cm", "inch", "in", "pounder", "pdr", "kg", "ton", "barrel") else None

    @staticmethod
    def _hyphened(t: Tokens, at: int) -> bool:
        """``25-pounders``, ``12-man patrols``: a figure that begins the noun's own word."""
        return t.raw[at + 1] in HYPHENS and t.glued(at + 1) and t.glued(at + 2) and t.is_word(at + 2)

    @staticmethod
    def _adverb(t: Tokens, at: int) -> bool:
        return t.low[at].endswith("ly") and t.low[at] not in _NOT_ADVERBS

    def _participle(self, t: Tokens, at: int) -> bool:
        """Whether a past tense modifies what follows: ``200 surrendered German troops``."""
        return (
            t.low[at].endswith("ed")
            and t.is_word(at + 1)
            and t.low[at + 1] not in self.stops
            and (t.raw[at + 1][0].isupper() or self.is_plural(t.low[at + 1]))
        )

    @staticmethod
    def _model(t: Tokens, word: tuple[int, int], at: int) -> bool:
        """Whether a short figure belongs to a name: ``26 Leopard 1 tanks``."""
        return t.raw[word[0]][0].isupper() and len(t.raw[at]) <= 2 and t.is_word(at + 1) and t.raw[at + 1][0].islower()

    def _coordinates(self, t: Tokens, word: tuple[int, int], at: int, *, comma: bool) -> bool:
        """Whether ``and`` or a comma joins two adjectives: ``34 captured and refurbished tractors``, ``Russian and Syrian troops``."""
        last, following = t.low[word[1] - 1], t.low[at]
        if self.is_plural(last) or following in self.stops or following in self.numbers or t.figure[at]:
            return False
        if t.raw[word[0]][0].isupper():
            if comma and t.raw[word[0]].isupper() and t.raw[at].isupper():
                return False
            return t.is_word(at) and t.raw[at][0].isupper()
        if comma:
            return last.endswith(_ADJECTIVES) and following.endswith((*_ADJECTIVES, "bi", "multi"))
        return last.endswith(_ADJECTIVES) and t.is_word(at) and t.raw[at][0].islower() and not self.is_plural(following)

    def _first_plural(self, t: Tokens, words: list[tuple[int, int]]) -> int | None:
        written = [t.text[t.start[a] : t.end[b - 1]] for a, b in words]
        texts = [word.lower() for word in written]
        common = [word[0].islower() and self.is_plural(word) for word in written]
        for n, word in enumerate(texts):
            later = texts[n + 1] if n + 1 < len(texts) else ""
            if self.is_plural(written[n]):
                if not common[n] and not later.endswith("ing") and any(common[n + 1 :]):
                    continue
                irregular = word in self.plurals or word in self.attributive
                if irregular and later and (self.is_plural(later) or later in self.masses - self.outcomes):
                    continue
                return n
            alone = word in self.outcomes or not later or later.endswith("ed")
            if word in self.masses and alone and not any(self.is_plural(w) for w in texts[n + 1 :]):
                return n
        return None

    def _last(self, t: Tokens, words: list[tuple[int, int]]) -> int:
        last = len(words) - 1
        while last > 0 and t.low[words[last][0]].endswith(("ed", "ing")):
            last -= 1
        for n in range(last + 1):
            word = t.low[words[n][1] - 1]
            if n and t.raw[words[n][0]][0].islower() and self.is_plural(word) and word.endswith("s"):
                return n if word.endswith(_PLURALS) else n - 1
        return last

    def rate(self, t: Tokens, at: int) -> tuple[str, int] | None:
        """The denominator of a rate that begins at ``at``: lower-case singular, end of it."""
        low = t.low
        if low[at] == "for" and low[at + 1] in ("every", "each"):
            at += 1
        if low[at] in _EACH_PERIOD:
            named = {"daily": "day", "nightly": "night", "annually": "year", "yearly": "year"}
            return named.get(low[at], low[at][:-2]), at + 1
        if low[at] == "/" and t.glued(at) and low[at + 1] in self.per:
            return low[at + 1], at + 2
        if low[at : at + 2] == ["to", "the"] and low[at + 2] in _SHARERS:
            return low[at + 2], at + 3
        if low[at] not in ("a", "an", "per", "each", "every"):
            return None
        joint, at = low[at], at + 1
        if joint in ("a", "an") and low[at + 1] in _DATED:
            return None
        if low[at] in ("square", "cubic") and t.is_word(at + 1):
            return f"{low[at]} {low[at + 1]}", at + 2
        word = low[at]
        if word in self.per or (
            joint in ("per", "every") and t.is_word(at) and word not in self.stops and word != BREAK
        ):
            if word == "annum":
                word = "year"
            return word, at + 1
        return None
