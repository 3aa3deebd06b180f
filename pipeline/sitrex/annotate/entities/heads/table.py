"""The head nouns, and what the vocabularies say of the words beside them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.lexicon import Entry, cells, group, names, split
from sitrex.annotate.text.phrases import PhraseTable
from sitrex.vocab import read_table

YEAR: Final = re.compile(r"1\d{3}|20\d\d")
DIRECTIONS: Final = group("compass", "landscape_directions")
ORDINALS: Final = group("event_ordinals")
DEED_WARS: Final = frozenset({"war", "civil war", "genocide", "revolution", "missile crisis"})
"""Lower-case deeds that make a name with a mere nationality: `the Syrian civil war`."""


class Head(NamedTuple):
    """A head noun: its label and its side."""

    label: str
    side: str


class Beside(NamedTuple):
    """A head noun and the name beside it: the name begins at ``start``, the head at ``at``, both end at ``end``."""

    start: int
    at: int
    end: int
    head: Head
    text: str
    """The head noun as written."""

    @property
    def label(self) -> str:
        """Label of the head."""
        return self.head.label


@cache
def tables() -> dict[str, PhraseTable[Head]]:
    """Side -> head phrases."""
    entries: dict[str, list[tuple[tuple[str, ...], Head]]] = {"after": [], "before": [], "of": []}
    for row in read_table("entities/heads.tsv", ("label", "side", "words")):
        head = Head(row["label"], row["side"])
        entries[head.side] += [(split(word), head) for word in cells(row["words"])]
    return {side: PhraseTable(rows) for side, rows in entries.items()}


def label_at(tape: DocTape, at: int) -> str | None:
    """Label that the vocabularies give the name that begins at a token."""
    hit = names().longest(tape.words, at)
    return hit[1].label if hit and hit[1].sure else None


def first_name(tape: DocTape, name: Beside) -> tuple[Entry, int] | None:
    """What the vocabularies surely know of the first words of a name, and where they end."""
    hit = names().longest(tape.words, name.start)
    return (hit[1], hit[0]) if hit and hit[1].sure else None


def of_state(tape: DocTape, end: int) -> int:
    """``end`` moved over `of (the)` and a country or place: `Ministry of Defence of the Russian Federation`."""
    at = end + 2 if tape.lower[end : end + 2] == ["of", "the"] else end + 1
    if at < len(tape.words) and tape.lower[end] == "of":
        hit = names().longest(tape.words, at)
        if hit and hit[1].label == "GPE":
            return hit[0]
    return end
