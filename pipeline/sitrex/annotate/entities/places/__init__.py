"""Where a place is: a gazetteer, and the choice between namesakes."""

from sitrex.annotate.entities.places.candidates import Candidate, said
from sitrex.annotate.entities.places.choice import chosen
from sitrex.annotate.entities.places.context import Geography, geography
from sitrex.annotate.entities.places.gazetteer import Gazetteer, Place, distance, gazetteer, is_place

__all__ = [
    "Candidate",
    "Gazetteer",
    "Geography",
    "Place",
    "chosen",
    "distance",
    "gazetteer",
    "geography",
    "is_place",
    "said",
]
