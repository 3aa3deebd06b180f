"""Days of a month that is said elsewhere: `on the 15th`, `the 24th, 25th and 26th`, `the 9th instant`, `the 28th of that month`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.amounts import ordinal, ordinal_digits
from sitrex.annotate.dates.day_clocks import COLUMN
from sitrex.annotate.dates.draft import Meaning, Rule, Timex
from sitrex.annotate.dates.letter_months import LETTER_MONTHS, Month, letter_month
from sitrex.annotate.dates.lexicon import Atom, cue_words, is_past
from sitrex.annotate.dates.relative_forms import pointed
from sitrex.annotate.dates.rules import forms, vetoes
from sitrex.annotate.text.day_columns import day_heads
from sitrex.normalise.numerals import parse_ordinal

_DAY_ALONE_LINKS: Final = cue_words("day_alone_links")

_SURE_MONTHS: Final = LETTER_MONTHS.keys() - {"instant"}
"""Those that are no other word."""
_DAY_CUES: Final = cue_words("day_cues")
_AFTER_DAY: Final = cue_words("after_day")
_BARE_DAY_CUES: Final = cue_words("bare_day_cues")
_FORMATIONS: Final = cue_words("formations") | cue_words("separate_arms")
_MOST: Final = 6
_FORM_SIGNS: Final = 6
"""Atoms among which the day of a message form follows its name."""
_JOINED: Final = re.compile(r"(twenty|thirty)([a-z]{5,7})")


@forms.rule(
    "dates.day.alone",
    reads=("They left on the [[24th]].", "They met on the [[24th]] and the [[26th]]."),
    leaves=("They saw the 24th of them.",),
    source="letters and war diaries: a day of the month that the text is in",
)
def day_alone(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """One day or several, as ordinals after `the`."""
    if not is_day(a, i):
        return None
    if _heads_line(a, i):
        return _timexes(a, [i], i + 1, None)
    if a[i - 1].low != "the" and not _without_article(a, i):
        return None
    days = [i]
    while len(days) < _MOST and (following := _next_day(a, days[-1] + 1)):
        days.append(following)
    last = days[-1] + 1
    month = letter_month(a, last) or _of_that_month(a, last)
    if month:
        return _timexes(a, days, *month)
    if a[last].low == "of":
        return _of_the_month(a, last, days)
    return None if _of_something(a, i, days) else _timexes(a, days, last, None)


def is_day(a: Sequence[Atom], i: int) -> bool:
    """Whether an ordinal can be a day of a month."""
    return a[i].kind == "ordinal" and 1 <= ordinal_digits(a[i]) <= 31


def day_of_month(day: int, month: Meaning | None = None) -> Meaning:
    """The meaning of a day whose month, if none is given, is said elsewhere."""
    return Meaning(rule=Rule.PARTIAL, value=f"XXXX-XX-{day:02d}", day=day, within=month)


def _timexes(a: Sequence[Atom], days: list[int], stop: int, month: Meaning | None) -> list[Timex]:
    timexes = []
    for k, at in enumerate(days):
        meant = day_of_month(ordinal_digits(a[at]), month)
        ranged = k > 0 and (a[at - 1].low == "to" or a[at - 1].kind == "dash" or a[at - 2].low == "to")
        timexes.append(Timex(at, stop if at == days[-1] else at + 1, meant, ranged))
    return timexes


@forms.rule(
    "dates.day.without-article",
    reads=(
        "They left on [[24th]], which was late.",
        "ETA [[16th]]; next one due [[30th]].",
        "Yours of 2nd May and [[29th ult.]] came.",
    ),
    leaves=("They left 24th Street.", "Due 30th Division.", "Their 20th instant win came."),
    source="war diaries and letters",
)
def _without_article(a: Sequence[Atom], i: int) -> bool:
    """Whether a cue stands before a day, or its month behind it; in `yesterday 22nd inst.` it only says again which day that is."""
    lettered = a[i + 1].low in _SURE_MONTHS and "today" not in a[i - 1].words
    return a[i - 1].low in _BARE_DAY_CUES or lettered


@forms.rule(
    "dates.day.in-column",
    reads=("In May 1917 they moved.\n[[23rd]]  Hd Qrs entrained.\n[[24th]]  They rested.",),
    leaves=(
        "They moved.\n23rd Hd Qrs came.",
        "Units:\n23rd  14th  9th",
        "Table:\n1st  Crewe  38\n2nd  Derby  36",
        "Heats:\n1st  Ann Lee\n2nd  prize was won by Bob",
    ),
    source="war diaries: the column of days",
)
def _heads_line(a: Sequence[Atom], i: int) -> bool:
    """Whether a day heads its line, the rest of which is one column and tells something: `23rd  Hd Qrs entrained`."""
    after = a[i + 1]
    apart = after.start - a[i].end >= COLUMN
    if not (apart and a[i - 1].kind in ("break", "end") and after.kind == "word" and after.text[0].isupper()):
        return False
    at, tells = i + 2, False
    while a[at].kind not in ("break", "end"):
        if a[at].start - a[at - 1].end >= COLUMN:
            return False
        tells = tells or a[at].text.islower()
        at += 1
    return tells


@forms.rule(
    "dates.day.heads-entry",
    reads=(
        "OCTOBER 1917\n[[11th]]. At 11 p.m. men left camp.\n[[12th]]. Zero hour came.",
        "OCTOBER 1917\n[[11th]] At 11 p.m. men left camp.\n[[12th]] Attack at noon.\n[[13th]] Relieved by others.",
    ),
    leaves=(
        "OCTOBER 1917\n11th Attack Squadron came.\n12th Line men came.\n13th Relieved them.",
        "OCTOBER 1917\n12th. Zero hour came.\n11th. At 11 p.m. men left camp.",
        "They ran.\n11th. Ann came in.\n12th. Bob came in.",
    ),
    source="war diaries: the days of the month in its heading",
)
def in_column(a: Sequence[Atom], i: int, text: str) -> list[Timex] | None:
    """A day that heads an entry of a diary."""
    if not is_day(a, i) or a[i].start not in day_heads(text):
        return None
    return _timexes(a, [i], i + 1, None)


@forms.rule(
    "dates.day.of-form",
    reads=(
        "Sender's number AM 15 Day of month: [[Twentyfourth]] In reply to number",
        "Sender's number B 7. Day of Month [[26th]].",
        "Day of Month: [[9]]\nAAA",
    ),
    leaves=("It was the last day of the month, the 9 men said.",),
    source="British message forms of both wars",
)
def day_of_form(a: Sequence[Atom], i: int) -> Timex | None:
    """The day that a message form has for the message: `Day of Month: Twentyfourth`."""
    if (a[i].low, a[i + 1].low) != ("day", "of"):
        return None
    at = i + 2 + (a[i + 2].low == "the")
    if a[at].low != "month":
        return None
    at += 1
    while a[at].kind == "punct" and at < i + _FORM_SIGNS:
        at += 1
    found = _day_written(a, at)
    return Timex(at, found[0], day_of_month(found[1])) if found and 1 <= found[1] <= 31 else None


def _day_written(a: Sequence[Atom], i: int) -> tuple[int, int] | None:
    """(stop, day) in digits, as an ordinal or in words, also in one: `Twentyfourth`."""
    if a[i].kind == "num":
        return (i + 1, int(a[i].text)) if len(a[i].text) <= len("31") else None
    if found := ordinal(a, i):
        return found
    joined = _JOINED.fullmatch(a[i].low)
    value = parse_ordinal([joined[1], joined[2]]) if joined else None
    return None if value is None else (i + 1, value)


@forms.rule(
    "dates.day.next",
    reads=("They left on the [[24th]], [[25th]] and [[26th]].",),
    leaves=("They left on the 24th.",),
    source="English usage",
)
def _next_day(a: Sequence[Atom], i: int) -> int | None:
    at = i + (a[i].low == ",")
    at += a[at].low in _DAY_ALONE_LINKS or a[at].kind == "dash"
    if at == i:
        return None
    at += a[at].low == "the"
    return at if is_day(a, at) else None


@forms.rule(
    "dates.day.of-that-month",
    reads=("They left on the [[28th of that month]].", "They left on the [[28th of the previous month]]."),
    leaves=("They left on the 28th of it.",),
    source="English usage",
)
def _of_that_month(a: Sequence[Atom], i: int) -> Month | None:
    month = pointed(a, i + 1 + (a[i + 1].low == "the")) if a[i].low == "of" else None
    return (month.stop, month.meaning) if month and month.meaning.unit == "M" else None


@forms.rule(
    "dates.day.of-the-month",
    reads=("They left on the [[28th of the month]].",),
    leaves=("They left on the 28th of the men.",),
    source="English usage",
)
def _of_the_month(a: Sequence[Atom], i: int, days: list[int]) -> list[Timex] | None:
    return _timexes(a, days, i + 3, None) if a[i + 1].low == "the" and a[i + 2].low == "month" else None


@vetoes.veto(
    "dates.day.of-something",
    reads=("They left on the [[15th]] tank of May.", "They liked the [[15th]]."),
    leaves=("They left on the [[15th]].", "On the [[19th]] Porter pushed across."),
    source="ordinals of things",
)
def _of_something(a: Sequence[Atom], i: int, days: list[int]) -> bool:
    cued = a[i - 2].low in _DAY_CUES or len(days) > 1 or _without_article(a, i)
    return not (cued and (ends_day(a, days[-1] + 1) or (a[i - 2].text.istitle() and _acts(a, days[-1] + 1))))


def _acts(a: Sequence[Atom], i: int) -> bool:
    """Whether the name behind a day that opens a sentence is of one who acts: `On the 19th Porter pushed across`."""
    name, verb = a[i], a[i + 1]
    alone = name.kind == "word" and name.text.istitle() and not name.words and not name.low.endswith("s")
    return alone and is_past(verb) and name.low not in _FORMATIONS


def ends_day(a: Sequence[Atom], i: int) -> bool:
    """Whether nothing that a day's ordinal may number stands behind it."""
    after = a[i]
    return (after.kind in ("punct", "break", "end") or after.low in _AFTER_DAY) and after.low not in ("'", "’")
