"""The cues and the words of harm, from ``vocab/statements``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sitrex.annotate.statements.sentence import cut
from sitrex.annotate.text.phrases import PhraseTable
from sitrex.vocab import read_table


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that a status comes from; none of what only looks like a cue."""

    kind: str
    status: str | None


@dataclass(frozen=True, slots=True)
class Harm:
    """Words that an outcome comes from; ``form`` as the table's header says."""

    outcome: str
    form: str


@cache
def cues() -> PhraseTable[tuple[Cue, ...]]:
    """Words of a cue -> what they may be."""
    rows = read_table("statements/cues.tsv", ("cue", "status", "words"))
    found: dict[tuple[str, ...], list[Cue]] = {}
    for row in rows:
        cue = Cue(row["cue"], None if row["status"] == "-" else row["status"])
        for words in row["words"].split(";"):
            found.setdefault(cut(words), []).append(cue)
    return PhraseTable((words, tuple(meant)) for words, meant in found.items())


@cache
def harms() -> PhraseTable[tuple[Harm, ...]]:
    """Words of harm -> what they may mean, by form."""
    found: dict[tuple[str, ...], list[Harm]] = {}
    for words, harm in _harms():
        found.setdefault(cut(words), []).append(harm)
    return PhraseTable((words, tuple(meant)) for words, meant in found.items())


def _harms() -> Iterator[tuple[str, Harm]]:
    for row in read_table("statements/outcomes.tsv", ("outcome", "form", "words")):
        yield from ((words, Harm(row["outcome"], row["form"])) for words in row["words"].split(";"))
