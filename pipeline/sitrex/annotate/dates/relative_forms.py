"""Dates pointed at from an anchor: `yesterday`, `last week`, `that year`, `the year before`, `the rest of the day`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.amounts import Unit, unit
from sitrex.annotate.dates.day_parts import day_part
from sitrex.annotate.dates.draft import Base, Meaning, Rule, Timex
from sitrex.annotate.dates.event_words import event_words
from sitrex.annotate.dates.letter_months import said_again
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.pointed_targets import target
from sitrex.annotate.dates.references import name_of_today
from sitrex.annotate.dates.relative_meanings import same, shift, unknown_value
from sitrex.annotate.dates.rules import forms, vetoes

_BEFORE_ORDERED_DAYS: Final = cue_words("before_ordered_days")
_BEHIND_MOMENT: Final = cue_words("behind_moment")
_BESIDE_DAYS: Final = cue_words("beside_days")
_DATELINE_STATES: Final = cue_words("dateline_states")
_DAY_BEFORE_YESTERDAY: Final = cue_words("day_before_yesterday")
_DAY_OR_NIGHT: Final = cue_words("day_or_night")
_EARLIER_OR_LATER: Final = cue_words("earlier_or_later")
_PAST_OR_COMING: Final = cue_words("past_or_coming")
_RESTS: Final = cue_words("rests")
_SAME_OR_THAT: Final = cue_words("same_or_that")
_STRESSING_THAT: Final = cue_words("stressing_that")
_VERB_MONTHS: Final = cue_words("verb_months")

_OLD_SPOKEN: Final = {"day": (0, ""), "morrow": (1, ""), "night": (0, "NI")}  # `to-day`
_EARLIER: Final = cue_words("earlier")
_POINTERS: Final = cue_words("pointers")
_WANTS_UNIT: Final = cue_words("pointer_adjectives")
_BACK: Final = cue_words("order_back")
_ON: Final = cue_words("order_on")


def spoken(a: Sequence[Atom], i: int) -> Timex | None:
    """Words of the day of speaking: `today`, `yesterday morning`, `the day before yesterday`, `to-day`."""
    if "today" in a[i].words:
        return None if _named_today(a, i) else name_of_today(a, i) or _today(a, i)
    return _earlier_today(a, i) or _day_before_yesterday(a, i) or _to_day(a, i)


@forms.rule(
    "dates.spoken.earlier-today",
    reads=("They came [[earlier today]].",),
    leaves=("They came today.",),
    source="English usage",
)
def _earlier_today(a: Sequence[Atom], i: int) -> Timex | None:
    if a[i].low not in _EARLIER or "today" not in a[i + 1].words:
        return None
    found = _today(a, i + 1)
    return found._replace(first=i) if found else None


@forms.rule(
    "dates.spoken.day-before-yesterday",
    reads=(
        "They came the [[day before yesterday]].",
        "They come the [[day after tomorrow]].",
        "They came the [[night before last]].",
    ),
    leaves=("They came the day before.",),
    source="English usage",
)
def _day_before_yesterday(a: Sequence[Atom], i: int) -> Timex | None:
    told = a[i + 2].low
    if (a[i].low, a[i + 1].low, told) == ("night", "before", "last"):
        return Timex(i, i + 3, shift(Base.SPEECH, -2, "D", clock="NI"))
    if a[i].low == "day" and a[i + 1].low in ("before", "after") and told in _DAY_BEFORE_YESTERDAY:
        return Timex(i, i + 3, shift(Base.SPEECH, -2 if told == "yesterday" else 2, "D"))
    return None


@forms.rule(
    "dates.spoken.to-day",
    reads=("They came [[to-day]].",),
    leaves=("They came to day camps.",),
    source="spelling until about 1930",
)
def _to_day(a: Sequence[Atom], i: int) -> Timex | None:
    if a[i].low == "to" and a[i + 1].kind == "dash" and a[i + 2].low in _OLD_SPOKEN:
        days, clock = _OLD_SPOKEN[a[i + 2].low]
        return Timex(i, i + 3, shift(Base.SPEECH, days, "D", clock=clock))
    return None


@forms.rule(
    "dates.spoken.today",
    reads=("They came [[yesterday morning]].", "They come [[tomorrow]].", "They come [[tonight]]."),
    leaves=("They came that day.",),
    source="English usage",
)
def _today(a: Sequence[Atom], i: int) -> Timex | None:
    word = a[i].words["today"]
    clock = word.lstrip("-0123456789")
    days = int(word[: len(word) - len(clock)])
    stop = i + 1
    if not clock and (part := day_part(a, stop)):
        stop, clock = part[0], part[1]
    return Timex(i, said_again(a, stop) or stop, shift(Base.SPEECH, days, "D", clock=clock))


@vetoes.veto(
    "dates.spoken.named-today",
    reads=("They read it in Lublin [[Today]] then.",),
    leaves=("Dam Breaks [[Today]].", "They come [[today]]."),
    source="names of papers and channels",
)
def _named_today(a: Sequence[Atom], i: int) -> bool:
    named = a[i].text.istitle() and a[i - 1].kind == "word" and a[i - 1].text.istitle()
    return named and (a[i - 1].low in _DATELINE_STATES or (a[i - 2].kind == "word" and a[i - 2].text.islower()))


def pointed(a: Sequence[Atom], i: int) -> Timex | None:
    """`last week`, `next March`, `this morning`, `the following day`, `that year`, `the same month`, `the year before`."""
    atom = a[i]
    if atom.low in _EARLIER and (a[i + 1].low in _POINTERS or a[i + 1].low == "in"):
        return _early_in(a, i) if a[i + 1].low == "in" else _led(a, i)
    if atom.low == "this" and a[i + 1].low in _PAST_OR_COMING:
        return _led(a, i)
    if atom.low == "that" or (atom.low == "same" and a[i - 1].low in ("the", "that", "this")):
        return _same_unit(a, i)
    direction = atom.words.get("deictic") or atom.words.get("anaphor")
    if direction is None or _no_pointer(a, i):
        return _trailing(a, i)
    base = Base.STORY if "deictic" not in atom.words or _next_of_story(a, i) else Base.SPEECH
    return target(a, i, int(direction), base)


@forms.rule(
    "dates.pointed.led",
    reads=("They came [[earlier this week]].", "They left [[this past Monday]].", "They leave [[this coming week]]."),
    leaves=("They came last month.", "They left this past behind."),
    source="English usage",
)
def _led(a: Sequence[Atom], i: int) -> Timex | None:
    """What is pointed at behind a word, with the word."""
    found = pointed(a, i + 1)
    return found._replace(first=i) if found else None


@forms.rule(
    "dates.pointed.early-in",
    reads=("They came [[earlier in the year]].", "They came [[later in the morning]]."),
    leaves=("They came earlier in winter.",),
    source="English usage",
)
def _early_in(a: Sequence[Atom], i: int) -> Timex | None:
    if a[i + 2].low not in ("the", "that", "this"):
        return None
    part = a[i + 3].words.get("part")
    if part and a[i].low in _EARLIER_OR_LATER:
        return Timex(i, i + 4, shift(Base.STORY, 0, "D", clock=part))
    here = unit(a, i + 3)
    if not here or here.stop != i + 4 or here.plural or here.code not in ("D", "W", "M", "Y", "CE"):
        return None
    base = Base.EITHER if a[i + 2].low == "the" and here.code != "D" else Base.STORY
    return Timex(i, here.stop, same(here, {"early": "START", "late": "END"}.get(a[i].low), base))


@vetoes.veto(
    "dates.pointed.adjective",
    reads=("They kept the [[current spring]] plans.",),
    leaves=("They kept the [[current week]].",),
    source="adjectives that point only at a unit of time",
)
def _no_pointer(a: Sequence[Atom], i: int) -> bool:
    return a[i].low in _WANTS_UNIT and "unit" not in a[i + 1].words


def _next_of_story(a: Sequence[Atom], i: int) -> bool:
    """`the next week`, `next morning`: counted from the story."""
    after = a[i + 1]
    return a[i].low == "next" and (a[i - 1].low == "the" or "part" in after.words or after.low in _DAY_OR_NIGHT)


def _same_unit(a: Sequence[Atom], i: int) -> Timex | None:
    """`that day`, `that same year`, `the same afternoon`, `that August`."""
    at = i + 1 + (a[i + 1].low in _STRESSING_THAT)
    first = i - 1 if a[i].low == "same" and a[i - 1].low in ("that", "this") else i
    if not a[at].words and a[at].low != "date":
        return None
    found = _same_part(a, at) or _same_month(a, at) or _same_season(a, at) or _same_weekday(a, at) or _same_of(a, at)
    return Timex(first, found[0], found[1]) if found else None


_Found = tuple[int, Meaning]


@forms.rule(
    "dates.same.part",
    reads=("They left [[that morning]].",),
    leaves=("They left in the morning.",),
    source="English usage",
)
def _same_part(a: Sequence[Atom], at: int) -> _Found | None:
    part = a[at].words.get("part")
    return (at + 1, shift(Base.STORY, 0, "D", clock=part)) if part and a[at].low != "overnight" else None


@forms.rule(
    "dates.same.month",
    reads=("They left [[that August]].",),
    leaves=("They left in August.",),
    source="English usage",
)
def _same_month(a: Sequence[Atom], at: int) -> _Found | None:
    month = a[at].words.get("month")
    if not month or not a[at].text[0].isupper() or a[at + 1].kind in ("num", "ordinal") or a[at].low in _VERB_MONTHS:
        return None
    return at + 1, Meaning(rule=Rule.PARTIAL, value=f"XXXX-{int(month):02d}", month=int(month), base=Base.STORY)


@forms.rule(
    "dates.same.season",
    reads=("They left [[that winter]].",),
    leaves=("They left that fall.",),
    source="English usage",
)
def _same_season(a: Sequence[Atom], at: int) -> _Found | None:
    part = a[at].words.get("season")
    if not part or a[at].low == "fall":
        return None
    return at + 1, Meaning(rule=Rule.PARTIAL, value=f"XXXX-{part}", part=part, base=Base.STORY)


@forms.rule(
    "dates.same.weekday",
    reads=("They left [[that Tuesday]].",),
    leaves=("They left on Tuesday.",),
    source="English usage",
)
def _same_weekday(a: Sequence[Atom], at: int) -> _Found | None:
    number = a[at].words.get("weekday")
    if not number:
        return None
    return at + 1, Meaning(rule=Rule.PARTIAL, value=f"XXXX-WXX-{number}", weekday=int(number), base=Base.STORY)


@forms.rule(
    "dates.same.unit",
    reads=("They left [[that day]].", "They left [[that same year]].", "They left on [[that date]]."),
    leaves=("They left that hour.",),
    source="English usage",
)
def _same_of(a: Sequence[Atom], at: int) -> _Found | None:
    if a[at].low == "date" and a[at - 1].low in _SAME_OR_THAT:
        return at + 1, same(Unit(at + 1, "D", 1, plural=False))
    here = unit(a, at)
    if not here or here.stop != at + 1 or here.plural or here.code in ("TS", "TM", "TH", "Q", "ML"):
        return None
    if here.code == "Y" and here.times == 10:
        return here.stop, Meaning(rule=Rule.SAME, value="XXX", base=Base.STORY, unit="DE")
    return here.stop, same(here)


def _trailing(a: Sequence[Atom], i: int) -> Timex | None:
    """`the year before`, `the day after`, `the week previous`; with an event after it, the event is the anchor."""
    here = unit(a, i)
    if not here or here.plural or here.stop != i + 1 or here.code in ("TS", "TM", "Q"):
        return None
    order = a[i + 1].low
    if a[i - 1].low not in _BEFORE_ORDERED_DAYS or (order not in _BACK and order not in _ON):
        return None
    steps, length = -1 if order in _BACK else 1, event_words(a, i + 2, order)
    return _day_after_event(a, i, here, steps, length) if length else _year_before(a, i, here, steps)


@forms.rule(
    "dates.pointed.day-after-event",
    reads=("They left the [[day after]] the attack.",),
    leaves=("They left the week after the attack.",),
    source="TimeML: the event is the anchor",
)
def _day_after_event(a: Sequence[Atom], i: int, here: Unit, steps: int, length: int) -> Timex | None:
    if here.code != "D" or a[i + 1].low in _BESIDE_DAYS:
        return None
    if a[i - 2].low == "in":  # `late in the day after falling`
        return None
    meaning = Meaning(rule=Rule.EVENT, value=unknown_value(here.code), amount=steps, unit=here.code)
    return Timex(i, i + 2, meaning, event=(i + 2, i + 2 + length))


@forms.rule(
    "dates.pointed.year-before",
    reads=("They had left the [[year before]].", "They left the [[day after]]."),
    leaves=("They left before the year.",),
    source="English usage",
)
def _year_before(_a: Sequence[Atom], i: int, here: Unit, steps: int) -> Timex | None:
    if here.code == "NI":
        return Timex(i, i + 2, shift(Base.STORY, steps, "D", clock="NI"))
    return Timex(i, i + 2, shift(Base.STORY, steps, here.code))


def definite(a: Sequence[Atom], i: int) -> Timex | None:
    """`the rest of the day`, `the weekend`, `month's end`: the unit of the anchor itself."""
    if a[i].low in _RESTS:
        return _rest_of(a, i)
    here = unit(a, i)
    if not here or here.plural or here.stop != i + 1:
        return None
    return _months_end(a, i, here) or _weekend(a, i, here)


@forms.rule(
    "dates.definite.rest-of",
    reads=("They slept for the [[rest of the day]].",),
    leaves=("They fed the rest of the men.",),
    source="English usage",
)
def _rest_of(a: Sequence[Atom], i: int) -> Timex | None:
    here = unit(a, i + 3) if a[i + 1].low == "of" and a[i + 2].low in ("the", "that") else None
    if not here or here.stop != i + 4 or here.plural or here.code not in ("D", "NI", "W", "M", "Y"):
        return None
    return Timex(i, here.stop, same(here, "END", Base.EITHER))


@forms.rule(
    "dates.definite.months-end",
    reads=("They left by [[month's end]].", "They left by [[year-end]]."),
    leaves=("They left at the month's start.",),
    source="English usage",
)
def _months_end(a: Sequence[Atom], i: int, here: Unit) -> Timex | None:
    linked = a[i + 1].kind == "possessive" or (a[i + 1].kind == "dash" and a[i + 1].glued)
    if linked and a[i + 2].low == "end" and here.code in ("M", "Y", "W"):
        return Timex(i, i + 3, same(here, "END", Base.EITHER))
    return None


@vetoes.veto(
    "dates.definite.goes-on",
    reads=("They loved the [[weekend]] of peace.",),
    leaves=("They loved the [[weekend]].",),
    source="a unit that words after it describe",
)
def _goes_on(a: Sequence[Atom], i: int) -> bool:
    return a[i + 1].low in _BEHIND_MOMENT or a[i + 1].kind == "dash"


@vetoes.veto(
    "dates.definite.named-weekend",
    reads=("They loved the [[Weekend]] Lunch.",),
    leaves=("They loved the [[weekend]] lunch.",),
    source="names",
)
def _named_weekend(a: Sequence[Atom], i: int) -> bool:
    return a[i].text[0].isupper() and a[i + 1].text[:1].isupper()


@forms.rule(
    "dates.definite.weekend",
    reads=("They loved the [[weekend]].",),
    leaves=("They loved a weekend.",),
    source="English usage",
)
def _weekend(a: Sequence[Atom], i: int, here: Unit) -> Timex | None:
    if here.code != "WE" or a[i - 1].low != "the" or _goes_on(a, i) or _named_weekend(a, i):
        return None
    return Timex(
        i, i + 1, Meaning(rule=Rule.SHIFT, value=unknown_value("WE"), base=Base.EITHER, unit="WE", amount=None)
    )
