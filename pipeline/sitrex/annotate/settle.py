"""Overlaps between the four lists, settled by a priority once each list has weighed its own evidence.

What is of degree is weighed before this, in the list that knows the evidence: whether four figures are a year or a count
(``numbers/evidence.py``), whether a name is one (``entities/evidence.py``), a unit (``units/guards.py``). What arrives here
has won that; of two that still overlap one goes by a fixed order, a total one:

1. A mention of a military unit wins over every entity, date and number that
   overlaps it, but for a month or weekday before it (``June the 1st Cavalry``),
   and so does equipment over units inside its span
   (``2S19 Msta-S``) and a ship called like one (``HMS Legion``), an entity
   that holds a whole unit's span and more only if it is an EVENT, a FAC or
   EQUIPMENT (names inside these are not labelled again).
2. Two overlapping entities never leave the entities' annotator.
3. A date loses to an entity it lies in, unless the entity is an EVENT and the
   date is a calendar date (``2022 Russian invasion of Ukraine``); an entity
   that lies in a date loses to the date.
4. A tentative unit or date (``at 10.50``), which only the rest of the document
   can justify, neither wins nor loses before that.
5. Whether four figures are a year or a count, the numbers' annotator alone has
   weighed (``numbers/evidence.py``; the dates read every such figure): a date or time that is nothing but these figures and words of
   approximation inside a number (``Up to 2000 troops``, ``About 1950 of them``,
   ``1850 euros``) loses to it. Currencies, measures, clocks, designations and
   references are not weighed: a list's reasons forbid its other readings.
6. An entity that lies inside a number (``Rs`` in ``Rs 5 crore``), begins
   within it (``K mines`` after ``12K``), or is EQUIPMENT that is a number with
   no more than common nouns behind it (``3M rounds``, ``EUR3bn tank``) loses to it; not so
   EQUIPMENT with a measure in it (``.50 cal``, ``155 mm guns``) or one of the calibres that guns
   are called by (``5.9 shells``).
7. A number loses to every other unit, date and entity that it overlaps,
   unless it is a measure in EQUIPMENT.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sitrex.annotate.base import Annotator, Context
from sitrex.annotate.dates.draft import Draft
from sitrex.annotate.statements import state
from sitrex.annotate.text.words import words
from sitrex.record.build import Mentions
from sitrex.record.model import Date, Entity, Mention, MilitaryUnit, Number

M = TypeVar("M", bound=Mention)

_CALIBRES = frozenset(word for word in words("bare_calibres", table="entities/words.tsv") if "." in word)
_HOLDERS = frozenset({"EVENT", "FAC", "EQUIPMENT"})


class _Cover:
    """Non-overlapping mentions, asked which of them a span overlaps."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._mentions = sorted(mentions, key=lambda m: m.start)
        self._ends = [m.end for m in self._mentions]

    def first(self, mention: Mention) -> Mention | None:
        """The first of them that a mention overlaps."""
        at = bisect_right(self._ends, mention.start)
        overlaps = at < len(self._mentions) and self._mentions[at].start < mention.end
        return self._mentions[at] if overlaps else None

    def beats(self, mention: Mention, lose: Callable[[Any, Any], bool]) -> bool:
        """Whether the mention loses against one that it overlaps."""
        at = bisect_right(self._ends, mention.start)
        while at < len(self._mentions) and self._mentions[at].start < mention.end:
            if lose(mention, self._mentions[at]):
                return True
            at += 1
        return False


def _contains(outer: Mention, inner: Mention) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _keep(mentions: Sequence[M], *covers: _Cover, lose: Callable[[Any, Any], bool]) -> list[M]:
    for cover in covers:
        mentions = [m for m in mentions if not cover.beats(m, lose)]
    return list(mentions)


def _parted(dates: Sequence[Date], units: _Cover) -> list[Date]:
    """The dates that no unit overlaps, and of others what stands before the unit: `In June | the 1st Cavalry`."""
    kept = []
    for date in dates:
        unit = units.first(date)
        part = date if unit is None else date.before(unit.start) if isinstance(date, Draft) else None
        if part is not None:
            kept.append(part)
    return kept


def settle(found: Mentions) -> Mentions:
    """The same mentions without those that lose an overlap."""
    waiting = [unit for unit in found.units if unit.tentative]
    units = [unit for unit in found.units if not unit.tentative]
    units = _keep(units, _Cover(found.entities), lose=_unit_loses)
    entities = _keep(found.entities, _Cover(units), lose=lambda *_: True)
    open_dates = [date for date in found.dates if getattr(date, "tentative", False)]
    dates = [date for date in found.dates if not getattr(date, "tentative", False)]
    dates = _parted(dates, _Cover(units))
    dates = _keep(dates, _Cover(found.numbers), lose=_date_loses_to_number)
    entities = _keep(entities, _Cover(dates), lose=_entity_loses_to_date)
    dates = _keep(dates, _Cover(entities), lose=_date_loses)
    entities = _keep(entities, _Cover(found.numbers), lose=_entity_loses_to_number)
    numbers = _keep(found.numbers, _Cover(units), _Cover(dates), _Cover(entities), lose=_number_loses)
    open_dates = _keep(open_dates, _Cover(units), _Cover(entities), lose=lambda *_: True)
    return Mentions(
        entities=entities,
        dates=sorted([*dates, *open_dates], key=lambda d: d.start),
        numbers=numbers,
        units=sorted([*units, *waiting], key=lambda u: u.start),
    )


def resolve_all(found: Mentions, annotators: Mapping[str, Annotator[Any]], context: Context) -> Mentions:
    """Settle overlaps, then resolve list by list, each knowing the other lists, those before it as resolved.

    What resolution adds (a later short form of a name, say) is settled again; then the figures and units are told who
    says them and what befell those that they count (:mod:`sitrex.annotate.statements`).
    """
    settled = settle(found)
    del found  # a long article has many mentions: those that are superseded are let go
    lists = {field.name: getattr(settled, field.name) for field in dataclasses.fields(settled)}
    del settled
    for name, annotator in annotators.items():
        lists[name] = annotator.resolve(list(lists.pop(name)), dataclasses.replace(context, **lists))
    return state(settle(Mentions(**lists)), context)


def _unit_loses(unit: MilitaryUnit, entity: Mention) -> bool:
    longer = entity.end - entity.start > unit.end - unit.start
    holds = longer or getattr(entity, "kind", None) == "ship"
    return entity.label in _HOLDERS and holds and _contains(entity, unit)


def _entity_loses_to_date(entity: Entity, date: Mention) -> bool:
    return _contains(date, entity) and entity.label != "EVENT"


def _date_loses(date: Date, entity: Mention) -> bool:
    return not (
        entity.label == "EVENT" and date.label == "DATE" and _contains(entity, date) and date.value[:1].isdecimal()
    )


def _date_loses_to_number(date: Date, number: Mention) -> bool:
    if date.label == "SET" and isinstance(number, Number) and (number.unit or "").endswith("/d"):
        return date.end == number.end and _contains(number, date)
    year = date.text[-4:]
    alone = len(year) == 4 and year.isdecimal() and not any(map(str.isdecimal, date.text[:-4]))  # "2000", "about 2000"
    return alone and "1000" <= year <= "2100" and date.range is None and _contains(number, date)


def _entity_loses_to_number(entity: Entity, number: Mention) -> bool:
    if entity.label == "EQUIPMENT" and number.label == "QUANTITY":
        return False
    if number.start < entity.start:
        return True
    if entity.label != "EQUIPMENT" or number.start != entity.start:
        return _contains(number, entity)
    if number.text in _CALIBRES:
        return False
    written = number.label == "MONEY" or not (number.text[0].isalpha() or number.text.isdecimal())
    return _contains(number, entity) or (written and entity.text[len(number.text) :].replace(" ", "a").islower())


def _number_loses(number: Number, other: Mention) -> bool:
    inside = other.label == "EQUIPMENT" and number.label == "QUANTITY" and _contains(other, number)
    return not inside
