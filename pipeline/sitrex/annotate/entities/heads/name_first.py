"""Names with their head noun after them: `Pokrovsk station`, `Kuwait Naval Base`, `Syrian civil war`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.entities.doc_tape import POSSESSIVE, DocTape
from sitrex.annotate.entities.heads.services import SERVICES
from sitrex.annotate.entities.heads.table import (
    DEED_WARS,
    DIRECTIONS,
    ORDINALS,
    YEAR,
    Beside,
    first_name,
    label_at,
    of_state,
    tables,
)
from sitrex.annotate.entities.lexicon import group, names
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.proposals import Proposal
from sitrex.annotate.entities.rules import entities
from sitrex.annotate.text.words import common_words
from sitrex.annotate.text.words import words as words_in

MONTHS: Final = words_in("months")
WEAK_ORGS: Final = group("weak_organisations")
"""Heads that make no organisation of a mere nationality or country before them."""
NEED_YEAR: Final = group("deeds_with_year")
"""Deeds that make a name only with their year."""
NOT_AFTER_WAR: Final = group("not_after_war")
"""What `war` says the kind of: `Turkish war planes`."""
TOWNS: Final = group("town_heads")
"""Heads that make a town's name where the state of the Union follows: `Falls Church, Virginia`."""
OWNERS: Final = group("owners")
"""Words of an owner that belongs to the name: `St. Mary's Church`, `Donetsk People's Republic`."""
NO_PLACE: Final = group("no_built_things")
ACTIVITIES: Final = tuple(group("activity_endings"))


@entities.veto(
    "entities.heads.hyphen-after",
    reads=("A joint [[industry-Maritime Administration]]-Maritime Technology programme began.",),
)
def hyphen_after(tape: DocTape, name: Beside) -> bool:
    """A hyphen makes the head noun a part of a longer word."""
    return name.end < len(tape.words) and tape.words[name.end] == "-" and tape.glued(name.end)


@entities.veto(
    "entities.heads.war-kind", reads=("The [[Turkish war]] planes came.",), leaves=("The [[Chechen war]] began.",)
)
def war_kind(tape: DocTape, name: Beside) -> bool:
    """`war` says the kind of what follows: `Turkish war planes`."""
    return name.text in ("war", "civil war") and name.end < len(tape.words) and tape.lower[name.end] in NOT_AFTER_WAR


@entities.veto(
    "entities.heads.operation-first",
    reads=("[[Operation Crimson Bridge]] began in May.",),
    leaves=("They crossed the [[Crimson Bridge]].",),
)
def operation_first(tape: DocTape, name: Beside) -> bool:
    """What an operation is called is no thing."""
    return (
        name.label not in ("ORG", "GPE", "EVENT")
        and not name.text[0].islower()
        and tape.words[name.start] in ("Operation", "Operations")
    )


@entities.veto(
    "entities.heads.goes-on",
    reads=("They met at the [[Kestrel Castle]] Walk.",),
    leaves=("They met at [[Kestrel Castle]].",),
)
def goes_on(tape: DocTape, name: Beside) -> bool:
    """The name goes on after the head noun: `Field Marshal`."""
    if name.label in ("ORG", "GPE") or name.text[0].islower() or name.end == len(tape.words):
        return False
    return tape.name_word(name.end) and tape.lower[name.end] not in MONTHS


@entities.veto(
    "entities.heads.deed-by-deed",
    reads=("They took [[Vaucelin street]] by street.",),
    leaves=("They took the [[Vaucelin station]] at noon.",),
)
def deed_by_deed(tape: DocTape, name: Beside) -> bool:
    """`street by street`, `station by the river`: the common noun of what was fought over."""
    if name.text in ("street", "road", "station", "crossing") and tape.lower[name.at + 1 : name.at + 2] == ["by"]:
        return True
    return tape.lower[name.at + 1 : name.at + 3] == ["by", name.text]


@entities.veto(
    "entities.heads.common-words", reads=("[[Strategic airport]] fell.",), leaves=("[[Vaucelin airport]] fell.",)
)
def only_common_words(tape: DocTape, name: Beside) -> bool:
    """The capital of a common word is that of a sentence's start."""
    return tape.opens(name.start) and common_words().issuperset(tape.lower[name.start : name.at])


@entities.veto(
    "entities.heads.thing-or-body-first",
    reads=("The [[NATO airbase]] was hit.",),
    leaves=("They held [[Vaucelin airbase]].",),
)
def thing_or_body_first(tape: DocTape, name: Beside) -> bool:
    """An organisation's or a weapon's name before a common noun says whose it is."""
    first = first_name(tape, name)
    return first is not None and first[0].label in ("EQUIPMENT", "ORG")


@entities.veto(
    "entities.heads.people-and-noun",
    reads=("The [[Russian offensive]] failed.",),
    leaves=("The [[Syrian civil war]] began.",),
)
def people_and_noun(tape: DocTape, name: Beside) -> bool:
    """A people's adjective and a common noun, but for wars."""
    first = first_name(tape, name)
    if first is None or first[0].label != "NORP" or first[1] != name.at:
        return False
    return not (name.label == "EVENT" and name.text in DEED_WARS)


@entities.veto(
    "entities.heads.country-and-noun",
    reads=("They attacked [[U.S. bases]] in May.",),
    leaves=("They attacked [[Tanf base]] in May.",),
)
def country_and_noun(tape: DocTape, name: Beside) -> bool:
    """A country and a common noun of a thing."""
    first = first_name(tape, name)
    return (
        first is not None
        and first[0].label == "GPE"
        and first[1] == name.at
        and name.label in ("FAC", "LOC")
        and first[0].kind == "country"
    )


@entities.veto("entities.heads.people-and-place", reads=("The [[British Commonwealth]] forces came.",))
def people_and_place(tape: DocTape, name: Beside) -> bool:
    """A people's adjective alone names no place even where the noun is capitalised."""
    first = first_name(tape, name)
    people = first is not None and first[0].label == "NORP" and first[1] == name.at
    return people and name.label in ("FAC", "LOC", "GPE")


@entities.veto(
    "entities.heads.weak-organisation",
    reads=("THE BOMB EXPLODED AT A [[CATHOLIC SCHOOL]] IN THE TOWN",),
    leaves=("The [[Vaucelin School]] burned.",),
)
def weak_organisation(tape: DocTape, name: Beside) -> bool:
    """Nor does it with a country make an organisation of such nouns as `Front` or `Office`."""
    first = first_name(tape, name)
    whole = first is not None and first[1] == name.at and first[0].label in ("NORP", "GPE")
    return whole and name.label == "ORG" and name.text in WEAK_ORGS


@entities.veto(
    "entities.heads.no-built-thing",
    reads=("The [[US Army Hospital]] burned.",),
    leaves=("The [[Vaucelin Hospital]] burned.",),
)
def no_built_thing(tape: DocTape, name: Beside) -> bool:
    """`Army Base`: a service or alliance names no built thing."""
    return name.label == "FAC" and NO_PLACE.issuperset(tape.words[name.start : name.at])


@entities.veto(
    "entities.heads.direction-only",
    reads=("He fought in the [[Eastern Theater]].",),
    leaves=("The [[Vaucelin Station]] burned.",),
)
def direction_only(tape: DocTape, name: Beside) -> bool:
    """`Northern Command`, `East Bridge`: a direction alone makes no name."""
    return name.label in ("FAC", "ORG") and DIRECTIONS.issuperset(tape.lower[name.start : name.at])


@entities.rule("entities.heads.people-apart", reads=("The Russian [[Engels airbase]] was hit.",))
def people_apart(tape: DocTape, name: Beside) -> int | None:
    """A people's adjective before the name of a thing stands apart: `Russian Engels airbase`."""
    first = first_name(tape, name)
    apart = name.label != "EVENT" if name.text[0].islower() else name.label in ("FAC", "LOC")
    return first[1] if first is not None and first[0].label == "NORP" and apart else None


@entities.veto("entities.heads.direction-after", reads=("Bryansk grouping ([[Chernihiv offensive]] direction):",))
def direction_after(tape: DocTape, name: Beside) -> bool:
    """`in the Kharkiv offensive direction`."""
    return name.label == "EVENT" and tape.lower[name.end : name.end + 1] in (["direction"], ["directions"])


@entities.veto(
    "entities.heads.deed-without-year",
    reads=("The [[Kabul bombing]] shook them.",),
    leaves=("The [[1983 Beirut bombing]] shook them.",),
)
def deed_without_year(tape: DocTape, name: Beside) -> bool:
    """An attack or a coup is called by its year."""
    years = YEAR.fullmatch(tape.words[name.start]) or YEAR.fullmatch(tape.words[name.end - 1])
    return name.label == "EVENT" and name.text in NEED_YEAR and not years


GOES_ON: Final = (hyphen_after, war_kind, operation_first, goes_on)
"""Whatever the case of the head noun."""
LOWER: Final = (deed_by_deed, only_common_words, thing_or_body_first, people_and_noun, country_and_noun)
CAPITAL: Final = (people_and_place, weak_organisation, no_built_thing, direction_only)


@entities.rule("entities.heads.owner", reads=("The SDF's [[Raqqa Military Council]] met.",))
def owner(tape: DocTape, name: Beside) -> int | None:
    """The owner of a thing stands apart from its name: `SDF's Raqqa Military Council`."""
    for i in range(name.start + 1, name.at - 1):
        if tape.lower[i] not in POSSESSIVE or not OWNERS.isdisjoint(tape.words[name.start : i]):
            continue
        if i - name.start > 1 or label_at(tape, name.start) == "ORG" or is_place(tape.surface(name.start, i)):
            return i + 1
    return None


@entities.rule("entities.heads.event-direction", reads=("The [[southern Kherson offensive]] began.",))
def event_direction(tape: DocTape, name: Beside) -> int | None:
    """The direction before an event belongs to it: `the southern Kherson offensive`."""
    start = name.start
    while start and tape.lower[start - 1] in DIRECTIONS:
        start -= 1
    return start if start < name.start else None


@entities.rule(
    "entities.heads.event-number",
    reads=(
        "The [[2022 Kharkiv counteroffensive]] began.",
        "The [[second Chechen war]] began.",
    ),
)
def event_number(tape: DocTape, name: Beside) -> int | None:
    """The year or ordinal before an event belongs to it: `2022 Kharkiv counteroffensive`, `Second Chechen War`."""
    before = name.start - 1
    if before >= 0 and (tape.lower[before] in ORDINALS or YEAR.fullmatch(tape.words[before])):
        return before
    return None


@entities.rule("entities.heads.event-of-year", reads=("The [[Yom Kippur War of October 1973]] ended.",))
def event_of_year(tape: DocTape, name: Beside) -> int | None:
    """The year after an event belongs to it: `Yom Kippur War of October 1973`."""
    words, lower = tape.words, tape.lower
    if name.end + 1 >= len(words) or lower[name.end] != "of":
        return None
    at = name.end + 1
    while at < len(words) and (lower[at] in MONTHS or words[at] in "-–"):
        at += 1
    return at + 1 if at < len(words) and YEAR.fullmatch(words[at]) else None


@entities.rule("entities.heads.state-after", reads=("The [[Kestrel Foods of Kenya]] failed.",))
def state_after(tape: DocTape, name: Beside) -> int | None:
    """The state after an organisation belongs to it: `Defence Ministry of the Russian Federation`."""
    end = of_state(tape, name.end)
    return end if end > name.end else None


@entities.rule("entities.heads.two-activities", reads=("The [[Cooperation and Coordination Agency]] met.",))
def two_activities(tape: DocTape, name: Beside) -> int | None:
    """Two common nouns that `and` joins are one name: `Cooperation and Coordination Agency`."""
    start = name.start
    if start < 2 or tape.lower[start - 1] not in ("and", "&") or not tape.name_word(start - 2):
        return None
    if not (_abstract(tape.lower[start]) and _abstract(tape.lower[start - 2])) or tape.words[start - 2] in SERVICES:
        return None
    left = tape.name_left(start - 1)
    ended = tables()["after"].longest(tape.words, start - 2) or names().longest(tape.words, start - 2)
    return None if ended or left == start or (left and tape.lower[left - 1] == "of") else left


def _abstract(word: str) -> bool:
    """Whether a lower-case word is a common one or has the ending of an activity."""
    return word in common_words() or word.endswith(ACTIVITIES)


@entities.rule("entities.heads.landscape-region", reads=("The [[Donbas region]] was shelled.",))
def landscape_region(tape: DocTape, name: Beside) -> str | None:
    """A region that bears a landscape's name is one: `Donbas region`."""
    return "LOC" if tape.words[name.at] == "region" and label_at(tape, name.start) == "LOC" else None


@entities.rule("entities.heads.neighbourhood", reads=("They held the [[Vaucelin district]] for a week.",))
def neighbourhood(tape: DocTape, name: Beside) -> str | None:
    """A district with the article that no town gave its name to is a neighbourhood."""
    if tape.words[name.at] != "district" or tape.words[name.end : name.end + 1] == ["of"]:
        return None
    start = name.start
    before = start - 1 if start and tape.lower[start - 1] in DIRECTIONS else start
    with_article = before > 0 and tape.lower[before - 1] == "the"
    return "LOC" if with_article and not is_place(tape.surface(start, name.at)) else None


@entities.rule("entities.heads.town-of-union", reads=("He was born in [[Falls Church]], Virginia, in May.",))
def town_of_union(tape: DocTape, name: Beside) -> str | None:
    """A town of the Union is told by its state: `Falls Church, Virginia`."""
    after = name.end + 1
    listed = tape.words[name.end - 1] in TOWNS and name.label in ("LOC", "FAC")
    if not listed or tape.words[name.end : after] != [","] or after >= len(tape.words):
        return None
    state = names().longest(tape.words, after)
    return "GPE" if state and state[1].label == "GPE" and state[1].country == "US" else None


LABELS: Final = (landscape_region, neighbourhood, town_of_union)


@entities.rule(
    "entities.heads.after-lower", reads=("The Norman [[Abbot street]] lay dark.",), leaves=("Railway bridge burned.",)
)
def after_lower(tape: DocTape, name: Beside) -> Proposal | None:
    """A name and its common noun: `Pokrovsk station`."""
    return _after(tape, name, 66) if name.text[0].islower() else None


@entities.rule("entities.heads.after-capital", reads=("The [[Kestrel Foods]] failed.",))
def after_capital(tape: DocTape, name: Beside) -> Proposal | None:
    """A name and its capitalised head noun: `Kuwait Naval Base`."""
    return None if name.text[0].islower() else _after(tape, name, 70)


def _after(tape: DocTape, name: Beside, rank: int) -> Proposal | None:
    if any(veto(tape, name) for veto in GOES_ON):
        return None
    name = name._replace(start=owner(tape, name) or name.start)
    if any(veto(tape, name) for veto in (LOWER if name.text[0].islower() else CAPITAL)):
        return None
    name = name._replace(start=people_apart(tape, name) or name.start)
    if name.start >= name.at or direction_after(tape, name):
        return None
    name = _with_its_date(tape, name) if name.label == "EVENT" else _with_its_state(tape, name)
    if deed_without_year(tape, name):
        return None
    label = next((label for rule in LABELS if (label := rule(tape, name))), name.label)
    return Proposal(name.start, name.end, label, rank)


def _with_its_date(tape: DocTape, name: Beside) -> Beside:
    """An event's name with the direction, ordinal or year before it and `of` month and year after it."""
    name = name._replace(start=_either(event_direction(tape, name), name.start))
    name = name._replace(start=_either(event_number(tape, name), name.start))
    return name._replace(end=event_of_year(tape, name) or name.end)


def _with_its_state(tape: DocTape, name: Beside) -> Beside:
    if name.label != "ORG":
        return name
    name = name._replace(end=state_after(tape, name) or name.end)
    return name._replace(start=_either(two_activities(tape, name), name.start))


def _either(found: int | None, otherwise: int) -> int:
    return otherwise if found is None else found


def find(tape: DocTape) -> Iterator[Proposal]:
    """Names before a head noun."""
    for at, end, head in tape.phrases(tables()["after"]):
        start = tape.name_left(at)
        if start < at:
            name = Beside(start, at, end, head, " ".join(tape.words[at:end]))
            if found := after_lower(tape, name) or after_capital(tape, name):
                yield found
