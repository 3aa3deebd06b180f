"""Years: what makes a number one, beside a day and its month or alone; ``not_years`` has what it may be instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.day_clocks import before_clock, clock_behind_day
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.not_years import COUNTED, NO_YEAR, counts, glued_on, numbers_division
from sitrex.annotate.dates.rules import forms, vetoes
from sitrex.annotate.text.words import words

_SHORT_MONTHS: Final = cue_words("short_months")

_YEAR_CUES: Final = cue_words("year_cues")
_ERA_LETTERS: Final = {"b": "BC", "a": "AD"}
_AFTER_SHORT_YEAR: Final = cue_words("after_short_year")
_SINGULAR_VERBS: Final = words("singular_verbs")
_AGE: Final = 150
_DAYS: Final = 31

Year = tuple[int, str, int | None]
"""(stop, year, two-digit rest)."""


def era_at(a: Sequence[Atom], i: int) -> str | None:
    """`BC` or `AD` where an era stands."""
    return a[i].words.get("era") or (_ERA_LETTERS.get(a[i].low[:1]) if a[i].kind == "era" else None)


def year_number(a: Sequence[Atom], i: int) -> Year | None:
    """A year that a month or an era makes certain: `1943`, `1943/44`, `'43`, `264 BC`."""
    atom = a[i]
    if atom.kind == "short":
        return i + 1, "", int(atom.text[1:])
    if atom.kind != "num" or (a[i + 1].kind == "num" and a[i + 1].glued):
        return None
    of_era = _year_of_era(a, i)
    if of_era:
        return of_era
    if len(atom.text) == 4 and "1000" <= atom.text <= "2199":
        return i + 1, atom.text, None
    return None


def of_year(a: Sequence[Atom], i: int) -> Year | None:
    """A year right here or after `of` or a comma: `the winter of 1941`, `summer, 1941`."""
    return year_number(a, i + (a[i].low in ("of", ",")))


@forms.rule(
    "dates.year.before-era",
    reads=("Carthage lost the islands in [[241 BC]].", "The wall was built in [[122 AD]]."),
    leaves=("Carthage lost the islands in 241.",),
    source="English usage",
)
def _year_of_era(a: Sequence[Atom], i: int) -> Year | None:
    era = era_at(a, i + 1)
    if not era or len(a[i].text) > 4 or numbers_division(a, i):
        return None
    number = int(a[i].text)
    return i + 2, (f"BC{number:04d}" if era == "BC" else f"{number:04d}"), None


@forms.rule(
    "dates.year.after-era",
    reads=("The legion left Britain in [[AD 410]].", "The legion left Britain in [[A.D. 410]]."),
    leaves=("He reached 410 metres.",),
    source="Chicago Manual of Style 9.34",
)
def _year_after_era(a: Sequence[Atom], i: int) -> tuple[int, str] | None:
    if era_at(a, i) == "AD" and a[i + 1].kind == "num" and len(a[i + 1].text) <= 4:
        return i + 2, f"{int(a[i + 1].text):04d}"
    return None


@forms.rule(
    "dates.year.modern",
    reads=("They bought [[1944]] again.",),
    leaves=("The 1744 ships sank.",),
    source="most four-digit numbers of this size in news and histories of the last wars are years",
)
def _modern(a: Sequence[Atom], i: int) -> tuple[int, str] | None:
    return (i + 1, a[i].text) if "1900" <= a[i].text <= "2035" else None


@forms.rule(
    "dates.year.cued",
    reads=("The fort fell in [[1744]] again.",),
    leaves=("They bought 1744 again.",),
    source="a preposition of time, a bracket or a range before an older year",
)
def _cued(a: Sequence[Atom], i: int) -> tuple[int, str] | None:
    atom, before = a[i], a[i - 1]
    # a house or hill number may follow `the`; a year of the Middle Ages needs a preposition
    led = before.low in _YEAR_CUES and (before.low != "the" or atom.text >= "1600")
    cue = led or a[i + 1].low in (")", "]") or before.kind in ("dash", "end", "break") or _begins_range(a, i)
    return (i + 1, atom.text) if cue and "1000" <= atom.text <= "2100" else None


@forms.rule(
    "dates.year.range-of-two",
    reads=("The war [[1756]]-[[1763]] was long.", "It is of the war [[1756]]-[[1763]]."),
    leaves=("They had 1756-2900 men.",),
    source="titles and captions",
)
def _begins_range(a: Sequence[Atom], i: int) -> bool:
    """Whether a dash and a later year of the same age follow: `the war 1756-1763`."""
    second = a[i + 2]
    joined = a[i + 1].kind == "dash" and second.kind == "num" and len(second.text) == 4
    return joined and 0 < int(second.text) - int(a[i].text) <= _AGE and _ends_number(a, i + 3) and not counts(a, i + 2)


def _ends_number(a: Sequence[Atom], i: int) -> bool:
    return not a[i].glued or (a[i].kind == "punct" and not a[i + 1].glued) or a[i].kind == "possessive"


@forms.rule(
    "dates.year.by-punctuation",
    reads=("They sailed home, [[1744]] being over.",),
    leaves=("They bought 1744 again.",),
    source="a year of modern times beside punctuation",
)
def _by_punctuation(a: Sequence[Atom], i: int) -> tuple[int, str] | None:
    beside = a[i + 1].kind in ("punct", "break", "end") or a[i - 1].kind == "punct"
    return (i + 1, a[i].text) if beside and "1600" <= a[i].text < "1900" else None


def bare_year(a: Sequence[Atom], i: int) -> tuple[int, str] | None:
    """(stop, year) of a number that its neighbours make a year."""
    found = year_number(a, i)
    if found and found[1].startswith("BC"):
        return found[0], found[1]
    after_era = _year_after_era(a, i) if a[i].words or a[i].kind == "era" else None
    if after_era:
        return after_era
    if not found or found[2] is not None or glued_on(a, i):
        return None
    if found[0] == i + 2:
        return found[0], found[1]
    if NO_YEAR(a, i):
        return None
    return _modern(a, i) or _cued(a, i) or _by_punctuation(a, i)


@vetoes.veto(
    "dates.year.counted-after-month",
    reads=("In [[May 2000]] soldiers came.",),
    leaves=("In [[May 2000]] many soldiers came.",),
    source="quantities at the head of a clause",
)
def _counts_after_month(a: Sequence[Atom], i: int) -> bool:
    return a[i + 1].low in COUNTED


@forms.rule(
    "dates.year.two-digits",
    reads=(
        "They left on [[18 Jun 20]].",
        "They left on [[9 MAR 09]] at dawn.",
        "The note of [[9 Mar 44]] was lost.",
        "They left on [[8 May 44 1400 hrs]].",
        "They left in [[JULY 63]].",
    ),
    leaves=("On [[5 May]] 40 men fell.",),
    source="military style; the datelines of the wires",
)
def two_digit_year(a: Sequence[Atom], i: int, *, short_month: bool = False) -> int | None:
    """Two digits after a month as the year, where the phrase ends with them or goes on with a time.

    After a month in short (`18 Jun 20`) they are one unless they count something.
    """
    atom, after = a[i], a[i + 1]
    joined = a[i - 1].glued and a[i - 2].kind == "num"  # `3JUN24`
    if atom.kind != "num" or len(atom.text) != 2 or (atom.glued and not joined):
        return None
    glued_on = after.glued and after.low not in (",", ";", ":", ")", "]", ".", "'", "’", '"', "”")
    if glued_on or after.low in ("%", "°", "/", "$"):
        return None
    if before_clock(a, i + 1):
        return int(atom.text)
    if short_month and after.kind == "word" and a[i - 1].low not in _SHORT_MONTHS:
        return None if _counts_noun(a, i + 1) else int(atom.text)
    ends = after.kind in ("punct", "break", "end", "dash", "possessive") or after.low in _AFTER_SHORT_YEAR
    return int(atom.text) if ends else None


def _counts_noun(a: Sequence[Atom], i: int) -> bool:
    """Whether two digits before a word count it, or go on to another number."""
    after = a[i]
    plural = after.low.endswith("s") and after.low not in _SINGULAR_VERBS
    return plural or after.low in COUNTED or "units" in after.words or after.low == "to"


def _of_short_year(a: Sequence[Atom], i: int) -> bool:
    """`15 April of 87`: two digits that are no day and end their phrase."""
    two = a[i].kind == "num" and len(a[i].text) == 2 and int(a[i].text) > _DAYS
    return two and a[i + 1].kind in ("punct", "break", "end") and a[i + 1].low != "%"


def _in_year(a: Sequence[Atom], i: int) -> bool:
    """`28 June in 2020`: a year after a preposition."""
    return a[i].low == "in" and a[i + 1].kind == "num" and len(a[i + 1].text) == 4 and not counts(a, i + 1)


def tail_year(a: Sequence[Atom], i: int, *, dated: bool = True) -> Year:
    """The year after a day and month (`, 1943`, ` 1943`, ` of 1943`); its stop is ``i`` where none stands there."""
    none: Year = (i, "", None)
    stop = i + (a[i].low in (",", "of") or _in_year(a, i))
    if a[i].low == "of" and a[i + 1].low == "the":
        return none
    if a[i].low == "of" and dated and _of_short_year(a, i + 1):
        return i + 2, "", int(a[i + 1].text)
    found = year_number(a, stop)
    if not found or (not dated and _counts_after_month(a, stop)):
        return none
    goes_on = a[found[0]].kind not in ("punct", "break", "end")
    if (a[i].low == "," and a[stop].kind == "short" and goes_on) or (dated and clock_behind_day(a, stop)):
        return none
    return found
