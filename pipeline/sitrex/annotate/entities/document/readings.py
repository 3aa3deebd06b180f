"""Document memory: what one mention teaches about the others.

Later mentions of a name that was found are found too, short forms follow full names, an acronym follows its definition.
Clusters, canonical forms and places come out of the same tables.
"""

from __future__ import annotations

from sitrex.annotate.base import Context
from sitrex.annotate.entities.document.acronyms import acronyms
from sitrex.annotate.entities.document.clusters import clustered
from sitrex.annotate.entities.document.no_names import names
from sitrex.annotate.entities.document.overlooked import with_later
from sitrex.annotate.entities.document.persons_told import told
from sitrex.annotate.entities.document.place_fields import place
from sitrex.annotate.entities.document.ships import ships
from sitrex.record.model import Entity


def resolve(mentions: list[Entity], context: Context) -> list[Entity]:
    """Entities of the whole document in text order, every field filled."""
    mentions = told(ships(names(mentions, context), context.text), context.text)
    short = acronyms(mentions, context)
    mentions = names(with_later(mentions, short, context), context)
    return place(clustered(mentions, short, context), context.text)
