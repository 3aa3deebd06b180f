"""Persons whose names look like a place's: `Lt. Jordan Hill`, `Jordan Hill, 24, of Ohio`."""

from __future__ import annotations

import re
from typing import Final

from sitrex.annotate.entities.document.common import PLACES
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.rules import entities
from sitrex.record.model import Entity, changed

AGE: Final = re.compile(r", (?:aged )?[1-9]\d,(?= [a-z])")
"""How old somebody is, between commas, with more said of them behind."""


@entities.rule(
    "entities.document.aged",
    reads=("[[Jordan Hill]], 24, of Ohio died.",),
    leaves=("They held Jordan Hill, 24 men died.",),
    source="reports of casualties",
)
def aged(mention: Entity, text: str) -> bool:
    """A name of several words behind which an age stands is a person's."""
    words = mention.text.split()
    named = len(words) > 1 and all(word[0].isupper() and word.isalpha() for word in words)
    old = mention.label in PLACES and named and AGE.match(text, mention.end) is not None
    return old and not known(mention)


@entities.veto(
    "entities.document.known-place",
    reads=("Votes: California, 55, and [[New York]], 29, of all.",),
    leaves=("[[Jordan Hill]], 24, of Ohio died.",),
    source="counts by country, division or city are written as ages are",
)
def known(mention: Entity) -> bool:
    """The gazetteer has a place of the name: a figure behind it is counted there, a title before it is of it."""
    return is_place(mention.text)


def told(mentions: list[Entity], text: str) -> list[Entity]:
    """The mentions, those of a name that the document gives a rank, a role or an age everywhere a person's."""
    names = {
        m.text
        for m in mentions
        if " " in m.text and ((m.label == "PERSON" and m.title and not known(m)) or aged(m, text))
    }
    return [
        changed(mention, label="PERSON", kind=None, country=None)
        if mention.label in PLACES and mention.text in names
        else mention
        for mention in mentions
    ]
