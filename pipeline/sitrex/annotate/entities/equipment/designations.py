"""Weapons by their designations: `T-72B3`, `2S19 Msta-S`, `Bf 109`, `M777 howitzers`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.equipment.beside_designation import grown
from sitrex.annotate.entities.equipment.table import DESIGNATION, head_after, kind_of, prefixes
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities

LONGEST: Final = 14


@entities.rule("entities.equipment.spaced", reads=("A [[Bf 109]] and a [[Mk 82]] were found.",))
def spaced(tape: DocTape, at: int) -> Proposal | None:
    """A prefix and a number apart: `Bf 109`, `Mk 82`."""
    word, number = tape.words[at], tape.words[at + 1]
    digits = re.match(r"\d{1,5}", number)
    if digits is None:
        return None
    for kind, joints, least, most in prefixes()[word]:
        if "space" in joints and least <= int(digits.group()) <= most:
            return grown(tape, at, at + 2, kind, 82, f"{word} {number}")
    return None


@entities.rule("entities.equipment.prefixed", reads=("The [[T-72B3]] burned.",))
def prefixed(tape: DocTape, at: int, base: str) -> Proposal | None:
    """A designation whose prefix tells the kind: `T-72B3`."""
    known = kind_of(base)
    return grown(tape, at, at + 1, known, 82, base) if known else None


@entities.rule("entities.equipment.backed", reads=("An [[XK-12 drone]] fell.",))
def backed(tape: DocTape, at: int, base: str, hinted: bool) -> Proposal | None:
    """Any designation that a head noun or the model speaks for: `XK-12 drone`."""
    if not (hinted or head_after(tape, at + 1, "name")):
        return None
    shaped = DESIGNATION.fullmatch(base) and tape.words[at][0].isupper()
    return grown(tape, at, at + 1, None, 78, base) if shaped else None


def find(tape: DocTape, hinted: set[int]) -> Iterator[Proposal]:
    """Designations; ``hinted`` are tokens that the model takes for products or weapons."""
    triggers = {
        word for word in tape.spots if not (word.isalpha() or word.isdecimal()) and any(map(str.isdecimal, word))
    }
    for at in tape.where(triggers | prefixes().keys()):
        if found := _spaced(tape, at) or _joined(tape, at, at in hinted):
            yield found


def _spaced(tape: DocTape, at: int) -> Proposal | None:
    word = tape.words[at]
    apart = word.isalpha() and at + 1 < len(tape.words) and tape.words[at + 1][0].isdecimal()
    return spaced(tape, at) if apart and word in prefixes() else None


def _joined(tape: DocTape, at: int, hinted: bool) -> Proposal | None:
    """What one word with letters and digits says, in the plural too."""
    word = tape.words[at]
    if not any(map(str.isdecimal, word)) or not any(map(str.isalpha, word)) or len(word) > LONGEST:
        return None
    base = word[:-1] if word.endswith("s") and len(word) > 3 and word[-2].isalnum() else word
    return prefixed(tape, at, base) or backed(tape, at, base, hinted)
