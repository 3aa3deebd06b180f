"""Reasons not to believe a name that the model proposes. Each looks at the label, the words and what stands beside them."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.entities import heads
from sitrex.annotate.entities.family import entities
from sitrex.annotate.entities.lexicon import common, group
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.tape import Tape
from sitrex.annotate.text.words import words as words_in

MARKUP: Final = frozenset("|_{}<>%=~#[]")
"""Characters that no name holds: what holds one is left over from a web page."""
BARE: Final = group("bare_nouns")
"""Head nouns that name nothing alone."""
FORMATIONS: Final = group("formations")
OFFICES: Final = group("offices_and_times")
NO_NAMES: Final = group("no_names") | {day.capitalize() for day in words_in("weekdays") - {"saturday", "sunday"}}
FORCES: Final = group("peoples_forces")
"""Lower-case forces: common nouns after a people's adjective."""
BESIDE: Final = group("beside_places") | {"on", "of"}


@entities.veto(
    "entities.model.markup",
    reads=("See [[Kyiv|Odesa]] there.",),
    leaves=("They left [[Odesa]] at dawn.",),
    source="what web pages leave behind",
)
def markup(tape: Tape, start: int, end: int) -> bool:
    """A sign or an address that no name holds."""
    return any(not MARKUP.isdisjoint(word) or "://" in word for word in tape.words[start:end])


@entities.veto(
    "entities.model.bare-noun", reads=("His book is called [[Panorama]].",), leaves=("They fought in [[Aleppo]].",)
)
def bare_noun(tape: Tape, start: int, end: int) -> bool:
    """A head noun that names nothing alone."""
    return end - start == 1 and tape.words[start] in BARE


@entities.veto("entities.model.formation", reads=("He is a member of the [[World War]] Two Squadron.",))
def formation(tape: Tape, _start: int, end: int, label: str) -> bool:
    """A formation is no event."""
    return label == "EVENT" and tape.lower[end - 1] in FORMATIONS


@entities.veto(
    "entities.model.no-capital",
    reads=("The strike was ordered by the [[russian defence ministry]].",),
    leaves=("The strike was ordered by the [[Defence Ministry]].",),
)
def no_capital(tape: Tape, start: int, end: int, _label: str) -> bool:
    """Neither a capital nor a digit at its start."""
    return not any(tape.capital[start:end]) and not any(map(str.isdigit, tape.words[start]))


@entities.veto(
    "entities.model.common-words", reads=("[[Coalition]] guns fired.",), leaves=("[[Harbour Board]] agreed.",)
)
def common_words(tape: Tape, start: int, end: int, _label: str) -> bool:
    """Common words whose capital the start of a sentence or a heading explains."""
    if not (tape.weak[start] or tape.opens(start)):
        return False
    words = [word for word in tape.lower[start:end] if word.isalpha()]
    return bool(words) and common().issuperset(words)


@entities.veto(
    "entities.model.office-last",
    reads=("The bodyguard of the [[Governor General]]'s house marched.",),
    leaves=("They marched from [[Calcutta]].",),
)
def office_last(tape: Tape, _start: int, end: int, _label: str) -> bool:
    """What ends in an office, a day or an age."""
    return tape.words[end - 1] in OFFICES


@entities.veto(
    "entities.model.no-name-word",
    reads=("He was with the guns at Ypres and was [[KIA]].",),
    leaves=("He was with [[NATO]] at Ypres.",),
)
def no_name_word(tape: Tape, start: int, end: int, _label: str) -> bool:
    """What holds a time zone, an abbreviation of a message's head, a weekday."""
    return not NO_NAMES.isdisjoint(tape.words[start:end])


@entities.veto(
    "entities.model.heading-in-capitals",
    reads=("THE SECRETARY SAID THAT [[OPLAN]] WAS READY",),
    leaves=("FIGHTING WAS REPORTED NEAR [[TALLINN]] AS FORCES ADVANCED",),
)
def heading_in_capitals(tape: Tape, start: int, end: int) -> bool:
    """An acronym in a line of capitals may be any word; a place after a preposition is kept."""
    surface = tape.surface(start, end)
    return tape.weak[start] and surface.isupper() and len(surface) > 3 and not place_in_capitals(tape, start, end)


def place_in_capitals(tape: Tape, start: int, end: int) -> bool:
    """Whether a preposition of place stands before what the gazetteer knows."""
    return start > 0 and tape.lower[start - 1] in BESIDE and is_place(tape.surface(start, end))


@entities.veto("entities.model.peoples-deed", reads=("Later in the [[Italian campaign]] he was wounded.",))
def peoples_deed(tape: Tape, start: int, end: int, label: str) -> bool:
    """A people's adjective and a common noun are no event, but a war's name."""
    return (
        label == "EVENT"
        and end - start == 2
        and tape.words[end - 1].islower()
        and heads.label_at(tape, start) == "NORP"
        and tape.lower[end - 1] not in heads.DEED_WARS
    )


@entities.veto("entities.model.single-character", reads=('Boats of the "[[E]]" type were built.',))
def single_character(tape: Tape, start: int, end: int, label: str) -> bool:
    """One letter or digit is no equipment."""
    return label == "EQUIPMENT" and len(tape.surface(start, end)) < 2


@entities.veto(
    "entities.model.number-first",
    reads=(
        "They counted [[122-mm d-30 towed howitzers]] in the yard.",
        "It is probably not more than [[6-inch]].",
    ),
    leaves=("They counted [[122 mm howitzers]] in the yard.",),
)
def number_first(tape: Tape, start: int, _end: int, label: str) -> bool:
    """What begins with a number is no equipment, but a calibre."""
    return label == "EQUIPMENT" and tape.words[start].isdigit() and tape.lower[start + 1 : start + 2] != ["mm"]


@entities.veto(
    "entities.model.calibre-alone", reads=("Light guns | [[76 mm]] | 1943",), leaves=("They fired [[76 mm guns]].",)
)
def calibre_alone(tape: Tape, start: int, end: int, label: str) -> bool:
    """A calibre in its own column or in brackets."""
    return (
        label == "EQUIPMENT" and tape.lower[start + 1 : end] == ["mm"] and tape.words[end : end + 1] in (["|"], [")"])
    )


@entities.veto(
    "entities.model.peoples-forces",
    reads=("They fought the [[Estonian Military]] for a week.",),
    leaves=("They fought the [[Kenya Defence Forces]] for a week.",),
)
def peoples_forces(tape: Tape, start: int, end: int, label: str) -> bool:
    """Forces in lower case after a people's adjective."""
    return label == "ORG" and FORCES.issuperset(tape.lower[start + 1 : end]) and heads.label_at(tape, start) == "NORP"


FIRST: Final = (no_capital, common_words, office_last, no_name_word)
"""Before the label is corrected."""
LAST: Final = {"EQUIPMENT": (single_character, number_first, calibre_alone), "ORG": (peoples_forces,)}
"""Of the corrected span, by label: a rule that cannot hold is not asked."""
