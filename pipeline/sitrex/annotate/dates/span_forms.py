"""Durations: `two and a half years`, `24-hour`, `for months`, `past two weeks`, `a quarter of an hour`, `all day`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.amounts import Amount, amount, duration_value, integer, unit
from sitrex.annotate.dates.draft import Meaning, Piece
from sitrex.annotate.dates.lexer import Atom, cue_words

_ORDER: Final = {code: k for k, code in enumerate(("ML", "CE", "Y", "Q", "M", "W", "WE", "D", "NI", "TH", "TM", "TS"))}
_BARE_CUES: Final = cue_words("bare_cues")
_NOT_DURATION_AFTER: Final = frozenset({"old", "olds", "age"})
_BETWEEN: Final = cue_words("between")
SPEED: Final = cue_words("speed")
_SEQUENCE: Final = cue_words("sequence")


def duration(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """One duration, or two that share a unit (`12 and 18 months`, `10–12 days`)."""
    shared = _shared_unit(a, i)
    if shared:
        return shared
    part = _part_of_hour(a, i) or _all_of(a, i)
    if part:
        return [part]
    found = _single(a, i)
    if not found:
        return None
    stop, number, code, times = found
    value = duration_value(number, code, times)
    label, mod = "DURATION", None
    if (
        a[i].low in ("a", "an")
        and any(a[k].kind == "dash" for k in range(i + 1, stop))
        and a[i + 1].low not in _BETWEEN
    ):
        i += 1  # the article belongs to the noun: `a three-year siege`
    if a[stop].low == "or" and a[stop + 1].low == "so":
        stop, mod = stop + 2, "APPROX"
    # `two hours and thirty minutes`
    link = stop + (a[stop].low in (",", "and"))
    following = _single(a, link) if link > stop or "unit" in a[stop].words else None
    if (
        following
        and number is not None
        and following[1] is not None
        and _ORDER[following[2]] > _ORDER[code]
        and not mod
    ):
        tail = duration_value(*following[1:])
        if "NI" not in value + tail and not (
            a[following[0]].low in ("later", "earlier", "ago", "before", "after") and a[stop].low == ","
        ):
            value = _join(value, tail)
            stop = following[0]
    return [Piece(i, stop, Meaning(label=label, value=value, mod=mod, amount=number, unit=f"{times}{code}"))]


def _part_of_hour(a: Sequence[Atom], i: int) -> Piece | None:
    """`a quarter of an hour`, `three quarters of an hour`, `quarter-hour`."""
    number = integer(a, i) if a[i].low not in ("a", "quarter") else (i + (a[i].low == "a"), 1)
    if number is None or not 1 <= number[1] <= 3:
        return None
    at = number[0] + (a[number[0]].kind == "dash")
    if a[at].low not in ("quarter", "quarters"):
        return None
    if (a[at + 1].low, a[at + 2].low, a[at + 3].low) == ("of", "an", "hour"):
        stop = at + 4
    elif a[at + 1].kind == "dash" and a[at + 2].low == "hour":
        stop = at + 3
    else:
        return None
    meant = Meaning(label="DURATION", value=f"PT{15 * number[1]}M", amount=15 * number[1], unit="1TM")
    return Piece(i, stop, meant)


def _all_of(a: Sequence[Atom], i: int) -> Piece | None:
    """`all day`, `all week long`: the whole of the unit."""
    here = unit(a, i + 1) if a[i].low == "all" else None
    if here is None or here.plural or here.stop != i + 2 or here.code not in ("D", "W", "M", "Y"):
        return None
    stop = here.stop + (a[here.stop].low == "long")
    return Piece(i, stop, Meaning(label="DURATION", value=duration_value(1, here.code, here.times)))


def _join(first: str, second: str) -> str:
    return first + (second[2:] if second.startswith("PT") and "T" in first else second[1:])


def _single(a: Sequence[Atom], i: int) -> tuple[int, float | None, str, int] | None:
    """(stop, number, code, multiplier) of one amount and unit, or of a bare plural after a preposition."""
    found = amount(a, i)
    if found:
        return _after_amount(a, i, found)
    here = unit(a, i) if a[i].words else None
    if here is None or here.stop != i + 1 or a[i].glued:
        return None
    long = a[here.stop].kind == "dash" and a[here.stop + 1].low == "long"
    if long:
        return here.stop + 2, None if here.plural else 1, here.code, here.times
    if (
        here.plural
        and a[i].low not in ("secs", "min", "hr")
        and here.code != "NI"
        and (
            (a[i - 1].low in _BARE_CUES or (a[i - 2].low, a[i - 1].low, here.code) == ("over", "the", "Y"))
            and a[here.stop].kind != "possessive"
        )
    ):
        return here.stop, None, here.code, here.times
    return None


def _after_amount(a: Sequence[Atom], i: int, found: Amount) -> tuple[int, float | None, str, int] | None:
    stop = found.stop
    dashed = a[stop].kind == "dash" and a[stop].glued
    here = unit(a, stop + dashed)
    if here is None or (found.number is not None and found.number > 100_000):
        return None
    number, after = found.number, here.stop
    noun_follows = a[after].kind == "word" and a[after].text.islower() and not a[after].words
    if here.code == "TS" and not here.plural and not (dashed and a[i].kind in ("num", "word") and not found.determiner):
        return None
    if found.determiner and here.plural and a[here.stop].kind == "dash" and a[here.stop + 1].low == "long":
        number = None  # `a months-long siege`
    if here.code == "Q" and not (a[here.stop - 2].low in ("consecutive", "straight", "successive") or dashed):
        return None
    if (
        not here.plural
        and not dashed
        and number not in (1, 0.5, 1.5)
        and a[i].kind not in ("num", "decimal")
        and not noun_follows
    ):
        return None
    if not here.plural and not dashed and a[i].kind == "num" and number != 1 and here.code in ("NI", "WE", "CE"):
        return None
    if a[i].low == "one" and here.code in ("D", "NI") and a[i - 1].low not in _ONE_CUES and not dashed:
        return None
    if (a[i].low in ("many", "most") and not here.plural) or (a[i].low == "some" and not here.plural):
        return None
    if (a[after].kind == "dash" and a[after + 1].low in _NOT_DURATION_AFTER) or a[after].low in _NOT_DURATION_AFTER:
        return None
    if a[after].low == "of" and a[after + 1].low == "age":
        return None
    if a[after].kind == "dash" and a[after + 1].low == "long":
        after += 2
    elif dashed and a[after].low == "long":
        after += 1
    # `a month-and-a-half`
    if (
        a[after].kind == "dash"
        and a[after + 1].low == "and"
        and a[after + 2].kind == "dash"
        and a[after + 5].low == "half"
    ):
        return after + 6, (number or 0) + 0.5, here.code, here.times
    if a[after].low == "and" and a[after + 1].low == "a" and a[after + 2].low == "half" and number is not None:
        return after + 3, number + 0.5, here.code, here.times
    if found.determiner and (here.code == "NI" or (here.code[0] == "T" and a[i - 1].low in SPEED)):
        return None
    return after, number, here.code, here.times


_ONE_CUES: Final = cue_words("one_cues")


def _shared_unit(a: Sequence[Atom], i: int) -> list[Piece] | None:
    first = integer(a, i)
    if not first or a[i].low in ("a", "an"):
        return None
    link = a[first[0]]
    if not (link.kind == "dash" or link.low in ("to", "or", "and")):
        return None
    second = integer(a, first[0] + 1)
    if not second or (second[1] <= first[1] and link.low != "or") or first[1] > 2000:
        return None
    tail = _single(a, first[0] + 1)
    if not tail or tail[1] != second[1]:
        return None
    ranged = link.kind == "dash" or link.low == "to" or a[i - 1].low == "between"
    values = [duration_value(n, tail[2], tail[3]) for n in (first[1], second[1])]
    return [
        Piece(i, first[0], Meaning(label="DURATION", value=values[0])),
        Piece(first[0] + 1, tail[0], Meaning(label="DURATION", value=values[1]), ranged),
    ]


def sequence(a: Sequence[Atom], i: int) -> Piece | None:
    """`first ten months`, `past 24 hours`, `next two weeks`, `last few days`, `recent years`, `coming months`: durations."""
    low = a[i].low
    if low in _SEQUENCE:
        found = _single(a, i + 1)
        if (
            found
            and (found[1] is None or found[1] != 1 or a[i + 1].low == "one" or a[i + 1].kind == "num")
            and a[i + 1].low not in ("a", "an")
        ):
            if a[i + 1].low in ("of", "in"):
                return None
            stop, number, code, times = found
            return Piece(i, stop, Meaning(label="DURATION", value=duration_value(number, code, times)))
    if low in _SEQUENCE or low in ("recent", "upcoming") or "ordinal_word" in a[i].words:
        here = unit(a, i + 1)
        of = here is not None and a[here.stop].low == "of"
        if (
            here
            and not here.plural
            and of
            and low not in ("next", "past")
            and here.stop == i + 2
            and here.code in ("W", "TH")
        ):
            inner = here.stop + 1 + (a[here.stop + 1].low == "the")
            if here.code == "TH" or "month" in a[inner].words:
                return Piece(i, here.stop, Meaning(label="DURATION", value=duration_value(1, here.code, here.times)))
        if "ordinal_word" in a[i].words and low != "first":
            return None
        vague = of or low not in ("first", "last", "final", "opening", "closing", "initial")
        if here and here.stop == i + 2 and here.plural and vague and here.code not in ("TS", "TM", "NI"):
            return Piece(i, here.stop, Meaning(label="DURATION", value=duration_value(None, here.code, here.times)))
        if (
            here
            and here.stop == i + 2
            and low in ("past", "last")
            and a[i - 1].low == "the"
            and here.code == "Y"
            and here.times == 10
        ):
            return Piece(i, here.stop, Meaning(label="DURATION", value="P10Y"))
        if (
            here
            and here.stop == i + 2
            and low == "past"
            and a[i - 1].low == "the"
            and here.code in ("Y", "M", "W", "CE", "D")
        ):
            return Piece(i, here.stop, Meaning(label="DURATION", value=duration_value(1, here.code, here.times)))
    return None
