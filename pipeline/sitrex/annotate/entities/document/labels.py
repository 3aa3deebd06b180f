"""One name, one label: the best supported reading of a surface in a document, and the people among places and bodies."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Final

from sitrex.annotate.entities.document.common import relabelled, ship_name
from sitrex.annotate.entities.lexicon import group, lexical
from sitrex.annotate.entities.persons import NOT_NAMES
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.rules import entities
from sitrex.record.model import Entity
from sitrex.vocab.commanders import commanders

LAST_WORD: Final = re.compile(r"(\w+)\s(?:the )?\Z")
NEXT_WORD: Final = re.compile(r"\s(?:also |later |then |once |soon |first )?([a-z]+)")
OF_TROOPS: Final = re.compile(
    r"['’]s? (?:\w+ )?(?:troops|divisions?|brigades?|corps|army|men|cavalry|infantry|battalions?|regiments?|column|command|subordinates?)\b"
)
"""Troops after a genitive: of a commander rather than of a town, which garrisons and defenders have."""
BEFORE_PLACES: Final = group("before_towns")
TOWNS_OR_PEOPLE: Final = frozenset({"GPE", "LOC", "FAC", "ORG"})
SPEAKING: Final = group("speaking")
"""What people do, and organisations too."""
PERSONAL: Final = group("personal_deeds")
"""What only people do."""
SURE: Final = 3
"""Votes of the vocabularies."""


@entities.veto(
    "entities.document.located",
    reads=("[[Brest]] died. They marched to Brest.",),
    leaves=("They marched to [[Brest]].",),
)
def located(mention: Entity, text: str) -> bool:
    """A preposition of place before the word speaks for the town of that name."""
    before = LAST_WORD.search(text, max(0, mention.start - 20), mention.start)
    return before is not None and before[1].lower() in BEFORE_PLACES


@entities.rule(
    "entities.document.commander",
    reads=("Ney halted. Murat halted. [[Massena]] halted; [[Kutuzov]].",),
    nothing=False,
)
def commander(mention: Entity, _text: str) -> bool:
    """A well-known commander's name is a person's."""
    return bool(commanders().get(mention.text, ("", False))[1])


@entities.rule("entities.document.troops-of", reads=("[[Brest]]'s cavalry charged.",), nothing=False)
def troops_of(mention: Entity, text: str) -> bool:
    """Who has troops is a person: `Zorka's cavalry`."""
    return OF_TROOPS.match(text, mention.end) is not None


@entities.rule("entities.document.personal-deed", reads=("[[Brest]] died then.",), nothing=False)
def personal_deed(mention: Entity, text: str) -> bool:
    """Who does what people do is one: `Zorka retired`; what speaks may be an organisation."""
    after = NEXT_WORD.match(text, mention.end)
    if after is None:
        return False
    return after[1] in PERSONAL or (after[1] in SPEAKING and mention.label != "ORG")


@entities.rule(
    "entities.document.surname",
    reads=("IVAN LUNDE wrote. [[Lunde]] burned. Lunde sank; they left Lunde.",),
    nothing=False,
)
def surname(mention: Entity, _text: str, surnames: set[str]) -> bool:
    """The last word of a person's full name is that person."""
    return mention.text.casefold() in surnames


def people(mentions: list[Entity], text: str) -> list[Entity]:
    """Mentions of one word that are people: the surname of a full name, or who does what only people do."""
    surnames = {
        mention.text.split()[-1].casefold()
        for mention in mentions
        if mention.label == "PERSON" and " " in mention.text and mention.text.split()[-1] not in NOT_NAMES
    }
    towns: set[str] = set()
    found: set[str] = set()
    for mention in filter(_one_word, mentions):
        if located(mention, text):
            towns.add(mention.text)
        elif commander(mention, text) or troops_of(mention, text) or personal_deed(mention, text):
            found.add(mention.text)
        if surname(mention, text, surnames):
            found.add(mention.text)
    found -= towns
    return [relabelled(m, "PERSON") if m.text in found and m.label in TOWNS_OR_PEOPLE else m for m in mentions]


def _one_word(mention: Entity) -> bool:
    """Whether a town's or body's name of one word, unlisted and no acronym, may be a person's."""
    text = mention.text
    if mention.label not in TOWNS_OR_PEOPLE or not text.isalpha() or len(text) <= 3 or lexical(text) is not None:
        return False
    return not (text.isupper() and len(text) < 7)


@entities.rule(
    "entities.document.listed-label",
    reads=("They left Vienna. Mr. [[Vienna]] wept. Mrs. Vienna ran. Dr. Vienna came.",),
    nothing=0,
)
def listed_label(mention: Entity, counter: Counter[str]) -> int:
    """The vocabularies speak for their label where the document has it."""
    entry = lexical(mention.text)
    return SURE if entry is not None and entry.label in counter else 0


@entities.rule(
    "entities.document.town-label", reads=("Mr. [[Lens]] wept. They left Lens for the village of Lens.",), nothing=False
)
def town_label(mention: Entity, counter: Counter[str], surnames: Counter[str]) -> bool:
    """The gazetteer speaks for a town where one mention is one."""
    name = mention.text
    return "GPE" in counter and len(counter) > 1 and is_place(name) and name not in surnames


@entities.rule(
    "entities.document.ship-label",
    reads=("The USS Lunde (DDG 59) sailed. [[Lunde]] sank. The Lunde was lost near Lunde.",),
    nothing=False,
)
def ship_label(mention: Entity, ships: set[str]) -> bool:
    """A ship that was called by its full name is meant by its given name: `Russell` of `USS Russell (DDG 59)`."""
    return mention.text in ships and lexical(mention.text) is None


@entities.rule(
    "entities.document.one-label",
    reads=("The USS Lunde (DDG 59) sailed. [[Lunde]] sank. The Lunde was lost near [[Lunde]].",),
)
def one_label(mention: Entity, label: str) -> Entity | None:
    """A mention gets the label that is best supported in the document."""
    return relabelled(mention, label) if mention.label != label else None


def one_reading(mentions: list[Entity]) -> list[Entity]:
    """Give every surface the label that is best supported in the document."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    surnames: Counter[str] = Counter()
    first: dict[str, Entity] = {}
    for mention in mentions:
        first.setdefault(mention.text, mention)
        votes[mention.text][mention.label] += 2 if mention.label == "PERSON" and mention.title else 1
        words = mention.text.split()
        if mention.label == "PERSON" and len(words) > 1:
            surnames[words[-1]] += 1
    ships = {name for mention in mentions if (name := ship_name(mention)) is not None}
    best = {name: _best(first[name], counter, surnames, ships) for name, counter in votes.items()}
    return [one_label(m, label) or m if (label := best[m.text]) else m for m in mentions]


def _best(mention: Entity, counter: Counter[str], surnames: Counter[str], ships: set[str]) -> str | None:
    """The label that clearly most speaks for."""
    name, entry = mention.text, lexical(mention.text)
    if entry is not None:
        counter[entry.label] += listed_label(mention, counter)
    elif name in surnames:
        counter["PERSON"] += 2 * surnames[name]
    if town_label(mention, counter, surnames):
        counter["GPE"] *= 4
    if ship_label(mention, ships):
        counter["EQUIPMENT"] += 2 * sum(counter.values())
    label, count = max(counter.items(), key=lambda item: (item[1], item[0]))
    clear = len(counter) > 1 and count >= 2 * (sum(counter.values()) - count)
    return label if clear or (name in surnames and entry is None and label == "PERSON") else None
