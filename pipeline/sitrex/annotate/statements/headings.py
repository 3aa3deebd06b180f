"""The words of harm of a sentence, and those that head the list that it is a line of.

`Installations destroyed. Bunkers - 30. Tunnels - 6.`: a line of a list or table has no verb; what befell those that it counts
stands in a heading above, with nothing but other lines between. A heading with a letter or number holds up to the next such one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from sitrex.annotate.statements.sentence import Sentence
from sitrex.annotate.statements.words import BE, Harm, harms, statement_words

_CLAUSES: Final = BE | statement_words("pronouns", "subordinators")
_LINE: Final = 12
"""Words of a line of a list at most, and of a heading."""
_LIST: Final = 30
"""Lines of a list at most."""
_HEADING: Final = frozenset(("done", "counted", "toll", "state"))
"""Forms of the words of harm that head a list."""


class Found(NamedTuple):
    """A word of harm in a sentence: its words as a half-open range, what it may mean."""

    start: int
    end: int
    meant: tuple[Harm, ...]


def found_in(sentence: Sentence) -> list[Found]:
    """The words of harm of a sentence, in order, none within another."""
    table = harms()
    firsts = [at for at, word in enumerate(sentence.low) if word in table.firsts]
    found: list[Found] = []
    for start, end, meant in table.find(sentence.low, firsts):
        if not found or start >= found[-1].end:
            found.append(Found(start, end, meant))
    return [one for one in found if one.meant[0].form != "none"]


def heading(
    sentence: Callable[[int], Sentence], harms_of: Callable[[int], Sequence[Found]], number: int
) -> Harm | None:
    """What heads the list that the sentence at ``number`` is a line of; None where it is a sentence like others.

    Args:
        sentence: the sentences of the text by their number.
        harms_of: the words of harm of these.
        number: of the sentence.
    """
    if not _line(sentence(number)):
        return None
    begun = {enumerated(sentence(number).raw)}
    for above in range(number - 1, max(number - 1 - _LIST, -1), -1):
        one = sentence(above)
        if not _line(one):
            return None
        mark = enumerated(one.raw)
        named = [harm for found in harms_of(above) for harm in found.meant if harm.form in _HEADING]
        if named:
            # its own number, in the first two words, counts nothing
            counts = any(word[0].isdecimal() for word in one.low[2 * (mark is not None) :])
            ended = mark is not None and mark in begun
            return None if counts or ended else named[0]
        begun.add(mark)
    return None


def enumerated(raw: Sequence[str], at: int = 0) -> str | None:
    """The kind of letter or number that a section begins with at a word: `B.`, `(b)`, `2)`; None where none does."""
    opened = raw[at : at + 1] == ["("]
    letter, closing = "".join(raw[at + opened : at + opened + 1]), raw[at + opened + 1 : at + opened + 2]
    if closing != [")"] and (opened or closing != ["."]):
        return None
    if letter.isdecimal():
        return f"{'(' * opened}1" if len(letter) < 3 else None
    if len(letter) > 1 or not letter.isalpha():
        return None
    return f"{'(' * opened}{'A' if letter.isupper() else 'a'}"


def _line(sentence: Sentence) -> bool:
    """Whether a sentence is a line of a list or its heading: short and without a verb that one knows."""
    return 0 < len(sentence.low) <= _LINE and _CLAUSES.isdisjoint(sentence.low)
