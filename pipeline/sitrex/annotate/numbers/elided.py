"""Nouns that stand elsewhere than behind their number: before it, above it, at the next number or at the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from sitrex.annotate.numbers.counted import Counting
from sitrex.annotate.numbers.lexicon import Lexicon
from sitrex.annotate.numbers.phrase import Phrase
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.table_columns import heading
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.text.words import words
from sitrex.record.model import Number

_LOSING: Final = words("losing", table="numbers/words.tsv")
_REACHED: Final = words("reached", table="numbers/words.tsv")
_AGAINST: Final = ("down from", "up from", "against", "compared with", "compared to", "versus")
"""What joins an amount to the one that it is compared with."""
_ORDER: Final = 20
"""How many times one of two amounts that are compared is the other, at most."""
_CARRIED: Final = 60
"""So many characters at most stand between a number and the one whose noun it takes."""
_TOLD: Final = 16
"""So many tokens before a number its ``number of`` stands at most."""
_LISTED: Final = re.compile(
    r"(?:^|[,;:.\n•▪])[ \t]*((?:[.\d]+ )?[^\W\d_][\w-]*(?: (?:/ )?[^\W\d_][\w-]*){0,5})[ \t]*(?::[ \t]*|=|([-‒–—]) ?)$"
)
"""An item of a list before its number: ``PAGES : 10``, ``tanks -8``."""
_STORED: Final = re.compile(r"[ \t]*([^\W\d_][\w-]*(?: [^\W\d_][\w-]*)*)")
"""What is stored, the first words of a line."""
_LONGEST_ITEM: Final = 60
_LONGEST_WORD: Final = 30
_ENDS: Final = frozenset((BREAK, ",", ";", ".", ")", "and", "("))

Counted = tuple[str, str | None]
"""The head of what is counted, and its phrase where that stands at the number itself."""


class Elided:
    """Says what a bare number counts, where the text says it elsewhere."""

    def __init__(self, lexicon: Lexicon, counting: Counting) -> None:
        self.counting = counting
        self.lost = lexicon.nouns["outcome"] | _LOSING
        self.outcomes = lexicon.nouns["outcome"]

    def noun(self, t: Tokens, phrase: Phrase, number: Number, last: Number | None) -> Counted | None:
        """What is counted; ``last`` is the number before. None where nothing says it."""
        if number.counted is not None or number.label != "CARDINAL" or phrase.core.kind in ("part", "times"):
            return None
        if last is not None and number.value is not None and (head := self._carried(t, phrase, number, last)):
            return head, None
        if head := self._column(t, phrase, number):
            return head, None
        if last is not None and (head := self._rise(t, phrase, number, last)):
            return head, None
        return (
            self._model(t, phrase)
            or self._item(t, phrase, number)
            or self._each(t, phrase, number)
            or self._number_of(t, phrase)
        )

    @forms.rule(
        "numbers.counted.column",
        reads=("             Officers.   Men.\n  Navy          [[4,366]]  [[64,680]]",),
        leaves=("  Navy          [[4,366]]  [[64,680]]",),
        source="tables: the heading of a column is counted",
    )
    def _column(self, t: Tokens, phrase: Phrase, number: Number) -> str | None:
        """The plural that heads the column of a table in which a bare number stands."""
        if phrase.modifier is not None:
            return None
        head = heading(t.text, number.start, number.end)
        return head if head is not None and self.counting.groups.is_plural(head) else None

    @forms.rule(
        "numbers.counted.item",
        reads=("Losses: tanks -[[8]], guns -[[3]].", "Boats: [[12]]", "Special equipment ‒ [[3,914]] (+2)"),
        leaves=("He told the men: [[12]] sank.", "He told reporters: [[40]], no more.", "Killed: [[12]]"),
        source="lists of losses: noun, dash, figure",
    )
    def _item(self, t: Tokens, phrase: Phrase, number: Number) -> Counted | None:
        """The noun of a list's item that stands before its number; a plural one, or one thing of a list with dashes."""
        if t.low[phrase.end] not in _ENDS:
            return None
        item = _LISTED.search(t.text, max(0, number.start - _LONGEST_ITEM), number.start)
        if item is None or not (self.counting.stops - {"and"}).isdisjoint(item[1].lower().split()):
            return None
        first, head = item[1].split()[0], item[1].split()[-1]
        tally = t.raw[phrase.end : phrase.end + 2] == ["(", "+"]
        if tally and first.isupper() and not self.counting.groups.is_plural(head):
            head = first  # `UAV operational-tactical level`
        named = tally or self.counting.groups.is_plural(head) or (number.value == 1 and item[2] is not None)
        return (head, item[1]) if named and head.lower() not in self.outcomes else None

    @staticmethod
    @forms.rule(
        "numbers.counted.model-before",
        reads=("They lost: BMP-2M x[[5]], MT-LB × [[3]].",),
        leaves=("They lost the x 5 boats.",),
        source="lists of losses in posts of war monitors",
    )
    def _model(t: Tokens, phrase: Phrase) -> Counted | None:
        """The model before ``x`` and its number."""
        at = phrase.start - 1
        first = t.model(at) if t.raw[at] in ("x", "×") and not t.glued(at) else None
        return None if first is None else (t.slice(first, at), t.slice(first, at))

    @forms.rule(
        "numbers.counted.rise",
        reads=("Tanks: 10,933 ([[+4]])", "He has 300 cattle ([[+12]])."),
        leaves=("He has 300 cattle in the north ([[+12]]).", "He has 300 cattle ([[12]])."),
        source="daily tallies of losses of the General Staff of the Armed Forces of Ukraine",
    )
    def _rise(self, t: Tokens, phrase: Phrase, number: Number, last: Number) -> str | None:
        """By how much the number before it has risen: both count the same."""
        if t.raw[phrase.core.start - 2 : phrase.core.start] != ["(", "+"]:
            return None
        between = t.text[last.end : number.start - 1].strip()
        return last.counted if not between or between == last.counted_text else None

    @forms.rule(
        "numbers.counted.each",
        reads=("Grenade, smoke, yellow [[32]] ea",),
        leaves=("They had 32 each.",),
        source="lists of stores in military field reports",
    )
    def _each(self, t: Tokens, phrase: Phrase, number: Number) -> Counted | None:
        """What a list of stores has so many of, its noun first: ``Grenade, smoke, yellow 32 ea``."""
        if t.low[phrase.end] != "ea":
            return None
        item = _STORED.match(t.text, t.text.rfind("\n", 0, number.start) + 1, number.start)
        return None if item is None else (item[1].split()[-1], None)

    @forms.rule(
        "numbers.counted.number-of",
        reads=("The number of prisoners rose to [[1,160]].", "The total number of boats is [[about 40]] now."),
        leaves=("A number of men left at [[40]].", "The number of boats was told. It rose to [[40]]."),
        source="English usage",
    )
    def _number_of(self, t: Tokens, phrase: Phrase) -> Counted | None:
        """What a ``number of`` before in the sentence counts, once its figure is told."""
        if t.low[phrase.start - 1] not in _REACHED or phrase.value is None:
            return None
        for at in range(phrase.start - 2, max(phrase.start - _TOLD, 1), -1):
            if t.low[at] in (".", ";", "?", "!") or t.figure[at]:
                return None
            if t.low[at] == "of" and t.low[at - 1] == "number" and t.low[at - 2] != "a":
                noun = self.counting.noun(t, at + 1 + (t.low[at + 1] == "the"), None)
                return (noun.head, t.slice(noun.start, noun.end)) if noun is not None and noun.plural else None
        return None

    @forms.rule(
        "numbers.counted.carried",
        reads=(
            "They killed 137 civilians and wounded [[30]].",
            "They killed 137 civilians, wounding [[30]].",
            "They sent 137 boats, including [[30]] in May.",
            "They led away 346 civilians on Monday, with [[400]] more on Sunday.",
        ),
        leaves=(
            "They killed [[137]].",
            "Four guardsmen were killed and [[30]] wounded.",
            "They sent 137 civilians. [[30]] were killed.",
        ),
        source="English usage: what is counted stands once",
    )
    def _carried(self, t: Tokens, phrase: Phrase, number: Number, last: Number) -> str | None:
        """The noun of the number before: both are lost by one who acts, or this one is some or more of them."""
        between = t.text[last.end : number.start]
        if len(between) > _CARRIED or any(mark in between for mark in ".;:?!\n"):
            return None
        if t.low[phrase.start - 1] == "including" or t.low[phrase.end] == "more":
            return last.counted
        part = (
            "including" in t.low[max(0, phrase.start - _TOLD) : phrase.start]
        )  # "killed ten people, including two ..."
        joined = t.low[phrase.start - 1] in self.lost and t.low[phrase.start - 2] in ("and", "or", ",") and not part
        return last.counted if joined else None


def shared(numbers: Sequence[Number], text: str, stops: AbstractSet[str]) -> list[Number]:
    """The numbers of a text, those without a noun with that of the next one that stands behind the same word.

    ``The first company was short three (3), the second was short four (4) carriers``: all four count carriers.

    Args:
        numbers: in text order; offsets into ``text``.
        text: the text.
        stops: words that are too common to say that two numbers count alike, in lower case.
    """
    found = list(numbers)
    repeats = [
        n > 0 and number.value == found[n - 1].value and text[found[n - 1].end : number.start] == " ("
        for n, number in enumerate(found)
    ]
    behind: Number | None = None
    for n in range(len(found) - 1, -1, -1):
        if not repeats[n]:
            if behind is not None and _alike(found[n], behind, text, stops):
                found[n] = replace(found[n], counted=behind.counted)
            behind = found[n]
    for n, repeat in enumerate(repeats):
        if repeat and found[n].counted is None and found[n].label == found[n - 1].label == "CARDINAL":
            found[n] = replace(found[n], counted=found[n - 1].counted)
    return found


def priced(numbers: Sequence[Number], text: str) -> list[Number]:
    """The numbers of a text, those of money whose currency the amount before says: ``65.9 billion francs, down from 67.1 billion``."""
    found = list(numbers)
    for n in range(1, len(found)):
        last, number = found[n - 1], found[n]
        if number.label == "CARDINAL" and last.currency is not None and number.counted is None and number.per is None:
            between = text[last.end : number.start].strip(" ,")
            changed = between == "to" and text.endswith("from ", 0, last.start)
            if (changed or between in _AGAINST) and _like(last.value, number.value):
                found[n] = replace(number, label="MONEY", currency=last.currency)
    return found


def _like(one: float | None, other: float | None) -> bool:
    """Whether two amounts are of one order."""
    return one is not None and other is not None and one > 0 and 1 / _ORDER < other / one < _ORDER


def _alike(number: Number, behind: Number, text: str, stops: AbstractSet[str]) -> bool:
    """Whether two numbers of one sentence stand in a list, behind the same word, and the second alone has a noun."""
    between = text[number.end : behind.start]
    if number.counted is not None or behind.counted is None or number.label != "CARDINAL" or behind.label != "CARDINAL":
        return False
    if len(between) > _CARRIED or "," not in between or any(mark in between for mark in ".:;?!\n"):
        return False
    word = _word_before(number, text)
    return word != "" and word not in stops and word == _word_before(behind, text)


def _word_before(number: Number, text: str) -> str:
    word = text[max(0, number.start - _LONGEST_WORD) : number.start].rpartition(" ")[0].rpartition(" ")[2]
    return word.lower() if word.isalpha() else ""
