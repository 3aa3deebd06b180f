"""EQUIPMENT by grammar: designations, and names with their head nouns.

``T-72B3``, ``2S19 Msta-S``, ``Shahed drones``. What a prefix or a head noun says
about the kind comes from ``designators.tsv`` and ``equipment_heads.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from sitrex.annotate.entities.lexicon import Entry, Phrases, cells, common, names, split, words_of
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.tape import Tape
from sitrex.annotate.entities.places import is_place
from sitrex.vocab import read_table

DESIGNATION: Final = re.compile(
    r"([A-Za-zА-я][A-Za-z./]{0,9}?)([-‑–]?)(\d{1,5})((?:[-/.]?[A-Za-z0-9]{1,6}){0,3})", re.ASCII
)
SOVIET: Final = re.compile(r"(?:[1-9][A-Z]\d{1,3}[A-Z]{0,3}\d?(?:-\d)?)(?:/\d)?", re.ASCII)
"""GRAU indices: 2S19, 9K720, 9M133, 1L219."""
MODEL: Final = re.compile(r"M\d{1,4}(?:[A-Z]\d{0,2})?(?:/[A-Z]\d{1,2})*", re.ASCII)
REPORTED: Final = re.compile(r"[1-9][A-Z]\d{1,3}|(?:SA|SS|SS-N|AS|AT|AA)-\d", re.ASCII)
"""GRAU indices and reporting numbers, which a name of the thing follows."""
SERIAL: Final = re.compile(r"[A-Z]{1,3}\d{1,2}[A-Z]?s?|\d")
"""What numbers the versions of a named thing: `Tornado GR1`, `Mavic 3`."""
GENERIC: Final = frozenset("IED IEDs VBIED VBIEDs SVBIED SVBIEDs".split())
ROAD: Final = frozenset(
    "highway motorway road route freeway autobahn expressway road/rail roads highways interchange".split()
)
SINGLE: Final = frozenset("a an single another each lone two three four five six seven eight ten several".split())
"""Words before a name that say it is a thing one can count."""
ROMAN: Final = frozenset({"II", "III", "IV"})
FLYING: Final = frozenset({"aircraft", "helicopter", "uav"})
"""Kinds whose designation is usually followed by a given name: `A-29 Super Tucano`."""
SAID: Final = frozenset({"munition", "missile", "uav"})
"""Kinds of a head noun that hold against the kind of the name before it: `BM-21 rockets` are no launchers."""
MARTIAL: Final = frozenset(
    """ride crew troops brigade brigades battalion battalions regiment regiments division divisions squadron squadrons tank tanks armour armor
    artillery infantry missile missiles drone drones soldiers crew crews aircraft bombers fighters sortie sorties shells column
    columns offensive platoon platoons enemy front battle gunners guns weapons pilots airfield convoy counterattack vehicles""".split()
)
"""Lower-case words that make a plural such as `Tigers` or `Bradleys` a weapon rather than a team."""


@cache
def heads() -> Phrases[tuple[str, str]]:
    """Head nouns -> (kind, what they follow)."""
    rows = read_table("entities/equipment_heads.tsv", ("kind", "after", "words"))
    return Phrases(
        (split(word), (row["kind"], row["after"]))
        for row in rows
        if row["kind"] not in ("modifier", "maker")
        for word in cells(row["words"])
    )


@cache
def prefixes() -> dict[str, list[tuple[str, frozenset[str], int, int]]]:
    """Designation prefix -> [(kind, joints, least, most)]."""
    table: dict[str, list[tuple[str, frozenset[str], int, int]]] = {}
    for row in read_table("entities/designators.tsv", ("kind", "joint", "least", "most", "prefixes")):
        for prefix in cells(row["prefixes"]):
            rule = (row["kind"], frozenset(row["joint"].split("+")), int(row["least"]), int(row["most"]))
            table.setdefault(prefix, []).append(rule)
    return table


def head_after(tape: Tape, at: int, follows: str, modifiers: int = 3) -> tuple[int, str] | None:
    """End and kind of the head noun phrase that begins at ``at``, modifiers before the head included."""
    words, lower = tape.words, tape.lower
    allowed = words_of("equipment_heads.tsv", "kind", "modifier")
    for _ in range(modifiers + 1):
        if at >= len(words):
            return None
        hit = heads().at(lower, at) or heads().at(words, at)
        if hit and follows in hit[1][1]:
            further = heads().at(lower, hit[0]) if hit[0] < len(words) else None
            if further and follows in further[1][1]:
                return further[0], further[1][0]
            return hit[0], hit[1][0]
        if lower[at] in allowed or words[at] in "-‑–":
            at += 1
        elif at + 2 < len(words) and words[at + 1] == "-" and f"{lower[at]}-{lower[at + 2]}" in allowed:
            at += 3
        else:
            return None
    return None


def kind_of(text: str) -> str | None:
    """The kind of a one-token designation by its prefix, or None where the prefix is unknown.

    >>> kind_of("T-72B3"), kind_of("Kh-101"), kind_of("E-50")
    ('tank', 'missile', 'aircraft')
    """
    if (entry := names().at((text,), 0)) and entry[1].label == "EQUIPMENT":
        return entry[1].kind
    if (found := DESIGNATION.fullmatch(text)) is None:
        return None
    prefix, joint, digits, _ = found.groups()
    for kind, joints, least, most in prefixes().get(prefix, ()):
        if ("hyphen" if joint else "none") in joints and least <= int(digits) <= most:
            return kind
    return None


def find(tape: Tape, hinted: set[int], known: Iterable[tuple[int, int, Entry]]) -> Iterator[Proposal]:
    """EQUIPMENT spans; ``hinted`` are tokens that the model takes for products or weapons, ``known`` the listed names."""
    yield from _names(tape, hinted, known)
    yield from _designations(tape, hinted)


def grown(tape: Tape, start: int, end: int, kind: str | None, rank: int, designation: str | None) -> Proposal:
    """The span with a maker before it, and a given name and a head noun after it."""
    start, end, designation = _joined(tape, start, end, designation)
    if start and tape.words[start - 1] in words_of("equipment_heads.tsv", "kind", "maker"):
        start -= 1
    end, kind = _named(tape, start, end, kind, designation)
    if designation:
        end = _nicknamed(tape, start, end, kind, designation)
    if head := head_after(tape, end, "name"):
        end = head[0]
        kind = head[1] if head[1] in SAID else kind or head[1]
    return Proposal(start, end, "EQUIPMENT", rank, kind, designation)


def _joined(tape: Tape, start: int, end: int, designation: str | None) -> tuple[int, int, str | None]:
    """The span and designation with what a slash or hyphen joins to them: F/A-18, 9K115-2, L-410UVP-E."""
    words = tape.words
    if start > 1 and words[start - 1] == "/" and words[start - 2] == "F":
        start -= 2
        designation = f"F/{designation}"
    while _binds(tape, end, "/"):
        end += 2
        designation = designation and f"{designation}/{words[end - 1]}"
    while designation and _binds(tape, end, "-–") and (words[end + 1].isdigit() or words[end + 1].isupper()):
        end += 2
        designation = f"{designation}-{words[end - 1]}"
    return start, end, designation


def _binds(tape: Tape, at: int, marks: str) -> bool:
    """Whether one of the marks stands there without blanks before a word of one or two characters."""
    words = tape.words
    return (
        at + 1 < len(words)
        and words[at] in marks
        and tape.glued(at)
        and tape.glued(at + 1)
        and len(words[at + 1]) <= 2
    )


def _named(tape: Tape, start: int, end: int, kind: str | None, designation: str | None) -> tuple[int, str | None]:
    """The end and kind with the names after it: listed, quoted or numbered ones (`F-4G Phantom II`)."""
    words = tape.words
    while end < len(words):
        entry = names().at(words, end)
        if entry and entry[1].label == "EQUIPMENT" and (entry[1].sure or designation):
            kind = kind or entry[1].kind
            end = entry[0]
        elif (
            words[end] in ("'", "‘", "’", '"', "“")
            and end + 2 < len(words)
            and tape.capital[end + 1]
            and words[end + 2] in ("'", "’", '"', "”")
        ):
            end += 3
        elif designation and words[end] in ROMAN and tape.capital[end - 1] and end > start + 1:
            end += 1
        elif designation and words[end] == "Block" and end + 1 < len(words) and words[end + 1].isdigit():
            end += 2
        else:
            break
    return end, kind


def _nicknamed(tape: Tape, start: int, end: int, kind: str | None, designation: str) -> int:
    """The end with a name after it that no list holds: `2S5 Giatsint-S`, `SA-8 Gecko`, `A-29 Super Tucano`."""
    words = tape.words
    if REPORTED.match(designation):
        end += _given(tape, end)
        if (
            words[end - 1].isalpha()
            and end + 1 < len(words)
            and words[end] == "-"
            and tape.glued(end)
            and len(words[end + 1]) <= 2
        ):
            end += 2
    if kind in FLYING and not tape.weak[start]:
        given = end
        while (
            given < len(words)
            and given - end < 2
            and tape.name_word(given)
            and words[given].isalpha()
            and names().at(words, given) is None
        ):
            given += 1
        return end if words[given : given + 1] in (["-"], ["–"]) else given
    return end + _given(tape, end) if "-" in designation and kind else end


def _given(tape: Tape, at: int) -> bool:
    """Whether an uncommon capitalised word that names nothing else stands there."""
    if at >= len(tape.words) or not tape.name_word(at) or tape.weak[at]:
        return False
    word = tape.words[at]
    return (
        word.isalpha() and word.lower() not in common() and names().at(tape.words, at) is None and not is_place(word)
    )


def singular(name: str) -> str:
    """The name of one of several: `Bradleys` -> `Bradley`, `M60A1s` -> `M60A1`; other text is returned as it is.

    >>> singular("Fighting Falcons"), singular("HIMARS"), singular("155 mm guns"), singular("25-pounders")
    ('Fighting Falcon', 'HIMARS', '155 mm guns', '25-pounder')
    """
    last = name.split()[-1]
    if last.endswith("pounders"):
        return name[:-1]
    if not last.endswith(("s", "S")) or last.endswith(("ss", "SS")) or len(last) < 4 or last.islower():
        return name
    if any(map(str.isdigit, last)):
        return name[:-1] if last.endswith("s") else name
    if last.isupper():
        last = last.title()
        if names().at((last[:-1],), 0) is None and names().at(split(name.title()[:-1]), 0) is None:
            return name
        return name[:-1]
    if (base := names().at(split(name[:-1]), 0)) and base[0] == len(split(name[:-1])):
        return name[:-1]
    whole = names().at(split(name), 0)
    return name if whole is not None and whole[0] == len(split(name)) else name[:-1]


def _names(tape: Tape, hinted: set[int], known: Iterable[tuple[int, int, Entry]]) -> Iterator[Proposal]:
    words, lower = tape.words, tape.lower
    for start, end, entry in known:
        if entry.label != "EQUIPMENT":
            continue
        if start and tape.glued(start) and words[start - 1] in "-–" and end == start + 1:
            continue
        martial = not entry.sure and not MARTIAL.isdisjoint(tape.around(start))
        numbered = end + 1 if end < len(words) and SERIAL.fullmatch(words[end]) else end
        digits = words[start] if any(map(str.isdigit, words[start])) else None
        span = grown(tape, start, numbered, entry.kind, 80, digits)
        if digits is None:
            span = replace(span, designation=_called(tape, start, numbered, entry.kind))
        if (
            entry.sure
            or span.end > end
            or not hinted.isdisjoint(range(start, end))
            or (martial and start and lower[start - 1] in SINGLE and not (end < len(words) and tape.name_word(end)))
        ):
            yield span
        elif words[end - 1].endswith("s") and not _within_name(tape, start, end):
            if martial or (start and (words[start - 1].isdigit() or names_people(words[start - 1]))):
                yield span
        elif start > 1 and lower[start - 1] == "made" and words[start - 2] in "-–":
            yield span


def _called(tape: Tape, start: int, end: int, kind: str | None) -> str | None:
    """The designation of a listed name: the name of one, without its head noun; ships and classes of things have none."""
    name = tape.surface(start, end)
    if kind in ("ship", "submarine") or name in GENERIC:
        return None
    if end - start > 1 and heads().at(tape.lower, end - 1):
        end -= 1
    return singular(tape.surface(start, end))


def _within_name(tape: Tape, start: int, end: int) -> bool:
    """Whether capitalised words beside it make an everyday word a part of another name (`the Carolina Panthers`)."""
    before = start > 0 and tape.name_word(start - 1) and not names_people(tape.words[start - 1])
    return before or (end < len(tape.words) and tape.name_word(end))


def _designations(tape: Tape, hinted: set[int]) -> Iterator[Proposal]:
    words, size = tape.words, len(tape.words)
    triggers = {word for word in tape.spots if not (word.isalpha() or word.isdigit()) and any(map(str.isdigit, word))}
    for at in tape.where(triggers | prefixes().keys()):
        word = words[at]
        if word.isalpha() and at + 1 < size and words[at + 1][0].isdigit() and (rules := prefixes().get(word)):
            digits = re.match(r"\d{1,5}", words[at + 1])
            if digits and not words[at + 1].endswith(("th", "st", "nd", "rd")):
                for kind, joints, least, most in rules:
                    if "space" in joints and least <= int(digits.group()) <= most:
                        yield grown(tape, at, at + 2, kind, 82, f"{word} {words[at + 1]}")
                        break
            continue
        if not any(map(str.isdigit, word)) or not any(map(str.isalpha, word)) or len(word) > 14:
            continue
        base = word[:-1] if word.endswith("s") and len(word) > 3 and word[-2].isalnum() else word
        known = kind_of(base)
        head = head_after(tape, at + 1, "name")
        if known:
            if head is None and at + 1 < size and tape.lower[at + 1] in ROAD:
                continue
            yield grown(tape, at, at + 1, known, 82, base)
        elif SOVIET.fullmatch(base) or (MODEL.fullmatch(base) and (head or len(base) > 3 or at in hinted)):
            after = names().at(words, at + 1) if at + 1 < size else None
            if head or at in hinted or len(base) > 3 or (after and after[1].label == "EQUIPMENT"):
                yield grown(tape, at, at + 1, head[1] if head else None, 81, base)
        elif (head or at in hinted) and DESIGNATION.fullmatch(base) and word[0].isupper():
            yield grown(tape, at, at + 1, None, 78, base)


def names_people(word: str) -> bool:
    """Whether the word is the name of a people or place: `Soviet T-34s`."""
    entry = names().at((word,), 0)
    return entry is not None and entry[1].label in ("NORP", "GPE")
