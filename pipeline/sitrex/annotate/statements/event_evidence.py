"""What speaks for a place or date of a text as that where it befell those that a figure counts.

Figures that are joined (`12 dead, 40 wounded in Kabul`) are as near to what stands behind or before them as the nearest of
them is. How much each kind of evidence says is weighed (``vocab/weights/event_places.tsv``, ``event_dates.tsv``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from sitrex.annotate.statements.harm_beside import between_names, included
from sitrex.annotate.statements.harmed import Figure
from sitrex.annotate.statements.headings import Found, bulleted
from sitrex.annotate.statements.outcomes import OutcomeCandidate
from sitrex.annotate.statements.reader import Reader, Spot
from sitrex.annotate.statements.sentence import Sentence
from sitrex.annotate.statements.words import MARKS, statement_words
from sitrex.annotate.text.words import words
from sitrex.record.model import Date, Entity

_AT: Final = statement_words("places_at")
_SUBORDINATORS: Final = statement_words("subordinators")
_HAPPENINGS: Final = statement_words("happenings")
_STRIKES: Final = words("strikes", table="units/words.tsv")
_UP_TO: Final = words("articles") | _AT
_RELATIVES: Final = frozenset(("when", "where"))
_APART: Final = _SUBORDINATORS | statement_words("relatives") | MARKS | {".", "but"}
_START: Final = attrgetter("start")
_DASHED: Final = tuple([mark] for mark in MARKS - {";", ":"})
_SIDES: Final = ("before", "behind")
_JOINED: Final = 8
"""Words between two figures that are joined, at most."""
_BRACKETS: Final = (("[", "]"), ("(", ")"))


class Harmed(NamedTuple):
    """A figure with an outcome, and the first and the last of the figures that are joined to it, itself among them.

    ``ahead`` is how sure the surest of their outcomes is: what happened to one of them happened.
    """

    spot: Spot
    outcome: OutcomeCandidate
    first: tuple[Spot, OutcomeCandidate]
    last: tuple[Spot, OutcomeCandidate]
    ahead: float


def together(sentence: Sentence, happened: Sequence[tuple[Spot, OutcomeCandidate]]) -> list[Harmed]:
    """The figures of a sentence that have an outcome, in order, each with those that it is joined to."""
    groups: list[list[tuple[Spot, OutcomeCandidate]]] = []
    group: list[tuple[Spot, OutcomeCandidate]] = []
    for one in happened:
        figure = one[0].figure
        if group and included(sentence.low, figure):
            groups.append([one])  # `7 people, including 2 children, were killed and 31 wounded`
            continue
        if not group or not _joined(sentence.low, group[-1][0].figure, figure):
            group = []
        group.append(one)
        groups.append(group)
    return [
        Harmed(*one, joined[0], joined[-1], max(outcome.ahead for _, outcome in joined))
        for one, joined in zip(happened, groups, strict=True)
    ]


def _joined(low: Sequence[str], before: Figure, figure: Figure) -> bool:
    """Whether nothing parts a figure from the one before it."""
    between = low[before.noun_end : figure.start]
    return len(between) <= _JOINED and _APART.isdisjoint(between)


def own(sentence: Sentence, mention: Entity | Date, inside: Sequence[Entity | Date]) -> Iterator[tuple[str, float]]:
    """What speaks for a place or date of a sentence, whatever the figure; ``inside`` are all of the sentence."""
    first, last = sentence.span(mention.start, mention.end)
    low = sentence.low
    yield f"label {mention.label}", 1.0
    before = _word_before(low, first)
    yield (
        f"behind {before if before in _AT or not first else 'a word of attack' if before in _STRIKES else 'another word'}",
        1.0,
    )
    if before == "," and any(sentence.at[first - 1] - 1 <= other.end < mention.start for other in inside):
        yield "part of a chain", 1.0
    if len(inside) == 1:
        yield "the only one of its sentence", 1.0
    if not first and low[last : last + 1] == [":"]:
        yield "heads the sentence", 1.0  # `Odesa: 20 killed`
    if low[last : last + 1] and low[last] in _STRIKES:
        yield "before a word of attack", 1.0  # `Kharkiv strike`, `the Kabul bombing`
    if low[last : last + 1] in (["'s"], ["’"]):
        yield "a possessive", 1.0
    if isinstance(mention, Date):
        yield f"granularity {mention.granularity}", 1.0
    else:
        yield f"precision {mention.precision}", 1.0


def _word_before(low: Sequence[str], first: int) -> str:
    """The word before a place or date, or before its article."""
    if not first:
        return "the sentence's start"
    return low[first - 2] if low[first - 1] in ("the", "a") and first > 1 else low[first - 1]


def beside(sentence: Sentence, harmed: Harmed, inside: Sequence[Entity | Date], rank: int) -> dict[str, float]:
    """The evidence of a place or date in the figure's own sentence: of the one at ``rank`` of those near the figure."""
    low, mention = sentence.low, inside[rank]
    first, last = sentence.span(mention.start, mention.end)
    behind = first >= harmed.spot.figure.end
    spot, outcome = _nearest(harmed, mention, inside, behind=behind)
    figure = spot.figure
    seen = _parted(low[figure.end : first] if behind else low[last : figure.start], behind=behind)
    if behind and first < figure.noun_end:
        seen["within what is counted"] = 1.0
    elif behind and _UP_TO.issuperset(low[figure.noun_end : first]):
        seen["right behind what is counted"] = 1.0
    elif (nearest := _right_behind(sentence, harmed.spot, inside)) is not None and nearest is not mention:
        seen["another right behind what is counted"] = 1.0  # `5 in Homs and 4 in Hama`
    left, right = (spot.mention, mention) if behind else (mention, spot.mention)
    if _between(inside, left.end, right.start):
        seen[f"{_SIDES[behind]}: another nearer"] = 1.0
    if outcome.found is not None:
        seen |= _from_harm(low, outcome.found, first, last, beyond=behind)
        if isinstance(mention, Entity) or low[outcome.found.start - 1 : outcome.found.start] in _DASHED:
            # a mark parts dates of publishing from what happened, not places, nor right before it: `on Friday -- killing 40`
            seen.pop("before the word of harm: a mark between", None)
    return seen


def _parted(words: Sequence[str], *, behind: bool) -> dict[str, float]:
    """What stands between a figure and a place or date of its sentence, which is behind it or before it."""
    side, between = _SIDES[behind], _without_insertion(words)
    seen = {"own sentence": 1.0, side: 1.0, f"{side}, {_distance(len(between))} words between": 1.0}
    opened = 1 if between[:1] == [","] else 0
    if not behind and between[opened : opened + 1] and between[opened] in _RELATIVES:
        seen["when or where behind it"] = 1.0  # `since April, when 18 people died`
        between = between[opened + 1 :]
    if not _SUBORDINATORS.isdisjoint(between):
        seen[f"{side}: a conjunction between"] = 1.0
    if ";" in between or ":" in between:
        seen[f"{side}: a mark between"] = 1.0
    return seen


def _nearest(
    harmed: Harmed, mention: Entity | Date, inside: Sequence[Entity | Date], *, behind: bool
) -> tuple[Spot, OutcomeCandidate]:
    """Of the joined figures the one that is nearest to a place or date; the figure itself where another one parts them."""
    nearest = harmed.last if behind else harmed.first
    start, end = sorted((nearest[0].mention.start, harmed.spot.mention.start))
    beyond = mention.start > end if behind else mention.end <= start
    return nearest if beyond and not _between(inside, start, end) else (harmed.spot, harmed.outcome)


def _right_behind(sentence: Sentence, spot: Spot, inside: Sequence[Entity | Date]) -> Entity | Date | None:
    """The place or date right behind what a figure counts."""
    behind = bisect_left(inside, spot.mention.end, key=_START)
    for mention in inside[behind : behind + 2]:
        first, _ = sentence.span(mention.start, mention.end)
        if first >= spot.figure.noun_end:
            return mention if _UP_TO.issuperset(sentence.low[spot.figure.noun_end : first]) else None
    return None


def _between(inside: Sequence[Entity | Date], start: int, end: int) -> bool:
    """Whether a place or date begins between two places of the text."""
    return bisect_left(inside, start, key=_START) < bisect_left(inside, end, key=_START)


def _from_harm(low: Sequence[str], found: Found, first: int, last: int, *, beyond: bool) -> dict[str, float]:
    """What stands between the word of harm and a place or date of its sentence; ``beyond`` is whether this is behind the figure."""
    behind = first >= found.end
    place = "behind the word of harm" if behind else "before the word of harm"
    between = _without_insertion(low[found.end : first] if behind else low[last : found.start])
    seen = {f"{place}: {name} between": 1.0 for name in between_names(between)}
    if beyond and behind and _UP_TO.issuperset(between):
        seen["right behind the word of harm"] = 1.0
    return seen | {place: 1.0} if beyond else seen


def refers_back(sentence: Sentence) -> bool:
    """Whether a sentence speaks of what happened as known: `During the attack`, `the operation`."""
    low = sentence.low
    return any(low[at] in _HAPPENINGS and low[at - 1] in ("the", "this", "that") for at in range(1, len(low)))


def _without_insertion(between: Sequence[str]) -> Sequence[str]:
    """Words without the first ones in brackets: `in Kharkiv [see map] and killed`."""
    for opening, closing in _BRACKETS:
        if opening in between and closing in between[(at := between.index(opening)) :]:
            return [*between[:at], *between[between.index(closing, at) + 1 :]]
    return between


def back(reader: Reader, sentence: int, number: int) -> dict[str, float]:
    """The evidence of a place or date in a sentence before the figure's."""
    start, end = reader.sentences[number][1], reader.sentences[sentence][0]
    seen = {f"{sentence - number} sentences before": 1.0}
    if "\n" in reader.text[start:end]:
        seen["in an earlier paragraph"] = 1.0
    if any(bulleted(reader.sentence(one)) for one in range(number + 1, sentence + 1)):
        seen["in an earlier item of a list"] = 1.0
    if number == 0:
        seen["in the first sentence"] = 1.0
    return seen


def _distance(count: int) -> str:
    """How many words, about: coarser than of words of harm, since there are fewer places and dates to learn from."""
    return "up to 3" if count < 4 else "4 to 9" if count < 10 else "10 to 20" if count < 21 else "more"
