"""Why an ordinal alone is a unit's where no full designation has its number: whose men stand before it, what it is listed with."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.rules import told
from sitrex.annotate.units.words import AFTER_DATE, TITLES, VERBS, unit_words
from sitrex.record.model import changed

_REACH: Final = 70
"""Characters before the ordinal in which its men are named."""
_SENTENCE: Final = 200
"""Characters between two members of a list that leaves its head and verb out."""
_ENDS: Final = re.compile(r"[.!?]\s|\n\s*\n")
_JOINED: Final = re.compile(r"[,;](?:\s+and)?\s+the\s+$")
_STANDS: Final = re.compile(r"\s+(?:at|in|on|near|behind|towards?|around|opposite|between)\s+(?:the\s+)?[^\W\d_a-z]")


@cache
def _men() -> re.Pattern[str]:
    """Men, parts and officers of a regiment, or a rank and a name, before ``of the`` at the end."""
    people = "|".join(sorted(unit_words("soldiers_of", "parts_of_regiments")))
    ranks = "|".join(re.escape(rank) for rank in sorted(TITLES & unit_words("ranks_of_regiments")))
    name = r"(?:[^\W\d_a-z][\w.’'-]*\s+){1,3}"
    return re.compile(rf"\b(?:(?i:{people})\s+|(?i:{ranks})\.?\s+{name})of\s+the\s+$")


@cache
def _acts() -> re.Pattern[str]:
    """What may follow an ordinal that no noun does: a mark, a verb, a small word that goes on."""
    small = "|".join(
        sorted(re.escape(w) for w in VERBS | AFTER_DATE | unit_words("list_ands", "behind_battalion") if w.isalpha())
    )
    return re.compile(rf"\s*(?:$|[,.;:)])|\s+(?:(?:{small})\b|[a-z]+ed\b)")


@told.rule(
    "units.ordinal.men-of",
    reads=(
        "The army's soldiers and infantry came. Two sepoys of the [[13th]] were killed.",
        "The army's artillery came. A company of the [[39th]], which had climbed up, held.",
        "The army's soldiers and infantry came. Captain Smith of the [[32nd]] was wounded.",
    ),
    leaves=(
        "The army's soldiers and infantry came. The fight of the 13th was lost.",
        "The army's soldiers and infantry came. The men of the 13th century were killed.",
    ),
    source="English style: regiments are called by their number among those who know them",
    nothing=False,
)
def men_of(unit: Candidate, text: str) -> bool:
    """Men, a part or an officer of the ordinal, which no noun follows: days and centuries have none."""
    before = text[max(0, unit.start - _REACH) : unit.start]
    return _men().search(before) is not None and _acts().match(text, unit.end) is not None


@told.rule(
    "units.ordinal.gapped",
    reads=("The 3rd Corps stood at Falconia; the [[9th]] at Hawkham; the [[12th]] near Ternton.",),
    leaves=(
        "The 3rd Corps reached Falconia on the 8th; the 9th at dawn it rained.",
        "The 3rd Corps stood at Falconia. On Monday, the 9th at Hawkham was fine.",
    ),
    source="English style: head and verb of a list stand with its first member only",
)
def gapped(unit: Candidate, before: Candidate | None, text: str) -> Candidate | None:
    """A further number of a list of formations, each with its place, of which the first has the head: the fields of that."""
    if before is None or before.echelon is None or not (before.designator or "").isdecimal():
        return None
    between = text[before.end : unit.start]
    if (
        len(between) > _SENTENCE
        or _ENDS.search(between)
        or not (_JOINED.search(between) and _STANDS.match(text, unit.end))
    ):
        return None
    return changed(
        unit,
        evidence="",
        branch=before.branch,
        echelon=before.echelon,
        service=before.service,
        nation=before.nation,
        typical=before.typical,
        hint=before.hint,
    )
