from __future__ import annotations

from typing import Any

import pytest
import spacy

from sitrex.annotate.dates import DatesAnnotator
from sitrex.annotate.settle import settle
from sitrex.record.build import Mentions
from sitrex.record.model import Date, Entity, MilitaryUnit, Number

NLP = spacy.blank("en")
TEXT = "0123456789" * 5


def entity(start: int, end: int, label: str) -> Entity:
    return Entity(start=start, end=end, text=TEXT[start:end], label=label)


def date(start: int, end: int, label: str = "DATE", value: str = "2022") -> Date:
    return Date(start=start, end=end, text=TEXT[start:end], label=label, value=value)


def number(start: int, end: int, label: str = "CARDINAL") -> Number:
    return Number(start=start, end=end, text=TEXT[start:end], label=label, value=1.0)


def written(text: str, label: str = "CARDINAL") -> Number:
    return Number(start=0, end=len(text), text=text, label=label, value=1.0)


def named(start: int, text: str, label: str) -> Entity:
    return Entity(start=start, end=start + len(text), text=text, label=label)


def year(start: int, text: str, label: str = "DATE") -> Date:
    return Date(start=start, end=start + len(text), text=text, label=label, value=text)


def unit(start: int, end: int) -> MilitaryUnit:
    return MilitaryUnit(start=start, end=end, text=TEXT[start:end], label="UNIT")


@pytest.mark.parametrize(
    ("found", "left"),
    [
        (Mentions(entities=[entity(0, 9, "ORG")], units=[unit(2, 9)]), "u"),
        (Mentions(entities=[entity(2, 4, "GPE")], units=[unit(0, 9)]), "u"),
        (Mentions(entities=[entity(0, 20, "EVENT")], units=[unit(2, 9)]), "e"),
        (Mentions(entities=[entity(2, 9, "EQUIPMENT")], units=[unit(2, 9)]), "u"),
        (Mentions(dates=[date(0, 4)], units=[unit(0, 9)]), "u"),
        (Mentions(entities=[entity(0, 20, "EVENT")], dates=[date(0, 4)]), "ed"),
        (Mentions(entities=[entity(0, 20, "EVENT")], dates=[date(0, 4, "DURATION", "P1D")]), "e"),
        (Mentions(entities=[entity(0, 20, "ORG")], dates=[date(0, 4)]), "e"),
        (Mentions(entities=[entity(2, 4, "GPE")], dates=[date(0, 9)]), "d"),
        (Mentions(numbers=[number(0, 3)], units=[unit(0, 9)]), "u"),
        (Mentions(numbers=[number(0, 3)], dates=[date(0, 9)]), "d"),
        (Mentions(numbers=[number(0, 6, "QUANTITY")], entities=[entity(0, 11, "EQUIPMENT")]), "en"),
        (Mentions(numbers=[number(0, 3)], entities=[entity(0, 11, "EQUIPMENT")]), "e"),
        (Mentions(numbers=[number(0, 6, "MONEY")], entities=[entity(0, 2, "NORP")]), "n"),
        (Mentions(numbers=[number(0, 6)], entities=[entity(7, 9, "NORP")]), "en"),
        (Mentions(numbers=[written("Up to 2000")], dates=[year(6, "2000")]), "n"),
        (Mentions(numbers=[written("2000 euros", "MONEY")], dates=[year(0, "2000")]), "n"),
        (Mentions(numbers=[written("1850")], dates=[year(0, "1850", "TIME")]), "n"),
        (Mentions(numbers=[written("0600")], dates=[year(0, "0600", "TIME")]), "d"),
        (Mentions(numbers=[written("2000")], dates=[year(0, "2000 hours", "TIME")]), "d"),
        (Mentions(numbers=[written("12K")], entities=[named(2, "K mines", "FAC")]), "n"),
        (Mentions(numbers=[written("3M")], entities=[named(0, "3M rounds", "EQUIPMENT")]), "n"),
        (Mentions(numbers=[written("$145bn", "MONEY")], entities=[named(1, "145bn", "EQUIPMENT")]), "n"),
        (Mentions(numbers=[written("18")], entities=[named(0, "18 pounders", "EQUIPMENT")]), "e"),
        (Mentions(numbers=[written(".50 cal", "QUANTITY")], entities=[named(0, ".50 cal", "EQUIPMENT")]), "en"),
    ],
)
def test_who_stays(found: Mentions, left: str) -> None:
    kept = settle(found)
    lists: dict[str, Any] = {"e": kept.entities, "d": kept.dates, "n": kept.numbers, "u": kept.units}
    assert {key for key, mentions in lists.items() if mentions} == set(left)


@pytest.mark.parametrize(
    ("text", "number", "left"),
    [("June the 1st", 9, "June"), ("Tuesday the 3rd", 12, "Tuesday"), ("5 June 1944", 2, None)],
)
def test_of_a_date_whose_day_numbers_a_unit_the_month_or_weekday_stays(
    text: str, number: int, left: str | None
) -> None:
    annotator = DatesAnnotator(NLP.vocab)
    found = annotator.match(NLP(f"On {text} Guards left."))
    kept = settle(Mentions(dates=found, units=[unit(3 + number, len(f"On {text} Guards"))])).dates
    assert [date.text for date in kept] == ([left] if left else [])
