"""Reasons against a bare figure or number word: it is bound into a word, a name, a date, a place or an idiom."""

from sitrex.annotate.numbers.evidence import year_of_prices
from sitrex.annotate.numbers.reasons.bound import bound
from sitrex.annotate.numbers.reasons.calendar import calendar, counted_time
from sitrex.annotate.numbers.reasons.idioms import idiom
from sitrex.annotate.numbers.reasons.labels import labelled
from sitrex.annotate.numbers.reasons.names import alone, code, named
from sitrex.annotate.numbers.reasons.places import placed

__all__ = [
    "alone",
    "bound",
    "calendar",
    "code",
    "counted_time",
    "idiom",
    "labelled",
    "named",
    "placed",
    "year_of_prices",
]
