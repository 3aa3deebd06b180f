"""Military unit designations: a token grammar over vocabularies, and its resolution in the document."""

from sitrex.annotate.units.component import UnitsAnnotator

__all__ = ["UnitsAnnotator"]
