"""PERSON by rank, title and role before or after the name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from sitrex.annotate.entities.lexicon import Phrases, names, split, words_of
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.tape import Tape

PARTICLES: Final = frozenset(
    "de del della di da du des la le von van der den zu bin ibn bint abu al ul el ben ter ten dos af av".split()
)
NOT_NAMES: Final = frozenset(
    """Staff Assembly Headquarters Command Council Electric Motors Secretary Hospital Office Order Orders Dynamics Election
    Elections Army Navy Force Forces Corps Division Brigade Regiment Battalion Company Squadron Fleet Group Party House
    Court Church Theatre Road Street Square River Bridge Island Islands Province County City Airport Base Camp Fort
    Ministry Department Committee Reserve Guard Guards Police War Battle Class School College University Academy Library
    General Officer Officers Commander Commanders Commanding In Of The And At On For Field Marshal Major Cross Medal Star
    Hill Mountain Valley Lake Bay Sea Ocean Peninsula Artillery Infantry Cavalry Engineers Engineer Signal Medical Intelligence
    Minister President Operations Operation Administration Government State States Republic Kingdom Empire""".split()
)
NAME_LIMIT: Final = 5
PEERS: Final = frozenset(
    "Duke Duchess Earl Viscount Viscountess Marquis Marquess Prince Princess Count Countess Baron Archduke".split()
)
"""Titles that make a name of the place they are held of: `the Duke of Parma`."""
OF_PLACE: Final = frozenset(
    "Emperor Empress King Queen Archbishop Bishop Patriarch Sir Saint Prince Princess Tsar Sultan Count Duke Abbot".split()
)
"""Titles of people whom a place tells apart: `Archbishop Rimbert of Bremen`."""
DETERMINERS: Final = frozenset({"the", "a", "an", "its", "his", "her", "their", "our"})
CLAUSE: Final = frozenset(
    "who which whose said says told was were is are has had have and but while when that would will did with".split()
)
"""Words that end the apposition in which an office is said."""


@cache
def titles() -> Phrases[str]:
    """Title words -> kind (``rank``, ``title``, ``short``)."""
    return Phrases(
        (split(word), kind) for kind in ("rank", "title", "short") for word in words_of("titles.tsv", "kind", kind)
    )


def name_end(tape: Tape, start: int) -> int:
    """End of a person's name that begins at ``start``: capitalised words, initials, particles, nicknames in quotation marks."""
    words, lower, size = tape.words, tape.lower, len(tape.words)
    at = end = start
    while at < size and at - start < NAME_LIMIT + 3:
        word = words[at]
        if tape.capital[at] and word not in NOT_NAMES and (tape.name_word(at) or word in ("May", "March", "August")):
            at += 1
            end = at
        elif (
            lower[at] in PARTICLES
            and at + 1 < size
            and (tape.capital[at + 1] or words[at + 1] == "-" or lower[at + 1] in PARTICLES)
        ):
            at += 1
        elif (
            word in ("-", "'", "’")
            and tape.glued(at)
            and at + 1 < size
            and tape.glued(at + 1)
            and words[at + 1][0].isalpha()
            and at > start
        ):
            at += 1
            if not tape.capital[at]:
                if lower[at - 2] in PARTICLES or lower[at] in ("ud", "din", "ul"):
                    at += 1
                    end = at
                else:
                    break
        elif (
            word in ('"', "“", "'", "‘")
            and at > start
            and at + 2 < size
            and tape.capital[at + 1]
            and words[at + 2] in ('"', "”", "'", "’")
        ):
            at += 3
        else:
            break
    return end


def title_before(tape: Tape, start: int) -> int:
    """Start of the title that ends where a name starts; ``start`` itself where there is none."""
    words = tape.words
    at = start
    while at > 0:
        for length in (4, 3, 2, 1):
            hit = titles().at(words, at - length) if at >= length else None
            if hit and hit[0] == at:
                at -= length
                break
        else:
            offices = words_of("titles.tsv", "kind", "office")
            if at == start and tape.lower[at - 1] in offices and tape.capital[at - 1]:
                at -= 1
                while at and tape.capital[at - 1] and tape.name_word(at - 1) and not _named(tape, at - 1):
                    at -= 1
                continue
            break
    return at


def role(tape: Tape, start: int, end: int) -> str | None:
    """The office that the same clause gives a person: `army spokesman X`, `the mayor of Enerhodar, X`, `X, commander of the fleet`."""
    words = _role_before(tape, start) or _role_after(tape, end)
    return tape.surface(words[0], words[1]) if words else None


@cache
def _offices() -> frozenset[str]:
    offices = words_of("titles.tsv", "kind", "office") | words_of("titles.tsv", "kind", "occupation")
    return offices - {title.casefold() for title in words_of("titles.tsv", "kind", "rank")} | {"commander"}


def _role_before(tape: Tape, start: int) -> tuple[int, int] | None:
    """An office in lower case right before a name, or an office with its complement and a comma before it."""
    words, lower = tape.words, tape.lower
    stop = start
    if start and words[start - 1] == ",":
        stop = start - 1
        first = stop
        while first > max(0, stop - 12) and words[first - 1] not in ",.;:()\n" and lower[first - 1] not in CLAUSE:
            first -= 1
        found = [
            at
            for at in range(first, stop)
            if words[at] in _offices() and (at + 1 == stop or lower[at + 1] in ("of", "for", "at"))
        ]
        if not found or found[0] == 0 or lower[found[0] - 1] not in DETERMINERS | qualifiers():
            return None
        at = found[0]
    else:
        at = start - 1
        if at < 0 or words[at] not in _offices():
            return None
        bare = not at or words[at - 1] not in qualifiers()
        if bare and words[at].capitalize() in words_of("titles.tsv", "kind", "title"):
            return None  # `president Zelenskyy`: a title
    while at and words[at - 1] in qualifiers():
        at -= 1
    return at, stop


def _role_after(tape: Tape, end: int) -> tuple[int, int] | None:
    """The apposition after a name: `, commander of the Ground Forces`, `, a weapons officer`."""
    words, lower = tape.words, tape.lower
    if end + 1 >= len(words) or words[end] != ",":
        return None
    start = end + 1
    while start + 1 < len(words) and lower[start] in DETERMINERS | {"then"}:
        start += 1
    head = start
    while head + 1 < len(words) and head - start < 3 and (lower[head] in qualifiers() or _named(tape, head)):
        head += 1
    if lower[head] not in _offices():
        return None
    for at in range(head + 1, min(head + 14, len(words) + 1)):
        if at == len(words) or words[at] in ",.;:()\n" or lower[at] in CLAUSE:
            return start, at
    return None


def qualifiers() -> frozenset[str]:
    """Words before an office that belong to it: `deputy`, `press`, `sector`."""
    return words_of("titles.tsv", "kind", "qualifier")


UNSURE_TITLES = frozenset(("Vice", "Rear", "Major", "Private", "Chief"))
"""Titles that are adjectives too: what follows beats a single word of the model only as a name of two words."""


def find(tape: Tape) -> Iterator[Proposal]:
    """Names that a title introduces."""
    words, size = tape.words, len(tape.words)
    done = 0
    for at, end, kind in tape.phrases(titles()):
        if at < done:
            continue
        stop = end
        while stop < size and (hit := titles().at(words, stop)):
            stop = hit[0]
        done = stop
        if stop >= size or not tape.name_word(stop) or words[stop] in NOT_NAMES or words[stop].isdigit():
            continue
        if label_known(tape, stop) and kind != "short":
            continue
        last = _of_place(tape, at, stop, name_end(tape, stop))
        if last > stop and not (last < size and words[last] in NOT_NAMES and tape.capital[last]):
            plural = words[stop - 1].rstrip(".").endswith("s") and words[stop - 1] not in ("Ms.", "Mrs.", "Ms", "Mrs")
            if plural and last + 1 < size and words[last] == "and" and tape.name_word(last + 1):
                second = name_end(tape, last + 1)
                yield Proposal(last + 1, second, "PERSON", 64)
            yield Proposal(
                stop,
                last,
                "PERSON",
                64 if words[end - 1] not in UNSURE_TITLES or stop > end else 50 if last - stop > 1 else 40,
            )


def peers(tape: Tape) -> Iterator[Proposal]:
    """People called by the place of their title; an apposition (`Amedeo, Duke of Aosta`) is none."""
    words, size = tape.words, len(tape.words)
    for at in tape.where(PEERS):
        if at + 2 >= size or words[at + 1] != "of" or not tape.name_word(at + 2):
            continue
        if at and (words[at - 1] == "," or tape.name_word(at - 1)):
            continue
        yield Proposal(at, tape.name_right(at + 2, 3), "PERSON", 64)


def _of_place(tape: Tape, at: int, start: int, end: int) -> int:
    """``end`` moved over the place that belongs to the name after such a title; a state that somebody rules does not."""
    words = tape.words
    if start < end < len(words) - 1 and words[end] == "of" and OF_PLACE.intersection(words[at:start]):
        hit = names().at(words, end + 1)
        if tape.name_word(end + 1) and not (hit and hit[1].kind == "country"):
            return tape.name_right(end + 1, 2)
    return end


def label_known(tape: Tape, at: int) -> bool:
    """Whether a name of another kind than a person begins at the token."""
    hit = names().at(tape.words, at)
    return (
        hit is not None
        and hit[1].label != "EQUIPMENT"
        and hit[1].sure
        and hit[0] - at >= 1
        and not _continues(tape, hit[0])
    )


def _continues(tape: Tape, at: int) -> bool:
    return at < len(tape.words) and tape.name_word(at)


def _named(tape: Tape, at: int) -> bool:
    hit = names().at(tape.words, at)
    return hit is not None and hit[1].label in ("NORP", "GPE")
