"""Modifiers before a length of time or a date: `more than two weeks`, `no later than 5 May`, `c. 1200`, `shortly after nine`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.bare_hours import bare_hour
from sitrex.annotate.dates.calendar_series import series
from sitrex.annotate.dates.day_times import time_of_day
from sitrex.annotate.dates.draft import Timex
from sitrex.annotate.dates.early_and_late import edge
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.offsets import counted
from sitrex.annotate.dates.periods import decade
from sitrex.annotate.dates.relative_meanings import offset_mod
from sitrex.annotate.dates.rules import forms, vetoes
from sitrex.annotate.dates.set_forms import repeated
from sitrex.vocab import read_table

_CIRCA: Final = cue_words("circa")
_NEARLY: Final = cue_words("nearly")

_MODS: Final = tuple(
    (tuple(row["phrase"].split(" ")), row["mod"]) for row in read_table("dates/modifiers.tsv", ("phrase", "mod"))
)
_BY_HEAD: Final = {head: [row for row in _MODS if row[0][0] == head] for head in {words[0] for words, _ in _MODS}}
_UNLESS_THROUGH: Final = cue_words("unless_through")
_COUNTED_FROM: Final = cue_words("counted_from")
_SHORT_UNITS: Final = ("H", "D", "W")
_ORDERING: Final = frozenset({"ON_OR_BEFORE", "ON_OR_AFTER", "BEFORE", "AFTER"})
_DATE_MODS: Final = _ORDERING | {"APPROX"}


def modifier(a: Sequence[Atom], i: int) -> tuple[int, str] | None:
    """The atom after a modifier at atom ``i``, and its mod."""
    for words, mod in _BY_HEAD.get(a[i].low, ()):
        if all(a[i + k].low == word for k, word in enumerate(words)):
            return i + len(words), mod
    return None


def with_modifier(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """The mentions that a modifier at atom ``i`` belongs to."""
    found = modifier(a, i)
    return _modified(a, i, *found) if found else None


def _modified(a: Sequence[Atom], i: int, at: int, mod: str) -> list[Timex] | None:
    at += a[i].low in _CIRCA and a[at].low == "."
    if _no_circa(a, i, at) or _no_amount(a, i, at) or _through(a, i, at):
        return None
    if a[i].low in _NEARLY and (again := repeated(a, at)):
        return _keep([again], i, mod)
    if mod not in _ORDERING and (lengths := counted(a, at)):
        return _length(a, i, lengths, mod)
    inner = at + (a[at].low == "the")
    if mod in ("BEFORE", "AFTER") or a[i].low == "near":
        return _time(a, i, inner, mod)
    return _date(a, i, inner, mod) if mod in _DATE_MODS else None


def _keep(found: list[Timex], i: int, mod: str) -> list[Timex]:
    return [found[0]._replace(first=i, meaning=replace(found[0].meaning, mod=mod)), *found[1:]]


@vetoes.veto(
    "dates.modifier.no-circa",
    reads=("They took point [[C two weeks]] later.", "Company [[C 12 June 1966]]."),
    leaves=("It was built [[c. 1644]].",),
    source="a letter that is no `circa`",
)
def _no_circa(a: Sequence[Atom], i: int, at: int) -> bool:
    if a[i].low != "c":
        return False
    return a[at].kind != "num" or (a[i].text == "C" and a[i + 1].low != ".") or a[i].glued


@vetoes.veto(
    "dates.modifier.no-amount",
    reads=("They saw [[some August]] days.",),
    leaves=("They waited [[some two weeks]].",),
    source="`some` as a determiner",
)
def _no_amount(a: Sequence[Atom], i: int, at: int) -> bool:
    return a[i].low == "some" and not (a[at].kind in ("num", "big") or "number_word" in a[at].words)


@vetoes.veto(
    "dates.modifier.through",
    reads=("It fell [[over several weeks]].", "They met 50 men [[over three days]].", "[[Over 24 hours]] 20 fell."),
    leaves=(
        "It took [[over two weeks]].",
        "It went on for [[over a year]].",
        "They knew it [[over 20 years ago]].",
        "It was built [[over a century ago]].",
        "It fell [[over two days]] after the raid.",
    ),
    source="`over` as `in the course of`",
)
def _through(a: Sequence[Atom], i: int, at: int) -> bool:
    if a[i].low != "over" or at != i + 1 or a[i - 1].low in ("for", "after"):
        return False
    if (found := counted(a, at)) and a[found[0].stop - 1].low == "ago":
        return False
    return "vague" in a[at].words or a[at].low in ("a", "the") or _some_days(a, i, at)


def _some_days(a: Sequence[Atom], i: int, at: int) -> bool:
    """Whether so many hours, days or weeks are told as those in which something befell; years are told as their least."""
    lengths = counted(a, at) if a[i - 1].low not in _UNLESS_THROUGH else None
    if not lengths or a[lengths[0].stop].low in _COUNTED_FROM:
        return False
    return lengths[0].meaning.label == "DURATION" and lengths[0].meaning.value.endswith(_SHORT_UNITS)


@forms.rule(
    "dates.modifier.of-length",
    reads=("It took [[more than two weeks]].", "It fell [[less than a week ago]].", "It took [[some two weeks]]."),
    leaves=("It took two weeks.",),
    source="TimeML 1.2.1, mod",
)
def _length(_: Sequence[Atom], i: int, lengths: list[Timex], mod: str) -> list[Timex]:
    first = lengths[0].meaning
    if first.label == "DURATION":
        return _keep(lengths, i, mod)
    return _keep(lengths[:1], i, offset_mod(mod, first.amount))


@forms.rule(
    "dates.modifier.of-time",
    reads=(
        "They came [[shortly after 4 p.m.]]",
        "On 5 May they came [[just before nine]].",
        "They came [[near midnight on 5 May]].",
    ),
    leaves=("They came at 4 p.m.", "They came near August."),
    source="TimeML 1.2.1, mod",
)
def _time(a: Sequence[Atom], i: int, at: int, mod: str) -> list[Timex] | None:
    time = time_of_day(a, at) or bare_hour(a, at)
    return _keep(time, i, mod) if time else None


@forms.rule(
    "dates.modifier.of-date",
    reads=("They left [[around 5 May]].", "They leave [[no later than 5 May]].", "It was built [[c. 1644]]."),
    leaves=("They left on 5 May.",),
    source="TimeML 1.2.1, mod",
)
def _date(a: Sequence[Atom], i: int, at: int, mod: str) -> list[Timex] | None:
    found = time_of_day(a, at) or series(a, at) or edge(a, at) or decade(a, at)
    if not found or found[0].meaning.label not in ("DATE", "TIME"):
        return None
    return _keep(found, i, found[0].meaning.mod or mod)
