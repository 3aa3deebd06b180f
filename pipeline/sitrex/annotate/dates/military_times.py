"""Four digits that are a time: `0530 hours`, `1420Z`, `from 0100`, `between 0200 and 0430`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.day_clocks import in_column, is_hhmm
from sitrex.annotate.dates.hour_suffixes import (
    BEFORE_TIME,
    HOURS,
    SURE_LETTERS,
    ClockTold,
    day_follows,
    lettered_hours,
    local_time,
    zone_letter,
)
from sitrex.annotate.dates.lexicon import Atom, cue_words, is_past
from sitrex.annotate.dates.not_years import COUNTED
from sitrex.annotate.dates.rules import forms, vetoes

_HOUR_WORDS: Final = cue_words("hour_words")

_AT: Final = cue_words("at")
_AFTER_TIME: Final = cue_words("after_time")
_MEASURED_AT: Final = cue_words("measured_at")
_JOINS_CLAUSE: Final = frozenset({"before", "when"})
_FIRST_YEAR, _LAST_YEAR = "1800", "2059"
_TO: Final = cue_words("clock_links")
_RANGE_WORDS: Final = cue_words("range_words")
_MEASURES: Final = frozenset("CFGKMV")
"""Letters that stand for measures too: degrees, grams, thousands, metres, volts."""
_SOURCE: Final = "military usage"
_H_HOUR_LINKS: Final = cue_words("h_hour_links")
_LINKED: Final = 4
"""Atoms between H-hour and its time: `will be set for`."""


def four_digits(a: Sequence[Atom], i: int) -> ClockTold | None:
    """A time in four digits, where something beside it says that it is one."""
    text = a[i].text
    if len(text) != 4 or int(text[:2]) > 24 or int(text[2:]) > 59 or _glued_on(a, i):
        return None
    cued = any(cue(a, i) for cue in _TAILS) or _before_letter(a, i)
    cued = cued or (not (_counts(a, i) or _in_compound(a, i)) and any(cue(a, i) for cue in _LEADS))
    return (i + 1, int(text[:2]), int(text[2:])) if cued else None


@forms.rule(
    "dates.clock.before-letter",
    reads=(
        "Shelled [[0530C]] again.",
        "They left at [[1420B]].",
        "They fired from [[1100B]] to [[1130B]] there.",
        "They left [[2200I 27 Nov 1950]].",
        "Of [[151610B JUL 95]]: shelled [[1500B]] again.",
    ),
    leaves=("It lies at 0530N there.", "The 1420B tank left.", "Of 151610B JUL 95: the 1420C tank left."),
    source="NATO time zones",
    nothing=False,
)
def _before_letter(a: Sequence[Atom], i: int) -> bool:
    """Whether the letter of a zone follows; one that stands for a measure too needs more than the figures."""
    return zone_letter(a, i + 1) is not None and (a[i + 1].text not in _MEASURES or _is_sure(a, i))


def told_by_letter_alone(a: Sequence[Atom], i: int) -> bool:
    """Whether four figures are a time only if the document has its letter elsewhere: `shelled 1500B`."""
    if not _before_letter(a, i) or any(cue(a, i) for cue in _TAILS):
        return False
    return not (a[i - 1].low in BEFORE_TIME or a[i - 1].low == "@" or _is_sure(a, i))


def _is_sure(a: Sequence[Atom], i: int) -> bool:
    """Whether figures with a letter can be nothing but a time: a zero leads, a day follows, another time is joined to it."""
    return (
        a[i].text[0] == "0"
        or day_follows(a, i + 2 + (a[i + 2].low in (",", "on")))
        or any(_same_letter(a, i, step) for step in (3, -3))
    )


def _same_letter(a: Sequence[Atom], i: int, step: int) -> bool:
    """Whether a time of the same letter is joined to one: `1100B to 1130B`, `0600B-1900B`."""
    link = a[i + 2] if step > 0 else a[i - 1]
    joined = link.kind == "dash" or link.low in _RANGE_WORDS
    return joined and is_hhmm(a[i + step]) and a[i + step + 1].text == a[i + 1].text and a[i + step + 1].glued


def _is_hhmm(a: Sequence[Atom], i: int) -> bool:
    return a[i].kind == "num" and len(a[i].text) == 4


@vetoes.veto(
    "dates.clock.glued-on",
    reads=("The tank T[[0530]] hours later.",),
    leaves=("They met (at [[0530]]).",),
    source="codes and designations",
)
def _glued_on(a: Sequence[Atom], i: int) -> bool:
    return a[i].glued and a[i - 1].kind not in ("dash", "punct")


@forms.rule(
    "dates.clock.before-hours",
    reads=("The [[1420 hours]] raid failed.",),
    leaves=("They struck at 1420.", "The 2019 H2 sales failed."),
    source=_SOURCE,
)
def _before_hours(a: Sequence[Atom], i: int) -> bool:
    one = a[i + 1].low == "hour" and a[i - 1].low in _AT
    return (one or a[i + 1].low in HOURS) and not (a[i + 2].kind == "num" and a[i + 2].glued)


@forms.rule(
    "dates.clock.before-zone",
    reads=(
        "The [[1420 GMT]] raid failed.",
        "The [[1420Z]] raid failed.",
        "The [[1420 local time]] raid failed.",
        "The [[1600A hours]] raid failed.",
    ),
    leaves=("They struck at 1420 hours.",),
    source="NATO time zones",
)
def _before_zone(a: Sequence[Atom], i: int) -> bool:
    after = a[i + 1]
    return (
        (after.text in SURE_LETTERS and after.glued)
        or local_time(a, i + 1) is not None
        or lettered_hours(a, i + 1) is not None
        or ("zone" in after.words and after.text.isupper())
    )


@forms.rule(
    "dates.clock.before-meridiem",
    reads=("The [[1140 a.m.]] raid failed.",),
    leaves=("They struck in 1140.",),
    source="logs",
)
def _before_meridiem(a: Sequence[Atom], i: int) -> bool:
    return a[i + 1].kind == "meridiem" or "meridiem" in a[i + 1].words


@forms.rule(
    "dates.clock.range-with-hours",
    reads=("The raids of [[2230]] and [[2330 hours]] failed.", "The raids of [[2230]]–[[2330 hours]] failed."),
    leaves=("The raids of 1420 and 1530 failed.",),
    source=_SOURCE,
)
def _range_with_hours(a: Sequence[Atom], i: int) -> bool:
    link = a[i + 1]
    dashed = link.kind == "dash" and link.glued and a[i + 2].kind == "num"
    return (dashed or (link.low in _TO and _is_hhmm(a, i + 2))) and a[i + 3].low in HOURS


@vetoes.veto(
    "dates.clock.counts-something",
    reads=("They came by [[0530]] houses.",),
    leaves=("They came by [[0530]].",),
    source="quantities",
)
def _counts(a: Sequence[Atom], i: int) -> bool:
    after = a[i + 1]
    return after.kind == "word" and (after.low in COUNTED or "units" in after.words)


def _is_led_zero(a: Sequence[Atom], i: int) -> bool:
    before = a[i - 1]
    led = before.low in _AT or before.kind in ("break", "end") or (before.low == "of" and a[i - 2].low == "as")
    return a[i].text[0] == "0" and led and before.low != "and"


@vetoes.veto(
    "dates.clock.compound",
    reads=("They came to [[0530]]-pattern tools.",),
    leaves=("They came to the ridge at [[0530 hours]] then.",),
    source="designations of models",
)
def _in_compound(a: Sequence[Atom], i: int) -> bool:
    return _is_led_zero(a, i) and a[i + 1].kind == "dash" and a[i + 1].glued and a[i + 2].kind != "num"


@forms.rule(
    "dates.clock.leading-zero",
    reads=("They struck by [[0530]] there.", "As of [[0600]], all was quiet."),
    leaves=("They struck by 1530 there.",),
    source=_SOURCE,
)
def _leading_zero(a: Sequence[Atom], i: int) -> bool:
    return _is_led_zero(a, i)


@forms.rule(
    "dates.clock.after-at",
    reads=("They struck at [[1420]].", "The general at [[1343]] ordered a halt.", "At [[1120]], Ryan attacked."),
    leaves=(
        "They struck in 1420.",
        "The unit at 1343 Elm Road left.",
        "It stood at 1420 tons.",
        "The toll at 1343 rose.",
    ),
    source=_SOURCE,
)
def _after_at(a: Sequence[Atom], i: int) -> bool:
    after = a[i + 1]
    ends = after.kind in ("punct", "break", "end") or after.low in _AFTER_TIME
    ends = ends or (is_past(after) and a[i - 2].low not in _MEASURED_AT)
    return a[i - 1].low in ("at", "@") and ends


@forms.rule(
    "dates.clock.it-was",
    reads=("It was [[1730]] before they landed.",),
    leaves=("It was 1730 men strong.", "It was 1943 before the war turned."),
    source=_SOURCE,
    nothing=False,
)
def _it_was(a: Sequence[Atom], i: int) -> bool:
    told = (a[i - 2].low, a[i - 1].low) == ("it", "was") and a[i + 1].low in _JOINS_CLAUSE
    return told and not _FIRST_YEAR <= a[i].text <= _LAST_YEAR


@forms.rule(
    "dates.clock.before-day",
    reads=("The raid was planned for [[1420 on the 20th]].",),
    leaves=("The raid was planned for 1420.",),
    source=_SOURCE,
)
def _before_day(a: Sequence[Atom], i: int) -> bool:
    return a[i + 1].low == "on" and a[i + 2].low == "the" and a[i + 3].kind == "ordinal"


@forms.rule(
    "dates.clock.range-end",
    reads=("They fired from [[0930]] to [[2230]] there.",),
    leaves=("They fought from 1930 to 1942 there.",),
    source=_SOURCE,
)
def _range_end(a: Sequence[Atom], i: int) -> bool:
    linked = a[i - 1].low in _TO or a[i - 1].kind == "dash"
    return linked and _is_hhmm(a, i - 2) and (a[i].text[0] == "0" or a[i - 2].text[0] == "0")


def _of_hours(a: Sequence[Atom], i: int) -> bool:
    """`between the hours of`."""
    return a[i - 1].low == "of" and a[i - 2].low == "hours"


@forms.rule(
    "dates.clock.range-start",
    reads=(
        "They fired from [[2230]] to [[0430]] there.",
        "They keep in between the hours of [[2200]] and [[0500]] there.",
    ),
    leaves=("They fought from 1930 to 1942 there.",),
    source=_SOURCE,
)
def _range_start(a: Sequence[Atom], i: int) -> bool:
    linked = a[i + 1].low in _TO or (a[i + 1].kind == "dash" and a[i + 2].glued)
    return (
        linked
        and (a[i - 1].low in ("from", "between", "at") or _of_hours(a, i))
        and _is_hhmm(a, i + 2)
        and a[i + 2].text[0] == "0"
    )


@forms.rule(
    "dates.clock.in-column",
    reads=("[[23 Oct  1830]]  Bn moved.",),
    leaves=("23 Oct 1830 Bn moved.",),
    source="war diaries",
    nothing=False,
)
def _in_column(a: Sequence[Atom], i: int) -> bool:
    return in_column(a, i)


@forms.rule(
    "dates.clock.after-h-hour",
    reads=(
        "On 5 May H hr [[2300]] was set.",
        "On 5 May [[H-hour]] was [[2300]] again.",
        "On 5 May [[H-Hour]]: [[0900]]",
        "On 5 May [[H-hour]] was set for [[1930]] again.",
    ),
    leaves=("The hour of 2300 men.", "The hour was 2300 men long."),
    source=_SOURCE,
    nothing=False,
)
def _after_h_hour(a: Sequence[Atom], i: int) -> bool:
    hour = i - 1
    while i - hour <= _LINKED and a[hour].low in _H_HOUR_LINKS:
        hour -= 1
    letter = hour - 1 - (a[hour - 1].kind == "dash")
    return is_hhmm(a[i]) and a[hour].low in _HOUR_WORDS and a[letter].text == "H"


_TAILS: Final = (_before_hours, _before_zone, _before_meridiem, _range_with_hours)
_LEADS: Final = (
    _leading_zero,
    _after_at,
    _it_was,
    _before_day,
    _range_end,
    _range_start,
    _in_column,
    _after_h_hour,
)
