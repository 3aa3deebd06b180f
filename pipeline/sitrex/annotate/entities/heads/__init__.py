"""ORG, FAC, LOC, GPE and EVENT by the head noun beside capitalised words: ``heads.tsv``."""

from sitrex.annotate.entities.heads.find import find
from sitrex.annotate.entities.heads.table import DEED_WARS, label_at, tables

__all__ = ["DEED_WARS", "find", "label_at", "tables"]
