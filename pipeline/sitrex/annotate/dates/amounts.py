"""Amounts and units of time: `two and a half`, `several`, `24`, `years`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.rules import forms
from sitrex.normalise.numerals import parse_cardinal, parse_ordinal

_GOOD_MANY: Final = cue_words("good_many")
_GOOD_MANY_LEADS: Final = cue_words("good_many_leads")
_HOURS_WRITTEN_OUT: Final = cue_words("hours_written_out")
_MULTIPLIED_FEW: Final = cue_words("multiplied_few")

_LONGEST: Final = 15
"""Signs of a number in groups; a longer one counts no time."""
_FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_VAGUE_HEADS: Final = cue_words("vague_heads")
_BEFORE_UNIT: Final = cue_words("before_unit")
_VAGUE_PLURALS: Final = cue_words("vague_plurals")
_BETWEEN: Final = cue_words("between")
_DECADE: Final = 10
_MINUTES: Final = 60


class Amount(NamedTuple):
    """A number before a unit; ``number`` None is vague, ``determiner`` is set for a mere `a`."""

    stop: int
    number: float | None
    determiner: bool = False


class Unit(NamedTuple):
    """A unit of time: TIMEX3 code (TS TM TH D NI W WE M Q Y CE ML), multiplier, whether plural."""

    stop: int
    code: str
    times: int
    plural: bool


def integer(a: Sequence[Atom], i: int) -> tuple[int, int] | None:
    """(stop, value) of a whole number in digits or words at atom ``i``."""
    atom = a[i]
    if atom.kind == "num":
        written_time = atom.text[0] == "0" or (len(atom.text) == 4 and a[i + 1].low in _HOURS_WRITTEN_OUT)
        return None if len(atom.text) > 6 or written_time else (i + 1, int(atom.text))
    if atom.kind == "big" and "." not in atom.text and len(atom.text) <= _LONGEST:
        return i + 1, int(atom.text.replace(",", ""))
    in_words = "number_word" in atom.words or (atom.low in ("a", "an") and a[i + 1].low in HUNDREDS)
    return _in_words(a, i) if in_words else None


def _in_words(a: Sequence[Atom], i: int) -> tuple[int, int] | None:
    """The longest number among the words of number from atom ``i`` on."""
    words, stop = [a[i].low], i + 1
    best = None
    while True:
        value = parse_cardinal(words)
        if value is not None:
            best = (stop, value)
        if a[stop].kind == "dash" and a[stop].glued and "number_word" in a[stop + 1].words:
            stop += 1
        if "number_word" not in a[stop].words and not (a[stop].low == "and" and "number_word" in a[stop + 1].words):
            return best
        words.append(a[stop].low)
        stop += 1


HUNDREDS: Final = cue_words("hundreds")


def ordinal_digits(atom: Atom) -> int:
    """The number of an ordinal in digits: `5th`, `22d`."""
    return int(atom.low.rstrip("dhnrst"))


def ordinal(a: Sequence[Atom], i: int) -> tuple[int, int] | None:
    """(stop, value) of an ordinal in digits or words at atom ``i``."""
    if a[i].kind == "ordinal":
        return i + 1, ordinal_digits(a[i])
    if "ordinal_word" in a[i].words:
        value = parse_ordinal([a[i].low])
        return None if value is None else (i + 1, value)
    at = i + 1 + (a[i + 1].kind == "dash")
    if "number_word" in a[i].words and "ordinal_word" in a[at].words and a[i].low.endswith("ty"):
        value = parse_ordinal([a[i].low, a[at].low])
        return None if value is None else (at + 1, value)
    return None


def amount(a: Sequence[Atom], i: int) -> Amount | None:
    """The amount at atom ``i``: numbers, `a`, `half a`, `several`, `a couple of`, `dozens of`."""
    low = a[i].low
    if low in ("a", "an"):
        return _after_article(a, i)
    if (half := _half(a, i)) is not None:
        return half
    if low == "single" and a[i + 1].kind == "dash":
        return Amount(i + 1, 1)
    if low == "another":
        number = integer(a, i + 1)
        return Amount(number[0], number[1]) if number else Amount(i + 1, 1)
    if low in _VAGUE_PLURALS and a[i + 1].low == "of":
        return Amount(i + 2, None)
    if a[i].kind == "decimal" and a[i].text.count(".") == 1:
        return Amount(i + 1, float(a[i].text))
    if (number := integer(a, i)) is not None:
        return _with_fraction(a, *number)
    return _vague(a, i + 1) if "vague" in a[i].words else None


def _half(a: Sequence[Atom], i: int) -> Amount | None:
    """`half a`, `half-a`, `½`."""
    if a[i].low in _FRACTIONS:
        return Amount(i + 1, _FRACTIONS[a[i].low])
    article = i + 1 + (a[i + 1].kind == "dash")
    return Amount(article + 1, 0.5) if a[i].low == "half" and a[article].low in ("a", "an") else None


def _with_fraction(a: Sequence[Atom], stop: int, value: int) -> Amount:
    """A whole number with what follows it: `two and a half`, `2½`, `two or more`."""
    stop, part = _and_a_half(a, stop)
    if a[stop].glued and a[stop].low in _FRACTIONS:
        stop, part = stop + 1, _FRACTIONS[a[stop].low]
    if a[stop].low == "or" and a[stop + 1].low == "more" and part == 0:
        stop += 2
    return Amount(stop, value + part)


def _vague(a: Sequence[Atom], stop: int) -> Amount:
    """A number that nobody says, to the end of its words: `several`, `a few dozen of`."""
    stop += a[stop].low in _MULTIPLIED_FEW
    return Amount(stop + (a[stop].low == "of"), None)


def _after_article(a: Sequence[Atom], i: int) -> Amount | None:
    following = a[i + 1]
    if following.low in _VAGUE_HEADS:
        return _vague(a, i + 2)
    if following.low in _GOOD_MANY_LEADS and a[i + 2].low in _GOOD_MANY:
        return Amount(i + 3 + (a[i + 3].low == "of"), None)
    if following.low == "dozen":
        return Amount(i + 2, 12)
    if following.low in _BEFORE_UNIT:
        number = integer(a, i + 2)
        if number:
            return Amount(number[0], number[1])
        return Amount(i + 2, 0.5 if following.low == "half" else 1, following.low != "half")
    number = integer(a, i + 1) or integer(a, i)
    if number and number[0] > i + 1:
        return Amount(number[0], number[1])
    return Amount(i + 1, 1, True)


def _and_a_half(a: Sequence[Atom], i: int) -> tuple[int, float]:
    """`and a half`, `-and-a-half`, `and half`, `and a quarter` after a number."""
    if a[i].low != "and" and a[i].kind != "dash":
        return i, 0.0
    low = [a[i + k].low if a[i + k].kind != "dash" else "-" for k in range(6)]
    for shape, extra in (
        (("and", "a", "half"), 0.5),
        (("-", "and", "-", "a", "-", "half"), 0.5),
        (("and", "half"), 0.5),
        (("and", "a", "quarter"), 0.25),
        (("-", "and", "-", "half"), 0.5),
    ):
        if tuple(low[: len(shape)]) == shape:
            return i + len(shape), extra
    return i, 0.0


def unit(a: Sequence[Atom], i: int) -> Unit | None:
    """The unit of time at atom ``i``, adjectives before it included (`consecutive quarters`)."""
    stop = i
    while a[stop].low in _BETWEEN and stop < i + 2:
        stop += 1
    atom = a[stop]
    if hours := _hours_in_short(a, stop):
        return hours
    for kind in ("units", "unit"):
        if kind in atom.words:
            times, code = _split(atom.words[kind])
            return Unit(stop + 1, code, times, kind == "units")
    return None


@forms.rule(
    "dates.duration.hours-in-short",
    reads=("They lost it in [[48h]].",),
    leaves=("They drove at 40 km/h.", "It burns 6h/day there."),
    source="messages and logs",
)
def _hours_in_short(a: Sequence[Atom], i: int) -> Unit | None:
    if a[i].text != "h" or not a[i].glued or a[i - 1].kind != "num":
        return None
    goes_on = a[i + 1].glued and (a[i + 1].kind in ("word", "num") or a[i + 1].low == "/")
    return None if goes_on else Unit(i + 1, "TH", 1, True)


def _split(text: str) -> tuple[int, str]:
    digits = text.rstrip("TSMHDNIWEQYCL")
    return int(digits), text[len(digits) :]


def duration_value(number: float | None, code: str, times: int) -> str:
    """TIMEX3 duration of an amount of a unit; less than an hour in minutes, decades as such.

    >>> duration_value(2, "W", 1), duration_value(24, "TH", 1), duration_value(None, "D", 1), duration_value(2, "Y", 10)
    ('P2W', 'PT24H', 'PXD', 'P2DE')
    >>> duration_value(0.5, "TH", 1)
    'PT30M'
    """
    if times == _DECADE and code == "Y":
        times, code = 1, "DE"
    elif code == "TH" and number is not None and number < 1:
        number, code = number * _MINUTES, "TM"
    figure = "X" if number is None else f"{number * times:.2f}".rstrip("0").rstrip(".")
    if code.startswith("T"):
        return f"PT{figure}{code[1:]}"
    return f"PT{figure}NI" if code == "NI" else f"P{figure}{code}"
