"""What the words beside a name say of its kind, against the label that the model gives it."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.entities import heads
from sitrex.annotate.entities.family import entities
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.tape import OPENERS, Tape

MISTAKEN: Final = frozenset({"PERSON", "ORG", "FAC", "NORP", "EVENT", "LOC"})
BESIDE: Final = group("beside_places")
DISTANCES: Final = group("distances")
COMPASS: Final = group("compass")
BEARINGS: Final = group("compass", "bearings")
"""Words before `of` and a place."""
ACROSS: Final = group("across")
BANKS: Final = group("banks")
LANDFORMS: Final = tuple(sorted(group("landform_endings")))
"""Endings of a mountain's, an island's or an arm of the sea's name of one word."""
GENITIVES: Final = (["'s"], ["’s"], ["'"], ["’"])


@entities.rule("entities.model.headline-place", reads=("Nobody feared [[Alexander]] the Baker in the war.",))
def headline_place(tape: Tape, start: int, stop: int, end: int) -> str | None:
    """A place that a headline goes on about is no person."""
    return "GPE" if stop < end and is_place(" ".join(tape.words[start:stop])) else None


@entities.rule("entities.model.named", reads=("A cook named [[Vaucelin]] was shot.",))
def named(tape: Tape, start: int, _end: int, label: str) -> str | None:
    """Who is `named` something is a person."""
    return "PERSON" if label in ("ORG", "GPE") and start and tape.lower[start - 1] == "named" else None


@entities.rule(
    "entities.model.aged", reads=("The dead are Vauban Sellier, 41, and [[Ostrava Mill]], 33, of the town.",)
)
def aged(tape: Tape, start: int, end: int, _label: str) -> str | None:
    """Who has an age between commas is a person."""
    words = tape.words
    age = words[end + 1 : end + 2]
    between = end - start > 1 and words[end : end + 1] == [","] and words[end + 2 : end + 3] == [","]
    return "PERSON" if between and len(age[0]) == 2 and age[0].isdigit() else None


@entities.rule(
    "entities.model.measured",
    reads=("The regiment lay in the beet fields above [[Robertson]], four miles west of Arras.",),
)
def measured(tape: Tape, _start: int, end: int, label: str) -> str | None:
    """What lies at a distance in a direction from somewhere is a place."""
    said = tape.lower[end : end + 7]
    apart = said[:1] == [","] and "of" in said and not DISTANCES.isdisjoint(said) and not COMPASS.isdisjoint(said)
    return "GPE" if label == "PERSON" and apart else None


@entities.rule(
    "entities.model.direction-of", reads=("The tanks came from the direction of [[Kommissarov]] and fired.",)
)
def direction_of(tape: Tape, start: int, end: int, label: str) -> str | None:
    """What something lies in a direction of is a place."""
    lower = tape.lower
    bears = (
        label in ("PERSON", "ORG", "EVENT", "EQUIPMENT")
        and start > 1
        and lower[start - 1] == "of"
        and lower[start - 2] in BEARINGS
        and not tape.words[start].isupper()
        and lower[end : end + 1] not in GENITIVES
    )
    return "GPE" if bears else None


@entities.rule("entities.model.landform", reads=("The boats lay in [[Storfjord]] for a week.",))
def landform(tape: Tape, start: int, end: int, label: str) -> str | None:
    """A name that ends in the word for a landform of its language."""
    return "LOC" if label != "LOC" and end - start == 1 and tape.lower[start].endswith(LANDFORMS) else None


@entities.rule(
    "entities.model.crossed",
    reads=(
        "The company crossed the [[Varre]], a cold river.",
        "They blew up the bridge over the [[Tormes]].",
    ),
)
def crossed(tape: Tape, start: int, end: int, label: str) -> str | None:
    """What has the article and is crossed or has banks is a river."""
    lower = tape.lower
    if label not in ("GPE", "PERSON", "ORG") or end - start != 1 or start < 2 or lower[start - 1] != "the":
        return None
    if tape.words[start].isupper() or heads.label_at(tape, start):
        return None
    beside = lower[start - 2] in ACROSS or (start > 2 and lower[start - 2] == "of" and lower[start - 3] in BANKS)
    ended = end == len(lower) or lower[end] in OPENERS or not lower[end][0].isalpha()
    return "LOC" if beside and ended else None


@entities.rule("entities.model.preposition", reads=("They were taken to [[Robertson]] and shot.",))
def preposition(tape: Tape, start: int, end: int, label: str) -> str | None:
    """What the gazetteer knows after a preposition of place."""
    stands = label in MISTAKEN and end - start <= 4 and start and tape.lower[start - 1] in BESIDE
    return "GPE" if stands and is_place(tape.surface(start, end)) else None


@entities.rule("entities.model.place-in-capitals", reads=("THE CAPTURE OF [[ROBERTSON]] WAS REPORTED BY THE GUARDS",))
def place_in_capitals(tape: Tape, start: int, end: int) -> str | None:
    """What the gazetteer knows after a preposition in a line of capitals."""
    surface = tape.surface(start, end)
    capitals = tape.weak[start] and surface.isupper() and len(surface) > 3
    return (
        "GPE" if capitals and start and tape.lower[start - 1] in BESIDE | {"on", "of"} and is_place(surface) else None
    )


LAST: Final = (direction_of, landform, crossed, preposition)
"""In this order: each may overrule the one before it."""


def person_or_place(tape: Tape, start: int, end: int, label: str) -> str:
    """The label that a few words right beside the name give it."""
    label = named(tape, start, end, label) or label
    return aged(tape, start, end, label) or measured(tape, start, end, label) or label


def place(tape: Tape, start: int, end: int, label: str) -> str:
    """The label, or that of a place where the words around the name or its ending tell one."""
    for rule in LAST:
        label = rule(tape, start, end, label) or label
    return label
