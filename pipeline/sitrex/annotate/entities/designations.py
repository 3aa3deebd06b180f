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
from sitrex.annotate.entities.piece import Piece, Span
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


def head_after(piece: Piece, at: int, follows: str, modifiers: int = 3) -> tuple[int, str] | None:
    """End and kind of the head noun phrase that begins at ``at``, modifiers before the head included."""
    words, lower = piece.words, piece.lower
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


def find(piece: Piece, hinted: set[int], known: Iterable[tuple[int, int, Entry]]) -> Iterator[Span]:
    """EQUIPMENT spans; ``hinted`` are tokens that the model takes for products or weapons, ``known`` the listed names."""
    yield from _names(piece, hinted, known)
    yield from _designations(piece, hinted)


def grown(piece: Piece, start: int, end: int, kind: str | None, rank: int, designation: str | None) -> Span:
    """The span with a maker before it, and a given name and a head noun after it."""
    start, end, designation = _joined(piece, start, end, designation)
    if start and piece.words[start - 1] in words_of("equipment_heads.tsv", "kind", "maker"):
        start -= 1
    end, kind = _named(piece, start, end, kind, designation)
    if designation:
        end = _nicknamed(piece, start, end, kind, designation)
    if head := head_after(piece, end, "name"):
        end = head[0]
        kind = head[1] if head[1] in SAID else kind or head[1]
    return Span(start, end, "EQUIPMENT", rank, kind, designation)


def _joined(piece: Piece, start: int, end: int, designation: str | None) -> tuple[int, int, str | None]:
    """The span and designation with what a slash or hyphen joins to them: F/A-18, 9K115-2, L-410UVP-E."""
    words = piece.words
    if start > 1 and words[start - 1] == "/" and words[start - 2] == "F":
        start -= 2
        designation = f"F/{designation}"
    while _binds(piece, end, "/"):
        end += 2
        designation = designation and f"{designation}/{words[end - 1]}"
    while designation and _binds(piece, end, "-–") and (words[end + 1].isdigit() or words[end + 1].isupper()):
        end += 2
        designation = f"{designation}-{words[end - 1]}"
    return start, end, designation


def _binds(piece: Piece, at: int, marks: str) -> bool:
    """Whether one of the marks stands there without blanks before a word of one or two characters."""
    words = piece.words
    return (
        at + 1 < len(words)
        and words[at] in marks
        and piece.glued(at)
        and piece.glued(at + 1)
        and len(words[at + 1]) <= 2
    )


def _named(piece: Piece, start: int, end: int, kind: str | None, designation: str | None) -> tuple[int, str | None]:
    """The end and kind with the names after it: listed, quoted or numbered ones (`F-4G Phantom II`)."""
    at, designated, passed = end, bool(designation), []
    # many names may be followed by the same others: each way is gone once
    while (at, designated, at > start + 1) not in piece.chains and (step := _further(piece, start, at, designated)):
        passed.append(((at, designated, at > start + 1), step[1]))
        at = step[0]
    end, said = piece.chains.get((at, designated, at > start + 1), (at, None))
    for place, told in reversed(passed):
        said = told or said
        piece.chains[place] = end, said
    return end, kind or said


def _further(piece: Piece, start: int, at: int, designated: bool) -> tuple[int, str | None] | None:
    """The end and kind of one name that stands at ``at``, behind another or behind the designation from ``start`` on."""
    words = piece.words
    if at >= len(words):
        return None
    entry = names().at(words, at)
    if entry and entry[1].label == "EQUIPMENT" and (entry[1].sure or designated):
        return entry[0], entry[1].kind
    if (
        words[at] in ("'", "‘", "’", '"', "“")
        and at + 2 < len(words)
        and piece.capital[at + 1]
        and words[at + 2] in ("'", "’", '"', "”")
    ):
        return at + 3, None
    if designated and words[at] in ROMAN and piece.capital[at - 1] and at > start + 1:
        return at + 1, None
    if designated and words[at] == "Block" and at + 1 < len(words) and words[at + 1].isdigit():
        return at + 2, None
    return None


def _nicknamed(piece: Piece, start: int, end: int, kind: str | None, designation: str) -> int:
    """The end with a name after it that no list holds: `2S5 Giatsint-S`, `SA-8 Gecko`, `A-29 Super Tucano`."""
    words = piece.words
    if REPORTED.match(designation):
        end += _given(piece, end)
        if (
            words[end - 1].isalpha()
            and end + 1 < len(words)
            and words[end] == "-"
            and piece.glued(end)
            and len(words[end + 1]) <= 2
        ):
            end += 2
    if kind in FLYING and not piece.weak[start]:
        given = end
        while (
            given < len(words)
            and given - end < 2
            and piece.name_word(given)
            and words[given].isalpha()
            and names().at(words, given) is None
        ):
            given += 1
        return end if words[given : given + 1] in (["-"], ["–"]) else given
    return end + _given(piece, end) if "-" in designation and kind else end


def _given(piece: Piece, at: int) -> bool:
    """Whether an uncommon capitalised word that names nothing else stands there."""
    if at >= len(piece.words) or not piece.name_word(at) or piece.weak[at]:
        return False
    word = piece.words[at]
    return (
        word.isalpha() and word.lower() not in common() and names().at(piece.words, at) is None and not is_place(word)
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


def _names(piece: Piece, hinted: set[int], known: Iterable[tuple[int, int, Entry]]) -> Iterator[Span]:
    words, lower = piece.words, piece.lower
    for start, end, entry in known:
        if entry.label != "EQUIPMENT":
            continue
        if start and piece.glued(start) and words[start - 1] in "-–" and end == start + 1:
            continue
        martial = not entry.sure and not MARTIAL.isdisjoint(piece.around(start))
        numbered = end + 1 if end < len(words) and SERIAL.fullmatch(words[end]) else end
        digits = words[start] if any(map(str.isdigit, words[start])) else None
        span = grown(piece, start, numbered, entry.kind, 80, digits)
        if digits is None:
            span = replace(span, designation=_called(piece, start, numbered, entry.kind))
        if (
            entry.sure
            or span.end > end
            or not hinted.isdisjoint(range(start, end))
            or (martial and start and lower[start - 1] in SINGLE and not (end < len(words) and piece.name_word(end)))
        ):
            yield span
        elif words[end - 1].endswith("s") and not _within_name(piece, start, end):
            if martial or (start and (words[start - 1].isdigit() or names_people(words[start - 1]))):
                yield span
        elif start > 1 and lower[start - 1] == "made" and words[start - 2] in "-–":
            yield span


def _called(piece: Piece, start: int, end: int, kind: str | None) -> str | None:
    """The designation of a listed name: the name of one, without its head noun; ships and classes of things have none."""
    name = piece.surface(start, end)
    if kind in ("ship", "submarine") or name in GENERIC:
        return None
    if end - start > 1 and heads().at(piece.lower, end - 1):
        end -= 1
    return singular(piece.surface(start, end))


def _within_name(piece: Piece, start: int, end: int) -> bool:
    """Whether capitalised words beside it make an everyday word a part of another name (`the Carolina Panthers`)."""
    before = start > 0 and piece.name_word(start - 1) and not names_people(piece.words[start - 1])
    return before or (end < len(piece.words) and piece.name_word(end))


def _designations(piece: Piece, hinted: set[int]) -> Iterator[Span]:
    words, size = piece.words, len(piece.words)
    triggers = {word for word in piece.spots if not (word.isalpha() or word.isdigit()) and any(map(str.isdigit, word))}
    for at in piece.where(triggers | prefixes().keys()):
        word = words[at]
        if word.isalpha() and at + 1 < size and words[at + 1][0].isdigit() and (rules := prefixes().get(word)):
            digits = re.match(r"\d{1,5}", words[at + 1])
            if digits and not words[at + 1].endswith(("th", "st", "nd", "rd")):
                for kind, joints, least, most in rules:
                    if "space" in joints and least <= int(digits.group()) <= most:
                        yield grown(piece, at, at + 2, kind, 82, f"{word} {words[at + 1]}")
                        break
            continue
        if not any(map(str.isdigit, word)) or not any(map(str.isalpha, word)) or len(word) > 14:
            continue
        base = word[:-1] if word.endswith("s") and len(word) > 3 and word[-2].isalnum() else word
        known = kind_of(base)
        head = head_after(piece, at + 1, "name")
        if known:
            if head is None and at + 1 < size and piece.lower[at + 1] in ROAD:
                continue
            yield grown(piece, at, at + 1, known, 82, base)
        elif SOVIET.fullmatch(base) or (MODEL.fullmatch(base) and (head or len(base) > 3 or at in hinted)):
            after = names().at(words, at + 1) if at + 1 < size else None
            if head or at in hinted or len(base) > 3 or (after and after[1].label == "EQUIPMENT"):
                yield grown(piece, at, at + 1, head[1] if head else None, 81, base)
        elif (head or at in hinted) and DESIGNATION.fullmatch(base) and word[0].isupper():
            yield grown(piece, at, at + 1, None, 78, base)


def names_people(word: str) -> bool:
    """Whether the word is the name of a people or place: `Soviet T-34s`."""
    entry = names().at((word,), 0)
    return entry is not None and entry[1].label in ("NORP", "GPE")
