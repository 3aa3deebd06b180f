"""The family of the rules for entities: what a rule's arguments and result say about the span that it fired on."""

from __future__ import annotations

from typing import Any, Final

from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.rules import Family
from sitrex.annotate.text import Span
from sitrex.record.model import Entity


def _spans(args: tuple[Any, ...], found: Any) -> list[Span]:
    """Offsets of what was proposed, else of the tokens from the first number after the tape to the second.

    Rules of the document take a mention, or the text and offsets of it, instead of a tape.
    """
    on, *rest = args
    if isinstance(on, Entity):
        mention = found if isinstance(found, Entity) else on
        return [(mention.start, mention.end)]
    if isinstance(found, Proposal):
        start, end = found.start, found.end
    elif hasattr(rest[0], "start"):
        start, end = rest[0].start, rest[0].end
    else:
        start, end = ([number for number in rest if type(number) is int] + [0])[:2]
    if isinstance(on, str):
        return [(start, end)]
    if start >= len(on.words):
        return []
    return [(on.offsets[start], on.end(max(end, start + 1)))]


entities: Final = Family(_spans)
