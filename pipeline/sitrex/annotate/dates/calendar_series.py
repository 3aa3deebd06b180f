"""Series and ranges of calendar dates, which share what only one of them says: `5–7 November`, `March and April 1943`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.calendar_forms import (
    COUNTED,
    Fields,
    bare_year,
    day_month,
    day_number,
    item,
    meaning,
    tail_year,
    year_number,
)
from sitrex.annotate.dates.draft import Piece
from sitrex.annotate.dates.lexer import Atom, cue_words
from sitrex.normalise.calendar_numeric import iso_value, numeric_date

_RANGE_WORDS: Final = frozenset({"to", "until", "till", "through", "til", "thru"})
_DAY_LEADS: Final = cue_words("day_leads")
_MOST: Final = 6
"""Members that a series may have."""
_OPENING: Final = frozenset({"(", "[", '"', "“", "‘", "'", "/"})


def series(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """A date, or a series or range of dates that share what only one of them says."""
    found = _lead(a, i)
    if not found:
        return None
    members = [(i, *found)]
    joined = [False]
    opened = a[i - 1].low in ("from", "between") or (a[i - 2].low in ("from", "between") and a[i - 1].low == "the")
    while len(members) < _MOST:
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


def _lead(a: Sequence[Atom], i: int, left: int = _MOST) -> tuple[int, Fields] | None:
    """The first member of a series; a day alone leads where one of the ``left`` members behind it says the month."""
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
        if (link and a[link[0] - 1].kind == "word") or a[day[0]].low == ",":
            link = link if a[i - 1].low in _DAY_LEADS else None
        ahead = link and (
            day_month(a, link[0])
            or (_lead(a, link[0], left - 1) if left and day_number(a, link[0], words=False) else None)
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
        stop, year = tail_year(a, day[0])
        if a[stop].low in COUNTED or "units" in a[stop].words:
            return None
        return stop, replace(year, month=before.month, day=day[1], order="md")
    if before.day and not before.month:
        return day[0], Fields(day=day[1])
    if before.day and before.order == "dm" and not before.year:
        link = _link(a, day[0], between=False)
        ahead = day_month(a, link[0]) if link else None
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
