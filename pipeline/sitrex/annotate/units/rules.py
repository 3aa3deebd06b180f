"""How the rules of this list are called, and which span a firing stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sitrex.annotate.rules import Family
from sitrex.annotate.text import Span
from sitrex.annotate.units.fields import Candidate, Part


def _of_window(args: tuple[Any, ...], found: Any) -> list[Span]:
    """A rule over a window is called with it and the token where it begins; it gives parts, an end, or that it holds."""
    tokens, first = args[0].tokens, min(args[1], len(args[0].tokens) - 1)
    last = first
    parts: Sequence[Any] = [found] if isinstance(found, Part) else found if isinstance(found, list) else []
    if parts:
        return [(tokens.start[part.start], tokens.end[max(part.start, part.end - 1)]) for part in parts]
    if isinstance(found, int) and not isinstance(found, bool):
        last = found - 1
    return [(tokens.start[first], tokens.end[max(first, last)])]


def _of_document(args: tuple[Any, ...], found: Any) -> list[Span]:
    """A rule over the document is called with the unit that it tells something of, or gives one that it adds."""
    unit = found if isinstance(found, Candidate) else args[0]
    return [(unit.start, unit.end)]


forms: Final = Family(_of_window)
"""What makes a designation, or how far it reaches: ``form(window, token, ...)``."""
vetoes: Final = forms
"""Why something is no designation, or not for sure: ``veto(window, token, ...)``."""
told: Final = Family(_of_document)
"""What the document tells of a unit: ``rule(unit, ...)``."""
