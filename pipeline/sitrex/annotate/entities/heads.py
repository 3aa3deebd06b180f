"""ORG, FAC, LOC, GPE and EVENT by the head noun beside capitalised words: ``heads.tsv``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from sitrex.annotate.entities.lexicon import Phrases, cells, names, split
from sitrex.annotate.entities.piece import Piece, Span
from sitrex.vocab import read_table

ROAD: Final = re.compile(r"[A-ZМНТР]{1,3}[-–]?\d{1,4}(?:[A-Z]|/\d+)?")
ROAD_WORDS: Final = frozenset(
    "highway motorway road route freeway autobahn expressway interstate roads highways".split()
)
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


def find(piece: Piece) -> Iterator[Span]:
    """Spans that a head noun makes."""
    yield from _after(piece)
    yield from _before(piece)
    yield from _of(piece)
    yield from _roads(piece)
    yield from _invasions(piece)
    yield from _forces(piece)
    yield from _services(piece)


def label_at(piece: Piece, at: int) -> str | None:
    """Label that the vocabularies give the name that begins at a token."""
    hit = names().at(piece.words, at)
    return hit[1].label if hit and hit[1].sure else None


def _after(piece: Piece) -> Iterator[Span]:
    words = piece.words
    for at, end, head in tables()["after"].find(words):
        start = piece.name_left(at)
        if start == at or (end < len(words) and words[end] == "-" and piece.glued(end)):
            continue
        text = " ".join(words[at:end])
        found = (
            _lower_head(piece, start, at, head, text)
            if text[0].islower()
            else _capital_head(piece, start, at, head, text)
        )
        if found is None:
            continue
        if head.label == "EVENT":
            if piece.lower[end : end + 1] in (["direction"], ["directions"]):
                continue
            found, end = _dated(piece, found, end)
            if text in NEED_YEAR and not (YEAR.fullmatch(words[found]) or YEAR.fullmatch(words[end - 1])):
                continue
        elif head.label == "ORG":
            end = _of_state(piece, end)
        yield Span(found, end, head.label, 66 if text[0].islower() else 70)


def _lower_head(piece: Piece, start: int, at: int, head: Head, text: str) -> int | None:
    """Start of the name before a head noun in lower case, None where the words before it make no name of it."""
    hit = names().at(piece.words, start)
    first = hit[1].label if hit and hit[1].sure else None
    whole = hit is not None and hit[0] == at
    if text in ("street", "road", "station", "crossing") and piece.lower[at + 1 : at + 2] == ["by"]:
        return None
    if piece.lower[at : at + 3] in (["street", "by", "street"], ["house", "by", "house"]):
        return None
    if first in ("EQUIPMENT", "ORG") or (start and piece.words[start - 1] == "-" and piece.glued(start)):
        return None
    if first == "NORP" and whole and not (head.label == "EVENT" and text in DEED_WARS):
        return None
    if hit and first == "GPE" and whole and head.label in ("FAC", "LOC") and hit[1].kind == "country":
        return None
    if hit and first == "NORP" and head.label != "EVENT":
        start = hit[0]
    return start if start < at else None


def _capital_head(piece: Piece, start: int, at: int, head: Head, text: str) -> int | None:
    """The same for a capitalised head noun; a nationality belongs to an organisation's name, not to a place's."""
    hit = names().at(piece.words, start)
    first = hit[1].label if hit and hit[1].sure else None
    whole = hit is not None and hit[0] == at
    if hit and first == "NORP" and head.label in ("FAC", "LOC", "GPE"):
        if whole:
            return None
        if head.label != "GPE":
            start = hit[0]
    if head.label == "ORG" and whole and first in ("NORP", "GPE") and text in WEAK_ORGS:
        return None
    if head.label == "FAC" and NO_PLACE.issuperset(piece.words[start:at]):
        return None
    if head.label in ("FAC", "ORG") and all(piece.lower[i] in DIRECTIONS for i in range(start, at)):
        return None
    return start if start < at else None


def _of_state(piece: Piece, end: int) -> int:
    """``end`` moved over `of (the)` and a country or place: `Ministry of Defence of the Russian Federation`."""
    at = end + 2 if piece.lower[end : end + 2] == ["of", "the"] else end + 1
    if at < len(piece.words) and piece.lower[end] == "of":
        hit = names().at(piece.words, at)
        if hit and hit[1].label == "GPE":
            return hit[0]
    return end


def _dated(piece: Piece, start: int, end: int) -> tuple[int, int]:
    """An event's name with the direction, ordinal or year before it and `of` month and year after it."""
    words, lower = piece.words, piece.lower
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


def _forces(piece: Piece) -> Iterator[Span]:
    """A nationality with a whole service in lower case: `Russian army`."""
    lower, size = piece.lower, len(piece.words)
    for at in range(1, size):
        if piece.words[at] not in FORCES:
            continue
        end = at + 1
        if FORCES[lower[at]]:
            if end >= size or lower[end] not in FORCES[lower[at]]:
                continue
            end += 1
        if label_at(piece, at - 1) in ("NORP", "GPE") and (end == size or lower[end] not in NOT_AFTER_FORCES):
            yield Span(at - 1, end, "ORG", 67)


def _services(piece: Piece) -> Iterator[Span]:
    """A state's service by its bare name: `the Navy`, `the Air Force's`."""
    words, size = piece.words, len(piece.words)
    for at in range(1, size):
        if words[at] not in SERVICES or words[at - 1] != "the" or piece.weak[at]:
            continue
        end = at + 1 + len(SERVICES[words[at]])
        if tuple(words[at + 1 : end]) != SERVICES[words[at]]:
            continue
        if end == size or not (piece.name_word(end) or words[end] in ("of", "-", "–")):
            yield Span(at, end, "ORG", 58)


def _before(piece: Piece) -> Iterator[Span]:
    words, size = piece.words, len(piece.words)
    for at, end, head in tables()["before"].find(words):
        if end >= size or (at and words[at - 1] == "-" and piece.glued(at)) or words[end] == "of":
            continue
        text = " ".join(words[at:end])
        if text in NUMBERED and HILL.fullmatch(words[end]):
            yield Span(at, end + 1, head.label, 72)
        elif piece.name_word(end) and not (text in INNER and at and piece.capital[at - 1]):
            if head.label == "EVENT" and label_at(piece, end) in ("NORP", "ORG"):
                continue
            yield Span(
                at,
                piece.name_right(end, 7 if head.label == "ORG" else 4),
                head.label,
                71 if head.label == "ORG" else 69,
            )


def _of(piece: Piece) -> Iterator[Span]:
    words, lower, size = piece.words, piece.lower, len(piece.words)
    for at, end, head in tables()["of"].find(words):
        if end + 1 >= size or words[end] != "of":
            continue
        right = end + 2 if lower[end + 1] == "the" and end + 2 < size else end + 1
        stop = piece.name_right(right) if piece.capital[right] else right
        if stop == right:
            continue
        start = at
        if head.label == "ORG":
            while (
                words[at] in JOINED
                and stop + 1 < size
                and lower[stop] in ("and", "&", "of")
                and piece.name_word(stop + 1)
            ):
                stop = piece.name_right(stop + 1)
            left = piece.name_left(at, 3)
            if label_at(piece, left) != "PERSON":
                start = left
            stop = _of_state(piece, stop)
        elif head.label == "GPE" and words[right : stop + 2] == ["Bosnia", "and", "Herzegovina"]:
            stop += 2
        elif head.label == "EVENT":
            if words[at] not in SURE_EVENTS and (at == 0 or not piece.capital[at] or words[at - 1] != "the"):
                continue
            if at and lower[at - 1] in ORDINALS:
                start = at - 1
        yield Span(start, stop, head.label, 74)


def _roads(piece: Piece) -> Iterator[Span]:
    words, lower, size = piece.words, piece.lower, len(piece.words)
    for at, word in enumerate(words):
        if not word[0].isupper() or not ROAD.fullmatch(word) or ROAD_WORDS.isdisjoint(piece.around(at)):
            continue
        if at + 1 < size and lower[at + 1] in ROAD_WORDS and not lower[at + 1].endswith("s"):
            yield Span(at, at + 2, "FAC", 88)
        elif (
            (len(word) == 3 or "-" in word[1:2])
            and at
            and lower[at - 1] in ("the", "along", "on", "via")
            and not (at + 1 < size and lower[at + 1] in ("tank", "rifle"))
        ):
            yield Span(at, at + 1, "FAC", 60)


def _invasions(piece: Piece) -> Iterator[Span]:
    words, lower, size = piece.words, piece.lower, len(piece.words)
    for at, word in enumerate(lower):
        if word not in MILITARY_ACTS or at == 0 or at + 2 >= size:
            continue
        start = at
        while start and (
            lower[start - 1] in ("military", "full-scale", "armed")
            or label_at(piece, start - 1) in ("NORP", "GPE")
            or words[start - 1] in ("led",)
        ):
            start -= 1
        year = start > 0 and YEAR.fullmatch(words[start - 1])
        if not year or words[at + 1] not in ("of", "in") or not piece.capital[at + 2]:
            continue
        yield Span(start - 1, piece.name_right(at + 2), "EVENT", 85)
