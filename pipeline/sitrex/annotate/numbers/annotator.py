"""The numbers annotator: number phrases out of text, as :class:`~sitrex.record.model.Number` mentions."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from typing import Final

from spacy.tokens import Doc
from spacy.vocab import Vocab

from sitrex.annotate.base import Context
from sitrex.annotate.docs import text_of
from sitrex.annotate.numbers import reasons
from sitrex.annotate.numbers.ages import Ages, by_bearer
from sitrex.annotate.numbers.counted import Counting, Noun
from sitrex.annotate.numbers.elided import Elided, priced, shared
from sitrex.annotate.numbers.lexicon import HYPHENS, lexicon
from sitrex.annotate.numbers.noun_groups import owner_at
from sitrex.annotate.numbers.ordinals import Ordinals
from sitrex.annotate.numbers.phrase import Phrase
from sitrex.annotate.numbers.phrases import Phrases
from sitrex.annotate.numbers.reading import Reading
from sitrex.annotate.numbers.rules import vetoes
from sitrex.annotate.numbers.scan_noise import without_strays
from sitrex.annotate.numbers.tokens import Tokens
from sitrex.annotate.text.words import words
from sitrex.normalise.measures import to_si
from sitrex.record.model import Number, handle

_COMPARED_DETERMINERS: Final = words("compared_determiners", table="numbers/words.tsv")
_COMPARED_OWNERS: Final = words("compared_owners", table="numbers/words.tsv")
_NO_NOUN_ADVERBS: Final = words("no_noun_adverbs", table="numbers/words.tsv")
_PAIRS: Final = words("pairs", table="numbers/words.tsv")

_LARGEST: Final = Decimal(10) ** 15
_PERSONS: Final = words("offspring", "people", table="numbers/words.tsv")
_PARENTS: Final = words("parents", table="numbers/words.tsv")
_OWNERS: Final = words("possessives") | words("owners", table="numbers/words.tsv")
_LARGER: Final = words("larger", table="numbers/words.tsv")
"""Adjectives between which and a share nothing is counted: ``30 percent larger population``."""
_TOLD_OF_ONE: Final = words("befell", "was", table="numbers/words.tsv")
_COMPARED: Final = (["as", "many"], ["as", "much"])


class NumbersAnnotator:
    """Finds numbers and quantities; every mention is read from its paragraph alone."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        words = lexicon()
        self.triggers = words.triggers
        self.phrases = Phrases(words)
        self.ordinals = Ordinals(words)
        self.counting = Counting(words)
        self.elided = Elided(words, self.counting)
        self.ages = Ages(words)
        self.words = words

    def match(self, doc: Doc) -> list[Number]:
        """Numbers of one piece, in text order, without overlaps; offsets into ``doc.text``."""
        t = Tokens(text_of(doc))
        triggers = self.triggers
        mentions: list[Number] = []
        floor = 1
        for i, (low, figure) in enumerate(zip(t.low, t.figure, strict=True)):
            if i < floor or not (figure or low in triggers):
                continue
            start = i - 1 if i > floor and t.low[i - 1] in ("a", "an") else i
            if start == i and i - 1 > floor and t.low[i - 2] in ("a", "an") and not figure:
                start = i - 2
            floor = self._at(t, start, i, floor, mentions)
        return priced(shared(mentions, t.text, self.counting.stops), t.text)

    def resolve(self, mentions: list[Number], context: Context) -> list[Number]:
        """The mentions that are none of a scanned page's strays, nor the clock of a log's line: only the whole text tells.

        Whether one in brackets behind a name is an age, the name's bearer says.
        """
        clocks = {date.start for date in context.dates if date.label == "TIME"}
        kept = without_strays([number for number in mentions if number.start not in clocks], context.text)
        return by_bearer(kept, context.entities, context.text)

    def _at(self, t: Tokens, start: int, i: int, floor: int, mentions: list[Number]) -> int:
        """Reads the trigger ``i``, its article at ``start``; the new floor."""
        phrase = self.phrases.read(t, start, floor)
        if phrase is None and start < i:
            phrase = self.phrases.read(t, i, floor)
        if phrase is not None:
            phrase = self.phrases.converted(t, phrase, t.last) or phrase
        ordinal = self.ordinals.read(t, i, floor)
        ends = 0 if phrase is None else phrase.end if phrase.currency else phrase.core.end  # "3d." of money
        if ordinal is not None and ordinal.end > ends:
            if ordinal.value is not None:
                mentions.append(_mention(t, ordinal.start, ordinal.end, "ORDINAL", value=float(ordinal.value)))
            return ordinal.end
        if phrase is None:
            return floor
        number = self._number(t, phrase)
        if number is not None:
            if found := self.elided.noun(t, phrase, number, mentions[-1] if mentions else None):
                number = replace(number, counted=found[0], counted_text=found[1])
            t.last = phrase
            mentions.append(number)
            return phrase.end
        return max(phrase.core.end, i + 1)

    def _number(self, t: Tokens, phrase: Phrase) -> Number | None:
        """The mention that a phrase makes; None where there is a reason against it."""
        core = phrase.core
        measured = phrase.measured is not None or phrase.currency is not None
        inner = Reading(t, core, phrase.end, self.words, measured=phrase.measured is not None)
        if self._bound(inner, phrase) or reasons.labelled(inner, measured=measured):
            return None
        if not measured and (age := self.ages.read(t, phrase.start, phrase.end)):
            return self._build(t, phrase, "CARDINAL", counted=f"{age} of age")
        noun = self.noun(t, phrase, measured=measured)
        if reasons.counted_time(inner._replace(noun=noun)) or reasons.placed(inner._replace(measured=measured)):
            return None
        if self._refused(t, phrase, noun, measured=measured):
            return None
        label = "CARDINAL"
        if phrase.currency is not None:
            label = "MONEY"
        elif phrase.measured is not None:
            label = "PERCENT" if phrase.measured.ucum == "%" else "QUANTITY"
        return self._build(t, phrase, label, noun=noun)

    @staticmethod
    def _bound(r: Reading, phrase: Phrase) -> bool:
        """Whether characters bind the number into a longer word."""
        whole = phrase.currency is None and (phrase.measured is None or phrase.measured.start >= r.start)
        return whole and reasons.bound(r)

    def _refused(self, t: Tokens, phrase: Phrase, noun: Noun | None, *, measured: bool) -> bool:
        """Whether a number is a year, or without a unit of measure another date, an idiom or part of a name."""
        ranged = phrase.modifier == "range"
        r = self.reading(t, phrase, noun)
        if measured:
            return reasons.year_of_prices(r)
        if reasons.calendar(r):
            return True
        if not phrase.ratio and not ranged and reasons.idiom(r._replace(counted=noun is not None)):
            return True
        if reasons.code(r) or reasons.alone(r):
            return True
        return not r.bound and reasons.named(r, ranged=ranged)

    def reading(self, t: Tokens, phrase: Phrase, noun: Noun | None) -> Reading:
        """A number with what stands around it."""
        plural = noun is not None and noun.head[0].islower() and (noun.plural or noun.head in self.counting.masses)
        bound = phrase.modifier not in (None, "range")
        return Reading(t, phrase.core, phrase.end, self.words, bound, plural, noun, phrase.modifier, phrase.start)

    def noun(self, t: Tokens, phrase: Phrase, *, measured: bool) -> Noun | None:
        """What the phrase counts."""
        core, noun = phrase.core, None
        end = _past_repeated(t, phrase)
        if self._counts(t, phrase) and (not measured or _shares(t, phrase)):
            after = t.low[phrase.end]
            noun = self.counting.noun(
                t,
                end + (core.kind in ("times", "part")) * {"as": 2, "more": 1}.get(after, 0),
                phrase.value,
                atleast=phrase.modifier is not None and phrase.modifier != "range",
                share=(measured and after == "of") or core.kind == "times",
                partitive=measured or _is_partitive(t, phrase) or _names_whole(t, end),
                hyphened=t.raw[phrase.end] in HYPHENS and t.glued(phrase.end) and t.glued(phrase.end + 1),
            )
        if noun is not None and _is_verb_behind_parent(t, phrase, noun):
            noun = None
        if noun is not None and noun.head.lower() == "times" and _compares(t.low[noun.end]):
            noun = None
        if noun is not None and phrase.value == 1 and noun.head.lower() in _TOLD_OF_ONE:
            noun = None  # "two fled, one stayed"
        if noun is None and not measured and not phrase.ratio and core.kind in ("figure", "word"):
            noun = self._shared_noun(t, phrase)
        return noun

    def _shared_noun(self, t: Tokens, phrase: Phrase) -> Noun | None:
        """The noun that the next number has, where the two are joined: ``212 and 198 sorties``."""
        end, first = phrase.end, t.raw[phrase.core.start]
        if t.low[end] not in ("and", "or", "&") or phrase.value is None or (first.isdecimal() and len(first) == 4):
            return None
        second = self.phrases.figures.read(t, end + 1)
        if second is None or second.kind != phrase.core.kind or self.phrases.quantities.measure(t, second):
            return None
        if self.phrases.prices.after(t, second) or second.value is None:
            return None
        noun = self.counting.noun(t, second.end, second.value)
        return noun if noun is not None and noun.plural else None

    def _rate(self, t: Tokens, phrase: Phrase, noun: Noun | None) -> tuple[str, int] | None:
        """The denominator after the number and its noun; of an amount also past a bracket: ``7 t (8 short tons) a day``."""
        end = noun.end if noun else phrase.end
        if (rate := self.counting.rate(t, end)) or (phrase.measured is None and phrase.currency is None):
            return rate
        if t.raw[end] == "(":
            closed = next((at for at in range(end + 1, min(end + 10, len(t))) if t.raw[at] == ")"), None)
            return None if closed is None else self.counting.rate(t, closed + 1)
        return self.counting.rate(t, end + 1) if t.raw[end] == ")" else None

    @staticmethod
    def _counts(t: Tokens, phrase: Phrase) -> bool:
        """Whether a counted noun may follow: not after ``5:1`` or ``tenfold``, after ``half`` only past a determiner."""
        kind, after = phrase.core.kind, t.low[phrase.end]
        if kind == "part" and phrase.measured is None:
            return t.low[phrase.end : phrase.end + 2] in _COMPARED or after in _COMPARED_DETERMINERS
        if phrase.ratio and t.raw[phrase.core.end] in (":", "-", "to", "over"):
            return t.low[phrase.core.end + 1] == "in"
        if kind == "times":
            return after in _COMPARED_OWNERS or t.low[phrase.end : phrase.end + 2] in _COMPARED or after == "more"
        return kind != "set"

    def _build(
        self,
        t: Tokens,
        phrase: Phrase,
        label: str,
        *,
        noun: Noun | None = None,
        counted: str | None = None,
    ) -> Number:
        rate = None if counted else self._rate(t, phrase, noun)
        counted_text = None
        if noun is not None and self.counting.stated(t, phrase.start, noun):
            counted, counted_text = (
                noun.head,
                t.slice(
                    noun.start,
                    self.counting.whole(t, noun, share=phrase.measured is not None or phrase.core.kind == "part"),
                ),
            )
        value, value_text = _plain(phrase.value)
        low, high = _plain(phrase.low)[0], _plain(phrase.high)[0]
        unit = unit_text = unit_si = value_si = None
        if phrase.measured is not None:
            unit, unit_text = phrase.measured.ucum or None, t.slice(phrase.measured.start, phrase.measured.end) or None
            if value is not None and unit and (si := to_si(value, unit)) is not None:
                value_si, unit_si = si
        return _mention(
            t, phrase.start, phrase.end, label,
            value=value, value_text=value_text, low=low, high=high, modifier=phrase.modifier,
            unit=unit, unit_text=unit_text, value_si=value_si, unit_si=unit_si, currency=phrase.currency,
            per=rate[0] if rate else None, counted=counted, counted_text=counted_text,
        )  # fmt: skip


def _shares(t: Tokens, phrase: Phrase) -> bool:
    """Whether a measure is a share, which counts what it is of."""
    return phrase.measured is not None and phrase.measured.ucum == "%" and t.low[phrase.end] not in _LARGER


def _compares(word: str) -> bool:
    """Whether a word behind ``times`` makes them a multiplier: ``4-5 times higher``."""
    return word in _NO_NOUN_ADVERBS or (word.endswith("er") and len(word) > 4)


def _is_partitive(t: Tokens, phrase: Phrase) -> bool:
    """Whether a number takes its noun behind ``of``: ``half of``, ``a pair of``, ``one in ten of``, ``two hundred of``."""
    core = phrase.core
    if core.kind in ("part", "vague", "times") or t.low[core.end - 1] in _PAIRS:
        return True
    return phrase.ratio or core.end > core.start + 1


def _names_whole(t: Tokens, end: int) -> bool:
    """Whether what the number is part of follows: ``of our soldiers``, ``of Gen. Haftar's men``, ``of 67 missiles``."""
    if t.low[end + 1] in _OWNERS or (t.low[end] == "of" and t.figure[end + 1]):
        return True
    return t.low[end] == "of" and owner_at(t, end + 1)


def _past_repeated(t: Tokens, phrase: Phrase) -> int:
    """Where the noun of a number begins that is written twice, or with its rise: ``fourteen (14) carriers``, ``90 (+4) tanks``."""
    end = phrase.end
    if t.raw[end : end + 2] == ["(", "+"] and t.figure[end + 2] and t.raw[end + 3] == ")":
        return end + 4
    if t.raw[end] == ")" and t.raw[phrase.core.start - 2 : phrase.core.start] == ["(", "+"]:
        return end + 1
    if t.raw[end] == "(" and t.figure[end + 1] and t.raw[end + 2] == ")" and phrase.core.kind == "word":
        return end + 3
    word = lexicon().cardinal.get(t.low[phrase.start - 2])
    again = t.raw[end] == ")" and t.raw[phrase.start - 1] == "(" and word is not None and word[1] == phrase.value
    return end + again


def _plain(value: Decimal | None) -> tuple[float | None, str | None]:
    """The figure as a float, or as a decimal string beyond 1e15."""
    if value is None:
        return None, None
    if abs(value) > _LARGEST:
        return None, format(value.to_integral_value() if value == value.to_integral_value() else value, "f")
    plain = float(value)
    return (plain if math.isfinite(plain) else None), None


def _mention(t: Tokens, start: int, end: int, label: str, **fields: object) -> Number:
    a, b = t.start[start], t.end[end - 1]
    return Number(id=handle(a), start=a, end=b, text=t.text[a:b], label=label, **fields)  # type: ignore[arg-type]


@vetoes.veto(
    "numbers.counted.verb-behind-parent",
    reads=("He said a father of [[two]] works here.",),
    leaves=("He is a father of [[three]] civilians.",),
    source="news style: a father of two",
)
def _is_verb_behind_parent(t: Tokens, phrase: Phrase, noun: Noun) -> bool:
    """Whether the plural behind the number of a parent's children is a verb: it names no persons."""
    start = phrase.core.start
    children = t.low[start - 1] == "of" and t.low[start - 2] in _PARENTS and noun.start == phrase.end
    return children and noun.head not in _PERSONS
