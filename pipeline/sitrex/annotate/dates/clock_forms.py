"""Times on the clock: `15:30 GMT`, `4 a.m.`, `0530 local time`, `four o'clock`, `noon`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.amounts import integer
from sitrex.annotate.dates.draft import Meaning, Rule, Timex
from sitrex.annotate.dates.hour_suffixes import BEFORE_TIME, HOURS, ClockTold, meridiem, oclock, oclock_end, zone_end
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.military_times import four_digits, told_by_letter_alone
from sitrex.annotate.dates.rules import forms, vetoes

_MINUTES: Final = cue_words("minutes")
_PART_HOURS: Final = cue_words("part_hours")

HALF_DAY: Final = "half"
"""The ``unit`` of a time that does not say which half of the day it is in: `five o'clock`."""
MIDNIGHT: Final = "T00:00"
NOON: Final = 12
"""The hour from which a day is in its second half."""
_AT: Final = cue_words("at")
_AFTER_TIME: Final = cue_words("after_time")
_SHARP: Final = cue_words("sharp")
_DOTTED: Final = re.compile(r"(\d{1,2})[.·](\d{1,2})")
_SHARE_LINKS: Final = cue_words("shared_half_links")
_RECORDINGS: Final = cue_words("recordings")
_TAKEN: Final = cue_words("taken") - {"of"}
_NEAR: Final = 3
"""Atoms before a time among which a recording is named."""
_NO_TIME: Final = frozenset("%°£$€")
_PARTS: Final = {"half": 30, "quarter": 15}


def clock(a: Sequence[Atom], i: int) -> Timex | None:
    """A time on the clock, its zone with it."""
    found = _told(a, i)
    if found is None or found[1] > 24 or found[2] > 59:
        return None
    stop, hour, minute = found
    said = _says_half(a, i, stop) or _shared_half(a, stop, hour % 12 or 12, minute)
    unit = HALF_DAY if _is_open(a, i) and hour <= 12 and not said else ""
    end, zone = zone_end(a, stop)
    told = f"T{hour % 24:02d}:{minute:02d}"
    bare = _bare(a, i, end)
    meant = Meaning(label="TIME", rule=Rule.CLOCK, value="", clock=told, unit=unit, zone=zone, tentative=bare)
    return Timex(i, end, meant)


def _bare(a: Sequence[Atom], i: int, stop: int) -> bool:
    """Whether nothing but another time of the document can justify figures with a dot or with a letter."""
    if a[i].kind == "decimal":
        return stop == i + 1 and not _as_of(a, i)
    return a[i].kind == "num" and told_by_letter_alone(a, i)


def _told(a: Sequence[Atom], i: int) -> ClockTold | None:
    atom = a[i]
    if atom.kind == "clock":
        return _with_colon(a, i)
    if atom.kind == "decimal":
        return _with_dot(a, i)
    if atom.kind == "num" and (twelve := _twelve(a, i)):
        return twelve
    if atom.kind == "num":
        return (_hour_in_digits(a, i) if len(atom.text) <= 2 else _in_four_digits(a, i)) or _minutes_past(a, i)
    if "noon" in atom.words:
        return _noon(a, i)
    if atom.low in _PART_HOURS:
        return _half_past(a, i)
    return _minutes_past(a, i) or _hour_in_words(a, i) if "number_word" in atom.words else None


def _twelve(a: Sequence[Atom], i: int) -> ClockTold | None:
    """`12 noon`, `12 midnight`, `12 m.n.`"""
    if a[i].text != "12":
        return None
    return _noon(a, i + 1) if "noon" in a[i + 1].words else _midnight(a, i)


def _in_four_digits(a: Sequence[Atom], i: int) -> ClockTold | None:
    found = four_digits(a, i)
    return (meridiem(a, *found) or found) if found else None


def _is_open(a: Sequence[Atom], i: int) -> bool:
    """Whether a time that begins at an atom may leave its half of the day open."""
    if a[i].kind == "num":
        return len(a[i].text) <= 2 and not _twelve(a, i)
    if a[i].kind == "decimal":
        return a[i].text[0] != "0" and a[i + 1].low not in HOURS and not _as_of(a, i)
    return a[i].kind == "word" and "noon" not in a[i].words


def _says_half(a: Sequence[Atom], i: int, stop: int) -> bool:
    """Whether the words of a time say which half of the day it is in."""
    return any(a[k].kind == "meridiem" or a[k].words.keys() & {"meridiem", "part"} for k in range(i, stop))


@forms.rule(
    "dates.clock.with-colon",
    reads=("They struck at [[15:30]].", "They struck at [[3:30 p.m.]]"),
    leaves=("They struck at 1530 hours.",),
    source="ISO 8601 and English usage",
)
def _with_colon(a: Sequence[Atom], i: int) -> ClockTold | None:
    if _verse(a, i) or _in_recording(a, i) or (a[i - 1].low in _TAKEN and a[i].text.count(":") > 1):
        return None
    hour, minute = (int(part) for part in a[i].text.split(":")[:2])
    return meridiem(a, i + 1, hour, minute) or _shared_half(a, i + 1, hour, minute) or (i + 1, hour, minute)


@vetoes.veto(
    "dates.clock.verse",
    reads=("He read from Isaiah [[5:12]] aloud.",),
    leaves=("He read it at [[5:12]].",),
    source="verses, scores and ratios after a name",
)
def _verse(a: Sequence[Atom], i: int) -> bool:
    before = a[i - 1]
    return before.kind == "word" and before.text[:1].isupper() and not before.words and before.low not in _AT


@vetoes.veto(
    "dates.clock.in-recording",
    reads=("In the video at [[01:06]] he waves.", "It is heard at [[00:31]] of the clip."),
    leaves=("They filmed it at [[01:06]] there.",),
    source="places in films and recordings",
)
def _in_recording(a: Sequence[Atom], i: int) -> bool:
    """Whether a time is one of a film: after `the video at`, or before `of the clip`."""
    before = [atom.low for atom in a[max(0, i - _NEAR) : i]]
    behind = a[i + 1].low in ("of", "in", "into") and any(atom.low in _RECORDINGS for atom in a[i + 2 : i + 5])
    return behind or (before[-1:] == ["at"] and any(word in _RECORDINGS for word in before))


@forms.rule(
    "dates.clock.with-dot",
    reads=("They struck at [[3.30 p.m.]]",),
    leaves=("It grew by 3.30 per cent.",),
    source="British usage",
)
def _with_dot(a: Sequence[Atom], i: int) -> ClockTold | None:
    match = _DOTTED.fullmatch(a[i].text)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2])
    found = meridiem(a, i + 1, hour, minute)
    if not found and a[i + 1].low in HOURS and len(a[i].text) == 5:
        return i + 1, hour, minute
    if found or (len(match[2]) != len("00") and minute):
        return found
    bare = len(match[2]) == len("00") and _bare_dot(a, i)
    return _shared_half(a, i + 1, hour, minute) or ((i + 1, hour, minute) if bare else None)


@forms.rule(
    "dates.clock.bare-dot",
    reads=("On 5 May they rose at 9.15 a.m. and struck at [[10.50]].",),
    leaves=("It closed at 10.50 in Mai.", "On 5 May it was 9.15 a.m., and 10.50 marks were left."),
    source="war diaries; only beside times that say their half of the day",
)
def _bare_dot(a: Sequence[Atom], i: int) -> bool:
    """Whether figures with a dot stand where a time may: after `at` or `from`, or at the end of a line."""
    before, after = a[i - 1], a[i + 1]
    led = before.low in BEFORE_TIME or _as_of(a, i)
    ends = after.kind in ("punct", "break", "end") or after.low in _AFTER_TIME
    return (led and ends and after.low not in _NO_TIME) or (after.kind in ("break", "end") and before.kind == "word")


@forms.rule(
    "dates.clock.as-of-dotted",
    reads=(
        "As of [[22.00, 14.10.2025]], they held.",
        "As of [[18.30]] they held.",
        "As of [[18.30 on 14 October]] they held.",
    ),
    leaves=("They had 22.00 of it.", "It rose as of 18.30 per cent."),
    source="daily reports of general staffs",
    nothing=False,
)
def _as_of(a: Sequence[Atom], i: int) -> bool:
    """Whether figures with a dot are the hour up to which a report goes, also where no other time justifies them."""
    return a[i].kind == "decimal" and a[i - 1].low == "of" and a[i - 2].low == "as"


@forms.rule(
    "dates.clock.with-dash",
    reads=("They struck at [[2-45 am]].", "They struck at [[4-05 p.m.]]"),
    leaves=("They work from 9-5 there.",),
    source="war diaries",
)
def _with_dash(a: Sequence[Atom], i: int) -> ClockTold | None:
    minutes = a[i + 2]
    joined = a[i + 1].kind == "dash" and a[i + 1].glued and minutes.glued and minutes.kind == "num"
    if not joined or len(minutes.text) != 2 or not (minutes.text[0] == "0" or 12 < int(minutes.text) < 60):
        return None
    return meridiem(a, i + 3, int(a[i].text), int(minutes.text))


@forms.rule(
    "dates.clock.with-letter",
    reads=("They struck at [[06h30]].", "They struck at [[14H05]]."),
    leaves=("They had 06h tools.", "The MP5h30 jammed.", "Sales fell in 1H23."),
    source="French usage",
)
def _with_letter(a: Sequence[Atom], i: int) -> ClockTold | None:
    letter, minutes = a[i + 1], a[i + 2]
    clear = letter.text == "h" or len(a[i].text) == len("06")  # no half of a year: `1H23`
    joined = clear and letter.low == "h" and letter.glued and minutes.glued and minutes.kind == "num" and not a[i].glued
    if not joined or len(minutes.text) != len("30") or (a[i + 3].glued and a[i + 3].kind in ("word", "num")):
        return None
    return i + 3, int(a[i].text), int(minutes.text)


@forms.rule(
    "dates.clock.shared-half",
    reads=("They struck from [[3.30]] to [[3.50 p.m.]]", "They struck between [[11]] and [[12.30 p.m.]] there."),
    leaves=("They struck 5 posts to 6 p.m. there.",),
    source="English usage",
)
def _shared_half(a: Sequence[Atom], i: int, hour: int, minute: int) -> ClockTold | None:
    """A time before another that says the half of the day of both; it is the earlier of the two."""
    link = a[i]
    if not 1 <= hour <= 12 or minute > 59 or not _links(link):
        return None
    following = a[i + 1]
    if following.kind not in ("num", "decimal", "clock") or (link.low == "and" and not _opens_pair(a, i - 1)):
        return None
    if _links(a[i + 2]) and _links(a[i + 4]):
        return None  # a chain of numbers, which may be as long as the text
    second = _told(a, i + 1)
    if second is None or not _says_half(a, i + 1, second[0]):
        return None
    return i, earlier_hour(hour, minute, second[1:]), minute


def earlier_hour(hour: int, minute: int, end: tuple[int, int]) -> int:
    """The hour, in its half of the day, of a time that says none and ends no later than another.

    >>> earlier_hour(7, 0, (19, 30)), earlier_hour(11, 0, (12, 30)), earlier_hour(12, 0, (2, 30))
    (19, 11, 0)
    """
    later = hour % 12 + 12
    return later if (later, minute) <= end else hour % 12


def _links(atom: Atom) -> bool:
    return atom.kind == "dash" or atom.low in _SHARE_LINKS


def _opens_pair(a: Sequence[Atom], i: int) -> bool:
    return a[i - 1].low in ("between", "from")


@forms.rule(
    "dates.clock.noon",
    reads=("They struck at [[noon]].", "They struck at [[midnight]].", "They struck at [[12 noon]]."),
    leaves=("They struck at dawn.",),
    source="English usage",
)
def _noon(a: Sequence[Atom], i: int) -> ClockTold | None:
    hour, minute = (int(part) for part in a[i].words["noon"].split(":"))
    return i + 1, hour, minute


@forms.rule(
    "dates.clock.midnight",
    reads=("They struck at [[12 m.n.]] again.", "They struck at [[12 m/n]] again."),
    leaves=("They had 12 m. nets.", "It stood at 12 mn."),
    source="logs and orders",
)
def _midnight(a: Sequence[Atom], i: int) -> ClockTold | None:
    letters = a[i + 1 : i + 4]
    if "".join(atom.low for atom in letters) not in ("m.n", "m/n") or not (letters[1].glued and letters[2].glued):
        return None
    return i + 4 + (a[i + 4].low == "." and a[i + 4].glued), 0, 0


@forms.rule(
    "dates.clock.hour-in-digits",
    reads=("They struck at [[4 p.m.]]", "They struck at [[5 o'clock]]."),
    leaves=("They struck 4 posts.",),
    source="English usage",
)
def _hour_in_digits(a: Sequence[Atom], i: int) -> ClockTold | None:
    hour = int(a[i].text)
    found = oclock(a, i + 1, hour) or meridiem(a, i + 1, hour, 0) or _with_dash(a, i) or _with_letter(a, i)
    led = a[i - 1].low in _AT or a[i + 1].kind == "dash" or a[i + 1].low == "to"
    return found or (_shared_half(a, i + 1, hour, 0) if led else None)


@forms.rule(
    "dates.clock.hour-in-words",
    reads=("They struck at [[four o'clock]].",),
    leaves=("They struck four posts.",),
    source="English usage",
)
def _hour_in_words(a: Sequence[Atom], i: int) -> ClockTold | None:
    hour = integer(a, i)
    if not hour or hour[1] > 24:
        return None
    return oclock(a, *hour) or meridiem(a, hour[0], hour[1], 0) or _minutes_in_words(a, i, *hour)


@forms.rule(
    "dates.clock.minutes-in-words",
    reads=("On 5 May they struck at [[five-thirty]].", "On 5 May they struck at [[seven twenty-five]]."),
    leaves=("They struck five thirty-man camps.",),
    source="English usage",
)
def _minutes_in_words(a: Sequence[Atom], i: int, stop: int, hour: int) -> ClockTold | None:
    """Hour and minutes as they are spoken, after `at`."""
    minutes = integer(a, stop + (a[stop].kind == "dash"))
    if not minutes or a[i - 1].low not in _SHARP or not 1 <= hour <= 12 or not 10 <= minutes[1] <= 59:
        return None
    ends = not _something_counted(a, minutes[0]) or a[minutes[0]].words.keys() & {"today", "weekday"}
    return meridiem(a, minutes[0], hour, minutes[1]) or ((minutes[0], hour, minutes[1]) if ends else None)


@forms.rule(
    "dates.clock.half-past",
    reads=("They struck at [[half past four]].", "They struck at [[a quarter to seven]]."),
    leaves=("They held half of it.",),
    source="English usage",
)
def _half_past(a: Sequence[Atom], i: int) -> ClockTold | None:
    start = i + (a[i].low == "a")
    minutes = _PARTS.get(a[start].low)
    link = start + 1 + (a[start + 1].kind == "dash")
    if minutes is None or a[link].low not in ("past", "to"):
        return None
    hour = integer(a, link + 1)
    return _from_hour(a, hour, minutes, back=a[link].low == "to") if hour and hour[1] <= 12 else None


def _from_hour(a: Sequence[Atom], hour: tuple[int, int], minutes: int, *, back: bool) -> ClockTold:
    """So many minutes past an hour, or to it."""
    told, minute = (hour[1] - back) % 12 or 12, 60 - minutes if back else minutes
    stop = oclock_end(a, hour[0]) or hour[0]
    return meridiem(a, stop, told, minute) or (stop, told, minute)


@forms.rule(
    "dates.clock.minutes-past",
    reads=("On 5 May they struck at [[ten minutes past four]].", "On 5 May they struck at [[twenty to seven]]."),
    leaves=("They gave five to seven men.",),
    source="English usage",
)
def _minutes_past(a: Sequence[Atom], i: int) -> ClockTold | None:
    minutes = integer(a, i)
    if not minutes or not 1 <= minutes[1] <= 59:
        return None
    named = a[minutes[0]].low in _MINUTES
    at = minutes[0] + named
    back = a[at].low in ("to", "before")
    if not back and a[at].low not in ("past", "after"):
        return None
    hour = integer(a, at + 1)
    if not hour or not 1 <= hour[1] <= 12 or (a[at + 1].kind == "num" and len(a[at + 1].text) > 2):
        return None
    if not named and (minutes[1] > 29 or _amount_range(a, i, at) or (back and minutes[1] % 5)):
        return None
    return None if _something_counted(a, hour[0]) else _from_hour(a, hour, minutes[1], back=back)


@vetoes.veto(
    "dates.clock.amount-range",
    reads=("On 5 May they sent [[five to seven]].",),
    leaves=("On 5 May they left at [[five to seven]].",),
    source="ranges of amounts",
)
def _amount_range(a: Sequence[Atom], i: int, at: int) -> bool:
    told = a[i - 1].low in _SHARP or (a[i - 1].low in ("was", "is") and a[i - 2].low == "it")
    return a[at].low in ("before", "after") or (a[at].low == "to" and not told)


@vetoes.veto(
    "dates.clock.something-counted",
    reads=("They came by [[ten past four]] houses.",),
    leaves=("They came at [[ten past four]].",),
    source="amounts",
)
def _something_counted(a: Sequence[Atom], i: int) -> bool:
    after = a[i]
    ends = (
        after.kind in ("punct", "break", "end", "meridiem", "dash")
        or after.low in _AFTER_TIME
        or oclock_end(a, i) is not None
    )
    return not ends
