"""Fields in words."""

from __future__ import annotations

import doctest
import json
from importlib import import_module
from pathlib import Path

import pytest

from sitrex.interchange.labelled import LABELS as LABEL_LISTS
from sitrex.validate.schema import read_schema
from sitrex.write.counted import counted
from sitrex.write.date_words import date_words, day_words
from sitrex.write.words import (
    LABELS,
    OUTCOMES,
    STATUS,
    country,
    degrees,
    field_words,
    figure,
    loss_words,
    meaning,
    measure,
)

RECORDS = Path(__file__).parents[2] / "outputs/reference/records.jsonl"


@pytest.mark.parametrize(
    ("value", "mod", "expected"),
    [
        ("2024-10-15", None, "15 October 2024"),
        ("2024-10", "MID", "mid-October 2024"),
        ("2024-10", "END", "late October 2024"),
        ("2024", "START", "early 2024"),
        ("2024-10-05", "START", "early on 5 October 2024"),
        ("2024-10-05", "ON_OR_BEFORE", "by 5 October 2024"),
        ("2024-WI", None, "winter 2024/25"),
        ("1999-WI", None, "winter 1999/00"),
        ("2024-Q3", None, "third quarter of 2024"),
        ("2024-H1", None, "first half of 2024"),
        ("2024-W45", None, "week of 4 November 2024"),
        ("2024-W45-WE", None, "weekend of 9 November 2024"),
        ("2024-W45-4", None, "Thursday, 7 November 2024"),
        ("2024-W54", None, "week 54 of 2024"),
        ("199", None, "the 1990s"),
        ("199X", "MID", "middle of the 1990s"),
        ("18", None, "the 19th century"),
        ("20", None, "the 21st century"),
        ("BC0044", None, "44 BC"),
        ("XXXX-11", None, "November"),
        ("XXXX-11-05", None, "5 November"),
        ("XXXX-XX-18", None, "the 18th of a month"),
        ("XXXX-WXX-1", None, "a Monday"),
        ("XXXX-XX-XX", None, "day not stated"),
        ("2024-11-05TNI", None, "night of 5 November 2024"),
        ("XXXX-XX-XXTMO", None, "morning, day not stated"),
        ("2024-11-05T06:30", "APPROX", "5 November 2024, about 06:30"),
        ("2024-11-05T06:30Z", None, "5 November 2024, 06:30 UTC"),
        ("2024-11-05T06:30+03:00", None, "5 November 2024, 06:30 UTC+03:00"),
        ("XXXX-XX-XXT21:00", None, "21:00, day not stated"),
        ("P3D", None, "3 days"),
        ("P1W", None, "1 week"),
        ("PT90M", "LESS_THAN", "less than 90 minutes"),
        ("P1.5D", None, "1.5 days"),
        ("P2Y6M", None, "2 years 6 months"),
        ("P2CE", None, "2 centuries"),
        ("PXD", None, "some days"),
        ("PRESENT_REF", None, "now"),
        ("FY2024", None, "FY2024"),
    ],
)
def test_values_of_dates(value, mod, expected):
    assert date_words(value, mod) == expected


def test_sets():
    assert date_words("P1D", quant="EVERY") == "every day"
    assert date_words("P1W", quant="EVERY", freq="1X") == "1 time every week"
    assert date_words("XXXX-WXX-1", quant="EVERY") == "every Monday"
    assert date_words("XXXX-XX-XXTNI", quant="EVERY") == "every night"
    assert date_words("P1M", freq="2X") == "2 times in 1 month"


def test_days():
    assert day_words("2024-10-15") == "15 October 2024"
    assert day_words("2024-10-15T04:00") == "15 October 2024, 04:00"
    assert day_words("no day") == "no day"


def numbered(**fields):
    return {"label": "CARDINAL", "text": "x", "value": None, "low": None, "high": None, "modifier": None} | fields


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"value": 1400.0, "modifier": "approx", "counted_text": "men"}, "about 1,400 men"),
        ({"low": 20.0, "high": 30.0, "modifier": "range", "unit": "km"}, "20 to 30 kilometres"),
        ({"low": 300.0, "modifier": "more_than"}, "at least 300"),
        ({"high": 7.5}, "at most 7.5"),
        ({"value": 41_500_000.0, "currency": "USD"}, "USD 41,500,000"),
        ({"value": 6.0, "unit": "[ft_i]"}, "6 feet"),
        ({"value": 1.0, "unit": "km"}, "1 kilometre"),
        ({"value": 70.0, "unit": "%", "modifier": "more_than"}, "more than 70 %"),
        ({"value": 3.0, "counted": "shell", "per": "day"}, "3 shell per day"),
        ({"value_text": "123456789012345678901"}, "123456789012345678901"),
        ({"text": "dozens"}, "dozens"),
    ],
)
def test_numbers(fields, expected):
    assert meaning("numbers", numbered(**fields)) == expected


def test_losses():
    assert loss_words(numbered(value=3.0, counted_text="tanks", outcome="shot_down")) == "3 shot down"


def test_units_and_names():
    unit = {"branch": "mechanized_infantry", "echelon": "brigade", "service": "army", "country": "UA"}
    assert meaning("units", unit) == "mechanized infantry brigade, army, Ukraine"
    place = {"text": "Pokrovsk", "canonical": "Pokrovsk", "admin1": "Donetsk", "country": "UA"}
    assert meaning("entities", place) == "Donetsk, Ukraine"


def test_fields():
    words = {"e1": "Pokrovsk", "d1": "5 November 2025"}
    assert field_words("at", "e1", words) == "Pokrovsk"
    assert field_words("when", "d1", words) == "5 November 2025"
    assert field_words("side", "RU", words) == "Russia"
    assert field_words("side", "e1", words) == "Pokrovsk"
    assert field_words("said_by", {"ref": None, "text": "residents"}, words) == "residents"
    assert field_words("said_by", {"ref": "e1", "text": "it"}, words) == "Pokrovsk"
    chain = {"ref": None, "text": "1 RGJ", "parent": {"ref": None, "text": "MNB (C)", "parent": None}}
    assert field_words("parent", chain, words) == "1 RGJ, under MNB (C)"
    assert field_words("lat", -48.2801, words) == "48.2801° S"
    assert field_words("status", "claimed", words) == "claimed"
    assert field_words("precision", "region", words) == "the middle of its region"
    assert field_words("begin", "2024-10-15T04:00", words) == "15 October 2024, 04:00"
    assert degrees(37.0, "EW") == "37° E"
    assert (figure(2.50), country("X-NOWHERE"), measure(None)) == ("2.5", "X-NOWHERE", None)


def test_every_code_of_the_schema_has_its_words():
    kinds = read_schema("record")["$defs"]
    enums = {name: set(kinds["number"]["properties"][name]["enum"]) - {None} for name in ("status", "outcome")}
    assert enums == {"status": set(STATUS), "outcome": set(OUTCOMES)}
    assert set(LABEL_LISTS) == set(LABELS)


def test_what_is_read_from_real_articles_is_said_without_codes():
    """A TIMEX3 code in words would show a hyphen between digits, XX or an underscore."""
    for line in RECORDS.read_text(encoding="utf-8").splitlines():
        for date in json.loads(line)["dates"]:
            said = meaning("dates", date)
            assert not [piece for piece in ("XX", "_", "-W", "PT") if piece in said], said


@pytest.mark.parametrize("name", ["words", "date_words", "counted", "terminal"])
def test_examples_of_docstrings_run(name):
    found = doctest.testmod(import_module(f"sitrex.write.{name}"))
    assert found.attempted
    assert not found.failed


def test_one_and_many():
    assert counted(1, "article") == "1 article"
    assert counted(0, "article") == "0 articles"
    assert counted(2, "copy", "copies") == "2 copies"
