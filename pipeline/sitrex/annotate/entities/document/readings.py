"""Document memory: what one mention teaches about the others.

One name has one reading in a document, later mentions of a name that was found are found too, short forms follow full
names, an acronym follows its definition. Clusters, canonical forms and places come out of the same tables.
"""

from __future__ import annotations

from sitrex.annotate.base import Context
from sitrex.annotate.entities.document.acronyms import acronyms, without_nouns
from sitrex.annotate.entities.document.clusters import clustered
from sitrex.annotate.entities.document.labels import one_reading, people
from sitrex.annotate.entities.document.overlooked import with_later
from sitrex.annotate.entities.document.place_fields import place
from sitrex.annotate.entities.rules import entities
from sitrex.record.model import Entity


@entities.veto(
    "entities.document.field-army",
    reads=("The 6th Army attacked. The [[Army]] fled.",),
    leaves=("He left the [[Army]] in May.",),
)
def field_army(mention: Entity, context: Context) -> bool:
    """Where a field army is spoken of, `Army` is short for it."""
    return mention.text == "Army" and any(unit.echelon == "army" for unit in context.units)


def resolve(mentions: list[Entity], context: Context) -> list[Entity]:
    """Entities of the whole document in text order, every field filled."""
    mentions = [mention for mention in mentions if not field_army(mention, context)]
    mentions = one_reading(people(without_nouns(mentions, context), context.text))
    short = acronyms(mentions, context)
    mentions = with_later(mentions, short, context)
    return place(clustered(mentions, short, context), context.text)
