"""Which country a unit belongs to, as far as the document says so."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import nations
from sitrex.vocab import read_table

_WORD: Final = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:[-’'][^\W\d_]+)*|\S")
_NAME: Final = re.compile(r"\b(?:U\.S\.|[A-Z]{2,4}\b|[A-Z][a-z]+(?:-[A-Z][a-z]+)?)")
_SERVICES: Final = frozenset(
    "army navy air force forces marine corps ground land armed defence defense guard guards national royal imperial "
    "federal arab people's liberation infantry cavalry regular military government reserve volunteer's and 's ’s "
    "republican elite airborne special operations naval marines army's navy's force's forces' former fascist troops "
    "territorial paratroopers expeditionary us’ pro-government".split()
)
_OF: Final = re.compile(r",?\s+(?:of|from|in)\s+(?:the\s+)?")
_BRACKET: Final = re.compile(r"\s*\(")
_LIST: Final = re.compile(r"\s*(?:,|,?\s(?:and|or|&)|/|–|-|\sto)\s*(?:the\s+)?")
_DOMINANT: Final = 0.75
_FEWEST: Final = 2


def assign_countries(
    units: list[Candidate], links: dict[int, int], groups: list[int], context: Context
) -> list[str | None]:
    """One ISO code or None for each unit; see ``docs/units.md`` for the order of evidence."""
    if not units:
        return []
    text = context.text
    counts = _nation_counts(text)
    found: list[str | None] = []
    for unit in units:
        direct = nation_before(unit, text) or _after(unit, text)
        found.append(direct or _own(unit, counts))
    _share_in_lists(units, text, found)
    _share_links(links, found)
    _share_groups(groups, found)
    _known(units, counts, found)
    _share_links(links, found)
    main = _dominant(groups, found, counts)
    if main is not None:
        found = [country or main for country in found]
    _share_groups(groups, found)
    return found


def _code(words: list[str]) -> tuple[bool, str | None]:
    """Whether the words are one nation's name or adjective, and its code."""
    hit = nations().longest(words, 0)
    if hit is None or hit[0] != len(words) or hit[1].kind.startswith(("state", "southern", "force")):
        return False, None
    return True, hit[1].country


def nation_before(unit: Candidate, text: str) -> str | None:
    """The nation that stands before the name, services and articles between them left out."""
    window = text[max(0, unit.start - 60) : unit.start]
    words = [m.group() for m in _WORD.finditer(window)]
    flat: list[str] = []
    for word in words:
        if word[-2:] in ("'s", "’s") and len(word) > 2:
            flat += [word[:-2], "'s"]
        else:
            flat.append(word)
    i = len(flat)
    for _ in range(6):
        if i == 0:
            return None
        for length in (3, 2, 1):
            if i >= length and flat[i - length][0].isupper():
                hit, code = _code([w.lower() for w in flat[i - length : i]])
                if hit:
                    return code
        if flat[i - 1].lower() not in _SERVICES:
            return None
        i -= 1
    return None


def _after(unit: Candidate, text: str) -> str | None:
    """The nation in brackets after the name, or in ``of the Ukrainian Ground Forces``."""
    opened = _BRACKET.match(text, unit.end) or _OF.match(text, unit.end)
    if opened is None:
        return None
    words = [m.group() for m in _WORD.finditer(text, opened.end(), min(len(text), opened.end() + 40))]
    if not words or not words[0][0].isupper():
        return None
    if words[0][-2:] in ("'s", "’s"):
        words[0] = words[0][:-2]
    for length in (3, 2, 1):
        hit, code = _code([w.lower() for w in words[:length]])
        if hit:
            return code
    return None


def _own(unit: Candidate, counts: Counter[str]) -> str | None:
    """The country that the designation's own words name or suggest."""
    if unit.typical == "southern":
        return "X-CSA" if counts["X-CSA"] else "US"
    return unit.nation or unit.typical


def _share_in_lists(units: list[Candidate], text: str, found: list[str | None]) -> None:
    """A nation before the first member of a list holds for the members after it."""
    for i in range(1, len(units)):
        if found[i] is None and found[i - 1] is not None and _LIST.fullmatch(text, units[i - 1].end, units[i].start):
            found[i] = found[i - 1]


def _share_links(links: dict[int, int], found: list[str | None]) -> None:
    for below, above in links.items():
        if found[below] is None:
            found[below] = found[above]
        elif found[above] is None:
            found[above] = found[below]


def _share_groups(groups: list[int], found: list[str | None]) -> None:
    """Mentions of one unit have one country: the first that is said."""
    said: dict[int, str] = {}
    for group, country in zip(groups, found, strict=True):
        if country is not None:
            said.setdefault(group, country)
    for i, group in enumerate(groups):
        found[i] = found[i] or said.get(group)


def _nation_counts(text: str) -> Counter[str]:
    """How often each country is named in the text."""
    counts: Counter[str] = Counter()
    forms = Counter(_NAME.findall(text))
    for form, times in forms.items():
        hit, code = _code([form.lower()])
        if hit and code:
            counts[code] += times
    return counts


def _dominant(groups: list[int], found: list[str | None], counts: Counter[str]) -> str | None:
    """The country of nearly all units that have one; without any, the country that the text speaks of most."""
    said = Counter({g: c for g, c in zip(groups, found, strict=True) if c is not None}.values())
    if said:
        country, most = said.most_common(1)[0]
        return country if most >= _FEWEST and most / said.total() >= _DOMINANT else None
    if not counts:
        return None
    country, most = counts.most_common(1)[0]
    return country if most >= _FEWEST and most / counts.total() >= _DOMINANT else None


@cache
def _known_units() -> dict[tuple[str, str], dict[str, str]]:
    """(designator, echelon) -> branch -> country, of armies whose numbers are told apart."""
    table: dict[tuple[str, str], dict[str, str]] = {}
    for row in read_table("units/known_units.tsv", ("designator", "echelon", "branch", "country")):
        table.setdefault((row["designator"], row["echelon"]), {})[row["branch"]] = row["country"]
    return table


def _known(units: list[Candidate], counts: Counter[str], found: list[str | None]) -> None:
    """Units of a war between two armies that are known by number: only in a text that names both."""
    if not (counts["RU"] and counts["UA"]):
        return
    for i, unit in enumerate(units):
        if found[i] is None and unit.designator and unit.echelon:
            entry = _known_units().get((unit.designator, unit.echelon))
            if entry:
                countries = {entry[unit.branch]} if unit.branch in entry else set(entry.values())
                if len(countries) == 1:
                    found[i] = countries.pop()
