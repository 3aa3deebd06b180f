"""The entity annotator: the statistical model's names, corrected and extended by grammar and vocabularies."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc
from spacy.vocab import Vocab

from sitrex.annotate.base import Context
from sitrex.annotate.entities import calibres, designations, heads, honours, memory, persons, ships
from sitrex.annotate.entities.lexicon import Entry, names
from sitrex.annotate.entities.listing import listing
from sitrex.annotate.entities.piece import LABELS, LINKS, Piece, Span, settle
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.statistical import NO_NAMES, PREFIXES, QUOTES, proposed
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
NO_ACRONYMS = UNIT_WORDS | NO_NAMES | NO_BODIES


class EntitiesAnnotator:
    """Finds and links named entities.

    ``match`` needs a Doc with tokens; ``ents`` of a statistical model are used
    where there are any, labels of OntoNotes or of the guidelines alike. A
    ``UNIT`` of the model keeps entities out of its span.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        names()
        designations.heads()
        designations.prefixes()
        heads.tables()
        persons.titles()

    def match(self, doc: Doc) -> list[Entity]:
        """Entities of one piece in text order, offsets into ``doc.text``."""
        if not len(doc):
            return []
        piece = Piece.of(doc)
        statistical = list(proposed(piece, doc))
        hinted = {
            piece.places[token] for span in doc.ents if span.label_ in PRODUCT for token in range(span.start, span.end)
        }
        known = list(piece.phrases(names()))
        listed = list(_known(piece, statistical, known))
        spans = [
            *statistical,
            *listed,
            *designations.find(piece, hinted, known),
            *calibres.find(piece),
            *ships.find(piece),
            *_above(heads.find(piece), listed),
            *persons.find(piece),
            *persons.peers(piece),
            *honours.find(piece),
            *_defined(piece),
            *_datelines(piece),
            *_places(piece, statistical),
        ]
        chosen = listing(piece, settle(spans))
        return [_entity(piece, span) for span in chosen if span.label in LABELS]

    def resolve(self, mentions: list[Entity], context: Context) -> list[Entity]:
        """The document's entities: one name one reading, later mentions, clusters, canonical forms and places."""
        return memory.resolve(mentions, context)


def _datelines(piece: Piece) -> Iterator[Span]:
    """The place that opens a report: `SURIN, Thailand, Feb 15 (Agency)`."""
    words = piece.words
    starts = [0, *(i + 1 for i in piece.spots.get("\n", ()))]
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
        if start < end < len(words) - 1 and words[end] == "," and piece.capital[end + 1] and not piece.weak[start]:
            label = "FAC" if words[end - 1] in ("AIRFIELD", "BASE", "CAMP", "AIRPORT", "STATION") else "GPE"
            yield Span(start, end, label, 79)
            yield from _credited(piece, end)
        elif piece.capital[start : start + 1] == [True]:
            end = piece.name_right(start, 3)
            if (
                end + 1 < len(words)
                and words[end] == ","
                and words[end + 1].isdigit()
                and is_place(piece.surface(start, end))
            ):
                yield Span(start, end, "GPE", 79)


def _credited(piece: Piece, at: int) -> Iterator[Span]:
    """The agency in brackets that ends a dateline: `RIYADH, March 2 (Gulf Pool) --`."""
    words = piece.words
    opening = next((i for i in range(at, min(at + DATELINE, len(words))) if words[i] == "("), len(words))
    close = next((i for i in range(opening + 2, min(opening + 6, len(words) - 1)) if words[i] == ")"), None)
    if close and words[close + 1] in ("-", "--", "–", "—") and all(piece.capital[opening + 1 : close]):
        yield Span(opening + 1, close, "ORG", 79)


def _above(found: Iterable[Span], listed: list[Span]) -> Iterator[Span]:
    """Names made by a head noun; one that holds more than a listed name of several words goes above it."""
    longer = {token: span for span in listed if span.rank == LISTED for token in range(span.start, span.end)}
    tokens = sorted(longer)
    longest = max((span.end - span.start for span in longer.values()), default=0)
    for span in found:
        first, stop = bisect_left(tokens, span.start), bisect_left(tokens, span.end)
        # in a long name only those near its ends may reach beyond it
        near = (
            range(first, stop)
            if stop - first <= 2 * longest
            else (*range(first, first + longest), *range(stop - longest, stop))
        )
        if first < stop and all(
            span.start <= i.start and i.end <= span.end and i.end - i.start < span.end - span.start
            for i in (longer[tokens[at]] for at in near)
        ):
            span = replace(span, rank=max(span.rank, LISTED + 1))
        yield span


def _defined(piece: Piece) -> Iterator[Span]:
    """Names that an acronym in brackets spells out: `Royal Electrical and Mechanical Engineers (REME)`."""
    words, lower = piece.words, piece.lower
    for opening in piece.spots.get("(", ()):
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
            yield Span(start, at - 1, "ORG", 76)
            yield Span(at, at + 1, "ORG", 76)


def _places(piece: Piece, statistical: list[Span]) -> Iterator[Span]:
    """Names after a preposition of place that nothing else knows but the gazetteer."""
    words, capital = piece.words, piece.capital
    seen = {token for span in statistical for token in range(span.start, span.end)}
    for before in piece.where_lower(SURE_PLACE_WORDS):
        at = before + 1
        if at == len(words) or not capital[at] or at in seen or not piece.name_word(at) or len(words[at]) < 4:
            continue
        end = piece.name_right(at, 4)
        if end - at <= 3 and not words[at].isupper() and is_place(piece.surface(at, end)):
            yield Span(at, end, "GPE", 41)


def _known(piece: Piece, statistical: list[Span], known: list[tuple[int, int, Entry]]) -> Iterator[Span]:
    """Names of the vocabularies; one word inside a longer name that the model sees gives way to it."""
    words = piece.words
    cover = {token: span for span in statistical for token in range(span.start, span.end)}
    for start, end, entry in known:
        if entry.label == "EQUIPMENT" or (
            not piece.capital[start] and not words[start][0].isdigit() and not any(piece.capital[start:end])
        ):
            continue
        if piece.lower[start] == "the" and end - start > 1:
            start += 1  # The Guardian
        if (piece.glued(start) and start and words[start - 1] not in QUOTES | frozenset("(-–—/")) or _inside_word(
            piece, start, end, entry
        ):
            continue
        yield Span(
            start, end, entry.label, _rank(piece, start, end, entry, cover.get(start)), None, country=entry.country
        )


def _inside_word(piece: Piece, start: int, end: int, entry: Entry) -> bool:
    """Whether a hyphen makes the name a part of another one (`Al-` of `Al-Thawrah`); NORP may be compounded."""
    words = piece.words
    left = (
        start > 1
        and words[start - 1] in "-–"
        and piece.glued(start)
        and piece.glued(start - 1)
        and words[start - 2][0].isupper()
        and piece.lower[start - 2] not in PREFIXES
    )
    right = (
        end + 1 < len(words)
        and words[end] in "-–"
        and piece.glued(end)
        and piece.glued(end + 1)
        and words[end + 1][0].isupper()
    )
    return (left or right) and entry.label != "NORP"


def _rank(piece: Piece, start: int, end: int, entry: Entry, model: Span | None) -> int:
    if model is not None and (model.start < start or model.end > end) and model.start <= start and model.end >= end:
        return 48 if end - start == 1 or model.label == "UNIT" else 52
    if not entry.sure:
        return 40
    if end - start > 1:
        return LISTED
    if model is not None and model.start == start and model.end == end:
        return 60
    beside = (start > 0 and piece.name_word(start - 1) and not piece.words[start - 1].isupper()) or (
        end < len(piece.words) and piece.name_word(end)
    )
    if beside and entry.label != "NORP":
        return 42
    return 60


def _entity(piece: Piece, span: Span) -> Entity:
    start, end = piece.offsets[span.start], piece.end(span.end)
    text = piece.text[start:end]
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
        first = persons.title_before(piece, span.start)
        title = piece.surface(first, span.start) if first < span.start else None
        return changed(entity, title=title, role=persons.role(piece, first, span.end))
    return entity
