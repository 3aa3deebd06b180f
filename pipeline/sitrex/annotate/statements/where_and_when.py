"""Where and when it befell those that a figure counts: the place and the date that the sentence or its neighbours give.

Places and dates of the figure's sentence and of those shortly before it are candidates; which one holds, or none, is weighed
(``vocab/weights/event_places.tsv``, ``event_dates.tsv``), and a choice that is not sure enough is none: of the outcome and of the
place or date together, each against the next best. How sure is enough stands with the weights (``training/weigh.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from operator import itemgetter
from typing import Final, Generic, TypeVar

from sitrex.annotate.statements.event_evidence import Harmed, back, beside, own, refers_back
from sitrex.annotate.statements.reader import Reader, Spot
from sitrex.annotate.statements.scopes import SPOKEN
from sitrex.annotate.statements.sentence import MentionsInOrder, Sentence, near
from sitrex.annotate.statements.words import BE, statement_words
from sitrex.annotate.text.words import common_words, words
from sitrex.annotate.weigh import Weights, sigmoid
from sitrex.record.model import Date, Entity, handle

M = TypeVar("M", Entity, Date)

PLACES: Final = frozenset(("GPE", "LOC", "FAC"))
_BACK: Final = 3
"""So many sentences before the figure's a place or date may stand."""
_DATELINE: Final = 16
"""Words of a dateline at most."""
_DASHES: Final = frozenset(("--", "—", "–", "-"))
_NO_DATELINE: Final = BE | statement_words("prepositions", "subordinators")
_IN_NAMES: Final = statement_words("dateline_names")
"""Prepositions that a dateline may have, though not for its first word: `Port of Spain CANA in English`."""
_NO_CLAUSE: Final = _IN_NAMES | words("name_particles")
"""Words of a dateline that are words of a clause elsewhere."""
_SAYING_NEAR: Final = 3
"""Words from a place or date to a verb of saying that it belongs to: `said on Monday`."""
_CHAINS: Final = frozenset((",", "in", ", in"))
"""What stands between a place and the one that it lies in."""
_FINEST: Final = (None, "place", "district", "region", "country")
_REACH: Final = 600
"""Characters."""


@dataclass(frozen=True, slots=True)
class Where(Generic[M]):
    """A place or date that may be that of a figure, and the evidence."""

    mention: M
    features: dict[str, float]


class EventLinks(Generic[M]):
    """The places or dates of a document, asked for that of a figure.

    Args:
        weighed: the weights of their features.
        mentions: all places or dates, in text order.
    """

    def __init__(self, reader: Reader, weighed: Weights, mentions: Sequence[M]) -> None:
        self._reader = reader
        self._weighed = weighed
        self._mentions: MentionsInOrder[M] = MentionsInOrder(mentions)
        self._known: dict[int, dict[str, float]] = {}
        self._back: dict[int, bool] = {}
        self._narrowest: dict[int, M] = _narrowest(mentions, reader.text)

    def candidates(self, harmed: Harmed, last: M | None) -> list[Where[M]]:
        """Those that may be that of a figure; ``last`` is that of the figure before."""
        spot: Spot = harmed.spot
        least: int = max(spot.sentence - _BACK, 0)
        above = self._reader.heading(spot.sentence)
        numbers: list[int] = [*range(least, spot.sentence + 1)]
        if above is not None and above.sentence < least:
            numbers.insert(0, above.sentence)
        made: list[Where[M]] = [
            Where(mention, self._seen(harmed, number, inside, rank))
            for number in numbers
            for inside in (self._near(spot, number),)
            for rank, mention in enumerate(inside)
        ]
        if last is None:
            return made
        for one in made:
            if one.mention.start == last.start:
                one.features["that of the figure before"] = 1.0
                joined = harmed.first[0]  # not `5 in Homs and 4`
                if joined is not spot and not joined.mention.start < last.start < spot.mention.start:
                    one.features["that of the figure joined before"] = 1.0
        if last.start < self._reader.sentences[least][0]:
            made.append(Where(last, {"that of the figure before": 1.0, "far back": 1.0}))
        return made

    def _seen(self, harmed: Harmed, number: int, inside: Sequence[M], rank: int) -> dict[str, float]:
        """The evidence of one mention of a sentence."""
        known, spot = self._own(number, inside[rank]), harmed.spot
        if number == spot.sentence:
            return known | beside(self._reader.sentence(number), harmed, inside, rank)
        above = self._reader.heading(spot.sentence)
        if above is not None and above.sentence == number:
            seen = known | {"in the heading of its list": 1.0}  # however many lines above
        else:
            seen = known | back(self._reader, spot.sentence, number)
        if self._reader.harms(number):
            seen["its sentence tells of harm"] = 1.0
        if self._knows(spot.sentence):
            seen["what happened is known"] = 1.0
        if not any(self._near(spot, between) for between in range(number + 1, spot.sentence + 1)):
            seen["none between"] = 1.0
        if not self._near(spot, spot.sentence):
            seen["none in the figure's sentence"] = 1.0
        if rank == len(inside) - 1:
            seen["the last of an earlier sentence"] = 1.0
        return seen

    def _knows(self, number: int) -> bool:
        """Whether a sentence speaks of what happened as known; looked up once, since a sentence may be long."""
        if number not in self._back:
            self._back[number] = refers_back(self._reader.sentence(number))
        return self._back[number]

    def _near(self, spot: Spot, number: int) -> Sequence[M]:
        """The mentions of a sentence that are not far from the figure, or of an earlier one from its end."""
        start, end = self._reader.sentences[number]
        at = spot.mention.start if number == spot.sentence else end
        return self._mentions.within(max(start, at - _REACH), min(end, at + _REACH))

    def choose(self, harmed: Harmed, last: M | None) -> M | None:
        """The one that holds; None where it is not sure enough, the outcome's own doubt counted in."""
        made: list[Where[M]] = self.candidates(harmed, last)
        if not made:
            return None
        each: list[tuple[float, M]] = [
            (exp(self._weighed.score(one.features)), self._narrowest[one.mention.start]) for one in made
        ]
        odds: dict[str, float] = defaultdict(float)
        for of_one, mention in each:
            odds[_thing(mention)] += of_one
        best: str = max(odds, key=odds.__getitem__)
        rival = max([1.0, *(odds[thing] for thing in odds if thing != best)])  # 1.0: that it is none of them
        if odds[best] / (odds[best] + rival) * sigmoid(harmed.ahead) < self._weighed.least:
            return None
        return max(((of_one, mention) for of_one, mention in each if _thing(mention) == best), key=itemgetter(0))[1]

    def _own(self, number: int, mention: M) -> dict[str, float]:
        """What speaks for a mention of a sentence, whatever the figure."""
        if mention.start not in self._known:
            sentence, inside = self._reader.sentence(number), self._mentions.within(*self._reader.sentences[number])
            seen = dict(own(sentence, mention, inside))
            first, last = sentence.span(mention.start, mention.end)
            cues = near(self._reader.cues(number), first, last, _SAYING_NEAR)
            spoken = [said for said in cues if said.cue.kind in SPOKEN and not _apart(sentence, said.start, last)]
            if spoken:
                seen["beside a verb of saying"] = 1.0
            if any(0 <= first - said.end < 2 for said in spoken):
                seen["right behind a verb of saying"] = 1.0  # `the ministry said on Tuesday`
            self._known[mention.start] = seen
        return self._known[mention.start]


def _apart(sentence: Sentence, at: int, last: int) -> bool:
    """Whether a comma parts a verb of saying from a place or date before it: `killed in southern Gaza, the army says`."""
    return last <= at and "," in sentence.low[last:at]


def places_of(reader: Reader, entities: Sequence[Entity]) -> list[Entity]:
    """The places where something may happen."""
    places = (e for e in entities if e.label in PLACES and _lies(e, reader.text))
    return [place for place in places if not _datelined(reader, place)]


def dates_of(reader: Reader, dates: Sequence[Date]) -> list[Date]:
    """The dates on which something may happen: of no datelines, and none as vague as `now`."""
    known = (d for d in dates if d.label in ("DATE", "TIME") and not (d.value or "").endswith("_REF"))
    return [date for date in known if not _datelined(reader, date)]


def _datelined(reader: Reader, mention: Entity | Date) -> bool:
    """Whether a mention stands in a dateline: `LIMA, 4 May 89 (EFE) --`, `[Text] Lima, 4 May --`."""
    sentence = reader.sentence(reader.number_of(mention.start))
    start, end = _dateline(sentence)
    if start == end:
        return False
    first, last = sentence.span(mention.start, mention.end)
    return start <= first and last <= end and (first > start or isinstance(mention, Entity))


def _dateline(sentence: Sentence) -> tuple[int, int]:
    """The words of a sentence's dateline, as a half-open range; of none, an empty one.

    Names and a day up to a dash, and no word of a clause: not `Russian missiles hit Odesa on 4 May —`.
    """
    low = sentence.low[: _DATELINE + 1]
    start = low.index("]") + 1 if low[:1] == ["["] and "]" in low else 0
    end = next((at for at in range(start, len(low)) if low[at] in _DASHES), start)
    opened = start < end and sentence.raw[start][0].isupper() and low[start] not in _IN_NAMES
    if not opened or any(_in_clause(word) for word in sentence.raw[start:end]):
        return 0, 0
    return start, end


def _in_clause(word: str) -> bool:
    """Whether a word is none of a dateline's, which are names: a common word, or in capitals too a word of grammar."""
    low = word.lower()
    return low not in _NO_CLAUSE and (low in _NO_DATELINE or (word == low and low in common_words()))


def _lies(place: Entity, text: str) -> bool:
    """Whether a place may be where something happens: not the country of `a U.S. airstrike` or `Israeli-U.S. strikes`."""
    if place.precision != "country" or not text[place.end : place.end + 2].strip().islower():
        return True
    before = text[max(place.start - 4, 0) : place.start].lower()
    return not (before.endswith(("-", "–")) or before.split()[-1:] in (["a"], ["an"]))


def _narrowest(mentions: Sequence[M], text: str) -> dict[int, M]:
    """The mention that each one of them stands for, by where it starts: the first place of a chain, each within the next.

    `in Forbury Gardens in Reading, Berkshire` is in Forbury Gardens; all three speak for it together.
    """
    narrowest: dict[int, M] = {}
    last: M | None = None
    for mention in mentions:
        within = last is not None and _within(last, mention, text)
        narrowest[mention.start] = narrowest[last.start] if within and last else mention
        last = mention
    return narrowest


def _within(place: Entity | Date, other: Entity | Date, text: str) -> bool:
    """Whether the place before lies in one, as the words between say: `Reading, Berkshire`, but not `Homs, Hama`."""
    if isinstance(place, Date) or isinstance(other, Date) or text[place.end : other.start].strip() not in _CHAINS:
        return False
    coarser = _FINEST.index(place.precision) < _FINEST.index(other.precision)
    return coarser and (place.country is None or place.country == other.country)


def _thing(mention: Entity | Date) -> str:
    """What a mention is of, for which mentions of one place, of one day or of one range of days speak together."""
    if isinstance(mention, Date):
        if mention.range is not None:
            return mention.range
        return mention.value or handle(mention.start)
    return mention.cluster or handle(mention.start)


def link(mention: Entity | Date | None) -> str | None:
    """The handle of a place or date."""
    return None if mention is None else handle(mention.start)
