"""The head nouns of ``heads.tsv``."""

from __future__ import annotations

from functools import cache

from sitrex.annotate.entities.lexicon import cells, split
from sitrex.annotate.text.phrases import PhraseTable
from sitrex.vocab import read_table


@cache
def tables() -> dict[str, PhraseTable[str]]:
    """Side -> label of each head phrase."""
    entries: dict[str, list[tuple[tuple[str, ...], str]]] = {"after": [], "before": [], "of": []}
    for row in read_table("entities/heads.tsv", ("label", "side", "words")):
        entries[row["side"]] += [(split(word), row["label"]) for word in cells(row["words"])]
    return {side: PhraseTable(rows) for side, rows in entries.items()}
