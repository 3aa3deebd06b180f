"""Number words, ordinals, Roman numerals."""

from __future__ import annotations

import doctest

import pytest

from sitrex.normalise import numerals


def test_doctests():
    assert doctest.testmod(numerals).failed == 0


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two hundred and twenty five", 225),
        ("a hundred thousand", 100_000),
        ("nineteen hundred", 1900),
        ("three million four hundred thousand", 3_400_000),
        ("one thousand and one", 1001),
        ("zero", 0),
        ("five seven", None),
        ("twenty ten", None),
        ("hundred", None),
        ("thousand two", None),
        ("two thousand million", None),
        ("and five", None),
        ("five and", None),
        ("", None),
    ],
)
def test_parse_cardinal(words, value):
    assert numerals.parse_cardinal(words.split()) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("47th", 47),
        ("1,001st", 1001),
        ("22d", 22),
        ("twenty fifth", 25),
        ("one hundred and first", 101),
        ("one hundredth", 100),
        ("twenty twentieth", None),
        ("twenty", None),
        ("47", None),
        ("", None),
    ],
)
def test_parse_ordinal(words, value):
    assert numerals.parse_ordinal(words.split()) == value


@pytest.mark.parametrize(
    ("text", "value"), [("VII", 7), ("XC", 90), ("MMXXV", 2025), ("IIX", None), ("vii", None), ("", None)]
)
def test_parse_roman(text, value):
    assert numerals.parse_roman(text) == value
