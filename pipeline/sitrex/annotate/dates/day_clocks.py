"""Four digits behind a day and its month, or at the head of a log's line, that are the clock's and no year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.hour_suffixes import HOURS, SURE_LETTERS
from sitrex.annotate.dates.lexicon import Atom
from sitrex.annotate.dates.rules import vetoes

COLUMN: Final = 2
"""Blanks that part the columns of a diary."""
_FROM: Final = frozenset({"from", "at"})


def is_hhmm(atom: Atom) -> bool:
    """Whether an atom is four digits that a clock may show."""
    return atom.kind == "num" and len(atom.text) == 4 and int(atom.text[:2]) <= 24 and int(atom.text[2:]) < 60


@vetoes.veto(
    "dates.year.clock-behind-day",
    reads=(
        "On 7 Jun [[1200]] hrs they dug in.",
        "They left on 11 May [[1930]] hours.",
        "On 7 Jun [[1200]]Z they dug in.",
    ),
    leaves=("They left on [[11 May 1930 at noon]].", "They came on [[7 Jun 1944]]."),
    source="war diaries",
)
def clock_behind_day(a: Sequence[Atom], i: int) -> bool:
    """Whether the four digits behind a day and its month are the hour: `7 Jun 1200 hrs`, `23 Oct  1830  Bn moved`."""
    return is_hhmm(a[i]) and (_told_in_hours(a, i) or in_column(a, i))


def _told_in_hours(a: Sequence[Atom], i: int) -> bool:
    after = a[i + 1]
    return after.low in HOURS or (after.text in SURE_LETTERS and after.glued)


def in_column(a: Sequence[Atom], i: int) -> bool:
    """Whether four digits stand in a column of their own, behind that of the day: `23 Oct  1830  Bn moved`."""
    before, after = a[i - 1], a[i + 1]
    if not is_hhmm(a[i]) or after.kind != "word" or before.kind not in ("word", "num"):
        return False
    apart = a[i].start - before.end >= COLUMN and after.start - a[i].end >= COLUMN
    day = i - 3 if before.kind == "num" else i - 2
    dated = "month" in a[day + 1].words and a[day].kind in ("num", "ordinal")
    heads = a[day - 1].kind in ("break", "end")
    return apart and dated and heads and a[day + 1].start - a[day].end < COLUMN


def before_clock(a: Sequence[Atom], i: int) -> bool:
    """Whether a clock's hour follows a date: `8 Aug 44 | 1400 hrs`, `14 May 69 | FROM 0001H`."""
    if a[i].low in _FROM:
        i += 1
    return is_hhmm(a[i]) and (_told_in_hours(a, i) or in_column(a, i))
