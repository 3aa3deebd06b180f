"""From a Doc to drafts: vectorised triggers, then the grammar around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from spacy.strings import StringStore
from spacy.tokens import Doc

from sitrex.annotate.dates.atoms import atoms
from sitrex.annotate.dates.days_alone import in_column
from sitrex.annotate.dates.draft import Draft, Timex
from sitrex.annotate.dates.grammar import expression
from sitrex.annotate.dates.holidays import holiday, holiday_heads
from sitrex.annotate.dates.islamic import islamic_heads
from sitrex.annotate.dates.lexicon import END, Atom, cue_words, word_kinds
from sitrex.annotate.dates.not_years import names_row
from sitrex.annotate.docs import text_of
from sitrex.record.model import handle

_BEFORE: Final = 9
_AFTER: Final = 8
_PAD: Final = 16
_TRIGGER_KINDS: Final = cue_words("trigger_kinds")
_TRIGGER_WORDS: Final = cue_words("trigger_words")
_CACHE_LIMIT: Final = 1_000_000


class Triggers(dict[int, bool]):
    """Token text id -> whether a date may be near; ids are judged once, by the text of the token."""

    def __init__(self, strings: StringStore) -> None:
        super().__init__()
        words = {word for word, kinds in word_kinds().items() if kinds.keys() & _TRIGGER_KINDS}
        self._words = frozenset(words | _TRIGGER_WORDS | holiday_heads())
        self._strings = strings

    def __missing__(self, orth: int) -> bool:
        text = self._strings[orth]
        known = any(c.isdecimal() for c in text) or any(word in self._words for word in _words(text.lower()))
        if len(self) > _CACHE_LIMIT:
            self.clear()
        self[orth] = known
        return known


def _words(low: str) -> Iterator[str]:
    yield low
    word = ""
    for character in low:
        if character.isalpha():
            word += character
        elif word:
            yield word
            word = ""
    yield word


def regions(doc: Doc, triggers: Triggers) -> Iterator[tuple[int, int]]:
    """Half-open character ranges around the triggers of a Doc, merged where they meet."""
    ids = doc.to_array("ORTH").tolist()
    hits = np.flatnonzero(np.fromiter(map(triggers.__getitem__, ids), dtype=bool, count=len(ids)))
    if not len(hits):
        return
    starts, ends = np.maximum(hits - _BEFORE, 0), np.minimum(hits + _AFTER + 1, len(doc))
    breaks = np.flatnonzero(starts[1:] > ends[:-1]) + 1
    for first, last in zip([0, *breaks.tolist()], [*(breaks - 1).tolist(), len(hits) - 1], strict=True):
        begin, end = doc[int(starts[first])], doc[int(ends[last]) - 1]
        yield begin.idx, end.idx + len(end)


def find(doc: Doc, triggers: Triggers) -> list[Draft]:
    """All drafts of a Doc, in text order, without overlaps."""
    text = text_of(doc)
    found: list[Draft] = []
    for begin, end in regions(doc, triggers):
        tape = [*atoms(text, begin, end), *[END] * _PAD]
        found.extend(_scan(text, tape))
    return found


def _scan(text: str, tape: list[Atom]) -> Iterator[Draft]:
    i, size = 0, len(tape) - _PAD
    while i < size:
        atom = tape[i]
        if atom.kind in _DEAD or (atom.kind == "word" and not atom.words and not _may_begin(tape, i)):
            i += 1
            continue
        timexes = in_column(tape, i, text) or expression(tape, i)
        if not timexes or (timexes[0].stop == i + 1 and names_row(tape, i, text)):
            i += 1
            continue
        yield from _drafts(text, tape, timexes)
        i = max(timexes[-1].stop, i + 1)


_DEAD: Final = frozenset({"url", "break", "punct", "dash", "possessive"})
_STARTERS: Final = cue_words("starters") | holiday_heads() | islamic_heads()
_ONLY_HOLIDAYS: Final = holiday_heads() - cue_words("starters") - islamic_heads() - {"all"}
"""Words that begin nothing else; `all` begins `all day`."""
_ONLY_BEFORE: Final = {"in": ("excess",), "at": ("least", "most"), "to": ()}
"""Frequent words that begin a mention only before a few others: `in excess of`, `at least`; `to-day` before a hyphen."""


def _may_begin(tape: Sequence[Atom], i: int) -> bool:
    """Whether a mention may begin at a word that has no meaning of its own."""
    low, after = tape[i].low, tape[i + 1]
    if low in _ONLY_BEFORE:
        return after.kind == "dash" or after.low in _ONLY_BEFORE[low]
    return low in _STARTERS and (low not in _ONLY_HOLIDAYS or holiday(tape, i) is not None)


def _drafts(text: str, tape: Sequence[Atom], timexes: list[Timex]) -> Iterator[Draft]:
    range_start: int | None = None
    previous: int | None = None
    for timex in timexes:
        start, end = tape[timex.first].start, tape[timex.stop - 1].end
        if timex.in_range and previous is not None:
            range_start = previous if range_start is None else range_start
        else:
            range_start = None
        meaning = timex.meaning
        event = None
        if timex.event and timex.event[1] > timex.event[0]:
            event = text[tape[timex.event[0]].start : tape[timex.event[1] - 1].end]
        yield Draft(
            id=handle(start),
            start=start,
            end=end,
            text=text[start:end],
            label=meaning.label,
            value=meaning.value,
            mod=meaning.mod,
            quant=meaning.quant,
            freq=meaning.freq,
            zone=meaning.zone,
            anchor_text=event,
            meaning=meaning,
            range_back=None if range_start is None else start - range_start,
        )
        previous = start
