"""Names that share the head noun of the last one: `Kennedy and Johnson Administrations`, `Donetsk and Luhansk oblasts`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.lexicon import head_nouns
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.text.phrases import PhraseTable

_JOINTS: Final = ("and", "or", "&", ",")


@cache
def _several() -> PhraseTable[str]:
    """Head nouns of several names at once -> label: `Governments`, `Embassies`."""
    return PhraseTable(
        ((*words[:-1], _plural(words[-1])), label)
        for words, label in head_nouns()["after"].items()
        if words[-1].isalpha() and not words[-1].endswith("s")
    )


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("ch", "sh", "x")) else "s")


def find(tape: DocTape) -> Iterator[Proposal]:
    """Names that share the head noun of the last one: `Kennedy` and `Johnson Administrations`."""
    done = 0
    for at, end, label in tape.phrases(_several()):
        stop, last = end, done
        while (start := tape.name_left(at)) < at:
            yield Proposal(start, stop, label, 0)
            at = stop = start - 1
            if at <= last or tape.lower[at] not in _JOINTS:
                break
        done = end
