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

PARTICLES: Final = group("name_particles")
NOT_NAMES: Final = group("no_person_words")
NAME_LIMIT: Final = 8
"""Tokens of a name, its hyphens and initials among them."""
PEERS: Final = group("peers")
"""Titles that make a name of the place they are held of: `the Duke of Parma`."""
OF_PLACE: Final = group("titles_with_place")
"""Titles of people whom a place tells apart: `Archbishop Rimbert of Bremen`."""
DETERMINERS: Final = words_in("articles", "possessives") - {"my", "your"}
CLAUSE: Final = group("clause_words")
"""Words that end the apposition in which an office is said."""
ENDS: Final = ",.;:()\n"
NAME_MONTHS: Final = ("May", "March", "August")
JOINTS: Final = ("-", "'", "’")
OPENING: Final = ('"', "“", "'", "‘")
CLOSING: Final = ('"', "”", "'", "’")
UNSURE_TITLES: Final = group("unsure_titles")
"""Titles that are adjectives too: what follows beats a single word of the model only as a name of two words."""
SINGULAR: Final = ("Ms.", "Mrs.", "Ms", "Mrs")


@cache
def titles() -> PhraseTable[str]:
    """Title words -> kind (``rank``, ``title``, ``short``)."""
    return PhraseTable(
        (split(word), kind) for kind in ("rank", "title", "short") for word in words_of("titles.tsv", "kind", kind)
    )


@entities.rule("entities.persons.particle", reads=("Gen. [[Ludwig van der Zorka]] fell.",), nothing=False)
def particle(tape: DocTape, at: int, end: int) -> bool:
    """A particle inside a name: `Ludwig van der Berg`, `Omar al-Sadi`."""
    if tape.lower[at] not in PARTICLES or end >= len(tape.words):
        return False
    return tape.capital[end] or tape.words[end] == "-" or tape.lower[end] in PARTICLES


@entities.rule(
    "entities.persons.joint",
    reads=(
        "Gen. [[Zorka-Kestrel]] fell.",
        "Col. [[Nur al-din Zorka]] fell.",
    ),
    nothing=0,
)
def joint(tape: DocTape, at: int, end: int) -> int:
    """A hyphen or apostrophe inside a name (1), with a lower-case part after an article (2): `al-din`."""
    words, lower = tape.words, tape.lower
    if words[at] not in JOINTS or not tape.hyphened(at) or not words[end][0].isalpha():
        return 0
    if tape.capital[end]:
        return 1
    return 2 if lower[at - 1] in PARTICLES or lower[end] in ("ud", "din", "ul") else 0


@entities.rule("entities.persons.nickname", reads=('Adm. [[William "Bull" Zorka]] fell.',), nothing=False)
def nickname(tape: DocTape, at: int, end: int) -> bool:
    """A nickname in quotation marks inside a name: `William "Bull" Halsey`."""
    words = tape.words
    return words[at] in OPENING and end + 1 < len(words) and tape.capital[end] and words[end + 1] in CLOSING


def name_end(tape: DocTape, start: int) -> int:
    """End of a person's name that begins at ``start``: capitalised words, initials, particles, nicknames."""
    words = tape.words
    at = end = start
    while at < len(words) and at - start < NAME_LIMIT:
        word = words[at]
        if tape.capital[at] and word not in NOT_NAMES and (tape.name_word(at) or word in NAME_MONTHS):
            at = end = at + 1
        elif particle(tape, at, at + 1):
            at += 1
        elif at > start and (step := joint(tape, at, at + 1)):
            at += step
            end = at if step > 1 else end
        elif at > start and nickname(tape, at, at + 1):
            at += 3
        else:
            break
    return end


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
    return at


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
    """The office of the phrase that a comma ends: `the mayor of Enerhodar, X`."""
    words, lower = tape.words, tape.lower
    first = stop
    while first > max(0, stop - 12) and words[first - 1] not in ENDS and lower[first - 1] not in CLAUSE:
        first -= 1
    for at in range(first, stop):
        if words[at] in _offices() and (at + 1 == stop or lower[at + 1] in ("of", "for", "at")):
            return at if at and lower[at - 1] in DETERMINERS | qualifiers() else None
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
    while head + 1 < len(words) and head - start < 3 and (lower[head] in qualifiers() or _named(tape, head)):
        head += 1
    if lower[head] not in _offices():
        return None
    for at in range(head + 1, min(head + 14, len(words) + 1)):
        if at == len(words) or words[at] in ENDS or lower[at] in CLAUSE:
            return start, at
    return None


def qualifiers() -> frozenset[str]:
    """Words before an office that belong to it: `deputy`, `press`, `sector`."""
    return words_of("titles.tsv", "kind", "qualifier")


@entities.veto(
    "entities.persons.known-name", reads=("The Captain [[Turkey]] left.",), leaves=("The Captain [[Zorka]] left.",)
)
def known_name(tape: DocTape, at: int, _end: int, kind: str) -> bool:
    """Behind a title stands a place, people or body: `President of` a state, `General Russian`."""
    return kind != "short" and label_known(tape, at)


@entities.veto(
    "entities.persons.name-of-body",
    reads=("The London General [[Omnibus]] Company stated it.",),
    leaves=("General [[Zorka]] stated it.",),
)
def name_of_body(tape: DocTape, _start: int, end: int) -> bool:
    """The words are those of a body or place: `General Dynamics`, `Prince George County`."""
    return end < len(tape.words) and tape.words[end] in NOT_NAMES and tape.capital[end]


@entities.rule("entities.persons.of-place", reads=("Archbishop [[Rimbert of Bremen]] wrote.",))
def of_place(tape: DocTape, at: int, start: int, end: int) -> int | None:
    """The place that belongs to the name after such a title; a state that somebody rules does not."""
    words = tape.words
    if not start < end < len(words) - 1 or words[end] != "of" or OF_PLACE.isdisjoint(words[at:start]):
        return None
    hit = names().longest(words, end + 1)
    country = hit is not None and hit[1].kind == "country"
    return tape.name_right(end + 1, 2) if tape.name_word(end + 1) and not country else None


@entities.rule("entities.persons.titled", reads=("Mr. [[Moscow]] spoke.",))
def titled(tape: DocTape, at: int, end: int, stop: int, kind: str) -> Proposal | None:
    """A name behind its title or rank: `Gen. Valerii Zorka`."""
    if stop >= len(tape.words) or not tape.name_word(stop):
        return None
    if known_name(tape, stop, stop + 1, kind):
        return None
    last = name_end(tape, stop)
    last = of_place(tape, at, stop, last) or last
    if last == stop or name_of_body(tape, stop, last):
        return None
    unsure = tape.words[end - 1] in UNSURE_TITLES and stop == end
    return Proposal(stop, last, "PERSON", (50 if last - stop > 1 else 40) if unsure else 64)


@entities.rule("entities.persons.second", reads=("Generals Orsk and [[Zorka]] met.",))
def second(tape: DocTape, first: Proposal) -> Proposal | None:
    """The second of two behind a title in the plural: `Generals Orsk and Zorka`."""
    words, at = tape.words, first.end + 1
    title = words[first.start - 1]
    plural = title.rstrip(".").endswith("s") and title not in SINGULAR
    if not plural or at >= len(words) or words[at - 1] != "and" or not tape.name_word(at):
        return None
    return Proposal(at, name_end(tape, at), "PERSON", 64)


def find(tape: DocTape) -> Iterator[Proposal]:
    """Names that a title introduces."""
    words, size = tape.words, len(tape.words)
    done = 0
    for at, end, kind in tape.phrases(titles()):
        if at < done:
            continue
        stop = end
        while stop < size and (hit := titles().longest(words, stop)):
            stop = hit[0]
        done = stop
        if found := titled(tape, at, end, stop, kind):
            yield found
            if other := second(tape, found):
                yield other


@entities.veto(
    "entities.persons.peer-apposition",
    reads=("Amedeo, [[Duke of Aosta]], led them.",),
    leaves=("The [[Duke of Aosta]] led them.",),
)
def peer_apposition(tape: DocTape, at: int, _end: int) -> bool:
    """A title behind the name: `Amedeo, Duke of Aosta`."""
    return at > 0 and (tape.words[at - 1] == "," or tape.name_word(at - 1))


@entities.rule("entities.persons.peer", reads=("The [[Earl of Zorka]] fell.",))
def peer(tape: DocTape, at: int) -> Proposal | None:
    """Who is called by the place of his title: `the Duke of Parma`."""
    if at + 2 >= len(tape.words) or tape.words[at + 1] != "of" or not tape.name_word(at + 2):
        return None
    return None if peer_apposition(tape, at, at + 1) else Proposal(at, tape.name_right(at + 2, 3), "PERSON", 64)


def peers(tape: DocTape) -> Iterator[Proposal]:
    """People called by the place of their title."""
    for at in tape.where(PEERS):
        if found := peer(tape, at):
            yield found


def label_known(tape: DocTape, at: int) -> bool:
    """Whether a name of another kind than a person begins at the token."""
    hit = names().longest(tape.words, at)
    return (
        hit is not None
        and hit[1].label != "EQUIPMENT"
        and hit[1].sure
        and hit[0] - at >= 1
        and not _continues(tape, hit[0])
    )


def _continues(tape: DocTape, at: int) -> bool:
    return at < len(tape.words) and tape.name_word(at)


def _named(tape: DocTape, at: int) -> bool:
    hit = names().longest(tape.words, at)
    return hit is not None and hit[1].label in ("NORP", "GPE")
