"""Weapons by their designations: `T-72B3`, `2S19 Msta-S`, `Bf 109`, `M777 howitzers`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.equipment.beside_designation import grown
from sitrex.annotate.entities.equipment.table import DESIGNATION, MODEL, SOVIET, head_after, kind_of, prefixes, singular
from sitrex.annotate.entities.lexicon import group, names, split, words_of
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities
from sitrex.annotate.text.phrases import PhraseTable

ROADS: Final = group("roads", "junctions") - {"interstate"}
ORDINAL: Final = ("th", "st", "nd", "rd")
AGES: Final = (["year"], ["years"])
"""What stands behind the age of a person whose name is a prefix too: `Su, 27 years old`."""
LONGEST: Final = 16
PAY_GRADE: Final = re.compile(r"[EOW]-?\d{1,2}")


@entities.veto(
    "entities.equipment.ordinal",
    reads=("He led [[Mk 2nd]].",),
    leaves=("He found a [[Mk 82]].",),
    source="ordinals are no designations",
)
def ordinal(tape: DocTape, at: int, _end: int) -> bool:
    """An ordinal is no designation: `Bf 2nd`."""
    return tape.words[at + 1].endswith(ORDINAL)


@entities.rule(
    "entities.equipment.spaced",
    reads=("A [[Bf 109]] and a [[Mk 82]] were found.", "A [[Ju. 88]] and an [[Sd.Kfz 251]] burned."),
    leaves=("A man of 109 was found.", "They saw Su. 27 men came."),
    source="German and British designations with a blank",
)
def spaced(tape: DocTape, at: int, behind: int, word: str) -> Proposal | None:
    """A prefix and the number at ``behind`` apart: `Bf 109`, `Ju. 88`, `Mk 82`."""
    number = tape.words[behind]
    digits = re.match(r"\d{1,5}", number)
    if digits is None or ordinal(tape, behind - 1, behind + 1) or tape.lower[behind + 1 : behind + 2] in AGES:
        return None
    listed = names().longest(tape.words, at)
    for kind, joints, least, most in prefixes()[word] if listed is None or listed[0] <= behind else ():
        if "space" in joints and least <= int(digits.group()) <= most:
            return grown(tape, at, behind + 1, kind, 82, singular(f"{word} {number}"))
    return None


@entities.veto(
    "entities.equipment.road-after",
    reads=("They met at the [[B-12]] interchange.", "They cut the [[T-05-15]] road."),
    leaves=("An [[Su-34]] fell.",),
    source="roads by letter and number",
)
def road_after(tape: DocTape, _at: int, end: int) -> bool:
    """A road's number: `E50 motorway`."""
    return end < len(tape.words) and tape.lower[end] in ROADS and head_after(tape, end, "name") is None


@entities.veto(
    "entities.equipment.pay-grade",
    reads=("SGT [[E-3]] was wounded.",),
    leaves=("An [[E-3]] flew over.",),
    source="pay grades of the United States forces",
)
def pay_grade(tape: DocTape, at: int, _end: int) -> bool:
    """A grade of pay behind a rank: `SP4 E-4`, `SGT E-5`."""
    ranked = at > 0 and tape.words[at - 1] in words_of("titles.tsv", "kind", "rank")
    return ranked and PAY_GRADE.fullmatch(tape.words[at]) is not None


@entities.rule(
    "entities.equipment.prefixed",
    reads=("The [[T-72B3]] burned.",),
    leaves=("The T-shirt burned.",),
    source="designations of letters and figures, of prefixes that designators.tsv lists",
)
def prefixed(tape: DocTape, at: int, base: str) -> Proposal | None:
    """A designation whose prefix tells the kind: `T-72B3`."""
    found = grown(tape, at, at + 1, kind_of(base), 82, base)
    return None if road_after(tape, at, found.end) else found


@entities.rule(
    "entities.equipment.indexed",
    reads=("The [[9K720]] fired.",),
    leaves=("The 720 fired.",),
    source="GRAU indices of the Soviet and Russian armies",
)
def indexed(tape: DocTape, at: int, base: str, hinted: bool) -> Proposal | None:
    """A GRAU index, or an American model's number that is long or has a noun: `9K720`, `M777 howitzers`."""
    head = head_after(tape, at + 1, "name")
    if not _long_index(base, head is not None or hinted):
        return None
    after = names().longest(tape.words, at + 1) if at + 1 < len(tape.words) else None
    if head or hinted or len(base) > 3 or (after and after[1].label == "EQUIPMENT"):
        return grown(tape, at, at + 1, head[1] if head else None, 81, base)
    return None


def _long_index(base: str, backed: bool) -> bool:
    """Whether a word is a GRAU index, or an American number that is long or that something beside it backs."""
    return SOVIET.fullmatch(base) is not None or (MODEL.fullmatch(base) is not None and (backed or len(base) > 3))


@entities.rule(
    "entities.equipment.backed",
    reads=("An [[XK-12 drone]] fell.",),
    leaves=("A drone fell on 12 of them.",),
    source="corpus/GUIDELINES.md, EQUIPMENT: a head noun after the name is in",
)
def backed(tape: DocTape, at: int, base: str, hinted: bool) -> Proposal | None:
    """Any designation that a head noun or the model speaks for: `XK-12 drone`."""
    head = head_after(tape, at + 1, "name") is not None
    if _long_index(base, head or hinted) or not (head or hinted):
        return None
    shaped = DESIGNATION.fullmatch(base) and tape.words[at][0].isupper()
    return grown(tape, at, at + 1, None, 78, base) if shaped else None


def find(tape: DocTape, hinted: set[int]) -> Iterator[Proposal]:
    """Designations; ``hinted`` are tokens that the model takes for products or weapons."""
    triggers = {
        word for word in tape.spots if not (word.isalpha() or word.isdecimal()) and any(map(str.isdecimal, word))
    }
    for at in tape.where(triggers | _spelled().firsts):
        if found := _spaced(tape, at) or _joined(tape, at, at in hinted):
            yield found


@cache
def _spelled() -> PhraseTable[str]:
    """Prefixes as the tape cuts them, which parts dots from some: `Ju. 88`, `Sd.Kfz. 251`."""
    return PhraseTable((split(prefix), prefix) for prefix in prefixes())


def _spaced(tape: DocTape, at: int) -> Proposal | None:
    found = _spelled().longest(tape.words, at)
    behind = found[0] if found else len(tape.words)
    apart = behind < len(tape.words) and tape.words[behind][0].isdecimal()
    return spaced(tape, at, behind, found[1]) if found and apart else None


def _joined(tape: DocTape, at: int, hinted: bool) -> Proposal | None:
    """What one word with letters and digits says, in the plural too."""
    word = tape.words[at]
    if not any(map(str.isdecimal, word)) or not any(map(str.isalpha, word)) or len(word) > LONGEST:
        return None
    base = word[:-1] if word.endswith("s") and len(word) > 2 and word[-2].isalnum() else word
    if pay_grade(tape, at, at + 1):
        return None
    if kind_of(base):
        return prefixed(tape, at, base)
    return indexed(tape, at, base, hinted) or backed(tape, at, base, hinted)
