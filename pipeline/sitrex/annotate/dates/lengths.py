"""One amount of one unit of time: `two weeks`, `24-hour`, `a year and a half`, `for months`; and what looks like one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sitrex.annotate.dates.amounts import Amount, Unit, amount, unit
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.rules import forms, vetoes
from sitrex.annotate.rules import any_of
from sitrex.annotate.text.words import words

_AFTER_LENGTHS: Final = cue_words("after_lengths")
_NO_HALF_BEHIND: Final = cue_words("no_half_behind")
_UNCOUNTED_UNITS: Final = cue_words("uncounted_units")

SPEED: Final = cue_words("speed")
_BARE_CUES: Final = cue_words("bare_cues")
_ONE_CUES: Final = cue_words("one_cues")
_AGES: Final = cue_words("ages")
_IN_ROW: Final = cue_words("in_row")
_LONG_AND_HALF: Final = cue_words("after_length_dash")
_DETERMINERS: Final = cue_words("determiners")
_HYPHENS: Final = words("hyphens")
_NEVER_FILLED: Final = cue_words("never_filled")
_KEPT_TIMES: Final = cue_words("kept_times")
_BEFORE_LASTING: Final = words("irregular_pasts") | cue_words("before_lasting")
_KINDS_OF_DAYS: Final = cue_words("kinds_of_days")

Length = tuple[int, float | None, str, int]
"""(stop, number, code, multiplier)."""


class _Counted(NamedTuple):
    """An amount with its unit: ``dashed`` where a hyphen joins them."""

    amount: Amount
    unit: Unit
    dashed: bool

    @property
    def singular(self) -> bool:
        """Whether the unit is written as for an adjective: `two day`."""
        return not self.unit.plural and not self.dashed


def length(a: Sequence[Atom], i: int) -> Length | None:
    """One amount and unit, or a bare plural after a preposition."""
    found = amount(a, i)
    if found:
        return _counted(a, i, found)
    here = unit(a, i) if a[i].words else None
    if here is None or here.stop != i + 1 or a[i].glued:
        return None
    return _long(a, i, here) or _bare_plural(a, i, here)


@forms.rule(
    "dates.duration.long",
    reads=("They fought one [[day-long]] battle.",),
    leaves=("It was a long battle.",),
    source="English usage",
)
def _long(a: Sequence[Atom], i: int, here: Unit) -> Length | None:
    long = a[i + 1].kind == "dash" and a[i + 2].low == "long"
    return (here.stop + 2, None if here.plural else 1, here.code, here.times) if long else None


@forms.rule(
    "dates.duration.bare-plural",
    reads=("They waited for [[months]].", "They endured [[weeks]] of hunger.", "[[Years]] of war followed."),
    leaves=(
        "The months were cold.",
        "In the closing weeks of the war they fled.",
        "Early years of war were hard.",
        "Hours of operation vary.",
        "They read minutes of talks.",
    ),
    source="a preposition of time before an uncounted plural, or what fills it behind",
)
def _bare_plural(a: Sequence[Atom], i: int, here: Unit) -> Length | None:
    cued = a[i - 1].low in _BARE_CUES or _lasts(a, i, here)
    counted = here.plural and here.code not in ("NI", "Q") and a[i].low not in _UNCOUNTED_UNITS
    possessed = a[here.stop].kind == "possessive"
    return (here.stop, None, here.code, here.times) if counted and cued and not possessed else None


def _lasts(a: Sequence[Atom], i: int, here: Unit) -> bool:
    """Whether a bare plural is full of something, and no adjective stands before it: `endured weeks of hunger`, `after ending years of war`."""
    before, filled = a[i - 1], a[here.stop + 1]
    if a[here.stop].low != "of" or filled.kind != "word" or filled.words or filled.low in _DETERMINERS:
        return False
    if a[i].low in _NEVER_FILLED or filled.low in _KEPT_TIMES:
        return False
    if before.kind in ("punct", "break", "end"):
        return True
    led = before.low.endswith(("ed", "ing")) or before.low in _BEFORE_LASTING
    return led and a[i - 2].low not in _DETERMINERS and a[i - 2].kind != "possessive"


@forms.rule(
    "dates.duration.counted",
    reads=("They held for [[two weeks]].", "They called a [[24-hour]] truce."),
    leaves=("They held two hills.",),
    source="TimeML: an amount of a unit of time",
)
def _counted(a: Sequence[Atom], i: int, found: Amount) -> Length | None:
    dashed = a[found.stop].kind == "dash" and a[found.stop].glued
    here = unit(a, found.stop + dashed)
    if here is None:
        return None
    what = _Counted(found, here, dashed)
    if _NO_LENGTH(a, i, what):
        return None
    number = found.number
    if found.determiner and here.plural and a[here.stop].kind == "dash" and a[here.stop + 1].low == "long":
        number = None  # `a months-long siege`
    after = _long_end(a, here.stop, dashed=dashed) or here.stop
    half = _and_a_half(a, after)
    if half and (number is not None or a[after].kind == "dash"):
        return half, (number or 0) + 0.5, here.code, here.times
    if _speed(a, i, what):
        return None
    return after, number, here.code, here.times


@forms.rule(
    "dates.duration.amount-long",
    reads=("They held a [[three-year-long]] siege.", "They held a [[three-year long]] siege."),
    leaves=("They held a long siege.",),
    source="English usage",
)
def _long_end(a: Sequence[Atom], i: int, *, dashed: bool) -> int | None:
    if a[i].kind == "dash" and a[i + 1].low == "long":
        return i + 2
    return i + 1 if dashed and a[i].low == "long" else None


@forms.rule(
    "dates.duration.and-a-half",
    reads=("They waited [[a year and a half]].", "They held a [[month-and-a-half]] siege."),
    leaves=("They waited a year and a day.",),
    source="English usage",
)
def _and_a_half(a: Sequence[Atom], i: int) -> int | None:
    if a[i].low == "and" and a[i + 1].low == "a" and a[i + 2].low == "half":
        return i + 3
    if a[i].low == "and" and a[i + 1].low == "half" and a[i + 2].low not in _NO_HALF_BEHIND:
        return i + 2
    hyphened = a[i].kind == "dash" and a[i + 1].low == "and" and a[i + 2].kind == "dash" and a[i + 5].low == "half"
    return i + 6 if hyphened else None


@vetoes.veto(
    "dates.duration.a-second",
    reads=("They made [[a second]] attack.", "They have [[one second]] line."),
    leaves=("They made a [[ten-second]] attack.",),
    source="the ordinal `second`",
)
def _second(a: Sequence[Atom], i: int, what: _Counted) -> bool:
    if what.unit.code != "TS" or what.unit.plural:
        return False
    return not (what.dashed and a[i].kind in ("num", "word") and not what.amount.determiner)


@vetoes.veto(
    "dates.duration.quarters",
    reads=("They took [[three quarters]] of it.", "They took [[three-quarters]] of it."),
    leaves=("It fell for [[three consecutive quarters]].",),
    source="fractions and parts of towns",
)
def _fraction(a: Sequence[Atom], _: int, what: _Counted) -> bool:
    in_row = a[what.unit.stop - 2].low in _IN_ROW
    return what.unit.code == "Q" and not (in_row or (what.dashed and not what.unit.plural))


@vetoes.veto(
    "dates.duration.singular-after-word",
    reads=("They chose [[several year]].",),
    leaves=("They chose [[two year]] plans.",),
    source="an amount in words needs a plural unless a noun follows",
)
def _singular_after_word(a: Sequence[Atom], i: int, what: _Counted) -> bool:
    after = a[what.unit.stop]
    noun_follows = after.kind == "word" and after.text.islower() and not after.words
    figures = a[i].kind in ("num", "decimal")
    return what.singular and what.amount.number not in (1, 0.5, 1.5) and not figures and not noun_follows


@vetoes.veto(
    "dates.duration.singular-after-figures",
    reads=("They saw [[5 night]] fighters.",),
    leaves=("They saw [[5 nights]] pass.",),
    source="`night`, `weekend` and `century` before a noun",
)
def _singular_after_figures(a: Sequence[Atom], i: int, what: _Counted) -> bool:
    figures = a[i].kind == "num" and what.amount.number != 1
    clock = what.unit.code == "TH" and len(a[i].text) == len("1630")
    return what.singular and figures and (clock or what.unit.code in ("NI", "WE", "CE"))


@vetoes.veto(
    "dates.duration.one-day",
    reads=("He left [[one day]] with them.",),
    leaves=("He left after [[one day]].",),
    source="`one day` as a day that nobody names",
)
def _some_day(a: Sequence[Atom], i: int, what: _Counted) -> bool:
    told = a[i].low == "one" and what.unit.code in ("D", "NI")
    ordered = a[what.unit.stop].low in _AFTER_LENGTHS
    return told and a[i - 1].low not in _ONE_CUES and not what.dashed and not ordered


@vetoes.veto(
    "dates.duration.old",
    reads=("The [[19-year]]-old man died.", "He was [[19 years]] old."),
    leaves=("He served [[19 years]].",),
    source="ages of persons are no lengths of events",
)
def _old(a: Sequence[Atom], _: int, what: _Counted) -> bool:
    after = what.unit.stop
    return a[after].low in _AGES or (a[after].kind == "dash" and a[after + 1].low in _AGES)


@vetoes.veto(
    "dates.duration.of-age",
    reads=("He was [[19 years]] of age.",),
    leaves=("He had [[19 years]] of peace.",),
    source="ages of persons are no lengths of events",
)
def _of_age(a: Sequence[Atom], _: int, what: _Counted) -> bool:
    return a[what.unit.stop].low == "of" and a[what.unit.stop + 1].low == "age"


@vetoes.veto(
    "dates.duration.compound",
    reads=("They met in [[a night]]-club.",),
    leaves=("They held it [[a day]] - or more.", "They held it for [[a day]]—then fled."),
    source="nouns that begin with a unit of time",
)
def _in_compound(a: Sequence[Atom], _: int, what: _Counted) -> bool:
    dash, word = a[what.unit.stop], a[what.unit.stop + 1]
    goes_on = dash.text in _HYPHENS and dash.glued and word.glued and word.kind == "word"
    return goes_on and what.singular and what.amount.number == 1 and word.low not in _LONG_AND_HALF


@vetoes.veto(
    "dates.duration.of-its-kind",
    reads=("It fell on [[a day]] when it rained.", "It was [[a day]] of mourning.", "It was [[a night]] of terror."),
    leaves=("They took it in [[a day]].", "After [[a day]] of fighting they left.", "They left on [[a day]]'s notice."),
    source="a day for what it is like, and not for how long it lasts",
)
def _of_its_kind(a: Sequence[Atom], i: int, what: _Counted) -> bool:
    if not what.amount.determiner or what.unit.code not in ("D", "NI"):
        return False
    behind = a[what.unit.stop]
    on = a[i - 1].low == "on" and behind.kind != "possessive" and behind.low != "or"  # `on a day or two's notice`
    return on or (behind.low == "of" and a[what.unit.stop + 1].low in _KINDS_OF_DAYS)


@vetoes.veto(
    "dates.duration.day-of-month",
    reads=("Sender's number AM [[15 Day]] of month: 24th",),
    leaves=("They held it for [[15 days]] of May.",),
    source="British message forms of both wars: the number before the day is the sender's",
)
def _heads_form(a: Sequence[Atom], _: int, what: _Counted) -> bool:
    return what.unit.code == "D" and a[what.unit.stop].low == "of" and a[what.unit.stop + 1].low == "month"


_NO_LENGTH: Final = any_of(
    _heads_form,
    _in_compound,
    _of_its_kind,
    _second,
    _fraction,
    _singular_after_word,
    _singular_after_figures,
    _some_day,
    _old,
    _of_age,
)


@vetoes.veto(
    "dates.duration.speed",
    reads=("They made 30 miles [[an hour]].",),
    leaves=("They waited [[an hour]].",),
    source="measures of speed",
)
def _speed(a: Sequence[Atom], i: int, what: _Counted) -> bool:
    return what.amount.determiner and what.unit.code[0] == "T" and a[i - 1].low in SPEED
