"""What follows a head that begins a designation without a plain number: a name, a region, a sector, patrons.

Each form is called with the window, the token behind the head, the part and its head; it gives the part with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sitrex.annotate.rules import first_of
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.known_names import facility
from sitrex.annotate.units.lexicon import Echelon
from sitrex.annotate.units.rules import forms
from sitrex.annotate.units.suffixes import MULTINATIONAL
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import MONTHS, OF_FORCES_ONLY, OPENERS, PATRONS, PEOPLE, unit_words

_DIRECTIONS: Final = unit_words("directions")
_GERMAN: Final = unit_words("german_heads_with_name")
_ARABIC: Final = unit_words("arabic_heads")
_NOBLE: Final = unit_words("german_particles")
_LONGEST_NAME: Final = 3

Form = Callable[[Window, int, Part, Echelon], Part | None]


@forms.rule(
    "units.head-first.task-figure",
    reads=("The ships of [[Task Group 58.2]] left.",),
    leaves=("The ships of the Task Group fired 58.2 tons.",),
    source="numbers of task groups with a dot",
)
def task_figure(w: Window, i: int, part: Part, head: Echelon) -> Part | None:
    """A task group's figure of whatever shape."""
    if not w.words[i][0].isdecimal() or head.echelon not in ("task_group", "task_force"):
        return None
    return part._replace(designator=w.words[i], end=i + 1, kind="number")


@forms.rule(
    "units.head-first.sector",
    reads=("The soldiers of [[Regional Command South]] left.",),
    leaves=("The soldiers of the Regional Command went south.",),
    source="NATO commands",
)
def sector(w: Window, i: int, part: Part, head: Echelon) -> Part | None:
    """The point of the compass behind a regional command or a multinational brigade."""
    echelon = head.echelon or ""
    regional = echelon == "command" and head.strength == "plain"
    multinational = echelon in ("brigade", "division") and w.keys[part.start] in MULTINATIONAL
    if not (regional or multinational) or w.keys[i] not in _DIRECTIONS or not w.words[i][0].isupper():
        return None
    return part._replace(names=(w.words[i],), end=i + 1)


@forms.rule(
    "units.head-first.name",
    reads=(
        "The soldiers of [[Task Force Viking]] left.",
        "The soldiers of [[Combined Joint Task Force-Horn of Africa]] left.",
        "The German infantry and its artillery met [[Kampfgruppe von Luck]] and [[Gruppe Hollidt]] there.",
    ),
    leaves=("The soldiers of the task force met a Viking.",),
    source="task forces and army groups by name",
)
def name_behind(w: Window, i: int, part: Part, head: Echelon) -> Part | None:
    """The name of a task force."""
    end = 0 if head.plural or not _takes_name(w, i, head) else _name_end(w, i)
    if end <= i:
        return None
    named = part._replace(names=tuple(word for word in w.words[i:end] if word[0].isalpha()), end=end)
    return named._replace(evidence="context") if head.strength == "strong" and w.keys[i - 1] in _GERMAN else named


@forms.rule(
    "units.head-first.arabic",
    reads=("The army, its soldiers and infantry met [[Liwa al-Falah]] and [[Katiba Salahadin]] there.",),
    leaves=(
        "The army, its soldiers and infantry met men from Liwa and the Katiba Hospital there.",
        "The army, its soldiers and infantry met at the Liwa Date Festival.",
    ),
    source="Arabic words for brigade and battalion",
)
def arabic(w: Window, i: int, part: Part, head: Echelon) -> Part | None:
    """The name behind the Arabic word for a brigade or battalion, in a text about war."""
    if w.keys[i - 1] not in _ARABIC or w.words[i - 1].islower():
        return None
    end = i
    while end < min(w.size, i + _LONGEST_NAME) and w.proper(end) and not w.echelon(end) and w.keys[end] not in PEOPLE:
        end += 1
    if end == i or any(facility(w, at) for at in range(i, end + 1)):
        return None
    # behind the article hardly anything else is called so
    evidence = "" if w.words[i][0].islower() else "context"
    return part._replace(names=tuple(w.words[i:end]), end=end, evidence=evidence)


def _takes_name(w: Window, i: int, head: Echelon) -> bool:
    """Whether the head is one that a name follows, a command only behind a dash."""
    plain = head.strength == "plain"
    if w.keys[i - 1] in _GERMAN:
        return True
    if head.echelon == "command":
        joined = plain and w.glued(i)
        return w.words[i] in ("-", "–") and (w.keys[i + 1 : i + 2] == ["operation"] or joined)
    return head.echelon in ("task_force", "army_group") or (head.echelon == "group" and plain)


def _name_end(w: Window, i: int) -> int:
    """End of a name of up to three words after a head: Viking, Operation Inherent Resolve, Horn of Africa."""
    j = i + 1 if i < w.size and w.words[i] in "-–" else i
    begin = j
    if w.key(j) in _NOBLE and w.capital(j + 1) and w.keys[i - 1] in _GERMAN:
        return j + 2
    while j < min(w.size, begin + _LONGEST_NAME) and _of_name(w, j):
        j += 1
        if j == begin + 1 and j + 1 < w.size and w.keys[j] == "of" and w.words[j + 1][0].isupper():
            return j + 2
    return j if j > begin else i


def _of_name(w: Window, i: int) -> bool:
    """Whether token ``i`` is a word of a name behind a head."""
    key = w.keys[i]
    return (
        w.words[i][0].isupper() and key not in PEOPLE and key not in OPENERS and key not in MONTHS and not w.echelon(i)
    )


@forms.rule(
    "units.head-first.patrons",
    reads=("The army, its soldiers and infantry met [[Falcon Battalion of Syrian Martyrs]] there.",),
    leaves=("The soldiers of the army met the Brigade of the Week there.",),
    source="names of irregular brigades after those they honour or claim to be",
)
def patrons(w: Window, i: int, part: Part, head: Echelon) -> Part | None:
    """The martyrs, revolutionaries or heroes that a brigade is of, and the place that they are of."""
    if (head.echelon or "") not in OF_FORCES_ONLY or head.plural or w.keys[i] != "of":
        return None
    j = i + 2 if w.key(i + 1) == "the" else i + 1
    people = w.nation(j) if w.capitalised(j) else None
    at = people[0] if people is not None else j
    if w.key(at) not in PATRONS or not w.capitalised(at):
        return None
    end = at + 1
    place = end + 2 if w.key(end + 1) == "the" else end + 1
    if w.key(end) == "of" and w.capital(place):
        end = place + 1
    names = part.names or tuple(w.words[j:end])
    return part._replace(names=names, end=end, service=part.service or "irregular", evidence="context")


NAMES_BEHIND: Final[Form] = first_of(
    task_figure,
    sector,
    patrons,
    arabic,
    name_behind,
)
"""In the order in which they are tried."""
