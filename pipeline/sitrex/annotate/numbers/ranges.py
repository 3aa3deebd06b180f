"""What joins two numbers into a range, and what speaks against it."""

from __future__ import annotations

from typing import NamedTuple

from sitrex.annotate.numbers.bare_number import Core
from sitrex.annotate.numbers.lexicon import DASHES, HYPHENS
from sitrex.annotate.numbers.phrase import Phrase
from sitrex.annotate.numbers.rules import forms
from sitrex.annotate.numbers.tokens import Tokens


class Joint(NamedTuple):
    """The word or dash between two numbers, and where the second begins."""

    word: str
    second: int


@forms.rule(
    "numbers.range.to",
    reads=(
        "They sent [[40 to 50]] men.",
        "They sent [[40 through 50]] there.",
        "They sent [[between 40 to 50]] men.",
    ),
    leaves=("They sent 40 men to 50 posts.",),
    source="corpus/GUIDELINES.md, numbers: a range is one mention with low and high",
)
def _to(t: Tokens, phrase: Phrase) -> int | None:
    return phrase.end + 1 if t.low[phrase.end] in ("to", "through") else None


@forms.rule(
    "numbers.range.or",
    reads=("They sent [[two or three]] men.",),
    leaves=("They sent two men or three guns.",),
    source="corpus/GUIDELINES.md, numbers: a range is one mention with low and high",
)
def _or(t: Tokens, phrase: Phrase) -> int | None:
    return phrase.end + 1 if t.low[phrase.end] == "or" else None


@forms.rule(
    "numbers.range.between-and",
    reads=("They sent [[between 40 and 50]] men.",),
    leaves=("40 and 50 men",),
    source="corpus/GUIDELINES.md, numbers: a range is one mention with low and high",
)
def _and(t: Tokens, phrase: Phrase) -> int | None:
    return phrase.end + 1 if t.low[phrase.end] == "and" else None


def _even(t: Tokens, at: int) -> bool:
    """Whether blanks stand on both sides of a token or on neither."""
    return t.glued(at) == t.glued(at + 1)


@forms.rule(
    "numbers.range.hyphened",
    reads=("They sent [[ten-to-fifteen]] men.",),
    leaves=("They sent ten men to fifteen posts.",),
    source="corpus/GUIDELINES.md, numbers: a range is one mention with low and high",
)
def _hyphened(t: Tokens, phrase: Phrase) -> int | None:
    at = phrase.end
    hyphened = t.raw[at] in HYPHENS and t.low[at + 1] in ("to", "or") and t.raw[at + 2] in HYPHENS
    return at + 3 if hyphened and _even(t, at) else None


@forms.rule(
    "numbers.range.dash",
    reads=("They sent [[40-50]] men.", "They sent [[40–50]] men."),
    leaves=("40 -- 50 men", "14  -        98"),
    source="corpus/GUIDELINES.md, numbers: a range is one mention with low and high",
)
def _dash(t: Tokens, phrase: Phrase) -> int | None:
    at = phrase.end
    if t.low[at] not in DASHES or (t.raw[at + 1] in DASHES and t.glued(at + 1)):
        return None
    cell = t.begins_column(at) or t.begins_column(at + 1)  # an empty one of a table
    return at + 1 if _even(t, at) and not cell else None


@forms.rule(
    "numbers.range.suspended",
    reads=("They dug [[6- to 12-metre]] trenches.", "They have [[10- or 12]]-man crews."),
    leaves=("They took [[3]]- and [[4-year]]-olds.",),
    source="hyphens that wait for the noun: 6- to 12-metre",
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


def refused(phrase: Phrase, second: Core) -> bool:
    """Whether the second number does not continue the first as a range."""
    return second.kind not in ("figure", "word", "part", "vague") or second.start < phrase.end + 1
