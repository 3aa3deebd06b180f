"""PERSON by rank, title and role before or after the name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.lexicon import group, names, split, words_of
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities
from sitrex.annotate.text.phrases import PhraseTable
from sitrex.annotate.text.words import words as words_in

NOT_NAMES: Final = group("no_person_words")
NAME_LIMIT: Final = 8
"""Words of a name, its initials among them."""
DETERMINERS: Final = words_in("articles", "possessives") - {"my", "your"}
CLAUSE: Final = group("clause_words")
"""Words that end the apposition in which an office is said."""
ENDS: Final = ",.;:()[]\n"
LONGEST_TITLE: Final = 10
"""Words of an office with its complement."""
COMPLEMENT: Final = group("complement_words")
NAME_MONTHS: Final = ("May", "March", "August")
UNSURE_TITLES: Final = group("unsure_titles")
"""Titles that are adjectives too: what follows beats a single word of the model only as a name of two words."""


@cache
def titles() -> PhraseTable[str]:
    """Title words -> kind (``rank``, ``title``, ``short``)."""
    return PhraseTable(
        (split(word), kind) for kind in ("rank", "title", "short") for word in words_of("titles.tsv", "kind", kind)
    )


def name_end(tape: DocTape, start: int) -> int:
    """End of a person's name that begins at ``start``: capitalised words and initials."""
    at = start
    while at < len(tape.words) and at - start < NAME_LIMIT and tape.capital[at] and tape.words[at] not in NOT_NAMES:
        if not (tape.name_word(at) or tape.words[at] in NAME_MONTHS):
            break
        at += 1
    return at


def title_before(tape: DocTape, start: int, last: int = 0) -> int:
    """Start of the title that ends where a name starts; ``start`` itself where there is none.

    The capitals before an office belong to it, as far as those of the person who ends at ``last``.
    """
    if (at := small_title(tape, start)) < start:
        return at
    while at > 0:
        if length := next((length for length in (4, 3, 2, 1) if _titled(tape, at - length, at)), 0):
            at -= length
        elif at == start and tape.capital[at - 1] and tape.lower[at - 1] in words_of("titles.tsv", "kind", "office"):
            at -= 1
            while at > last and tape.capital[at - 1] and tape.name_word(at - 1) and not _named(tape, at - 1):
                at -= 1
        else:
            break
    return at if at < start else title_of(tape, start, last)


def title_of(tape: DocTape, start: int, last: int) -> int:
    """Start of a capitalised office whose complement ends where a name starts: `President of the United States X`."""
    at = start
    if at and tape.words[at - 1] in COMPLEMENT:
        return start
    while at > last and start - at < LONGEST_TITLE and (tape.capital[at - 1] or tape.words[at - 1] in COMPLEMENT):
        at -= 1
        if tape.words[at + 1] in ("of", "for") and _capital_office(tape, at):
            while at > last and tape.capital[at - 1] and tape.lower[at - 1] in qualifiers():
                at -= 1
            return at
    return start


def _capital_office(tape: DocTape, at: int) -> bool:
    return tape.capital[at] and (
        tape.lower[at] in _offices() or tape.words[at] in words_of("titles.tsv", "kind", "title")
    )


def small_title(tape: DocTape, start: int) -> int:
    """Start of a rank or office in small letters right before a name, what qualifies it with it: `the foreign minister X`."""
    at = start
    if at and tape.words[at - 1].islower() and tape.words[at - 1].capitalize() in _small_titles():
        at -= 1
        while at and tape.words[at - 1] in qualifiers():
            at -= 1
    return at


@cache
def _small_titles() -> frozenset[str]:
    return words_of("titles.tsv", "kind", "title") | words_of("titles.tsv", "kind", "rank")


def _titled(tape: DocTape, start: int, end: int) -> bool:
    """Whether a title takes these words."""
    hit = titles().longest(tape.words, start) if start >= 0 else None
    return hit is not None and hit[0] == end


def role(tape: DocTape, start: int, end: int) -> str | None:
    """The office that the same clause gives a person: `army spokesman X`, `the mayor of Enerhodar, X`, `X, commander of the fleet`."""
    words = _role_before(tape, start) or _role_after(tape, end)
    return tape.surface(words[0], words[1]) if words else None


@cache
def _offices() -> frozenset[str]:
    offices = words_of("titles.tsv", "kind", "office") | words_of("titles.tsv", "kind", "occupation")
    return offices - {title.casefold() for title in words_of("titles.tsv", "kind", "rank")} | {"commander"}


def _role_before(tape: DocTape, start: int) -> tuple[int, int] | None:
    """An office in lower case right before a name, or an office with its complement and a comma before it."""
    apart = start > 0 and tape.words[start - 1] == ","
    stop = start - 1 if apart else start
    at = _office_apart(tape, stop) if apart else _office_beside(tape, stop - 1)
    if at is None:
        return None
    while at and tape.words[at - 1] in qualifiers():
        at -= 1
    return at, stop


def _office_apart(tape: DocTape, stop: int) -> int | None:
    """The office of the phrase that a comma ends: `the mayor of Enerhodar, X`, `the Prime Minister, X`."""
    words, lower = tape.words, tape.lower
    first = stop
    while first > max(0, stop - 12) and words[first - 1] not in ENDS and lower[first - 1] not in CLAUSE:
        first -= 1
    for at in range(first, stop):
        if lower[at] in _offices() and (at + 1 == stop or lower[at + 1] in ("of", "for", "at", "in")):
            bare = tape.capital[at] and at + 1 == stop
            while at > first and tape.capital[at] and tape.capital[at - 1] and lower[at - 1] not in DETERMINERS:
                at -= 1
            if not at or lower[at - 1] not in DETERMINERS | qualifiers():
                return None
            return at if not bare or tape.opens(at - 1) else None  # not `According to the President, X agreed`
    return None


def _office_beside(tape: DocTape, at: int) -> int | None:
    """The office right before a name; `president Zelenskyy` has a title (:func:`small_title`)."""
    words = tape.words
    if at < 0 or words[at] not in _offices():
        return None
    return None if words[at].capitalize() in _small_titles() else at


def _role_after(tape: DocTape, end: int) -> tuple[int, int] | None:
    """The apposition after a name: `, commander of the Ground Forces`, `, a weapons officer`, `, Commanding`."""
    words, lower = tape.words, tape.lower
    if end + 1 >= len(words) or words[end] != ",":
        return None
    start = end + 1
    if lower[start] == "commanding" and (start + 1 == len(words) or words[start + 1] in ENDS):
        return start, start + 1
    while start + 1 < len(words) and lower[start] in DETERMINERS | {"then"}:
        start += 1
    head = start
    while head + 1 < len(words) and head - start < 5 and lower[head] not in _offices() and _qualifies(tape, head):
        head += 1
    if lower[head] not in _offices() or (head + 1 < len(words) and _begins_name(tape, head + 1)):
        return None
    for at in range(head + 1, min(head + 14, len(words) + 1)):
        if at == len(words) or words[at] in ENDS or lower[at] in CLAUSE:
            return (start, at) if lower[at - 1] != "of" else None
    return None


def _qualifies(tape: DocTape, at: int) -> bool:
    """Whether a word may stand before an office: `senior`, `Hamas`, `military`."""
    return tape.lower[at] in qualifiers() or tape.words[at] == "-" or tape.name_word(at) or _named(tape, at)


def _begins_name(tape: DocTape, at: int) -> bool:
    """Whether another person's name stands behind an office, which then is theirs: `X, historian Y and Z`."""
    return tape.capital[at] and not tape.weak[at] and tape.lower[at] not in ("of", "for", "in")


def qualifiers() -> frozenset[str]:
    """Words before an office that belong to it: `deputy`, `press`, `sector`."""
    return words_of("titles.tsv", "kind", "qualifier")


@entities.rule("entities.persons.titled", reads=("Mr. [[Moscow]] spoke.",))
def titled(tape: DocTape, end: int, stop: int) -> Proposal | None:
    """A name behind its title or rank: `Gen. Valerii Zorka`."""
    if stop >= len(tape.words) or not tape.name_word(stop) or (last := name_end(tape, stop)) == stop:
        return None
    unsure = tape.words[end - 1] in UNSURE_TITLES and stop == end
    return Proposal(stop, last, "PERSON", (50 if last - stop > 1 else 40) if unsure else 64)


def find(tape: DocTape) -> Iterator[Proposal]:
    """Names that a title introduces."""
    words, size = tape.words, len(tape.words)
    done = 0
    for at, end, _ in tape.phrases(titles()):
        if at < done:
            continue
        stop = end
        while stop < size and (hit := titles().longest(words, stop)):
            stop = hit[0]
        done = stop
        if found := titled(tape, end, stop):
            yield found


def _named(tape: DocTape, at: int) -> bool:
    hit = names().longest(tape.words, at)
    return hit is not None and hit[1].label in ("NORP", "GPE")
