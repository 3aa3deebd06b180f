"""What is counted: the noun phrase after a number, by a grammar over words.

No tagger runs before the annotators, so the phrase ends at a function word, a
verb of a closed list or punctuation, and its head is the first plural that does
not go on modifying (``arms depots``). ``docs/numbers.md`` gives its accuracy.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from sitrex.annotate.numbers.lexicon import HYPHENS, MONTHS, Lexicon
from sitrex.annotate.numbers.tokens import BREAK, Tokens

_BETWEEN: Final = frozenset("more other additional further such extra fewer less".split())
_DETERMINERS: Final = frozenset("the these those their its his her our all this that my your".split())
_LENGTHS: Final = frozenset(("m", "km", "[mi_i]", "[yd_i]", "[ft_i]", "cm", "mm", "[nmi_i]", "[in_i]"))
_LONGEST: Final = 7
_LONGEST_WORD: Final = 30
_ADJECTIVES: Final = ("al", "ed", "ive", "ous", "ic", "ish", "ary", "able", "ful", "less", "ent", "ant", "ern", "avy")
_NOT_ADVERBS: Final = frozenset(
    "supply family ally assembly anomaly fly early daily weekly friendly elderly only resupply".split()
)
_NOT_PLURAL: Final = ("ss", "us", "is", "'s", "’s")


class Noun(NamedTuple):
    """A counted phrase: its head word, first token, end, and whether the head is plural."""

    head: str
    start: int
    end: int
    plural: bool


class Age(NamedTuple):
    """An age; ``text`` is how the text says ``years old``, None where it does not."""

    text: str | None


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
        self.per = nouns["per"]
        self.numbers = lexicon.cardinal

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
        if t.low[at] in _BETWEEN:
            at += 1
        if partitive and t.low[at] == "of":
            at += 1
        if partitive and t.low[at] in _DETERMINERS:
            at += 1
            if t.low[at] in _DETERMINERS:
                at += 1
            if t.low[at] in self.numbers or t.figure[at]:
                at += 1
        if t.low[at] in _BETWEEN:
            at += 1
        words = self._words(t, at)
        if not words:
            return None
        place = None
        if value is None or value > 1 or value == 0 or atleast:
            place = self._first_plural(t, words)
        if place is None and (share or (value is not None and 0 < value <= 1)):
            place = self._last(t, words)
        if place is None or (self._adverb(t, words[0][0]) and t.low[words[place][0]] in self.outcomes):
            return None
        first, end = words[place]
        if (
            value is not None
            and value <= 1
            and (t.low[first].endswith("ing") or (value < 1 and t.raw[first][0].isupper()))
        ):
            return None
        word = t.text[t.start[first] : t.end[end - 1]]
        return Noun(word, words[0][0], end, plural=self.is_plural(word))

    def age(self, t: Tokens, start: int, end: int) -> Age | None:
        """Whether the number over ``[start, end)`` is somebody's age."""
        low = t.low
        at = end
        if t.raw[at] in HYPHENS and t.glued(at):
            at += 1
        if low[at] in ("year", "years"):
            rest = at + 1
            if t.raw[rest] in HYPHENS:
                rest += 1
            if low[rest] in ("old", "olds"):
                return Age(t.slice(at, rest + 1))
            if low[rest : rest + 2] == ["of", "age"]:
                return Age(t.slice(at, rest + 2))
            return None
        if low[start - 1] == "aged" or low[start - 2 : start] == ["age", "of"] or low[start - 1] == "age":
            return Age(None)
        named = t.is_word(start - 2) and t.raw[start - 2][0].isupper() and t.low[start - 2] not in MONTHS
        if t.raw[start - 1] == "," and named and t.is_word(start - 3) and t.raw[start - 3][0].isupper():
            return Age(None) if t.raw[end] in (",", ".", ";") and self._lifetime(t, start, end) else None
        return None

    def _lifetime(self, t: Tokens, start: int, end: int) -> bool:
        if end == start + 1 and t.raw[start].isdigit():
            return 10 <= int(t.raw[start][:4]) <= 110 and len(t.raw[start]) <= 3 and not t.figure[end + 1]
        return end - start == 3 and t.raw[start + 1] in HYPHENS and self.numbers.get(t.low[start], ("", 0))[0] == "ten"

    def ranked(self, t: Tokens, at: int, value: int) -> Noun | None:
        """What an ordinal picks: ``the second supply line``; None where a verb may follow (``the third disappears``)."""
        words = self._words(t, at + (t.low[at] in _BETWEEN))
        if not words or t.figure[at] or t.low[at] in self.numbers or self._adverb(t, words[0][0]):
            return None
        place = self._last(t, words)
        first, end = words[place]
        head = t.text[t.start[first] : t.end[end - 1]]
        if len(words) == 1 and ((value > 1 and self.is_plural(head)) or head.lower().endswith("ed")):
            return None
        if place + 1 < len(words) and self.is_plural(t.low[words[place + 1][1] - 1]) and value == 1:
            first, end = words[place + 1]
            head = t.text[t.start[first] : t.end[end - 1]]
        return Noun(head, words[0][0], end, plural=self.is_plural(head))

    def substance(self, t: Tokens, at: int, ucum: str) -> Noun | None:
        """What a measure is a measure of: ``eight million tons of coal``; None after lengths before a place."""
        words = self._words(t, at)
        if not words or (ucum in _LENGTHS and any(raw[:1].isupper() for raw in t.raw[words[0][0] : words[-1][1]])):
            return None
        head = self._first_plural(t, words)
        first, end = words[self._last(t, words) if head is None else head]
        return Noun(t.text[t.start[first] : t.end[end - 1]], words[0][0], end, plural=True)

    def is_plural(self, word: str) -> bool:
        """Whether a word looks like a plural noun."""
        low = word.lower()
        if low in self.plurals:
            return True
        return low.endswith("s") and len(low) > 2 and not low.endswith(_NOT_PLURAL) and low not in self.singulars

    def _words(self, t: Tokens, at: int) -> list[tuple[int, int]]:
        """Blank-delimited words of the phrase, as token spans."""
        words: list[tuple[int, int]] = []
        quoted = False
        if t.low[at] in ("x", "×"):
            at += 1
        if (calibre := self._calibre(t, at)) is not None:
            words.append((at, calibre))
            at = calibre
        while len(words) < _LONGEST:
            first = at
            if t.raw[first] in ('"', "“", "‘", "'", "[") and t.is_word(first + 1):
                first += 1
                quoted = True
            if words and t.low[first] in (",", "and"):
                joint = first
                first += 1 + (t.low[first] == "," and t.low[first + 1] == "and")
                if not self._coordinates(t, words[-1], first, comma=t.low[joint] == ","):
                    break
            if not (t.is_word(first) or (t.figure[first] and words)):
                break
            named = t.raw[first].isupper() and len(t.raw[first]) > 1
            if t.low[first] in self.stops and not named and not (not words and self._participle(t, first)):
                break
            if t.figure[first] and not t.glued(first + 1) and not self._model(t, words[-1], first):
                break
            if words and t.low[first] in self.numbers:
                break
            end = first + 1
            while (
                t.glued(end)
                and end < first + _LONGEST_WORD
                and (t.is_word(end) or t.figure[end] or (t.raw[end] in HYPHENS and t.glued(end + 1)))
            ):
                end += 1
            if self._adverb(t, first) and not (t.low[end].endswith(("ed", "en")) and t.is_word(end)):
                break
            words.append((first, end))
            if t.raw[end] in ("'", "’") and not quoted and (t.glued(end) or t.low[end + 1] == "s"):
                words.clear()
                end += 1 + (t.low[end + 1] == "s")
            elif t.raw[end] in ('"', "”", "’", "'", "]") and t.glued(end):
                end += 1
            at = end
        return words

    @staticmethod
    def _calibre(t: Tokens, at: int) -> int | None:
        """The end of a calibre before the noun: ``12 152-mm howitzers``, ``six 105 mm guns``."""
        if not t.figure[at]:
            return None
        unit = at + 1 + (t.raw[at + 1] in HYPHENS)
        return unit + 1 if t.low[unit] in ("mm", "cm", "inch", "in", "pounder", "pdr", "kg", "ton", "barrel") else None

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
            return t.is_word(at) and t.raw[at][0].isupper()
        if comma:
            return last.endswith(_ADJECTIVES) and following.endswith((*_ADJECTIVES, "bi", "multi"))
        return last.endswith(_ADJECTIVES) and t.is_word(at) and t.raw[at][0].islower() and not self.is_plural(following)

    def _first_plural(self, t: Tokens, words: list[tuple[int, int]]) -> int | None:
        texts = [t.text[t.start[a] : t.end[b - 1]].lower() for a, b in words]
        common = [t.raw[a][0].islower() and self.is_plural(text) for (a, _), text in zip(words, texts, strict=True)]
        for n, word in enumerate(texts):
            later = texts[n + 1] if n + 1 < len(texts) else ""
            if self.is_plural(word):
                if not common[n] and any(common[n + 1 :]):
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
            if n and t.raw[words[n][0]][0].islower() and self.is_plural(t.low[words[n][1] - 1]):
                return n - 1
        return last

    def rate(self, t: Tokens, at: int) -> tuple[str, int] | None:
        """The denominator of a rate that begins at ``at``: lower-case singular, end of it."""
        low = t.low
        if low[at] == "for" and low[at + 1] in ("every", "each"):
            at += 1
        if low[at] in ("daily", "nightly", "annually", "yearly", "monthly", "weekly", "hourly"):
            named = {"daily": "day", "nightly": "night", "annually": "year", "yearly": "year"}
            return named.get(low[at], low[at][:-2]), at + 1
        if low[at] == "/" and t.glued(at) and low[at + 1] in self.per:
            return low[at + 1], at + 2
        if low[at] not in ("a", "an", "per", "each", "every"):
            return None
        joint, at = low[at], at + 1
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
