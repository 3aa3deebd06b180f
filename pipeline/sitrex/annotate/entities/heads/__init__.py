"""ORG, FAC, LOC, GPE and EVENT by the head noun beside capitalised words: ``heads.tsv``."""

from sitrex.annotate.entities.heads.find import find
from sitrex.annotate.entities.heads.table import tables

__all__ = ["find", "tables"]
