"""Durations and sets: `two and a half years`, `24-hour`, `for months`, `every night`, `twice a week`, `a year`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import Amount, amount, duration_value, integer, ordinal, unit
from sitrex.annotate.dates.draft import Meaning, Piece
from sitrex.annotate.dates.lexer import Atom, cue_words

_ORDER: Final = {code: k for k, code in enumerate(("ML", "CE", "Y", "Q", "M", "W", "WE", "D", "NI", "TH", "TM", "TS"))}
_BARE_CUES: Final = cue_words("bare_cues")
_NOT_DURATION_AFTER: Final = frozenset({"old", "olds", "age"})
_BETWEEN: Final = cue_words("between")
_SPEED: Final = cue_words("speed")
_SEQUENCE: Final = cue_words("sequence")


def duration(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """One duration, or two that share a unit (`12 and 18 months`, `10–12 days`)."""
    shared = _shared_unit(a, i)
    if shared:
        return shared
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
    if found.determiner and (here.code == "NI" or (here.code[0] == "T" and a[i - 1].low in _SPEED)):
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
            and here.code in ("Y", "M", "W", "CE")
        ):
            return Piece(i, here.stop, Meaning(label="DURATION", value=duration_value(1, here.code, here.times)))
    return None


def repeated(a: Sequence[Atom], i: int) -> Piece | None:
    """A set: `every night`, `each Tuesday`, `twice a week`, `daily`, `per month`, `Mondays`, `a year` after a rate."""
    atom = a[i]
    if atom.low in ("every", "each"):
        return _every(a, i)
    if "periodic" in atom.words and not (atom.text[0].isupper() and a[i + 1].text[:1].isupper()):
        if atom.text[0].isupper() and a[i - 1].kind not in ("end", "break") and a[i - 1].low not in (".", '"', "“"):
            return None
        return Piece(i, i + 1, Meaning(label="SET", value=atom.words["periodic"]))
    if "weekdays" in atom.words:
        return Piece(i, i + 1, Meaning(label="SET", value=f"XXXX-WXX-{atom.words['weekdays']}"))
    if atom.low == "per":
        here = unit(a, i + 1)
        if here and not here.plural and a[i - 1].low not in _SPEED and here.stop == i + 2:
            return Piece(i, here.stop, Meaning(label="SET", value=duration_value(1, here.code, here.times)))
        return None
    times, at = _frequency(a, i)
    if times and (a[at].low in ("a", "an", "per", "each", "every")):
        here = unit(a, at + 1)
        if here and not here.plural and here.stop == at + 2:
            quant = a[at].low.upper() if a[at].low in ("each", "every") else None
            value = duration_value(1, here.code, here.times)
            return Piece(i, here.stop, Meaning(label="SET", value=value, freq=times, quant=quant))
    if times and "periodic" in a[at].words:
        return Piece(i, at + 1, Meaning(label="SET", value=a[at].words["periodic"], freq=times))
    if atom.low in ("a", "an"):
        return _rate(a, i)
    return None


def _frequency(a: Sequence[Atom], i: int) -> tuple[str | None, int]:
    simple = {"once": "1X", "twice": "2X", "thrice": "3X"}.get(a[i].low)
    if simple:
        return simple, i + 1
    if a[i].kind == "num" or "number_word" in a[i].words:
        number = integer(a, i)
        if number and a[number[0]].low == "times":
            return f"{number[1]}X", number[0] + 1
    if a[i].low == "several" and a[i + 1].low == "times":
        return "XX", i + 2
    return None, i


def _every(a: Sequence[Atom], i: int) -> Piece | None:
    quant, at = a[i].low.upper(), i + 1
    if a[at].low == "single":
        at += 1
    label, stop, value = "SET", at + 1, None
    words = a[at].words
    name = words.get("weekday")
    found = ordinal(a, at)
    if a[at].low == "other" and (here := unit(a, at + 1)) and not here.plural:
        return Piece(i, here.stop, Meaning(label=label, value=duration_value(2, here.code, here.times), quant=quant))
    if name:
        value = f"XXXX-WXX-{name}"
        if part := a[stop].words.get("part"):
            value, stop = f"{value}T{part}", stop + 1
    elif "month" in words:
        value = f"XXXX-{int(words['month']):02d}"
    elif "season" in words and a[at].low != "fall":
        value = f"XXXX-{words['season']}"
    elif "part" in words and a[at].low != "overnight":
        value = f"XXXX-XX-XXT{words['part']}"
    elif found and (here := unit(a, found[0])) and not here.plural:
        value, stop = duration_value(found[1], here.code, here.times), here.stop
    else:
        number = integer(a, at)
        here = unit(a, number[0]) if number else unit(a, at)
        if here is None or here.plural != bool(number and number[1] != 1) or (here.code == "TS" and not here.plural):
            if not (a[at].low == "few" and (here := unit(a, at + 1)) and here.plural):
                return None
            number = None
            return Piece(
                i, here.stop, Meaning(label=label, value=duration_value(None, here.code, here.times), quant=quant)
            )
        value, stop = duration_value(number[1] if number else 1, here.code, here.times), here.stop
    return Piece(i, stop, Meaning(label=label, value=value, quant=quant))


def _rate(a: Sequence[Atom], i: int) -> Piece | None:
    """`a year` after a counted noun: `eight million tons a year`, `15 a day`."""
    here = unit(a, i + 1)
    before = a[i - 1]
    if not here or here.plural or here.stop != i + 2 or here.code in ("TS", "Q", "CE", "ML") or before.low in _SPEED:
        return None
    if (
        a[here.stop].low in ("later", "earlier", "ago", "old", "long", "or", "and", "into", "in")
        or a[here.stop].kind == "dash"
    ):
        return None
    counted = before.kind in ("num", "big", "decimal") or before.low in (
        "%",
        "percent",
        "people",
        "men",
        "million",
        "billion",
        "troops",
    )
    plural = (
        before.kind == "word"
        and before.low.endswith("s")
        and before.low not in _NOT_PLURAL
        and len(before.low) > 3
        and before.text.islower()
    )
    quantity = any(
        a[k].kind in ("num", "big", "decimal") or a[k].words.keys() & {"number_word", "vague"} or a[k].low in _QUANTITY
        for k in range(max(i - 5, 0), i)
    )
    if counted or (plural and quantity):
        return Piece(i, here.stop, Meaning(label="SET", value=duration_value(1, here.code, here.times)))
    return None


_QUANTITY: Final = frozenset({"hundreds", "thousands", "dozens", "millions", "scores"})
_NOT_PLURAL: Final = cue_words("not_plural")


def modified(piece: Piece, first: int, mod: str) -> Piece:
    """The same mention with a modifier before it."""
    return piece._replace(first=first, meaning=replace(piece.meaning, mod=mod))
