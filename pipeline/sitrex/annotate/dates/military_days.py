"""Coded and counted days of war: date-time groups, `D+3`, `H-Hour`, `day 1,000 of the war`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import integer, ordinal
from sitrex.annotate.dates.draft import Meaning, Rule, Timex
from sitrex.annotate.dates.event_words import event_words
from sitrex.annotate.dates.hour_suffixes import HOURS, letter_zone
from sitrex.annotate.dates.lexicon import Atom, cue_words, months
from sitrex.annotate.dates.relative_meanings import unknown_value
from sitrex.annotate.dates.rules import forms, vetoes

_BEFORE_D_DAY: Final = cue_words("before_d_day")
_DAY_SIGNS: Final = cue_words("day_signs")
_LETTERS_OF_DAYS: Final = cue_words("letters_of_days")
_SIGNS_IN_WORDS: Final = cue_words("signs_in_words")
_SMALL_UNITS: Final = cue_words("small_units")

_SOME_TIME: Final = "XXXX-XX-XXTXX:XX"
_NAMED: Final = {"d-day": "d-day", "h-hour": "h-hour", "h-hr": "h-hour"}
_SIGNS: Final = frozenset({"+", "-", "–", "−"})
_PLACES: Final = cue_words("numbered_places")
_D_CUES: Final = cue_words("d_cues")
_LINKS: Final = frozenset({",", "and", "or", "/"})
_TYPE: Final = 3
"""Atoms of a type: `M`, `-`, `46`."""
_LISTED: Final = 3
_GROUP_LINKS: Final = cue_words("clock_links")
_UNITS_OF_WAR: Final = frozenset({"D", "W", "M", "Y"})
_CAMPAIGNS: Final = cue_words("campaigns")
"""What lasts for years and months that are counted: `the second year of the war`."""
GROUP: Final = "group"
"""The ``unit`` of a date-time group, which belongs to the message that it stands in."""
_GROUP: Final = re.compile(r"(\d\d)/?(\d\d)(\d\d)([A-Za-z]?)")


def military(a: Sequence[Atom], i: int) -> Timex | None:
    """Date-time groups, `D-Day`, `D+3`, `H-2`, `H-Hour`, `day 1,000 of the war`, `the fifth day of the siege`."""
    atom = a[i]
    if atom.kind == "dtg":
        return _group(a, i)
    if atom.low == "zero":
        return _zero_hour(a, i)
    if atom.low in _LETTERS_OF_DAYS and atom.text.isupper():
        return _counted_from(a, i)
    if atom.low == "day":
        return _numbered_day(a, i)
    if atom.kind == "ordinal" or "ordinal_word" in atom.words or atom.low == "opening":
        return nth_day(a, i)
    return None


@forms.rule(
    "dates.military.group",
    reads=(
        "They struck at [[060530ZJUN44]].",
        "They struck at [[060530Z JUN 44]].",
        "They struck at [[060530Z June 1944]].",
        "They struck at [[060530Jun44]].",
        "They left at [[030700 hours]].",
        "They held it from [[091200H]] to [[101800H MAR 67]].",
        "They held it [[091200]]-[[101800 MAR 67]].",
    ),
    leaves=("They had 060530 men.",),
    source="NATO date-time groups, STANAG 2014",
)
def _group(a: Sequence[Atom], i: int) -> Timex | None:
    match = _GROUP.fullmatch(a[i].text)
    if not match or not 1 <= int(match[1]) <= 31 or int(match[2] + match[3]) > 2400 or int(match[3]) > 59:
        return None
    stop, month, year, short = _month_of_group(a, i + 1)
    if month is None and _is_joined(a, i + 1):  # the second of two groups says the month of both
        _, month, year, short = _month_of_group(a, i + 3)
    if month is None and a[stop].low in HOURS:
        stop += 1
    elif month is None and not match[4]:
        return None
    clock = f"T{match[2]}:{match[3]}"
    day = int(match[1])
    value = f"{year or 'XXXX'}-{f'{month:02d}' if month else 'XX'}-{day:02d}{clock}"
    rule = Rule.FIXED if year and month else Rule.PARTIAL
    zone = letter_zone(match[4].upper()) if match[4] else None
    meant = Meaning(label="TIME", rule=rule, value=value, month=month, day=day, clock=clock, short_year=short)
    return Timex(i, stop, replace(meant, unit=GROUP, zone=zone))


def _is_joined(a: Sequence[Atom], i: int) -> bool:
    """Whether a second group follows what joins two: `to 101800H`."""
    return a[i + 1].kind == "dtg" and (a[i].kind == "dash" or a[i].low in _GROUP_LINKS)


def _month_of_group(a: Sequence[Atom], i: int) -> tuple[int, int | None, str | None, int | None]:
    """(stop, month, year, two digits of a year) behind the figures of a group: `JUN 44`, `March 1969`."""
    word = a[i]
    if word.low not in months() or not ("month" in word.words or word.text.isupper()):
        return i, None, None, None
    month, digits = int(months()[word.low]), a[i + 1].text.lstrip("'’")
    if a[i + 1].kind not in ("num", "short") or len(digits) not in (2, 4):
        return i + 1, month, None, None
    return (i + 2, month, digits, None) if len(digits) == 4 else (i + 2, month, None, int(digits))


@forms.rule(
    "dates.military.zero-hour",
    reads=("They fired at [[zero hour]].",),
    leaves=("They fired at zero.",),
    source="military usage",
)
def _zero_hour(a: Sequence[Atom], i: int) -> Timex | None:
    if a[i + 1].low != "hour":
        return None
    return Timex(i, i + 2, Meaning(label="TIME", rule=Rule.EVENT, value=_SOME_TIME, holiday="h-hour", unit="D"))


def _counted_from(a: Sequence[Atom], i: int) -> Timex | None:
    spelled = _spelled_count(a, i)
    if spelled:
        return spelled
    sign, number = a[i + 1], a[i + 2]
    goes_on = a[i].glued and a[i - 1].low not in ("(", "[")
    if sign.low not in _SIGNS or not sign.glued or not number.glued or goes_on:
        return None
    return _d_day(a, i) or _d_plus(a, i)


@forms.rule(
    "dates.military.d-day",
    reads=(
        "They landed on [[D-Day]].",
        "They landed on [[D-day]].",
        "They fired at [[H-Hour]].",
        "They fired at [[H-hr]].",
        "They landed on 6 June ([[D-Day]]).",
    ),
    leaves=("They landed that day.",),
    source="military usage",
)
def _d_day(a: Sequence[Atom], i: int) -> Timex | None:
    letter, word = a[i].low, a[i + 2]
    name = _NAMED.get(f"{letter}-{word.low}")
    if name is None:
        return None
    label, value = ("DATE", "XXXX-XX-XX") if letter == "d" else ("TIME", _SOME_TIME)
    return Timex(i, i + 3, Meaning(label=label, rule=Rule.EVENT, value=value, holiday=name, amount=0, unit="D"))


@forms.rule(
    "dates.military.d-plus",
    reads=("They landed on [[D+3]].", "They fired at [[H-2]].", "They landed on 9 June ([[D+3]])."),
    leaves=("They landed on D-Day.",),
    source="military usage",
)
def _d_plus(a: Sequence[Atom], i: int) -> Timex | None:
    letter, sign, number = a[i].low, a[i + 1], a[i + 2]
    longest = 3 if sign.low == "+" else 2
    if letter not in ("d", "h") or number.kind != "num" or len(number.text) > longest or _gun(a, i):
        return None
    amount = int(number.text) * (1 if sign.low == "+" else -1)
    if letter == "d":
        meant = Meaning(rule=Rule.EVENT, value="XXXX-XX-XX", holiday="d-day", amount=amount, unit="D")
    else:
        meant = Meaning(label="TIME", rule=Rule.EVENT, value=_SOME_TIME, holiday="h-hour", amount=amount, unit="TH")
    return Timex(i, i + 3, meant)


@vetoes.veto(
    "dates.military.gun",
    reads=(
        "They fired a [[D-30]] there.",
        "They bombed [[H-7]] airfield.",
        "They had guns of [[D-20]] and M-46 type.",
        "They fired howitzers ([[D-30]]).",
    ),
    leaves=("They landed on [[D-3]].",),
    source="designations of weapons",
)
def _gun(a: Sequence[Atom], i: int) -> bool:
    if a[i + 1].low == "+":
        return False
    led = a[i - 1].kind == "word" and a[i - 1].low not in _D_CUES
    return led or a[i].glued or a[i + 3].low in _PLACES or _among_guns(a, i)


def _among_guns(a: Sequence[Atom], i: int) -> bool:
    """Whether another letter's type stands in the list: `D-20, D-30 and M-46 guns`; `D-3, D-2` are days."""
    for step in (1, -1):
        at = i
        for _ in range(_LISTED):
            link = a[at + _TYPE] if step > 0 else a[at - 1]
            at += step * (_TYPE + 1)
            if not _LINKS.issuperset((link.low,)) or not _is_type(a, at):
                break
            if a[at].low not in ("d", "h"):
                return True
    return False


def _is_type(a: Sequence[Atom], i: int) -> bool:
    """Whether letters and a number joined by a hyphen stand at atom ``i``: `M-46`."""
    joined = a[i + 1].text == "-" and a[i + 1].glued and a[i + 2].glued and a[i + 2].kind == "num"
    return i >= 0 and joined and a[i].kind == "word" and a[i].text.isupper()


@forms.rule(
    "dates.military.d-plus-spelled",
    reads=(
        "They landed on [[D plus 2]].",
        "They fired at [[H minus 30 minutes]].",
    ),
    leaves=("They landed on D-Day.",),
    source="military usage",
)
def _spelled_count(a: Sequence[Atom], i: int) -> Timex | None:
    """`D plus 2`, `D-plus-two`, `H minus 30 minutes`, `D + 5`."""
    at = i + 1 + (a[i + 1].kind == "dash" and a[i + 2].low in _SIGNS_IN_WORDS)
    if a[at].low not in _DAY_SIGNS or (a[at].low == "+" and a[at].glued):
        return None
    after = at + 1 + (a[at + 1].kind == "dash")
    number = integer(a, after)
    if not number or a[i].low not in ("d", "h"):
        return None
    sign = -1 if a[at].low == "minus" else 1
    if a[i].low == "d":
        meant = Meaning(rule=Rule.EVENT, value="XXXX-XX-XX", holiday="d-day", amount=sign * number[1], unit="D")
        return Timex(i, number[0], meant)
    stop = number[0] + (a[number[0]].low in _SMALL_UNITS)
    value = "XXXX-XX-XXTXX:XX"
    return Timex(i, stop, Meaning(label="TIME", rule=Rule.EVENT, value=value, holiday="h-hour", unit="TH"))


@forms.rule(
    "dates.military.numbered-day",
    reads=("They fought on [[day 1,000]] of the war.",),
    leaves=("They fought on day of rest.",),
    source="news of wars",
)
def _numbered_day(a: Sequence[Atom], i: int) -> Timex | None:
    """`day 1,000 of the war`, `Day 12 of the offensive`."""
    number = integer(a, i + 1)
    if not number or a[number[0]].low not in ("of", "in", "since"):
        return None
    length = event_words(a, number[0] + 1, "after")
    name = _event_name(a, number[0] + 1, length)
    if not name:
        return None
    meant = Meaning(rule=Rule.EVENT, value="XXXX-XX-XX", holiday=name, amount=number[1] - 1, unit="D")
    return Timex(i, number[0], meant, event=(number[0] + 1, number[0] + 1 + length))


@forms.rule(
    "dates.military.nth-day",
    reads=(
        "They fought on the [[fifth day]] of the siege.",
        "They fought on the [[12th day]] of the war.",
        "They fought in the [[second year]] of the war.",
        "They fought in the [[third week]] of the siege.",
    ),
    leaves=(
        "They fought on the fifth day.",
        "They fought on the 12th day of the month.",
        "They failed in the second year of the course.",
    ),
    source="news of wars",
)
def nth_day(a: Sequence[Atom], i: int) -> Timex | None:
    """`the 1,000th day of the full-scale invasion`, `the first day of the battle`, `the first year of the war`."""
    found = (i + 1, 1) if a[i].low == "opening" else ordinal(a, i)
    code = a[found[0]].words.get("unit", "").removeprefix("1") if found else ""
    if not found or code not in _UNITS_OF_WAR or a[found[0] + 1].low not in ("of", "after", "since"):
        return None
    at = found[0] + 2
    length = event_words(a, at, "after")
    name = _event_name(a, at, length)
    if not name or _of_calendar(a, at) or _of_calendar(a, at + 1):
        return None
    if code != "D" and (a[at - 1].low != "of" or _CAMPAIGNS.isdisjoint(name.split())):
        return None
    meant = Meaning(rule=Rule.EVENT, value=unknown_value(code), holiday=name, amount=found[1] - 1, unit=code)
    return Timex(i, found[0] + 1, meant, event=(at, at + length))


def _of_calendar(a: Sequence[Atom], i: int) -> bool:
    """Whether days are counted in a month or a week, which are no events: `the third day of the month`."""
    return "month" in a[i].words or ("unit" in a[i].words and a[i + 1].kind != "dash")


def _event_name(a: Sequence[Atom], i: int, length: int) -> str:
    words = [a[i + k].low for k in range(length)]
    if words and words[0] in _BEFORE_D_DAY:
        words = words[1:]
    return " ".join(words).replace(" - ", "-").replace(" – ", "-")
