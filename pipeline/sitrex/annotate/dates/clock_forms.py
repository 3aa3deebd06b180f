"""Times: clock forms with zones and words, and parts of the day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.amounts import integer
from sitrex.annotate.dates.draft import Meaning, Piece, Rule
from sitrex.annotate.dates.lexer import Atom, cue_words
from sitrex.annotate.dates.years import COUNTED

HALF_DAY: Final = "half"
"""The ``unit`` of a time that does not say which half of the day it is in: `five o'clock`."""
_HOURS: Final = frozenset({"hours", "hrs", "hr", "h"})
_AT: Final = cue_words("at")
_AFTER_TIME: Final = cue_words("after_time")
_SHARP: Final = frozenset({"at", "by", "until", "till", "since", "before", "after"})
_TO: Final = frozenset({"and", "to", "or", "until", "till"})


def clock(a: Sequence[Atom], i: int) -> Piece | None:
    """A time on the clock: `15:30 GMT`, `4 a.m`, `0530 local time`, `four o'clock`, `noon`."""
    atom = a[i]
    found: tuple[int, int, int] | None = None  # stop, hour, minute
    half_day = False
    if atom.kind == "clock":
        hour, minute, *_ = (int(part) for part in atom.text.split(":"))
        before = a[i - 1]
        if before.kind == "word" and before.text[:1].isupper() and not before.words and before.low not in _AT:
            return None
        found = _meridiem(a, i + 1, hour, minute) or (i + 1, hour, minute)
    elif atom.kind == "decimal" and re.fullmatch(r"\d{1,2}\.\d\d", atom.text):
        hour, minute = (int(part) for part in atom.text.split("."))
        found = _meridiem(a, i + 1, hour, minute)
        if not found and a[i + 1].low in _HOURS and len(atom.text) == 5:
            found = (i + 1, hour, minute)
    elif atom.kind == "num":
        found = _in_digits(a, i) or _minutes_past(a, i)
        half_day = found is not None and len(atom.text) <= 2 and not _says_half(a, i, found[0])
    elif "noon" in atom.words:
        hour, minute = (int(part) for part in atom.words["noon"].split(":"))
        found = (i + 1, hour, minute)
    elif "number_word" in atom.words or atom.low in ("half", "quarter", "a"):
        found = _in_words(a, i)
        half_day = found is not None and found[1] <= 12 and not _says_half(a, i, found[0])
    if found is None or found[1] > 24 or found[2] > 59:
        return None
    stop, hour, minute = found
    stop = _after_zone(a, stop)
    unit = HALF_DAY if half_day else ""
    meant = Meaning(label="TIME", rule=Rule.CLOCK, value="", clock=f"T{hour % 24:02d}:{minute:02d}", unit=unit)
    return Piece(i, stop, meant)


def _says_half(a: Sequence[Atom], i: int, stop: int) -> bool:
    """Whether the words of a time say which half of the day it is in."""
    return any(a[k].kind == "meridiem" or a[k].words.keys() & {"meridiem", "part"} for k in range(i, stop))


def _in_digits(a: Sequence[Atom], i: int) -> tuple[int, int, int] | None:
    atom = a[i]
    number = int(atom.text) if len(atom.text) <= 4 else 99
    if len(atom.text) <= 2:
        if _oclock(a, i + 1):
            return _meridiem(a, i + 4, number, 0) or (i + 4, number, 0)
        return _meridiem(a, i + 1, number, 0)
    if (
        len(atom.text) != 4
        or number // 100 > 24
        or number % 100 > 59
        or (atom.glued and a[i - 1].kind not in ("dash", "punct"))
    ):
        return None
    time = (i + 1, number // 100, number % 100)
    after = a[i + 1]
    if after.low in _HOURS or (after.low in ("z", "l") and after.glued and after.text.isupper()):
        return time
    if (after.low == "local" and a[i + 2].low == "time") or ("zone" in after.words and after.text.isupper()):
        return time
    if after.kind == "dash" and after.glued and a[i + 2].kind == "num" and a[i + 3].low in _HOURS:
        return time
    shared = a[i + 2].kind == "num" and len(a[i + 2].text) == 4
    if after.low in _TO and shared and a[i + 3].low in _HOURS:
        return time
    return time if _military(a, i) else None


def _military(a: Sequence[Atom], i: int) -> bool:
    """Whether four digits without `hours` are a time: `at 1420`, `from 0100`, `between 0200 and 0430`, `0845 on the 20th`."""
    before, after = a[i - 1], a[i + 1]
    if after.kind == "word" and (after.low in COUNTED or "units" in after.words):
        return False
    leading = a[i].text[0] == "0"
    if leading and (before.low in _AT or before.kind in ("break", "end")) and before.low != "and":
        return after.kind != "dash" or not after.glued or a[i + 2].kind == "num"
    if before.low in ("at", "@") and (after.kind in ("punct", "break", "end") or after.low in _AFTER_TIME):
        return True
    if after.low == "on" and a[i + 2].low == "the" and a[i + 3].kind == "ordinal":
        return True
    if (before.low in _TO or before.kind == "dash") and a[i - 2].kind == "num" and len(a[i - 2].text) == 4:
        return leading or a[i - 2].text[0] == "0"
    linked = after.low in _TO or (after.kind == "dash" and a[i + 2].glued)
    partner = a[i + 2] if linked and before.low in ("from", "between", "at") else None
    return partner is not None and partner.kind == "num" and len(partner.text) == 4 and partner.text[0] == "0"


def _minutes_past(a: Sequence[Atom], i: int) -> tuple[int, int, int] | None:
    """`twenty to seven`, `ten minutes past four`, `five past nine`: stop, hour, minute."""
    minutes = integer(a, i)
    if not minutes or not 1 <= minutes[1] <= 29:
        return None
    at = minutes[0]
    named = a[at].low in ("minutes", "minute")
    at += named
    back = a[at].low in ("to", "before")
    if not back and a[at].low not in ("past", "after"):
        return None
    if not named and (a[at].low in ("before", "after") or (back and not _is_sharp(a, i))):
        return None  # `five to seven men`
    hour = integer(a, at + 1)
    if not hour or not 1 <= hour[1] <= 12 or (a[at + 1].kind == "num" and len(a[at + 1].text) > 2):
        return None
    if (back and not named and minutes[1] % 5) or not _ends_time(a, hour[0]):
        return None
    stop = hour[0] + (3 if _oclock(a, hour[0]) else 0)
    told = (hour[1] - back) % 12 or 12
    minute = 60 - minutes[1] if back else minutes[1]
    return _meridiem(a, stop, told, minute) or (stop, told, minute)


def _is_sharp(a: Sequence[Atom], i: int) -> bool:
    """Whether what precedes can only lead a time: `at twenty to seven`, `it was twenty to seven`."""
    return a[i - 1].low in _SHARP or (a[i - 1].low in ("was", "is") and a[i - 2].low == "it")


def _ends_time(a: Sequence[Atom], i: int) -> bool:
    """Whether nothing that could be counted follows an hour."""
    after = a[i]
    return after.kind in ("punct", "break", "end", "meridiem", "dash") or after.low in _AFTER_TIME or _oclock(a, i)


def _in_words(a: Sequence[Atom], i: int) -> tuple[int, int, int] | None:
    if a[i].low in ("half", "quarter", "a"):
        start = i + (a[i].low == "a")
        minutes = {"half": 30, "quarter": 15}.get(a[start].low)
        link = start + 1 + (a[start + 1].kind == "dash")
        if minutes is None or a[link].low not in ("past", "to"):
            return None
        hour = integer(a, link + 1)
        if not hour or hour[1] > 12:
            return None
        back = a[link].low == "to"
        told, minute = (hour[1] - back) % 12 or 12, 60 - minutes if back else minutes
        stop = hour[0] + (3 if _oclock(a, hour[0]) else 0)
        return _meridiem(a, stop, told, minute) or (stop, told, minute)
    past = _minutes_past(a, i)
    if past:
        return past
    hour = integer(a, i)
    if not hour or hour[1] > 24:
        return None
    if _oclock(a, hour[0]):
        return _meridiem(a, hour[0] + 3, hour[1], 0) or (hour[0] + 3, hour[1], 0)
    return _meridiem(a, hour[0], hour[1], 0)


def _oclock(a: Sequence[Atom], i: int) -> bool:
    return a[i].low == "o" and a[i + 1].kind in ("punct", "possessive") and a[i + 2].low == "clock"


def _meridiem(a: Sequence[Atom], i: int, hour: int, minute: int) -> tuple[int, int, int] | None:
    """`a.m.`, `pm`, `in the morning`; twelve-hour clock to twenty-four."""
    atom, stop = a[i], i + 1
    if atom.kind == "meridiem" or ("meridiem" in atom.words and (atom.glued or atom.text in ("am", "pm", "AM", "PM"))):
        evening = atom.low[0] == "p"
    elif atom.low == "in" and a[i + 1].low == "the" and a[i + 2].low in ("morning", "afternoon", "evening"):
        evening, stop = a[i + 2].low != "morning", i + 3
    elif atom.low == "at" and a[i + 1].low == "night":
        evening, stop = hour > 5, i + 2
    else:
        return None
    if hour > 12:
        return (stop, hour, minute) if hour <= 24 else None
    if hour == 0:
        return stop, 0, minute
    return stop, hour % 12 + (12 if evening else 0), minute


def _after_zone(a: Sequence[Atom], i: int) -> int:
    """The atom after `hours`, `GMT`, `Z`, `UTC+3`, `local time`, `Moscow time`; the value stays on the text's own clock."""
    stop = i + (a[i].low in _HOURS)
    bracket = a[stop].low == "(" and "zone" in a[stop + 1].words
    at = stop + bracket
    atom = a[at]
    if ("zone" in atom.words and atom.text.isupper()) or atom.low == "zulu":
        at += 1
        if a[at].low in ("+", "-", "–", "−") and a[at + 1].kind in ("num", "clock") and a[at + 1].glued:
            at += 2
        at += a[at].low == "time"
        return at + (bracket and a[at].low == ")")
    if atom.low in ("z", "l") and atom.glued and atom.text.isupper():
        return at + 1
    if atom.low == "local" and a[at + 1].low == "time":
        return at + 2
    if atom.kind == "word" and atom.text[0].isupper() and not bracket:
        if a[at + 1].low == "time":
            return at + 2
        if a[at + 1].low in ("standard", "daylight", "summer", "local") and a[at + 2].low == "time":
            return at + 3
    return stop


def day_part(a: Sequence[Atom], i: int) -> tuple[int, str, str | None] | None:
    """(stop, part, mod) of a part of the day: `morning`, `early morning`, `first light`, `early hours`."""
    mod, at = None, i
    if "edge" in a[i].words and a[i].low in ("early", "late", "mid"):
        mod, at = a[i].words["edge"], i + 1
        at += a[at].kind == "dash"
    elif a[i].low == "pre" and a[i + 1].kind == "dash" and a[i + 2].low in ("dawn", "sunrise"):
        return i + 3, "MO", "START"
    part = a[at].words.get("part")
    if part:
        if a[at + 1].low == "hours" and part == "MO":
            return at + 2, part, mod
        return at + 1, part, mod
    if a[at].low == "first" and a[at + 1].low == "light":
        return at + 2, "MO", None
    if a[at].low == "hours" and mod:
        return at + 1, "MO" if mod == "START" else "NI", mod
    if a[at].low == "small" and a[at + 1].low == "hours":
        return at + 2, "NI", mod
    return None
