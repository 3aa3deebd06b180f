"""The measures table against pint, and the arithmetic of :func:`to_si`."""

from __future__ import annotations

import doctest
import math

import pint
import pytest

from sitrex.normalise import measures

PINT = {
    "[in_i]": "inch",
    "[ft_i]": "foot",
    "[yd_i]": "yard",
    "[mi_i]": "mile",
    "[nmi_i]": "nautical_mile",
    "[fth_i]": "6 * foot",
    "[fur_us]": "furlong",
    "[lg_i]": "3 * mile",
    "[ly]": "light_year",
    "[sft_i]": "foot**2",
    "[sin_i]": "inch**2",
    "[syd_i]": "yard**2",
    "[mi_i]2": "mile**2",
    "[nmi_i]2": "nautical_mile**2",
    "har": "hectare",
    "[acr_us]": "acre",
    "L": "liter",
    "mL": "milliliter",
    "cL": "centiliter",
    "[cft_i]": "foot**3",
    "[cin_i]": "inch**3",
    "[cyd_i]": "yard**3",
    "[gal_us]": "gallon",
    "[gal_br]": "imperial_gallon",
    "[qt_us]": "quart",
    "[pt_us]": "pint",
    "[pt_br]": "imperial_pint",
    "[foz_us]": "fluid_ounce",
    "[tbs_us]": "tablespoon",
    "[tsp_us]": "teaspoon",
    "[cup_us]": "cup",
    "[bbl_us]": "oil_barrel",
    "[bu_us]": "bushel",
    "{GRT}": "100 * foot**3",
    "t": "tonne",
    "kt": "kilotonne",
    "Mt": "megatonne",
    "[lton_av]": "long_ton",
    "[ston_av]": "short_ton",
    "[lb_av]": "pound",
    "[oz_av]": "ounce",
    "[oz_tr]": "troy_ounce",
    "[gr]": "grain",
    "[car_m]": "carat",
    "[stone_av]": "stone",
    "[scwt_av]": "hundredweight",
    "[lcwt_av]": "long_hundredweight",
    "km/h": "kilometer/hour",
    "[mi_i]/h": "mile/hour",
    "[ft_i]/s": "foot/second",
    "[ft_i]/min": "foot/minute",
    "[kn_i]": "knot",
    "deg": "degree",
    "mrad": "milliradian",
    "'": "arc_minute",
    "W": "watt",
    "kW": "kilowatt",
    "MW": "megawatt",
    "GW": "gigawatt",
    "TW": "terawatt",
    "mW": "milliwatt",
    "[HP]": "horsepower",
    "{PS}": "metric_horsepower",
    "J": "joule",
    "kJ": "kilojoule",
    "MJ": "megajoule",
    "cal": "calorie",
    "kcal": "kilocalorie",
    "[Btu]": "BTU",
    "W.h": "watt*hour",
    "kW.h": "kilowatt*hour",
    "MW.h": "megawatt*hour",
    "GW.h": "gigawatt*hour",
    "TW.h": "terawatt*hour",
    "eV": "electron_volt",
    "t{TNT}": "ton_TNT",
    "N": "newton",
    "kN": "kilonewton",
    "[lbf_av]": "force_pound",
    "kgf": "kgf",
    "[lbf_av].[ft_i]": "force_pound*foot",
    "hPa": "hectopascal",
    "kPa": "kilopascal",
    "MPa": "megapascal",
    "bar": "bar",
    "mbar": "millibar",
    "[psi]": "psi",
    "atm": "atmosphere",
    "km": "kilometer",
    "cm": "centimeter",
    "dm": "decimeter",
    "mm": "millimeter",
    "um": "micrometer",
    "nm": "nanometer",
    "g": "gram",
    "mg": "milligram",
    "ug": "microgram",
    "A.h": "ampere*hour",
    "mA.h": "milliampere*hour",
    "kV": "kilovolt",
    "g/cm3": "gram/cm**3",
    "[g]": "standard_gravity",
    "[bbl_us]/d": "oil_barrel/day",
    "km/s": "kilometer/second",
    "Ci": "curie",
    "mSv": "millisievert",
    "%": "percent",
    "min": "minute",
    "h": "hour",
    "d": "day",
    "wk": "week",
    "a": "year",
    "[HP]/t": "horsepower/tonne",
    "mm/h": "mm/hour",
    "kHz": "kilohertz",
    "MHz": "megahertz",
    "GHz": "gigahertz",
    "By": "byte",
    "Mbit": "megabit",
}
_BASE = {
    "Hz": "1/second",
    "Bq": "1/second",
    "1": "dimensionless",
    "bit": "bit",
    "N.m": "newton*meter",
    "C": "coulomb",
    "/s": "1/second",
}
_BASE |= {"m2": "meter**2", "m3": "meter**3", "m/s": "meter/second", "kg/m3": "kg/meter**3", "m3/s": "meter**3/second"}
_BASE |= {"m/s2": "meter/second**2", "W/kg": "watt/kg", "Pa": "pascal", "Sv": "sievert", "rad": "radian"}


@pytest.fixture(scope="module")
def registry():
    return pint.UnitRegistry()


@pytest.mark.parametrize("code", PINT)
def test_factor_agrees_with_pint(registry, code):
    listed = measures.measures()[code]
    base = _BASE.get(listed.si, listed.si)
    if code in ("kHz", "MHz", "GHz"):
        base = "hertz"
    if code == "Ci":
        base = "becquerel"
    assert registry(PINT[code]).to(base).magnitude == pytest.approx(listed.factor, rel=3e-6)


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (16, "km", (16000.0, "m")),
        (-40, "Cel", (233.15, "K")),
        (-40, "[degF]", (233.15, "K")),
        (32, "[degF]", (273.15, "K")),
        (60, "km/h", (16.6666666667, "m/s")),
        (15, "kt{TNT}", (6.276e13, "J")),
        (36, "t/h", (10.0, "kg/s")),
        (2, "kg/cm2", (20000.0, "kg/m2")),
        (600, "{round}/min", (10.0, "/s")),
        (3, "m/s2", (3.0, "m/s2")),
        (5, "%", (0.05, "1")),
    ],
)
def test_to_si(value, code, expected):
    assert measures.to_si(value, code) == expected


@pytest.mark.parametrize("code", ["", "/", "nonsense", "km/", "//h", "km/furlong", "m9", "[in_i", "."])
def test_unknown_codes_are_none(code):
    assert measures.to_si(1.0, code) is None


def test_no_overflow():
    assert measures.to_si(1e300, "Mt{TNT}") is None
    assert measures.to_si(math.nan, "km") is None
    assert measures.to_si(10**400, "km") is None


def test_every_written_form_has_a_listed_code():
    for code in (*measures.words().values(), *measures.symbols().values()):
        assert code in measures.measures()


def test_plurals():
    assert measures.words()["feet"] == "[ft_i]"
    assert measures.words()["nautical miles"] == "[nmi_i]"


def test_doctests():
    assert doctest.testmod(measures).failed == 0
