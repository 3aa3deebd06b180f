"""The page of one article: text with highlights, units, dates, places, figures, and its errors beside gold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sitrex.evaluate.fields import LISTS, PLACES
from sitrex.evaluate.mistakes import Mistake, mistakes
from sitrex.evaluate.scores import Compared
from sitrex.interchange.labelled import FIELDS
from sitrex.report.highlight import STATES, compared_marks, highlighted, predicted_marks
from sitrex.report.markup import Markup, data, join, page, table, tag
from sitrex.report.pictures import crowd, places_map, timeline

_SIDC = re.compile(r"\d{20}(\d{10})?")
_HIDDEN = frozenset({"id", "start", "end", "text", "label", "sentence", "cluster"})


def article_page(record: Mapping[str, Any], compared: Compared | None) -> str:
    """The page of a record; with ``compared`` its mentions are marked right and wrong beside gold."""
    record = _complete(record)
    document = record["document"]
    text = record["text"]
    if text is None and compared is not None:
        text = compared.gold.get("text")
    name = document["title"] or document["id"]
    units = _units(record)
    sections = [
        ("text", "Text", _text(record, text, compared)),
        ("errors", "Errors", _errors(compared) if compared else None),
        ("units", "Units", units),
        ("dates", "Dates", _dates(record, text)),
        ("places", "Places", _places(record)),
        ("figures", "Figures", _figures(record, text)),
    ]
    told = [(key, title, content) for key, title, content in sections if content is not None]
    links = (tag("a", title, href=f"#{key}") for key, title, _ in told)
    scripts = ("milsymbol.js", "outline.js", "report.js") if units is not None else ("outline.js", "report.js")
    return page(
        f"{name} – sitrex report",
        tag("a", "Skip to content", href="#content", class_="skip"),
        tag(
            "header",
            tag("nav", tag("a", "All articles", href="../index.html"), *links, aria_label="Page"),
            tag("h1", name),
            _about(document, record),
        ),
        tag(
            "main",
            *(tag("section", tag("h2", title), content, id=key, aria_label=title) for key, title, content in told),
            id="content",
        ),
        tag("aside", id="detail", hidden=True, aria_live="polite", aria_label="Fields of the mention"),
        _fields(record, compared),
        assets="../assets",
        scripts=scripts,
    )


def _complete(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with every field of every mention: gold may lack some, and can be reported too."""
    return dict(record) | {name: [FIELDS[name] | mention for mention in record[name]] for name in LISTS}


def _about(document: Mapping[str, Any], record: Mapping[str, Any]) -> Markup:
    rows = [(key, document[key]) for key in ("id", "source", "published", "language", "url") if document.get(key)]
    rows.append(("mentions", ", ".join(f"{len(record[name])} {name}" for name in LISTS)))
    return tag("dl", *(join(tag("dt", key), tag("dd", value)) for key, value in rows))


def _text(record: Mapping[str, Any], text: str | None, compared: Compared | None) -> Markup:
    if text is None:
        return tag("p", "The record does not carry its text (the run was made with --no-text).")
    if compared is None:
        marks = predicted_marks(record)
    else:
        optional = [(name, m) for name in compared.alignments for m in compared.gold[name] if m.get("optional")]
        marks = compared_marks(compared.alignments, optional)
        labelled = set(compared.alignments)
        marks += [mark for mark in predicted_marks(record) if mark.listed not in labelled]
    boxes = [
        tag(
            "label",
            tag("input", type="checkbox", checked=True, data_list=name),
            f" {name} ({len(record[name])})",
            class_=f"key {name}",
        )
        for name in LISTS
    ]
    parts = [tag("fieldset", tag("legend", "Highlight"), *boxes)]
    if compared is not None:
        states = [state for state in STATES if any(mark.state == state for mark in marks)]
        boxes = [
            tag(
                "label",
                tag("input", type="checkbox", checked=True, data_state_box=state),
                f" {STATES[state]}",
                class_="key",
                data_state=state,
            )
            for state in states
        ]
        parts.append(tag("fieldset", tag("legend", "Beside gold"), *boxes))
    # the first line end of a <pre> would be lost
    parts.append(tag("pre", Markup("\n"), highlighted(text, marks), class_="text", id="article"))
    return join(*parts)


def _errors(compared: Compared) -> Markup:
    found = mistakes(compared)
    rows: list[list[object]] = [
        [_jump(m), m.list, m.kind, m.field or m.gold_label or m.predicted_label, *_sides(m), m.cause or "", m.sentence]
        for m in found
    ]
    headings = ("mention", "list", "kind", "what", "gold", "predicted", "cause", "sentence")
    return table("error-table", headings, rows, caption=f"{len(rows)} errors")


def _jump(mistake: Mistake) -> Markup:
    key = f"p-{mistake.predicted_id}" if mistake.predicted_id else f"g-{mistake.gold_id}"
    return tag("a", mistake.gold_text or mistake.predicted_text, href=f"#{key}")


def _sides(mistake: Mistake) -> tuple[object, object]:
    if mistake.field is not None:
        return mistake.gold_value, mistake.predicted_value
    if mistake.kind == "label":
        return mistake.gold_label, mistake.predicted_label
    return mistake.gold_text, mistake.predicted_text


def _units(record: Mapping[str, Any]) -> Markup | None:
    clusters: dict[str, list[Mapping[str, Any]]] = {}
    for mention in record["units"]:
        clusters.setdefault(mention["cluster"], []).append(mention)
    if not clusters:
        return None
    units = {key: _merged(mentions) for key, mentions in clusters.items()}
    columns = ("designator", "name", "branch", "echelon", "service", "country")
    rows: list[list[object]] = []
    for key, unit in units.items():
        above = unit["parent"]
        rows.append(
            [
                _symbol(unit["sidc"], unit["canonical"]),
                tag("a", unit["canonical"], href=f"#p-{clusters[key][0]['id']}"),
                *(unit[column] or "" for column in columns),
                above["text"] if above else "",
                unit["sidc"] or "",
                len(clusters[key]),
            ]
        )
    headings = ("symbol", "unit", *columns, "parent", "SIDC", "mentions#")
    listed = table("unit-table", headings, rows, caption=f"{len(rows)} units with APP-6 symbols")
    return join(
        listed, tag("h3", "Order of battle"), _tree(units, {m["id"]: k for k, ms in clusters.items() for m in ms})
    )


def _merged(mentions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One unit of the mentions of a cluster: each field from the first mention that states it."""
    return {key: next((m[key] for m in mentions if m[key] is not None), None) for key in mentions[0]}


def _tree(units: Mapping[str, dict[str, Any]], cluster_of: Mapping[str, str]) -> Markup:
    """Units under their superiors; a superior that has no mention of its own stands by its words."""
    below: dict[str, list[str]] = {}
    titles: dict[str, Markup] = {key: _branch(unit) for key, unit in units.items()}
    above: dict[str, str] = {}
    for key, unit in units.items():
        child, parent = key, unit["parent"]
        while parent is not None and child not in above:
            target = cluster_of.get(parent["ref"] or "") or f"words:{parent['text']}"
            if _circular(child, target, above):
                break
            titles.setdefault(
                target, tag("span", parent["text"], f" ({parent['echelon']})" if parent["echelon"] else "")
            )
            above[child] = target
            below.setdefault(target, []).append(child)
            child, parent = target, parent["parent"]

    def branch(key: str) -> Markup:
        under = below.get(key)
        return tag("li", titles[key], tag("ul", *map(branch, under)) if under else None)

    return tag("ul", *(branch(key) for key in titles if key not in above), class_="tree")


def _circular(child: str, target: str, above: Mapping[str, str]) -> bool:
    while target != child:
        if target not in above:
            return False
        target = above[target]
    return True


def _branch(unit: Mapping[str, Any]) -> Markup:
    echelon = f" {unit['echelon'].replace('_', ' ')}" if unit["echelon"] else ""
    name = tag("a", unit["canonical"], href=f"#p-{unit['id']}")
    return tag("span", _symbol(unit["sidc"], unit["canonical"]), name, tag("small", echelon))


def _symbol(sidc: str | None, name: str) -> Markup | None:
    """The place of a symbol, which the page's script draws; nothing without a code."""
    if sidc is None or _SIDC.fullmatch(sidc) is None:
        return None
    return tag("span", data_sidc=sidc, class_="symbol", role="img", aria_label=f"APP-6 symbol of {name}")


def _dates(record: Mapping[str, Any], text: str | None) -> Markup | None:
    if not record["dates"]:
        return None
    rows: list[list[object]] = [
        [
            _mention(m),
            m["label"],
            m["value"],
            m["mod"] or "",
            m["begin"] or "",
            m["end_date"] or "",
            m["anchor"] or "",
            _sentence(record, text, m),
        ]
        for m in record["dates"]
    ]
    headings = ("date", "label", "value", "modifier", "begin", "end", "anchor", "sentence")
    return join(timeline(record["dates"]), table("date-table", headings, rows, caption=f"{len(rows)} dates"))


def _places(record: Mapping[str, Any]) -> Markup | None:
    clusters: dict[str, list[Mapping[str, Any]]] = {}
    for mention in record["entities"]:
        if mention["label"] in PLACES:
            clusters.setdefault(mention["cluster"], []).append(mention)
    if not clusters:
        return None
    # the map names the places first that are mentioned most
    places = sorted(((_merged(mentions), len(mentions)) for mentions in clusters.values()), key=lambda p: -p[1])
    known = [
        (p["canonical"], p["lat"], p["lon"], p["id"])
        for p, _ in places
        if p["lat"] is not None and p["lon"] is not None
    ]
    rows: list[list[object]] = [
        [
            tag("a", place["canonical"], href=f"#p-{place['id']}"),
            place["label"],
            place["country"] or "",
            place["admin1"] or "",
            "" if place["lat"] is None else f"{place['lat']:.4f}",
            "" if place["lon"] is None else f"{place['lon']:.4f}",
            number,
        ]
        for place, number in places
    ]
    headings = ("place", "label", "country", "region", "latitude#", "longitude#", "mentions#")
    maps = [places_map(known, "Map of places")]
    if near := crowd(known):
        maps.insert(0, places_map(near, "Map of most places"))
    return join(*maps, table("place-table", headings, rows, caption=f"{len(rows)} places"))


def _figures(record: Mapping[str, Any], text: str | None) -> Markup | None:
    if not record["numbers"]:
        return None
    rows: list[list[object]] = [
        [
            _mention(m),
            m["label"],
            "" if m["value"] is None else f"{m['value']:.12g}",
            "" if m["low"] is None else f"{m['low']:.12g}",
            "" if m["high"] is None else f"{m['high']:.12g}",
            m["modifier"] or "",
            m["currency"] or m["unit"] or "",
            m["counted_text"] or m["counted"] or "",
            m["per"] or "",
            _sentence(record, text, m),
        ]
        for m in record["numbers"]
    ]
    headings = ("figure", "label", "value#", "low#", "high#", "modifier", "measure", "counted", "per", "sentence")
    return table("figure-table", headings, rows, caption=f"{len(rows)} figures")


def _mention(mention: Mapping[str, Any]) -> Markup:
    return tag("a", mention["text"], href=f"#p-{mention['id']}")


def _sentence(record: Mapping[str, Any], text: str | None, mention: Mapping[str, Any]) -> str:
    if text is None or not record["sentences"]:
        return ""
    start, end = record["sentences"][mention["sentence"]]
    return " ".join(text[start : max(end, mention["end"])].split())


def _fields(record: Mapping[str, Any], compared: Compared | None) -> Markup:
    """What the page's script shows of a mention: list, label, stated fields, state is in the mark itself."""
    sides = [("p", record)] + ([("g", compared.gold)] if compared else [])
    told = {}
    for side, row in sides:
        for name in LISTS:
            words = {m["id"]: m["text"] for m in row.get(name, ())}
            for m in row.get(name, ()):
                told[f"{side}-{m['id']}"] = {
                    "side": "gold" if side == "g" else "predicted",
                    "list": name,
                    "label": m["label"],
                    "text": m["text"],
                    "fields": {key: _plain(value, words) for key, value in m.items() if _shown(key, value)},
                    "unlabelled": [key for key in FIELDS[name] if key not in m],
                }
    partners = {}
    for alignment in compared.alignments.values() if compared else ():
        for gold, predicted in alignment.pairs:
            partners[f"p-{predicted['id']}"] = f"g-{gold['id']}"
            partners[f"g-{gold['id']}"] = f"p-{predicted['id']}"
    return data("mentions", {"mentions": told, "partners": partners, "states": STATES})


def _shown(key: str, value: Any) -> bool:
    return key not in _HIDDEN and value is not None


def _plain(value: Any, words: Mapping[str, str]) -> str:
    """A field as text: a superior as its chain, a sayer as its words, a link as the words that it leads to."""
    if isinstance(value, dict):
        parts = []
        while value is not None:
            parts.append(str(value["text"]))
            value = value.get("parent")
        return " < ".join(parts)
    return words.get(value, value) if isinstance(value, str) else str(value)
