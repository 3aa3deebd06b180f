"""What kind of thing a weapon is whose kind no form read: by its head noun, its name in any case, its other mentions, the sea;
and its designation as written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from sitrex.annotate.entities.document.common import NameKey
from sitrex.annotate.entities.equipment.table import heads, kind_of, singular
from sitrex.annotate.entities.lexicon import group, lexical, names, split
from sitrex.annotate.text.phrases import PhraseTable
from sitrex.record.model import Entity

AT_SEA: Final = group("at_sea")
"""Words of a document that speaks of ships: `sank`, `aboard`."""
_LONGEST: Final = 4
"""Words of a head noun that ends a name."""
_WORD: Final = re.compile(r"[a-z]+")
_CALIBRE: Final = re.compile(r"\d[\d.,]*-?(?:mm|cm|inch|in)?")
_DESIGNATED: Final = re.compile(r"[a-z]{1,10}-?\d[a-z\d-]*")
_NAME: Final = re.compile(r"[^\W\d_][^\d]*")


def kinds(mentions: Sequence[Entity], keys: Sequence[NameKey], text: str) -> list[str | None]:
    """The kind of each mention; of equipment of which nothing tells it ``other``."""
    own = [_own(mention) if mention.label == "EQUIPMENT" else mention.kind for mention in mentions]
    shared: dict[NameKey, str] = {}
    for key, kind in zip(keys, own, strict=True):
        if kind is not None:
            shared.setdefault(key, kind)
    left = [n for n, mention in enumerate(mentions) if mention.label == "EQUIPMENT" and own[n] is None]
    at_sea = bool(left) and not AT_SEA.isdisjoint(_WORD.findall(text.lower()))
    for n in left:
        own[n] = shared.get(keys[n]) or ("ship" if at_sea and _given_name(mentions[n].text) else "other")
    return own


def designation(mention: Entity) -> str | None:
    """The designation as the text writes it, in a text without capitals too: `t-72b3`, `152-mm msta-s howitzers`."""
    told, text = mention.designation, " ".join(mention.text.split())
    if told is not None:
        at = text.lower().find(told.lower())
        return text[at : at + len(told)] if at >= 0 else told
    if mention.label != "EQUIPMENT" or not text.islower():
        return None
    words = text.split()
    first = next((n for n, word in enumerate(words) if _CALIBRE.fullmatch(word) is None), 0)
    named = _lowered().longest(split(" ".join(words[first:])), 0) is not None
    return singular(words[first]) if named or _DESIGNATED.fullmatch(words[first]) else None


def _own(mention: Entity) -> str | None:
    """What a mention's words say."""
    if mention.kind is not None:
        return mention.kind
    text = " ".join(mention.text.split())
    if entry := lexical(text):
        return entry.kind
    words = [word.lower() for word in split(text)]
    first = text.split()[0]
    return _ended(words) or _begun(words) or kind_of(text) or (kind_of(first.capitalize()) if first.islower() else None)


def _ended(words: Sequence[str]) -> str | None:
    """The kind that the head noun at the end says: `t-72b3m tanks`."""
    for start in range(max(1, len(words) - _LONGEST), len(words)):
        if kind := _lowered_heads().whole(words[start:]):
            return kind
    return None


def _begun(words: Sequence[str]) -> str | None:
    """The kind of the listed name that it begins with, in whatever case it is written: `msta-s`."""
    hit = _lowered().longest(words, 0)
    return hit[1] if hit else None


@cache
def _lowered_heads() -> PhraseTable[str]:
    """Head nouns in small letters, abbreviations too: `uavs`."""
    return PhraseTable((tuple(map(str.lower, phrase)), kind) for phrase, (kind, _) in heads().items())


@cache
def _lowered() -> PhraseTable[str | None]:
    """Names of equipment in small letters."""
    return PhraseTable(
        (tuple(map(str.lower, phrase)), entry.kind)
        for phrase, entry in names().items()
        if entry.label == "EQUIPMENT" and entry.sure
    )


def _given_name(text: str) -> bool:
    """Whether it is a name without figures, as ships have, and no short form in capitals."""
    return _NAME.fullmatch(text) is not None and (len(text) > 5 or not text.isupper()) and not text.islower()
