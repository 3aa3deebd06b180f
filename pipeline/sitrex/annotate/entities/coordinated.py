"""Names that share the head noun of the last one: `Kennedy and Johnson Administrations`, `Donetsk and Luhansk oblasts`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.heads.table import tables
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.text.phrases import PhraseTable


@cache
def _several() -> PhraseTable[str]:
    """Head nouns of several names at once -> label: `Governments`, `Embassies`."""
    return PhraseTable(
        ((*words[:-1], _plural(words[-1])), label)
        for words, label in tables()["after"].items()
        if words[-1].isalpha() and not words[-1].endswith("s")
    )


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("ch", "sh", "x")) else "s")


def find(tape: DocTape) -> Iterator[Proposal]:
    """Names that share the head noun of the last one: `Kennedy` and `Johnson Administrations`."""
    for at, end, label in tape.phrases(_several()):
        start = tape.name_left(at)
        while start < at:
            yield Proposal(start, end if end else at, label, 0)
            joint = start - 1
            if joint < 1 or tape.lower[joint] not in ("and", ",", "or", "&"):
                break
            at, end = joint, 0
            start = tape.name_left(at)
