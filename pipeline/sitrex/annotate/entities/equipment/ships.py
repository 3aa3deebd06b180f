"""EQUIPMENT that floats: `USS Cole (DDG-67)`, `the destroyer "Sheffield"`, `Iowa-class battleships`; also other classes.

Prefixes, types and hull letters come from ``ships.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from sitrex.annotate.entities.doc_tape import ARTICLES, DocTape
from sitrex.annotate.entities.equipment.table import head_after, singular
from sitrex.annotate.entities.lexicon import group, names, names_people, split, words_of
from sitrex.annotate.entities.proposals import CERTAIN, TOLD, Proposal
from sitrex.annotate.entities.recasing import OPENERS
from sitrex.annotate.entities.rules import entities
from sitrex.annotate.text.phrases import PhraseTable
from sitrex.annotate.text.words import words as words_in

_SHIP_NAME_LINKS: Final = group("ship_name_links")

HULL: Final = re.compile(r"(?:[A-Z]-)?[A-Z]{1,5}-?\d{1,4}", re.ASCII)
BROAD_TYPES: Final = group("broad_ship_types")
FLOATING: Final = group("ships_with_article")
"""Types that are verbs or parts of other names where no article stands before them: `to ship`, `tanker drivers`."""
FLAGGED: Final = group("flagged")
NO_SHIPS: Final = group("no_ships")
NAMED_OF: Final = group("ships_of")
"""First words of ships' names that go on with `of`: `City of Winchester`."""
NAMED_AFTER: Final = group("ships_after")
"""Ranks that ships' names begin with: `the frigate Admiral Essen`."""
SHIP_GROUPS: Final = group("ship_groups")
"""Words of which two behind a ship's name begin that of the unit that she leads."""
NO_NAMES: Final = group("no_names")
"""Abbreviations that name nothing: `KIA`, `WIA`."""
QUOTED: Final = words_in("opening_quotes", "closing_quotes") | {"''", "``"}
BEHIND_SHIPS: Final = group("behind_ships")
LONGEST: Final = 5
LONGEST_LISTED: Final = 4
MOST_LISTED: Final = 30
"""Ships of a list at most."""
PLURAL_VERBS: Final = group("several_verbs")
"""Words behind two names that say that both are ships: `HMS Antelope and Coventry were lost`."""


@entities.rule(
    "entities.equipment.ship-prefix",
    reads=(
        "[[HMS Vaucelin]] sank.",
        "The [[USS Falcon]] strike group sailed.",
        "The [[M/V True North]] sank.",
        "Then [[MV Kestrel Liner 2]] was hit.",
    ),
    leaves=("Results: 4x [[INS KIA]], 1x [[INS WIA]].", "Then [[SS-Ogruf]] Falk came."),
    source="prefixes of ships' names",
)
def ship_prefix(tape: DocTape, at: int) -> Proposal | None:
    """A ship behind its prefix: `USS Cole (DDG-67)`."""
    found = prefixes().longest(tape.words, at)
    if found is None or found[0] == len(tape.words):
        return None
    stop, prefix = found
    if prefix == "MT" and tape.weak[at]:
        return None  # a mountain
    sure = prefix in words_of("ships.tsv", "role", "sure")
    shouted = tape.weak[at] and prefix in words_of("ships.tsv", "role", "navy")
    end = _shouted(tape, stop) if shouted else _prefixed(tape, stop)
    if end > stop and prefix in words_of("ships.tsv", "role", "merchant"):
        end = _numbered(tape, end)
    named = end > stop and tape.lower[stop] not in OPENERS and tape.words[stop] not in NO_NAMES
    return _ship(tape, at, end, TOLD if sure else 86) if named and not tape.glued(stop) else None


@cache
def prefixes() -> PhraseTable[str]:
    """Prefixes as the tape cuts them: `M/V` is three words."""
    return PhraseTable((split(prefix), prefix) for prefix in words_of("ships.tsv", "role", "prefix"))


@entities.rule(
    "entities.equipment.ship-hull",
    reads=("The [[Hollister (DD-788)]] sailed.",),
    leaves=("Hollister (his friend) sailed.",),
    source="corpus/GUIDELINES.md, EQUIPMENT: a hull number after it is in",
)
def ship_hull(tape: DocTape, at: int) -> Proposal | None:
    """A name that a hull number makes a ship's: `Hollister (DD-788)`."""
    if tape.words[at] != "(" or not at or not tape.name_word(at - 1) or _hull(tape, at) == at:
        return None
    letters = tape.words[at + 1].partition("-")[0]
    return _ship(tape, tape.name_left(at, 3), at, 86) if letters in words_of("ships.tsv", "role", "hull") else None


@entities.rule(
    "entities.equipment.class-of",
    reads=("The [[Iowa-class battleships]] fired.",),
    leaves=("The first-class battleships fired.",),
    source="classes of ships by their first one",
)
def class_of(tape: DocTape, at: int) -> Proposal | None:
    """A class: `Iowa-class battleships`."""
    words, capital = tape.words, tape.capital
    if tape.lower[at] != "class" or at < 2 or words[at - 1] not in "-–" or not capital[at - 2]:
        return None
    start = at - 2
    while start and capital[start - 1] and tape.name_word(start - 1) and not names_people(words[start - 1]):
        start -= 1
    head = head_after(tape, at + 1, "name")
    return Proposal(start, head[0] if head else at + 1, "EQUIPMENT", 83, head[1] if head else "ship", None)


def _type(tape: DocTape, at: int) -> int | None:
    """The end of a ship's type that has no other use before a name."""
    hit = types().longest(tape.lower, at)
    if hit is None:
        return None
    broad = tape.lower[at] in BROAD_TYPES or (tape.lower[at] in FLOATING and not _determined(tape, at))
    return None if broad else hit[0]


def _determined(tape: DocTape, at: int) -> bool:
    """Whether an article stands before a word, or the flag: `a Liberian-flagged tanker`."""
    return at > 0 and (tape.lower[at - 1] in ARTICLES or tape.lower[at - 1] in FLAGGED)


def _quoted(tape: DocTape, end: int) -> int | None:
    """Where the quotation marks close that a name opens behind the type of one ship."""
    words, size = tape.words, len(tape.words)
    if end + 2 >= size or words[end] not in QUOTED or not tape.name_word(end + 1) or words[end - 1][-1] == "s":
        return None
    return next((i for i in range(end + 2, min(end + 6, size)) if words[i] in QUOTED), None)


@entities.rule(
    "entities.equipment.ship-quoted",
    reads=('The destroyer "[[Vaucelin]]" sank.',),
    leaves=('The destroyer "left early", he said.',),
    source="ships' names in quotation marks",
)
def ship_quoted(tape: DocTape, at: int) -> Proposal | None:
    """A name in quotation marks behind the type: `the destroyer "Sheffield"`."""
    end = _type(tape, at)
    close = _quoted(tape, end) if end else None
    return _ship(tape, end + 1, close, 70) if end and close else None


@entities.rule(
    "entities.equipment.ship-type",
    reads=("The battleship [[Vaucelin]] sank.",),
    leaves=("The battleship sank.",),
    source="ships' names behind the type",
)
def ship_type(tape: DocTape, at: int) -> Proposal | None:
    """A name behind the type: `the battleship Bismarck`."""
    end = _type(tape, at)
    if end is None or end == len(tape.words) or not tape.name_word(end):
        return None
    stop = tape.name_right(end, 3)
    if tape.lower[end - 1].endswith("s"):
        return _ship(tape, end, stop, 45)
    if stop + 1 < len(tape.words) and tape.words[end] in NAMED_OF and tape.words[stop] == "of":
        stop = tape.name_right(stop + 1, 2)
    return _ship(tape, end, stop, 65 if tape.weak[end] or _other_than_ship(tape, end, stop) else TOLD)


def _other_than_ship(tape: DocTape, start: int, end: int) -> bool:
    """Who sails or owns a ship, and what consists of such: `the destroyer Captain Smith commanded`, `submarine Squadron 3`."""
    known = names().longest(tape.words, start)
    owner = known is not None and (known[1].label in ("NORP", "ORG") or known[1].kind == "country")
    ranked = tape.words[start] in words_of("titles.tsv", "kind", "rank") and tape.words[start] not in NAMED_AFTER
    return owner or ranked or not NO_SHIPS.isdisjoint(tape.lower[start:end])


FORMS: Final = (ship_prefix, ship_hull, class_of, ship_quoted, ship_type)


@entities.rule(
    "entities.equipment.ships-listed",
    reads=("INS Zorka, [[Vaucelin]] and [[Kestrel]] fired.", "The destroyers Vaucelin and [[Kestrel]] sank."),
    leaves=("HMS Zorka, France and Spain agreed.", "HMS Zorka and Weiss left."),
    source="lists of ships, the first with a prefix",
    nothing=[],
)
def listed(tape: DocTape, at: int, first: Proposal) -> list[Proposal]:
    """The ships behind the first that one prefix or one type in the plural stands before: `INS Nipat, Nirghat and Veer`."""
    prefixed = tape.words[at] in words_of("ships.tsv", "role", "sure")
    several = first.start > at and tape.lower[first.start - 1].endswith("s")
    found: list[Proposal] = []
    end, size = first.end, len(tape.words) if prefixed or several else 0
    while end + 1 < size and len(found) < MOST_LISTED and tape.words[end] in (",", "and", "&"):
        closes = tape.words[end] != "," or tape.lower[end + 1] == "and"
        begin = end + 1 + (tape.words[end] == "," and closes)
        stop = _item(tape, begin)
        if stop is None:
            return []
        found.append(_ship(tape, begin, stop, CERTAIN))
        end = found[-1].end
        if closes:
            whole = several or len(found) > 1 or not PLURAL_VERBS.isdisjoint(tape.lower[end : end + 1])
            return found if whole else []
    return []


def find(tape: DocTape) -> Iterator[Proposal]:
    """EQUIPMENT spans of ships and of classes of them."""
    starts = {*tape.where(prefixes().firsts), *tape.spots.get("(", ()), *tape.lower_spots.get("class", ())}
    for at in sorted(starts.union(tape.where_lower(types().firsts))):
        if found := next((found for form in FORMS if (found := form(tape, at))), None):
            others = listed(tape, at, found)
            yield replace(found, rank=CERTAIN) if others else found
            yield from others


def _item(tape: DocTape, at: int) -> int | None:
    """The end of a ship's name in a list; None where something else is named there."""
    if at >= len(tape.words) or not _capital(tape, at) or tape.lower[at] in OPENERS:
        return None
    known = names().longest(tape.words, at)
    if known and (known[1].label in ("NORP", "ORG") or known[1].kind == "country" or _several_weapons(tape.words[at])):
        return None
    end = at + 1 if tape.weak[at] else _prefixed(tape, at)
    return end if end - at <= LONGEST_LISTED else None


def _several_weapons(word: str) -> bool:
    """Whether it is the plural of a weapon's name: `Harriers`."""
    known = names().longest((word,), 0)
    return known is not None and known[1].label == "EQUIPMENT" and singular(word) != word


def _capital(tape: DocTape, at: int) -> bool:
    """Whether a word is written with a capital, in a line of capitals too, where common words are read as small ones."""
    return tape.capital[at] or tape.text[tape.offsets[at]].isupper()


def _shouted(tape: DocTape, start: int) -> int:
    """End of a name in a line of capitals, whose words may be common ones: up to a hull number, else what ends a name."""
    numbered = next((at for at in range(start + 1, start + LONGEST) if _hull(tape, at) > at), None)
    if numbered is not None and all(word[0].isalpha() for word in tape.words[start:numbered]):
        return numbered
    end = _prefixed(tape, start)
    after = tape.lower[start + 1 : start + 2]
    alone = not after or not after[0].isalpha() or after[0] in BEHIND_SHIPS
    return start + 1 if end == start and alone and _capital(tape, start) else end


def _numbered(tape: DocTape, end: int) -> int:
    """``end`` moved over the number of a merchant's sister ship: `M/V BACO LINER 2`; what is counted behind her is none."""
    number, after = tape.words[end : end + 1], tape.lower[end + 1 : end + 2]
    if not number or not number[0].isdecimal() or len(number[0]) > 3:
        return end
    return end + 1 if not after or not after[0][0].isalpha() or after[0] in BEHIND_SHIPS else end


def _prefixed(tape: DocTape, start: int) -> int:
    """End of a ship's name of up to five words that begins behind its prefix."""
    words, lower, size = tape.words, tape.lower, len(tape.words)
    end = start
    while end < size and end - start < LONGEST:
        if end > start and SHIP_GROUPS.issuperset(lower[end : end + 2]):
            break  # the unit that is called after the ship: USS Carl Vinson Carrier Strike Group
        if tape.capital[end] and (end == start or words[end - 1] not in ",;"):
            end += 1
        elif not (end + 1 < size and tape.capital[end + 1]):
            break
        elif (words[end] == "-" and tape.glued(end)) or lower[end] in _SHIP_NAME_LINKS:
            end += 2
        else:
            break
    return end


def _ship(tape: DocTape, start: int, end: int, rank: int) -> Proposal:
    """A ship's name with the hull number after it, which is its designation."""
    stop = _hull(tape, end)
    number = tape.surface(end + 1, stop - 1) if stop > end else None
    return Proposal(start, stop, "EQUIPMENT", rank, "ship", number)


def _hull(tape: DocTape, end: int) -> int:
    """``end`` moved over a hull number in brackets."""
    words = tape.words
    for close in range(end + 2, min(end + 6, len(words))):
        inside = "".join(words[end + 1 : close])
        if words[end] == "(" and words[close] == ")" and HULL.fullmatch(inside):
            return close + 1
    return end


@cache
def types() -> PhraseTable[bool]:
    """Ship types in lower case."""
    return PhraseTable((split(word), True) for word in words_of("ships.tsv", "role", "type"))
