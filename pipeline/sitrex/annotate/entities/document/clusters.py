"""Which mentions name one entity, its fullest form, and the fields that follow."""

from __future__ import annotations

import re
import string
from bisect import bisect_right
from functools import cache

from sitrex.annotate.base import Context
from sitrex.annotate.entities.document.common import NameKey, plain, ship_name
from sitrex.annotate.entities.document.namesakes import told_apart
from sitrex.annotate.entities.document.people import people, spoken
from sitrex.annotate.entities.document.short_forms import fuller
from sitrex.annotate.entities.document.weapon_kinds import designation, kinds
from sitrex.annotate.entities.equipment.table import singular
from sitrex.annotate.entities.lexicon import cells, lexical
from sitrex.record.model import Entity, changed, handle
from sitrex.vocab import read_table


@cache
def _short_states() -> dict[str, str]:
    """Letters that stand for a state -> its name."""
    rows = read_table("entities/short_states.tsv", ("name", "short"))
    return {short: row["name"] for row in rows for short in cells(row["short"])}


def _normal(mention: Entity, text: str | None = None) -> str:
    """The key of a mention's words, or of others that stand for them."""
    words = (text or mention.text).replace("’", "'").split()
    text = " ".join(words)
    if mention.kind == "ship" and text.isalpha():
        return text.casefold()
    if mention.label == "EQUIPMENT":
        head = singular(text).split()
        text = " ".join(head[:2]) if len(head) > 2 else singular(text)
        return re.sub(r"(?<=[\w])s\b", "", text).casefold()
    if mention.label == "NORP" and text.endswith("s") and len(text) > 4:
        text = text[:-1]
    return plain(text)


def _keys(mentions: list[Entity], acronyms: dict[str, Entity]) -> list[NameKey]:
    """The key of each mention."""
    keys: list[NameKey] = []
    full = people(mentions)
    for mention in mentions:
        if mention.label == "PERSON":
            keys.append(("PERSON", full[spoken(mention.text)]))
        elif mention.text in acronyms:
            keys.append((mention.label, _normal(acronyms[mention.text])))
        elif (name := ship_name(mention)) is not None:
            keys.append((mention.label, name.casefold()))
        else:
            keys.append((mention.label, _normal(mention, _short_states().get(mention.text))))
    whole = fuller(keys)
    return [(label, whole.get((label, name), name)) for label, name in keys]


def clustered(mentions: list[Entity], acronyms: dict[str, Entity], context: Context) -> list[Entity]:
    """Link the mentions of one entity and give them its fullest form, and to each its kind and sentence."""
    keys = told_apart(mentions, _keys(mentions, acronyms), context.text)
    told = kinds(mentions, keys, context.text)
    first: dict[NameKey, str] = {}
    fullest: dict[NameKey, str] = {}
    for key, mention, kind in zip(keys, mentions, told, strict=True):
        first.setdefault(key, handle(mention.start))
        form = _one(mention.text, kind) if mention.label == "EQUIPMENT" else " ".join(mention.text.split())
        if mention.label == "NORP":
            continue  # `Russian` and `Russians` are one people; neither is the other's fuller form
        if len(form) > len(fullest.get(key, "")):
            fullest[key] = form
    starts = [start for start, _ in context.sentences]
    return [
        changed(
            mention,
            cluster=first[key],
            canonical=fullest.get(key, mention.text),
            kind=kind,
            designation=designation(mention),
            sentence=max(bisect_right(starts, mention.start) - 1, 0),
        )
        for key, mention, kind in zip(keys, mentions, told, strict=True)
    ]


def _one(name: str, kind: str | None) -> str:
    """The name of one of several; a ship's given name may end in s: `HMS Theseus`, `MAERSK TEXAS`."""
    called = kind in ("ship", "submarine") and name.split()[-1].isalpha()
    one = singular(name)
    several = one.endswith(tuple(string.ascii_uppercase)) and not name.isupper()  # `LSTs`
    return one if not called or several or lexical(one) else name
