"""Weekdays in short, most of which are other words too: `Sat`, `Sun`, `Wed`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.rules import forms

_DOUBTFUL_MONDAYS: Final = cue_words("doubtful_mondays")
_DOUBTFUL_SATURDAYS: Final = cue_words("doubtful_saturdays")

_SHORT_CUES: Final = cue_words("short_day_cues")
_ONLY_DAYS: Final = cue_words("only_days")
_DAY_LINKS: Final = cue_words("day_links")


def weekday_in_short(a: Sequence[Atom], i: int) -> str | None:
    """The number of the weekday that an atom names in short, where it is one."""
    short = a[i].words.get("weekday_short")
    return short if short and _short_weekday(a, i) else None


@forms.rule(
    "dates.weekday.short",
    reads=(
        "They met on [[Sat, 5 May 1945]].",
        "They met on [[Sat 5 May 1945]].",
        "They met on [[Tue]] again.",
        "They meet [[Fri 14th]] again.",
        "They met [[Fri.]] after work.",
        "They met on [[Sun.]]",
        "They met [[Wed.]] in Kyiv.",
        "It is open [[Mon]] to [[Fri]] again.",
        "It is closed [[Tue]] and [[Wed]] again.",
    ),
    leaves=(
        "They sat there.",
        "They met Fri Larsen there.",
        "They wed in May and the sun shone.",
        "They spent it on Sun Microsystems.",
    ),
    source="a weekday in short stands before a day or a month, beside another, or alone where it is no other word",
)
def _short_weekday(a: Sequence[Atom], i: int) -> bool:
    after = a[i + 1]
    return (
        (after.low == "," and (a[i + 2].kind in ("num", "ordinal") or "month" in a[i + 2].words))
        or (after.kind in ("num", "ordinal") and "month" in a[i + 2].words)
        or "month" in after.words
        or (
            after.kind == "ordinal"
            and (a[i].low not in _DOUBTFUL_SATURDAYS or a[i + 2].kind in ("punct", "break", "end"))
        )
        or (a[i - 1].low in _SHORT_CUES and (a[i].low not in _DOUBTFUL_MONDAYS or _ends_phrase(a, i)))
        or _no_other_word(a, i)
        or _dotted(a, i)
        or _beside_short(a, i)
    )


def _dotted(a: Sequence[Atom], i: int) -> bool:
    """Whether the dot of an abbreviation stands behind a weekday within its sentence: `met Wed. in Kyiv`."""
    behind = a[i + 1 + (a[i + 1].low == ".")]
    goes_on = a[i - 1].kind == behind.kind == "word" and behind.text[0].islower()
    return goes_on and a[i].text.istitle() and _has_dot(a, i)


def _has_dot(a: Sequence[Atom], i: int) -> bool:
    """Whether a dot is glued to a word, in its atom or in the next."""
    return a[i].end - a[i].start > len(a[i].text) or (a[i + 1].low == "." and a[i + 1].glued)


def _ends_phrase(a: Sequence[Atom], i: int) -> bool:
    """Whether a weekday in short has a capital and its phrase ends with it: `on Sun.`, not `on Sun Microsystems`."""
    return a[i].text[:1].isupper() and (_has_dot(a, i) or a[i + 1].kind in ("punct", "break", "end"))


def _no_other_word(a: Sequence[Atom], i: int) -> bool:
    """Whether a weekday in short is no other word and no name: `flew home Fri.`, not `Anh Thu`, `Fri Larsen`."""
    before, after = a[i - 1], a[i + 1]
    name_follows = after.kind == "word" and after.text[:1].isupper() and not after.words
    name_leads = a[i].low == "thu" and before.kind == "word" and before.text[:1].isupper()
    return a[i].low in _ONLY_DAYS and a[i].text.istitle() and not name_follows and not name_leads


def _beside_short(a: Sequence[Atom], i: int) -> bool:
    """Whether another weekday in short is joined to one: `Mon to Fri`, `Tue and Wed`."""
    titled = a[i].text.istitle()
    return titled and any(
        (a[i + side].kind == "dash" or a[i + side].low in _DAY_LINKS)
        and "weekday_short" in a[i + 2 * side].words
        and a[i + 2 * side].text.istitle()
        for side in (-1, 1)
    )
