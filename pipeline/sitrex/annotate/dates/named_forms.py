"""Named and coded times: holidays, date-time groups, `D+3`, `day 1,000 of the war`, `now`, `in the past`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from sitrex.annotate.dates.amounts import integer, ordinal
from sitrex.annotate.dates.day_parts import day_part
from sitrex.annotate.dates.draft import Meaning, Piece, Rule
from sitrex.annotate.dates.events import event_words
from sitrex.annotate.dates.lexer import Atom, cue_words
from sitrex.annotate.dates.years import year_number
from sitrex.normalise.calendar_days import holiday_rules

GROUP: Final = "group"
"""The ``unit`` of a date-time group, which belongs to the message that it stands in."""
_GROUP: Final = re.compile(r"(\d\d)(\d\d)(\d\d)([A-Za-z]?)")
_MONTHS: Final = {
    m: n for n, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}


@cache
def _holiday_table() -> dict[str, list[tuple[str, ...]]]:
    """First word -> the names that begin with it as words, longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for name in holiday_rules():
        words = tuple(re.findall(r"[^\W\d_]+|-", name))
        table.setdefault(words[0], []).append(words)
    for names in table.values():
        names.sort(key=len, reverse=True)
    return table


@cache
def holiday_heads() -> frozenset[str]:
    """The first words of all holiday names."""
    return frozenset(_holiday_table())


def holiday(a: Sequence[Atom], i: int) -> Piece | None:
    """`Christmas Eve 1941`, `Orthodox Easter`, `the first day of Ramadan`'s `Ramadan`."""
    if not a[i].text[0].isupper() or a[i - 1].low == "operation":
        return None
    for words in _holiday_table().get(a[i].low, ()):
        stop = _name_end(a, i, words)
        if stop is None:
            continue
        name = " ".join(words).replace(" - ", "-")
        if name in ("new year", "new years") and a[i - 1].low not in (
            "the",
            "on",
            "before",
            "at",
            "by",
            "since",
            "until",
            "after",
        ):
            return None
        if (
            name in ("christmas", "easter", "new year", "pentecost")
            and a[stop].text[:1].isupper()
            and not a[stop].words
        ):
            return None  # part of a name: `Easter Rising`, `Christmas Island`
        before = a[i - 1]
        if len(words) == 1 and before.kind == "word" and before.text[0].isupper() and before.low not in _NAME_LEADS:
            return None  # the end of a name: `Saraya Ashura`
        clock = ""
        if part := day_part(a, stop):
            stop, clock = part[0], f"T{part[1]}"
        after = stop + (a[stop].low in (",", "of"))
        year = year_number(a, after)
        known = year[1] if year and year[1].isdigit() else None
        if known and year:
            stop = year[0]
        value = (known or "XXXX") + clock
        label = "TIME" if clock else "DATE"
        return Piece(i, stop, Meaning(label=label, rule=Rule.PARTIAL, value=value, holiday=name, clock=clock))
    return None


_NAME_LEADS: Final = cue_words("season_cues") | cue_words("month_cues") | frozenset({"at", "orthodox", "every"})


def _name_end(a: Sequence[Atom], i: int, words: tuple[str, ...]) -> int | None:
    at = i
    for k, word in enumerate(words):
        atom = a[at]
        plain = (
            atom.low == word
            or (atom.low == "–" and word == "-")
            or (atom.low + "s" == word and a[at + 1].kind == "possessive")
        )
        if not plain:
            return None
        at += 1 if atom.low == word or word == "-" else 2
        if a[at].low == "." and word == "st":
            at += 1
        if (
            k
            and atom.kind == "word"
            and word not in ("eve", "day", "of", "the", "sunday", "monday", "al")
            and not atom.text[0].isupper()
            and len(words) > 1
            and word != "fitr"
        ):
            return None
    return at


def military(a: Sequence[Atom], i: int) -> Piece | None:
    """Date-time groups, `D-Day`, `D+3`, `H-2`, `H-Hour`, `day 1,000 of the war`, `the fifth day of the siege`."""
    atom = a[i]
    if atom.kind == "dtg":
        return _group(a, i)
    if atom.low == "zero" and a[i + 1].low == "hour":
        return Piece(
            i, i + 2, Meaning(label="TIME", rule=Rule.EVENT, value="XXXX-XX-XXTXX:XX", holiday="h-hour", unit="D")
        )
    if atom.low in ("d", "h", "g", "x") and atom.text.isupper():
        return _counted_from(a, i)
    if atom.low == "day":
        return _numbered_day(a, i)
    if "ordinal_word" in atom.words or atom.low == "opening":
        return nth_day(a, i)
    return None


def _group(a: Sequence[Atom], i: int) -> Piece | None:
    match = _GROUP.fullmatch(a[i].text)
    if not match or not 1 <= int(match[1]) <= 31 or int(match[2]) > 23 or int(match[3]) > 59:
        return None
    month: int | None = None
    year: str | None = None
    short: int | None = None
    stop = i + 1
    name = a[stop].low[:3]
    if (
        name in _MONTHS
        and len(a[stop].low) in (3, len("september"), 5, 6, 7, 8)
        and ("month" in a[stop].words or a[stop].text.isupper())
    ):
        month, stop = _MONTHS[name], stop + 1
        if a[stop].kind in ("num", "short") and len(a[stop].text.lstrip("'’")) in (2, 4):
            digits = a[stop].text.lstrip("'’")
            year, short = (digits, None) if len(digits) == 4 else (None, int(digits))
            stop += 1
    elif not match[4]:
        return None
    clock = f"T{match[2]}:{match[3]}"
    day = int(match[1])
    value = f"{year or 'XXXX'}-{f'{month:02d}' if month else 'XX'}-{day:02d}{clock}"
    rule = Rule.FIXED if year and month else Rule.PARTIAL
    meant = Meaning(label="TIME", rule=rule, value=value, month=month, day=day, clock=clock, short_year=short)
    return Piece(i, stop, replace(meant, unit=GROUP))


def _counted_from(a: Sequence[Atom], i: int) -> Piece | None:
    letter, sign, number = a[i].low, a[i + 1], a[i + 2]
    spelled = _spelled_count(a, i)
    if spelled:
        return spelled
    if sign.low not in ("+", "-", "–", "−") or not sign.glued or not number.glued or a[i].glued:
        return None
    if number.low in ("day", "hour") and number.low[0] == letter and number.text[:1].isupper():
        label = "DATE" if letter == "d" else "TIME"
        value = "XXXX-XX-XX" if letter == "d" else "XXXX-XX-XXTXX:XX"
        return Piece(
            i,
            i + 3,
            Meaning(label=label, rule=Rule.EVENT, value=value, holiday=f"{letter}-{number.low}", amount=0, unit="D"),
        )
    if (
        number.kind != "num"
        or len(number.text) > 3
        or letter not in ("d", "h")
        or (sign.low != "+" and len(number.text) > 2)
    ):
        return None
    if letter == "d" and sign.low != "+" and (a[i - 1].kind == "word" and a[i - 1].low not in _D_CUES):
        return None  # `D-30`: a gun
    if letter == "h" and sign.low != "+" and a[i - 1].kind == "word" and a[i - 1].low not in _D_CUES:
        return None
    amount = int(number.text) * (1 if sign.low == "+" else -1)
    if letter == "d":
        meant = Meaning(rule=Rule.EVENT, value="XXXX-XX-XX", holiday="d-day", amount=amount, unit="D")
    else:
        meant = Meaning(
            label="TIME", rule=Rule.EVENT, value="XXXX-XX-XXTXX:XX", holiday="h-hour", amount=amount, unit="TH"
        )
    return Piece(i, i + 3, meant)


def _spelled_count(a: Sequence[Atom], i: int) -> Piece | None:
    """`D plus 2`, `D-plus-two`, `H minus 30 minutes`, `D + 5`."""
    at = i + 1 + (a[i + 1].kind == "dash" and a[i + 2].low in ("plus", "minus"))
    if a[at].low not in ("plus", "minus", "+") or (a[at].low == "+" and a[at].glued):
        return None
    after = at + 1 + (a[at + 1].kind == "dash")
    number = integer(a, after)
    if not number or a[i].low not in ("d", "h"):
        return None
    sign = -1 if a[at].low == "minus" else 1
    if a[i].low == "d":
        meant = Meaning(rule=Rule.EVENT, value="XXXX-XX-XX", holiday="d-day", amount=sign * number[1], unit="D")
        return Piece(i, number[0], meant)
    stop = number[0] + (a[number[0]].low in ("minutes", "hours", "hour", "minute"))
    value = "XXXX-XX-XXTXX:XX"
    return Piece(i, stop, Meaning(label="TIME", rule=Rule.EVENT, value=value, holiday="h-hour", unit="TH"))


_D_CUES: Final = cue_words("d_cues")


def _numbered_day(a: Sequence[Atom], i: int) -> Piece | None:
    """`day 1,000 of the war`, `Day 12 of the offensive`."""
    number = integer(a, i + 1)
    if not number or a[number[0]].low not in ("of", "in", "since"):
        return None
    length = event_words(a, number[0] + 1, "after")
    name = _event_name(a, number[0] + 1, length)
    if not name:
        return None
    meant = Meaning(rule=Rule.EVENT, value="XXXX-XX-XX", holiday=name, amount=number[1] - 1, unit="D")
    return Piece(i, number[0], meant, event=(number[0] + 1, number[0] + 1 + length))


def nth_day(a: Sequence[Atom], i: int) -> Piece | None:
    """`the 1,000th day of the full-scale invasion`, `the first day of the battle`."""
    found = (i + 1, 1) if a[i].low == "opening" else ordinal(a, i)
    if not found or a[found[0]].low != "day" or a[found[0] + 1].low not in ("of", "after", "since"):
        return None
    at = found[0] + 2
    length = event_words(a, at, "after")
    name = _event_name(a, at, length)
    if not name or "month" in a[at].words or a[at + 1].words.keys() & {"month"}:
        return None
    meant = Meaning(rule=Rule.EVENT, value="XXXX-XX-XX", holiday=name, amount=found[1] - 1, unit="D")
    return Piece(i, found[0] + 1, meant, event=(at, at + length))


def _event_name(a: Sequence[Atom], i: int, length: int) -> str:
    words = [a[i + k].low for k in range(length)]
    if words and words[0] in ("the", "its", "this", "his", "their"):
        words = words[1:]
    return " ".join(words).replace(" - ", "-").replace(" – ", "-")


_PHRASES: Final[tuple[tuple[str, tuple[str, ...], str], ...]] = (
    # (preposition before, words of the span, value)
    ("at", ("present",), "PRESENT_REF"),
    ("the", ("present",), "PRESENT_REF"),
    ("the", ("time", "being"), "PRESENT_REF"),
    ("to", ("date",), "PRESENT_REF"),
    ("", ("present", "-", "day"), "PRESENT_REF"),
    ("", ("present", "day"), "PRESENT_REF"),
    ("", ("modern", "-", "day"), "PRESENT_REF"),
    ("", ("modern", "day"), "PRESENT_REF"),
    ("the", ("past",), "PAST_REF"),
    ("the", ("recent", "past"), "PAST_REF"),
    ("the", ("near", "term"), "FUTURE_REF"),
    ("the", ("short", "term"), "FUTURE_REF"),
    ("the", ("long", "term"), "FUTURE_REF"),
    ("", ("very", "soon"), "FUTURE_REF"),
    ("", ("recent",), "PAST_REF"),
    ("", ("current",), "PRESENT_REF"),
    ("the", ("near", "future"), "FUTURE_REF"),
    ("the", ("distant", "future"), "FUTURE_REF"),
    ("the", ("foreseeable", "future"), "FUTURE_REF"),
    ("", ("near", "future"), "FUTURE_REF"),
    ("the", ("future",), "FUTURE_REF"),
)

_PHRASE_HEADS: Final = frozenset(words[0] for _, words, _ in _PHRASES)


def reference(a: Sequence[Atom], i: int) -> Piece | None:
    """Vague references: `now`, `currently`, `recently`, `the past`, `near future`, `the present`."""
    atom = a[i]
    if "now" in atom.words:
        if (atom.low == "now" and (a[i + 1].low == "that" or (a[i + 1].kind == "dash" and a[i + 1].glued))) or (
            a[i - 1].kind == "dash" and atom.glued
        ):
            return None
        fuller = (a[i - 1].low, atom.low) in (("more", "recently"), ("most", "recently"), ("right", "now"))
        first = i - fuller
        return Piece(first, i + 1, Meaning(value=atom.words["now"]))
    if atom.low not in _PHRASE_HEADS:
        return None
    for before, words, value in _PHRASES:
        if atom.low != words[0] or (before and a[i - 1].low != before):
            continue
        if any((a[i + k].low if a[i + k].kind != "dash" else "-") != word for k, word in enumerate(words)):
            continue
        stop = i + len(words)
        if words in (("past",), ("present",), ("date",), ("future",)) and not (
            a[stop].kind in ("punct", "end", "break") or a[stop].low in _AFTER_NOUN
        ):
            return None
        if words[0] in ("recent", "current") and (atom.text[0].isupper() or a[i - 1].low not in _ADJECTIVE_LEADS):
            return None
        if atom.text[0].isupper() and a[i - 1].kind not in ("end", "break") and a[i - 1].low not in (".", '"', "“"):
            return None
        return Piece(i, stop, Meaning(value=value))
    return None


_ADJECTIVE_LEADS: Final = cue_words("adjective_leads")

_AFTER_NOUN: Final = cue_words("after_noun")
