import dataclasses
import datetime
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrex.annotate.base import Context
from sitrex.annotate.dates import DatesAnnotator
from sitrex.annotate.dates.points import Point, from_published, from_story
from sitrex.annotate.numbers import NumbersAnnotator
from sitrex.annotate.settle import settle
from sitrex.normalise.calendar_days import holiday_day, nearest_year, weekday_near
from sitrex.normalise.timex import granularity, interval, is_value
from sitrex.record.build import Mentions
from sitrex.record.model import Date

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "dates.jsonl").read_text(encoding="utf-8").splitlines()
]
NLP = spacy.blank("en")
ANNOTATOR = DatesAnnotator(NLP.vocab)
NUMBERS = NumbersAnnotator(NLP.vocab)
PUBLISHED = st.none() | st.dates(min_value=datetime.date(1800, 1, 1), max_value=datetime.date(2100, 1, 1))
TEXTS = st.lists(st.sampled_from([case["text"] for case in CASES]), min_size=1, max_size=6).map("\n\n".join)
FRAGMENTS = st.lists(
    st.sampled_from(
        "the 5 May , 1944 to from last next two weeks later Tuesday 0530 hours - – / . of ( ) Christmas D + 3 31 February "
        "BC 's every a in and half twenty-five 2024-02-30 99/99/9999 15:61 151630ZNOV24 year ago before \n".split(" ")
    ),
    max_size=30,
).map(" ".join)


def dates(text, published=None):
    """The dates of a text, settled with its numbers, which weigh whether four figures are a year."""
    doc = NLP(text)
    found = settle(Mentions(entities=[], dates=ANNOTATOR.match(doc), numbers=NUMBERS.match(doc), units=[]))
    return ANNOTATOR.resolve(found.dates, Context(text, published))


def day(text):
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case):
    found = [mention.to_json() for mention in dates(case["text"], day(case.get("published")))]
    assert [row["text"] for row in found] == [want["text"] for want in case["expect"]]
    assert [{key: row[key] for key in want} for row, want in zip(found, case["expect"], strict=True)] == case["expect"]


def test_cases_are_many_and_a_quarter_are_negatives():
    assert len(CASES) >= 400
    assert sum(not case["expect"] for case in CASES) >= len(CASES) / 4
    assert len({case["id"] for case in CASES}) == len(CASES)


def check_mentions(text, found):
    starts = {mention.id for mention in found}
    last = 0
    for mention in found:
        assert type(mention) is Date
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end
        assert mention.text == text[mention.start : mention.end]
        assert mention.text == mention.text.strip()
        assert is_value(mention.value), mention
        span = interval(mention.value) if mention.label in ("DATE", "TIME") else None
        if mention.label == "DURATION":  # only a length that hangs on a known moment has an interval
            assert (mention.begin is None) == (mention.end_date is None)
            assert mention.begin is None or mention.begin <= mention.end_date
        else:
            assert (mention.begin, mention.end_date) == (span or (None, None))
        assert mention.granularity == granularity(mention.value)
        assert mention.range is None or mention.range in starts


@settings(deadline=None)
@given(TEXTS, PUBLISHED)
def test_fields_are_consistent_in_any_mixture_of_cases(text, published):
    check_mentions(text, dates(text, published))


@settings(deadline=None, max_examples=300)
@given(FRAGMENTS, PUBLISHED)
def test_fields_are_consistent_in_word_salad(text, published):
    check_mentions(text, dates(text, published))


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text):
    check_mentions(text, dates(text))


@given(st.sampled_from(CASES))
def test_matching_depends_on_the_paragraph_alone(case):
    ahead = "Some words stand before it, and none is a date.\n\n"
    alone = ANNOTATOR.match(NLP(case["text"]))
    after = ANNOTATOR.match(NLP(ahead + case["text"]))
    shift = len(ahead)
    moved = [dataclasses.replace(m, start=m.start + shift, end=m.end + shift, id=f"@{m.start + shift}") for m in alone]
    assert after == moved


def test_threads_agree():
    texts = [case["text"] for case in CASES]
    alone = [dates(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(dates, texts)) == alone


def test_a_hard_wrapped_sentence_keeps_its_dates_and_a_heading_does_not_join():
    wrapped = "The brigade crossed the river under fire and held the far bank from 5\nNovember 2022 on."
    assert [m.text for m in dates(wrapped)] == ["5\nNovember 2022"]
    headed = "Siege until Friday\nSeptember 18, 2008"
    assert [m.text for m in dates(headed)] == ["Friday", "September 18, 2008"]


def test_a_designator_is_no_day():
    text = "On 5 May 1864 the 31st Tennessee marched. By the 31st nothing was known."
    assert [m.text for m in dates(text)] == ["5 May 1864"]


@given(st.dates(datetime.date(1700, 1, 1), datetime.date(9000, 1, 1)), st.integers(1, 12), st.integers(1, 28))
def test_a_date_without_a_year_lies_on_its_side_of_the_publication(published, month, number):
    meaning = ANNOTATOR.match(NLP(f"on {number} {datetime.date(2000, month, 1):%B}"))[0].meaning
    past = from_published(meaning, published, ahead=False)
    future = from_published(meaning, published, ahead=True)
    assert past <= published.isoformat() <= future
    assert from_published(meaning, published, ahead=None) in (past, future)
    assert from_story(meaning, Point(published.year), None).startswith(f"{published.year:04d}-{month:02d}")


@given(st.dates(min_value=datetime.date(2, 1, 1), max_value=datetime.date(9998, 1, 1)), st.integers(1, 7))
def test_weekdays_near_a_day(anchor, weekday):
    before, on, after, on_or_after = (weekday_near(anchor, weekday, side) for side in (-1, 0, 1, 2))
    assert {d.isoweekday() for d in (before, on, after, on_or_after)} == {weekday}
    assert before < anchor < after
    assert on <= anchor <= on_or_after
    assert (after - before).days in (7, 14)


@given(st.integers(1, 12), st.integers(1, 28), st.dates(datetime.date(2, 1, 1), datetime.date(9998, 1, 1)))
def test_the_nearest_year_is_within_half_a_year(month, number, near):
    year = nearest_year(month, number, near)
    assert abs((datetime.date(year, month, number) - near).days) <= 184


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("easter", 1916, "1916-04-23"),
        ("orthodox easter", 2022, "2022-04-24"),
        ("good friday", 2022, "2022-04-15"),
        ("thanksgiving", 2024, "2024-11-28"),
        ("memorial day", 2024, "2024-05-27"),
        ("ramadan", 2012, "2012-07-20"),
        ("eid al-fitr", 2024, "2024-04-10"),
        ("christmas eve", 1941, "1941-12-24"),
    ],
)
def test_holidays(name, year, expected):
    assert holiday_day(name, year).isoformat() == expected


def test_easter_agrees_with_dateutil():
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

    for year in range(1583, 2300):
        assert holiday_day("easter", year) == easter(year, EASTER_WESTERN)
        assert holiday_day("orthodox easter", year) == easter(year, EASTER_ORTHODOX)
