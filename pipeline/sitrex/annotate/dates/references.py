"""Vague references: `now`, `currently`, `recently`, `the past`, `near future`, `the present`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.draft import Meaning, Timex
from sitrex.annotate.dates.lexicon import AFTER_PHRASE, Atom, cue_words
from sitrex.annotate.dates.rules import forms, vetoes
from sitrex.vocab import read_table

_BEFORE_REFERENCE_NOUNS: Final = cue_words("before_reference_nouns")
_NOW_AND_AGAIN: Final = cue_words("now_and_again")

_PHRASES: Final = tuple(
    (row["before"].strip("-"), tuple(row["phrase"].split(" ")), row["value"])
    for row in read_table("dates/references.tsv", ("before", "phrase", "value"))
)
_HEADS: Final = frozenset(words[0] for _, words, _ in _PHRASES)
_SOON_LEADS: Final = cue_words("soon_leads")
_FULLER: Final = frozenset({("more", "recently"), ("most", "recently"), ("right", "now")})
_NOUNS: Final = cue_words("reference_nouns")
_AFTER_NOUN: Final = cue_words("after_noun")
_AFTER_SOON: Final = cue_words("after_soon")
_AFTER_MOMENT: Final = cue_words("after_moment")

_NAME_WORDS: Final = 3
"""Words of a name, at most, behind its first."""

PhraseWords = tuple[str, ...]


def reference(a: Sequence[Atom], i: int) -> Timex | None:
    """A vague reference at atom ``i``."""
    if "now" in a[i].words:
        return None if _now_that(a, i) else _now(a, i)
    if a[i].low == "moment":
        return _moment(a, i)
    return _phrase(a, i) if a[i].low in _HEADS else None


@vetoes.veto(
    "dates.reference.now-that",
    reads=(
        "They rest [[now]] that it rains.",
        "They met the [[now]]-famous man.",
        "[[Now]], they rest.",
        "They rest [[now]] and then.",
    ),
    leaves=("They rest [[now]].",),
    source="the conjunction, compounds, an opening of speech",
)
def _now_that(a: Sequence[Atom], i: int) -> bool:
    before, after = a[i - 1], a[i + 1]
    joined = after.low == "that" or (after.kind == "dash" and after.glued)
    again = after.low == "and" and a[i + 2].low in _NOW_AND_AGAIN
    opens = after.low == "," and a[i].text == "Now"
    return (a[i].low == "now" and (joined or again or opens)) or (before.kind == "dash" and a[i].glued)


@forms.rule(
    "dates.reference.now",
    reads=("They rest [[now]].", "They rested [[more recently]]."),
    leaves=("They rest in the present.",),
    source="TimeML 1.2.1",
)
def _now(a: Sequence[Atom], i: int) -> Timex | None:
    first = i - ((a[i - 1].low, a[i].low) in _FULLER)
    return Timex(first, i + 1, Meaning(value=a[i].words["now"]))


@forms.rule(
    "dates.reference.name-of-today",
    reads=(
        "He fell at Tolmein ([[today]] Tolmin) in 1917.",
        "He fell at Karfreit ([[today]] Kobarid, Slovenia) in 1917.",
    ),
    leaves=("They left (Today Reuters said so).", "They left (today at noon)."),
    source="encyclopedias: the name that a place has now",
)
def name_of_today(a: Sequence[Atom], i: int) -> Timex | None:
    """`today` before a name in brackets, which is nowadays and no day of the story."""
    name = a[i + 1]
    named = name.kind == "word" and name.text[:1].isupper() and not name.words
    closed = any(atom.low in (")", "]", ",") for atom in a[i + 2 : i + 2 + _NAME_WORDS])
    if a[i].text != "today" or a[i - 1].low not in ("(", "[") or not (named and closed):
        return None
    return Timex(i, i + 1, Meaning(value="PRESENT_REF"))


@forms.rule(
    "dates.reference.moment",
    reads=("They rest at [[the moment]].", "They rest at [[this moment]].", "They rest at the [[present moment]]."),
    leaves=("At the moment of truth they rested.", "At the moment they left, it rained.", "It was a moment."),
    source="English usage",
)
def _moment(a: Sequence[Atom], i: int) -> Timex | None:
    at = a[i - 2 - (a[i - 1].low == "present")].low == "at"
    ends = a[i + 1].kind in ("punct", "break", "end") or a[i + 1].low in _AFTER_MOMENT
    led = a[i - 1].low in _BEFORE_REFERENCE_NOUNS
    return Timex(i - 1, i + 1, Meaning(value="PRESENT_REF")) if at and ends and led else None


@forms.rule(
    "dates.reference.phrase",
    reads=("They won in the [[past]].", "They win in the [[near future]].", "They kept [[present-day]] lines."),
    leaves=("They rest now.",),
    source="vocab/dates/references.tsv",
)
def _phrase(a: Sequence[Atom], i: int) -> Timex | None:
    for before, words, value in _PHRASES:
        if (before and a[i - 1].low != before) or not _stands(a, i, words):
            continue
        stop = i + len(words)
        if words[-1] == "time" and a[stop].low == "of":  # `at this time of year`
            return None
        refused = (before != "at" and _describes(a, i, words)) or _soon_as(a, i, words)
        return None if refused else Timex(i, i + len(words), Meaning(value=value))
    return None


def _stands(a: Sequence[Atom], i: int, words: PhraseWords) -> bool:
    return all((a[i + k].low if a[i + k].kind != "dash" else "-") == word for k, word in enumerate(words))


@vetoes.veto(
    "dates.reference.describes",
    reads=("They kept the [[past]] mistakes.",),
    leaves=("They kept it in the [[past]].", "In the [[future]] they will keep it."),
    source="`past` and `future` before a noun",
)
def _describes(a: Sequence[Atom], i: int, words: PhraseWords) -> bool:
    after = a[i + 1]
    if len(words) > 1 or words[0] not in _NOUNS or after.kind in ("punct", "end", "break"):
        return False
    return after.low not in (AFTER_PHRASE if a[i - 2].low == "in" else _AFTER_NOUN)


@vetoes.veto(
    "dates.reference.soon-as",
    reads=("They [[soon]] left.", "They left [[soon]] after dinner.", "They left too [[soon]]."),
    leaves=("They will leave [[soon]].", "They will leave [[soon]] if it rains."),
    source="`soon` that counts from something said, as in tales",
)
def _soon_as(a: Sequence[Atom], i: int, words: PhraseWords) -> bool:
    if words != ("soon",):
        return False
    ends = a[i + 1].kind in ("punct", "break", "end") or a[i + 1].low in _AFTER_SOON
    return a[i - 1].low in _SOON_LEADS or not ends
