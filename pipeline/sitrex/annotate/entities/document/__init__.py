"""What one mention of a document teaches about the others, and where its places are."""

from sitrex.annotate.entities.document.readings import resolve

__all__ = ["resolve"]
