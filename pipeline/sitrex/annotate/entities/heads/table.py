"""The head nouns, and the names beside them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sitrex.annotate.entities.lexicon import cells, split
from sitrex.annotate.text.phrases import PhraseTable
from sitrex.vocab import read_table


class Beside(NamedTuple):
    """A head noun and the name beside it: the name begins at ``start``, the head at ``at``, both end at ``end``."""

    start: int
    at: int
    end: int
    label: str
    text: str
    """The head noun as written."""


@cache
def tables() -> dict[str, PhraseTable[str]]:
    """Side -> label of each head phrase."""
    entries: dict[str, list[tuple[tuple[str, ...], str]]] = {"after": [], "before": [], "of": []}
    for row in read_table("entities/heads.tsv", ("label", "side", "words")):
        entries[row["side"]] += [(split(word), row["label"]) for word in cells(row["words"])]
    return {side: PhraseTable(rows) for side, rows in entries.items()}
