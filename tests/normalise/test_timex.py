import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrex.normalise.timex import granularity, interval, is_value

DAYS = st.dates(min_value=datetime.date(1, 1, 1), max_value=datetime.date(9998, 12, 31))
YEARS = st.integers(1, 9998)


@pytest.mark.parametrize(
    ("value", "begin", "end", "unit"),
    [
        ("2025-11-27", "2025-11-27", "2025-11-27", "day"),
        ("2023-02", "2023-02-01", "2023-02-28", "month"),
        ("1900-02", "1900-02-01", "1900-02-28", "month"),
        ("0476", "0476-01-01", "0476-12-31", "year"),
        ("198", "1980-01-01", "1989-12-31", "decade"),
        ("18", "1800-01-01", "1899-12-31", "century"),
        ("0", "0001-01-01", "0999-12-31", "millennium"),
        ("2025-W48", "2025-11-24", "2025-11-30", "week"),
        ("2020-W53-7", "2021-01-03", "2021-01-03", "day"),
        ("2025-W48-WE", "2025-11-29", "2025-11-30", "weekend"),
        ("2026-SP", "2026-03-01", "2026-05-31", "season"),
        ("2023-WI", "2023-12-01", "2024-02-29", "season"),
        ("2024-Q4", "2024-10-01", "2024-12-31", "quarter"),
        ("2024-H1", "2024-01-01", "2024-06-30", "half"),
        ("2024-10-15T04:00", "2024-10-15T04:00", "2024-10-15T04:00", "minute"),
        ("2024-10-15T16:30Z", "2024-10-15T16:30", "2024-10-15T16:30", "minute"),
        ("2024-10-15T16:30+03:00", "2024-10-15T16:30", "2024-10-15T16:30", "minute"),
        ("2024-10-15T16", "2024-10-15T16:00", "2024-10-15T16:59", "hour"),
        ("2024-10-15TMO", "2024-10-15T05:00", "2024-10-15T11:59", "part_of_day"),
        ("2024-12-31TNI", "2024-12-31T21:00", "2025-01-01T04:59", "part_of_day"),
    ],
)
def test_calendar_values(value, begin, end, unit):
    assert interval(value) == (begin, end)
    assert granularity(value) == unit
    assert is_value(value)


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("P2W", "week"),
        ("PT24H", "hour"),
        ("P10Y", "year"),
        ("PXD", "day"),
        ("PTXM", "minute"),
        ("P1.5M", "month"),
        ("P1DT12H", "hour"),
        ("P3CE", "century"),
        ("XXXX-11", "month"),
        ("XXXX-11-05", "day"),
        ("XXXX-XX-15", "day"),
        ("XXXX-WXX-5", "day"),
        ("XXXX-WXX", "week"),
        ("XXXX-XX-XXTNI", "part_of_day"),
        ("XXXX-WI", "season"),
        ("19XX", "century"),
        ("BC0264", "year"),
        ("FY2007", "year"),
        ("FY2007-Q2", "quarter"),
        ("PAST_REF", None),
    ],
)
def test_values_without_an_interval(value, unit):
    assert interval(value) is None
    assert granularity(value) == unit
    assert is_value(value)


@pytest.mark.parametrize("text", ["", "P", "2025-13", "2025-02-30", "2021-W53", "soon", "20255", "2024-10T25:00", "P2"])
def test_what_is_not_a_value(text):
    assert interval(text) is None
    assert not is_value(text)


@given(DAYS)
def test_a_day_is_its_own_interval_and_lies_in_its_week_month_and_year(day):
    text = day.isoformat()
    assert interval(text) == (text, text)
    year, week, _ = day.isocalendar()
    for wider in (text[:7], text[:4], f"{year:04d}-W{week:02d}", text[:3], text[:2], text[:1]):
        span = interval(wider)
        if year == 0:
            continue
        assert span is not None
        assert span[0] <= text <= span[1]


@given(YEARS)
def test_quarters_tile_the_year_and_seasons_the_following_months(year):
    for parts, step in (([f"{year:04d}-Q{n}" for n in range(1, 5)], 92), (["SP", "SU", "FA", "WI"], 92)):
        spans = [interval(p if "-" in p else f"{year:04d}-{p}") for p in parts]
        assert all(spans)
        for (_, before), (after, _) in itertools.pairwise(spans):
            gap = datetime.date.fromisoformat(after) - datetime.date.fromisoformat(before)
            assert gap == datetime.timedelta(1)
        assert all(
            datetime.date.fromisoformat(b) - datetime.date.fromisoformat(a) <= datetime.timedelta(step)
            for a, b in spans
        )


@given(DAYS, st.times(), st.sampled_from(["", "Z", "+02:00", "-05:30"]))
def test_a_clock_time_is_one_minute(day, clock, zone):
    span = interval(f"{day}T{clock:%H:%M}{zone}")
    assert span == (f"{day}T{clock:%H:%M}",) * 2


@given(st.text(max_size=12))
def test_any_text_is_answered(text):
    span = interval(text)
    assert span is None or span[0] <= span[1]
    assert (granularity(text) is not None) or span is None
