"""Named entities: people, peoples, organisations, places, built things, equipment, events."""

from sitrex.annotate.entities.annotator import EntitiesAnnotator

__all__ = ["EntitiesAnnotator"]
