"""Texts that end where a rule looks on, figures without end, and days at the ends of the calendar: a record each time."""

from __future__ import annotations

import datetime

import pytest

from sitrex.flow import Pipeline
from sitrex.ingest.article import Article
from sitrex.validate.invariants import check

HEADS = ("Battalion", "Brigade", "Regiment", "Division", "Company", "Battery", "Squadron", "Detachment", "Corps", "Bn")
DAYS = (
    "He died on Monday, on the 5th, in Ramadan, on the last Monday of the last Monday of May.",
    "Monday Tuesday Wednesday last next Friday ago before yesterday tomorrow",
    "between 22:00 and 06:00 overnight on 31 December-1 January",
    "in two weeks, three months ago, tomorrow night, at 6 pm, the next decade, this century",
    "In Ramadan 9999 AD they left by 31 December 9999, the next day too.",
)


@pytest.mark.parametrize("end", ["", " ", ".", " (", "-", " –7", "th", " %", " 7"])
@pytest.mark.parametrize("head", HEADS)
def test_a_text_may_end_behind_any_number(pipeline: Pipeline, head: str, end: str) -> None:
    check(pipeline(Article(id="end", text=f"The hill was held by {head} 6{end}")).to_json())


@pytest.mark.parametrize("end", [" rounds", " days", " years ago", ""])
@pytest.mark.parametrize("number", ["1" + ",000" * 103, "9" * 400, "1." + "5" * 400, "1/" * 200 + "2"])
def test_a_number_may_have_any_length(pipeline: Pipeline, number: str, end: str) -> None:
    check(pipeline(Article(id="long", text=number + end)).to_json())


@pytest.mark.parametrize("published", [datetime.date.min, datetime.date.max])
@pytest.mark.parametrize("text", DAYS)
def test_days_past_the_calendar_are_left_open(pipeline: Pipeline, text: str, published: datetime.date) -> None:
    record = pipeline(Article(id="days", text=text, published=published))
    check(record.to_json())
    assert record.dates
