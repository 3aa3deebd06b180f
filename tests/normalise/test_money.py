"""The table of currencies against babel's."""

from __future__ import annotations

import doctest

import pytest
from babel import Locale

from sitrex.normalise import money


@pytest.mark.parametrize("code", sorted(money.codes()))
def test_codes_are_iso_4217(code):
    assert code == "BTC" or code in Locale("en").currencies


def test_names():
    assert money.words()["hryvnias"] == "UAH"
    assert money.words()["pounds sterling"] == "GBP"
    assert money.symbols()["US$"] == "USD"


def test_doctests():
    assert doctest.testmod(money).failed == 0
