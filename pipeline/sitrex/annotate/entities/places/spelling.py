"""What the spelling of a name says of the country that it lies in: `-ivka`, `-chne`, `Bir …`, `Datu …`.

It is ``data/spellings.npz``, counted on the names of GeoNames (CC BY 4.0) by ``training/spellings.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import numpy as np

from sitrex.annotate.entities.places.names import digest, normal

LONGEST: Final = 5
"""Letters of an ending."""
_STRONGEST: Final = 4.0


def keys_of(plain: str) -> Iterator[str]:
    """The endings of a normalised name, the longest first, and its first word if it has several.

    >>> list(keys_of("bir lahlou"))
    ['~ahlou', '~hlou', '~lou', '~ou', '~u', 'bir~']
    """
    first, _, last = plain.rpartition(" ")
    for length in range(min(LONGEST, len(last)), 0, -1):
        yield f"~{last[-length:]}"
    if first:
        yield f"{first.partition(' ')[0]}~"


class Spellings:
    """Endings and first words with the countries that they speak for; look-ups are binary searches."""

    def __init__(self) -> None:
        with (files("sitrex.data") / "spellings.npz").open("rb") as stream, np.load(stream) as table:
            self._keys = table["keys"]
            self._countries = table["countries"].tolist()
            self._country = table["country"]
            self._says = table["says"]

    def about(self, key: str) -> dict[str, float] | None:
        """Country -> log of how many times likelier it is with the key than without; None for an unknown key."""
        hashed = np.uint32(digest(key))
        at = int(self._keys.searchsorted(hashed))
        if at == len(self._keys) or self._keys[at] != hashed:
            return None
        return {
            self._countries[country]: says / 10
            for country, says in zip(self._country[at].tolist(), self._says[at].tolist(), strict=True)
        }


@cache
def _spellings() -> Spellings:
    return Spellings()


@lru_cache(maxsize=30_000)
def spelled(name: str) -> Mapping[str, float]:
    """The countries that a name's longest known ending and its first word speak for, and how much, between 0 and 1."""
    found: dict[str, float] = {}
    ending = False
    for key in keys_of(normal(name)):
        if ending and key.startswith("~"):
            continue
        told = _spellings().about(key)
        if told is None:
            continue
        ending = ending or key.startswith("~")
        for country, says in told.items():
            found[country] = found.get(country, 0.0) + says
    return {country: min(says, _STRONGEST) / _STRONGEST for country, says in found.items() if says > 0}
