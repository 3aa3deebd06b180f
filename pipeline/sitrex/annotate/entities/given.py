"""Persons by a given name that is a month's or a place's too: `June Marsh`, `Theresa May may visit`, `Jordan Hill spoke`.

Many given names are words, and `Virginia Beach` is a town: what stands around decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from sitrex.annotate.entities.doc_tape import HYPHENS, DocTape
from sitrex.annotate.entities.lexicon import group, names
from sitrex.annotate.entities.persons import INITIALS, NOT_NAMES, month_name, role, titles
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.proposals import TOLD, Proposal
from sitrex.annotate.text import Span
from sitrex.annotate.text.words import common_words
from sitrex.annotate.text.words import words as words_in
from sitrex.vocab import read_table

_LAND: Final = group("surnames_of_land")
"""Words for landscape that families are called by: `Hill`, `Woods`."""
_MONTHS: Final = words_in("months")
_DATED: Final = group("before_months")
"""Words behind which a month is one."""
_BEFORE: Final = group("before_persons")
_DO: Final = group("persons_verbs")
_DONE: Final = group("done_to_persons")
_BE: Final = words_in("be", "have")
_JOINTS: Final = frozenset((",", "and", "&"))
AGE: Final = re.compile(r"[1-9]\d")
_WORDS: Final = 4
"""Words of a name at most."""


@cache
def given_names() -> frozenset[str]:
    """Given names, as they are written."""
    return frozenset(
        name for row in read_table("entities/given_names.tsv", ("letter", "names")) for name in row["names"].split(" ")
    )


def find(tape: DocTape) -> Iterator[Proposal]:
    """Given names and the capitalised words behind them; those before one that is told to be a person's are so too."""
    found = list(_named(tape))
    told = False
    for n in range(len(found) - 1, -1, -1):
        start, end = found[n]
        beside = n + 1 < len(found) and _listed(tape, end, found[n + 1][0])
        told = not is_place(tape.surface(start, end)) and ((told and beside) or _told(tape, start, end))
        yield Proposal(start, end, "PERSON", TOLD if told else 0)


def _listed(tape: DocTape, end: int, start: int) -> bool:
    """Whether only what parts a list stands between two names, or one more name of several words."""
    between = range(end, start)
    if all(tape.lower[at] in _JOINTS for at in between):
        return True
    inside = [at for at in between if tape.name_word(at)]
    parted = tape.lower[end] in _JOINTS and tape.lower[start - 1] in _JOINTS
    return parted and 1 < len(inside) == len(between) - 2


def _named(tape: DocTape) -> Iterator[Span]:
    """The spans of such names."""
    done = 0
    for at in tape.where(given_names()):
        if at < done or _dated(tape, at) or (at and tape.words[at - 1] in HYPHENS and tape.glued(at)):
            continue
        end = at + 1
        while end - at < _WORDS and end < len(tape.words) and _surname(tape, end):
            end += 1
        while end - at > 1 and INITIALS.fullmatch(tape.words[end - 1]):
            end -= 1
        if end - at > 1:
            done = end
            yield at, end


def _told(tape: DocTape, start: int, end: int) -> bool:
    """Whether something beside it is said of persons alone: a verb, what is done to them, an age, an occupation."""
    if (start and tape.lower[start - 1] in _BEFORE) or _month_first(tape, start):
        return True
    first, second, third = [*tape.lower[end : end + 3], "\n", "\n", "\n"][:3]
    if first in _DO or (first in _BE and second in _DONE) or (first == "," and AGE.fullmatch(second) and third in ",."):
        return True
    return role(tape, start, end) is not None


def _month_first(tape: DocTape, start: int) -> bool:
    """Whether a month and a word that is no common noun are a name: `June Marsh`, no `June offensive` or `May Day`."""
    word = tape.lower[start + 1]
    plain = word in common_words() and word not in _LAND
    return (
        tape.lower[start] in _MONTHS
        and not plain
        and names().longest(tape.words, start + 1) is None
        and not tape.weak[start]
    )


def _dated(tape: DocTape, at: int) -> bool:
    """Whether a given name is the month that is meant: `in April Jones`."""
    return tape.lower[at] in _MONTHS and at > 0 and (tape.lower[at - 1] in _DATED or tape.words[at - 1][-1].isdecimal())


def _surname(tape: DocTape, at: int) -> bool:
    """Whether a word may go on with a person's name."""
    word = tape.words[at]
    if not tape.capital[at] or (word.capitalize() in NOT_NAMES and tape.lower[at] not in _LAND):
        return False
    return (tape.name_word(at) and at not in tape.ends(titles())) or month_name(tape, at)
