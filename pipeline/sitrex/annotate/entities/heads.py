"""ORG, FAC, LOC, GPE and EVENT by the head noun beside capitalised words: ``heads.tsv``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from sitrex.annotate.entities.lexicon import Phrases, cells, common, names, split
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.tape import ARABIC, Tape
from sitrex.annotate.entities.places import is_place
from sitrex.vocab import read_table

ROAD: Final = re.compile(r"[A-ZМНТР]{1,3}[-–]?\d{1,4}(?:[A-Z]|/\d+)?")
ROAD_WORDS: Final = frozenset(
    "highway motorway road route freeway autobahn expressway interstate roads highways".split()
)
RUNS: Final = frozenset("that which runs linking connecting between from".split())
"""What follows a road that is called by its number alone."""
HILL: Final = re.compile(r"\d{1,4}(?:\.\d{1,2})?")
YEAR: Final = re.compile(r"1\d{3}|20\d\d")
MILITARY_ACTS: Final = frozenset("invasion annexation occupation intervention".split())
DIRECTIONS: Final = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest upper lower greater".split()
)
ORDINALS: Final = frozenset("first second third fourth fifth sixth seventh 1st 2nd 3rd 4th 5th 6th".split())
MONTHS: Final = frozenset(
    "january february march april may june july august september october november december".split()
)
FORCES: Final = {"army": (), "navy": (), "air": ("force", "forces"), "armed": ("forces",), "security": ("forces",)}
"""Lower-case services and the words that must follow their first word."""
SERVICES: Final = {"Army": (), "Navy": (), "Air": ("Force",), "Marine": ("Corps",), "Coast": ("Guard",)}
"""Capitalised services and the words that must follow their first word."""
NOT_AFTER_FORCES: Final = frozenset({"-", "officer", "officers", "base", "bases", "units", "unit", "corps", "group"})
WEAK_ORGS: Final = frozenset(
    "Front Union Guard Group United Service Works Church School Court Office Staff Radio Press Services".split()
)
"""Heads that make no organisation of a mere nationality or country before them."""
NUMBERED: Final = frozenset(
    "Hill Height Point Route Highway Interstate Objective Côte Autobahn Strongpoint Camp Checkpoint FOB LZ Stalag Oflag".split()
)
INNER: Final = frozenset(
    "Task Case Plan Fall Via Col Val River Point Route Height Objective Hotel Checkpoint Airfield Plaza Lake Hill Castle Operation Operations Exercise".split()
)
"""Heads that, inside a run of capitalised words, end the name rather than begin one."""
JOINED: Final = frozenset(
    "Ministry Department Committee Council Institute Bureau University Office Commission Board School".split()
)
"""Heads whose name may go on after `and` or a second `of`."""
SURE_EVENTS: Final = frozenset("Battle battle Battles Siege siege Treaty War Wars".split())
NEED_YEAR: Final = frozenset(
    {"bombing", "bombings", "attack", "attacks", "incident", "protests", "conflict", "coup", "earthquake"}
)
"""Deeds that make a name only with their year."""
NAMED_OF: Final = frozenset({"War", "Wars"})
"""Heads of an event whose name may begin before them: `Estonian War of Independence`."""
SEVERAL: Final = frozenset({"Battles", "battles", "Sieges"})
"""Heads in the plural that are of two places: `Battles of Lexington and Concord`."""
NOT_AFTER_WAR: Final = frozenset(
    "plane planes prisoner prisoners crime crimes effort correspondent correspondents planning criminal criminals machine media".split()
)
"""What `war` says the kind of: `Turkish war planes`."""
OF_STATES: Final = frozenset({"army", "armed"})
"""Lower-case forces that name a service after a country (`Pakistan army`), but common nouns after its adjective."""
TOWNS: Final = frozenset("Springs Beach Station Church Falls Harbor Landing Grove".split())
"""Heads that make a town's name where the state of the Union follows: `Falls Church, Virginia`."""
OWNERS: Final = frozenset("St. Saint King Queen People Women Men Workers".split())
"""Words of an owner that belongs to the name: `St. Mary's Church`, `Donetsk People's Republic`."""
NO_PLACE: Final = frozenset("Army Military Naval Air Navy US U.S. Allied Coalition Union".split())
"""Words that make no built thing's name before a common noun: `Army base`."""
DEED_WARS: Final = frozenset({"war", "civil war", "genocide", "revolution", "missile crisis"})


class Head(NamedTuple):
    """A head noun: its label, its side and whether it also works in lower case."""

    label: str
    side: str
    any_case: bool


@cache
def tables() -> dict[str, Phrases[Head]]:
    """Side -> head phrases."""
    entries: dict[str, list[tuple[tuple[str, ...], Head]]] = {"after": [], "before": [], "of": []}
    for row in read_table("entities/heads.tsv", ("label", "side", "case", "words")):
        head = Head(row["label"], row["side"], row["case"] == "any")
        entries[head.side] += [(split(word), head) for word in cells(row["words"])]
    return {side: Phrases(rows) for side, rows in entries.items()}


def find(tape: Tape) -> Iterator[Proposal]:
    """Spans that a head noun makes."""
    yield from _after(tape)
    yield from _before(tape)
    yield from _of(tape)
    yield from _roads(tape)
    yield from _invasions(tape)
    yield from _forces(tape)
    yield from _services(tape)


def label_at(tape: Tape, at: int) -> str | None:
    """Label that the vocabularies give the name that begins at a token."""
    hit = names().at(tape.words, at)
    return hit[1].label if hit and hit[1].sure else None


def _after(tape: Tape) -> Iterator[Proposal]:
    words = tape.words
    for at, end, head in tape.phrases(tables()["after"]):
        start = tape.name_left(at)
        if start == at or (end < len(words) and words[end] == "-" and tape.glued(end)):
            continue
        text = " ".join(words[at:end])
        if _goes_on(tape, start, end, head, text):
            continue
        start = _owned(tape, start, at)
        found = (
            _lower_head(tape, start, at, head, text)
            if text[0].islower()
            else _capital_head(tape, start, at, head, text)
        )
        if found is None:
            continue
        if head.label == "EVENT":
            if tape.lower[end : end + 1] in (["direction"], ["directions"]):
                continue
            found, end = _dated(tape, found, end)
            if text in NEED_YEAR and not (YEAR.fullmatch(words[found]) or YEAR.fullmatch(words[end - 1])):
                continue
        elif head.label == "ORG":
            end = _of_state(tape, end)
            found = _coordinated(tape, found)
        yield Proposal(found, end, _label(tape, found, at, end, head), 66 if text[0].islower() else 70)


def _goes_on(tape: Tape, start: int, end: int, head: Head, text: str) -> bool:
    """Whether the words after a head noun make it a part of another name or no name: `Field Marshal`, `war planes`."""
    if text in ("war", "civil war"):
        return end < len(tape.words) and tape.lower[end] in NOT_AFTER_WAR
    if head.label in ("ORG", "GPE") or text[0].islower():
        return False
    if tape.words[start] in ("Operation", "Operations") and head.label != "EVENT":
        return True
    return end < len(tape.words) and tape.name_word(end) and tape.lower[end] not in MONTHS


def _owned(tape: Tape, start: int, at: int) -> int:
    """``start`` moved behind the owner of the named thing: `SDF's Raqqa Military Council`."""
    for i in range(start + 1, at - 1):
        if tape.lower[i] in ("'s", "’s") and OWNERS.isdisjoint(tape.words[start:i]):
            owner = tape.surface(start, i)
            if i - start > 1 or label_at(tape, start) == "ORG" or is_place(owner):
                return i + 1
    return start


def _label(tape: Tape, start: int, at: int, end: int, head: Head) -> str:
    """The label of the name, which words beside it may overrule.

    A region that bears a landscape's name is one, a town of the Union is told by its state, and a district with the
    article that no town gave its name to is a neighbourhood.
    """
    words, lower = tape.words, tape.lower
    if words[at] == "region" and label_at(tape, start) == "LOC":
        return "LOC"
    if words[at] == "district" and words[end : end + 1] != ["of"]:
        before = start - 1 if start and lower[start - 1] in DIRECTIONS else start
        if before and lower[before - 1] == "the" and not is_place(tape.surface(start, at)):
            return "LOC"
    if words[end - 1] in TOWNS and head.label in ("LOC", "FAC") and words[end : end + 1] == [","]:
        state = names().at(words, end + 1) if end + 1 < len(words) else None
        if state and state[1].label == "GPE" and state[1].country == "US":
            return "GPE"
    return head.label


def _coordinated(tape: Tape, start: int) -> int:
    """``start`` moved over a common noun that `and` joins to the name: `Cooperation and Coordination Agency`."""
    if start < 2 or tape.lower[start - 1] not in ("and", "&") or not tape.name_word(start - 2):
        return start
    if not (_abstract(tape.lower[start]) and _abstract(tape.lower[start - 2])) or tape.words[start - 2] in SERVICES:
        return start
    left = tape.name_left(start - 1)
    ended = tables()["after"].at(tape.words, start - 2) or names().at(tape.words, start - 2)
    return start if ended or (left and tape.lower[left - 1] == "of") else left


def _lower_head(tape: Tape, start: int, at: int, head: Head, text: str) -> int | None:
    """Start of the name before a head noun in lower case, None where the words before it make no name of it."""
    hit = names().at(tape.words, start)
    first = hit[1].label if hit and hit[1].sure else None
    whole = hit is not None and hit[0] == at
    if text in ("street", "road", "station", "crossing") and tape.lower[at + 1 : at + 2] == ["by"]:
        return None
    if tape.lower[at + 1 : at + 3] == ["by", text]:  # house by house
        return None
    if tape.opens(start) and common().issuperset(tape.lower[start:at]):
        return None
    if first in ("EQUIPMENT", "ORG") or (start and tape.words[start - 1] == "-" and tape.glued(start)):
        return None
    if first == "NORP" and whole and not (head.label == "EVENT" and text in DEED_WARS):
        return None
    if hit and first == "GPE" and whole and head.label in ("FAC", "LOC") and hit[1].kind == "country":
        return None
    if hit and first == "NORP" and head.label != "EVENT":
        start = hit[0]
    return start if start < at else None


def _capital_head(tape: Tape, start: int, at: int, head: Head, text: str) -> int | None:
    """The same for a capitalised head noun; a nationality belongs to an organisation's name, not to a place's."""
    hit = names().at(tape.words, start)
    first = hit[1].label if hit and hit[1].sure else None
    whole = hit is not None and hit[0] == at
    if hit and first == "NORP" and head.label in ("FAC", "LOC", "GPE"):
        if whole:
            return None
        if head.label != "GPE":
            start = hit[0]
    if head.label == "ORG" and whole and first in ("NORP", "GPE") and text in WEAK_ORGS:
        return None
    if head.label == "FAC" and NO_PLACE.issuperset(tape.words[start:at]):
        return None
    if head.label in ("FAC", "ORG") and all(tape.lower[i] in DIRECTIONS for i in range(start, at)):
        return None
    return start if start < at else None


def _abstract(word: str) -> bool:
    """Whether a lower-case word is a common one or has the ending of an activity."""
    return word in common() or word.endswith(("tion", "sion", "ment", "ing", "ance", "ence"))


def _of_state(tape: Tape, end: int) -> int:
    """``end`` moved over `of (the)` and a country or place: `Ministry of Defence of the Russian Federation`."""
    at = end + 2 if tape.lower[end : end + 2] == ["of", "the"] else end + 1
    if at < len(tape.words) and tape.lower[end] == "of":
        hit = names().at(tape.words, at)
        if hit and hit[1].label == "GPE":
            return hit[0]
    return end


def _dated(tape: Tape, start: int, end: int) -> tuple[int, int]:
    """An event's name with the direction, ordinal or year before it and `of` month and year after it."""
    words, lower = tape.words, tape.lower
    while start and lower[start - 1] in DIRECTIONS:
        start -= 1
    if start and (lower[start - 1] in ORDINALS or YEAR.fullmatch(words[start - 1])):
        start -= 1
    if end + 1 < len(words) and lower[end] == "of":
        at = end + 1
        while at < len(words) and (lower[at] in MONTHS or words[at] in "-–"):
            at += 1
        if at < len(words) and YEAR.fullmatch(words[at]):
            return start, at + 1
    return start, end


def _forces(tape: Tape) -> Iterator[Proposal]:
    """A nationality with a whole service in lower case: `Russian army`."""
    lower, size = tape.lower, len(tape.words)
    for at in tape.where(FORCES.keys()):
        if at == 0:
            continue
        end = at + 1
        if FORCES[lower[at]]:
            if end >= size or lower[end] not in FORCES[lower[at]]:
                continue
            end += 1
        state = label_at(tape, at - 1)
        if (state == "GPE" or (state == "NORP" and lower[at] not in OF_STATES)) and (
            end == size or lower[end] not in NOT_AFTER_FORCES
        ):
            yield Proposal(at - 1, end, "ORG", 67)


def _services(tape: Tape) -> Iterator[Proposal]:
    """A state's service by its bare name: `the Navy`, `the Air Force's`."""
    words, size = tape.words, len(tape.words)
    for at in tape.where(SERVICES.keys()):
        if at == 0 or words[at - 1] != "the" or tape.weak[at]:
            continue
        end = at + 1 + len(SERVICES[words[at]])
        if tuple(words[at + 1 : end]) != SERVICES[words[at]]:
            continue
        if end == size or not (tape.name_word(end) or words[end] in ("of", "-", "–")):
            yield Proposal(at, end, "ORG", 58)


def _before(tape: Tape) -> Iterator[Proposal]:
    words, size = tape.words, len(tape.words)
    for at, end, head in tape.phrases(tables()["before"]):
        if end >= size or (at and words[at - 1] == "-" and tape.glued(at)) or words[end] == "of":
            continue
        text = " ".join(words[at:end])
        if text in NUMBERED and HILL.fullmatch(words[end]):
            yield Proposal(at, end + 1, head.label, 72)
        elif end + 2 < size and tape.lower[end] in ARABIC and words[end + 1] == "-" and tape.capital[end + 2]:
            if head.label in ("GPE", "LOC"):
                yield Proposal(at, tape.name_right(end - 1, 6), head.label, 69)
        elif tape.name_word(end) and not (text in INNER and at and tape.capital[at - 1]):
            if head.label == "EVENT" and label_at(tape, end) in ("NORP", "ORG"):
                continue
            yield Proposal(
                at,
                tape.name_right(end, 7 if head.label == "ORG" else 4),
                head.label,
                71 if head.label == "ORG" else 69,
            )


def _of(tape: Tape) -> Iterator[Proposal]:
    words, lower, size = tape.words, tape.lower, len(tape.words)
    for at, end, head in tape.phrases(tables()["of"]):
        if end + 1 >= size or not (words[end] == "of" or (words[end] == "for" and _fought_for(tape, at, end + 1))):
            continue
        right = end + 2 if lower[end + 1] == "the" and end + 2 < size else end + 1
        stop = tape.name_right(right) if tape.capital[right] else right
        if stop == right:
            continue
        start, rank = at, 74
        if head.label == "ORG":
            if label_at(tape, right) == "ORG" and words[end - 1] != "Staff":
                continue  # the Southern Front of the Free Syrian Army: two names
            while (
                words[at] in JOINED
                and stop + 1 < size
                and lower[stop] in ("and", "&", "of")
                and tape.name_word(stop + 1)
            ):
                stop = tape.name_right(stop + 1)
            left = tape.name_left(at, 3)
            if label_at(tape, left) != "PERSON":
                start = left
            stop = _of_state(tape, stop)
        elif head.label == "GPE" and words[right : stop + 2] == ["Bosnia", "and", "Herzegovina"]:
            stop += 2
        elif head.label == "EVENT":
            if words[at] not in SURE_EVENTS and (at == 0 or not tape.capital[at] or words[at - 1] != "the"):
                continue
            if words[at] in SEVERAL and stop + 1 < size and lower[stop] == "and" and tape.name_word(stop + 1):
                stop = tape.name_right(stop + 1)
            if stop < size and lower[stop] == "city":
                stop += 1
            if words[at] in NAMED_OF:
                start = tape.name_left(at, 3)
                rank = 76 if start < at else rank
            elif at and (
                lower[at - 1] in ORDINALS or (at > 1 and YEAR.fullmatch(words[at - 1]) and lower[at - 2] == "the")
            ):
                start = at - 1
        yield Proposal(start, stop, head.label, rank)


def _fought_for(tape: Tape, at: int, place: int) -> bool:
    """Whether a battle is named after what it is for: `battle for Peleliu`."""
    return (
        tape.lower[at] == "battle" and tape.name_word(place) and label_at(tape, place) in (None, "GPE", "LOC", "FAC")
    )


def _roads(tape: Tape) -> Iterator[Proposal]:
    words, lower, size = tape.words, tape.lower, len(tape.words)
    if ROAD_WORDS.isdisjoint(tape.lower_spots):
        return
    for at in tape.where({word for word in tape.spots if word[0].isupper() and ROAD.fullmatch(word)}):
        word = words[at]
        if ROAD_WORDS.isdisjoint(tape.around(at)):
            continue
        if at + 1 < size and lower[at + 1] in ROAD_WORDS and not lower[at + 1].endswith("s"):
            yield Proposal(at, at + 2, "FAC", 88)
        elif (
            (len(word) == 3 or "-" in word[1:2])
            and at
            and lower[at - 1] in ("the", "along", "on", "via")
            and not (at + 1 < size and lower[at + 1] in ("tank", "rifle"))
        ):
            runs = at + 1 < size and lower[at + 1] in RUNS
            yield Proposal(at, at + 1, "FAC", 88 if runs else 60)


def _invasions(tape: Tape) -> Iterator[Proposal]:
    words, lower, size = tape.words, tape.lower, len(tape.words)
    for at in tape.where_lower(MILITARY_ACTS):
        word = lower[at]
        if at == 0 or at + 2 >= size:
            continue
        start = at
        while start and (
            lower[start - 1] in ("military", "full-scale", "armed")
            or label_at(tape, start - 1) in ("NORP", "GPE")
            or words[start - 1] == "led"
        ):
            start -= 1
        right = at + 3 if lower[at + 2] == "the" and at + 3 < size else at + 2
        if words[at + 1] not in ("of", "in") or not tape.capital[right] or start == at:
            continue
        if start and YEAR.fullmatch(words[start - 1]):
            yield Proposal(start - 1, tape.name_right(right), "EVENT", 85)
        elif word == "intervention" and lower[at - 1] == "military" and tape.capital[start]:
            yield Proposal(start, tape.name_right(right), "EVENT", 85)
