"""Who says a figure or a unit and whether the text vouches for it; what befell those that a figure counts, where and when.

The last step of a document, when all its mentions are settled and resolved. Nothing is added or taken away: the mentions
get their ``status`` and ``said_by``, numbers also ``outcome``, ``of``, ``side``, ``at`` and ``when``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from sitrex.annotate.base import Context
from sitrex.annotate.rules.trace import TRACE, Note
from sitrex.annotate.statements import columns, counted_side, harmed, outcomes, where_and_when
from sitrex.annotate.statements.event_evidence import Harmed, together
from sitrex.annotate.statements.named import outcome_on, status_from, status_on
from sitrex.annotate.statements.outcomes import OutcomeCandidate
from sitrex.annotate.statements.reader import PRECEDENCE, Reader, Spot, StatusCandidate, spoken
from sitrex.annotate.weigh import Weights, weights
from sitrex.record.build import Mentions
from sitrex.record.model import Date, Entity, MilitaryUnit, Number, Reference, changed

_Whom = tuple[Reference | None, str | None]
"""Of what a figure is, and of which side."""
_LIKELY: Final = 0.5
"""The probability from which a mention stands in a cue's scope."""
_VOICE: Final = 0.3
"""The same of a speaker, once it is known that the text does not vouch for the mention."""


def state(found: Mentions, context: Context) -> Mentions:
    """The same mentions with what is said of them."""
    if not found.numbers and not found.units:
        return found
    reader = Reader(context.text, context.sentences, found)
    told = _Told(reader, found)
    said: dict[int, dict[str, Any]] = {}
    for _, spots in groupby(reader.places(), key=attrgetter("sentence")):
        said |= told.sentence(list(spots))
    # a unit and a number never begin at one place
    numbers = [changed(m, **said[m.start]) if m.start in said else m for m in found.numbers]
    units = [changed(m, **said[m.start]) if m.start in said else m for m in found.units]
    return Mentions(entities=found.entities, dates=found.dates, numbers=numbers, units=units)


class _Told:
    """What is said sentence by sentence, each knowing the place and the date of the figure before."""

    def __init__(self, reader: Reader, found: Mentions) -> None:
        self._reader = reader
        self._places = where_and_when.EventLinks(
            reader, weights("event_places"), where_and_when.places_of(reader, found.entities)
        )
        self._dates = where_and_when.EventLinks(
            reader, weights("event_dates"), where_and_when.dates_of(reader, found.dates)
        )
        self._before: tuple[Spot, str, StatusCandidate | None] | None = None
        self._place: Entity | None = None
        self._date: Date | None = None

    def sentence(self, spots: Sequence[Spot]) -> dict[int, dict[str, Any]]:
        """The new fields of the figures and units of one sentence, by where they start."""
        happened = outcomes_in(self._reader, spots)
        fields: dict[int, dict[str, Any]] = {
            start: {"status": status, "said_by": by} for start, status, by in self._statuses(spots, happened)
        }
        befell = [(spot, happened[spot.mention.start]) for spot in spots if spot.mention.start in happened]
        joined = iter(together(self._reader.sentence(spots[0].sentence), befell))
        last: _Whom = (None, None)
        aside: Spot | None = None
        unharmed: Spot | None = None
        for spot in spots:
            outcome = happened.get(spot.mention.start)
            if outcome is None:
                unharmed = spot
                continue
            if unharmed is not None and counted_side.part_of(self._reader, unharmed, spot):
                last, unharmed = (counted_side.counted(self._reader, unharmed), None), None
            side = counted_side.side(self._reader, spot, outcome)
            if side is None and counted_side.of_those_before(self._reader, spot):
                side = last[1]
            aside = counted_side.aside(self._reader, spot, aside)
            elided = counted_side.elided(self._reader, spot)
            if last[0] is None and elided:
                last = counted_side.labelled(self._reader, spot, outcome) or last
            whom = _as_the_last(spot, side, last) if elided else (counted_side.counted(self._reader, spot), side)
            fields[spot.mention.start] |= {"outcome": outcome.outcome, "of": whom[0], "side": whom[1]}
            if aside is None or elided:
                last = whom
            fields[spot.mention.start] |= self._event(next(joined))
        return fields

    def _statuses(
        self, spots: Sequence[Spot], happened: dict[int, OutcomeCandidate]
    ) -> Iterator[tuple[int, str, Reference | None]]:
        """Where each figure or unit starts, its status, who says it."""
        for spot in spots:
            made = self._reader.candidates(spot, harmed=spot.mention.start in happened, before=self._before)
            made = [candidate for candidate in made if status_on(candidate, _list_of(spot))]
            status, voice, best = decided(made, spot.sentence, weights("statement_scopes"))
            if TRACE.on and best is not None:
                _note(spot, status_from(best))
            yield spot.mention.start, status, voice and self._reader.said_by(voice)
            self._before = spot, status, voice

    def _event(self, befallen: Harmed) -> dict[str, str | None]:
        """Where and when it befell them."""
        self._place = self._places.choose(befallen, self._place)
        self._date = self._dates.choose(befallen, self._date)
        return {"at": where_and_when.link(self._place), "when": where_and_when.link(self._date)}


def _as_the_last(spot: Spot, side: str | None, last: _Whom) -> _Whom:
    """Of what a figure without a noun is, and of which side."""
    return last[0], side or (last[1] if counted_side.shares_side(spot) else None)


def outcomes_in(reader: Reader, spots: Sequence[Spot]) -> dict[int, OutcomeCandidate]:
    """The outcomes of the figures of a sentence, by where they start."""
    sentence = reader.sentence(spots[0].sentence)
    harms = reader.harms(spots[0].sentence)
    heading = reader.heading(spots[0].sentence)
    start, end = reader.sentences[spots[0].sentence]
    table = columns.in_table(reader.text, start, end)
    if not harms and heading is None and not table:
        return {}
    headed = heading and heading.harm
    figures = [spot.figure for spot in spots if isinstance(spot.mention, Number)]
    happened: dict[int, OutcomeCandidate] = {}
    before: tuple[int, str] | None = None
    for number, figure in enumerate(figures):
        cell = columns.cell_of(reader.text, figure) if table else None
        if not harmed.may_have(sentence, figure, alone=cell is not None and cell.alone):
            continue
        if cell is None:
            made = outcomes.candidates(sentence, figures, number, harms, before, headed)
        else:
            made = outcomes.in_column(sentence, figures, number, columns.in_cell(sentence, harms, cell), cell.harm)
        chosen = outcomes.choose([candidate for candidate in made if outcome_on(candidate)])
        if chosen is not None:
            if chosen.found is None:
                chosen = chosen._replace(found=outcomes.outcome_of(harms, figure, chosen.outcome).found)
            happened[figure.number.start] = chosen
            if TRACE.on:
                _note(spots[0]._replace(mention=figure.number), f"outcome.{chosen.outcome}")
            before = number, chosen.outcome
    return happened


def _list_of(spot: Spot) -> str:
    return "units" if isinstance(spot.mention, MilitaryUnit) else "numbers"


def _note(spot: Spot, what: str) -> None:
    """Tell ``sitrex rules --why`` what a statement comes from."""
    TRACE.notes.append(Note(f"{_list_of(spot)}.{what}", spot.mention.start, spot.mention.end, False))


def decided(
    made: Sequence[StatusCandidate], sentence: int, weighed: Weights
) -> tuple[str, StatusCandidate | None, StatusCandidate | None]:
    """The status that holds of some candidates, the candidate that says who speaks, and the one that the status comes from.

    Who denies comes before whom that answers; who speaks in the mention's own sentence before a quotation's speaker, and that one before who spoke earlier.
    """
    likely = _meant([(weighed.probability(c.features), c) for c in made])
    held = [(PRECEDENCE.index(c.status), -p, c) for p, c in likely if p > _LIKELY]
    if not held:
        return "stated", None, None
    best = min(held, key=lambda row: row[:2])[2]
    status = best.status
    denies = best if best.said is not None and best.said.cue.kind == "denied" else None
    voices = [
        (c is not denies, sentence - c.sentence, c.said is None, -p, c)
        for p, c in likely
        if spoken(c) and p > _VOICE and (c.sentence == sentence or status == "claimed")
    ]
    return status, min(voices, key=lambda voice: voice[:4])[4] if voices else None, best


def _meant(likely: list[tuple[float, StatusCandidate]]) -> list[tuple[float, StatusCandidate]]:
    """The candidates without those whose cue more likely means something else: what is expected is planned or uncertain."""
    best: dict[Any, float] = {}
    for p, candidate in likely:
        best[_cue_of(candidate)] = max(p, best.get(_cue_of(candidate), 0.0))
    return [(p, c) for p, c in likely if _cue_of(c) is None or p >= best[_cue_of(c)]]


def _cue_of(candidate: StatusCandidate) -> tuple[int, int] | None:
    """Where the cue stands whose meaning a candidate is; None of what is shared with another mention."""
    said = candidate.said
    return None if said is None or said.cue.status != candidate.status else (candidate.sentence, said.start)
