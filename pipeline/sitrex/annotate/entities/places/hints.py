"""What tells in which countries a name may lie: bodies that fight in one land, the speech that a name is of, a scanned country."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import Final, NamedTuple

from sitrex.annotate.entities.lexicon import cells, places
from sitrex.annotate.entities.places.names import normal
from sitrex.vocab import read_table

_PARTS: Final = re.compile(r"[ \n-]+")
LONGEST: Final = 6
"""Words that a body's name has which is looked for at either end of a longer one."""
LETTERS: Final = 4
"""Letters of a country's name of which one may be misread; of twice as many two."""


class Theatre(NamedTuple):
    """The countries in which a body is at war or at home, and of which countries a text must be that means it; of any where none are."""

    countries: tuple[str, ...]
    texts: tuple[str, ...]


@cache
def _theatres() -> dict[str, Theatre]:
    found: dict[str, Theatre] = {}
    for row in read_table("entities/theatres.tsv", ("countries", "texts", "names")):
        texts = () if row["texts"] == "-" else tuple(row["texts"].split(" "))
        body = Theatre(tuple(row["countries"].split(" ")), texts)
        found.update((normal(name), body) for name in cells(row["names"]))
    return found


@lru_cache(maxsize=20_000)
def theatre(name: str) -> Theatre | None:
    """What is known of a body by its name or what that begins or ends with.

    >>> theatre("FMLN").countries, theatre("VC Main Force").countries, theatre("Royal Navy")
    (('SV',), ('VN',), None)
    """
    known, words = _theatres(), normal(name).split()
    for many in range(min(len(words), LONGEST), 0, -1):
        for part in (words[:many], words[-many:]):
            if (found := known.get(" ".join(part))) is not None:
                return found
    return None


@cache
def _tongues() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table("entities/tongues.tsv", ("countries", "words")):
        for word in cells(row["words"]):
            found[word].update(row["countries"].split(" "))
    return {word: frozenset(countries) for word, countries in found.items()}


@lru_cache(maxsize=30_000)
def tongue(name: str) -> frozenset[str]:
    """The countries whose speech a name of several words is of, by such words in it; none where nothing tells.

    >>> sorted(tongue("Kereves Dere")), sorted(tongue("Jigsaw Wood"))
    (['CY', 'TR'], [])
    """
    words = _PARTS.split(name.casefold())
    if len(words) < 2:
        return frozenset()
    known = _tongues()
    told = [known[word] for word in words if word in known]
    return (frozenset.intersection(*told) or frozenset.union(*told)) if told else frozenset()


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    """Country -> its names, as they are looked up."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, entry in places().items():
        if entry.kind == "country" and entry.country and len(plain := normal(name)) >= LETTERS:
            found[entry.country].append(plain)
    return {country: tuple(names) for country, names in found.items()}


@lru_cache(maxsize=30_000)
def misread(name: str, country: str) -> bool:
    """Whether a name is a country's of which a scan misread a letter, of a long one two.

    >>> misread("Mondurae", "HN"), misread("CUSA", "CU"), misread("Irag", "IR"), misread("Ohio", "HN")
    (True, True, True, False)
    """
    plain = normal(name)
    return any(
        known != plain and _apart(plain, known, most) <= most
        for known in _countries().get(country, ())
        if abs(len(known) - len(plain)) <= (most := len(known) // LETTERS if len(known) < 12 else 3)
    )


def _apart(a: str, b: str, most: int) -> int:
    """Letters to change, add or leave out to make one word of another; more than ``most`` where there are."""
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        last, row = row, [i]
        for j, other in enumerate(b, 1):
            row.append(min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other)))
        if min(row) > most:
            return most + 1
    return row[-1]
