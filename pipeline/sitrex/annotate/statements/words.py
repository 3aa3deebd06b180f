"""The cues, the words of harm and the classes of words that statements are read by, from ``vocab/statements``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

from sitrex.annotate.statements.sentence import cut
from sitrex.annotate.text.phrases import PhraseTable
from sitrex.annotate.text.words import words
from sitrex.normalise.numerals import number_words
from sitrex.vocab import read_table


def statement_words(*names: str) -> frozenset[str]:
    """The words of some classes of ``statements/words.tsv`` together."""
    return words(*names, table="statements/words.tsv")


BE: Final = words("be", "have") | statement_words("getting")
"""What a passive or a perfect is made with."""
ARTICLES: Final = words("articles", "possessives", "demonstratives") | {"another", "two", "several"}
"""What begins a noun phrase."""
DETERMINERS: Final = words("articles", "possessives", "demonstratives") | statement_words("limiting")
"""What may stand before a noun."""
BEFORE_FIGURES: Final = DETERMINERS | statement_words("approximating", "attributes")
"""What may stand between a word of harm and its figure."""
_GAP: Final = "…"
MARKS: Final = frozenset((";", ":", "--", "—", "–"))
"""What parts clauses."""
PEOPLE: Final = words("people", table="numbers/words.tsv")
NUMERALS: Final = statement_words("vague_numerals") | {
    word for word, (kind, _) in number_words().items() if kind != "ordinal"
}


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that a status comes from; none of what only looks like a cue.

    ``beyond`` are words that must follow, in order and not far, for these to be a cue: `put` with `losses` and `at`.
    """

    kind: str
    status: str | None
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Harm:
    """Words that an outcome comes from; ``form`` as the table's header says."""

    outcome: str
    form: str


def cue_phrases() -> Iterator[tuple[str, Cue]]:
    """The phrases of the table of cues, each with what it may be and the words that follow it further on."""
    for row in read_table("statements/cues.tsv", ("cue", "status", "words")):
        status = None if row["status"] == "-" else row["status"]
        for phrase in row["words"].split(";"):
            for head, *beyond in product(*(part.strip().split("/") for part in phrase.split(_GAP))):
                yield head, Cue(row["cue"], status, tuple(beyond))


@cache
def cues() -> PhraseTable[tuple[Cue, ...]]:
    """Words of a cue -> what they may be."""
    found: dict[tuple[str, ...], list[Cue]] = {}
    for head, cue in cue_phrases():
        found.setdefault(cut(head), []).append(cue)
    return PhraseTable((phrase, tuple(meant)) for phrase, meant in found.items())


@cache
def harms() -> PhraseTable[tuple[Harm, ...]]:
    """Words of harm -> what they may mean, by form."""
    found: dict[tuple[str, ...], list[Harm]] = {}
    for phrase, harm in _harms():
        found.setdefault(cut(phrase), []).append(harm)
    return PhraseTable((phrase, tuple(meant)) for phrase, meant in found.items())


def _harms() -> Iterator[tuple[str, Harm]]:
    for row in read_table("statements/outcomes.tsv", ("outcome", "form", "words")):
        yield from ((phrase, Harm(row["outcome"], row["form"])) for phrase in row["words"].split(";"))
