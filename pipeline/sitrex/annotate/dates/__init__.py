"""`sitrex_dates`: TIMEX3 expressions, found by token types and grammar, resolved against two anchors."""

from sitrex.annotate.dates.annotator import DatesAnnotator

__all__ = ["DatesAnnotator"]
