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
SERVICES: Final = frozenset(
    {
        "Army",
        "Navy",
        "Air Force",
        "Air Forces",
        "Armed Forces",
        "Marine Corps",
        "Marines",
        "Coast Guard",
        "National Guard",
        "Ground Forces",
        "Land Forces",
    }
)
MILITARY_ACTS: Final = frozenset("invasion annexation occupation intervention".split())
DIRECTIONS: Final = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest upper lower greater".split()
)
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
        lower_case = text[0].islower()
        first = label_at(piece, start)
        covered = names().at(words, start)
        whole = covered is not None and covered[0] == at
        if lower_case:
            if start and words[start - 1] in "-" and piece.glued(start):
                continue
            if first == "NORP" and whole and not (head.label == "EVENT" and text in DEED_WARS):
                continue
            if first == "GPE" and whole and head.label in ("FAC", "LOC") and covered and covered[1].kind == "country":
                continue
            if first == "NORP" and head.label != "EVENT":
                start = covered[0] if covered else start + 1
                if start >= at:
                    continue
            if first == "EQUIPMENT" or first == "ORG":
                continue
            rank = 66
        else:
            rank = 70
            if first == "NORP" and whole and head.label in ("FAC", "LOC", "GPE"):
                continue
            if first == "NORP" and head.label in ("FAC", "LOC") and not whole and covered:
                start = covered[0]
                if start >= at:
                    continue
            if (
                head.label == "ORG"
                and whole
                and text not in SERVICES
                and first in ("NORP", "GPE")
                and text
                in (
                    "Front",
                    "Union",
                    "Guard",
                    "Group",
                    "United",
                    "Service",
                    "Works",
                    "Church",
                    "School",
                    "Court",
                    "Office",
                )
            ):
                continue
            if all(piece.lower[i] in DIRECTIONS for i in range(start, at)) and head.label in ("FAC", "ORG"):
                continue
        yield Span(start, end, head.label, rank)


def _before(piece: Piece) -> Iterator[Span]:
    words, size = piece.words, len(piece.words)
    for at, end, head in tables()["before"].find(words):
        if end >= size or (at and words[at - 1] == "-" and piece.glued(at)):
            continue
        text = " ".join(words[at:end])
        if words[end] == "of":
            continue
        if HILL.fullmatch(words[end]) and text in (
            "Hill",
            "Height",
            "Point",
            "Route",
            "Highway",
            "Interstate",
            "Objective",
            "Côte",
            "Autobahn",
            "Strongpoint",
        ):
            yield Span(at, end + 1, head.label, 72)
            continue
        if not piece.name_word(end):
            continue
        if (
            text
            in ("Task", "Case", "Plan", "Fall", "Via", "Col", "Val", "River", "Point", "Route", "Height", "Objective")
            and at
            and piece.capital[at - 1]
        ):
            continue
        stop = piece.name_right(end, 4 if head.label != "EVENT" else 5)
        if head.label == "EVENT" and label_at(piece, end) in ("NORP", "ORG"):
            continue
        yield Span(at, stop, head.label, 69)


def _of(piece: Piece) -> Iterator[Span]:
    words, lower, size = piece.words, piece.lower, len(piece.words)
    for at, end, head in tables()["of"].find(words):
        if end + 1 >= size or words[end] != "of":
            continue
        right = end + 1
        if lower[right] == "the" and right + 1 < size:
            right += 1
        if not piece.capital[right] or (lower[right] in ("the",) and right + 1 < size):
            continue
        stop = piece.name_right(right)
        if stop == right:
            continue
        start = at
        if head.label in ("ORG",):
            while (
                stop + 1 < size
                and lower[stop] in ("and", "&", "of")
                and piece.name_word(stop + 1)
                and head.label == "ORG"
                and words[at]
                in (
                    "Ministry",
                    "Department",
                    "Committee",
                    "Council",
                    "Institute",
                    "Bureau",
                    "University",
                    "Office",
                    "Commission",
                )
            ):
                stop = piece.name_right(stop + 1)
            left = piece.name_left(at, 3)
            if left < at and label_at(piece, left) not in ("NORP", "GPE", "PERSON"):
                start = left
        if (
            head.label == "GPE"
            and stop + 1 < size
            and lower[stop] == "and"
            and " ".join(words[right : stop + 2]) in ("Bosnia and Herzegovina",)
        ):
            stop += 2
        if head.label == "EVENT":
            if (
                words[at] not in ("Battle", "battle", "Siege", "siege", "Battles", "Treaty", "War", "Wars")
                and not piece.capital[at]
            ):
                continue
            if words[at] in (
                "Fall",
                "Capture",
                "Occupation",
                "Act",
                "Action",
                "Night",
                "Retreat",
                "Defense",
                "Defence",
                "Relief",
                "Surrender",
            ) and (at == 0 or not (piece.words[at - 1] == "the" and at > 1)):
                continue
            if at and lower[at - 1] in ("first", "second", "third", "fourth", "fifth") and piece.capital[at - 1]:
                start = at - 1
            if words[at] in ("War", "Wars") and lower[right - 1] == "the" and label_at(piece, right) is None:
                pass
        yield Span(start, stop, head.label, 74)


def _roads(piece: Piece) -> Iterator[Span]:
    words, lower, size = piece.words, piece.lower, len(piece.words)
    if ROAD_WORDS.isdisjoint(lower):
        return
    for at, word in enumerate(words):
        if not word[0].isupper() or not ROAD.fullmatch(word):
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
