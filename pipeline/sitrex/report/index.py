"""The front page: what was found, how it compares with gold, and every article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sitrex.evaluate.fields import LISTS
from sitrex.evaluate.measures import SCHEMES
from sitrex.evaluate.scores import Scores
from sitrex.report.markup import Markup, join, page, table, tag
from sitrex.report.pictures import bars


@dataclass(frozen=True, slots=True)
class Entry:
    """One article on the front page; ``f1`` is its strict F1 over all lists, None without gold."""

    file: str
    identifier: str
    title: str | None
    published: str | None
    counts: Mapping[str, int]
    f1: float | None
    errors: int | None


def index_page(entries: Sequence[Entry], scores: Scores | None) -> str:
    """The front page of a report."""
    totals = {name: sum(entry.counts[name] for entry in entries) for name in LISTS}
    summary = f"{len(entries):,} article{'s' * (len(entries) != 1)}: " + ", ".join(
        f"{number:,} {name}" for name, number in totals.items()
    )
    return page(
        "sitrex report",
        tag("a", "Skip to content", href="#content", class_="skip"),
        tag(
            "header",
            tag(
                "nav",
                *(tag("a", name, href=f"#{name.lower()}") for name in (("Scores",) if scores else ()) + ("Articles",)),
                aria_label="Page",
            ),
            tag("h1", "sitrex report"),
            tag("p", summary),
        ),
        tag(
            "main",
            _scores(scores) if scores else None,
            tag("section", tag("h2", "Articles"), _articles(entries), id="articles", aria_label="Articles"),
            id="content",
        ),
        assets="assets",
    )


def _articles(entries: Sequence[Entry]) -> Markup:
    compared = any(entry.f1 is not None for entry in entries)
    rows: list[list[object]] = []
    for entry in entries:
        row: list[object] = [
            tag("a", entry.title or entry.identifier, href=f"articles/{entry.file}"),
            entry.identifier if entry.title else "",
            entry.published or "",
            *(entry.counts[name] for name in LISTS),
        ]
        rows.append(row + ([entry.f1, "" if entry.errors is None else entry.errors] if compared else []))
    headings = ("article", "id", "published", *(f"{name}#" for name in LISTS))
    return table(
        "article-table",
        headings + (("strict F1#", "errors#") if compared else ()),
        rows,
        caption=f"{len(rows)} articles",
    )


def _scores(scores: Scores) -> Markup:
    measures = scores["measures"]
    documents = scores["documents"]
    note = f"Scored against {documents['gold']:,} gold article{'s' * (documents['gold'] != 1)}"
    if documents["gold"] > 1:
        note += "; intervals and the lines in the bars are 95 % bootstrap intervals by article"
    if documents["missing"]:
        note += f"; without prediction, counted as all missed: {', '.join(documents['missing'][:20])}"
    if documents["extra"]:
        note += f"; {len(documents['extra']):,} articles without gold are not scored"
    rows: list[list[object]] = []
    for name, block in [
        *((n, s["micro"]) for n, s in scores["lists"].items()),
        ("overall", scores["overall"]["micro"]),
    ]:
        rows.append(
            [name, block["gold"], block["predicted"], block["strict"]["precision"], block["strict"]["recall"]]
            + [block[scheme]["f1"] for scheme in SCHEMES]
            + [_interval(measures.get(f"{name}.strict.f1"))]
        )
    headings = (
        "list",
        "gold#",
        "predicted#",
        "precision#",
        "recall#",
        *(f"{s} F1#" for s in SCHEMES),
        "95 % of strict F1",
    )
    parts = [
        tag("h2", "Scores"),
        tag("p", note),
        table("score-table", headings, rows, caption="Spans and labels (SemEval-2013)", search=False),
    ]
    for name, listed in scores["lists"].items():
        parts.append(_list(name, listed, measures))
    return tag("section", *parts, id="scores", aria_label="Scores")


def _list(name: str, listed: Mapping[str, Any], measures: Mapping[str, Any]) -> Markup:
    picture = [
        (label, block["strict"]["f1"], *_ends(measures.get(f"{name}.{label}.strict.f1")))
        for label, block in listed["labels"].items()
    ]
    fields = [
        (field, tally["accuracy"], *_ends(measures.get(f"{name}.{field}.accuracy")))
        for field, tally in listed["fields"].items()
        if tally["pairs"]
    ]
    parts = [tag("h3", name), tag("h4", "Strict F1 by label"), bars(f"Strict F1 of {name} by label", picture)]
    if fields:
        parts += [tag("h4", "Accuracy of fields"), bars(f"Accuracy of the fields of {name}", fields)]
    if len(listed["labels"]) > 1:
        parts.append(_confusion(name, listed))
    return join(*parts)


def _confusion(name: str, listed: Mapping[str, Any]) -> Markup:
    counts: dict[tuple[str | None, str | None], int] = {}
    for cell in listed["confusion"]:
        key = cell["gold"], cell["predicted"]
        counts[key] = counts.get(key, 0) + cell["count"]
    labels = list(listed["labels"])
    most = max((n for (g, p), n in counts.items() if g != p), default=1)
    head = tag(
        "tr",
        tag("th", "gold ↓ predicted →", scope="col"),
        *(tag("th", label, scope="col") for label in [*labels, "missed"]),
    )
    body = []
    for gold in [*labels, None]:
        cells = [tag("th", gold or "spurious", scope="row")]
        for predicted in [*labels, None]:
            number = counts.get((gold, predicted), 0)
            kind = "right" if gold == predicted else "wrong" if number else None
            depth = f"--depth:{number / most:.2f}" if kind == "wrong" else None
            cells.append(tag("td", number or "", class_=f"number {kind}" if kind else "number", style=depth))
        body.append(tag("tr", *cells))
    caption = f"Confusion of {name}"
    shown = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *body), class_="confusion")
    return tag("div", shown, class_="wide", tabindex="0", role="region", aria_label=caption)


def _ends(measured: Mapping[str, Any] | None) -> tuple[float | None, float | None]:
    return (measured["low"], measured["high"]) if measured else (None, None)


def _interval(measured: Mapping[str, Any] | None) -> str:
    low, high = _ends(measured)
    return "" if low is None or high is None else f"{low:.3f}–{high:.3f}"
