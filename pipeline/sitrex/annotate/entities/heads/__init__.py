"""ORG, FAC, LOC, GPE and EVENT by the head noun beside capitalised words: ``heads.tsv``."""

from sitrex.annotate.entities.heads.find import find

__all__ = ["find"]
