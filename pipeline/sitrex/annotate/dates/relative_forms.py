"""Relative dates: `yesterday`, `last week`, `the next day`, `two months later`, `that year`, `earlier this month`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import Unit, duration_value, unit
from sitrex.annotate.dates.day_parts import day_part
from sitrex.annotate.dates.draft import Base, Meaning, Piece, Rule
from sitrex.annotate.dates.durations import duration
from sitrex.annotate.dates.lexer import Atom, cue_words

_OLD_SPOKEN: Final = {"day": (0, ""), "morrow": (1, ""), "night": (0, "NI")}  # `to-day`
_UNKNOWN: Final = {
    "D": "XXXX-XX-XX",
    "NI": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "CE": "XX",
    "ML": "X",
    "TH": "XXXX-XX-XXTXX",
    "TM": "XXXX-XX-XXTXX",
    "TS": "XXXX-XX-XXTXX",
}
ANNIVERSARY: Final = "ago "
"""Begins the ``part`` of `five years ago to-day`, which then says the offset in days or the unit."""
_CLAUSE_END: Final = cue_words("clause_end")
_BEFORE_MODS: Final = {
    "MORE_THAN": "BEFORE",
    "LESS_THAN": "AFTER",
    "EQUAL_OR_MORE": "ON_OR_BEFORE",
    "EQUAL_OR_LESS": "ON_OR_AFTER",
}
_AFTER_MODS: Final = {
    "MORE_THAN": "AFTER",
    "LESS_THAN": "BEFORE",
    "EQUAL_OR_MORE": "ON_OR_AFTER",
    "EQUAL_OR_LESS": "ON_OR_BEFORE",
}


def unknown_value(code: str) -> str:
    """The value of a date of which only the unit is known."""
    return _UNKNOWN[code]


def offset_mod(mod: str, amount: float | None) -> str:
    """The modifier of a length of time as the modifier of the date at its end (`less than a week ago` is AFTER)."""
    return (_BEFORE_MODS if (amount or 0) < 0 else _AFTER_MODS).get(mod, mod)


def shift(base: Base, number: float | None, code: str, *, clock: str = "", times: int = 1) -> Meaning:
    """A date that lies a signed number of units from an anchor."""
    amount = None if number is None else number * times
    label = "TIME" if clock or code in ("TH", "TM", "TS") else "DATE"
    value = _UNKNOWN[code] + (f"T{clock}" if clock else "")
    return Meaning(
        label=label,
        rule=Rule.SHIFT,
        value=value,
        base=base,
        amount=amount,
        unit=code,
        clock=f"T{clock}" if clock else "",
    )


def spoken(a: Sequence[Atom], i: int) -> Piece | None:
    """`today`, `yesterday morning`, `tomorrow`, `tonight`, `the day before yesterday`, `earlier today`."""
    first = i
    if a[i].low in ("earlier", "later", "early", "late") and "today" in a[i + 1].words:
        i += 1
    if a[i].low == "day" and a[i + 1].low in ("before", "after") and a[i + 2].low in ("yesterday", "tomorrow"):
        return Piece(i, i + 3, shift(Base.SPEECH, -2 if a[i + 2].low == "yesterday" else 2, "D"))
    if a[i].low == "to" and a[i + 1].kind == "dash" and a[i + 2].low in _OLD_SPOKEN:
        days, clock = _OLD_SPOKEN[a[i + 2].low]
        return Piece(i, i + 3, shift(Base.SPEECH, days, "D", clock=clock))
    word = a[i].words.get("today")
    if not word:
        return None
    clock = word.lstrip("-0123456789")
    days = int(word[: len(word) - len(clock)])
    stop = i + 1
    if not clock and (part := day_part(a, stop)):
        stop, clock = part[0], part[1]
    return Piece(first, stop, shift(Base.SPEECH, days, "D", clock=clock))


def pointed(a: Sequence[Atom], i: int) -> Piece | None:
    """`last week`, `next March`, `this morning`, `the following day`, `that year`, `the same month`, `the year before`."""
    atom, first = a[i], i
    if atom.low in ("earlier", "later", "early", "late") and a[i + 1].low in ("this", "that", "last", "next", "in"):
        if a[i + 1].low != "in":
            return _with_first(pointed(a, i + 1), i)
        if a[i + 2].low in ("the", "that", "this"):
            here = unit(a, i + 3)
            if here and here.stop == i + 4 and not here.plural and here.code in ("D", "W", "M", "Y", "CE"):
                mod = {"early": "START", "late": "END"}.get(atom.low)
                return Piece(first, here.stop, _same(here, mod))
        return None
    if atom.low == "that" or (atom.low == "same" and a[i - 1].low in ("the", "that", "this")):
        return _same_unit(a, i)
    direction = atom.words.get("deictic") or atom.words.get("anaphor")
    if direction is None or (atom.low in ("same", "current", "prior", "upcoming") and "unit" not in a[i + 1].words):
        return _trailing(a, i)
    base = Base.SPEECH if "deictic" in atom.words else Base.STORY
    if atom.low == "next" and (
        a[i - 1].low == "the" or a[i + 1].words.keys() & {"part"} or a[i + 1].low in ("day", "night")
    ):
        base = Base.STORY
    return _target(a, i, int(direction), base)


def _with_first(piece: Piece | None, first: int) -> Piece | None:
    return None if piece is None else piece._replace(first=first)


def _target(a: Sequence[Atom], i: int, steps: int, base: Base) -> Piece | None:
    at = i + 1
    words = a[at].words
    if a[at].low in ("same", "very") and a[i].low == "this":
        at += 1
        words = a[at].words
    if "part" in words and a[at].low != "overnight" and not (a[i].low == "past" and a[at].low != "night"):
        return Piece(i, at + 1, shift(base, steps, "D", clock=words["part"]))
    if (part := day_part(a, at)) and part[0] > at + 1 and a[i].low in ("this", "next", "following"):
        return Piece(i, part[0], shift(base, steps, "D", clock=part[1]))
    if "weekday" in words:
        stop = at + 1
        clock = ""
        if part := day_part(a, stop):
            stop, clock = part[0], f"T{part[1]}"
        value = f"XXXX-WXX-{words['weekday']}{clock}"
        meaning = Meaning(
            label="TIME" if clock else "DATE", rule=Rule.PARTIAL, value=value, weekday=int(words["weekday"]), base=base,
            amount=steps, unit="step", clock=clock,
        )  # fmt: skip
        return Piece(i, stop, meaning)
    if "month" in words and (a[at].low != "march" or a[at].text[0].isupper()):
        month = int(words["month"])
        return Piece(
            i,
            at + 1,
            Meaning(rule=Rule.PARTIAL, value=f"XXXX-{month:02d}", month=month, base=base, amount=steps, unit="step"),
        )
    if "season" in words:
        part_code = words["season"]
        return Piece(
            i,
            at + 1,
            Meaning(rule=Rule.PARTIAL, value=f"XXXX-{part_code}", part=part_code, base=base, amount=steps, unit="step"),
        )
    here = unit(a, at)
    if here is None or here.stop != at + 1 or here.plural or here.code in ("TS", "TM", "TH"):
        return None
    if (here.code == "D" and a[i].low in ("last", "past")) or (here.code == "Q" and a[at + 1].low == "of"):
        return None
    if here.times > 1 and here.code == "Y":
        decade = Meaning(rule=Rule.SHIFT, value="XXX", base=base, amount=steps, unit="DE")
        return None if a[i].low in ("past", "last") else Piece(i, at + 1, decade)
    if here.code == "CE":
        return Piece(i, at + 1, Meaning(rule=Rule.SHIFT, value="XX", base=base, amount=steps, unit="CE"))
    if a[i].low == "this" and here.code != "NI":
        return Piece(
            i, at + 1, Meaning(rule=Rule.SHIFT, value=_UNKNOWN[here.code], base=Base.EITHER, amount=0, unit=here.code)
        )
    return Piece(i, at + 1, shift(base, steps, here.code, times=here.times))


def _same(here: Unit, mod: str | None = None) -> Meaning:
    return Meaning(rule=Rule.SAME, value=_UNKNOWN[here.code], base=Base.STORY, unit=here.code, mod=mod)


def _same_unit(a: Sequence[Atom], i: int) -> Piece | None:
    """`that day`, `that same year`, `the same afternoon`, `that August`."""
    at = i + 1 + (a[i + 1].low in ("same", "very", "particular"))
    first = i - 1 if a[i].low == "same" and a[i - 1].low in ("that", "this") else i
    words = a[at].words
    if "part" in words and a[at].low != "overnight":
        return Piece(first, at + 1, shift(Base.STORY, 0, "D", clock=words["part"]))
    if (
        "month" in words
        and a[at].text[0].isupper()
        and a[at + 1].kind not in ("num", "ordinal")
        and a[at].low not in ("may", "march")
    ):
        month = int(words["month"])
        return Piece(first, at + 1, Meaning(rule=Rule.PARTIAL, value=f"XXXX-{month:02d}", month=month, base=Base.STORY))
    if "season" in words and a[at].low != "fall":
        return Piece(
            first,
            at + 1,
            Meaning(rule=Rule.PARTIAL, value=f"XXXX-{words['season']}", part=words["season"], base=Base.STORY),
        )
    if "weekday" in words:
        number = int(words["weekday"])
        return Piece(
            first, at + 1, Meaning(rule=Rule.PARTIAL, value=f"XXXX-WXX-{number}", weekday=number, base=Base.STORY)
        )
    here = unit(a, at)
    if here and here.stop == at + 1 and not here.plural and here.code not in ("TS", "TM", "TH", "Q", "ML"):
        if here.code == "Y" and here.times == 10:
            return Piece(first, here.stop, Meaning(rule=Rule.SAME, value="XXX", base=Base.STORY, unit="DE"))
        return Piece(first, here.stop, _same(here))
    return None


def _trailing(a: Sequence[Atom], i: int) -> Piece | None:
    """`the year before`, `the day after`, `the week previous`; with an event after it, the event is the anchor."""
    here = unit(a, i)
    if (
        not here
        or here.plural
        or here.stop != i + 1
        or a[i - 1].low not in ("the", "on", "very")
        or here.code in ("TS", "TM", "Q")
    ):
        return None
    order = a[i + 1]
    if order.low in ("before", "earlier", "previous", "prior", "preceding"):
        steps = -1
    elif order.low in ("after", "following", "later"):
        steps = 1
    else:
        return None
    length = event_words(a, i + 2, order.low)
    if length:
        if here.code not in ("D", "NI") or order.low in ("following", "preceding", "previous"):
            return None
        meaning = Meaning(rule=Rule.EVENT, value=_UNKNOWN[here.code], amount=steps, unit=here.code)
        return Piece(i, i + 2, meaning, event=(i + 2, i + 2 + length))
    return Piece(i, i + 2, shift(Base.STORY, steps, here.code))


def definite(a: Sequence[Atom], i: int) -> Piece | None:
    """`the rest of the day`, `ended the week`, `the weekend`, `month's end`: the unit of the anchor itself."""
    if a[i].low in ("rest", "remainder") and a[i + 1].low == "of" and a[i + 2].low in ("the", "that"):
        here = unit(a, i + 3)
        if here and here.stop == i + 4 and not here.plural and here.code in ("D", "NI", "W", "M", "Y"):
            return Piece(i, here.stop, replace(_same(here, "END"), base=Base.EITHER))
        return None
    if a[i].low in ("entire", "whole") and a[i - 1].low == "the":
        whole = unit(a, i + 1)
        known = whole and whole.stop == i + 2 and not whole.plural and whole.code in ("D", "W", "M", "Y")
        return Piece(i, i + 2, replace(_same(whole), base=Base.EITHER)) if whole and known else None
    here = unit(a, i)
    if not here or here.plural or here.stop != i + 1:
        return None
    if a[i + 1].kind == "possessive" and a[i + 2].low == "end" and here.code in ("M", "Y", "W"):
        return Piece(i, i + 3, replace(_same(here, "END"), base=Base.EITHER))
    if a[i].low == "month" and a[i + 1].low == "of" and "month" in a[i + 2].words:
        return None
    if a[i - 1].low != "the" or a[i + 1].low in ("of", "that", "when", "after", "before") or a[i + 1].kind == "dash":
        return None
    if here.code == "WE":
        if a[i].text[0].isupper() and a[i + 1].text[:1].isupper():
            return None
        return Piece(i, i + 1, Meaning(rule=Rule.SHIFT, value=_UNKNOWN["WE"], base=Base.EITHER, unit="WE", amount=None))
    for_the = a[i - 2].low == "for" and a[i + 1].low in (",", ".", ";")
    if (for_the or a[i - 2].low in _ENDING) and here.code in ("D", "W", "M", "Y"):
        return Piece(i, i + 1, replace(_same(here), base=Base.EITHER))
    return None


_ENDING: Final = cue_words("ending")


def event_words(a: Sequence[Atom], i: int, order: str) -> int:
    """Number of atoms of the event that follows `before` or `after`; 0 where the clause ends there."""
    if order in ("earlier", "later", "ago", "afterwards", "afterward", "previously", "beforehand", "thereafter"):
        return 0
    count = 0
    while count < 12:
        atom = a[i + count]
        if (atom.kind in ("end", "break", "punct") and atom.low not in ("'", "’", "-")) or atom.low in (
            "and",
            "but",
            "while",
            "when",
        ):
            break
        if count > 1 and (atom.low in _FINITE or atom.words.keys() & {"month"}):
            break
        count += 1
    first = a[i]
    if not count or first.low in _PREPOSITIONS:
        return 0
    return 0 if count == 1 and first.low in ("that", "this", "which") else count


_PREPOSITIONS: Final = cue_words("prepositions")
_FINITE: Final = cue_words("finite")


def counted(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """`two days later`, `a month after the fall of …`, `three years ago`, `24 hours earlier`, `months later`."""
    found = duration(a, i)
    if not found:
        bare = unit(a, i)
        if (
            bare
            and bare.plural
            and bare.stop == i + 1
            and a[i + 1].low in ("later", "earlier", "ago", "before", "after", "afterwards")
        ):
            found = [
                Piece(i, i + 1, Meaning(label="DURATION", value="PX", amount=None, unit=f"{bare.times}{bare.code}"))
            ]
        else:
            return None
    piece = found[-1]
    if len(found) > 1 or not piece.meaning.unit:
        return found
    order = a[piece.stop].words.get("order")
    low = a[piece.stop].low
    number, label = piece.meaning.amount, piece.meaning.unit
    code, times = label.lstrip("0123456789"), int(label[: len(label) - len(label.lstrip("0123456789"))])
    if code == "W":
        code, times = "D", times * 7  # a fortnight later is a day, not a week
    if low == "from" and a[piece.stop + 1].low in ("now", "today"):
        return [Piece(i, piece.stop + 2, shift(Base.SPEECH, number, code, times=times))]
    if order is None:
        if low == "into" and a[piece.stop + 1].low in ("the", "a", "its", "their"):
            return [_to_event(piece, piece.stop + 1, event_words(a, piece.stop + 1, "into"))]
        return found if piece.meaning.value != "PX" else None
    if code == "NI" and number is not None and low in ("ago", "later", "earlier"):
        base = Base.SPEECH if low == "ago" else Base.STORY
        return [Piece(i, piece.stop + 1, shift(base, number if low == "later" else -number, "D", clock="NI"))]
    if order == "ago":
        stop = piece.stop + 1
        exact = _anniversary(a, stop)
        if exact and code in ("Y", "M", "D") and number is not None and number == int(number):
            meant = shift(Base.SPEECH, -number, code, times=times)
            return [Piece(i, exact[0], replace(meant, value=exact[1], part=exact[2]))]
        return [
            Piece(
                i,
                stop,
                shift(Base.SPEECH, None if number is None else -number, code, times=times)
                if number is not None
                else _reference("PAST_REF"),
            )
        ]
    steps = int(order)
    if low in ("before", "after", "prior") and (low != "prior" or a[piece.stop + 1].low == "to"):
        start = piece.stop + 1 + (low == "prior")
        length = event_words(a, start, "after" if low != "before" else "before")
        if length:
            if piece.meaning.value == "PX":
                piece = piece._replace(meaning=Meaning(label="DURATION", value=duration_value(None, code, times)))
            return [_to_event(piece, start, length)]
    elif low in (
        "after",
        "before",
        "afterwards",
        "afterward",
        "thereafter",
        "prior",
        "previously",
        "beforehand",
        "later",
        "earlier",
    ):
        pass
    else:
        return found
    if piece.meaning.value == "PX" or number is None:
        if code in ("D", "W", "TH", "TM"):
            return [Piece(i, piece.stop + 1, Meaning(label="TIME" if code[0] == "T" else "DATE", value=_UNKNOWN[code]))]
        return [Piece(i, piece.stop + 1, _reference("FUTURE_REF" if steps > 0 else "PAST_REF"))]
    return [Piece(i, piece.stop + 1, shift(Base.STORY, steps * number, code, times=times))]


def _anniversary(a: Sequence[Atom], i: int) -> tuple[int, str, str] | None:
    """(stop, value, unit) of what makes `N years ago` exact: `to-day`, `this week`, `this month`, `yesterday`, `tomorrow`."""
    day = spoken(a, i)
    if day and day.meaning.unit == "D" and not day.meaning.clock:
        offset = int(day.meaning.amount or 0)
        return day.stop, _UNKNOWN["D"], f"{ANNIVERSARY}{offset}"
    if a[i].low == "this" and (here := unit(a, i + 1)) and here.stop == i + 2 and here.code in ("D", "W", "M"):
        return here.stop, _UNKNOWN[here.code], f"{ANNIVERSARY}{here.code}"
    return None


def _reference(value: str) -> Meaning:
    return Meaning(value=value)


def _to_event(piece: Piece, start: int, length: int) -> Piece:
    meaning = replace(piece.meaning, rule=Rule.EVENT)
    return piece._replace(meaning=meaning, event=(start, start + length) if length else None)
