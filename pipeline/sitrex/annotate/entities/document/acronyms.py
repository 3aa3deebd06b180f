"""Acronyms of a document and what they are short for."""

from __future__ import annotations

import itertools
import re
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.entities.lexicon import lexical
from sitrex.annotate.entities.rules import entities
from sitrex.record.model import Entity

DEFINITION: Final = re.compile(
    r"\s[(\[]\s?[\"“‘']?(?:the |or |also |abbreviated )?([A-Z][A-Za-z0-9&-]{1,9})[\"”’']?[\s,;)\]]"
)
OPENING: Final = re.compile(r"\s[(\[]")
SPELT: Final = frozenset({"ORG", "GPE", "EVENT", "FAC", "LOC"})
"""What an acronym may be short for."""


@entities.rule(
    "entities.document.defined-acronym",
    reads=("The Republic of Zorka (ROZ) fell. Later [[ROZ]] fell. They left ROZ.",),
    leaves=("The republic (it is small) fell. Later it fell.",),
    source="abbreviations that a document introduces",
)
def defined(mention: Entity, text: str) -> str | None:
    """The acronym in brackets behind a name: `Zorka Relief Mission (ZRM)`."""
    definition = DEFINITION.match(text, mention.end) if mention.label in SPELT else None
    if definition is None:
        return None
    letters = definition[1]
    return letters if _initials(letters, mention.text) or _translated(mention, letters, definition[0][-1]) else None


def _translated(mention: Entity, letters: str, close: str) -> bool:
    """Whether capitals alone in brackets behind an organisation stand for its name in another language: `People's Protection
    Units (YPG)`, `DEMOCRATIC FRONT [FREDEMO]`.
    """
    if mention.label != "ORG" or " " not in mention.text or not letters.isupper() or close not in ")]":
        return False
    known = lexical(letters)
    return known is None or known.label == "ORG"


@entities.rule(
    "entities.document.explained-acronym",
    reads=("The ENCA [National Enterprise Agency] burned. Then [[ENCA]] fell.",),
    leaves=("The boats [many of them] burned. Then boats fell.",),
    source="English abbreviations of the Russian press, explained in brackets",
)
def explained(mention: Entity, following: Entity, text: str) -> str | None:
    """The acronym of which brackets right behind it say the name: `ENCA [National Enterprise Agency]`."""
    letters = mention.text
    short = mention.label == following.label == "ORG" and letters.isupper() and letters.isalpha() and len(letters) > 1
    if not short or " " not in following.text or OPENING.fullmatch(text, mention.end, following.start) is None:
        return None
    return letters if text[following.end : following.end + 1] in (")", "]") else None


def _letters(mention: Entity) -> str | None:
    """The initials of an organisation's name."""
    if mention.label != "ORG":
        return None
    words = [word for word in re.split(r"[\s-]+", mention.text) if word[:1].isupper()]
    return "".join(word[0] for word in words) if len(words) > 2 else None


@entities.rule(
    "entities.document.initials",
    reads=("The Zorka Relief Agency came. Later the [[ZRA]] left and ZRA burned.",),
    leaves=("Relief came. Later the boats left.",),
    source="initials of a name that stands in full before",
)
def initials(mention: Entity, spelt: dict[str, Entity]) -> Entity | None:
    """The organisation whose initials the letters of another are."""
    return spelt.get(mention.text) if mention.label == "ORG" else None


def acronyms(mentions: list[Entity], context: Context) -> dict[str, Entity]:
    """Acronym -> the mention that it is short for."""
    found: dict[str, Entity] = {}
    spelt: dict[str, Entity] = {}
    for mention in mentions:
        if letters := defined(mention, context.text):
            found.setdefault(letters, mention)
        if letters := _letters(mention):
            spelt.setdefault(letters, mention)
    for mention, following in itertools.pairwise(mentions):
        if letters := explained(mention, following, context.text):
            found.setdefault(letters, following)
    for mention in mentions:
        if mention.text not in found and (full := initials(mention, spelt)):
            found[mention.text] = full
    return found


def _initials(acronym: str, name: str) -> bool:
    """Whether the capitals of an acronym come in this order in the name's initials."""
    initials = iter(word[0].upper() for word in re.split(r"[\s/-]+", name) if word)
    letters = [c for c in acronym if c.isupper()]
    return len(letters) > 1 and all(any(c == initial for initial in initials) for c in letters[:3])
