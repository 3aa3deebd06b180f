"""Document memory: what one mention teaches about the others.

One name has one reading in a document, later mentions of a name that was
found are found too, short forms follow full names, an acronym follows its
definition. Clusters, canonical forms and places come out of the same tables.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.entities.document import place_fields
from sitrex.annotate.entities.equipment.table import kind_of, singular
from sitrex.annotate.entities.lexicon import lexical, words_of
from sitrex.annotate.entities.persons import NOT_NAMES
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.tape import OPENERS
from sitrex.record.model import Entity, changed, handle
from sitrex.vocab.commanders import commanders

WORD: Final = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
DEFINITION: Final = re.compile(
    r"\s\(\s?[\"“‘']?(?:the |or |also |abbreviated )?([A-Z][A-Za-z0-9&-]{1,9})[\"”’']?[\s,;)]"
)
HULL_NUMBER: Final = re.compile(r" \([A-Z]+[- ]?\d+\)\Z")
BEFORE_ACRONYM: Final = re.compile(r"(?:[a-z]+[ -]){2,6}\(\Z")
LAST_WORD: Final = re.compile(r"(\w+)\s(?:the )?\Z")
NEXT_WORD: Final = re.compile(r"\s(?:also |later |then |once |soon |first )?([a-z]+)")
OF_TROOPS: Final = re.compile(
    r"['’]s? (?:\w+ )?(?:troops|divisions?|brigades?|corps|army|men|cavalry|infantry|battalions?|regiments?|column|command|subordinates?)\b"
)
"""Troops after a genitive: of a commander rather than of a town, which garrisons and defenders have."""
BEFORE_PLACES: Final = frozenset(
    "in at near from around towards toward outside into between to of through town village city river region".split()
)
TOWNS_OR_PEOPLE: Final = frozenset({"GPE", "LOC", "FAC", "ORG"})
SPEAKING: Final = frozenset(
    """said says told wrote stated argued noted recalled believed thought insisted explained hoped replied added asked
    claimed warned estimated ordered commanded joined served returned decided planned""".split()
)
"""What people do, and organisations too."""
PERSONAL: Final = frozenset(
    "married died retired graduated volunteered photographed felt resigned enlisted studied himself herself knew".split()
)
"""What only people do."""
PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
SPELT: Final = frozenset({"ORG", "GPE", "EVENT", "FAC", "LOC"})
"""What an acronym may be short for."""
SCANNED: Final = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EQUIPMENT", "EVENT"})
POSSESSIVE: Final = ("'s", "’s")
GOES_ON: Final = re.compile(r"[ -][A-Z]")
MARKUP: Final = frozenset("_%/|=&")
SURE: Final = 3
SHORT_STATES: Final = {
    **dict.fromkeys(("U.S.", "US", "USA", "U.S.A."), "United States"),
    **dict.fromkeys(("UK", "U.K."), "United Kingdom"),
    **dict.fromkeys(("USSR", "U.S.S.R."), "Soviet Union"),
    **dict.fromkeys(("PRC",), "People's Republic of China"),
    **dict.fromkeys(("UAE",), "United Arab Emirates"),
}
"""Letters that stand for a state -> its name."""


def resolve(mentions: list[Entity], context: Context) -> list[Entity]:
    """Entities of the whole document in text order, every field filled."""
    if any(military_unit.echelon == "army" for military_unit in context.units):
        mentions = [mention for mention in mentions if mention.text != "Army"]  # short for the field army
    mentions = _one_reading(_people(_without_nouns(mentions, context.text), context.text))
    acronyms = _acronyms(mentions, context)
    mentions = _scan(mentions, acronyms, context)
    return place_fields.place(_cluster(mentions, acronyms, context), context.text)


def _without_nouns(mentions: list[Entity], text: str) -> list[Entity]:
    """The mentions without the acronyms that stand for common nouns: `combat air patrols (CAP)`."""
    nouns = set()
    for mention in mentions:
        if mention.label == "ORG" and text[mention.start - 1 : mention.start] == "(" and mention.text.isupper():
            before = BEFORE_ACRONYM.search(text, max(0, mention.start - 90), mention.start)
            words = re.findall(r"[a-z]+", before[0])[-len(mention.text) :] if before else []
            if "".join(word[0] for word in words) == mention.text.lower() and lexical(mention.text) is None:
                nouns.add(mention.text)
    return [m for m in mentions if m.label != "ORG" or m.text not in nouns] if nouns else mentions


def _one_reading(mentions: list[Entity]) -> list[Entity]:
    """Give every surface the label that is best supported in the document."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    surnames: Counter[str] = Counter()
    for mention in mentions:
        votes[mention.text][mention.label] += 1
        words = mention.text.split()
        if mention.label == "PERSON" and len(words) > 1:
            surnames[words[-1]] += 1
        if mention.label == "PERSON" and mention.title:
            votes[mention.text]["PERSON"] += 1
    ships = {name for mention in mentions if (name := _ship_name(mention)) is not None}
    best: dict[str, str] = {}
    for surface, counter in votes.items():
        if (entry := lexical(surface)) is not None:
            counter[entry.label] += SURE if entry.label in counter else 0
        elif surface in surnames:
            counter["PERSON"] += 2 * surnames[surface]
        if "GPE" in counter and len(counter) > 1 and is_place(surface) and surface not in surnames:
            counter["GPE"] *= 4
        if surface in ships and lexical(surface) is None:
            counter["EQUIPMENT"] += 2 * sum(counter.values())
        label, count = max(counter.items(), key=lambda item: (item[1], item[0]))
        if (len(counter) > 1 and count >= 2 * (sum(counter.values()) - count)) or (
            surface in surnames and entry is None and label == "PERSON"
        ):
            best[surface] = label
    return [_relabel(m, best[m.text]) if best.get(m.text, m.label) != m.label else m for m in mentions]


def _people(mentions: list[Entity], text: str) -> list[Entity]:
    """Mentions of one word that are people: the surname of a full name, or who does what only people do.

    A preposition of place before the word speaks for the town of that name.
    """
    surnames = {
        mention.text.split()[-1].casefold()
        for mention in mentions
        if mention.label == "PERSON" and " " in mention.text and mention.text.split()[-1] not in NOT_NAMES
    }
    located: set[str] = set()
    acting: set[str] = set()
    single = [m for m in mentions if m.label in TOWNS_OR_PEOPLE and m.text.isalpha() and len(m.text) > 3]
    single = [m for m in single if lexical(m.text) is None and not (m.text.isupper() and len(m.text) < 7)]
    for mention in single:
        before = LAST_WORD.search(text, max(0, mention.start - 20), mention.start)
        after = NEXT_WORD.match(text, mention.end)
        if before and before[1].lower() in BEFORE_PLACES:
            located.add(mention.text)
        elif (
            commanders().get(mention.text, ("", False))[1]
            or OF_TROOPS.match(text, mention.end)
            or (after and (after[1] in PERSONAL or (after[1] in SPEAKING and mention.label != "ORG")))
        ):
            acting.add(mention.text)
    people = {m.text for m in single if m.text in acting or m.text.casefold() in surnames} - located
    return [_relabel(m, "PERSON") if m.text in people and m.label in TOWNS_OR_PEOPLE else m for m in mentions]


def _ship_name(mention: Entity) -> str | None:
    """The given name of a ship that was called by its full name: `Russell` of `USS Russell (DDG 59)`."""
    prefix, _, rest = mention.text.partition(" ")
    if mention.kind == "ship" and HULL_NUMBER.search(mention.text):
        rest = rest if prefix in words_of("ships.tsv", "role", "prefix") else mention.text
    elif mention.label != "EQUIPMENT" or prefix not in words_of("ships.tsv", "role", "prefix"):
        return None
    name = rest.partition(" (")[0]
    return name if len(name) > 3 else None


def _relabel(mention: Entity, label: str) -> Entity:
    return changed(mention, label=label, title=None, role=None, designation=None, kind=None, country=None)


def _acronyms(mentions: list[Entity], context: Context) -> dict[str, Entity]:
    """Acronym -> the mention that it was defined for."""
    found: dict[str, Entity] = {}
    for mention in mentions:
        definition = DEFINITION.match(context.text, mention.end) if mention.label in SPELT else None
        if definition and _initials(definition[1], mention.text):
            found.setdefault(definition[1], mention)
    spelt: dict[str, list[Entity]] = defaultdict(list)
    for mention in mentions:
        if mention.label != "ORG":
            continue
        words = [word for word in re.split(r"[\s-]+", mention.text) if word[:1].isupper()]
        if len(words) > 2:
            spelt["".join(word[0] for word in words)].append(mention)
    for mention in mentions:
        if mention.label == "ORG" and mention.text in spelt and mention.text not in found:
            found[mention.text] = spelt[mention.text][0]
    return found


def _initials(acronym: str, name: str) -> bool:
    """Whether the capitals of an acronym come in this order in the name's initials."""
    initials = iter(word[0].upper() for word in re.split(r"[\s/-]+", name) if word)
    letters = [c for c in acronym if c.isupper()]
    return len(letters) > 1 and all(any(c == initial for initial in initials) for c in letters[:3])


class _Occupied:
    """Which spans of the text are taken."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def free(self, start: int, end: int) -> bool:
        """Whether nothing taken lies in ``[start, end)``."""
        at = bisect_right(self._starts, end - 1) - 1
        return at < 0 or self._spans[at][1] <= start


def _scan(mentions: list[Entity], acronyms: dict[str, Entity], context: Context) -> list[Entity]:
    """Add the mentions of known names that were overlooked."""
    text = context.text
    models: dict[str, Entity] = {}
    counts = Counter(mention.text for mention in mentions)
    for mention in mentions:
        if mention.label in SCANNED and len(mention.text) > 2 and (counts[mention.text] > 1 or _distinct(mention)):
            models.setdefault(mention.text, mention)
        words = mention.text.split()
        if (
            mention.label == "PERSON"
            and len(words) > 1
            and len(words[-1]) > 3
            and words[-1][0].isupper()
            and lexical(words[-1]) is None
        ) and words[-1] not in NOT_NAMES:
            models.setdefault(words[-1], mention)
    for acronym, mention in acronyms.items():
        models[acronym] = mention
    for mention in mentions:
        if (name := _ship_name(mention)) is not None and lexical(name) is None:
            models.setdefault(name, mention)
    by_first: dict[str, list[str]] = defaultdict(list)
    for surface in models:
        first = WORD.match(surface)
        if first and surface[0].isupper() and surface.lower() not in OPENERS:
            by_first[first[0]].append(surface)
    for surfaces in by_first.values():
        surfaces.sort(key=len, reverse=True)
    occupied = _Occupied([(m.start, m.end) for m in mentions] + [(u.start, u.end) for u in context.units])
    added = []
    done = 0
    for word in WORD.finditer(text):
        key = word[0]
        if key not in by_first:
            key = key[:-2] if key.endswith(POSSESSIVE) else ""
            if key not in by_first:
                continue
        start = word.start()
        if start < done:
            continue
        for surface in by_first[key]:
            end = start + len(surface)
            if text.startswith(surface, start) and not text[end : end + 1].isalnum() and occupied.free(start, end):
                if _part_of_name(text, start, end):
                    break
                model = models[surface]
                added.append(
                    Entity(
                        id=handle(start),
                        start=start,
                        end=end,
                        text=surface,
                        label=model.label,
                        canonical=surface,
                        cluster=handle(start),
                        kind=model.kind,
                        designation=model.designation if surface == model.text else None,
                        country=model.country,
                    )
                )
                done = end
                break
    return sorted([*mentions, *added], key=lambda m: (m.start, m.end))


def _distinct(mention: Entity) -> bool:
    """Whether one mention is enough to take every other occurrence of its words for the same name."""
    text = mention.text
    return (
        " " in text
        or text.isupper()
        or mention.label in PLACES
        or mention.label == "PERSON"
        or lexical(text) is not None
    )


def _part_of_name(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word right before or after makes this a part of another name."""
    if text[start - 1 : start] in MARKUP or text[end : end + 1] in MARKUP:
        return True
    before = text[start - 1 : start] in ("-", "–") and text[start - 2 : start - 1].isalpha()
    return before or GOES_ON.match(text, end) is not None


def _normal(mention: Entity, text: str | None = None) -> str:
    """The key of a mention's words, or of others that stand for them."""
    words = (text or mention.text).replace("’", "'").split()
    text = " ".join(words)
    if mention.label == "EQUIPMENT":
        head = singular(text).split()
        text = " ".join(head[:2]) if len(head) > 2 else singular(text)
        return re.sub(r"(?<=[\w])s\b", "", text).casefold()
    if mention.label == "NORP" and text.endswith("s") and len(text) > 4:
        text = text[:-1]
    return text.replace(".", "").casefold()


def _cluster(mentions: list[Entity], acronyms: dict[str, Entity], context: Context) -> list[Entity]:
    """Link the mentions of one entity and give them its fullest form, and to each its kind and sentence."""
    keys: list[tuple[str, str]] = []
    full: dict[str, str] = {}
    for mention in mentions:
        if mention.label == "PERSON":
            words = mention.text.split()
            if len(words) > 1:
                full.setdefault(words[-1], mention.text)
                keys.append(("PERSON", full.setdefault(_normal(mention), _normal(mention))))
            else:
                keys.append(("PERSON", _normal(mention, full.get(mention.text))))
        elif mention.text in acronyms:
            keys.append((mention.label, _normal(acronyms[mention.text])))
        elif (name := _ship_name(mention)) is not None:
            keys.append((mention.label, name.casefold()))
        else:
            keys.append((mention.label, _normal(mention, SHORT_STATES.get(mention.text))))
    first: dict[tuple[str, str], str] = {}
    fullest: dict[tuple[str, str], str] = {}
    for key, mention in zip(keys, mentions, strict=True):
        first.setdefault(key, handle(mention.start))
        form = singular(mention.text) if mention.label == "EQUIPMENT" else " ".join(mention.text.split())
        if mention.label == "NORP":
            continue  # `Russian` and `Russians` are one people; neither is the other's fuller form
        if len(form) > len(fullest.get(key, "")):
            fullest[key] = form
    starts = [start for start, _ in context.sentences]
    return [
        changed(
            mention,
            cluster=first[key],
            canonical=fullest.get(key, mention.text),
            kind=_kind(mention),
            sentence=max(bisect_right(starts, mention.start) - 1, 0),
        )
        for key, mention in zip(keys, mentions, strict=True)
    ]


def _kind(mention: Entity) -> str | None:
    """The kind; equipment of which nothing tells it is ``other``."""
    if mention.label != "EQUIPMENT" or mention.kind is not None:
        return mention.kind
    entry = lexical(mention.text)
    return entry.kind if entry else kind_of(mention.text) or "other"
