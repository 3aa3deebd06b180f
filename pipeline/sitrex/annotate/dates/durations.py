"""Durations: `two and a half years`, `24-hour`, `for months`, `past two weeks`, `a quarter of an hour`, `all day`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.amounts import HUNDREDS, Unit, duration_value, integer, unit
from sitrex.annotate.dates.draft import Base, Meaning, Rule, Timex
from sitrex.annotate.dates.lengths import Length, length
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.rules import forms, vetoes

_A_QUARTER: Final = cue_words("a_quarter")
_COMING: Final = cue_words("coming")
_LAST_OR_PAST: Final = cue_words("last_or_past")
_NEXT_OR_PAST: Final = cue_words("next_or_past")
_NO_LENGTH_BEHIND: Final = cue_words("no_length_behind")
_QUARTERS: Final = cue_words("quarters")
_SPANS: Final = cue_words("spans")
_TAKEN: Final = cue_words("taken")
_DECADE: Final = 10
_HMS: Final = "HMS"

_ORDER: Final = {code: k for k, code in enumerate(("ML", "CE", "Y", "Q", "M", "W", "WE", "D", "NI", "TH", "TM", "TS"))}
_BETWEEN: Final = cue_words("between")
_SEQUENCE: Final = cue_words("sequence")
VAGUE_SEQUENCE: Final = cue_words("vague_sequence")
_VAGUE_TIMES: Final = {
    **dict.fromkeys(("recent", "previous", "preceding"), "PAST_REF"),
    **dict.fromkeys(("coming", "upcoming"), "FUTURE_REF"),
}
_AUXILIARIES: Final = cue_words("auxiliaries")
_ENDS: Final = cue_words("sequence_ends")


def duration(a: Sequence[Atom], i: int) -> list[Timex] | None:
    """One duration, or two that share a unit (`12 and 18 months`, `10–12 days`)."""
    shared = _either(a, i) or _shared_unit(a, i)
    if shared:
        return shared
    if a[i].kind == "clock":
        return _finishing_time(a, i)
    part = _part_of_hour(a, i) or _all_of(a, i)
    if part:
        return [part]
    found = length(a, i)
    return [_with_smaller(a, i, found)] if found else None


def _with_smaller(a: Sequence[Atom], i: int, found: Length) -> Timex:
    """A length with its approximation, or with the smaller units that go on with it."""
    stop, number, code, times = found
    value, mod = duration_value(number, code, times), None
    if _article_of_noun(a, i, stop):
        i += 1
    if a[stop].low == "period" and not a[stop - 1].low.endswith("s"):  # `a 16-year period`
        return Timex(i, stop + 1, Meaning(label="DURATION", value=value, amount=number, unit=f"{times}{code}"))
    if a[stop].low == "or" and a[stop + 1].low == "so":
        stop, mod = stop + 2, "APPROX"
    while not mod and (smaller := _smaller_unit(a, stop, found)):
        stop, value = smaller[0], _join(value, duration_value(*smaller[1:]))
        if code == "W" and smaller[2:] == ("D", 1):
            number, code, times = 7 * times * (number or 0) + (smaller[1] or 0), "D", 1
        found = smaller
    return Timex(i, stop, Meaning(label="DURATION", value=value, mod=mod, amount=number, unit=f"{times}{code}"))


@forms.rule(
    "dates.duration.finishing-time",
    reads=("He won in [[2:41:09]] again.", "The film lasts [[1:45:00]] there."),
    leaves=("He came at 2:41:09.", "He took 12:30 trains."),
    source="races, recordings",
)
def _finishing_time(a: Sequence[Atom], i: int) -> list[Timex] | None:
    parts = a[i].text.partition(".")[0].split(":")
    if a[i - 1].low not in _TAKEN or len(parts) != len(_HMS):
        return None
    value = "".join(f"{int(part)}{unit}" for part, unit in zip(parts, _HMS, strict=True) if int(part))
    return [Timex(i, i + 1, Meaning(label="DURATION", value=f"PT{value or '0S'}"))]


@vetoes.veto(
    "dates.duration.article-of-noun",
    reads=("It was [[a three-year]] siege.", "It was [[a two hour]] battle.", "It was [[a three days]]' march."),
    leaves=("It took [[a year]].", "It took [[a hundred days]]."),
    source="TimeML: the article belongs to the noun",
)
def _article_of_noun(a: Sequence[Atom], i: int, stop: int) -> bool:
    """Whether the article before a length belongs to the noun behind it: `a three-year siege`, `a two hour battle`."""
    first = a[i + 1]
    if a[i].low not in ("a", "an"):
        return False
    if first.kind == "num" or ("number_word" in first.words and first.low not in HUNDREDS):
        return True
    hyphened = any(a[k].kind == "dash" for k in range(i + 1, stop))
    return hyphened and first.kind != "dash" and first.low not in _BETWEEN


@forms.rule(
    "dates.duration.two-units",
    reads=(
        "It took [[two hours and thirty minutes]].",
        "It took [[two years, three months]].",
        "It took [[16 minutes 19 seconds]].",
        "It took [[1 hour, 16 minutes and 19 seconds]].",
    ),
    leaves=("It took two hours and three men.", "It took 16 minutes 19 times."),
    source="English usage",
)
def _smaller_unit(a: Sequence[Atom], i: int, larger: Length) -> Length | None:
    link = i + (a[i].low in (",", "and"))
    goes_on = link > i or a[i].kind == "num" or a[i].words.keys() & {"unit", "number_word"}
    following = length(a, link) if goes_on else None
    if not following or larger[1] is None or following[1] is None or _ORDER[following[2]] <= _ORDER[larger[2]]:
        return None
    return None if "NI" in (larger[2], following[2]) else following


@forms.rule(
    "dates.duration.quarter-hour",
    reads=("It took [[a quarter of an hour]].", "It took [[three quarters of an hour]]."),
    leaves=("It took a quarter of the men.",),
    source="English usage",
)
def _part_of_hour(a: Sequence[Atom], i: int) -> Timex | None:
    """`a quarter of an hour`, `three quarters of an hour`, `quarter-hour`."""
    number = integer(a, i) if a[i].low not in _A_QUARTER else (i + (a[i].low == "a"), 1)
    if number is None or not 1 <= number[1] <= 3:
        return None
    at = number[0] + (a[number[0]].kind == "dash")
    if a[at].low not in _QUARTERS:
        return None
    if (a[at + 1].low, a[at + 2].low, a[at + 3].low) == ("of", "an", "hour"):
        stop = at + 4
    elif a[at + 1].kind == "dash" and a[at + 2].low == "hour":
        stop = at + 3
    else:
        return None
    meant = Meaning(label="DURATION", value=f"PT{15 * number[1]}M", amount=15 * number[1], unit="1TM")
    return Timex(i, stop, meant)


@forms.rule(
    "dates.duration.all-day",
    reads=("It rained [[all day]].", "It rained [[all week long]]."),
    leaves=("It rained on all days.",),
    source="English usage",
)
def _all_of(a: Sequence[Atom], i: int) -> Timex | None:
    """`all day`, `all week long`: the whole of the unit."""
    here = unit(a, i + 1) if a[i].low == "all" else None
    if here is None or here.plural or here.stop != i + 2 or here.code not in ("D", "W", "M", "Y"):
        return None
    stop = here.stop + (a[here.stop].low == "long")
    return Timex(i, stop, Meaning(label="DURATION", value=duration_value(1, here.code, here.times)))


@forms.rule(
    "dates.duration.either",
    reads=("They waited [[two or three days]].", "It will take [[three or four more weeks]]."),
    leaves=("They sent two or three men.",),
    source="one length, roughly told",
)
def _either(a: Sequence[Atom], i: int) -> list[Timex] | None:
    first = integer(a, i)
    second = integer(a, first[0] + 1) if first and a[first[0]].low == "or" else None
    tail = length(a, first[0] + 1) if first and second else None
    if not first or not second or not tail or tail[1] != second[1] or a[i].low in ("a", "an"):
        return None
    _, _, code, times = tail
    meant = Meaning(label="DURATION", value=duration_value(None, code, times), amount=second[1], unit=f"{times}{code}")
    return [Timex(i, tail[0], meant)]


def _join(first: str, second: str) -> str:
    return first + (second[2:] if second.startswith("PT") and "T" in first else second[1:])


@forms.rule(
    "dates.duration.shared-unit",
    reads=("It took [[12]] to [[18 months]].", "It took [[10]]–[[12 days]]."),
    leaves=("It took 18 to 12 months.",),
    source="English usage",
)
def _shared_unit(a: Sequence[Atom], i: int) -> list[Timex] | None:
    first = integer(a, i)
    if not first or a[i].low in ("a", "an"):
        return None
    link = a[first[0]]
    if not (link.kind == "dash" or link.low in ("to", "and")):
        return None
    second = integer(a, first[0] + 1)
    if not second or second[1] <= first[1] or first[1] > 2000:
        return None
    tail = length(a, first[0] + 1)
    if not tail or tail[1] != second[1]:
        return None
    ranged = link.kind == "dash" or link.low == "to" or a[i - 1].low == "between"
    values = [duration_value(n, tail[2], tail[3]) for n in (first[1], second[1])]
    return [
        Timex(i, first[0], Meaning(label="DURATION", value=values[0])),
        Timex(first[0] + 1, tail[0], Meaning(label="DURATION", value=values[1]), ranged),
    ]


def sequence(a: Sequence[Atom], i: int) -> Timex | None:
    """`first ten months`, `past 24 hours`, `next two weeks`, `last few days`, `recent years`, `coming months`: durations."""
    low = a[i].low
    numbered = _numbered(a, i) if low in _SEQUENCE else None
    if numbered:
        return numbered
    if low not in _SEQUENCE and low not in VAGUE_SEQUENCE and "ordinal_word" not in a[i].words:
        return None
    here = unit(a, i + 1)
    if here is None or here.stop != i + 2:
        return None
    if not here.plural:
        of_something = _hour_of(a, i, here)
        if of_something:
            return of_something
    if "ordinal_word" in a[i].words and low != "first":
        return None
    return _uncounted(a, i, here) or _past_unit(a, i, here)


def _length_of(i: int, stop: int, number: float | None, code: str, times: int) -> Timex:
    return Timex(i, stop, Meaning(label="DURATION", value=duration_value(number, code, times)))


def _hanging(a: Sequence[Atom], i: int, timex: Timex, length: Length) -> Timex:
    """A length after `past`, `last`, `next` … that nothing behind it ties to something else: it hangs on an anchor."""
    sides = _SIDES.get(a[i].low)
    _, number, code, times = length
    if sides is None or a[timex.stop].low == "of":
        return timex
    base, step = sides
    amount = None if number is None else step * number
    meaning = replace(timex.meaning, rule=Rule.LENGTH, base=base, amount=amount, unit=f"{times}{code}")
    return timex._replace(meaning=meaning)


_SIDES: Final = {
    **dict.fromkeys(("last", "past"), (Base.SPEECH, -1)),
    **dict.fromkeys(("previous", "preceding"), (Base.STORY, -1)),
    **dict.fromkeys(("next", "coming"), (Base.SPEECH, 1)),
    **dict.fromkeys(("following", "ensuing", "subsequent"), (Base.STORY, 1)),
}
"""What a length counts from, and on which side of it the length lies."""


@forms.rule(
    "dates.sequence.counted",
    reads=("It rained for the [[first ten months]].", "It rained in the [[past 24 hours]]."),
    leaves=("It rained for ten months.",),
    source="TimeML; Duckling `last n cycles`",
)
def _numbered(a: Sequence[Atom], i: int) -> Timex | None:
    found = length(a, i + 1)
    if not found or a[i + 1].low in _NO_LENGTH_BEHIND or _verb(a, i):
        return None
    one = found[1] == 1 and a[i + 1].low != "one" and a[i + 1].kind != "num"
    return None if one else _hanging(a, i, _length_of(i, *found), found)


@vetoes.veto(
    "dates.sequence.verb",
    reads=("The truce may [[last three days]].",),
    leaves=("It rained in the [[last three days]].",),
    source="the verb `last`",
)
def _verb(a: Sequence[Atom], i: int) -> bool:
    return a[i].low == "last" and a[i - 1].low in _AUXILIARIES


@forms.rule(
    "dates.sequence.hour-of",
    reads=("It rained in the [[first hour]] of the raid.",),
    leaves=("It rained in the first hour.",),
    source="TimeML: a length that begins or ends something",
)
def _hour_of(a: Sequence[Atom], i: int, here: Unit) -> Timex | None:
    if a[here.stop].low != "of" or a[i].low in _NEXT_OR_PAST or here.code != "TH":
        return None
    return _length_of(i, here.stop, 1, here.code, here.times)


@forms.rule(
    "dates.sequence.uncounted",
    reads=("It rained in [[recent years]].", "It rains in the [[coming weeks and months]]."),
    leaves=("It rained in the first months.",),
    source="TimeML",
)
def _uncounted(a: Sequence[Atom], i: int, here: Unit) -> Timex | None:
    vague = a[here.stop].low == "of" or a[i].low not in _ENDS
    if not here.plural or not vague or here.code in ("TS", "TM", "NI"):
        return None
    if a[i].low in _VAGUE_TIMES and a[here.stop].low != "of":
        more = unit(a, here.stop + 1) if a[here.stop].low in ("and", "or") else None
        return Timex(i, more.stop if more and more.plural else here.stop, Meaning(value=_VAGUE_TIMES[a[i].low]))
    return _length_of(i, here.stop, None, here.code, here.times)


@forms.rule(
    "dates.sequence.past-unit",
    reads=(
        "It rained in the [[last decade]].",
        "It will rain over the [[next decade]].",
        "It rained in the [[last hour]].",
        "It rained in the [[past hour]].",
    ),
    leaves=("It rained in the last year.", "At the last minute they left."),
    source="TimeML: a length that ends now",
)
def _past_unit(a: Sequence[Atom], i: int, here: Unit) -> Timex | None:
    low = a[i].low
    not_dated = here.code in ("TH", "TM") or (here.code == "Y" and here.times == _DECADE)
    spanned = a[i - 2].low in _SPANS
    ahead = low in _COMING and spanned
    length = (here.stop, 1.0, here.code, here.times)
    if ahead and a[i - 1].low == "the" and here.code in ("Y", "M", "W", "CE", "TH"):
        return _hanging(a, i, _length_of(i, *length), length)
    if a[i - 1].low != "the" or low not in _LAST_OR_PAST or not (not_dated or low == "past"):
        return None
    if low == "last" and here.code != "Y" and (not spanned or a[here.stop].low == "of"):
        return None  # `at the last minute`, `the last minute of the match`
    known = here.code in ("Y", "M", "W", "CE", "D", "TH", "TM")
    return _hanging(a, i, _length_of(i, *length), length) if known else None
