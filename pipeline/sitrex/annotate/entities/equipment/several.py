"""Weapons that are counted: `T-90M x1`, `2 X SA-7`, `Eland-90s`; what is counted is a thing, and no road, place or person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from sitrex.annotate.entities.doc_tape import POSSESSIVE, DocTape
from sitrex.annotate.entities.equipment.table import SEVERAL
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.proposals import CERTAIN, TOLD, Proposal
from sitrex.annotate.entities.rules import entities

TIMES: Final = ("x", "X", "×")
FOLLOWS: Final = group("plural_follows")
GENITIVES: Final = [[mark] for mark in POSSESSIVE]
BEFORE: Final = re.compile(r"\d{1,4}[xX×]")
BEHIND: Final = re.compile(r"[xX×]\d{1,4}")


def _multiplied(tape: DocTape, found: Proposal) -> Proposal | None:
    """A weapon with the sign of its number before or behind it, as monitors of losses and tables of arms write it."""
    words, size, start, end = tape.words, len(tape.words), found.start, found.end
    before = start > 0 and (
        BEFORE.fullmatch(words[start - 1]) or (start > 1 and words[start - 1] in TIMES and words[start - 2].isdecimal())
    )
    behind = end < size and (
        BEHIND.fullmatch(words[end]) or (end + 1 < size and words[end] in TIMES and words[end + 1].isdecimal())
    )
    return replace(found, rank=CERTAIN) if before or behind else None


def _designated_plural(tape: DocTape, found: Proposal) -> Proposal | None:
    """The plural of a designation whose prefix tells the kind."""
    last = tape.words[found.end - 1]
    known = found.kind is not None and found.designation is not None
    plural = SEVERAL.fullmatch(last) and sum(map(str.isdecimal, last)) > 1  # `F-1s` and `E-4s` are visas and grades too
    return replace(found, rank=TOLD) if known and plural else None


@entities.rule(
    "entities.equipment.plural-apostrophe",
    reads=("Two [[B-47's]] were lost.", "The [[T-34's]], all new, came."),
    leaves=("The B-47's crew was lost.", "The T-34's new gun fired."),
    source="older reports write the plural of figures with an apostrophe",
)
def apostrophe(tape: DocTape, found: Proposal) -> Proposal | None:
    """The plural of a designation, written as a genitive is, behind which nothing stands that could be owned."""
    end = found.end
    last = tape.words[end - 1]
    if tape.lower[end : end + 1] not in GENITIVES or not (last[-1].isdecimal() or last.isupper()):
        return None
    after = tape.lower[end + 1 : end + 2]
    plural = not after or not after[0][0].isalnum() or after[0] in FOLLOWS
    return replace(found, end=end + 1, rank=max(found.rank, TOLD)) if plural else None


def ranked(tape: DocTape, found: Iterable[Proposal]) -> Iterator[Proposal]:
    """The weapons, those that are counted above the others."""
    for proposal in found:
        proposal = apostrophe(tape, proposal) or proposal
        yield _multiplied(tape, proposal) or _designated_plural(tape, proposal) or proposal
