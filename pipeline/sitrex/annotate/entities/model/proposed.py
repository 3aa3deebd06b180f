"""The names that the statistical model proposes, trimmed to the guidelines' spans and checked against what it often mistakes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as Found

from sitrex.annotate.entities import heads, persons
from sitrex.annotate.entities.lexicon import common
from sitrex.annotate.entities.proposals import LABELS, Proposal
from sitrex.annotate.entities.tape import ARTICLES, OPENERS, Tape
from sitrex.annotate.entities.places import is_place

PREFIXES = frozenset({"pro", "anti", "non", "ex", "pre", "post"})
BARE = frozenset(
    {
        "Government",
        "Nobody",
        "Everybody",
        "Everyone",
        "Someone",
        "Anyone",
        "State",
        "Town",
        "City",
        "Brigade",
        "Division",
        "Corps",
        "Regiment",
        "Battalion",
        "Background",
        "Biography",
        "History",
        "Aftermath",
        "Legacy",
        "Casualties",
        "Ministers",
        "Minister",
        "Director",
        "Law",
        "Knoll",
        "Easter",
        "Christmas",
        "Troops",
        "Siege",
        "Overview",
        "Service",
        "Battle",
        "Headquarters",
        "Front",
        "Commandant",
        "Divisional",
        "Komkor",
        "Asst",
        "Panorama",
        "Western",
        "Swords",
        "Journey",
        "Catalogue",
    }
)
"""Head nouns that name nothing alone."""
MISTAKEN = frozenset({"PERSON", "ORG", "FAC", "NORP", "EVENT", "LOC"})
PLACE_WORDS = frozenset(
    {
        "in",
        "at",
        "near",
        "from",
        "around",
        "towards",
        "toward",
        "outside",
        "to",
        "between",
        "into",
        "town",
        "village",
        "city",
        "villages",
        "towns",
        "cities",
    }
)
NOT_LAST = frozenset(
    {
        "Commander",
        "Minister",
        "President",
        "Director",
        "Chief",
        "Secretary",
        "General",
        "Commanders",
        "Sunday",
        "Saturday",
        "Age",
        "Ages",
        "Period",
        "period",
        "Doctrine",
        "Syndrome",
    }
)
NUMBERED = frozenset(
    {"Chapter", "Article", "Section", "Phase", "Part", "Figure", "Table", "Volume", "CAC", "Act", "Title"}
)
"""Words that number something other than equipment."""
NO_NAMES = frozenset(
    {
        "GMT",
        "UTC",
        "Fahrenheit",
        "Celsius",
        "DM",
        "APR",
        "JAN",
        "FEB",
        "INFO",
        "Responsibility",
        "R.A.",
        "R.E.",
        "R.F.A.",
        "R.G.A.",
        "R.H.A.",
        "KIA",
        "WIA",
        "MIA",
        "POW",
        "UAH",
        "CFA",
        "HDQRS",
        "EMERGENCY",
        "UNCLAS",
        "BT",
        "AOR",
        "AD",
        "BC",
        "BCE",
        "CE",
        "Farther",
        "Further",
        "Minus",
        "Code",
        "degrees",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
    }
)
SENTENCE_WORDS = frozenset("is are was were has had the".split())
"""Words that a headline writes with a capital and no person's name holds."""
DISTANCES = frozenset("mile miles kilometre kilometres kilometer kilometers km yards".split())
DIRECTIONS = frozenset("north south east west northeast northwest southeast southwest".split())
BEARINGS = DIRECTIONS | frozenset("direction outskirts northern southern eastern western".split())
"""Words before `of` and a place."""
TROOPS = frozenset("army armed forces military".split())
"""Lower-case forces: common nouns after a people's adjective."""
ACROSS = frozenset("cross crossed crosses crossing across over along".split())
BANKS = frozenset("bank banks side shore shores mouth".split())
LANDFORMS = ("fjord", "fjorden", "sundet", "hegy", "øya")
"""Endings of a mountain's, an island's or an arm of the sea's name of one word."""
FORMATIONS = frozenset("battalion brigade regiment division company squadron battery".split())
MARKUP = frozenset("|_{}<>%=~#[]")
"""Characters that no name holds: what holds one is left over from a web page."""
QUOTES = frozenset("'\"“”‘’`´«»")
EDGE = QUOTES | frozenset(",;:.()[]{}-–—/")


def _aged(words: Sequence[str], end: int) -> bool:
    """Whether an age between commas follows a name: `Ann Clark, 58, said`."""
    age, after = words[end + 1 : end + 2], words[end + 2 : end + 3]
    return words[end : end + 1] == [","] and after == [","] and len(age[0]) == 2 and age[0].isdigit()


def _measured(lower: Sequence[str], end: int) -> bool:
    """Whether a distance and a direction from somewhere follow a name: `Lens, four miles west of Arras`."""
    said = lower[end : end + 7]
    return said[:1] == [","] and "of" in said and not DISTANCES.isdisjoint(said) and not DIRECTIONS.isdisjoint(said)


def proposed(tape: Tape, doc: Doc) -> Iterator[Proposal]:
    """The model's entities, trimmed to the guidelines' spans."""
    words, lower = tape.words, tape.lower
    for found in doc.ents:
        label = found.label_
        if label not in LABELS and label != "UNIT":
            continue
        start, end = _trimmed(tape, *_line(tape, found))
        if start == end or any(
            word == "\n" or not MARKUP.isdisjoint(word) or "://" in word for word in words[start:end]
        ):
            continue
        if label == "PERSON":
            start, stop = _person(tape, start, end)
            label = "GPE" if stop < end and is_place(" ".join(words[start:stop])) else label
            end = stop
        if label == "EVENT" and lower[end - 1] in FORMATIONS:
            continue
        if not any(tape.capital[start:end]) and label != "UNIT" and not any(map(str.isdigit, words[start])):
            continue
        if label != "UNIT" and (tape.weak[start] or tape.opens(start)) and not _named(tape, start, end):
            continue
        if label != "UNIT" and (words[end - 1] in NOT_LAST or not NO_NAMES.isdisjoint(words[start:end])):
            continue
        if label in ("ORG", "GPE") and start and lower[start - 1] == "named":
            label = "PERSON"
        if label != "UNIT" and end - start > 1 and _aged(words, end):
            label = "PERSON"
        elif label == "PERSON" and _measured(lower, end):
            label = "GPE"
        surface = tape.surface(start, end)
        if label != "UNIT" and tape.weak[start] and surface.isupper() and len(surface) > 3:
            if not (start and lower[start - 1] in PLACE_WORDS | {"on", "of"} and is_place(surface)):
                continue
            label = "GPE"
        if (
            label == "EVENT"
            and end - start == 2
            and words[end - 1].islower()
            and heads.label_at(tape, start) == "NORP"
            and lower[end - 1] not in heads.DEED_WARS
        ):
            continue
        if (
            label in ("NORP", "ORG", "GPE")
            and end - start > 2
            and words[start + 1] in "-–"
            and lower[start] in PREFIXES
        ):
            start += 2
        if _names_nothing(tape, label, start, end):
            continue
        if label == "LOC" and end - start > 1 and lower[end - 1] == "rivers":
            end -= 1
        yield Proposal(start, end, _place_label(tape, label, start, end), 50)


def _trimmed(tape: Tape, start: int, end: int) -> tuple[int, int]:
    """The span without articles, quotation marks and the like around it."""
    words, lower = tape.words, tape.lower
    while start < end and (lower[start] in ARTICLES or words[start] in EDGE):
        start += 1
    while end > start and (words[end - 1] in EDGE or lower[end - 1] in ("'s", "’s")):
        end -= 1
    if end + 1 < len(words) and words[end - 1].count("(") and words[end] == ")":
        end += 1
    if end - start > 1 and lower[end : end + 2] == ["by", lower[end - 1]]:
        end -= 1  # took Novi Lad street by street
    return start, end


def _person(tape: Tape, start: int, end: int) -> tuple[int, int]:
    """A person's span without titles, the participle that opens the sentence, and what a headline says of him."""
    words, lower = tape.words, tape.lower
    while start < end - 1 and (title := persons.titles().at(words, start)) and title[0] < end:
        start = title[0]
    if tape.opens(start) and lower[start].endswith("ing") and end - start > 1:
        start += 1  # Contradicting Khlan, the staff …
    return start, next((at for at in range(start + 1, end) if lower[at] in SENTENCE_WORDS), end)


def _names_nothing(tape: Tape, label: str, start: int, end: int) -> bool:
    """Whether the words are a bare head noun, a number or calibre alone, or a people's forces in lower case."""
    words, lower = tape.words, tape.lower
    if end - start == 1 and words[start] in BARE:
        return True
    if label == "EQUIPMENT":
        if words[start] in NUMBERED or len(tape.surface(start, end)) < 2:
            return True
        if words[start].isdigit() and lower[start + 1 : start + 2] != ["mm"]:
            return True
        # a calibre in its own column or in brackets
        return lower[start + 1 : end] == ["mm"] and words[end : end + 1] in (["|"], [")"])
    return label == "ORG" and TROOPS.issuperset(lower[start + 1 : end]) and heads.label_at(tape, start) == "NORP"


def _place_label(tape: Tape, label: str, start: int, end: int) -> str:
    """The label, or that of a place where the words around the name or its ending tell one."""
    single = end - start == 1
    if label in ("PERSON", "ORG", "EVENT", "EQUIPMENT") and _bears(tape, start, end):
        label = "GPE"
    if label not in ("LOC", "UNIT") and tape.lower[end - 1].endswith(LANDFORMS) and single:
        label = "LOC"
    if label in ("GPE", "PERSON", "ORG") and single and _crossed(tape, start, end):
        label = "LOC"
    if label in MISTAKEN and end - start <= 4 and _stands_for_place(tape, start, end):
        label = "GPE"
    return label


def _named(tape: Tape, start: int, end: int) -> bool:
    """Whether a span at a sentence's start, in a heading or in capitals holds a word that is not a common one."""
    words = [word for word in tape.lower[start:end] if word.isalpha()]
    return not words or any(word not in common() for word in words)


def _stands_for_place(tape: Tape, start: int, end: int) -> bool:
    """Whether a preposition of place stands before a name that the gazetteer knows."""
    if start == 0 or tape.lower[start - 1] not in PLACE_WORDS:
        return False
    return is_place(tape.surface(start, end))


def _bears(tape: Tape, start: int, end: int) -> bool:
    """Whether a direction from somewhere stands before a name, which therefore is a place's: `northwest of Lens`."""
    lower = tape.lower
    return (
        start > 1
        and lower[start - 1] == "of"
        and lower[start - 2] in BEARINGS
        and not tape.words[start].isupper()
        and lower[end : end + 1] not in (["'s"], ["’s"], ["'"], ["’"])
    )


def _crossed(tape: Tape, start: int, end: int) -> bool:
    """Whether a name with the article is crossed or has banks, which no town has: `the bridge over the Vienne`."""
    lower = tape.lower
    if start < 2 or lower[start - 1] != "the" or tape.words[start].isupper() or heads.label_at(tape, start):
        return False
    beside = lower[start - 2] in ACROSS or (start > 2 and lower[start - 2] == "of" and lower[start - 3] in BANKS)
    return beside and (end == len(lower) or lower[end] in OPENERS or not lower[end][0].isalpha())


def _line(tape: Tape, found: Found) -> tuple[int, int]:
    """The words of a span up to the end of a line that ends a name."""
    start, end = tape.word_of[found.start], tape.word_of[found.end]
    while start < end and tape.words[start] == "\n":
        start += 1
    wall = next((at for at in range(start, end) if tape.words[at] == "\n"), end)
    return start, wall
