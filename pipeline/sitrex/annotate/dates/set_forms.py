"""Sets: `every night`, `each Tuesday`, `twice a week`, `daily`, `per month`, `Mondays`, `a year` after a rate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.amounts import duration_value, integer, ordinal, unit
from sitrex.annotate.dates.calendar_items import day_month, item
from sitrex.annotate.dates.draft import Meaning, Timex
from sitrex.annotate.dates.holidays import holiday
from sitrex.annotate.dates.lengths import SPEED
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.rules import forms, vetoes
from sitrex.annotate.text.words import words
from sitrex.normalise.calendar_days import holiday_rules

_AND_A_HALF: Final = cue_words("and_a_half")
_EVERY_OTHER: Final = cue_words("every_other")
_RATE_COUNTS: Final = cue_words("rate_counts")
_RATE_WORDS: Final = words("rate_words")

_SKIPPING: Final = cue_words("skipping")
_EACH_OF: Final = cue_words("each_of")
_AGAIN: Final = frozenset({"after", "by"})
_KINDS_OF_DAY: Final = {"weeknight": "XXXX-XX-XXTNI", "weekday": "P1D", "workday": "P1D"}


def repeated(a: Sequence[Atom], i: int) -> Timex | None:
    """A set: `every night`, `each Tuesday`, `twice a week`, `daily`, `per month`, `Mondays`, `a year` after a rate."""
    atom = a[i]
    if atom.low in ("every", "each"):
        return _every(a, i)
    if "periodic" in atom.words and not _in_title(a, i):
        return _periodic(a, i)
    if "weekdays" in atom.words:
        return _weekdays(a, i)
    if "parts" in atom.words:
        return _parts(a, i)
    if a[i + 1].low in _AGAIN and a[i + 2].low == atom.low:
        return _one_after_another(a, i)
    if "weekday" in atom.words and "parts" in a[i + 1].words:
        return _weekday_parts(a, i)
    if atom.low == "per":
        return _per(a, i)
    times = _times(a, i)
    return times or (_rate(a, i) if atom.low in ("a", "an") else None)


def _set_of(i: int, stop: int, value: str, *, freq: str | None = None, quant: str | None = None) -> Timex:
    return Timex(i, stop, Meaning(label="SET", value=value, freq=freq, quant=quant))


def _in_title(a: Sequence[Atom], i: int) -> bool:
    return a[i].text[0].isupper() and a[i + 1].text[:1].isupper()


@forms.rule(
    "dates.set.periodic",
    reads=("They shell it [[daily]].",),
    leaves=("They shell it today.",),
    source="TimeML, SET",
)
def _periodic(a: Sequence[Atom], i: int) -> Timex | None:
    return _set_of(i, i + 1, a[i].words["periodic"])


@forms.rule(
    "dates.set.weekdays",
    reads=("They meet on [[Mondays]].",),
    leaves=("They meet on Monday.",),
    source="TimeML, SET",
)
def _weekdays(a: Sequence[Atom], i: int) -> Timex | None:
    return _set_of(i, i + 1, f"XXXX-WXX-{a[i].words['weekdays']}")


@forms.rule(
    "dates.set.per",
    reads=("They make 500 shells [[per month]].",),
    leaves=("They make 50 km per hour.",),
    source="TimeML, SET",
)
def _per(a: Sequence[Atom], i: int) -> Timex | None:
    here = unit(a, i + 1)
    if not here or here.plural or here.stop != i + 2 or (here.code[0] == "T" and a[i - 1].low in SPEED):
        return None
    return _set_of(i, here.stop, duration_value(1, here.code, here.times))


@forms.rule(
    "dates.set.one-after-another",
    reads=("They dug [[week after week]].", "They came [[night after night]].", "They fell back [[day by day]]."),
    leaves=("They fell man after man.", "They left the day after they won."),
    source="TimeML, SET",
)
def _one_after_another(a: Sequence[Atom], i: int) -> Timex | None:
    here = unit(a, i)
    value = duration_value(1, here.code, here.times) if here and here.code[0] != "N" else _value_of_word(a[i])
    plural = here is not None and (here.plural or here.stop > i + 1)
    return _set_of(i, i + 3, value) if value and not plural else None


@forms.rule(
    "dates.set.times",
    reads=("They meet [[twice a week]].", "They meet [[three times each month]].", "They meet [[twice daily]]."),
    leaves=("They met twice.",),
    source="TimeML, freq",
)
def _times(a: Sequence[Atom], i: int) -> Timex | None:
    times, at = _frequency(a, i)
    if not times:
        return None
    here = unit(a, at + 1) if a[at].low in _RATE_WORDS else None
    if here and not here.plural and here.stop == at + 2:
        quant = a[at].low.upper() if a[at].low in ("each", "every") else None
        return _set_of(i, here.stop, duration_value(1, here.code, here.times), freq=times, quant=quant)
    return _set_of(i, at + 1, a[at].words["periodic"], freq=times) if "periodic" in a[at].words else None


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


@forms.rule(
    "dates.set.weekday-parts",
    reads=("They meet on [[Friday mornings]].",),
    leaves=("They meet on Friday morning.",),
    source="TimeML, SET",
)
def _weekday_parts(a: Sequence[Atom], i: int) -> Timex | None:
    return _set_of(i, i + 2, f"XXXX-WXX-{a[i].words['weekday']}T{a[i + 1].words['parts']}")


@forms.rule(
    "dates.set.parts",
    reads=("They train in the [[mornings]].", "They met in the [[evenings]] there."),
    leaves=("They liked the mornings.", "They left in the night."),
    source="TimeML, SET",
)
def _parts(a: Sequence[Atom], i: int) -> Timex | None:
    led = a[i - 1].low == "the" and a[i - 2].low in ("in", "during")
    return _set_of(i, i + 1, f"XXXX-XX-XXT{a[i].words['parts']}") if led else None


@forms.rule(
    "dates.set.every",
    reads=(
        "They meet [[every night]].",
        "They meet [[each Tuesday]].",
        "They meet [[every second Sunday]].",
        "They meet [[every six hours or so]].",
        "They came on [[every subsequent night]].",
    ),
    leaves=("They met every man.",),
    source="TimeML, SET",
)
def _every(a: Sequence[Atom], i: int) -> Timex | None:
    quant, at = a[i].low.upper(), i + 1
    at += a[at].low in _EACH_OF or (a[at].low in _SKIPPING and "weekday" in a[at + 1].words)
    found = _repeated_date(a, at) or _interval(a, at)
    if found is None:
        return None
    stop, value = found
    mod = None
    if a[stop].low == "or" and a[stop + 1].low == "so":
        stop, mod = stop + 2, "APPROX"
    return Timex(i, stop, Meaning(label="SET", value=value, quant=quant, mod=mod))


def _repeated_date(a: Sequence[Atom], at: int) -> tuple[int, str] | None:
    """(stop, value) of what comes back by the calendar: `Tuesday`, `Friday night`, `May 18`, `October`, `night`, `Christmas`."""
    yearly = item(a, at) or day_month(a, at)
    if yearly and yearly[1].month and yearly[1].day and not yearly[1].year:
        return yearly[0], f"XXXX-{yearly[1].month:02d}-{yearly[1].day:02d}"
    words, stop = a[at].words, at + 1
    if name := words.get("weekday"):
        part = a[stop].words.get("part")
        return (stop + 1, f"XXXX-WXX-{name}T{part}") if part else (stop, f"XXXX-WXX-{name}")
    if value := _value_of_word(a[at]):
        return stop, value
    return _repeated_holiday(a, at) if a[at].kind == "word" else None


def _value_of_word(atom: Atom) -> str | None:
    """The value of one word that comes back: a month, a season, a part of the day, `weekday`, `weeknight`."""
    words = atom.words
    if "month" in words:
        return f"XXXX-{int(words['month']):02d}"
    if "season" in words and atom.low != "fall":
        return f"XXXX-{words['season']}"
    if atom.low in _KINDS_OF_DAY:
        return _KINDS_OF_DAY[atom.low]
    return f"XXXX-XX-XXT{words['part']}" if "part" in words and atom.low != "overnight" else None


def _repeated_holiday(a: Sequence[Atom], at: int) -> tuple[int, str] | None:
    """A holiday that has the same day in every year."""
    feast = holiday(a, at)
    rule = holiday_rules()[feast.meaning.holiday or ""] if feast else ""
    return (feast.stop, f"XXXX-{rule}") if feast and rule[2:3] == "-" else None


def _interval(a: Sequence[Atom], at: int) -> tuple[int, str] | None:
    """(stop, value) of a step: `six hours`, `third day`, `other week`, `few days`, `half hour`, `year`."""
    if told := _interval_in_words(a, at):
        return told
    if a[at].low == "half":
        return None
    if (found := ordinal(a, at)) and (here := unit(a, found[0])) and not here.plural:
        return here.stop, duration_value(found[1], here.code, here.times)
    number = integer(a, at)
    here = unit(a, number[0]) if number else unit(a, at)
    if here is None or here.plural != bool(number and number[1] != 1) or (here.code == "TS" and not here.plural):
        return None
    return here.stop, duration_value(number[1] if number else 1, here.code, here.times)


def _interval_in_words(a: Sequence[Atom], at: int) -> tuple[int, str] | None:
    """`other week`, `few days`, `half hour`, `half an hour`."""
    word = a[at].low
    if word in _EVERY_OTHER:
        here = unit(a, at + 1)
        if here is None or here.plural != (word == "few"):
            return None
        return here.stop, duration_value(2 if word == "other" else None, here.code, here.times)
    if word != "half":
        return None
    here = unit(a, at + 1 + (a[at + 1].low in ("a", "an") or a[at + 1].kind == "dash"))
    return (here.stop, "PT30M") if here and here.code == "TH" and not here.plural else None


@forms.rule(
    "dates.set.rate",
    reads=("It loses 15 [[a night]].", "They make 500 shells [[a night]]."),
    leaves=("They waited a year.",),
    source="TimeML, SET",
)
def _rate(a: Sequence[Atom], i: int) -> Timex | None:
    here = unit(a, i + 1)
    if not here or here.plural or here.stop != i + 2 or here.code in ("TS", "Q", "CE", "ML"):
        return None
    if _length_follows(a, here.stop) or (here.code[0] == "T" and _speed(a, i)):
        return None
    measured = _is_measured(a, i) and _has_quantity(a, i)
    if not (measured or _counts_right_before(a, i) or _shares(a, i)):
        return None
    return _set_of(i, here.stop, duration_value(1, here.code, here.times))


@vetoes.veto(
    "dates.set.length-follows",
    reads=("They lost 500 shells [[a year]] later.",),
    leaves=("They lost 500 shells [[a year]].",),
    source="a length or a distance in time",
)
def _length_follows(a: Sequence[Atom], i: int) -> bool:
    after = a[i]
    more = after.low in ("and", "or") and a[i + 1].low in _AND_A_HALF
    return more or after.low in _NO_RATE_BEFORE or after.kind == "dash"


@vetoes.veto(
    "dates.set.speed",
    reads=("They make 30 miles [[an hour]].",),
    leaves=("They make 30 shells [[an hour]].",),
    source="measures of speed",
)
def _speed(a: Sequence[Atom], i: int) -> bool:
    return a[i - 1].low in SPEED


def _counts_right_before(a: Sequence[Atom], i: int) -> bool:
    before = a[i - 1]
    return before.kind in ("num", "big", "decimal") or before.low in _RATED or "number_word" in before.words


def _shares(a: Sequence[Atom], i: int) -> bool:
    """`10 marks per man a day`."""
    return a[i - 2].low in _RATE_COUNTS and a[i - 1].low in _MEASURES


def _is_measured(a: Sequence[Atom], i: int) -> bool:
    """Whether a plural, a measure or a closed bracket stands right before."""
    before = a[i - 1]
    plural = before.kind == "word" and before.low.endswith("s") and len(before.low) > 3
    plural = plural and before.low not in _NOT_PLURAL and (before.text.islower() or before.text.isupper())
    return plural or before.low in _MEASURES or before.low == ")"


def _has_quantity(a: Sequence[Atom], i: int) -> bool:
    return any(
        a[k].kind in ("num", "big", "decimal") or a[k].words.keys() & {"number_word", "vague"} or a[k].low in _QUANTITY
        for k in range(max(i - 6, 0), i)
    )


_NO_RATE_BEFORE: Final = cue_words("no_rate_before")
_RATED: Final = cue_words("rated")
_MEASURES: Final = cue_words("rate_measures")
_QUANTITY: Final = cue_words("quantities")
_NOT_PLURAL: Final = cue_words("not_plural")
