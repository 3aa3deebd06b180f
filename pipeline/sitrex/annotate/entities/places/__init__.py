"""Where a place is: a gazetteer, and the choice between namesakes."""

from sitrex.annotate.entities.places.gazetteer import Gazetteer, Place, countries, distance, gazetteer, is_place

__all__ = ["Gazetteer", "Place", "countries", "distance", "gazetteer", "is_place"]
