"""Which of a country's states a unit served, by the years that the text names near it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from typing import Final

from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.rules import told

_YEAR: Final = re.compile(r"\b(?:1[6789]|20)\d\d\b")
_NOW: Final = 9999
_STATES: Final = {
    # country: (state, first year, last year, how often the text must name the state for each time it names the country)
    "RU": (("SUHH", 1918, 1991, 0.5),),
    "UA": (("SUHH", 1923, 1991, 1.0),),
    "BY": (("SUHH", 1923, 1991, 0.1),),
    "KZ": (("SUHH", 1923, 1991, 0.1),),
    "UZ": (("SUHH", 1923, 1991, 0.1),),
    "SUHH": (
        ("RU", 0, 1917, 0.0),
        ("RU", 1993, _NOW, 0.1),
        *((heir, 1992, _NOW, 2.0) for heir in ("UA", "BY", "KZ", "UZ")),
    ),
    "TR": (("X-OTTOMAN", 0, 1922, 0.0),),
    "X-OTTOMAN": (("TR", 1924, _NOW, 0.0),),
    "AT": (("X-AUSTRIA-HUNGARY", 1868, 1918, 0.0),),
    "HU": (("X-AUSTRIA-HUNGARY", 1868, 1918, 1.0),),
    "DE": (("X-PRUSSIA", 1701, 1870, 0.5),),
    "X-PRUSSIA": (("DE", 1871, _NOW, 0.0),),
    "TW": (("CN", 0, 1949, 0.0),),
}


def one_state(a: str, b: str) -> bool:
    """Whether one may have stood for the other: Soviet and Russian units may be the same."""
    return any(b == state for state, *_ in _STATES.get(a, ())) or any(a == state for state, *_ in _STATES.get(b, ()))


class Era:
    """The years that a text names, and the nations by mention."""

    def __init__(self, text: str, named: Mapping[str, int]) -> None:
        self._named = named
        self._starts: list[int] = []
        self._years: list[int] = []
        for found in _YEAR.finditer(text):
            self._starts.append(found.start())
            self._years.append(int(found.group()))

    def state(self, country: str | None, unit: Candidate) -> str | None:
        """The state that stands for ``country`` in the year named nearest to the unit."""
        if country is None or not self._years:
            return country
        return state_of_year(unit, country, self._nearest(unit.start), self._named) or country

    def _nearest(self, start: int) -> int:
        after = bisect_left(self._starts, start)
        near = range(max(0, after - 1), min(after + 1, len(self._starts)))
        return self._years[min(near, key=lambda i: abs(self._starts[i] - start))]


@told.rule(
    "units.country.era",
    reads=("In 1943 the Soviet army came. The Russian army's [[5th Rifle Division]] held. It was 1943.",),
    leaves=("In 2015 the Russian army's [[5th Division]] held.",),
    source="years in which states stood",
)
def state_of_year(unit: Candidate, country: str, year: int, named: Mapping[str, int]) -> str | None:
    """Another state that stood for the country in the year, if the text names it as often as it must."""
    for state, first, last, share in _STATES.get(country, ()):
        if first <= year <= last and named.get(state, 0) >= share * max(1, named.get(country, 0)):
            return state
    return None
