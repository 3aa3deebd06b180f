"""What joins two numbers into a range, and what speaks against it."""

from __future__ import annotations

from typing import Final, NamedTuple

from sitrex.annotate.numbers.bare_number import Core
from sitrex.annotate.numbers.lexicon import DASHES, HYPHENS
from sitrex.annotate.numbers.quantities import Phrase
from sitrex.annotate.numbers.rules import forms, vetoes
from sitrex.annotate.numbers.tokens import Tokens
from sitrex.annotate.rules import any_of


class Joint(NamedTuple):
    """The word or dash between two numbers, and where the second begins."""

    word: str
    second: int


@forms.rule("numbers.range.to", reads=("They sent [[40 to 50]] men.", "They sent [[40 through 50]] there."))
def _to(t: Tokens, phrase: Phrase) -> int | None:
    return phrase.end + 1 if t.low[phrase.end] in ("to", "through") else None


@forms.rule("numbers.range.or", reads=("They sent [[two or three]] men.",))
def _or(t: Tokens, phrase: Phrase) -> int | None:
    return phrase.end + 1 if t.low[phrase.end] == "or" else None


@forms.rule("numbers.range.between-and", reads=("They sent [[between 40 and 50]] men.",), leaves=("40 and 50 men",))
def _and(t: Tokens, phrase: Phrase) -> int | None:
    return phrase.end + 1 if t.low[phrase.end] == "and" else None


def _even(t: Tokens, at: int) -> bool:
    """Whether blanks stand on both sides of a token or on neither."""
    return t.glued(at) == t.glued(at + 1)


@forms.rule("numbers.range.hyphened", reads=("They sent [[ten-to-fifteen]] men.",))
def _hyphened(t: Tokens, phrase: Phrase) -> int | None:
    at = phrase.end
    hyphened = t.raw[at] in HYPHENS and t.low[at + 1] in ("to", "or") and t.raw[at + 2] in HYPHENS
    return at + 3 if hyphened and _even(t, at) else None


@forms.rule(
    "numbers.range.dash", reads=("They sent [[40-50]] men.", "They sent [[40–50]] men."), leaves=("40 -- 50 men",)
)
def _dash(t: Tokens, phrase: Phrase) -> int | None:
    at = phrase.end
    if t.low[at] not in DASHES or (t.raw[at + 1] in DASHES and t.glued(at + 1)):
        return None
    return at + 1 if _even(t, at) else None


@forms.rule(
    "numbers.range.suspended",
    reads=("They dug [[6- to 12-metre]] trenches.", "They have [[10- or 12]]-man crews."),
    leaves=("They took [[3]]- and [[4-year]]-olds.",),
)
def _suspended(t: Tokens, phrase: Phrase) -> int | None:
    """A hyphen that waits for what the second number is joined to."""
    at = phrase.end
    hyphen = t.raw[at] in HYPHENS and t.glued(at) and not t.glued(at + 1)
    return at + 2 if hyphen and t.low[at + 1] in ("to", "or") else None


def joint_after(t: Tokens, phrase: Phrase, *, between: bool) -> Joint | None:
    """The joint of a range after the first number; ``between`` stands before it."""
    if phrase.core.kind not in ("figure", "word", "part", "vague"):
        return None
    second = _to(t, phrase) or _or(t, phrase) or (_and(t, phrase) if between else None)
    if second is None and (second := _suspended(t, phrase)) is not None:
        return Joint(t.low[second - 1], second)
    second = second or _hyphened(t, phrase) or _dash(t, phrase)
    return None if second is None else Joint(t.low[phrase.end], second)


# -- against it -----------------------------------------------------------------------------------------------------


class Pair(NamedTuple):
    """Two numbers that a joint could make a range."""

    t: Tokens
    first: Phrase
    second: Core
    joint: str

    @property
    def start(self) -> int:
        """First token of the first number."""
        return self.first.start

    @property
    def end(self) -> int:
        """Where the second number ends."""
        return self.second.end


@vetoes.veto(
    "numbers.range.article", reads=("They sent [[two-a dozen]] men.",), leaves=("They sent [[two to a dozen]] men.",)
)
def _article(p: Pair) -> bool:
    return p.t.low[p.second.start] in ("a", "an") and p.joint not in ("to", "or", "and")


@vetoes.veto("numbers.range.unlike-parts", reads=("They lost [[half to 60]] there.",))
def _unlike_parts(p: Pair) -> bool:
    """A fraction ranges to another fraction, in words."""
    if p.first.core.kind != "part" and p.second.kind != "part":
        return False
    return p.joint not in ("to", "or", "and") or p.first.core.kind != p.second.kind


@vetoes.veto("numbers.range.unlike-dash", reads=("They sent [[two-300]] men.",))
def _unlike_dash(p: Pair) -> bool:
    return p.joint in DASHES and p.first.core.kind != p.second.kind


@vetoes.veto("numbers.range.chain", reads=("They sent [[12 - 17]]-19 men.",))
def _chain(p: Pair) -> bool:
    """Three figures with dashes are no range."""
    end = p.second.end
    return (
        p.joint in DASHES
        and p.t.figure[p.second.start]
        and p.t.raw[end] in DASHES
        and p.t.glued(end)
        and p.t.figure[end + 1]
    )


@vetoes.veto("numbers.range.to-one", reads=("They sent [[0.5 to one ton]].",))
def _to_one(p: Pair) -> bool:
    return p.joint == "to" and p.t.low[p.second.start] == "one" and p.second.end == p.second.start + 1


_REASONS: Final = any_of(_article, _unlike_parts, _unlike_dash, _chain, _to_one)


def refused(t: Tokens, phrase: Phrase, second: Core, joint: str) -> bool:
    """Whether the second number does not continue the first as a range."""
    if second.kind not in ("figure", "word", "part", "vague") or second.start < phrase.end + 1:
        return True
    pair = Pair(t, phrase, second, joint)
    return _REASONS(pair)
