"""Modifiers behind a length of time or a date: `20 years or more`, `1985 or thereabouts`, `by 2034 at the latest`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates.draft import Rule, Timex
from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.rules import forms
from sitrex.vocab import read_table

_ROWS: Final = tuple(
    (tuple(row["phrase"].split(" ")), row["of"], row["mod"].strip("-") or None, row["ends"])
    for row in read_table("dates/modifiers_behind.tsv", ("phrase", "of", "mod", "ends"))
)
_HEADS: Final = frozenset(words[0] for words, *_ in _ROWS)
_PHRASE_ENDS: Final = cue_words("phrase_ends")
_KINDS: Final = {"DURATION": "length", "DATE": "date", "TIME": "date"}
_ENDS: Final = frozenset({"punct", "break", "end"})


def with_modifier_behind(a: Sequence[Atom], found: list[Timex]) -> list[Timex]:
    """The mentions, the last with what stands behind it and says how exact it is."""
    last = found[-1]
    return [*found[:-1], _behind(a, last.stop, last) or last] if a[last.stop].low in _HEADS else found


@forms.rule(
    "dates.modifier.behind",
    reads=(
        "Terms of [[5 years or more]] were common.",
        "They have held it since [[1985 or thereabouts]].",
        "It ends by [[2034 at the latest]].",
        "They signed for [[three years more]].",
        "It will be felt for [[decades to come]].",
    ),
    leaves=(
        "They waited for 5 years or ten.",
        "They took two hours more than before.",
        "It took months to come to terms.",
    ),
    source="TimeML 1.2.1, mod",
)
def _behind(a: Sequence[Atom], i: int, last: Timex) -> Timex | None:
    meaning = last.meaning
    kind = _KINDS.get(meaning.label)
    if meaning.mod or meaning.value.endswith("_REF") or meaning.rule in (Rule.SHIFT, Rule.EVENT):
        return None
    for words, of, mod, ends in _ROWS:
        stop = i + len(words)
        if of != kind or any(a[i + k].low != word for k, word in enumerate(words)) or a[stop].low == "than":
            continue
        if ends != "no" and not (a[stop].kind in _ENDS or (ends == "phrase" and a[stop].low in _PHRASE_ENDS)):
            continue
        return last._replace(stop=stop, meaning=replace(meaning, mod=mod))
    return None
