"""Weapons that the vocabulary names: `Bradley`, `Shahed drones`, `two Tigers`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.equipment.beside_designation import grown
from sitrex.annotate.entities.equipment.table import heads, singular
from sitrex.annotate.entities.lexicon import Entry, group, names_people
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities

SERIAL: Final = re.compile(r"[A-Z]{1,3}\d{1,2}[A-Z]?s?|\d")
"""What numbers the versions of a named thing: `Tornado GR1`, `Mavic 3`."""
GENERIC: Final = group("generic_equipment")
COUNTED: Final = group("one_or_several")
"""Words before a name that say it is a thing one can count."""
MARTIAL: Final = group("martial")
"""Lower-case words that make a plural such as `Tigers` or `Bradleys` a weapon rather than a team."""


@entities.veto(
    "entities.equipment.compound-part",
    reads=("The village of al-[[Grad]] fell.",),
    leaves=("The [[Grad rockets]] fell.",),
    source="Arabic names with the article",
)
def compound_part(tape: DocTape, start: int, end: int) -> bool:
    """The second part of a compound: `al-Grad`."""
    return start > 0 and end == start + 1 and tape.glued(start) and tape.words[start - 1] in "-–"


@entities.veto(
    "entities.equipment.within-name",
    reads=("The Carolina [[Panthers]] met the enemy column.",),
    leaves=("The crews feared the [[Panthers]] and the enemy column.",),
    source="a listed word inside another's name",
)
def within_name(tape: DocTape, start: int, end: int) -> bool:
    """Capitalised words beside it make an everyday word a part of another name: `the Carolina Panthers`."""
    before = start > 0 and tape.name_word(start - 1) and not names_people(tape.words[start - 1])
    return before or (end < len(tape.words) and tape.name_word(end))


def _martial(tape: DocTape, start: int, entry: Entry) -> bool:
    """Whether the line of a name that has another meaning speaks of arms."""
    return not entry.sure and not MARTIAL.isdisjoint(tape.around(start))


@entities.rule(
    "entities.equipment.sure-name",
    reads=("They had [[Bayraktar]] and [[Stryker]].",),
    leaves=("They had breakfast.",),
    source="equipment.tsv, names that mean nothing else",
)
def sure_name(
    _tape: DocTape, _start: int, _end: int, entry: Entry, found: Proposal, _hinted: set[int]
) -> Proposal | None:
    """A name that means nothing else."""
    return found if entry.sure else None


@entities.rule(
    "entities.equipment.grown-name",
    reads=("The [[Eagle vehicle]] stopped.",),
    leaves=("The eagle stopped.",),
    source="corpus/GUIDELINES.md, EQUIPMENT: a head noun after the name is in",
)
def grown_name(
    _tape: DocTape, _start: int, end: int, _entry: Entry, found: Proposal, _hinted: set[int]
) -> Proposal | None:
    """An everyday word with a version or a head noun: `Leopard 2`, `Tiger tanks`."""
    return found if found.end > end else None


@entities.rule(
    "entities.equipment.hinted-name",
    reads=("The [[Spitfire]] dived.",),
    leaves=("The spitfire dived.",),
    source="what the model takes for a weapon, of the listed names",
)
def hinted_name(
    _tape: DocTape, start: int, end: int, _entry: Entry, found: Proposal, hinted: set[int]
) -> Proposal | None:
    """An everyday word that the model takes for a weapon."""
    return None if hinted.isdisjoint(range(start, end)) else found


@entities.rule(
    "entities.equipment.counted-name",
    reads=("The crew left a [[Panther]] near the column of tanks.",),
    leaves=("The crew saw a panther near the zoo.",),
    source="arms by an everyday word, counted",
)
def counted_name(
    tape: DocTape, start: int, end: int, entry: Entry, found: Proposal, _hinted: set[int]
) -> Proposal | None:
    """A counted everyday word in a line about arms: `a Bradley`."""
    counted = start and tape.lower[start - 1] in COUNTED and _martial(tape, start, entry)
    return found if counted and not (end < len(tape.words) and tape.name_word(end)) else None


@entities.rule(
    "entities.equipment.plural-name",
    reads=("The column of [[Panthers]] stopped.",),
    leaves=("The panthers stopped.",),
    source="arms by an everyday word, several",
)
def plural_name(
    tape: DocTape, start: int, end: int, entry: Entry, found: Proposal, _hinted: set[int]
) -> Proposal | None:
    """Several: in a line about arms, or of a number or people: `German Panthers`."""
    words = tape.words
    if not words[end - 1].endswith("s") or within_name(tape, start, end):
        return None
    counted = start > 0 and (words[start - 1].isdecimal() or names_people(words[start - 1]))
    return found if counted or _martial(tape, start, entry) else None


@entities.rule(
    "entities.equipment.made-name",
    reads=("The home-made [[Eagle]] fell.",),
    leaves=("The home-made eagle flag fell.",),
    source="the land or place that made it, before a listed name",
)
def made_name(
    tape: DocTape, start: int, end: int, _entry: Entry, found: Proposal, _hinted: set[int]
) -> Proposal | None:
    """Where it was made: `Soviet-made Grad`."""
    if tape.words[end - 1].endswith("s") and not within_name(tape, start, end):
        return None
    return found if start > 1 and tape.lower[start - 1] == "made" and tape.words[start - 2] in "-–" else None


FORMS: Final = (sure_name, grown_name, hinted_name, counted_name, plural_name, made_name)


def find(tape: DocTape, hinted: set[int], known: Iterable[tuple[int, int, Entry]]) -> Iterator[Proposal]:
    """Listed names; ``hinted`` are tokens that the model takes for products or weapons, ``known`` all listed names."""
    words = tape.words
    for start, end, entry in known:
        if entry.label != "EQUIPMENT" or compound_part(tape, start, end):
            continue
        numbered = end + 1 if end < len(words) and SERIAL.fullmatch(words[end]) else end
        digits = words[start] if any(map(str.isdecimal, words[start])) else None
        found = grown(tape, start, numbered, entry.kind, 80, digits)
        if digits is None:
            found = replace(found, designation=_called(tape, start, numbered, entry.kind))
        if made := next((made for form in FORMS if (made := form(tape, start, end, entry, found, hinted))), None):
            yield made


def _called(tape: DocTape, start: int, end: int, kind: str | None) -> str | None:
    """The designation of a listed name: the name of one, without its head noun; ships and classes of things have none."""
    name = tape.surface(start, end)
    if kind in ("ship", "submarine") or name in GENERIC:
        return None
    if end - start > 1 and heads().longest(tape.lower, end - 1):
        end -= 1
    return singular(tape.surface(start, end))
