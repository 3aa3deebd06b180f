"""Capitalised words that name nothing: decorations, offices and abbreviations of ranks, posts and things.

Their spans carry the label :data:`NONE`; they win over what the model or a
head noun makes of the same words and are dropped when the piece is settled.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.lexicon import names, words_of
from sitrex.annotate.entities.piece import Piece, Span

NONE: Final = "NONE"
RANK: Final = 90
OF: Final = frozenset({"Order", "Orders", "Hero", "Heroes", "Heroine", "Marshal", "Legion", "Knight", "Companion"})
"""What is awarded or conferred in the name of something: `Order of Lenin`, `Hero of the Soviet Union`."""
CONFERRED: Final = frozenset({"Cross", "Star", "Stars", "Crosses", "Heart"})
STAFFS: Final = frozenset({"Army", "Naval", "Air", "Defence", "Defense", "Joint"})
PORTFOLIOS: Final = frozenset(
    "Defence Defense Interior War State Foreign Internal Home Finance Justice Education Information Health".split()
)
MINISTERS: Final = frozenset({"Minister", "Ministers", "Secretary", "Under-Secretary"})
CHIEFS: Final = frozenset({"Chief", "Chiefs"})
ADVISERS: Final = frozenset({"Advisor", "Adviser", "Attaché"})
OFFICES: Final = MINISTERS | CHIEFS | ADVISERS | {"Staff"}
"""Words of which every office holds one."""


def find(piece: Piece) -> Iterator[Span]:
    """Spans of decorations, offices and abbreviations."""
    yield from _worn(piece)
    yield from _offices(piece)
    abbreviations = words_of("honours.tsv", "kind", "abbreviation")
    for at in piece.where(abbreviations):
        if not (at + 1 < len(piece.words) and piece.words[at + 1] in ("-", "–")):
            yield Span(at, at + 1, NONE, 55)


def _worn(piece: Piece) -> Iterator[Span]:
    """`Kuwait Liberation Medal`, `Victoria Cross`, `Order of the Red Banner`."""
    words, lower, size = piece.words, piece.lower, len(piece.words)
    always = words_of("honours.tsv", "kind", "medal")
    after = words_of("honours.tsv", "kind", "cross")
    for at in piece.where(always | CONFERRED | OF):
        word = words[at]
        conferred = word in CONFERRED and at and words[at - 1] in after
        if conferred or (word in always and at and piece.name_word(at - 1)):
            yield Span(piece.name_left(at), at + 1, NONE, RANK)
        elif word in OF and at + 2 < size and lower[at + 1] == "of":
            start = at + 3 if lower[at + 2] == "the" and at + 3 < size else at + 2
            hit = names().at(words, at)
            if piece.capital[start] and (hit is None or hit[0] <= start):
                yield Span(at, piece.name_right(start), NONE, RANK)


def _offices(piece: Piece) -> Iterator[Span]:
    """`Chief of the Naval Staff`, `Minister of the Interior`, `National Security Advisor`, `Principal Staff Officer`."""
    words, lower, size = piece.words, piece.lower, len(piece.words)
    for at in piece.where(OFFICES):
        word = words[at]
        if word == "Staff" and at + 1 < size and words[at + 1] in ("Officer", "Officers"):
            yield Span(piece.name_left(at), at + 2, NONE, RANK)
        elif word in ADVISERS and at and piece.capital[at - 1]:
            start = piece.name_left(at)
            hit = names().at(words, start)
            yield Span(hit[0] if hit and hit[1].label == "GPE" and hit[0] < at else start, at + 1, NONE, RANK)
        elif (word in CHIEFS or word in MINISTERS) and at + 2 < size and lower[at + 1] == "of":
            start = at + 3 if lower[at + 2] == "the" and at + 3 < size else at + 2
            if word in MINISTERS and words[start] in PORTFOLIOS:
                yield Span(at, piece.name_right(start), NONE, RANK)
            elif word not in MINISTERS and words[start] in STAFFS and words[start + 1 : start + 2] == ["Staff"]:
                yield Span(at, start + 2, NONE, RANK)
