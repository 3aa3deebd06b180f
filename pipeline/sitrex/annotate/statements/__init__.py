"""Who says a figure or a unit, whether the text vouches for it, and what befell those that a figure counts."""

from sitrex.annotate.statements.state import state

__all__ = ["state"]
