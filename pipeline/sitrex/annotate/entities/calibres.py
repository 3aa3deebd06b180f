"""EQUIPMENT by its calibre: `155 mm guns`, `25-pounders`, `152 mm gun 2A36`, `Bofors 40 mm guns`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.designations import MODEL, SOVIET, grown, head_after, kind_of
from sitrex.annotate.entities.lexicon import names
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.tape import Tape

CALIBRE_UNITS: Final = frozenset(
    "mm cm in inch inches millimeter millimetre pounder pounders pdr caliber calibre cal cal. lb lbs pound".split()
)
NUMBER: Final = re.compile(r"\.?\d{1,4}(?:[.,]\d{1,3})?|\.?\d+(?:\.\d+)?-?")


def find(tape: Tape) -> Iterator[Proposal]:
    """EQUIPMENT spans that begin with a calibre or its weapon's designation."""
    words, lower, size = tape.words, tape.lower, len(tape.words)
    for at in tape.where_lower(CALIBRE_UNITS):
        word = lower[at]
        if at == 0:
            continue
        start = at - 1
        if words[start] in "-‑" and start:
            start -= 1
        if not NUMBER.fullmatch(words[start]):
            continue
        end = at + 1
        if end < size and words[end] == "/" and end + 1 < size:
            end += 2
        if word in ("pounder", "pounders", "pdr"):
            head = head_after(tape, end, "calibre")
            yield Proposal(start, head[0] if head else end, "EQUIPMENT", 84, "artillery", f"{words[start]}-pounder")
            continue
        if end < size and (entry := names().at(words, end)) and entry[1].label == "EQUIPMENT":
            yield grown(tape, start, entry[0], entry[1].kind, 84, tape.surface(start, at + 1))
        elif head := head_after(tape, end, "calibre", 4):
            if head[0] < size and (SOVIET.fullmatch(words[head[0]]) or MODEL.fullmatch(words[head[0]])):
                # 152 mm gun 2A36
                yield Proposal(start, head[0] + 1, "EQUIPMENT", 85, head[1], words[head[0]])
                continue
            if start and _designated(words[start - 1]):  # M30 107mm mortars, Bofors 40 mm guns
                start -= 1
                designation = words[start] if any(map(str.isdigit, words[start])) else None
                designation = designation or tape.surface(start + 1, at + 1)
                yield Proposal(start, head[0], "EQUIPMENT", 85, head[1], designation)
                continue
            yield Proposal(start, head[0], "EQUIPMENT", 84, head[1], tape.surface(start, at + 1))


def _designated(word: str) -> bool:
    """Whether a word before a calibre is the weapon's own designation or its maker."""
    entry = names().at((word,), 0)
    return (entry is not None and entry[1].label == "EQUIPMENT") or bool(
        kind_of(word) or MODEL.fullmatch(word) or SOVIET.fullmatch(word)
    )
