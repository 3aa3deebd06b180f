"""Sets: `every night`, `each Tuesday`, `twice a week`, `daily`, `per month`, `Mondays`, `a year` after a rate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.amounts import duration_value, integer, ordinal, unit
from sitrex.annotate.dates.calendar_items import day_month, item
from sitrex.annotate.dates.draft import Meaning, Piece
from sitrex.annotate.dates.lengths import SPEED
from sitrex.annotate.dates.lexer import Atom, cue_words
from sitrex.annotate.dates.named_forms import holiday
from sitrex.normalise.calendar_days import holiday_rules


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
        measured = here is not None and here.code[0] == "T" and a[i - 1].low in SPEED
        if here and not here.plural and not measured and here.stop == i + 2:
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
    found = _repeated_date(a, at) or _interval(a, at)
    if found is None:
        return None
    stop, value = found
    mod = None
    if a[stop].low == "or" and a[stop + 1].low == "so":
        stop, mod = stop + 2, "APPROX"
    return Piece(i, stop, Meaning(label="SET", value=value, quant=quant, mod=mod))


def _repeated_date(a: Sequence[Atom], at: int) -> tuple[int, str] | None:
    """(stop, value) of what comes back by the calendar: `Tuesday`, `Friday night`, `May 18`, `October`, `night`, `Christmas`."""
    words, stop = a[at].words, at + 1
    yearly = item(a, at) or day_month(a, at)
    if yearly and yearly[1].month and yearly[1].day and not yearly[1].year:
        return yearly[0], f"XXXX-{yearly[1].month:02d}-{yearly[1].day:02d}"
    if name := words.get("weekday"):
        part = a[stop].words.get("part")
        return (stop + 1, f"XXXX-WXX-{name}T{part}") if part else (stop, f"XXXX-WXX-{name}")
    if "month" in words:
        return stop, f"XXXX-{int(words['month']):02d}"
    if "season" in words and a[at].low != "fall":
        return stop, f"XXXX-{words['season']}"
    if a[at].low == "weeknight":
        return stop, "XXXX-XX-XXTNI"
    if a[at].low in ("weekday", "workday"):
        return stop, "P1D"
    if "part" in words and a[at].low != "overnight":
        return stop, f"XXXX-XX-XXT{words['part']}"
    if (
        a[at].kind == "word"
        and (feast := holiday(a, at))
        and (rule := holiday_rules()[feast.meaning.holiday or ""])[2:3] == "-"
    ):
        return feast.stop, f"XXXX-{rule}"
    return None


def _interval(a: Sequence[Atom], at: int) -> tuple[int, str] | None:
    """(stop, value) of a step: `six hours`, `third day`, `other week`, `few days`, `half hour`, `year`."""
    if a[at].low == "other" and (here := unit(a, at + 1)) and not here.plural:
        return here.stop, duration_value(2, here.code, here.times)
    if a[at].low == "few" and (here := unit(a, at + 1)) and here.plural:
        return here.stop, duration_value(None, here.code, here.times)
    if a[at].low == "half":
        link = at + 1 + (a[at + 1].low in ("a", "an") or a[at + 1].kind == "dash")
        here = unit(a, link)
        return (here.stop, "PT30M") if here and here.code == "TH" and not here.plural else None
    if (found := ordinal(a, at)) and (here := unit(a, found[0])) and not here.plural:
        return here.stop, duration_value(found[1], here.code, here.times)
    number = integer(a, at)
    here = unit(a, number[0]) if number else unit(a, at)
    if here is None or here.plural != bool(number and number[1] != 1) or (here.code == "TS" and not here.plural):
        return None
    return here.stop, duration_value(number[1] if number else 1, here.code, here.times)


def _rate(a: Sequence[Atom], i: int) -> Piece | None:
    """`a year` after something counted or measured: `eight million tons a year`, `15 a day`, `$5 (£4) a week`."""
    here = unit(a, i + 1)
    if not here or here.plural or here.stop != i + 2 or here.code in ("TS", "Q", "CE", "ML"):
        return None
    after = a[here.stop]
    more = after.low in ("and", "or") and a[here.stop + 1].low in ("a", "half", "two", "so", "more")
    if more or after.low in _NO_RATE_BEFORE or after.kind == "dash":
        return None
    before = a[i - 1]
    if before.low in SPEED and here.code[0] == "T":
        return None  # `30 miles an hour` is one measure
    counted = before.kind in ("num", "big", "decimal") or before.low in _RATED or "number_word" in before.words
    plural = (
        before.kind == "word" and before.low.endswith("s") and before.low not in _NOT_PLURAL and len(before.low) > 3
    )
    plural = plural and (before.text.islower() or before.text.isupper())
    shared = a[i - 2].low in ("per", "a", "an", "one", "half") and before.low in _MEASURES
    quantity = any(
        a[k].kind in ("num", "big", "decimal") or a[k].words.keys() & {"number_word", "vague"} or a[k].low in _QUANTITY
        for k in range(max(i - 6, 0), i)
    )
    if counted or shared or ((plural or before.low in _MEASURES or before.low == ")") and quantity):
        return Piece(i, here.stop, Meaning(label="SET", value=duration_value(1, here.code, here.times)))
    return None


_NO_RATE_BEFORE: Final = cue_words("no_rate_before")
_RATED: Final = cue_words("rated")
_MEASURES: Final = cue_words("rate_measures")
_QUANTITY: Final = frozenset({"hundreds", "thousands", "dozens", "millions", "scores"})
_NOT_PLURAL: Final = cue_words("not_plural")
