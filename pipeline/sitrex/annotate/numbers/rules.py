"""How the rules of numbers are called, and which span a firing stands for."""

from __future__ import annotations

from typing import Any, Final

from sitrex.annotate.numbers.tokens import Tokens
from sitrex.annotate.rules import Family
from sitrex.annotate.text import Span


def _spans(args: tuple[Any, ...], found: Any) -> list[Span]:
    """The tokens of what was found, or else of what the rule was called about, or else the token it was called at."""
    t = next(
        (arg if isinstance(arg, Tokens) else arg.t for arg in args if isinstance(arg, Tokens) or hasattr(arg, "t")),
        None,
    )
    if t is None:
        return []
    for thing in (found, *args):
        if not isinstance(thing, Tokens) and hasattr(thing, "start") and hasattr(thing, "end"):
            return [(t.start[thing.start], t.end[max(thing.start, thing.end - 1)])]
    at = next((arg for arg in args if isinstance(arg, int)), None)
    return [] if at is None else [(t.start[at], t.end[at])]


forms: Final = Family(_spans)
"""What makes a number, or how far it reaches: called with the tokens and a token, or with a phrase."""
vetoes: Final = Family(_spans)
"""Why figures or number words are no number: called with a :class:`~.reading.Reading`."""
