"""Where a name that the model proposes begins and ends.

The model that ships leaves articles, titles and the genitive outside; other models, such as that of training/silver.py, do not.
"""

from __future__ import annotations

from typing import Final

from sitrex.annotate.entities import persons
from sitrex.annotate.entities.family import entities
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.tape import ARTICLES, POSSESSIVE, Tape

PREFIXES: Final = group("prefixes")
HEADLINE_VERBS: Final = group("headline_verbs")
"""Words that a headline writes with a capital and no person's name holds."""
QUOTES: Final = frozenset("'\"“”‘’`´«»")
MARKS: Final = QUOTES | frozenset(",;:.()[]{}-–—/")


def article(tape: Tape, start: int, end: int) -> bool:
    """An article or its like before the name does not belong to it."""
    return start < end and tape.lower[start] in ARTICLES


@entities.rule(
    "entities.model.mark-before", reads=('His father, Admiral "[[Chick]]" Clary, was killed.',), nothing=False
)
def mark_before(tape: Tape, start: int, end: int) -> bool:
    """Nor do quotation marks, brackets and the like."""
    return start < end and tape.words[start] in MARKS


@entities.rule("entities.model.mark-after", reads=("The son of [[Helen (Costello]]) and Joseph.",), nothing=False)
def mark_after(tape: Tape, start: int, end: int) -> bool:
    """Nor those after it."""
    return start < end and tape.words[end - 1] in MARKS


def genitive(tape: Tape, start: int, end: int) -> bool:
    """Nor the genitive's ending."""
    return start < end and tape.lower[end - 1] in POSSESSIVE


@entities.rule(
    "entities.model.bracket",
    reads=("The report went to the [[Criminal Investigation Division(CID)]] in May.",),
    nothing=False,
)
def bracket(tape: Tape, _start: int, end: int) -> bool:
    """A bracket that a word of the name opens closes behind it."""
    return end + 1 < len(tape.words) and "(" in tape.words[end - 1] and tape.words[end] == ")"


@entities.rule("entities.model.noun-by-noun", reads=("They took [[Novi Lad]] street by street.",), nothing=False)
def noun_by_noun(tape: Tape, start: int, end: int) -> bool:
    """The noun of `street by street` is none of the town's name."""
    return end - start > 1 and tape.lower[end : end + 2] == ["by", tape.lower[end - 1]]


def trimmed(tape: Tape, start: int, end: int) -> tuple[int, int]:
    """The span without what does not belong to a name on either side."""
    words = tape.words  # a mark is one character: most names are spared the question
    while article(tape, start, end) or (start < end and len(words[start]) == 1 and mark_before(tape, start, end)):
        start += 1
    while genitive(tape, start, end) or (start < end and len(words[end - 1]) == 1 and mark_after(tape, start, end)):
        end -= 1
    end += bracket(tape, start, end)
    end -= noun_by_noun(tape, start, end)
    return start, end


def title(tape: Tape, start: int, end: int) -> int | None:
    """Where a person's name begins behind the title."""
    found = persons.titles().at(tape.words, start) if start < end - 1 else None
    return found[0] if found and found[0] < end else None


@entities.rule("entities.model.participle", reads=("[[Khlan]] fell. Beijing [[Smith]] ran.",), nothing=False)
def participle(tape: Tape, start: int, end: int) -> bool:
    """The participle that opens a sentence is no given name: `Contradicting Khlan, the staff`."""
    return tape.opens(start) and tape.lower[start].endswith("ing") and end - start > 1


@entities.rule("entities.model.headline-verb", reads=("A sermon by [[Alexander]] the Baker was printed.",))
def headline_verb(tape: Tape, start: int, end: int) -> int | None:
    """Where a headline goes on about a person."""
    return next((at for at in range(start + 1, end) if tape.lower[at] in HEADLINE_VERBS), None)


def person(tape: Tape, start: int, end: int) -> tuple[int, int]:
    """A person's span without titles, the participle before it and what a headline says of him."""
    while behind := title(tape, start, end):
        start = behind
    start += participle(tape, start, end)
    return start, headline_verb(tape, start, end) or end


@entities.rule(
    "entities.model.prefix", reads=("The town was held by [[Russian]]/pro-[[Russian]] forces.",), nothing=False
)
def prefix(tape: Tape, start: int, end: int, label: str) -> bool:
    """`pro-` and `anti-` are no part of a people's or organisation's name."""
    return (
        label in ("NORP", "ORG", "GPE")
        and end - start > 2
        and tape.words[start + 1] in "-–"
        and tape.lower[start] in PREFIXES
    )


@entities.rule(
    "entities.model.rivers", reads=("Between the Siret and Prut rivers. The Yser and [[Lys]] rivers.",), nothing=False
)
def rivers(tape: Tape, start: int, end: int, label: str) -> bool:
    """The common noun after the last of several rivers."""
    return label == "LOC" and end - start > 1 and tape.lower[end - 1] == "rivers"
