"""Capitalised words that name nothing: decorations, offices and abbreviations of ranks, posts and things.

Their proposals carry the label :data:`NONE`; they win over what the model or a head noun makes of the same words and are
dropped when the piece is settled.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.family import entities
from sitrex.annotate.entities.lexicon import group, names, words_of
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.tape import Tape

NONE: Final = "NONE"
RANK: Final = 90
OF: Final = group("awards_of")
"""What is awarded or conferred in the name of something: `Order of Lenin`, `Hero of the Soviet Union`."""
CONFERRED: Final = group("awards")
STAFFS: Final = group("staffs")
PORTFOLIOS: Final = group("portfolios")
MINISTERS: Final = group("ministers")
CHIEFS: Final = ("Chief", "Chiefs")
ADVISERS: Final = group("advisers")
OFFICES: Final = MINISTERS.union(CHIEFS, ADVISERS, ("Staff",))
"""Words of which every office holds one."""


def _behind_of(tape: Tape, at: int) -> int:
    """Where the words after `of (the)` begin behind a word; 0 where no `of` follows."""
    if at + 2 >= len(tape.words) or tape.lower[at + 1] != "of":
        return 0
    return at + 3 if tape.lower[at + 2] == "the" and at + 3 < len(tape.words) else at + 2


@entities.veto("entities.honours.medal", reads=("He has the [[Kuwait Liberation Medal]].",))
def medal(tape: Tape, at: int) -> Proposal | None:
    """`Kuwait Liberation Medal`."""
    named = tape.words[at] in words_of("honours.tsv", "kind", "medal") and at and tape.name_word(at - 1)
    return Proposal(tape.name_left(at), at + 1, NONE, RANK) if named else None


@entities.veto("entities.honours.cross", reads=("He won the [[Victoria]] Cross.",))
def cross(tape: Tape, at: int) -> Proposal | None:
    """`Victoria Cross`, `Purple Heart`."""
    worn = tape.words[at] in CONFERRED and at and tape.words[at - 1] in words_of("honours.tsv", "kind", "cross")
    return Proposal(tape.name_left(at), at + 1, NONE, RANK) if worn else None


@entities.veto(
    "entities.honours.award-of",
    reads=("A Hero of the [[Soviet Union]] came.",),
    leaves=("They left the [[Soviet Union]].",),
)
def award_of(tape: Tape, at: int) -> Proposal | None:
    """`Order of the Red Banner`, `Hero of the Soviet Union`; a listed name that goes on is one."""
    start = _behind_of(tape, at) if tape.words[at] in OF else 0
    hit = names().at(tape.words, at) if start and tape.capital[start] else None
    if not start or not tape.capital[start] or (hit and hit[0] > start):
        return None
    return Proposal(at, tape.name_right(start), NONE, RANK)


@entities.veto("entities.honours.staff-officer", reads=("The [[Principal Staff]] Officer spoke.",))
def staff_officer(tape: Tape, at: int) -> Proposal | None:
    """`Principal Staff Officer`."""
    officer = tape.words[at] == "Staff" and tape.words[at + 1 : at + 2] in (["Officer"], ["Officers"])
    return Proposal(tape.name_left(at), at + 2, NONE, RANK) if officer else None


@entities.veto("entities.honours.adviser", reads=("The [[Ukraine Defence Attaché]] spoke.",))
def adviser(tape: Tape, at: int) -> Proposal | None:
    """`National Security Advisor`; a country before it stands apart."""
    if tape.words[at] not in ADVISERS or not at or not tape.capital[at - 1]:
        return None
    start = tape.name_left(at)
    hit = names().at(tape.words, start)
    apart = hit is not None and hit[1].label == "GPE" and hit[0] < at
    return Proposal(hit[0] if hit and apart else start, at + 1, NONE, RANK)


@entities.veto("entities.honours.minister", reads=("The Ministers of [[Foreign Affairs]] met.",))
def minister(tape: Tape, at: int) -> Proposal | None:
    """`Minister of the Interior`."""
    start = _behind_of(tape, at) if tape.words[at] in MINISTERS else 0
    return Proposal(at, tape.name_right(start), NONE, RANK) if start and tape.words[start] in PORTFOLIOS else None


@entities.veto("entities.honours.chief-of-staff", reads=("The Chief of the [[Naval Staff]] spoke.",))
def chief_of_staff(tape: Tape, at: int) -> Proposal | None:
    """`Chief of the Naval Staff`."""
    start = _behind_of(tape, at) if tape.words[at] in CHIEFS else 0
    staff = start and tape.words[start] in STAFFS and tape.words[start + 1 : start + 2] == ["Staff"]
    return Proposal(at, start + 2, NONE, RANK) if staff else None


@entities.veto("entities.honours.abbreviation", reads=("The [[GOC]] came.",), leaves=("[[NATO]] came.",))
def abbreviation(tape: Tape, at: int) -> Proposal | None:
    """Of a decoration, a degree, a rank, a post: `DSO`, `GOC`; not the first part of a compound."""
    return None if tape.words[at + 1 : at + 2] in (["-"], ["–"]) else Proposal(at, at + 1, NONE, 55)


AWARDS: Final = (cross, medal, award_of)
POSTS: Final = (staff_officer, adviser, minister, chief_of_staff)


def find(tape: Tape) -> Iterator[Proposal]:
    """Proposals of decorations, offices and abbreviations."""
    for triggers, rules in (
        (words_of("honours.tsv", "kind", "medal") | CONFERRED | OF, AWARDS),
        (OFFICES, POSTS),
        (words_of("honours.tsv", "kind", "abbreviation"), (abbreviation,)),
    ):
        for at in tape.where(triggers):
            if found := next((found for rule in rules if (found := rule(tape, at))), None):
                yield found
