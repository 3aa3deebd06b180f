"""What head nouns, prefixes and shapes say of a weapon: ``equipment_heads.tsv``, ``designators.tsv``."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.lexicon import cells, names, split, words_of
from sitrex.annotate.text.phrases import PhraseTable
from sitrex.vocab import read_table

DESIGNATION: Final = re.compile(
    r"([A-Za-zА-я][A-Za-z./]{0,10}?)([-‑–]?)(\d{1,5})((?:[-/.]?[A-Za-z0-9]{1,6}){0,3})", re.ASCII
)
SOVIET: Final = re.compile(r"(?:[1-9][A-Z]\d{1,3}[A-Z]{0,3}\d?(?:-\d)?)(?:/\d)?", re.ASCII)
"""GRAU indices: 2S19, 9K720, 9M133, 1L219."""
MODEL: Final = re.compile(r"M\d{1,4}(?:[A-Z]\d{0,2})?(?:/[A-Z]\d{1,2})*", re.ASCII)
SEVERAL: Final = re.compile(r"\S*[0-9A-ZÄÖÜ]s")
"""The plural of what ends in figures or capitals: `109s`, `BMPs`, `Mk 1As`, `Panzer IVs`."""


@cache
def heads() -> PhraseTable[tuple[str, str]]:
    """Head nouns -> (kind, what they follow)."""
    rows = read_table("entities/equipment_heads.tsv", ("kind", "after", "words"))
    return PhraseTable(
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


def head_after(tape: DocTape, at: int, follows: str, modifiers: int = 3) -> tuple[int, str] | None:
    """End and kind of the head noun phrase that begins at ``at``, modifiers before the head included."""
    words, lower = tape.words, tape.lower
    allowed = words_of("equipment_heads.tsv", "kind", "modifier")
    for _ in range(modifiers + 1):
        if at >= len(words):
            return None
        hit = heads().longest(lower, at) or heads().longest(words, at)
        if hit and follows in hit[1][1]:
            further = heads().longest(lower, hit[0]) if hit[0] < len(words) else None
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
    if (entry := names().whole((text,))) and entry.label == "EQUIPMENT":
        return entry.kind
    if (found := DESIGNATION.fullmatch(text)) is None:
        return None
    prefix, joint, digits, _ = found.groups()
    for kind, joints, least, most in prefixes().get(prefix, ()):
        if ("hyphen" if joint else "none") in joints and least <= int(digits) <= most:
            return kind
    return None


def singular(name: str) -> str:
    """The name of one of several: `Bradleys` -> `Bradley`, `M60A1s` -> `M60A1`; other text is returned as it is.

    >>> singular("Fighting Falcons"), singular("HIMARS"), singular("155 mm guns"), singular("25-pounders")
    ('Fighting Falcon', 'HIMARS', '155 mm guns', '25-pounder')
    >>> singular("Bf 109s"), singular("Panzer IVs"), singular("Leopard 2s"), singular("Ju 87Gs")
    ('Bf 109', 'Panzer IV', 'Leopard 2', 'Ju 87G')
    """
    last = name.split()[-1]
    if last.endswith("pounders") or SEVERAL.fullmatch(last):
        return name[:-1]
    if not last.endswith(("s", "S")) or last.endswith(("ss", "SS")) or len(last) < 4 or last.islower():
        return name
    if any(map(str.isdecimal, last)):
        return name
    if last.isupper():
        last = last.title()
        if names().longest((last[:-1],), 0) is None and names().longest(split(name.title()[:-1]), 0) is None:
            return name
        return name[:-1]
    if names().whole(split(name[:-1])):
        return name[:-1]
    return name if names().whole(split(name)) else name[:-1]
