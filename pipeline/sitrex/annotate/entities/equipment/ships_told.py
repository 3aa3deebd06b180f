"""Ships by their bare name, which what is done to ships or by them tells: `the Opal was attacked off Aden`, `aboard the Opal`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.equipment.ships import NO_SHIPS, QUOTED, prefixes
from sitrex.annotate.entities.lexicon import Entry, group, names
from sitrex.annotate.entities.persons import titles
from sitrex.annotate.entities.proposals import TOLD, Proposal
from sitrex.annotate.entities.rules import entities
from sitrex.annotate.text.words import words

DONE: Final = group("done_to_ships")
"""What is done to ships and to nothing else."""
DONE_AT_SEA: Final = group("done_at_sea")
"""What is done to ships at sea, and to others elsewhere."""
DO: Final = group("ships_do")
BE: Final = words("be", "have")
ADVERBS: Final = group("adverbs_of_deeds")
WATERS: Final = group("waters")
ABOARD: Final = group("aboard")
PARTS: Final = group("parts_of_ships")
"""Nouns before `of the Opal`."""
BOARDING: Final = group("boarding")
LONGEST: Final = 4
"""Words of a ship's name."""
FAR: Final = 6
"""Words behind `in the` among which the water's name ends."""
_RANKED: Final = ("in", "to", "from")
"""What stands between `sank` and a rank or price."""
_DEEDS: Final = (["at", "anchor"], ["put", "to", "sea"], ["ran", "aground"], ["set", "sail"])
"""What ships do, in several words."""
_BEHIND: Final = frozenset(".,;:)\n") | group("clause_words", "behind_deeds")
"""What stands behind a verb of ships that has no object: a state `sank the Belgrano`, shares `sank 3 %`."""


def _name(tape: DocTape, the: int) -> Proposal | None:
    """The capitalised words behind an article, which may be a ship's name; marks of italics or quotation around them or not."""
    at, size = the + 1, len(tape.words)
    marked = at + 2 < size and (tape.words[at] == "_" or tape.words[at] in QUOTED)
    at += marked
    if at >= size or not tape.name_word(at) or tape.weak[at]:
        return None
    if at in tape.ends(titles()) or prefixes().longest(tape.words, at):
        return None
    end = tape.name_right(at, LONGEST)
    known = names().longest(tape.words, at)
    if (
        end == at
        or not NO_SHIPS.isdisjoint(tape.lower[at:end])
        or (known is not None and not _ships(known[0] >= end, known[1]))
    ):
        return None
    return Proposal(at, end, "EQUIPMENT", TOLD, "ship")


def _ships(whole: bool, entry: Entry) -> bool:
    """Whether a ship may be called by a listed name, or by one that begins as a listed one: `Maersk Hangzhou`."""
    if entry.label == "EQUIPMENT":
        return entry.kind == "ship"
    return not whole and entry.label not in ("NORP", "EVENT") and entry.kind != "country"


def _behind(tape: DocTape, name: Proposal) -> int:
    """The word behind a name and the mark that closes it."""
    end = name.end
    closed = end < len(tape.words) and (tape.words[end] == "_" or tape.words[end] in QUOTED)
    return end + 1 if closed else end


def _at_sea(tape: DocTape, at: int) -> bool:
    """Whether a deed is done `off Aden`, `at sea`, `in the Red Sea`."""
    lower = tape.lower
    if lower[at : at + 1] == ["off"] or lower[at : at + 2] == ["at", "sea"]:
        return True
    return lower[at : at + 1] in (["in"], ["at"], ["near"]) and not WATERS.isdisjoint(lower[at + 1 : at + 1 + FAR])


def _alone(tape: DocTape, at: int) -> bool:
    """Whether a verb of ships stands without an object; teams and prices `sank to` a rank, ships in waters."""
    after = tape.lower[at + 1] if at + 1 < len(tape.words) else "."
    if tape.lower[at] == "sank" and after in _RANKED:
        return _at_sea(tape, at + 1)
    return after in _BEHIND


@entities.rule(
    "entities.equipment.ship-deed-behind",
    reads=(
        "The [[Vaucelin]] was torpedoed.",
        "The [[Vaucelin]] was attacked off Aden.",
        "The [[Vaucelin]] sank at dawn.",
    ),
    leaves=(
        "The Dow sank 3 points.",
        "The Vaucelin sank to the last rank.",
        "The Vaucelin was attacked in parliament.",
        "The Kremlin was attacked off air.",
    ),
    source="English verbs of ships",
)
def deed_behind(tape: DocTape, name: Proposal) -> Proposal | None:
    """A name behind which stands what is done to ships or by them."""
    at, size, lower = _behind(tape, name), len(tape.words), tape.lower
    first = at
    while at < size and at - first < 3 and lower[at] in BE | ADVERBS:
        at += 1
    if at == size:
        return None
    told = (
        (at > first and (lower[at] in DONE or (lower[at] in DONE_AT_SEA and _at_sea(tape, at + 1))))
        or (at == first and lower[at] in DO and _alone(tape, at))
        or any(lower[at : at + len(deed)] == deed for deed in _DEEDS)
    )
    return name if told else None


@entities.rule(
    "entities.equipment.ship-before",
    reads=(
        "They were aboard the [[Vaucelin]].",
        "The crew of the [[Vaucelin]] was saved.",
        "Pirates boarded the [[Vaucelin]].",
    ),
    leaves=("They were aboard the Vaucelin train.", "The crew of the Apache was saved."),
    source="English nouns and verbs of ships",
)
def deed_before(tape: DocTape, name: Proposal, the: int) -> Proposal | None:
    """A name behind `aboard the`, `the crew of the`, `boarded the`."""
    before, end = tape.lower[max(0, the - 2) : the], _behind(tape, name)
    if not before or (end < len(tape.words) and tape.words[end].isalpha() and tape.lower[end] not in _BEHIND):
        return None
    told = before[-1] in ABOARD | BOARDING or before == ["on", "board"] or (before[-1] == "of" and before[0] in PARTS)
    return name if told else None


@entities.rule(
    "entities.equipment.ship-beside",
    reads=("The [[Vaucelin]] and the [[Kestrel]] were torpedoed.",),
    leaves=("The crew and the Kestrel were lost.",),
    source="ships are named with others",
    nothing=[],
)
def beside(tape: DocTape, told: Proposal) -> list[Proposal]:
    """The ships that are told by one: `the Opal and the Ruby were torpedoed`."""
    found: list[Proposal] = []
    the = told.start - 1 if tape.lower[told.start - 1] == "the" else told.start - 2
    if the > 1 and tape.lower[the - 1] in ("and", "or") and tape.name_word(the - 2):
        start = tape.name_left(the - 1, LONGEST)
        first = _name(tape, start - 1) if start and tape.lower[start - 1] == "the" else None
        found += [first] if first else []
    end = _behind(tape, told)
    if tape.lower[end : end + 2] == ["and", "the"] and (second := _name(tape, end + 1)):
        found.append(second)
    return found


def find(tape: DocTape) -> Iterator[Proposal]:
    """Ships by their bare names behind an article."""
    for the in tape.lower_spots.get("the", ()):
        if (name := _name(tape, the)) and (told := deed_behind(tape, name) or deed_before(tape, name, the)):
            yield told
            yield from beside(tape, told)
