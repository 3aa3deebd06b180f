"""Dates whose parts are joined by signs, their month in letters or alone: `2020-Jun-18`, `12/Jun/2024`, `2019-11`, `3Q 2023`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.calendar_fields import Fields
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.rules import forms
from sitrex.annotate.dates.years import year_number

_VERB_MONTHS: Final = cue_words("verb_months")

Parts = tuple[int, Fields]
"""Stop, and the fields that are written."""
_MOST_DAYS: Final = 31
_MOST_MONTHS: Final = 12
_ON: Final = cue_words("on_days")
_MONTH_LEADS: Final = cue_words("year_cues") - {"the", "that", "/"}
"""Behind those left out stand the numbers of papers: `the 3/2022 decree`, `Form A/11/2019`."""
_PARTS: Final = frozenset({"Q", "H", "q"})


def joined(a: Sequence[Atom], i: int) -> Parts | None:
    """A date joined by signs at atom ``i``."""
    if a[i].kind == "num" and not (a[i].glued and a[i - 1].kind not in ("punct", "dash")):
        found = (
            _three_parts(a, i) or _year_month(a, i) or _month_year(a, i) or _year_quarter(a, i) or _quarter_year(a, i)
        )
        return found or _year_first(a, i) or _day_slash_month(a, i)
    if a[i].kind == "decimal":
        return _month_dot_year(a, i)
    return _month_led(a, i) if "month" in a[i].words else None


def _sign(a: Sequence[Atom], i: int) -> bool:
    """Whether a hyphen or a slash joins what stands around it."""
    return (a[i].text == "-" or a[i].low == "/") and a[i].glued and a[i + 1].glued


def _month(a: Sequence[Atom], i: int) -> int | None:
    return int(a[i].words["month"]) if "month" in a[i].words else None


def _day(atom: Atom) -> int | None:
    return int(atom.text) if atom.kind == "num" and len(atom.text) < 3 and 1 <= int(atom.text) <= _MOST_DAYS else None


def _year(a: Sequence[Atom], i: int) -> tuple[str | None, int | None] | None:
    """A year of four digits or of two; two only where nothing is glued to them."""
    text = a[i].text
    if a[i].kind != "num" or (a[i + 1].glued and a[i + 1].kind in ("word", "num")):
        return None
    if len(text) == 2:
        return None, int(text)
    return (text, None) if len(text) == 4 and "1000" <= text <= "2199" else None


@forms.rule(
    "dates.joined.three-parts",
    reads=("They left on [[2020-Jun-18]].", "They left on [[12/Jun/2024]].", "They left on [[19-Nov-12]]."),
    leaves=("They left the 12/June house.",),
    source="logs, forms and spreadsheets",
)
def _three_parts(a: Sequence[Atom], i: int) -> Parts | None:
    month = _month(a, i + 2) if _sign(a, i + 1) and _sign(a, i + 3) else None
    if not month:
        return None
    first, last = _year(a, i), _day(a[i + 4])
    if first is None or first[0] is None:
        first, last = _year(a, i + 4), _day(a[i])
    if first is None or last is None:
        return None
    return i + 5, Fields(year=first[0], short_year=first[1], month=month, day=last, order="dm")


@forms.rule(
    "dates.joined.month-led",
    reads=("They left on [[Jun-18-2020]].", "They left on [[Jun/18/2020]]."),
    leaves=("They left in June-July.",),
    source="logs and forms",
)
def _month_led(a: Sequence[Atom], i: int) -> Parts | None:
    if not (_sign(a, i + 1) and _sign(a, i + 3)):
        return None
    day, year = _day(a[i + 2]), _year(a, i + 4)
    if day is None or year is None or year[0] is None:
        return None
    return i + 5, Fields(year=year[0], month=_month(a, i), day=day, order="md")


@forms.rule(
    "dates.joined.year-month",
    reads=("They left in [[2019-11]].", "They left in [[2019/11]].", "As of [[2019/11]] they stay."),
    leaves=(
        "The season 2019-20 ended.",
        "They read Directive 2014/11 there.",
        "They read Directive (EU) 2014/11 there.",
    ),
    source="ISO 8601; forms",
)
def _year_month(a: Sequence[Atom], i: int) -> Parts | None:
    rest = a[i + 2]
    if not _sign(a, i + 1) or rest.kind != "num" or len(rest.text) != 2:
        return None
    if a[i + 1].text != "-" and not _led(a, i):
        return None  # `Directive 2014/11`
    ends = not a[i + 3].glued or a[i + 3].kind in ("punct", "break", "end", "possessive")
    if not ("1900" <= a[i].text <= "2099") or len(a[i].text) != 4 or not 1 <= int(rest.text) <= 12 or not ends:
        return None
    # 1911-12 are two years, 2019-11 can only be a month
    return None if rest.text > a[i].text[2:] else (i + 3, Fields(year=a[i].text, month=int(rest.text)))


@forms.rule(
    "dates.joined.month-slash-year",
    reads=("They left in [[11/2019]].", "[[03/2022]] they left."),
    leaves=(
        "They won case 11/2019 there.",
        "They read the 3/2022 decree in form A/11/2019.",
        "They read order No. 3/2022.",
        "They left in 13/2019.",
        "They drew it to 1/2000.",
    ),
    source="forms and tables; papers are numbered so too, so that a word of time must lead or a line begin",
)
def _month_year(a: Sequence[Atom], i: int) -> Parts | None:
    year = a[i + 2]
    if a[i + 1].low != "/" or not _sign(a, i + 1) or len(a[i].text) > 2 or len(year.text) != 4 or not _led(a, i):
        return None
    ends = not a[i + 3].glued or a[i + 3].kind in ("punct", "break", "end", "possessive")
    if a[i].text == "1" and year.text.endswith("0"):
        return None  # a scale or the part of a second
    known = year.kind == "num" and "1900" <= year.text <= "2099" and 1 <= int(a[i].text) <= _MOST_MONTHS
    return (i + 3, Fields(year=year.text, month=int(a[i].text))) if known and ends else None


@forms.rule(
    "dates.joined.day-slash-month",
    reads=("They left on [[08/08]] again.", "They stay until [[05/09]]."),
    leaves=("They won 08/08 games.", "They met on 3/4 of them."),
    source="reports by message; the day stands before the month",
)
def _day_slash_month(a: Sequence[Atom], i: int) -> Parts | None:
    day, month = a[i], a[i + 2]
    padded = len(day.text) == len(month.text) == len("08") and "0" in (day.text[0], month.text[0])
    if a[i + 1].low != "/" or not _sign(a, i + 1) or month.kind != "num" or not padded or a[i - 1].low not in _ON:
        return None
    goes_on = a[i + 3].glued and a[i + 3].kind not in ("punct", "break", "end", "possessive")
    first, second = int(day.text), int(month.text)
    if second > _MOST_MONTHS:
        first, second = second, first
    known = 1 <= first <= _MOST_DAYS and 1 <= second <= _MOST_MONTHS and not goes_on
    return (i + 3, Fields(month=second, day=first, order="dm")) if known else None


@forms.rule(
    "dates.joined.year-first",
    reads=("They left in [[2017 April]] again.", "Sales fell in [[2017 Q1]]."),
    leaves=("In 2017 May left.",),
    source="archives and business news",
)
def _year_first(a: Sequence[Atom], i: int) -> Parts | None:
    after, year = a[i + 1], a[i].text
    if len(year) != 4 or not "1800" <= year <= "2099" or a[i + 2].kind in ("num", "ordinal"):
        return _year_before_quarter(a, i)
    if "month" not in after.words or after.low in _VERB_MONTHS or a[i - 1].kind in ("num", "ordinal"):
        return None
    return i + 2, Fields(year=year, month=_month(a, i + 1))


def _year_before_quarter(a: Sequence[Atom], i: int) -> Parts | None:
    letter, figure = a[i + 1], a[i + 2]
    if letter.text not in _PARTS or not figure.glued or len(a[i].text) != 4 or len(figure.text) != 1:
        return None
    known = figure.text in ("1", "2") or (letter.low == "q" and figure.text in ("3", "4"))
    return (i + 3, Fields(year=a[i].text, part=letter.text.upper() + figure.text)) if known else None


@forms.rule(
    "dates.joined.year-quarter",
    reads=("Sales fell in [[2024-Q3]].",),
    leaves=("They held 2024-X3 again.",),
    source="business news",
)
def _year_quarter(a: Sequence[Atom], i: int) -> Parts | None:
    figure = a[i + 3]
    if not _sign(a, i + 1) or a[i + 2].text not in _PARTS or not figure.glued or len(a[i].text) != 4:
        return None
    if figure.text not in ("1", "2", "3", "4")[: 4 if a[i + 2].low == "q" else 2]:
        return None
    return i + 4, Fields(year=a[i].text, part=a[i + 2].text.upper() + figure.text)


@forms.rule(
    "dates.joined.quarter-year",
    reads=("Sales fell in [[3Q 2023]].", "Sales fell in [[1H23]]."),
    leaves=("They held 3Q again.",),
    source="business news",
)
def _quarter_year(a: Sequence[Atom], i: int) -> Parts | None:
    letter = a[i + 1]
    if letter.text not in _PARTS or not letter.glued or a[i].text not in ("1", "2", "3", "4"):
        return None
    if letter.text == "H" and int(a[i].text) > 2:
        return None
    part = letter.text.upper() + a[i].text
    if a[i + 2].glued and a[i + 2].kind == "num" and len(a[i + 2].text) == 2:
        return i + 3, Fields(short_year=int(a[i + 2].text), part=part)
    year = year_number(a, i + 2)
    return (year[0], Fields(year=year[1] or None, short_year=year[2], part=part)) if year else None


@forms.rule(
    "dates.joined.month-dot-year",
    reads=("They left in [[05.2022]].",),
    leaves=("It read 05.2022 there.", "They left in 13.2022."),
    source="German and Slavic forms",
)
def _month_dot_year(a: Sequence[Atom], i: int) -> Parts | None:
    month, _, year = a[i].text.partition(".")
    if len(month) != len("05") or len(year) != len("2022") or not _led(a, i):
        return None
    known = 1 <= int(month) <= _MOST_MONTHS and "1900" <= year <= "2099"
    runs_on = a[i + 1].glued and a[i + 1].kind in ("word", "num")
    return None if runs_on or not known else (i + 1, Fields(year=year, month=int(month)))


def _led(a: Sequence[Atom], i: int) -> bool:
    """Whether a line or a word of time leads to a month in figures, which numbers no document then."""
    return a[i - 1].kind in ("break", "end") or a[i - 1].low in _MONTH_LEADS
