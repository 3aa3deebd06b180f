"""Holidays by name: `Christmas Eve 1941`, `Orthodox Easter`, `Eid al-Fitr`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from sitrex.annotate.dates.day_parts import day_part
from sitrex.annotate.dates.draft import Meaning, Rule, Timex
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.rules import forms, vetoes
from sitrex.annotate.dates.years import of_year
from sitrex.annotate.rules import any_of
from sitrex.normalise.calendar_days import holiday_rules

_HOLIDAY_ENDS: Final = cue_words("holiday_ends")

_NAME_LEADS: Final = cue_words("season_cues") | cue_words("month_cues") | cue_words("holiday_leads")
_NEW_YEAR_CUES: Final = cue_words("new_year_cues")
_PLAIN_NAMES: Final = frozenset({"christmas", "easter", "new year", "pentecost"})
_SMALL_LEADS: Final = cue_words("small_holiday_leads")
_ONLY_FEASTS: Final = cue_words("only_feasts")
"""First words of names that are nothing else, in small letters too."""
_LOWER_PARTS: Final = cue_words("holiday_parts")


@cache
def _holiday_table() -> dict[str, list[tuple[str, ...]]]:
    """First word -> the names that begin with it as words, longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for name in holiday_rules():
        words = tuple(re.findall(r"[^\W\d_]+|-", name))
        table.setdefault(words[0], []).append(words)
    for names in table.values():
        names.sort(key=len, reverse=True)
    return table


@cache
def holiday_heads() -> frozenset[str]:
    """The first words of all holiday names."""
    return frozenset(_holiday_table())


@forms.rule(
    "dates.holiday.named",
    reads=(
        "They left on [[Christmas Eve 1941]].",
        "They left before [[Orthodox Easter]].",
        "They left on [[All Saints' Day]].",
        "They left on [[christmas eve]].",
        "They met on the [[defender of the fatherland day]].",
        "They met [[this Memorial Day]].",
    ),
    leaves=("They left the christmas tree.", "They ate an easter egg."),
    source="vocab/dates/holidays.tsv",
)
def holiday(a: Sequence[Atom], i: int) -> Timex | None:
    """A holiday, with the part of the day and the year that follow it."""
    if a[i].low == "this":
        found = holiday(a, i + 1)
        return found._replace(first=i) if found else None
    small = not a[i].text[:1].isupper()
    for words in _holiday_table().get(a[i].low, ()):
        stop = _name_end(a, i, words, small=small)
        sure = words[0] in _ONLY_FEASTS and a[i - 1].low in _SMALL_LEADS
        if stop is not None and (not small or sure or _is_whole_name(words)):
            name = " ".join(words).replace(" - ", "-")
            return None if _NO_HOLIDAY(a, i, stop, name) else _dated(a, i, stop, name)
    return None


def _is_whole_name(words: Sequence[str]) -> bool:
    """Whether the words of a feast are no others' in small letters: `defender of the fatherland day`, not `may day`."""
    return len(words) > 2 and words[-1] in _HOLIDAY_ENDS


def _dated(a: Sequence[Atom], i: int, stop: int, name: str) -> Timex:
    clock = ""
    if part := day_part(a, stop):
        stop, clock = part[0], f"T{part[1]}"
    year = of_year(a, stop)
    known = year[1] if year and year[1].isdecimal() else None
    if known and year:
        stop = year[0]
    label = "TIME" if clock else "DATE"
    value = (known or "XXXX") + clock
    return Timex(i, stop, Meaning(label=label, rule=Rule.PARTIAL, value=value, holiday=name, clock=clock))


@vetoes.veto(
    "dates.holiday.any-new-year",
    reads=("They hoped for a [[New Year]] there.",),
    leaves=("They left on [[New Year’s Day]].",),
    source="a year that begins, and no day",
)
def _any_new_year(a: Sequence[Atom], i: int, _: int, name: str) -> bool:
    return name in ("new year", "new years") and a[i - 1].low not in _NEW_YEAR_CUES


@vetoes.veto(
    "dates.holiday.begins-name",
    reads=("They like [[Christmas]] Lunch.",),
    leaves=("They left at [[Christmas]].",),
    source="names: `Easter Rising`, `Christmas Island`",
)
def _begins_name(a: Sequence[Atom], _: int, stop: int, name: str) -> bool:
    return name in _PLAIN_NAMES and a[stop].text[:1].isupper() and not a[stop].words


@vetoes.veto(
    "dates.holiday.ends-name",
    reads=("It was a Happy [[Ashura]].",),
    leaves=("They met on [[Ashura]].",),
    source="names: `Saraya Ashura`",
)
def _ends_name(a: Sequence[Atom], i: int, _: int, name: str) -> bool:
    before = a[i - 1]
    named = before.kind == "word" and before.text[0].isupper() and before.low not in _NAME_LEADS
    return named and not re.search(r"[ -]", name)


_NO_HOLIDAY: Final = any_of(_any_new_year, _begins_name, _ends_name)


def _name_end(a: Sequence[Atom], i: int, words: tuple[str, ...], *, small: bool = False) -> int | None:
    """The atom after a holiday's name; ``small`` where it is written without capitals."""
    at = i
    for k, word in enumerate(words):
        atom = a[at]
        if not _is_written(a, at, word):
            return None
        at += 1 if atom.low == word or word == "-" else 2
        at += atom.low == word and word.endswith("s") and a[at].kind == "possessive" and k + 1 < len(words)
        at += a[at].low == "." and word == "st"
        capital = small or word in _LOWER_PARTS or atom.text[0].isupper()
        if k and atom.kind == "word" and not capital:
            return None
    return at


def _is_written(a: Sequence[Atom], i: int, word: str) -> bool:
    """Whether a word of a holiday's name stands at an atom: `Patrick` and `'s` for `patricks`, a dash for a hyphen."""
    atom = a[i]
    owned = atom.low + "s" == word and a[i + 1].kind == "possessive"
    return atom.low == word or (atom.low == "–" and word == "-") or owned
