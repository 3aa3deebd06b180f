"""Times with their day: `2230 GMT on Tuesday`, `the night of 5–6 June`, `between 4 and 6 p.m. on Monday`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import integer
from sitrex.annotate.dates.calendar_forms import item, meaning
from sitrex.annotate.dates.calendar_series import series
from sitrex.annotate.dates.clock_forms import clock, day_part
from sitrex.annotate.dates.draft import Base, Meaning, Piece, Rule
from sitrex.annotate.dates.lexer import Atom, cue_words
from sitrex.annotate.dates.relative_forms import pointed, shift, spoken
from sitrex.normalise.calendar_numeric import iso_value

_PART_CUES: Final = cue_words("part_cues")
_IDIOM: Final = frozenset({"doubled", "tripled", "changed", "vanished", "disappeared"})
_SCENERY: Final = cue_words("scenery")


def time_of_day(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """A clock time or a part of the day, with the day that stands beside it."""
    if a[i].kind == "iso" and "T" in a[i].text:
        value = iso_value(a[i].text)
        return [Piece(i, i + 1, Meaning(label="TIME", value=value))] if value else None
    found = clock(a, i)
    if not found:
        return part_of_day(a, i)
    second = _clock_range(a, found)
    if second:
        return second
    day = _beside(a, found.stop)
    if day:
        return [Piece(i, day.stop, at_time(day.meaning, found.meaning.clock))]
    return [found]


def bare_hour(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """`shortly after nine`: an hour in words, where the phrase ends with it."""
    hour = integer(a, i) if "number_word" in a[i].words else None
    if not hour or not 1 <= hour[1] <= 12 or a[hour[0]].kind not in ("punct", "break", "end"):
        return None
    return [Piece(i, hour[0], Meaning(label="TIME", rule=Rule.CLOCK, value="", clock=f"T{hour[1]:02d}:00"))]


def _beside(a: Sequence[Atom], i: int) -> Piece | None:
    """The day that follows a time, alone or after `on`: `2230 GMT on Tuesday`, `noon on the 27th`, `4 p.m. Monday`."""
    if a[i].low != "on":
        return _one_day(a, i)
    return _one_day(a, i + 1 + (a[i + 1].low == "the"))


def _clock_range(a: Sequence[Atom], found: Piece) -> list[Piece] | None:
    link = a[found.stop]
    if link.kind != "dash" and link.low not in ("to", "until", "and"):
        return None
    if link.low == "and" and a[found.first - 1].low != "between":
        return None
    second = clock(a, found.stop + 1)
    if not second:
        return None
    day = _beside(a, second.stop)
    if not day:
        return [found, second._replace(in_range=True)]
    hours = [at_time(day.meaning, piece.meaning.clock) for piece in (found, second)]
    return [found._replace(meaning=hours[0]), Piece(second.first, day.stop, hours[1], in_range=True)]


def at_time(day: Meaning, hour: str) -> Meaning:
    """The meaning of a time (``T04:00``, ``TNI``) on a day."""
    return replace(day, label="TIME", value=day.value + hour, clock=hour)


def _one_day(a: Sequence[Atom], i: int) -> Piece | None:
    """A single day at atom ``i``: a full or partial date, a weekday, `today`, `the next day`."""
    found = item(a, i)
    if found and (found[1].day or found[1].weekday):
        return Piece(i, found[0], meaning(found[1]))
    near = spoken(a, i) or pointed(a, i)
    if near and not near.meaning.clock and (near.meaning.unit == "D" or near.meaning.weekday):
        return near
    if (
        a[i].kind == "ordinal"
        and a[i - 1].low == "the"
        and 1 <= int(a[i].text[:-2]) <= 31
        and not a[i + 1].text[:1].isupper()
    ):
        number = int(a[i].text[:-2])
        return Piece(i, i + 1, Meaning(rule=Rule.PARTIAL, value=f"XXXX-XX-{number:02d}", day=number))
    return None


def part_of_day(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """A part of the day with the day that it belongs to, or alone after a preposition (`at dawn`)."""
    part = day_part(a, i)
    if not part:
        return None
    stop, code, mod = part
    if a[stop].low in ("of", "on") or a[stop].low == "between":
        at = stop + 1
        at += a[at].low == "the"
        near = a[stop].low == "of" and (spoken(a, at) or pointed(a, at))
        if near and near.meaning.label == "DATE":
            return [Piece(i, near.stop, replace(at_time(near.meaning, f"T{code}"), mod=mod))]
        day = _one_day(a, at) if a[stop].low == "on" or a[at].kind == "ordinal" else None
        if day and (a[stop].low == "on" or not series(a, at)):
            return [Piece(i, day.stop, replace(at_time(day.meaning, f"T{code}"), mod=mod))]
        dates = series(a, at) if a[stop].low == "of" else None
        if dates and dates[0].meaning.label == "DATE" and (dates[0].meaning.day or dates[0].meaning.weekday):
            last = dates[-1] if len(dates) == 2 and dates[-1].in_range else dates[0]
            return [Piece(i, last.stop, replace(at_time(dates[0].meaning, f"T{code}"), mod=mod))]
    before = a[i - 1].low
    cue = before in _PART_CUES or (before == "the" and a[i - 2].low in _PART_CUES) or a[i].low == "overnight"
    if a[stop].low == "of" and before == "the" and a[i].low != "daylight":
        cue = True
    if not cue or a[stop].kind == "dash" or (a[i].words.get("part") and a[stop].low in _SCENERY):
        return None
    meant = shift(Base.STORY, 0, "D", clock=code)
    generic = before in ("at", "by") and code in ("NI", "DT")
    if generic:
        meant = Meaning(label="TIME", value=f"XXXX-XX-XXT{code}")
    if a[i].low == "overnight":
        if a[i - 1].low in _IDIOM:
            return None
        return [Piece(i, stop, shift(Base.EITHER, -1, "D", clock="NI"))]
    if before == "one":
        return [Piece(i - 1, stop, meant)]
    return [Piece(i, stop, replace(meant, mod=mod))]
