"""What belongs to a weapon's name beside its designation: makers before it, listed names and head nouns after it."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.equipment.table import head_after
from sitrex.annotate.entities.lexicon import names, words_of
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities

SAID: Final = ("munition", "missile", "uav")
"""Kinds of a head noun that hold against the kind of the name before it: `BM-21 rockets` are no launchers."""


@entities.rule("entities.equipment.fighter-slash", reads=("Two [[F/A-18 jets]] took off.",), nothing=False)
def fighter_slash(tape: DocTape, start: int, _end: int) -> bool:
    """`F/A-18`: the tokenizer parts what the slash joins."""
    return start > 1 and tape.words[start - 1] == "/" and tape.words[start - 2] == "F"


@entities.rule("entities.equipment.maker", reads=("The [[Lockheed F-104]] crashed.",), nothing=False)
def maker(tape: DocTape, start: int, _end: int) -> bool:
    """The maker before it: `Toyota Hilux`."""
    return start > 0 and tape.words[start - 1] in words_of("equipment_heads.tsv", "kind", "maker")


@entities.rule("entities.equipment.name-after", reads=("An [[F-4G Phantom]] crashed.",))
def name_after(tape: DocTape, _start: int, end: int, designated: bool) -> tuple[int, str | None] | None:
    """A listed name after it, and its kind: `F-4G Phantom`."""
    entry = names().longest(tape.words, end) if end < len(tape.words) else None
    if entry and entry[1].label == "EQUIPMENT" and (entry[1].sure or designated):
        return entry[0], entry[1].kind
    return None


@entities.rule("entities.equipment.noun-after", reads=("The [[T-72 tanks]] burned.",))
def noun_after(tape: DocTape, _start: int, end: int) -> tuple[int, str] | None:
    """The head noun after it, and its kind: `Shahed drones`, `T-72 tanks`."""
    return head_after(tape, end, "name")


def grown(tape: DocTape, start: int, end: int, kind: str | None, rank: int, designation: str | None) -> Proposal:
    """The span with a maker before it, and a listed name and a head noun after it."""
    if fighter_slash(tape, start, end):
        start -= 2
        designation = f"F/{designation}"
    start -= maker(tape, start, end)
    if named := name_after(tape, start, end, bool(designation)):
        end, kind = named[0], kind or named[1]
    if head := noun_after(tape, start, end):
        end = head[0]
        kind = head[1] if head[1] in SAID else kind or head[1]
    return Proposal(start, end, "EQUIPMENT", rank, kind, designation)
