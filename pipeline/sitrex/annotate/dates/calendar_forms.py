"""Dates of the calendar: days, months, seasons, quarters, years, eras, and their series and ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sitrex.annotate.dates.amounts import integer, ordinal
from sitrex.annotate.dates.draft import Meaning, Piece, Rule
from sitrex.annotate.dates.lexer import Atom, cue_words
from sitrex.normalise.calendar_numeric import iso_value, numeric_date

_RANGE_WORDS: Final = frozenset({"to", "until", "till", "through", "til", "thru"})
_YEAR_CUES: Final = cue_words("year_cues")
_COUNTED: Final = cue_words("counted")
_DAY_LEADS: Final = cue_words("day_leads")
_OPENING: Final = frozenset({"(", "[", '"', "“", "‘", "'", "/"})
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
    if after.low in _COUNTED or ("units" in after.words and after.low != "years") or after.low in ("%", "°", "+"):
        return None
    if after.kind == "dash" and after.glued and a[i + 2].glued and a[i + 2].kind == "word":
        return None
    if after.glued and after.kind == "word":
        return None
    # a house or hill number may follow `the`; a year of the Middle Ages needs a preposition
    led = before.low in _YEAR_CUES and (before.low != "the" or atom.text >= "1600")
    cue = led or after.low in (")", "]") or before.kind in ("dash", "end", "break")
    if "1900" <= atom.text <= "2035" or (cue and "1000" <= atom.text <= "2100"):
        return i + 1, atom.text
    if "1600" <= atom.text < "1900" and (after.kind in ("punct", "break", "end") or before.kind == "punct"):
        return i + 1, atom.text
    return None


def _tail_year(a: Sequence[Atom], i: int) -> tuple[int, Fields]:
    """The year after a day and month: `, 1943`, ` 1943`, ` of 1943`."""
    stop = i + (a[i].low in (",", "of"))
    if a[i].low == "of" and a[i + 1].low == "the":
        return i, Fields()
    found = year_number(a, stop)
    if not found or a[stop + 1].low in _COUNTED or (a[stop + 1].kind == "ordinal"):
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
    body = _day_month(a, i) or _month_first(a, i) or (None if name else _season(a, i) or _quarter(a, i))
    if body:
        stop, fields = body
        if weekday and not fields.day:
            return start + 1, Fields(weekday=weekday)
        return stop, replace(fields, weekday=weekday)
    if weekday:
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


def _day_month(a: Sequence[Atom], i: int) -> tuple[int, Fields] | None:
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
    stop, year = _tail_year(a, stop)
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
            rest, year = _tail_year(a, after)
            return rest, replace(year, month=int(month), day=day, order="md")
    stop += dashed and bool(year_number(a, stop + 1)) and a[stop + 1].kind == "num"
    stop, year = _tail_year(a, stop)
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


def series(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """A date, or a series or range of dates that share what only one of them says."""
    found = _lead(a, i)
    if not found:
        return None
    members = [(i, *found)]
    joined = [False]
    opened = a[i - 1].low in ("from", "between") or (a[i - 2].low in ("from", "between") and a[i - 1].low == "the")
    while len(members) < 6:
        stop = members[-1][1]
        link = _link(a, stop, between=a[i - 1].low == "between")
        if not link:
            break
        after, ranged = link
        following = _follower(a, after, members[-1][2], glued=a[after].glued)
        if not following:
            break
        members.append((after, *following))
        joined.append(ranged or (opened and len(members) == 2))
        if ranged and len(members) == 2 and not opened:
            joined[0] = True
    while members and not members[-1][2].month and members[-1][2].day and not any(m[2].month for m in members):
        members.pop()
    if not members:
        return None
    shared = _share([m[2] for m in members])
    return [
        Piece(first, stop, meaning(fields), in_range)
        for (first, stop, _), fields, in_range in zip(members, shared, [False, *joined[1:]], strict=False)
    ]


def _lead(a: Sequence[Atom], i: int) -> tuple[int, Fields] | None:
    atom = a[i]
    if atom.kind == "iso":
        value = iso_value(atom.text)
        return None if value is None or "T" in value else (i + 1, Fields(*_split_value(value)))
    if atom.kind == "numeric":
        parts = None if atom.glued and a[i - 1].kind != "punct" else numeric_date(atom.text)
        return None if parts is None else (i + 1, Fields(*_split_value(parts), numeric=atom.text))
    found = item(a, i)
    if found:
        return found
    day = day_number(a, i, words=False)
    if day and (not atom.glued or a[i - 1].low in _OPENING):
        # a day alone leads only where a month follows in the series
        link = _link(a, day[0], between=a[i - 1].low == "between")
        if link and a[link[0] - 1].kind == "word" or a[day[0]].low == ",":
            link = link if a[i - 1].low in _DAY_LEADS else None
        ahead = link and (
            _day_month(a, link[0]) or (_lead(a, link[0]) if day_number(a, link[0], words=False) else None)
        )
        return (day[0], Fields(day=day[1])) if ahead and (ahead[1].month or ahead[1].day) else None
    if atom.kind == "short" and a[i - 1].low in ("since", "in", "from", "of", "by", "until", "before", "after"):
        return i + 1, Fields(short_year=int(atom.text[1:]))
    year = bare_year(a, i)
    if year and (a[i].kind == "num" or "era" in a[i].words):
        return year[0], Fields(year=year[1])
    if atom.kind == "num" and len(atom.text) <= 3:
        return _ancient(a, i)
    return None


def _ancient(a: Sequence[Atom], i: int) -> tuple[int, Fields] | None:
    """`264` in `264–241 BC`, `between 264 and 241 BC`."""
    link = _link(a, i + 1, between=True)
    ahead = year_number(a, link[0]) if link else None
    if ahead and ahead[1].startswith("BC") and int(a[i].text) >= int(ahead[1][2:]):
        return i + 1, Fields(year=f"BC{int(a[i].text):04d}")
    return None


def _split_value(value: str) -> tuple[str, int, int]:
    year, month, day = value.split("-")
    return year, int(month), int(day)


def _link(a: Sequence[Atom], i: int, *, between: bool) -> tuple[int, bool] | None:
    """(next atom, is it a range) of a connector at ``i``."""
    atom = a[i]
    if atom.kind == "dash":
        return i + 1, True
    if atom.low in _RANGE_WORDS:
        stop = i + 1 + (a[i + 1].low in ("the", "about", "around"))
        return stop, True
    if atom.low in ("and", "or", "&"):
        return i + 1 + (a[i + 1].low == "the"), between
    if atom.low == "/" and atom.glued:
        return i + 1, True
    if atom.low == ",":
        return i + 1 + (a[i + 1].low == "and"), False
    return None


def _follower(a: Sequence[Atom], i: int, before: Fields, *, glued: bool) -> tuple[int, Fields] | None:
    atom = a[i]
    if before.year and not before.month and not before.part:
        if (
            atom.kind == "num"
            and len(atom.text) == 2
            and a[i - 1].kind in ("dash", "punct")
            and a[i - 1].low != ","
            and glued
        ):
            century = before.year[:2]
            return (
                (i + 1, Fields(year=century + atom.text))
                if before.year.isdigit() and atom.text > before.year[2:]
                else None
            )
        found = bare_year(a, i) or (
            (y[0], y[1]) if (y := year_number(a, i)) and y[1] and a[i - 1].kind == "dash" else None
        )
        return (found[0], Fields(year=found[1])) if found else None
    if atom.kind in ("iso", "numeric"):
        return _lead(a, i)
    found_item = item(a, i)
    if found_item:
        return found_item
    day = day_number(a, i, words=False)
    if not day:
        return None
    if before.order == "md" and not before.year:
        if (
            a[i - 1].low == ","
            and a[i].kind == "num"
            and not (a[day[0]].low in (",", "and", "or") or a[day[0]].kind == "dash")
        ):
            return None
        stop, year = _tail_year(a, day[0])
        if a[stop].low in _COUNTED or "units" in a[stop].words:
            return None
        return stop, replace(year, month=before.month, day=day[1], order="md")
    if before.day and not before.month:
        return day[0], Fields(day=day[1])
    if before.day and before.order == "dm" and not before.year:
        link = _link(a, day[0], between=False)
        ahead = _day_month(a, link[0]) if link else None
        return (day[0], Fields(day=day[1])) if ahead else None
    return None


def _share(members: list[Fields]) -> list[Fields]:
    """Members with the month and year that a later one states; a later month belongs to the year before."""
    shared = list(members)
    for k in range(len(shared) - 2, -1, -1):
        this, ahead = shared[k], shared[k + 1]
        if this.day and not this.month and ahead.month:
            this = replace(this, month=ahead.month, order=ahead.order)
        if not this.year and (ahead.year or ahead.short_year is not None) and (this.month or this.part):
            earlier = bool(
                this.month and ahead.month and this.month > ahead.month and ahead.year and ahead.year.isdigit()
            )
            year = f"{int(ahead.year) - 1:04d}" if earlier and ahead.year else ahead.year
            if "X" not in (year or ""):
                this = replace(this, year=year, short_year=ahead.short_year)
        shared[k] = this
    return shared


__all__ = ["Fields", "bare_year", "day_number", "integer", "item", "meaning", "series", "year_number"]
