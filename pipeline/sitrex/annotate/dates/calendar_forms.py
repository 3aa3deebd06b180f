"""Dates of the calendar: days, months, seasons, quarters, years, eras, and their series and ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sitrex.annotate.dates.amounts import ordinal
from sitrex.annotate.dates.draft import Meaning, Rule
from sitrex.annotate.dates.lexer import Atom, cue_words

_YEAR_CUES: Final = cue_words("year_cues")
COUNTED: Final = cue_words("counted")
_NUMBERED: Final = cue_words("numbered")
_MONTH_LENGTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Fields:
    """A calendar date as far as it is written."""

    year: str | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str | None = None
    short_year: int | None = None
    numeric: str | None = None
    order: str = ""  # "md" where the month stood before the day


def meaning(fields: Fields, *, mod: str | None = None) -> Meaning:
    """The value of what is written, ``X`` for what is not."""
    year = fields.year or "XXXX"
    if fields.part:
        value = f"{year}-{fields.part}"
    elif fields.month:
        value = f"{year}-{fields.month:02d}" + (f"-{fields.day:02d}" if fields.day else "")
    elif fields.day:
        value = f"XXXX-XX-{fields.day:02d}"
    elif fields.weekday and not fields.year:
        value = f"XXXX-WXX-{fields.weekday}"
    else:
        value = year
    return Meaning(
        rule=Rule.PARTIAL if "X" in value else Rule.FIXED,
        value=value,
        mod=mod,
        month=fields.month,
        day=fields.day,
        weekday=fields.weekday,
        part=fields.part,
        short_year=fields.short_year,
        numeric=fields.numeric,
    )


def day_number(a: Sequence[Atom], i: int, *, words: bool = True) -> tuple[int, int] | None:
    """(stop, day) of a day of the month in digits, as an ordinal or in ordinal words."""
    atom = a[i]
    if atom.kind == "num" and len(atom.text) <= 2:
        number = int(atom.text)
        return (i + 1, number) if 1 <= number <= 31 else None
    if not words and atom.kind != "ordinal":
        return None
    found = ordinal(a, i)
    return found if found and 1 <= found[1] <= 31 else None


def year_number(a: Sequence[Atom], i: int) -> tuple[int, str, int | None] | None:
    """(stop, year, two-digit rest) of a year that a month or an era makes certain: `1943`, `1943/44`, `'43`, `264 BC`."""
    atom = a[i]
    if atom.kind == "short":
        return i + 1, "", int(atom.text[1:])
    if atom.kind != "num" or (a[i + 1].kind == "num" and a[i + 1].glued):
        return None
    era = a[i + 1].words.get("era") or (
        {"b": "BC", "a": "AD"}.get(a[i + 1].low[:1]) if a[i + 1].kind == "era" else None
    )
    if era and len(atom.text) <= 4:
        return i + 2, (f"BC{int(atom.text):04d}" if era == "BC" else f"{int(atom.text):04d}"), None
    if len(atom.text) == 4 and "1000" <= atom.text <= "2199":
        return i + 1, atom.text, None
    return None


def bare_year(a: Sequence[Atom], i: int) -> tuple[int, str] | None:
    """(stop, year) of a four-digit number that its neighbours make a year."""
    atom = a[i]
    found = year_number(a, i)
    if found and found[1].startswith("BC"):
        return found[0], found[1]
    if a[i].words.get("era") == "AD" and a[i + 1].kind == "num" and len(a[i + 1].text) <= 4:
        return i + 2, f"{int(a[i + 1].text):04d}"
    if not found or found[2] is not None or (atom.glued and a[i - 1].kind not in ("dash", "punct")):
        return None
    if found[0] == i + 2:
        return found[0], found[1]
    before, after = a[i - 1], a[i + 1]
    if (
        before.low in ("#", "$", "£", "€", "№", "+", "no", "nos", "number", "at", "approximately", "~")
        or (before.low == "." and atom.glued)
        or (
            before.kind == "dash"
            and before.glued
            and a[i - 2].kind == "word"
            and a[i - 2].low not in ("mid", "post", "pre", "late", "early", "year")
            and "month" not in a[i - 2].words
            and "season" not in a[i - 2].words
        )
    ):
        return None
    if after.low in COUNTED or ("units" in after.words and after.low != "years") or after.low in ("%", "°", "+"):
        return None
    if after.kind == "dash" and after.glued and a[i + 2].glued and a[i + 2].kind == "word":
        return None
    if (after.glued and after.kind == "word") or (before.low in _NUMBERED and before.text[0].isupper()):
        return None
    if (before.low, a[i - 2].low) in ((".", "no"), (".", "nos")):
        return None
    if before.kind == "dash" and before.glued and a[i - 2].kind == "num" and len(a[i - 2].text) == 3:
        return None  # a telephone number
    # a house or hill number may follow `the`; a year of the Middle Ages needs a preposition
    led = before.low in _YEAR_CUES and (before.low != "the" or atom.text >= "1600")
    cue = led or after.low in (")", "]") or before.kind in ("dash", "end", "break")
    if "1900" <= atom.text <= "2035" or (cue and "1000" <= atom.text <= "2100"):
        return i + 1, atom.text
    if "1600" <= atom.text < "1900" and (after.kind in ("punct", "break", "end") or before.kind == "punct"):
        return i + 1, atom.text
    return None


def tail_year(a: Sequence[Atom], i: int) -> tuple[int, Fields]:
    """The year after a day and month: `, 1943`, ` 1943`, ` of 1943`."""
    stop = i + (a[i].low in (",", "of"))
    if a[i].low == "of" and a[i + 1].low == "the":
        return i, Fields()
    found = year_number(a, stop)
    if not found or a[stop + 1].low in COUNTED or (a[stop + 1].kind == "ordinal"):
        return i, Fields()
    if a[i].low == "," and a[stop].kind == "short":
        return i, Fields()
    return found[0], Fields(year=found[1] or None, short_year=found[2])


def item(a: Sequence[Atom], i: int) -> tuple[int, Fields] | None:
    """One date: with a month, a season, a quarter, or a year; not a day alone."""
    start, weekday = i, None
    name = a[i].words.get("weekday") or (a[i].words.get("weekday_short") if _short_weekday(a, i) else None)
    if name:
        weekday = int(name)
        i += 1 + (a[i + 1].low == ",")
        i += a[i].low == "the"
    body = day_month(a, i) or _month_first(a, i) or (None if name else _season(a, i) or _quarter(a, i))
    if body:
        stop, fields = body
        if weekday and not fields.day:
            return start + 1, Fields(weekday=weekday)
        return stop, replace(fields, weekday=weekday)
    if weekday:
        if a[start - 1].low == "the" and a[start + 1].text[:1].isupper() and not a[start + 1].words:
            return None  # `The Sunday Times`
        following = ordinal(a, i) if a[i - 1].low == "the" or a[i - 1].low == "," else None
        if following and a[i].kind == "ordinal" and 1 <= following[1] <= 31:
            return following[0], Fields(day=following[1], weekday=weekday)
        return start + 1, Fields(weekday=weekday)
    return None


def _short_weekday(a: Sequence[Atom], i: int) -> bool:
    after = a[i + 1]
    return (
        (after.low == "," and (a[i + 2].kind in ("num", "ordinal") or "month" in a[i + 2].words))
        or (after.kind in ("num", "ordinal") and "month" in a[i + 2].words)
        or "month" in after.words
    )


def day_month(a: Sequence[Atom], i: int) -> tuple[int, Fields] | None:
    """`5 May`, `5th of May 1944`, `the fifth day of May`."""
    found = day_number(a, i)
    if not found or (a[i].glued and a[i - 1].kind not in ("dash", "punct")):
        return None
    stop, day = found
    if a[stop].low == "day" and a[stop + 1].low == "of":
        stop += 1
    stop += a[stop].low == "of" or (a[stop].kind == "dash" and a[stop].glued)
    month = a[stop].words.get("month")
    if not month or day > _MONTH_LENGTH[int(month) - 1]:
        return None
    stop += 1
    if a[stop].kind == "dash" and a[stop].glued and year_number(a, stop + 1) and a[stop - 2].kind == "dash":
        stop += 1
    stop, year = tail_year(a, stop)
    return stop, replace(year, month=int(month), day=day, order="dm")


def _month_first(a: Sequence[Atom], i: int) -> tuple[int, Fields] | None:
    month = a[i].words.get("month")
    if not month or not _is_month(a, i):
        return None
    stop = i + 1
    dashed = a[stop].kind == "dash" and a[stop].glued and a[stop + 1].glued
    the = stop + (a[stop].low == "the")
    found = day_number(a, the, words=the > stop)
    if found and not (the == stop and a[the].kind == "num" and a[found[0]].kind == "clock_tail"):
        after, day = found
        if day <= _MONTH_LENGTH[int(month) - 1] and a[after].low not in ("%", ":") and a[after].low != "°":
            rest, year = tail_year(a, after)
            return rest, replace(year, month=int(month), day=day, order="md")
    stop += dashed and bool(year_number(a, stop + 1)) and a[stop + 1].kind == "num"
    stop, year = tail_year(a, stop)
    return stop, replace(year, month=int(month))


def _is_month(a: Sequence[Atom], i: int) -> bool:
    """Not the verb, the name or the modal: `May`, `March` and `Mar` need a neighbour or a date's preposition."""
    low, before, after = a[i].low, a[i - 1], a[i + 1]
    if low not in (
        "may",
        "march",
        "mar",
        "jan",
        "dec",
        "sep",
        "april",
        "june",
        "august",
        "jun",
        "nov",
        "oct",
        "feb",
        "apr",
    ):
        return True
    dated = (
        after.kind in ("num", "ordinal", "short", "dash")
        or after.low in (",", ".", ";", ")", ":")
        or (after.low in ("of", "the") and a[i + 2].kind in ("num", "ordinal"))
    )
    if low in ("april", "june", "august"):
        return not (
            after.kind == "word" and after.text[:1].isupper() and before.low not in _MONTH_CUES and not after.words
        )
    if low not in ("may", "march"):
        return dated or before.low in _MONTH_CUES or before.kind in ("num", "ordinal", "dash")
    if before.low in _MONTH_CUES or before.kind in ("num", "ordinal"):
        return not (
            before.low in ("the", "of", "for", "to")
            and after.low in ("on", "to", "through", "towards", "toward", "past", "against", "from")
            and low == "march"
        )
    if before.kind in ("break", "end", "punct", "dash") and not (
        before.low in (",", "(", "/") or before.kind == "dash"
    ):
        return (
            after.kind in ("num", "ordinal", "break", "end")
            or (after.kind == "dash" and "month" in a[i + 2].words)
            or (after.low == "of" and a[i + 2].kind == "num")
        )
    return (
        dated
        and a[i].text[0].isupper()
        and not (before.kind == "word" and before.text[:1].isupper() and after.kind not in ("num", "ordinal"))
    )


_MONTH_CUES: Final = cue_words("month_cues")


def _season(a: Sequence[Atom], i: int) -> tuple[int, Fields] | None:
    part = a[i].words.get("season")
    if not part:
        return None
    stop = i + 1
    named = (
        a[i].text[0].isupper() and a[stop].kind == "word" and a[stop].text[0].isupper() and "month" not in a[stop].words
    )
    if named and a[i - 1].kind not in ("end", "break") and a[i - 1].low != ".":
        return None  # `Spring Offensive`
    stop += a[stop].low in ("of", ",")
    found = year_number(a, stop)
    coupled = a[i + 1].low in ("and", "or") and "season" in a[i + 2].words
    cued = coupled or a[i - 1].low in _SEASON_CUES or a[i - 1].kind == "dash"
    if not found or (found[2] is not None and a[stop].kind != "short"):
        return (i + 1, Fields(part=part)) if cued and _is_season(a, i) else None
    after, year, short = found
    # `winter of 1941/42`, `winter 1941–42`: one winter, named by the year in which it begins
    if a[after].low == "/" or a[after].kind == "dash":
        end = a[after + 1]
        if end.kind == "num" and len(end.text) in (2, 4) and int(end.text[-2:]) == (int(year[-2:] or 0) + 1) % 100:
            after += 2
    return after, Fields(year=year or None, part=part, short_year=short)


_SEASON_CUES: Final = cue_words("season_cues")


def _is_season(a: Sequence[Atom], i: int) -> bool:
    low, before, after = a[i].low, a[i - 1].low, a[i + 1]
    if low == "fall":
        return (
            after.low in ("and", "or")
            or before in ("this", "last", "next", "early", "late", "mid", "previous", "that")
            or (
                before in ("the", "in", "until", "by", "since")
                and after.kind in ("punct", "break", "end")
                and after.low != "'"
            )
        )
    if low == "spring":
        return before not in ("of", "a", "to", "for") or a[i].text[0].isupper()
    return True


def _quarter(a: Sequence[Atom], i: int) -> tuple[int, Fields] | None:
    """`Q3 2024`, `H1 of 2024`, `the third quarter of 2024`, `the first half of 1944`."""
    part, stop = None, i
    if a[i].low in ("q", "h") and a[i + 1].kind == "num" and a[i + 1].glued and a[i].text.isupper():
        number = int(a[i + 1].text[:3])
        if 1 <= number <= (4 if a[i].low == "q" else 2) and year_number(a, i + 2 + (a[i + 2].low in ("of", ","))):
            part, stop = f"{a[i].text}{number}", i + 2
    found = ordinal(a, i) or (
        (i + 1, {"last": 4, "final": 4, "latter": 2}.get(a[i].low, 0)) if a[i].kind == "word" else None
    )
    if part is None and found:
        stop, number = found
        stop += a[stop].kind == "dash"
        if a[stop].low == "quarter" and 1 <= number <= 4:
            part = f"Q{number}"
        elif a[stop].low == "half" and a[stop + 1].low == "of" and number in (1, 2):
            part = f"H{number}"
        stop += 1
    if part is None:
        return None
    after = stop + (a[stop].low in ("of", ",")) + (a[stop + 1].low == "the" and a[stop].low == "of")
    year = year_number(a, after)
    if year and year[1]:
        return year[0], Fields(year=year[1], part=part)
    if part[0] == "Q" and a[i].low not in ("last", "latter") and "quarter" in (a[stop - 1].low,):
        return stop, Fields(part=part)
    return None
