"""The grammar of dates: which form begins at an atom, with its modifiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import ordinal, unit
from sitrex.annotate.dates.calendar_series import series
from sitrex.annotate.dates.clock_forms import clock
from sitrex.annotate.dates.day_parts import day_part
from sitrex.annotate.dates.day_times import at_time, bare_hour, part_of_day, time_of_day
from sitrex.annotate.dates.draft import Base, Meaning, Piece, Rule
from sitrex.annotate.dates.durations import sequence
from sitrex.annotate.dates.lexer import Atom, cue_words
from sitrex.annotate.dates.named_forms import holiday, military, reference
from sitrex.annotate.dates.offsets import counted
from sitrex.annotate.dates.relative_forms import definite, pointed, spoken
from sitrex.annotate.dates.relative_meanings import offset_mod, shift
from sitrex.annotate.dates.set_forms import repeated
from sitrex.normalise.timex import is_value

# Modifier phrases before a length of time or a date, longest first.
_MODS: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("a", "little", "more", "than"), "MORE_THAN"),
    (("a", "little", "over"), "MORE_THAN"),
    (("a", "little", "less", "than"), "LESS_THAN"),
    (("no", "more", "than"), "EQUAL_OR_LESS"),
    (("not", "more", "than"), "EQUAL_OR_LESS"),
    (("no", "longer", "than"), "EQUAL_OR_LESS"),
    (("no", "less", "than"), "EQUAL_OR_MORE"),
    (("no", "fewer", "than"), "EQUAL_OR_MORE"),
    (("no", "later", "than"), "ON_OR_BEFORE"),
    (("not", "later", "than"), "ON_OR_BEFORE"),
    (("no", "earlier", "than"), "ON_OR_AFTER"),
    (("not", "earlier", "than"), "ON_OR_AFTER"),
    (("in", "excess", "of"), "MORE_THAN"),
    (("well", "over"), "MORE_THAN"),
    (("just", "over"), "MORE_THAN"),
    (("slightly", "over"), "MORE_THAN"),
    (("just", "under"), "LESS_THAN"),
    (("more", "than"), "MORE_THAN"),
    (("longer", "than"), "MORE_THAN"),
    (("upwards", "of"), "MORE_THAN"),
    (("less", "than"), "LESS_THAN"),
    (("fewer", "than"), "LESS_THAN"),
    (("just", "after"), "AFTER"),
    (("shortly", "after"), "AFTER"),
    (("soon", "after"), "AFTER"),
    (("just", "before"), "BEFORE"),
    (("shortly", "before"), "BEFORE"),
    (("at", "least"), "EQUAL_OR_MORE"),
    (("at", "most"), "EQUAL_OR_LESS"),
    (("up", "to"), "EQUAL_OR_LESS"),
    (("close", "to"), "LESS_THAN"),
    (("over",), "MORE_THAN"),
    (("above",), "MORE_THAN"),
    (("under",), "LESS_THAN"),
    (("nearly",), "LESS_THAN"),
    (("almost",), "LESS_THAN"),
    (("about",), "APPROX"),
    (("around",), "APPROX"),
    (("approximately",), "APPROX"),
    (("roughly",), "APPROX"),
    (("some",), "APPROX"),
    (("circa",), "APPROX"),
    (("ca",), "APPROX"),
    (("c",), "APPROX"),
    (("~",), "APPROX"),
)  # fmt: skip
_ORDERING: Final = frozenset({"ON_OR_BEFORE", "ON_OR_AFTER", "BEFORE", "AFTER"})
_MOD_HEADS: Final = frozenset(words[0] for words, _ in _MODS)
_DATE_MODS: Final = frozenset({"APPROX", "ON_OR_BEFORE", "ON_OR_AFTER", "BEFORE", "AFTER"})


def expression(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """The mentions that begin at atom ``i``; several where they share words or make a range. None where none begins."""
    atom = a[i]
    if atom.low in _MOD_HEADS:
        found = _with_modifier(a, i)
        if found:
            return found
    edged = _edge(a, i)
    if edged:
        return edged
    if atom.kind == "word":
        named = military(a, i) or holiday(a, i) or spoken(a, i)
        if named:
            return [named]
        span = sequence(a, i)
        if span:
            return _with_period(a, span)
        piece = repeated(a, i) or pointed(a, i) or definite(a, i) or reference(a, i)
        if piece:
            return [piece]
        rest = _remainder(a, i)
        if rest:
            return rest
        headed = _headed(a, i)
        if headed:
            return headed
    elif atom.kind == "isoweek":
        return [Piece(i, i + 1, Meaning(value=atom.text))] if is_value(atom.text) else None
    elif atom.kind == "dtg":
        piece = military(a, i)
        if piece:
            return [piece]
    time = time_of_day(a, i)
    if time:
        return time
    lengths = counted(a, i)
    dates = None if lengths and lengths[-1].stop > i + 2 else series(a, i)
    if dates and lengths and lengths[-1].stop >= dates[0].stop:
        dates = None
    if dates:
        return _dated(a, dates)
    if lengths:
        return lengths
    return _repeated(a, i) or _day_alone(a, i) or _decade(a, i) or _century(a, i)


def _remainder(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """`the remainder of 1864`, `the rest of May`."""
    if a[i].low not in ("rest", "remainder") or a[i + 1].low != "of":
        return None
    dates = series(a, i + 2)
    if not dates or len(dates) > 1:
        return None
    return [dates[0]._replace(first=i, meaning=replace(dates[0].meaning, mod="END"))]


def _headed(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """`the month of May`, `the year 1950`, `fiscal year 2024`, `FY2024`."""
    named = a[i].low in ("fiscal", "financial") and a[i + 1].low == "year"
    if named or (a[i].text == "FY" and a[i + 1].kind == "num"):
        at = i + 2 if named else i + 1
        year = a[at].text if a[at].kind == "num" else ""
        full = f"20{year}" if len(year) == 2 and not named else year
        return [Piece(i, at + 1, Meaning(value=f"FY{full}"))] if len(full) == 4 else None
    if a[i].low == "month" and a[i + 1].low == "of" and "month" in a[i + 2].words:
        found = series(a, i + 2)
    elif a[i].low == "year" and a[i - 1].low == "the":
        found = series(a, i + 1 + (a[i + 1].low == "of"))
        found = found if found and len(found[0].meaning.value) == 4 else None
    else:
        return None
    return [found[0]._replace(first=i), *found[1:]] if found else None


def _day_alone(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """`the 15th` after a preposition and before no noun, `the 24th, 25th and 26th`, `the 9th instant`, `the 28th of that month`."""
    if a[i].kind != "ordinal" or a[i - 1].low != "the" or not 1 <= int(a[i].text[:-2]) <= 31:
        return None
    days = [i]
    while len(days) < 6:
        at = days[-1] + 1
        at += a[at].low == ","
        at += a[at].low in ("and", "or", "to") or a[at].kind == "dash"
        at += a[at].low == "the"
        if at == days[-1] + 1 or a[at].kind != "ordinal" or not 1 <= int(a[at].text[:-2]) <= 31:
            break
        days.append(at)
    after = a[days[-1] + 1]
    month, stop = _month_of(a, days[-1] + 1)
    if month is None and after.low == "of" and not (a[days[-1] + 2].low == "the" and a[days[-1] + 3].low == "month"):
        return None
    cued = a[i - 2].low in _DAY_CUES or len(days) > 1
    ends = (after.kind in ("punct", "break", "end") or after.low in _AFTER_DAY) and after.low not in ("'", "’")
    if month is None and after.low != "of" and not (cued and ends):
        return None
    if month is None and after.low == "of":
        stop = days[-1] + 4
    pieces = []
    for k, at in enumerate(days):
        number = int(a[at].text[:-2])
        meant = Meaning(rule=Rule.PARTIAL, value=f"XXXX-XX-{number:02d}", day=number, within=month)
        ranged = k > 0 and (a[at - 1].low == "to" or a[at - 1].kind == "dash" or a[at - 2].low == "to")
        pieces.append(Piece(at, stop if at == days[-1] else at + 1, meant, ranged))
    return pieces


def _month_of(a: Sequence[Atom], i: int) -> tuple[Meaning | None, int]:
    """The month that follows a day, and the atom after it: `instant`, `ult.`, `of that month`, `of the previous month`."""
    if a[i].low in _LETTER_MONTHS:
        stop = i + 1 + (a[i + 1].low == "." and a[i].low in ("inst", "ult", "prox") and not a[i + 2].text[:1].isupper())
        return shift(Base.EITHER, _LETTER_MONTHS[a[i].low], "M"), stop
    if a[i].low == "of":
        month = pointed(a, i + 1 + (a[i + 1].low == "the"))
        if month and month.meaning.unit == "M":
            return month.meaning, month.stop
    return None, i


_LETTER_MONTHS: Final = {"instant": 0, "inst": 0, "ultimo": -1, "ult": -1, "proximo": 1, "prox": 1}
_DAY_CUES: Final = cue_words("day_cues")
_AFTER_DAY: Final = cue_words("after_day")


def _repeated(a: Sequence[Atom], i: int) -> list[Piece] | None:
    piece = repeated(a, i) if a[i].kind == "num" else None
    return [piece] if piece else None


def _with_modifier(a: Sequence[Atom], i: int) -> list[Piece] | None:
    for words, mod in _MODS:
        size = len(words)
        if a[i].low != words[0] or any(a[i + k].low != words[k] for k in range(1, size)):
            continue
        at = i + size
        at += words[0] in ("c", "ca") and a[at].low == "."
        inner = at + (a[at].low == "the")
        if words[0] == "c" and a[at].kind != "num":
            return None
        if words[0] == "some" and not (a[at].kind in ("num", "big") or "number_word" in a[at].words):
            return None
        rest = counted(a, at) if mod not in _ORDERING else None
        if rest and rest[0].meaning.label == "DURATION":
            return [rest[0]._replace(first=i, meaning=replace(rest[0].meaning, mod=mod)), *rest[1:]]
        if rest:
            first = rest[0].meaning
            return [rest[0]._replace(first=i, meaning=replace(first, mod=offset_mod(mod, first.amount)))]
        if mod in ("BEFORE", "AFTER"):
            time = time_of_day(a, inner) or bare_hour(a, inner)
            return [time[0]._replace(first=i, meaning=replace(time[0].meaning, mod=mod)), *time[1:]] if time else None
        if mod in _DATE_MODS:
            found = time_of_day(a, inner) or series(a, inner) or _edge(a, inner) or _decade(a, inner)
            if found and found[0].meaning.label in ("DATE", "TIME"):
                kept = found[0].meaning.mod or mod
                return [found[0]._replace(first=i, meaning=replace(found[0].meaning, mod=kept)), *found[1:]]
        return None
    return None


def _edge(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """`early 1914`, `mid-October`, `the end of the year`, `late last month`, `late Tuesday`, `early on`."""
    mod, low = a[i].words.get("edge"), a[i].low
    if mod is None:
        return None
    part = day_part(a, i)
    if part and part[0] > i + 1:
        return part_of_day(a, i)
    at = i + 1
    if (low == "mid" and a[at].low == "to") or (a[at].kind == "dash" and a[at + 1].low == "to"):
        # `mid-to-late March`
        k = at + (a[at].kind == "dash") + 1
        k += a[k].kind == "dash"
        if "edge" in a[k].words:
            mod, at = a[k].words["edge"], k + 1
    noun = low in ("end", "beginning", "start", "middle", "close", "outset", "opening")
    if noun:
        if a[at].low != "of":
            return None
        at += 1
    elif a[at].kind == "dash" or (a[at].low in ("in", "of") and low in ("early", "late")):
        at += 1
    at += a[at].low == "the"
    inner = series(a, at) or _listed(pointed(a, at)) or _decade(a, at) or _century(a, at)
    if not inner and a[at - 1].low == "the":
        here = unit(a, at)
        if here and here.stop == at + 1 and not here.plural and here.code in ("D", "W", "M", "Y", "CE", "WE"):
            return [
                Piece(
                    i,
                    here.stop,
                    Meaning(rule=Rule.SAME, value=_same_value(here.code), base=Base.EITHER, unit=here.code, mod=mod),
                )
            ]
    if not inner or inner[0].meaning.label not in ("DATE", "TIME"):
        return None
    if low in ("close", "opening", "outset") and not inner[0].meaning.value[:1].isdigit():
        return None
    return [inner[0]._replace(first=i, meaning=replace(inner[0].meaning, mod=mod)), *inner[1:]]


def _listed(piece: Piece | None) -> list[Piece] | None:
    return [piece] if piece else None


def _same_value(code: str) -> str:
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Y": "XXXX", "CE": "XX"}[code]


def _with_period(a: Sequence[Atom], span: Piece) -> list[Piece]:
    """`the first ten months of 1915`, `the last week of August`: the period belongs to the length."""
    if a[span.stop].low != "of" or a[span.first].low in ("recent", "upcoming"):
        return [span]
    third = _part_of_year(a, span)
    if third:
        return [third]
    at = span.stop + 1
    at += a[at].low == "the"
    inner = series(a, at)
    if inner and len(inner) == 1 and a[span.first].low != "past":
        return [span._replace(stop=inner[0].stop, meaning=replace(span.meaning, within=inner[0].meaning))]
    return [span]


def _part_of_year(a: Sequence[Atom], span: Piece) -> Piece | None:
    """`the first three months of the year`, `the last six months of that year`: a quarter or a half."""
    part = _YEAR_PARTS.get((a[span.first].low, span.meaning.value))
    at = span.stop + 1
    year: Meaning | None = None
    if a[at].low == "the" and a[at + 1].low == "year":
        year, stop = Meaning(rule=Rule.SAME, value="XXXX", base=Base.EITHER, unit="Y"), at + 2
    elif (found := pointed(a, at)) and found.meaning.unit == "Y":
        year, stop = found.meaning, found.stop
    if part is None or year is None:
        return None
    return Piece(span.first, stop, Meaning(rule=Rule.PARTIAL, value=f"XXXX-{part}", part=part, within=year))


_YEAR_PARTS: Final = {
    ("first", "P3M"): "Q1",
    ("opening", "P3M"): "Q1",
    ("last", "P3M"): "Q4",
    ("final", "P3M"): "Q4",
    ("first", "P6M"): "H1",
    ("last", "P6M"): "H2",
    ("final", "P6M"): "H2",
}


def _dated(a: Sequence[Atom], dates: list[Piece]) -> list[Piece]:
    """Calendar dates, the last with the part of the day or the clock time beside it: `Tuesday night`, `May 8 1:00AM`."""
    last = dates[-1]
    found = last.meaning
    if found.value.startswith("XXXX-") and (found.month or found.part) and a[last.stop].low == "of":
        at = last.stop + 1 + (a[last.stop + 1].low == "the")
        year = pointed(a, at)
        if year and year.meaning.unit == "Y":
            return [*dates[:-1], last._replace(stop=year.stop, meaning=replace(found, within=year.meaning))]
    if not (found.day or found.weekday) or found.label != "DATE":
        return dates
    part = day_part(a, last.stop)
    if (part and a[last.stop].low not in ("late", "early")) or (part and part[0] > last.stop + 1):
        return [*dates[:-1], last._replace(stop=part[0], meaning=replace(at_time(found, f"T{part[1]}"), mod=part[2]))]
    if a[last.stop].kind != "dash":
        time = clock(a, last.stop)
        if time:
            return [*dates[:-1], last._replace(stop=time.stop, meaning=at_time(found, time.meaning.clock))]
    return dates


def _decade(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """`1980s`, `the '80s`, `the eighties`."""
    atom = a[i]
    if atom.kind == "decade":
        digits = atom.text.lstrip("'’‘")
        stop = i + 1
        if digits[:4].isdigit() and len(digits) >= 5:
            era = a[stop].words.get("era")
            value = f"BC{int(digits[:3]):03d}" if era == "BC" else digits[:3]
            return [Piece(i, stop + (era is not None), Meaning(value=value))]
        if (
            digits[0] in "123456789" and a[i - 1].low in ("the", "early", "late", "mid", "of", "and", "to", "-", "mid-")
        ) or not atom.text[0].isdigit():
            if a[i - 1].low in ("his", "her", "their"):
                return None
            return [
                Piece(
                    i,
                    stop,
                    Meaning(rule=Rule.PARTIAL, value=f"XX{digits[0]}", short_year=int(digits[0]) * 10, unit="DE"),
                )
            ]
    return None


def _century(a: Sequence[Atom], i: int) -> list[Piece] | None:
    """`the 19th century`, `eighteenth-century`, `the 9th century BC`."""
    found = ordinal(a, i)
    if not found or not 1 <= found[1] <= 30:
        return None
    at = found[0] + (a[found[0]].kind == "dash")
    if a[at].low == "millennium" and found[1] < 4:
        return [Piece(i, at + 1, Meaning(value=str(found[1] - 1)))]
    if a[at].low not in ("century", "centuries"):
        return None
    stop, century = at + 1, f"{found[1] - 1:02d}"
    era = a[stop].words.get("era") or ({"b": "BC", "a": "AD"}.get(a[stop].low[:1]) if a[stop].kind == "era" else None)
    if era:
        return [Piece(i, stop + 1, Meaning(value=f"BC{century}" if era == "BC" else century))]
    return [Piece(i, stop, Meaning(value=century))]
