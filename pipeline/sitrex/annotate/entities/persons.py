"""PERSON by rank, title and role before or after the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from sitrex.annotate.entities.doc_tape import HYPHENS, POSSESSIVE, DocTape
from sitrex.annotate.entities.lexicon import group, names, split, words_of
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities
from sitrex.annotate.text.phrases import PhraseTable
from sitrex.annotate.text.words import common_words
from sitrex.annotate.text.words import words as words_in

_OFFICE_LINKS: Final = group("office_links")

NOT_NAMES: Final = group("no_person_words")
NAME_LIMIT: Final = 8
"""Words of a name, its initials among them."""
DETERMINERS: Final = words_in("articles", "possessives") - {"my", "your"}
CLAUSE: Final = group("clause_words")
"""Words that end the apposition in which an office is said."""
ENDS: Final = ",.;:()[]\n"
MOST_QUALIFYING: Final = 11
"""Words of an office before its head: `International Security Assistance Force Joint Command operations director`."""
LONGEST_ROLE: Final = 16
"""Words of an office from its head on."""
LONGEST_TITLE: Final = 10
"""Words of an office with its complement."""
_LONGEST_RUN: Final = 30
"""Words of titles that stand before a name at most."""
MOST_WORDS: Final = 6
"""Words of a title of the vocabulary."""
ADDRESSES: Final = group("addresses")
"""Forms of address that no name begins with."""
FORMATIONS: Final = group("formations")
"""Last words of a formation's name."""
INITIALS: Final = re.compile(r"(?:[A-Z]\.){1,3}")
OF_A_TITLE: Final = group("before_titles")
"""What may stand capitalised before a title."""
COMPLEMENT: Final = group("complement_words")
NAME_MONTHS: Final = words_in("months")
UNSURE_TITLES: Final = group("unsure_titles")
"""Titles that are adjectives too: what follows beats a single word of the model only as a name of two words."""


@cache
def titles() -> PhraseTable[str]:
    """Title words -> kind (``rank``, ``title``, ``short``)."""
    listed = [(word, kind) for kind in ("rank", "title", "short") for word in words_of("titles.tsv", "kind", kind)]
    joined = [(form, "rank") for pair in words_of("titles.tsv", "kind", "joined") for form in _joined(pair)]
    return PhraseTable((split(word), kind) for word, kind in [*listed, *joined])


def _joined(pair: str) -> Iterator[str]:
    """How a rank of two words is written: `Lt. Col.`, `Lt-Col`, `Lt.-Col.`, `LtCol`, `Ltcol`, `LTCOL`."""
    first, last = pair.split(" ")
    for one, two in ((first, last), (first.upper(), last.upper())):
        yield from (one + joint + two + dot for joint in ("", ".", "-", ".-", "/", " ", ". ") for dot in ("", "."))
    yield first + last.lower()


def name_end(tape: DocTape, start: int) -> int:
    """End of a person's name that begins at ``start``: capitalised words and initials."""
    at = start
    while at < len(tape.words) and at - start < NAME_LIMIT and tape.capital[at] and tape.words[at] not in NOT_NAMES:
        if not (tape.name_word(at) or month_name(tape, at)):
            break
        at += 1
    return at


def month_name(tape: DocTape, at: int) -> bool:
    """Whether a month may be part of a person's name: no figure stands behind it, as behind one that dates.

    The words before it are the caller's matter.
    """
    behind = tape.words[at + 1 : at + 2]
    return tape.capital[at] and tape.lower[at] in NAME_MONTHS and not (behind and behind[0][0].isdecimal())


def title_before(tape: DocTape, start: int, last: int = 0) -> int:
    """Start of the title that ends where a name starts; ``start`` itself where there is none.

    The capitals before an office belong to it, as far as those of the person who ends at ``last``.
    """
    if (at := small_title(tape, start)) < start:
        return at
    last = max(last, start - _LONGEST_RUN)
    while at > last:
        end = at
        if length := next((length for length in range(MOST_WORDS, 0, -1) if _titled(tape, at - length, at)), 0):
            at -= length
            departments = tape.lower[end - 1] in words_of("titles.tsv", "kind", "portfolio")
        elif at == start and tape.capital[at - 1] and tape.lower[at - 1] in words_of("titles.tsv", "kind", "office"):
            at -= 1
            departments = True
        else:
            break
        while departments and at > last and _department(tape, at - 1):
            at -= 1
    while at < start and at > last and tape.lower[at - 1] in OF_A_TITLE and tape.capital[at - 1]:
        at -= 1
    return title_of(tape, at, last)


def _department(tape: DocTape, at: int) -> bool:
    """Whether a word before an office is part of it: `External Affairs`, `Health`; no country, town or day, nor an acronym."""
    word = tape.words[at]
    if not tape.capital[at] or not tape.name_word(at) or _named(tape, at) or (word.isupper() and len(word) > 1):
        return False
    return tape.lower[at] in common_words() or not is_place(word)


def title_of(tape: DocTape, start: int, last: int) -> int:
    """Start of a capitalised office whose complement ends where a name or its rank starts: `President of the United States X`."""
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
        while at and tape.lower[at - 1] in qualifiers() and (tape.words[at - 1].islower() or tape.opens(at - 1)):
            at -= 1
    return at


@cache
def _small_titles() -> frozenset[str]:
    return _capital_titles() | {office.capitalize() for office in words_of("titles.tsv", "kind", "office")}


@cache
def _capital_titles() -> frozenset[str]:
    return words_of("titles.tsv", "kind", "title") | words_of("titles.tsv", "kind", "rank")


def _titled(tape: DocTape, start: int, end: int) -> bool:
    """Whether a title takes these words."""
    return tape.ends(titles()).get(start) == end


def role(tape: DocTape, start: int, end: int) -> str | None:
    """The office that the same clause gives a person: `army spokesman X`, `the mayor of Enerhodar, X`, `X, commander of the fleet`."""
    words = _role_before(tape, start) or _role_after(tape, end)
    return tape.surface(words[0], words[1]) if words else None


@cache
def _offices() -> frozenset[str]:
    offices = words_of("titles.tsv", "kind", "office") | words_of("titles.tsv", "kind", "occupation")
    return offices - {title.casefold() for title in words_of("titles.tsv", "kind", "rank")} | {"commander"}


def _role_before(tape: DocTape, start: int) -> tuple[int, int] | None:
    """An office in lower case right before a name, or an office with its complement and a comma or bracket before it."""
    apart = start > 0 and tape.words[start - 1] in (",", "(")
    stop = start - 1 if apart else start
    at = _office_apart(tape, stop) if apart else _office_beside(tape, stop - 1)
    if at is None:
        return None
    while at and tape.words[at - 1] in qualifiers():
        at -= 1
    return at, stop


def _office_apart(tape: DocTape, stop: int) -> int | None:
    """The office of the phrase that a comma ends: `the mayor of Enerhodar, X`, `the Prime Minister, X`."""
    lower, first = tape.lower, _phrase_start(tape, stop)
    for at in range(first, stop):
        if lower[at] in _offices() and (at + 1 == stop or lower[at + 1] in _OFFICE_LINKS):
            bare = tape.capital[at] and at + 1 == stop
            while at > first and tape.capital[at] and tape.capital[at - 1] and lower[at - 1] not in DETERMINERS:
                at -= 1
            if not at or lower[at - 1] not in DETERMINERS | qualifiers():
                return None
            return at if not bare or tape.opens(at - 1) else None  # not `According to the President, X agreed`
    return None


def _phrase_start(tape: DocTape, stop: int) -> int:
    """Where the phrase begins that ends at a word: behind a mark or a word of another clause."""
    first = stop
    while first > max(0, stop - 12) and tape.words[first - 1] not in ENDS and tape.lower[first - 1] not in CLAUSE:
        first -= 1
    return first


def _office_beside(tape: DocTape, at: int) -> int | None:
    """The office right before a name; `president Zelenskyy` has a title (:func:`small_title`)."""
    words = tape.words
    if at < 0 or words[at] not in words_of("titles.tsv", "kind", "office"):
        return None
    return None if words[at].capitalize() in _capital_titles() else at


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
    while _qualifies_office(tape, start, head):
        head += 1
    if lower[head] not in _offices() or _goes_on(tape, head + 1):
        return None
    for at in range(head + 1, min(head + LONGEST_ROLE, len(words) + 1)):
        if at == len(words) or words[at] in ENDS or (lower[at] in CLAUSE and not _and_within(tape, at)):
            return (start, at) if lower[at - 1] != "of" else None
    return None


def _qualifies_office(tape: DocTape, start: int, at: int) -> bool:
    """Whether the office of the phrase from ``start`` on is still to come behind a word that qualifies it."""
    within = at + 1 < len(tape.words) and at - start < MOST_QUALIFYING
    return within and tape.lower[at] not in _offices() and _qualifies(tape, at)


def _and_within(tape: DocTape, at: int) -> bool:
    """Whether an `and` stands inside an office: `Special Commission for the Investigation and Study of Terrorism`, `vice
    president and interior minister`.
    """
    words, lower = tape.words, tape.lower
    if lower[at] != "and" or at + 1 >= len(words):
        return False
    end = at + 1
    while end < len(words) and words[end] not in ENDS and lower[end] not in CLAUSE and lower[end] not in _OFFICE_LINKS:
        end += 1
    if lower[end - 1] in _offices():
        return True
    return tape.capital[at - 1] and end < len(words) and lower[end] == "of" and all(tape.capital[at + 1 : end])


def _qualifies(tape: DocTape, at: int) -> bool:
    """Whether a word may stand before an office: `senior`, `Hamas`, `military`."""
    word = tape.lower[at]
    return word in qualifiers() or word in ("-", *POSSESSIVE) or tape.name_word(at) or _named(tape, at)


def _goes_on(tape: DocTape, at: int) -> bool:
    """Whether another person's name stands behind an office, which then is theirs: `X, historian Y and Z`, `Commandant-General Z`."""
    if at >= len(tape.words):
        return False
    return tape.words[at] in HYPHENS or (
        tape.capital[at] and not tape.weak[at] and tape.lower[at] not in ("of", "for", "in")
    )


def qualifiers() -> frozenset[str]:
    """Words before an office that belong to it: `deputy`, `press`, `sector`."""
    return words_of("titles.tsv", "kind", "qualifier")


@cache
def _outside() -> PhraseTable[bool]:
    """Ranks, offices and forms of address that are no part of the name behind them, as `Don` and `Sheikh` may be."""
    offices = words_of("titles.tsv", "kind", "office") | words_of("titles.tsv", "kind", "portfolio")
    return PhraseTable(
        (words, True)
        for words, kind in titles().items()
        if kind == "rank" or words[-1].casefold() in offices or words[0] in ADDRESSES
    )


@cache
def _letters() -> frozenset[str]:
    return words_of("titles.tsv", "kind", "behind")


@entities.rule(
    "entities.persons.bare",
    reads=("Later Capt. [[Lee]] CBE came up.",),
    leaves=("Later Capt. CBE Lee came up.",),
    source="ranks before and letters behind a name",
)
def bare(tape: DocTape, proposal: Proposal) -> Proposal | None:
    """A person's name without the rank before it and the letters behind it, which the model may read with it."""
    start, end = proposal.start, proposal.end
    if proposal.label != "PERSON":
        return None
    while (hit := _outside().longest(tape.words, start)) and hit[0] < end and tape.words[hit[0]] != ",":
        start = hit[0]
    while end - start > 1 and tape.words[end - 1] in _letters() and tape.words[end - 2] != ",":
        end -= 1
    return replace(proposal, start=start, end=end) if (start, end) != (proposal.start, proposal.end) else None


@entities.rule(
    "entities.persons.titled",
    reads=("Mr. [[Moscow]] spoke.", "Mrs. [[May]] spoke."),
    leaves=("They saw Moscow.", "They came in May."),
    source="corpus/GUIDELINES.md, PERSON: rank or title before the name",
)
def titled(tape: DocTape, end: int, stop: int) -> Proposal | None:
    """A name behind its title or rank: `Gen. Valerii Zorka`."""
    named = stop < len(tape.words) and (tape.name_word(stop) or month_name(tape, stop))
    if not named or (last := name_end(tape, stop)) == stop:
        return None
    unsure = tape.words[end - 1] in UNSURE_TITLES and stop == end
    return Proposal(stop, last, "PERSON", (50 if last - stop > 1 else 40) if unsure else 64)


@entities.rule(
    "entities.persons.commander",
    reads=("The 5th Guards Army ([[A.S. Stone]]) attacked.",),
    leaves=("The 5th Guards Army (Big Red One) attacked.", "The boats (A.S. Stone) came."),
    source="orders of battle: the commander in brackets",
)
def commander(tape: DocTape, at: int) -> Proposal | None:
    """A name with initials alone in brackets behind a formation, which its commander's is."""
    start = at + 1
    initials = start < len(tape.words) and INITIALS.fullmatch(tape.words[start])
    if not initials or not at or tape.lower[at - 1] not in FORMATIONS:
        return None
    end = tape.name_right(start)
    return Proposal(start, end, "PERSON", 64) if end - start > 1 and tape.words[end : end + 1] == [")"] else None


def find(tape: DocTape) -> Iterator[Proposal]:
    """Names that a title introduces, and those of commanders in brackets."""
    done = 0
    title_ends = tape.ends(titles())
    for at, end in title_ends.items():
        if at < done:
            continue
        stop = end
        while stop in title_ends:
            stop = title_ends[stop]
        done = stop
        if found := titled(tape, end, stop):
            yield found
    for at in tape.spots.get("(", ()):
        if found := commander(tape, at):
            yield found


def _named(tape: DocTape, at: int) -> bool:
    hit = names().longest(tape.words, at)
    return hit is not None and hit[1].label in ("NORP", "GPE")
