"""Where and when it befell those that a figure counts: the place and the date that the sentence or its neighbours give.

Places and dates of the figure's sentence and of those shortly before it are candidates; which one holds, or none, is weighed
(``vocab/weights/event_places.tsv``, ``event_dates.tsv``), and a choice that is not well ahead of the next is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from sitrex.annotate.statements.outcomes import Candidate as Outcome
from sitrex.annotate.statements.reader import Reader, Spot
from sitrex.annotate.statements.tape import Sentence, Spans
from sitrex.annotate.text.words import words
from sitrex.annotate.weigh import Features, weights
from sitrex.record.model import Date, Entity, handle

M = TypeVar("M", Entity, Date)

PLACES: Final = frozenset(("GPE", "LOC", "FAC"))
_TABLE: Final = "statements/words.tsv"
_AT: Final = words("places_at", table=_TABLE)
_SUBORDINATORS: Final = words("subordinators", table=_TABLE)
_BACK: Final = 3
"""So many sentences before the figure's a place or date may stand."""
_AHEAD: Final = {"event_places": 1.0, "event_dates": 1.0}
"""By how much the score of a choice must be ahead of the next."""


class Where(NamedTuple, Generic[M]):
    """A place or date that may be that of a figure, and the evidence."""

    mention: M
    features: Features


def candidates(reader: Reader, spot: Spot, outcome: Outcome, mentions: Spans[M], last: M | None) -> list[Where[M]]:
    """The places or dates, of all ``mentions``, that may be those of a figure; ``last`` is that of the figure before."""
    made: list[Where[M]] = []
    for number in range(max(spot.sentence - _BACK, 0), spot.sentence + 1):
        inside = mentions.within(*reader.sentences[number])
        if not inside:
            continue
        sentence = reader.sentence(number)
        for rank, mention in enumerate(inside):
            seen = dict(_features(sentence, mention, inside, rank))
            if number == spot.sentence:
                seen |= _beside(sentence, spot, outcome, mention)
            else:
                seen |= _back(reader, spot.sentence - number, number, rank == len(inside) - 1)
            if last is not None and (mention is last or mention.start == last.start):
                seen["that of the figure before"] = 1.0
            made.append(Where(mention, seen))
    if last is not None and last.start < reader.sentences[max(spot.sentence - _BACK, 0)][0]:
        made.append(Where(last, {"that of the figure before": 1.0, "far back": 1.0}))
    return made


def choose(name: str, made: Sequence[Where[M]]) -> M | None:
    """The place or date that holds; None where none is well ahead."""
    if not made:
        return None
    best, ahead = weights(name).choose([{}, *(one.features for one in made)])
    return made[best - 1].mention if best and ahead >= _AHEAD[name] else None


def link(mention: Entity | Date | None) -> str | None:
    """The handle of a place or date."""
    return None if mention is None else handle(mention.start)


def _features(
    sentence: Sentence, mention: Entity | Date, inside: Sequence[Entity | Date], rank: int
) -> Iterator[tuple[str, float]]:
    first, _ = sentence.span(mention.start, mention.end)
    low = sentence.low
    yield f"label {mention.label}", 1.0
    before = low[first - 1] if first else "the sentence's start"
    if before in ("the", "a") and first > 1:
        before = low[first - 2]
    yield f"behind {before if before in _AT or not first else 'another word'}", 1.0
    if rank and before == "," and inside[rank - 1].end >= sentence.at[first - 1] - 1:
        yield "part of a chain", 1.0
    if isinstance(mention, Date):
        yield f"granularity {mention.granularity}", 1.0


def _beside(sentence: Sentence, spot: Spot, outcome: Outcome, mention: Entity | Date) -> dict[str, float]:
    """The evidence of a place or date in the figure's own sentence."""
    figure, low = spot.figure, sentence.low
    first, last = sentence.span(mention.start, mention.end)
    behind = first >= figure.end
    side = "behind" if behind else "before"
    between = low[figure.end : first] if behind else low[last : figure.start]
    seen: dict[str, float] = {"own sentence": 1.0, side: 1.0, f"{side}, {_bin(len(between))} words between": 1.0}
    if not _SUBORDINATORS.isdisjoint(between):
        seen[f"{side}: a conjunction between"] = 1.0
    if ";" in between or ":" in between:
        seen[f"{side}: a mark between"] = 1.0
    if behind and first < figure.noun_end:
        seen["within what is counted"] = 1.0
    if outcome.found is not None and behind:
        seen["behind the word of harm" if first >= outcome.found.end else "before the word of harm"] = 1.0
    return seen


def _back(reader: Reader, distance: int, number: int, latest: bool) -> dict[str, float]:
    """The evidence of a place or date in an earlier sentence."""
    start, end = reader.sentences[number][1], reader.sentences[number + distance][0]
    seen = {f"{distance} sentences before": 1.0}
    if "\n" in reader.text[start:end]:
        seen["in an earlier paragraph"] = 1.0
    if latest:
        seen["the last of an earlier sentence"] = 1.0
    if number == 0:
        seen["in the first sentence"] = 1.0
    return seen


def _bin(count: int) -> str:
    return "up to 3" if count < 4 else "4 to 9" if count < 10 else "10 to 20" if count < 21 else "more"
