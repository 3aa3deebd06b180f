"""Years: what makes a four-digit number one, and the many things that such a number may be instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.day_clocks import before_clock, clock_behind_day
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.rules import forms, vetoes
from sitrex.annotate.rules import any_of
from sitrex.annotate.text.words import words

COUNTED: Final = cue_words("counted")
_YEAR_CUES: Final = cue_words("year_cues")
_NUMBERED: Final = cue_words("numbered")
_MODELS: Final = cue_words("models")
_NUMBER_SIGNS: Final = cue_words("number_signs")
_ERA_LETTERS: Final = {"b": "BC", "a": "AD"}

_AFTER_SHORT_YEAR: Final = cue_words("after_short_year")
_SINGULAR_VERBS: Final = words("singular_verbs")

_STREETS: Final = cue_words("streets")
_AGE: Final = 150
_MONTHS: Final = 12
_DAYS: Final = 31
_DIVISION_DIGITS: Final = 2
_BEFORE_ERA: Final = frozenset({"in", "around", "about", "circa", "c", "since", "until", "before", "after", "year"})
_ROMAN: Final = frozenset("IVX")
_OLDEST_MODERN: Final = "1900"
_ALWAYS_NUMBERED: Final = cue_words("always_numbered")
_FILE_SHAPE: Final = ("dash", "num", "dash")

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
    source="English usage",
)
def _year_of_era(a: Sequence[Atom], i: int) -> Year | None:
    era = era_at(a, i + 1)
    if not era or len(a[i].text) > 4 or _numbers_division(a, i):
        return None
    number = int(a[i].text)
    return i + 2, (f"BC{number:04d}" if era == "BC" else f"{number:04d}"), None


@vetoes.veto(
    "dates.year.division",
    reads=("The [[1AD]] and [[3AD]] attacked.", "They joined CCB/[[4AD]]."),
    leaves=("The legion came in [[43AD]].", "The wall fell in [[5 AD]]."),
    source="armored divisions in American short hand",
)
def _numbers_division(a: Sequence[Atom], i: int) -> bool:
    short = a[i + 1].text == "AD" and a[i + 1].glued and len(a[i].text) <= _DIVISION_DIGITS
    return short and a[i - 1].low not in _BEFORE_ERA


@forms.rule(
    "dates.year.after-era",
    reads=("The legion left Britain in [[AD 410]].",),
    leaves=("He reached 410 metres.",),
    source="Chicago Manual of Style 9.34",
)
def _year_after_era(a: Sequence[Atom], i: int) -> tuple[int, str] | None:
    if a[i].words.get("era") == "AD" and a[i + 1].kind == "num" and len(a[i + 1].text) <= 4:
        return i + 2, f"{int(a[i + 1].text):04d}"
    return None


@vetoes.veto(
    "dates.year.glued-on",
    reads=("The file map[[1944]] shows it.",),
    leaves=("It ended (in [[1944]]).",),
    source="codes and designations",
)
def _glued_on(a: Sequence[Atom], i: int) -> bool:
    return a[i].glued and a[i - 1].kind not in ("dash", "punct")


@vetoes.veto(
    "dates.year.number-sign",
    reads=("They took hill #[[1944]].", "The force was at approximately [[1944]]."),
    leaves=("It began in [[1944]].",),
    source="numbers, prices, altitudes",
)
def _after_number_sign(a: Sequence[Atom], i: int) -> bool:
    return a[i - 1].low in _NUMBER_SIGNS


@vetoes.veto(
    "dates.year.glued-to-dot",
    reads=("See p.[[1944]] there.",),
    leaves=("See it. [[1944]] was hard.",),
    source="page numbers and addresses",
)
def _glued_to_dot(a: Sequence[Atom], i: int) -> bool:
    return a[i - 1].low == "." and a[i].glued


@vetoes.veto(
    "dates.year.counts-something",
    reads=("From hill [[1944]] men fired.",),
    leaves=("In [[1950]] it rose.",),
    source="quantities",
)
def _counts(a: Sequence[Atom], i: int) -> bool:
    after = a[i + 1]
    return after.low in COUNTED or ("units" in after.words and after.low != "years") or after.low in ("%", "°", "+")


@vetoes.veto(
    "dates.year.compound",
    reads=("They had [[1943]]-pattern helmets.",),
    leaves=("The [[1943]] helmets were better.",),
    source="designations of models",
)
def _in_compound(a: Sequence[Atom], i: int) -> bool:
    return a[i + 1].text == "-" and a[i + 1].glued and a[i + 2].glued and a[i + 2].kind == "word"


@vetoes.veto(
    "dates.year.glued-letter",
    reads=("They used a [[1943]]A mortar.",),
    leaves=("They used a [[1943]] mortar.",),
    source="designations of models",
)
def _letter_follows(a: Sequence[Atom], i: int) -> bool:
    return a[i + 1].glued and a[i + 1].kind == "word"


@vetoes.veto(
    "dates.year.numbered-name",
    reads=("They signed Form [[1944]] there.", "They met in room [[2001]]."),
    leaves=("They fought on the hill in [[1944]].",),
    source="numbered roads, heights and flights",
)
def _numbers_a_name(a: Sequence[Atom], i: int) -> bool:
    return a[i - 1].low in _NUMBERED and (a[i - 1].text[0].isupper() or a[i - 1].low in _ALWAYS_NUMBERED)


@vetoes.veto(
    "dates.year.weapon",
    reads=("They captured two M-[[1978]].",),
    leaves=("It was the summit of Yalta-[[1945]].",),
    source="bombs by their weight, weapons by the year in which they were seen",
)
def _numbers_a_model(a: Sequence[Atom], i: int) -> bool:
    """`ODAB-1500`: a number glued to the letters of a weapon."""
    joined = a[i].glued and a[i - 1].kind == "dash" and a[i - 1].glued
    return joined and a[i - 2].low in _MODELS and a[i - 2].text[0].isupper()


@vetoes.veto(
    "dates.year.after-no",
    reads=("They read order No. [[1944]].",),
    source="numbered papers",
)
def _after_no(a: Sequence[Atom], i: int) -> bool:
    return a[i - 1].low == "." and a[i - 2].low in ("no", "nos")


@vetoes.veto(
    "dates.year.file-number",
    reads=(
        "They released [[2011]]-04-S-001 there.",
        "They filed 75-[[2016]] there.",
        "He was named in (2-[[1622]]).",
        "Call 555-[[1944]] for help.",
    ),
    leaves=("He served 1939-[[1944]].",),
    source="numbers of releases and files",
)
def _in_file_number(a: Sequence[Atom], i: int) -> bool:
    ahead = [atom.kind == kind and atom.glued for atom, kind in zip(a[i + 1 : i + 4], _FILE_SHAPE, strict=False)]
    if len(ahead) == len(_FILE_SHAPE) and all(ahead):
        return True
    behind = a[i - 1].glued and a[i].glued and a[i - 2].kind == "num" and len(a[i - 2].text) < 4
    return behind and a[i - 1].text == "-" and "month" not in a[i - 3].words and a[i - 3].kind != "dash"


@vetoes.veto(
    "dates.year.archive-number",
    reads=("See WO 95/[[1486]]/1 there.", "See WO 95/[[1486/2/01]] there."),
    leaves=("It ran in 1943/[[1944]].", "They met on [[5/6/1944]]."),
    source="pieces of archives",
)
def in_archive_number(a: Sequence[Atom], i: int) -> bool:
    """Whether a figure hangs by a slash on one that is neither a year nor a month."""
    slash, before = a[i - 1], a[i - 2]
    hangs = slash.low == "/" and slash.glued and a[i].glued and before.kind == "num"
    return hangs and len(before.text) < 4 and int(before.text) > _MONTHS


@vetoes.veto(
    "dates.year.regiment",
    reads=("The strength of I/[[1055]] was low.",),
    leaves=("It ran in 1943/[[1944]].", "They left in May/[[1944]]."),
    source="German and Russian style: a battalion and its regiment",
)
def _numbers_regiment(a: Sequence[Atom], i: int) -> bool:
    """Whether a figure hangs by a slash on a battalion in Roman numerals."""
    hangs = a[i - 1].low == "/" and a[i - 1].glued and a[i].glued
    return hangs and a[i - 2].kind == "word" and _ROMAN.issuperset(a[i - 2].text)


@vetoes.veto(
    "dates.year.model",
    reads=("They signed QXR-[[1500]] there.",),
    leaves=("They recalled the [[mid-1800]] raids.", "They held VOSTOK-[[2018]] there."),
    source="designations of weapons",
)
def _numbers_model(a: Sequence[Atom], i: int) -> bool:
    """Whether a figure that is no modern year hangs by a dash on letters."""
    letters, hangs = a[i - 2], a[i - 1].kind == "dash" and a[i - 1].glued and a[i].glued
    return hangs and letters.kind == "word" and letters.text.isupper() and a[i].text < _OLDEST_MODERN


@vetoes.veto(
    "dates.year.house-number",
    reads=("He owned [[1900]] S.W. 21st Street then.", "He owned [[1944]] Elm Avenue."),
    leaves=("He fell in [[1900]] on Elm Street.",),
    source="addresses",
)
def _house_number(a: Sequence[Atom], i: int) -> bool:
    for atom in a[i + 1 : i + 7]:
        if atom.low in _STREETS:
            return True
        if atom.low != "." and not atom.text[:1].isupper() and atom.kind not in ("ordinal", "num"):
            return False
    return False


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
    return joined and 0 < int(second.text) - int(a[i].text) <= _AGE and _ends_number(a, i + 3) and not _counts(a, i + 2)


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


_NO_YEAR: Final = any_of(
    _after_number_sign,
    _glued_to_dot,
    _counts,
    _in_compound,
    _letter_follows,
    _numbers_a_name,
    _numbers_a_model,
    _after_no,
    _house_number,
    _in_file_number,
    in_archive_number,
    _numbers_regiment,
    _numbers_model,
)


def bare_year(a: Sequence[Atom], i: int) -> tuple[int, str] | None:
    """(stop, year) of a number that its neighbours make a year."""
    found = year_number(a, i)
    if found and found[1].startswith("BC"):
        return found[0], found[1]
    after_era = _year_after_era(a, i) if a[i].words else None
    if after_era:
        return after_era
    if not found or found[2] is not None or _glued_on(a, i):
        return None
    if found[0] == i + 2:
        return found[0], found[1]
    if _NO_YEAR(a, i):
        return None
    return _modern(a, i) or _cued(a, i) or _by_punctuation(a, i)


@vetoes.veto(
    "dates.year.ordinal-follows",
    reads=("In [[May 1944]] 5th Army attacked.",),
    source="series of units",
)
def _ordinal_follows(a: Sequence[Atom], i: int) -> bool:
    return a[i + 1].kind == "ordinal"


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
    if atom.kind != "num" or len(atom.text) != 2 or atom.glued:
        return None
    glued_on = after.glued and after.low not in (",", ";", ":", ")", "]", ".", "'", "’", '"', "”")
    timed = before_clock(a, i + 1)
    ends = timed or after.kind in ("punct", "break", "end", "dash", "possessive") or after.low in _AFTER_SHORT_YEAR
    if short_month and not timed and a[i - 1].low not in ("may", "june", "july") and after.kind == "word":
        counted = after.low.endswith("s") and after.low not in _SINGULAR_VERBS
        ends = not (counted or after.low in COUNTED or "units" in after.words or after.low == "to")
    return int(atom.text) if ends and not glued_on and after.low not in ("%", "°", "/", "$") else None


def _of_short_year(a: Sequence[Atom], i: int) -> bool:
    """`15 April of 87`: two digits that are no day and end their phrase."""
    two = a[i].kind == "num" and len(a[i].text) == 2 and int(a[i].text) > _DAYS
    return two and a[i + 1].kind in ("punct", "break", "end") and a[i + 1].low != "%"


def _in_year(a: Sequence[Atom], i: int) -> bool:
    """`28 June in 2020`: a year after a preposition."""
    return a[i].low == "in" and a[i + 1].kind == "num" and len(a[i + 1].text) == 4 and not _counts(a, i + 1)


def tail_year(a: Sequence[Atom], i: int, *, dated: bool = True) -> Year:
    """The year after a day and month (`, 1943`, ` 1943`, ` of 1943`); its stop is ``i`` where none stands there."""
    none: Year = (i, "", None)
    stop = i + (a[i].low in (",", "of") or _in_year(a, i))
    if a[i].low == "of" and a[i + 1].low == "the":
        return none
    if a[i].low == "of" and dated and _of_short_year(a, i + 1):
        return i + 2, "", int(a[i + 1].text)
    found = year_number(a, stop)
    if not found or (not dated and _counts_after_month(a, stop)) or _ordinal_follows(a, stop):
        return none
    if (a[i].low == "," and a[stop].kind == "short") or (dated and clock_behind_day(a, stop)):
        return none
    return found
