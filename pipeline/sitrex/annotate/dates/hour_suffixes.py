"""What follows an hour: `o'clock`, `a.m.`, `in the morning`, `hours`, `GMT`, `local time`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.rules import forms
from sitrex.vocab import read_table

_LOCAL: Final = cue_words("local")
_WRITTEN_MERIDIEMS: Final = cue_words("written_meridiems")

HOURS: Final = cue_words("hours")
BEFORE_TIME: Final = cue_words("at") - {"and", "to"}
"""Words before a time; behind `and` and `to` stand other figures as well."""
_CLOCKS: Final = cue_words("kinds_of_time")
_AMERICAN: Final = cue_words("american_zones")
_NAMED_ZONES: Final = {row["name"]: row["zone"] for row in read_table("dates/zones.tsv", ("name", "zone"))}
_SIGNS: Final = frozenset({"+", "-", "–", "−"})
_DAYS: Final = frozenset({"weekday", "today"})

ClockTold = tuple[int, int, int]
"""(stop, hour, minute)."""
Zone = tuple[int, str | None]
"""(stop, `Z`, `local` or an offset; None for a zone that a name alone gives)."""
_WHOLE_HOURS: Final = 2
_LETTERS_EAST: Final = "ABCDEFGHIKLM"
_LETTERS_WEST: Final = "NOPQRSTUVWXY"
_LETTERS: Final = frozenset(_LETTERS_EAST + _LETTERS_WEST + "Z")
_COMPASS: Final = frozenset("NESW")
SURE_LETTERS: Final = {"Z": "Z", "L": "local"}
"""Letters behind any time; `L` stands for local in reports, whatever the table of letters says."""


def oclock_end(a: Sequence[Atom], i: int) -> int | None:
    """The atom after `o'clock` at atom ``i``; some leave the sign out."""
    if a[i].low == "oclock":
        return i + 1
    signed = a[i].low == "o" and a[i + 1].kind in ("punct", "possessive") and a[i + 2].low == "clock"
    return i + 3 if signed else None


@forms.rule(
    "dates.clock.oclock",
    reads=("They struck at [[four o'clock]].", "They struck at [[4 o'clock in the morning]]."),
    leaves=("They struck at 4 a.m.",),
    source="English usage",
)
def oclock(a: Sequence[Atom], i: int, hour: int) -> ClockTold | None:
    """An hour before `o'clock`."""
    stop = oclock_end(a, i)
    return (meridiem(a, stop, hour, 0) or (stop, hour, 0)) if stop else None


def meridiem(a: Sequence[Atom], i: int, hour: int, minute: int) -> ClockTold | None:
    """`a.m.`, `pm`, `in the morning`; twelve-hour clock to twenty-four."""
    found = _written_meridiem(a, i) or _in_the_morning(a, i) or _at_night(a, i, hour)
    if found is None or hour > 24:
        return None
    stop, evening = found
    if hour == 0 or hour > 12:
        return stop, hour, minute
    return stop, hour % 12 + (12 if evening else 0), minute


@forms.rule(
    "dates.clock.am-pm",
    reads=("They struck at [[4 p.m.]]", "They struck at [[4 PM]]."),
    leaves=("They struck at four in the morning.",),
    source="English usage",
)
def _written_meridiem(a: Sequence[Atom], i: int) -> tuple[int, bool] | None:
    atom = a[i]
    written = "meridiem" in atom.words and (atom.glued or atom.text in _WRITTEN_MERIDIEMS)
    return (i + 1, atom.low[0] == "p") if atom.kind == "meridiem" or written else None


@forms.rule(
    "dates.clock.in-the-morning",
    reads=("The [[4 in the morning]] raid failed.",),
    leaves=("They struck in the morning.",),
    source="English usage",
)
def _in_the_morning(a: Sequence[Atom], i: int) -> tuple[int, bool] | None:
    part = a[i + 2].low
    if a[i].low == "in" and a[i + 1].low == "the" and part in ("morning", "afternoon", "evening"):
        return i + 3, part != "morning"
    return None


@forms.rule(
    "dates.clock.at-night",
    reads=("They struck at [[9 at night]].",),
    leaves=("They struck at night.",),
    source="English usage",
)
def _at_night(a: Sequence[Atom], i: int, hour: int) -> tuple[int, bool] | None:
    return (i + 2, hour > 5) if a[i].low == "at" and a[i + 1].low == "night" else None


def zone_end(a: Sequence[Atom], i: int) -> Zone:
    """The atom after `hours` and a zone, and the zone; the value stays on the text's own clock."""
    stop = _hours(a, i) or i
    found = _zone(a, stop) or _zone_letter(a, stop) or local_time(a, stop) or _named_time(a, stop)
    return found or _zone_in_brackets(a, stop) or (stop, None)


@forms.rule(
    "dates.clock.hours",
    reads=("They struck at [[0530 hours]].", "They struck at [[05:30 hrs]]."),
    leaves=("They struck for 5 hours.", "At noon H.M. ships left."),
    source="military usage",
)
def _hours(a: Sequence[Atom], i: int) -> int | None:
    initial = a[i].text == "H" and a[i + 1].low == "." and a[i + 1].glued  # `H.M. ships`
    return i + 1 if (a[i].low in HOURS and not initial) or a[i].low == "hour" else None


@forms.rule(
    "dates.clock.zone",
    reads=("They struck at [[15:30 GMT]].", "They struck at [[15:30 (UTC+3)]].", "They struck at [[15:30 Zulu]]."),
    leaves=("They struck at 15:30.",),
    source="ISO 8601; NATO time zones",
)
def _zone(a: Sequence[Atom], i: int) -> Zone | None:
    bracket = a[i].low == "(" and "zone" in a[i + 1].words
    at = i + bracket
    if not ("zone" in a[at].words and a[at].text.isupper()) and a[at].low != "zulu":
        return None
    zone: str | None = a[at].words.get("zone", "Z")
    zone = None if zone == "named" else zone
    at += 1
    if a[at].low in _SIGNS and a[at + 1].kind in ("num", "clock") and a[at + 1].glued:
        zone = offset("+" if a[at].low == "+" else "-", a[at + 1].text)
        at += 2
    at += a[at].low == "time"
    return at + (bracket and a[at].low == ")"), zone


def offset(sign: str, figures: str) -> str:
    """A zone's offset as `+03:00`, from `3`, `0300` or `3:00`.

    >>> offset("+", "3"), offset("-", "0430")
    ('+03:00', '-04:30')
    """
    digits = figures.replace(":", "")
    hours, minutes = (digits, "00") if len(digits) <= _WHOLE_HOURS else (digits[:-2], digits[-2:])
    return f"{sign}{int(hours):02d}:{minutes}"


def letter_zone(letter: str) -> str | None:
    """The zone of a letter in a date-time group; `J` is the local one.

    >>> letter_zone("Z"), letter_zone("C"), letter_zone("R"), letter_zone("J")
    ('Z', '+03:00', '-05:00', 'local')
    """
    if letter in "ZJ":
        return {"Z": "Z", "J": "local"}.get(letter)
    if letter in _LETTERS_EAST:
        return f"+{_LETTERS_EAST.index(letter) + 1:02d}:00"
    return f"-{_LETTERS_WEST.index(letter) + 1:02d}:00"


@forms.rule(
    "dates.clock.zone-letter",
    reads=("They struck at [[0530Z]].", "They struck at [[0600B hrs]]."),
    leaves=("They struck at 0530 hours.",),
    source="NATO time zones",
)
def _zone_letter(a: Sequence[Atom], i: int) -> Zone | None:
    if lettered := lettered_hours(a, i):
        return lettered
    if a[i].text in SURE_LETTERS and a[i].glued:
        return i + 1, SURE_LETTERS[a[i].text]
    return zone_letter(a, i) if a[i - 1].kind == "num" and len(a[i - 1].text) == len("0530") else None


def zone_letter(a: Sequence[Atom], i: int) -> Zone | None:
    """The letter of a zone behind four figures, none of the compass: `0530C`."""
    letter, after = a[i], a[i + 1]
    goes_on = after.glued and (after.kind in ("word", "num") or after.low == "/")
    if not letter.glued or goes_on or letter.text not in _LETTERS - _COMPASS:
        return None
    return i + 1, SURE_LETTERS.get(letter.text) or letter_zone(letter.text)


def lettered_hours(a: Sequence[Atom], i: int) -> Zone | None:
    """The letter of a zone between the figures and `hours`: `1600A hours`."""
    letter = a[i].text
    zoned = a[i].glued and len(letter) == 1 and letter in _LETTERS
    return (i + 2, letter_zone(letter)) if zoned and a[i + 1].low in HOURS else None


@forms.rule(
    "dates.clock.local-time",
    reads=(
        "They struck at [[15:30 local time]].",
        "They struck at [[15:30 local]].",
        "They struck at [[0300 local November 22]].",
    ),
    leaves=("They struck local shops.", "They struck 1500 local houses."),
    source="news style; cables",
)
def local_time(a: Sequence[Atom], i: int) -> Zone | None:
    """`local time`; `local` alone where the phrase ends with it or goes on with a day."""
    if a[i].low not in _LOCAL:
        return None
    if a[i + 1].low == "time":
        return i + 2, "local"
    ends = a[i + 1].kind in ("punct", "break", "end") or a[i + 1].low in ("on", "and", "to")
    return (i + 1, "local") if ends or day_follows(a, i + 1) else None


def day_follows(a: Sequence[Atom], i: int) -> bool:
    """Whether a weekday or a day of a month stands at an atom: `0300 local | 22 November`, `2200I | 27.11.1950`."""
    month = i + (a[i].kind in ("num", "ordinal"))
    return not _DAYS.isdisjoint(a[i].words) or "month" in a[month].words or a[i].kind == "numeric"


@forms.rule(
    "dates.clock.named-time",
    reads=(
        "They struck at [[15:30 Moscow time]].",
        "They struck at [[15:30 Eastern Standard Time]].",
        "They struck at [[15:30 Eastern]].",
    ),
    leaves=("They struck at 15:30 Moscow and Kyiv.", "They struck at 15:30 Eastern Command posts."),
    source="news style",
)
def _named_time(a: Sequence[Atom], i: int) -> Zone | None:
    if a[i].kind != "word" or not a[i].text[0].isupper():
        return None
    if a[i + 1].low == "time":
        return i + 2, _NAMED_ZONES.get(a[i].low)
    if a[i].low in _AMERICAN and (a[i + 1].kind in ("punct", "break", "end") or a[i + 1].low in ("on", "and", "to")):
        return i + 1, None
    if a[i + 1].low not in _CLOCKS or a[i + 2].low != "time":
        return None
    return i + 3, "local" if a[i + 1].low == "local" else _NAMED_ZONES.get(f"{a[i].low} {a[i + 1].low}")


@forms.rule(
    "dates.clock.zone-in-brackets",
    reads=("They struck at [[15:30 (Moscow time)]].", "They struck at [[0600 (local time)]]."),
    leaves=("They struck at 15:30 (Moscow and Kyiv).", "They struck at 15:30 (local shops too)."),
    source="news style",
)
def _zone_in_brackets(a: Sequence[Atom], i: int) -> Zone | None:
    """A clock's name in brackets; `(UTC+3)` is read by ``_zone``."""
    named = (local_time(a, i + 1) or _named_time(a, i + 1)) if a[i].low == "(" else None
    return (named[0] + 1, named[1]) if named and a[named[0]].low == ")" else None
