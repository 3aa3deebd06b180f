"""Whom it befell: what a figure counts, and the side that they belong to."""

from __future__ import annotations

import re
from typing import Final

from sitrex.annotate.statements.harm_beside import included, of_whole, whole
from sitrex.annotate.statements.harmed import MATERIEL, Figure, counted_kind
from sitrex.annotate.statements.headings import Found
from sitrex.annotate.statements.outcomes import OutcomeCandidate, labels
from sitrex.annotate.statements.reader import Reader, Spot
from sitrex.annotate.statements.sentence import Sentence, near
from sitrex.annotate.statements.speakers import POSSESSIVE
from sitrex.annotate.statements.words import MARKS, statement_words
from sitrex.annotate.units.lexicon import NO_COUNTRY, nations
from sitrex.record.model import Entity, Mention, MilitaryUnit, Number, Reference, handle

_SUFFERED: Final = statement_words("suffered")
_OTHERS: Final = statement_words("not_those_before", "elided")
_BELONGING: Final = frozenset(("of", "from"))
_FORCES: Final = frozenset(("GPE", "NORP"))
_SIDES: Final = frozenset(("GPE", "NORP", "ORG"))
_UNNAMED: Final = statement_words("unnamed_forces")
_SERVICES: Final = statement_words("unnamed_forces", "state_services")
_USED: Final = statement_words("used_by")
_APART: Final = statement_words("not_those_before")
_JOINTS: Final = frozenset((",", "and"))
_JOINED: Final = statement_words("joining_clauses") | {",", ";"}
_BRACKETS: Final = ["("], [")"]
_MARKS: Final = MARKS | {".", ","}
_ITS: Final = statement_words("its")
_PARTED: Final = statement_words("parted_marks")
_WARLIKE: Final = ("people", *MATERIEL)
_FORCE: Final = 2
"""Words of a force that has no name of its own at most: `Security Forces`, not `Popular Mobilization Forces`."""
_LABEL: Final = 5
"""Words of a label at most."""
_PARTICIPLES: Final = frozenset(("done", "state"))
"""Forms of the words of harm that say it of the noun before."""
_MADE: Final = statement_words("made")
_JOINED_BEHIND: Final = re.compile(r"-(\w+)")
_LOSSES: Final = "casualties"
"""Losses are of who suffers them; `Israeli killings` and `the Gaza death toll` are not."""
_LOST: Final = statement_words("of_losses")
_NEAR: Final = 8
"""Words between a side and the verb that says it lost something."""


def elided(reader: Reader, spot: Spot) -> bool:
    """Whether a figure leaves out what it counts: `and 30 were wounded`."""
    number = spot.mention
    if _arms_behind(reader, spot) is not None:
        return False
    return isinstance(number, MilitaryUnit) or (number.counted_text or "others").lower() in _OTHERS


def part_of(reader: Reader, last: Spot, spot: Spot) -> bool:
    """Whether a figure counts some of those that the one before it in the sentence counts, which no harm befell.

    `120 drones, 98 of them`, `of 40 drones, 32`; `sent in 60 vehicles and lost 14`, if what is lost may be such.
    """
    low, figure = reader.sentence(spot.sentence).low, spot.figure
    if not isinstance(last.mention, Number) or last.mention.counted_text is None or spot.mention.label != "CARDINAL":
        return False
    if of_whole(low, figure) or whole(low, last.figure):
        return True
    return low[figure.start - 1] in _PARTED and counted_kind(last.figure) in _WARLIKE


def shares_side(spot: Spot) -> bool:
    """Whether those that a figure counts are of the side of those before: `and 30 wounded`, but not `and 30 others`."""
    return (spot.figure.number.counted_text or "").lower() not in _APART


def of_those_before(reader: Reader, spot: Spot) -> bool:
    """Whether a figure counts some of those before, whose side is theirs: `26 militants of the group, including 2 women`."""
    return included(reader.sentence(spot.sentence).low, spot.figure)


def aside(reader: Reader, spot: Spot, last: Spot | None) -> Spot | None:
    """The figure itself if it counts some of those before, alone or joined to ``last``, which does: `including 2 women and 3 boys`.

    What a later figure leaves out is none of these.
    """
    sentence = reader.sentence(spot.sentence)
    first, end = spot.figure.start, spot.figure.noun_end
    if (
        included(sentence.low, spot.figure)
        or (sentence.low[first - 1 : first], sentence.low[end : end + 1]) == _BRACKETS
    ):
        return spot  # `110 dead (5 officers), 497 wounded`
    if last is None or elided(reader, spot) or not shares_side(spot):
        return None
    between = sentence.low[last.figure.noun_end : spot.figure.start]
    return spot if between and _JOINTS.issuperset(between) else None


def counted(reader: Reader, spot: Spot) -> Reference:
    """What a figure counts in its own words."""
    if (arms := _arms_behind(reader, spot)) is not None:
        return Reference(ref=handle(arms.start), text=" ".join(arms.text.split()))
    start, end = _noun(reader.sentence(spot.sentence), spot.figure)
    inside = [m for m in reader.named.within(start, end) if m.end <= end]
    text = " ".join((spot.figure.number.counted_text or "").split())
    return Reference(ref=handle(inside[-1].start) if inside else None, text=text)


def _arms_behind(reader: Reader, spot: Spot) -> Mention | None:
    """What a figure counts by a name that no noun is told of: `3 ZSU-23-4 captured`."""
    end = spot.mention.end
    behind = reader.named.within(end, end + 2) if isinstance(spot.mention, Number) else ()
    return next((m for m in behind if m.label == "EQUIPMENT" and spot.figure.number.counted_text is None), None)


def labelled(reader: Reader, spot: Spot, outcome: OutcomeCandidate) -> tuple[Reference, str | None] | None:
    """What the label before a figure counts, and its side: `Ukrainian soldiers killed: 400`, `Tanks destroyed - 12`."""
    sentence, found = reader.sentence(spot.sentence), outcome.found
    if found is None or not labels(found, sentence, spot.figure):
        return None
    mark = next((at for at in range(found.start - 1, -1, -1) if sentence.low[at] in _MARKS), -1)
    first = next((at for at in range(mark + 1, found.start) if sentence.low[at][0].isalnum()), found.start)
    if not 0 < found.start - first <= _LABEL or all(harm.form not in _PARTICIPLES for harm in found.meant):
        return None
    start, end = sentence.at[first], sentence.at[found.start - 1] + len(sentence.raw[found.start - 1])
    inside = [m for m in reader.named.within(start, end) if m.end <= end]
    whose = next((m for m in inside if m.label in _SIDES), None)
    text = " ".join(reader.text[start:end].split())
    of = Reference(ref=handle(inside[-1].start) if inside else None, text=text)
    return of, None if whose is None else _code(whose)


def side(reader: Reader, spot: Spot, outcome: OutcomeCandidate) -> str | None:
    """The side of those that a figure counts: a country, else the handle of an entity; None where nothing says it."""
    sentence, figure = reader.sentence(spot.sentence), spot.figure
    _, end = _noun(sentence, figure)
    named = [m for m in reader.named.within(sentence.at[figure.start], end) if m.label in _SIDES]
    of_whom = next((m for m in named if _belongs(sentence, m)), None)
    if of_whom is not None and (of_whom is named[0] or counted_kind(figure) in MATERIEL):
        return _code(of_whom)  # of `two Indonesian peacekeepers of the UN mission` Indonesia's
    if (unit := _behind(reader, sentence, figure)) is not None:
        return _code(unit)
    if counted_kind(figure) in MATERIEL and (owner := _loser(reader, sentence, figure, outcome)) is not None:
        return _code(owner)
    users = [m for m in named if not _maker(reader.text, m)]
    if users:
        return _code(users[0])
    loser = (
        _gapped(reader, sentence, spot)
        or _whose(reader, sentence, figure)
        or _loser(reader, sentence, figure, outcome)
        or _owner(reader, spot)
    )
    return None if loser is None else _code(loser)


def _belongs(sentence: Sentence, mention: Mention) -> bool:
    """Whether something is said to be of somebody: `BM-21s of the Syrian army`."""
    low, (first, _) = sentence.low, sentence.span(mention.start, mention.end)
    first -= first > 1 and low[first - 1] == "the"
    return first > 0 and low[first - 1] == "of"


def _maker(text: str, mention: Mention) -> bool:
    """Whether a people or country made or gave a thing, which says nothing of whose it is: `French-made bombs`."""
    joined = _JOINED_BEHIND.match(text, mention.end)
    return joined is not None and joined[1].lower() in _MADE


def _noun(sentence: Sentence, figure: Figure) -> tuple[int, int]:
    """The span of the text from a figure's end to the end of what it counts."""
    last = figure.noun_end - 1
    return sentence.at[figure.end - 1], sentence.at[last] + len(sentence.raw[last])


def _behind(reader: Reader, sentence: Sentence, figure: Figure) -> Mention | None:
    """The force that those belong to, or that used a thing: `12 soldiers of the 3rd Brigade`, `8 missiles fired by Ukraine`."""
    low, at = sentence.low, figure.noun_end
    used = low[at : at + 1] != [] and low[at] in _USED and low[at + 1 : at + 2] == ["by"]
    at += used
    if at + 1 >= len(low) or not (used or low[at] in _BELONGING):
        return None
    first = at + 2 if low[at + 1] in ("the", "our", "their") else at + 1
    if first >= len(low):
        return None
    labels_of = _SIDES | {"UNIT"} if used else ("UNIT", "NORP")
    found = reader.named.within(sentence.at[first], sentence.at[first] + 1)
    return next((m for m in found if m.label in labels_of), None)


def _gapped(reader: Reader, sentence: Sentence, spot: Spot) -> Mention | None:
    """Who stands right before a figure whose verb is left out: `The Germans lost 20 tanks, the British seven`."""
    low, at = sentence.low, spot.figure.start
    before = reader.named.within(sentence.start, sentence.at[at])
    if not before or not elided(reader, spot) or before[-1].label not in _SIDES | {"UNIT"}:
        return None
    first, end = sentence.span(before[-1].start, before[-1].end)
    first -= first > 1 and low[first - 1] == "the"
    return before[-1] if end == at and first > 0 and low[first - 1] in _JOINED else None


def _loser(reader: Reader, sentence: Sentence, figure: Figure, outcome: OutcomeCandidate) -> Mention | None:
    """Who lost or suffered it: `The Chinese may have lost 300 men`."""
    low = sentence.low
    verb = next((at for at in range(figure.start - 1, max(figure.start - _NEAR, -1), -1) if low[at] in _SUFFERED), None)
    if verb is None or (low[verb] == "had" and verb + 1 < figure.start):
        return None  # `had set up a post, destroying 2 guns`
    if outcome.outcome not in ("casualties", "killed", "wounded", "destroyed", "missing"):
        return None
    before = reader.named.within(sentence.at[max(verb - _NEAR, 0)], sentence.at[verb])
    return before[-1] if before and before[-1].label in _SIDES | {"UNIT"} else None


def _whose(reader: Reader, sentence: Sentence, figure: Figure) -> Mention | None:
    """Who has those that a figure counts: `Hezbollah said five of its fighters were killed`; None where it may be another."""
    low = sentence.low
    if _ITS.isdisjoint(low[max(figure.start - 1, 0) : figure.noun_end]):
        return None
    before = [m for m in reader.named.within(sentence.start, sentence.at[figure.start]) if m.label in _SIDES]
    sides = {_code(m) for m in before}
    return before[0] if len(sides) == 1 else None


def _owner(reader: Reader, spot: Spot) -> Mention | None:
    """Whose the losses are that a figure sums: `Russian casualties reached 1,200`, `losses of the Ukrainian army: 400 killed`."""
    at = spot.figure.start
    beside = [one for one in near(reader.harms(spot.sentence), at, at, _NEAR) if one.end <= at]
    head = next((one for one in reversed(beside) if any(harm.outcome == _LOSSES for harm in one.meant)), None)
    if head is None:
        above = reader.heading(spot.sentence)
        lost = above is not None and above.harm.outcome == _LOSSES
        return _owner_of(reader, above.sentence, above.found) if above is not None and lost else None
    found = _owner_of(reader, spot.sentence, head)
    return found if found is not None and found.end <= spot.mention.start else None


def _owner_of(reader: Reader, number: int, head: Found) -> Mention | None:
    """The side that a word of harm of a sentence is said of, before it or behind `of`."""
    sentence = reader.sentence(number)
    first = head.start
    while first and head.start - first < _NEAR and sentence.low[first - 1] in _LOST:
        first -= 1
    if first and sentence.low[first - 1] in POSSESSIVE:
        first -= 1  # `Ukraine's losses`
    before = reader.named.within(sentence.at[max(first - _NEAR, 0)], sentence.at[first])
    if before and before[-1].label in _SIDES and sentence.span(before[-1].start, before[-1].end)[1] == first:
        return before[-1]
    at = head.end + (sentence.low[head.end - 1] != "of")  # `loss of`, `losses of`
    if sentence.low[at - 1 : at] != ["of"]:
        return None
    at += sentence.low[at : at + 1] == ["the"]
    behind = reader.named.within(sentence.at[at], sentence.at[at] + 1) if at < len(sentence.low) else ()
    return next((one for one in behind if one.label in _SIDES), None)


def _code(mention: Mention) -> str | None:
    """The country of a side, else its handle; None of a side that has no name of its own (`the army`)."""
    if isinstance(mention, MilitaryUnit):
        return mention.country
    if isinstance(mention, Entity) and mention.label in _FORCES and mention.country:
        return mention.country
    words_of = mention.text.lower().split()
    force = nations().longest(words_of, 0)
    if force is not None and _SERVICES.issuperset(words_of[force[0] :]) and force[1].country not in (None, NO_COUNTRY):
        return force[1].country  # `Afghan National Army`
    unnamed = len(words_of) <= _FORCE and words_of[-1] in _UNNAMED  # `the armed forces`
    return None if unnamed or mention.label != "ORG" else handle(mention.start)
