"""Reasons against an ordinal: it names, dates, or is an adverb: ``3rd Division``, ``the third of May``, ``was first seen``."""

from __future__ import annotations

from typing import Final, NamedTuple

from sitrex.annotate.numbers.lexicon import HYPHENS, MONTHS, Lexicon
from sitrex.annotate.numbers.rules import forms, vetoes
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.rules import any_of
from sitrex.annotate.text.words import words

_ORDINAL_NOUNS: Final = words("ordinal_nouns", table="numbers/words.tsv")
_SMALL_ORDINALS: Final = words("small_ordinals", table="numbers/words.tsv")

_NOT_AFTER: Final = words("ordinal_not_after", table="numbers/words.tsv")
_DETERMINERS: Final = words("articles", "possessives") | words("ordinal_determiners", table="numbers/words.tsv")
_OWNERS: Final = words("possessives")
_TIMED: Final = words("before_spelled_year", table="numbers/words.tsv")
"""Words before a time that dates something."""
_SUPERLATIVES: Final = words("ordinal_superlatives", table="numbers/words.tsv")
_AFTER_SECOND: Final = words("after_second", table="numbers/words.tsv") | {".", ",", ")", BREAK}
"""What stands behind a second of time."""
_COMES: Final = words("comes_in", table="numbers/words.tsv")
_COMPOUNDS: Final = words("ordinal_compounds", table="numbers/words.tsv")
_JOINTS: Final = frozenset((",", "and", "or", "to"))
_SENTENCE_STARTS: Final = (BREAK, ".", '"', "“", "?", "!")


class Ranked(NamedTuple):
    """An ordinal that was read over the tokens ``[start, end)``."""

    t: Tokens
    start: int
    end: int
    value: int
    words: Lexicon

    @property
    def before(self) -> str:
        """The word before, in lower case."""
        return self.t.low[self.start - 1]

    @property
    def after(self) -> str:
        """The word after, in lower case."""
        return self.t.low[self.end]

    @property
    def word(self) -> str:
        """Its first word, in lower case."""
        return self.t.low[self.start]

    def stops(self, word: str) -> bool:
        """Whether a function word or verb ends a noun phrase before ``word``."""
        return word in self.words.nouns["stop"] or word in self.words.nouns["verb"]


@vetoes.veto(
    "numbers.ordinal.bound-before",
    reads=("They held the 12-[[5th]] line there.",),
    leaves=("They held the [[5th]] line there.",),
    source="codes of groups of figures",
)
def _bound_before(o: Ranked) -> bool:
    before = o.t.raw[o.start - 1]
    return o.t.glued(o.start) and (before.isalnum() or before in HYPHENS or before in "/.%_=&")


@forms.rule(
    "numbers.ordinal.superlative",
    reads=("The [[third]]-largest town fell.", "The [[second]]-place team left."),
    leaves=("a third-class cabin",),
    source="English usage: third-largest",
)
def _superlative(o: Ranked) -> bool:
    following = o.t.low[o.end + 1]
    return following.endswith(("est", "most", "ranking", "ranked", "ever")) or following in _SUPERLATIVES


def _in_capitals(o: Ranked) -> bool:
    """Whether the words on both sides are in capitals too, so that capitals say nothing."""
    t = o.t
    before = t.raw[o.start - 1].isupper() or not t.is_word(o.start - 1)
    return t.raw[o.start].isupper() and before and t.raw[o.end].isupper() and len(t.raw[o.end]) > 1


def _for_a_time(o: Ranked) -> bool:
    """Whether the ordinal of a time ranks after all: ``for a third day``, ``their third month``, ``in the 51st minute``."""
    led = o.t.low[o.start - 2]
    if o.after == "minute" or (o.before == "a" and led == "for"):
        return True
    return o.before in _OWNERS and led not in _TIMED  # not "on my first day"


@vetoes.veto(
    "numbers.ordinal.time",
    reads=("They left on the [[third]] day.",),
    leaves=(
        "They held for a [[third]] day.",
        "They began their [[third]] month there.",
        "He scored in the [[51st]] minute.",
    ),
    source="what the dates read is no number",
)
def _time(o: Ranked) -> bool:
    return o.after in o.words.nouns["time"] and not _for_a_time(o)


@vetoes.veto(
    "numbers.ordinal.third-party",
    reads=("A [[third]] party left.",),
    leaves=("A [[third]] boat left.",),
    source="ordinals that rank nothing",
)
def _party(o: Ranked) -> bool:
    t, end, times = o.t, o.end, o.words.nouns["time"]
    if o.after == "half" and t.low[end + 1] == "of":
        return any(word in MONTHS or word in times for word in t.low[end + 2 : end + 7])
    if o.after == "place" and t.low[o.start - 2 : o.start] == ["in", "the"] and o.value <= 2:
        return True
    return o.after in _ORDINAL_NOUNS


@vetoes.veto(
    "numbers.ordinal.capital",
    reads=("They saw the [[Third]] attempt.",),
    leaves=("[[Fourth]] attempts fail.",),
    source="ordinals with a capital are of a name",
)
def _capital(o: Ranked) -> bool:
    raw = o.t.raw[o.start]
    return raw.isalpha() and raw[0].isupper() and o.before not in _SENTENCE_STARTS and not _in_capitals(o)


@vetoes.veto(
    "numbers.ordinal.idiom",
    reads=("The [[third]] degree burn healed.",),
    leaves=("The [[third]] of them left.",),
    source="ordinals that rank nothing",
)
def _idiom(o: Ranked) -> bool:
    return o.after in _NOT_AFTER and not (o.after == "of" and o.before == "the")


def _office(o: Ranked) -> bool:
    """``the 45th President``."""
    t, end = o.t, o.end
    return t.is_word(end) and t.raw[end][0].isupper() and o.after in o.words.nouns["office"] and o.before == "the"


@vetoes.veto(
    "numbers.ordinal.nothing-ranked",
    reads=("Under the [[5th]] they left.",),
    leaves=("the [[45th]] President",),
    source="ordinals that rank nothing",
)
def _nothing_ranked(o: Ranked) -> bool:
    t, end = o.t, o.end
    if not t.figure[o.start] or _office(o):
        return False
    capitals = t.raw[o.start + 1].isupper() and t.raw[end].isupper() and len(t.raw[end]) > 3
    return not (t.is_word(end) and (t.raw[end][0].islower() or capitals)) or o.stops(o.after)


@vetoes.veto(
    "numbers.ordinal.participle",
    reads=("The [[5th]] reported in.",),
    leaves=("The [[5th]] report came in.",),
    source="a unit called by its ordinal alone",
)
def _participle(o: Ranked) -> bool:
    return o.t.figure[o.start] and not _office(o) and o.after.endswith("ed")


def _often_adverb(o: Ranked) -> bool:
    return o.word in _SMALL_ORDINALS


def _comes_in(o: Ranked) -> bool:
    """``came in second``, ``finished third``: the place in a contest."""
    t, at = o.t, o.start - 1
    placed = t.low[at - 1] in _COMES and t.low[at] == "in"
    return placed and not (t.is_word(o.end) and t.raw[o.end][0].islower() and not o.stops(o.after))


def _picks(o: Ranked) -> bool:
    """Whether an ordinal without a determiner still picks a noun: ``a welcome first step``, not ``was first seen``."""
    t, i, end, after = o.t, o.start, o.end, o.after
    opens = o.before in _SENTENCE_STARTS and t.raw[i].istitle()
    lower = ((t.raw[i].islower() or opens) and t.raw[end][0].islower()) or _in_capitals(o)
    if not (lower and t.is_word(end)) or o.stops(after):
        return False
    if after.endswith(("ed", "ly", "ing", "en")) or after in _COMPOUNDS:
        return False
    if opens or after == "place" or (o.before in _JOINTS and t.low[i - 2] in o.words.ordinal):
        return True  # "Third wave landed", "in second place", "your second and third letters"
    return o.before == "as" or (t.is_word(i - 1) and not o.stops(o.before) and not o.before.endswith("ly"))


@vetoes.veto(
    "numbers.ordinal.adverb",
    reads=("It was [[first]] seen there.", "The crew [[first]] fell ill."),
    leaves=(
        "a welcome [[first]] step",
        "He came in [[second]] in Ohio.",
        "They ended in [[second]] place there.",
        "[[Third]] wave is lost.",
        "the first and [[third]] boats",
    ),
    source="first, second and third as adverbs",
)
def _adverb(o: Ranked) -> bool:
    return _often_adverb(o) and o.before not in _DETERMINERS and not (_picks(o) or _comes_in(o))


@vetoes.veto(
    "numbers.ordinal.second-of-time",
    reads=("They fired ten shots a [[second]].", "Wait a [[second]] before noon."),
    leaves=("The [[second]] attempt failed.",),
    source="the second of time",
)
def _second_of_time(o: Ranked) -> bool:
    return o.word == "second" and o.before in ("a", "every", "per") and o.after in _AFTER_SECOND


_ALWAYS: Final = any_of(
    _time,
    _party,
    _capital,
    _idiom,
    _nothing_ranked,
    _participle,
    _adverb,
    _second_of_time,
)


def ranks(o: Ranked) -> bool:
    """Whether an ordinal ranks or picks."""
    t, end = o.t, o.end
    if _bound_before(o):
        return False
    if t.raw[end] in HYPHENS and t.glued(end):
        return _superlative(o)
    return not _ALWAYS(o)
