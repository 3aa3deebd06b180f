"""Names that `of` joins to their head noun: `Battle of Ilovaisk`, `Ministry of Defence`, `Gulf of Riga`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.heads.table import ORDINALS, YEAR, Beside, label_at, of_state, tables
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities

JOINED: Final = group("joined_heads")
"""Heads whose name may go on after `and` or a second `of`."""
SURE_EVENTS: Final = group("sure_events")
NAMED_OF: Final = ("War", "Wars")
SEVERAL: Final = ("Battles", "battles", "Sieges")
RANK: Final = 74


@entities.rule("entities.heads.battle-for", reads=("In the [[battle for Kestrel]] many fell.",), nothing=False)
def battle_for(tape: DocTape, at: int, end: int) -> bool:
    """A battle may be named after what it is for: `battle for Peleliu`."""
    place = end + 1
    return (
        tape.words[end] == "for"
        and tape.lower[at] == "battle"
        and tape.name_word(place)
        and label_at(tape, place) in (None, "GPE", "LOC", "FAC")
    )


@entities.veto(
    "entities.heads.part-of-body",
    reads=("The [[Party of the Free Syrian Army]] met.",),
    leaves=("The [[Party of Zorka]] met.",),
)
def part_of_body(tape: DocTape, name: Beside) -> bool:
    """The Southern Front of the Free Syrian Army: two names."""
    return label_at(tape, name.at) == "ORG" and name.text.split()[-1] != "Staff"


@entities.veto(
    "entities.heads.unsure-event",
    reads=("[[Capture of Vaucelin]] was planned.",),
    leaves=("The [[Siege of Vaucelin]] began.",),
)
def unsure_event(tape: DocTape, name: Beside) -> bool:
    """A deed is a name only as `the Fall of …`."""
    start = name.start
    named = start > 0 and tape.capital[start] and tape.words[start - 1] == "the"
    return tape.words[start] not in SURE_EVENTS and not named


@entities.rule("entities.heads.joined", reads=("The [[Ministry of Trade and Industry]] met.",))
def joined(tape: DocTape, name: Beside) -> int | None:
    """Such an organisation's name goes on: `Ministry of Trade and Industry`."""
    stop = _joined(tape, name.end) if tape.words[name.start] in JOINED else name.end
    return stop if stop > name.end else None


def _joined(tape: DocTape, stop: int) -> int:
    """``stop`` moved over what `and` or a second `of` joins to a name; each way is gone once."""
    ends, passed = tape.joints, []
    while (
        stop not in ends
        and stop + 1 < len(tape.words)
        and tape.lower[stop] in ("and", "&", "of")
        and tape.name_word(stop + 1)
    ):
        passed.append(stop)
        stop = tape.name_right(stop + 1)
    stop = ends.get(stop, stop)
    ends.update(dict.fromkeys(passed, stop))
    return stop


@entities.rule("entities.heads.body-before", reads=("The [[Lower Vaucelin Board of Guardians]] met.",))
def body_before(tape: DocTape, name: Beside) -> int | None:
    """The words before an organisation's head belong to it: `Russian Ministry of Defence`; a person's name does not."""
    left = tape.name_left(name.start, 3)
    return left if left < name.start and label_at(tape, left) != "PERSON" else None


@entities.rule("entities.heads.state-of-body", reads=("The [[Ministry of Floods of the Russian Federation]] met.",))
def state_of_body(tape: DocTape, name: Beside) -> int | None:
    """So does the state: `Ministry of Defence of the Russian Federation`."""
    end = of_state(tape, name.end)
    return end if end > name.end else None


@entities.rule("entities.heads.bosnia", reads=("He served the [[Republic of Bosnia and Herzegovina]].",))
def bosnia(tape: DocTape, name: Beside) -> int | None:
    """The state of two names: `Republic of Bosnia and Herzegovina`."""
    return name.end + 2 if tape.words[name.at : name.end + 2] == ["Bosnia", "and", "Herzegovina"] else None


@entities.rule("entities.heads.several-battles", reads=("He fought in the [[Battles of Lexington and Concord]].",))
def several_battles(tape: DocTape, name: Beside) -> int | None:
    """Several battles are of two places: `Battles of Lexington and Concord`."""
    stop = name.end
    two = tape.words[name.start] in SEVERAL and tape.lower[stop : stop + 1] == ["and"]
    return tape.name_right(stop + 1) if two and stop + 1 < len(tape.words) and tape.name_word(stop + 1) else None


@entities.rule("entities.heads.battle-of-city", reads=("The [[Battle of Mykolaiv city]] began.",), nothing=False)
def battle_of_city(tape: DocTape, name: Beside) -> bool:
    """`Battle of Mykolaiv city`."""
    return tape.lower[name.end : name.end + 1] == ["city"]


@entities.rule("entities.heads.war-of", reads=("The [[Estonian War of Independence]] began.",))
def war_of(tape: DocTape, name: Beside) -> int | None:
    """A war's name may begin before it: `Estonian War of Independence`."""
    if tape.words[name.start] not in NAMED_OF:
        return None
    left = tape.name_left(name.start, 3)
    return left if left < name.start else None


@entities.rule("entities.heads.battle-number", reads=("The [[second battle of Kharkiv]] began.",), nothing=False)
def battle_number(tape: DocTape, name: Beside) -> bool:
    """The ordinal or, with the article, the year before a battle: `Second Battle of Kharkiv`."""
    before = name.start - 1
    if before < 0 or tape.words[name.start] in NAMED_OF:
        return False
    year = before > 0 and YEAR.fullmatch(tape.words[before]) and tape.lower[before - 1] == "the"
    return tape.lower[before] in ORDINALS or bool(year)


@entities.rule("entities.heads.body-of", reads=("The [[Lower Vaucelin Board of Guardians]] met.",))
def body_of(tape: DocTape, name: Beside) -> Proposal | None:
    """An organisation: `Ministry of Defence`."""
    if name.label != "ORG" or part_of_body(tape, name):
        return None
    name = name._replace(end=joined(tape, name) or name.end)
    left = body_before(tape, name)
    start = name.start if left is None else left
    return Proposal(start, state_of_body(tape, name) or name.end, "ORG", RANK)


@entities.rule("entities.heads.event-of", reads=("The long [[battle for Zorka Ridge]] ended.",))
def event_of(tape: DocTape, name: Beside) -> Proposal | None:
    """An event: `Battle of Ilovaisk`."""
    if name.label != "EVENT" or unsure_event(tape, name):
        return None
    name = name._replace(end=several_battles(tape, name) or name.end)
    name = name._replace(end=name.end + battle_of_city(tape, name))
    if (left := war_of(tape, name)) is not None:
        return Proposal(left, name.end, "EVENT", 76)
    return Proposal(name.start - battle_number(tape, name), name.end, "EVENT", RANK)


@entities.rule("entities.heads.place-of", reads=("They held the [[Valley of the Weiss]].",))
def place_of(tape: DocTape, name: Beside) -> Proposal | None:
    """A state, a landscape or a built thing: `Republic of Korea`, `Gulf of Riga`."""
    if name.label in ("ORG", "EVENT"):
        return None
    end = bosnia(tape, name) if name.label == "GPE" else None
    return Proposal(name.start, end or name.end, name.label, RANK)


def find(tape: DocTape) -> Iterator[Proposal]:
    """Names that `of` joins to a head noun."""
    words, lower, size = tape.words, tape.lower, len(tape.words)
    for at, end, head in tape.phrases(tables()["of"]):
        if end + 1 >= size or not (words[end] == "of" or battle_for(tape, at, end)):
            continue
        right = end + 2 if lower[end + 1] == "the" and end + 2 < size else end + 1
        if tape.capital[right] and (stop := tape.name_right(right)) > right:
            name = Beside(at, right, stop, head, " ".join(words[at:end]))
            if found := body_of(tape, name) or event_of(tape, name) or place_of(tape, name):
                yield found
