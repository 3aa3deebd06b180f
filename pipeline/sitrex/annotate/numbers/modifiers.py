"""Words and signs before and after a number that bound it: ``more than``, ``up to``, ``or so``, ``~``, ``+``."""

from __future__ import annotations

from typing import Final, NamedTuple

from sitrex.annotate.numbers.lexicon import HYPHENS, Lexicon, Modifier, lexicon
from sitrex.annotate.numbers.phrase import Phrase
from sitrex.annotate.numbers.rules import forms, vetoes
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.text.words import words

_BEHIND_MODIFIERS: Final = words("behind_modifiers", table="numbers/words.tsv")

_SIGNS: Final = {
    "~": "approx",
    "≈": "approx",
    "±": "approx",
    ">": "more_than",
    "<": "less_than",
    "≥": "at_least",
    "≤": "at_most",
}
_JOINED: Final = {"sub": "less_than", "under": "less_than", "over": "more_than"}
_SHORTENED: Final = words("shortened_modifiers", table="numbers/words.tsv")
BOUNDS: Final = frozenset(("more_than", "at_least", "less_than", "at_most"))


_GOES: Final = words("goes", table="numbers/words.tsv")
_HAND_OVER: Final = words("hand_over", table="numbers/words.tsv")


class _Found(NamedTuple):
    """A modifier, and the token to which it reaches: where it begins before a number, ends after it."""

    modifier: str
    start: int


class Beside(NamedTuple):
    """A modifier's words over the tokens ``[start, end)``, beside a phrase."""

    t: Tokens
    phrase: Phrase
    entry: Modifier
    start: int
    end: int


@forms.rule(
    "numbers.modifier.sign",
    reads=("They sent [[~40]] men.", "They sent [[>40]] men.", "They sent [[≤ 5]] men."),
    leaves=("<>40 men",),
    source="signs of comparison before a figure",
)
def _sign(t: Tokens, phrase: Phrase) -> _Found | None:
    at = phrase.start - 1
    if t.raw[at] not in _SIGNS or (t.raw[at] == ">" and t.raw[at - 1] == "<"):
        return None
    if not t.glued(phrase.start) and (t.glued(at) or t.raw[phrase.start - 2] in _SIGNS or t.raw[at] == "±"):
        return None
    return _Found(_SIGNS[t.raw[at]], at)


@forms.rule(
    "numbers.modifier.two-signs",
    reads=("They sent [[>= 40]] men.", "They sent [[<= 40]] men."),
    leaves=("They sent > men, 40.",),
    source="signs of comparison of two characters",
)
def _two_signs(t: Tokens, phrase: Phrase) -> _Found | None:
    at = phrase.start - 2
    if t.raw[at + 1] != "=" or t.raw[at] not in ("<", ">"):
        return None
    return _Found("at_least" if t.raw[at] == ">" else "at_most", at)


@forms.rule(
    "numbers.modifier.plus-sign",
    reads=("They sent [[40+]] men.",),
    leaves=("They sent 40+20 men.",),
    source="a plus behind a figure: and more",
)
def _plus_sign(t: Tokens, phrase: Phrase) -> _Found | None:
    at = phrase.end
    plus = t.raw[at] == "+" and t.glued(at) and not (t.glued(at + 1) and t.figure[at + 1])
    return _Found("at_least", at + 1) if plus else None


@forms.rule(
    "numbers.modifier.hyphened",
    reads=("A [[sub-150 km]] range would do.",),
    leaves=("A sub-unit of 40 men left.",),
    source="prefixes of amounts: sub-, near-",
)
def _hyphened(t: Tokens, phrase: Phrase) -> _Found | None:
    """``sub-150 km``: a bound that a hyphen joins."""
    at = phrase.start - 1
    if t.raw[at] not in HYPHENS or not (t.glued(at) and t.glued(at + 1)) or t.low[at - 1] not in _JOINED:
        return None
    return _Found(_JOINED[t.low[at - 1]], at - 1)


# -- against words before ---------------------------------------------------------------------------------------------


@vetoes.veto(
    "numbers.modifier.circa",
    reads=("They sent [[C 40]] men.",),
    leaves=("They sent [[c 40]] men.",),
    source="the letter C as a list's item, not circa",
)
def _circa(b: Beside) -> bool:
    """``c`` and ``ca`` in lower case before a figure only."""
    circa = b.entry.words in (("c",), ("ca",))
    return circa and not (b.t.figure[b.phrase.start] and b.t.raw[b.start].islower())


@vetoes.veto(
    "numbers.modifier.small",
    reads=("They fell [[over two]] men.",),
    leaves=("They lost [[over 40]] men.",),
    source="over before one to ten is a preposition",
)
def _small(b: Beside) -> bool:
    """``over`` and ``under`` govern a small count rather than bound it."""
    phrase = b.phrase
    if not b.entry.strict:
        return False
    if phrase.core.kind == "vague" and phrase.low is not None and phrase.low < 10:
        return True
    if phrase.core.kind in ("figure", "vague", "part") or phrase.measured or phrase.currency or phrase.core.scale > 1:
        return False
    return phrase.value is not None and phrase.value < 20


@vetoes.veto(
    "numbers.modifier.went-up-to",
    reads=("The fare went [[up to 40]] cents.",),
    leaves=("They sent [[up to 40]] men.",),
    source="verbs of change with up to",
)
def _went_up_to(b: Beside) -> bool:
    """What rises up to a figure reaches it."""
    return b.entry.words == ("up", "to") and b.t.low[b.start - 1] in _GOES


@vetoes.veto(
    "numbers.modifier.handed-over",
    reads=("They handed [[over 40]] men.",),
    leaves=("They sent [[over 40]] men.", "They took [[over 40]] men."),
    source="verbs with over, up and down",
)
def _handed_over(b: Beside) -> bool:
    """What is handed over is no more than its figure."""
    return b.entry.words == ("over",) and b.t.low[b.start - 1] in _HAND_OVER


@vetoes.veto(
    "numbers.modifier.over-about",
    reads=("They spread [[over about 40]] posts.", "They took [[over nearly 40]] posts."),
    leaves=("They spread [[over 40]] posts.",),
    source="over as a preposition before another modifier",
)
def _over_about(b: Beside) -> bool:
    """What is about so many is not more than so many too: ``over`` belongs to the verb."""
    return b.entry.words == ("over",) and b.t.low[b.end] in lexicon().hedges


# -- against words after ----------------------------------------------------------------------------------------------

_ENDS: Final = (",", ".", ")", ";", BREAK)


@vetoes.veto(
    "numbers.modifier.lone-word",
    reads=("They sent [[40 some]] days.",),
    leaves=("[[forty-some]] men",),
    source="words that modify only with a noun of theirs",
)
def _lone_word(b: Beside) -> bool:
    """``some`` and the like follow a number after a hyphen only, ``plus`` also before a noun."""
    word = b.entry.words[0]
    if len(b.entry.words) != 1 or word not in _BEHIND_MODIFIERS:
        return False
    return word != "plus" or not b.t.low[b.end].endswith(("s", "men", "people"))


@vetoes.veto(
    "numbers.modifier.not-closing",
    reads=("They lost [[40 at most]] of them.",),
    leaves=("They lost [[40 at most]].",),
    source="at most and and more close a phrase",
)
def _not_closing(b: Beside) -> bool:
    """``at most`` and ``and more`` close the phrase."""
    return (b.entry.words[0] == "at" or b.entry.words == ("and", "more")) and b.t.raw[b.end] not in _ENDS


class Modifiers:
    """Extends a phrase by the modifiers beside it and sets its bounds."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def read(self, t: Tokens, phrase: Phrase, floor: int) -> Phrase:
        """``phrase`` with the modifiers around it; nothing before ``floor``."""
        return self.bound(self._after(t, self._before(t, phrase, floor)))

    def _before(self, t: Tokens, phrase: Phrase, floor: int) -> Phrase:
        found: list[str] = []
        while phrase.start - 1 >= floor and len(found) < 3:
            entry = (
                _sign(t, phrase)
                or _two_signs(t, phrase)
                or _hyphened(t, phrase)
                or self._words_before(t, phrase, floor)
            )
            if entry is None:
                break
            found.append(entry.modifier)
            if entry.start == phrase.start:
                break  # a verb tells the bound from outside
            phrase = phrase._replace(start=entry.start)
        bounds = [modifier for modifier in found if modifier in BOUNDS]
        chosen = bounds[-1] if bounds else (found[0] if found else None)
        told = chosen and (phrase.modifier != "range" or chosen == "approx")
        return phrase._replace(modifier=chosen) if told else phrase

    @forms.rule(
        "numbers.modifier.words-before",
        reads=("They sent [[more than 40]] men.",),
        leaves=("They sent more men than 40.",),
        source="numbers/modifiers.tsv",
    )
    def _words_before(self, t: Tokens, phrase: Phrase, floor: int) -> _Found | None:
        return self._entry_before(t, phrase, floor, phrase.start)

    def _entry_before(self, t: Tokens, phrase: Phrase, floor: int, end: int) -> _Found | None:
        """The longest modifier that ends at token ``end`` and where it begins."""
        if t.raw[end - 1] == "." and t.low[end - 2] in _SHORTENED and t.glued(end - 1):
            end -= 1
        for entry in self.lexicon.before.get(t.low[end - 1], ()):
            start = end - len(entry.words)
            if start < floor or tuple(t.low[start:end]) != entry.words:
                continue
            beside = Beside(t, phrase, entry, start, end)
            if not (
                _circa(beside) or _small(beside) or _went_up_to(beside) or _handed_over(beside) or _over_about(beside)
            ):
                return _Found(entry.modifier, phrase.start if entry.outside else start)
        return None

    def _after(self, t: Tokens, phrase: Phrase) -> Phrase:
        found = _plus_sign(t, phrase) or self._words_after(t, phrase)
        if found is None:
            return phrase
        modifier = found.modifier if phrase.modifier in (None, "approx") else phrase.modifier
        return phrase._replace(end=found.start, modifier=modifier)

    @forms.rule(
        "numbers.modifier.words-after",
        reads=("They sent [[40 or more]] men.", "[[Forty-odd]] men left.", "[[300ish]] men left."),
        leaves=("They sent 40 or women.",),
        source="numbers/modifiers.tsv",
    )
    def _words_after(self, t: Tokens, phrase: Phrase) -> _Found | None:
        at = phrase.end
        hyphen = t.raw[at] in HYPHENS and t.glued(at) and t.glued(at + 1)
        at += hyphen
        for entry in self.lexicon.after.get(t.low[at], ()):
            end = at + len(entry.words)
            if tuple(t.low[at:end]) != entry.words:
                continue
            beside = Beside(t, phrase, entry, at, end)
            joined = hyphen or (t.low[at] == "ish" and t.glued(at))
            if not ((not joined and _lone_word(beside)) or _not_closing(beside)):
                return _Found(entry.modifier, end)
        return None

    @staticmethod
    def bound(phrase: Phrase) -> Phrase:
        """It with ``low`` and ``high`` as the modifier has them."""
        low = phrase.low if phrase.value is None else phrase.value
        high = phrase.high if phrase.value is None else phrase.value
        if phrase.modifier in ("more_than", "at_least"):
            return phrase._replace(low=low, high=None)
        return phrase._replace(low=None, high=high) if phrase.modifier in ("less_than", "at_most") else phrase
