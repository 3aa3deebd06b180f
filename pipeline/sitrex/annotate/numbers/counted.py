"""What is counted: the noun phrase after a number, by a grammar over words.

Its words are a noun group (``noun_groups``); its head is the first plural that does not go on modifying (``arms depots``).
``docs/numbers.md`` gives its accuracy.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from sitrex.annotate.numbers.lexicon import HYPHENS, Lexicon
from sitrex.annotate.numbers.noun_groups import NounGroups, Word, past_remark
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.text.words import words as closed

_POWERS: Final = closed("powers", table="numbers/words.tsv")
_RATE_WORDS: Final = closed("rate_words")

_BETWEEN: Final = closed("comparatives", table="numbers/words.tsv")
_EACH_PERIOD: Final = closed("each_period", table="numbers/words.tsv")
_DETERMINERS: Final = closed("demonstratives", "possessives") | closed("counted_determiners", table="numbers/words.tsv")
_OBJECTS: Final = _DETERMINERS | {"a", "an", "them", "him", "us"}
_LOSSES: Final = closed("losses", table="numbers/words.tsv")
_PEOPLES: Final = ("ish", "ian", "ean", "ese", "an", "ch", "ic", "i")
_LOSS_WITHIN: Final = 16
_ROUGHLY: Final = closed("roughly", table="numbers/words.tsv")
_LONGEST_JOINED: Final = 3
_SHARERS: Final = closed("sharers", table="numbers/words.tsv")
_EST_NOUNS: Final = closed("est_nouns", table="numbers/words.tsv")
_SHORTEST_SUPERLATIVE: Final = 5
_DATED: Final = closed("dated", table="numbers/words.tsv")
_PARTICIPLES: Final = ("ed", "ing", "en")
_PLURALS: Final = ("ings", "ers", "ors", "ions", "ments", "ants", "ists", "ians")
_LONGEST: Final = 7
_LONGEST_CHAIN: Final = 3
_NO_HEADS: Final = closed("no_heads", table="numbers/words.tsv")
_OF_SO_MANY: Final = closed("of_so_many", table="numbers/words.tsv")


_VERSION: Final = re.compile(r"\d+[A-Z]*s|[IVX]+s?")
"""What numbers several of a thing: ``Bf 109s``, ``Panzer IVs``, ``Olifant Mk 1As``, ``12 Pz III``."""
_MARKS: Final = closed("mark_words", table="numbers/words.tsv")
_EXPONENTS: Final = ("2", "3")


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
        self.groups = NounGroups(lexicon)
        self.plurals = nouns["plural"]
        self.masses = nouns["mass"] | nouns["outcome"]
        self.outcomes = nouns["outcome"]
        self.substances = nouns["mass"] - nouns["outcome"]
        self.attributive = nouns["attributive"]
        self.stops = nouns["stop"] | nouns["verb"]
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
            counts = head.isalpha() and head != "strong" and head not in self.stops
            return Noun(t.raw[at + 1], at + 1, at + 2, plural=False) if counts else None
        whole = at = past_remark(t, at)
        at = self._past_of(t, at, partitive=partitive)
        at += t.low[at] == "very"
        first = at
        at += t.low[at] in _BETWEEN
        several = value != 1 or (t.low[whole] == "of" and at > whole + 1)  # "of the men"
        words = self.groups.words(t, at, several=several)
        if not words or (t.low[at - 1] == "those" and t.low[at].endswith(_PARTICIPLES)):
            return None
        owned = t.low[whole] == "of" and words[0][0] > at  # "of history's wars"
        begin = first if words[0][0] == at else words[0][0]
        place = self._head(t, words, value, several=several or atleast or owned, share=share)
        if (
            place is None
            or (partitive and self._superlative(t, words, place))
            or (self.groups.adverb(t, words[0][0]) and t.low[words[place][0]] in self.outcomes)
        ):
            return None
        return self._named(t, words, place, value, begin)

    def _superlative(self, t: Tokens, words: list[Word], place: int) -> bool:
        """Whether what seems the head is an adjective whose noun is left out: ``one of the largest``, ``the most important``."""
        first, end = words[place]
        head = t.low[end - 1]
        if self.groups.is_plural(t.slice(first, end)) or head in self.masses:
            return False
        highest = head.endswith("est") and head not in _EST_NOUNS and len(head) > _SHORTEST_SUPERLATIVE
        return highest or t.low[first - 1] == "most"

    def _named(self, t: Tokens, words: list[Word], place: int, value: Decimal | None, begin: int) -> Noun | None:
        """The noun of the head at ``place`` in a phrase that begins at ``begin``; None where it is a verb or adjective."""
        first, end = words[place]
        if t.low[first] in _NO_HEADS or (t.low[first].endswith("ed") and t.low[end] in _OBJECTS):
            return None
        gerund = t.low[first].endswith("ing")
        name = t.raw[first][0].isupper() and t.low[end - 1] not in self.units  # "half the Corps"
        if value is not None and ((value <= 1 and gerund) or (value < 1 and name)):
            return None
        plural = self.groups.is_plural(t.slice(first, end))
        return Noun(t.slice(self._name_start(t, words, place), end), begin, end, plural=plural)

    def _name_start(self, t: Tokens, words: list[Word], place: int) -> int:
        """The first token of the head at ``place`` with the words of its name: ``Land Rovers``, ``Bf 109s``, ``Olifant Mk 1As``."""
        first, end = words[place]
        word, before = t.slice(first, end), words[place - 1]
        if not place:
            return first
        if _VERSION.fullmatch(word) and t.raw[before[0]][0].isupper():
            return words[place - 1 - (place > 1 and t.low[before[0]] in _MARKS)][0]
        common = word.lower() in self.plurals or word.lower() in self.units
        named = self.groups.is_plural(word) and not common and self._two_word_name(t, before, words[place])
        return before[0] if named else first

    def _past_of(self, t: Tokens, at: int, *, partitive: bool) -> int:
        """Where the phrase begins after ``more of``, ``of the roughly 40``."""
        if t.low[at] in _BETWEEN and t.low[at + 1] == "of":
            at, partitive = at + 1, True  # "3 more of the enemy"
        if t.low[at : at + 3] == ["the", "number", "of"]:
            return at + 3
        if not partitive:
            return at + (t.low[at] == "all" and self.groups.is_plural(t.low[at + 1]))
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

    def _head(self, t: Tokens, words: list[Word], value: Decimal | None, *, several: bool, share: bool) -> int | None:
        """Which of the words is the head: a plural after more than one, else the last."""
        place = None
        if several and value != 1 and t.low[words[0][0]] in _OF_SO_MANY and len(words) > 1:
            return 0
        if several:
            place = self._first_plural(t, words)
            if place is None:
                place = self._unvaried(t, words)
        if place is None and (share or (value is not None and 0 < value <= 1)):
            place = self._last(t, words)
        return place

    def stated(self, t: Tokens, start: int, noun: Noun) -> bool:
        """Whether the text names what is counted: after a loss ``41 killed`` does, ``300 killed by fire`` alone does not."""
        head = noun.head.lower()
        if head not in self.outcomes or (noun.end > noun.start + 1 and t.low[noun.start] in self.masses):
            return head != "strong"  # "70 enemy dead"
        at = start - 1
        while at > start - _LOSS_WITHIN and t.raw[at] not in (BREAK, "."):
            if t.low[at] in _LOSSES:
                return True
            at -= 1
        return False

    def whole(self, t: Tokens, noun: Noun, *, share: bool) -> int:
        """Where the counted phrase ends once joined nouns and what ``of`` adds are in: ``rounds of mortar ammunition``."""
        end = self.joined(t, noun, share=share)
        for _ in range(_LONGEST_CHAIN):
            if t.low[end] != "of" or (stop := self._complement(t, end + 1)) is None:
                break
            end = stop
        return end

    def _complement(self, t: Tokens, at: int) -> int | None:
        """Where the noun group behind ``of`` ends; None where an editor's remark begins."""
        at += t.low[at] in _DETERMINERS or t.low[at] in ("a", "an")
        words = self.groups.words(t, at)
        verb = next((n for n, (a, _) in enumerate(words) if n and t.raw[a].islower() and t.low[a].endswith("ed")), None)
        words = words[:verb]
        if not words or t.raw[at] == "[":
            return None
        place = self._first_plural(t, words)
        first, end = words[self._last(t, words) if place is None else place]
        head = t.slice(first, end)
        return self.joined(t, Noun(head, first, end, self.groups.is_plural(head)), share=True)

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
            words = self.groups.words(t, at)
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

    def _begins_anew(self, t: Tokens, at: int, words: list[Word]) -> bool:
        """Whether what follows a joint has a number or too many words of its own, or is a verb: ``and injures two``."""
        end = words[-1][1]
        if t.figure[at] or len(words) > _LONGEST_JOINED or self.groups.adverb(t, at):
            return True
        return not self.counts.isdisjoint(t.low[at : end + 1]) or t.figure[end] or t.low[end] in _OBJECTS

    def _joined_head(self, lasts: list[str], *, lone: bool, outcome: bool) -> int | None:
        """Which of the words is a joined head; ``lone``: one word of a list, which need not be plural."""
        place = next((n for n, word in enumerate(lasts) if self.groups.is_plural(word) or word in self.masses), None)
        if place is None:
            return 0 if lone else None
        if lasts[place] in self.outcomes and not outcome:
            return None
        rest = lasts[place + 1 :]
        return place if all(word.endswith(_PARTICIPLES) or word in self.masses for word in rest) else None

    def _unvaried(self, t: Tokens, words: list[Word]) -> int | None:
        """A type of craft that counts without a plural: ``four E-2C``, ``two Lynx``."""
        last = len(words) - 1
        first, end = words[last]
        if not t.raw[first][0].isupper():
            return None
        designation = end > first + 1 and any(t.figure[first:end])
        designation = designation or (
            last > 0 and _VERSION.fullmatch(t.raw[first]) is not None and t.low[words[last - 1][0]] in self.types
        )
        return last if designation or t.low[end - 1] in self.types else None

    @staticmethod
    def _two_word_name(t: Tokens, before: Word, head: Word) -> bool:
        """Whether a plural name has two words: ``Land Rovers``, not ``German Tigers``."""
        first, end = before
        word, name = t.raw[first], t.raw[head[0]]
        return end == first + 1 and word.istitle() and name.istitle() and not word.endswith((*_PEOPLES, "ed"))

    def _first_plural(self, t: Tokens, words: list[Word]) -> int | None:
        """The first plural that modifies nothing, or the noun of a mass before it."""
        written = [t.slice(first, end) for first, end in words]
        plurals = [self.groups.is_plural(word) for word in written]
        for n, word in enumerate(map(str.lower, written)):
            if plurals[n]:
                if not self._modifies(t, words, written, n):
                    return n
                continue
            last = n + 1 == len(written)
            alone = word in self.outcomes or last or written[n + 1].lower().endswith("ed")
            if word in self.masses and alone and not any(plurals[n + 1 :]):
                return n
        return None

    def _modifies(self, t: Tokens, words: list[Word], written: list[str], n: int) -> bool:
        """Whether the plural ``n`` modifies what stands behind it."""
        word, behind = written[n].lower(), written[n + 1 :]
        if not behind:
            return False
        proper, capitals = not written[n][0].islower(), written[n].upper() == written[n]
        common = any(later[0].islower() and self.groups.is_plural(later) for later in behind)
        if proper and common and (capitals or not behind[0].lower().endswith("ing")):
            return True
        if word.endswith("ese") and self._names_people(behind[0]):
            return True
        irregular = word in self.plurals or word in self.attributive
        if irregular and (self.groups.is_plural(behind[0]) or behind[0].lower() in self.substances):
            return True  # `arms depots`, `people police`
        object_behind = t.low[words[n + 1][1]] in _OBJECTS  # `attacks attests the crew`
        return t.raw[words[n][0]][0].isupper() and self.groups.is_plural(behind[0]) and not object_behind

    def _names_people(self, word: str) -> bool:
        """Whether a noun belongs to the people that is named before it: ``of the Lebanese population``."""
        return word.islower() and not word.endswith(_PARTICIPLES) and word not in self.outcomes

    def _last(self, t: Tokens, words: list[Word]) -> int:
        last = len(words) - 1
        while last > 0 and t.low[words[last][0]].endswith(("ed", "ing")):
            last -= 1
        for n in range(last + 1):
            word = t.low[words[n][1] - 1]
            if n and t.raw[words[n][0]][0].islower() and self.groups.is_plural(word) and word.endswith("s"):
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
            return _below(t, at + 1)
        if low[at : at + 2] == ["to", "the"] and low[at + 2] in _SHARERS:
            return low[at + 2], at + 3
        if low[at] not in _RATE_WORDS:
            return None
        joint, at = low[at], at + 1
        if joint in ("a", "an") and low[at + 1] in _DATED:
            return None
        if low[at] in _POWERS and t.is_word(at + 1):
            return f"{low[at]} {low[at + 1]}", at + 2
        word = low[at]
        if word in self.per or (
            joint in ("per", "every") and t.is_word(at) and word not in self.stops and word != BREAK
        ):
            return ("year", at + 1) if word == "annum" else _below(t, at)
        return None


def _below(t: Tokens, at: int) -> tuple[str, int]:
    """The word at ``at`` as the denominator of a rate, with the power glued to it (``km2``), and its end."""
    end = at + 1 + (t.glued(at + 1) and t.raw[at + 1] in _EXPONENTS)
    return "".join(t.low[at:end]), end
