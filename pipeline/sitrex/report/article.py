"""The page of one article: its text with every mention marked, and what the mentions say in tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sitrex.evaluate.fields import LISTS
from sitrex.evaluate.mistakes import Mistake, mistakes
from sitrex.evaluate.scores import Compared
from sitrex.interchange.labelled import FIELDS
from sitrex.report.desk import words_by_id
from sitrex.report.front import mention_counts, navigation, panel
from sitrex.report.highlight import STATES, compared_marks, highlighted, predicted_marks
from sitrex.report.markup import Markup, data, join, page, table, tag
from sitrex.report.sections import (
    battle_section,
    dates_section,
    figures_section,
    places_section,
    units_section,
)
from sitrex.write.counted import counted
from sitrex.write.date_words import day_words
from sitrex.write.words import LABELS, field_name, field_words, meaning

_HIDDEN = frozenset({"id", "start", "end", "text", "label", "sentence", "cluster", "status"})


def article_page(record: Mapping[str, Any], compared: Compared | None, *, scored: bool) -> str:
    """The page of a complete record; with ``compared`` its mentions are marked right and wrong beside gold."""
    document = record["document"]
    text = record["text"]
    if text is None and compared is not None:
        text = compared.gold.get("text")
    name = document["title"] or document["id"]
    sections = [
        ("units", "Units", units_section(record)),
        ("battle", "Order of battle", battle_section(record)),
        ("figures", "Figures", figures_section(record)),
        ("dates", "Dates", dates_section(record)),
        ("places", "Places", places_section(record)),
        ("errors", "Errors", _errors(compared) if compared else None),
    ]
    told = [(key, title, content) for key, title, content in sections if content is not None]
    links = [tag("a", title, href=f"#{key}") for key, title in (("text", "Text"), *((k, t) for k, t, _ in told))]
    hint = "Choose a mention, or press n and p for the next and the previous one; what was read of it stands here."
    return page(
        f"{name} – sitrex report",
        tag(
            "header",
            navigation("", scored=scored, links=links, root="../"),
            tag("h1", name),
            _about(document, record),
        ),
        tag(
            "main",
            tag(
                "div",
                tag("section", tag("h2", "Text"), _text(record, text, compared), id="text", aria_label="Text"),
                panel(hint),
                class_="desk",
            ),
            *(tag("section", tag("h2", title), content, id=key, aria_label=title) for key, title, content in told),
            id="content",
        ),
        _fields(record, compared),
        root="../",
        scripts=("base.js", "corrections.js", "map.js", "article.js"),
    )


def _about(document: Mapping[str, Any], record: Mapping[str, Any]) -> Markup:
    """Who published it and when, in one line; where it was found only as text, since a page links to nothing outside."""
    day = document.get("published")
    parts = [document.get("source"), day_words(day) if day else None, document.get("url")]
    said = [str(part) for part in parts if part]
    if document.get("title"):
        said.append(f"document {document['id']}")
    counts = mention_counts({name: len(record[name]) for name in LISTS})
    return tag("p", " · ".join([*said, counts]), class_="about")


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
    counts: dict[str, dict[str, int]] = {name: {} for name in LISTS}
    for mark in marks:
        of_list = counts[mark.listed]
        of_list[mark.mention["label"]] = of_list.get(mark.mention["label"], 0) + mark.key.startswith("p")
    parts = [_toggles(name, found) for name, found in counts.items() if found]
    if compared is not None:
        states = [state for state in STATES if any(mark.state == state for mark in marks)]
        boxes = (_box(STATES[state], data_state_box=state, data_state=state) for state in states)
        parts.append(tag("fieldset", tag("legend", "beside gold"), *boxes))
    badges = tag("p", _box("badges", id="badges"), class_="options")
    # the first line end of a <pre> would be lost
    shown = tag("pre", Markup("\n"), highlighted(text, marks), class_="text badges", id="article")
    marked = tag("div", *parts, class_="boxes")
    controls = tag("details", tag("summary", "What is marked"), marked, badges, class_="toggles", open=True)
    return join(controls, shown)


def _toggles(name: str, found: Mapping[str, int]) -> Markup:
    """A box for each label of a list."""
    boxes = (
        _box(f"{LABELS.get(label, label)} {number:,}", data_label=label, data_shown=label)
        for label, number in sorted(found.items(), key=lambda item: -item[1])
    )
    return tag("fieldset", tag("legend", name), *boxes)


def _box(words: str, **attributes: object) -> Markup:
    shown = {key: attributes.pop(key) for key in ("data_shown", "data_state") if key in attributes}
    return tag("label", tag("input", type="checkbox", checked=True, **attributes), f" {words}", class_="key", **shown)


def _errors(compared: Compared) -> Markup:
    found = mistakes(compared)
    rows: list[list[object]] = [
        [
            _jump(m),
            m.list,
            m.kind,
            field_name(m.field) if m.field else m.gold_label or m.predicted_label,
            *_sides(m),
            m.cause or "",
            m.sentence,
        ]
        for m in found
    ]
    headings = ("mention", "list", "kind", "what", "gold", "predicted", "cause", "sentence")
    return table("error-table", headings, rows, caption=counted(len(rows), "error"))


def _jump(mistake: Mistake) -> Markup:
    key = f"p-{mistake.predicted_id}" if mistake.predicted_id else f"g-{mistake.gold_id}"
    return tag("a", mistake.gold_text or mistake.predicted_text, href=f"#{key}")


def _sides(mistake: Mistake) -> tuple[object, object]:
    if mistake.field is not None:
        return mistake.gold_value, mistake.predicted_value
    if mistake.kind == "label":
        return mistake.gold_label, mistake.predicted_label
    return mistake.gold_text, mistake.predicted_text


def _fields(record: Mapping[str, Any], compared: Compared | None) -> Markup:
    """What the page's script shows of a mention: list, label, what it means, its stated fields in words."""
    sides = [("p", record)] + ([("g", compared.gold)] if compared else [])
    told = {}
    for side, row in sides:
        words = (
            words_by_id(record) if side == "p" else {m["id"]: m["text"] for name in LISTS for m in row.get(name, ())}
        )
        for name in LISTS:
            for m in row.get(name, ()):
                told[f"{side}-{m['id']}"] = {
                    "side": "gold" if side == "g" else "read",
                    "list": name,
                    "label": LABELS.get(m["label"], m["label"]),
                    "code": m["label"],
                    "start": m["start"],
                    "text": m["text"],
                    "name": m.get("canonical") or m["text"],
                    "means": meaning(name, FIELDS[name] | m),
                    "cluster": m.get("cluster"),
                    "status": m.get("status"),
                    "fields": {
                        field_name(key): field_words(key, value, words)
                        for key, value in m.items()
                        if _shown(key, value, m)
                    },
                    "unlabelled": [field_name(key) for key in FIELDS[name] if key not in m],
                }
    partners = {}
    for alignment in compared.alignments.values() if compared else ():
        for gold, predicted in alignment.pairs:
            partners[f"p-{predicted['id']}"] = f"g-{gold['id']}"
            partners[f"g-{gold['id']}"] = f"p-{predicted['id']}"
    document = record["document"]["id"]
    return data("mentions", {"document": document, "mentions": told, "partners": partners, "states": STATES})


def _shown(key: str, value: Any, mention: Mapping[str, Any]) -> bool:
    """Whether a field says more than the mention's words and its badge."""
    return key not in _HIDDEN and value not in (None, "none", mention["text"])
