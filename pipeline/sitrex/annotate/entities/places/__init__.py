"""Where a place is: a gazetteer, and the choice between namesakes."""

from sitrex.annotate.entities.places.candidates import PlaceCandidate, listed, said
from sitrex.annotate.entities.places.choice import chosen
from sitrex.annotate.entities.places.context import Geography, geography
from sitrex.annotate.entities.places.gazetteer import Gazetteer, Place, countries, distance, gazetteer, is_place

__all__ = [
    "Gazetteer",
    "Geography",
    "Place",
    "PlaceCandidate",
    "chosen",
    "countries",
    "distance",
    "gazetteer",
    "geography",
    "is_place",
    "listed",
    "said",
]
