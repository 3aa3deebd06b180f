"""Years, days of months, times of day and spans of time: they are dates, not numbers."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.numbers.evidence import clock, year
from sitrex.annotate.numbers.lexicon import DASHES, HYPHENS, MONTHS
from sitrex.annotate.numbers.reading import Reading
from sitrex.annotate.numbers.rules import vetoes
from sitrex.annotate.rules import any_of

_CAPITAL_MONTHS: Final = frozenset(month.capitalize() for month in MONTHS)


def _small(r: Reading) -> bool:
    """Whether it is small enough for a day of a month."""
    return r.core.value is not None and r.core.value <= 31


@vetoes.veto(
    "numbers.calendar.half-day",
    reads=("They left at [[5.75]] a.m. by truck.",),
    leaves=("They left [[5.75 tons]].",),
    source="what the dates read is no number",
)
def _half_day(r: Reading) -> bool:
    return r.after in ("a", "p") and r.t.low[r.end + 1 : r.end + 3] == [".", "m"]


@vetoes.veto(
    "numbers.calendar.span-of-time",
    reads=("They left [[9.75]] am by truck.",),
    leaves=("They left [[9.75 tons]] by truck.",),
    source="what the dates read is no number",
)
def _span_of_time(r: Reading) -> bool:
    times = r.words.nouns["time"]
    return r.after in times or (r.after in HYPHENS and r.t.low[r.end + 1] in times)


@vetoes.veto(
    "numbers.calendar.month-after",
    reads=("They left on [[5.5]] June.", "It was (14 March-[[24]] March) there."),
    leaves=("They left [[5.5 tons]] in June.",),
    source="what the dates read is no number",
)
def _month_after(r: Reading) -> bool:
    t, end = r.t, r.end
    if not _small(r):
        return False
    lower = t.figure[end + 1] and len(t.raw[end + 1]) == 4
    return (r.after in MONTHS and (t.raw[end][0].isupper() or lower)) or (
        r.after in DASHES and t.low[end + 1] in MONTHS
    )


@vetoes.veto(
    "numbers.calendar.days-before-month",
    reads=("Shots [[16]], 8 February 1946.",),
    leaves=("Shots [[16]], men 8.",),
    source="what the dates read is no number",
)
def _days_before_month(r: Reading) -> bool:
    if not _small(r):
        return False
    t, at = r.t, r.end
    while at < r.end + 6 and (t.low[at] in (",", "and", "to", "or", "-", "–") or (t.figure[at] and at > r.end)):
        at += 1
    return at > r.end + 1 and t.figure[at - 1] and t.raw[at] in _CAPITAL_MONTHS


@vetoes.veto(
    "numbers.calendar.leading-nought",
    reads=("They dialled [[0630]] twice.",),
    leaves=("They cut it by [[0.5]].",),
    source="military time and codes begin with a nought",
)
def _leading_nought(r: Reading) -> bool:
    return r.raw[0] == "0" and r.raw.isdecimal() and len(r.raw) > 1


_EVERY: Final = any_of(_half_day, _span_of_time)
_FIGURES: Final = any_of(
    _month_after,
    _days_before_month,
    _leading_nought,
    clock,
    year,
)


def calendar(r: Reading) -> bool:
    """Whether a bare number is a year, a day of a month, a time of day or a span of time."""
    return _EVERY(r) or (r.figure and _FIGURES(r))


@vetoes.veto(
    "numbers.calendar.counted-time",
    reads=("It took [[3]] combat hours.",),
    leaves=("It took [[3]] combat troops.",),
    source="what the dates read is no number",
)
def counted_time(r: Reading) -> bool:
    """What is counted is time."""
    return r.noun is not None and r.core.kind != "times" and r.noun.head.lower() in r.words.nouns["time"]
