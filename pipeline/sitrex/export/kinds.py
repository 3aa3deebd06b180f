"""What things are told apart across articles, and by what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sitrex.vocab import read_table

Fields = Mapping[str, Any]

UNSAID: Final = "_"
"""Stands in a key for what no mention says."""

GIVEN: Final = "named"
"""Begins the key of a thing that a correction names."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One table of things.

    ``labels`` are those of its mentions. ``fields`` are kept, each as most mentions give it. ``parts`` of the key, from
    what the mentions of one document together say. ``optional`` are the places in the key of parts that an article may
    leave out: a key without them is that of the only fuller one that says the rest alike.
    """

    labels: frozenset[str]
    fields: tuple[str, ...]
    parts: Callable[[Fields], tuple[str, ...]]
    same: str
    """Why two mentions of one key are of one thing."""
    optional: tuple[int, ...] = ()
    needed: tuple[int, ...] = ()
    """The places that must be said for a part to be left out."""
    only: str = ""
    """Why a key that leaves something out is that of the fuller one."""
    country: int | None = None
    """Place of the country in the key, where what one article abbreviates another may name in full."""


def slug(name: Any) -> str:
    """A name as it stands in a key; ``_`` for none.

    >>> slug("T-72B3"), slug(None)
    ('t_72b3', '_')
    """
    return re.sub(r"[^\w]+", "_", str(name).casefold()).strip("_") or UNSAID if name is not None else UNSAID


@cache
def _countries() -> frozenset[tuple[str, str]]:
    """Name of a country as in a key, and its code."""
    rows = read_table("entities/countries.tsv", ("code", "names", "demonyms"))
    return frozenset((slug(name), row["code"]) for row in rows for name in row["names"].split(";"))


def _place(fields: Fields) -> tuple[str, ...]:
    if (slug(fields["canonical"]), fields["country"]) in _countries():
        return "country", slug(fields["country"])
    if fields["geonameid"]:
        return "geonames", str(fields["geonameid"])
    return slug(fields["canonical"]), slug(fields["country"])


_UNIT_PARTS: Final = ("country", "echelon", "designator", "name", "branch")

_LEVELS: Final = 8
"""Superiors above one another that are looked at; a record may have circles."""

_INNER: Final = frozenset({"company", "battery", "troop", "platoon", "section", "squad"})
"""Echelons that are numbered or lettered within their superior."""

_BATTALIONS: Final = frozenset(map(str, range(1, 10)))
"""Numbers of battalions within a regiment or brigade; those with higher ones stand by themselves."""


_ERAS: Final = ((1900, "before_1900"), (1946, "before_1946"))
"""Years before which armies were others: a 3rd Brigade of 1863 is none of 1991."""


def era(days: Iterable[str], published: str | None) -> str | None:
    """The era of what is told of on these days (``YYYY-MM-DD``), by the middle one, else by the publication; None of today's
    and of none.

    >>> era(["1863-07-01", "1863-07-03", "1913-01-01"], None), era([], "2024-05-01")
    ('before_1900', None)
    """
    years = sorted(int(day[:4]) for day in days) or ([int(published[:4])] if published else [])
    return next((name for year, name in _ERAS if years and years[len(years) // 2] < year), None)


def _unit(fields: Fields) -> tuple[str, ...]:
    country, echelon, designator, name, branch = (slug(fields[part]) for part in _UNIT_PARTS)
    # without number, name and branch it is only what it is called
    if designator == name == branch == UNSAID:
        name = slug(fields["canonical"])
    own = country, echelon, designator, name, branch, *filter(None, (fields["era"],))
    if name != UNSAID or not _is_inner(fields["echelon"], designator):
        return own
    within = f"of {_superior(fields['parent'])}" if fields["parent"] else f"in {fields['document']}"
    return *own, slug(within)


def _is_inner(echelon: str | None, designator: str) -> bool:
    return echelon in _INNER or (echelon == "battalion" and (designator in _BATTALIONS or designator.isalpha()))


def _superior(parent: Fields) -> str:
    """What tells a superior apart: echelon and number or name, and of a part of another that one too."""
    own = f"{parent['echelon'] or ''} {parent['designator'] or parent['name'] or parent['text']}"
    inner = _is_inner(parent["echelon"], slug(parent["designator"])) and parent["parent"]
    return f"{own} {_superior(parent['parent'])}" if inner else own


KINDS: Final[Mapping[str, Kind]] = {
    "units": Kind(
        frozenset({"UNIT"}),
        ("designator", "name", "branch", "echelon", "service", "country", "sidc"),
        _unit,
        "same country, echelon, number, name and branch",
        optional=(3, 4),
        needed=(0, 1, 2),
        only="the only unit that it can mean",
        country=0,
    ),
    "places": Kind(
        frozenset({"GPE", "LOC", "FAC"}),
        ("label", "country", "admin1", "lat", "lon", "geonameid", "precision"),
        _place,
        "same country, same place in the gazetteer, or same name and country",
    ),
    "equipment": Kind(
        frozenset({"EQUIPMENT"}),
        ("designation", "kind"),
        lambda fields: (slug(fields["designation"] or fields["canonical"]),),
        "same designation",
    ),
    "organisations": Kind(
        frozenset({"ORG"}),
        ("country",),
        lambda fields: (slug(fields["canonical"]), slug(fields["country"])),
        "same name and country",
        optional=(1,),
        needed=(0,),
        only="the only organisation that it can mean",
        country=1,
    ),
    "people": Kind(
        frozenset({"PERSON"}),
        ("title", "role", "country"),
        lambda fields: (fields["document"], fields["cluster"]),
        "same person in the article",
    ),
}
"""Tables of a collation. Persons are never merged across articles: theirs are told apart by document."""

KIND_OF: Final[Mapping[str, str]] = {label: name for name, kind in KINDS.items() for label in kind.labels}
"""Label of a mention -> its table."""


ABBREVIATED: Final = "so abbreviated in another article"

_ABBREVIATION: Final = re.compile(r"[A-Z][A-Z0-9-]+")

_KNOWN: Final = (*_UNIT_PARTS, "canonical", "parent", "geonameid", "designation")
"""Fields that keys are made of; what one mention of a thing leaves out another of the document may have."""


def keys(mentions: Iterable[Fields], document: str, eras: Mapping[str, str | None]) -> dict[str, str]:
    """Id of each mention of a document -> the key of its thing; ``eras`` has that of each cluster.

    A key is made of the fields that any mention of the cluster has, the first that has one; a unit whose country nothing
    says has its superior's.
    """
    merged: dict[str, dict[str, Any]] = {}
    own: dict[str, Fields] = {}
    for mention in mentions:
        known = merged.setdefault(mention["cluster"], dict.fromkeys(_KNOWN))
        for name in _KNOWN:
            if known[name] is None:
                known[name] = mention.get(name)
        own[mention["id"]] = mention
    for known in merged.values():
        known["country"] = known["country"] or _country_above(known, merged, own)
    return {
        name: key(
            KIND_OF[m["label"]],
            merged[m["cluster"]] | {"cluster": m["cluster"], "document": document, "era": eras[m["cluster"]]},
        )
        for name, m in own.items()
    }


def _country_above(known: Fields, merged: Mapping[str, Fields], own: Mapping[str, Fields]) -> str | None:
    for _ in range(_LEVELS):
        above = own.get(known["parent"]["ref"]) if known["parent"] else None
        if above is None:
            return None
        known = merged[above["cluster"]]
        if known["country"]:
            return str(known["country"])
    return None


def key(kind: str, fields: Fields) -> str:
    """The key of a thing with these fields.

    >>> unit = {"country": "UA", "name": None, "branch": None, "canonical": "", "parent": None, "document": "a.txt", "era": None}
    >>> key("units", unit | {"echelon": "brigade", "designator": "47"})
    'ua:brigade:47:_:_'
    >>> key("units", unit | {"echelon": "company", "designator": "B"})
    'ua:company:b:_:_:in_a_txt'
    """
    return ":".join(KINDS[kind].parts(fields))


def fuller(kind: str, keys: Iterable[str]) -> dict[str, str]:
    """Key that leaves something out -> the key of the thing that it must mean.

    Of the keys that agree in what they must say: all are one where no two of them contradict each other; else one that
    leaves something out goes to the only key that it does not contradict, if there is just one. A unit without a country
    goes to the only one with the same echelon, number, name and branch, where it has a name or a branch.

    >>> fuller("units", ["ua:brigade:47:_:_", "ua:brigade:47:magura:_", "ua:brigade:47:_:mechanized_infantry"])["ua:brigade:47:_:_"]
    'ua:brigade:47:magura:mechanized_infantry'
    >>> fuller("units", ["ua:brigade:3:_:_", "ua:brigade:3:_:tank", "ua:brigade:3:_:assault"])
    {}
    """
    told = KINDS[kind]
    keys = list(keys)
    groups: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for one in keys:
        parts = tuple(one.split(":"))
        if told.needed and parts[0] != GIVEN:
            rest = len(told.needed) + len(told.optional)
            needed = (*(parts[place] for place in told.needed), *parts[rest:])
            if UNSAID not in needed:
                groups.setdefault(needed, []).append(parts)
    found: dict[str, str] = {}
    for group in groups.values():
        said = {place: {parts[place] for parts in group} - {UNSAID} for place in told.optional}
        # the whole group is settled by counting; keys are not compared in pairs
        if all(len(values) <= 1 for values in said.values()):
            whole = list(group[0])
            for place, values in said.items():
                whole[place] = next(iter(values), UNSAID)
            found |= {":".join(parts): ":".join(whole) for parts in group if list(parts) != whole}
        else:
            found |= _only_fuller(group, told.optional)
    return found | _only_countries(keys) if kind == "units" else found


def _only_countries(keys: Iterable[str]) -> dict[str, str]:
    """Key of a unit without a country -> the only key that differs from it in that alone."""
    countries: dict[str, set[str]] = {}
    for one in keys:
        country, _, rest = one.partition(":")
        countries.setdefault(rest, set()).add(country)
    found: dict[str, str] = {}
    for rest, said in countries.items():
        parts = rest.split(":")
        known = said - {UNSAID}
        if UNSAID in said and len(known) == 1 and parts[1] != UNSAID and set(parts[2:4]) != {UNSAID}:
            found[f"{UNSAID}:{rest}"] = f"{next(iter(known))}:{rest}"
    return found


def _only_fuller(group: list[tuple[str, ...]], optional: tuple[int, ...]) -> dict[str, str]:
    """The same for a group whose keys contradict each other: through what each full key looks like with parts left out."""
    views: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for parts in group:
        for mask in range(1, 1 << len(optional)):
            view = list(parts)
            for bit, place in enumerate(optional):
                if mask >> bit & 1:
                    view[place] = UNSAID
            if tuple(view) != parts:
                views.setdefault(tuple(view), set()).add(parts)
    return {":".join(parts): ":".join(next(iter(views[parts]))) for parts in group if len(views.get(parts, ())) == 1}


def abbreviated(kind: str, told: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Key of a thing that is only ever abbreviated -> the key of the only thing that is so abbreviated where it is named.

    Args:
        kind: one of :data:`KINDS`.
        told: key, words and name of mentions.

    >>> told = [("un:_", "UN", "UN"), ("united_nations:_", "UN", "United Nations")]
    >>> abbreviated("organisations", told)
    {'un:_': 'united_nations:_'}
    """
    country = KINDS[kind].country
    if country is None:
        return {}
    names: dict[str, set[str]] = {}
    fuller_of: dict[str, set[str]] = {}
    for own, words, name in told:
        names.setdefault(own, set()).add(name)
        if _ABBREVIATION.fullmatch(words) and " " in name:
            fuller_of.setdefault(words, set()).add(own)
    found: dict[str, str] = {}
    for own, called in names.items():
        meant = fuller_of.get(next(iter(called)), set()) if len(called) == 1 else set()
        if len(meant) == 1 and own not in meant:
            (other,) = meant
            countries = {one.split(":")[country] for one in (own, other)} - {UNSAID}
            if len(countries) <= 1:
                found[own] = other
    return found


def joined(moved: Mapping[str, str], named: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Key -> the key of its thing, for all keys whose thing has another.

    Args:
        moved: of :func:`fuller`.
        named: (key, other key) pairs that a correction makes one; the other is the thing's, the least of several.

    >>> joined({"a": "b"}, [("b", "named:c"), ("d", "named:c")])
    {'a': 'named:c', 'b': 'named:c', 'd': 'named:c'}
    """
    leader: dict[str, str] = {}

    def lead(one: str) -> str:
        while (above := leader.get(one, one)) != one:
            leader[one] = leader.get(above, above)
            one = above
        return one

    for one, other in (*moved.items(), *named):
        leader[lead(one)] = lead(other)
    least: dict[str, str] = {}
    for _, name in named:
        least[lead(name)] = min(least.get(lead(name), name), name)
    things = {one: least.get(lead(one), lead(one)) for one in list(leader)}
    return {one: thing for one, thing in things.items() if one != thing}
