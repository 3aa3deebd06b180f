"""The entity annotator: the statistical model's names, corrected and extended by grammar and vocabularies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc
from spacy.vocab import Vocab

from sitrex.annotate.base import Context
from sitrex.annotate.entities import equipment, heads, honours, persons
from sitrex.annotate.entities.agreement import agree
from sitrex.annotate.entities.document import readings
from sitrex.annotate.entities.equipment import table
from sitrex.annotate.entities.lexicon import Entry, group, names
from sitrex.annotate.entities.model.edges import PREFIXES, QUOTES
from sitrex.annotate.entities.model.proposed import proposed
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.proposals import LABELS, Proposal, settle
from sitrex.annotate.entities.tape import LINKS, Tape
from sitrex.record.model import Entity, changed, handle

PRODUCT = frozenset({"PRODUCT", "EQUIPMENT"})
LISTED = 75
"""Rank of a listed name of several words."""
DATELINE = 10
"""Words of a dateline after its place."""
SURE_PLACE_WORDS = frozenset({"in", "at", "near", "from", "around", "towards", "toward", "outside"})
UNIT_WORDS = frozenset(
    {
        "Brigade",
        "Division",
        "Battalion",
        "Regiment",
        "Corps",
        "Squadron",
        "Group",
        "Army",
        "Command",
        "Wing",
        "Fleet",
        "Force",
        "War",
        "System",
        "Vehicle",
        "Missile",
        "Aircraft",
        "Gun",
        "Operation",
    }
)


NO_BODIES = frozenset(
    "Officer Officers Order Program Programme Code Zone Masters Master Bachelor Specialties Specialty Weapons Citation".split()
)
"""Words of what has an acronym but is no organisation."""
NO_ACRONYMS = group("no_acronyms", "no_names")


class EntitiesAnnotator:
    """Finds and links named entities.

    ``match`` needs a Doc with tokens; ``ents`` of a statistical model are used
    where there are any, labels of OntoNotes or of the guidelines alike. A
    ``UNIT`` of the model keeps entities out of its span.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        names()
        table.heads()
        table.prefixes()
        heads.tables()
        persons.titles()

    def match(self, doc: Doc) -> list[Entity]:
        """Entities of one tape in text order, offsets into ``doc.text``."""
        if not len(doc):
            return []
        tape = Tape.of(doc)
        statistical = list(proposed(tape, doc))
        hinted = {
            tape.word_of[token] for span in doc.ents if span.label_ in PRODUCT for token in range(span.start, span.end)
        }
        known = list(tape.phrases(names()))
        listed = list(_known(tape, statistical, known))
        spans = [
            *statistical,
            *listed,
            *equipment.find(tape, hinted, known),
            *_above(heads.find(tape), listed),
            *persons.find(tape),
            *persons.peers(tape),
            *honours.find(tape),
            *_defined(tape),
            *_datelines(tape),
            *_places(tape, statistical),
        ]
        chosen = agree(tape, settle(spans))
        return [_entity(tape, span) for span in chosen if span.label in LABELS]

    def resolve(self, mentions: list[Entity], context: Context) -> list[Entity]:
        """The document's entities: one name one reading, later mentions, clusters, canonical forms and places."""
        return readings.resolve(mentions, context)


def _datelines(tape: Tape) -> Iterator[Proposal]:
    """The place that opens a report: `SURIN, Thailand, Feb 15 (Agency)`."""
    words = tape.words
    starts = [0, *(i + 1 for i in tape.spots.get("\n", ()))]
    for start in starts:
        end = start
        while (
            end < len(words)
            and end - start < 3
            and words[end].isupper()
            and words[end].isalpha()
            and len(words[end]) > 2
        ):
            end += 1
        if start < end < len(words) - 1 and words[end] == "," and tape.capital[end + 1] and not tape.weak[start]:
            label = "FAC" if words[end - 1] in ("AIRFIELD", "BASE", "CAMP", "AIRPORT", "STATION") else "GPE"
            yield Proposal(start, end, label, 79)
            yield from _credited(tape, end)
        elif tape.capital[start : start + 1] == [True]:
            end = tape.name_right(start, 3)
            if (
                end + 1 < len(words)
                and words[end] == ","
                and words[end + 1].isdigit()
                and is_place(tape.surface(start, end))
            ):
                yield Proposal(start, end, "GPE", 79)


def _credited(tape: Tape, at: int) -> Iterator[Proposal]:
    """The agency in brackets that ends a dateline: `RIYADH, March 2 (Gulf Pool) --`."""
    words = tape.words
    opening = next((i for i in range(at, min(at + DATELINE, len(words))) if words[i] == "("), len(words))
    close = next((i for i in range(opening + 2, min(opening + 6, len(words) - 1)) if words[i] == ")"), None)
    if close and words[close + 1] in ("-", "--", "–", "—") and all(tape.capital[opening + 1 : close]):
        yield Proposal(opening + 1, close, "ORG", 79)


def _above(found: Iterable[Proposal], listed: list[Proposal]) -> Iterator[Proposal]:
    """Names made by a head noun; one that holds more than a listed name of several words goes above it."""
    longer = {token: span for span in listed if span.rank == LISTED for token in range(span.start, span.end)}
    for span in found:
        inner = [longer[token] for token in range(span.start, span.end) if token in longer]
        if inner and all(
            span.start <= i.start and i.end <= span.end and i.end - i.start < span.end - span.start for i in inner
        ):
            span = replace(span, rank=max(span.rank, LISTED + 1))
        yield span


def _defined(tape: Tape) -> Iterator[Proposal]:
    """Names that an acronym in brackets spells out: `Royal Electrical and Mechanical Engineers (REME)`."""
    words, lower = tape.words, tape.lower
    for opening in tape.spots.get("(", ()):
        at = opening + 1
        if not 2 < at < len(words) - 1:
            continue
        letters = words[at]
        if words[at + 1] not in ")," or not 2 < len(letters) < 9 or not letters.isupper() or not letters.isalpha():
            continue
        start, left = at - 1, list(letters)
        while start > 0 and left and at - start < 14:
            word = words[start - 1]
            if word[0].upper() == left[-1] and (word[0].isupper() or lower[start - 1] in LINKS):
                left.pop()
            elif lower[start - 1] not in LINKS and lower[start - 1] not in ("for", "in", "-"):
                break
            start -= 1
        if not left and words[start][0].isupper() and not NO_ACRONYMS & set(words[start : at - 1]):
            yield Proposal(start, at - 1, "ORG", 76)
            yield Proposal(at, at + 1, "ORG", 76)


def _places(tape: Tape, statistical: list[Proposal]) -> Iterator[Proposal]:
    """Names after a preposition of place that nothing else knows but the gazetteer."""
    words, capital = tape.words, tape.capital
    seen = {token for span in statistical for token in range(span.start, span.end)}
    for before in tape.where_lower(SURE_PLACE_WORDS):
        at = before + 1
        if at == len(words) or not capital[at] or at in seen or not tape.name_word(at) or len(words[at]) < 4:
            continue
        end = tape.name_right(at, 4)
        if end - at <= 3 and not words[at].isupper() and is_place(tape.surface(at, end)):
            yield Proposal(at, end, "GPE", 41)


def _known(tape: Tape, statistical: list[Proposal], known: list[tuple[int, int, Entry]]) -> Iterator[Proposal]:
    """Names of the vocabularies; one word inside a longer name that the model sees gives way to it."""
    words = tape.words
    cover = {token: span for span in statistical for token in range(span.start, span.end)}
    for start, end, entry in known:
        if entry.label == "EQUIPMENT" or (
            not tape.capital[start] and not words[start][0].isdigit() and not any(tape.capital[start:end])
        ):
            continue
        if tape.lower[start] == "the" and end - start > 1:
            start += 1  # The Guardian
        if (tape.glued(start) and start and words[start - 1] not in QUOTES | frozenset("(-–—/")) or _inside_word(
            tape, start, end, entry
        ):
            continue
        yield Proposal(
            start, end, entry.label, _rank(tape, start, end, entry, cover.get(start)), None, country=entry.country
        )


def _inside_word(tape: Tape, start: int, end: int, entry: Entry) -> bool:
    """Whether a hyphen makes the name a part of another one (`Al-` of `Al-Thawrah`); NORP may be compounded."""
    words = tape.words
    left = (
        start > 1
        and words[start - 1] in "-–"
        and tape.glued(start)
        and tape.glued(start - 1)
        and words[start - 2][0].isupper()
        and tape.lower[start - 2] not in PREFIXES
    )
    right = (
        end + 1 < len(words)
        and words[end] in "-–"
        and tape.glued(end)
        and tape.glued(end + 1)
        and words[end + 1][0].isupper()
    )
    return (left or right) and entry.label != "NORP"


def _rank(tape: Tape, start: int, end: int, entry: Entry, model: Proposal | None) -> int:
    if model is not None and (model.start < start or model.end > end) and model.start <= start and model.end >= end:
        return 48 if end - start == 1 or model.label == "UNIT" else 52
    if not entry.sure:
        return 40
    if end - start > 1:
        return LISTED
    if model is not None and model.start == start and model.end == end:
        return 60
    beside = (start > 0 and tape.name_word(start - 1) and not tape.words[start - 1].isupper()) or (
        end < len(tape.words) and tape.name_word(end)
    )
    if beside and entry.label != "NORP":
        return 42
    return 60


def _entity(tape: Tape, span: Proposal) -> Entity:
    start, end = tape.offsets[span.start], tape.end(span.end)
    text = tape.text[start:end]
    entity = Entity(
        id=handle(start),
        start=start,
        end=end,
        text=text,
        label=span.label,
        canonical=text,
        cluster=handle(start),
        kind=span.kind if span.label == "EQUIPMENT" else None,
        designation=span.designation,
        country=span.country if span.label != "EQUIPMENT" else None,
    )
    if span.label == "PERSON":
        first = persons.title_before(tape, span.start)
        title = tape.surface(first, span.start) if first < span.start else None
        return changed(entity, title=title, role=persons.role(tape, first, span.end))
    return entity
