"""Which country a unit belongs to, as far as the document says so."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from sitrex.annotate.base import Context
from sitrex.annotate.units.eras import Era
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import NO_COUNTRY, movements, nations
from sitrex.annotate.units.pairs import formerly, joined
from sitrex.annotate.units.sides import likeliest_countries, nation_mentions
from sitrex.vocab import read_table
from sitrex.vocab.commanders import commanders

_WORD: Final = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:[-’'][^\W\d_]+)*|\S")
_SERVICES: Final = frozenset(
    "army navy air force forces marine corps ground land armed defence defense guard guards national royal imperial "
    "federal arab people's liberation infantry cavalry regular military government reserve volunteer's and 's ’s "
    "republican elite airborne special operations naval marines army's navy's force's forces' former fascist troops "
    "territorial paratroopers expeditionary us’ pro-government".split()
)
_OF: Final = re.compile(r",?\s+of\s+(?:the\s+)?")
_BRACKET: Final = re.compile(r"\s*\(")
_HEADING: Final = re.compile(r"^[ \t#*=]*([A-Z][^\n.,;:()]{2,34}?)[ \t=]*(?::[ \t]*)?$", re.MULTILINE)
_HEADING_WORDS: Final = frozenset("side order of battle units formations and strength pro-russian separatists".split())
_LIST_LINE: Final = 90
_COALITION: Final = re.compile(r"CJ|MN|(?:combined|multi-?national|coalition|international)\b", re.IGNORECASE)
_CIVIL_WAR: Final = re.compile(r"\b(?:186[1-5]|Union (?:Army|forces|troops|cavalry|general)|Yankees?|C\.S\.A?\.)")
_AT_WAR: Final = frozenset(("RU", "UA"))
_MILITIAS: Final = frozenset("SY IQ LY YE LB AF SO SD ML CD".split())
"""Countries whose named brigades and battalions are mostly armed movements' rather than the army's."""


def assign_countries(
    units: list[Candidate], links: dict[int, int], groups: list[int], context: Context
) -> tuple[list[str | None], list[bool]]:
    """For each unit an ISO code or None, and whether it is a militia's; ``docs/units.md`` has the order of evidence."""
    if not units:
        return [], []
    text = context.text
    mentions = nation_mentions(text)
    counts = Counter(mention.country for mention in mentions)
    found: list[str | None] = []
    breakaway: list[bool] = []
    rebel: list[bool] = []
    southern = "X-CSA" if counts["X-CSA"] or _CIVIL_WAR.search(text) else "US"
    for unit in units:
        own = southern if unit.typical == "southern" or _southern_name(unit) else unit.nation or unit.typical
        said = nation_before(unit, text) or _after(unit, text)
        rebel.append(said == NO_COUNTRY)
        breakaway.append(rebel[-1] or unit.nation == NO_COUNTRY)
        found.append(None if breakaway[-1] or NO_COUNTRY in (said or own, unit.nation) else said or own)
    rebels = sum(counts[country] for country in _MILITIAS) * 2 > counts.total()
    militias = [rebels and _militia_name(unit) for unit in units]
    stateless = [
        unit.service == "irregular"
        or militias[i]
        or breakaway[i]
        or unit.typical == NO_COUNTRY
        or (unit.service == "joint" and _COALITION.match(unit.text) is not None)
        for i, unit in enumerate(units)
    ]
    _under_headings(units, text, found, stateless, rebel)
    for gone in (breakaway, rebel):
        _share_stateless(links, groups, gone, stateless, found)
    _share_in_lists(units, text, found)
    _share_links(links, found, stateless)
    _share_groups(units, groups, text, found)
    _known(units, counts, found, stateless)
    _share_in_lists(units, text, found)
    _share_groups(units, groups, text, found)
    _share_links(links, found, stateless)
    era = Era(text, counts)
    found = [era.state(country, unit.start) for country, unit in zip(found, units, strict=True)]
    likeliest = likeliest_countries(units, groups, found, mentions, context)
    found = [
        country if country or alone else era.state(guess, unit.start)
        for country, alone, guess, unit in zip(found, stateless, likeliest, units, strict=True)
    ]
    _share_links(links, found, stateless)
    _share_groups(units, groups, text, found)
    irregular = [
        country is None and (own or militias[i]) for i, (own, country) in enumerate(zip(rebel, found, strict=True))
    ]
    return found, irregular


def _southern_name(unit: Candidate) -> bool:
    """Whether its name begins with a state that seceded: North Carolina Brigade."""
    if unit.name is None or unit.nation is not None:
        return False
    hit = nations().longest(unit.name.lower().split(), 0)
    return hit is not None and hit[1].kind == "southern"


def _share_stateless(
    links: dict[int, int], groups: list[int], gone: list[bool], stateless: list[bool], found: list[str | None]
) -> None:
    """Other mentions of a movement's unit, and what is under it, have no country either."""
    lost = {group for group, alone in zip(groups, gone, strict=True) if alone}
    for i, group in enumerate(groups):
        if found[i] is None and (group in lost or (i in links and groups[links[i]] in lost)):
            stateless[i] = gone[i] = True


def _militia_name(unit: Candidate) -> bool:
    """Whether it has a bare proper name, as the brigades and battalions of armed movements do."""
    nameless = unit.designator is not None or unit.name is None or unit.branch is not None
    return not nameless and unit.nation is None and unit.echelon in ("brigade", "battalion", "division", "regiment")


def _code(words: list[str]) -> tuple[bool, str | None]:
    """Whether the words are one nation's name or adjective, and its code."""
    hit = nations().longest(words, 0)
    if " ".join(words) in movements():
        return True, NO_COUNTRY
    if hit is None or hit[0] != len(words) or hit[1].kind.startswith(("state", "southern", "force")):
        return False, None
    return True, hit[1].country


def _possessive(word: str) -> list[str]:
    """The word with its possessive as a token of its own."""
    return [word[:-2], "'s"] if word[-2:] in ("'s", "’s") and len(word) > 2 else [word]


def nation_before(unit: Candidate, text: str) -> str | None:
    """The nation that stands before the name, services and articles between them left out."""
    window = text[max(0, unit.start - 60) : unit.start]
    words = [m.group() for m in _WORD.finditer(window)]
    flat = [part for word in words for part in _possessive(word)]
    i = len(flat)
    if flat[-1:] == ["'s"] and flat[-2:-1] and flat[-2] in commanders():
        return commanders()[flat[-2]][0]
    for _ in range(6):
        if i == 0:
            return None
        for length in (4, 3, 2, 1):
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
    words = [part for word in words[:3] for part in _possessive(word)]
    if words[1:2] == ["'s"] and not _code([w.lower() for w in words[:4]])[0]:
        del words[1]
    for length in (4, 3, 2, 1):
        hit, code = _code([w.lower() for w in words[:length]])
        if hit:
            return code
    return None


def _share_in_lists(units: list[Candidate], text: str, found: list[str | None]) -> None:
    """A nation before the first member of a list holds for the members after it."""
    for i in range(1, len(units)):
        if found[i] is None and found[i - 1] is not None and joined(units[i - 1], units[i], text):
            found[i] = found[i - 1]


def _share_links(links: dict[int, int], found: list[str | None], stateless: list[bool]) -> None:
    for below, above in links.items():
        if stateless[below] or stateless[above]:
            continue
        if found[below] is None:
            found[below] = found[above]
        elif found[above] is None:
            found[above] = found[below]


def _share_groups(units: list[Candidate], groups: list[int], text: str, found: list[str | None]) -> None:
    """Mentions of one unit have one country: the first that is said, but for what it formerly was."""
    said: dict[int, str] = {}
    for unit, group, country in zip(units, groups, found, strict=True):
        if country is not None and group not in said and not formerly(unit, text):
            said[group] = country
    for i, group in enumerate(groups):
        found[i] = found[i] or said.get(group)


def _under_headings(
    units: list[Candidate], text: str, found: list[str | None], stateless: list[bool], rebel: list[bool]
) -> None:
    """In an order of battle the heading above says whose the units are, until the next one."""
    heading: tuple[int, str | None] | None = None
    headings = []
    for line in _HEADING.finditer(text):
        words = line[1].lower().replace("’s", "").split()
        for length in (3, 2, 1):
            hit, code = _code(words[:length])
            rest = words[length:] if code != NO_COUNTRY or words[length : length + 1] != ["of"] else []
            if hit and all(w in _SERVICES or w in _HEADING_WORDS for w in rest):
                headings.append((line.start(), code))
                break
    if not headings:
        return
    headings.append((len(text) + 1, None))
    at = 0
    for i, unit in enumerate(units):
        while headings[at][0] < unit.start:
            heading = headings[at]
            at += 1
        # bounded searches: a text may be one line
        left = text.rfind("\n", max(0, unit.start - _LIST_LINE), unit.start)
        right = text.find("\n", unit.end, unit.end + _LIST_LINE)
        ends = right >= 0 or unit.end + _LIST_LINE > len(text)
        short = ends and (left >= 0 or unit.start < _LIST_LINE)
        if heading is not None and short and found[i] is None:
            if heading[1] in (None, NO_COUNTRY):
                stateless[i] = True
                rebel[i] = rebel[i] or heading[1] == NO_COUNTRY
            elif not stateless[i]:
                found[i] = heading[1]


@cache
def _known_units() -> dict[tuple[str, str], dict[str, str]]:
    """(designator, echelon) -> branch -> country, of armies whose numbers are told apart."""
    table: dict[tuple[str, str], dict[str, str]] = {}
    for row in read_table("units/known_units.tsv", ("designator", "echelon", "branch", "country")):
        table.setdefault((row["designator"], row["echelon"]), {})[row["branch"]] = row["country"]
    return table


def _known(units: list[Candidate], counts: Counter[str], found: list[str | None], stateless: list[bool]) -> None:
    """Units that are known by number, in a text that names their country; of two armies at war it must name both."""
    both = bool(counts["RU"] and counts["UA"])
    for i, unit in enumerate(units):
        if found[i] is None and not stateless[i] and unit.designator and unit.echelon:
            entry = _known_units().get((unit.designator, unit.echelon), {})
            at_war = {country for country in entry.values() if country in _AT_WAR}
            if both and at_war and (unit.branch is None or entry.get(unit.branch) in _AT_WAR):
                countries = at_war if unit.branch is None else {entry[unit.branch]}
                if len(countries) == 1:
                    found[i] = countries.pop()
            elif unit.branch is not None and counts[entry.get(unit.branch, "")]:
                known = entry[unit.branch]
                found[i] = known if known not in _AT_WAR else None
