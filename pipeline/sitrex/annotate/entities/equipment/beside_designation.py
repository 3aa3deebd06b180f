"""What belongs to a weapon's name beside its designation: makers before it, joined parts, given names and head nouns after it."""

from __future__ import annotations

import re
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.equipment.table import head_after, singular
from sitrex.annotate.entities.lexicon import group, names, words_of
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities
from sitrex.annotate.text.words import common_words

REPORTED: Final = re.compile(r"[1-9][A-Z]\d{1,3}|(?:SA|SS|SS-N|AS|AT|AA)-\d", re.ASCII)
"""GRAU indices and reporting numbers, which a name of the thing follows."""
VARIANT: Final = re.compile(r"[A-Z\d]+s?")
ROMAN: Final = group("roman_models")
FLYING: Final = ("aircraft", "helicopter", "uav")
"""Kinds whose designation is usually followed by a given name: `A-29 Super Tucano`."""
LOOSER: Final = {
    "vehicle": frozenset(("tank", "ifv", "apc", "artillery", "aaa", "mlrs", "sam", "missile", "radar", "uav")),
    "artillery": frozenset(("aaa", "small_arm")),
    "mlrs": frozenset(("sam", "missile", "small_arm")),
    "sam": frozenset(("aaa", "missile", "mlrs")),
    "aircraft": frozenset(("helicopter", "uav")),
    "tank": frozenset(("ifv",)),
    "apc": frozenset(("ifv",)),
    "ship": frozenset(("submarine", "apc", "uav", "vehicle")),
}
"""Kind that a head noun says -> kinds that it is a looser word for: `M113 vehicles`, `Patriot launchers`, `Bren guns`. Of any
other name the noun's kind holds, since one prefix serves many armies: `M-46 howitzers`, `K-8 jets`, `P-18 radar`.
"""
OPENING: Final = ("'", "‘", "’", '"', "“")
CLOSING: Final = ("'", "’", '"', "”")


@entities.rule(
    "entities.equipment.fighter-slash",
    reads=("Two [[F/A-18 jets]] took off.",),
    leaves=("Two jets took off at F/A 18.",),
    source="American designations of two missions, F/A",
    nothing=False,
)
def fighter_slash(tape: DocTape, start: int, _end: int) -> bool:
    """`F/A-18`: the tokenizer parts what the slash joins."""
    return start > 1 and tape.words[start - 1] == "/" and tape.words[start - 2] == "F"


@entities.rule(
    "entities.equipment.slash",
    reads=("The [[T-72/M tank]] burned.",),
    leaves=("The tank burned and/or fell.",),
    source="variants with a stroke",
    nothing=False,
)
def slash(tape: DocTape, _start: int, end: int) -> bool:
    """A slash joins a variant: `M1A1/2`."""
    return _binds(tape, end, "/")


@entities.rule(
    "entities.equipment.hyphen",
    reads=("They fired the [[9K115-2 Metis]].",),
    leaves=("They fired 9 of 115-2.",),
    source="Soviet designations by GRAU index and variant",
    nothing=False,
)
def hyphen(tape: DocTape, _start: int, end: int) -> bool:
    """A hyphen joins a variant: `9K115-2`, `L-410UVP-E`, `ZSU-23-4s`."""
    return _binds(tape, end, "-–") and VARIANT.fullmatch(tape.words[end + 1]) is not None


def _binds(tape: DocTape, at: int, marks: str) -> bool:
    """Whether one of the marks stands there without blanks before a word of one or two characters."""
    words = tape.words
    return at + 1 < len(words) and words[at] in marks and tape.hyphened(at) and len(words[at + 1]) <= 2


def _joined(tape: DocTape, start: int, end: int, designation: str | None) -> tuple[int, int, str | None]:
    """The span and designation with what a slash or hyphen joins to them."""
    if fighter_slash(tape, start, end):
        start -= 2
        designation = f"F/{designation}"
    while slash(tape, start, end):
        end += 2
        designation = designation and f"{designation}/{tape.words[end - 1]}"
    while designation and hyphen(tape, start, end):
        end += 2
        designation = singular(f"{designation}-{tape.words[end - 1]}")
    return start, end, designation


@entities.rule(
    "entities.equipment.maker",
    reads=("The [[Lockheed F-104]] crashed.",),
    leaves=("The Lockheed office burned.",),
    source="makers of aircraft and vehicles before a designation",
    nothing=False,
)
def maker(tape: DocTape, start: int, _end: int) -> bool:
    """The maker before it: `Toyota Hilux`."""
    return start > 0 and tape.words[start - 1] in words_of("equipment_heads.tsv", "kind", "maker")


@entities.rule(
    "entities.equipment.name-after",
    reads=("The [[2S19 Msta-S]] fired.",),
    leaves=("The 2S19 fired on Moscow.",),
    source="Soviet guns and rockets by index and given name",
)
def name_after(tape: DocTape, _start: int, end: int, designated: bool) -> tuple[int, str | None] | None:
    """A listed name after it, and its kind: `F-4G Phantom II`, `2S19 Msta-S`."""
    entry = names().longest(tape.words, end)
    if entry and entry[1].label == "EQUIPMENT" and (entry[1].sure or designated):
        return entry[0], entry[1].kind
    return None


@entities.rule(
    "entities.equipment.quoted-name",
    reads=('A [[MiG-29 "Fulcrum"]] crashed.',),
    leaves=('A MiG-29 crashed, "Sasha" said.',),
    source="NATO reporting names in quotation marks",
    nothing=False,
)
def quoted_name(tape: DocTape, _start: int, end: int) -> bool:
    """A name in quotation marks after it: `MiG-29 "Fulcrum"`."""
    words = tape.words
    return end + 2 < len(words) and words[end] in OPENING and tape.capital[end + 1] and words[end + 2] in CLOSING


@entities.rule(
    "entities.equipment.mark-number",
    reads=("The [[M48 Patton II]] burned.",),
    leaves=("General Patton II burned.",),
    source="marks of a type in Roman numerals",
    nothing=False,
)
def mark_number(tape: DocTape, start: int, end: int) -> bool:
    """The Roman number of a version: `F-4 Phantom II`."""
    return tape.words[end] in ROMAN and tape.capital[end - 1] and end > start + 1


@entities.rule(
    "entities.equipment.block",
    reads=("An [[F-16C Block 50]] crashed.",),
    leaves=("An F-16C crashed on Block Street.",),
    source="versions of American aircraft by production block",
    nothing=False,
)
def block(tape: DocTape, _start: int, end: int) -> bool:
    """The block of a version: `F-16C Block 50`."""
    return tape.words[end] == "Block" and end + 1 < len(tape.words) and tape.words[end + 1].isdecimal()


def _named(tape: DocTape, start: int, end: int, kind: str | None, designation: str | None) -> tuple[int, str | None]:
    """The end and kind with the names after it: listed, quoted or numbered ones."""
    at, designated, passed = end, bool(designation), []
    # many names may be followed by the same others: each way is gone once
    while (at, designated, at > start + 1) not in tape.chains and (step := _further(tape, start, at, designated)):
        passed.append(((at, designated, at > start + 1), step[1]))
        at = step[0]
    end, said = tape.chains.get((at, designated, at > start + 1), (at, None))
    for place, told in reversed(passed):
        said = told or said
        tape.chains[place] = end, said
    return end, kind or said


def _further(tape: DocTape, start: int, at: int, designated: bool) -> tuple[int, str | None] | None:
    """The end and kind of one name that stands at ``at``, behind another or behind the designation from ``start`` on."""
    if at >= len(tape.words):
        return None
    if found := name_after(tape, start, at, designated):
        return found
    if quoted_name(tape, start, at):
        return at + 3, None
    if designated and mark_number(tape, start, at):
        return at + 1, None
    return (at + 2, None) if designated and block(tape, start, at) else None


@entities.rule(
    "entities.equipment.reported-name",
    reads=("A [[9K33 Zorka]] fired.",),
    leaves=("A 9K33 fired at Moscow.",),
    source="names of what has a GRAU index or a reporting number",
    nothing=False,
)
def reported_name(tape: DocTape, _start: int, end: int, designation: str) -> bool:
    """The name of what has a GRAU index or a reporting number: `SA-8 Gecko`."""
    return REPORTED.match(designation) is not None and _given(tape, end)


@entities.rule(
    "entities.equipment.name-suffix",
    reads=("The [[2S5 Zorka-S]] fired.",),
    leaves=("The 2S5 fired at Zorka-on-Sea.",),
    source="Soviet given names with the letter of a variant",
    nothing=False,
)
def name_suffix(tape: DocTape, _start: int, end: int, designation: str) -> bool:
    """The letter that a hyphen joins to such a name: `2S5 Giatsint-S`."""
    words = tape.words
    joined = end + 1 < len(words) and words[end] == "-" and tape.glued(end) and len(words[end + 1]) <= 2
    return REPORTED.match(designation) is not None and words[end - 1].isalpha() and joined


@entities.rule(
    "entities.equipment.flying-name",
    reads=("An [[A-29 Grand Falconet]] crashed.",),
    leaves=("A T-72 burned near Grand Harbour.",),
    source="aircraft by designation and given name",
)
def flying_name(tape: DocTape, start: int, end: int, kind: str | None) -> int | None:
    """The given name of an aircraft: `A-29 Super Tucano`."""
    if kind not in FLYING or tape.weak[start]:
        return None
    given = end
    while given < len(tape.words) and given - end < 2 and _unlisted(tape, given):
        given += 1
    return end if tape.words[given : given + 1] in (["-"], ["–"]) else given


def _unlisted(tape: DocTape, at: int) -> bool:
    """Whether a capitalised word that no list holds stands there."""
    return tape.name_word(at) and tape.words[at].isalpha() and names().longest(tape.words, at) is None


@entities.rule(
    "entities.equipment.given-name",
    reads=("A [[Kh-55 Zorka]] was fired.",),
    leaves=("A Kh-55 was fired at Moscow.",),
    source="missiles by designation and given name",
    nothing=False,
)
def given_name(tape: DocTape, _start: int, end: int, designation: str) -> bool:
    """The given name of another thing whose kind is known: `Kh-55 Granat`."""
    return "-" in designation and _given(tape, end)


def _given(tape: DocTape, at: int) -> bool:
    """Whether an uncommon capitalised word that names nothing else stands there."""
    if at >= len(tape.words) or tape.weak[at] or not _unlisted(tape, at):
        return False
    return tape.lower[at] not in common_words() and not is_place(tape.words[at])


def _nicknamed(tape: DocTape, start: int, end: int, kind: str | None, designation: str) -> int:
    """The end with a name after it that no list holds."""
    end += reported_name(tape, start, end, designation)
    end += 2 * name_suffix(tape, start, end, designation)
    if kind in FLYING and not tape.weak[start]:
        return flying_name(tape, start, end, kind) or end
    return end + given_name(tape, start, end, designation) if kind else end


@entities.rule(
    "entities.equipment.noun-after",
    reads=("The [[T-72 tanks]] burned.",),
    leaves=("The tanks burned at 72.",),
    source="corpus/GUIDELINES.md, EQUIPMENT: a head noun after the name is in",
)
def noun_after(tape: DocTape, _start: int, end: int) -> tuple[int, str] | None:
    """The head noun after it, and its kind: `Shahed drones`, `T-72 tanks`."""
    return head_after(tape, end, "name")


def _told(kind: str | None, said: str) -> str:
    """The kind of a thing of which its name tells one, and its head noun another."""
    return kind if kind and kind in LOOSER.get(said, ()) else said


def grown(tape: DocTape, start: int, end: int, kind: str | None, rank: int, designation: str | None) -> Proposal:
    """The span with a maker before it, and a given name and a head noun after it."""
    start, end, designation = _joined(tape, start, end, designation)
    start -= maker(tape, start, end)
    end, kind = _named(tape, start, end, kind, designation)
    if designation:
        end = _nicknamed(tape, start, end, kind, designation)
    if head := noun_after(tape, start, end):
        end, kind = head[0], _told(kind, head[1])
    return Proposal(start, end, "EQUIPMENT", rank, kind, designation)
