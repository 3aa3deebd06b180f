"""The words of harm of a sentence, and those that head the list that it is a line of.

`Installations destroyed. Bunkers - 30. Tunnels - 6.`: a line of a list or table has no verb; what befell those that it counts
stands in a heading above, with nothing but other lines between. A heading with a letter or number holds up to the next such one.
What a colon ends may be longer: `The losses of the enemy from 24.02.22 to 12.06.25 are approximately:`; so may lines with bullets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from sitrex.annotate.statements.sentence import Sentence
from sitrex.annotate.statements.words import BE, Harm, harms, statement_words

_VERBAL: Final = BE | statement_words("pronouns")
_CLAUSES: Final = _VERBAL | statement_words("subordinators")
_LINE: Final = 12
"""Words of a line of a list at most, and of a heading."""
_LIST: Final = 30
"""Lines of a list at most."""
HEADING_FORMS: Final = frozenset(("done", "counted", "toll", "state", "noun"))
"""Forms of the words of harm that head a list."""
_BULLETS: Final = frozenset("•‣◦▪▫■□●○◆◾◽✦➤►*")
_TITLE: Final = 20
"""Words at most of a title that heads a list."""
_LONG: Final = 60
"""Words of a line with a bullet at most, and of a heading with a colon behind it."""


class Found(NamedTuple):
    """A word of harm in a sentence: its words as a half-open range, what it may mean."""

    start: int
    end: int
    meant: tuple[Harm, ...]


class Heading(NamedTuple):
    """The word of harm that heads a list, which of its meanings holds, and the number of its sentence."""

    harm: Harm
    found: Found
    sentence: int


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
    sentence: Callable[[int], Sentence],
    harms_of: Callable[[int], Sequence[Found]],
    counts: Callable[[int], bool],
    number: int,
) -> Heading | None:
    """What heads the list that the sentence at ``number`` is a line of; None where it is a sentence like others.

    Args:
        sentence: the sentences of the text by their number.
        harms_of: the words of harm of these.
        counts: whether somebody or something is counted in one; dates and the periods of a count are no counts.
        number: of the sentence.
    """
    if not _line(sentence(number)):
        return None
    begun, behind_bullet = {enumerated(sentence(number).raw)}, bulleted(sentence(number))
    for above in range(number - 1, max(number - 1 - _LIST, -1), -1):
        one = sentence(above)
        if (not _line(one) and not _opens(one)) or (bulleted(one) and not behind_bullet):
            return None
        mark = enumerated(one.raw)
        named = [Heading(h, found, above) for found in harms_of(above) for h in found.meant if h.form in HEADING_FORMS]
        if named:
            ended = mark is not None and mark in begun
            return None if counts(above) or ended else named[0]
        if not _line(one):
            return None
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
    """Whether a sentence is a line of a list or its heading: short and without a verb that one knows, or behind a bullet."""
    if bulleted(sentence):
        return len(sentence.low) <= _LONG
    return 0 < len(sentence.low) <= _LINE and _CLAUSES.isdisjoint(sentence.low)


def bulleted(sentence: Sentence) -> bool:
    """Whether a sentence is a line behind a bullet."""
    return bool(sentence.low) and sentence.low[0] in _BULLETS


def _opens(sentence: Sentence) -> bool:
    """Whether a sentence opens a list with a colon or is a title: `Combat losses as of May 12`."""
    low = sentence.low
    if low[-1:] == [":"]:
        return len(low) <= _LONG
    return low[-1:] != ["."] and len(low) <= _TITLE and _VERBAL.isdisjoint(low)
