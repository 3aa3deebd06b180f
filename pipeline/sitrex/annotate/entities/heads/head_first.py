"""Names with their head noun before them: `Mount Hermon`, `Jabal al-Zawiya`, `Operation Neptune`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import ARABIC, POSSESSIVE, DocTape
from sitrex.annotate.entities.lexicon import group, head_nouns
from sitrex.annotate.entities.proposals import TOLD, Proposal
from sitrex.annotate.entities.rules import entities

JOINING: Final = (*POSSESSIVE, "'", "’", "of")
MOUNTS: Final = group("mounts")
"""Mountains by their short word, which in a line that is not in capitals is a motor tanker's: `MT KENT`, `MT Front Altair`."""
BEHIND_NAMES: Final = group("clause_words", "behind_names")
"""Words before which a figure numbers an operation and counts nothing: `Operation True Promise 3 began`."""


def _article(tape: DocTape, end: int) -> bool:
    """Whether the Arabic article in lower case and a name follow."""
    return (
        end + 2 < len(tape.words) and tape.lower[end] in ARABIC and tape.words[end + 1] == "-" and tape.capital[end + 2]
    )


@entities.rule(
    "entities.heads.before",
    reads=("[[Harakat Zorka]] fought on.", "[[Ras al-Zorka]] burned."),
    leaves=("They fought on.",),
    source="head nouns of names: heads.tsv, before the name",
)
def before(tape: DocTape, at: int, end: int, label: str) -> Proposal | None:
    """A head noun and capitalised words, with the Arabic article or without: `Mount Hermon`, `Jabal al-Zawiya`."""
    if not (tape.name_word(end) or _article(tape, end)) or (tape.words[at] == "MT" and not tape.weak[at]):
        return None
    longest, rank = (8, 71) if label == "ORG" else (5, TOLD if tape.words[at] in MOUNTS else 69)
    stop = tape.name_right(end - 1, longest)
    return Proposal(at, called(tape, stop) or stop if label == "EVENT" else stop, label, rank)


@entities.rule(
    "entities.heads.operation-of",
    reads=("[[Operation Deterrence of Weiss]] began.",),
    leaves=("Operation of the pump began.",),
    source="code names of operations",
)
def called(tape: DocTape, stop: int) -> int | None:
    """Where an operation's name ends that goes on with a genitive, `of` or its number: `Operation Gideon's Chariots`."""
    words, size, end = tape.words, len(tape.words), stop
    while end + 1 < size and words[end] in JOINING and tape.name_word(end + 1):
        end = tape.name_right(end + 1, 3)
    counted = end < size and words[end].isdecimal() and len(words[end]) < 3
    if counted and (end + 1 == size or not words[end + 1][0].isalpha() or tape.lower[end + 1] in BEHIND_NAMES):
        end += 1
    return end if end > stop else None


def find(tape: DocTape) -> Iterator[Proposal]:
    """Names behind a head noun."""
    for at, end, label in tape.phrases(head_nouns()["before"]):
        if end < len(tape.words) and tape.words[end] != "of" and (found := before(tape, at, end, label)):
            yield found
