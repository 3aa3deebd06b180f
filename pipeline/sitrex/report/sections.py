"""The tables below an article's text: units and their order of battle, dates, places, figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sitrex.evaluate.fields import PLACES
from sitrex.report.desk import around, words_by_id
from sitrex.report.markup import Markup, data, filled_table, join, tag
from sitrex.report.pictures import timeline
from sitrex.write.counted import counted
from sitrex.write.date_words import day_words
from sitrex.write.words import (
    LABELS,
    STATUS,
    country,
    degrees,
    field_words,
    loss_words,
    meaning,
    plain,
    reference_words,
    unit_words,
)

_SIDC = re.compile(r"\d{20}(\d{10})?")


def status_badge(status: str | None) -> Markup | None:
    """The mark of a statement that is more or less than a plain one."""
    if status is None or status == "stated":
        return None
    return tag("span", STATUS.get(status, status), class_="status", data_status=status)


def symbol(sidc: str | None, name: str) -> Markup | None:
    """The place of a symbol, which the page's script draws; nothing without a code."""
    if sidc is None or _SIDC.fullmatch(sidc) is None:
        return None
    return tag("span", data_sidc=sidc, class_="symbol", role="img", aria_label=f"APP-6 symbol of {name}")


def units_section(record: Mapping[str, Any]) -> Markup | None:
    """The units of an article, each once."""
    clusters = by_cluster(record["units"])
    if not clusters:
        return None
    rows: list[list[object]] = []
    for mentions in clusters.values():
        unit = merged(mentions)
        above = unit["parent"]
        rows.append(
            [
                symbol(unit["sidc"], unit["canonical"]) or "",
                _link(mentions[0], unit["canonical"]),
                unit_words(unit),
                unit["designator"] or "",
                reference_words(above, {}) if above else "",
                _statuses(mentions),
                len(mentions),
            ]
        )
    headings = ("symbol", "unit", "what", "number", "under", "status", "mentions#")
    return filled_table("unit-table", headings, rows, caption=counted(len(rows), "unit"))


def battle_section(record: Mapping[str, Any]) -> Markup | None:
    """Units under their superiors; None where no unit has one."""
    clusters = by_cluster(record["units"])
    units = {key: merged(mentions) for key, mentions in clusters.items()}
    if not any(unit["parent"] for unit in units.values()):
        return None
    return _tree(units, {m["id"]: key for key, mentions in clusters.items() for m in mentions})


def dates_section(record: Mapping[str, Any]) -> Markup | None:
    """The dates of an article on a line and in a table."""
    if not record["dates"]:
        return None
    rows: list[list[object]] = [
        [
            _link(m),
            (meaning("dates", m), m["begin"] or m["value"]),
            LABELS.get(m["label"], m["label"]),
            _day(m["begin"]),
            _day(m["end_date"]) if m["end_date"] != m["begin"] else "",
            _sentence(record, m),
        ]
        for m in record["dates"]
    ]
    headings = ("date", "means", "kind", "first day", "last day", "sentence")
    return join(
        timeline(record["dates"]), filled_table("date-table", headings, rows, caption=counted(len(rows), "date"))
    )


def places_section(record: Mapping[str, Any]) -> Markup | None:
    """The places of an article on a map, with the units that stand in a sentence with them, and in a table."""
    clusters = by_cluster(m for m in record["entities"] if m["label"] in PLACES)
    if not clusters:
        return None
    # the map names the places first that are mentioned most
    places = sorted(((merged(mentions), mentions) for mentions in clusters.values()), key=lambda p: -len(p[1]))
    units_in: dict[int, dict[str, None]] = {}
    for unit in record["units"]:
        units_in.setdefault(unit["sentence"], {})[unit["canonical"]] = None
    rows: list[list[object]] = []
    spots: list[list[object]] = []
    for place, mentions in places:
        named = list(dict.fromkeys(name for m in mentions for name in units_in.get(m["sentence"], ())))
        lies = ", ".join(part for part in (place["admin1"], country(place["country"])) if part)
        if place["lat"] is not None and place["lon"] is not None:
            told = [f"{lies}; {counted(len(mentions), 'mention')}".lstrip("; ")]
            told += [f"named with {', '.join(named[:6])}{' …' * (len(named) > 6)}"] if named else []
            precision = place.get("precision") or ""
            spots.append([place["canonical"], place["lat"], place["lon"], precision, len(mentions), place["id"], told])
        rows.append(
            [
                _link(mentions[0], place["canonical"]),
                LABELS.get(place["label"], place["label"]),
                lies,
                "" if place["lat"] is None else f"{degrees(place['lat'], 'NS')}, {degrees(place['lon'], 'EW')}",
                ", ".join(named),
                len(mentions),
            ]
        )
    headings = ("place", "kind", "lies in", "coordinates", "named with the units", "mentions#")
    listed = filled_table("place-table", headings, rows, caption=counted(len(rows), "place"))
    if not spots:
        return listed
    drawn = tag("div", class_="map", data_map="spots")
    note = "Places that the article names; a unit that is named with a place was not necessarily there."
    return join(tag("p", note), drawn, data("spots", spots), listed)


def figures_section(record: Mapping[str, Any]) -> Markup | None:
    """The numbers of an article, those of losses first."""
    if not record["numbers"]:
        return None
    words = words_by_id(record)
    losses = [m for m in record["numbers"] if m.get("outcome")]
    others = [m for m in record["numbers"] if not m.get("outcome")]
    parts = []
    if losses:
        rows: list[list[object]] = [
            [
                _link(m, loss_words(m)),
                *(
                    field_words(name, m[name], words) if m.get(name) else ""
                    for name in ("of", "side", "at", "when", "said_by")
                ),
                status_badge(m.get("status")) or "",
                _sentence(record, m),
            ]
            for m in losses
        ]
        headings = ("figure", "of", "side", "where", "when", "said by", "status", "sentence")
        parts.append(
            filled_table("loss-table", headings, rows, caption=counted(len(rows), "figure of loss", "figures of loss"))
        )
    if others:
        plain_rows: list[list[object]] = [
            [
                _link(m),
                meaning("numbers", m),
                LABELS.get(m["label"], m["label"]),
                field_words("said_by", m["said_by"], words) if m.get("said_by") else "",
                status_badge(m.get("status")) or "",
                _sentence(record, m),
            ]
            for m in others
        ]
        caption = counted(len(others), "other figure" if losses else "figure")
        plain_headings = ("figure", "means", "kind", "said by", "status", "sentence")
        parts.append(filled_table("figure-table", plain_headings, plain_rows, caption=caption))
    return join(*parts)


def by_cluster(mentions: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Mentions of one thing together, in the order of their first ones."""
    clusters: dict[str, list[Mapping[str, Any]]] = {}
    for mention in mentions:
        clusters.setdefault(mention["cluster"] or mention["id"], []).append(mention)
    return clusters


def merged(mentions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One thing of the mentions of a cluster: each field from the first mention that states it."""
    return {key: next((m[key] for m in mentions if m[key] is not None), None) for key in mentions[0]}


def _statuses(mentions: Sequence[Mapping[str, Any]]) -> Markup:
    """What is said of a unit other than plainly, each status once."""
    found = dict.fromkeys(m.get("status") for m in mentions)
    return join(*(status_badge(status) for status in STATUS if status in found))


def _tree(units: Mapping[str, dict[str, Any]], cluster_of: Mapping[str, str]) -> Markup:
    """Units under their superiors; a superior that has no mention of its own stands by its words."""
    below: dict[str, list[str]] = {}
    titles: dict[str, Markup] = {key: _branch(unit) for key, unit in units.items()}
    above: dict[str, str] = {}
    by_name = {unit["canonical"].casefold(): key for key, unit in units.items()}
    for key, unit in units.items():
        child, parent = key, unit["parent"]
        while parent is not None and child not in above:
            named = by_name.get(parent["text"].casefold())
            target = cluster_of.get(parent["ref"] or "") or named or f"words:{parent['text']}"
            if _circular(child, target, above):
                break
            echelon = plain(parent["echelon"])
            titles.setdefault(target, tag("span", parent["text"], tag("small", f" {echelon}") if echelon else ""))
            above[child] = target
            below.setdefault(target, []).append(child)
            child, parent = target, parent["parent"]

    def branch(key: str) -> Markup:
        under = below.get(key)
        return tag("li", titles[key], tag("ul", *map(branch, under)) if under else None)

    tops = [key for key in titles if key not in above and key in below]
    return tag("ul", *map(branch, tops), class_="tree")


def _circular(child: str, target: str, above: Mapping[str, str]) -> bool:
    while target != child:
        if target not in above:
            return False
        target = above[target]
    return True


def _branch(unit: Mapping[str, Any]) -> Markup:
    echelon = plain(unit["echelon"])
    said = tag("small", f" {echelon}") if echelon else None
    return tag("span", symbol(unit["sidc"], unit["canonical"]), _link(unit, unit["canonical"]), said)


def _day(day: str | None) -> tuple[str, str]:
    return (day_words(day), day) if day else ("", "")


def _link(mention: Mapping[str, Any], words: str | None = None) -> Markup:
    return tag("a", words or mention["text"], href=f"#p-{mention['id']}")


def _sentence(record: Mapping[str, Any], mention: Mapping[str, Any]) -> Markup:
    if record["text"] is None:
        return Markup("")
    before, said, behind = around(record, mention)
    return join(before, tag("mark", said), behind)
