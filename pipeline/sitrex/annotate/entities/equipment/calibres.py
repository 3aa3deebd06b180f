"""EQUIPMENT by its calibre: `155 mm guns`, `25-pounders`, `152 mm gun 2A36`, `Bofors 40 mm guns`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import POSSESSIVE, DocTape
from sitrex.annotate.entities.equipment.beside_designation import grown
from sitrex.annotate.entities.equipment.table import MODEL, SOVIET, head_after, kind_of, singular
from sitrex.annotate.entities.lexicon import group, names
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities

_POUNDERS: Final = group("pounders")

UNITS: Final = group("calibre_units")
BARE: Final = group("bare_calibres") | {f"{calibre}s" for calibre in group("bare_calibres")}
GUNFIRE: Final = group("gunfire")
FIRED: Final = (
    ["salvoes", "of"],
    ["salvos", "of"],
    ["rounds", "of"],
    ["shelled", "with"],
    ["shelled", "by"],
    ["bombarded", "with"],
)
MOST_SHARED: Final = 6
"""Calibres before the last of a list."""
NUMBER: Final = re.compile(r"\.?\d{1,4}(?:[.,]\d{1,3})?|\.?\d+(?:\.\d+)?-?")


@entities.rule(
    "entities.equipment.pounder",
    reads=("The [[25-pounders]] fired.",),
    leaves=("The 25 pounds fell.",),
    source="British guns by the weight of their shell",
)
def pounder(tape: DocTape, start: int, at: int, end: int) -> Proposal | None:
    """A gun by the weight of its shot: `25-pounders`."""
    if tape.lower[at] not in _POUNDERS:
        return None
    head = head_after(tape, end, "calibre")
    return Proposal(start, head[0] if head else end, "EQUIPMENT", 84, "artillery", f"{tape.words[start]}-pounder")


@entities.rule(
    "entities.equipment.calibre-name",
    reads=("The [[40 mm Bofors]] fired.",),
    leaves=("The 40 mm of rain fell on Bofors.",),
    source="guns by calibre and maker",
)
def calibre_name(tape: DocTape, start: int, _at: int, end: int) -> Proposal | None:
    """A calibre and a listed name: `40 mm Bofors`."""
    entry = names().longest(tape.words, end) if end < len(tape.words) else None
    if entry is None or entry[1].label != "EQUIPMENT":
        return None
    return grown(tape, start, entry[0], entry[1].kind, 84, singular(tape.surface(end, entry[0])))


@entities.rule(
    "entities.equipment.calibre-index",
    reads=("The [[152 mm gun 2A36]] fired.",),
    leaves=("The 152 mm gun fired 2 rounds.",),
    source="Soviet guns by calibre and GRAU index",
)
def calibre_index(tape: DocTape, start: int, _at: int, end: int) -> Proposal | None:
    """A calibre, a head noun and the index: `152 mm gun 2A36`."""
    head = head_after(tape, end, "calibre", 4)
    if head is None or head[0] >= len(tape.words):
        return None
    index = tape.words[head[0]]
    shaped = SOVIET.fullmatch(index) or MODEL.fullmatch(index)
    return Proposal(start, head[0] + 1, "EQUIPMENT", 85, head[1], index) if shaped else None


@entities.rule(
    "entities.equipment.called-calibre",
    reads=("The [[M30 107mm mortars]] fired.",),
    leaves=("The M30 mortars fired 107 rounds.",),
    source="mortars and guns by designation and calibre",
)
def called_calibre(tape: DocTape, start: int, at: int, end: int) -> Proposal | None:
    """The weapon's own name or maker before the calibre: `M30 107mm mortars`, `Bofors 40 mm guns`."""
    head = head_after(tape, end, "calibre", 4)
    if head is None or not start or not _designated(tape.words[start - 1]):
        return None
    name = tape.words[start - 1]
    designation = name if any(map(str.isdecimal, name)) else tape.surface(start, at + 1)
    return Proposal(start - 1, head[0], "EQUIPMENT", 85, head[1], designation)


@entities.rule(
    "entities.equipment.calibre",
    reads=("The [[155 mm guns]] fired.",),
    leaves=("The 155 mm of rain fell.",),
    source="corpus/GUIDELINES.md, EQUIPMENT: by calibre",
)
def calibre(tape: DocTape, start: int, at: int, end: int) -> Proposal | None:
    """A calibre and a head noun: `155 mm guns`."""
    head = head_after(tape, end, "calibre", 4)
    return Proposal(start, head[0], "EQUIPMENT", 84, head[1], tape.surface(start, at + 1)) if head else None


@entities.rule(
    "entities.equipment.shared-calibre",
    reads=("[[105 mm]] and [[155 mm guns]] fired.", "Several [[81mm]], [[105mm]] and [[155mm rounds]] lay there."),
    leaves=("The 10 mm of rain and 155 mm guns came.",),
    source="corpus/GUIDELINES.md, entities: coordinated heads",
    nothing=[],
)
def shared(tape: DocTape, last: Proposal) -> list[Proposal]:
    """The calibres before one with a head noun, which they share: `81mm, 105mm and 155mm rounds`."""
    found: list[Proposal] = []
    at = last.start
    while (
        len(found) < MOST_SHARED and at > 2 and tape.lower[at - 1] in ("and", "or", ",") and tape.lower[at - 2] in UNITS
    ):
        start = at - 4 if tape.words[at - 3] in "-‑" and at > 3 else at - 3
        if not NUMBER.fullmatch(tape.words[start]):
            break
        found.append(Proposal(start, at - 1, "EQUIPMENT", last.rank, last.kind, tape.surface(start, at - 1)))
        at = start
    return found


@entities.rule(
    "entities.equipment.bare-calibre",
    reads=(
        "The road was shelled with [[5.9's]] at dusk.",
        "Some 200 [[5.9 shells]] fell.",
        "Salvoes of [[4.2]] were fired.",
    ),
    leaves=("The team scored 5.9 points.", "Version 4.2's code was changed."),
    source="guns by their calibre in inches, of the First World War's summaries: words.tsv",
)
def bare_calibre(tape: DocTape, at: int) -> Proposal | None:
    """A calibre without its unit, of those that armies call guns by: `5.9's`, `4.2 shells`, `shelled with 5.9`."""
    end, size = at + 1, len(tape.words)
    if "." in tape.words[at] and (head := head_after(tape, end, "calibre")):
        return Proposal(at, head[0], "EQUIPMENT", 84, head[1], tape.words[at])
    several = end < size and tape.lower[end] in POSSESSIVE and tape.glued(end)
    if not several and tape.words[at][-1] != "s" and tape.lower[max(0, at - 2) : at] not in FIRED:
        return None
    shelled = not GUNFIRE.isdisjoint(tape.around(at))
    return Proposal(at, end + several, "EQUIPMENT", 84, "artillery", tape.words[at].rstrip("s")) if shelled else None


FORMS: Final = (pounder, calibre_name, calibre_index, called_calibre, calibre)


def find(tape: DocTape) -> Iterator[Proposal]:
    """EQUIPMENT spans that begin with a calibre or its weapon's designation."""
    words, size = tape.words, len(tape.words)
    for at in tape.where_lower(UNITS):
        start = at - 2 if at > 1 and words[at - 1] in "-‑" else at - 1
        if at == 0 or not NUMBER.fullmatch(words[start]):
            continue
        end = at + 3 if at + 2 < size and words[at + 1] == "/" else at + 1
        if found := next((found for form in FORMS if (found := form(tape, start, at, end))), None):
            yield found
            yield from shared(tape, found)
    for at in tape.where(BARE):
        if found := bare_calibre(tape, at):
            yield found


def _designated(word: str) -> bool:
    """Whether a word before a calibre is the weapon's own designation or its maker."""
    return bool(kind_of(word) or MODEL.fullmatch(word) or SOVIET.fullmatch(word))
