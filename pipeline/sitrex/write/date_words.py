"""TIMEX3 values in words: ``2024-10`` with ``MID`` is `mid-October 2024`.

The value grammar is that of ``normalise.timex``; what lies outside it is
given back as it is.
"""

from __future__ import annotations

import datetime
import re
from typing import Final

from sitrex.write.counted import counted

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SEASONS: Final = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_PARTS: Final = {
    **{f"Q{n}": f"{word} quarter" for n, word in enumerate(("first", "second", "third", "fourth"), 1)},
    "H1": "first half",
    "H2": "second half",
    "QX": "a quarter",
    "HX": "one half",
}
_DAY_PARTS: Final = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_AMOUNTS: Final = {
    "ML": "millennium", "CE": "century", "DE": "decade", "Y": "year", "Q": "quarter", "M": "month", "WE": "weekend",
    "W": "week", "D": "day", "H": "hour", "TM": "minute", "S": "second", **_DAY_PARTS,
}  # fmt: skip
_PLURALS: Final = {"millennium": "millennia", "century": "centuries"}
_REFERENCES: Final = {"PRESENT_REF": "now", "PAST_REF": "in the past", "FUTURE_REF": "in the future"}
_MODS: Final = {
    "START": "early {}",
    "MID": "mid-{}",
    "END": "late {}",
    "APPROX": "about {}",
    "BEFORE": "before {}",
    "AFTER": "after {}",
    "ON_OR_BEFORE": "by {}",
    "ON_OR_AFTER": "from {} on",
    "LESS_THAN": "less than {}",
    "MORE_THAN": "more than {}",
    "EQUAL_OR_LESS": "at most {}",
    "EQUAL_OR_MORE": "at least {}",
}
_CALENDAR: Final = re.compile(
    r"(?P<year>\d{4}|XXXX|\d{3}X?|\d\d(?:XX)?|BC\d{4})"
    r"(?:-W(?P<week>\d\d|XX)(?:-(?P<weekday>[1-7X]|WE))?"
    r"|-(?P<season>SP|SU|FA|WI)|-(?P<part>Q[1-4X]|H[12X])"
    r"|-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX|WE))?)?"
    r"(?:T(?P<time>MO|AF|EV|NI|DT|[\dX]{2}(?::[\dX]{2}){0,2})(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_CLOCK: Final = re.compile(r"^[^P].*T[\dX]", re.ASCII)
_AMOUNT: Final = re.compile(r"(\d+(?:\.\d+)?|X)(ML|CE|DE|WE|MO|AF|EV|NI|DT|[YQMWDHS])")


def date_words(value: str, mod: str | None = None, quant: str | None = None, freq: str | None = None) -> str:
    """A TIMEX3 value with its modifier, quantifier and frequency, in words.

    >>> date_words("2024-10", "MID"), date_words("P3D"), date_words("2024-11-05TNI")
    ('mid-October 2024', '3 days', 'night of 5 November 2024')
    >>> date_words("P1D", quant="EVERY", freq="2X"), date_words("XXXX-WXX-1", quant="EVERY")
    ('2 times every day', 'every Monday')
    """
    words = _REFERENCES.get(value) or _duration(value) or _calendar(value, mod) or value
    if mod is not None and not _CLOCK.search(value):
        words = modified(words, mod)
    if quant is not None:
        words = f"{quant.lower()} {re.sub('^1 |^an? ', '', words).removesuffix(', day not stated')}"
    if freq is not None:
        words = f"{_frequency(freq)} {words}" if quant is not None else f"{_frequency(freq)} in {words}"
    return words


def modified(words: str, mod: str) -> str:
    """Words under a TIMEX3 modifier."""
    if mod == "MID" and words.startswith("the "):
        return f"middle of {words}"
    if mod == "START" and words[:1].isdecimal() and " " in words:
        return f"early on {words}"
    return _MODS.get(mod, "{}").format(words)


def day_words(day: str) -> str:
    """A calendar day, or a minute of one, ``YYYY-MM-DD[Thh:mm]``.

    >>> day_words("2024-10-15"), day_words("2024-10-15T04:00")
    ('15 October 2024', '15 October 2024, 04:00')
    """
    return _calendar(day) or day


def _frequency(freq: str) -> str:
    times = freq.removesuffix("X")
    return counted(int(times), "time") if times.isdecimal() and freq.endswith("X") else freq


def _duration(value: str) -> str | None:
    if not value.startswith("P") or value in _REFERENCES:
        return None
    said = []
    days, _, hours = value[1:].partition("T")
    for text, prefix in ((days, ""), (hours, "T")):
        for number, code in _AMOUNT.findall(text):
            name = _AMOUNTS.get(prefix + code) or _AMOUNTS[code]
            plural = _PLURALS.get(name, f"{name}s")
            if number == "X":
                said.append(f"some {plural}")
            else:
                said.append(f"{number.removesuffix('.0')} {name if float(number) == 1 else plural}")
    return " ".join(said) or None


def _calendar(value: str, mod: str | None = None) -> str | None:
    """A calendar value in words; of a value with a clock time ``mod`` is that of the time."""
    found = _CALENDAR.fullmatch(value)
    if found is None:
        return None
    words = _day(found)
    time = found["time"]
    if time is None:
        return words or "day not stated"
    if time in _DAY_PARTS:
        return f"{_DAY_PARTS[time]} of {words}" if words else f"{_DAY_PARTS[time]}, day not stated"
    clock = time.replace("XX", "?") if ":" in time else f"{time}:00"
    clock += {"Z": " UTC", None: ""}.get(found["zone"], f" UTC{found['zone']}")
    clock = modified(clock, mod) if mod is not None else clock
    return f"{words}, {clock}" if words else f"{clock}, day not stated"


def _day(found: re.Match[str]) -> str:
    """The day, week, month, season or year of a value; nothing where all of it is unknown."""
    year = _year(found["year"])
    if found["season"]:
        # winter belongs to the year it begins in
        ending = f"/{(int(year) + 1) % 100:02}" if found["season"] == "WI" and year.isdecimal() else ""
        return f"{_SEASONS[found['season']]} {year}{ending}".strip()
    if found["part"]:
        return f"{_PARTS[found['part']]} of {year or 'a year'}"
    if found["week"]:
        return _week(found)
    month, day = found["month"], found["day"]
    name = MONTHS[int(month) - 1] if month and month != "XX" and 1 <= int(month) <= 12 else ""
    if day and day not in ("XX", "WE"):
        return f"{int(day)} {name} {year}".strip() if name else f"the {_ordinal(int(day))} of a month"
    if day == "WE":
        return f"weekend in {name} {year}".strip()
    return f"{name} {year}".strip()


def _week(found: re.Match[str]) -> str:
    """A week, a weekend or a day of a week, by its date where the year and the week are known."""
    week, weekday = found["week"], found["weekday"] or ""
    number = int(weekday) if weekday.isdecimal() else 6 if weekday == "WE" else 1
    name = _WEEKDAYS[number - 1] if weekday.isdecimal() else "weekend" if weekday == "WE" else "week"
    if week == "XX" or not found["year"].isdecimal() or len(found["year"]) < 4:
        return f"a {name}"
    try:
        day = datetime.date.fromisocalendar(int(found["year"]), int(week), number)
    except ValueError:
        return f"week {int(week)} of {found['year']}"
    said = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{name}, {said}" if weekday.isdecimal() else f"{name} of {said}"


def _year(year: str) -> str:
    if year == "XXXX":
        return ""
    if year.startswith("BC"):
        return f"{int(year[2:])} BC"
    digits = year.rstrip("X")
    if len(digits) == 3:
        return f"the {digits}0s"
    if len(digits) == 2:
        return f"the {_ordinal(int(digits) + 1)} century"
    return year


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
