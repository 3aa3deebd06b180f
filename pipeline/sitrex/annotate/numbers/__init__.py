"""Numbers and quantities: CARDINAL, ORDINAL, PERCENT, QUANTITY and MONEY mentions."""

from sitrex.annotate.numbers.annotator import NumbersAnnotator

__all__ = ["NumbersAnnotator"]
