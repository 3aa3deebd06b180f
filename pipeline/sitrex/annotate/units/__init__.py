"""Military unit designations: a token grammar over vocabularies, and its resolution in the document."""

from sitrex.annotate.units.annotator import UnitsAnnotator

__all__ = ["UnitsAnnotator"]
